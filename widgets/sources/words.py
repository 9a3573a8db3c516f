"""What a careful desk would still note of a source, in words; and what its status is called."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from db.records import SourceStatus


def missing_words(names: Sequence[str]) -> list[str]:
    """What is missing, as the fields are called on screen; a name of a later program as it is."""
    words = {
        "title": _tr("title"),
        "url": _tr("URL"),
        "archive_url": _tr("archive URL"),
        "file": _tr("a kept copy"),
        "author": _tr("author or publisher"),
        "published": _tr("when it was published"),
        "accessed": _tr("when it was accessed"),
        "licence": _tr("licence or terms"),
        "name": _tr("name"),
        "role": _tr("role"),
        "contact": _tr("contact"),
        "record": _tr("on what terms"),
        "date": _tr("date"),
        "words": _tr("what they said"),
    }
    return [words.get(name, name) for name in names]


def status_words() -> dict[str, str]:
    """The words for every status, in their order."""
    return {
        SourceStatus.WANTED: _tr("wanted"),
        SourceStatus.REQUESTED: _tr("requested"),
        SourceStatus.RECEIVED: _tr("received"),
    }


def kind_words() -> dict[str, str]:
    """The words for every kind of source, in their order."""
    return {
        "document": _tr("document"),
        "page": _tr("web page"),
        "image": _tr("image"),
        "recording": _tr("recording"),
        "dataset": _tr("dataset"),
        "person": _tr("person"),
        "note": _tr("note"),
    }


def _tr(words: str) -> str:
    return QCoreApplication.translate("SourceWords", words)

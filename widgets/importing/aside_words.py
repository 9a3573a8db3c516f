"""Why a stretch of a text is set aside, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

_WORDS = {
    "ad-placeholder": "place of an advertisement",
    "source-link": "left by a scraper",
    "running-head": "running head",
    "page-number": "page number",
    "boilerplate": "menu, link or notice of the site",
    "form": "form",
    "quoted-mail": "quoted mail",
    "signature": "signature",
    "by-hand": "set aside by you",
}


def aside_words(reason: str) -> str:
    """That reason in words; a code of a later program as it is."""
    words = _WORDS.get(reason)
    return QCoreApplication.translate("AsideWords", words) if words else reason

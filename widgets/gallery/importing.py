"""What is looked at before it is imported."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from widgets.gallery import exhibit
from widgets.gallery.samples import SCRIPTS, SHORT, text_of
from widgets.importing.preview_page import ImportPreview, Previewed

_FIELDS = {"byline": "Lea Orme", "outlet": "Saltmouth Gazette", "published": "2026-03-04", "language": "en"}


@exhibit("preview before import", (700, 800), (1100, 1000))
def preview() -> QWidget:
    """A text whose encoding was guessed, with debris, and two files after it."""
    shown = ImportPreview()
    shown.show_article(
        Previewed(
            name="ferry.html",
            text=text_of(SHORT),
            titles=("The ferry that cost twice", "ferry"),
            fields=_FIELDS,
            encoding="cp1252",
            encodings=("utf-8", "cp1250"),
            notes=("The encoding was guessed: cp1252. Look whether its letters are right.",),
            waiting=2,
        ),
        anew=True,
    )
    return shown


@exhibit("preview before import, scripts", (700, 800))
def preview_scripts() -> QWidget:
    """Many scripts, nothing known of it, nothing to choose."""
    shown = ImportPreview()
    shown.show_article(
        Previewed("المقال.docx", text_of(SCRIPTS, "scripts"), ("قال الوزير",), {}, "", (), (), 0), anew=True
    )
    return shown


@exhibit("preview before a new draft", (700, 800))
def preview_of_a_draft() -> QWidget:
    """A draft keeps its article's title and where it is from: only what is set aside, and the encoding."""
    shown = ImportPreview()
    shown.show_article(
        Previewed(
            name="ferry-second-version-with-the-comments-of-the-desk.txt",
            text=text_of(SHORT),
            titles=(),
            fields={},
            encoding="cp1252",
            encodings=("utf-8", "cp1250"),
            notes=("The encoding was guessed: cp1252. Look whether its letters are right.",),
            waiting=0,
            draft_of="The ferry that cost twice",
        ),
        anew=True,
    )
    return shown

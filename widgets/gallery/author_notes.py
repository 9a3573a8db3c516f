"""The author's notes, left to decide and decided."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from db.records import AnnotationRecord, DraftId
from widgets.author_notes.card import AuthorNote
from widgets.author_notes.page import AuthorNotesPage
from widgets.gallery import exhibit
from widgets.gallery.parts import over

_SENTENCE = "Saltmouth will pay 4.2 million for its new ferry, the harbour board said on Tuesday."


def _note(
    n: int, kind: str, author: str, text: str, taken: str = "", sentence: str = _SENTENCE
) -> AuthorNote:
    return AuthorNote(AnnotationRecord(DraftId("d1"), n, n, n, kind, author, text, taken), sentence, 0)


@exhibit("author’s notes", (380, 900))
def author_notes() -> QWidget:
    """Five of them, two decided; and a draft that came without any."""
    shown, empty = AuthorNotesPage(), AuthorNotesPage()
    shown.chips.choose("all")
    shown.show_notes(
        (
            _note(
                0, "footnote", "", "Minutes of the board, https://saltmouth.example/minutes/2026-02-11.pdf"
            ),
            _note(1, "comment", "Lea Orme", "She told me so by telephone; I have the tape.", "source"),
            _note(2, "endnote", "", "Not sure of this figure.", "query"),
            _note(3, "comment", "سلمى", "قال لي الوزير ذلك.", "", "قال الوزير إن السفينة وصلت متأخرة."),
            _note(4, "comment", "Lea Orme", "Do we need this?", "ignored"),
        )
    )
    return over(shown, empty)

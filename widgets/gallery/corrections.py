"""Corrections of a text on their way into its next draft."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from widgets.corrections.page import Corrected, CorrectionsPage
from widgets.gallery import exhibit
from widgets.gallery.parts import over


@exhibit("corrections", (380, 900))
def corrections() -> QWidget:
    """Three of them, one whose paragraph is gone; and none yet."""
    shown, none = CorrectionsPage(), CorrectionsPage()
    words = "By next summer nobody will remember the prise."
    shown.show_paragraph(9, words.replace("prise", "price"))
    shown.show_corrections(
        (
            Corrected(9, 80, words, words.replace("prise", "price")),
            Corrected(12, 140, "وصلت السفينه متأخرة.", "وصلت السفينة متأخرة."),
            Corrected(0, -1, "It is a scandal.", ""),
        ),
        3,
    )
    none.show_paragraph(0, "")
    return over(shown, none)

"""What a new draft did to the words of a claim."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records import ClaimRecord
from widgets.key_names import key_name
from widgets.labels import Label
from widgets.remarks.diff_label import DiffLabel
from widgets.review.outcome_words import carried_words


class Redrafted(QWidget):
    """A sentence, and the old words beside the new ones; nothing where the words are as they were judged."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Label(ink="warning", size=0.95)
        self._diff = DiffLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._words)
        layout.addWidget(self._diff)
        self.hide()

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words.text()

    def show_claim(self, claim: ClaimRecord) -> None:
        """Tell it of that claim."""
        told = carried_words(claim)
        if told and claim.recheck:
            told = self.tr("{0} ({1} opens the review).").format(told, key_name("article.review", "Shift+R"))
        self._words.setText(told)
        differs = bool(told and claim.was and claim.was != claim.quote)
        self._diff.setVisible(differs)
        if differs:
            self._diff.show_change(claim.was, claim.quote)
        self.setVisible(bool(told))

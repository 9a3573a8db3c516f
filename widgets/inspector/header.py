"""Which claim this is: number, place, status and the article's own words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records import ClaimRecord, ClaimStatus
from widgets.inspector.redrafted import Redrafted
from widgets.labels import BOLD, Label
from widgets.pills import Pill

_SHORT = 120


class ClaimHeader(QWidget):
    """Number, paragraph, status and quote.

    Signals: ``go_wanted`` when the person asks to see the claim's words in the article.
    """

    go_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._quote_text = ""
        self._number = Label(size=1.25, weight=BOLD, wrap=False)
        self._place = QPushButton()
        self._place.setProperty("look", "quiet")
        self._place.setToolTip(self.tr("Show these words in the article"))
        self._status = Pill()
        self._quote = Label(size=1.05, serif=True)
        self._more = QPushButton()
        self._more.setProperty("look", "quiet")
        self._redrafted = Redrafted()
        self._lay_out()
        self._place.clicked.connect(self.go_wanted)
        self._more.clicked.connect(self._on_more)

    def show_claim(self, claim: ClaimRecord) -> None:
        """Show that claim's number, place, status and words."""
        words, tone = {
            ClaimStatus.OPEN: (self.tr("Open"), "unrated"),
            ClaimStatus.RATED: (self.tr("Rated, not closed"), "mixed"),
            ClaimStatus.CLOSED: (self.tr("✓ Closed"), "true"),
        }[claim.status]
        self._number.setText(claim.number)
        self._place.setText(self.tr("Paragraph {0}").format(claim.paragraph))
        self._status.set_words(words, tone)
        self._redrafted.show_claim(claim)
        if claim.quote != self._quote_text:
            self._quote_text = claim.quote
            self._show_quote(whole=len(claim.quote) <= _SHORT)

    def _show_quote(self, *, whole: bool) -> None:
        text = self._quote_text if whole else self._quote_text[:_SHORT].rstrip() + "…"
        self._quote.setText(f"“{text}”")
        self._more.setVisible(len(self._quote_text) > _SHORT)
        self._more.setText(self.tr("Show less") if whole else self.tr("Show all"))

    def _on_more(self) -> None:
        self._show_quote(whole=self._quote.text().endswith("…”"))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._number)
        line.addWidget(self._place)
        line.addStretch(1)
        line.addWidget(self._status)
        foot = QHBoxLayout()
        foot.addWidget(self._more)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(line)
        layout.addWidget(self._quote)
        layout.addWidget(self._redrafted)
        layout.addLayout(foot)

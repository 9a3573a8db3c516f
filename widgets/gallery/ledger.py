"""Exhibits: how far articles are checked, and the tour."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.records import LedgerCount, LedgerGap, SentenceState
from widgets.gallery import exhibit
from widgets.labels import Label
from widgets.ledger_words import figure, standing
from widgets.ring import Ring
from widgets.top_bar import TopBar
from widgets.tour import Tour, TourStep

_UNREAD, _OPEN = SentenceState.UNREAD, SentenceState.OPEN
_GAPS = (
    LedgerGap(_UNREAD, "title", 1, 0),
    LedgerGap(_UNREAD, "paragraph", 4, 400),
    LedgerGap(_OPEN, "table-row", 7, 700),
    LedgerGap(_OPEN, "caption", 9, 900),
)
_LEDGERS = (
    LedgerCount(),
    LedgerCount(total=43, unread=43, gaps=_GAPS[:2]),
    LedgerCount(total=43, unread=20, open=8, closed=9, nothing=6, claims_open=5, gaps=_GAPS),
    LedgerCount(total=43, unread=0, open=21, closed=16, nothing=6, claims_open=12, gaps=_GAPS[2:]),
    LedgerCount(total=4300, unread=1, closed=4299, gaps=_GAPS[:1]),
    LedgerCount(total=43, closed=40, nothing=3, claims_open=1),
    LedgerCount(total=43, closed=40, nothing=3),
)


@exhibit("ledger rings", (760, 420))
def rings() -> QWidget:
    """From an untouched article to a finished one, in two sizes."""
    stage = QWidget()
    grid = QGridLayout(stage)
    grid.setColumnStretch(3, 1)
    for row, ledger in enumerate(_LEDGERS):
        for column, side in enumerate((16, 32)):
            ring = Ring(side)
            ring.show_ledger(ledger)
            grid.addWidget(ring, row, column)
        grid.addWidget(Label(figure(ledger), wrap=False), row, 2)
        grid.addWidget(Label(standing(ledger), ink="soft"), row, 3)
    return stage


@exhibit("top bar", (1280, 120))
def top_bars() -> QWidget:
    """Half done, and done."""
    stage = QWidget()
    column = QVBoxLayout(stage)
    for ledger in (_LEDGERS[2], _LEDGERS[-1]):
        bar = TopBar()
        bar.show_ledger(ledger)
        column.addWidget(bar)
    return stage


@exhibit("tour", (1000, 620))
def tour() -> QWidget:
    """The first card, beside the part it speaks of."""
    window = QWidget()
    row = QHBoxLayout(window)
    parts = [QLabel(name) for name in ("Sources", "Article", "Claims")]
    for part, share in zip(parts, (2, 5, 3), strict=True):
        row.addWidget(part, share)
    window.resize(1000, 620)
    words = "Sources stand here, each with a number for life and kept whole in the project."
    shown = Tour(window)
    window.show()
    shown.begin([TourStep("Cite", words, part, (("E", "cite one on the claim in hand"),)) for part in parts])
    return window

"""The quotations of an article in reading order, each with what a source has in its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records import record
from db.records.checks import CheckOutcome, CheckRecord
from widgets.buttons import button
from widgets.chips import ChipRow
from widgets.inspector.quote_check import SIGNS, difference_of, outcome_words
from widgets.key_names import show_key
from widgets.labels import BOLD, ElidedLabel, Label
from widgets.layouts import set_sides
from widgets.remarks.diff_label import DiffLabel
from widgets.searching.found_list import FoundList, FoundRow
from widgets.styling import follow_theme

_ALL, _DOUBT = "all", "doubt"
_SHOWN = (_ALL, _DOUBT, CheckOutcome.EXACT.value)


@record
class QuotationRow:
    """A quotation as listed: ``where`` is its place in the source, ``done`` what was made of it so far."""

    words: str
    check: CheckRecord
    where: str = ""
    done: str = ""


class QuotationsPage(QWidget):
    """Signals: ``stood(row)`` where another is looked at; ``open_wanted(row)`` to read on in the source,
    ``cite_wanted(row)``, ``tick_wanted(row)``; ``left`` to go on in the article.
    """

    stood = Signal(int)
    open_wanted = Signal(int)
    cite_wanted = Signal(int)
    tick_wanted = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[QuotationRow] = []
        self._stood = -1
        self._title = ElidedLabel(size=1.1, weight=BOLD)
        self._counts = Label(ink="soft")
        words = (self.tr("All"), self.tr("In doubt"), self.tr("Word for word"))
        self.chips = ChipRow(self.tr("Quotations shown"), list(zip(_SHOWN, words, strict=True)))
        self.list = FoundList(self.tr("Quotations of the article"))
        self._outcome = Label(size=0.95)
        self._differs = DiffLabel()
        self._key = Label(ink="soft", size=0.85)
        self._key.setText(self.tr("Struck out: only in the article. Underlined: only in the source."))
        cite, tick = self.tr("Cite this on its claim ({0})"), self.tr("Tick the quotation with this ({0})")
        read = self.tr("Read on in the source ({0})")
        self.cite = self._button(self.tr("Cite"), cite, "claim.evidence", "E")
        self.tick = self._button(self.tr("Tick"), tick, "fact.tick", "Space")
        self.open = self._button(self.tr("Source"), read, "source.passage", "Shift+B")
        self._lay_out()
        self._connect()
        follow_theme(self)

    @property
    def holds_keyboard(self) -> bool:
        """Whether keys pressed now are pressed on this page."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    @property
    def current(self) -> int | None:
        """The number of the quotation looked at."""
        row = self.list.current
        return int(row.key) if row is not None and self._rows else None

    @property
    def outcome(self) -> str:
        """What it says of the quotation looked at."""
        return self._outcome.text()

    def say(self, title: str, words: str) -> None:
        """Show no quotations, and why."""
        self._rows, self._stood = [], -1
        self._title.setText(title)
        self._counts.setText(words)
        self._fill()

    def show_quotations(self, title: str, rows: Sequence[QuotationRow]) -> None:
        """Show these; the one looked at stays, where it is still there."""
        self._rows = list(rows)
        self._title.setText(title)
        self._counts.setText(self._counted())
        self._fill()

    def stand_at(self, number: int) -> None:
        """Look at that one, with the keyboard here."""
        self.chips.choose(_ALL)
        self._fill()
        self.take_keyboard()
        self.list.stand_at(str(number))

    def take_keyboard(self) -> None:
        """Have the keyboard in the list, or on the page where there is none."""
        (self.list if self._rows else self).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def walk(self, way: int) -> None:
        """Go to the next one (1) or the one before (-1)."""
        self.take_keyboard()
        self.list.go(way)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _counted(self) -> str:
        outcomes = [row.check.outcome for row in self._rows]
        exact, near = outcomes.count(CheckOutcome.EXACT), outcomes.count(CheckOutcome.NEAR)
        absent = outcomes.count(CheckOutcome.ABSENT)
        parts = [
            (exact, self.tr("{0} word for word")),
            (near, self.tr("{0} nearly")),
            (absent, self.tr("{0} not found")),
            (len(outcomes) - exact - near - absent, self.tr("{0} not to be checked by machine")),
        ]
        return " · ".join(words.format(count) for count, words in parts if count)

    def _fill(self) -> None:
        shown = [
            FoundRow(
                str(n),
                f"{SIGNS[row.check.outcome]} {' '.join(row.words.split())}",
                row.where,
                " · ".join(filter(None, (self._short(row.check), row.done))),
            )
            for n, row in enumerate(self._rows)
            if self._passes(row)
        ]
        self.list.show_rows(shown)
        self.list.setVisible(bool(shown))
        self._show_one()

    def _passes(self, row: QuotationRow) -> bool:
        exact = row.check.outcome is CheckOutcome.EXACT
        return self.chips.key == _ALL or exact == (self.chips.key != _DOUBT)

    def _short(self, check: CheckRecord) -> str:
        return outcome_words(check, {})

    def _show_one(self) -> None:
        at = self.current
        row = self._rows[at] if at is not None else None
        pieces = difference_of(row.check) if row is not None else []
        self._outcome.setText(f"{SIGNS[row.check.outcome]} {outcome_words(row.check, {})}" if row else "")
        self._differs.setVisible(bool(pieces))
        self._key.setVisible(bool(pieces))
        if pieces:
            self._differs.show_pieces(pieces)
        there = row is not None and row.check.outcome in (CheckOutcome.EXACT, CheckOutcome.NEAR)
        self.cite.setEnabled(there)
        self.tick.setEnabled(there)
        self.open.setEnabled(row is not None)
        if at is not None and at != self._stood:
            self._stood = at
            self.stood.emit(at)

    def _button(self, words: str, tip: str, command: str, key: str) -> QPushButton:
        made = button(words, look="quiet", name=words)
        show_key(made, made.setToolTip, tip, command, key)
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        set_sides(self, column, 14, 12, 10, 10)
        column.setSpacing(6)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        for each in (self.cite, self.tick, self.open):
            foot.addWidget(each)
        foot.addStretch(1)
        for part in (self._title, self._counts, self.chips):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        for part in (self._outcome, self._differs, self._key):
            column.addWidget(part)
        column.addLayout(foot)
        column.addStretch(0)

    def _connect(self) -> None:
        self.chips.chosen.connect(self._fill)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_one())
        self.list.chosen.connect(lambda key: self.open_wanted.emit(int(key)))
        for pressed, wish in (
            (self.cite, self.cite_wanted),
            (self.tick, self.tick_wanted),
            (self.open, self.open_wanted),
        ):
            pressed.clicked.connect(lambda _on=False, wish=wish: self._emit(wish))

    def _emit(self, wish: SignalInstance) -> None:
        if self.current is not None:
            wish.emit(self.current)

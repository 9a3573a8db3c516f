"""The bar above the article in tick mode: which facts are gone through, against what, how many are left."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QToolButton, QWidget

from db.records import FactKind, SourceRecord
from widgets.chips import ChipRow
from widgets.fact_words import kinds_word
from widgets.key_names import show_key
from widgets.labels import ElidedLabel, isolated
from widgets.styling import follow_theme

ALL = "all"
# Pixels: the source and the passage are never narrower, the source never wider; what is around its words.
_LEAST, _MOST = 110, 360
_AROUND = 20


class TickBar(QWidget):
    """Chips for the passes, the source in hand with the place in it, the list, and the way out.

    Signals: ``pass_chosen(kind)`` with a fact's kind or ``ALL``; ``source_wanted``; ``tick_wanted``;
    ``list_wanted``; ``find_wanted`` where the text was never searched; ``left``; ``line_left`` where the
    keyboard should go back to the article.
    """

    pass_chosen = Signal(str)
    source_wanted = Signal()
    tick_wanted = Signal()
    list_wanted = Signal()
    find_wanted = Signal()
    left = Signal()
    line_left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        chips = [(ALL, self.tr("All")), *((kind.value, kinds_word(kind)) for kind in FactKind)]
        self.chips = ChipRow(self.tr("Facts to go through"), chips)
        self.source = SourceButton()
        self.locator = QLineEdit(placeholderText=self.tr("page, time…"))
        self.locator.setAccessibleName(self.tr("Where in the source"))
        self.locator.setFixedWidth(110)
        self.passage = ElidedLabel(ink="soft", size=0.92)
        self.passage.setMinimumWidth(_LEAST)
        self.tick_button = _quiet(self.tr("✓ Tick"), "")
        tip = self.tr("Tick the fact in focus and go on to the next ({0})")
        show_key(self.tick_button, self.tick_button.setToolTip, tip, "fact.tick", "Space")
        self.tick_button.setAccessibleName(self.tr("Tick the fact in focus"))
        self.list_button = _quiet(self.tr("List"), self.tr("All facts of the article, with their ticks"))
        self.find_button = _quiet(self.tr("Find facts"), self.tr("Look through the text for facts"))
        self.done_button = _quiet(self.tr("Done"), self.tr("Leave tick mode (Esc)"))
        self._fixed = (self.find_button, self.locator, self.tick_button, self.list_button, self.done_button)
        self._lay_out()
        self.chips.chosen.connect(self.pass_chosen)
        self.source.clicked.connect(self.source_wanted)
        self.locator.returnPressed.connect(self.line_left)
        self.tick_button.clicked.connect(self.tick_wanted)
        self.list_button.clicked.connect(self.list_wanted)
        self.find_button.clicked.connect(self.find_wanted)
        self.done_button.clicked.connect(self.left)
        self.set_in_hand(None)
        self.set_passage("")
        self.set_counts({}, {})
        follow_theme(self)
        self.hide()

    def set_counts(self, left: Mapping[FactKind, int], there: Mapping[FactKind, int]) -> None:
        """How many facts of each kind are still to be ticked, of those there are."""
        total, whole = sum(left.values()), sum(there.values())
        self._set_chip(ALL, None, total, whole)
        for kind in FactKind:
            self._set_chip(kind.value, kind, left.get(kind, 0), there.get(kind, 0))
        self.find_button.setVisible(not whole)
        self._share_room()

    def choose(self, kind: FactKind | None) -> None:
        """Show that pass as the one gone through."""
        self.chips.choose(kind.value if kind is not None else ALL)

    def set_in_hand(self, source: SourceRecord | None) -> None:
        """The source that is ticked against, or none yet."""
        self.source.show_source(source)
        self.locator.setVisible(source is not None)
        self._share_room()

    def set_passage(self, passage: str) -> None:
        """The words selected in the source, which come along with a tick."""
        self.passage.setText(f"“{passage}”" if passage else "")
        self.passage.setVisible(bool(passage))
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._share_room()

    def _share_room(self) -> None:
        """Keep the chips on one line as long as the others, given their least, leave the room for it."""
        row = self.layout()
        if row is None:
            return
        margins = row.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        for part in (self.source, self.passage, *self._fixed):
            if not part.isHidden():
                least = _LEAST if part in (self.source, self.passage) else part.sizeHint().width()
                room -= max(least, part.minimumWidth()) + row.spacing()
        self.chips.setMinimumWidth(max(0, min(self.chips.sizeHint().width(), room)))

    def _set_chip(self, key: str, kind: FactKind | None, left: int, there: int) -> None:
        words = kinds_word(kind) if kind is not None else self.tr("All")
        chip = self.chips.chip(key)
        if (chip.property("left"), chip.property("there")) == (left, there):
            return
        chip.setProperty("left", left)
        chip.setProperty("there", there)
        done = there > 0 and not left
        self.chips.set_words(key, f"{words} ✓" if done else f"{words} {left}" if there else words)
        chip.setVisible(key == ALL or there > 0)
        spoken = self.tr("{0}: all ticked") if done else self.tr("{0}: {1} left of {2}")
        chip.setAccessibleName(spoken.format(kinds_word(kind), left, there))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 8, 3)
        row.setSpacing(8)
        self.passage.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        middle = Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self.chips, 0, middle)
        row.addWidget(self.find_button, 0, middle)
        row.addWidget(self.passage, 1, middle)
        row.addStretch(0)
        for part in (self.source, self.locator, self.tick_button, self.list_button, self.done_button):
            row.addWidget(part, 0, middle)


class SourceButton(QPushButton):
    """The source in hand in one line that gives way to an ellipsis."""

    def __init__(self) -> None:
        super().__init__()
        self._words = self._known = self._none = ""
        self.setProperty("look", "quiet")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        tip = self.tr("The source ticked against ({0} picks another)")
        show_key(self, self.setToolTip, tip, "fact.tick_other", "Shift+Space")
        show_key(self, self._say_none, self.tr("No source in hand ({0})"), "fact.tick_other", "Shift+Space")

    def show_source(self, source: SourceRecord | None) -> None:
        """Tell that source, or that there is none yet."""
        known = self.tr("In hand: {0} {1}").format(source.number, source.title).strip() if source else ""
        self._known = known
        self._tell()

    def sizeHint(self) -> QSize:
        whole = self.fontMetrics().horizontalAdvance(self._words) + _AROUND
        return QSize(min(whole, _MOST), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LayoutDirectionChange, QEvent.Type.FontChange):
            self._fit()

    def _say_none(self, words: str) -> None:
        self._none = words
        self._tell()

    def _tell(self) -> None:
        self._words = self._known or self._none
        self.setAccessibleName(self._words)
        self.updateGeometry()
        self._fit()

    def _fit(self) -> None:
        room = self.width() - _AROUND
        words = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(isolated(words).replace("&", "&&"))


def _quiet(words: str, tip: str) -> QToolButton:
    made = QToolButton()
    made.setText(words)
    made.setProperty("look", "quiet")
    made.setToolTip(tip)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made

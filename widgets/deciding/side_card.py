"""One person's version as a card: whose it is, what it says, and the button that keeps it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from widgets.buttons import button
from widgets.deciding.items import Side
from widgets.deciding.three_way import Stretch
from widgets.deciding.words_label import WordsLabel
from widgets.field_sheet import moment
from widgets.key_names import show_key
from widgets.labels import BOLD, ElidedLabel, Label
from widgets.pills import Pill
from widgets.theme import theme_of


class SideCard(QWidget):
    """Signals: ``kept`` where this one is chosen."""

    kept = Signal()

    def __init__(self, side: Side, number: int, verb: str, stretches: tuple[Stretch, ...] | None) -> None:
        """``number`` is the key that chooses it, 0 for what all began from, which cannot be chosen."""
        super().__init__()
        self.side = side
        self._quiet = not number
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(ElidedLabel(side.name or self.tr("All began from this"), weight=BOLD), 1)
        head.addWidget(Label(moment(side.at) if side.at else "", ink="soft", size=0.85, wrap=False))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 10)
        column.setSpacing(6)
        column.addLayout(head)
        if side.sign:
            line = QHBoxLayout()
            line.addWidget(Pill(side.sign, side.tone))
            line.addStretch(1)
            column.addLayout(line)
        if stretches is not None:
            words = WordsLabel(quiet=self._quiet)
            words.show_stretches(stretches)
            column.addWidget(words)
        elif side.words:
            column.addWidget(Label(side.words, serif=True))
        for edit in side.edits:
            column.addWidget(Label(edit, ink="soft", size=0.95))
        column.addStretch(1)
        if number:
            self.button = button(verb)
            self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.button.setAccessibleName(f"{verb}: {side.name}")
            tip = self.tr("Choose this one ({0})")
            show_key(self.button, self.button.setToolTip, tip, f"claim.rate.{number}", str(number))
            show_key(self.button, self.button.setText, f"{verb} ({{0}})", f"claim.rate.{number}", str(number))
            self.button.clicked.connect(self.kept)
            foot = QHBoxLayout()
            foot.addWidget(self.button)
            foot.addStretch(1)
            column.addLayout(foot)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = theme_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("rule"), 1))
        painter.setBrush(theme.colour("paper" if self._quiet else "card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

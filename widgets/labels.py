"""Words on screen: labels in a role's colour, elided titles, hairlines and empty states."""

from __future__ import annotations

import re
from unicodedata import bidirectional

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextOption
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from widgets.fonts import SERIF
from widgets.styling import scaled_font

BOLD = QFont.Weight.DemiBold
_LONG_WORD = re.compile(r"\S{20}(?=\S)")


def breakable(text: str) -> str:
    """The text with invisible break points in words too long for a narrow column."""
    return _LONG_WORD.sub("\\g<0>\u200b", text)


def direction_of(text: str) -> Qt.LayoutDirection:
    """Which way the text reads, by its first letter that has a direction."""
    for character in text:
        kind = bidirectional(character)
        if kind in ("R", "AL"):
            return Qt.LayoutDirection.RightToLeft
        if kind == "L":
            break
    return Qt.LayoutDirection.LeftToRight


def isolated(text: str) -> str:
    """The text so that in a mirrored window it reads its own way; for painting only."""
    return f"\u2068{text}\u2069" if QApplication.isRightToLeft() else text


class Label(QLabel):
    """Plain text, wrapped, in one of the theme's inks, sized against the interface font.

    In a mirrored window it stands at the window's side whatever its language, so that it stays beside what it
    names; words quoted (``serif``) stand where their own language begins.
    """

    # Qt tells of changes before the parts below are there.
    _alignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    _serif = False

    def __init__(
        self,
        text: str = "",
        *,
        ink: str = "",
        size: float = 1.0,
        weight: QFont.Weight = QFont.Weight.Normal,
        serif: bool = False,
        wrap: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = ""
        self._size, self._weight, self._serif = size, weight, serif
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setAlignment(self._alignment)
        self.set_ink(ink)
        self._dress()
        self.setText(text)

    def setText(self, text: str) -> None:
        if text == self._words:
            return
        self._words = text
        super().setText(breakable(text) if self.wordWrap() else text)
        self.setAccessibleName(text)

    def text(self) -> str:
        return self._words

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        self._alignment = alignment
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if self.isRightToLeft() and not self._serif and alignment & left:
            alignment = alignment & ~left | right | Qt.AlignmentFlag.AlignAbsolute
        super().setAlignment(alignment)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), 60), hint.height()) if self.wordWrap() else hint

    def set_ink(self, ink: str) -> None:
        """Draw in that role of the theme: soft, faint, good, warning, danger, differ, or empty for ink."""
        if self.property("ink") != ink:
            self.setProperty("ink", ink)
            self.style().unpolish(self)
            self.style().polish(self)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._dress()
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            self.setAlignment(self._alignment)
        super().changeEvent(event)

    def _dress(self) -> None:
        font = scaled_font(self._size, self._weight)
        if self._serif:
            font.setFamilies([SERIF, *font.families()])
        self.setFont(font)


class CapsLabel(Label):
    """A section's small heading."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, ink="soft", size=0.82, weight=BOLD, wrap=False, parent=parent)

    def _dress(self) -> None:
        font = scaled_font(0.82, BOLD)
        font.setCapitalization(QFont.Capitalization.AllUppercase)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 107)
        self.setFont(font)


class ElidedLabel(Label):
    """One line that gives way to an ellipsis; the tooltip holds the whole."""

    def __init__(
        self, text: str = "", *, ink: str = "", size: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal
    ) -> None:
        super().__init__(text, ink=ink, size=size, weight=weight, wrap=False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute if self.isRightToLeft() else 0
        option = QTextOption(Qt.AlignmentFlag.AlignVCenter | side)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        option.setTextDirection(direction_of(text))
        painter.drawText(room.toRectF(), text, option)


class Hairline(QFrame):
    """A rule one pixel high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("rule", "true")
        self.setFixedHeight(1)


class EmptyState(QWidget):
    """What to do where there is nothing yet.

    Signals: ``wanted`` when its button is pressed.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(weight=BOLD)
        self._text = Label(ink="soft", size=0.95)
        self._button = QPushButton()
        self._button.clicked.connect(self.wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(6)
        layout.addStretch(2)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        layout.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def show_words(self, title: str, text: str, button: str = "") -> None:
        """Say what is missing and what to do; a button only where one press can do it."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._button.setText(button)
        self._button.setVisible(bool(button))

    @property
    def words(self) -> str:
        """What it says now."""
        return f"{self._title.text()} {self._text.text()}".strip()

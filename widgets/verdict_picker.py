"""The scale as buttons: one press rates, a second press on the same rating takes it back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from db.records import Rating, Scale
from widgets.labels import BOLD
from widgets.spoken_parts import speak_as
from widgets.styling import scaled_font
from widgets.theme import theme_of

_GAP = 4
_SIGN = 13.0
_SMALL = 0.85
# Two columns of small letters take half the height of one, which a narrow inspector needs for the rest.
_LEAST = 112


class RatingButton(QAbstractButton):
    """One step of the scale: its sign, its label and, where one does, the key that presses it."""

    def __init__(self, rating: Rating, *, key: bool = True) -> None:
        super().__init__()
        self.rating = rating
        self._key = str(rating.value) if key else ""
        self.setText(rating.label)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(f"{rating.value} {rating.label}")
        self.setAccessibleDescription(rating.meaning)
        named = f"{rating.label} ({rating.value})" if key else rating.label
        self.setToolTip(f"{named}\n{rating.meaning}".strip())

    def natural_width(self) -> int:
        """The width in pixels at which nothing is elided."""
        return int(QFontMetricsF(scaled_font(0.95, BOLD)).horizontalAdvance(self.rating.label)) + 52

    def sizeHint(self) -> QSize:
        return QSize(self.natural_width(), int(QFontMetricsF(scaled_font(1.0)).height()) + 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(70, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        tone = theme.tone(self.rating.tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = (
            tone.wash if self.isChecked() else theme.colour("card_hover" if self.underMouse() else "card")
        )
        edge = tone.line if self.isChecked() else theme.colour("rule")
        painter.setBrush(ground)
        painter.setPen(QPen(edge, 1.5 if self.isChecked() else 1))
        painter.drawRoundedRect(box, 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(box, 5, 5)
        self._draw_words(painter, box)

    def _draw_words(self, painter: QPainter, box: QRectF) -> None:
        theme = theme_of(self)
        tone = theme.tone(self.rating.tone)
        start, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setLayoutDirection(self.layoutDirection())
        mirrored = self.isRightToLeft()
        painter.setFont(scaled_font(1.0, BOLD))
        painter.setPen(tone.ink)
        place = QRectF(box.right() - 26 if mirrored else box.left() + 6, box.top(), 20, box.height())
        wide = QFontMetricsF(painter.font()).horizontalAdvance(self.rating.sign)
        if wide > _SIGN:
            # A sign from a fallback font may be drawn far larger than the letters beside it.
            painter.setFont(scaled_font(_SIGN / wide, BOLD))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.rating.sign)
        words = box.adjusted(17, 0, -26, 0) if mirrored else box.adjusted(26, 0, -17, 0)
        weight = BOLD if self.isChecked() else QFont.Weight.Normal
        font = scaled_font(0.95, weight)
        if QFontMetricsF(font).horizontalAdvance(self.rating.label) > words.width():
            font = scaled_font(_SMALL, weight)
        painter.setFont(font)
        painter.setPen(tone.ink if self.isChecked() else theme.colour("ink"))
        label = QFontMetricsF(font).elidedText(self.rating.label, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, start | middle, label)
        painter.setFont(scaled_font(0.8))
        painter.setPen(tone.ink if self.isChecked() else theme.colour("faint"))
        painter.drawText(box.adjusted(7, 0, -7, 0), end | middle, self._key)


class VerdictPicker(QWidget):
    """The scale's steps in as many columns as fit; ``keys`` where number keys press them.

    Signals: ``picked(value)`` with the rating's number, or None where the rating was taken back.
    """

    picked = Signal(object)

    def __init__(self, name: str = "", *, keys: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(name)
        speak_as(self, QAccessible.Role.Grouping)
        self._keys = keys
        self._scale: Scale | None = None
        self._buttons: list[RatingButton] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)

    @property
    def rating(self) -> int | None:
        """The value that is pressed, or None."""
        return next((b.rating.value for b in self._buttons if b.isChecked()), None)

    @property
    def buttons(self) -> tuple[RatingButton, ...]:
        """The steps' buttons in the scale's order."""
        return tuple(self._buttons)

    def set_scale(self, scale: Scale) -> None:
        """Offer the steps of that scale; nothing is pressed."""
        if scale == self._scale:
            return
        self._scale = scale
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.deleteLater()
        self._buttons = [RatingButton(rating, key=self._keys) for rating in scale.ratings]
        for button in self._buttons:
            button.clicked.connect(self._on_clicked)
        self._columns = 0
        self._arrange()

    def set_rating(self, value: int | None) -> None:
        """Show that rating as pressed without telling anybody."""
        for button in self._buttons:
            button.setChecked(button.rating.value == value)

    def press(self, value: int) -> None:
        """Press the step with that number as a key does; a number off the scale does nothing."""
        for button in self._buttons:
            if button.rating.value == value:
                button.click()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._columns = 0
            self._arrange()

    def _arrange(self) -> None:
        widest = max((button.natural_width() for button in self._buttons), default=1)
        fitting = min(3, (self.width() + _GAP) // (widest + _GAP))
        columns = max(1, fitting, min(2, (self.width() + _GAP) // (_LEAST + _GAP)))
        if columns == self._columns or not self._buttons:
            return
        self._columns = columns
        for at, button in enumerate(self._buttons):
            self._grid.addWidget(button, at // columns, at % columns)
        for column in range(3):
            # Where the room is short, a column of long words gets what one of short words can spare.
            asked = max((button.natural_width() for button in self._buttons[column::columns]), default=0)
            share = asked if columns > fitting else 1
            self._grid.setColumnStretch(column, share if column < columns else 0)

    def _on_clicked(self) -> None:
        pressed = self.sender()
        if not isinstance(pressed, RatingButton):
            return
        self.set_rating(pressed.rating.value if pressed.isChecked() else None)
        self.picked.emit(self.rating)

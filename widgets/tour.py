"""A tour of the window: a card beside the part it speaks of, and a frame round that part."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from db.records import record
from widgets.buttons import button
from widgets.key_caps import KeyCaps
from widgets.labels import BOLD, Label
from widgets.layouts import clear, set_sides
from widgets.spoken_parts import speak_as
from widgets.styling import follow_theme
from widgets.theme import theme_of

_WIDTH, _AIR = 340, 12


@record
class TourStep:
    """One stop: ``target`` is what it speaks of; ``keys`` are (keys, what they do)."""

    title: str
    words: str
    target: QWidget
    keys: tuple[tuple[str, str], ...] = ()


class _Frame(QWidget):
    """A frame round the part spoken of; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme_of(self).colour("focus"), 3))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(2, 2, -2, -2), 6, 6)


class Tour(QWidget):
    """The card; what it speaks of can be used meanwhile.

    Enter goes on, Escape ends it, while the keyboard is in the card; the rest of the window keeps its keys.

    Signals: ``stepped(n)`` before a stop is shown, counted from 0; ``left`` once it is over.
    """

    stepped = Signal(int)
    left = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        speak_as(self, QAccessible.Role.Dialog)
        self._over = window
        self._steps: Sequence[TourStep] = ()
        self._at = 0
        self._frame = _Frame(window)
        self._count = Label(ink="soft", size=0.88, wrap=False)
        self._title = Label(size=1.15, weight=BOLD)
        self._words = Label()
        self._keys = QGridLayout()
        self._keys.setHorizontalSpacing(10)
        self._keys.setVerticalSpacing(4)
        self.leave_button = button(self.tr("Leave the tour"), look="quiet", tip=self.tr("Esc"))
        self.back_button = button(self.tr("Back"))
        self.next_button = button(self.tr("Next"), look="primary", tip=self.tr("Enter"))
        self._lay_out()
        self.leave_button.clicked.connect(self.leave)
        self.back_button.clicked.connect(self._on_back)
        self.next_button.clicked.connect(self._on_next)
        window.installEventFilter(self)
        follow_theme(self)
        self.hide()
        self._frame.hide()

    def begin(self, steps: Sequence[TourStep]) -> None:
        """Show the first of these stops and take the keyboard."""
        self._steps = steps
        self._go(0)
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """End it."""
        if self._steps:
            self._watch(None)
            self._steps = ()
            self.hide()
            self._frame.hide()
            self.left.emit()

    @property
    def running(self) -> bool:
        """Whether it is shown."""
        return bool(self._steps)

    @property
    def words(self) -> str:
        """What it says now."""
        return f"{self._title.text()}. {self._words.text()}"

    def _go(self, at: int) -> None:
        self._at = at
        self.stepped.emit(at)
        if not self._steps:
            return
        step = self._steps[at]
        last = at == len(self._steps) - 1
        self._count.setText(self.tr("{0} of {1}").format(at + 1, len(self._steps)))
        self._title.setText(step.title)
        self._words.setText(step.words)
        self._show_keys(step.keys)
        self.back_button.setVisible(at > 0)
        self.leave_button.setVisible(not last)
        self.next_button.setText(self.tr("Done") if last else self.tr("Next"))
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(self._words.text())
        self._watch(step.target)
        self._place()
        self.show()
        for part in (self._frame, self):
            part.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        clear(self._keys)
        for row, (key, words) in enumerate(keys):
            self._keys.addWidget(KeyCaps(key), row, 0)
            self._keys.addWidget(Label(words, ink="soft"), row, 1)
        self._keys.setColumnStretch(1, 1)

    def _watch(self, target: QWidget | None) -> None:
        for step in self._steps:
            step.target.removeEventFilter(self)
        if target is not None:
            target.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        moved = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.LayoutDirectionChange)
        if self._steps and event.type() in moved:
            self._place()
        return False

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self._steps:
            # New words have their fonts only now.
            self._place()
        return done

    def _place(self) -> None:
        target = self._steps[self._at].target
        room = about = self._over.rect()
        if target.isVisible():
            about = QRect(target.mapTo(self._over, QPoint(0, 0)), target.size()).intersected(room)
        self._frame.setGeometry(about)
        self._frame.setVisible(target.isVisible())
        self.setFixedWidth(min(_WIDTH, room.width() - 2 * _AIR))
        self._layout.invalidate()
        size = QSize(self.width(), self._layout.totalHeightForWidth(self.width()))
        self.resize(size)
        self.move(beside(about, size, room, mirrored=self.isRightToLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            pressed = self.focusWidget()
            if pressed in (self.back_button, self.leave_button) and pressed.hasFocus():
                self._on_back() if pressed is self.back_button else self.leave()
            else:
                self._on_next()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("focus"), 1.5))
        painter.setBrush(theme.colour("card"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 9, 9)

    def _on_next(self) -> None:
        if self._at + 1 < len(self._steps):
            self._go(self._at + 1)
        else:
            self.leave()

    def _on_back(self) -> None:
        if self._at:
            self._go(self._at - 1)
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self.leave_button)
        foot.addStretch(1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.next_button)
        layout = self._layout = QVBoxLayout(self)
        set_sides(self, layout, 18, 14, 14, 12)
        layout.setSpacing(7)
        for part in (self._count, self._title, self._words):
            layout.addWidget(part)
        layout.addLayout(self._keys)
        layout.addSpacing(4)
        layout.addLayout(foot)
        QWidget.setTabOrder(self.next_button, self.back_button)
        QWidget.setTabOrder(self.back_button, self.leave_button)


def beside(about: QRect, size: QSize, room: QRect, *, mirrored: bool) -> QPoint:
    """Where a card of that size stands beside a part: next to it, below, above, else in its lower end."""
    after, before = about.right() + _AIR, about.left() - _AIR - size.width()
    level = min(max(about.top() + _AIR, room.top() + _AIR), room.bottom() - size.height() - _AIR)
    end = about.left() if mirrored else about.right() - size.width()
    end = min(max(end, room.left() + _AIR), room.right() - size.width() - _AIR)
    places = [QPoint(after, level), QPoint(before, level)]
    if mirrored:
        places.reverse()
    if about.height() < room.height() // 3:
        places[:0] = [QPoint(end, about.bottom() + _AIR), QPoint(end, about.top() - _AIR - size.height())]
    inner = room.adjusted(_AIR // 2, _AIR // 2, -_AIR // 2, -_AIR // 2)
    for place in places:
        if inner.contains(QRect(place, size)):
            return place
    return QPoint(about.center().x() - size.width() // 2, about.bottom() - size.height() - 2 * _AIR)

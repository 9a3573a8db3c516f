"""The two hands of the person at the window: one has only a keyboard, the other only a mouse.

Both act on what is on screen and count what they do: every key pressed and every press of a mouse button
is one action.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QMenu,
    QWidget,
)

from tests.journeys.window import Worked

_HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
_LEFT, _RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
_PATIENCE_MS = 30_000
_OFTEN_MS = 10
_NOTCH, _TURNS = 120, 30


class Keyboard:
    """Presses keys as the system delivers them: to the window in front, which knows who has the focus.

    Attributes: ``presses`` so far, Shift and the like not counted by themselves.
    """

    def __init__(self, worked: Worked) -> None:
        self._worked = worked
        self.presses = 0

    def press(self, *keys: str) -> None:
        """Press keys such as ``J``, ``Shift+J``, ``Ctrl+Z``."""
        for combination in keys:
            *modifiers, name = combination.split("+")
            held = Qt.KeyboardModifier.NoModifier
            for modifier in modifiers:
                held |= _HELD[modifier]
            self.presses += 1
            QTest.keyClick(_in_front(self._worked.window), Qt.Key[f"Key_{name}"], held)

    def type(self, words: str) -> None:
        """Type words, each letter a press, wherever the keyboard is."""
        self.presses += len(words)
        for letter in words:
            key = QTest.asciiToKey(ord(letter)) if letter.isascii() else Qt.Key.Key_unknown
            QTest.sendKeyEvent(QTest.KeyAction.Click, focused(), key, letter, Qt.KeyboardModifier.NoModifier)

    def tab_to(self, name: str, *, most: int = 40) -> None:
        """Press Tab until the keyboard is on what is called so."""
        for _ in range(most):
            if name in _names(focused()):
                return
            self.press("Tab")
        raise AssertionError(f"Tab never comes to “{name}”")

    def answer(self, press: Callable[[], None], answer: Callable[[], None]) -> None:
        """Do what opens a dialog that waits, and what ends it."""
        _meanwhile(press, answer)
        # Without a screen nobody gives the window the front again when a dialog closes.
        self._worked.window.activateWindow()
        self._worked.until(self._worked.window.isActiveWindow)


class Mouse:
    """Presses and drags at places on screen.

    Attributes: ``presses`` of a button and ``turns`` of the wheel by a notch so far.
    """

    def __init__(self, worked: Worked) -> None:
        self._worked = worked
        self.presses = self.turns = 0

    def click(self, widget: QWidget, at: QPoint | None = None, *held: str) -> None:
        """Press what can be seen there, in its middle where no place is named."""
        self._press(widget, widget.rect().center() if at is None else at, _LEFT, held)

    def button(self, words: str) -> QWidget:
        """Press what has these words or this name."""
        self._look()
        (found,) = named(words, QApplication.activePopupWidget() or self._worked.window)
        return self.on(found)

    def on(self, widget: QWidget) -> QWidget:
        """Press that; where it is out of sight, turn the wheel first."""
        self._look()
        for _ in range(_TURNS):
            if _in_sight(widget):
                break
            self._turn_to(widget)
        self.click(widget)
        return widget

    def row(self, words: str, name: str = "") -> None:
        """Press the row that begins so of the list with that name, by default of the one that popped up."""
        within = QApplication.activePopupWidget() or self._worked.window
        found = named(name, within) if name else within.findChildren(QAbstractItemView)
        (view,) = (one for one in found if isinstance(one, QAbstractItemView))
        model = view.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        index = next(one for one in rows if str(one.data()).startswith(words))
        self._turn_to_row(view, index)
        self.click(view.viewport(), view.visualRect(index).center())

    def _turn_to_row(self, view: QAbstractItemView, index: QModelIndex) -> None:
        """Turn the wheel over a list until that row is whole in sight."""
        port = view.viewport()
        for _ in range(_TURNS):
            place = view.visualRect(index)
            if place.top() >= 0 and place.bottom() <= port.height():
                return
            self.turns += 1
            notch = QPoint(0, _NOTCH if place.top() < 0 else -_NOTCH)
            _turned(port, port.rect().center(), notch)

    def _turn_to(self, widget: QWidget) -> None:
        """Turn the wheel a notch over the inspector, which is higher than its room."""
        over = self._worked.window.claims.sidebar.hand
        top = over.window()
        at = over.mapTo(top, over.rect().center())
        under = top.childAt(at)
        beyond = widget.mapTo(top, widget.rect().center()).y() > at.y()
        notch = QPoint(0, -_NOTCH if beyond else _NOTCH)
        self.turns += 1
        # From the innermost on to the first that wants it, as Qt does with what the system sends.
        while under is not None and not _turned(under, under.mapFrom(top, at), notch):
            under = under.parentWidget()

    def word(self, words: str) -> None:
        """Press in the middle of these words of the article."""
        view = self._worked.window.reading.view
        self.click(view.viewport(), self._place(words).center())

    def drag_over(self, words: str) -> None:
        """Select these words of the article, from one edge to the other."""
        view = self._worked.window.reading.view
        first, last = self._edges(words)
        self.presses += 1
        QTest.mousePress(view.viewport(), _LEFT, Qt.KeyboardModifier.NoModifier, first)
        for point in ((first + last) / 2, last):
            QTest.mouseMove(view.viewport(), point)
        QTest.mouseRelease(view.viewport(), _LEFT, Qt.KeyboardModifier.NoModifier, last)

    def choose(self, words: str) -> None:
        """Press that entry of the menu that is open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = _entry(menu.actions(), words)
        assert action.isEnabled(), f"“{words}” is grey"
        self._press(menu, menu.actionGeometry(action).center(), _LEFT)

    def menu(self, *path: str) -> None:
        """Go through the menu bar."""
        bar = self._worked.window.menuBar()
        self._press(bar, bar.actionGeometry(_entry(bar.actions(), path[0])).center(), _LEFT)
        for words in path[1:]:
            before = QApplication.activePopupWidget()
            self.choose(words)
            if words != path[-1]:
                self._worked.until(lambda before=before: QApplication.activePopupWidget() is not before)

    def menu_at_words(self, words: str) -> None:
        """Open the context menu of the article on these words."""
        self.menu_of(self._worked.window.reading.view.viewport(), self._place(words).center())

    def menu_of(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Open the context menu of what is there."""
        point = widget.rect().center() if at is None else at
        reached = self._press(widget, point, _RIGHT)
        # The platform, not the press, asks for the menu.
        mouse, everywhere = QContextMenuEvent.Reason.Mouse, widget.mapToGlobal(point)
        QApplication.sendEvent(
            reached, QContextMenuEvent(mouse, reached.mapFromGlobal(everywhere), everywhere)
        )
        self._worked.until(lambda: QApplication.activePopupWidget() is not None)

    def answer(self, press: Callable[[], None], answer: Callable[[], None]) -> None:
        """Do what opens a dialog that waits, and what ends it."""
        _meanwhile(press, answer)
        # Without a screen nobody gives the window the front again when a dialog closes.
        self._worked.window.activateWindow()
        self._worked.until(self._worked.window.isActiveWindow)

    def _press(
        self, widget: QWidget, at: QPoint, button: Qt.MouseButton, held: Sequence[str] = ()
    ) -> QWidget:
        """Press what the mouse reaches there, and say what that is."""
        self._look()
        reached = _at(widget, at)
        assert reached is not None, f"{_names(widget)} is not in sight"
        assert reached is widget or widget.isAncestorOf(reached), f"{reached} lies over {_names(widget)}"
        modifiers = Qt.KeyboardModifier.NoModifier
        for name in held:
            modifiers |= _HELD[name]
        self.presses += 1
        inside = reached.mapFrom(widget, at)
        QTest.mouseMove(reached, inside)
        QTest.mouseClick(reached, button, modifiers, inside)
        return reached

    def _look(self) -> None:
        """See first what came of the last press."""
        QApplication.processEvents()
        if self._worked.desk.session is not None:
            self._worked.saved()

    def _place(self, words: str) -> QRect:
        """Where these words of the article are on screen, on their first line."""
        first, last = self._edges(words)
        return QRect(first, last) if first.y() == last.y() else QRect(first, first)

    def _edges(self, words: str) -> tuple[QPoint, QPoint]:
        view = self._worked.window.reading.view
        at = self._worked.desk.text.text.index(words)
        rects = []
        for offset in (at, at + len(words)):
            cursor = view.textCursor()
            cursor.setPosition(view.places.to_document(offset))
            rects.append(view.cursorRect(cursor))
        first, last = rects[0].center() + QPoint(1, 0), rects[1].center() - QPoint(1, 0)
        assert view.viewport().rect().contains(first), f"“{words}” is not in sight"
        assert view.viewport().rect().contains(last), f"“{words}” is not in sight"
        return first, last


def focused() -> QWidget:
    """Where the keyboard is."""
    popup = QApplication.activePopupWidget()
    widget = (popup.focusWidget() or popup) if popup is not None else QApplication.focusWidget()
    assert widget is not None
    return widget


def named(words: str, within: QWidget) -> Sequence[QWidget]:
    """What is called so there, in sight or scrolled out of it; buttons before anything else."""
    found = [w for w in within.findChildren(QWidget) if w.isVisible() and words in _names(w)]
    buttons = [w for w in found if isinstance(w, QAbstractButton)]
    return buttons or [w for w in found if not isinstance(w, QLabel)]


def _turned(over: QWidget, at: QPoint, notch: QPoint) -> bool:
    none, unheld = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    phase, everywhere = Qt.ScrollPhase.NoScrollPhase, QPointF(over.mapToGlobal(at))
    event = QWheelEvent(QPointF(at), everywhere, QPoint(), notch, none, unheld, phase, False)
    QApplication.sendEvent(over, event)
    return event.isAccepted()


def _in_front(window: QWidget) -> QWindow:
    front = QApplication.activePopupWidget() or QApplication.activeModalWidget() or window
    handle = front.window().windowHandle()
    assert handle is not None
    return handle


def _names(widget: QWidget) -> tuple[str, str]:
    text = getattr(widget, "text", None)
    return str(text() if callable(text) else "").replace("&", ""), widget.accessibleName()


def _at(widget: QWidget, point: QPoint) -> QWidget | None:
    """What a press there would reach."""
    top = widget.window()
    inside = widget.mapTo(top, point)
    return (top.childAt(inside) or top) if widget.isVisible() and top.rect().contains(inside) else None


def _in_sight(widget: QWidget) -> bool:
    reached = _at(widget, widget.rect().center())
    return reached is not None and (reached is widget or widget.isAncestorOf(reached))


def _entry(actions: Sequence[QAction], words: str) -> QAction:
    found = [a for a in actions if a.text().partition("\t")[0].replace("&", "") == words and a.isVisible()]
    assert len(found) == 1, f"“{words}” in {[a.text() for a in actions]}"
    return found[0]


def _meanwhile(press: Callable[[], None], answer: Callable[[], None]) -> None:
    """A dialog keeps whoever opened it waiting, so it is answered by a timer; one that stays is closed."""
    dialogs: list[QDialog] = []
    patience = QTimer(interval=_PATIENCE_MS, singleShot=True)
    timer = QTimer(interval=_OFTEN_MS)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and dialog.isVisible():
            timer.stop()
            dialogs.append(dialog)
            patience.start()
            answer()

    timer.timeout.connect(look)
    patience.timeout.connect(lambda: dialogs[0].reject())
    timer.start()
    press()
    timer.stop()
    assert dialogs, "no dialog came"
    assert patience.isActive(), "the dialog did not go when it was answered"
    patience.stop()

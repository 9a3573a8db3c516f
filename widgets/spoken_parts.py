"""What screen readers are told that Qt does not know: painted parts, roles of widgets, what happened."""

# Qt takes None for "no such thing", which PySide's stubs do not say.
# pyright: reportIncompatibleMethodOverride=false

from __future__ import annotations

import atexit
import weakref
from collections.abc import Sequence
from typing import NamedTuple, cast

import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QColor,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget


class SpokenPart(NamedTuple):
    """One painted thing in words, and where it is in the widget's pixels."""

    words: str
    place: QRect
    chosen: bool = False


class PaintedParts(QWidget):
    """A widget whose painted parts a screen reader meets as the items of a list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _install()

    def spoken_parts(self) -> Sequence[SpokenPart]:
        """What is painted now, in reading order."""
        return ()


def speak_as(widget: QWidget, role: QAccessible.Role) -> None:
    """Have a screen reader take a plain widget for that: a group of controls, a dialog, a message."""
    _roles[widget] = role
    _install()
    if QAccessible.isActive():
        # One who listens already may have been given it in Qt's own role.
        known = QAccessible.queryAccessibleInterface(widget)
        if known.role() is not role:
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(known))


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say this, where one listens; what it is saying already is not cut off."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


class _Part(QAccessibleInterface):
    """The part that has this place in the list."""

    def __init__(self, whole: PaintedParts, at: int) -> None:
        super().__init__()
        self._whole = weakref.ref(whole)
        self._at = at
        QAccessible.registerAccessibleInterface(self)
        _living.append(self)

    @property
    def lost(self) -> bool:
        """Whether the widget it is part of is gone."""
        return self._owner() is None

    def _owner(self) -> PaintedParts | None:
        whole = self._whole()
        return whole if whole is not None and shiboken6.isValid(whole) else None

    def _part(self) -> SpokenPart | None:
        owner = self._owner()
        parts = owner.spoken_parts() if owner is not None else ()
        return parts[self._at] if self._at < len(parts) else None

    def isValid(self) -> bool:
        return self._part() is not None

    def text(self, t: QAccessible.Text) -> str:
        part = self._part()
        return part.words if part is not None and t is QAccessible.Text.Name else ""

    def setText(self, t: QAccessible.Text, text: str) -> None:
        """What is painted is not worded from outside."""

    def rect(self) -> QRect:
        owner, part = self._owner(), self._part()
        if owner is None or part is None:
            return QRect()
        return QRect(owner.mapToGlobal(part.place.topLeft()), part.place.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        owner, part = self._owner(), self._part()
        # Qt's fields are bits, not truths.
        if owner is None or part is None:
            state.invalid = 1
        else:
            state.selectable = 1
            state.selected = int(part.chosen)
            state.focused = int(part.chosen and owner.hasFocus())
            state.invisible = int(not owner.isVisible())
        return state

    def parent(self) -> QAccessibleInterface | None:
        owner = self._owner()
        return QAccessible.queryAccessibleInterface(owner) if owner is not None else None

    def object(self) -> QObject | None:
        return None

    def window(self) -> QWindow | None:
        owner = self._owner()
        return owner.window().windowHandle() if owner is not None else None

    def child(self, index: int) -> QAccessibleInterface | None:
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        return None

    def foregroundColor(self) -> QColor:
        return QColor()

    def backgroundColor(self) -> QColor:
        return QColor()


class _Whole(QAccessibleWidget):
    """The widget as a list of what is painted in it."""

    def __init__(self, widget: PaintedParts) -> None:
        super().__init__(widget, QAccessible.Role.List)
        _forget_lost()
        _living.append(self)
        self._owner = weakref.ref(widget)
        self._made: list[_Part] = []

    def _parts(self) -> Sequence[SpokenPart]:
        owner = self._owner()
        return owner.spoken_parts() if owner is not None and shiboken6.isValid(owner) else ()

    def childCount(self) -> int:
        return len(self._parts())

    def child(self, index: int) -> QAccessibleInterface | None:
        owner = self._owner()
        if owner is None or not 0 <= index < self.childCount():
            return None
        while len(self._made) <= index:
            self._made.append(_Part(owner, len(self._made)))
        return self._made[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((at for at, part in enumerate(self._made) if part is child), -1)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:
        owner = self._owner()
        if owner is None:
            return None
        point = owner.mapFromGlobal(QPoint(x, y))
        found = (at for at, part in enumerate(self._parts()) if part.place.contains(point))
        at = next(found, None)
        return None if at is None else self.child(at)

    def focusChild(self) -> QAccessibleInterface | None:
        owner = self._owner()
        if owner is None or not owner.hasFocus():
            return None
        at = next((at for at, part in enumerate(self._parts()) if part.chosen), None)
        return None if at is None else self.child(at)


class _InRole(QAccessibleWidget):
    """A plain widget in a role of its own."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)
        _forget_lost()
        _living.append(self)


# Qt owns what is registered with it, which Python does not know: what Python let go of Qt would free again.
_living: list[_Whole | _Part | _InRole] = []
_roles: weakref.WeakKeyDictionary[QWidget, QAccessible.Role] = weakref.WeakKeyDictionary()
_installed: list[bool] = []


def _install() -> None:
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_interface_of)
        atexit.register(_forget_all)


def _forget_lost() -> None:
    """Free the parts of widgets that are gone: Qt frees only what stands for a widget."""
    for part in _living:
        if isinstance(part, _Part) and shiboken6.isValid(part) and part.lost:
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(part))
    _living[:] = [thing for thing in _living if shiboken6.isValid(thing)]


def _forget_all() -> None:
    """Free everything while Python is still there to be told."""
    for thing in _living:
        if shiboken6.isValid(thing):
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(thing))
    _living.clear()


def _interface_of(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    if isinstance(thing, PaintedParts):
        return _Whole(thing)
    role = _roles.get(thing) if isinstance(thing, QWidget) else None
    return _InRole(cast(QWidget, thing), role) if role is not None else None

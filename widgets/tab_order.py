"""Where the Tab key goes: what can take the keyboard, in the order it stands on screen."""

from __future__ import annotations

from functools import cmp_to_key

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

_TAB = Qt.FocusPolicy.TabFocus.value


def tab_stops(part: QWidget) -> list[QWidget]:
    """What Tab stops at in a widget, itself included, as one reads: row by row from where one begins."""
    found = [
        (widget, QRect(widget.mapTo(part, QPoint(0, 0)), widget.size()))
        for widget in [part, *part.findChildren(QWidget)]
        if _takes_tab(widget)
    ]
    leftward = part.isRightToLeft()
    found.sort(key=cmp_to_key(lambda a, b: _order(a[1], b[1], leftward=leftward)))
    return [widget for widget, _ in found]


def take_keyboard(widget: QWidget, reason: Qt.FocusReason) -> None:
    """Give the keyboard to a widget and have it in view, whatever it is scrolled in."""
    widget.setFocus(reason)
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy().value & _TAB
    there = widget.isVisible() and widget.isEnabled() and not widget.size().isEmpty()
    # A scroll area only scrolls what is in it; the keyboard does that from within.
    return bool(policy) and there and widget.focusProxy() is None and type(widget) is not QScrollArea


def _order(one: QRect, other: QRect, *, leftward: bool) -> int:
    """Rows overlap by half of the lower of the two; what overlaps so stands side by side."""
    shared = min(one.bottom(), other.bottom()) - max(one.top(), other.top()) + 1
    if shared * 2 <= min(one.height(), other.height()):
        return one.top() - other.top() or one.left() - other.left()
    return other.right() - one.right() if leftward else one.left() - other.left()

"""Which way the window is laid out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

_WAYS = {
    "language": Qt.LayoutDirection.LayoutDirectionAuto,
    "left-to-right": Qt.LayoutDirection.LeftToRight,
    "right-to-left": Qt.LayoutDirection.RightToLeft,
}


def lay_out(direction: str) -> None:
    """Lay every window out that way, now and from now on; ``language`` is the way its words read."""
    QApplication.setLayoutDirection(_WAYS[direction])

"""The window's size, as a person left it on this machine."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from app.places import read_window


def size_as_left(window: QWidget, size: QSize) -> None:
    """Give the window the size it was left with, or that one where it never was."""
    known = read_window()
    screen = window.screen().availableSize()
    width, height = known.width or size.width(), known.height or size.height()
    if known.width:
        width, height = min(width, screen.width()), min(height, screen.height())
    window.resize(width, height)
    if known.maximized:
        window.showMaximized()

"""Push buttons in one of the looks the stylesheet knows."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton


def button(words: str, *, look: str = "", tip: str = "", name: str = "") -> QPushButton:
    """A button; ``look`` is primary, quiet, icon, number, status or empty, ``name`` is read out loud."""
    made = QPushButton(words)
    made.setProperty("look", look)
    made.setToolTip(tip)
    made.setAccessibleName(name or words)
    return made

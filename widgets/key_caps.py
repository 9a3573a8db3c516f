"""Keys drawn as caps: as a widget, or painted in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from widgets.labels import BOLD, Label
from widgets.styling import scaled_font
from widgets.theme import Theme

_BETWEEN = re.compile(r"(?<=[^+])\+(?=.)")
_NO_CAPS = ("/", "…", "–")
_PAD, _GAP = 6.0, 3.0


def caps(keys: str) -> Iterator[tuple[str, bool]]:
    """The parts of ``Ctrl+Shift+P / F1`` in order, each with whether it is a cap.

    Qt's Return is the key that says Enter on most keyboards, and what sentences in the window call it.
    """
    combinations = dict.fromkeys(keys.replace("Return", "Enter").split(" / "))
    for word in " / ".join(combinations).split():
        for at, key in enumerate(_BETWEEN.split(word)):
            if at:
                yield "+", False
            yield key, key not in _NO_CAPS


class KeyCaps(QWidget):
    """One combination of keys drawn as caps; the words ``/`` and ``…`` between keys are not caps."""

    def __init__(self, keys: str) -> None:
        super().__init__()
        # Keys are named from left to right in every language; only the side they stand at changes.
        mirrored = self.isRightToLeft()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        if not mirrored:
            layout.addStretch(1)
        for key, is_cap in caps(keys):
            if key == "+" and not is_cap:
                layout.addWidget(Label("+", ink="soft", size=0.85, wrap=False))
                continue
            cap = Label(key, size=0.88, weight=BOLD, wrap=False)
            cap.setProperty("cap", "true" if is_cap else "false")
            layout.addWidget(cap)
        if mirrored:
            layout.addStretch(1)
        self.setAccessibleName(keys)


def paint_caps(
    painter: QPainter, room: QRectF, keys: str, theme: Theme, *, mirrored: bool, faded: bool = False
) -> float:
    """Draw keys at the end of that room; returns the width they took, 0 without keys."""
    font = scaled_font(0.85, BOLD)
    metrics = QFontMetricsF(font)
    parts = [
        (key, is_cap, metrics.horizontalAdvance(key) + (2 * _PAD if is_cap else 0))
        for key, is_cap in caps(keys)
    ]
    if not parts:
        return 0.0
    total = sum(width for _, _, width in parts) + _GAP * (len(parts) - 1)
    height = metrics.height() + 4
    left = room.left() if mirrored else room.right() - total
    painter.save()
    painter.setFont(font)
    for key, is_cap, width in parts:
        box = QRectF(left, room.center().y() - height / 2, width, height)
        if is_cap:
            painter.setPen(QPen(theme.colour("rule"), 1))
            painter.setBrush(theme.colour("card_hover"))
            painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme.colour("soft" if faded or not is_cap else "ink"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), key)
        left += width + _GAP
    painter.restore()
    return total

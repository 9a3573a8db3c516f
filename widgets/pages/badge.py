"""A person's initials on a disc of their own colour: the same wherever they are told of."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from widgets.labels import BOLD
from widgets.styling import scaled_font

_HUES = 12


def badge_colours(person: str, *, dark: bool) -> tuple[QColor, QColor]:
    """Ground and ink of the person with that id."""
    key = person.partition(":")[2][:4]
    hue = (int(key, 16) if key.isalnum() and key.isascii() else 0) % _HUES * (360 // _HUES)
    if dark:
        return QColor.fromHsl(hue, 70, 62), QColor.fromHsl(hue, 120, 222)
    return QColor.fromHsl(hue, 110, 217), QColor.fromHsl(hue, 130, 58)


def draw_badge(painter: QPainter, at: QRectF, initials: str, person: str, *, dark: bool) -> None:
    """Paint it into that square."""
    ground, ink = badge_colours(person, dark=dark)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(at)
    painter.setFont(scaled_font(0.82 if len(initials) < 3 else 0.7, BOLD))
    painter.setPen(ink)
    painter.drawText(at, int(Qt.AlignmentFlag.AlignCenter), initials[:3])
    painter.restore()

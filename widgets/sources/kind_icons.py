"""A sign for every kind of source, drawn in the colour that the theme has for it."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from resources import path
from widgets.sources.words import kind_words
from widgets.styling import scaled_font
from widgets.theme import Theme, theme_of

_DRAWN_IN = b"#000000"
_KEPT = 64


def icon_side() -> int:
    """How wide and high a sign stands beside words, in pixels."""
    return round(0.82 * QFontMetrics(scaled_font(1.0)).height())


def draw_kind(painter: QPainter, place: QRectF, kind: str, colour: QColor) -> None:
    """Draw the kind's sign in the middle of the place; nothing for a kind of a later program."""
    if kind not in kind_words():
        return
    side = min(place.width(), place.height())
    device = painter.device()
    drawn = _drawn(kind, colour.name(), round(side), device.devicePixelRatioF())
    left, top = place.center().x() - side / 2, place.center().y() - side / 2
    painter.drawPixmap(round(left), round(top), drawn)


def kind_icon(kind: str, theme: Theme, ratio: float) -> QIcon:
    """The sign as an icon of a list's entry; an empty one for a kind of a later program."""
    if kind not in kind_words():
        return QIcon()
    return QIcon(_drawn(kind, theme.colour("soft").name(), icon_side(), ratio))


@lru_cache(_KEPT)
def _drawn(kind: str, colour: str, side: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    words = path(f"icons/{kind}.svg").read_bytes().replace(_DRAWN_IN, colour.encode())
    drawn = QPixmap(round(side * ratio), round(side * ratio))
    drawn.fill(QColor(0, 0, 0, 0))
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(words)).render(painter)
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


class KindIcon(QWidget):
    """The sign of one kind, as wide as a line is high; its tooltip names it."""

    def __init__(self) -> None:
        super().__init__()
        self._kind = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_kind(self, kind: str) -> None:
        """Show that kind."""
        self._kind = kind
        words = kind_words().get(kind, kind)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(icon_side(), icon_side())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_kind(painter, QRectF(self.rect()), self._kind, theme_of(self).colour("soft"))

"""How far an article is checked, as a ring: told by thickness and a tick as well as by colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.records import LedgerCount
from widgets.theme import Theme, theme_of

# Qt's angles are sixteenths of a degree, anticlockwise from three o'clock.
_TOP, _WHOLE = 90 * 16, 360 * 16


def draw_ring(
    painter: QPainter, rect: QRectF, ledger: LedgerCount, theme: Theme, *, mirrored: bool = False
) -> None:
    """A thick arc as long as what is accounted for, then a thin one for what is open; the rest is a hairline.

    A disc with a tick says done, and nothing else does. ``mirrored``: it fills the other way round.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if ledger.finished:
        _draw_tick(painter, rect, theme)
    else:
        thick = rect.width() * 0.22
        inner = rect.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("faint"), 1))
        painter.drawEllipse(inner)
        done, begun = _share(ledger, ledger.done), _share(ledger, ledger.done + ledger.open)
        way = 1 if mirrored else -1
        flat = Qt.PenCapStyle.FlatCap
        if begun > done:
            open_pen = QPen(theme.tone("mixed").line, max(1.8, thick * 0.55))
            open_pen.setCapStyle(flat)
            painter.setPen(open_pen)
            painter.drawArc(inner, _TOP + way * done, way * (begun - done))
        if done:
            done_pen = QPen(theme.tone("true").line, thick)
            done_pen.setCapStyle(flat)
            painter.setPen(done_pen)
            painter.drawArc(inner, _TOP, way * done)
    painter.restore()


def _share(ledger: LedgerCount, count: int) -> int:
    """That share of the circle: never nothing for something, never the whole while a gap is left."""
    if not count or not ledger.total:
        return 0
    whole = count >= ledger.total
    return _WHOLE if whole else min(_WHOLE - 24 * 16, max(14 * 16, round(_WHOLE * count / ledger.total)))


def _draw_tick(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.tone("true").line)
    painter.drawEllipse(rect)
    side, left, top = rect.width(), rect.left(), rect.top()
    tick = [(0.28, 0.53), (0.44, 0.69), (0.73, 0.34)]
    pen = QPen(theme.colour("card"), side * 0.12)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(left + x * side, top + y * side) for x, y in tick]))


class Ring(QWidget):
    """The ring as a widget, so many pixels wide."""

    def __init__(self, side: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._ledger = LedgerCount()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_ledger(self, ledger: LedgerCount) -> None:
        """Draw these counts."""
        if ledger != self._ledger:
            self._ledger = ledger
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        draw_ring(painter, box, self._ledger, theme_of(self), mirrored=self.isRightToLeft())

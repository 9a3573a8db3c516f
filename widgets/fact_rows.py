"""How a row of the list of facts is painted: sign and words, under them in columns what and where it is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from db.records import FactKind
from widgets.fact_words import kind_word
from widgets.labels import direction_of
from widgets.styling import scaled_font
from widgets.theme import theme_of

PARTS_ROLE = int(Qt.ItemDataRole.UserRole)
"""The row's sign, its words, its kind, its place and its sources."""

_PAD = 6.0
_SIGN_ROOM = 20.0
_GAP = 12.0
_SMALL = 0.9
_AIR = 10


class FactRowPainter(QStyledItemDelegate):
    """Paints ``PARTS_ROLE`` of a row in two lines: its words have one to themselves."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, sum(QFontMetrics(scaled_font(size)).height() for size in (1.0, _SMALL)) + _AIR)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        sign, words, kind, place, sources = index.data(PARTS_ROLE)
        view: QWidget = self.parent()  # pyright: ignore[reportAssignmentType]
        theme, mirrored = theme_of(view), view.isRightToLeft()
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)  # pyright: ignore[reportAttributeAccessIssue]
        state = option.state  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setLayoutDirection(view.layoutDirection())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if selected or focused or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(theme.colour("focus"), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection" if selected else "card_hover"))
            painter.drawRoundedRect(box, 4, 4)
        room = box.adjusted(_PAD, 0, -_PAD, 0)
        ink, soft = theme.colour("ink"), theme.colour("ink" if selected else "soft")
        told = theme.colour("good") if sign == "✓" else soft
        upper = room.adjusted(0, _AIR / 2 - 1, 0, 0)
        upper.setHeight(QFontMetrics(scaled_font(1.0)).height())
        _write(painter, _cut(upper, _SIGN_ROOM, mirrored), sign, 1.0, told)
        _write(painter, upper, words, 1.0, ink)
        lower = room.adjusted(0, upper.bottom() - room.top(), 0, 1 - _AIR / 2)
        _cut(lower, _SIGN_ROOM, mirrored)
        _write(painter, _cut(lower, kinds_width() + _GAP, mirrored), kind, _SMALL, soft)
        wide = QFontMetrics(scaled_font(_SMALL)).horizontalAdvance(place) + 1.0
        _write(painter, _cut(lower, min(wide, lower.width()), mirrored), place, _SMALL, soft)
        _cut(lower, min(_GAP, lower.width()), mirrored)
        _write(painter, lower, sources, _SMALL, soft, at_end=True)
        painter.restore()


def kinds_width() -> float:
    """The width in pixels of the column that tells what a fact is."""
    metrics = QFontMetrics(scaled_font(_SMALL))
    return max(metrics.horizontalAdvance(kind_word(kind)) for kind in FactKind) + 1.0


def _cut(room: QRectF, width: float, mirrored: bool) -> QRectF:
    """A piece of that width off the start of the room, which is less by it afterwards."""
    piece = QRectF(room)
    if mirrored:
        piece.setLeft(room.right() - width)
        room.setRight(piece.left())
    else:
        piece.setRight(room.left() + width)
        room.setLeft(piece.right())
    return piece


def _write(
    painter: QPainter, room: QRectF, words: str, size: float, ink: QColor, *, at_end: bool = False
) -> None:
    font = scaled_font(size)
    text = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if at_end != mirrored else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setTextDirection(direction_of(text))
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(room, text, option)

"""What a search found: under a heading for each kind, titles, places, and the words with what was sought."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QStandardItem,
    QStandardItemModel,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from db.records import Span, record
from widgets.labels import BOLD, direction_of, isolated
from widgets.pages.badge import draw_badge
from widgets.searching.marked_words import cut_to_mark, draw_marked
from widgets.styling import scaled_font
from widgets.theme import theme_of

_ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_PAD = 12.0
_AIR = 9
_SMALL = 0.92
_LINES = 2
_BADGE = 30.0
_Index = QModelIndex | QPersistentModelIndex


@record
class FoundRow:
    """Something found.

    ``key`` names it for whoever listed it; ``where`` is its place in words, ``snippet`` the words around what
    was sought, whose places in it are ``marks``. A heading has nothing but a title, ``more`` asks for the
    rest of its group. A row about a person has their initials as ``badge``, in a colour that goes with
    ``badge_of``, their id.
    """

    key: str
    title: str
    where: str = ""
    snippet: str = ""
    marks: tuple[Span, ...] = ()
    heading: bool = False
    more: bool = False
    badge: str = ""
    badge_of: str = ""

    @property
    def spoken(self) -> str:
        """What a screen reader says for it."""
        return ", ".join(filter(None, (self.title, self.where, self.snippet)))


class FoundList(QListView):
    """Signals: ``chosen(key)`` on Enter or a click; ``left_above`` where one goes up from the first row."""

    chosen = Signal(str)
    left_above = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._model = QStandardItemModel(self)
        self.setAccessibleName(name)
        self.setModel(self._model)
        self.setItemDelegate(_RowPainter(self))
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._on_chosen)

    @property
    def rows(self) -> list[FoundRow]:
        """What is listed, from the top, headings with it."""
        return [self._row(n) for n in range(self._model.rowCount())]

    @property
    def current(self) -> FoundRow | None:
        """The row stood on."""
        index = self.currentIndex()
        return self._row(index.row()) if index.isValid() else None

    def show_rows(self, rows: Sequence[FoundRow], *, stand: bool = True) -> None:
        """List these; the row stood on before is stood on again, else the first, if one is to ``stand``."""
        if list(rows) == self.rows:
            return
        was = self.current
        self._model.clear()
        for row in rows:
            item = QStandardItem(row.title)
            item.setData(row, _ROW_ROLE)
            item.setData(row.spoken, int(Qt.ItemDataRole.AccessibleTextRole))
            if row.heading:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            elif row.snippet or row.where:
                item.setToolTip("\n".join(filter(None, (row.title, row.where, row.snippet))))
            self._model.appendRow(item)
        keys = [row.key for row in rows]
        again = keys.index(was.key) if was is not None and was.key in keys else None
        first = next((n for n, row in enumerate(rows) if not row.heading), None)
        onto = again if again is not None else first if stand else None
        if onto is not None:
            self.setCurrentIndex(self._model.index(onto, 0))
        if again is None:
            self.scrollToTop()

    def go(self, rows: int) -> bool:
        """Go that many rows on, over headings; False where there is none further."""
        at, count = self.currentIndex().row(), self._model.rowCount()
        way = 1 if rows > 0 else -1
        onto = next((n for n in self._from(at + rows, way, count) if not self._row(n).heading), None)
        if onto is None and abs(rows) > 1:
            last = range(count - 1, -1, -1) if way > 0 else range(count)
            onto = next((n for n in last if not self._row(n).heading), None)
        if onto is None or onto == at:
            return False
        self.setCurrentIndex(self._model.index(onto, 0))
        if onto == 1:
            self.scrollToTop()
        return True

    def stand_at(self, key: str) -> None:
        """Stand on the row of that key, where it is listed."""
        at = next((n for n, row in enumerate(self.rows) if row.key == key), None)
        if at is not None:
            self.setCurrentIndex(self._model.index(at, 0))

    def height_for(self, most: int) -> int:
        """How high all rows are together, at most so many pixels."""
        high = 2
        for n in range(self._model.rowCount()):
            high += self.sizeHintForRow(n)
            if high >= most:
                return most
        return high

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._on_chosen(self.currentIndex())
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            if not self.go(1 if key == Qt.Key.Key_Down else -1) and key == Qt.Key.Key_Up:
                self.left_above.emit()
        elif event.text() and event.text().isprintable():
            # Letters belong to the window's keys.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _from(self, at: int, way: int, count: int) -> range:
        return range(at, count) if way > 0 else range(at, -1, -1)

    def _row(self, n: int) -> FoundRow:
        return self._model.item(n).data(_ROW_ROLE)

    def _on_chosen(self, index: QModelIndex) -> None:
        if index.isValid() and not self._row(index.row()).heading:
            self.chosen.emit(self._row(index.row()).key)


class _RowPainter(QStyledItemDelegate):
    """A heading; or title and place in one line, and up to two lines of the words found."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: FoundRow = index.data(_ROW_ROLE)
        if row.heading:
            return QSize(100, QFontMetrics(scaled_font(0.82, BOLD)).height() + 14)
        high = QFontMetrics(scaled_font(1.0)).height() + _AIR
        if row.snippet:
            metrics = QFontMetrics(scaled_font(_SMALL))
            view: FoundList = self.parent()  # pyright: ignore[reportAssignmentType]
            # Those marked are bold, and wider.
            beside = _BADGE + _PAD if row.badge else 0
            room = (view.viewport().width() - 2 * _PAD - beside) * 0.94
            one_line = metrics.horizontalAdvance(row.snippet) < room
            high += (1 if one_line else _LINES) * metrics.lineSpacing()
        return QSize(100, high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: FoundRow = index.data(_ROW_ROLE)
        view: QWidget = self.parent()  # pyright: ignore[reportAssignmentType]
        theme, mirrored = theme_of(view), view.isRightToLeft()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(view.layoutDirection())
        box = QRectF(option.rect).adjusted(2, 1, -2, -1)  # pyright: ignore[reportAttributeAccessIssue]
        room = box.adjusted(_PAD - 2, 0, 2 - _PAD, 0)
        if row.heading:
            self._heading(painter, room, row.title, theme.colour("soft"))
            painter.restore()
            return
        state = option.state  # pyright: ignore[reportAttributeAccessIssue]
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(theme.colour("focus"), 1.5) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection") if selected else theme.colour("card_hover"))
            painter.drawRoundedRect(box, 5, 5)
        second = theme.colour("ink" if selected else "soft")
        if row.badge:
            side = min(_BADGE, room.height())
            at = QRectF(room.right() - side if mirrored else room.left(), 0, side, side)
            at.moveTop(room.center().y() - side / 2)
            draw_badge(painter, at, row.badge, row.badge_of, dark=theme.dark)
            room.adjust(0 if mirrored else side + _PAD, 0, -side - _PAD if mirrored else 0, 0)
        upper = room.adjusted(0, _AIR / 2 - 1, 0, 0)
        upper.setHeight(QFontMetrics(scaled_font(1.0)).height())
        self._title(painter, upper, row, theme.colour("soft" if row.more else "ink"), second, mirrored)
        if row.snippet:
            lower = room.adjusted(0, upper.bottom() - room.top() - 1, 0, 0)
            font = scaled_font(_SMALL)
            words, marks = cut_to_mark(row.snippet, row.marks, QFontMetrics(font), lower.width() * _LINES)
            draw_marked(painter, lower, words, marks, font, second, theme.colour("hit"), _LINES)
        painter.restore()

    def _heading(self, painter: QPainter, room: QRectF, words: str, ink: QColor) -> None:
        font = scaled_font(0.82, BOLD)
        font.setCapitalization(font.Capitalization.AllUppercase)
        font.setLetterSpacing(font.SpacingType.PercentageSpacing, 107)
        painter.setFont(font)
        painter.setPen(ink)
        text = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(room.adjusted(0, 0, 0, -4), int(side), text)

    def _title(
        self, painter: QPainter, room: QRectF, row: FoundRow, ink: QColor, soft: QColor, mirrored: bool
    ) -> None:
        small = scaled_font(0.88)
        where = QFontMetrics(small).elidedText(
            row.where, Qt.TextElideMode.ElideRight, int(room.width() * 0.45)
        )
        wide = QFontMetrics(small).horizontalAdvance(where) + 10.0 if where else 0.0
        if where:
            painter.setFont(small)
            painter.setPen(soft)
            place = QRectF(room.left() if mirrored else room.right() - wide, room.top(), wide, room.height())
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, int(side), isolated(where))
        font = scaled_font(1.0)
        left = room.adjusted(wide if mirrored else 0, 0, 0 if mirrored else -wide, 0)
        text = QFontMetrics(font).elidedText(row.title, Qt.TextElideMode.ElideRight, int(left.width()))
        option = QTextOption(Qt.AlignmentFlag.AlignVCenter)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        option.setTextDirection(direction_of(text))
        end = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(end | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(left, text, option)

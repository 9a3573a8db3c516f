"""Commands to choose from by typing, each with its keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPalette,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from db.records import record
from widgets.command_match import match
from widgets.key_caps import paint_caps
from widgets.labels import Label, isolated
from widgets.styling import scaled_font
from widgets.theme import theme_of

_ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_PAD = 12.0


@record
class CommandRow:
    """A command as listed. ``keys`` in Qt's English spelling; ``group`` is its menu.

    ``off`` says why it can do nothing now, else nothing; ``checked`` ticks it; ``changed`` marks keys a
    person gave it.
    """

    id: str
    words: str
    group: str = ""
    keys: tuple[str, ...] = ()
    off: str = ""
    checked: bool = False
    changed: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says for it."""
        said = (self.words, " / ".join(self.keys), self.off or self.group)
        return ", ".join(part for part in said if part)


class _RowPainter(QStyledItemDelegate):
    """Words at the start, the menu behind them, keys at the end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, QFontMetrics(scaled_font(1.0)).height() + 14)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: CommandRow = index.data(_ROW_ROLE)
        view: QWidget = self.parent()  # pyright: ignore[reportAssignmentType]
        theme, mirrored = theme_of(view), view.isRightToLeft()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(2, 1, -2, -1)  # pyright: ignore[reportAttributeAccessIssue]
        state = option.state  # pyright: ignore[reportAttributeAccessIssue]
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.setPen(Qt.PenStyle.NoPen)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.colour("selection") if selected else theme.colour("card_hover"))
            painter.drawRoundedRect(box, 5, 5)
        if row.changed:
            edge = box.right() - 3 if mirrored else box.left()
            painter.setBrush(theme.colour("focus"))
            painter.drawRoundedRect(QRectF(edge, box.top() + 5, 3, box.height() - 10), 1.5, 1.5)
        room = box.adjusted(_PAD, 0, -_PAD, 0)
        off = bool(row.off)
        taken = paint_caps(painter, room, " / ".join(row.keys), theme, mirrored=mirrored, faded=off)
        if taken:
            room.adjust(taken + 14 if mirrored else 0, 0, 0 if mirrored else -taken - 14, 0)
        faint = theme.palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        second = theme.colour("ink" if selected else "soft")
        ink = theme.colour("ink") if not off else theme.colour("soft") if selected else faint
        words = f"✓ {row.words}" if row.checked else row.words
        # Why it can do nothing now is worth more than the end of a long name.
        self._write(painter, room, words, 1.0, mirrored, ink, share=0.55 if off else 1.0)
        self._write(painter, room, row.off or row.group, 0.9, mirrored, second)
        painter.restore()

    def _write(
        self,
        painter: QPainter,
        room: QRectF,
        words: str,
        size: float,
        mirrored: bool,
        ink: QColor,
        share: float = 1.0,
    ) -> None:
        """Words at the start of the room, in that share of it at most; it is less by them afterwards."""
        font = scaled_font(size)
        metrics = QFontMetrics(font)
        text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room.width() * share))
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(ink)
        place = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(room, place, isolated(text))
        used = metrics.horizontalAdvance(text) + 12
        room.adjust(0 if mirrored else used, 0, -used if mirrored else 0, 0)


class _Line(QLineEdit):
    """The line typed into; up and down move through what was found.

    Signals: ``moved(rows)``, ``entered``.
    """

    moved = Signal(int)
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -8,
            Qt.Key.Key_PageDown: 8,
        }
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class CommandList(QWidget):
    """A line to type in and the commands that fit, the best first.

    Signals: ``entered(id)`` on Enter or a click; ``refilled`` when other rows are listed.
    """

    entered = Signal(str)
    refilled = Signal()

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__()
        self._rows: list[CommandRow] = []
        self.line = _Line(placeholderText=placeholder)
        self.line.setAccessibleName(name)
        self.model = QStandardItemModel(self)
        self.view = QListView()
        self.view.setAccessibleName(self.tr("Commands"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(_RowPainter(self.view))
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = Label(self.tr("No command is called that."), ink="soft")
        self.none.setContentsMargins(12, 8, 12, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.line)
        layout.addWidget(self.none)
        layout.addWidget(self.view, 1)
        self.line.textChanged.connect(self._fill)
        self.line.moved.connect(self._on_moved)
        self.line.entered.connect(self._on_entered)
        self.view.clicked.connect(self._on_entered)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_rows(self, rows: Sequence[CommandRow], current: str = "") -> None:
        """List these in this order where nothing is typed, standing on that one, else on the first."""
        self._rows = list(rows)
        self._fill()
        at = next((n for n in range(self.model.rowCount()) if self._row(n).id == current), 0)
        self.view.setCurrentIndex(self.model.index(at, 0))

    @property
    def current(self) -> CommandRow | None:
        """The command stood on."""
        index = self.view.currentIndex()
        return self._row(index.row()) if index.isValid() else None

    @property
    def listed(self) -> list[CommandRow]:
        """What is listed now, from the top."""
        return [self._row(n) for n in range(self.model.rowCount())]

    def height_of(self, rows: int) -> int:
        """How high it is with at most so many rows, in pixels."""
        shown = min(rows, self.model.rowCount())
        below = shown * self.view.sizeHintForRow(0) + 2 if shown else self.none.sizeHint().height()
        return self.line.sizeHint().height() + 6 + below

    def _row(self, n: int) -> CommandRow:
        return self.model.item(n).data(_ROW_ROLE)

    def _fill(self) -> None:
        typed = self.line.text()
        fits = ((match(typed, row.words, row.group), n, row) for n, row in enumerate(self._rows))
        found = sorted(((fit, n, row) for fit, n, row in fits if fit is not None), key=lambda one: one[:2])
        self.model.clear()
        for _fit, _n, row in found:
            item = QStandardItem(row.words)
            item.setData(row, _ROW_ROLE)
            item.setData(row.spoken, int(Qt.ItemDataRole.AccessibleTextRole))
            item.setToolTip(row.spoken)
            self.model.appendRow(item)
        self.view.setVisible(bool(found))
        self.none.setVisible(not found)
        if found:
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.refilled.emit()

    def _on_moved(self, rows: int) -> None:
        at, count = self.view.currentIndex().row(), self.model.rowCount()
        if count:
            onto = (at + rows) % count if abs(rows) == 1 else min(max(0, at + rows), count - 1)
            self.view.setCurrentIndex(self.model.index(onto, 0))

    def _on_entered(self) -> None:
        row = self.current
        if row is not None:
            self.entered.emit(row.id)

    def _on_current_changed(self, index: QModelIndex) -> None:
        # The keyboard stays in the line, so what is stood on has to be said from there.
        said = self._row(index.row()).spoken if index.isValid() else ""
        self.line.setAccessibleDescription(said)
        if said and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, said))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._fill()

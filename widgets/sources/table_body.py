"""A table (CSV or a workbook) as a grid; rows are asked for in lots as they are seen."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTabBar, QTableView, QVBoxLayout, QWidget

from db.records import Place
from db.records.cells import CellRange, cells_words, column_letters, read_cells
from db.records.viewing import CellHits, Rows, Sheet, Sheets
from widgets.find_bar import FindBar
from widgets.labels import Label
from widgets.sources.wants import Passage, Want, WantsCellHits, WantsRows
from widgets.theme import theme_of

LOT = 200
_KEPT = 60
_MOST_CITED = 400
"""Cells whose words are cited; of a larger range those of its first rows, with dots for the rest."""

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class SheetModel(QAbstractTableModel):
    """One sheet, of which the lots of rows last seen are kept.

    Signals: ``lot_wanted(number)`` for rows that are seen and not there.
    """

    lot_wanted = Signal(int)

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows, self.columns = max(1, sheet.rows), max(1, sheet.columns)
        self._lots: dict[int, Rows] = {}

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.rows

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.columns

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            lot = self._lots.get(index.row() // LOT)
            formulas = lot.formulas if lot is not None else ()
            here = (f.words for f in formulas if (f.row, f.column) == (index.row(), index.column()))
            return next(here, self.words(index.row(), index.column()) or None)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return column_letters(section) if orientation is Qt.Orientation.Horizontal else str(section + 1)

    def words(self, row: int, column: int) -> str:
        """What stands in that cell; blank until it is there."""
        lot = self._lots.get(row // LOT)
        if lot is None:
            self.lot_wanted.emit(row // LOT)
            return ""
        cells = lot.rows[row - lot.first] if 0 <= row - lot.first < len(lot.rows) else ()
        return cells[column] if column < len(cells) else ""

    def has(self, rows: range) -> bool:
        """Whether all of these rows are there."""
        return all(row // LOT in self._lots for row in (rows[0], rows[-1]))

    def take(self, rows: Rows) -> None:
        """Take in rows; the lots asked for longest ago are let go of."""
        number = rows.first // LOT
        self._lots[number] = rows
        for old in list(self._lots)[:-_KEPT]:
            del self._lots[old]
        wide = max((len(row) for row in rows.rows), default=0)
        ended = rows.ended if rows.ended is not None else max(self.rows, rows.first + len(rows.rows))
        if wide > self.columns or ended != self.rows:
            self.beginResetModel()
            self.columns, self.rows = max(self.columns, wide), max(1, ended)
            self.endResetModel()
        else:
            last = min(self.rows, rows.first + LOT) - 1
            self.dataChanged.emit(self.index(rows.first, 0), self.index(last, self.columns - 1))


class TableBody(QWidget):
    """Sheets as tabs over a grid; a range of cells is what is selected. See ``widgets.sources.body``."""

    abilities = frozenset({"copy", "open_find_bar"})
    fits = False
    zoom = 1.0
    wanting = Signal()
    page_changed = Signal(int, int)
    zoom_changed = Signal(float)
    selection_changed = Signal()
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets: tuple[Sheet, ...] = ()
        self._models: dict[int, SheetModel] = {}
        self._lots: list[tuple[int, int]] = []
        self._marked: CellRange | None = None
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Sheets"))
        self.tabs.setDocumentMode(True)
        self.tabs.setExpanding(False)
        self._notes = Label(ink="soft", size=0.9)
        self._notes.setContentsMargins(12, 4, 12, 4)
        self.grid = QTableView()
        self.grid.setAccessibleName(self.tr("Cells of the source"))
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.grid.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.grid.setFrameShape(QTableView.Shape.NoFrame)
        self.grid.setTabKeyNavigation(False)
        self.grid.setWordWrap(False)
        self.grid.verticalHeader().setDefaultSectionSize(26)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.tabs, self._notes):
            column.addWidget(part)
        column.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)
        self.find_bar = FindBar(self.grid, self, self.tr("Find in the source"))
        self._looked_for = ""
        self._hits: CellHits | None = None
        self._hit = -1
        self.tabs.currentChanged.connect(self._on_sheet)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        theme = theme_of(self)
        palette = QPalette(self.grid.palette())
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            palette.setColor(group, QPalette.ColorRole.Base, theme.colour("paper"))
            palette.setColor(group, QPalette.ColorRole.Text, theme.colour("ink"))
            palette.setColor(group, QPalette.ColorRole.Highlight, theme.colour("selection"))
            palette.setColor(group, QPalette.ColorRole.HighlightedText, theme.colour("ink"))
        self.grid.setPalette(palette)

    def show_sheets(self, sheets: Sheets) -> None:
        """Show the first sheet of these."""
        self._sheets = sheets.sheets
        for sheet in self._sheets:
            words = self.tr("{0} (hidden)").format(sheet.name) if sheet.hidden else sheet.name
            self.tabs.addTab(words.replace("&", "&&"))
        self.tabs.setVisible(len(self._sheets) > 1)
        self._notes.setText(" ".join(sheets.notes))
        self._notes.setVisible(bool(sheets.notes))
        if self._sheets:
            self._on_sheet(max(0, self.tabs.currentIndex()))

    @property
    def page(self) -> int:
        """The sheet shown."""
        return max(0, self.tabs.currentIndex())

    @property
    def page_count(self) -> int:
        """How many sheets there are."""
        return len(self._sheets)

    def go_to_page(self, page: int) -> None:
        """Show that sheet."""
        self.tabs.setCurrentIndex(page)

    def left_at(self) -> tuple[int, int]:
        """The sheet and row it is looked at."""
        return self.page, self.grid.rowAt(0)

    def stand_at(self, page: int, row: int) -> None:
        """Go where it was left."""
        self.go_to_page(page)
        model = self._models.get(self.page)
        if model is not None and row > 0:
            self.grid.scrollTo(model.index(row, 0), QTableView.ScrollHint.PositionAtTop)

    def set_zoom(self, _factor: float) -> None:
        """It has one size."""

    # Finding

    def open_find_bar(self) -> None:
        """Show the find bar."""
        self._place_find_bar()
        self.find_bar.open("")

    def find_words(self, words: str, forward: bool = True) -> tuple[int, int]:
        if words.strip() != self._looked_for:
            self._looked_for, self._hits, self._hit = words.strip(), None, -1
            self.wanting.emit()
        elif self._hits is not None and self._hits.cells:
            self._hit = (self._hit + (1 if forward else -1)) % len(self._hits.cells)
            self._go_to_hit(self._hits)
        return self._hit + 1, len(self._hits.cells) if self._hits is not None else 0

    def end_find(self) -> None:
        self._looked_for, self._hits, self._hit = "", None, -1
        self.grid.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_find_bar()

    def _place_find_bar(self) -> None:
        self.find_bar.place(self.grid.viewport().geometry())

    def _take_hits(self, hits: CellHits) -> None:
        self._hits = hits
        if hits.cells:
            self._hit = 0
            self._go_to_hit(hits)
        self.find_bar.tell(self._hit + 1, len(hits.cells), searching=hits.more)

    def _go_to_hit(self, hits: CellHits) -> None:
        sheet, row, column = hits.cells[self._hit]
        self.go_to_page(sheet)
        model = self._models[self.page]
        if row < model.rows and column < model.columns:
            self.grid.setCurrentIndex(model.index(row, column))

    # What is lacking

    def next_want(self) -> Want | None:
        if self._looked_for and self._hits is None:
            return WantsCellHits(self._looked_for)
        if not self._lots:
            return None
        # The last rows seen first: the others were scrolled past.
        sheet, lot = self._lots[-1]
        return WantsRows(sheet, lot * LOT, LOT)

    def take(self, want: Want, answer: object) -> None:
        if isinstance(want, WantsRows) and isinstance(answer, Rows):
            self._forget(want)
            self._models[want.sheet].take(answer)
            self._show_mark()
        elif (
            isinstance(want, WantsCellHits)
            and isinstance(answer, CellHits)
            and want.words == self._looked_for
        ):
            self._take_hits(answer)
        self.wanting.emit()

    def take_failure(self, want: Want, sentence: str) -> None:
        if isinstance(want, WantsRows):
            self._forget(want)
        elif isinstance(want, WantsCellHits):
            self._hits = CellHits((), more=False)
        self.told.emit(sentence)

    def passage(self) -> Passage | None:
        chosen = self.chosen()
        if chosen is None:
            return None
        model = self._models[self.page]
        columns = range(chosen.left, min(chosen.right + 1, chosen.left + _MOST_CITED))
        most = max(1, _MOST_CITED // len(columns))
        rows = range(chosen.top, min(chosen.bottom + 1, chosen.top + most))
        if not model.has(rows):
            return None
        words = "\n".join("\t".join(model.words(row, column) for column in columns) for row in rows)
        if not words.strip():
            return None
        if rows[-1] < chosen.bottom or columns[-1] < chosen.right:
            words = f"{words}\n[…]"
        return Passage(words, cells=cells_words(chosen))

    def chosen(self) -> CellRange | None:
        """The cells selected."""
        selection = self.grid.selectionModel()
        if selection is None or not selection.hasSelection():
            return None
        one = selection.selection().first()
        return CellRange(self._sheets[self.page].name, one.top(), one.left(), one.bottom(), one.right())

    def copy(self) -> None:
        """Copy the cells selected."""
        passage = self.passage()
        if passage is not None:
            QGuiApplication.clipboard().setText(passage.words)

    def mark(self, place: Place) -> None:
        cells = read_cells(place.cells)
        if cells is None:
            return
        names = [sheet.name for sheet in self._sheets]
        if cells.sheet in names:
            self.go_to_page(names.index(cells.sheet))
        self._marked = cells
        self._show_mark()

    def mark_cell(self, sheet: int, row: int, column: int) -> None:
        """Go to that cell and mark it, all counted from 0."""
        self.go_to_page(sheet)
        self._marked = CellRange(self._sheets[sheet].name, row, column, row, column)
        self._show_mark()

    def unmark(self) -> None:
        """Mark nothing."""
        self._marked = None

    def _show_mark(self) -> None:
        cells, model = self._marked, self._models.get(self.page)
        if cells is None or model is None or cells.bottom >= model.rows or cells.right >= model.columns:
            return
        first, last = model.index(cells.top, cells.left), model.index(cells.bottom, cells.right)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.grid.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.grid.selectionModel().select(QItemSelection(first, last), flags)
        self.grid.scrollTo(first)

    def _on_sheet(self, sheet: int) -> None:
        model = self._models.get(sheet)
        if model is None:
            model = self._models[sheet] = SheetModel(self._sheets[sheet], self)
            model.lot_wanted.connect(self._on_lot_wanted)
        self.grid.setModel(model)
        self.grid.selectionModel().selectionChanged.connect(self.selection_changed)
        self.wanting.emit()

    def _on_lot_wanted(self, lot: int) -> None:
        wanted = (self.page, lot)
        if wanted not in self._lots:
            self._lots.append(wanted)
            self.wanting.emit()

    def _forget(self, want: WantsRows) -> None:
        self._lots = [one for one in self._lots if one != (want.sheet, want.first // LOT)]

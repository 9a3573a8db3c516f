"""A text laid out for reading: one column, its size, what is selected, copied and dropped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from db.records import ArticleText, Span, TextId
from widgets.article.arriving import AIR, NEAR, SCREEN, Place
from widgets.article.column import MINIMAP, Column, room_for, share
from widgets.article.document import (
    COLUMN_CHARACTERS,
    LEAST_CHARACTERS,
    MARGIN,
    build_document,
    column_width,
)
from widgets.article.geometry import units_on
from widgets.article.highlight_painter import Visible, visible_lines
from widgets.article.layout_steps import LayoutSteps, laid_out
from widgets.article.lettering import Lettering
from widgets.article.ornaments import paint_ornament
from widgets.article.positions import TextMap
from widgets.theme import Theme, theme_of

TEXT_PIXELS = 18
ZOOM_STEPS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)

# Pixels in which a line is looked for before the whole viewport is.
_BAND = 80
_KEEP = QTextCursor.MoveMode.KeepAnchor
_EMPTY = ArticleText(TextId(""), "", (), (), ())


class TextColumn(QTextEdit):
    """A stored text in a reading column; all offsets are code points of that text.

    What is painted under the words and placed beside them is for those who build on it: ``paint_under``,
    ``place_sides``, ``sides``, ``text_laid_out`` and ``geometry_changed``.

    On the way to a place far beyond what is laid out the view holds its picture and lets the window work on.
    Cursor and selection are there already; whoever asks where words stand on screen takes it there at once.

    Signals: ``zoom_changed(factor)``; ``lettering_changed``; ``files_dropped(paths, offset)``.
    """

    zoom_changed = Signal(float)
    lettering_changed = Signal()
    files_dropped = Signal(list, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = _EMPTY
        self.places = TextMap("", ())
        self._zoom = 1.0
        self._lettering = Lettering()
        self._document: QTextDocument | None = None
        self._arrival: Place | None = None
        self._held = False
        self._theme = theme_of(self)
        self._set_up()

    def _set_up(self) -> None:
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAcceptDrops(True)
        self.verticalScrollBar().actionTriggered.connect(self.arrive)
        self._dress()

    @property
    def article_text(self) -> ArticleText:
        """The text shown; empty before any was."""
        return self._text

    def position(self) -> int:
        """The offset the text cursor stands at."""
        return self._ends()[1]

    def _ends(self) -> tuple[int, int]:
        """The offsets between which is selected: where that began, and the text cursor's."""
        if self._arrival is not None:
            return self._arrival.anchor, self._arrival.position
        cursor = super().textCursor()
        return self.places.to_offset(cursor.anchor()), self.places.to_offset(cursor.position())

    def textCursor(self) -> QTextCursor:
        if self._arrival is not None:
            return self._cursor(self._arrival.anchor, self._arrival.position)
        return super().textCursor()

    def _cursor(self, anchor: int, position: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.places.to_document(anchor))
        cursor.setPosition(self.places.to_document(position), _KEEP)
        return cursor

    def go_to(self, offset: int) -> None:
        """Stand at an offset, with the words around it in view."""
        self.select(offset, offset)

    def select(self, start: int, end: int) -> None:
        """Select a stretch of the text and bring its start into view."""
        before = self._arrival or Place(start, end, None)
        self._arrival = Place(start, end, before.top, before.above, reveal=True)
        if self._held or self._is_far(max(start, end)):
            self._hold()
            self.cursorPositionChanged.emit()
        else:
            self.arrive()

    def stand_at(self, top: int, cursor: int) -> None:
        """Stand at ``cursor`` with the line of ``top`` as the first in view: as it was left."""
        self._arrival = Place(cursor, cursor, top)
        if self._held or self._is_far(max(top, cursor)):
            self._hold()
            self.cursorPositionChanged.emit()
        else:
            self.arrive()

    def left_at(self) -> tuple[int, int]:
        """The first offset in view and the text cursor's, for ``stand_at``."""
        place = self._place()
        return place.position if place.top is None else place.top, place.position

    def _is_far(self, offset: int) -> bool:
        """Whether laying the text out to there would hold up a window somebody looks at."""
        if not self.isVisible():
            return False
        at = self.places.to_document(offset)
        if at < NEAR:
            return False
        block = self.document().findBlockByNumber(laid_out(self.document()))
        return block.isValid() and at - block.position() > NEAR

    def _hold(self) -> None:
        """Keep the picture on screen until the text is laid out as far as the place to go to."""
        self._held = True
        for part in (self.viewport(), self.verticalScrollBar(), *self.sides()):
            part.setUpdatesEnabled(False)

    @property
    def held(self) -> bool:
        """True while the picture is kept: nothing is to be painted."""
        return self._held

    def _on_stepped(self) -> None:
        if self._held and self._arrival is not None:
            block = self.document().findBlockByNumber(laid_out(self.document()))
            if not block.isValid() or (
                block.position() > self.places.to_document(self._arrival.furthest) + SCREEN
            ):
                self.arrive()

    def arrive(self) -> None:
        """Be at the place the view is on its way to, whatever has still to be laid out for it."""
        place, self._arrival = self._arrival, None
        held, self._held = self._held, False
        if held:
            self._fit_column()
        if place is not None:
            self._stand(place)
        if held:
            for part in (self.viewport(), self.verticalScrollBar(), *self.sides()):
                part.setUpdatesEnabled(True)

    def _stand(self, place: Place) -> None:
        bar = self.verticalScrollBar()
        cursor = self._cursor(place.anchor, place.position)
        if place.top is not None:
            self.setTextCursor(cursor)
            self._scroll_to(place.top, place.above)
        if place.reveal:
            # The cursor's rectangle forces the layout up to there, so that the scroll bar reaches as far.
            rect = self.cursorRect(self._cursor(place.anchor, place.anchor))
            before, height = bar.value(), self.viewport().height()
            self.setTextCursor(cursor)
            if rect.top() < height * 0.08 or rect.bottom() > height * 0.85:
                bar.setValue(before + rect.top() - height // 3)
            else:
                bar.setValue(before)

    def _scroll_to(self, top: int, above: int = AIR) -> None:
        bar = self.verticalScrollBar()
        value = bar.value() + self.cursorRect(self._cursor(top, top)).top() - above
        # Qt lets the bar reach as far as the layout one turn of the event loop later.
        bar.setMaximum(max(bar.maximum(), value))
        bar.setValue(value)

    def cursorRect(self, cursor: QTextCursor | None = None) -> QRect:
        self.arrive()
        return super().cursorRect() if cursor is None else super().cursorRect(cursor)

    def cursorForPosition(self, pos: QPoint) -> QTextCursor:
        self.arrive()
        return super().cursorForPosition(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.arrive()
        super().keyPressEvent(event)

    def copy(self) -> None:
        self.arrive()
        super().copy()

    def selected_span(self) -> Span | None:
        """What is selected, without white space at its ends; None where nothing is."""
        start, end = sorted(self._ends())
        return self.places.trimmed(start, end) if start != end else None

    def reads_leftward(self) -> bool:
        """Whether the line at the text cursor reads from right to left."""
        return super().textCursor().block().textDirection() is Qt.LayoutDirection.RightToLeft

    @property
    def zoom(self) -> float:
        """The text's size as a multiple of normal."""
        return self._zoom

    def set_zoom(self, factor: float) -> None:
        """Show the text at that multiple of normal, from 0.5 to 3, keeping the place being read."""
        factor = min(max(factor, ZOOM_STEPS[0]), ZOOM_STEPS[-1])
        if factor != self._zoom:
            self._zoom = factor
            self.lay_out()
            self.zoom_changed.emit(factor)

    @property
    def lettering(self) -> Lettering:
        """How the text is set."""
        return self._lettering

    def set_lettering(self, lettering: Lettering) -> None:
        """Set the text like that, keeping the place being read."""
        if lettering != self._lettering:
            before, self._lettering = self._lettering, lettering
            if (before.family, before.leading) == (lettering.family, lettering.leading):
                self._fit_column()
            else:
                self.lay_out()
            self.text_laid_out()
            self.lettering_changed.emit()

    def zoom_in(self) -> None:
        self.set_zoom(next((step for step in ZOOM_STEPS if step > self._zoom), self._zoom))

    def zoom_out(self) -> None:
        self.set_zoom(next((step for step in reversed(ZOOM_STEPS) if step < self._zoom), self._zoom))

    def zoom_reset(self) -> None:
        self.set_zoom(1.0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            self.arrive()
            super().wheelEvent(event)

    def lay_out(self, *, anew: bool = False, unmoved: bool = False) -> None:
        """Lay the text out at the place being read, or from its top where it is shown ``anew``.

        ``unmoved`` for a text whose letters keep their places: not one pixel of it moves.
        """
        known = not anew and not self.document().isEmpty()
        place = self._place(unmoved=unmoved) if known else Place(0, 0, 0)
        pixels = TEXT_PIXELS * self._zoom
        document = build_document(self._text, self.places, self._theme, pixels, self._lettering)
        document.setParent(self)
        self._arrival, self._held = None, False
        if self.isVisible() and place.furthest > NEAR:
            self._hold()
        self.geometry_changed()
        # Without this the old text would be laid out once more at the new width.
        self.setDocument(QTextDocument(self))
        self._fit_column()
        self.setDocument(document)
        LayoutSteps(document).stepped.connect(self._on_stepped)
        old, self._document = self._document, document
        if old is not None:
            old.deleteLater()
        self._arrival = place if place.furthest or (known and unmoved) else None
        if self._held:
            self.cursorPositionChanged.emit()
        else:
            self.arrive()
        self.text_laid_out()

    def _place(self, *, unmoved: bool = False) -> Place:
        """The place being read, to the pixel where it is to stay ``unmoved``, or the one on the way to."""
        if self._arrival is not None:
            return self._arrival
        offset, y = self._first_line()
        return Place(*self._ends(), offset, y if unmoved else AIR)

    def _first_line(self) -> tuple[int, int]:
        """The offset that begins the first line in view, and the line's top in the viewport."""
        height = self.viewport().height()
        for reach in (min(_BAND, height), height):
            for item in self.shown(0, reach):
                layout = item.block.layout()
                for line in map(layout.lineAt, item.lines):
                    top = item.origin.y() + round(line.y())
                    # What hangs below a line is no part of it here.
                    if top + line.height() * 0.7 > AIR:
                        return self.places.offset_in(item.number, line.textStart()), top
        return 0, 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_column()

    def showEvent(self, event: QShowEvent) -> None:
        self.arrive()
        super().showEvent(event)

    def _fit_column(self) -> None:
        bar = self.verticalScrollBar().sizeHint().width()
        row = share(self.width() - bar, self.wanted_width(), numbers=self._lettering.numbers)
        left, right = row.gutter, row.margin + MINIMAP
        if self.isRightToLeft():
            left, right = right, left
        margins = self.viewportMargins()
        if not self._held and (margins.left(), margins.right()) != (left, right):
            self.setViewportMargins(left, 0, right, 0)
        if self.lineWrapColumnOrWidth() != row.text:
            # While a text is being exchanged there is no place to keep.
            kept = self.document() is self._document and not self._held
            top = self._place().top if kept else None
            self.geometry_changed()
            self.setLineWrapColumnOrWidth(row.text)
            if top:
                self._scroll_to(top)
        if not self._held:
            self.place_sides(row)

    def wanted_width(self, characters: int = COLUMN_CHARACTERS) -> int:
        """The pixels a line of so many characters takes, with the room at its ends."""
        return column_width(TEXT_PIXELS * self._zoom, self._lettering.family, characters) + 2 * MARGIN

    def width_to_read(self) -> int:
        """The least width of the view, in pixels, at which a line holds 60 characters on average."""
        bar = self.verticalScrollBar().sizeHint().width()
        return room_for(self.wanted_width(LEAST_CHARACTERS), numbers=self._lettering.numbers) + bar

    def place_sides(self, row: Column) -> None:
        """Called where the column's place changed: room for what stands beside it."""

    def sides(self) -> Sequence[QWidget]:
        """What stands beside the column and is painted level with its lines."""
        return ()

    def text_laid_out(self) -> None:
        """Called after the text was laid out anew."""

    def geometry_changed(self) -> None:
        """Called before letters move: what was measured holds no longer."""

    def shown(self, top: int, bottom: int) -> list[Visible]:
        """The display blocks between two heights of the viewport, each with its lines in between."""
        self.arrive()
        document, layout = self.document(), self.document().documentLayout()
        scroll = self.verticalScrollBar().value()
        block = self._block_at(top + scroll)
        found: list[Visible] = []
        while block.isValid():
            # Asking for its rectangle makes sure that the block is laid out.
            layout.blockBoundingRect(block)
            corner = block.layout().position()
            origin = QPoint(round(corner.x()), round(corner.y()) - scroll)
            if origin.y() > bottom:
                break
            item = visible_lines(block, origin, top, bottom)
            if item.lines:
                found.append(item)
            block = document.findBlockByNumber(item.number + 1)
        return found

    def _block_at(self, y: int) -> QTextBlock:
        """The block before the last that begins above that height of the document, if it is laid out so far.

        Qt's own answer to a point between two blocks is to lay out all the rest of a text.
        """
        document = self.document()
        low, high = 0, laid_out(document)
        while low < high:
            middle = (low + high) // 2
            if document.findBlockByNumber(middle).layout().position().y() <= y:
                low = middle + 1
            else:
                high = middle
        return document.findBlockByNumber(max(0, low - 2))

    def offset_at(self, point: QPoint) -> int:
        """The offset nearest to a point of the viewport."""
        return self.places.to_offset(self.cursorForPosition(point).position())

    def visible_offsets(self) -> Span:
        """The stretch of the text on screen."""
        height = self.viewport().height()
        seen = self.shown(max(0, height - _BAND), height) or self.shown(0, height)
        if not seen:
            return Span(0, 0)
        _, end = units_on(seen[-1].block.layout(), seen[-1].lines)
        return Span(self._first_line()[0], self.places.offset_in(seen[-1].number, end))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._held:
            return
        shown = self.shown(event.rect().top() - 2, event.rect().bottom() + 2)
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        self.paint_under(painter, shown)
        painter.end()
        super().paintEvent(event)
        if self.textCursor().hasSelection():
            painter = QPainter(self.viewport())
            painter.setClipRect(event.rect())
            self.paint_over(painter, shown)
            painter.end()

    def paint_over(self, painter: QPainter, shown: Sequence[Visible]) -> None:
        """Paint what a selection laid over it would hide."""

    def paint_under(self, painter: QPainter, shown: Sequence[Visible]) -> None:
        """Paint what lies under the words of these display blocks."""
        for item in shown:
            block = self.places.pieces[item.number].block
            paint_ornament(painter, self._theme, item, block, self.document().indentWidth())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and theme_of(self).name != self._theme.name:
            self._dress()
            self.lay_out(unmoved=True)

    def _dress(self) -> None:
        self._theme: Theme = theme_of(self)
        palette = QPalette(self.palette())
        role = QPalette.ColorRole
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            palette.setColor(group, role.Base, self._theme.colour("paper"))
            palette.setColor(group, role.Text, self._theme.colour("ink"))
            palette.setColor(group, role.Highlight, self._theme.colour("selection"))
            palette.setColor(group, role.HighlightedText, self._theme.colour("ink"))
        self.viewport().setPalette(palette)
        self.setPalette(palette)

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied is the stored text, not what stands for it on screen."""
        start, end = sorted(self._ends())
        data = QMimeData()
        data.setText(self._text.text[start:end])
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(bool(_paths(event.mimeData())))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setAccepted(bool(_paths(event.mimeData())))

    def dropEvent(self, event: QDropEvent) -> None:
        paths = _paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths, self.offset_at(event.position().toPoint()))
        else:
            event.ignore()


def _paths(data: QMimeData) -> list[str]:
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]

"""A text laid out for reading: one column, its size, what is selected, copied and dropped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from db.records import ArticleText, Span, TextId
from widgets.article.column import MINIMAP, Column, share
from widgets.article.document import MARGIN, build_document, column_width
from widgets.article.highlight_painter import Visible, visible_lines
from widgets.article.layout_steps import LayoutSteps
from widgets.article.ornaments import paint_ornament
from widgets.article.positions import TextMap
from widgets.theme import Theme, theme_of

TEXT_PIXELS = 18
ZOOM_STEPS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)

_KEEP = QTextCursor.MoveMode.KeepAnchor
_EMPTY = ArticleText(TextId(""), "", (), (), ())


class TextColumn(QTextEdit):
    """A stored text in a reading column; all offsets are code points of that text.

    What is painted under the words and placed beside them is for those who build on it: ``paint_under``,
    ``place_sides``, ``text_laid_out`` and ``geometry_changed``.

    Signals: ``zoom_changed(factor)``; ``files_dropped(paths, offset)``.
    """

    zoom_changed = Signal(float)
    files_dropped = Signal(list, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = _EMPTY
        self.places = TextMap("", ())
        self._zoom = 1.0
        self._document: QTextDocument | None = None
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
        self._dress()

    @property
    def article_text(self) -> ArticleText:
        """The text shown; empty before any was."""
        return self._text

    def position(self) -> int:
        """The offset the text cursor stands at."""
        return self.places.to_offset(self.textCursor().position())

    def go_to(self, offset: int) -> None:
        """Stand at an offset, with the words around it in view."""
        self.select(offset, offset)

    def select(self, start: int, end: int) -> None:
        """Select a stretch of the text and bring its start into view."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.places.to_document(start))
        # The cursor's rectangle forces the layout up to there, so that the scroll bar reaches as far.
        rect = self.cursorRect(cursor)
        cursor.setPosition(self.places.to_document(end), _KEEP)
        bar = self.verticalScrollBar()
        before = bar.value()
        self.setTextCursor(cursor)
        height = self.viewport().height()
        if rect.top() < height * 0.08 or rect.bottom() > height * 0.85:
            bar.setValue(before + rect.top() - height // 3)
        else:
            bar.setValue(before)

    def selected_span(self) -> Span | None:
        """What is selected, without white space at its ends; None where nothing is."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        if start == end:
            return None
        return self.places.trimmed(self.places.to_offset(start), self.places.to_offset(end))

    @property
    def zoom(self) -> float:
        """The text's size as a multiple of normal."""
        return self._zoom

    def set_zoom(self, factor: float) -> None:
        """Show the text at that multiple of normal, from 0.7 to 3, keeping the place being read."""
        factor = min(max(factor, ZOOM_STEPS[0]), ZOOM_STEPS[-1])
        if factor != self._zoom:
            self._zoom = factor
            self.lay_out()
            self.zoom_changed.emit(factor)

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
            super().wheelEvent(event)

    def lay_out(self) -> None:
        """Lay the text out anew, at the place being read."""
        cursor = self.textCursor()
        anchor, position = (self.places.to_offset(p) for p in (cursor.anchor(), cursor.position()))
        fresh = self.document().isEmpty() or self.document().characterCount() < position
        top = 0 if fresh else self.places.to_offset(self.cursorForPosition(QPoint(MARGIN, 4)).position())
        pixels = TEXT_PIXELS * self._zoom
        document = build_document(self._text, self.places, self._theme, pixels)
        document.setParent(self)
        self.geometry_changed()
        # Without this the old text would be laid out once more at the new width.
        self.setDocument(QTextDocument(self))
        self._fit_column()
        self.setDocument(document)
        LayoutSteps(document)
        old, self._document = self._document, document
        if old is not None:
            old.deleteLater()
        self._stand(document, anchor, position, top)
        self.text_laid_out()

    def _stand(self, document: QTextDocument, anchor: int, position: int, top: int) -> None:
        if not (anchor or position or top):
            return
        cursor = QTextCursor(document)
        cursor.setPosition(self.places.to_document(anchor))
        cursor.setPosition(self.places.to_document(position), _KEEP)
        self.setTextCursor(cursor)
        first = QTextCursor(document)
        first.setPosition(self.places.to_document(top))
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(first).top() - 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_column()

    def _fit_column(self) -> None:
        bar = self.verticalScrollBar().sizeHint().width()
        row = share(self.width() - bar, column_width(TEXT_PIXELS * self._zoom) + 2 * MARGIN)
        left, right = row.gutter, row.margin + MINIMAP
        if self.isRightToLeft():
            left, right = right, left
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (left, right):
            self.setViewportMargins(left, 0, right, 0)
        if self.lineWrapColumnOrWidth() != row.text:
            self.geometry_changed()
            self.setLineWrapColumnOrWidth(row.text)
        self.place_sides(row)

    def place_sides(self, row: Column) -> None:
        """Called where the column's place changed: room for what stands beside it."""

    def text_laid_out(self) -> None:
        """Called after the text was laid out anew."""

    def geometry_changed(self) -> None:
        """Called before letters move: what was measured holds no longer."""

    def shown(self, top: int, bottom: int) -> list[Visible]:
        """The display blocks between two heights of the viewport, each with its lines in between."""
        document, layout = self.document(), self.document().documentLayout()
        scroll = self.verticalScrollBar().value()
        block = self.cursorForPosition(QPoint(MARGIN, top)).block()
        block = block.previous() if block.previous().isValid() else block
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

    def offset_at(self, point: QPoint) -> int:
        """The offset nearest to a point of the viewport."""
        return self.places.to_offset(self.cursorForPosition(point).position())

    def visible_offsets(self) -> Span:
        """The stretch of the text on screen."""
        rect = self.viewport().rect()
        return Span(self.offset_at(rect.topLeft()), self.offset_at(rect.bottomRight()))

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown(event.rect().top() - 2, event.rect().bottom() + 2)
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        self.paint_under(painter, shown)
        painter.end()
        super().paintEvent(event)

    def paint_under(self, painter: QPainter, shown: Sequence[Visible]) -> None:
        """Paint what lies under the words of these display blocks."""
        for item in shown:
            block = self.places.pieces[item.number].block
            paint_ornament(painter, self._theme, item, block, self.document().indentWidth())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and theme_of(self).name != self._theme.name:
            self._dress()
            self.lay_out()

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
        cursor = self.textCursor()
        start, end = (self.places.to_offset(p) for p in (cursor.selectionStart(), cursor.selectionEnd()))
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

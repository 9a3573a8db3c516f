"""A stored text on screen: where one stands in it, what is selected, which words are in view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from db.records import ArticleText, Span, TextId
from widgets.article.arriving import AIR, NEAR, SCREEN, Place
from widgets.article.geometry import units_on
from widgets.article.highlight_painter import Visible, visible_lines
from widgets.article.layout_steps import laid_out
from widgets.article.positions import TextMap

# Pixels in which a line is looked for before the whole viewport is.
_BAND = 80
_KEEP = QTextCursor.MoveMode.KeepAnchor
_EMPTY = ArticleText(TextId(""), "", (), (), ())


class PlacedText(QTextEdit):
    """All offsets are code points of the text shown.

    On the way to a place far beyond what is laid out the view holds its picture and lets the window work on.
    Cursor and selection are there already; whoever asks where words stand on screen takes it there at once.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = _EMPTY
        self.places = TextMap("", ())
        self._arrival: Place | None = None
        self._held = False
        # While the same text is laid out otherwise nobody moves in it, though its cursor is set anew.
        self._relaid = False
        self.verticalScrollBar().actionTriggered.connect(self.arrive)

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
        self._relaid = False
        before = self._arrival or Place(start, end, None)
        self._arrival = Place(start, end, before.top, before.above, reveal=True)
        if self._held or self._is_far(max(start, end)):
            self._hold()
            self.cursorPositionChanged.emit()
        else:
            self.arrive()

    def stand_at(self, top: int, cursor: int) -> None:
        """Stand at ``cursor`` with the line of ``top`` as the first in view: as it was left."""
        self._relaid = False
        self._arrival = Place(cursor, cursor, top)
        if self._held or self._is_far(max(top, cursor)):
            self._hold()
            self.cursorPositionChanged.emit()
        elif self.isVisible() or max(top, cursor) < NEAR:
            self.arrive()
        else:
            # The way there begins when somebody looks.
            self.cursorPositionChanged.emit()

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
            self.fit()
        if place is not None:
            self._stand(place)
        self._relaid = False
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

    def _place(self, *, unmoved: bool = False) -> Place:
        """The place being read, to the pixel where it is to stay ``unmoved``, or the one on the way to."""
        if self._arrival is not None:
            return self._arrival
        offset, y = self._first_line()
        return Place(*self._ends(), offset, y if unmoved else AIR)

    def _steady(self) -> tuple[int, int] | None:
        """The words in hand and their height in the viewport, where they are in view.

        They stay at that height while the column changes; nothing is laid out to find them.
        """
        height = self.viewport().height()
        start = min(self._ends())
        block = self._cursor(start, start).block()
        if not any(item.block == block for item in self.shown(0, height)):
            return None
        rect = self.cursorRect(self._cursor(start, start))
        return (start, rect.top()) if rect.top() >= 0 and rect.bottom() <= height else None

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

    def showEvent(self, event: QShowEvent) -> None:
        if self._arrival is not None and self._is_far(self._arrival.furthest):
            self._hold()
        else:
            self.arrive()
        super().showEvent(event)

    def fit(self) -> None:
        """Called when a held picture is let go: fit the column to the view as it is by now."""

    def sides(self) -> Sequence[QWidget]:
        """What stands beside the column and is painted level with its lines."""
        return ()

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

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied is the stored text, not what stands for it on screen."""
        start, end = sorted(self._ends())
        data = QMimeData()
        data.setText(self._text.text[start:end])
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return False

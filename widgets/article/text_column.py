"""A text laid out for reading: one column, its size, what is selected, copied and dropped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from widgets.article.arriving import NEAR, Place
from widgets.article.column import MINIMAP, Column, room_for, share
from widgets.article.document import (
    COLUMN_CHARACTERS,
    LEAST_CHARACTERS,
    MARGIN,
    build_document,
    column_width,
)
from widgets.article.highlight_painter import Visible
from widgets.article.layout_steps import LayoutSteps
from widgets.article.lettering import Lettering
from widgets.article.ornaments import paint_ornament
from widgets.article.word_choice import WordChoice
from widgets.dropping import files_of, links_of
from widgets.theme import Theme, theme_of

TEXT_PIXELS = 18
ZOOM_STEPS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)


class TextColumn(WordChoice):
    """A stored text in a reading column; all offsets are code points of that text.

    What is painted under the words and placed beside them is for those who build on it: ``paint_under``,
    ``place_sides``, ``sides``, ``text_laid_out`` and ``geometry_changed``.

    Signals: ``zoom_changed(factor)``; ``lettering_changed``; ``files_dropped(paths, offset)``;
    ``links_dropped(addresses, offset)``.
    """

    zoom_changed = Signal(float)
    lettering_changed = Signal()
    files_dropped = Signal(list, int)
    links_dropped = Signal(list, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom = 1.0
        self._lettering = Lettering()
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
                self.fit()
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
        place = self._kept(unmoved=unmoved) if known else Place(0, 0, 0)
        pixels = TEXT_PIXELS * self._zoom
        document = build_document(self._text, self.places, self._theme, pixels, self._lettering)
        self.dress_document(document)
        document.setParent(self)
        self._arrival, self._held = None, False
        if self.isVisible() and place.furthest > NEAR:
            self._hold()
        self.geometry_changed()
        self._relaid = known
        # Without this the old text would be laid out once more at the new width.
        self.setDocument(QTextDocument(self))
        self.fit()
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

    def _kept(self, *, unmoved: bool) -> Place:
        """The place to be at when the same text is laid out otherwise: words in hand keep their height."""
        settled = self._arrival is None and not unmoved
        place = self._place(unmoved=unmoved)
        steady = self._steady() if settled and place.top else None
        return place if steady is None else Place(place.anchor, place.position, *steady)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        bar = self.verticalScrollBar().sizeHint().width()
        row = share(self.width() - bar, self.wanted_width(), numbers=self._lettering.numbers)
        left, right = row.gutter, row.margin + MINIMAP
        if self.isRightToLeft():
            left, right = right, left
        margins = self.viewportMargins()
        if not self._held and (margins.left(), margins.right()) != (left, right):
            self.setViewportMargins(left, 0, right, 0)
        if self.lineWrapColumnOrWidth() != row.text:
            # While a text is being exchanged, or on the way elsewhere, there is no place to keep.
            kept = self.document() is self._document and not self._held and self._arrival is None
            top = self._place().top if kept else None
            steady = self._steady() if top else None
            self.geometry_changed()
            self.setLineWrapColumnOrWidth(row.text)
            if steady is not None:
                self._scroll_to(*steady)
            elif top:
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

    def text_laid_out(self) -> None:
        """Called after the text was laid out anew."""

    def dress_document(self, document: QTextDocument) -> None:
        """Called with a text just set, before it is shown: what more its words wear."""

    def geometry_changed(self) -> None:
        """Called before letters move: what was measured holds no longer."""

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
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            # Gutter, margin and strip change sides.
            self.fit()

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

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(_takes(event.mimeData()))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setAccepted(_takes(event.mimeData()))

    def dropEvent(self, event: QDropEvent) -> None:
        paths, links = files_of(event.mimeData()), links_of(event.mimeData())
        if not (paths or links):
            event.ignore()
            return
        event.acceptProposedAction()
        offset = self.offset_at(event.position().toPoint())
        if paths:
            self.files_dropped.emit(paths, offset)
        if links:
            self.links_dropped.emit(links, offset)


def _takes(data: QMimeData) -> bool:
    return bool(files_of(data) or links_of(data))

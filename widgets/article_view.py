"""The reading column: an article's text with its claims, sentences and found words painted under it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QTextEdit, QWidget

from db.records import ArticleText, AsideRecord, ClaimRecord, Scale, SentenceRecord, Span, TextId
from widgets.article.column import MINIMAP, share
from widgets.article.document import MARGIN, build_document, column_width, dress_asides
from widgets.article.finding import hits
from widgets.article.gutter import Gutter
from widgets.article.highlight_index import HighlightIndex
from widgets.article.highlight_painter import HighlightPainter, Scene, Visible, visible_lines
from widgets.article.looks import Look, look_of
from widgets.article.ornaments import paint_ornament
from widgets.article.positions import TextMap
from widgets.find_bar import FindBar
from widgets.margin import Margin
from widgets.minimap import Minimap
from widgets.theme import Theme, theme_of

TEXT_PIXELS = 18
ZOOM_STEPS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)

_KEEP = QTextCursor.MoveMode.KeepAnchor
_EMPTY = ArticleText(TextId(""), "", (), (), ())


class ArticleView(QTextEdit):
    """Shows an article for reading; its document is never changed to show a claim.

    All offsets are code points of the text shown. Letters and digits are left to the window's actions.

    Signals: ``claim_activated(id)`` a claim was clicked or stepped to; ``claim_hovered(id)`` the claim under
    the mouse, empty for none; ``position_changed(offset)`` the text cursor moved; ``aside_toggled(id, aside)``
    a stretch is wished set aside (true) or back; ``files_dropped(paths, offset)``; ``zoom_changed(factor)``;
    ``menu_opening(menu, offset)`` for the window to add to the context menu; ``scrolled``.
    """

    claim_activated = Signal(str)
    claim_hovered = Signal(str)
    position_changed = Signal(int)
    aside_toggled = Signal(str, bool)
    files_dropped = Signal(list, int)
    zoom_changed = Signal(float)
    menu_opening = Signal(QMenu, int)
    scrolled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = _EMPTY
        self._scale: Scale | None = None
        self._looks: dict[str, Look] = {}
        self._zoom = 1.0
        self._focus = ""
        self._hovered = ""
        self._hits: list[Span] = []
        self._hit_starts: list[int] = []
        self._found = ""
        self._pressed: QPoint | None = None
        self._current: SentenceRecord | None = None
        self.sentences: list[SentenceRecord] = []
        self.sentence_starts: list[int] = []
        self.places = TextMap("", ())
        self.index = HighlightIndex(self.places)
        self._painter = HighlightPainter()
        self._document: QTextDocument | None = None
        self._theme = theme_of(self)
        self._set_up()
        self._gutter = Gutter(self)
        self.margin = Margin(self)
        self._minimap = Minimap(self)
        self.find_bar = FindBar(self)
        self._make_actions()
        self._rebuild()

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
        self.setAccessibleName(self.tr("Article text"))
        self.setAcceptDrops(True)
        self.viewport().setMouseTracking(True)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        self._dress()

    def _make_actions(self) -> None:
        """The view's own keys; a window lists these same actions in its menus."""
        self.find_action = self._action(
            self.tr("Find in the article"), QKeySequence("Ctrl+F"), self.open_find_bar
        )
        self.zoom_in_action = self._action(self.tr("Larger text"), QKeySequence("Ctrl++"), self.zoom_in)
        self.zoom_in_action.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self.zoom_out_action = self._action(self.tr("Smaller text"), QKeySequence("Ctrl+-"), self.zoom_out)
        self.zoom_reset_action = self._action(
            self.tr("Normal text size"), QKeySequence("Ctrl+0"), self.zoom_reset
        )

    def _action(self, name: str, keys: QKeySequence, slot: object) -> QAction:
        action = QAction(name, self)
        action.setShortcut(keys)
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    # What is shown

    @property
    def article_text(self) -> ArticleText:
        """The text shown; empty before any was."""
        return self._text

    def show_text(self, text: ArticleText) -> None:
        """Show a text from its top, without claims and sentences; the same text again only renews its asides."""
        same = (text.id, text.blocks, text.emphasis) == (
            self._text.id,
            self._text.blocks,
            self._text.emphasis,
        )
        if same and text.text == self._text.text:
            self._renew_asides(text)
            return
        self._text = text
        self.places = TextMap(text.text, text.blocks)
        self.index = HighlightIndex(self.places)
        self._looks.clear()
        self._focus = self._hovered = ""
        self.set_sentences(())
        self._take_hits("")
        self._rebuild()
        self._on_cursor_moved()

    def _renew_asides(self, text: ArticleText) -> None:
        changed = set(text.asides) ^ set(self._text.asides)
        if changed:
            gone = [AsideRecord(a.id, a.start, a.end, a.reason, False) for a in changed - set(text.asides)]
            dress_asides(self.document(), self.places, [*gone, *text.asides], self._theme)
            self._painter.geometry.forget()
        self._text = text

    def set_scale(self, scale: Scale | None) -> None:
        """The scale whose signs and tones claims are shown with."""
        self._scale = scale
        self._looks.clear()
        self._refresh_claims()

    def set_sentences(self, sentences: Sequence[SentenceRecord]) -> None:
        """The ledger of the text shown, in reading order."""
        self.sentences = sorted(sentences, key=lambda s: s.start)
        self.sentence_starts = [sentence.start for sentence in self.sentences]
        self._current = self._sentence_at(self.position())
        self._gutter.update()
        self.viewport().update()

    def set_claims(self, claims: Sequence[ClaimRecord]) -> None:
        """The claims of the text shown, in place of those before."""
        self.index = HighlightIndex(self.places, claims)
        self._looks.clear()
        if self._focus not in self.index.claims:
            self._focus = ""
        self._refresh_claims()

    def update_claims(self, changed: Sequence[ClaimRecord], removed_ids: Iterable[str] = ()) -> None:
        """Take in claims that were added, changed or removed."""
        removed = list(removed_ids)
        self.index.update(changed, removed)
        for key in (*removed, *(claim.id for claim in changed)):
            self._looks.pop(key, None)
        if self._focus in removed:
            self._focus = ""
        self._refresh_claims()

    def _refresh_claims(self) -> None:
        self.viewport().update()
        self.margin.update()
        self._minimap.forget()

    def look(self, claim: str) -> Look:
        """Number, signs and tone of a claim of this text."""
        known = self._looks.get(claim)
        if known is None:
            known = self._looks[claim] = look_of(self.index.claims[claim], self._scale)
        return known

    def tone(self, claim: str) -> str:
        """The tone a claim is drawn in."""
        return self.look(claim).tone

    # Focus and movement

    @property
    def focus_claim(self) -> str:
        """The claim that is emphasised, or an empty string."""
        return self._focus

    @property
    def hovered_claim(self) -> str:
        """The claim under the mouse here or in the margin, or an empty string."""
        return self._hovered

    def set_focus(self, claim: str) -> None:
        """Emphasise a claim, without scrolling to it; an empty string for none."""
        if claim != self._focus:
            self._focus = claim if claim in self.index.claims else ""
            self.viewport().update()
            self.margin.update()

    def set_hovered(self, claim: str) -> None:
        """Show a claim as the one under the mouse, wherever the mouse is; says so where it changed."""
        if claim != self._hovered:
            self._hovered = claim if claim in self.index.claims else ""
            self.viewport().update()
            self.margin.update()
            self.claim_hovered.emit(self._hovered)

    def activate(self, claim: str) -> None:
        """Put a claim into focus as a click does."""
        self.set_focus(claim)
        self.claim_activated.emit(claim)

    def reveal(self, claim: str) -> None:
        """Stand at the start of a claim and have it in view."""
        record = self.index.claims.get(claim)
        if record is not None:
            self.go_to(record.start)

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

    def current_sentence(self) -> SentenceRecord | None:
        """The sentence the text cursor stands in."""
        return self._current

    def _sentence_at(self, offset: int) -> SentenceRecord | None:
        i = bisect_right(self.sentence_starts, offset) - 1
        if i < 0:
            return None
        sentence = self.sentences[i]
        return sentence if offset <= sentence.end else None

    def next_sentence(self) -> bool:
        """Go to the next sentence; false where there is none."""
        return self._go_to_sentence(bisect_right(self.sentence_starts, self._reading_position()))

    def previous_sentence(self) -> bool:
        """Go to the sentence before; false where there is none."""
        here = self._current.start if self._current else self.position()
        return self._go_to_sentence(bisect_left(self.sentence_starts, here) - 1)

    def _reading_position(self) -> int:
        return self._current.start if self._current else self.position()

    def _go_to_sentence(self, i: int) -> bool:
        if not 0 <= i < len(self.sentences):
            return False
        self.go_to(self.sentences[i].start)
        return True

    def next_claim(self) -> bool:
        """Go to the next claim and activate it; false where there is none."""
        return self._go_to_claim(self.index.after(self.position(), self._focus))

    def previous_claim(self) -> bool:
        """Go to the claim before and activate it; false where there is none."""
        return self._go_to_claim(self.index.before(self.position(), self._focus))

    def _go_to_claim(self, claim: str) -> bool:
        if not claim:
            return False
        self.reveal(claim)
        self.activate(claim)
        return True

    def _on_cursor_moved(self) -> None:
        offset = self.position()
        sentence = self._sentence_at(offset)
        if sentence != self._current:
            self._current = sentence
            self.viewport().update()
            self._gutter.update()
        self.position_changed.emit(offset)

    # Finding

    def open_find_bar(self) -> None:
        """Show the find bar, with the selected words in it."""
        span = self.selected_span()
        words = self._text.text[span.start : span.end] if span else ""
        self.find_bar.open(words if "\n" not in words and len(words) < 80 else "")

    def find_words(self, words: str, forward: bool = True) -> tuple[int, int]:
        """Mark every place of the words and select the next; (number of that place, places), (0, 0) for none."""
        fresh = words != self._found
        self._take_hits(words)
        if not self._hits:
            return 0, 0
        cursor = self.textCursor()
        start = self.places.to_offset(cursor.selectionStart())
        if fresh:
            i = bisect_left(self._hit_starts, start)
        elif forward:
            i = bisect_right(self._hit_starts, start)
        else:
            i = bisect_left(self._hit_starts, start) - 1
        i %= len(self._hits)
        self.select(self._hits[i].start, self._hits[i].end)
        return i + 1, len(self._hits)

    def end_find(self) -> None:
        """Take the marks of found words away; the last one found stays selected."""
        self._take_hits("")
        self.setFocus()

    def _take_hits(self, words: str) -> None:
        if words != self._found:
            self._found = words
            self._hits = hits(self._text.text, words)
            self._hit_starts = [hit.start for hit in self._hits]
            self.viewport().update()
            self._minimap.forget()

    @property
    def found(self) -> Sequence[Span]:
        """The places of the words looked for."""
        return self._hits

    # Size

    @property
    def zoom(self) -> float:
        """The text's size as a multiple of normal."""
        return self._zoom

    def set_zoom(self, factor: float) -> None:
        """Show the text at that multiple of normal, from 0.7 to 3, keeping the place being read."""
        factor = min(max(factor, ZOOM_STEPS[0]), ZOOM_STEPS[-1])
        if factor != self._zoom:
            self._zoom = factor
            self._rebuild()
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

    def _rebuild(self) -> None:
        """Lay the text out anew, at the place being read."""
        cursor = self.textCursor()
        anchor, position = (self.places.to_offset(p) for p in (cursor.anchor(), cursor.position()))
        fresh = self.document().isEmpty() or self.document().characterCount() < position
        top = 0 if fresh else self.places.to_offset(self.cursorForPosition(QPoint(MARGIN, 4)).position())
        pixels = TEXT_PIXELS * self._zoom
        document = build_document(self._text, self.places, self._theme, pixels)
        document.setParent(self)
        self._painter.geometry.forget()
        self._fit_column(force=True)
        self.setDocument(document)
        old, self._document = self._document, document
        if old is not None:
            old.deleteLater()
        self._stand(document, anchor, position, top)
        self._gutter.update()
        self._refresh_claims()

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

    def _fit_column(self, force: bool = False) -> None:
        bar = self.verticalScrollBar().sizeHint().width()
        row = share(self.width() - bar, column_width(TEXT_PIXELS * self._zoom) + 2 * MARGIN)
        left, right = row.gutter, row.margin + MINIMAP
        if self.isRightToLeft():
            left, right = right, left
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (left, right):
            self.setViewportMargins(left, 0, right, 0)
        if force or self.lineWrapColumnOrWidth() != row.text:
            self._painter.geometry.forget()
            self.setLineWrapColumnOrWidth(row.text)
        self._place_sides(row.gutter, row.margin)

    def _place_sides(self, gutter: int, margin: int) -> None:
        inner = self.viewport().geometry()
        top, height, end = inner.top(), inner.height(), inner.right() + 1
        if self.isRightToLeft():
            self._gutter.setGeometry(end, top, gutter, height)
            self.margin.setGeometry(inner.left() - margin, top, margin, height)
            self._minimap.setGeometry(self.contentsRect().left(), top, MINIMAP, height)
        else:
            self._gutter.setGeometry(inner.left() - gutter, top, gutter, height)
            self.margin.setGeometry(end, top, margin, height)
            bar = self.verticalScrollBar().sizeHint().width()
            self._minimap.setGeometry(self.contentsRect().right() + 1 - bar - MINIMAP, top, MINIMAP, height)
        self.find_bar.place(self.contentsRect())

    # Painting

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

    def scene(self, shown: Sequence[Visible]) -> Scene:
        """What is to be painted under the words of these blocks."""
        found: list[Span] = []
        if self._hits and shown:
            pieces = self.places.pieces
            low = bisect_left(self._hit_starts, pieces[shown[0].number].start)
            found = self._hits[low : bisect_left(self._hit_starts, pieces[shown[-1].number].end)]
        return Scene(
            self.places, self.index, self.tone, self._theme, self._focus, self._hovered, self._current, found
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown(event.rect().top() - 2, event.rect().bottom() + 2)
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        self._painter.paint(painter, self.scene(shown), shown)
        for item in shown:
            block = self.places.pieces[item.number].block
            paint_ornament(painter, self._theme, item, block, self.document().indentWidth())
        painter.end()
        super().paintEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._gutter.scroll(0, dy)
        self.margin.scroll(0, dy)
        self._minimap.update()
        self.scrolled.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and theme_of(self).name != self._theme.name:
            self._dress()
            self._rebuild()

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

    # Mouse, menu, copy, drop

    def claims_at(self, point: QPoint) -> list[str]:
        """The claims under a point of the viewport, innermost first."""
        shown = self.shown(point.y(), point.y() + 1)
        scene = self.scene(())
        return [mark.claim for item in shown for mark in self._painter.marks_at(scene, item, point)]

    def offset_at(self, point: QPoint) -> int:
        """The offset nearest to a point of the viewport."""
        return self.places.to_offset(self.cursorForPosition(point).position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons() == Qt.MouseButton.NoButton:
            claims = self.claims_at(event.position().toPoint())
            self.set_hovered(claims[0] if claims else "")

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.set_hovered("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint() if event.button() is Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        if self._pressed is None or self.textCursor().hasSelection():
            return
        if (point - self._pressed).manhattanLength() < 4:
            claims = self.claims_at(point)
            if claims:
                # Clicking again goes through the claims that lie over each other.
                i = claims.index(self._focus) + 1 if self._focus in claims else 0
                self.activate(claims[i % len(claims)])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        # The event comes through the viewport, in its coordinates.
        keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        offset = self.position() if keyboard else self.offset_at(event.pos())
        menu = self.context_menu(offset)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def context_menu(self, offset: int) -> QMenu:
        """The menu at an offset: copying, and what to do with words set aside."""
        menu = QMenu(self)
        copy = menu.addAction(self.tr("Copy"), self.copy)
        copy.setEnabled(self.textCursor().hasSelection())
        for aside in self._text.asides:
            if aside.start <= offset <= aside.end:
                name = self.tr("Bring back “{0}”") if aside.aside else self.tr("Set “{0}” aside again")
                words = " ".join(self._text.text[aside.start : aside.end].split())
                action = menu.addAction(name.format(words if len(words) <= 40 else words[:39] + "…"))
                action.setData((aside.id, not aside.aside))
                action.triggered.connect(self._on_aside_action)
        self.menu_opening.emit(menu, offset)
        return menu

    def _on_aside_action(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            key, aside = action.data()
            self.aside_toggled.emit(key, aside)

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

    def visible_offsets(self) -> Span:
        """The stretch of the text on screen."""
        rect: QRect = self.viewport().rect()
        return Span(self.offset_at(rect.topLeft()), self.offset_at(rect.bottomRight()))


def _paths(data: QMimeData) -> list[str]:
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]

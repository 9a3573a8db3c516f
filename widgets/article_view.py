"""The reading column of an article, with its claims, sentences and found words painted under the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from db.records import ArticleText, AsideRecord, ClaimRecord, Scale, SentenceRecord
from db.records.suggestions import SuggestionRecord
from widgets.article import context_menu
from widgets.article.column import MINIMAP, Column
from widgets.article.document import dress_asides
from widgets.article.empty_page import EmptyReading
from widgets.article.fact_marks import FactMarks
from widgets.article.gutter import Gutter
from widgets.article.highlight_index import HighlightIndex
from widgets.article.highlight_painter import HighlightPainter, Scene, Visible
from widgets.article.looks import Look, Looks
from widgets.article.positions import TextMap
from widgets.article.read_text import ReadText
from widgets.article.sentence_row import SentenceRow
from widgets.article.spoken_place import SpokenPlace
from widgets.article.suggestion_marks import SuggestionMarks
from widgets.margin import Margin
from widgets.minimap import Minimap
from widgets.styling import follow_theme

_DRAWN = attrgetter("start", "end", "verdicts", "difference", "decisions")
"""What of a claim the map shows."""


class ArticleView(ReadText):
    """Shows an article for reading; its document is never changed to show a claim.

    All offsets are code points of the text shown. Letters and digits are left to the window's actions.

    Signals: ``claim_activated(id)`` a claim was clicked or stepped to; ``claim_hovered(id)`` the claim under
    the mouse, empty for none; ``position_changed(offset)`` the text cursor moved;
    ``aside_toggled(id, aside)`` a stretch is wished set aside (true) or back; ``menu_opening(menu, offset)``
    for the window to begin the context menu with; ``import_requested`` and ``paste_requested`` where there is
    nothing to read; and those of the column. ``tab_steps(forward)`` may take the
    Tab key for itself by answering true.
    """

    claim_activated = Signal(str)
    claim_hovered = Signal(str)
    position_changed = Signal(int)
    aside_toggled = Signal(str, bool)
    menu_opening = Signal(QMenu, int)
    import_requested = Signal()
    paste_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale: Scale | None = None
        self._looks = Looks()
        self._focus = ""
        self._hovered = ""
        self._pressed: QPoint | None = None
        self.facts = FactMarks()
        self.suggestions = SuggestionMarks()
        self.tab_steps: Callable[[bool], bool] | None = None
        self.index = HighlightIndex(self.places)
        self.remarks: tuple[list[int], list[int]] = ([], [])
        self._painter = HighlightPainter()
        self._gutter = Gutter(self)
        self.margin = Margin(self)
        self._minimap = Minimap(self)
        self.setAccessibleName(self.tr("Article text"))
        self.viewport().setMouseTracking(True)
        self._empty = EmptyReading(self, self.sides())
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        self._spoken = SpokenPlace(self)
        self.lay_out()

    def show_text(self, text: ArticleText, places: TextMap | None = None) -> None:
        """Show a text from its top, yet without claims and sentences; the same text again renews asides."""
        before = self._text
        structure = (text.id, text.blocks, text.emphasis) == (before.id, before.blocks, before.emphasis)
        if structure and text.text == before.text:
            self._renew_asides(text)
            return
        self._text = text
        self.places = places or TextMap(text.text, text.blocks)
        self.index = HighlightIndex(self.places)
        self._looks.clear()
        self._focus = self._hovered = ""
        self.remarks = ([], [])
        self.suggestions.set_shown(())
        self.set_sentences(())
        self._take_hits("")
        self._minimap.forget()
        self.lay_out(anew=True)
        self._empty.renew(text)
        self._on_cursor_moved()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._empty.renew(self._text)

    def _renew_asides(self, text: ArticleText) -> None:
        changed = set(text.asides) ^ set(self._text.asides)
        if changed:
            gone = [AsideRecord(a.id, a.start, a.end, a.reason, False) for a in changed - set(text.asides)]
            dress_asides(self.document(), self.places, [*gone, *text.asides], self._theme)
            self.geometry_changed()
        self._text = text

    def set_scale(self, scale: Scale | None) -> None:
        """The scale whose signs and tones claims are shown with."""
        self._scale = scale
        self._looks = Looks(scale)
        self._refresh_claims()

    @property
    def scale(self) -> Scale | None:
        """The scale claims are shown with."""
        return self._scale

    def set_sentences(self, sentences: Sequence[SentenceRecord]) -> None:
        """The ledger of the text shown, in reading order."""
        self.sentences = SentenceRow(sentences)
        self._stand_in(self.sentences.at(self.position()))
        self._gutter.update()
        self._minimap.forget_sentences()
        self.viewport().update()
        self._spoken.renew()

    def set_remarks(self, fixes: Iterable[int], queries: Iterable[int]) -> None:
        """Where the words of open fixes and queries begin: signs at the gutter."""
        self.remarks = (sorted(fixes), sorted(queries))
        self._gutter.update()

    def set_author_notes(self, starts: Iterable[int]) -> None:
        """Where the author put notes that nobody decided on: signs at the gutter."""
        self._gutter.set_notes(starts)

    def set_suggestions(self, shown: Sequence[SuggestionRecord]) -> None:
        """What is suggested in the text shown, in reading order, in place of what was."""
        self.suggestions.set_shown(shown)
        self.show_suggestions_anew()

    def show_suggestions_anew(self) -> None:
        """Paint them again: whether they are seen changed."""
        if not self.held:
            self.viewport().update()
            self._gutter.update()
        self._spoken.renew()

    def set_claims(self, claims: Sequence[ClaimRecord]) -> None:
        """The claims of the text shown, in place of those before."""
        self.index = HighlightIndex(self.places, claims)
        self._looks.clear()
        if self._focus not in self.index.claims:
            self._focus = ""
        self._refresh_claims()

    def add_claims(self, claims: Sequence[ClaimRecord]) -> None:
        """Take in many more claims of the text shown: quickest where they come in reading order."""
        known = not self.index.claims.keys().isdisjoint(claim.id for claim in claims)
        self.index.extend(claims)
        if known:
            self._looks.clear()
            self._minimap.forget()
        else:
            self._minimap.add([claim.id for claim in claims])
        self.viewport().update()
        self.margin.update()

    def update_claims(self, changed: Sequence[ClaimRecord], removed_ids: Iterable[str] = ()) -> None:
        """Take in claims that were added, changed or removed."""
        removed = list(removed_ids)
        known = self.index.claims
        gone = [known[key] for key in removed if key in known]
        drawn = [c for c in changed if c.id not in known or _DRAWN(known[c.id]) != _DRAWN(c)]
        gone += [known[claim.id] for claim in drawn if claim.id in known]
        rows = [(claim.start, claim.end) for claim in (*gone, *drawn)]
        touched = self.index.update(changed, removed)
        self._looks.forget((*removed, *(claim.id for claim in changed)))
        if self._focus in removed:
            self._focus = ""
        if rows:
            self._minimap.renew(rows)
        self._spoken.renew()
        if self.held:
            return
        for item in self.shown(0, self.viewport().height()):
            if item.number in touched:
                self._refresh_block(item)

    def _refresh_block(self, item: Visible) -> None:
        layout = item.block.layout()
        first, last = layout.lineAt(item.lines.start), layout.lineAt(item.lines.stop - 1)
        top = item.origin.y() + int(first.y()) - 4
        height = int(last.y() + last.height() * 1.5 - first.y()) + 8
        self.viewport().update(0, top, self.viewport().width(), height)
        self.margin.update(0, top - 130, self.margin.width(), height + 260)

    def show_changed(self, *stretches: tuple[int, int]) -> None:
        """Paint the lines of these stretches anew: what is marked in them changed."""
        if not self.held:
            touched = {number for one in stretches for number, _, _ in self.places.stretches(*one)}
            for item in self.shown(0, self.viewport().height()):
                if item.number in touched:
                    self._refresh_block(item)

    def _refresh_claims(self) -> None:
        self.viewport().update()
        self.margin.update()
        self._minimap.forget()

    def look(self, claim: str) -> Look:
        """Number, signs and tone of a claim of this text."""
        return self._looks.of(self.index.claims[claim])

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

    def next_claim(self) -> bool:
        """Go to the next claim and activate it; false where there is none."""
        return self._go_to_claim(self.index.after(self.position(), self._focus))

    def previous_claim(self) -> bool:
        """Go to the claim before and activate it; false where there is none."""
        return self._go_to_claim(self.index.before(self.position(), self._focus))

    def next_here(self) -> bool:
        """Activate the next claim over the words stood on, else over their sentence; false without any."""
        claims = self.index.at(self.position())
        sentence = self._current
        if not claims and sentence is not None:
            claims = [
                key
                for key in self.index.between(sentence.start, sentence.end)
                if self.index.claims[key].start < sentence.end and self.index.claims[key].end > sentence.start
            ]
        return self._activate_next(claims)

    def _activate_next(self, claims: Sequence[str]) -> bool:
        """Activate the one after the claim in focus, from the last on to the first."""
        if claims:
            i = claims.index(self._focus) + 1 if self._focus in claims else 0
            self.activate(claims[i % len(claims)])
        return bool(claims)

    def _go_to_claim(self, claim: str) -> bool:
        if not claim:
            return False
        self.reveal(claim)
        self.activate(claim)
        return True

    def _on_cursor_moved(self) -> None:
        offset = self.position()
        sentence = self.sentences.at(offset)
        if sentence != self._current:
            self._stand_in(sentence)
            self.viewport().update()
            self._gutter.update()
        if not self._relaid:
            self.position_changed.emit(offset)

    def _stand_in(self, sentence: SentenceRecord | None) -> None:
        self._current = sentence
        self.suggestions.focus = sentence.start if sentence is not None else -1

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes where ``tab_steps`` leads, and out of the text where that leads nowhere."""
        if self.hasFocus() and self.tab_steps is not None and self.tab_steps(forward):
            return True
        return super().focusNextPrevChild(forward)

    # Painting

    def place_sides(self, row: Column) -> None:
        gutter, margin = row.gutter, row.margin
        inner = self.viewport().geometry()
        top, height, end = inner.top(), inner.height(), inner.right() + 1
        bar = self.verticalScrollBar().sizeHint().width()
        if self.isRightToLeft():
            self._gutter.setGeometry(end, top, gutter, height)
            self.margin.setGeometry(inner.left() - margin, top, margin, height)
            self._minimap.setGeometry(self.contentsRect().left() + bar, top, MINIMAP, height)
        else:
            self._gutter.setGeometry(inner.left() - gutter, top, gutter, height)
            self.margin.setGeometry(end, top, margin, height)
            self._minimap.setGeometry(self.contentsRect().right() + 1 - bar - MINIMAP, top, MINIMAP, height)
        self.find_bar.place(self.contentsRect())
        self._empty.place(self.contentsRect())

    def sides(self) -> Sequence[QWidget]:
        return self._gutter, self.margin, self._minimap

    def text_laid_out(self) -> None:
        for part in (self.viewport(), *self.sides()):
            part.update()

    def found_changed(self) -> None:
        self._minimap.forget()

    def geometry_changed(self) -> None:
        self._painter.geometry.forget()

    def scene(self, shown: Sequence[Visible]) -> Scene:
        """What is to be painted under the words of these blocks."""
        pieces = self.places.pieces
        ends = (pieces[shown[0].number].start, pieces[shown[-1].number].end) if shown else (0, 0)
        found = self.found.between(*ends)
        return Scene(
            self.places, self.index, self.tone, self._theme, self._focus, self._hovered, self._current, found
        )

    def paint_under(self, painter: QPainter, shown: Sequence[Visible]) -> None:
        self._painter.paint(painter, self.scene(shown), shown)
        for marks in (self.suggestions, self.facts):
            marks.paint(painter, self.places, self._painter.geometry, self._theme, shown)
        super().paint_under(painter, shown)

    def paint_over(self, painter: QPainter, shown: Sequence[Visible]) -> None:
        self._painter.paint_lines(painter, self.scene(shown), shown)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self.held:
            return
        super().scrollContentsBy(dx, dy)
        self._gutter.scroll(0, dy)
        self.margin.scroll(0, dy)
        self._minimap.scrolled()

    # Mouse and menu

    def claims_at(self, point: QPoint) -> list[str]:
        """The claims under a point of the viewport, innermost first."""
        shown = self.shown(point.y(), point.y() + 1)
        scene = self.scene(())
        return [mark.claim for item in shown for mark in self._painter.marks_at(scene, item, point)]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.held:
            return
        super().mouseMoveEvent(event)
        if event.buttons() == Qt.MouseButton.NoButton:
            claims = self.claims_at(event.position().toPoint())
            self.set_hovered(claims[0] if claims else "")

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.set_hovered("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.arrive()
        self._pressed = event.position().toPoint() if event.button() is Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        if self._pressed is None or self.textCursor().hasSelection():
            return
        if (point - self._pressed).manhattanLength() < 4:
            # Clicking again goes through the claims that lie over each other.
            self._activate_next(self.claims_at(point))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.context_menu(context_menu.stand_at(self, event))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def context_menu(self, offset: int) -> QMenu:
        """The menu at an offset: what the window offers there, copying, the claims, words set aside."""
        menu = QMenu(self)
        follow_theme(menu)
        self.menu_opening.emit(menu, offset)
        context_menu.fill(menu, self, offset)
        return menu

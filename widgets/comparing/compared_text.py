"""The column in which two drafts are compared, with what changed marked in it and beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QWidget

from db.records import Span
from db.records.comparing import Turn
from widgets.article.column import GUTTER, MINIMAP, TEXT_LEAST, Column
from widgets.article.document import COLUMN_CHARACTERS
from widgets.article.positions import TextMap
from widgets.article.read_text import ReadText
from widgets.comparing.change_signs import ChangeSigns
from widgets.comparing.laid import Laid
from widgets.comparing.touched import TouchedMargin
from widgets.labels import direction_of

_LINES = QTextCharFormat.UnderlineStyle
_SMALL = 0.78
# Pixels: as wide as a claim's number with what became of it.
_MARGIN = 116


class ComparedText(ReadText):
    """What came is underlined, what went is struck out, what moved says from or to where.

    Signals: ``claim_activated(id)`` a touched claim was clicked or gone to; ``change_shown(number)`` the
    change stood on, counted from 1.
    """

    claim_activated = Signal(str)
    change_shown = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.laid: Laid | None = None
        super().__init__(parent)
        self.focus_claim = ""
        self.signs = ChangeSigns(self)
        self.margin = TouchedMargin(self)
        self.setAcceptDrops(False)
        self.setAccessibleName(self.tr("Two drafts compared"))
        self.lay_out()

    def show_laid(self, laid: Laid) -> None:
        """Show that comparison from its top."""
        self.laid = laid
        self._text = laid.text
        self.places = TextMap(laid.text.text, laid.text.blocks)
        self._take_hits("")
        self.lay_out(anew=True)

    # Going through it

    def next_sentence(self) -> bool:
        """Go to the next change; false where there is none."""
        start = max(self._ends())
        if self.laid is not None and self._stands_on() is None and self.position() == 0:
            start = -1
        return self._go(self.laid.change_after(start - 1 if start else start) if self.laid else None)

    def previous_sentence(self) -> bool:
        """Go to the change before; false where there is none."""
        return self._go(self.laid.change_before(min(self._ends())) if self.laid else None)

    def next_claim(self) -> bool:
        """Go to the next claim that is touched."""
        here, order = min(self._ends()), self._claims()
        held = next((n for n, key in enumerate(order) if key == (here, self.focus_claim)), -1)
        return self._go_to_claim([key for n, key in enumerate(order) if key[0] >= here and n > held][:1])

    def previous_claim(self) -> bool:
        """Go to the claim before that is touched."""
        here = min(self._ends())
        return self._go_to_claim([key for key in self._claims() if key[0] < here][-1:])

    def go_to_claim(self, claim: str) -> bool:
        """Show where a claim is touched; false where it is not."""
        found = [key for key in self._claims() if key[1] == claim]
        if found:
            self.focus_claim = claim
            self.go_to(found[0][0])
            self.margin.update()
        return bool(found)

    def set_focus_claim(self, claim: str) -> None:
        """Emphasise a claim's chip."""
        if claim != self.focus_claim:
            self.focus_claim = claim
            self.margin.update()

    def _claims(self) -> list[tuple[int, str]]:
        return [(offset, claim.id) for offset, claim in self.laid.claims] if self.laid else []

    def _go_to_claim(self, found: Sequence[tuple[int, str]]) -> bool:
        for offset, claim in found:
            self.focus_claim = claim
            self.go_to(offset)
            self.margin.update()
            self.claim_activated.emit(claim)
        return bool(found)

    def _stands_on(self) -> Span | None:
        low, high = sorted(self._ends())
        changes = self.laid.changes if self.laid else []
        return next((span for span in changes if span.start <= low and high <= span.end), None)

    def _go(self, span: Span | None) -> bool:
        if span is None or self.laid is None:
            return False
        self.select(span.start, span.end)
        self.change_shown.emit(self.laid.number_of(span))
        return True

    # Its look

    def dress_document(self, document: QTextDocument) -> None:
        if self.laid is None:
            return
        cursor = QTextCursor(document)
        forms = {turn: self._form(turn) for turn in Turn if turn is not Turn.SAME}
        for span, turn in self.laid.runs:
            self._merge(cursor, span, forms[turn])
        self._turn_leftward(cursor, self.laid)
        label = QTextCharFormat()
        label.setForeground(self._theme.colour("soft"))
        label.setFontItalic(True)
        label.setProperty(QTextFormat.Property.FontPixelSize, round(18 * self.zoom * _SMALL))
        for span in self.laid.labels:
            self._merge(cursor, span, label)

    def _turn_leftward(self, cursor: QTextCursor, laid: Laid) -> None:
        """Paragraphs that begin with a label read the way their own words do."""
        form = QTextBlockFormat()
        form.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        for start, paragraph in laid.paragraphs:
            first = paragraph.runs[0] if paragraph is not None and paragraph.runs else None
            if first is None or first.turn not in (Turn.AWAY, Turn.HERE):
                continue
            if direction_of(first.text) is Qt.LayoutDirection.RightToLeft:
                cursor.setPosition(self.places.to_document(start))
                cursor.mergeBlockFormat(form)

    def _merge(self, cursor: QTextCursor, span: Span, form: QTextCharFormat) -> None:
        cursor.setPosition(self.places.to_document(span.start))
        cursor.setPosition(self.places.to_document(span.end), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(form)

    def _form(self, turn: Turn) -> QTextCharFormat:
        form = QTextCharFormat()
        tone = {Turn.OUT: "false", Turn.IN: "true"}.get(turn, "unrated")
        form.setForeground(self._theme.tone(tone).ink)
        form.setBackground(self._theme.tone(tone).wash)
        if turn in (Turn.OUT, Turn.AWAY):
            form.setFontStrikeOut(True)
        else:
            form.setUnderlineStyle(_LINES.SingleUnderline if turn is Turn.IN else _LINES.DashUnderline)
        return form

    def wanted_width(self, characters: int = COLUMN_CHARACTERS) -> int:
        # The claims beside the text keep their numbers, though its lines grow shorter for them.
        room = self.width() - self.verticalScrollBar().sizeHint().width() - GUTTER - MINIMAP - _MARGIN
        return min(super().wanted_width(characters), max(TEXT_LEAST, room))

    def place_sides(self, row: Column) -> None:
        inner = self.viewport().geometry()
        top, height, end = inner.top(), inner.height(), inner.right() + 1
        margin = row.margin + MINIMAP
        if self.isRightToLeft():
            self.signs.setGeometry(end, top, row.gutter, height)
            self.margin.setGeometry(inner.left() - margin, top, margin, height)
        else:
            self.signs.setGeometry(inner.left() - row.gutter, top, row.gutter, height)
            self.margin.setGeometry(end, top, margin, height)
        self.find_bar.place(self.contentsRect())

    def sides(self) -> Sequence[QWidget]:
        return self.signs, self.margin

    def text_laid_out(self) -> None:
        for part in (self.viewport(), *self.sides()):
            part.update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self.held:
            return
        super().scrollContentsBy(dx, dy)
        for part in self.sides():
            part.update()

"""The gutter left of the column: paragraph numbers, marks of sentences, fixes and queries, a bar."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from db.records import SentenceState
from widgets.article.geometry import baseline, units_on
from widgets.article.highlight_painter import Visible
from widgets.article.suggestion_marks import Suggested, draw_suggested, suggested
from widgets.fonts import interface_font
from widgets.spoken_parts import speak_as
from widgets.theme import Theme, theme_of

if TYPE_CHECKING:
    from widgets.article_view import ArticleView

_NUMBER_WIDTH = 24
_MARK_STEP = 10
_MARKS = 3
# Between the outermost mark, which may be a sign wider than its column, and the number.
_AIR = 4
_INSET = 10
_RADIUS = 3.2
FIX, QUERY, NOTE = "✎", "?", "†"


class Gutter(QWidget):
    """Painted level with the lines of the view it belongs to."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._notes: list[int] = []
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Paragraph numbers and sentence states"))
        speak_as(self, QAccessible.Role.Graphic)
        view.installEventFilter(self)

    def set_notes(self, starts: Iterable[int]) -> None:
        """Where notes of the author's are, by the offset of their words."""
        self._notes = sorted(starts)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._view.viewport(), event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._view.held:
            return
        theme = theme_of(self)
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("paper"))
        painter.setFont(interface_font(11))
        numbered = self._view.lettering.numbers
        for item in self._view.shown(event.rect().top() - 8, event.rect().bottom() + 8):
            if numbered:
                self._paint_number(painter, theme, item)
            self._paint_states(painter, theme, item)
            self._paint_bar(painter, theme, item)

    def _paint_number(self, painter: QPainter, theme: Theme, item: Visible) -> None:
        piece = self._view.places.pieces[item.number]
        if 0 not in item.lines or not piece.first or piece.block is None or piece.block.paragraph < 1:
            return
        base = item.origin.y() + baseline(item.block.layout().lineAt(0))
        left = self.width() - _NUMBER_WIDTH - _MARKS * _MARK_STEP - _INSET - _AIR
        painter.setPen(theme.colour("faint"))
        rect = QRect(left, base - 14, _NUMBER_WIDTH, 18)
        if self.isRightToLeft():
            rect.moveRight(self.width() - left)
        painter.drawText(
            rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(piece.block.paragraph)
        )

    def _paint_states(self, painter: QPainter, theme: Theme, item: Visible) -> None:
        layout = item.block.layout()
        by_line: dict[int, list[SentenceState | Suggested]] = {}
        for start, mark in self._starting_in(item):
            unit = self._view.places.local(item.number, start)
            by_line.setdefault(layout.lineForTextPosition(unit).lineNumber(), []).append(mark)
        remarks = self._remarks_in(item)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in item.lines:
            line = layout.lineAt(number)
            middle = item.origin.y() + baseline(line) - line.ascent() * 0.25
            states = by_line.get(number, ())
            kept, signs = in_columns(states, sorted(remarks.get(number, ())))
            x = self.width() - _INSET - (len(kept) - 0.5) * _MARK_STEP
            for i, state in enumerate(kept):
                draw_state(painter, theme, QPointF(self._mirrored(x + i * _MARK_STEP), middle), state)
            for i, sign in enumerate(signs, 1):
                self._paint_sign(painter, theme, QPointF(self._mirrored(x - i * _MARK_STEP), middle), sign)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_sign(self, painter: QPainter, theme: Theme, at: QPointF, sign: str) -> None:
        more = sign.startswith("+")
        painter.setFont(interface_font(8 if more else 11))
        painter.setPen(theme.colour("soft" if more else "warning" if sign == QUERY else "focus"))
        box = QRectF(at.x() - _MARK_STEP, at.y() - 9, 2 * _MARK_STEP, 18)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)
        painter.setFont(interface_font(11))

    def _remarks_in(self, item: Visible) -> dict[int, set[str]]:
        """The signs of fixes, queries and author's notes on these lines, by the line their words begin on."""
        layout, view = item.block.layout(), self._view
        low, high = (view.places.offset_in(item.number, unit) for unit in units_on(layout, item.lines))
        found: dict[int, set[str]] = {}
        signs = ((FIX, view.remarks[0]), (QUERY, view.remarks[1]), (NOTE, self._notes))
        for sign, starts in signs:
            for start in starts[bisect_left(starts, low) : bisect_left(starts, high)]:
                line = layout.lineForTextPosition(view.places.local(item.number, start))
                found.setdefault(line.lineNumber(), set()).add(sign)
        return found

    def _mirrored(self, x: float) -> float:
        return self.width() - x if self.isRightToLeft() else x

    def _starting_in(self, item: Visible) -> list[tuple[int, SentenceState | Suggested]]:
        """What the sentences that begin on these lines are marked with, each with its start."""
        units = units_on(item.block.layout(), item.lines)
        low, high = (self._view.places.offset_in(item.number, unit) for unit in units)
        states = [(one.start, one.state) for one in self._view.sentences.starting(low, high)]
        marks: list[tuple[int, SentenceState | Suggested]] = [
            one for one in states if one[1] is not SentenceState.UNREAD
        ]
        marks += [(one.start, suggested(one)) for one in self._view.suggestions.starting(low, high)]
        return sorted(marks, key=lambda mark: mark[0])

    def _paint_bar(self, painter: QPainter, theme: Theme, item: Visible) -> None:
        sentence = self._view.current_sentence()
        if sentence is None:
            return
        # Strong while the keyboard is in the text.
        wide, ink = (5, "focus") if self._view.hasFocus() else (3, "rule")
        layout = item.block.layout()
        for number, start, end in self._view.places.stretches(sentence.start, sentence.end):
            if number != item.number:
                continue
            first, last = layout.lineForTextPosition(start), layout.lineForTextPosition(end - 1)
            top = item.origin.y() + round(first.y() + first.ascent() * 0.14)
            bottom = item.origin.y() + round(last.y() + last.ascent() + last.descent() * 0.85)
            painter.fillRect(
                round(self._mirrored(self.width() - 3.5) - wide / 2),
                top,
                wide,
                bottom - top,
                theme.colour(ink),
            )


def in_columns(
    states: Sequence[SentenceState | Suggested], signs: Sequence[str]
) -> tuple[Sequence[SentenceState | Suggested], Sequence[str]]:
    """What a line shows of the states of its sentences and of its signs: all that its columns hold.

    Where they hold less, some of either and last how many there are besides, as “+2”.
    """
    if len(states) + len(signs) <= _MARKS:
        return states, signs
    kept = states[: _MARKS - 1 - min(1, len(signs))]
    told = signs[: _MARKS - 1 - len(kept)]
    rest = len(states) + len(signs) - len(kept) - len(told)
    return kept, [*told, f"+{rest}"]


def draw_state(painter: QPainter, theme: Theme, at: QPointF, state: SentenceState | Suggested) -> None:
    """The ledger's mark: ring for open, disc for closed, dash for nothing to check, none for unread.

    What is only suggested has the same in dots.
    """
    if state is SentenceState.UNREAD:
        return
    if isinstance(state, Suggested):
        draw_suggested(painter, QColor(theme.colour("focus")), at, state)
        return
    colour = QColor(theme.colour({"open": "warning", "closed": "good"}.get(state.value, "soft")))
    if state is SentenceState.NOTHING:
        painter.setPen(QPen(colour, 1.6))
        painter.drawLine(QPointF(at.x() - _RADIUS, at.y()), QPointF(at.x() + _RADIUS, at.y()))
        return
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(colour if state is SentenceState.CLOSED else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QRectF(at.x() - _RADIUS, at.y() - _RADIUS, 2 * _RADIUS, 2 * _RADIUS))

"""The margin of a comparison: the claims whose words did not simply stay, each with what became of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip

from db.records.comparing import TouchedClaim
from widgets.article.geometry import baseline, units_on
from widgets.fonts import interface_font
from widgets.labels import isolated
from widgets.review.outcome_words import outcome_sign, outcome_tone, outcome_words
from widgets.spoken_parts import PaintedParts, SpokenPart
from widgets.theme import theme_of

if TYPE_CHECKING:
    from widgets.comparing.compared_text import ComparedText

_HEIGHT, _GAP, _EDGE = 20, 3, 6
# Pixels above the view in which chips may begin that reach into it.
_ABOVE = 300


class Chip(NamedTuple):
    """A claim's place in the margin, with the words that fit."""

    rect: QRect
    claim: TouchedClaim
    words: str


class TouchedMargin(PaintedParts):
    """A chip for each claim, level with the line it begins on; where several do, one under the other."""

    def __init__(self, view: ComparedText) -> None:
        super().__init__(view)
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Claims touched by the changes"))

    def chips(self) -> Iterator[Chip]:
        """What stands in the margin now, from top to bottom."""
        metrics, least = QFontMetrics(_font()), -_ABOVE
        for y, claim in self._lines():
            # Those of lines above the view stay above it, or reach into it below one another.
            top = max(y, least)
            least = top + _HEIGHT + _GAP
            if least <= 0:
                continue
            room = self.width() - 2 * _EDGE
            words = self._fitting(claim, room - 10, metrics)
            width = min(metrics.horizontalAdvance(words) + 12, room)
            left = self.width() - _EDGE - width if self.isRightToLeft() else _EDGE
            yield Chip(QRect(left, top, width, _HEIGHT), claim, words)

    def _fitting(self, claim: TouchedClaim, room: int, metrics: QFontMetrics) -> str:
        sign, words = outcome_sign(claim.outcome), outcome_words(claim.outcome)
        for each in (f"{claim.number} {sign} {words}", f"{claim.number} {sign}", sign):
            if metrics.horizontalAdvance(each) <= room:
                return isolated(each)
        return sign

    def _lines(self) -> Iterator[tuple[int, TouchedClaim]]:
        view = self._view
        if view.laid is None or not view.laid.claims:
            return
        claims = view.laid.claims
        for item in view.shown(-_ABOVE, self.height()):
            layout = item.block.layout()
            low, high = units_on(layout, item.lines)
            piece = view.places.pieces[item.number]
            first, last = (bisect_left(claims, at, key=_offset) for at in (piece.start, piece.end))
            for offset, claim in claims[first:last]:
                unit = view.places.local(item.number, offset)
                if low <= unit < high:
                    line = layout.lineForTextPosition(unit)
                    yield item.origin.y() + baseline(line) - _HEIGHT + 5, claim

    def spoken_parts(self) -> list[SpokenPart]:
        """Every claim that stands in view beside the text."""
        focus = self._view.focus_claim
        return [SpokenPart(describe(c.claim), c.rect, c.claim.id == focus) for c in self.chips()]

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._view.held:
            return
        theme = theme_of(self)
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("paper"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(_font())
        for chip in self.chips():
            tone = theme.tone(outcome_tone(chip.claim.outcome))
            focused = chip.claim.id == self._view.focus_claim
            painter.setBrush(tone.wash)
            painter.setPen(QPen(theme.colour("focus") if focused else tone.line, 2 if focused else 1))
            painter.drawRoundedRect(chip.rect.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            painter.setPen(tone.ink)
            painter.drawText(chip.rect, Qt.AlignmentFlag.AlignCenter, chip.words)

    def chip_at(self, point: QPoint) -> Chip | None:
        """What stands under a point of the margin."""
        return next((chip for chip in self.chips() if chip.rect.contains(point)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        there = self.chip_at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if there else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        chip = self.chip_at(event.position().toPoint())
        if chip is not None and event.button() is Qt.MouseButton.LeftButton:
            self._view.go_to_claim(chip.claim.id)
            self._view.claim_activated.emit(chip.claim.id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._view.viewport(), event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            chip = self.chip_at(event.pos())
            if chip:
                QToolTip.showText(event.globalPos(), describe(chip.claim), self, chip.rect)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)


def describe(claim: TouchedClaim) -> str:
    """A touched claim in one line: number, what became of it, its words."""
    words = claim.words if len(claim.words) <= 160 else claim.words[:159] + "…"
    return f"{claim.number}  {outcome_sign(claim.outcome)} {outcome_words(claim.outcome)}  {words}"


def _offset(item: tuple[int, TouchedClaim]) -> int:
    return item[0]


def _font() -> QFont:
    return interface_font(12, QFont.Weight.DemiBold)

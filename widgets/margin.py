"""The margin beside the column: each claim's number and signs, level with the line it begins on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
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
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from widgets.article.column import MARGIN_MOST
from widgets.article.geometry import baseline, units_on
from widgets.article.looks import Look
from widgets.fonts import interface_font
from widgets.theme import Theme, theme_of

if TYPE_CHECKING:
    from widgets.article_view import ArticleView

CHIP_HEIGHT = 20
CARD_HEIGHT = 42
CARD_LEAST = 170
_GAP = 4
_EDGE = 10
# How far a card can reach beyond the line it stands at.
_REACH = CARD_HEIGHT + _GAP


class Chip(NamedTuple):
    """A claim's place in the margin; an empty ``claim`` says how many more stand on the line, in ``more``."""

    rect: QRect
    claim: str
    card: bool
    more: tuple[str, ...] = ()


class Margin(QWidget):
    """Painted beside the text: a card where there is room, chips where claims stand close.

    A click activates a claim, the mouse over it shows its words in the text, and the other way round.
    """

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._widths: dict[str, int] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Claims in the margin"))

    def chips(self, top: int, bottom: int) -> list[Chip]:
        """What stands in the margin between two heights."""
        lines = self._lines(top - _REACH, bottom + _REACH)
        found: list[Chip] = []
        for i, (y, claims) in enumerate(lines):
            below = lines[i + 1][0] if i + 1 < len(lines) else y + 10 * CARD_HEIGHT
            if len(claims) == 1 and below - y >= CARD_HEIGHT + _GAP and self._room() >= CARD_LEAST:
                rect = QRect(_EDGE, y - 3, self._room() - 2 * _EDGE, CARD_HEIGHT)
                found.append(Chip(self._mirrored(rect), claims[0], True))
            else:
                found.extend(self._row(y, claims))
        return found

    def _lines(self, top: int, bottom: int) -> list[tuple[int, list[str]]]:
        """Heights at which claims begin, with the claims, in reading order."""
        found: dict[int, list[str]] = {}
        for item in self._view.shown(top, bottom):
            layout = item.block.layout()
            low, high = units_on(layout, item.lines)
            for mark in self._view.index.marks(item.number):
                if mark.first and low <= mark.start < high:
                    line = layout.lineForTextPosition(mark.start)
                    if line.isValid() and line.lineNumber() in item.lines:
                        y = item.origin.y() + baseline(line) - CHIP_HEIGHT + 5
                        found.setdefault(y, []).append(mark.claim)
        return sorted(found.items())

    def _row(self, y: int, claims: list[str]) -> Iterator[Chip]:
        x, right = _EDGE, self._room() - _EDGE // 2
        focus = self._view.focus_claim
        if focus in claims and sum(self._chip_width(claim) + _GAP for claim in claims) > right - x:
            # The claim being worked on is never the one left out.
            claims = [focus, *(claim for claim in claims if claim != focus)]
        for i, claim in enumerate(claims):
            width = self._chip_width(claim)
            rest = len(claims) - i - 1
            more = self._text_width(f"+{rest}") + 10 if rest else 0
            if i and x + width + (more + _GAP if rest else 0) > right:
                hidden = tuple(claims[i:])
                rect = QRect(x, y, self._text_width(f"+{len(hidden)}") + 10, CHIP_HEIGHT)
                yield Chip(self._mirrored(rect), "", False, hidden)
                return
            yield Chip(self._mirrored(QRect(x, y, width, CHIP_HEIGHT)), claim, False)
            x += width + _GAP

    def _room(self) -> int:
        return min(self.width(), MARGIN_MOST)

    def _mirrored(self, rect: QRect) -> QRect:
        if self.isRightToLeft():
            rect.moveLeft(self.width() - rect.left() - rect.width())
        return rect

    def _chip_width(self, claim: str) -> int:
        look = self._view.look(claim)
        return self._text_width(look.number) + self._text_width(look.signs) + 17

    def _text_width(self, words: str) -> int:
        width = self._widths.get(words)
        if width is None:
            width = self._widths[words] = QFontMetrics(_font()).horizontalAdvance(words)
        return width

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._view.held:
            return
        theme = theme_of(self)
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("paper"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for chip in self.chips(event.rect().top(), event.rect().bottom()):
            if not chip.rect.adjusted(-3, -3, 3, 3).intersects(event.rect()):
                continue
            if chip.more:
                self._paint_more(painter, theme, chip)
            else:
                self._paint_chip(painter, theme, chip)

    def _paint_more(self, painter: QPainter, theme: Theme, chip: Chip) -> None:
        painter.setFont(_font())
        painter.setPen(theme.colour("soft"))
        painter.drawText(chip.rect, Qt.AlignmentFlag.AlignCenter, f"+{len(chip.more)}")

    def _paint_chip(self, painter: QPainter, theme: Theme, chip: Chip) -> None:
        look = self._view.look(chip.claim)
        tone = theme.tone(look.tone)
        focused = chip.claim == self._view.focus_claim
        hovered = chip.claim == self._view.hovered_claim
        ground = theme.colour("card_hover" if hovered else "card")
        painter.setBrush(tone.wash if look.closed or focused or (hovered and not chip.card) else ground)
        painter.setPen(QPen(tone.line, 2 if focused else 1))
        inset = 1.0 if focused else 0.5
        painter.drawRoundedRect(chip.rect.toRectF().adjusted(inset, inset, -inset, -inset), 5, 5)
        top = QRect(chip.rect.left() + 6, chip.rect.top(), chip.rect.width() - 12, CHIP_HEIGHT)
        if chip.card:
            top.translate(2, 2)
            top.setWidth(top.width() - 4)
            self._paint_wording(painter, theme, chip)
        self._paint_head(painter, theme, look, top)

    def _paint_head(self, painter: QPainter, theme: Theme, look: Look, rect: QRect) -> None:
        start = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        end = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(_font())
        painter.setPen(theme.colour("ink"))
        painter.drawText(rect, start, look.number)
        painter.setPen(theme.tone(look.tone).ink)
        painter.drawText(rect, end, look.signs)

    def _paint_wording(self, painter: QPainter, theme: Theme, chip: Chip) -> None:
        claim = self._view.index.claims[chip.claim]
        rect = chip.rect.adjusted(8, CHIP_HEIGHT, -8, -2)
        painter.setFont(_plain())
        painter.setPen(theme.colour("soft"))
        words = " ".join((claim.wording or claim.quote).split())
        start = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, start, _elided(words, rect.width()))

    def chip_at(self, point: QPoint) -> Chip | None:
        """What stands under a point of the margin."""
        return next((c for c in self.chips(point.y(), point.y()) if c.rect.contains(point)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        chip = self.chip_at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if chip else Qt.CursorShape.ArrowCursor)
        self._view.set_hovered(chip.claim if chip else "")

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._view.set_hovered("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        chip = self.chip_at(event.position().toPoint())
        if chip is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if chip.claim:
            self._view.activate(chip.claim)
            return
        # Behind "+3" stand claims without a place of their own: one after the other, then round again.
        behind = (key for key in chip.more if self._place(key) > self._place(self._view.focus_claim))
        self._view.activate(next(behind, chip.more[0]))

    def _place(self, claim: str) -> tuple[int, int, str]:
        record = self._view.index.claims.get(claim)
        return (record.start, record.end, record.id) if record else (-1, 0, "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._view.viewport(), event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            chip = self.chip_at(event.pos())
            if chip:
                QToolTip.showText(event.globalPos(), self.describe(chip), self, chip.rect)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def describe(self, chip: Chip) -> str:
        """A chip in words, one line for each claim."""
        return "\n".join(
            self._describe_claim(claim) for claim in ((chip.claim,) if chip.claim else chip.more)
        )

    def _describe_claim(self, claim: str) -> str:
        look, record = self._view.look(claim), self._view.index.claims[claim]
        words = " ".join((record.wording or record.quote).split())
        words = words if len(words) <= 160 else words[:159] + "…"
        if look.said:
            signs = self.tr("said? {0}  so? {1}").format(look.said, look.so)
        else:
            signs = look.so
        return f"{look.number}  {signs}  {words}"


@cache
def _font() -> QFont:
    return interface_font(12, QFont.Weight.DemiBold)


@cache
def _plain() -> QFont:
    return interface_font(12)


# A screen of cards, many times over.
@lru_cache(2_000)
def _elided(words: str, width: int) -> str:
    return QFontMetrics(_plain()).elidedText(words, Qt.TextElideMode.ElideRight, width)

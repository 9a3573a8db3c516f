"""The margin beside the column: each claim's number and signs, level with the line it begins on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from math import ceil
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
    QTextLayout,
    QTextLine,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip

from db.records import ClaimRecord
from widgets.article.column import MARGIN_CHIPS, MARGIN_MOST
from widgets.article.geometry import baseline, units_on
from widgets.article.looks import Look
from widgets.fonts import interface_font
from widgets.labels import direction_of
from widgets.spoken_claim import spoken_claim
from widgets.spoken_parts import PaintedParts, SpokenPart
from widgets.theme import Theme, theme_of

if TYPE_CHECKING:
    from widgets.article_view import ArticleView

CHIP_HEIGHT = 20
CARD_HEIGHT = 42
OPEN_HEIGHT = 80
CARD_LEAST = 170
_GAP = 4
_ROW = CHIP_HEIGHT + _GAP
_EDGE, _EDGE_NARROW = 10, 3
# How far a card can reach beyond the line it stands at.
_REACH = OPEN_HEIGHT + _ROW + _GAP
_OPEN_LINES, _LINE = 3, 18

Row = tuple[int, list[str]]


class Chip(NamedTuple):
    """A claim's place in the margin; an empty ``claim`` says how many more stand on the line, in ``more``.

    In a narrow margin one chip shows a claim and how many more there are. ``card`` has the claim's words
    under its number; ``opened`` is the card of the claim in focus.
    """

    rect: QRect
    claim: str
    card: bool
    more: tuple[str, ...] = ()
    opened: bool = False


class Margin(PaintedParts):
    """Painted beside the text: a card where there is room, chips where claims stand close.

    The claim in focus opens, and what begins beside its card stands in a row beneath. A click activates a
    claim, the mouse over it shows its words in the text, and the other way round.
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
        reach = _REACH if self._view.focus_claim else CARD_HEIGHT + _GAP
        lines = self._lines(top - reach, bottom + reach)
        wide = self._room() >= CARD_LEAST
        opened = self._opened(lines) if wide else []
        taken = {id(line) for line in opened}
        found = list(self._open_card(opened)) if opened else []
        end = max((chip.rect.bottom() for chip in found), default=0) + _GAP
        for i, (y, claims) in enumerate(lines):
            if id(lines[i]) in taken:
                continue
            below = lines[i + 1][0] if i + 1 < len(lines) else y + 10 * CARD_HEIGHT
            if wide and len(claims) == 1 and below - y >= CARD_HEIGHT + _GAP:
                rect = QRect(_EDGE, y - 3, self._room() - 2 * _EDGE, CARD_HEIGHT)
                found.append(Chip(self._mirrored(rect), claims[0], True))
            else:
                found.extend(self._row(max(y, end) if opened and y > opened[0][0] else y, claims))
        return found

    def spoken_parts(self) -> list[SpokenPart]:
        """Every claim that stands in view beside the text, those behind "+3" too."""
        view, found = self._view, list[SpokenPart]()
        for chip in self.chips(0, self.height()):
            for claim in ((chip.claim,) if chip.claim else ()) + chip.more:
                words = spoken_claim(view.index.claims[claim], view.scale)
                found.append(SpokenPart(words, chip.rect, claim == view.focus_claim))
        return found

    def _lines(self, top: int, bottom: int) -> list[Row]:
        """Heights at which claims begin, with the claims, in reading order."""
        found: dict[int, list[str]] = {}
        for item in self._view.shown(top, bottom):
            layout = item.block.layout()
            low, high = units_on(layout, item.lines)
            for mark in self._view.index.marks(item.number):
                if mark.first and low <= mark.start < high:
                    line = layout.lineForTextPosition(mark.start)
                    if line.isValid() and line.lineNumber() in item.lines:
                        line = _row_line(layout, line)
                        y = item.origin.y() + baseline(line) - CHIP_HEIGHT + 5
                        found.setdefault(y, []).append(mark.claim)
        return sorted(found.items())

    def _opened(self, lines: Sequence[Row]) -> list[Row]:
        """The line of the claim in focus and those its card covers."""
        focus = self._view.focus_claim
        at = next((i for i, (_, claims) in enumerate(lines) if focus in claims), None)
        if at is None:
            return []
        top = lines[at][0]
        end = top + self._open_height()
        covered = [line for line in lines[at:] if line[0] < end]
        if sum(len(claims) for _, claims in covered) > 1:
            covered = [line for line in lines[at:] if line[0] < end + _ROW]
        return covered

    def _open_height(self) -> int:
        claim = self._view.index.claims[self._view.focus_claim]
        lines = wrapped(_words(claim), self._room() - 2 * _EDGE - 16, _OPEN_LINES)
        return OPEN_HEIGHT - (_OPEN_LINES - len(lines)) * _LINE

    def _open_card(self, covered: Sequence[Row]) -> Iterator[Chip]:
        focus, y = self._view.focus_claim, covered[0][0]
        rect = QRect(_EDGE, y - 3, self._room() - 2 * _EDGE, self._open_height())
        yield Chip(self._mirrored(rect), focus, True, opened=True)
        rest = [claim for _, claims in covered for claim in claims if claim != focus]
        if rest:
            yield from self._row(rect.bottom() + 1 + _GAP, rest)

    def _row(self, y: int, claims: Sequence[str]) -> Iterator[Chip]:
        focus = self._view.focus_claim
        if self._narrow():
            yield self._sign(y, claims, focus if focus in claims else claims[0])
            return
        x, right = _EDGE, self._room() - _EDGE // 2
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

    def _sign(self, y: int, claims: Sequence[str], claim: str) -> Chip:
        rest = tuple(other for other in claims if other != claim)
        width = min(self._text_width(self._sign_words(claim, len(rest))) + 11, self.width() - _EDGE_NARROW)
        return Chip(self._mirrored(QRect(_EDGE_NARROW, y, width, CHIP_HEIGHT)), claim, False, rest)

    def _sign_words(self, claim: str, more: int) -> str:
        """The claim's sign and how many more there are; only the figure where both are too wide."""
        sign = self._view.look(claim).so
        if not more:
            return sign
        # The count stays after the sign under a right-to-left interface too.
        figure = f"\u200e+{more}"
        words = f"{sign} {figure}"
        return words if self._text_width(words) + 8 <= self.width() - _EDGE_NARROW else figure

    def _room(self) -> int:
        return min(self.width(), MARGIN_MOST)

    def _narrow(self) -> bool:
        """True where there is room for a sign, not for the number."""
        return self.width() < MARGIN_CHIPS

    def _mirrored(self, rect: QRect) -> QRect:
        if self.isRightToLeft():
            rect = rect.translated(self.width() - 2 * rect.left() - rect.width(), 0)
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
            if not chip.claim:
                self._paint_more(painter, theme, chip)
            else:
                self._paint_chip(painter, theme, chip)

    def _paint_more(self, painter: QPainter, theme: Theme, chip: Chip) -> None:
        if self._view.hovered_claim in chip.more or self._view.focus_claim in chip.more:
            painter.setPen(QPen(theme.colour("focus"), 1))
            painter.setBrush(theme.colour("card_hover"))
            painter.drawRoundedRect(chip.rect.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setFont(_font())
        painter.setPen(theme.colour("soft"))
        painter.drawText(chip.rect, Qt.AlignmentFlag.AlignCenter, f"\u200e+{len(chip.more)}")

    def _paint_chip(self, painter: QPainter, theme: Theme, chip: Chip) -> None:
        look = self._view.look(chip.claim)
        tone = theme.tone(look.tone)
        focused = chip.claim == self._view.focus_claim
        hovered = self._view.hovered_claim in (chip.claim, *chip.more)
        ground = theme.colour("card_hover" if hovered else "card")
        painter.setBrush(tone.wash if look.closed or focused or (hovered and not chip.card) else ground)
        painter.setPen(QPen(tone.line, 2 if focused or hovered else 1))
        inset = 1.0 if focused or hovered else 0.5
        painter.drawRoundedRect(chip.rect.toRectF().adjusted(inset, inset, -inset, -inset), 5, 5)
        if self._narrow():
            painter.setFont(_font())
            painter.setPen(tone.ink)
            words = self._sign_words(chip.claim, len(chip.more))
            painter.drawText(chip.rect, Qt.AlignmentFlag.AlignCenter, words)
            return
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
        painter.setPen(theme.colour("ink" if chip.opened else "soft"))
        painter.setLayoutDirection(direction_of(claim.quote))
        start = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        lines = wrapped(_words(claim), rect.width(), _OPEN_LINES if chip.opened else 1)
        height = _LINE if chip.opened else rect.height()
        for i, line in enumerate(lines):
            painter.drawText(QRect(rect.left(), rect.top() + i * height, rect.width(), height), start, line)
        painter.setLayoutDirection(self.layoutDirection())

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
        if not chip.more:
            self._view.activate(chip.claim)
            return
        # Behind "+3" stand claims without a place of their own: one after the other, then round again.
        behind = sorted((*chip.more, chip.claim) if chip.claim else chip.more, key=self._place)
        here = self._place(self._view.focus_claim)
        self._view.activate(next((key for key in behind if self._place(key) > here), behind[0]))

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
        return "\n".join(self.describe_claim(claim) for claim in (chip.claim, *chip.more) if claim)

    def describe_claim(self, claim: str) -> str:
        """A claim in one line: number, signs, words."""
        look, record = self._view.look(claim), self._view.index.claims[claim]
        words = _words(record)
        words = words if len(words) <= 160 else words[:159] + "…"
        if look.said:
            signs = self.tr("said? {0}  so? {1}").format(look.said, look.so)
        else:
            signs = look.so
        return f"{look.number}  {signs}  {words}"


def _words(claim: ClaimRecord) -> str:
    return " ".join((claim.wording or claim.words).split())


@cache
def _font() -> QFont:
    return interface_font(12, QFont.Weight.DemiBold)


@cache
def _plain() -> QFont:
    return interface_font(12)


# A screen of cards, many times over.
@lru_cache(2_000)
def wrapped(words: str, width: int, lines: int) -> tuple[str, ...]:
    """The words in at most so many lines of that width in pixels, the last with an ellipsis if need be."""
    metrics, elide = QFontMetrics(_plain()), Qt.TextElideMode.ElideRight
    # Far more than fits: laying out a claim of thousands of words takes long.
    words = words[: width * lines]
    layout = QTextLayout(words, _plain())
    found: list[str] = []
    layout.beginLayout()
    while len(found) < lines - 1 and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart()
        found.append(_units(words, start, start + line.textLength()))
    layout.endLayout()
    rest = words[sum(map(len, found)) :].strip()
    if rest:
        found.append(metrics.elidedText(rest, elide, width))
    return tuple(line.strip() for line in found)


def _units(words: str, start: int, end: int) -> str:
    # Qt counts UTF-16 units.
    return words.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "replace")


def _row_line(layout: QTextLayout, line: QTextLine) -> QTextLine:
    """The line at which what begins on this line stands: where lines are too close, one for several."""
    if layout.lineCount() < 2:
        return line
    pitch = layout.lineAt(1).y() - layout.lineAt(0).y()
    if pitch >= _ROW:
        return line
    together = ceil(_ROW / pitch)
    return layout.lineAt(line.lineNumber() // together * together)

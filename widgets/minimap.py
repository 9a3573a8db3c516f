"""Where the claims are in the whole article, and what is unread: a strip beside the scroll bar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QHelpEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from db.records import SentenceRecord, SentenceState
from widgets.spoken_parts import speak_as
from widgets.theme import Theme, theme_of

if TYPE_CHECKING:
    from widgets.article_view import ArticleView

# The picture: two columns for what is unread, one of air, the rest for claims.
_WIDTH, _UNREAD, _BAR = 10, 2, 3
# The worse a rating the wider its bar, so that tones differ without colour; one claim's checkers who differ
# are a broken bar.
_BARS = {"true": 3, "mostly": 4, "mixed": 5, "misleading": 6, "false": 7, "unknown": 2, "unrated": 2}
_WIDEST = 7
# Longer texts fill the strip's whole height.
_LONG = 20_000
# More stretches are drawn quicker as a whole.
_FEW = 64
_NAMED = 6


class Stretch(NamedTuple):
    """The part of the strip, in pixels, that stands for the text."""

    top: int
    height: int


class Minimap(QWidget):
    """A picture of the claims' tones, row by row; pressing and dragging goes there.

    A text shorter than the view is not stretched: each claim is level with its words.
    """

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._picture: QImage | None = None
        self._unread: QImage | None = None
        self._drawn: tuple[str, int, Stretch] | None = None
        self._seen = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Claims in the whole article"))
        speak_as(self, QAccessible.Role.Graphic)

    def forget(self) -> None:
        """Draw anew when next shown: claims or found words changed."""
        self._picture = None
        self.update()

    def forget_sentences(self) -> None:
        """Draw what is unread anew when next shown."""
        self._unread = None
        self.update()

    def add(self, claims: Sequence[str]) -> None:
        """Draw more claims over those that are there; they stand behind them in the text."""
        if self._picture is None or self._view.found.spans or self._drawn is None:
            self.forget()
        else:
            place = self._drawn[2]
            rows = range(place.top, place.top + place.height)
            self._draw_claims(self._picture, theme_of(self), claims, rows, place)
            self.update()

    def renew(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Draw anew what shows these stretches of the text: claims there came, went or changed."""
        stretches = list(stretches)
        alone = self._picture is not None and not self._view.found.spans and len(stretches) <= _FEW
        if self._picture is None or self._drawn is None or not alone:
            self.forget()
            return
        index, theme, place = self._view.index, theme_of(self), self._drawn[2]
        length = self._length()
        for start, end in stretches:
            rows = self._rows(start, end, place)
            painter = QPainter(self._picture)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
            painter.fillRect(0, rows.start, _WIDTH, len(rows), Qt.GlobalColor.transparent)
            painter.end()
            low = max(0, rows.start - place.top) * length // place.height
            high = max(0, rows.stop - place.top) * length // place.height + 1
            self._draw_claims(self._picture, theme, index.between(low, high), rows, place)
        self.update()

    def stretch(self) -> Stretch:
        """Where in the strip the text is shown."""
        document, height = self._view.document(), max(1, self.height())
        if self._length() > _LONG:
            return Stretch(0, height)
        frame = document.rootFrame().frameFormat()
        whole = document.documentLayout().documentSize().height()
        top, bottom = frame.topMargin(), frame.bottomMargin()
        if whole > height:
            return Stretch(0, height)
        return Stretch(round(top), max(1, round(whole - top - bottom)))

    def _length(self) -> int:
        return max(1, len(self._view.article_text.text))

    def _rows(self, start: int, end: int, place: Stretch) -> range:
        length, last = self._length(), place.height - 1
        low, high = (min(at * place.height // length, last) for at in (start, end))
        return range(place.top + low, place.top + high + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._view.held:
            return
        theme, place = theme_of(self), self.stretch()
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("paper"))
        drawn = (theme.name, self.height(), place)
        if self._drawn != drawn:
            self._picture = self._unread = None
            self._drawn = drawn
        if self._picture is None:
            self._picture = self._draw(theme, place)
        if self._unread is None:
            self._unread = self._draw_unread(theme, place)
        self._seen = self._shade(place)
        ground = QColor(theme.colour("soft"))
        ground.setAlpha(38)
        painter.fillRect(self._seen, ground)
        rect = event.rect()
        if self.isRightToLeft():
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        part = QRect(0, rect.top(), _WIDTH, rect.height())
        for picture in (self._unread, self._picture):
            painter.drawImage(QPoint((self.width() - _WIDTH) // 2, rect.top()), picture, part)

    def scrolled(self) -> None:
        """Show what of the text is in view now."""
        if not self._view.held and self._drawn is not None:
            seen = self._shade(self._drawn[2])
            if seen != self._seen:
                self.update(seen.united(self._seen))

    def _shade(self, place: Stretch) -> QRect:
        """What of the strip is in view, nothing where that is the whole text."""
        seen = self._view.visible_offsets()
        rows = self._rows(seen.start, seen.end, place)
        if len(rows) >= place.height - 2:
            return QRect()
        return QRect(0, rows.start, self.width(), max(6, len(rows)))

    def _blank(self) -> QImage:
        picture = QImage(_WIDTH, max(1, self.height()), QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(Qt.GlobalColor.transparent)
        return picture

    def _draw(self, theme: Theme, place: Stretch) -> QImage:
        picture = self._blank()
        rows = range(place.top, place.top + place.height)
        self._draw_claims(picture, theme, self._view.index.in_order(), rows, place)
        painter = QPainter(picture)
        hit = theme.colour("hit_line")
        length = self._length()
        found = {span.start * place.height // length for span in self._view.found.spans}
        for row in sorted(place.top + row for row in found):
            painter.fillRect(_BAR, row, _WIDEST, 1, hit)
        painter.end()
        return picture

    def _draw_unread(self, theme: Theme, place: Stretch) -> QImage:
        picture = self._blank()
        painter = QPainter(picture)
        unread = theme.colour("soft")
        for start, end in _stretches(self._view.sentences.all):
            rows = self._rows(start, max(start, end - 1), place)
            painter.fillRect(0, rows.start, _UNREAD, len(rows), unread)
        painter.end()
        return picture

    def _draw_claims(
        self, picture: QImage, theme: Theme, claims: Iterable[str], rows: range, place: Stretch
    ) -> None:
        """Draw the rows of these claims, in reading order, that lie among those given."""
        view, free, known = self._view, set(rows), self._view.index.claims
        length, (top, height), last = self._length(), place, place.height - 1
        painter = QPainter(picture)
        # Of claims that share a row the last one shows: from behind, most need not be looked at.
        for key in reversed(list(claims)):
            claim = known[key]
            # As ``_rows`` has it, without a call: thousands of claims are drawn at once.
            first, end = claim.start * height // length, claim.end * height // length
            first, end = top + (first if first < last else last), top + (end if end < last else last)
            if first not in free and end - first < 2 and end not in free:
                continue
            mine = free.intersection(range(first, end + 1))
            if mine:
                free -= mine
                name = view.tone(key)
                colour, width = theme.tone(name).line, _BARS.get(name, _WIDEST)
                for row in mine:
                    if name != "differ" or row % 3:
                        painter.fillRect(_BAR, row, width, 1, colour)
            if not free:
                break
        painter.end()

    def offset_at(self, y: float) -> int:
        """The offset that a height of the strip stands for."""
        place = self.stretch()
        part = min(max((y - place.top) / place.height, 0.0), 1.0)
        return int(part * len(self._view.article_text.text))

    def _go(self, y: float) -> None:
        offset = self.offset_at(y)
        sentence = self._view.sentences.from_(offset)
        self._view.go_to(sentence.start if sentence else offset)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._go(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position().y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._view.viewport(), event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.describe(event.pos().y()), self)
            return True
        return super().event(event)

    def describe(self, y: int) -> str:
        """The claims around a height of the strip in words, one line each."""
        view, low, high = self._view, self.offset_at(y - 2), self.offset_at(y + 3)
        found = [
            key
            for key in view.index.between(low, high)
            if view.index.claims[key].start <= high and low <= view.index.claims[key].end
        ]
        lines = [view.margin.describe_claim(key) for key in found[:_NAMED]]
        if len(found) > _NAMED:
            lines.append(self.tr("and {0} more").format(len(found) - _NAMED))
        return "\n".join(lines)


def _stretches(sentences: Iterable[SentenceRecord]) -> Iterator[tuple[int, int]]:
    """From where to where nothing is read: sentences that follow each other are one, or each tick would
    draw thousands."""
    start = end = -1
    for sentence in sentences:
        if sentence.state is SentenceState.UNREAD:
            start, end = (sentence.start if start < 0 else start), sentence.end
        elif start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end

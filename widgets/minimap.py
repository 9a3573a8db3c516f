"""Where the claims are in the whole article: a strip beside the scroll bar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from widgets.theme import Theme, theme_of

if TYPE_CHECKING:
    from widgets.article_view import ArticleView

_WIDTH = 6


class Minimap(QWidget):
    """A one-pixel-wide picture of the claims' tones, drawn out to a strip; a click goes there."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._picture: QImage | None = None
        self._drawn: tuple[str, int] = ("", 0)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Claims in the whole article"))

    def forget(self) -> None:
        """Draw anew when next shown: claims or found words changed."""
        self._picture = None
        self.update()

    def add(self, claims: Sequence[str]) -> None:
        """Draw more claims over those that are there; they stand behind them in the text."""
        if self._picture is None or self._view.found.spans:
            self.forget()
        else:
            self._draw_claims(self._picture, theme_of(self), claims, range(self._picture.height()))
            self.update()

    def renew(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Draw anew what shows these stretches of the text: claims there came, went or changed."""
        if self._picture is None or self._view.found.spans:
            self.forget()
            return
        index, theme = self._view.index, theme_of(self)
        height, length = self._picture.height(), max(1, len(self._view.article_text.text))
        for start, end in stretches:
            rows = range(
                min(start * height // length, height - 1), min(end * height // length, height - 1) + 1
            )
            for row in rows:
                self._picture.setPixel(0, row, 0)
            low, high = rows.start * length // height, rows.stop * length // height + 1
            self._draw_claims(self._picture, theme, index.between(low, high), rows)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._view.held:
            return
        theme = theme_of(self)
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("paper"))
        if self._picture is None or self._drawn != (theme.name, self.height()):
            self._picture = self._draw(theme)
            self._drawn = (theme.name, self.height())
        length = max(1, len(self._view.article_text.text))
        seen = self._view.visible_offsets()
        top, bottom = (round(at / length * self.height()) for at in (seen.start, seen.end))
        ground = QColor(theme.colour("soft"))
        ground.setAlpha(38)
        if bottom - top < self.height() - 2:
            painter.fillRect(QRect(0, top, self.width(), max(6, bottom - top)), ground)
        painter.drawImage(QRect((self.width() - _WIDTH) // 2, 0, _WIDTH, self.height()), self._picture)

    def _draw(self, theme: Theme) -> QImage:
        height = max(1, self.height())
        picture = QImage(1, height, QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(Qt.GlobalColor.transparent)
        self._draw_claims(picture, theme, self._view.index.in_order(), range(height))
        factor = height / max(1, len(self._view.article_text.text))
        hit = theme.colour("hit_line").rgba()
        for row in {min(int(span.start * factor), height - 1) for span in self._view.found.spans}:
            picture.setPixel(0, row, hit)
        return picture

    def _draw_claims(self, picture: QImage, theme: Theme, claims: Iterable[str], rows: range) -> None:
        """Draw the rows of these claims, in reading order, that lie among those given."""
        view, bottom = self._view, picture.height() - 1
        factor = picture.height() / max(1, len(view.article_text.text))
        inks = {name: tone.line.rgba() for name, tone in theme.tones.items()}
        free = set(rows)
        # Of claims that share a row the last one shows: from behind, most need not be looked at.
        for key in reversed(list(claims)):
            claim = view.index.claims[key]
            first, last = min(int(claim.start * factor), bottom), min(int(claim.end * factor), bottom)
            mine = free.intersection(range(first, last + 1))
            if mine:
                free -= mine
                ink = inks.get(view.tone(key), inks["unrated"])
                for row in mine:
                    picture.setPixel(0, row, ink)

    def _go(self, y: float) -> None:
        text = self._view.article_text.text
        offset = int(min(max(y / max(1, self.height()), 0.0), 1.0) * len(text))
        sentence = self._view.sentences.from_(offset)
        self._view.go_to(sentence.start if sentence else offset)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._go(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position().y())

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._view.viewport(), event)

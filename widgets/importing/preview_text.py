"""The text of an article before it is imported: what is set aside struck through, with its reason beside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from db.records import ArticleText, AsideRecord
from widgets.article.column import GUTTER, MINIMAP, Column
from widgets.article.document import COLUMN_CHARACTERS, dress_asides
from widgets.article.geometry import baseline
from widgets.article.highlight_painter import Visible
from widgets.article.positions import TextMap
from widgets.article.text_column import TextColumn
from widgets.importing.aside_words import aside_words
from widgets.styling import scaled_font
from widgets.theme import theme_of

# Reasons are short; the text has the rest of the width.
_REASONS = 150
_TEXT_LEAST = 280


class PreviewText(TextColumn):
    """A text whose stretches are kept or set aside with a click or Space.

    Signals: ``toggle_requested(offset)`` for the stretch or paragraph there.
    """

    toggle_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: QPoint | None = None
        self._before = _Paper(self)
        self.reasons = Reasons(self)
        self.setAccessibleName(self.tr("The text as it will be imported"))
        self.viewport().setMouseTracking(True)
        self.lay_out()

    def show_text(self, text: ArticleText) -> None:
        """Show a text from its top; the same text again renews what is set aside in it."""
        before = self._text
        if (text.id, text.text, text.blocks) == (before.id, before.text, before.blocks):
            gone = [AsideRecord(a.id, a.start, a.end, a.reason, False) for a in before.asides]
            dress_asides(self.document(), self.places, [*gone, *text.asides], self._theme)
            self._text = text
        else:
            self._text = text
            self.places = TextMap(text.text, text.blocks)
            self.lay_out(anew=True)
        self.viewport().update()
        self.reasons.update()

    def next_stretch(self) -> bool:
        """Go to the next stretch that is or was set aside; false where there is none."""
        at = self.position()
        return self._go_to(next((a for a in self._text.asides if a.start > at), None))

    def previous_stretch(self) -> bool:
        """Go to the one before; false where there is none."""
        at = self.position()
        return self._go_to(next((a for a in reversed(self._text.asides) if a.end < at), None))

    def _go_to(self, aside: AsideRecord | None) -> bool:
        if aside is not None:
            self.go_to(aside.start)
        return aside is not None

    def stretch_at(self, offset: int) -> AsideRecord | None:
        """The stretch at that offset that is or was set aside."""
        return next((a for a in self._text.asides if a.start <= offset <= a.end), None)

    def wanted_width(self, characters: int = COLUMN_CHARACTERS) -> int:
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - bar - GUTTER - MINIMAP - _REASONS
        return min(super().wanted_width(characters), max(_TEXT_LEAST, room))

    def place_sides(self, row: Column) -> None:
        inner = self.viewport().geometry()
        top, high = inner.top(), inner.height()
        margin = row.margin + MINIMAP
        if self.isRightToLeft():
            self.reasons.setGeometry(inner.left() - margin, top, margin, high)
            self._before.setGeometry(inner.right() + 1, top, row.gutter, high)
        else:
            self.reasons.setGeometry(inner.right() + 1, top, margin, high)
            self._before.setGeometry(inner.left() - row.gutter, top, row.gutter, high)

    def sides(self) -> Sequence[QWidget]:
        return self._before, self.reasons

    def text_laid_out(self) -> None:
        self.reasons.update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.reasons.update()

    def paint_under(self, painter: QPainter, shown: Sequence[Visible]) -> None:
        super().paint_under(painter, shown)
        here = self.stretch_at(self.position())
        if here is None or not self.hasFocus():
            return
        for item in shown:
            piece = self.places.pieces[item.number]
            if piece.start < here.end and here.start < piece.end:
                top = item.origin.y()
                high = round(item.block.layout().boundingRect().height())
                bar = self.viewport().width() - 3 if self.isRightToLeft() else 0
                painter.fillRect(bar, top, 3, high, self._theme.colour("focus"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.toggle_requested.emit(self.position())
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            # The page's, not the text's.
            event.ignore()
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint() if event.button() is Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        still = self._pressed is not None and (point - self._pressed).manhattanLength() < 4
        if still and not self.textCursor().hasSelection():
            offset = self.offset_at(point)
            # Anything else is set aside by a key: a click in a text that is read changes nothing.
            if self.stretch_at(offset) is not None:
                self.toggle_requested.emit(offset)
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self.stretch_at(self.offset_at(event.position().toPoint())) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)


class _Paper(QWidget):
    """Room beside the text, of its colour."""

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), theme_of(self).colour("paper"))


class Reasons(QWidget):
    """Why stretches are set aside, painted level with them."""

    def __init__(self, view: PreviewText) -> None:
        super().__init__(view)
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Why stretches are set aside"))

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._view.viewport(), event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        offset = self._view.offset_at(
            QPoint(self._view.viewport().width() // 2, event.position().toPoint().y())
        )
        if self._view.stretch_at(offset) is not None:
            self._view.toggle_requested.emit(offset)

    def paintEvent(self, event: QPaintEvent) -> None:
        view = self._view
        theme = theme_of(view)
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("paper"))
        if view.held or not view.article_text.asides:
            return
        painter.setFont(scaled_font(0.86))
        high = QFontMetrics(painter.font()).height()
        below = -high
        for item in view.shown(-4 * high, self.height()):
            piece = view.places.pieces[item.number]
            for aside in view.article_text.asides:
                if not piece.start <= aside.start < max(piece.end, piece.start + 1):
                    continue
                layout = item.block.layout()
                line = layout.lineForTextPosition(view.places.local(item.number, aside.start))
                top = max(below, item.origin.y() + baseline(line) - high + 4)
                words = aside_words(aside.reason) if aside.aside else self.tr("kept")
                painter.setPen(theme.colour("soft" if aside.aside else "good"))
                box = QRect(6, top, self.width() - 12, 3 * high)
                flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
                drawn = painter.boundingRect(box, flags, words)
                painter.drawText(box, flags, words)
                below = drawn.bottom() + 2

"""Paints an article with its progress, and a source with its number and kind."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QPainter, QPen, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from db.records import ArticleRecord, SourceRecord
from widgets.labels import BOLD, direction_of, isolated
from widgets.ledger_words import figure
from widgets.models.record_model import RECORD_ROLE
from widgets.pills import draw_pill, pill_width
from widgets.ring import draw_ring
from widgets.sources.kind_icons import draw_kind, icon_side
from widgets.sources.words import kind_words, status_words
from widgets.styling import scaled_font
from widgets.theme import load

_PAD = 12
_Index = QModelIndex | QPersistentModelIndex


class EntryCard(QStyledItemDelegate):
    """What the cards of articles and sources have in common: ground, focus and the title."""

    def __init__(self) -> None:
        super().__init__()
        self.theme = load("light")

    def height(self) -> int:
        """The height of every card in pixels."""
        return QFontMetrics(scaled_font(1.0)).height() + 18

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(option.rect.width(), self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        self._paint_ground(painter, option)
        self.paint_entry(painter, option, index)
        painter.restore()

    def paint_entry(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint what stands on the card."""
        raise NotImplementedError

    def draw_title(
        self, painter: QPainter, rect: QRect, text: str, *, bold: bool, option: QStyleOptionViewItem
    ) -> None:
        """Draw a title elided to the rectangle, given as if the interface ran left to right."""
        font = scaled_font(1.0, BOLD) if bold else scaled_font(1.0)
        painter.setFont(font)
        painter.setPen(self.theme.colour("ink"))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        words = QTextOption(Qt.AlignmentFlag.AlignVCenter)
        words.setWrapMode(QTextOption.WrapMode.NoWrap)
        words.setTextDirection(direction_of(text))
        if direction_of(text) != option.direction:
            # Titles start where the column starts, whichever way they read.
            words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QStyle.visualRect(option.direction, option.rect, rect).toRectF(), shown, words)

    def draw_note(
        self, painter: QPainter, rect: QRect, text: str, option: QStyleOptionViewItem, *, end: bool = False
    ) -> None:
        """Draw a small soft note at the start or the end of the rectangle."""
        painter.setFont(scaled_font(0.88))
        painter.setPen(self.theme.colour("soft"))
        side = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft
        shown = QStyle.visualRect(option.direction, option.rect, rect)
        fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(shown, side | Qt.AlignmentFlag.AlignVCenter, isolated(fitting))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = QColor(Qt.GlobalColor.transparent)
        if chosen:
            ground = self.theme.tone("unrated").wash
        elif hovered:
            ground = self.theme.colour("card_hover")
        painter.fillRect(option.rect, ground)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self.theme.colour("focus"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))


class ArticleCard(EntryCard):
    """Ring, title, and how many sentences are accounted for; the tooltip says which are not."""

    def paint_entry(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        article: ArticleRecord = index.data(RECORD_ROLE)
        rect = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        side = 16
        ring = QRect(rect.left(), rect.center().y() - side // 2 + 1, side, side)
        shown = QStyle.visualRect(option.direction, option.rect, ring)
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        draw_ring(painter, shown.toRectF(), article.ledger, self.theme, mirrored=mirrored)
        count = f"⚠ {figure(article.ledger)}" if article.rivals else figure(article.ledger)
        wide = QFontMetrics(scaled_font(0.88)).horizontalAdvance(count) + 2
        self.draw_note(
            painter, QRect(rect.right() - wide, rect.top(), wide, rect.height()), count, option, end=True
        )
        title = QRect(rect.left() + side + 8, rect.top(), rect.width() - side - wide - 16, rect.height())
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        name = article.title or self.tr("Untitled")
        self.draw_title(painter, title, name, bold=chosen, option=option)


class SourceCard(EntryCard):
    """Number, title, and beneath them the sign of its kind and what kind of thing it is."""

    def height(self) -> int:
        return QFontMetrics(scaled_font(1.0)).height() + QFontMetrics(scaled_font(0.88)).height() + 18

    def paint_entry(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        source: SourceRecord = index.data(RECORD_ROLE)
        rect = option.rect.adjusted(_PAD, 6, -_PAD, -6)
        bold = scaled_font(0.92, BOLD)
        wide = max(30, QFontMetrics(bold).horizontalAdvance(source.number) + 8)
        first = QFontMetrics(scaled_font(1.0)).height() + 2
        painter.setFont(bold)
        painter.setPen(self.theme.colour("soft"))
        number = QRect(rect.left(), rect.top(), wide, first)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QStyle.visualRect(option.direction, option.rect, number), left, source.number)
        title = QRect(rect.left() + wide, rect.top(), rect.width() - wide, first)
        name = source.title or source.url or source.original_name or self.tr("Untitled")
        self.draw_title(painter, title, name, bold=False, option=option)
        below = QRect(title.left(), title.bottom() + 2, title.width(), rect.bottom() - title.bottom() - 1)
        side = icon_side()
        sign = QRect(rect.left() + 1, below.center().y() - side // 2, side, side)
        shown = QStyle.visualRect(option.direction, option.rect, sign)
        draw_kind(painter, QRectF(shown), source.kind, self.theme.colour("soft"))
        room = self._paint_badges(painter, below, source, option)
        painter.setFont(scaled_font(0.88))
        words = fitting(self.facts(source), painter.fontMetrics(), room)
        self.draw_note(painter, QRect(below.left(), below.top(), room, below.height()), words, option)

    def facts(self, source: SourceRecord) -> list[str]:
        """Its kind, how far one is with getting it, and how often it is used."""
        words = [kind_words().get(source.kind, source.kind)]
        if source.status in ("wanted", "requested"):
            words.append(status_words()[source.status])
        if source.cited:
            words.append(self.tr("cited {0}×").format(source.cited))
        if source.ticks:
            count = self.tr("1 tick") if source.ticks == 1 else self.tr("{0} ticks")
            words.append(count.format(source.ticks))
        return words

    def _paint_badges(
        self, painter: QPainter, below: QRect, source: SourceRecord, option: QStyleOptionViewItem
    ) -> int:
        """Paint its signs at the end of the line; returns the pixels left before them."""
        signs = (
            (source.confidential, self.tr("confidential"), "false"),
            (source.link_only, self.tr("link only"), "mixed"),
        )
        font = scaled_font(0.82, BOLD)
        right = below.right()
        for on, words, tone in signs:
            if not on:
                continue
            painter.setFont(font)
            wide = int(pill_width(words, QFontMetricsF(font)))
            badge = QRect(right - wide, below.top() - 1, wide, below.height() + 2)
            shown = QStyle.visualRect(option.direction, option.rect, badge)
            draw_pill(painter, shown.toRectF(), words, self.theme.tone(tone))
            right -= wide + 4
        return max(0, right - below.left())


def fitting(facts: Sequence[str], metrics: QFontMetrics, room: int) -> str:
    """A source's facts in one line; its kind, for which there is a sign, goes first where room is short."""
    whole = " · ".join(facts)
    without = " · ".join(facts[1:])
    return whole if not without or metrics.horizontalAdvance(whole) <= room else without

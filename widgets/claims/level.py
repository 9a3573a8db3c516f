"""The claims level with their sentences: painted beside the article, following it as it scrolls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from db.records import ClaimRecord, Scale
from widgets.article.geometry import baseline, units_on
from widgets.article_view import ArticleView
from widgets.claim_card import ClaimCard
from widgets.claims.stacking import Wish, stack
from widgets.spoken_claim import spoken_claim
from widgets.spoken_parts import PaintedParts, SpokenPart
from widgets.theme import Theme, theme_of

_GAP = 4
_EDGE = 8
# Claims on one line that get a strip each; the others share one.
_ON_A_LINE = 6
# Pictures of cards kept: some screens of them.
_KEPT = 160


class Slot(NamedTuple):
    """One card; ``more`` are the claims that share it where too many begin on one line."""

    rect: QRect
    claim: str
    whole: bool
    more: tuple[str, ...] = ()


class LevelCards(PaintedParts):
    """A card for each claim in view, level with the line it begins on, never over another.

    Cards are whole where there is room before the next claim, else one line high; the one in focus is whole
    and the others give way. Only pictures of cards are moved while the article scrolls.

    Signals: ``claim_activated(id)`` on a click or the arrow keys; ``claim_entered(id)`` on Enter and a double
    click; ``claim_hovered(id)``, empty where the pointer is on none.
    """

    claim_activated = Signal(str)
    claim_entered = Signal(str)
    claim_hovered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._view: ArticleView | None = None
        self._card = ClaimCard()
        self._pictures: dict[tuple[str, bool, bool, bool], tuple[ClaimRecord, QPixmap]] = {}
        self._slots: list[Slot] = []
        self._hovered = ""
        self._theme: Theme | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Claims level with the text"))
        self.setMinimumHeight(60)

    def set_view(self, view: ArticleView) -> None:
        """Follow that article view."""
        if self._view is not None:
            self._view.viewport().removeEventFilter(self)
        self._view = view
        self.update()
        # Whatever moves or changes its words makes it paint.
        view.viewport().installEventFilter(self)

    def set_scale(self, scale: Scale) -> None:
        """Show ratings with the signs of that scale."""
        self._card.set_scale(scale)
        self._forget()

    @property
    def slots(self) -> list[Slot]:
        """The cards, from top to bottom, as they stand now."""
        return list(self._placed())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self.isVisible():
            self.update()
        return super().eventFilter(watched, event)

    # Where they stand

    def _placed(self) -> Iterator[Slot]:
        view = self._view
        if view is None or not view.index.claims:
            return
        shift = self.mapFromGlobal(view.viewport().mapToGlobal(QPoint(0, 0))).y()
        whole, strip = self._card.height(), self._card.strip_height()
        lines = _lines(view, -shift - whole, self.height() - shift)
        focus = view.focus_claim
        cards: list[tuple[Wish, str, bool, tuple[str, ...]]] = []
        for at, (y, claims) in enumerate(lines):
            below = lines[at + 1][0] if at + 1 < len(lines) else y + 2 * whole
            alone = len(claims) == 1 and below - y >= whole + _GAP
            for claim, more in _shared(claims, focus):
                is_whole = not more and (alone or claim == focus)
                cards.append((Wish(y + shift, whole if is_whole else strip), claim, is_whole, more))
        held = next((at for at, card in enumerate(cards) if card[1] == focus), None)
        if held is not None:
            wish = cards[held][0]
            # Its card is whole as long as the line it begins on is in view.
            top = max(0, min(wish.top, self.height() - wish.height))
            cards[held] = (wish._replace(top=top), *cards[held][1:])
        width = self.width() - 2 * _EDGE
        tops = stack([card[0] for card in cards], held, gap=_GAP)
        for top, (wish, claim, is_whole, more) in zip(tops, cards, strict=True):
            yield Slot(QRect(_EDGE, top, width, wish.height), claim, is_whole, more)

    def spoken_parts(self) -> list[SpokenPart]:
        """Every claim that begins in view, those that share a card too."""
        view, found = self._view, list[SpokenPart]()
        if view is not None:
            for slot in self._placed():
                for claim in slot.more or (slot.claim,):
                    words = spoken_claim(view.index.claims[claim], view.scale)
                    found.append(SpokenPart(words, slot.rect, claim == view.focus_claim))
        return found

    def slot_at(self, point: QPoint) -> Slot | None:
        """The card at a point."""
        return next((slot for slot in self._slots if slot.rect.contains(point)), None)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        view = self._view
        if view is None:
            return
        if theme_of(self) is not self._theme:
            self._theme = theme_of(self)
            self._card.set_theme(self._theme)
            self._pictures.clear()
        if not view.held:
            self._slots = list(self._placed())
        painter = QPainter(self)
        for slot in self._slots:
            if not slot.rect.intersects(event.rect()):
                continue
            if slot.more:
                self._paint_more(painter, slot)
            elif slot.claim in view.index.claims:
                painter.drawPixmap(slot.rect.topLeft(), self._picture(slot, view))
        if self.hasFocus():
            # The keyboard is on the claim in focus, or on all of them where there is none.
            held = next((slot.rect for slot in self._slots if slot.claim == view.focus_claim), None)
            painter.setPen(QPen(theme_of(self).colour("focus"), 2))
            painter.drawRect(held or self.rect().adjusted(1, 1, -1, -1))

    def _paint_more(self, painter: QPainter, slot: Slot) -> None:
        painter.setPen(theme_of(self).colour("soft"))
        words = self.tr("{0} more on this line").format(len(slot.more))
        painter.drawText(slot.rect, Qt.AlignmentFlag.AlignCenter, words)

    def _picture(self, slot: Slot, view: ArticleView) -> QPixmap:
        record = view.index.claims[slot.claim]
        chosen, hovered = slot.claim == view.focus_claim, slot.claim == view.hovered_claim
        key = (slot.claim, slot.whole, chosen, hovered)
        known = self._pictures.get(key)
        if known is not None and known[0] is record:
            return known[1]
        if len(self._pictures) >= _KEPT:
            self._pictures.clear()
        picture = self._painted(slot, record, chosen=chosen, hovered=hovered)
        self._pictures[key] = (record, picture)
        return picture

    def _painted(self, slot: Slot, record: ClaimRecord, *, chosen: bool, hovered: bool) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(slot.rect.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        option = QStyleOptionViewItem()
        option.rect = QRect(QPoint(0, 0), slot.rect.size())  # type: ignore[attr-defined]
        option.direction = self.layoutDirection()  # type: ignore[attr-defined]
        state = QStyle.StateFlag.State_Enabled
        state |= QStyle.StateFlag.State_Selected if chosen else QStyle.StateFlag.State_None
        state |= QStyle.StateFlag.State_MouseOver if hovered else QStyle.StateFlag.State_None
        option.state = state  # type: ignore[attr-defined]
        painter = QPainter(picture)
        painter.setLayoutDirection(self.layoutDirection())
        paint = self._card.paint_card if slot.whole else self._card.paint_strip
        paint(painter, option, record)
        theme = theme_of(self)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("focus" if chosen else "rule"), 1))
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1))  # type: ignore[attr-defined]
        painter.end()
        return picture

    def _forget(self) -> None:
        self._pictures.clear()
        self.update()

    # Mouse and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        slot = self.slot_at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if slot else Qt.CursorShape.ArrowCursor)
        self._hover(slot.claim if slot and not slot.more else "")

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        slot = self.slot_at(event.position().toPoint())
        if slot is not None and event.button() is Qt.MouseButton.LeftButton:
            # Behind "4 more" stand claims without a card: the first comes to the front.
            self.claim_activated.emit(slot.more[0] if slot.more else slot.claim)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        slot = self.slot_at(event.position().toPoint())
        if slot is not None and not slot.more:
            self.claim_entered.emit(slot.claim)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._view is not None:
            QApplication.sendEvent(self._view.viewport(), event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        view = self._view
        if view is None:
            return
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers():
            step = view.index.after if event.key() == Qt.Key.Key_Down else view.index.before
            claim = step(view.position(), view.focus_claim)
            if claim:
                self.claim_activated.emit(claim)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and view.focus_claim:
            self.claim_entered.emit(view.focus_claim)
        else:
            event.ignore()

    def _hover(self, claim: str) -> None:
        if claim != self._hovered:
            self._hovered = claim
            self.claim_hovered.emit(claim)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._forget()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.LayoutDirectionChange):
            self._card.set_fonts()
            self._forget()


def _shared(claims: list[str], focus: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The claims on one line, each alone as far as they have cards of their own; the one in focus has."""
    if len(claims) <= _ON_A_LINE + 1:
        yield from ((claim, ()) for claim in claims)
        return
    own = claims[:_ON_A_LINE]
    if focus in claims and focus not in own:
        own = [*own[:-1], focus]
    rest = [claim for claim in claims if claim not in own]
    yield from ((claim, ()) for claim in own)
    # Beginning behind the one in focus, so that clicking again goes through all of them.
    turn = next((at for at, claim in enumerate(rest) if claims.index(claim) > claims.index(own[-1])), 0)
    yield "", (*rest[turn:], *rest[:turn])


def _lines(view: ArticleView, top: int, bottom: int) -> list[tuple[int, list[str]]]:
    """Heights of the viewport at which claims begin, with the claims, in reading order."""
    found: dict[int, list[str]] = {}
    for item in view.shown(top, bottom):
        layout = item.block.layout()
        low, high = units_on(layout, item.lines)
        for mark in view.index.marks(item.number):
            if mark.first and low <= mark.start < high:
                line = layout.lineForTextPosition(mark.start)
                if line.isValid() and line.lineNumber() in item.lines:
                    y = item.origin.y() + baseline(line) - round(line.ascent())
                    found.setdefault(y, []).append(mark.claim)
    return sorted(found.items())

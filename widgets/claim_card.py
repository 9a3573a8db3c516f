"""Paints one claim as a card of four lines: number and signs, two lines of words, who and how it stands."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from db.records import ClaimRecord, ClaimStatus, Question, Scale
from widgets.claims.trait_words import SIGN_OF
from widgets.claims.traits import Facet
from widgets.fonts import SERIF
from widgets.labels import BOLD, direction_of, isolated
from widgets.models.claim_model import CLAIM_ROLE, ClaimModel
from widgets.pills import draw_pill, pill_width, sign_of
from widgets.review.outcome_words import claim_outcome_words, outcome_sign
from widgets.styling import scaled_font
from widgets.theme import Theme, load

_PAD = 12
_TOP = 8
_STRIP = 4
# As many as a high window shows; on a fine screen they are 16 MiB.
_PICTURES = 24
_STATES = QStyle.StateFlag
_SEEN = (_STATES.State_Selected | _STATES.State_MouseOver | _STATES.State_HasFocus).value

_Index = QModelIndex | QPersistentModelIndex


@lru_cache(maxsize=512)
def two_lines(text: str, font_key: str, width: int) -> tuple[str, ...]:
    """The text broken into at most two lines of that width in pixels, the second one elided."""
    font = QFont()
    font.fromString(font_key)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    # Qt counts UTF-16 units; cut its bytes, not our characters.
    units, cut = text.encode("utf-16-le", "surrogatepass"), line.textLength() * 2
    first = units[:cut].decode("utf-16-le", "surrogatepass")
    rest = units[cut:].decode("utf-16-le", "surrogatepass")
    if not rest.strip():
        return (first.strip(),)
    return first.strip(), QFontMetrics(font).elidedText(rest.strip(), Qt.TextElideMode.ElideRight, width)


class ClaimCard(QStyledItemDelegate):
    """Every card is equally high, so that a list of thousands needs no layout.

    Attributes: ``pointed`` is the claim a pointer elsewhere is on, empty for none.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pointed = ""
        self._scale = Scale("", 0, "", ())
        self._theme = load("light")
        self._text = scaled_font(1.0)
        self._pictures: dict[str, tuple[ClaimRecord, object, QPixmap]] = {}
        self.set_fonts()

    def set_scale(self, scale: Scale) -> None:
        """The scale whose signs the cards show."""
        self._scale = scale
        self._pictures.clear()

    def set_theme(self, theme: Theme) -> None:
        """The colours to paint in."""
        self._theme = theme
        self._pictures.clear()

    def set_fonts(self) -> None:
        """Take over the interface's font and size."""
        self._pictures.clear()
        self._text = scaled_font(1.0)
        self._quote = QFont(self._text)
        self._quote.setFamilies([SERIF, *self._text.families()])
        self._small = scaled_font(0.88)
        self._bold = scaled_font(0.92, BOLD)
        # Kept, as are the fonts' names: making them for every card would be a good part of its cost.
        self._bold_metrics, self._small_metrics = QFontMetricsF(self._bold), QFontMetrics(self._small)
        self._text_key, self._quote_key = self._text.toString(), self._quote.toString()
        self._line = max(QFontMetrics(self._text).height(), QFontMetrics(self._quote).height()) + 2
        self._small_line = QFontMetrics(self._bold).height() + 4

    def height(self) -> int:
        """The height of every card in pixels."""
        return 2 * _TOP + 2 * self._small_line + 2 * self._line + 2

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(option.rect.width(), self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        claim: ClaimRecord | None = index.data(CLAIM_ROLE)
        fine = painter.device().devicePixelRatioF()
        if claim is not None and fine.is_integer():
            painter.drawPixmap(option.rect.topLeft(), self._picture(option, claim, fine))
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        if claim is None:
            self._paint_heading(painter, option, index)
        else:
            # Between whole pixels a picture would be blurred.
            self.paint_card(painter, option, claim)
        painter.restore()

    def _picture(self, option: QStyleOptionViewItem, claim: ClaimRecord, fine: float) -> QPixmap:
        """The card, painted once for as long as it looks the same: a key in the filter leaves most."""
        pointed, rect = claim.id == self.pointed, option.rect
        looks = (rect.size().toTuple(), option.state.value & _SEEN, pointed, option.direction, fine)
        kept = self._pictures.pop(claim.id, None)
        if kept is None or kept[0] is not claim or kept[1] != looks:
            picture = QPixmap(rect.size() * fine)
            picture.setDevicePixelRatio(fine)
            picture.fill(self._theme.colour("card"))
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setLayoutDirection(option.direction)
            painter.translate(-rect.left(), -rect.top())
            self.paint_card(painter, option, claim)
            painter.end()
            kept = (claim, looks, picture)
        # The one painted last stands last.
        self._pictures[claim.id] = kept
        if len(self._pictures) > _PICTURES:
            del self._pictures[next(iter(self._pictures))]
        return kept[2]

    def paint_card(self, painter: QPainter, option: QStyleOptionViewItem, claim: ClaimRecord) -> None:
        """Paint the whole card into the option's rectangle."""
        self._paint_ground(painter, option, claim)
        inner = option.rect.adjusted(_PAD, _TOP, -_PAD, -_TOP)
        head = QRect(inner.left(), inner.top(), inner.width(), self._small_line)
        self._paint_head(painter, head, option, claim)
        body = QRect(inner.left(), head.bottom() + 2, inner.width(), 2 * self._line)
        self._paint_words(painter, body, claim)
        foot = QRect(inner.left(), body.bottom() + 2, inner.width(), self._small_line)
        self._paint_foot(painter, foot, option, claim)

    def strip_height(self) -> int:
        """The height of a card of one line in pixels."""
        return self._small_line + 8

    def paint_strip(self, painter: QPainter, option: QStyleOptionViewItem, claim: ClaimRecord) -> None:
        """Paint the card as one line: number, words as far as they go, signs."""
        self._paint_ground(painter, option, claim)
        rect = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._bold)
        painter.setPen(self._theme.colour("ink"))
        width = QFontMetrics(self._bold).horizontalAdvance(claim.number) + 10
        place = QRect(rect.left(), rect.top(), width, rect.height())
        painter.drawText(QStyle.visualRect(option.direction, rect, place), start, claim.number)
        signs = self._signs(claim)
        room = QFontMetrics(self._bold).horizontalAdvance(signs) + 10
        tone = sign_of(claim, Question.SO, self._scale).tone
        painter.setPen(self._theme.tone(tone).ink)
        place = QRect(rect.right() + 1 - room, rect.top(), room, rect.height())
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QStyle.visualRect(option.direction, rect, place), end, signs)
        place = rect.adjusted(width, 0, -room, 0)
        words = " ".join((claim.wording or claim.words).split())
        painter.setFont(self._small)
        painter.setPen(self._theme.colour("soft"))
        words = QFontMetrics(self._small).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(QStyle.visualRect(option.direction, rect, place), start, isolated(words))

    def _signs(self, claim: ClaimRecord) -> str:
        ratings = [sign_of(claim, question, self._scale).sign for question in claim.questions]
        both = f"“{ratings[0]}” {ratings[1]}" if len(ratings) > 1 else ratings[0]
        flags = [_sign(claim, facet) for facet, _ in self._flags(claim) if facet is not Facet.DIFFER]
        return " ".join([*flags, both])

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect, theme = option.rect, self._theme
        painter.fillRect(rect, theme.palette.color(QPalette.ColorRole.Window))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("rule"))
        inner = rect.adjusted(_PAD, 0, -_PAD, -1)
        model = index.model()
        count = f"{model.below(index.row()):,}" if isinstance(model, ClaimModel) else ""
        painter.setFont(self._small)
        painter.setPen(theme.colour("soft"))
        end = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, end, count)
        painter.setFont(self._bold)
        painter.setPen(theme.colour("ink"))
        room = inner.width() - QFontMetrics(self._small).horizontalAdvance(count) - 10
        title = str(index.data() or self.tr("An article without a title"))
        words = QFontMetrics(self._bold).elidedText(title, Qt.TextElideMode.ElideRight, room)
        start = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, start, isolated(words))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, claim: ClaimRecord) -> None:
        theme, rect = self._theme, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver) or claim.id == self.pointed
        ground = theme.tone("unrated").wash if chosen else theme.colour("card_hover" if hovered else "card")
        painter.fillRect(rect, ground)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("rule"))
        sign = sign_of(claim, Question.SO, self._scale)
        tone = "unknown" if claim.status is ClaimStatus.CLOSED and sign.tone == "unrated" else sign.tone
        strip = QRect(rect.left(), rect.top(), _STRIP, rect.height() - 1)
        painter.fillRect(QStyle.visualRect(option.direction, rect, strip), theme.tone(tone).line)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _paint_head(
        self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, claim: ClaimRecord
    ) -> None:
        metrics = self._bold_metrics
        painter.setFont(self._bold)
        end = float(rect.right())
        for question in reversed(claim.questions):
            sign = sign_of(claim, question, self._scale)
            words = self._sign_words(claim, question, sign.sign, sign.words)
            width = min(pill_width(words, metrics), rect.width() * 0.6)
            pill = QRectF(end - width, rect.top(), width, rect.height() - 1)
            shown = QStyle.visualRect(option.direction, rect, pill.toAlignedRect())
            unrated = claim.status is ClaimStatus.CLOSED and sign.tone == "unrated"
            tone = self._theme.tone("unknown" if unrated else sign.tone)
            draw_pill(painter, shown.toRectF(), words, tone)
            end -= width + 5
        painter.setPen(self._theme.colour("ink"))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, left, claim.number)
        used = rect.left() + metrics.horizontalAdvance(claim.number) + 10
        room = QRect(int(used), rect.top(), max(0, int(end - used) - 6), rect.height())
        whose = " ".join([f"@{claim.assignee}"] * bool(claim.assignee) + [f"#{tag}" for tag in claim.tags])
        if whose and room.width() > 2 * metrics.averageCharWidth():
            painter.setFont(self._small)
            painter.setPen(self._theme.colour("soft"))
            words = self._small_metrics.elidedText(whose, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(QStyle.visualRect(option.direction, rect, room), left, words)

    def _sign_words(self, claim: ClaimRecord, question: Question, sign: str, words: str) -> str:
        if not claim.reported:
            return f"{sign} {words or self._unrated(claim, question)}"
        asked = self.tr("said?") if question is Question.SAID else self.tr("so?")
        return f"{asked} {sign}"

    def _unrated(self, claim: ClaimRecord, question: Question) -> str:
        return self.tr("checkers differ") if claim.differs(question) else self.tr("not rated")

    def _paint_words(self, painter: QPainter, rect: QRect, claim: ClaimRecord) -> None:
        font, key = (self._text, self._text_key) if claim.wording else (self._quote, self._quote_key)
        text = claim.wording or f"“{claim.words}”"
        painter.setFont(font)
        painter.setPen(self._theme.colour("ink"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        option.setTextDirection(direction_of(text))
        for n, line in enumerate(two_lines(text.replace("\n", " "), key, rect.width())):
            at = QRectF(rect.left(), rect.top() + n * self._line, rect.width(), self._line)
            painter.drawText(at, line, option)

    def _paint_foot(
        self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, claim: ClaimRecord
    ) -> None:
        painter.setFont(self._bold)
        metrics, end = self._bold_metrics, float(rect.right())
        for words, colour in self._warnings(claim, rect.width(), metrics):
            width = metrics.horizontalAdvance(words)
            at = QRectF(end - width, rect.top(), width + 1, rect.height())
            painter.setPen(colour)
            shown = QStyle.visualRect(option.direction, rect, at.toAlignedRect())
            painter.drawText(shown, Qt.AlignmentFlag.AlignCenter, words)
            end -= width + 10
        painter.setFont(self._small)
        painter.setPen(self._theme.colour("soft"))
        room = QRect(rect.left(), rect.top(), max(0, int(end) - rect.left() - 4), rect.height())
        words = self._foot_words(claim, room.width())
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QStyle.visualRect(option.direction, rect, room), left, isolated(words))

    def _foot_words(self, claim: ClaimRecord, width: int) -> str:
        """Who says so and how it stands; a long name gives way, how it stands does not."""
        metrics, standing = self._small_metrics, self._standing(claim)
        left = width - metrics.horizontalAdvance(f"{standing} · ")
        if not claim.speaker or left < 3 * metrics.averageCharWidth():
            return metrics.elidedText(standing, Qt.TextElideMode.ElideRight, width)
        # Isolates keep a right-to-left name from reordering what stands beside it.
        name = metrics.elidedText(claim.speaker, Qt.TextElideMode.ElideRight, left)
        return f"\u2068{name}\u2069 · {standing}"

    def _flags(self, claim: ClaimRecord) -> list[tuple[Facet, int]]:
        """What needs a word on this claim, with how many of it."""
        counts = {
            Facet.RECHECK: int(claim.recheck),
            Facet.CONFLICT: claim.conflicts,
            # With one question its verdict says so already.
            Facet.DIFFER: int(claim.difference and claim.reported),
            Facet.QUOTE: claim.doubts,
            Facet.QUERY: claim.queries,
            Facet.FIX: claim.fixes,
        }
        return [(facet, count) for facet, count in counts.items() if count]

    def _warnings(self, claim: ClaimRecord, width: int, metrics: QFontMetricsF) -> list[tuple[str, QColor]]:
        """Signs with their words, or where those would fill the line the signs with their numbers."""
        flags, theme = self._flags(claim), self._theme
        colours = {Facet.CONFLICT: theme.colour("danger"), Facet.DIFFER: theme.tone("differ").ink}
        words = [f"{_sign(claim, facet)} {self._flag_words(claim, facet, count)}" for facet, count in flags]
        if sum(metrics.horizontalAdvance(word) + 10 for word in words) > width * 0.55:
            words = [
                f"{_sign(claim, facet)} {count}" if count > 1 else _sign(claim, facet)
                for facet, count in flags
            ]
        return [
            (word, colours.get(facet, theme.colour("warning")))
            for word, (facet, _) in zip(words, flags, strict=True)
        ]

    def _flag_words(self, claim: ClaimRecord, facet: Facet, count: int) -> str:
        if facet is Facet.RECHECK:
            return self.tr("{0}: look again").format(claim_outcome_words(claim).partition(":")[0])
        one, many = {
            Facet.CONFLICT: (self.tr("1 conflict"), self.tr("{0} conflicts")),
            Facet.QUERY: (self.tr("1 query"), self.tr("{0} queries")),
            Facet.FIX: (self.tr("1 fix"), self.tr("{0} fixes")),
            Facet.QUOTE: (self.tr("1 quote in doubt"), self.tr("{0} quotes in doubt")),
        }.get(facet, (self.tr("checkers differ"), ""))
        return one if count == 1 else many.format(count)

    def _standing(self, claim: ClaimRecord) -> str:
        status = {
            ClaimStatus.OPEN: self.tr("open"),
            ClaimStatus.RATED: self.tr("rated"),
            ClaimStatus.CLOSED: self.tr("✓ closed"),
        }[claim.status]
        # Several passages may be of one source.
        many = self.tr("{0} citations").format(claim.evidence)
        proof = self.tr("1 citation") if claim.evidence == 1 else many
        if any(map(claim.one_origin, claim.questions)):
            proof = self.tr("one independent source")
        return " · ".join([proof if claim.evidence else self.tr("∅ no evidence"), status])


def _sign(claim: ClaimRecord, facet: Facet) -> str:
    return outcome_sign(claim.carried) if facet is Facet.RECHECK else SIGN_OF[facet]

"""The sign of a rating, with its words, on the wash of its tone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.records import ClaimRecord, Question, Rating, Scale, record
from widgets.labels import BOLD, isolated
from widgets.styling import scaled_font
from widgets.theme import Theme, Tone, theme_of

NOT_RATED = "○"
DIFFER = "≠"


@record
class Sign:
    """How one question of a claim stands: a character, its words and its tone."""

    sign: str
    words: str
    tone: str


def sign_of(claim: ClaimRecord, question: Question, scale: Scale) -> Sign:
    """The sign of that question: the rating all agree on, or that checkers differ, or that nobody rated."""
    if claim.differs(question):
        return Sign(DIFFER, "", "differ")
    return sign_of_rating(scale.rating(claim.rating(question)))


def sign_of_rating(rating: Rating | None) -> Sign:
    """The sign of one rating; an open circle for none."""
    return Sign(rating.sign, rating.label, rating.tone) if rating else Sign(NOT_RATED, "", "unrated")


def pill_width(words: str, metrics: QFontMetricsF) -> float:
    """How wide a pill with these words is drawn, in pixels."""
    return metrics.horizontalAdvance(words) + 12


def draw_pill(painter: QPainter, rect: QRectF, words: str, tone: Tone) -> None:
    """Draw the words on the tone's wash, in the painter's font, within the rectangle."""
    line = QColor(tone.line)
    line.setAlpha(130)
    painter.setPen(QPen(line, 1))
    painter.setBrush(tone.wash)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(tone.ink)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, isolated(words))


class Pill(QWidget):
    """A pill as a widget: status, stance, or one person's rating."""

    def __init__(self, words: str = "", tone: str = "unrated", *, size: float = 0.9) -> None:
        super().__init__()
        self._words, self._tone, self._size = words, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def set_words(self, words: str, tone: str) -> None:
        """Show these words in that tone of the theme."""
        if (words, tone) != (self._words, self._tone):
            self._words, self._tone = words, tone
            self.setAccessibleName(words)
            self.updateGeometry()
            self.update()

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(scaled_font(self._size, BOLD))
        return QSize(int(pill_width(self._words, metrics)) + 1, int(metrics.height()) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(60, self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme: Theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = scaled_font(self._size, BOLD)
        painter.setFont(font)
        words = QFontMetricsF(font).elidedText(self._words, Qt.TextElideMode.ElideRight, self.width() - 10)
        draw_pill(painter, QRectF(self.rect()), words, theme.tone(self._tone))

"""One item of a review: what became of it, old words beside new ones, and what to decide."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QStyle, QVBoxLayout, QWidget

from db.records import Outcome
from widgets.buttons import button
from widgets.labels import BOLD, ElidedLabel, Label
from widgets.layouts import FlowLayout, set_sides
from widgets.pills import Pill
from widgets.remarks.diff_label import DiffLabel
from widgets.review.choice_button import ChoiceButton
from widgets.review.items import SEEN, About, Choice, ReviewItem
from widgets.review.outcome_words import outcome_sign, outcome_tone, outcome_words
from widgets.review.wishes import FixMade, LookedAt, LooksRight, NotHere, PutAt, PutOnSelected, ReadDraft
from widgets.theme import theme_of

_STRIP = 4


class ReviewCard(QWidget):
    """Takes the keyboard as a whole; only the one in hand shows what can be decided.

    Signals: ``wished(wish)`` from ``widgets.review.wishes``; ``taken`` when the keyboard comes to it;
    ``stepped(way)`` for up and down; ``place_wanted(start, end)`` to see words; ``article_wanted`` to go
    on in the article.
    """

    wished = Signal(object)
    taken = Signal()
    stepped = Signal(int)
    place_wanted = Signal(int, int)
    article_wanted = Signal()

    def __init__(self, item: ReviewItem) -> None:
        super().__init__()
        self.item = item
        self._current = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._outcome = Pill(
            f"{outcome_sign(item.outcome)} {self._outcome_words()}", outcome_tone(item.outcome)
        )
        self._name = Label(self._name_words(), weight=BOLD, wrap=False)
        self._place = ElidedLabel(self._place_words(), ink="soft", size=0.88)
        self._words = DiffLabel()
        self._words.show_change(item.before or item.after, item.after or item.before)
        self._beside = Label(self.tr("What changed stands beside it:"), ink="soft", size=0.92)
        self._around = DiffLabel()
        self._around.show_change(*item.around)
        self._hint = Label(self._hint_words(), ink="soft", size=0.92)
        self.choices = [ChoiceButton(choice) for choice in self._choices()]
        self.primary = button(self._primary_words(), look="primary")
        self.put_button = button(self.tr("Put on the selected words"))
        self.not_here_button = button(self.tr("Not in this draft"))
        self._acts = QWidget()
        self._lay_out()
        self._connect()
        self.setAccessibleName(
            " ".join(filter(None, (self._name.text(), self._outcome.words, *self._spoken_words())))
        )
        self.set_current(on=False)

    @property
    def current(self) -> bool:
        """Whether it is the one in hand."""
        return self._current

    def set_current(self, *, on: bool) -> None:
        """Open or fold what can be decided."""
        self._current = on
        self._acts.setVisible(on)
        self._hint.setVisible(on and bool(self._hint.text()))
        for choice in self.choices:
            choice.setVisible(on)
        self.update()

    def take(self) -> None:
        """Have the keyboard here."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        """Do what Enter does: what stands first among the decisions."""
        if not self.isEnabled():
            return
        item = self.item
        if self.choices and item.outcome == Outcome.AMBIGUOUS:
            self.choices[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif not item.asks:
            self.place_wanted.emit(item.start, item.end)
            self.article_wanted.emit()
        elif item.elsewhere:
            self.wished.emit(ReadDraft(item.elsewhere))
        elif item.outcome == SEEN:
            self.wished.emit(FixMade(item.entity))
        elif item.about is About.SENTENCE:
            self.wished.emit(LookedAt(item.start, item.end))
        else:
            self.wished.emit(LooksRight(item.entity))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.taken.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # A press takes it in hand and shows its words again, whoever has the keyboard.
        super().mousePressEvent(event)
        self.take()
        self.place_wanted.emit(self.item.start, self.item.end)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, rect = theme_of(self), QPainter(self), self.rect()
        ground = theme.tone("unrated").wash if self._current else theme.colour("card")
        painter.fillRect(rect, ground)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("rule"))
        strip = QRect(rect.left(), rect.top(), _STRIP, rect.height() - 1)
        tone = theme.tone(outcome_tone(self.item.outcome))
        painter.fillRect(QStyle.visualRect(self.layoutDirection(), rect, strip), tone.line)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _step(self, way: int) -> None:
        focus = QApplication.focusWidget()
        at = (
            self.choices.index(focus) + way
            if isinstance(focus, ChoiceButton) and focus in self.choices
            else -1
        )
        if 0 <= at < len(self.choices):
            self.choices[at].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.stepped.emit(way)

    def _choices(self) -> tuple[Choice, ...]:
        return self.item.choices if self.item.outcome in (Outcome.AMBIGUOUS, Outcome.SPLIT) else ()

    def _outcome_words(self) -> str:
        item = self.item
        if item.outcome == SEEN:
            return self.tr("made in draft {0}").format(item.draft)
        if item.elsewhere:
            return self.tr("made on draft {0}, not shown").format(item.draft)
        return outcome_words(item.outcome)

    def _name_words(self) -> str:
        item = self.item
        names = {
            About.FIX: self.tr("✎ Fix"),
            About.QUERY: self.tr("? {0}").format(item.name),
            About.SENTENCE: self.tr("Sentence"),
        }
        return names.get(item.about, item.name)

    def _spoken_words(self) -> tuple[str, ...]:
        words = self._words.accessibleName()
        return (
            (words, self._beside.text(), self._around.accessibleName()) if any(self.item.around) else (words,)
        )

    def _place_words(self) -> str:
        item = self.item
        return self.tr("paragraph {0}").format(item.paragraph) if item.paragraph else ""

    def _primary_words(self) -> str:
        item = self.item
        if item.outcome == SEEN:
            return self.tr("Accept: it is made")
        if not item.asks:
            return self.tr("Go to it")
        if item.elsewhere:
            return self.tr("Read draft {0}").format(item.draft)
        if item.about is About.SENTENCE:
            return self.tr("Looked at")
        return self.tr("Not in this draft") if item.outcome == Outcome.LOST else self.tr("Looks right")

    def _hint_words(self) -> str:
        item = self.item
        if item.outcome == Outcome.AMBIGUOUS:
            if len(item.choices) == 1:
                return self.tr("It may stand here. Does it?")
            return self.tr("It could stand at any of these. Which is it?")
        if item.elsewhere:
            return self.tr("The draft shown was not made from that one. It is back where that one is chosen.")
        if item.outcome == Outcome.LOST:
            return self.tr("Nothing in this draft is like it. Its verdicts stay on record.")
        if item.outcome == Outcome.SPLIT and item.choices:
            return self.tr("Its parts now stand here.")
        if item.outcome == Outcome.MOVED:
            return self.tr("The same words in another place: do they still mean the same?")
        if item.wanted and item.outcome != SEEN:
            return self.tr("Proposed: “{0}”").format(item.wanted)
        return ""

    def _connect(self) -> None:
        self.primary.clicked.connect(self.accept)
        self.put_button.clicked.connect(lambda: self.wished.emit(PutOnSelected(self.item.entity)))
        self.not_here_button.clicked.connect(lambda: self.wished.emit(NotHere(self.item.entity)))
        for choice in self.choices:
            choice.shown.connect(self.place_wanted)
            choice.chosen.connect(self._on_chosen)

    def _on_chosen(self, start: int, end: int) -> None:
        self.place_wanted.emit(start, end)
        self.wished.emit(PutAt(self.item.entity, start, end))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name)
        head.addWidget(self._place, 1)
        head.addWidget(self._outcome)
        acts = FlowLayout(self._acts, gap=6)
        ambiguous = self.item.outcome == Outcome.AMBIGUOUS
        for part, there in (
            (self.primary, not ambiguous),
            (self.put_button, bool(self.item.entity) and self.item.asks and self.item.outcome != SEEN),
            (self.not_here_button, ambiguous or bool(self.item.elsewhere)),
        ):
            acts.addWidget(part)
            part.setVisible(there)
        for each in (self.primary, self.put_button, self.not_here_button, *self.choices):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        set_sides(self, column, 14, 8, 12, 10)
        column.setSpacing(5)
        column.addLayout(head)
        for part in (self._words, self._beside, self._around, self._hint, *self.choices, self._acts):
            column.addWidget(part)
        for part in (self._beside, self._around):
            part.setVisible(any(self.item.around))

    def buttons(self) -> list[QPushButton]:
        """What can be pressed now, in order."""
        found: list[QPushButton] = [*self.choices, self.primary, self.put_button, self.not_here_button]
        return [each for each in found if each.isVisibleTo(self)]

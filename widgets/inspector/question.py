"""One question of a claim: the person's own verdict, and what the others say."""

from __future__ import annotations

import datetime
import re

from PySide6.QtCore import QDate, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records import ClaimRecord, PersonId, Question, Scale, VerdictRecord
from widgets.buttons import button
from widgets.fields import DraftLine, DraftText
from widgets.key_names import key_name, show_key
from widgets.labels import BOLD, ElidedLabel, Label
from widgets.layouts import FlowLayout, set_sides
from widgets.pills import Pill, sign_of, sign_of_rating
from widgets.theme import theme_of
from widgets.verdict_picker import VerdictPicker

_NO_RATING = -1
# Of another's rationale; the whole is in the tooltip, so that evidence stays in sight below.
_GIST = 110


def is_day(text: str) -> bool:
    """Whether the text names a day of the calendar as yyyy-mm-dd, or a month or year of it."""
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        return False
    try:
        datetime.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


class OtherVerdict(QWidget):
    """Another person's verdict, or one's own from another copy: sign, name and rationale."""

    def __init__(self, verdict: VerdictRecord, scale: Scale, note: str) -> None:
        super().__init__()
        self._rating = Pill()
        self._name = Label(weight=BOLD, size=0.92, wrap=False)
        self._note = Label(ink="danger", size=0.88, wrap=False)
        self._rationale = Label(ink="soft", size=0.95)
        # A name that tells two people apart is long: it goes below the verdict rather than cutting it off.
        line = FlowLayout(gap=6)
        for part in (self._rating, self._name, self._note):
            line.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(self._rationale)
        self.show_verdict(verdict, scale, note)

    def show_verdict(self, verdict: VerdictRecord, scale: Scale, note: str) -> None:
        """Show that verdict, with a note beside the name or none."""
        known = verdict.scale == scale.id
        sign = sign_of_rating(scale.rating(verdict.rating) if known else None)
        words = sign.words or (self.tr("not rated") if verdict.rating is None else str(verdict.rating))
        self._rating.set_words(f"{sign.sign} {words}", sign.tone)
        self._name.setText(verdict.person_name)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        text = verdict.rationale
        short = text if len(text) <= _GIST else text[:_GIST].rsplit(" ", 1)[0] + "…"
        self._rationale.setText(short)
        self._rationale.setToolTip(text if short != text else "")
        self._rationale.setAccessibleName(text)
        self._rationale.setVisible(bool(text))


class QuestionSection(QWidget):
    """One's own verdict on a question as one value: rating, rationale and as-of date.

    Only the question that the number keys rate is open; the other is told in a line.

    Signals: ``wanted(question, rating, rationale, as_of)`` with the whole value, ``rating`` an int or None;
    ``typing(field, text)``, the field named ``said.rationale`` and so on; ``touched(question)`` when the
    person turns to this question.
    """

    wanted = Signal(object, object, str, str)
    typing = Signal(str, str)
    touched = Signal(object)

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        self._active = False
        self._stored_rating: int | None = None
        self._sent_rating: int | None = _NO_RATING
        self._others: tuple[object, ...] = ()
        self._told: list[OtherVerdict] = []
        title = self.tr("Was it said?") if question is Question.SAID else self.tr("Is it so?")
        self._title = Label(title, size=1.08, weight=BOLD, wrap=False)
        self._hint = Label(ink="soft", size=0.85, wrap=False)
        turn, name = self.tr("Turn to it"), self.tr("Turn to “{0}”").format(title)
        self.turn_button = button(turn, look="quiet", name=name)
        tip = self.tr("Turn to this question ({0})")
        show_key(self.turn_button, self.turn_button.setToolTip, tip, "claim.question", "T")
        self._standing = Pill(size=0.85)
        self._gist = ElidedLabel(size=0.92, ink="soft")
        self._line = QWidget()
        self.picker = VerdictPicker(self.tr("Verdict: {0}").format(title))
        why = self.tr("What the evidence shows")
        self.rationale = DraftText(self.tr("Rationale: {0}").format(title), why, rows=1)
        self.as_of = DraftLine(self.tr("As of: {0}").format(title), self.tr("yyyy-mm-dd"))
        self._today = QPushButton(self.tr("Today"))
        self._today.setProperty("look", "quiet")
        self._doubt = Label(ink="warning", size=0.88)
        self._decided = Label(size=0.95, weight=BOLD)
        self._foreign = Label(ink="warning", size=0.92)
        self._rows = QVBoxLayout()
        self._open = QWidget()
        self._day = QWidget()
        self._lay_out()
        self._connect()

    def show_claim(self, claim: ClaimRecord, scale: Scale, me: PersonId, *, other: bool) -> None:
        """Show the verdicts on this question; ``other`` where another claim was shown before."""
        self.picker.set_scale(scale)
        mine = [v for v in claim.verdicts if v.question is self.question and v.person == me]
        own = mine[0] if mine else None
        fields = (
            (self.rationale.draft, own.rationale if own else ""),
            (self.as_of.draft, own.as_of if own else ""),
        )
        for draft, stored in fields:
            draft.reset(stored) if other else draft.show(stored)
        foreign = own is not None and own.rating is not None and own.scale != scale.id
        self._show_foreign(own if foreign else None)
        self._show_rating(None if own is None or foreign else own.rating, other=other)
        rest = [v for v in claim.verdicts if v.question is self.question and v.person != me]
        self._show_others(rest, mine[1:], scale)
        self._show_decision(claim, scale)
        self._show_doubt()
        sign = sign_of(claim, self.question, scale)
        self._standing.set_words(f"{sign.sign} {sign.words or self._no_words(sign.tone)}", sign.tone)
        self._gist.setText(" ".join((own.rationale if own else "").split()))

    def set_active(self, active: bool, keys: int) -> None:
        """Show whether the number keys rate this question; ``keys`` is the scale's last number."""
        self._active = active
        self._open.setVisible(active)
        self._line.setVisible(not active)
        self.turn_button.setVisible(not active)
        self._hint.setVisible(active)
        first, last = key_name("claim.rate.1", "1"), key_name(f"claim.rate.{keys}", str(keys))
        self._hint.setText(self.tr("keys {0}–{1} rate this").format(first, last) if active else "")
        self.update()

    @property
    def active(self) -> bool:
        """Whether the number keys rate this question."""
        return self._active

    @property
    def rating(self) -> int | None:
        """The rating the buttons show."""
        return self.picker.rating

    def flush(self) -> None:
        """Tell what has been typed and not told."""
        if any(field.draft.unsent for field in (self.rationale, self.as_of)):
            self._want()

    def forget_sent(self) -> None:
        """Take the next record as it is."""
        self._sent_rating = _NO_RATING
        for field in (self.rationale, self.as_of):
            field.draft.forget_sent()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._active:
            return
        painter = QPainter(self)
        bar = QRectF(self.width() - 3 if self.isRightToLeft() else 0, 0, 3, self.height())
        painter.fillRect(bar, theme_of(self).colour("focus"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit(self.question)
        super().mousePressEvent(event)

    def _show_rating(self, stored: int | None, *, other: bool) -> None:
        # A record read before the last press arrived still holds the rating from before it.
        stale = self._sent_rating not in (_NO_RATING, stored) and stored == self._stored_rating
        if stale and not other:
            return
        self._stored_rating, self._sent_rating = stored, _NO_RATING
        self.picker.set_rating(stored)

    def _no_words(self, tone: str) -> str:
        return self.tr("checkers differ") if tone == "differ" else self.tr("not rated")

    def _show_foreign(self, verdict: VerdictRecord | None) -> None:
        self._foreign.setVisible(verdict is not None)
        for field in (self.rationale, self.as_of):
            field.setReadOnly(verdict is not None)
        if verdict is not None:
            words = self.tr("You rated this {0} on another scale ({1}). Rate it here to go on editing.")
            self._foreign.setText(words.format(verdict.rating, verdict.scale))

    def _show_others(self, rest: list[VerdictRecord], apart: list[VerdictRecord], scale: Scale) -> None:
        shown = (tuple(rest), tuple(apart), scale.id)
        if shown == self._others:
            return
        self._others = shown
        both = self.tr("edited apart, both kept")
        told = [*((verdict, both) for verdict in apart), *((verdict, "") for verdict in rest)]
        # Rows are kept from claim to claim: making and dressing one takes longer than all it shows.
        for row, (verdict, note) in zip(self._told, told, strict=False):
            row.show_verdict(verdict, scale, note)
        for verdict, note in told[len(self._told) :]:
            self._told.append(OtherVerdict(verdict, scale, note))
            self._rows.addWidget(self._told[-1])
        for at, row in enumerate(self._told):
            row.setVisible(at < len(told))

    def _show_decision(self, claim: ClaimRecord, scale: Scale) -> None:
        """What was decided where checkers differed, and whom that overruled."""
        decision = claim.decision(self.question)
        self._decided.setVisible(decision is not None)
        if decision is None:
            return
        rating = scale.rating(decision.rating) if decision.scale == scale.id else None
        label = f"{rating.sign} {rating.label}" if rating is not None else str(decision.rating)
        words = self.tr("Decided by {0}: {1}. {2}").format(decision.person_name, label, decision.why)
        names = ", ".join(v.person_name for v in claim.overruled(self.question))
        over = self.tr("Overruled: {0}.").format(names) if names else ""
        self._decided.setText("\n".join(filter(None, (words, over))))

    def _show_doubt(self) -> None:
        text = self.as_of.text().strip()
        doubtful = bool(text) and not is_day(text)
        self._day.setVisible(bool(text) or self.rating is not None or self.as_of.hasFocus())
        self._doubt.setVisible(doubtful)
        words = self.tr("“{0}” is not a date like 2026-11-23; it is not saved until it is.")
        self._doubt.setText(words.format(text))

    def _want(self) -> None:
        for field in (self.rationale, self.as_of):
            field.draft.note_sent()
        rationale = self.rationale.plain().strip()
        self.wanted.emit(self.question, self.rating, rationale, self.as_of.text().strip())

    def _on_picked(self, value: int | None) -> None:
        self._sent_rating = value
        self._show_doubt()
        self.touched.emit(self.question)
        self._want()

    def _on_turn(self) -> None:
        self.touched.emit(self.question)
        self.rationale.setFocus()

    def _on_today(self) -> None:
        self.as_of.draft.restore(QDate.currentDate().toString(Qt.DateFormat.ISODate))
        self.as_of.draft.flush()

    def _on_typing(self, text: str) -> None:
        self.typing.emit(self.sender().objectName(), text)

    def _connect(self) -> None:
        self.picker.picked.connect(self._on_picked)
        self.turn_button.clicked.connect(self._on_turn)
        self._today.clicked.connect(self._on_today)
        self.as_of.textChanged.connect(self._show_doubt)
        for field, name in ((self.rationale, "rationale"), (self.as_of, "as_of")):
            field.draft.setObjectName(f"{self.question.value}.{name}")
            field.draft.typing.connect(self._on_typing)
            field.draft.committed.connect(self._want)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._hint)
        head.addWidget(self.turn_button)
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._standing)
        line.addWidget(self._gist, 1)
        as_of = Label(self.tr("As of"), ink="soft", size=0.92, wrap=False)
        as_of.setBuddy(self.as_of)
        day = QHBoxLayout(self._day)
        day.setContentsMargins(0, 0, 0, 0)
        day.setSpacing(6)
        day.addWidget(as_of)
        day.addWidget(self.as_of, 1)
        day.addWidget(self._today)
        self._rows.setSpacing(4)
        inside = QVBoxLayout(self._open)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        for part in (self._decided, self.picker, self._foreign, self.rationale):
            inside.addWidget(part)
        inside.addWidget(self._day)
        inside.addWidget(self._doubt)
        inside.addLayout(self._rows)
        layout = QVBoxLayout(self)
        set_sides(self, layout, 12, 4, 0, 4)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._line)
        layout.addWidget(self._open)

"""One fix: what the text says, what it should say, why, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records import FixRecord, FixState, PassageRecord
from widgets.buttons import button, keep_reading
from widgets.field_sheet import moment, show_signature
from widgets.fields import DraftLine, DraftText
from widgets.labels import ElidedLabel, Label
from widgets.layouts import FlowLayout
from widgets.pills import Pill
from widgets.remarks.diff_label import DiffLabel
from widgets.remarks.place_button import PlaceButton
from widgets.remarks.wishes import RemoveFix, SettleFix, WriteFix, typing_key

_TONES = {
    FixState.PROPOSED: "unrated",
    FixState.ACCEPTED: "true",
    FixState.REWORDED: "mostly",
    FixState.STET: "unknown",
}


class FixCard(QWidget):
    """Shows a fix and edits it in its place; a new one begins with the text's words.

    Signals: ``wished(wish)`` from ``widgets.remarks.wishes``; ``typing(key, text, waits)`` for safe keeping;
    ``place_wanted(PassageRecord)``.
    """

    wished = Signal(object)
    typing = Signal(str, str, bool)
    place_wanted = Signal(object)

    def __init__(self, fix: str, passage: PassageRecord, *, quoted: bool) -> None:
        """``quoted`` shows which words it is about, where that is not plain from the place."""
        super().__init__()
        self.id, self.passage = fix, passage
        self._record: FixRecord | None = None
        self._written = False
        self._state = Pill(size=0.85)
        self._by = ElidedLabel(ink="soft", size=0.88)
        self._place = PlaceButton(passage)
        if not quoted:
            self._place.hide()
        edit, remove = self.tr("Edit this fix"), self.tr("Remove this fix")
        self.edit_button = button("✎", look="icon", tip=edit, name=edit)
        self.remove_button = button("×", look="icon", tip=remove, name=remove)
        self.text = DraftText(self.tr("What the text should say"), self.tr("nothing: these words go"), most=8)
        self.diff = DiffLabel()
        self.why = DraftLine(self.tr("Why"), self.tr("why"))
        self._reason = Label(ink="soft", size=0.95)
        self._outcome = Label(size=0.95)
        self.accept_button = QPushButton(self.tr("Accepted"))
        self.reword_button = QPushButton(self.tr("Reworded…"))
        self.stet_button = QPushButton(self.tr("Stet…"))
        keep_reading(self.reword_button, self.stet_button)
        self.reopen_button = QPushButton(self.tr("Decide again"))
        self._decision: FixState | None = None
        self.other_words = DraftText(self.tr("In which words"), most=8, commits=False)
        self.decided_why = DraftLine(self.tr("Why it was decided so"), commits=False)
        self.decide_button = button(self.tr("Keep"), look="primary")
        self.undecide_button = button(self.tr("Cancel"), look="quiet")
        self._lay_out()
        self._connect()
        self.text.draft.reset(passage.quote)
        self._show_parts()

    # What a list gives

    def show_fix(self, record: FixRecord) -> None:
        """Show the fix as it is in the project; what is being typed stays."""
        first = self._record is None and not self._written
        self._record = record
        for field, stored in ((self.text, record.text), (self.why, record.why)):
            field.draft.reset(stored) if first else field.draft.show(stored)
        self._show_parts()

    @property
    def new(self) -> bool:
        """Whether nothing of it was ever asked to be kept."""
        return self._record is None and not self._written

    @property
    def begun(self) -> bool:
        """Whether its fields are open."""
        return not self.text.isHidden()

    def begin(self) -> None:
        """Open its fields and go to the words."""
        self.text.show()
        self._show_parts()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    def end(self) -> None:
        """Tell what was typed and fold the fields."""
        self.flush()
        self.text.hide()
        self._show_parts()

    def flush(self) -> None:
        """Tell what was typed and not told; laid-aside decisions stay in their fields."""
        if self.text.draft.unsent or (self.why.draft.unsent and not self.new):
            self._write()
        for field in (self.other_words, self.decided_why):
            field.draft.flush()

    def forget_sent(self) -> None:
        """Before an undo or redo: take the next record as it is."""
        self.text.draft.forget_sent()
        self.why.draft.forget_sent()

    def restore(self, field: str, text: str) -> None:
        """Put back typing kept under that name."""
        if field in ("text", "why"):
            self.text.show()
            (self.text if field == "text" else self.why).draft.restore(text)
        elif field in ("other_words", "decided_why"):
            self._begin_decision(FixState.REWORDED if field == "other_words" else FixState.STET)
            (self.other_words if field == "other_words" else self.decided_why).draft.restore(text)
        self._show_parts()

    # Inside

    def _write(self) -> None:
        self.text.draft.note_sent()
        self.why.draft.note_sent()
        self._written = True
        self.wished.emit(WriteFix(self.id, self.passage, self.text.plain().strip(), self.why.text().strip()))

    def _show_parts(self) -> None:
        record, open_ = self._record, self.begun
        state = record.state if record else FixState.PROPOSED
        words = {
            FixState.PROPOSED: self.tr("✎ proposed"),
            FixState.ACCEPTED: self.tr("✓ accepted"),
            FixState.REWORDED: self.tr("✓ reworded"),
            FixState.STET: self.tr("stet"),
        }
        self._state.set_words(words[state], _TONES[state])
        if record is None:
            self._by.setText(self.tr("new"))
        else:
            show_signature(self._by, record.person_name, record.at)
        proposed = state is FixState.PROPOSED
        self.why.setVisible(open_)
        self._reason.setText(record.why if record else "")
        self._reason.setVisible(not open_ and bool(record and record.why))
        self.edit_button.setVisible(not open_)
        self.remove_button.setVisible(record is not None)
        for one in (self.accept_button, self.reword_button, self.stet_button):
            one.setVisible(record is not None and proposed and self._decision is None)
        self.reopen_button.setVisible(not proposed)
        deciding = self._decision is not None
        self.other_words.setVisible(self._decision is FixState.REWORDED)
        for part in (self.decided_why, self.decide_button, self.undecide_button):
            part.setVisible(deciding)
        self._outcome.setVisible(record is not None and not proposed)
        if record is not None and not proposed:
            self._outcome.setText(self._decided(record))
        self._show_diff()

    def _decided(self, record: FixRecord) -> str:
        words = {
            FixState.ACCEPTED: self.tr("Accepted by {0}, {1}"),
            FixState.REWORDED: self.tr("Reworded by {0}, {1}"),
            FixState.STET: self.tr("The text stands: {0}, {1}"),
        }[record.state].format(record.outcome_by, moment(record.outcome_at))
        return f"{words}: {record.outcome_why}" if record.outcome_why else words

    def _show_diff(self) -> None:
        after = self.text.plain().strip()
        if self._decision is FixState.REWORDED:
            after = self.other_words.plain().strip()
        elif self._record is not None and self._record.state is FixState.REWORDED and not self.begun:
            after = self._record.outcome_text
        self.diff.show_change(self.passage.quote, after)
        self.diff.setVisible(after != self.passage.quote)

    def _begin_decision(self, state: FixState) -> None:
        self._decision = state
        if state is FixState.REWORDED and not self.other_words.plain():
            self.other_words.draft.reset(self.text.plain().strip())
        why = (
            self.tr("why (may stay blank)") if state is FixState.REWORDED else self.tr("why the text stands")
        )
        self.decided_why.setPlaceholderText(why)
        self._show_decide()
        self._show_parts()

    def _show_decide(self) -> None:
        if self._decision is FixState.STET:
            self.decide_button.setEnabled(bool(self.decided_why.text().strip()))
        else:
            words = self.other_words.plain().strip()
            self.decide_button.setEnabled(bool(words) and words != self.text.plain().strip())

    def _end_decision(self) -> None:
        self._decision = None
        for field in (self.other_words, self.decided_why):
            field.draft.reset("")
            self.typing.emit(typing_key(self.passage, self.id, field.draft.objectName()), "", True)
        self._show_parts()

    def _settle(self, state: FixState, text: str = "", why: str = "") -> None:
        self.flush()
        self.text.hide()
        self._end_decision()
        self.wished.emit(SettleFix(self.id, self.passage, state, text, why))

    def _on_reword(self) -> None:
        self._begin_decision(FixState.REWORDED)
        self.other_words.setFocus()

    def _on_stet(self) -> None:
        self._begin_decision(FixState.STET)
        self.decided_why.setFocus()

    def _on_decide(self) -> None:
        if self._decision is not None and self.decide_button.isEnabled():
            text = self.other_words.plain().strip() if self._decision is FixState.REWORDED else ""
            self._settle(self._decision, text, self.decided_why.text().strip())

    def _on_typing(self, text: str) -> None:
        field = self.sender().objectName()
        waits = field in ("other_words", "decided_why")
        self.typing.emit(typing_key(self.passage, self.id, field), text, waits)

    def _connect(self) -> None:
        self._place.wanted.connect(self.place_wanted)
        self.edit_button.clicked.connect(self.begin)
        self.remove_button.clicked.connect(lambda: self.wished.emit(RemoveFix(self.id)))
        self.text.textChanged.connect(self._show_diff)
        self.other_words.textChanged.connect(self._show_diff)
        self.other_words.textChanged.connect(self._show_decide)
        self.decided_why.textChanged.connect(self._show_decide)
        self.decided_why.returnPressed.connect(self._on_decide)
        self.text.draft.committed.connect(self._write)
        self.why.draft.committed.connect(self.flush)
        self.accept_button.clicked.connect(lambda: self._settle(FixState.ACCEPTED))
        self.reword_button.clicked.connect(self._on_reword)
        self.stet_button.clicked.connect(self._on_stet)
        self.reopen_button.clicked.connect(lambda: self._settle(FixState.PROPOSED))
        self.decide_button.clicked.connect(self._on_decide)
        self.undecide_button.clicked.connect(self._end_decision)
        for name in ("text", "why", "other_words", "decided_why"):
            draft = getattr(self, name).draft
            draft.setObjectName(name)
            draft.typing.connect(self._on_typing)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._state)
        head.addWidget(self._by, 1)
        head.addWidget(self.edit_button)
        head.addWidget(self.remove_button)
        choices = QWidget()
        choose = FlowLayout(choices)
        for part in (self.accept_button, self.reword_button, self.stet_button, self.reopen_button):
            choose.addWidget(part)
        decide = QHBoxLayout()
        decide.setSpacing(6)
        decide.addWidget(self.decided_why, 1)
        decide.addWidget(self.undecide_button)
        decide.addWidget(self.decide_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 6)
        layout.setSpacing(4)
        layout.addLayout(head)
        for part in (self._place, self.text, self.diff, self.why, self._reason, self._outcome):
            layout.addWidget(part)
        layout.addWidget(choices)
        layout.addWidget(self.other_words)
        layout.addLayout(decide)
        self.text.hide()

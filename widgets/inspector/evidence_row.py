"""One citation on a claim, read or edited in its place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records import EvidenceRecord, Question, Stance
from widgets.buttons import button
from widgets.inspector.citing import Citing, EvidenceForm
from widgets.inspector.quote_check import NOTHING_KNOWN, Known, QuoteCheck
from widgets.key_names import show_key
from widgets.labels import BOLD, ElidedLabel, Label
from widgets.pills import Pill

_LONGEST_SHOWN = 1_500
"""Characters of a passage; more of it is for its form."""

STANCE_TONES = {Stance.SUPPORTS: "true", Stance.CONTRADICTS: "false", Stance.CONTEXT: "unknown"}


class EvidenceRow(QWidget):
    """One citation, read until its pencil is pressed, then edited in its place.

    Signals: ``edited(Citing)``, ``removed``, ``source_opened``, ``passage_opened``, ``seen(bool)``,
    ``typing(field, text)``.
    """

    edited = Signal(object)
    typing = Signal(str, str)
    removed = Signal()
    source_opened = Signal()
    passage_opened = Signal()
    seen = Signal(bool)

    def __init__(self, evidence: EvidenceRecord, *, two_questions: bool) -> None:
        super().__init__()
        self.evidence = evidence
        self._two = two_questions
        self._form: EvidenceForm | None = None
        self._number = QPushButton()
        self._number.setProperty("look", "number")
        self._stance = Pill(size=0.85)
        self._asked = Label(ink="soft", size=0.88, wrap=False)
        self._held_back = Pill(self.tr("confidential"), "false", size=0.85)
        self._title = ElidedLabel(size=0.95, weight=BOLD)
        self._passage = Label(serif=True)
        self._locator = Label(ink="soft", size=0.88)
        self.check = QuoteCheck()
        self._known = NOTHING_KNOWN
        self.open_button = button("→", look="icon", name=self.tr("Open at the passage"))
        words = self.tr("Open the source beside the article, at the passage ({0})")
        show_key(self.open_button, self.open_button.setToolTip, words, "source.passage", "Shift+B")
        edit, remove = self.tr("Edit this evidence"), self.tr("Remove this evidence")
        self.edit_button = button("✎", look="icon", tip=edit, name=edit)
        self.remove_button = button("×", look="icon", tip=remove, name=remove)
        self._column = QVBoxLayout(self)
        self._lay_out()
        self._number.clicked.connect(self.source_opened)
        self.open_button.clicked.connect(self.passage_opened)
        self.edit_button.clicked.connect(self.begin)
        self.remove_button.clicked.connect(self.removed)
        self.check.seen.connect(self.seen)
        self.show_evidence(evidence, two_questions=two_questions)

    def show_evidence(self, evidence: EvidenceRecord, *, two_questions: bool) -> None:
        """Show that citation; a form that is open keeps what is being typed."""
        self.evidence, self._two = evidence, two_questions
        stances = {
            Stance.SUPPORTS: self.tr("▲ supports"),
            Stance.CONTRADICTS: self.tr("▼ contradicts"),
            Stance.CONTEXT: self.tr("● context"),
        }
        self._number.setText(evidence.source_number)
        self._number.setAccessibleName(self.tr("Open source {0}").format(evidence.source_number))
        self._stance.set_words(stances[evidence.stance], STANCE_TONES[evidence.stance])
        asked = self.tr("said?") if evidence.question is Question.SAID else self.tr("so?")
        self._asked.setText(asked)
        self._asked.setVisible(two_questions)
        self._held_back.setVisible(evidence.held_back)
        whole = self.tr("Its source is confidential: no more than a trace of this goes out")
        passage = self.tr("This passage is confidential: no more than a trace of it goes out")
        self._held_back.setToolTip(whole if evidence.source_confidential else passage)
        self._title.setText(evidence.source_title)
        self._passage.setText(self._readable(evidence.passage))
        self._passage.setVisible(bool(evidence.passage))
        self._locator.setText(evidence.locator)
        self._locator.setVisible(bool(evidence.locator))
        self.show_check(self._known)

    def _readable(self, passage: str) -> str:
        if len(passage) <= _LONGEST_SHOWN:
            return f"“{passage}”"
        words = self.tr("“{0}”\n(The first {1} of {2} characters; all of them in its form, ✎.)")
        return words.format(passage[:_LONGEST_SHOWN], f"{_LONGEST_SHOWN:,}", f"{len(passage):,}")

    def show_check(self, known: Known) -> None:
        """Show what is known of whether the passage stands in the source."""
        self._known = known
        one = self.evidence
        self.check.setVisible(bool(one.passage) and self._form is None)
        if one.passage:
            self.check.show_check(known.checks.get(one.id), one.seen_by, known)

    @property
    def form(self) -> EvidenceForm | None:
        """The form, while this citation is being edited."""
        return self._form

    def begin(self) -> None:
        """Edit this citation in its place."""
        if self._form is not None:
            return
        one = self.evidence
        self._form = EvidenceForm(self.tr("Save"))
        self._form.question.setVisible(self._two)
        self._form.put(Citing(one.source, one.question, one.stance, one.passage, one.locator, one.place))
        self._form.done.connect(self._on_done)
        self._form.given_up.connect(self._on_given_up)
        self._form.typing.connect(self._on_typing)
        self._column.addWidget(self._form)
        self.edit_button.hide()
        for part in (self._passage, self._locator, self.check):
            part.hide()
        self._form.passage.setFocus()

    def flush(self) -> None:
        """Take what the open form holds as the change it would be, where it is one."""
        one = self.evidence
        before = Citing(one.source, one.question, one.stance, one.passage, one.locator, one.place)
        if self._form is not None and self._form.value(one.source) != before:
            self._on_done()

    def _on_typing(self, field: str, text: str) -> None:
        self.typing.emit(field.replace("evidence", self.evidence.id, 1), text)

    def _on_done(self) -> None:
        if self._form is not None:
            value = self._form.value(self.evidence.source)
            self._on_given_up()
            self.edited.emit(value)

    def _on_given_up(self) -> None:
        if self._form is not None:
            for draft in (self._form.passage.draft, self._form.locator.draft):
                draft.reset("")
                self._on_typing(draft.objectName(), "")
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        self.edit_button.show()
        self.edit_button.setFocus()
        self.show_evidence(self.evidence, two_questions=self._two)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._number)
        line.addWidget(self._stance)
        line.addWidget(self._asked)
        line.addWidget(self._held_back)
        line.addStretch(1)
        line.addWidget(self.open_button)
        line.addWidget(self.edit_button)
        line.addWidget(self.remove_button)
        layout = self._column
        layout.setContentsMargins(0, 2, 0, 4)
        layout.setSpacing(2)
        layout.addLayout(line)
        for part in (self._title, self._passage, self._locator, self.check):
            layout.addWidget(part)

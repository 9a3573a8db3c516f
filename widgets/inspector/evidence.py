"""What sources say on the claim, and the row that cites one more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from db.records import (
    ClaimId,
    ClaimRecord,
    EvidenceRecord,
    Question,
    Selected,
    SourceKind,
    SourceRecord,
    Stance,
)
from db.records.checks import CheckOutcome
from widgets.inspector.citing import Citing, EvidenceForm
from widgets.inspector.evidence_row import EvidenceRow
from widgets.inspector.quote_check import NOTHING_KNOWN, Known, independence_words
from widgets.key_names import show_key
from widgets.labels import CapsLabel, Label
from widgets.source_finder import SourceFinder

_SPARE = 8
"""So many rows are kept for the next claim."""


class EvidenceList(QWidget):
    """The evidence on one claim, and the row that adds to it.

    Signals: ``cited(Citing)``; ``source_wanted(text, kind)`` for words that name no source yet;
    ``edited(evidence_id, Citing)``; ``removed(evidence_id)``; ``source_opened(source_id)``;
    ``passage_opened(evidence_id)`` to see where it stands;
    ``typing(field, text)``.
    """

    cited = Signal(object)
    source_wanted = Signal(str, str)
    edited = Signal(str, object)
    removed = Signal(str)
    source_opened = Signal(str)
    seen = Signal(str, bool)
    passage_opened = Signal(str)
    typing = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._claim: ClaimId | None = None
        self._two = False
        self._shown: dict[str, EvidenceRow] = {}
        self._spare: list[EvidenceRow] = []
        self._known = NOTHING_KNOWN
        self._waiting: dict[ClaimId, Citing] = {}
        self._title = CapsLabel(self.tr("Evidence"))
        self._none = Label(ink="soft", size=0.95)
        self._independence = Label(ink="warning", size=0.92)
        none = self.tr("None yet. Press {0} and type to find a source.")
        show_key(self._none, self._none.setText, none, "claim.evidence", "E")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.finder = SourceFinder()
        self.form = EvidenceForm(self.tr("Cite"))
        self.form.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in (self._title, self._independence, self._none):
            layout.addWidget(part)
        layout.addLayout(self._rows)
        layout.addWidget(self.finder)
        layout.addWidget(self.form)
        self._connect()

    def show_claim(
        self, claim: ClaimRecord, evidence: Sequence[EvidenceRecord], sources: Sequence[SourceRecord]
    ) -> None:
        """Show the evidence on that claim; a citation begun for another claim waits there."""
        self._two = claim.reported
        self._independence.setText(independence_words(claim))
        self._independence.setVisible(bool(self._independence.text()))
        self.finder.set_sources(sources)
        if claim.id != self._claim:
            self.keep_waiting()
            self._clear()
            self._claim = claim.id
            self._bring_back()
        self.form.question.setVisible(self._two)
        if not self._two:
            self.form.question.choose(Question.SO)
        self._show_rows(sorted(evidence, key=lambda e: (e.question is Question.SO, e.at)))

    def show_checks(self, known: Known) -> None:
        """Show what is known of whether the passages stand in their sources."""
        self._known = known
        for row in self._shown.values():
            row.show_check(known)

    def next_to_see(self) -> EvidenceRow | None:
        """The citation whose passage a person is most likely to have seen just now.

        The one with the keyboard, else the first with a passage that neither a machine found nor they saw.
        """
        rows = [row for row in self._shown.values() if row.evidence.passage]
        rows.sort(key=self._rows.indexOf)
        for row in rows:
            if row.hasFocus() or row.isAncestorOf(QApplication.focusWidget() or self):
                return row
        return next((row for row in rows if self._to_see(row.evidence)), None)

    def _to_see(self, evidence: EvidenceRecord) -> bool:
        check = self._known.checks.get(evidence.id)
        exact = check is not None and check.outcome is CheckOutcome.EXACT
        return not exact and self._known.me not in evidence.seen_by

    def keep_waiting(self) -> None:
        """Lay aside a citation begun and not made, for when this claim is shown again."""
        if self._claim is None:
            return
        source = self.finder.source
        value = self.form.value(source.id if source else None)
        if value.source or value.passage or value.locator:
            self._waiting[self._claim] = value
        else:
            self._waiting.pop(self._claim, None)

    def flush(self) -> None:
        """Tell what open forms hold; a citation begun stays here until its claim is shown again."""
        for row in list(self._shown.values()):
            row.flush()
        self.form.passage.draft.flush()
        self.form.locator.draft.flush()
        self.keep_waiting()

    def restore(self, field: str, text: str) -> None:
        """Put back typing kept for a citation that was being edited, by the name ``typing`` gave it."""
        evidence, _, part = field.rpartition(".")
        row = self._shown.get(evidence)
        if row is None:
            return
        row.begin()
        if row.form is not None:
            (row.form.passage if part == "passage" else row.form.locator).draft.restore(text)

    def begin(self, question: Question, selected: Selected | None = None) -> None:
        """Go to the line that finds a source, or cite what is ``selected`` in one, on that question."""
        self.form.question.choose(question if self._two else Question.SO)
        if selected is not None:
            self.finder.choose(selected.source)
            self.form.passage.draft.reset(selected.passage)
            self.form.locator.draft.reset(selected.locator)
            self.form.place = selected.place
        self.finder.line.setFocus()

    def row(self, evidence: str) -> EvidenceRow:
        """The row of that citation; KeyError where it is not shown."""
        return self._shown[evidence]

    def _connect(self) -> None:
        self.finder.opened.connect(self.form.show)
        self.finder.entered.connect(self._on_cite)
        self.finder.unknown_entered.connect(self._on_unknown)
        self.finder.chosen.connect(self._show_button)
        self.form.done.connect(self._on_cite)
        self.form.given_up.connect(self._on_given_up)
        self.form.typing.connect(self.typing)
        self._show_button()

    def _show_rows(self, evidence: list[EvidenceRecord]) -> None:
        self._none.setVisible(not evidence)
        gone = set(self._shown) - {one.id for one in evidence}
        for key in sorted(gone):
            self._drop(key)
        for at, one in enumerate(evidence):
            row = self._shown.get(one.id)
            if row is None:
                self._shown[one.id] = row = self._new_row(one)
            else:
                row.show_evidence(one, two_questions=self._two)
            if self._rows.indexOf(row) != at:
                self._rows.insertWidget(at, row)
            row.show()

    def _new_row(self, evidence: EvidenceRecord) -> EvidenceRow:
        if self._spare:
            row = self._spare.pop(0)
            row.show_evidence(evidence, two_questions=self._two)
            row.show_check(self._known)
            return row
        row = EvidenceRow(evidence, two_questions=self._two)
        row.edited.connect(self._on_edited)
        row.typing.connect(self.typing)
        row.removed.connect(self._on_removed)
        row.seen.connect(self._on_seen)
        row.show_check(self._known)
        row.source_opened.connect(self._on_source_opened)
        row.passage_opened.connect(self._on_passage_opened)
        return row

    def _drop(self, key: str) -> None:
        row = self._shown.pop(key)
        self._rows.removeWidget(row)
        row.hide()
        if row.form is None and len(self._spare) < _SPARE:
            # Making and dressing a row takes longer than all it shows.
            self._spare.append(row)
        else:
            row.deleteLater()

    def _clear(self) -> None:
        for key in list(self._shown):
            self._drop(key)

    def _bring_back(self) -> None:
        blank = Citing(None, Question.SO, Stance.CONTEXT, "", "")
        value = self._waiting.get(self._claim, blank) if self._claim else blank
        self.finder.choose(value.source)
        self.form.put(value)
        self.form.setVisible(value != blank)

    def put_back(self, value: Citing) -> None:
        """Go on with a citation that could not be made, where it says where."""
        self.finder.choose(value.source)
        self.form.put(value)
        self.form.show()
        self.form.locator.setFocus()
        self.form.locator.selectAll()

    def _show_button(self) -> None:
        source = self.finder.source
        recorded = source is not None and source.kind == SourceKind.RECORDING
        self.form.show_where(recorded=recorded)
        self.form.button.setEnabled(self.finder.source is not None)

    def _on_cite(self) -> None:
        source = self.finder.source
        if source is None:
            self.finder.line.setFocus()
            return
        value = self.form.value(source.id)
        self.finder.note_used(source.id)
        self._blank()
        for draft in (self.form.passage.draft, self.form.locator.draft):
            self.typing.emit(draft.objectName(), "")
        self.cited.emit(value)

    def _on_unknown(self, text: str, kind: str) -> None:
        if text:
            self.finder.choose(None)
            self.source_wanted.emit(text, kind)

    def _on_given_up(self) -> None:
        self._blank()
        self.form.hide()

    def _blank(self) -> None:
        if self._claim is not None:
            self._waiting.pop(self._claim, None)
        self.finder.choose(None)
        self.form.stance.choose(Stance.CONTEXT)
        self.form.place = None
        self.form.passage.draft.reset("")
        self.form.locator.draft.reset("")

    def _on_edited(self, value: Citing) -> None:
        row = self.sender()
        if isinstance(row, EvidenceRow):
            self.edited.emit(row.evidence.id, value)

    def _on_seen(self, seen: bool) -> None:
        row = self.sender()
        if isinstance(row, EvidenceRow):
            self.seen.emit(row.evidence.id, seen)

    def _on_removed(self) -> None:
        row = self.sender()
        if isinstance(row, EvidenceRow):
            self.removed.emit(row.evidence.id)

    def _on_source_opened(self) -> None:
        row = self.sender()
        if isinstance(row, EvidenceRow):
            self.source_opened.emit(row.evidence.source)

    def _on_passage_opened(self) -> None:
        row = self.sender()
        if isinstance(row, EvidenceRow):
            self.passage_opened.emit(row.evidence.id)

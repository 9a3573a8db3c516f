"""Edits the claim in hand in its place: no dialog stands between a person and a claim."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from db.records import (
    ClaimId,
    ClaimRecord,
    ConflictRecord,
    EvidenceRecord,
    PassageRecord,
    PersonId,
    Question,
    Scale,
    SourceId,
    SourceRecord,
)
from widgets.inspector.beside import Beside
from widgets.inspector.citing import Citing
from widgets.inspector.claim_page import ClaimPage
from widgets.inspector.folds import passage_of
from widgets.key_names import show_key
from widgets.labels import EmptyState
from widgets.remarks.wishes import parse_typing
from widgets.styling import follow_theme


class ClaimInspector(QWidget):
    """The claim in hand: words, speaker, verdicts, evidence, closing.

    Attributes: ``page`` lays out the parts, which are known here by their own names too.

    Signals: ``typing(claim, field, text)`` within a second of a key, for safe keeping; every ``*_requested``
    is one change wished for, as is every ``wished(wish)`` from ``widgets.remarks.wishes``. A verdict always
    travels whole: rating (int or None), rationale and as-of date. ``remark_typing(key, text, waits)`` is the
    typing of fixes and queries; ``passage_wanted(PassageRecord)`` asks to see their words;
    ``fold_turned(name, open)`` tells which parts are kept open. ``left`` when Escape gives the keyboard back
    to the article.
    """

    typing = Signal(str, str, str)
    wording_requested = Signal(str, str)
    attribution_requested = Signal(str, str, str, str)
    verdict_requested = Signal(str, object, object, str, str)
    wished = Signal(object)
    remark_typing = Signal(str, str, bool)
    passage_wanted = Signal(object)
    fold_turned = Signal(str, bool)
    close_requested = Signal(str, str)
    reopen_requested = Signal(str)
    delete_requested = Signal(str)
    cite_requested = Signal(str, str, object, object, str, str)
    evidence_edited = Signal(str, object, object, str, str)
    evidence_removed = Signal(str)
    source_wanted = Signal(str, str)
    source_requested = Signal(str)
    place_requested = Signal(str)
    version_requested = Signal(str, str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._claim: ClaimRecord | None = None
        self._scale = Scale("", 0, "", ())
        self._question = Question.SO
        self._arriving = False
        self._empty = EmptyState()
        none, words = self.tr("No claim in hand"), self.tr("Choose a claim, or press {0} in a sentence.")
        show_key(self._empty, partial(self._empty.show_words, none), words, "article.mark", "H")
        page = self.page = ClaimPage()
        self.wording, self.attribution, self.claim_part = page.wording, page.attribution, page.claim_part
        self.sections, self.evidence = page.sections, page.evidence
        self.closing, self.folds, self.delete_button = page.closing, page.folds, page.delete_button
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._connect()
        follow_theme(self)

    # -- what a panel gives

    def show_claim(
        self,
        claim: ClaimRecord | None,
        evidence: Sequence[EvidenceRecord],
        sources: Sequence[SourceRecord],
        scale: Scale,
        me: PersonId,
        conflicts: Sequence[ConflictRecord] = (),
    ) -> None:
        """Show that claim; first tells what was typed for the one before. The same claim again brings its
        news without touching what is being typed."""
        other = claim is None or self._claim is None or claim.id != self._claim.id
        if other:
            self.flush()
        self._claim, self._scale = claim, scale
        if claim is not None:
            self.prepare()
        self._stack.setCurrentWidget(self.page if claim else self._empty)
        if claim is None:
            return
        if other:
            self.set_question(claim.questions[0])
        # What the parts lay aside now was typed on the claim before, and told with it.
        self._arriving = other
        self.page.show_claim(claim, evidence, sources, scale, me, conflicts, other=other)
        self._arriving = False
        self._show_questions()

    def prepare(self) -> None:
        """Dress the fields: a window without a claim in hand is shown before."""
        if self._stack.indexOf(self.page) < 0:
            self._stack.addWidget(self.page)

    def show_beside(self, claim: str, beside: Beside) -> None:
        """Show fixes, queries, notes and history of that claim, if it is the one shown."""
        self.folds.show_beside(claim, beside)

    def set_open_parts(self, names: Collection[str]) -> None:
        """Open the parts a person left open, and fold the others."""
        self.page.set_open_parts(names)

    def flush(self) -> None:
        """Tell everything that was typed and not told: before another claim, an undo, or the end."""
        if self._claim is not None:
            self.page.flush()

    def forget_sent(self) -> None:
        """Before an undo or redo: take the next record as it is, even where it holds an earlier text."""
        self.page.forget_sent()

    def restore(self, field: str, text: str) -> None:
        """Put back typing kept for the claim in hand, by the name ``typing`` gave it."""
        found = self.page.drafts().get(field)
        remark = parse_typing(field)
        if found is not None:
            self._uncover(field)
            found.draft.restore(text)
        elif remark is not None and self._claim is not None:
            entity, name, start, end = remark
            at = replace(passage_of(self._claim), start=start, end=end)
            if (start, end) != (self._claim.start, self._claim.end):
                within = slice(start - self._claim.start, end - self._claim.start)
                at = replace(at, quote=self._claim.quote[within])
            self.folds.restore(f"{entity}.{name}", text, at)
        elif field.startswith("note:"):
            self.folds.restore(field, text)
        else:
            self.evidence.restore(field, text)

    def _uncover(self, field: str) -> None:
        if field in ("wording", "speaker", "through"):
            self.claim_part.set_open(True)
        question, _, _ = field.partition(".")
        if question in [one.value for one in Question]:
            self.set_question(Question(question))

    # -- what keys do

    @property
    def claim(self) -> ClaimId | None:
        """The claim in hand."""
        return self._claim.id if self._claim else None

    @property
    def question(self) -> Question:
        """The question the number keys rate."""
        return self._question

    def set_question(self, question: Question) -> None:
        """Let the number keys rate that question, where the claim asks it."""
        if self._claim is not None and question in self._claim.questions:
            self._question = question
            self._show_questions()

    def switch_question(self) -> None:
        """Turn the number keys to the claim's other question."""
        self.set_question(Question.SO if self._question is Question.SAID else Question.SAID)
        self.page.see_rating(self._question)

    def rate(self, value: int) -> None:
        """Press that step of the scale for the question in focus."""
        if self._claim is not None:
            self.sections[self._question].picker.press(value)
            self.page.see_rating(self._question)

    def begin_wording(self) -> None:
        """Go to the wording."""
        self.claim_part.set_open(True)
        self._go_to(self.wording)

    def begin_speaker(self) -> None:
        """Go to the speaker."""
        self.claim_part.set_open(True)
        self._go_to(self.attribution.speaker)

    def begin_evidence(self) -> None:
        """Go to the line that finds a source."""
        if self._claim is not None:
            self.evidence.begin(self._question)
            self.page.see_finder()

    def choose_source(self, source: SourceId) -> None:
        """Have that source chosen for the citation under way, and go on to what it says."""
        self.evidence.finder.choose(source)
        self._go_to(self.evidence.form.passage)

    def begin_fix(self, passage: PassageRecord | None = None) -> None:
        """Go to one's own open fix on these words, by default the claim's, or begin one."""
        self.page.see(self.folds.begin_fix(passage))

    def begin_query(self, passage: PassageRecord | None = None) -> None:
        """Begin a query on these words, by default the claim's."""
        self.page.see(self.folds.begin_query(passage))

    def begin_note(self) -> None:
        """Go to the field for another note."""
        if self._claim is not None:
            self.folds.begin_note()
            self.page.see(self.folds.notes)

    def begin_rationale(self) -> None:
        """Go to the rationale of the question in focus."""
        self._go_to(self.sections[self._question].rationale)

    def close_claim(self) -> None:
        """Close as Ctrl+Enter does: at once where nothing is missing, else go to the reason."""
        if self._claim is None:
            return
        self.flush()
        if self.closing.reopen_button.isVisibleTo(self):
            return
        if self.closing.close_button.isEnabled():
            self.closing.close_button.click()
        elif self.closing.reason.isVisibleTo(self):
            self._go_to(self.closing.reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # -- inside

    def _go_to(self, field: QWidget) -> None:
        if self._claim is not None:
            self.page.go_to(field)

    def _show_questions(self) -> None:
        asked = self._claim.questions if self._claim else ()
        if asked and self._question not in asked:
            self._question = asked[0]
        keys = max((rating.value for rating in self._scale.ratings), default=0)
        self.page.show_questions(asked, self._question, keys)

    def _connect(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        self.wording.draft.setObjectName("wording")
        self.wording.draft.typing.connect(self._on_wording_typing)
        self.wording.draft.committed.connect(self._on_wording)
        self.page.header.go_wanted.connect(self._on_go)
        self.page.conflicts.settled.connect(self.version_requested)
        self.attribution.typing.connect(self._on_typing)
        self.attribution.wanted.connect(self._on_attribution)
        for section in self.sections.values():
            section.typing.connect(self._on_typing)
            section.wanted.connect(self._on_verdict)
            section.touched.connect(self.set_question)
        self.evidence.typing.connect(self._on_typing)
        self.evidence.finder.grown.connect(self.page.see_finder)
        self.evidence.cited.connect(self._on_cited)
        self.evidence.edited.connect(self._on_evidence_edited)
        self.evidence.removed.connect(self.evidence_removed)
        self.evidence.source_opened.connect(self.source_requested)
        self.evidence.source_wanted.connect(self._on_source_wanted)
        self.claim_part.turned.connect(self.fold_turned)
        self.folds.turned.connect(self.fold_turned)
        self.folds.wished.connect(self.wished)
        self.folds.typing.connect(self.remark_typing)
        self.folds.note_typing.connect(self._on_typing)
        self.folds.place_wanted.connect(self.passage_wanted)
        self.closing.reason.draft.typing.connect(self._on_reason_typing)
        self.closing.close_wanted.connect(self._on_close)
        self.closing.reopen_wanted.connect(self._on_reopen)
        self.delete_button.clicked.connect(self._on_delete)

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        for question, section in self.sections.items():
            if now is not None and section.isAncestorOf(now) and question is not self._question:
                self.set_question(question)

    def _on_typing(self, field: str, text: str) -> None:
        if self._claim is not None and not self._arriving:
            self.typing.emit(self._claim.id, field, text)

    def _on_wording_typing(self, text: str) -> None:
        self._on_typing("wording", text)

    def _on_reason_typing(self, text: str) -> None:
        self._on_typing("close_reason", text)

    def _on_wording(self, text: str) -> None:
        if self._claim is not None:
            self.wording.draft.note_sent()
            self.wording_requested.emit(self._claim.id, text.strip())

    def _on_attribution(self, speaker: str, through: str, act: str) -> None:
        if self._claim is not None:
            self.attribution_requested.emit(self._claim.id, speaker, through, act)

    def _on_verdict(self, question: Question, rating: int | None, rationale: str, as_of: str) -> None:
        if self._claim is not None:
            self.verdict_requested.emit(self._claim.id, question, rating, rationale, as_of)

    def _on_cited(self, value: Citing) -> None:
        if self._claim is not None:
            self.cite_requested.emit(
                self._claim.id, value.source, value.question, value.stance, value.passage, value.locator
            )

    def _on_evidence_edited(self, evidence: str, value: Citing) -> None:
        self.evidence_edited.emit(evidence, value.question, value.stance, value.passage, value.locator)

    def _on_source_wanted(self, text: str) -> None:
        if self._claim is not None:
            self.source_wanted.emit(self._claim.id, text)

    def _on_close(self, reason: str) -> None:
        if self._claim is not None:
            self.flush()
            self.close_requested.emit(self._claim.id, reason)

    def _on_reopen(self) -> None:
        if self._claim is not None:
            self.reopen_requested.emit(self._claim.id)

    def _on_delete(self) -> None:
        if self._claim is not None:
            self.flush()
            self.delete_requested.emit(self._claim.id)

    def _on_go(self) -> None:
        if self._claim is not None:
            self.place_requested.emit(self._claim.id)

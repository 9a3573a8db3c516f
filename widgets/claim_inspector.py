"""Edits the claim in hand in its place: no dialog stands between a person and a claim."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.records import (
    ClaimId,
    ClaimRecord,
    ConflictRecord,
    EvidenceRecord,
    PassageRecord,
    PersonId,
    Question,
    Scale,
    Selected,
    SourceId,
    SourceRecord,
)
from widgets.fields import DraftText
from widgets.key_names import show_key
from widgets.labels import EmptyState
from widgets.styling import follow_theme

if TYPE_CHECKING:
    from widgets.fold import Fold
    from widgets.inspector.attribution import Attribution
    from widgets.inspector.beside import Beside
    from widgets.inspector.claim_page import ClaimPage, PageParts
    from widgets.inspector.closing import Closing
    from widgets.inspector.evidence import EvidenceList
    from widgets.inspector.folds import Folds
    from widgets.inspector.question import QuestionSection
    from widgets.inspector.quote_check import Known


class ClaimInspector(QWidget):
    """The claim in hand: words, speaker, verdicts, evidence, closing.

    Attributes: ``page`` lays out the parts, which are known here by their own names too; it is made when
    first asked for.

    Signals: ``typing(claim, field, text)`` within a second of a key, for safe keeping; every ``*_requested``
    is one change wished for, as is every ``wished(wish)`` from ``widgets.remarks.wishes``. A verdict always
    travels whole: rating (int or None), rationale and as-of date. ``remark_typing(key, text, waits)`` is the
    typing of fixes and queries; ``passage_wanted(PassageRecord)`` asks to see their words;
    ``passage_requested(evidence)`` to see where it stands in its source; ``seen_requested(evidence, bool)``
    that the person saw it there by eye, or takes that back;
    ``fold_turned(name, open)`` tells which parts are kept open; ``citing_given_up`` that a citation begun is
    not to be. ``left`` when Escape gives the keyboard back
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
    cite_requested = Signal(str, str, object, object, str, str, object)
    citing_given_up = Signal()
    evidence_edited = Signal(str, object, object, str, str)
    evidence_removed = Signal(str)
    seen_requested = Signal(str, bool)
    source_wanted = Signal(str, str, str)
    source_requested = Signal(str)
    passage_requested = Signal(str)
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
        self._parts: PageParts | None = None
        self._page: ClaimPage | None = None
        self._open_parts: Collection[str] = ()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        follow_theme(self)

    # -- its parts

    @property
    def there(self) -> bool:
        """Whether the page was made."""
        return self._page is not None

    @property
    def page(self) -> ClaimPage:
        """The claim's parts under one another, made now where they never were."""
        if self._page is None:
            from widgets.inspector.claim_page import ClaimPage

            self._page = ClaimPage(self._page_parts)
            self._page.set_open_parts(self._open_parts)
            self._connect(self._page)
        return self._page

    @property
    def _page_parts(self) -> PageParts:
        if self._parts is None:
            from widgets.inspector.claim_page import PageParts

            self._parts = PageParts()
        return self._parts

    @property
    def wording(self) -> DraftText:
        return self.page.wording

    @property
    def attribution(self) -> Attribution:
        return self.page.attribution

    @property
    def claim_part(self) -> Fold:
        return self.page.claim_part

    @property
    def sections(self) -> dict[Question, QuestionSection]:
        return self.page.sections

    @property
    def evidence(self) -> EvidenceList:
        return self.page.evidence

    @property
    def closing(self) -> Closing:
        return self.page.closing

    @property
    def folds(self) -> Folds:
        return self.page.folds

    @property
    def delete_button(self) -> QPushButton:
        return self.page.delete_button

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
        self._arriving = other
        self.page.show_claim(claim, evidence, sources, scale, me, conflicts, other=other)
        self._arriving = False
        self._show_questions()

    def making(self) -> Sequence[Callable[[], object]]:
        """What makes the page ready, in pieces: its modules are read, its parts and it made, and dressed."""
        from widgets.inspector.made_ready import making

        return [*making(lambda: self._page_parts), lambda: self.page, self.prepare]

    def prepare(self) -> None:
        """Dress the fields: a window without a claim in hand is shown before."""
        if self._stack.indexOf(self.page) < 0:
            self._stack.addWidget(self.page)

    def rehearse(
        self, claim: ClaimRecord, evidence: Sequence[EvidenceRecord], scale: Scale, me: PersonId
    ) -> Sequence[Callable[[], object]]:
        """What makes the first claim chosen cost no more than others, in pieces a few milliseconds long.

        The fields take that claim, are laid out and painted, all where nobody sees it and only as long as no
        claim is in hand.
        """
        from widgets.inspector.made_ready import rehearsing

        fill = partial(self.page.show_claim, claim, evidence, (), scale, me, (), other=True)
        ask = partial(self.page.show_questions, claim.questions, claim.questions[0], len(scale.ratings))
        pieces = rehearsing(self.page, lambda: self._stack.size(), fill, ask)
        return [partial(self._rehearse, piece) for piece in pieces]

    def _rehearse(self, piece: Callable[[], object]) -> None:
        if self._claim is None:
            piece()

    def show_beside(self, claim: str, beside: Beside) -> None:
        """Show fixes, queries, notes and history of that claim, if it is the one shown."""
        if self._page is not None:
            self._page.folds.show_beside(claim, beside)

    def set_open_parts(self, names: Collection[str]) -> None:
        """Open the parts a person left open, and fold the others."""
        self._open_parts = names
        if self._page is not None:
            self._page.set_open_parts(names)

    def flush(self) -> None:
        """Tell everything that was typed and not told: before another claim, an undo, or the end."""
        if self._claim is not None:
            self.page.flush()

    def forget_sent(self) -> None:
        """Before an undo or redo: take the next record as it is, even where it holds an earlier text."""
        if self._page is not None:
            self._page.forget_sent()

    def restore(self, field: str, text: str) -> None:
        """Put back typing kept for the claim in hand, by the name ``typing`` gave it."""
        from widgets.inspector.restoring import restore

        found = self.page.drafts().get(field)
        if found is not None:
            self._uncover(field)
            found.draft.restore(text)
        elif self._claim is not None:
            restore(self.page, self._claim, field, text)

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
    def arriving(self) -> bool:
        """Whether what is laid aside now was typed on the claim before, and told with it."""
        return self._arriving

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

    def begin_evidence(self, selected: Selected | None = None) -> None:
        """Go to the line that finds a source, or cite what is selected in one."""
        if self._claim is not None:
            self.evidence.begin(self._question, selected)
            self.page.see_finder()

    def show_checks(self, known: Known) -> None:
        """Show what is known of whether quoted passages stand in their sources."""
        if self.there:
            self.evidence.show_checks(known)

    def see_by_eye(self) -> str:
        """Say of a citation that its passage was seen in the source, as its button does; the source's number.

        Of the one with the keyboard, else the first that is in doubt; blank where there is none.
        """
        row = self.evidence.next_to_see() if self._claim is not None else None
        if row is None:
            return ""
        self.page.see(row)
        row.check.button.click()
        return row.evidence.source_number

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

    def _connect(self, page: ClaimPage) -> None:
        from widgets.inspector.wishing import Wishing

        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        Wishing(self, page)

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        for question, section in self.sections.items():
            if now is not None and section.isAncestorOf(now) and question is not self._question:
                self.set_question(question)

"""What is wished on the inspector's page, told with the claim it is wished for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from db.records import Question
from widgets.inspector.citing import Citing
from widgets.inspector.claim_page import ClaimPage

if TYPE_CHECKING:
    from widgets.claim_inspector import ClaimInspector


class Wishing(QObject):
    """Emits the inspector's signals for what a person does on its page."""

    def __init__(self, inspector: ClaimInspector, page: ClaimPage) -> None:
        super().__init__(inspector)
        self._inspector, self._page = inspector, page
        page.wording.draft.setObjectName("wording")
        page.wording.draft.typing.connect(self._on_wording_typing)
        page.wording.draft.committed.connect(self._on_wording)
        page.header.go_wanted.connect(self._on_go)
        page.conflicts.settled.connect(inspector.version_requested)
        page.attribution.typing.connect(self._on_typing)
        page.attribution.wanted.connect(self._on_attribution)
        for section in page.sections.values():
            section.typing.connect(self._on_typing)
            section.wanted.connect(self._on_verdict)
            section.touched.connect(inspector.set_question)
        page.evidence.typing.connect(self._on_typing)
        page.evidence.finder.grown.connect(page.see_finder)
        page.evidence.cited.connect(self._on_cited)
        page.evidence.edited.connect(self._on_evidence_edited)
        page.evidence.removed.connect(inspector.evidence_removed)
        page.evidence.seen.connect(inspector.seen_requested)
        page.evidence.source_opened.connect(inspector.source_requested)
        page.evidence.passage_opened.connect(inspector.passage_requested)
        page.evidence.source_wanted.connect(self._on_source_wanted)
        page.claim_part.turned.connect(inspector.fold_turned)
        page.folds.turned.connect(inspector.fold_turned)
        page.folds.wished.connect(inspector.wished)
        page.joined.wished.connect(inspector.wished)
        page.folds.typing.connect(inspector.remark_typing)
        page.folds.note_typing.connect(self._on_typing)
        page.folds.place_wanted.connect(inspector.passage_wanted)
        page.evidence.form.given_up.connect(inspector.citing_given_up)
        page.closing.reason.draft.typing.connect(self._on_reason_typing)
        page.closing.close_wanted.connect(self._on_close)
        page.closing.reopen_wanted.connect(self._on_reopen)
        page.delete_button.clicked.connect(self._on_delete)

    def _on_typing(self, field: str, text: str) -> None:
        if self._inspector.claim is not None and not self._inspector.arriving:
            self._inspector.typing.emit(self._inspector.claim, field, text)

    def _on_wording_typing(self, text: str) -> None:
        self._on_typing("wording", text)

    def _on_reason_typing(self, text: str) -> None:
        self._on_typing("close_reason", text)

    def _on_wording(self, text: str) -> None:
        if self._inspector.claim is not None:
            self._page.wording.draft.note_sent()
            self._inspector.wording_requested.emit(self._inspector.claim, text.strip())

    def _on_attribution(self, speaker: str, through: str, act: str) -> None:
        if self._inspector.claim is not None:
            self._inspector.attribution_requested.emit(self._inspector.claim, speaker, through, act)

    def _on_verdict(self, question: Question, rating: int | None, rationale: str, as_of: str) -> None:
        if self._inspector.claim is not None:
            self._inspector.verdict_requested.emit(self._inspector.claim, question, rating, rationale, as_of)

    def _on_cited(self, value: Citing) -> None:
        if self._inspector.claim is not None:
            self._inspector.cite_requested.emit(
                self._inspector.claim,
                value.source,
                value.question,
                value.stance,
                value.passage,
                value.locator,
                value.place,
            )

    def _on_evidence_edited(self, evidence: str, value: Citing) -> None:
        self._inspector.evidence_edited.emit(
            evidence, value.question, value.stance, value.passage, value.locator
        )

    def _on_source_wanted(self, text: str, kind: str) -> None:
        if self._inspector.claim is not None:
            self._inspector.source_wanted.emit(self._inspector.claim, text, kind)

    def _on_close(self, reason: str) -> None:
        if self._inspector.claim is not None:
            self._inspector.flush()
            self._inspector.close_requested.emit(self._inspector.claim, reason)

    def _on_reopen(self) -> None:
        if self._inspector.claim is not None:
            self._inspector.reopen_requested.emit(self._inspector.claim)

    def _on_delete(self) -> None:
        if self._inspector.claim is not None:
            self._inspector.flush()
            self._inspector.delete_requested.emit(self._inspector.claim)

    def _on_go(self) -> None:
        if self._inspector.claim is not None:
            self._inspector.place_requested.emit(self._inspector.claim)

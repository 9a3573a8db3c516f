"""What the inspector wishes, made into changes of the claim in hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.commands import checks, citing, claims, recorded, seeing, verdicts
from app.panels.desk import Desk
from app.panels.new_source import add_named
from app.session import Command
from db.errors import KnownError
from db.records import Changes, ClaimId, Place, Question, SourceId, SourceKind, Stance
from widgets.claim_inspector import ClaimInspector

# What becomes a change only by citing or closing.
_WAITING = ("evidence.passage", "evidence.locator", "close_reason")
VERDICT = ("rationale", "as_of")
"""The fields of a verdict that are typed."""


class ClaimWishes(QObject):
    """Takes every wish of the inspector to the command that grants it.

    Signals: ``left`` when the keyboard should go back to the article; ``told(sentence)``.
    """

    left = Signal()
    told = Signal(str)

    def __init__(self, desk: Desk, inspector: ClaimInspector, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._inspector = desk, inspector
        inspector.typing.connect(self._on_typing)
        inspector.wording_requested.connect(self._on_wording)
        inspector.attribution_requested.connect(self._on_attribution)
        inspector.verdict_requested.connect(self._on_verdict)
        inspector.close_requested.connect(self._on_close)
        inspector.reopen_requested.connect(self._on_reopen)
        inspector.delete_requested.connect(self._on_delete)
        inspector.cite_requested.connect(self._on_cite)
        inspector.evidence_edited.connect(self._on_evidence_edited)
        inspector.evidence_removed.connect(self._on_evidence_removed)
        inspector.seen_requested.connect(self._on_seen)
        inspector.source_wanted.connect(self._on_source_wanted)
        inspector.citing_given_up.connect(self._on_given_up)

    def _run(
        self,
        command: Command,
        claim: str = "",
        fields: tuple[str, ...] = (),
        then: Callable[[Changes], None] | None = None,
    ) -> None:
        if self._desk.session is not None:
            words = tuple(f"{claim}/{field}" for field in fields)
            self._desk.session.run(command, words=words, then=then)

    def _on_typing(self, claim: str, field: str, text: str) -> None:
        if self._desk.session is not None:
            self._desk.session.keep_typing(f"{claim}/{field}", text, waits=field in _WAITING)

    def _on_given_up(self) -> None:
        for field in _WAITING:
            if self._inspector.claim is not None:
                self._on_typing(self._inspector.claim, field, "")

    def _on_wording(self, claim: str, wording: str) -> None:
        command = partial(claims.set_wording, claim=claim, wording=wording, revision=self._desk.revision)
        self._run(command, claim, ("wording",))

    def _on_attribution(self, claim: str, speaker: str, through: str, act: str) -> None:
        command = partial(
            claims.set_attribution,
            claim=claim,
            speaker=speaker,
            through=through,
            act=act,
            revision=self._desk.revision,
        )
        self._run(command, claim, ("speaker", "through"))

    def _on_verdict(
        self, claim: str, question: Question, rating: int | None, rationale: str, as_of: str
    ) -> None:
        before = self._my_verdict(claim, question)
        fields = [f"{question.value}.{name}" for name in VERDICT]
        day: str | None = as_of
        if rating is None and not rationale:
            day = ""
        elif not as_of and (before is None or before[0] is None):
            # A first rating is as of today; a day taken away on purpose stays away.
            day = None
        elif not _is_day(as_of):
            # Half a date is no reason to hold the rationale back: it stays in its field as typing.
            day = before[1] if before else ""
            fields.pop()
        command = partial(
            verdicts.set_verdict,
            claim=claim,
            question=question,
            rating=rating,
            rationale=rationale,
            as_of=day,
            revision=self._desk.revision,
        )
        self._run(command, claim, tuple(fields))

    def _my_verdict(self, claim: str, question: Question) -> tuple[int | None, str] | None:
        record = self._desk.claims.get(claim)
        mine = [
            v
            for v in (record.verdicts if record else ())
            if v.question is question and v.person == self._desk.me
        ]
        return (mine[-1].rating, mine[-1].as_of) if mine else None

    def close(self, claim: str, reason: str = "") -> None:
        """Close that claim, which need not be in hand any more."""
        command = partial(claims.close, claim=claim, reason=reason, revision=self._desk.revision)
        self._run(command, claim, ("close_reason",) if reason else ())

    def _on_close(self, claim: str, reason: str) -> None:
        self.close(claim, reason)
        self.left.emit()

    def _on_reopen(self, claim: str) -> None:
        self._run(partial(claims.reopen, claim=claim, revision=self._desk.revision))

    def _on_delete(self, claim: str) -> None:
        self._run(partial(claims.delete, claim=claim, revision=self._desk.revision))
        self.left.emit()

    def _on_cite(
        self,
        claim: str,
        source: str,
        question: Question,
        stance: Stance,
        passage: str,
        locator: str,
        place: Place | None,
    ) -> None:
        known = self._desk.sources.get(SourceId(source))
        if known is not None and known.kind == SourceKind.RECORDING:
            try:
                recorded.times_of(locator)
            except KnownError as error:
                from widgets.inspector.citing import Citing

                value = Citing(known.id, question, stance, passage, locator, place)
                self._inspector.evidence.put_back(value)
                self.told.emit(str(error))
                return
        command = partial(
            citing.cite,
            claim=claim,
            source=source,
            question=question,
            stance=stance,
            passage=passage,
            locator=locator,
            place=place,
            revision=self._desk.revision,
        )
        self._run(command, claim, ("evidence.passage", "evidence.locator"))
        # The next key is another citation, the rationale or closing: none of them words for this line.
        self.left.emit()

    def _on_evidence_edited(
        self, evidence: str, question: Question, stance: Stance, passage: str, locator: str
    ) -> None:
        command = partial(
            citing.edit_evidence,
            evidence=evidence,
            question=question,
            stance=stance,
            passage=passage,
            locator=locator,
            revision=self._desk.revision,
        )
        self._run(command)

    def _on_evidence_removed(self, evidence: str) -> None:
        self._run(partial(citing.remove_evidence, evidence=evidence, revision=self._desk.revision))

    def _on_seen(self, evidence: str, seen: bool) -> None:
        command = seeing.seen_by_eye if seen else seeing.unseen
        self._run(partial(command, evidence=evidence, revision=self._desk.revision))

    def _on_source_wanted(self, claim: str, text: str, kind: str) -> None:
        """Words that name no source yet become one, chosen for the citation at once."""
        if self._desk.session is not None:
            added = partial(self._on_source_added, claim)
            add_named(self._desk.session, text, kind, self._desk.revision, added)
        self._desk.catch_up()

    def _on_source_added(self, claim: str, changes: Changes) -> None:
        self._desk.when_fresh(partial(self._choose, claim, changes.focus))

    def _choose(self, claim: str, source: str) -> None:
        if self._inspector.claim == ClaimId(claim):
            self._inspector.choose_source(SourceId(source))


def _is_day(text: str) -> bool:
    try:
        checks.day(text)
    except KnownError:
        return False
    return True

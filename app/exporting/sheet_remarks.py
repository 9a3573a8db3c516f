"""Fixes, open queries and shared notes as a sheet tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from app.exporting.claim_data import SheetFix, SheetMessage, SheetNote, SheetQuery
from db.records import (
    ArticleRecord,
    ArticleText,
    ClaimId,
    FixRecord,
    NoteRecord,
    PassageRecord,
    QueryRecord,
)


def day_of(at: int) -> str:
    """The UTC day of a time in milliseconds as an ISO date; empty for 0, which stands for "not known"."""
    return datetime.fromtimestamp(at / 1000, UTC).date().isoformat() if at else ""


@dataclass(frozen=True)
class Remarks:
    """What people remarked on one article; ``claim`` None asks for what is on other words."""

    article: ArticleRecord
    text: ArticleText
    all_fixes: Sequence[FixRecord]
    all_queries: Sequence[QueryRecord]
    all_notes: Sequence[NoteRecord]

    def fixes(self, claim: ClaimId | None) -> tuple[SheetFix, ...]:
        """The fixes on that claim, in reading order."""
        return tuple(self._fix(fix) for fix in self.all_fixes if fix.passage.claim == claim)

    def open_queries(self, claim: ClaimId | None) -> tuple[SheetQuery, ...]:
        """The queries on that claim that nobody resolved, in reading order."""
        return tuple(self._query(q) for q in self.all_queries if q.passage.claim == claim and not q.resolved)

    def notes(self, claim: ClaimId) -> tuple[SheetNote, ...]:
        """The shared notes on that claim, oldest first."""
        shared = (note for note in self.all_notes if note.claim == claim and not note.private)
        return tuple(SheetNote(note.text, note.person_name, day_of(note.at)) for note in shared)

    def _fix(self, fix: FixRecord) -> SheetFix:
        return SheetFix(
            quote=fix.passage.quote,
            paragraph=self._paragraph(fix.passage),
            text=fix.text,
            why=fix.why,
            state=fix.state.value,
            wanted=fix.wanted,
            outcome_why=fix.outcome_why,
            outcome_by="" if fix.open else fix.outcome_by,
            outcome_day="" if fix.open else day_of(fix.outcome_at),
            person=fix.person_name,
            day=day_of(fix.at),
        )

    def _query(self, query: QueryRecord) -> SheetQuery:
        messages = (SheetMessage(m.speaker, m.text, m.person_name, day_of(m.at)) for m in query.messages)
        place = self._paragraph(query.passage)
        return SheetQuery(query.passage.quote, place, query.role, query.name, tuple(messages))

    def _paragraph(self, passage: PassageRecord) -> int:
        if passage.draft != self.article.draft:
            return 0
        return max((b.paragraph for b in self.text.blocks if b.start <= passage.start), default=0)

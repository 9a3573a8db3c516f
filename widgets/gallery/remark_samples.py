"""Invented fixes, queries, notes and history for the gallery and the tests."""

from __future__ import annotations

from dataclasses import replace

from db.records import (
    ClaimRecord,
    FieldChange,
    FixId,
    FixRecord,
    FixState,
    MessageRecord,
    NoteId,
    NoteRecord,
    PassageRecord,
    QueryId,
    QueryRecord,
)
from widgets.gallery.sidebar_samples import DAY, JONAS, ME, NOW, claims
from widgets.inspector.beside import Beside


def passage(of: ClaimRecord, quote: str = "") -> PassageRecord:
    """Words of a claim, by default all."""
    at = of.start + max(0, of.quote.find(quote))
    words = quote or of.quote
    return PassageRecord(of.article, of.draft, at, at + len(words), words, "", "", of.id)


def fix(of: PassageRecord, text: str, state: FixState = FixState.PROPOSED, **fields: str) -> FixRecord:
    """A proposal, or what became of it."""
    blank = FixRecord(
        FixId(f"fix:{of.start}-{state}"),
        of,
        text,
        "",
        state,
        "",
        "",
        "Jonas Reyk",
        NOW,
        ME,
        "Maren Colby",
        NOW,
    )
    return replace(blank, **fields)  # type: ignore[arg-type]


def query(of: PassageRecord, *said: tuple[str, str], role: str = "author", name: str = "") -> QueryRecord:
    """A thread of (speaker, words), the first the question; a blank speaker is the first person."""
    key = QueryId(f"query:{of.start}-{role}")
    messages = tuple(
        MessageRecord(f"message:{n}", key, speaker, words, ME, "Maren Colby", NOW)
        for n, (speaker, words) in enumerate(said)
    )
    return QueryRecord(key, of, role, name, False, "", "", 0, messages, ME, "Maren Colby", NOW)


def remarks() -> tuple[FixRecord | QueryRecord, ...]:
    """Fixes in every state, one right to left, and two queries."""
    first, second, *_, arabic, _ = claims()
    return (
        fix(passage(first), "On 29 September the council voted to keep the ferry", why="The minutes."),
        fix(passage(second), "the ministry could not rule out that", FixState.ACCEPTED),
        fix(passage(second, "counting crew"), "", FixState.STET, outcome_why="It was read out so."),
        fix(passage(arabic), "لم تُعرض صور للحمولة، ولا وثائق شحن يمكن التحقق منها"),
        query(
            passage(second), ("", "Which letter?"), ("Linnea Vaske", "The one of 6 October."), name="L. Vaske"
        ),
        query(passage(first), ("", "Who asked for the vote?"), role="colleague"),
    )


def notes(of: ClaimRecord) -> tuple[NoteRecord, ...]:
    """A private note and a shared one of another person."""
    mine, theirs = "He rang back at nine; keep his name out.", "The harbour office keeps the log."
    return (
        NoteRecord(NoteId("note:1"), of.id, mine, True, ME, "Maren Colby", NOW),
        NoteRecord(NoteId("note:2"), of.id, theirs, False, JONAS, "Jonas Reyk", NOW),
    )


def past(of: ClaimRecord) -> tuple[FieldChange, ...]:
    """What a claim's fields were."""
    first, second = "The ferry stays.", "The council kept the ferry."
    return (
        FieldChange(of.id, "wording", "t3", NOW, "Jonas Reyk", False, first, second, True),
        FieldChange("v", "verdict", "t2", NOW - DAY, "Maren Colby", False, "× False", "½ Half true", True),
        FieldChange(of.id, "wording", "t1", NOW - 2 * DAY, "Maren Colby", False, "", first, False),
    )


def beside(of: ClaimRecord) -> Beside:
    """All that lies beside a claim's verdicts."""
    own = tuple(one for one in remarks() if one.passage.claim == of.id)
    return Beside(own, notes(of), past(of), {"v": "Maren Colby, Is it so?"}, frozenset(), ())

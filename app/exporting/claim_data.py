"""What a verdict sheet says of one claim, as plain data: see ``sheet_data``, of which it is a part."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetRating:
    """A rating in words; ``value`` None is "not rated" or, with the tone ``differ``, several ratings."""

    value: int | None
    label: str
    sign: str
    tone: str


@dataclass(frozen=True, slots=True)
class SheetVerdict:
    """One person's verdict on one question; ``day`` is when it was given, ``as_of`` what it speaks of."""

    person: str
    rating: SheetRating
    rationale: str
    as_of: str
    day: str


@dataclass(frozen=True, slots=True)
class SheetFix:
    """What the text should say at ``quote``; ``state`` is proposed, accepted, reworded or stet.

    ``wanted`` is the wording decided on, the proposed one, or for stet the text's own; ``paragraph`` is 0
    where the words are in an earlier draft.
    """

    quote: str
    paragraph: int
    text: str
    why: str
    state: str
    wanted: str
    outcome_why: str
    outcome_by: str
    outcome_day: str
    person: str
    day: str


@dataclass(frozen=True, slots=True)
class SheetMessage:
    """One message of a query; ``person`` wrote it (down), ``speaker`` is whose words they are."""

    speaker: str
    text: str
    person: str
    day: str


@dataclass(frozen=True, slots=True)
class SheetQuery:
    """A query that is open: to the ``role`` (author, editor, colleague) called ``name``."""

    quote: str
    paragraph: int
    role: str
    name: str
    messages: tuple[SheetMessage, ...]


@dataclass(frozen=True, slots=True)
class SheetNote:
    """A shared note on a claim; private ones never come here."""

    text: str
    person: str
    day: str


@dataclass(frozen=True, slots=True)
class SheetCheck:
    """Whether a quoted passage stands in its source.

    ``outcome`` is exact, near, absent, elsewhere, by_eye or waiting, with a ``sign``; ``words`` say it;
    ``parts`` of a near one are (same, out or in; text): *out* is in the passage only, *in* in the source.
    """

    outcome: str
    sign: str
    words: str
    parts: tuple[tuple[str, str], ...] = ()
    seen_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetEvidence:
    """What one source says on one question; ``kept`` is the kept copy's SHA-256, if there is one.

    ``check`` is None where nothing is quoted. ``held`` says what of it is confidential, ``source`` or
    ``passage``: then there is no more than a trace.
    """

    question: str
    stance: str
    source: str
    title: str
    passage: str
    locator: str
    url: str
    archive_url: str
    kept: str
    link_only: bool
    person: str
    day: str
    check: SheetCheck | None = None
    held: str = ""


@dataclass(frozen=True, slots=True)
class SheetDecision:
    """What was decided where checkers differed; ``overruled`` are the ratings it went against, by person."""

    person: str
    rating: SheetRating
    why: str
    day: str
    rule: str
    overruled: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    """``said`` or ``so`` with everything on it; ``rating`` is what all who rated agree on, or was decided.

    ``sources`` support an answer, of which ``independent`` come from no origin that is another's.
    """

    question: str
    rating: SheetRating
    differs: bool
    verdicts: tuple[SheetVerdict, ...]
    evidence: tuple[SheetEvidence, ...]
    sources: int = 0
    independent: int = 0
    decision: SheetDecision | None = None


@dataclass(frozen=True, slots=True)
class SheetVersion:
    value: str
    person: str
    day: str


@dataclass(frozen=True, slots=True)
class SheetConflict:
    """One thing edited apart; every version is printed until someone decides."""

    what: str
    versions: tuple[SheetVersion, ...]


@dataclass(frozen=True, slots=True)
class SheetJoined:
    """A claim that was joined into another: its number for life, its wording where that is another, and who
    made it when."""

    number: str
    wording: str
    person: str
    day: str


@dataclass(frozen=True, slots=True)
class SheetClaim:
    """A claim; ``marked`` is false where its words are in an earlier draft than the one printed.

    ``carried`` is what new drafts did to its words, with ``carried_in`` those drafts' numbers, blank and none
    where there is nothing to tell; ``was`` the words it was put on where they differ.
    """

    id: str
    number: str
    draft: str
    marked: bool
    paragraph: int
    start: int
    end: int
    quote: str
    right_to_left: bool
    wording: str
    speaker: str
    through: str
    act: str
    kind: str
    assignee: str
    status: str
    close_reason: str
    missing: tuple[str, ...]
    questions: tuple[SheetQuestion, ...]
    difference: bool
    conflict_count: int
    conflicts: tuple[SheetConflict, ...]
    created_by: str
    day: str
    fixes: tuple[SheetFix, ...] = ()
    queries: tuple[SheetQuery, ...] = ()
    notes: tuple[SheetNote, ...] = ()
    carried: str = ""
    carried_in: tuple[int, ...] = ()
    was: str = ""
    joined: tuple[SheetJoined, ...] = ()

    def asks(self, question: str) -> SheetQuestion | None:
        """That question's verdicts and evidence, or None where the claim does not ask it."""
        return next((q for q in self.questions if q.question == question), None)

"""Claims, and the verdicts people give on them by a scale."""

from __future__ import annotations

from enum import StrEnum

from db.records.articles import Span
from db.records.frozen import record
from db.records.ids import ArticleId, ClaimId, DraftId, PersonId, VerdictId

_NOBODY = PersonId("")
_NO_DRAFT = DraftId("")
_NOWHERE = frozenset({"lost", "ambiguous", "gone"})


class Question(StrEnum):
    """The two questions of a reported claim; a claim without a speaker has only ``SO``."""

    SAID = "said"
    SO = "so"


class ClaimStatus(StrEnum):
    """Open until every question it asks is rated, rated until closed; never closed while checkers differ."""

    OPEN = "open"
    RATED = "rated"
    CLOSED = "closed"


@record
class Rating:
    """One step of a scale.

    Attributes: ``value`` is the key pressed (1–9); ``tone`` is the colour role shared by window and
    sheet: true, mostly, mixed, misleading, false or unknown; ``sign`` is one character that tells the
    rating without colour.
    """

    value: int
    key: str
    label: str
    sign: str
    tone: str
    meaning: str


@record
class Scale:
    """A named set of ratings; a verdict stores the scale's id and version with the rating."""

    id: str
    version: int
    name: str
    ratings: tuple[Rating, ...]

    def rating(self, value: int | None) -> Rating | None:
        """The step with that value, or None where it is unrated or unknown to this scale."""
        return next((r for r in self.ratings if r.value == value), None)


@record
class VerdictRecord:
    """One person's rating of one question of one claim; ``rating`` None is rationale without rating.

    ``person`` stands for all persons of one human; ``id`` and ``txn`` are the log's.
    """

    id: VerdictId
    claim: ClaimId
    question: Question
    person: PersonId
    person_name: str
    scale: str
    scale_version: int
    rating: int | None
    rationale: str
    as_of: str
    at: int
    txn: str = ""


@record
class DecisionRecord:
    """What holds of a question on which checkers differ: decided by whom, when (ms), why, and by which of
    the sign-off rules (``anyone``, ``other``, ``person``). The verdicts it overrules stay as they are.
    """

    id: str
    claim: ClaimId
    question: Question
    scale: str
    scale_version: int
    rating: int
    why: str
    rule: str
    person: PersonId
    person_name: str
    at: int


@record
class JoinedRecord:
    """A claim that was joined into another: its number for life, what it said, and who made it when."""

    id: ClaimId
    number: str
    wording: str
    quote: str
    created_by: str
    created_at: int


@record
class ClaimRecord:
    """A claim as the window and the sheet show it.

    ``verdicts`` holds every person's verdict on both questions; ``difference`` is true where persons'
    ratings differ and nothing has settled it; ``conflicts`` counts things edited apart in two copies.
    ``missing`` names what closing still needs: said-rating, said-rationale, said-evidence, so-….
    ``fixes`` and ``queries`` count those still open; ``tags`` are distinct and in order.

    ``draft`` to ``suffix`` are where it stands in the current draft, or in the last one it could be followed
    to; ``made_on`` is the draft on which a person put it there, ``carried`` what became of its words since
    (an ``Outcome``, ``gone`` where a person saw that it is not in the current draft, blank where it is where
    it was put), ``was`` the words it was put on where they differ. ``apart`` is the number of the draft it
    was made on where the current one was not made from that, else 0. ``candidates`` are places in the
    current draft. ``said_sources`` and ``so_sources`` count the sources that support an answer to a question,
    ``…_independent`` those of them that do not come from one origin. ``doubts`` counts its quoted passages
    that do not stand in their source as quoted and that nobody saw there: the window's own, 0 elsewhere.
    ``decisions`` are those made between exactly the ratings that stand now; ``joined`` are claims on the
    same words whose verdicts, evidence and remarks it has with its own.
    """

    id: ClaimId
    number: str
    article: ArticleId
    draft: DraftId
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    paragraph: int
    wording: str
    speaker: str
    through: str
    act: str
    kind: str
    assignee: str
    status: ClaimStatus
    close_reason: str
    verdicts: tuple[VerdictRecord, ...]
    evidence: int
    difference: bool
    conflicts: int
    missing: tuple[str, ...]
    created_by: str
    created_at: int
    assignee_id: PersonId = _NOBODY
    fixes: int = 0
    queries: int = 0
    changed_at: int = 0
    tags: tuple[str, ...] = ()
    made_on: DraftId = _NO_DRAFT
    carried: str = ""
    was: str = ""
    candidates: tuple[Span, ...] = ()
    said_sources: int = 0
    said_independent: int = 0
    so_sources: int = 0
    so_independent: int = 0
    doubts: int = 0
    decisions: tuple[DecisionRecord, ...] = ()
    joined: tuple[JoinedRecord, ...] = ()
    apart: int = 0

    @property
    def words(self) -> str:
        """The words it is about: those that were judged where it has no place in the current draft."""
        return self.was if self.was and self.carried in _NOWHERE else self.quote

    @property
    def recheck(self) -> bool:
        """Whether a person has to look at it again, because a new draft changed its words."""
        return "recheck" in self.missing

    def support(self, question: Question) -> tuple[int, int]:
        """How many sources support an answer to that question, and how many of them stand on their own."""
        if question is Question.SAID:
            return self.said_sources, self.said_independent
        return self.so_sources, self.so_independent

    def one_origin(self, question: Question) -> bool:
        """True where several sources support it and all of them lead to one origin."""
        sources, own = self.support(question)
        return sources > 1 and own == 1

    @property
    def reported(self) -> bool:
        """True where the claim has a speaker and so two questions."""
        return bool(self.speaker)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions this claim asks, in reading order."""
        return (Question.SAID, Question.SO) if self.speaker else (Question.SO,)

    def rating(self, question: Question) -> int | None:
        """The rating all who rated that question agree on, or that was decided; None where neither is so."""
        decision = self.decision(question)
        if decision is not None:
            return decision.rating
        ratings = self._ratings(question)
        return next(iter(ratings))[1] if len(ratings) == 1 else None

    def differs(self, question: Question) -> bool:
        """True where people's ratings of that question differ and nobody decided between them.

        One person's own that differ, given on two machines, are a conflict.
        """
        if self.decision(question) is not None or len(self._ratings(question)) < 2:
            return False
        return len({v.person for v in self.verdicts if v.question is question and v.rating}) > 1

    def decision(self, question: Question) -> DecisionRecord | None:
        """What was decided on that question, while different ratings stand that it was decided between."""
        if len(self._ratings(question)) < 2:
            return None
        return next((one for one in self.decisions if one.question is question), None)

    def overruled(self, question: Question) -> tuple[VerdictRecord, ...]:
        """The rated verdicts on that question that a decision went against."""
        decision = self.decision(question)
        return tuple(
            v
            for v in self.verdicts
            if decision and v.question is question and v.rating
            if (v.scale, v.rating) != (decision.scale, decision.rating)
        )

    def _ratings(self, question: Question) -> set[tuple[str, int]]:
        return {(v.scale, v.rating) for v in self.verdicts if v.question is question and v.rating}

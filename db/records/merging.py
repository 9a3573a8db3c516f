"""What a merge brings, or would bring; and the merges of a file."""

from __future__ import annotations

from db.records.frozen import record
from db.records.ids import ArticleId, ClaimId, PersonId, SourceId


@record
class Contribution:
    """One person's part of a merge: things by kind that are new here, and others that it changed.

    ``joined`` says that nothing by this person was here before, ``mine`` that they are the one it is merged
    for, on another machine.
    """

    person: PersonId
    name: str
    initials: str
    joined: bool
    transactions: int
    new: dict[str, int]
    changed: dict[str, int]
    mine: bool = False


@record
class NewConflict:
    """Something edited apart that nobody has decided; ``title`` names the claim, source or article."""

    entity: str
    field: str
    claim: ClaimId | None
    title: str


@record
class ComingSource:
    """A source that is new here; ``size`` bytes come with it, 0 where none do or they are here."""

    id: SourceId
    number: str
    title: str
    size: int
    confidential: bool


@record
class ComingArticle:
    """An article that comes along: ``how`` is ``new``, ``same-text`` as one that is here, or ``draft``, where
    it is here and another draft of it comes."""

    id: ArticleId
    title: str
    how: str


@record
class ComingJoin:
    """A claim that somebody joined into another, by their numbers; parted again where ``into`` is blank."""

    claim: ClaimId
    number: str
    into: str
    title: str


@record
class MergeReport:
    """What a merge brought, or by a preview would bring.

    Attributes: ``merge`` names it in this file, blank where nothing came; ``transactions`` that came, of
    which ``returning`` had been set aside here; ``new`` and ``changed`` things by kind; ``conflicts`` and
    ``differing`` (claims on which checkers differ) that were not there before; ``mine`` transactions that
    bear this user's replica though this file does not know them: a clone's, or somebody's who took the
    name; ``fingerprint`` of the project with them; ``joins`` claims that are one with another then, or no
    longer.
    """

    merge: str
    transactions: int
    returning: int
    new: dict[str, int]
    changed: dict[str, int]
    people: tuple[Contribution, ...]
    conflicts: tuple[NewConflict, ...]
    differing: tuple[ClaimId, ...]
    sources: tuple[ComingSource, ...]
    articles: tuple[ComingArticle, ...]
    mine: int
    fingerprint: str
    joins: tuple[ComingJoin, ...] = ()


@record
class MergeRecord:
    """A merge of this file: when (ms), whose changes it brought, how many, and whether they are set aside."""

    id: str
    at: int
    names: tuple[str, ...]
    transactions: int
    set_aside: bool


@record
class RestingStep:
    """A step that rests on what a merge brought and is set aside with it; ``own``: made in this file."""

    group: str
    label: str
    person_name: str
    at: int
    own: bool
    entities: tuple[str, ...]

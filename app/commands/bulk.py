"""Several claims at once: assigning, tagging, closing. Each is one step, and names what it left as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from app.commands.checks import read_at
from app.finding_things import find_person, people_called
from db import queries
from db.errors import KnownError
from db.people import folded
from db.place import initials_of
from db.project_file import Project
from db.records import ClaimRecord, ClaimStatus, record
from db.step import Edit, Step, new_id
from db.words import Words


class Why(StrEnum):
    """Why a claim was left as it was."""

    GONE = "gone"
    CLOSED = "closed"
    DIFFER = "differ"
    CONFLICT = "conflict"
    SO_ALREADY = "so already"


@record
class Left:
    """A claim that was left as it was; ``number`` is blank for one that is gone."""

    claim: str
    number: str
    why: Why


@record
class Bulk:
    """One step for several claims: ``touched`` are those it changes, ``left`` the others, each with why."""

    step: Step
    touched: tuple[str, ...]
    left: tuple[Left, ...]


def assign(
    project: Project,
    *,
    claims: Sequence[str],
    person: str | None,
    name: str = "",
    revision: int | None = None,
) -> Bulk:
    """Have that person check these claims, or nobody; raises KnownError for who is not in the project.

    Whoever asks may be it, also where this is their first change: they join the project with it. With a
    ``name`` it is the person of that name, who is named in the project by this where nobody is called so.
    """
    naming: list[Edit] = []
    if name.strip():
        person, naming = _person_called(project, " ".join(name.split()))
    known = {project.me.person, *queries.names(project.conn)}
    if person is not None and person not in known and not naming:
        raise KnownError("That person is not in the project, so nothing was assigned.")
    person = person and queries.one_of(project.conn, person)
    found, left = _found(project, claims)
    already = [claim for claim in found if claim.assignee_id == (person or "")]
    edits = [Edit(claim.id, "assignee", person) for claim in found if claim.assignee_id != (person or "")]
    edits = [*naming, *edits] if edits else edits
    return _bulk(project, "claims.assign", revision, edits, found, left + _same(already))


def tag(project: Project, *, claims: Sequence[str], name: str, revision: int | None = None) -> Bulk:
    """Put that tag on the claims that lack it; raises KnownError for a tag without a word in it."""
    name = tag_name(name)
    found, left = _found(project, claims)
    already = [claim for claim in found if name in claim.tags]
    edits: list[Edit] = []
    for claim in found:
        if name not in claim.tags:
            one = new_id("tag")
            edits.append(Edit(one, "exists", True))
            edits.append(Edit(one, "of", {"claim": claim.id}))
            edits.append(Edit(one, "name", Words(name)))
    return _bulk(project, "claims.tag", revision, edits, found, left + _same(already))


def untag(project: Project, *, claims: Sequence[str], name: str, revision: int | None = None) -> Bulk:
    """Take that tag from the claims that have it, by whomever it was put on them."""
    found, left = _found(project, claims)
    lacking = [claim for claim in found if name not in claim.tags]
    edits = [
        Edit(one, "exists", {"gone": queries.seen_of(project.conn, one)})
        for one in _tags_called(project, name, [claim.id for claim in found])
    ]
    return _bulk(project, "claims.untag", revision, edits, found, left + _same(lacking))


def close(project: Project, *, claims: Sequence[str], reason: str, revision: int | None = None) -> Bulk:
    """Close these claims, each with that reason, as far as they can be closed.

    Left as they are: those closed already, those on which checkers differ, those edited apart.
    Raises KnownError without a reason.
    """
    reason = reason.strip()
    if not reason:
        raise KnownError("Closing several claims at once needs a reason; none was closed.")
    found, left = _found(project, claims)
    for claim in found:
        why = why_not_closed(claim)
        if why is not None:
            left.append(Left(claim.id, claim.number, why))
    open_ones = [claim for claim in found if why_not_closed(claim) is None]
    edits = [Edit(claim.id, "closing", {"closed": True, "reason": Words(reason)}) for claim in open_ones]
    return _bulk(project, "claims.close", revision, edits, found, left)


def why_not_closed(claim: ClaimRecord) -> Why | None:
    """What stands against closing a claim with a reason; None where nothing does."""
    if claim.status is ClaimStatus.CLOSED:
        return Why.CLOSED
    if claim.difference:
        return Why.DIFFER
    return Why.CONFLICT if claim.conflicts else None


def _person_called(project: Project, name: str) -> tuple[str, list[Edit]]:
    """Who is called so, whatever the case; where nobody is, a fresh person with the edits that name them.

    Raises KnownError where several are.
    """
    me = project.me
    if people_called(project, name):
        return find_person(project, name).id, []
    if folded(me.name) == folded(name):
        return me.person, []
    fresh = new_id("person")
    return fresh, [Edit(fresh, "name", Words(name)), Edit(fresh, "initials", Words(initials_of(name)))]


def tag_name(name: str) -> str:
    """The tag as it is kept: one line, single blanks; raises KnownError where no word is left."""
    kept = " ".join(name.split())
    if not kept:
        raise KnownError("A tag needs a word; nothing was tagged.")
    return kept


def _found(project: Project, claims: Sequence[str]) -> tuple[list[ClaimRecord], list[Left]]:
    found = queries.claims(project.conn, ids=claims)
    there = {claim.id for claim in found}
    return found, [Left(claim, "", Why.GONE) for claim in dict.fromkeys(claims) if claim not in there]


def _same(claims: Iterable[ClaimRecord]) -> list[Left]:
    return [Left(claim.id, claim.number, Why.SO_ALREADY) for claim in claims]


def _tags_called(project: Project, name: str, claims: Sequence[str]) -> list[str]:
    wanted = set(claims)
    rows = project.conn.execute("SELECT id, claim FROM tag WHERE name = ? ORDER BY id", (name,))
    return [id for id, claim in rows if claim in wanted]


def _bulk(
    project: Project,
    label: str,
    revision: int | None,
    edits: Sequence[Edit],
    found: Sequence[ClaimRecord],
    left: Sequence[Left],
) -> Bulk:
    kept = {one.claim for one in left}
    touched = tuple(claim.id for claim in found if claim.id not in kept)
    step = Step(label, tuple(edits), read_at(project, revision), focus=touched[0] if touched else "")
    return Bulk(step, touched, tuple(left))

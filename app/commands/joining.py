"""Two claims on the same words made one, and one made two again; nothing of either is changed or lost."""

from __future__ import annotations

from app.commands.checks import claim_of, read_at
from app.commands.claims import reopening
from db import queries
from db.errors import KnownError
from db.kinds import pair_id
from db.project_file import Project
from db.records import ClaimStatus
from db.step import Edit, Step
from db.words import Words


def join(
    project: Project, *, claim: str, into: str = "", other: str = "", revision: int | None = None
) -> Step:
    """Show that claim as part of ``into``, or of two the one that was made later as part of the earlier.

    Verdicts, evidence, fixes, queries, notes and tags of both are then those of one; the joined one keeps
    its number and stays findable under it. Blank wording and speaker are taken over. Raises KnownError
    where the two are one, or of two articles.
    """
    one, two = claim_of(project, claim), claim_of(project, into or other)
    if one.id == two.id:
        raise KnownError("That is one claim; there is nothing to join.")
    if one.article != two.article:
        raise KnownError(f"{one.number} and {two.number} are of two articles; they stay two claims.")
    if not into:
        two, one = sorted((one, two), key=lambda c: (c.created_at, c.id))
    edits = [Edit(one.id, "joined", two.id)]
    if one.wording and not two.wording:
        edits.append(Edit(two.id, "wording", Words(one.wording)))
    if one.speaker and not two.speaker:
        value = {"speaker": Words(one.speaker), "through": Words(one.through), "act": one.act}
        edits.append(Edit(two.id, "attribution", value))
    if two.status is ClaimStatus.CLOSED:
        # It was closed on what hung on it; with more, somebody must close it anew.
        edits.append(reopening(two.id))
    return Step("claim.join", tuple(edits), read_at(project, revision), focus=two.id)


def part(project: Project, *, claim: str, revision: int | None = None) -> Step:
    """Make the joined claim one of its own again, with what was put on it; raises KnownError for another."""
    if queries.root_of(project.conn, claim) == claim:
        raise KnownError("That claim is not joined into another.")
    return Step("claim.part", (Edit(claim, "joined", None),), read_at(project, revision), focus=claim)


def keep_apart(project: Project, *, claim: str, other: str, revision: int | None = None) -> Step:
    """Say that two claims on the same words are two: nobody is asked again, here or in a copy."""
    first, second = sorted((claim_of(project, claim).id, claim_of(project, other).id))
    pair = pair_id(first, second)
    edits = [Edit(pair, "apart", True)]
    if not project.knows(pair):
        edits.insert(0, Edit(pair, "of", {"one": first, "other": second}))
    return Step("claim.apart", tuple(edits), read_at(project, revision), focus=claim)

"""Sources that come with what they are for: added and cited on a claim, or on a sentence, in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from app.commands import claims
from app.commands.adding import add_files, add_note, link_edits
from app.commands.checks import claim_of, read_at
from app.commands.citing import evidence_edits
from db.errors import KnownError
from db.keeping import LIMIT, Parts
from db.project_file import Project
from db.records import record
from db.step import Edit, Step


@record
class On:
    """What is cited on: a claim, or words of a draft that become one."""

    claim: str = ""
    article: str = ""
    draft: str = ""
    start: int = 0
    end: int = 0


def attach(
    project: Project,
    *,
    on: On,
    paths: Sequence[Path] = (),
    links: Sequence[str] = (),
    limit: int = LIMIT,
    revision: int | None = None,
    refuse: Callable[[str], object] | None = None,
    reach: Callable[[int], object] | None = None,
) -> Parts[Step]:
    """Sources of these files and addresses, each cited as context on the claim, which is the step's focus.

    In parts, as ``add_files``; raises KnownError as that does, and where the claim or the words are gone.
    """
    _check(project, on, revision)
    added = yield from add_files(
        project, paths=paths, limit=limit, revision=revision, refuse=refuse, reach=reach
    )
    edits = list(added.edits)
    for link in links:
        edits += link_edits(project, link, after=len(_sources(edits)))
    claim, marked = _check(project, on, revision)
    for source in _sources(edits):
        marked += evidence_edits(claim, source)
    return Step("source.attach", (*edits, *marked), added.read_at, focus=claim, kept=added.kept)


def attach_note(project: Project, *, on: On, text: str, revision: int | None = None) -> Step:
    """A note of these words, cited with them as its passage."""
    added = add_note(project, title="", text=text, revision=revision)
    claim, marked = _check(project, on, revision)
    marked += evidence_edits(claim, added.focus, passage=text)
    return Step("source.attach", (*added.edits, *marked), added.read_at, focus=claim)


def _check(project: Project, on: On, revision: int | None) -> tuple[str, list[Edit]]:
    """The claim, and what makes it where it is none yet."""
    if on.claim:
        return claim_of(project, on.claim).id, []
    if not on.draft:
        raise KnownError("Choose a claim or a sentence to cite on first.")
    step = claims.mark(
        project,
        article=on.article,
        draft=on.draft,
        start=on.start,
        end=on.end,
        revision=read_at(project, revision),
    )
    return step.focus, list(step.edits)


def _sources(edits: Sequence[Edit]) -> list[str]:
    return [edit.entity for edit in edits if edit.field == "exists"]

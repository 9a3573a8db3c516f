"""What a merge brings and what rests on it, read for the page that shows it; runs in the database thread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from db import people, queries
from db.records import Changes, MergeReport, PersonaRecord, RestingStep, record

if TYPE_CHECKING:
    from db.keeping import Parts
    from db.merge import Read
    from db.project_file import Project
    from db.sealing import Password

_NAMED = 200
"""Of so many steps it is told what they were about."""


@record
class Coming:
    """What files would bring, in their order, and the claims on which checkers will then differ: the titles
    of those that are here, and how many are new."""

    reports: tuple[MergeReport, ...]
    differing: tuple[str, ...]
    differing_new: int


@record
class Resting:
    """What rests on a merge, and by a step's group what it was about."""

    steps: tuple[RestingStep, ...]
    about: dict[str, str]


@record
class Merged:
    """What merging brought: its reports, how many words two people marked, and who came with one's name."""

    reports: tuple[MergeReport, ...]
    twice: int
    namesakes: tuple[PersonaRecord, ...]


def reading(paths: Sequence[Path], given: dict[Path, Password], project: Project) -> Parts[Read]:
    from app.sharing import copies

    project.passwords = given
    return copies.reading(paths, project)


def looked_at(paths: Sequence[Path], read: Read, project: Project) -> Coming:
    reports = project.preview(paths, read)
    differing = list(dict.fromkeys(claim for report in reports for claim in report.differing))
    here = {claim.id: claim for claim in queries.claims(project.conn, ids=differing)}
    titles = [f"{claim.number} {claim.wording or claim.quote}" for claim in here.values()]
    return Coming(tuple(reports), tuple(titles), len(differing) - len(titles))


def resting(merges: tuple[str, ...], project: Project) -> Resting:
    steps = {step.group: step for merge in merges for step in project.rests_on(merge)}
    return Resting(tuple(steps.values()), _about(project, list(steps.values())[:_NAMED]))


def _about(project: Project, steps: Sequence[RestingStep]) -> dict[str, str]:
    """By the group of a step, the claims and sources it was about, as people know them."""
    from db.sharing import above as above_of

    conn = project.conn
    above = above_of(conn, {entity for step in steps for entity in step.entities})
    named: dict[str, str] = {
        claim.id: f"{claim.number} {claim.wording or claim.quote}" for claim in queries.claims(conn)
    }
    named |= {source.id: f"{source.number} {source.title}" for source in queries.sources(conn)}
    return {
        step.group: ", ".join(
            dict.fromkeys(named[id] for entity in step.entities for id in above[entity] if id in named)
        )
        for step in steps
    }


def merged(project: Project, paths: Sequence[Path], read: Read | None) -> Merged:
    """Take in what these files hold, all or none of it."""
    reports = project.merge_all(paths, read)
    joined = [one.person for report in reports for one in report.people if one.joined]
    namesakes = people.namesakes(project.conn, project.me, joined)
    return Merged(tuple(reports), len(queries.twice(project.conn)), tuple(namesakes))


def put_aside(merges: Sequence[str], project: Project) -> Changes:
    """Set these merges aside, the last one first."""
    changes = Changes(project.revision, "set-aside", "set-aside", everything=True)
    for merge in reversed(merges):
        if not _is_aside(project, merge):
            changes = project.set_aside(merge)
    return changes


def brought_back(merges: Sequence[str], project: Project) -> Changes:
    """Bring back what was set aside."""
    changes = Changes(project.revision, "bring-back", "bring-back", everything=True)
    for merge in merges:
        if _is_aside(project, merge):
            changes = project.bring_back(merge)
    return changes


def _is_aside(project: Project, merge: str) -> bool:
    return any(one.id == merge and one.set_aside for one in project.merges)

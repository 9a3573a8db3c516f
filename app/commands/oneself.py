"""That two persons of a project are one human: said by oneself of oneself, and taken back."""

from __future__ import annotations

from collections.abc import Iterable

from app.commands.checks import read_at
from db import people
from db.errors import KnownError
from db.kinds import alias_id
from db.project_file import Project
from db.records import ConflictRecord
from db.step import Edit, Step


def this_is_me(project: Project, *, person: str, revision: int | None = None) -> Step:
    """Say that this person of the project is also oneself, working on another machine.

    From then on both count once. Raises KnownError where the person is not in the project, or is oneself.
    """
    me = project.me.person
    if person not in people.names(project.conn):
        raise KnownError("That person is not in the project (any more).")
    if person == me:
        raise KnownError("That is who you are here already.")
    edits = [] if person in people.all_of(project.conn, me) else _said(project, person, same=True)
    return Step("person.same", tuple(edits), read_at(project, revision))


def not_me(project: Project, *, person: str, revision: int | None = None) -> Step:
    """Take that back: they are two again. Who came to be oneself through that person goes with them.

    Raises KnownError where nobody said here that they are one.
    """
    me = project.me.person
    said: dict[str, set[str]] = {}
    for link in people.links(project.conn):
        said.setdefault(link.one, set()).add(link.other)
        said.setdefault(link.other, set()).add(link.one)
    beside, more = set[str](), {person} - {me}
    while more:
        beside |= more
        more = {other for one in more for other in said.get(one, ())} - beside - {me}
    parting = sorted(beside & said.get(me, set()))
    if not parting:
        raise KnownError("They are not one with you, so there is nothing to take back.")
    edits = [edit for one in parting for edit in _said(project, one, same=False)]
    return Step("person.apart", tuple(edits), read_at(project, revision))


def contradictions(conflicts: Iterable[ConflictRecord], person: str) -> list[ConflictRecord]:
    """Of these the questions to which that human gave several answers, on machines of their own."""
    apart = (one for one in conflicts if one.field == "verdict")
    return [one for one in apart if {version.person for version in one.versions} == {person}]


def _said(project: Project, person: str, *, same: bool) -> list[Edit]:
    me = project.me.person
    alias = alias_id(me, person)
    one, other = sorted((me, person))
    of = [] if project.knows(alias) else [Edit(alias, "of", {"one": one, "other": other})]
    return [*of, Edit(alias, "same", same)]

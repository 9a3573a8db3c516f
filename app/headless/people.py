"""Who works in a project, and who of them is oneself."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from app.commands import oneself
from app.exporting.sheet_words import counted
from app.finding_things import find_person
from app.headless.printing import open_project, show
from db import people, queries
from db.errors import KnownError
from db.project_file import Project


def _meant(project: Project, wanted: str) -> str:
    """One of one's own persons, by id or by the name it has; else whoever is called so."""
    found = [
        one.id
        for one in people.personas(project.conn).get(people.one_of(project.conn, project.me.person), ())
        if one.id != project.me.person
        if one.id.startswith(wanted) or people.folded(one.called) == people.folded(wanted)
    ]
    if len(found) > 1:
        ids = ", ".join(found)
        raise KnownError(f"{len(found)} of your persons are called “{wanted}”: say which, as {ids}.")
    return found[0] if found else find_person(project, wanted).id


def me(asked: Namespace) -> int:
    """``me PROJECT [PERSON]``: who one is in it; with a name, that this person is also oneself.

    With ``--not`` that is taken back. Status 1 where one's own verdicts contradict one another.
    """
    with open_project(asked) as project:
        if asked.apart and not asked.person:
            raise KnownError("Say who is not you: one of list PROJECT people.")
        if asked.apart:
            project.run(oneself.not_me(project, person=_meant(project, asked.person)))
        elif asked.person:
            project.run(oneself.this_is_me(project, person=find_person(project, asked.person).id))
        own = people.all_of(project.conn, project.me.person)
        names = people.names(project.conn)
        here = [one for found in people.personas(project.conn).values() for one in found if one.id in own]
        my_id, my_name = project.me.person, project.me.name
        apart = oneself.contradictions(queries.conflicts(project.conn), queries.one_of(project.conn, my_id))
    name = names.get(my_id, my_name)
    lines = [f"You are {name}."]
    if len(here) > 1:
        lines.append(f"You are {len(here)} persons of this project, who count once:")
        told = ((f"{one.called} ({one.initials})", counted(one.changes, "change"), one.id) for one in here)
        lines += [f"  {', '.join(parts)}" for parts in told]
    if apart:
        lines.append(
            f"Your own verdicts contradict one another: {len(apart)}. You say which hold: list PROJECT "
            "conflicts, then settle."
        )
    value = {"name": name, "persons": [asdict(one) for one in here], "contradictions": len(apart)}
    show(asked, value, lines)
    return 1 if apart else 0

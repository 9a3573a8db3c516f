"""Who works in a project, and who of them is oneself."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from app.commands import oneself
from app.finding_things import find_person
from app.headless.printing import open_project, show
from db import people
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

    With ``--not`` that is taken back.
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
    name = names.get(my_id, my_name)
    lines = [f"You are {name}."]
    if len(here) > 1:
        lines.append(f"You are {len(here)} persons of this project, who count once:")
        lines += [f"  {one.called} ({one.initials}), {one.changes} changes, {one.id}" for one in here]
    show(asked, {"name": name, "persons": [asdict(one) for one in here]}, lines)
    return 0

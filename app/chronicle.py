"""How the history of a project is asked for: by day and by person."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from app.finding_things import find_person
from db.errors import KnownError
from db.project_file import Project


def day_of(text: str) -> tuple[int, int]:
    """When a day of this machine's calendar (2026-11-23) begins and ends, in ms; raises KnownError."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise KnownError(f"“{text}” is not a day; write it like 2026-11-23.") from error
    first, next_day = (datetime(d.year, d.month, d.day).astimezone() for d in (day, day + timedelta(days=1)))
    return int(first.timestamp() * 1000), int(next_day.timestamp() * 1000)


def person_of(project: Project, wanted: str) -> str:
    """The id of the person of that name or id who did anything here; raises KnownError where none is."""
    return find_person(project, wanted).id

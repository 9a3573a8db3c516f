"""What a person types to name a thing: its number, title or id, or the beginning of an id."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from db import queries
from db.errors import KnownError
from db.people import folded
from db.project_file import Project
from db.records import ArticleRecord, ClaimRecord, PersonRecord, SourceRecord

_T = TypeVar("_T")


def find_article(project: Project, wanted: str) -> ArticleRecord:
    """The article of that id, title, or place in the list (from 1); raises KnownError if none or several."""
    articles = queries.articles(project.conn)
    if wanted.isdecimal() and 1 <= int(wanted) <= len(articles):
        return articles[int(wanted) - 1]
    found = _one(articles, wanted, "article", lambda a: (a.title, a.original_name))
    if found is None:
        raise KnownError(f"There is no article “{wanted}” in the project.")
    return found


def find_claim(project: Project, wanted: str) -> ClaimRecord:
    """The claim of that number or id; raises KnownError if none or several."""
    found = _one(queries.claims(project.conn), wanted, "claim", _names)
    if found is None:
        raise KnownError(f"There is no claim “{wanted}” in the project.")
    return found


def _names(claim: ClaimRecord) -> tuple[str, ...]:
    """Its number, and those of the claims joined into it: a number is found for life."""
    return claim.number, *(name for one in claim.joined for name in (one.number, one.id))


def find_source(project: Project, wanted: str) -> SourceRecord | None:
    """The source of that number, id or web address, or None; raises KnownError if several."""
    return _one(queries.sources(project.conn), wanted, "source", lambda s: (s.number, s.url or s.number))


def people_called(project: Project, wanted: str) -> list[PersonRecord]:
    """The people of that id, or the beginning of it, or name: all who are called so where several are."""
    people = queries.persons(project.conn)
    name = folded(wanted)
    exact = [one for one in people if wanted in one.ids or folded(one.name) == name]
    if exact:
        return exact
    names = queries.names_given(project.conn)
    found = [one for one in people if name in {folded(names[id]) for id in one.ids}]
    if not found and len(name) >= 4:
        start = name if ":" in name else f"person:{name}"
        found = [one for one in people if any(id.startswith(start) for id in one.ids)]
    return found


def find_person(project: Project, wanted: str) -> PersonRecord:
    """The one human of that name or id; raises KnownError where there is none, or several."""
    found = people_called(project, wanted)
    if not found:
        raise KnownError(f"Nobody in the project is called “{wanted}”.")
    if len(found) > 1:
        names = ", ".join(f"“{one.name}”" for one in found)
        raise KnownError(f"{len(found)} people here are called “{wanted}”: say which, as {names}.")
    return found[0]


def _one(things: Sequence[_T], wanted: str, kind: str, names: Callable[[_T], tuple[str, ...]]) -> _T | None:
    ids = {getattr(thing, "id"): thing for thing in things}  # noqa: B009
    if wanted in ids:
        return ids[wanted]
    folded = wanted.strip().casefold()
    found = [thing for thing in things if folded in (name.casefold() for name in names(thing))]
    if not found and len(folded) >= 4:
        prefix = folded if ":" in folded else f"{kind}:{folded}"
        found = [thing for id, thing in ids.items() if id.startswith(prefix)]
    if len(found) > 1:
        raise KnownError(f"“{wanted}” names {len(found)} things of the project; use the id.")
    return found[0] if found else None

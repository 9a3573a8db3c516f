"""Who is who: people of one name told apart, and one human on several machines counted once.

Every machine has a person of its own, so two people with the same name stay two. That two persons are one
human is said by one of the two (an ``alias``); what anybody else says of them stays in the log and the
history, and does not count. Readers are given the one that stands for all (``person.one``) and a name no two
humans share (``person.name``); the log goes on naming the person who wrote.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from db import registers
from db.asking import among
from db.place import Identity
from db.records import PersonaRecord, PersonId, PersonRecord

_ALIASES = "SELECT DISTINCT entity FROM op WHERE entity > 'alias:' AND entity < 'alias;'"
_OF = (
    "SELECT json_extract(said, '$.of') FROM op WHERE entity = ? AND json_type(said, '$.of') = 'object' "
    "LIMIT 1"
)

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Order = tuple[int, int, str]


class Link(NamedTuple):
    """That two persons are one human, as it stands: said by one of the two, ``order`` tells when."""

    one: str
    other: str
    by: str
    order: Order


class Settled(NamedTuple):
    """``moved``: persons who count together with others than before; ``renamed``: whether anybody is told by
    another name than before, or as another."""

    moved: frozenset[str]
    renamed: bool


_NOTHING = Settled(frozenset(), renamed=False)


def first_named(conn: sqlite3.Connection, person: str) -> int:
    """When that person first was named in the project (ms); 0 where nobody did."""
    row = conn.execute(
        "SELECT min(s.ms) FROM op o JOIN step s ON s.tno = o.tno WHERE o.entity = ? "
        "AND json_type(o.said, '$.name') IS NOT NULL",
        (person,),
    ).fetchone()
    return row[0] or 0


def links(conn: sqlite3.Connection) -> list[Link]:
    """The links that stand, oldest first."""
    found = (_standing(conn, alias) for (alias,) in conn.execute(_ALIASES).fetchall())
    return sorted((link for link in found if link is not None), key=lambda link: link.order)


def said_of(conn: sqlite3.Connection, alias: str) -> set[PersonId]:
    """Of whom it is said that they are one, as records name them."""
    return {one_of(conn, person) for person in _of(conn, alias)}


def _of(conn: sqlite3.Connection, alias: str) -> tuple[str, ...]:
    row = conn.execute(_OF, (alias,)).fetchone()
    of: dict[str, str] = json.loads(row[0]) if row else {}
    return tuple(of.values())


def _standing(conn: sqlite3.Connection, alias: str) -> Link | None:
    """The link where either of the two said so last; said and taken back apart, it stands.

    What others wrote is looked through: it neither makes a link nor ends one.
    """
    of = _of(conn, alias)
    if len(of) != 2:
        return None
    said = {tno: write for tno, write in registers.history(conn, alias).items() if "same" in write.said}
    own = {tno for tno, write in said.items() if write.person in of}
    above = {tno: set(write.above.get("same", ())) for tno, write in said.items()}
    last = own - {older for tno in own for older in _above(above, tno)}
    places = {place for tno in last for place in said[tno].brought("same")}
    standing = [
        (leaf.order, leaf.person)
        for place in places
        for leaf in (said[place].leaf("same"),)
        if place in own and leaf.value is True
    ]
    if not standing:
        return None
    order, by = max(standing)
    return Link(min(of), max(of), by, order)


def _above(above: Mapping[int, set[int]], tno: int) -> set[int]:
    found, more = set[int](), above.get(tno, set())
    while more:
        found |= more
        more = {parent for one in more for parent in above.get(one, ())} - found
    return found


def settle(conn: sqlite3.Connection, touched: Iterable[str]) -> Settled:
    """Draw anew who is one with whom and what everybody is called, after these persons or links changed."""
    if not set(touched):
        return _NOTHING
    rows = {
        id: (called, since, (name, one, speaks))
        for id, called, since, *(name, one, speaks) in conn.execute(
            "SELECT id, called, since, name, one, speaks FROM person"
        )
    }
    ones, speaks = _united(rows, links(conn))
    called = {one: rows[speaks.get(one, one)][0] for one in ones.values()}
    since = {one: min(rows[id][1] for id in ones if ones[id] == one) for one in called}
    names = _told_apart(called, since)
    now = {id: (names[one], one, speaks.get(one, one)) for id, one in ones.items()}
    changed = [id for id in sorted(now) if now[id] != rows[id][2]]
    conn.executemany(
        "UPDATE person SET name = ?, one = ?, speaks = ? WHERE id = ?", [(*now[id], id) for id in changed]
    )
    other = [(rows[id][2][1], ones[id]) for id in changed if rows[id][2][1] != ones[id]]
    heads = {one for pair in other for one in pair}
    moved = frozenset(id for id in ones if ones[id] in heads or rows[id][2][1] in heads)
    return Settled(moved, bool(changed))


def _united(people: Iterable[str], said: Iterable[Link]) -> tuple[dict[str, str], dict[str, str]]:
    """By person the first id of those who are one with them, and by that who of them said so last."""
    ones = {id: id for id in people}
    speaks: dict[str, str] = {}
    for link in said:
        if link.one in ones and link.other in ones:
            one, other = sorted((ones[link.one], ones[link.other]))
            ones = {id: one if known == other else known for id, known in ones.items()}
            speaks[one] = link.by
    return ones, speaks


def _told_apart(called: Mapping[str, str], since: Mapping[str, int]) -> dict[str, str]:
    """A name for each that no other has: with the day they were first seen where several are called so."""
    alike: dict[str, list[str]] = {}
    for one, name in called.items():
        alike.setdefault(folded(name), []).append(one)
    told = dict(called)
    for name, ones in alike.items():
        if name and len(ones) > 1:
            days = {one: datetime.fromtimestamp(since[one] / 1000, UTC) for one in ones}
            years = len({day.year for day in days.values()}) > 1
            said = {one: _day(day, year=years) for one, day in days.items()}
            for one in ones:
                same_day = list(said.values()).count(said[one]) > 1
                sign = f" · {one.partition(':')[2][:4]}" if same_day else ""
                told[one] = f"{called[one]} (since {said[one]}{sign})"
    return told


def _day(day: datetime, *, year: bool) -> str:
    # Not by the system's language: every copy draws the same.
    told = f"{day.day} {_MONTHS[day.month - 1]}"
    return f"{told} {day.year}" if year else told


def folded(name: str) -> str:
    """A name as it is compared: whatever its case and blanks."""
    return " ".join(name.split()).casefold()


def one_of(conn: sqlite3.Connection, person: str) -> PersonId:
    """Who stands for that person: themselves, unless they are one with another."""
    row = conn.execute("SELECT one FROM person WHERE id = ?", (person,)).fetchone()
    return PersonId(row[0] if row else person)


def all_of(conn: sqlite3.Connection, person: str) -> list[PersonId]:
    """That person and everybody they are one with, by id."""
    rows = conn.execute(
        "SELECT id FROM person WHERE one = (SELECT one FROM person WHERE id = ?) ORDER BY id", (person,)
    )
    return [PersonId(id) for (id,) in rows] or [PersonId(person)]


def counted_as(conn: sqlite3.Connection) -> dict[str, str]:
    """Those who count as another, each with that one."""
    return dict(conn.execute("SELECT id, one FROM person WHERE one <> id"))


def names(conn: sqlite3.Connection) -> dict[str, str]:
    """Everybody by id with the name they are told by: those who are one have one name."""
    return dict(conn.execute("SELECT id, name FROM person"))


def names_given(conn: sqlite3.Connection) -> dict[str, str]:
    """Every person by id with the name they gave themselves."""
    return dict(conn.execute("SELECT id, called FROM person"))


def persons(conn: sqlite3.Connection, ids: Iterable[str] | None = None) -> list[PersonRecord]:
    """The people of the project by name, one record for those who are one: all, or those of these ids."""
    condition, params = among("p.id", ids)
    rows = conn.execute(
        "SELECT p.id, p.name, s.initials, s.called, "
        "(SELECT min(since) FROM person WHERE one = p.id), "
        "(SELECT json_group_array(id) FROM person WHERE one = p.id) "
        "FROM person p JOIN person s ON s.id = p.speaks "
        f"WHERE p.one = p.id AND {condition} ORDER BY p.name, p.id",
        params,
    )
    return [
        PersonRecord(PersonId(id), name, initials, called, since, tuple(sorted(json.loads(ones))))
        for id, name, initials, called, since, ones in rows
    ]


def personas(conn: sqlite3.Connection) -> dict[PersonId, list[PersonaRecord]]:
    """By who stands for them, all persons of a human in the order they came; counts all steps there are."""
    rows = conn.execute(
        "SELECT p.one, p.id, p.called, p.initials, p.since, "
        "(SELECT count(*) FROM step s WHERE s.person = p.id AND s.place = 0 AND s.label <> 'person.join') "
        "FROM person p ORDER BY p.since, p.id"
    )
    found: dict[PersonId, list[PersonaRecord]] = {}
    for one, *told in rows:
        found.setdefault(PersonId(one), []).append(PersonaRecord(*told))
    return found


def described(conn: sqlite3.Connection, person: str) -> str:
    """What a person is called, with the day they came: also of two who are one, or called the same."""
    row = conn.execute("SELECT called, since FROM person WHERE id = ?", (person,)).fetchone()
    if row is None:
        return ""
    return f"{row[0]} (since {_day(datetime.fromtimestamp(row[1] / 1000, UTC), year=False)})"


def namesakes(conn: sqlite3.Connection, me: Identity, among_these: Iterable[str]) -> list[PersonaRecord]:
    """Those of these persons who are called as I am and are not one with me."""
    wanted, own = set(among_these), one_of(conn, me.person)
    return [
        persona
        for one, found in personas(conn).items()
        if one != own
        for persona in found
        if persona.id in wanted and folded(persona.called) == folded(me.name)
    ]

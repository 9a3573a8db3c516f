"""What was erased: told in the log by hashes, carried out in each file by itself.

An erasure names words and bytes by their hashes. Where somebody decides so they are gone for good; in every
other copy it is a proposal, since a change may be forged, and words that are gone cannot come back. What is
gone is marked in a table of this file alone, so that no merge brings it again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from db import blobs, registers
from db.canon import Json
from db.drawing import Entity
from db.kinds import bytes_of, references
from db.records.erasing import Answer, ErasureRecord, Place

_OF_KIND = "SELECT DISTINCT entity FROM op WHERE entity >= ? AND entity < ? ORDER BY entity"
_FIRST = (
    "SELECT o.tno, EXISTS (SELECT 1 FROM arrival a JOIN txn t ON t.id = a.id WHERE t.tno = o.tno) "
    "FROM op o WHERE o.entity = ? AND json_type(o.said, '$.of') IS NOT NULL ORDER BY o.tno LIMIT 1"
)


class _Answered(NamedTuple):
    tno: int
    erasure: str
    accepted: bool
    here: bool
    id: str


def marked(conn: sqlite3.Connection) -> set[str]:
    """Hashes (hex) of the words and bytes that were erased and are gone from this file."""
    rows = conn.execute("SELECT hash FROM erased WHERE NOT EXISTS (SELECT 1 FROM blob WHERE sha = hash)")
    return {bytes(key).hex() for (key,) in rows}


def mark(conn: sqlite3.Connection, hashes: Iterable[str], erasure: str, *, accepted: bool) -> None:
    """Note that these are gone by that erasure; the caller holds the commit."""
    conn.executemany(
        "INSERT INTO erased VALUES (?,?,?) ON CONFLICT(hash) DO UPDATE SET erasure = excluded.erasure, "
        "accepted = excluded.accepted WHERE excluded.accepted > erased.accepted",
        [(bytes.fromhex(key), erasure, int(accepted)) for key in sorted(set(hashes))],
    )


def follow(conn: sqlite3.Connection) -> set[str]:
    """Bring the marks of what came without erased words in line with the log, after every change of it.

    Words that an erasure names and that are not here stay away, unless somebody declined it here. Returns
    the entities that are to be drawn anew for that; the caller holds the commit.
    """
    known = {
        bytes(key).hex(): erasure
        for key, erasure in conn.execute("SELECT hash, erasure FROM erased WHERE accepted = 0")
    }
    standing = list(_standing(conn))
    if not (known or standing):
        return set()
    declined = _declined_here(conn)
    wanted: dict[str, str] = {}
    for erasure, words, files in standing:
        if erasure not in declined:
            wanted |= {key: erasure for key in _absent(conn, words, files) if key not in wanted}
    gone = {bytes(key).hex() for (key,) in conn.execute("SELECT hash FROM erased WHERE accepted = 1")}
    coming, going = wanted.keys() - known.keys() - gone, known.keys() - wanted.keys()
    conn.executemany("DELETE FROM erased WHERE hash = ?", [(bytes.fromhex(key),) for key in going])
    for key in coming:
        mark(conn, [key], wanted[key], accepted=False)
    return speaking_of(conn, coming | going)


def _standing(conn: sqlite3.Connection) -> Iterator[tuple[str, list[str], list[str]]]:
    """The erasures that nobody took back: id, words, files."""
    for (id,) in conn.execute(_OF_KIND, ("erasure:", "erasure;")).fetchall():
        entity = Entity(conn, id)
        of = entity.lasting("of")
        if of is not None and entity.exists():
            yield id, of["words"], of["files"]


def _answers(conn: sqlite3.Connection) -> Iterator[_Answered]:
    for (id,) in conn.execute(_OF_KIND, ("answer:", "answer;")).fetchall():
        entity = Entity(conn, id)
        of = entity.lasting("of")
        if of is not None and entity.exists():
            tno, arrived = conn.execute(_FIRST, (id,)).fetchone()
            yield _Answered(tno, of["erasure"], of["accepted"], not arrived, id)


def _declined_here(conn: sqlite3.Connection) -> set[str]:
    """Erasures that were declined in this file, and not accepted since."""
    last: dict[str, bool] = {}
    for answer in sorted(one for one in _answers(conn) if one.here):
        last[answer.erasure] = answer.accepted
    return {erasure for erasure, accepted in last.items() if not accepted}


def _absent(conn: sqlite3.Connection, words: Iterable[str], files: Iterable[str]) -> Iterator[str]:
    yield from (key for key in words if not _has_words(conn, key))
    yield from (sha for sha in files if not blobs.has(conn, sha))


def _has_words(conn: sqlite3.Connection, key: str) -> bool:
    found = conn.execute(
        "SELECT 1 FROM value WHERE hash = ? AND data IS NOT NULL", (bytes.fromhex(key),)
    ).fetchone()
    return found is not None


def speaking_of(conn: sqlite3.Connection, hashes: Collection[str]) -> set[str]:
    """Entities that any change of speaks of these words or bytes."""
    return {entity for places in places_of(conn, hashes).values() for entity, _ in places}


def places_of(conn: sqlite3.Connection, hashes: Collection[str]) -> dict[str, list[tuple[str, str]]]:
    """Where each of these words and bytes stands or stood: entities with the field."""
    found: dict[str, list[tuple[str, str]]] = {}
    if not hashes:
        return found
    for entity, field, _, value in sorted(registers.said(conn, registers.SPEAKS), key=itemgetter(0, 1, 2)):
        for key in hashes_in(entity, value):
            if key in hashes and (entity, field) not in (places := found.setdefault(key, [])):
                places.append((entity, field))
    return found


def hashes_in(entity: str, value: Json) -> set[str]:
    """The hashes of the words and bytes that a value of an entity speaks of."""
    return {*references(value, "w"), *bytes_of(entity, value)}


def erasures(conn: sqlite3.Connection) -> list[ErasureRecord]:
    """Every erasure the project knows of, newest first; what it names is told as far as it is here still."""
    people: dict[str, str] = dict(conn.execute("SELECT id, name FROM person"))
    told: dict[str, list[Answer]] = {}
    for one in sorted(_answers(conn)):
        by, at = Entity(conn, one.id).created()
        told.setdefault(one.erasure, []).append(Answer(people.get(by, ""), at, one.accepted, one.here))
    declined = _declined_here(conn)
    rows: dict[str, tuple[str, str, int]] = {
        id: (reason, by, at)
        for id, reason, by, at in conn.execute("SELECT id, reason, created_by, created_at FROM erasure")
    }
    found: list[ErasureRecord] = []
    for id, words, files in _standing(conn):
        if id not in rows:
            continue
        reason, by, at = rows[id]
        here_words = tuple(key for key in words if _has_words(conn, key))
        here_files = tuple(sha for sha in files if blobs.has(conn, sha))
        found.append(
            ErasureRecord(
                id,
                reason,
                people.get(by, ""),
                at,
                here_words,
                here_files,
                len(words) + len(files),
                "declined" if id in declined else "proposed" if here_words or here_files else "done",
                tuple(told.get(id, ())),
            )
        )
    return sorted(found, key=lambda one: (-one.at, one.id))


def named_by(conn: sqlite3.Connection, erasure: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The hashes of the words and of the bytes that an erasure names; none of one that is not known."""
    of = Entity(conn, erasure).lasting("of") or {"words": (), "files": ()}
    return tuple(of["words"]), tuple(of["files"])


def why_gone(conn: sqlite3.Connection, key: str) -> ErasureRecord | None:
    """The erasure by which words or bytes are gone from here; None where they are not."""
    row = conn.execute("SELECT erasure FROM erased WHERE hash = ?", (bytes.fromhex(key),)).fetchone()
    known = (one for one in erasures(conn) if row is not None and one.id == row[0])
    return next(known, None)


def written_places(conn: sqlite3.Connection, hashes: Collection[str]) -> list[Place]:
    """What these hashes stand for here, in the order they came: where, and the words or the bytes' size."""
    where = places_of(conn, hashes)
    found: list[Place] = []
    for key, places in where.items():
        row = conn.execute("SELECT data FROM value WHERE hash = ?", (bytes.fromhex(key),)).fetchone()
        words = row[0] if row else None
        size = blobs.size(conn, key)
        if words is not None or size is not None:
            found.append(Place(key, *places[0], words or "", size or 0, tuple(places[1:])))
    return found

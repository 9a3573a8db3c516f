"""A copy of a project for somebody else, without what is withheld from them.

The copy is built anew from the log, row by row: what is withheld is never written, so that it cannot be left
behind in free pages, in a journal, or on the stick the copy is made on. Withheld words keep their salted
hash and withheld bytes their name, so that every change keeps its id and the copy merges back.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Generator, Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import closing
from pathlib import Path

from db import blobs, leftovers, notices, registers, schema
from db.canon import Json
from db.connection import connect_new, told
from db.errors import BadBody, KnownError, WriteFailed
from db.keeping import PART, Parts
from db.kinds import FILES, bytes_of, is_private, references
from db.protecting import settle
from db.records.frozen import record
from db.sealing import Password, password_of

_BATCH = 500
_NAMED = re.compile(rb'"((?!project:|person:)[a-z]+:[0-9a-f]{32,64})"')
_PARENTS = re.compile(rb'"p":\[([^\]]*)\]')
_HASH = re.compile(rb"[0-9a-f]{64}")
_WORDS = "SELECT hash, salt, data FROM value WHERE hash = ?"
# Who wrote these does not matter: without them there is nothing to read.
_COMMON = ("project:", "article:", "draft:", "text:", "annotation:")


@record
class Without:
    """Whose words and files stay here: of these entities, and everything these persons wrote (ids); of
    ``files`` only the files."""

    entities: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()


@record
class Plan:
    """What goes into a copy and what does not, settled before anything is written.

    Attributes: ``tnos`` are the local numbers of its transactions; ``words`` all hashes (hex) they speak of
    and ``withheld`` those whose words stay here; ``blobs`` the bytes that go (SHA-256, size) and
    ``withheld_blobs`` those that stay; ``needs`` what a package builds on, None for a whole copy; ``drawn``
    bytes of withheld entities that go all the same, for the project's own texts are the same bytes.
    """

    tnos: tuple[int, ...]
    words: frozenset[str]
    withheld: frozenset[str]
    blobs: tuple[tuple[str, int], ...]
    withheld_blobs: frozenset[str]
    needs: tuple[str, ...] | None
    drawn: frozenset[str]


def hanging_on(conn: sqlite3.Connection, entities: Iterable[str]) -> set[str]:
    """These entities and all that is of them, also what was deleted or taken back."""
    children: dict[str, set[str]] = {}
    for entity, parent in owners(conn):
        children.setdefault(parent, set()).add(entity)
    found, more = set[str](), set(entities)
    while more:
        found |= more
        more = {child for parent in more for child in children.get(parent, ())} - found
    return found


def owners(conn: sqlite3.Connection, entity: str = "") -> Iterator[tuple[str, str]]:
    """Every entity, or one, with what it was ever said to be of: ids, and whatever other texts."""
    rows = registers.said(conn, "entity = ?" if entity else "1", (entity,) if entity else ())
    own = (row for row in rows if row.field in ("of", "claim"))
    return ((row.entity, part) for row in own for part in named_in(row.value))


def above(conn: sqlite3.Connection, entities: Iterable[str]) -> dict[str, list[str]]:
    """Each of these with what it is of, and what that is of, itself first."""
    found: dict[str, list[str]] = {}
    for entity in entities:
        chain = [entity]
        for one in chain:
            more = (id for _, id in owners(conn, one) if ":" in id)
            chain += [id for id in dict.fromkeys(more) if id not in chain]
        found[entity] = chain
    return found


def deleted_files(conn: sqlite3.Connection) -> dict[str, int]:
    """Sources that were deleted or taken back while their files lie here still, with how many bytes."""
    found: dict[str, int] = {}
    gone = "entity GLOB 'source:*' AND NOT EXISTS (SELECT 1 FROM source WHERE id = entity)"
    for entity, _, _, value in registers.said(conn, gone):
        for sha in bytes_of(entity, value):
            found[entity] = found.get(entity, 0) + (blobs.size(conn, sha) or 0)
    return {entity: size for entity, size in found.items() if size}


def named_in(value: Json) -> list[str]:
    """The ids, and whatever other texts, that stand in what something is of."""
    parts = value.values() if isinstance(value, dict) else (value,)  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
    return [part for part in parts if isinstance(part, str)]  # pyright: ignore[reportUnknownVariableType]


def plan(
    conn: sqlite3.Connection,
    without: Without,
    since: AbstractSet[bytes] = frozenset(),
    owed_words: AbstractSet[str] = frozenset(),
    owed_blobs: AbstractSet[str] = frozenset(),
) -> Plan:
    """What goes into a copy without that.

    For a package ``since`` are ids of transactions the receiver has, and ``owed_words`` and ``owed_blobs``
    what was withheld of them then (hex): they go along where they may go now. Raises BadBody where the
    project itself lacks something.
    """
    tnos = [t for t, id in conn.execute("SELECT tno, id FROM txn ORDER BY tno") if bytes(id) not in since]
    going = set(tnos)
    persons = {
        tno
        for tno, person in conn.execute("SELECT tno, person FROM step")
        if without.persons and person in without.persons
    }
    spoken, kept_back = set[str](), set[str]()
    named, files_kept_back, drawn = set[str](), set[str](), set[str]()
    of_gone, wanted = set[str](), set[str]()
    for entity, field, tno, value in registers.said(conn, registers.SPEAKS):
        words, shas = references(value, "w"), bytes_of(entity, value)
        of_them = entity in without.entities or entity in without.persons
        if of_them or is_private(entity, field) or (tno in persons and not entity.startswith(_COMMON)):
            kept_back.update(words)
            files_kept_back.update(shas)
        elif entity in without.files:
            of_gone.update(shas)
        else:
            wanted.update(shas)
        if field not in FILES:
            drawn.update(shas)
        if tno in going:
            spoken.update(words)
            named.update(shas)
    absent = {bytes(key).hex() for (key,) in conn.execute("SELECT hash FROM value WHERE data IS NULL")}
    staying = ((files_kept_back | (of_gone - wanted)) - drawn) | notices.still_withheld(conn)
    sizes = {bytes(sha).hex(): size for sha, size in conn.execute("SELECT sha, size FROM blob")}
    there = {bytes(key).hex() for (key,) in conn.execute("SELECT hash FROM value")}
    spoken |= (owed_words & there) - kept_back - absent
    named |= (owed_blobs & sizes.keys()) - staying
    if lost := (spoken - there) | (named - staying - sizes.keys()):
        raise BadBody(f"Something of the project is missing ({min(lost)[:12]}…); verify it before sharing.")
    return Plan(
        tnos=tuple(tnos),
        words=frozenset(spoken),
        withheld=frozenset(spoken & (kept_back | absent)),
        blobs=tuple((sha, sizes[sha]) for sha in sorted(named - staying)),
        withheld_blobs=frozenset(named & staying),
        needs=_needs(conn, going) if since else None,
        drawn=frozenset(files_kept_back & drawn),
    )


def _needs(conn: sqlite3.Connection, going: set[int]) -> tuple[str, ...]:
    """What these transactions build on: what they replace, what made the things they speak of, the first."""
    ids = {tno: bytes(id).hex() for tno, id in conn.execute("SELECT tno, id FROM txn")}
    own = {ids[tno] for tno in going}
    needed = {ids[min(ids)]} if ids else set[str]()
    speaking: set[str] = set()
    for tno in sorted(going):
        body = bytes(conn.execute("SELECT body FROM txn WHERE tno = ?", (tno,)).fetchone()[0])
        if above := _PARENTS.search(body):
            needed.update(id.decode() for id in _HASH.findall(above.group(1)))
        speaking.update(entity.decode() for entity in _NAMED.findall(body))
    for entity in speaking:
        first = conn.execute("SELECT min(tno) FROM op WHERE entity = ?", (entity,)).fetchone()[0]
        if first is not None:
            needed.add(ids[first])
    return tuple(sorted(needed - own))


def writing(
    conn: sqlite3.Connection,
    planned: Plan,
    out: Path,
    *,
    replace: bool = False,
    reading: bool = False,
    password: Password | None = None,
    plain: bool = False,
) -> Parts[int]:
    """Write the copy, part by part; it takes its name only when it is whole. Its size in bytes.

    It is sealed under the password, else under the project's own, unless it shall be ``plain``.

    Yields how many bytes are done, of how many. Closing the generator half way leaves nothing. Raises
    WriteFailed where it cannot be written, KnownError where there is something already, unless ``replace``.
    """
    if os.path.lexists(out) and not replace:
        raise KnownError(f"There is already something at {out}; it was left as it is.")
    try:
        with leftovers.writing(out) as part:
            with closing(_empty(part, None if plain else password or password_of(conn))) as copy:
                yield from _filled(conn, copy, planned)
                if planned.needs is not None:
                    notices.note_needs(copy, planned.needs)
                if planned.withheld_blobs:
                    notices.withhold(copy, planned.withheld_blobs)
                if reading:
                    notices.note_for_reading(copy)
                copy.execute("COMMIT")
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            size = part.stat().st_size
            part.replace(out)
        settle(out.parent)
        return size
    except OSError as error:
        raise _failed(error.strerror or error) from error
    except sqlite3.Error as error:
        if told(error, out) is None:
            raise
        raise _failed(error) from error


def _empty(part: Path, password: Password | None) -> sqlite3.Connection:
    """A new file laid out as a project, in a transaction, without journal: unless it is whole it goes."""
    conn = connect_new(part, password)
    try:
        for setting in ("journal_mode = OFF", "synchronous = OFF"):
            conn.execute(f"PRAGMA {setting}").fetchall()
        conn.execute("BEGIN")
        schema.create_truth(conn)
    except BaseException:
        conn.close()
        raise
    return conn


def _filled(
    conn: sqlite3.Connection, copy: sqlite3.Connection, planned: Plan
) -> Generator[tuple[int, int], None, None]:
    total = len(planned.tnos) + len(planned.words) + sum(size for _, size in planned.blobs)
    done = told = 0
    for rows in _txns(conn, planned.tnos):
        _insert(copy, "txn", 3, rows)
        done += len(rows)
        yield done, total
    for rows in _values(conn, planned):
        _insert(copy, "value", 3, rows)
        done += len(rows)
        yield done, total
    for sha, size in planned.blobs:
        length = 0
        for n, data in enumerate(blobs.chunks(conn, sha)):
            _insert(copy, "blob_chunk", 3, [(bytes.fromhex(sha), n, data)])
            length += len(data)
            if done + length - told >= PART:
                told = done + length
                yield told, total
        if length != size:
            raise KnownError("The project changed while it was copied, or is damaged; no copy was made.")
        _insert(copy, "blob", 2, [(bytes.fromhex(sha), size)])
        done += size
    yield total, total


def _insert(copy: sqlite3.Connection, table: str, columns: int, rows: Iterable[tuple[object, ...]]) -> None:
    copy.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * columns)})", rows)


def _txns(conn: sqlite3.Connection, tnos: tuple[int, ...]) -> Iterator[list[tuple[object, ...]]]:
    for start in range(0, len(tnos), _BATCH):
        wanted = tnos[start : start + _BATCH]
        rows = conn.execute(
            "SELECT t.id, t.body FROM json_each(?) j CROSS JOIN txn t ON t.tno = j.value ORDER BY t.tno",
            (json.dumps(wanted),),
        ).fetchall()
        if len(rows) != len(wanted):
            raise KnownError("The project changed while it was copied; no copy was made. Try again.")
        yield [(start + n, id, body) for n, (id, body) in enumerate(rows, 1)]


def _values(conn: sqlite3.Connection, planned: Plan) -> Iterator[list[tuple[object, ...]]]:
    keys = sorted(planned.words)
    for start in range(0, len(keys), _BATCH):
        rows: list[tuple[object, ...]] = []
        for key in keys[start : start + _BATCH]:
            if key in planned.withheld:
                rows.append((bytes.fromhex(key), None, None))
            else:
                rows += conn.execute(_WORDS, (bytes.fromhex(key),)).fetchall()
        yield rows


def _failed(why: object) -> WriteFailed:
    return WriteFailed(
        f"No copy could be written ({why}); nothing was left of it, and the project is as it was."
    )


def ids(conn: sqlite3.Connection, tnos: Iterable[int]) -> list[bytes]:
    """The ids of these transactions."""
    rows = conn.execute(
        "SELECT t.id FROM json_each(?) j CROSS JOIN txn t ON t.tno = j.value", (json.dumps(list(tnos)),)
    )
    return [bytes(id) for (id,) in rows]


def ids_by(conn: sqlite3.Connection, person: str) -> set[bytes]:
    """The ids of that person's transactions."""
    rows = conn.execute("SELECT t.id FROM step s JOIN txn t ON t.tno = s.tno WHERE s.person = ?", (person,))
    return {bytes(id) for (id,) in rows}


def beginning(conn: sqlite3.Connection) -> str:
    """What all copies of one project have in common: the id (hex) of its first transaction."""
    row = conn.execute("SELECT id FROM txn ORDER BY tno LIMIT 1").fetchone()
    return bytes(row[0]).hex()

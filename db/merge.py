"""Merging: validate, unite by id, draw. Commutative, associative, idempotent; it adds no transaction."""

from __future__ import annotations

import json
import re
import sqlite3
from binascii import unhexlify
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

from db import blobs, erasing, log, notices, registers, words
from db.body import Body
from db.connection import (
    check_header,
    check_lengths,
    check_pages,
    check_schema,
    check_sealed,
    connect_reading,
    fence,
    limit_work,
    unreadable,
)
from db.errors import BadBody, LacksChanges, NotACopy
from db.kinds import FILES, bytes_of, is_private, references
from db.records.frozen import record
from db.sealing import Password

_FEW = 2_000
_SPOKEN = re.compile(rb'"w":"([0-9a-f]{64})"')
"""References to words in a body that was checked: nothing else in one is spelled like this."""
_BYTES, _TEXT = b'"b":"', b'"text:'
"""What is in a body that may need kept bytes."""


@record
class Arrivals:
    """What another file holds that this one does not, read and checked, nothing written yet.

    Attributes: ``values`` and ``blobs`` (SHA-256, size) are only those its transactions speak of, and those
    withheld here; ``withheld`` the bytes its transactions speak of that were left out of it on purpose.
    """

    txns: tuple[tuple[str, bytes, Body], ...]
    values: tuple[tuple[bytes, bytes | None, str | None], ...]
    blobs: tuple[tuple[str, int], ...]
    withheld: frozenset[str] = frozenset()

    def entities(self) -> set[str]:
        """What its transactions speak of."""
        return {op[0] for _, _, body in self.txns for op in body.ops}


Read = Mapping[Path, Arrivals]
"""What was read of other files before, each by its absolute path."""

_T = TypeVar("_T")


class Here(NamedTuple):
    """What of this file decides what of another is new.

    ``known`` are its transactions, in the order they came to it; ``withheld`` and ``lacking`` the words and
    the bytes that were left out of it.
    """

    known: Sequence[bytes]
    withheld: AbstractSet[bytes] = frozenset()
    lacking: AbstractSet[str] = frozenset()


def open_foreign(path: Path, password: Password | None = None, *, drawn: bool = False) -> sqlite3.Connection:
    """A fenced connection to a checked project file; raises NotAProject or ProjectTooNew.

    The password is for a sealed one: PasswordNeeded or WrongPassword without the right one. With ``drawn``
    the pages of the drawn tables are checked too, which nothing here reads.
    """
    sealed = check_header(path, password)
    conn = connect_reading(path, password if sealed else None)
    try:
        limit_work(conn, path)
        if sealed:
            check_sealed(conn, path)
        check_schema(conn, path)
        check_lengths(conn, path)
        check_pages(conn, path, drawn=drawn)
        fence(conn)
    except (sqlite3.Error, UnicodeDecodeError, OSError) as error:
        conn.close()
        raise unreadable(error, path) from error
    except BaseException:
        conn.close()
        raise
    return conn


def read_arrivals(
    foreign: sqlite3.Connection,
    path: Path,
    here: Here,
    reader: str | None = None,
    progress: log.Progress | None = None,
) -> Arrivals:
    """Everything in the foreign log that is not known here, the words withheld and the bytes lacking here.

    Private words of others than the ``reader`` (a person's id) arrive withheld; None takes all.

    Raises BadBody naming the first unsound change, NotAProject where the file cannot be read, NotACopy where
    the two never were one project.
    """
    try:
        # Read through before checking: a statement left half way would hold a lock on the file.
        rows = _bodies(foreign, _unknown(foreign, path, here.known))
        txns = tuple(_told(log.checked(rows), len(rows), progress))
        spoken = set(map(unhexlify, _SPOKEN.findall(b"".join([data for _, data, _ in txns]))))
        named = {
            sha
            for _, data, body in txns
            if _BYTES in data or _TEXT in data
            for op in body.ops
            for sha in bytes_of(op.entity, op.value)
        }
        total = foreign.execute("SELECT count(*) FROM txn").fetchone()[0]
        values = tuple(_values(foreign, spoken, here.withheld, total))
        others: set[str] = set()
        if reader is not None:
            others = _private(txns, reader)
        if others:
            values = tuple((row[0], None, None) if row[0].hex() in others else row for row in values)
        sizes = {sha.hex(): size for sha, size in foreign.execute("SELECT sha, size FROM blob")}
        left_out = notices.withheld(foreign)
    except (sqlite3.Error, UnicodeDecodeError, TypeError, AttributeError) as error:
        raise unreadable(error, path) from error
    if half := log.unfinished(body for _, _, body in txns):
        raise BadBody(f"{path} is incomplete: part of a step is missing ({half[0][:12]}…).")
    if broken := words.damaged(values):
        raise BadBody(f"{path} holds words that are not those that were written ({broken[0][:12]}…).")
    if lost := spoken - {key for key, _, _ in values}:
        raise BadBody(
            f"{path} is incomplete: words its changes speak of are missing ({min(lost).hex()[:12]}…)."
        )
    if lost := named - sizes.keys() - left_out:
        raise BadBody(f"{path} is incomplete: a file its changes refer to is missing ({min(lost)[:12]}…).")
    coming = (named | here.lacking) & sizes.keys()
    return Arrivals(
        txns, values, tuple((sha, sizes[sha]) for sha in sorted(coming)), frozenset(named - sizes.keys())
    )


def _unknown(foreign: sqlite3.Connection, path: Path, known: Sequence[bytes]) -> list[int]:
    """The numbers over there, in order, of the transactions that are not known here."""
    # From the table itself: an index may be damaged while the log is whole.
    theirs = list(chain.from_iterable(foreign.execute("SELECT id FROM txn NOT INDEXED ORDER BY tno")))
    if len(set(theirs)) != len(theirs):
        raise BadBody(f"{path} holds the same change twice.")
    # Copies have their beginning in the same order, mostly all but what is new.
    shared = next((n for n, (id, own) in enumerate(zip(theirs, known, strict=False)) if id != own), None)
    shared = min(len(theirs), len(known)) if shared is None else shared
    needed = {bytes.fromhex(txn) for txn in notices.needs(foreign) or ()}
    rest = set(known[0 if needed else shared :])
    # Copies of one project share its beginning; two jobs thrown together could not be told apart again.
    if known and not shared and rest.isdisjoint(needed.union(theirs)):
        raise NotACopy(f"{path} is another project, not a copy of this one.")
    if not needed <= rest:
        raise LacksChanges(
            f"{path} holds only changes, and this project lacks some that they build on. "
            "Ask for a whole copy."
        )
    new = [place for place in range(shared, len(theirs)) if theirs[place] not in rest]
    if not new:
        return []
    rows = foreign.execute(
        "SELECT tno FROM txn NOT INDEXED ORDER BY tno LIMIT -1 OFFSET ?", (new[0],)
    ).fetchall()
    return [rows[place - new[0]][0] for place in new]


_Txn = tuple[str, bytes, Body]


def _told(txns: Iterator[_Txn], total: int, progress: log.Progress | None) -> Iterator[_Txn]:
    for done, txn in enumerate(txns):
        if progress is not None and done % log.TOLD_EVERY == 0:
            progress(done, total)
        yield txn


def _private(txns: Sequence[tuple[str, bytes, Body]], reader: str) -> set[str]:
    """References to words somebody else than the reader wrote for themselves alone."""
    return {
        key
        for _, data, body in txns
        if b'"private",' in data and body.person != reader
        for op in body.ops
        if is_private(op.entity, op.field)
        for key in references(op.value, "w")
    }


def _bodies(foreign: sqlite3.Connection, tnos: Sequence[int]) -> list[tuple[bytes, bytes]]:
    """The transactions of these numbers, in order; numbers that follow each other are read together."""
    rows: list[tuple[bytes, bytes]] = []
    first = 0
    for place, tno in enumerate(tnos, 1):
        if place == len(tnos) or tnos[place] != tno + 1:
            rows += foreign.execute(
                "SELECT id, body FROM txn WHERE tno BETWEEN ? AND ? ORDER BY tno", (tnos[first], tno)
            )
            first = place
    return rows


def _values(
    foreign: sqlite3.Connection, spoken: set[bytes], withheld: AbstractSet[bytes], txns: int
) -> list[tuple[bytes, bytes | None, str | None]]:
    """These words, of a file of so many transactions; looked up where they are few of all there are."""
    wanted = spoken | withheld
    short = f"(length(data) IS NULL OR length(data) <= {words.MAX_LENGTH})"
    if len(wanted) < max(_FEW, txns // 2):
        some = f"SELECT hash, salt, data FROM value WHERE hash IN ({{}}) AND {short}"
        return list(registers.looked_up(foreign, some, sorted(wanted)))
    rows = foreign.execute(f"SELECT hash, salt, data FROM value WHERE {short}")
    return [row for row in rows if row[0] in wanted]


def missing(conn: sqlite3.Connection, arrivals: Arrivals) -> list[tuple[str, int]]:
    """Every kept file the arrivals need and this project does not have: its SHA-256 and size."""
    return [(sha, size) for sha, size in arrivals.blobs if not blobs.has(conn, sha)]


def foreign_bytes(foreign: sqlite3.Connection, path: Path, sha: str, size: int) -> Iterator[bytes]:
    """A kept file of another project, in pieces; raises BadBody at its end where it is not the one named.

    What was taken in until then is to be dropped.
    """
    digest, length = sha256(), 0
    try:
        for data in blobs.chunks(foreign, sha):
            digest.update(data)
            length += len(data)
            if length > size:
                break
            yield data
    except sqlite3.Error as error:
        raise unreadable(error, path) from error
    if length != size or digest.hexdigest() != sha:
        raise BadBody(f"{path} holds a file that is not the one that was added ({sha[:12]}…).")


def take_in(
    conn: sqlite3.Connection, here: Here, arrivals: Arrivals, incoming: log.Incoming, merge: str
) -> set[str]:
    """Unite the arrivals with this file, whose bytes are here, as that merge; the caller holds the commit.

    Returns the entities to be drawn anew because words came that were withheld.
    """
    at = log.wall()
    missing = here.withheld
    conn.executemany(
        # Words that are here win over words that were withheld from a copy, never the other way round.
        "INSERT INTO value VALUES (?,?,?) ON CONFLICT(hash) DO UPDATE SET salt = excluded.salt, "
        "data = excluded.data WHERE value.data IS NULL AND excluded.data IS NOT NULL",
        arrivals.values,
    )
    notices.withhold(conn, (sha for sha in arrivals.withheld if not blobs.has(conn, sha)))
    touched: set[str] = _speaking_of(conn, missing - withheld(conn)) if missing else set()
    touched |= erasing.speaking_of(conn, here.lacking - notices.still_withheld(conn))
    incoming.write()
    # What was this file's own before it was set aside is so again.
    own = {id for (id,) in conn.execute("SELECT id FROM set_aside WHERE came_by = ''")}
    coming = sorted([bytes.fromhex(txn) for txn, _, _ in arrivals.txns])
    conn.executemany(
        "INSERT INTO arrival VALUES (?,?,?)", [(id, merge, at) for id in coming if id not in own]
    )
    return touched


def drawn_from(arrivals: Arrivals) -> set[str]:
    """The kept bytes the tables are drawn from: texts and what lies beside them, no files of sources."""
    return {
        sha
        for _, data, body in arrivals.txns
        if _BYTES in data or _TEXT in data
        for op in body.ops
        if op.field not in FILES
        for sha in bytes_of(op.entity, op.value)
    }


def _speaking_of(conn: sqlite3.Connection, keys: AbstractSet[bytes]) -> set[str]:
    """Entities in whose values words stand that were withheld until now."""
    if not keys:
        return set()
    wanted = {key.hex() for key in keys}
    rows = registers.said(conn, registers.SPEAKS)
    return {row.entity for row in rows if not wanted.isdisjoint(references(row.value, "w"))}


def present(conn: sqlite3.Connection, entities: Iterable[str]) -> set[str]:
    """Those of the entities that this file already knows."""
    rows = conn.execute(
        "SELECT j.value FROM json_each(?) j WHERE EXISTS (SELECT 1 FROM op WHERE entity = j.value)",
        (json.dumps(sorted(entities)),),
    )
    return {entity for (entity,) in rows}


def here(conn: sqlite3.Connection) -> Here:
    """What of this file decides what of another is new."""
    gone = erasing.marked(conn)
    words = {key for key in withheld(conn) if key.hex() not in gone}
    return Here(known_ids(conn), words, notices.still_withheld(conn) - gone)


def without_erased(conn: sqlite3.Connection, arrivals: Arrivals) -> Arrivals:
    """Without the words and bytes that were erased: nothing brings these back."""
    gone = erasing.marked(conn)
    if not gone:
        return arrivals
    kept_out = {sha for sha, _ in arrivals.blobs} & gone
    return replace(
        arrivals,
        values=tuple((row[0], None, None) if row[0].hex() in gone else row for row in arrivals.values),
        blobs=tuple(blob for blob in arrivals.blobs if blob[0] not in kept_out),
        withheld=arrivals.withheld | kept_out,
    )


def in_turn(paths: Sequence[Path], take: Callable[[Path], _T], order: Iterable[Path] = ()) -> list[_T]:
    """Take each file, a package of changes after the others it builds on; what came of each, as named.

    ``order`` is the one they were read in, if they were. Raises LacksChanges where none has what one needs.
    """
    place = {path: n for n, path in enumerate(order)}
    waiting = sorted(enumerate(paths), key=lambda one: place.get(one[1].absolute(), 0))
    found: dict[int, _T] = {}
    while waiting:
        later: list[tuple[int, Path]] = []
        for n, path in waiting:
            try:
                found[n] = take(path)
            except LacksChanges:
                later.append((n, path))
                if len(later) == len(waiting):
                    raise
        waiting = later
    return [found[n] for n in range(len(paths))]


def still_new(arrivals: Arrivals, here: Here) -> Arrivals:
    """Without what has come some other way since these were read."""
    known = set(here.known)
    txns = tuple([txn for txn in arrivals.txns if bytes.fromhex(txn[0]) not in known])
    return arrivals if len(txns) == len(arrivals.txns) else replace(arrivals, txns=txns)


def known_ids(conn: sqlite3.Connection) -> list[bytes]:
    """Ids of all transactions in this file, in the order they came to it."""
    return list(chain.from_iterable(conn.execute("SELECT id FROM txn NOT INDEXED ORDER BY tno")))


def withheld(conn: sqlite3.Connection) -> set[bytes]:
    """Hashes of words that were withheld from this copy; a merge may bring them, but for private ones."""
    missing = {bytes(key) for (key,) in conn.execute("SELECT hash FROM value WHERE data IS NULL")}
    if missing:
        rows = registers.said(conn, "entity GLOB 'note:*'")
        kept = {key for e, f, _, value in rows if is_private(e, f) for key in references(value, "w")}
        missing -= {bytes.fromhex(key) for key in kept}
    return missing


def check_sound(
    path: Path, progress: log.Progress | None = None, password: Password | None = None
) -> list[Body]:
    """The bodies of a project file's log in its order; for files not closed by us.

    Raises a KnownError unless every change is sound and nothing it builds on or speaks of is missing.
    """
    with closing(open_foreign(path, password, drawn=True)) as foreign:
        if notices.needs(foreign):
            raise NotACopy(
                f"{path} holds only the changes since an earlier copy; open your project and merge it there."
            )
        arrivals = read_arrivals(foreign, path, Here(()))
        seen: set[str] = set()
        for place, (txn, _, body) in enumerate(arrivals.txns, 1):
            for op in body.ops:
                if not seen.issuperset(op.parents) or (op.undo and op.undo not in seen):
                    raise BadBody(f"{path}: change {place} builds on another that is not in the file.")
            seen.add(txn)
            if progress and place % 1000 == 0:
                progress(place, len(arrivals.txns))
        return [body for _, _, body in arrivals.txns]

"""Merges of an open project: rehearsed for a preview, done, undone, brought back."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Generator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from db import backups, blobs, erasing, keeping, log, merge, opening, sealing, set_aside, verify
from db.errors import KnownError, WrongPassword
from db.merge_report import Before, nothing_new, that_stand
from db.place import Identity
from db.projection import Projection
from db.records import MergeReport
from db.sealing import Password

_THOUSAND = 1_000
_READ, ENTERED = 400, 500
"""How far a merge is, of a thousand, when the other file is checked, and when all of it is entered."""

Commit = Callable[[], AbstractContextManager[None]]


class _Rehearsed(Exception):
    """Raised to have everything taken back that was done for a preview."""


class Merging:
    """Merges into one open project.

    ``progress`` is told thousandths and may raise to stop, with nothing changed. ``passwords`` are those of
    sealed files to be merged, by absolute path; the project's own is tried for all others. ``read`` is what
    was read of other files before; these are opened for kept bytes alone.
    """

    def __init__(
        self,
        path: Path,
        me: Identity,
        conn: sqlite3.Connection,
        commit: Commit,
        projection: Projection,
        progress: log.Progress | None,
        passwords: Mapping[Path, Password],
        read: merge.Read | None = None,
    ) -> None:
        self._read = read or {}
        self._path = path
        self._me = me
        self._conn = conn
        self._commit = commit
        self._projection = projection
        self._progress = progress
        self._passwords = passwords

    def merge(self, path: Path, *, backup: bool = False) -> MergeReport:
        """Take in whatever another copy holds; raises a KnownError with nothing changed if it is unsound."""
        with self._opened(path, self._read) as (foreign, here, arrivals):
            arrivals = self._with_returning(arrivals)
            if not (arrivals.txns or arrivals.values or arrivals.blobs):
                return nothing_new(self._conn)
            entities = arrivals.entities()
            there = merge.present(self._conn, entities)
            incoming = log.Incoming(self._conn, arrivals.txns, there)
            self._tell(_READ)
            with (
                backups.kept(self._conn, self._path, wanted=backup and bool(arrivals.txns)),
                self._taken_over(foreign, path, arrivals) as taken,
                self._commit(),
            ):
                for sha, size in taken:
                    blobs.finish(self._conn, sha, size)
                return self._unite(here, arrivals, incoming, dict(taken), entities, there)

    def preview(self, paths: Sequence[Path]) -> list[MergeReport]:
        """What merging these files one after the other would bring: done, looked at, and taken back."""
        reports: list[MergeReport] = []
        try:
            with self._commit():
                reports += that_stand(self._conn, merge.in_turn(paths, self._rehearse, self._read))
                raise _Rehearsed
        except _Rehearsed:
            return reports

    def _rehearse(self, path: Path) -> MergeReport:
        with self._opened(path, self._read) as (foreign, here, arrivals):
            arrivals = self._with_returning(arrivals)
            entities = arrivals.entities()
            there = merge.present(self._conn, entities)
            incoming = log.Incoming(self._conn, arrivals.txns, there)
            coming = self._lend(foreign, arrivals)
            return self._unite(here, arrivals, incoming, coming, entities, there)

    def put_aside(self, wanted: str) -> None:
        """Set a merge aside, with what rests on it; see db.set_aside."""
        found = set_aside.known(self._conn, wanted)
        if found.set_aside:
            raise KnownError("That merge is set aside already; nothing was changed.")
        with self._commit():
            set_aside.put_aside(self._conn, found.id)
            self._tell(_READ)
            verify.draw_anew(self._conn, None, self._second_half)

    def bring_back(self, wanted: str) -> None:
        """Bring back a merge that was set aside, what was set aside with it, and what it rests on."""
        found = set_aside.known(self._conn, wanted)
        if not found.set_aside:
            raise KnownError("That merge is not set aside; nothing was changed.")
        txns = set_aside.returning(self._conn, [found.id])
        incoming = log.Incoming(self._conn, txns)
        with self._commit():
            incoming.write()
            set_aside.put_back(self._conn, (txn for txn, _, _ in txns))
            touched = {op.entity for _, _, body in txns for op in body.ops}
            self._projection.draw(touched | erasing.follow(self._conn), self._second_half)

    def _unite(
        self,
        here: merge.Here,
        arrivals: merge.Arrivals,
        incoming: log.Incoming,
        coming: Mapping[str, int],
        entities: AbstractSet[str],
        there: AbstractSet[str],
    ) -> MergeReport:
        """Write the union, draw it, and tell what it brought; within a commit."""
        before = Before(self._conn, arrivals, coming, self._me, entities, there)
        named = secrets.token_hex(8) if arrivals.txns else ""
        fresh = incoming.fresh({key.hex(): data for key, _, data in arrivals.values})
        spoken_of = merge.take_in(self._conn, here, arrivals, incoming, named)
        set_aside.put_back(self._conn, (txn for txn, _, _ in arrivals.txns))
        spoken_of |= erasing.follow(self._conn)
        self._tell(ENTERED)
        only = {id: fields for id, fields in fresh.fields.items() if id not in spoken_of}
        self._projection.draw(entities | spoken_of, self._second_half, fresh, fields=only)
        return before.report(named)

    @contextmanager
    def _opened(
        self, path: Path, read: merge.Read
    ) -> Generator[tuple[sqlite3.Connection | None, merge.Here, merge.Arrivals]]:
        """The other file as far as it is needed, and what of it is new here."""
        here = merge.here(self._conn)
        arrivals = merge.still_new(read[path], here) if path in read else None
        arrivals = merge.without_erased(self._conn, arrivals) if arrivals is not None else None
        if arrivals is not None and not merge.missing(self._conn, arrivals):
            yield None, here, arrivals
            return
        with self._checked(path) as foreign:
            if arrivals is None:
                self._tell(_READ // 10)
                arrivals = merge.read_arrivals(foreign, path, here, self._me.person, self._reading)
                arrivals = merge.without_erased(self._conn, arrivals)
            yield foreign, here, arrivals

    @contextmanager
    def _checked(self, path: Path) -> Generator[sqlite3.Connection]:
        with suppress(OSError):
            if path.samefile(self._path):
                raise KnownError("This is the project itself; there is nothing to merge.")
        # Closing a second handle on a file this process has open would drop SQLite's own lock on it.
        password = password_of_copy(path, self._passwords, sealing.password_of(self._conn))
        with opening.lock(path), closing(merge.open_foreign(path, password)) as foreign:
            yield foreign

    def _with_returning(self, arrivals: merge.Arrivals) -> merge.Arrivals:
        """With all that was set aside with any of it, so that merging again brings everything back."""
        coming = [txn for txn, _, _ in arrivals.txns]
        aside = set_aside.merges_of(self._conn, coming)
        if not aside:
            return arrivals
        back = set_aside.returning(self._conn, aside, coming)
        return replace(arrivals, txns=(*arrivals.txns, *back))

    @contextmanager
    def _taken_over(
        self, foreign: sqlite3.Connection | None, path: Path, arrivals: merge.Arrivals
    ) -> Generator[list[tuple[str, int]]]:
        """Stage the files another project's changes need; they are dropped again where the rest fails."""
        if foreign is None:
            yield []
            return
        missing = merge.missing(self._conn, arrivals)
        try:
            for sha, size in missing:
                pieces = merge.foreign_bytes(foreign, path, sha, size)
                keeping.take_over(self._conn, self._commit, sha, pieces)
            yield missing
        except BaseException:
            with suppress(KnownError, sqlite3.Error):
                keeping.drop(self._conn, self._commit, [sha for sha, _ in missing])
            raise

    def _lend(self, foreign: sqlite3.Connection | None, arrivals: merge.Arrivals) -> dict[str, int]:
        """Put what drawing reads of the missing bytes (texts, layouts, alignments) in, to be taken back.

        Returns all that are missing, with their sizes.
        """
        if foreign is None:
            return {}
        missing = dict(merge.missing(self._conn, arrivals))
        for sha in merge.drawn_from(arrivals) & missing.keys():
            for n, data in enumerate(blobs.chunks(foreign, sha)):
                blobs.put_chunk(self._conn, sha, n, data)
        for sha, size in missing.items():
            blobs.finish(self._conn, sha, size)
        return missing

    def _reading(self, done: int, total: int) -> None:
        self._tell(_READ // 10 + _READ * 9 * done // (10 * max(total, 1)))

    def _second_half(self, done: int, total: int) -> None:
        self._tell(ENTERED + (_THOUSAND - ENTERED) * done // max(total, 1))

    def _tell(self, thousandths: int) -> None:
        if self._progress is not None:
            self._progress(thousandths, _THOUSAND)


def password_of_copy(
    path: Path, given: Mapping[Path, Password], own: Password | None = None
) -> Password | None:
    """What another copy is to be opened with: what was given for it, else what this project is kept under.

    None for a plain one. Raises PasswordNeeded where none was given that fits, WrongPassword where one was.
    """
    if not sealing.is_sealed(path):
        return None
    password = given.get(path)
    try:
        sealing.check(path, password or own)
    except WrongPassword:
        if password is None:
            sealing.check(path, None)
        raise
    return password or own


def read_copy(
    path: Path,
    here: merge.Here,
    reader: str,
    password: Password | None = None,
    progress: log.Progress | None = None,
) -> merge.Arrivals:
    """What another copy holds that is not here, checked: plain data, for any process to read and hand on.

    ``reader`` is the person it is read for; ``progress`` counts changes that are checked. Raises a KnownError
    where it is unsound.
    """
    with opening.lock(path), closing(merge.open_foreign(path, password)) as foreign:
        return merge.read_arrivals(foreign, path, here, reader, progress)

"""The project file: the only way in, with or without a window; one writer at a time."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from db import blobs, connection, log, merge, place, registers, schema, undo, verify, words
from db.body import Op
from db.errors import KnownError, ProjectLocked, ProjectReadOnly, WriteFailed
from db.kinds import PROJECT
from db.place import Identity
from db.projection import Projection
from db.records import Changes
from db.step import Edit, Step
from db.words import Words

if TYPE_CHECKING:
    from filelock import FileLock

SMALL_BLOB = 4 * schema.CHUNK
"""Bytes up to this size go in with the step; larger ones are staged before it in short commits."""


class Project:
    """An open project: runs steps, undoes, merges, verifies. All calls from one thread.

    Attributes: ``path``; ``me``, who is at the keyboard; ``conn``, for ``db.queries`` to read from.
    """

    def __init__(self, path: Path, me: Identity, conn: sqlite3.Connection, lock: FileLock | None) -> None:
        self.path = path
        self.me = me
        self.conn = conn
        self._lock = lock
        self._projection = Projection(conn)
        self._clock = log.Clock.read(conn)
        self._stacks: undo.Stacks | None = None

    @classmethod
    def create(
        cls,
        path: Path,
        me: Identity,
        *,
        title: str = "",
        scale: str = "magazine",
        language: str = "",
        demonstration: bool = False,
    ) -> Project:
        """Make a new project and open it; raises KnownError where something is there already."""
        path = path.absolute()
        if path.exists():
            raise KnownError(f"There is already something at {path}; it was left as it is.")
        part = path.with_name(path.name + ".part")
        try:
            part.unlink(missing_ok=True)
            with closing(sqlite3.connect(part, isolation_level=None)) as conn:
                conn.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
                conn.execute(f"PRAGMA user_version = {schema.FORMAT}")
                conn.execute("BEGIN IMMEDIATE")
                schema.create_truth(conn)
                schema.create_drawn(conn)
                conn.execute("INSERT INTO meta VALUES ('projection', ?)", (str(schema.PROJECTION),))
                fields = [
                    Op(PROJECT, "title", words.put(conn, title)),
                    Op(PROJECT, "scale", scale),
                    Op(PROJECT, "language", language),
                    Op(PROJECT, "demonstration", demonstration),
                ]
                clock = log.Clock((0, 0))
                log.append(conn, me, clock, "person.join", _joining(conn, me))
                log.append(conn, me, clock, "project.new", fields)
                Projection(conn).draw([PROJECT, me.person])
                conn.execute("COMMIT")
            os.replace(part, path)
        except (OSError, sqlite3.Error) as error:
            part.unlink(missing_ok=True)
            raise WriteFailed(f"No project could be made at {path}: {_reason(error)}.") from error
        _leave_receipt(path)
        return cls.open(path, me)

    @classmethod
    def open(cls, path: Path, me: Identity, progress: log.Progress | None = None) -> Project:
        """Open a project; one not closed by this user in good order is checked and drawn anew first.

        Raises NotAProject, ProjectTooNew, ProjectLocked or BadBody, each with the file left as it was.
        A project in a read-only place opens for reading.
        """
        path = path.absolute()
        if not path.exists() or path.is_dir():
            connection.check_header(path)
        lock = _locked(path)
        try:
            connection.check_header(path)
            trusted = _receipt(path) is not None and place.read_state(place.receipt_file(path)) == _receipt(
                path
            )
            if not trusted:
                merge.check_sound(path, progress)
            conn = connection.connect(path) if _writable(path) else _in_memory(path)
            try:
                if not trusted or _projection_of(conn) != schema.PROJECTION:
                    _redraw(conn)
                return cls(path, me, conn, lock)
            except BaseException:
                conn.close()
                raise
        except sqlite3.Error as error:
            lock.release()
            raise connection.told(error, path) from error
        except BaseException:
            lock.release()
            raise

    def close(self) -> None:
        """Close the file and leave a receipt, so that the next opening is quick."""
        if self._lock is None:
            return
        self.conn.close()
        if self.writable:
            _leave_receipt(self.path)
        self._lock.release()
        self._lock = None

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def writable(self) -> bool:
        """False for a project in a read-only place."""
        return _writable(self.path)

    @property
    def revision(self) -> int:
        """The number of the last transaction; what a person reads now they read at this revision."""
        return self.conn.execute("SELECT coalesce(max(tno), 0) FROM txn").fetchone()[0]

    def knows(self, entity: str) -> bool:
        """Whether anything was ever said of the entity in this file."""
        return bool(self.conn.execute("SELECT 1 FROM op WHERE entity = ? LIMIT 1", (entity,)).fetchone())

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) over the log: equal in two copies that hold the same changes."""
        return log.fingerprint(self.conn)

    def run(self, step: Step) -> Changes:
        """Append a step to the log and draw what it changes, in one commit that is on the disk on return.

        Raises WriteFailed with nothing changed where the disk does not take it, BadBody where the step
        is not allowed. A step without edits changes nothing.
        """
        if not step.edits:
            return Changes(self.revision, step.label)
        self._stage(step.blobs)
        with self._commit():
            for data in step.blobs:
                blobs.put(self.conn, data)
            joining = self._join()
            ops = [self._op(edit, step.read_at) for edit in step.edits]
            group = log.append(self.conn, self.me, self._clock, step.label, ops)
            self._projection.draw([*(op.entity for op in ops), *joining])
        self._entered(group, step.label, None)
        return self._changes(step.label, "edit", step.focus)

    def undo(self, force: bool = False) -> Changes:
        """Take back the last own step; raises UndoBlocked where others built on it, unless forced."""
        return self._take_back("undo", force)

    def redo(self, force: bool = False) -> Changes:
        """Bring the last own undone step again."""
        return self._take_back("redo", force)

    @property
    def stacks(self) -> undo.Stacks:
        """What can be undone and redone."""
        if self._stacks is None:
            self._stacks = undo.Stacks.read(self.conn, self.me)
        return self._stacks

    def merge(self, path: Path) -> tuple[Changes, merge.Report]:
        """Take in whatever another copy holds; raises a KnownError with nothing changed if it is unsound."""
        path = path.absolute()
        if path.exists() and path.samefile(self.path):
            raise KnownError("This is the project itself; there is nothing to merge.")
        with closing(merge.open_foreign(path)) as foreign:
            withheld = merge.withheld(self.conn)
            arrivals = merge.read_arrivals(foreign, path, merge.known_ids(self.conn), withheld)
            with self._commit():
                entities = {op.entity for _, _, body in arrivals.txns for op in body.ops}
                before = merge.present(self.conn, entities)
                touched = merge.take_in(self.conn, foreign, arrivals)
                self._projection.draw(touched)
        report = merge.counted(self.conn, entities, before, len(arrivals.txns))
        return Changes(self.revision, "merge", "merge", everything=True), report

    def verify(self) -> list[verify.Finding]:
        """Everything that is not as it should be; empty for a sound project."""
        return verify.findings(self.conn)

    def blob(self, sha: str) -> bytes | None:
        """Kept bytes, or None where they are withheld."""
        return blobs.get(self.conn, sha)

    def scratch(self, key: str) -> str:
        """Text being typed that is no change yet; blank where there is none."""
        row = self.conn.execute("SELECT data FROM scratch WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def set_scratch(self, key: str, text: str) -> None:
        """Keep text being typed (blank forgets it): local, outside the log, never shared."""
        with self._commit():
            if text:
                self.conn.execute("INSERT OR REPLACE INTO scratch VALUES (?,?,0)", (key, text))
            else:
                self.conn.execute("DELETE FROM scratch WHERE key = ?", (key,))

    def _take_back(self, kind: str, force: bool) -> Changes:
        stack = self.stacks.undo if kind == "undo" else self.stacks.redo
        if not stack:
            raise KnownError(f"There is nothing to {kind}.")
        done = stack[-1]
        with self._commit():
            ops = undo.taking_back(self.conn, done, force)
            group = log.append(self.conn, self.me, self._clock, done.label, ops, undoes=done.group)
            self._projection.draw(op.entity for op in ops)
        self._entered(group, done.label, done.group)
        return self._changes(done.label, kind, undo.focus_of(ops))

    def _entered(self, group: str, label: str, undoes: str | None) -> None:
        if self._stacks is not None:
            self._stacks.enter(group, label, undoes)

    def _op(self, edit: Edit, read_at: int) -> Op:
        parents = self._parents(edit, read_at)
        return Op(edit.entity, edit.field, words.store(self.conn, edit.value), parents)

    def _parents(self, edit: Edit, read_at: int) -> tuple[str, ...]:
        """The values the author was looking at: those of the revision read, and their own since."""
        arrived = [
            tno
            for (tno,) in self.conn.execute(
                "SELECT t.tno FROM txn t WHERE t.tno > ? AND EXISTS (SELECT 1 FROM arrival a WHERE a.id = t.id)",
                (read_at,),
            )
        ]
        if not arrived:
            tnos = [head.tno for head in registers.heads(self.conn, edit.entity, edit.field)]
        else:
            own = set(range(read_at + 1, self.revision + 1)) - set(arrived)
            tnos = registers.heads_seen_from(self.conn, edit.entity, edit.field, read_at, own)
        found = [self.conn.execute("SELECT id FROM txn WHERE tno = ?", (tno,)).fetchone()[0] for tno in tnos]
        return tuple(sorted(id.hex() for id in found))

    def _join(self) -> list[str]:
        """Enter the person at their first step here, apart from the step so that undoing keeps them."""
        if self.conn.execute("SELECT 1 FROM person WHERE id = ?", (self.me.person,)).fetchone():
            return []
        log.append(self.conn, self.me, self._clock, "person.join", _joining(self.conn, self.me))
        return [self.me.person]

    def _stage(self, pieces: Sequence[bytes]) -> None:
        """Write large bytes ahead in short commits; until the last the log knows nothing of them."""
        for data in pieces:
            if len(data) <= SMALL_BLOB or blobs.has(self.conn, blobs.sha_of(data)):
                continue
            sha = blobs.sha_of(data)
            for start in range(0, len(data), SMALL_BLOB):
                with self._commit():
                    for at in range(start, min(start + SMALL_BLOB, len(data)), schema.CHUNK):
                        blobs.put_chunk(self.conn, sha, at // schema.CHUNK, data[at : at + schema.CHUNK])
            with self._commit():
                blobs.finish(self.conn, sha, len(data))

    @contextmanager
    def _commit(self) -> Iterator[None]:
        """One durable commit, or nothing at all."""
        if not self.writable:
            raise ProjectReadOnly(f"{self.path} is in a read-only place: it can be read here, not changed.")
        try:
            self.conn.execute("BEGIN IMMEDIATE")
            yield
            self.conn.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            raise connection.told(error, self.path) from error
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        # On a full disk SQLite has rolled back by itself; a second ROLLBACK would hide the true error.
        if self.conn.in_transaction:
            self.conn.execute("ROLLBACK")

    def _changes(self, label: str, kind: str, focus: str) -> Changes:
        touched = self._projection.touched
        articles = set(touched["article"])
        for draft in touched["draft"]:
            articles |= {a for (a,) in self.conn.execute("SELECT article FROM draft WHERE id = ?", (draft,))}
        return Changes(
            revision=self.revision,
            label=label,
            kind=kind,
            project=bool(touched["project"]),
            articles=frozenset(articles),
            claims=frozenset(touched["claim"]),
            sources=frozenset(touched["source"]),
            ledgers=self._projection.recounted,
            focus=focus,
        )


def _joining(conn: sqlite3.Connection, me: Identity) -> list[Op]:
    return [
        Op(me.person, "name", words.put(conn, me.name)),
        Op(me.person, "initials", words.put(conn, me.initials)),
    ]


def _locked(path: Path) -> FileLock:
    from filelock import FileLock, Timeout

    lock = FileLock(place.lock_file(path))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise ProjectLocked(f"{path} is open in another window or command; close it there first.") from None
    return lock


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _in_memory(path: Path) -> sqlite3.Connection:
    """A copy to read from, where the place is read-only and nothing can be drawn in the file itself."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    with closing(connection.connect_reading(path)) as source:
        source.backup(conn)
    return conn


def _redraw(conn: sqlite3.Connection) -> None:
    conn.execute("BEGIN IMMEDIATE")
    try:
        verify.draw_anew(conn)
        blobs.drop_unfinished(conn)
        conn.execute("INSERT OR REPLACE INTO meta VALUES ('projection', ?)", (str(schema.PROJECTION),))
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise


def _projection_of(conn: sqlite3.Connection) -> int:
    row = conn.execute("SELECT value FROM meta WHERE key = 'projection'").fetchone()
    return int(row[0]) if row and str(row[0]).isdigit() else -1


def _receipt(path: Path) -> dict[str, int] | None:
    """What tells that nobody wrote to the file since; None while a journal waits to be rolled back."""
    if path.with_name(path.name + "-journal").exists():
        return None
    with path.open("rb") as file:
        header = file.read(100)
        stat = os.fstat(file.fileno())
    return {
        "inode": stat.st_ino,
        "size": stat.st_size,
        "mtime_ns": stat.st_mtime_ns,
        "change_counter": int.from_bytes(header[24:28], "big"),
        "projection": schema.PROJECTION,
    }


def _leave_receipt(path: Path) -> None:
    try:
        place.write_state(place.receipt_file(path), _receipt(path))
    except OSError:
        # Without a receipt the next opening checks the file, which is slower and just as right.
        return


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)

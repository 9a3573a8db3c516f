"""The project file: the only way in, with or without a window; one writer at a time."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from db import (
    backups,
    blobs,
    connection,
    erased_file,
    erasing,
    keeping,
    leftovers,
    log,
    notices,
    opening,
    protecting,
    registers,
    schema,
    sealing,
    set_aside,
    sharing,
    undo,
    verify,
    words,
)
from db.body import Op, fields_of
from db.errors import BadBody, KnownError, NothingToUndo, ProjectReadOnly, WriteFailed
from db.keeping import LIMIT, Kept, Parts
from db.kinds import PROJECT, bytes_of, check_value, references
from db.merge import Read, in_turn
from db.merge_report import that_stand
from db.merging import Merging
from db.place import Identity
from db.projection import Projection
from db.records import Changes, MergeRecord, MergeReport, RestingStep
from db.sealing import Password
from db.standing import Footing, Standing, copy_to
from db.step import Step

if TYPE_CHECKING:
    from filelock import FileLock

_WHOLE = ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
_NESTED = ("SAVEPOINT nested", "RELEASE nested", ("ROLLBACK TO nested", "RELEASE nested"))

_THOUSAND = 1_000


class Project:
    """An open project: runs steps, undoes, merges, verifies. All calls from one thread.

    Attributes: ``path``; ``me``, who is at the keyboard; ``conn``, for ``db.queries`` to read from;
    ``writable``, False for a project in a read-only place; ``progress`` is told how far a change is, in
    thousandths, and may raise to stop it with nothing changed; ``passwords`` are those of other sealed files
    that are to be merged, by absolute path.
    """

    def __init__(
        self,
        path: Path,
        me: Identity,
        conn: sqlite3.Connection,
        lock: FileLock,
        *,
        writable: bool,
        now: log.Now,
    ) -> None:
        self.path = path
        self.me = me
        self.conn = conn
        self.writable = writable
        self.progress: log.Progress | None = None
        self.passwords: Mapping[Path, Password] = {}
        self._lock: FileLock | None = lock
        self._now = now
        self._footing = Footing(conn, path) if writable else None
        self._beginning = sharing.beginning(conn)
        self._projection = Projection(conn)
        self._clock = log.Clock(now)
        self._clock.see(conn)
        self._stacks: undo.Stacks | None = None
        self._cloned = False
        self._within = False

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
        password: Password | None = None,
        now: log.Now = log.wall,
    ) -> Project:
        """Make a new project, sealed with a password if there is one, and open it.

        Raises KnownError where something is there already.
        """
        path = path.absolute()
        if os.path.lexists(path):
            raise KnownError(f"There is already something at {path}; it was left as it is.")
        part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
        try:
            with closing(connection.connect_new(part, password)) as conn:
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
                clock = log.Clock(now)
                log.append(conn, me, clock, "person.join", _joining(conn, me))
                log.append(conn, me, clock, "project.new", fields)
                Projection(conn).draw([PROJECT, me.person])
                conn.execute("COMMIT")
            part.replace(path)
        except (OSError, sqlite3.Error) as error:
            raise WriteFailed(f"No project could be made at {path}: {_reason(error)}.") from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        opening.leave_receipt(path)
        return cls.open(path, me, password=password, now=now)

    @classmethod
    def open(
        cls,
        path: Path,
        me: Identity,
        progress: log.Progress | None = None,
        *,
        password: Password | None = None,
        now: log.Now = log.wall,
    ) -> Project:
        """Open a project; one not closed by this user in good order is checked and drawn anew first.

        Raises NotAProject, PasswordNeeded, WrongPassword, ProjectTooNew, ProjectLocked or BadBody, each with
        the file left as it was. A password does not matter for a project without one.
        A project in a read-only place opens for reading.
        """
        path = path.absolute()
        if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises where a folder is closed to us
            connection.check_header(path, password)
        lock = opening.lock(path)
        try:
            conn, writable = opening.ready(path, progress, password)
            return cls(path, me, conn, lock, writable=writable, now=now)
        except sqlite3.Error as error:
            lock.release()
            raise connection.told(error, path) or error from error
        except BaseException:
            lock.release()
            raise

    def close(self) -> None:
        """Close the file and leave a receipt, so that the next opening is quick."""
        if self._lock is None:
            return
        there = self.standing is Standing.THERE
        try:
            self.conn.close()
            # A file that took its place is not the one that was checked.
            if self.writable and there:
                opening.leave_receipt(self.path)
        finally:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def standing(self) -> Standing:
        """Whether the file under the project's name is still the one that is open."""
        return self._footing.standing if self._footing else Standing.THERE

    def moved_to(self, path: Path) -> Project:
        """All that is open, kept in a file there and opened; this one is closed, its file left as it is.

        For a project whose file was taken away. Raises KnownError, with this one still open, where that
        cannot be or would go over a file that took its place.
        """
        path, here = path.absolute(), self.standing
        own = path.resolve() == self.path.resolve()
        if own and here is not Standing.GONE:
            raise KnownError(
                f"There is another file at {path} now; choose another name. What is open stays open."
            )
        if sharing.beginning(self.conn) != self._beginning:
            raise KnownError(f"What was written into {self.path} is another project; nothing of it was kept.")
        lock = self._lock if own and self._lock else opening.lock(path)
        try:
            copy_to(self.conn, path)
            if here is not Standing.WRITTEN:
                opening.leave_receipt(path)
            conn, writable = opening.ready(path, password=self.password)
        except BaseException:
            if lock is not self._lock:
                lock.release()
            raise
        self.conn.close()
        if self._lock is not None and lock is not self._lock:
            self._lock.release()
        self._lock = None
        return Project(path, self.me, conn, lock, writable=writable, now=self._now)

    @property
    def revision(self) -> int:
        """The number of the last transaction; what a person reads now they read at this revision."""
        return log.last(self.conn)

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
        if len({(edit.entity, edit.field) for edit in step.edits}) != len(step.edits):
            raise BadBody("A step sets one field twice.")
        if step.gone:
            return self._erase(step)
        blobs.refuse_erased(self.conn, map(blobs.sha_of, step.blobs))
        staged = keeping.stage(self.conn, self._commit, step.blobs)
        with self._commit():
            keeping.finish(self.conn, step.kept)
            for sha, size in staged:
                blobs.finish(self.conn, sha, size)
            for data in step.blobs:
                blobs.put(self.conn, data)
            joining = self._join()
            ops = self._ops(step)
            group = log.append(self.conn, self.me, self._clock, step.label, ops)
            fields, followed = fields_of(ops), self._followed(ops)
            only = {entity: set_ for entity, set_ in fields.items() if entity not in followed}
            self._projection.draw([*fields, *joining, *followed], self._second_half, fields=only)
        self._entered(group, step.label, None)
        return self._changes(step.label, "edit", step.focus)

    def _followed(self, ops: Iterable[Op]) -> set[str]:
        """What else is drawn anew where somebody answered to an erasure, or took that back."""
        answered = any(op.entity.startswith(("erasure:", "answer:")) for op in ops)
        return erasing.follow(self.conn) if answered else set()

    def _erase(self, step: Step) -> Changes:
        """Run a step that takes words or bytes out of the file for good, by writing it anew without them.

        Raises KnownError with the project as it was; ``progress`` is told and may stop it until the new file
        is whole.
        """
        if self._within:
            raise KnownError("An erasure cannot be part of something else; nothing was changed.")
        self._check_there()

        def enter(conn: sqlite3.Connection) -> str:
            if not self._knows_me():
                log.append(conn, self.me, self._clock, "person.join", _joining(conn, self.me))
            ops = [Op(edit.entity, edit.field, words.store(conn, edit.value)) for edit in step.edits]
            log.append(conn, self.me, self._clock, step.label, ops)
            return step.focus

        def write(part: Path) -> None:
            gone = frozenset(step.gone)
            erased_file.write_without(self.conn, part, self.password, gone, enter, self.progress)

        self._write_anew(write, self.password)
        return Changes(self.revision, step.label, "erase", everything=True)

    def _check_there(self) -> None:
        if self.writable and self.standing is not Standing.THERE:
            raise KnownError(f"The file at {self.path} is not the one that was opened; nothing was changed.")

    def _write_anew(self, write: Callable[[Path], None], password: Password | None) -> None:
        """Let a new file take this one's place, which ``write`` writes, under that password."""
        before = self.password
        with leftovers.writing(self.path) as part:
            with self._commit():
                write(part)
            self.conn.close()
            try:
                protecting.put_in_place(part, self.path)
            except BaseException:
                self._take(connection.connect(self.path, before))
                raise
        self._take(connection.connect(self.path, password))

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
            self._cloned = undo.has_clones(self.conn, self.me)
        if self._cloned:
            for stack in (self._stacks.undo, self._stacks.redo):
                while stack and undo.is_done_elsewhere(self.conn, stack[-1]):
                    stack.pop()
        return self._stacks

    def merge(
        self, path: Path, *, backup: bool = False, read: Read | None = None
    ) -> tuple[Changes, MergeReport]:
        """Take in whatever another copy holds; raises a KnownError with nothing changed if it is unsound.

        With ``backup`` the file as it was is kept beside it, where anything came. ``progress`` is told.
        ``read`` is what was read of other copies before, in another process maybe (``db.merging.read_copy``).
        """
        since = self.revision
        report = self._merging(read).merge(path.absolute(), backup=backup)
        return self._united(since=since), report

    def merge_all(self, paths: Sequence[Path], read: Read | None = None) -> list[MergeReport]:
        """Take in copies, in any order, in one commit, all or none, with a backup where anything came."""
        copy = backups.keep(self.conn, self.path)
        reports: list[MergeReport] = []
        try:
            with self.together():
                came = in_turn(paths, lambda path: self.merge(path, read=read)[1], read or ())
                reports += that_stand(self.conn, came)
        finally:
            if any(report.transactions for report in reports):
                backups.prune(self.path)
            else:
                backups.drop(copy)
        return reports

    def preview(self, paths: Sequence[Path], read: Read | None = None) -> list[MergeReport]:
        """What merging these files, one after the other, would bring; nothing is changed."""
        try:
            return self._merging(read).preview([path.absolute() for path in paths])
        finally:
            self._stacks = None

    @property
    def merges(self) -> list[MergeRecord]:
        """The merges of this file, newest first, those set aside too."""
        return set_aside.merges(self.conn)

    def rests_on(self, merge: str) -> list[RestingStep]:
        """What would be set aside with a merge though it did not bring it, own steps first."""
        return set_aside.rests_on(self.conn, set_aside.known(self.conn, merge).id)

    def set_aside(self, merge: str) -> Changes:
        """Undo a merge in this file alone: what it brought, and what rests on that, is as if it were not."""
        self._merging().put_aside(merge)
        return self._united("set-aside")

    def bring_back(self, merge: str) -> Changes:
        """Bring back what was set aside."""
        self._merging().bring_back(merge)
        return self._united("bring-back")

    def _merging(self, read: Read | None = None) -> Merging:
        return Merging(
            self.path, self.me, self.conn, self._commit, self._projection, self.progress, self.passwords, read
        )

    @property
    def password(self) -> Password | None:
        """What the file is kept under; None for a plain one."""
        return sealing.password_of(self.conn)

    def protect(self, password: Password | None) -> list[Path]:
        """Keep the project under that password from now on, or under none any more; see db.protecting.

        Its backups go with it; returned are those that could not. Raises KnownError with the project as it
        was; ``progress`` is told and may stop it until the new file is whole.
        """
        before = self.password
        if password is None and before is None:
            raise KnownError("The project has no password; nothing was changed.")
        self._check_there()
        self._write_anew(
            lambda part: protecting.write_anew(self.conn, part, password, self.progress), password
        )
        return [file for file in backups.of(self.path) if not protecting.reseal(file, before, password)]

    def _take(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self._footing = Footing(conn, self.path)
        self._projection = Projection(conn)
        self._stacks = None

    def _united(self, kind: str = "merge", since: int = 0) -> Changes:
        self._clock.see(self.conn, since)
        self._stacks = None
        return Changes(self.revision, kind, kind, everything=True)

    def verifying(self) -> Parts[list[verify.Finding]]:
        """Look for everything that is not as it should be, part by part; see db.verify."""
        return verify.findings(self.conn)

    def verify(self) -> list[verify.Finding]:
        """The same in one go; empty for a sound project."""
        return keeping.finished(self.verifying())

    def blob(self, sha: str) -> bytes | None:
        """Kept bytes, or None where they are withheld."""
        return blobs.get(self.conn, sha)

    def keeping(self, path: Path, limit: int = LIMIT) -> Parts[Kept]:
        """Take a file's bytes in, part by part, for a step to refer to with ``Step.kept``; see db.keeping."""
        return keeping.keeping(self.conn, self._commit, self.path, path, limit)

    def keep(
        self,
        path: Path,
        progress: log.Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        limit: int = LIMIT,
    ) -> Kept:
        """The same in one go; ``progress`` is told bytes. Raises Stopped once ``cancelled`` says so."""
        return keeping.finished(self.keeping(path, limit), progress, cancelled)

    def drop(self, kept: Iterable[Kept]) -> None:
        """Let go of bytes that no step came to refer to."""
        keeping.drop(self.conn, self._commit, [one.sha for one in kept])

    def copying_out(self, sha: str, path: Path) -> Parts[None]:
        """Write kept bytes to a file, part by part, its hash checked; see db.keeping."""
        return keeping.copying_out(self.conn, sha, path)

    def copy_out(self, sha: str, path: Path, progress: log.Progress | None = None) -> None:
        """The same in one go."""
        keeping.finished(self.copying_out(sha, path), progress)

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
        past_erasure = kind == "undo" and self.stacks.past_erasure
        if not stack:
            why = "An erasure cannot be undone, and before it there" if past_erasure else "There"
            raise NothingToUndo(f"{why} is nothing to {kind}.")
        done = stack[-1]
        with self._commit():
            ops = undo.taking_back(self.conn, done, force)
            group = log.append(self.conn, self.me, self._clock, done.label, ops, undoes=done.group)
            fields, followed = fields_of(ops), self._followed(ops)
            only = {entity: set_ for entity, set_ in fields.items() if entity not in followed}
            self._projection.draw([*fields, *followed], self._second_half, fields=only)
        self._entered(group, done.label, done.group)
        changes = self._changes(done.label, kind, undo.focus_of(ops))
        return replace(changes, past_erasure=True) if past_erasure else changes

    def _entered(self, group: str, label: str, undoes: str | None) -> None:
        if self._stacks is not None:
            self._stacks.enter(group, label, undoes)

    def _ops(self, step: Step) -> list[Op]:
        """The step's edits with the values their author was looking at as parents.

        Those are the values of the revision read and the author's own since; what a merge brought
        meanwhile stands beside the new value, not under it.
        """
        arrived = {
            tno
            for (tno,) in self.conn.execute(
                "SELECT t.tno FROM txn t JOIN arrival a ON a.id = t.id WHERE t.tno > ?", (step.read_at,)
            )
        }
        own = set(range(step.read_at + 1, self.revision + 1)) - arrived if arrived else set[int]()
        ops: list[Op] = []
        for n, edit in enumerate(step.edits):
            if self.progress is not None and n % log.TOLD_EVERY == 0:
                self.progress(_THOUSAND * n // len(step.edits) // 2, _THOUSAND)
            if arrived:
                tnos = registers.heads_seen_from(self.conn, edit.entity, edit.field, step.read_at, own)
            else:
                tnos = [head.tno for head in registers.heads(self.conn, edit.entity, edit.field)]
            parents = tuple(sorted(registers.id_of(self.conn, tno) for tno in tnos))
            ops.append(Op(edit.entity, edit.field, words.store(self.conn, edit.value), parents))
        self._check_kept(ops)
        return ops

    def _second_half(self, done: int, total: int) -> None:
        """Drawing a change takes about as long as writing it."""
        if self.progress is not None:
            self.progress(_THOUSAND * (total + done) // (2 * total), _THOUSAND)

    def _check_kept(self, ops: Sequence[Op]) -> None:
        for op in ops:
            check_value(op.entity, op.field, op.value)
            named = bytes_of(op.entity, op.value)
            if not all(blobs.has(self.conn, sha) or sha in notices.withheld(self.conn) for sha in named):
                raise BadBody("A change refers to a file that is not kept in the project.")
            if not all(words.has(self.conn, key) for key in references(op.value, "w")):
                raise BadBody("A change refers to words that are not kept in the project.")

    def _join(self) -> list[str]:
        """Enter the person at their first step here, apart from the step so that undoing keeps them."""
        if self._knows_me():
            return []
        log.append(self.conn, self.me, self._clock, "person.join", _joining(self.conn, self.me))
        return [self.me.person]

    def _knows_me(self) -> bool:
        return bool(self.conn.execute("SELECT 1 FROM person WHERE id = ?", (self.me.person,)).fetchone())

    @contextmanager
    def together(self) -> Generator[None]:
        """Run several steps in one commit: each stays a step of its own, but all are saved or none."""
        with self._commit():
            self._within = True
            try:
                yield
            finally:
                self._within = False

    @contextmanager
    def _commit(self) -> Generator[None]:
        """One durable commit, or nothing at all."""
        if not self.writable:
            why = "a copy for reading" if notices.is_for_reading(self.conn) else "in a read-only place"
            raise ProjectReadOnly(f"{self.path} is {why}: it can be shown and printed, not changed.")
        begin, end, back = _NESTED if self._within else _WHOLE
        try:
            self.conn.execute(begin)
            if self._footing is not None and not self._within:
                self._footing.check()
            yield
            self.conn.execute(end)
        except BaseException as error:
            self._stacks = None
            # On a full disk SQLite has rolled back by itself; another ROLLBACK would hide the true error.
            if self.conn.in_transaction:
                for sql in back:
                    self.conn.execute(sql)
            known = connection.told(error, self.path) if isinstance(error, sqlite3.Error) else None
            if known is None:
                raise
            raise known from error

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
            ledgers=frozenset(self._projection.recounted),
            sentences=frozenset((d, n) for d, ns in self._projection.recounted.items() for n in ns),
            texts=frozenset(touched["text"]),
            facts=frozenset(touched["fact"]),
            fixes=frozenset(touched["fix"]),
            queries=frozenset(touched["query"]),
            focus=focus,
            # Names stand everywhere.
            everything=self._projection.renamed,
        )


def _joining(conn: sqlite3.Connection, me: Identity) -> list[Op]:
    return [
        Op(me.person, "name", words.put(conn, me.name)),
        Op(me.person, "initials", words.put(conn, me.initials)),
    ]


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)

"""Undo and redo, read from the log: what one person did here, folded; unlimited and across restarts."""

from __future__ import annotations

import sqlite3

from db import drawing, registers
from db.body import Body, Op
from db.decoding import decode
from db.errors import UndoBlocked
from db.kinds import kind_of
from db.place import Identity
from db.records.frozen import record

ERASING = ("erase", "erasure.accept")
NEVER = ("project.new", "person.join", *ERASING)
"""Steps that are not for undoing: the project’s beginning, a person’s arrival in it, what erased words."""


@record
class Done:
    """A step on a stack: the group now in force, and the label of what it did in the first place."""

    group: str
    label: str


class Stacks:
    """What can be undone and redone, newest last.

    Attributes: ``past_erasure`` while the last own step took words or files out for good, which undoing
    passes over.
    """

    def __init__(self) -> None:
        self.undo: list[Done] = []
        self.redo: list[Done] = []
        self.past_erasure = False

    def enter(self, group: str, label: str, undoes: str | None) -> None:
        """Fold in the next own step."""
        if label in NEVER:
            self.past_erasure = self.past_erasure or label in ERASING
            return
        self.past_erasure = False
        if undoes is None:
            self.undo.append(Done(group, label))
            self.redo.clear()
        elif self.undo and self.undo[-1].group == undoes:
            self.redo.append(Done(group, self.undo.pop().label))
        elif self.redo and self.redo[-1].group == undoes:
            self.undo.append(Done(group, self.redo.pop().label))

    @classmethod
    def read(cls, conn: sqlite3.Connection, me: Identity) -> Stacks:
        """Fold the log: steps this person wrote on this machine, not those that arrived by merging."""
        stacks = cls()
        rows = conn.execute(
            'SELECT s."group", s.label, s.undoes FROM step s JOIN txn t ON t.tno = s.tno '
            "WHERE s.replica = ? AND s.person = ? AND s.place = 0 "
            "AND NOT EXISTS (SELECT 1 FROM arrival a WHERE a.id = t.id) ORDER BY s.tno",
            (me.replica, me.person),
        )
        for group, label, undoes in rows:
            stacks.enter(group, label, undoes)
        return stacks


def has_clones(conn: sqlite3.Connection, me: Identity) -> bool:
    """Whether a step that this person wrote on this machine came by merging: from a clone of the file."""
    found = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM arrival a JOIN txn t ON t.id = a.id JOIN step s ON s.tno = t.tno "
        "WHERE s.replica = ? AND s.person = ?)",
        (me.replica, me.person),
    )
    return bool(found.fetchone()[0])


def taking_back(conn: sqlite3.Connection, done: Done, force: bool) -> list[Op]:
    """The edits that take a step back, register by register.

    Each restores what that step had replaced. Raises UndoBlocked, naming who, where somebody built on
    it since, unless ``force`` says that their value may be replaced (it stays in the history).
    """
    ops: list[Op] = []
    blockers: set[int] = set()
    for tno, txn, body in _step(conn, done.group):
        ops += [_back(conn, op, tno, txn, blockers) for op in body.ops]
    _keep_gone(conn, ops, blockers)
    if blockers and not force:
        names = ", ".join(sorted(_authors(conn, blockers)))
        raise UndoBlocked(
            f"{names} built on this since. Undo it all the same? Their version stays in the history."
        )
    return ops


def is_done_elsewhere(conn: sqlite3.Connection, done: Done) -> bool:
    """Whether a clone of this file took the step back already: doing so again would change nothing here."""
    for tno, _, body in _step(conn, done.group):
        for op in body.ops:
            mine, standing = set(_brought(conn, op, tno)), registers.heads(conn, op.entity, op.field)
            before = set(registers.restored(conn, (op.entity, op.field), tno))
            if mine != before and any(set(head.leaves) != before for head in standing):
                return False
    return True


def _step(conn: sqlite3.Connection, group: str) -> list[tuple[int, str, Body]]:
    """A step's transactions, leaving out a stranger's that came in under the same name."""
    rows = conn.execute(
        'SELECT t.tno, t.id, t.body FROM step s JOIN txn t ON t.tno = s.tno WHERE s."group" = ? '
        "AND NOT EXISTS (SELECT 1 FROM arrival a WHERE a.id = t.id) ORDER BY t.tno",
        (group,),
    )
    return [(tno, txn.hex(), decode(data)) for tno, txn, data in rows.fetchall()]


def _back(conn: sqlite3.Connection, op: Op, tno: int, txn: str, blockers: set[int]) -> Op:
    standing = registers.heads(conn, op.entity, op.field)
    mine = set(_brought(conn, op, tno))
    replaced = [head for head in standing if set(head.leaves) == mine]
    if not replaced:
        # Taken back already, in a copy of this file: nothing stands in the way, and nothing changes.
        before = set(registers.restored(conn, (op.entity, op.field), tno))
        blockers |= {head.tno for head in standing if set(head.leaves) != before}
        replaced = standing
    parents = tuple(sorted(registers.id_of(conn, head.tno) for head in replaced))
    return Op(op.entity, op.field, None, parents, txn)


def _keep_gone(conn: sqlite3.Connection, ops: list[Op], blockers: set[int]) -> None:
    """Where a creation is taken back, find what others hung on it; forced, they go with it in full sight.

    Taking back would leave such an entity visible without its own fields. Its existence is set to gone
    instead, naming what was seen, which a redo takes back like any other value.
    """
    taken = {(op.entity, op.field): frozenset(op.parents) for op in ops}
    for place, op in enumerate(ops):
        if op.field != "exists" or op.undo is None or _stays(conn, op):
            continue
        left = drawing.held(conn, op.entity, taken)
        if left:
            blockers |= {tno_of(conn, txn) for txn in left}
            ops[place] = Op(op.entity, "exists", {"gone": sorted(left)}, op.parents)


def _stays(conn: sqlite3.Connection, op: Op) -> bool:
    """Whether the entity is there (or deleted, as before the step) once the existence is taken back."""
    target = tno_of(conn, op.undo or "")
    return bool(registers.restored(conn, (op.entity, op.field), target))


def _brought(conn: sqlite3.Connection, op: Op, tno: int) -> list[int]:
    """The values a write brought: itself, or for an undo what it restored."""
    if op.undo is None:
        return [tno]
    return registers.restored(conn, (op.entity, op.field), tno_of(conn, op.undo))


def tno_of(conn: sqlite3.Connection, txn: str) -> int:
    """The local number of a transaction that is in this file."""
    return conn.execute("SELECT tno FROM txn WHERE id = ?", (bytes.fromhex(txn),)).fetchone()[0]


def _authors(conn: sqlite3.Connection, tnos: set[int]) -> set[str]:
    return {
        conn.execute(
            "SELECT coalesce(p.name, 'Somebody') FROM step s LEFT JOIN person p ON p.id = s.person "
            "WHERE s.tno = ?",
            (tno,),
        ).fetchone()[0]
        for tno in tnos
    }


def focus_of(ops: list[Op]) -> str:
    """Where undoing leads the eye: the claim, source or article the step was about."""
    for kind in ("claim", "fact", "fix", "query", "source", "article"):
        for op in ops:
            if kind_of(op.entity) == kind:
                return op.entity
    return ""

"""Plants bugs in a copy of the database floor and sees that its tests catch each. Run by hand:

python tests/db/mutants.py [number ...]
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ("test_inheriting.py", "test_undo.py", "test_remarks.py", "test_merge_laws.py")

MUTANTS: tuple[tuple[str, str, str, str], ...] = (
    (
        "of two new drafts the one that came first to this file is the current one",
        "drafts.py",
        "FROM draft WHERE article = ? ORDER BY created_at, id",
        "FROM draft WHERE article = ? ORDER BY rowid",
    ),
    (
        "a new draft leaves claims where they were",
        "projection.py",
        'self.touched["claim"] |= replaced.other',
        "pass",
    ),
    (
        "a tick on an older draft that comes later is not in the newer one",
        "projection.py",
        "            self._worked_on.add(place[0])\n",
        "",
    ),
    (
        "a draft that is taken back leaves what it had inherited",
        "projection.py",
        'fresh |= self.touched["draft"] | inheriting',
        "fresh |= inheriting",
    ),
    (
        "a sentence changed two drafts ago counts as never changed",
        "inheriting.py",
        "now[at.start, at.end] = fresh\n",
        "now[at.start, at.end] = 0\n",
    ),
    (
        "deleting a source hides ticks its author had not seen",
        "drawing.py",
        '("evidence", "source"), ("tick", "source")',
        '("evidence", "source")',
    ),
    (
        "deleting a query hides answers its author had not seen",
        "drawing.py",
        '    "query": (("message", "query"),),\n',
        "",
    ),
    (
        "a tick undone is still counted",
        "facts.py",
        '"SELECT count(*) FROM tick WHERE fact = ?", (entity.id,)',
        '"SELECT count(*) FROM op WHERE field = \'of\' AND value LIKE ?", (f"%{entity.id}%",)',
    ),
    (
        "a dismissal undone still stands",
        "facts.py",
        'entity.value("kept")',
        'entity.lasting("kept")',
    ),
    (
        "parents are the heads at commit, not those that were read",
        "project_file.py",
        "            if arrived:\n",
        "            if arrived and False:\n",
    ),
    (
        "one's own changes since the reading are not replaced",
        "registers.py",
        "if tno <= revision or tno in own",
        "if tno <= revision",
    ),
    (
        "a change replaces the others without naming them",
        "registers.py",
        '    conn.executemany("INSERT INTO op VALUES (?,?,?,?,1,?)", rows)',
        (
            "    conn.executemany(\n"
            '        "UPDATE op SET head = 0 WHERE entity = ? AND field = ?", [row[:2] for row in rows]\n'
            "    )\n"
            '    conn.executemany("INSERT INTO op VALUES (?,?,?,?,1,?)", rows)'
        ),
    ),
    (
        "the value shown depends on what came first to this file",
        "registers.py",
        "return self.ms, self.counter, self.txn",
        "return self.tno, self.counter, self.txn",
    ),
    (
        "the clock's counter does not order",
        "registers.py",
        "return self.ms, self.counter, self.txn",
        "return self.ms, 0, self.txn",
    ),
    (
        "an undo restores the newest parent only",
        "registers.py",
        "    return found\n\n\ndef _leaves",
        "    return found[-1:]\n\n\ndef _leaves",
    ),
    (
        "an undo of a first value leaves it standing",
        "registers.py",
        "    return found\n\n\ndef _leaves",
        "    return found or [target]\n\n\ndef _leaves",
    ),
    (
        "a deletion hides what its author had not seen",
        "drawing.py",
        "self.ghost = bool(unseen(self.conn, self.id, seen))",
        "self.ghost = not leaves and bool(unseen(self.conn, self.id, seen))",
    ),
    (
        "a deletion hides what hangs on the entity unseen",
        "drawing.py",
        "found |= held(conn, child, without)",
        "pass",
    ),
    (
        "evidence does not redraw its claim",
        "projection.py",
        '    "evidence": ("claim", "source"),',
        '    "evidence": ("source",),',
    ),
    (
        "a verdict taken back leaves its claim as it was",
        "projection.py",
        '        of = entity.lasting("of")\n        if of is not None:\n            self._conflicts',
        '        of = entity.value("of")\n        if of is not None:\n            self._conflicts',
    ),
    (
        "a stretch brought back leaves its row",
        "projection.py",
        'self.conn.execute("DELETE FROM aside WHERE id = ?", (entity.id,))',
        "pass",
    ),
    (
        "two copies' same number is given a label by order of arrival",
        "numbering.py",
        'ORDER BY created_at, id"',
        'ORDER BY rowid"',
    ),
    (
        "equal values written apart are called a conflict",
        "drawing.py",
        "        return sorted(newest.values(), key=lambda leaf: leaf.order)",
        "        return leaves",
    ),
    (
        "undo does not ask where somebody built on it",
        "undo.py",
        "    if blockers and not force:",
        "    if blockers and force is None:",
    ),
    (
        "arrivals are not told from one's own",
        "merge.py",
        "[(bytes.fromhex(txn), merge, at) for txn, _, _ in arrivals.txns]",
        "[]",
    ),
    (
        "the ledger forgets where a claim stood before",
        "projection.py",
        "for place in (old, row):\n            if place is not None and",
        "for place in (row,):\n            if place is not None and",
    ),
    (
        "redo is kept after a new step",
        "undo.py",
        "            self.redo.clear()\n",
        "",
    ),
    (
        "a merge leaves out one transaction that it knows the next of",
        "merge.py",
        "for txn, data, body in arrivals.txns:\n        log.enter",
        "for txn, data, body in arrivals.txns[: len(arrivals.txns) - 1 or 1]:\n        log.enter",
    ),
)


def survives(mutant: tuple[str, str, str, str]) -> bool:
    """Whether the tests still pass with that bug in."""
    _, name, old, new = mutant
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for part in ("db", "tests/db"):
            shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
        for part in ("pyproject.toml", "tests/conftest.py"):
            shutil.copyfile(ROOT / part, root / part)
        target = root / "db" / name
        source = target.read_text("utf-8")
        if source.count(old) != 1:
            raise SystemExit(f"{name} has {source.count(old)} places for: {old!r}")
        target.write_text(source.replace(old, new), "utf-8")
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", *(f"tests/db/{test}" for test in TESTS)],
            cwd=root,
            capture_output=True,
        )
    if ran.returncode not in (0, 1):
        raise SystemExit(ran.stdout.decode()[-2000:])
    return ran.returncode == 0


def main() -> None:
    wanted = [int(n) for n in sys.argv[1:]] or range(1, len(MUTANTS) + 1)
    alive = 0
    for n in wanted:
        begun = time.monotonic()
        lives = survives(MUTANTS[n - 1])
        alive += lives
        sign, took = "SURVIVED" if lives else "caught", time.monotonic() - begun
        print(f"{n:2} {sign:8} {took:5.0f} s  {MUTANTS[n - 1][0]}", flush=True)
    print(f"{len(wanted) - alive} of {len(wanted)} caught")


if __name__ == "__main__":
    main()

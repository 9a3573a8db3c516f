"""Plants bugs in a copy of the database floor and sees that its tests catch each. Run by hand:

python tests/db/mutants.py [number ...]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = (
    "test_erasing.py",
    "test_set_aside.py",
    "test_inheriting.py",
    "test_undo.py",
    "test_remarks.py",
    "test_merge_laws.py",
)

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
        "drawn_texts.py",
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
        "(at.start, at.end) in now:\n                now[at.start, at.end] = fresh\n",
        "(at.start, at.end) in now:\n                now[at.start, at.end] = 0\n",
    ),
    (
        "deleting a source hides ticks its author had not seen",
        "drawing.py",
        '        ("tick", "source"),\n',
        "",
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
        '"SELECT count(*) FROM op WHERE instr(said, ?)", (f\'"fact":"{entity.id}"\',)',
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
        "for field, parents in write.above.items():",
        "for field, parents in ((f, [t for t in history if t < write.tno]) for f in write.said):",
    ),
    (
        "a value replaced within the same merge still stands",
        "entering.py",
        "Write(tno, txn, fields, above, again, person, ms, counter)",
        "Write(tno, txn, fields, _NONE, again, person, ms, counter)",
    ),
    (
        "a value replaced by a later merge still stands",
        "entering.py",
        "higher = _spell(above) if above else None",
        "higher = None",
    ),
    (
        "an undo that came with what it takes back restores nothing",
        "registers.py",
        "found = sorted({leaf for parent in above for leaf in history[parent].brought(field)})",
        "found: list[int] = []",
    ),
    (
        "an undo of an undo, come together, restores the undo itself",
        "registers.py",
        "return self.leaves.get(field, (self.tno,))",
        "return (self.tno,)",
    ),
    (
        "numbers that came with a merge are not counted on from",
        "entering.py",
        "conn.executemany(_COUNTED, self._serials.items())",
        "pass",
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
        "    return found\n\n\ndef restored(conn",
        "    return found[-1:]\n\n\ndef restored(conn",
    ),
    (
        "an undo of a first value leaves it standing",
        "registers.py",
        "    return found\n\n\ndef restored(conn",
        "    return found or [target]\n\n\ndef restored(conn",
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
        'lasting("of")\n            if of is not None:\n                made_for: str = of["claim"]',
        'value("of")\n            if of is not None:\n                made_for: str = of["claim"]',
    ),
    (
        "of several verdicts drawn together only the first is written",
        "projection.py",
        "                for row in found:\n                    self._rows.put(kind, row)",
        "                for row in found[:1]:\n                    self._rows.put(kind, row)",
    ),
    (
        "what is read for many leaves out who wrote first",
        "registers.py",
        'made = min([history[tno].leaf("exists", ids.get(tno, "")) for tno in found], key=_order)',
        'made = history[found[0]].leaf("exists")',
    ),
    (
        "a stretch brought back leaves its row",
        "drawn_texts.py",
        'self.conn.execute("DELETE FROM aside WHERE id = ?", (entity.id,))',
        "pass",
    ),
    (
        "two copies' same number is given a label by order of arrival",
        "numbering.py",
        "ORDER BY t.initials, t.serial, t.created_at, t.id",
        "ORDER BY t.initials, t.serial, t.rowid",
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
        "[(id, merge, at) for id in coming if id not in own]",
        "[]",
    ),
    (
        "the ledger forgets where a claim stood before",
        "drawn.py",
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
        "merging.py",
        "incoming = log.Incoming(self._conn, arrivals.txns, there)\n            self._tell(_READ)",
        "incoming = log.Incoming(self._conn, arrivals.txns[:-1], there)\n            self._tell(_READ)",
    ),
    (
        "a preview leaves what it tried",
        "merging.py",
        "raise _Rehearsed\n",
        "pass\n            return reports\n",
    ),
    (
        "a preview counts as new what was there",
        "merge_report.py",
        "new = self._touched - self.there",
        "new = self._touched",
    ),
    (
        "setting aside leaves what was built on it",
        "set_aside.py",
        "group in groups or parents & ids or not lost",
        "group in groups or not lost",
    ),
    (
        "setting aside leaves what hangs on things that go",
        "set_aside.py",
        "group in groups or parents & ids or not lost.isdisjoint(_NAMED.findall(body))",
        "group in groups or parents & ids",
    ),
    (
        "what is brought back counts as come by merging, one's own too",
        "merge.py",
        "SELECT id FROM set_aside WHERE came_by = ''",
        "SELECT id FROM set_aside WHERE came_by = 'x'",
    ),
    (
        "merging again leaves aside what was one's own",
        "merging.py",
        "return replace(arrivals, txns=(*arrivals.txns, *back))",
        "return arrivals",
    ),
    (
        "a number is given again to what comes after something was set aside",
        "log.py",
        "coalesce((SELECT max(tno) FROM set_aside), 0)",
        "0",
    ),
    (
        "what others made goes with a merge that only changed it",
        "set_aside.py",
        "json_type(o.said, '$.exists') IS NOT NULL OR",
        "json_type(o.said, '$.x') IS NOT NULL OR",
    ),
    (
        "words withheld from a copy that comes take the place of those that are here",
        "merge.py",
        "data = excluded.data WHERE value.data IS NULL AND excluded.data IS NOT NULL",
        "data = excluded.data WHERE excluded.data IS NULL",
    ),
    (
        "words that were withheld and come later are not shown",
        "merge.py",
        "_speaking_of(conn, missing - withheld(conn)) if missing else set()",
        "set()",
    ),
    (
        "a claim of which only the wording was set shows what that replaced, too",
        "registers.py",
        "gone = {tno for write in writes for tno in write.above.get(field, ())}",
        "gone = set[int]()",
    ),
    (
        "what is drawn as it comes in knows nothing of what was taken back",
        "entering.py",
        "Write(tno, txn, fields, above, again, person, ms, counter)",
        "Write(tno, txn, fields, above, _NONE, person, ms, counter)",
    ),
    (
        "what is drawn as it comes in was there before",
        "entering.py",
        "            if entity in old:\n                continue\n",
        "",
    ),
    (
        "a deleted claim is only judged anew, whatever came to hang on it",
        "drawn_claims.py",
        "and not joining.is_there(self.conn, id):",
        "and self is None:",
    ),
    (
        "a claim judged anew forgets what is undecided about itself",
        "drawn_claims.py",
        "judge({**old, **new}, len(undecided), hanging)",
        "judge({**old, **new}, 0, hanging)",
    ),
    (
        "a claim that a new draft took elsewhere is only judged anew",
        "projection.py",
        "            self._whole |= replaced.other\n",
        "",
    ),
    (
        "of values set at one time the one shown depends on what came first",
        "registers.py",
        "ids = {tno: id.hex() for tno, id in looked_up(conn, _IDS, sorted(asked))}",
        "ids = dict[int, str]()",
    ),
    (
        "a claim of which only the wording was set forgets what else is undecided about it",
        "drawn_claims.py",
        "undecided = (undecided - self._only[id]) | said[id][1]",
        "undecided = said[id][1]",
    ),
    (
        "a wording taken back, or set by a clock behind, tells when the claim was last changed",
        "drawn_claims.py",
        'if changed < before[id][0]["own_changed_at"]:',
        "if changed < 0:",
    ),
    (
        "a decision holds whatever ratings came after it",
        "judging.py",
        "if asked == question and ids.count(id) == 1 and set(names.split()) == rated",
        "if asked == question and ids.count(id) == 1",
    ),
    (
        "what anybody says of two people makes them one",
        "people.py",
        "own = {tno for tno, write in said.items() if write.person in of}",
        "own = set(said)",
    ),
    (
        "that two are one holds though one of them took it back",
        "people.py",
        "last = own - {older for tno in own for older in _above(above, tno)}",
        "last = own",
    ),
    (
        "people who are one no longer leave what contradicted itself",
        "people.py",
        "if ones[id] in heads or rows[id][2][1] in heads)",
        "if id in changed and ones[id] != rows[id][2][1])",
    ),
    (
        "people who are one now still differ with themselves",
        "projection.py",
        'self.touched["verdict"] |= oneself.verdicts_of(self.conn, settled.moved)',
        "pass",
    ),
    (
        "a merge leaves out the first transaction that is new",
        "merge.py",
        "if theirs[place] not in rest]",
        "if theirs[place] not in rest][1:]",
    ),
    (
        "an older copy brings erased words back",
        "merge.py",
        "    if not gone:\n        return arrivals\n",
        "    if gone is not None:\n        return arrivals\n",
    ),
    (
        "erased words stay in the file under their hash",
        "erased_file.py",
        "yield (row[0], None, None)",
        "yield row",
    ),
    (
        "an answer that came by merging counts as given here",
        "erasing.py",
        "sorted(one for one in _answers(conn) if one.here)",
        "sorted(one for one in _answers(conn))",
    ),
    (
        "what an erasure elsewhere names is gone here without being asked",
        "erasing.py",
        "wanted |= {key: erasure for key in _absent(conn, words, files) if key not in wanted}",
        "wanted |= {key: erasure for key in (*words, *files) if key not in wanted}",
    ),
)


def survives(mutant: tuple[str, str, str, str] | None) -> bool:
    """Whether the tests still pass with that bug in; with None, as everything is."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for part in ("db", "tests/db"):
            shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
        for part in ("pyproject.toml", "tests/conftest.py", "tests/rounds.py"):
            shutil.copyfile(ROOT / part, root / part)
        if mutant is not None:
            _plant(mutant, root)
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", *(f"tests/db/{test}" for test in TESTS)],
            cwd=root,
            capture_output=True,
            # The same every time: what is caught by chance is not caught.
            env={**os.environ, "TICKMARK_HYPOTHESIS": "repeat"},
        )
    told = ran.stdout.decode()
    # Tests that cannot be read catch nothing: one has to have run, and failed.
    if ran.returncode != 0 and "\nFAILED " not in told:
        raise SystemExit(told[-2000:])
    return ran.returncode == 0


def _plant(mutant: tuple[str, str, str, str], root: Path) -> None:
    _, name, old, new = mutant
    target = root / "db" / name
    source = target.read_text("utf-8")
    if source.count(old) != 1:
        raise SystemExit(f"{name} has {source.count(old)} places for: {old!r}")
    target.write_text(source.replace(old, new), "utf-8")


def main() -> None:
    if not survives(None):
        raise SystemExit("The tests do not pass without a bug either; they can catch none.")
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

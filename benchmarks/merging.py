"""What merging costs: many marks on one article, and four colleagues' weeks taken into a large project.

``python -m benchmarks merging`` measures so many marks here and as many again of a colleague's, and writes
``docs/merging.svg``; ``merging-desk`` a project of 20,000 claims and 200,000 changes with four colleagues'
copies of 10,500 transactions each.

The logs are written directly, each step a transaction as when it is made in the window, and drawn when the
project is first opened. Figures are CPU of this process: reading and checking the other file, the union,
drawing, the commit. Python's search for circles of objects is off, as it is in the window.
"""

from __future__ import annotations

import gc
import random
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.log import SENTENCE, SENTENCES, article
from benchmarks.measuring import ROOT, Figures, cpu_ms, medians
from benchmarks.picture import Line, log_log
from benchmarks.work import Cache, copy_of, person
from db import log, verify, words
from db.body import Op
from db.canon import Json
from db.kinds import verdict_id
from db.place import Identity, receipt_file
from db.project_file import Project
from db.step import new_id
from db.words import pack

MARKS = {"500": 500, "1k": 1_000, "2k": 2_000, "5k": 5_000, "10k": 10_000}
DESK = "desk"
SIZES = (*MARKS, DESK)
PICTURE = ROOT / "docs" / "merging.svg"
_CLAIMS = 20_000
_COLLEAGUES = ("Bo", "Cy", "Di", "Ed")
_DRAWN = {
    "merge as many again, ms": "merge as many marks again",
    "the same file once more, ms": "the same file once more",
    "draw everything anew, ms": "draw everything anew",
}


def measure(cache: Cache, size: str, runs: int) -> Figures:
    """Marks put together with as many again; or, for ``desk``, four copies one after the other."""
    gc.disable()
    return medians([_desk(cache) if size == DESK else _marks(cache, size) for _ in range(runs)])


def _marks(cache: Cache, size: str) -> Figures:
    ours, theirs = (_marked_by(cache, size, name) for name in ("Ada", "Bo"))
    with tempfile.TemporaryDirectory(prefix="tickmark-benchmark-") as folder:
        copy = copy_of(ours, Path(folder))
        with Project.open(copy, person("Ada")) as project:
            merged = cpu_ms(lambda: project.merge(theirs))
            again = cpu_ms(lambda: project.merge(theirs))
            anew = _drawn_anew(project)
            project.close()
            receipt_file(copy).unlink()
            stranger = cpu_ms(lambda: Project.open(copy, person("Ada")).close())
    return {
        "merge as many again, ms": merged,
        "the same file once more, ms": again,
        "draw everything anew, ms": anew,
        "open without a receipt, ms": stranger,
    }


def _desk(cache: Cache) -> Figures:
    others = [_week_of(cache, name) for name in _COLLEAGUES]
    with tempfile.TemporaryDirectory(prefix="tickmark-benchmark-") as folder:
        copy = copy_of(_large(cache), Path(folder))
        with Project.open(copy, person("Ada")) as project:
            each = [cpu_ms(lambda other=other: project.merge(other)) for other in others]
            again = cpu_ms(lambda: project.merge(others[0]))
            anew = _drawn_anew(project)
    return {
        "four colleagues in all, ms": sum(each),
        " the first of them, ms": each[0],
        "the same file once more, ms": again,
        "draw everything anew, ms": anew,
    }


def _drawn_anew(project: Project) -> float:
    project.conn.execute("BEGIN")
    try:
        return cpu_ms(lambda: verify.draw_anew(project.conn))
    finally:
        project.conn.execute("ROLLBACK")


def draw(columns: Mapping[str, Figures], sizes: Sequence[str]) -> Path:
    """Write the picture of the figures over the number of marks."""
    known = [size for size in sizes if size in MARKS]
    lines = [
        Line(label, [(MARKS[size], columns[size][name]) for size in known]) for name, label in _DRAWN.items()
    ]
    PICTURE.write_text(log_log(lines, "marks here, and as many again of a colleague’s", "ms of CPU"), "utf-8")
    return PICTURE


class _Writer:
    """Puts one person's steps into a project's log without drawing; the caller holds the commit."""

    def __init__(self, project: Project, me: Identity) -> None:
        self.conn = project.conn
        self.me = me
        self.clock = log.Clock(log.wall)
        self.clock.see(project.conn)
        self.serial = 0
        self.set: dict[tuple[str, str], str] = {}

    def step(self, label: str, *edits: tuple[str, str, Json]) -> None:
        """One step; each edit replaces what this writer set there before."""
        ops = [
            Op(entity, field, words.store(self.conn, value), (self.set[entity, field],))
            if (entity, field) in self.set
            else Op(entity, field, words.store(self.conn, value))
            for entity, field, value in edits
        ]
        log.append(self.conn, self.me, self.clock, label, ops)
        txn = self.conn.execute("SELECT id FROM txn ORDER BY tno DESC LIMIT 1").fetchone()[0].hex()
        self.set |= {(op.entity, op.field): txn for op in ops}

    def joins(self) -> None:
        name, initials = words.Words(self.me.name), words.Words(self.me.initials)
        self.step("person.join", (self.me.person, "name", name), (self.me.person, "initials", initials))

    def mark(self, where: tuple[str, str], n: int) -> str:
        claim, each = new_id("claim"), len(SENTENCE)
        start = n * 7919 % SENTENCES * each
        quote = SENTENCE[: 40 + n % 40]
        anchor = {"draft": where[1], "start": start, "end": start + len(quote), "words": pack("", quote, "")}
        self.serial += 1
        self.step(
            "claim.mark",
            (claim, "exists", True),
            (claim, "article", where[0]),
            (claim, "anchor", anchor),
            (claim, "number", {"prefix": self.me.initials, "n": self.serial}),
            (claim, "wording", words.Words(f"Ferry number {n} sank")),
        )
        return claim

    def rate(self, claim: str, rating: int) -> None:
        value = {"scale": "magazine", "version": 1, "rating": rating, "rationale": words.Words("Page 4.")}
        value |= {"as_of": words.Words("2026-11-23")}
        verdict = verdict_id(claim, "so", self.me.person)
        of = {"claim": claim, "question": "so", "person": self.me.person}
        first = [] if (verdict, "of") in self.set else [(verdict, "of", of)]
        self.step("verdict.set", *first, (verdict, "verdict", value))

    def cite(self, claim: str, source: str) -> None:
        evidence = new_id("evidence")
        self.step(
            "evidence.add",
            (evidence, "exists", True),
            (evidence, "of", {"claim": claim, "source": source}),
            (evidence, "stance", "supports"),
            (evidence, "passage", words.Words("It sank.")),
        )

    def source(self) -> str:
        source = new_id("source")
        self.step("source.add", (source, "exists", True), (source, "title", words.Words("Register")))
        return source

    def reword(self, claim: str, words_: str) -> None:
        self.step("claim.wording", (claim, "wording", words.Words(words_)))

    def close(self, claim: str) -> None:
        self.step("claim.close", (claim, "closing", {"closed": True, "reason": words.Words("")}))


def _written(path: Path) -> None:
    """Draw what was written, once, and leave a receipt."""
    receipt_file(path).unlink(missing_ok=True)
    Project.open(path, person("Ada")).close()


def _begun(cache: Cache) -> Path:
    """The project all begin from: one article of 100,000 words."""

    def make(part: Path) -> None:
        with Project.create(part, person("Ada"), title="Merging") as project:
            article(project)

    return cache.made(cache.folder / "merging.tickmark", make)


def _place(project: Project) -> tuple[str, str]:
    return project.conn.execute("SELECT article, id FROM draft").fetchone()


def _marked_by(cache: Cache, size: str, name: str) -> Path:
    def make(part: Path) -> None:
        shutil.copyfile(_begun(cache), part)
        with Project.open(part, person(name)) as project:
            where = _place(project)
            project.conn.execute("BEGIN")
            writer = _Writer(project, person(name))
            if name != "Ada":
                writer.joins()
            for n in range(MARKS[size]):
                writer.mark(where, n)
            project.conn.execute("COMMIT")
        _written(part)

    return cache.made(cache.folder / f"merging-{size}-{name}.tickmark", make)


def _large(cache: Cache) -> Path:
    """20,000 claims, 200,000 changes in 100,000 transactions."""

    def make(part: Path) -> None:
        shutil.copyfile(_begun(cache), part)
        with Project.open(part, person("Ada")) as project:
            where = _place(project)
            project.conn.execute("BEGIN")
            writer = _Writer(project, person("Ada"))
            sources = [writer.source() for _ in range(50)]
            claims = [writer.mark(where, n) for n in range(_CLAIMS)]
            for n, claim in enumerate(claims):
                writer.rate(claim, n % 5 + 1)
                writer.reword(claim, f"Ferry {n} sank twice")
                if n % 2:
                    writer.cite(claim, sources[n % 50])
                    writer.close(claim)
                else:
                    writer.rate(claim, n % 4 + 1)
                    writer.reword(claim, f"Ferry {n} sank three times")
            project.conn.execute("COMMIT")
        _written(part)

    return cache.made(cache.folder / "merging-desk.tickmark", make)


def _week_of(cache: Cache, name: str) -> Path:
    """A colleague's copy: 10,500 transactions on 42 in 100 of the claims."""

    def make(part: Path) -> None:
        shutil.copyfile(_large(cache), part)
        dice = random.Random(name)
        with Project.open(part, person(name)) as project:
            where = _place(project)
            claims = [id for (id,) in project.conn.execute("SELECT id FROM claim ORDER BY id")]
            mine = dice.sample(claims, 42 * _CLAIMS // 100)
            project.conn.execute("BEGIN")
            writer = _Writer(project, person(name))
            writer.set = {
                (claim, "wording"): txn.hex()
                for claim, txn, _ in project.conn.execute(
                    "SELECT o.entity, t.id, max(o.tno) FROM op o JOIN txn t ON t.tno = o.tno "
                    "WHERE json_type(o.said, '$.wording') = 'object' GROUP BY o.entity"
                )
            }
            writer.joins()
            source = writer.source()
            for n, claim in enumerate(mine):
                if n % 2:
                    writer.rate(claim, n % 5 + 1)
                else:
                    writer.reword(claim, f"Ferry {n} sank, says {name}")
                if n % 8 == 0:
                    writer.cite(claim, source)
            for n in range(1_050):
                writer.mark(where, n)
            project.conn.execute("COMMIT")
        _written(part)

    return cache.made(cache.folder / f"merging-desk-{name}.tickmark", make)

"""What the project file costs without a window: a change, undo, opening, drawing, merging, verifying."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from app.commands import claims
from benchmarks.measuring import Figures, cpu_ms, medians
from benchmarks.work import Cache, copy_of, person
from db import queries, verify
from db.place import receipt_file
from db.project_file import Project
from db.records import SentenceRecord
from db.step import Step

STEPS = 40


class _Timed(sqlite3.Connection):
    """A connection that knows how long its commits took."""

    cpu = wall = 0.0

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        if sql != "COMMIT":
            return super().execute(sql, parameters)
        cpu, wall = time.process_time(), time.perf_counter()
        try:
            return super().execute(sql, parameters)
        finally:
            self.cpu += time.process_time() - cpu
            self.wall += time.perf_counter() - wall


@dataclass
class _Clocks:
    """Milliseconds of each of many changes of one kind."""

    besides: list[float] = field(default_factory=list[float])
    commit: list[float] = field(default_factory=list[float])
    commit_wall: list[float] = field(default_factory=list[float])

    def time(self, conn: sqlite3.Connection, action: Callable[[], object]) -> None:
        assert isinstance(conn, _Timed)
        conn.cpu = conn.wall = 0.0
        whole = cpu_ms(action)
        self.besides.append(whole - conn.cpu * 1e3)
        self.commit.append(conn.cpu * 1e3)
        self.commit_wall.append(conn.wall * 1e3)


def measure_changes(cache: Cache, size: str, runs: int) -> Figures:
    """A mark made, undone and deleted, among all the others; CPU besides the commit, which stands apart."""
    plain = sqlite3.connect
    sqlite3.connect = partial(plain, factory=_Timed)
    try:
        return medians([_changes(cache, size) for _ in range(runs)])
    finally:
        sqlite3.connect = plain


def _changes(cache: Cache, size: str) -> Figures:
    made, undone, gone = _Clocks(), _Clocks(), _Clocks()
    with _opened(cache.marked(size)) as (project, _):
        article = max(queries.articles(project.conn), key=lambda a: a.ledger.total)
        ledger = queries.sentences(project.conn, article.draft)

        def mark(sentence: SentenceRecord) -> Step:
            return claims.mark(
                project, article=article.id, draft=article.draft, start=sentence.start, end=sentence.end
            )

        project.run(mark(ledger[0]))
        first_undo = cpu_ms(lambda: project.stacks)
        for sentence in (ledger[i * 7 % len(ledger)] for i in range(STEPS)):
            made.time(project.conn, lambda s=sentence: project.run(mark(s)))
        for _ in range(STEPS // 2):
            undone.time(project.conn, project.undo)
        for claim in queries.claims(project.conn, article.id)[: STEPS // 2]:
            gone.time(project.conn, lambda c=claim.id: project.run(claims.delete(project, claim=c)))
    return {
        "add a mark, besides the commit, ms": median(made.besides),
        " its commit, ms": median(made.commit),
        " its commit, on the clock, ms": median(made.commit_wall),
        "undo it, besides the commit, ms": median(undone.besides),
        "delete a mark, besides the commit, ms": median(gone.besides),
        "read what can be undone, once, ms": first_undo,
    }


def measure_opening(cache: Cache, size: str, runs: int) -> Figures:
    """Opening with and without a receipt, drawing anew, verifying."""
    return medians([_opening(cache, size) for _ in range(runs)])


def _opening(cache: Cache, size: str) -> Figures:
    figures: Figures = {}
    with _opened(cache.marked(size)) as (project, path):
        figures["draw everything anew, ms"] = _drawn_anew(project)
        figures["verify, ms"] = cpu_ms(project.verify)
        figures["file size, MiB"] = path.stat().st_size / 2**20
        project.close()
        trusted = cpu_ms(lambda: Project.open(path, person("Ada")).close())
        receipt_file(path).unlink()
        stranger = cpu_ms(lambda: Project.open(path, person("Ada")).close())
    return {"open one’s own, ms": trusted, "open a stranger’s: check and draw, ms": stranger} | figures


def _drawn_anew(project: Project) -> float:
    project.conn.execute("BEGIN")
    try:
        return cpu_ms(lambda: verify.draw_anew(project.conn))
    finally:
        project.conn.execute("ROLLBACK")


def measure_merge(cache: Cache, size: str, runs: int) -> Figures:
    """Two checkers' marks on one article put together, and the same file once more."""
    return medians([_merge(cache, size) for _ in range(runs)])


def _merge(cache: Cache, size: str) -> Figures:
    other = cache.marked_by(size, "Bo")
    with _opened(cache.marked_by(size, "Ada")) as (project, _):
        merged = cpu_ms(lambda: project.merge(other))
        again = cpu_ms(lambda: project.merge(other))
    return {"merge as many marks again, ms": merged, "the same file once more, ms": again}


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Project, Path]]:
    """A copy of a project, open, in a folder that goes with it."""
    with tempfile.TemporaryDirectory(prefix="tickmark-benchmark-") as folder:
        copy = copy_of(path, Path(folder))
        with Project.open(copy, person("Ada")) as project:
            yield project, copy

"""What 20,000 claims in twenty articles cost: ``python -m benchmarks many-claims``, or this module alone.

In the living window, offscreen: listing all of them, a key in the filter, and assigning, tagging and closing
all of them at once, each undone again; and reading one article's claims out of the project file. CPU of the
process; "longest block" and the window's CPU in it as in ``living_window``. "Shown" is on the clock, until
everything the change touched is shown.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands import articles, claims, verdicts
from app.importing.read import read_pasted
from benchmarks.work import Cache, article_text, copy_of, mark_spans, person
from db import queries
from db.project_file import Project
from db.records import Question, Span
from db.step import Edit, Step

if TYPE_CHECKING:
    from app.main_window import MainWindow
    from benchmarks.living_window import Work
    from benchmarks.measuring import Figures

ARTICLES, EACH = 20, 1_000
WORDS = 12_000
_NAME = "many-claims"


def measure(cache: Cache, _size: str, runs: int) -> Figures:
    """The figures of as many runs, each in a process of its own on a copy of its own."""
    from benchmarks.measuring import ask, medians

    found: list[Figures] = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            found.append(ask("benchmarks.many_claims", copy_of(many_claims(cache), Path(folder))))
    return medians(found)


def many_claims(cache: Cache) -> Path:
    """The project with 20 articles of 1,000 claims each, every second one rated."""
    return cache.made(cache.folder / f"{_NAME}.tickmark", _make)


def _make(path: Path) -> None:
    with Project.create(path, person("Ada"), title="Many claims", language="en") as project:
        serials = count(1)
        for seed in range(ARTICLES):
            article = project.run(articles.add(project, read_pasted(article_text(WORDS, seed)))).focus
            with project.together():
                step = _marked(project, article, serials)
                project.run(step)
                project.run(_rated(project, step))


def _marked(project: Project, article: str, serials: Iterator[int]) -> Step:
    """One step for all claims of an article: a thousand of them take minutes one by one."""
    record = queries.articles(project.conn, [article])[0]
    text = queries.article_text(project.conn, record.text).text
    ledger = [Span(s.start, s.end) for s in queries.sentences(project.conn, record.draft)]
    edits: list[Edit] = []
    for span in mark_spans(text, ledger, EACH):
        one = claims.mark(project, article=article, draft=record.draft, start=span.start, end=span.end)
        edits += [
            replace(e, value={**e.value, "n": next(serials)}) if e.field == "number" else e for e in one.edits
        ]
    return Step("claim.mark", tuple(edits), project.revision)


def _rated(project: Project, marked: Step) -> Step:
    rated = dict.fromkeys(edit.entity for edit in marked.edits)
    edits: list[Edit] = []
    for n, claim in enumerate(list(rated)[::2]):
        edits += verdicts.set_verdict(
            project,
            claim=claim,
            question=Question.SO,
            rating=1 + n % 5,
            rationale="The minutes of the board give the figure.",
            as_of="2024-05-02",
        ).edits
    return Step("claim.verdict", tuple(edits), project.revision)


def main(project: str) -> None:
    """Run the program with its event loop replaced by the measuring, and print the figures as JSON."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app import window_start
    from app.__main__ import main as program

    class Watched(window_start.QApplication):
        def exec(self) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
            window = next(w for w in self.topLevelWidgets() if isinstance(w, window_start.MainWindow))
            figures = _reading(Path(project)) | Many(window).figures(Path(project))
            window.close()
            sys.stdout.write(json.dumps(figures) + "\n")
            return 0

    window_start.QApplication = Watched  # pyright: ignore[reportAttributeAccessIssue]
    sys.argv = ["tickmark"]
    program()


def _reading(path: Path) -> Figures:
    """The project file alone, without the window."""
    with Project.open(path, person("Ada")) as project:
        conn = project.conn
        article = queries.articles(conn)[0].id
        start = time.process_time()
        assert len(queries.claims(conn, article)) == EACH
        one = (time.process_time() - start) * 1e3
        start = time.process_time()
        assert len(queries.claims(conn)) == ARTICLES * EACH
        return {"read one article's claims, ms": one, "read all, ms": (time.process_time() - start) * 1e3}


class Many:
    """Drives the list of all claims in a living window."""

    def __init__(self, window: MainWindow) -> None:
        from benchmarks.living_window import Work

        self.work: Work = Work(window)
        self.window, self.list = window, window.claims.list

    def figures(self, project: Path) -> Figures:
        """List all, filter, then assign, tag and close all of them; the project is changed."""
        work, found = self.work, dict[str, float]()
        self.window.projects.not_shown.connect(sys.exit)
        work.timer.start()
        work.watched(partial(self.window.projects.open, project), work.opened)
        everything = ARTICLES * EACH
        all_listed = work.watched(
            self.window.claims.list_every_article,
            lambda: self.list.model.total == everything and not self.list.model.preparing,
        )
        found |= _with_blocks("list all articles, ms", all_listed)
        found |= self._filter()
        me = self.window.desk.me
        for name, signal, word in (
            ("assign all", self.list.assign_requested, me),
            ("tag all", self.list.tag_requested, "harbour"),
            ("close all", self.list.close_requested, "Checked by the desk."),
        ):
            chosen = work.watched(self.list.choose_all, lambda: len(self.list.lot) == everything)
            found |= _with_blocks(f"choose all before {name}, ms", chosen) if name == "assign all" else {}
            found |= self._shown(name, partial(signal.emit, self.list.lot, word))
            found |= self._shown(f"undo {name}", self.window.menus.undo.trigger)
        work.timer.stop()
        return found

    def _shown(self, name: str, act: Callable[[], object]) -> Figures:
        clock = time.perf_counter()
        ended: list[float] = []
        revision = self.window.desk.revision

        def done() -> bool:
            if self.window.desk.revision > revision and self.work.fresh():
                ended.append(time.perf_counter())
            return bool(ended)

        figures = _with_blocks(f"{name}, ms", self.work.watched(act, done))
        return figures | {f" {name}: on the clock, ms": (ended[0] - clock) * 1e3}

    def _filter(self) -> Figures:
        typed = ("c", "co", "cou", "coun", "counc", "council", "council f", "")
        field = self.list.bar.line
        costs = [self.work.watched(partial(field.setText, words), self.work.fresh) for words in typed]
        costs.sort()
        return _with_blocks("filter, one key, ms", costs[len(costs) // 2])


def _with_blocks(name: str, found: tuple[float, float, float]) -> Figures:
    key = name.partition(",")[0]
    return {
        name: found[0],
        f" {key}: longest block, ms": found[1],
        f" {key}: of the window, CPU ms": found[2],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])

"""What the log costs: edit, undo, open, rebuild, merge, at several sizes, in CPU milliseconds.

python -m benchmarks.log [claims ...]

An article of 100,000 words in 5,000 sentences; that many claims on it, each with a verdict, every second
with evidence. CPU time of this process; for edit and undo the commit's own statement is left out.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from db import blobs
from db.kinds import verdict_id
from db.layout import Block, Layout, write_layout
from db.place import STATE_VARIABLE, Identity, identity
from db.project_file import Project
from db.step import Edit, Step, new_id
from db.words import Words, pack

SENTENCES, WORDS_EACH = 5_000, 20
SENTENCE = " ".join(["ferry"] * WORDS_EACH) + ". "
ROUNDS = 60


def ms(work: Callable[[], object]) -> float:
    """CPU milliseconds of a call."""
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1e3


class Commits:
    """CPU time that COMMIT took, measured between its trace and the next statement's end."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.ms = 0.0

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Meanwhile sum up what commits cost."""
        self.ms = 0.0
        begun = 0.0

        def trace(sql: str) -> None:
            nonlocal begun
            if sql == "COMMIT":
                begun = time.process_time()
            elif begun:
                self.ms += (time.process_time() - begun) * 1e3
                begun = 0.0

        self.project.conn.set_trace_callback(trace)
        try:
            yield
        finally:
            self.project.conn.set_trace_callback(None)


def article(project: Project) -> tuple[str, str]:
    """Add the article; returns its id and its draft's."""
    text = SENTENCE * SENTENCES
    each = len(SENTENCE)
    spans = tuple((n * each, n * each + each - 1) for n in range(SENTENCES))
    blocks = tuple(Block(n * each, n * each + 50 * each, "paragraph", 0) for n in range(0, SENTENCES, 50))
    raw, layout = text.encode(), write_layout(Layout(blocks, spans, ()))
    id, draft, text_id = new_id("article"), new_id("draft"), f"text:{blobs.sha_of(raw)}"
    edits = (
        Edit(id, "exists", True),
        Edit(id, "title", Words("Ferry")),
        Edit(text_id, "layout", {"b": blobs.sha_of(layout)}),
        Edit(draft, "exists", True),
        Edit(draft, "of", {"article": id, "text": text_id, "based_on": None}),
    )
    project.run(Step("article.add", edits, project.revision, (raw, layout)))
    return id, draft


def marked(project: Project, where: tuple[str, str], n: int, serial: int) -> tuple[str, Step]:
    claim, each = new_id("claim"), len(SENTENCE)
    start = n * 7919 % SENTENCES * each
    anchor = {"draft": where[1], "start": start, "end": start + 60, "words": pack("", SENTENCE[:60], "")}
    edits = (
        Edit(claim, "exists", True),
        Edit(claim, "article", where[0]),
        Edit(claim, "anchor", anchor),
        Edit(claim, "number", {"prefix": project.me.initials, "n": serial}),
        Edit(claim, "wording", Words(f"Ferry number {n} sank")),
    )
    return claim, Step("claim.mark", edits, project.revision)


def rated(project: Project, claim: str, rating: int) -> Step:
    of = {"claim": claim, "question": "so", "person": project.me.person}
    value = {"scale": "magazine", "version": 1, "rating": rating, "rationale": Words("Because of page 4.")}
    value |= {"as_of": Words("2026-11-23")}
    verdict = verdict_id(claim, "so", project.me.person)
    edits = [Edit(verdict, "verdict", value)]
    if not project.knows(verdict):
        edits.append(Edit(verdict, "of", of))
    return Step("verdict.set", tuple(edits), project.revision)


def cited(project: Project, claim: str, source: str) -> Step:
    evidence = new_id("evidence")
    edits = (
        Edit(evidence, "exists", True),
        Edit(evidence, "of", {"claim": claim, "source": source}),
        Edit(evidence, "stance", "supports"),
        Edit(evidence, "passage", Words("It sank.")),
    )
    return Step("evidence.add", edits, project.revision)


def fill(project: Project, where: tuple[str, str], claims: int, first: int = 1) -> None:
    """That many claims with their verdicts, a step each, in one commit so that the making is quick."""
    source = new_id("source")
    with project.together():
        edits = (Edit(source, "exists", True), Edit(source, "title", Words("Register")))
        project.run(Step("source.add", edits, project.revision))
        for n in range(claims):
            claim, step = marked(project, where, n, first + n)
            project.run(step)
            project.run(rated(project, claim, n % 5 + 1))
            if n % 2:
                project.run(cited(project, claim, source))


def measure(folder: Path, claims: int) -> dict[str, float]:
    """All figures at that size."""
    os.environ[STATE_VARIABLE] = str(folder / "mine")
    me = identity("Maren Colby")
    path = folder / "mine.tickmark"
    with Project.create(path, me) as project:
        where = article(project)
        project.close()
        shutil.copyfile(path, folder / "theirs.tickmark")
    with Project.open(path, me) as project:
        fill(project, where, claims)
        found = one_by_one(project, where, claims)
        found["verify"] = ms(project.verify)
    found["MB"] = path.stat().st_size / 1e6
    found["open with receipt"] = _opened(path, me)
    found["merge"] = _merged(folder, where, path, me, claims, found)
    shutil.rmtree(folder / "mine" / "receipts")
    found["open and rebuild"] = _opened(path, me)
    return found


def one_by_one(project: Project, where: tuple[str, str], claims: int) -> dict[str, float]:
    """Medians over single edits, as a person makes them."""
    commits = Commits(project)
    times: dict[str, list[float]] = {"mark": [], "rate": [], "undo": [], "commit": []}

    def timed(name: str, work: Callable[[], object]) -> None:
        with commits.apart():
            all_of_it = ms(work)
        times[name].append(all_of_it - commits.ms)
        times["commit"].append(commits.ms)

    for n in range(ROUNDS):
        claim, step = marked(project, where, n, claims + n + 1)
        timed("mark", lambda step=step: project.run(step))
        rate = rated(project, claim, 2)
        timed("rate", lambda rate=rate: project.run(rate))
        timed("undo", project.undo)
    return {name: statistics.median(found) for name, found in times.items()}


def _opened(path: Path, me: Identity) -> float:
    def work() -> None:
        Project.open(path, me).close()

    return ms(work)


def _merged(
    folder: Path, where: tuple[str, str], path: Path, me: Identity, claims: int, found: dict[str, float]
) -> float:
    """A colleague's as many claims on the same article, taken in; and the same file once more."""
    os.environ[STATE_VARIABLE] = str(folder / "theirs")
    other = folder / "theirs.tickmark"
    with Project.open(other, identity("Idris Vale")) as theirs:
        fill(theirs, where, claims)
    os.environ[STATE_VARIABLE] = str(folder / "mine")
    with Project.open(path, me) as project:
        took = ms(lambda: project.merge(other))
        found["merge again"] = ms(lambda: project.merge(other))
    return took


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [500, 5_000]
    columns: list[dict[str, float]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            columns.append(measure(Path(folder), size))
    print(f"{'claims':20}" + "".join(f"{size:>12,}" for size in sizes))
    for name in columns[0]:
        print(f"{name:20}" + "".join(f"{column[name]:12.2f}" for column in columns))


if __name__ == "__main__":
    main()

"""Several people's machines in one process: each with its own state folder, clock, and copy of a project."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from db import blobs, schema
from db.facts import write_found
from db.layout import Block, Layout, write_layout
from db.place import STATE_VARIABLE, Identity, identity
from db.project_file import Project
from db.records import Changes
from db.step import Edit, Step
from db.verify import rows_of
from db.words import Words, pack

NOON = 1_795_000_000_000
YEAR = 365 * 24 * 3600 * 1000

TEXT = "The ferry cost four million. It sank twice! Nobody \U0001f6f3 knew.\nThe mayor said so. [ad_1]"
RAW = TEXT.encode("utf-8")
SENTENCES = ((0, 28), (29, 43), (44, 58), (59, 77), (78, 84))
LAYOUT = write_layout(Layout((Block(0, 58, "paragraph", 0), Block(59, 84, "paragraph", 0)), SENTENCES, ()))
FOUND = ((15, 27, "number"), (37, 42, "number"), (63, 68, "title"))
FACTS = write_found(FOUND)
PIECES = (RAW, LAYOUT, FACTS)
TEXT_ID = f"text:{blobs.sha_of(RAW)}"


@contextmanager
def state_of(folder: Path) -> Iterator[None]:
    """Work with that state folder, as if on the machine it belongs to."""
    before = os.environ.get(STATE_VARIABLE)
    os.environ[STATE_VARIABLE] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[STATE_VARIABLE]
        else:
            os.environ[STATE_VARIABLE] = before


class Laptop:
    """One machine with one copy of the project; its clock moves only when told or when it is read."""

    def __init__(self, path: Path, state: Path, name: str, drift: int = 0) -> None:
        self.path = path
        self.state = state
        self.drift = drift
        self.seconds = 0
        self._project: Project | None = None
        state.mkdir(parents=True, exist_ok=True)
        with state_of(state):
            self.me: Identity = identity(name)

    def now(self) -> int:
        """Every third reading shows the same time as the one before."""
        self.seconds += 1
        return NOON + self.drift + self.seconds // 3 * 1000

    def create(self) -> None:
        with state_of(self.state):
            self._project = Project.create(self.path, self.me, title="Ferry", now=self.now)

    @property
    def project(self) -> Project:
        """The open project, opened at need."""
        if self._project is None:
            with state_of(self.state):
                self._project = Project.open(self.path, self.me, now=self.now)
        return self._project

    def close(self) -> None:
        if self._project is not None:
            with state_of(self.state):
                self._project.close()
            self._project = None

    def run(
        self, label: str, edits: Sequence[Edit], read_at: int | None = None, pieces: Sequence[bytes] = ()
    ) -> Changes:
        at = self.project.revision if read_at is None else read_at
        return self.project.run(Step(label, tuple(edits), at, tuple(pieces)))

    def merge(self, other: Laptop) -> int:
        """Take in the other's copy, closed for it; returns how many transactions came."""
        other.close()
        with state_of(self.state):
            return self.project.merge(other.path)[1].transactions

    def copied(self, path: Path, state: Path, name: str, drift: int = 0) -> Laptop:
        """A raw copy of the closed file, for another machine or (with the same state) for this one."""
        self.close()
        shutil.copyfile(self.path, path)
        return Laptop(path, state, name, drift)


def article_edits(article: str, draft: str) -> list[Edit]:
    return [
        Edit(article, "exists", True),
        Edit(article, "title", Words("Ferry sinks")),
        Edit(TEXT_ID, "layout", {"b": blobs.sha_of(LAYOUT)}),
        Edit(TEXT_ID, "facts", {"b": blobs.sha_of(FACTS)}),
        Edit(draft, "exists", True),
        Edit(draft, "of", {"article": article, "text": TEXT_ID, "based_on": None}),
    ]


def claim_edits(
    claim: str,
    article: str,
    on: tuple[str, str],
    span: tuple[int, int],
    number: tuple[str, int],
    wording: str,
) -> list[Edit]:
    """A claim on a stretch of a draft, told as its id and its text."""
    (draft, text), (start, end) = on, span
    return [
        Edit(claim, "exists", True),
        Edit(claim, "article", article),
        Edit(
            claim,
            "anchor",
            {"draft": draft, "start": start, "end": end, "words": pack("", text[start:end], "")},
        ),
        Edit(claim, "number", {"prefix": number[0], "n": number[1]}),
        Edit(claim, "wording", Words(wording)),
    ]


def tables(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """Everything readable, for comparing two copies."""
    return {name: rows_of(project.conn, name) for name in schema.READABLE}

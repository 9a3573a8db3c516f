"""The work that is measured: invented articles with marks, made by ordinary commands, the same every time.

s is 1,000 words with 10 marks, m 10,000 with 500, l 100,000 with 5,000; one mark in twenty lies over another.
Those named by their words, from 1k to 500k, have a mark on every twenty words, to see how costs grow. The
hard shapes are a paragraph of 100,000 words, 300 marks on one sentence, a mark of 10,000 characters and an
article of one word.
Every second mark has a rating and a rationale, every fourth a piece of evidence. A second, short article
stands behind the long one, to come from when switching.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from app.commands import adding, articles, citing, claims, verdicts
from app.importing.read import read_pasted
from db import queries
from db.place import Identity
from db.project_file import Project
from db.records import PersonId, Question, Span, Stance
from db.step import Edit, Step

ROOT = Path(__file__).resolve().parent.parent
SIZES = {"s": (1_000, 10), "m": (10_000, 500), "l": (100_000, 5_000)}
GROWTH = {f"{k}k": (k * 1_000, k * 50) for k in (1, 5, 20, 100, 200, 500)}
SHAPES = ("paragraph", "one-sentence", "long-claim", "one-word")
_SHAPING = (
    *(f"db/{name}.py" for name in ("schema", "kinds", "body", "canon", "words", "layout", "log")),
    *("app/commands", "app/importing", "app/text", "benchmarks/work.py"),
)
"""The code that decides what is in a project file; what is drawn from it is drawn anew where it must be."""
OVERLAPPING = 20
"""One mark in this many lies over another."""
_LOT = 500
"""So many marks of an article named by its words are one change: one by one 25,000 take half an hour."""

_SUBJECTS = (
    "the harbour board", "a spokesman for the ferry line", "the council’s auditor", "Mayor Ines Calloway",
    "the Saltmouth Gazette", "the ministry of transport", "one member of the committee",
    "the engineer in charge",
    "a report by the university", "the pilots’ union", "the former treasurer", "nobody on the quay",
)  # fmt: skip
_VERBS = (
    "said", "denied", "reported", "had promised", "admitted", "has repeated", "claimed in a letter", "wrote",
    "told the inquiry", "calculated", "could not show", "confirmed on Tuesday",
)  # fmt: skip
_CLAUSES = (
    "that the new boat would carry {n} passengers a day",
    "that the town had paid {n} thousand for a slipway nobody used",
    "that prices had risen by {p} per cent since the flood",
    "that the contract was signed in {y}",
    "that fewer than {n} people had ever asked for the night service",
    "that the debt would be gone before {y}",
    "that {p} per cent of the crew came from the islands",
    "that the second engine had failed {p} times in one winter",
)
_MORE = (
    "and the minutes of that meeting show the same figure",
    "although the register names another date",
    "while the old ferry lay idle for most of the year",
    "which is more than any harbour on this coast has paid",
    "but the accounts for that year were never published",
    "as the committee learned only after the vote",
    "because the tender had been changed twice by then",
)


@cache
def article_text(words: int, seed: int = 1) -> str:
    """An article of about that many words: a headline, then paragraphs of three to six sentences."""
    dice = random.Random(f"{words} {seed}")
    lines = [f"The ferry that cost twice, part {seed}"]
    count = 0
    while count < words:
        paragraph = " ".join(_sentence(dice) for _ in range(dice.randint(3, 6)))
        count += len(paragraph.split())
        lines.append(paragraph)
    return "\n\n".join(lines) + "\n"


def _sentence(dice: random.Random) -> str:
    clause = dice.choice(_CLAUSES).format(
        n=f"{dice.randint(2, 990)}", p=dice.randint(2, 97), y=dice.randint(1961, 2031)
    )
    parts = [dice.choice(_SUBJECTS), dice.choice(_VERBS), clause]
    parts += dice.sample(_MORE, dice.choice((0, 0, 1, 1, 1, 2)))
    text = " ".join(parts)
    return text[0].upper() + text[1:] + "."


def mark_spans(text: str, sentences: list[Span], count: int) -> list[Span]:
    """Where the marks lie, in reading order: halves of sentences, and one in twenty over its neighbour."""
    apart = count - count // OVERLAPPING
    halves = [half for sentence in sentences for half in _halves(text, sentence)]
    if len(halves) < apart:
        raise ValueError(f"{len(sentences)} sentences are too few for {count} marks")
    chosen = [halves[i * len(halves) // apart] for i in range(apart)]
    over = [chosen[i * apart // (count - apart)] for i in range(count - apart)]
    chosen += [Span(s.start + (s.end - s.start) // 2, min(s.end + 40, len(text))) for s in over]
    return sorted(chosen, key=lambda span: (span.start, span.end))


def _halves(text: str, sentence: Span) -> Iterator[Span]:
    middle = text.find(" ", (sentence.start + sentence.end) // 2)
    if 0 < middle < sentence.end:
        yield Span(sentence.start, middle)
        yield Span(middle + 1, sentence.end)


def person(name: str) -> Identity:
    """A checker on a machine of their own, the same every time."""
    key = hashlib.sha256(name.encode()).hexdigest()[:32]
    return Identity(key[::-1], PersonId(f"person:{key}"), name, name[0])


@dataclass(frozen=True)
class Cache:
    """Projects made once for each state of the code, in the temporary folder; never in the repository."""

    folder: Path

    @classmethod
    def here(cls) -> Cache:
        """The cache for the code as it is; the user's own settings and state are left alone from here on."""
        digest = hashlib.sha256()
        for place in _SHAPING:
            path = ROOT / place
            for file in sorted(path.glob("*.py")) if path.is_dir() else [path]:
                digest.update(file.read_bytes())
        folder = Path(tempfile.gettempdir()) / f"tickmark-benchmarks-{digest.hexdigest()[:12]}"
        for variable, name in (("TICKMARK_STATE_DIR", "state"), ("TICKMARK_CONFIG_DIR", "config")):
            (folder / name).mkdir(parents=True, exist_ok=True)
            os.environ[variable] = str(folder / name)
        return cls(folder)

    def marked(self, size: str) -> Path:
        """The project of that size, closed in good order."""
        # The same work, and minutes to make.
        size = "l" if size == "100k" else size
        return self.made(self.folder / f"{size}.tickmark", lambda part: _make(part, size, marks=True))

    def unmarked(self, size: str) -> Path:
        """The same without marks: what two checkers begin from."""
        return self.made(
            self.folder / f"{size}-unmarked.tickmark", lambda part: _make(part, size, marks=False)
        )

    def marked_by(self, size: str, name: str) -> Path:
        """A copy of the unmarked project in which that person made all the marks."""

        def make(part: Path) -> None:
            shutil.copyfile(self.unmarked(size), part)
            _mark(part, size, person(name))

        return self.made(self.folder / f"{size}-by-{name}.tickmark", make)

    def made(self, path: Path, make: Callable[[Path], object]) -> Path:
        """The project at that path, made where it is not there yet."""
        if not path.exists():
            part = path.with_suffix(".part")
            part.unlink(missing_ok=True)
            make(part)
            part.replace(path)
            # Another name has another receipt: opened and closed once, it is trusted.
            Project.open(path, person("Ada")).close()
        return path


def copy_of(path: Path, folder: Path) -> Path:
    """A copy to be changed, closed in good order by this user as far as the program can tell."""
    copy = folder / path.name
    shutil.copyfile(path, copy)
    Project.open(copy, person("Ada")).close()
    return copy


def _make(path: Path, size: str, *, marks: bool) -> None:
    with Project.create(path, person("Ada"), title=f"Work {size}", language="en") as project:
        for text in (_text(size), article_text(100, 2)):
            project.run(articles.add(project, read_pasted(text)))
    if marks and size != "one-word":
        _mark(path, size, person("Ada"))


def _text(size: str) -> str:
    if size == "paragraph":
        return " ".join(article_text(100_000).split())
    if size == "one-word":
        return "Unavailable"
    words, _ = (SIZES | GROWTH).get(size, (10_000, 0))
    return article_text(words)


def _spans(size: str, text: str, ledger: list[Span]) -> list[Span]:
    """What is marked, in reading order."""
    if size == "long-claim":
        return [*mark_spans(text, ledger, 50), Span(2_000, 12_000)]
    if size == "one-sentence":
        long = max(ledger[:50], key=lambda s: s.end - s.start)
        reach = long.end - long.start - 20
        return [Span(long.start + n * 7 % reach, long.end - n // 30) for n in range(300)]
    _, count = (SIZES | GROWTH).get(size, SIZES["l"])
    return mark_spans(text, ledger, count)


def _mark(path: Path, size: str, me: Identity) -> None:
    with Project.open(path, me) as project, project.together():
        article = max(queries.articles(project.conn), key=lambda a: a.ledger.total)
        text = queries.article_text(project.conn, article.text).text
        cited = [
            project.run(
                adding.add_note(project, title=f"Minutes, volume {n}", text="In the town hall.")
            ).focus
            for n in range(5)
        ]
        ledger = [Span(s.start, s.end) for s in queries.sentences(project.conn, article.draft)]
        spans = _spans(size, text, ledger)
        lot_size = _LOT if size in GROWTH else 1
        for first in range(0, len(spans), lot_size):
            lot = spans[first : first + lot_size]
            marked = [
                claims.mark(project, article=article.id, draft=article.draft, start=s.start, end=s.end)
                for s in lot
            ]
            made = [step.focus for step in marked]
            project.run(_one_step("claim.mark", project, _numbered(marked, first)))
            judged = [
                step
                for n, claim in enumerate(made, first)
                for step in (_judged(project, claim, n), _cited(project, claim, n, cited))
                if step is not None
            ]
            project.run(_one_step("claim.work", project, [edit for step in judged for edit in step.edits]))


def _one_step(label: str, project: Project, edits: list[Edit]) -> Step:
    return Step(label, tuple(edits), project.revision)


def _numbered(marked: list[Step], first: int) -> list[Edit]:
    """The edits of steps that do not know of one another, with numbers of their own."""
    return [
        replace(edit, value={**edit.value, "n": n}) if edit.field == "number" else edit
        for n, step in enumerate(marked, first + 1)
        for edit in step.edits
    ]


def _judged(project: Project, claim: str, n: int) -> Step | None:
    if n % 2:
        return None
    return verdicts.set_verdict(
        project,
        claim=claim,
        question=Question.SO,
        rating=1 + n // 2 % 5,
        rationale="The minutes of the board give the figure, and the accounts of the year agree with it.",
        as_of="2024-05-02",
    )


def _cited(project: Project, claim: str, n: int, notes: list[str]) -> Step | None:
    if n % 4:
        return None
    return citing.cite(
        project,
        claim=claim,
        source=notes[n // 4 % len(notes)],
        stance=Stance.SUPPORTS,
        passage="The figure was read out and entered.",
        locator=f"p. {n}",
    )

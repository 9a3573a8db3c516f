"""Scores attribution by rules on labelled news: cue, source and content.

    python -m benchmarks.attribution --data FOLDER [--part dev|train] [--every N] [--wrong N]

FOLDER holds polnear. A cue found is matched to a labelled one it shares a character with, each once, the one
it shares most with first. Precision, recall and F1 of cues so, and exact (the same characters). A source or
content is right where the characters shared are at least half of those of either (IoU), and exact where they
are the same; its precision, recall and F1 count those of matched cues. Texts labelled twice are scored on
the first labels.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.spotting.attribution import attribute
from app.text.lines import line_spans
from app.text.sentences import sentences

Spans = tuple[tuple[int, int], ...]


@dataclass
class Labelled:
    cue: Spans
    source: Spans = ()
    content: Spans = ()


@dataclass
class Tally:
    found: int = 0
    labelled: int = 0
    right: int = 0
    exact: int = 0

    def told(self, name: str) -> str:
        return f"{name:12}" + "".join(
            f"   {how} P {p:5.1f} R {r:5.1f} F {f:5.1f}"
            for how, p, r, f in (("overlap", *self.scores(self.right)), ("exact", *self.scores(self.exact)))
        )

    def scores(self, right: int) -> tuple[float, float, float]:
        precision = right / self.found if self.found else 0.0
        recall = right / self.labelled if self.labelled else 0.0
        both = 2 * precision * recall / (precision + recall) if right else 0.0
        return 100 * precision, 100 * recall, 100 * both


@dataclass
class Scores:
    cue: Tally = field(default_factory=Tally)
    source: Tally = field(default_factory=Tally)
    content: Tally = field(default_factory=Tally)
    whole: Tally = field(default_factory=Tally)
    sources_of_matched: int = 0
    contents_of_matched: int = 0


def texts(folder: Path) -> Iterator[tuple[str, list[Labelled]]]:
    for path in sorted((folder / "text").iterdir()):
        labels = sorted((folder / "attributions").glob(f"{path.stem}*.ann"))
        if labels:
            yield path.read_text(encoding="utf-8"), labelled(labels[0])


def labelled(path: Path) -> list[Labelled]:
    spans: dict[str, Spans] = {}
    found: list[Labelled] = []
    # A relation may stand before the words it joins.
    for line in sorted(path.read_text(encoding="utf-8").split("\n"), key=lambda line: line[:1] != "T"):
        cells = line.split("\t")
        # Words with a line end in them go on in lines that are none.
        if re.match(r"T\d+\t\w\S* \d", line):
            _, _, places = cells[1].partition(" ")
            spans[cells[0]] = tuple((int(a), int(b)) for a, b in (p.split() for p in places.split(";")))
        elif re.match(r"E\d+\t", line):
            parts: dict[str, list[tuple[int, int]]] = {}
            for role, name in (pair.split(":") for pair in cells[1].split()):
                parts.setdefault(role.rstrip("0123456789"), []).extend(spans.get(name, ()))
            if parts.get("Cue"):
                cue, source, content = (tuple(sorted(parts.get(r, ()))) for r in ("Cue", "Source", "Content"))
                found.append(Labelled(cue, source, content))
    return found


def characters(spans: Spans) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def iou(one: Spans, other: Spans) -> float:
    a, b = characters(one), characters(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def matched(found: list[Labelled], labels: list[Labelled]) -> list[tuple[Labelled, Labelled]]:
    wanted = [characters(one.cue) for one in labels]
    pairs = sorted(
        (-len(characters(one.cue) & wanted[k]), i, k)
        for i, one in enumerate(found)
        for k in range(len(labels))
        if characters(one.cue) & wanted[k]
    )
    mine: set[int] = set()
    theirs: set[int] = set()
    kept: list[tuple[Labelled, Labelled]] = []
    for _, i, k in pairs:
        if i not in mine and k not in theirs:
            mine.add(i)
            theirs.add(k)
            kept.append((found[i], labels[k]))
    return kept


def count(scores: Scores, found: list[Labelled], labels: list[Labelled]) -> None:
    pairs = matched(found, labels)
    scores.cue.found += len(found)
    scores.cue.labelled += len(labels)
    scores.cue.right += len(pairs)
    scores.cue.exact += sum(one.cue == other.cue for one, other in pairs)
    scores.whole.found += len(found)
    scores.whole.labelled += len(labels)
    for name in ("source", "content"):
        tally: Tally = getattr(scores, name)
        tally.found += sum(bool(getattr(one, name)) for one in found)
        tally.labelled += sum(bool(getattr(one, name)) for one in labels)
    for one, other in pairs:
        source, content = iou(one.source, other.source) >= 0.5, iou(one.content, other.content) >= 0.5
        scores.source.right += source
        scores.content.right += content
        scores.whole.right += content
        scores.sources_of_matched += source or one.source == other.source == ()
        scores.contents_of_matched += content
        scores.source.exact += bool(one.source) and one.source == other.source
        scores.content.exact += bool(one.content) and one.content == other.content
        scores.whole.exact += one.cue == other.cue and one.content == other.content


def by_rules(text: str) -> list[Labelled]:
    spans = [(one.start, one.end) for one in sentences(text, line_spans(text))]
    found = attribute(text, spans, "en")
    return [
        Labelled((one.cue_span,), (one.source_span,) if one.source else (), one.content)
        for sentence in found
        for one in sentence
    ]


def tell_wrong(text: str, found: list[Labelled], labels: list[Labelled], most: int) -> None:
    pairs = matched(found, labels)
    good, seen = [id(one) for one, _ in pairs], [id(other) for _, other in pairs]

    def words(spans: Spans) -> str:
        return " … ".join(text[a:b] for a, b in spans)

    for one in [one for one in found if id(one) not in good][:most]:
        a, b = one.cue[0]
        print(f"FALSE [{words(one.cue)}] {text[max(0, a - 60) : b + 60]!r}")
    for one in [one for one in labels if id(one) not in seen][:most]:
        a, b = one.cue[0]
        print(f"MISSED [{words(one.cue)}] {text[max(0, a - 60) : b + 60]!r}")
    for one, other in pairs:
        if iou(one.source, other.source) < 0.5:
            print(f"SOURCE {words(one.source)!r} for {words(other.source)!r} by {words(one.cue)!r}")
        if iou(one.content, other.content) < 0.5:
            print(f"CONTENT {words(one.content)!r}\n    for {words(other.content)!r} by {words(one.cue)!r}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attribution", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only each nth text")
    parser.add_argument("--wrong", type=int, default=0, metavar="N", help="print what was wrong (train only)")
    asked = parser.parse_args()
    folder = asked.data / "polnear" / asked.part
    if not folder.is_dir():
        print(f"{folder} is not there")
        return 1
    scores, many, words, spent = Scores(), 0, 0, 0.0
    for text, labels in list(texts(folder))[:: asked.every]:
        began = time.process_time()
        found = by_rules(text)
        spent += time.process_time() - began
        many += 1
        words += len(text.split())
        count(scores, found, labels)
        if asked.wrong and asked.part == "train":
            tell_wrong(text, found, labels, asked.wrong)
    print(f"{asked.part}: {many} texts, {scores.cue.labelled} attributions, {scores.cue.found} found")
    for name in ("cue", "source", "content"):
        print(getattr(scores, name).told(name))
    print(scores.whole.told("cue+content"))
    right = max(1, scores.cue.right)
    print(
        f"of matched cues: source right {100 * scores.sources_of_matched / right:.1f} %,"
        f" content right {100 * scores.contents_of_matched / right:.1f} %"
    )
    print(f"{words / spent:,.0f} words a second of CPU, sentences and attribution ({words:,} words)")
    return 0


if __name__ == "__main__":
    sys.exit(main())

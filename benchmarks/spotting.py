"""Measures how fast an article is read for what is worth checking, part by part and in full.

    python -m benchmarks.spotting --data FOLDER [--texts N]

FOLDER holds polnear, whose texts are news. Words a second of CPU, one process: rules and scorer is who says
what, facts, and scores; in full adds reasons, repeats, contradictions, what has nothing to check. The first
time no word was seen before, as in a child that reads these articles; after it what was worked out about
a word is known.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from app.spotting.attribution import attribute
from app.spotting.check_worthiness import shipped
from app.spotting.facts import find_facts
from app.spotting.spot import spot
from app.text.lines import line_spans
from app.text.sentences import sentences

Read = tuple[str, list[tuple[int, int]]]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.spotting", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=100)
    asked = parser.parse_args()
    folder = asked.data / "polnear" / "train" / "text"
    if not folder.is_dir():
        print(f"{folder} is not there")
        return 1
    read: list[Read] = []
    for path in sorted(folder.iterdir())[: asked.texts]:
        text = path.read_text(encoding="utf-8")
        read.append((text, [(one.start, one.end) for one in sentences(text, line_spans(text))]))
    words = sum(len(text.split()) for text, _ in read)
    scorer = shipped()
    attribute("He said that.", [(0, 13)], "en")
    find_facts("On Monday.", [(0, 10)], "en")
    timed("the first time", words, read, lambda text, spans: rules(text, spans))
    timed("facts", words, read, lambda text, spans: find_facts(text, spans, "en"))
    timed("attribution", words, read, lambda text, spans: attribute(text, spans, "en"))
    timed("scores", words, read, lambda text, spans: scorer.scores(text[a:b] for a, b in spans))
    timed("rules and scorer", words, read, lambda text, spans: rules(text, spans))
    timed("in full", words, read, lambda text, spans: list(spot(text, spans, "en", scorer)))
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return 0


def rules(text: str, spans: list[tuple[int, int]]) -> None:
    find_facts(text, spans, "en")
    attribute(text, spans, "en")
    shipped().scores(text[a:b] for a, b in spans)


def timed(name: str, words: int, read: list[Read], work: Callable[..., object]) -> None:
    began = time.process_time()
    for text, spans in read:
        work(text, spans)
    print(f"{name:18} {words / (time.process_time() - began):10,.0f} words a second of CPU ({words:,} words)")


if __name__ == "__main__":
    sys.exit(main())

"""How the cost of cutting hostile text grows: CPU time of ten times the text over that of one.

    python -m benchmarks.hostile_text [--length N]

A ratio near 10 is linear; near 100 would be quadratic.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from app.importing.debris import find_asides
from app.spotting.facts import find_facts
from app.text.lines import line_spans
from app.text.sentences import sentences
from db.layout import Block
from db.records import Span

HOSTILE = (
    "a.",
    ". ",
    '."',
    "a. A ",
    '?" Mr ',
    ". [1]",
    "z. B. ",
    "。」",
    "X. X. ",
    ". “",
    "'. ",
    ".\xa0» ",
    "。",
    " ",
)


FULL_OF_FACTS = (
    "A ",
    "A & ",
    "Bank of ",
    "1 ",
    "1,",
    "$1 ",
    "20 ",
    "“",
    "«»",
    "' ",
    "A’",
    "a@",
    "half a ",
    "é\u0301",
)


def seconds(work: Callable[[str], object], text: str) -> float:
    """CPU seconds of one run."""
    began = time.process_time()
    work(text)
    return time.process_time() - began


def cut(text: str) -> object:
    return sentences(text, [Span(0, len(text))])


def spot(text: str) -> object:
    return find_facts(text, [(0, len(text))])


def set_aside(text: str) -> object:
    return find_asides(text, [Block(s.start, s.end, "paragraph", 0) for s in line_spans(text)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--length", type=int, default=300_000, help="characters of the longer text")
    length = parser.parse_args().length
    works: list[tuple[str, str, Callable[[str], object]]] = [("sentences", unit, cut) for unit in HOSTILE]
    works += [("asides", unit, set_aside) for unit in ("[ad_1] ", "[ad_1]", "[ad_", "Source link ")]
    works += [("facts", unit, spot) for unit in (*HOSTILE, *FULL_OF_FACTS)]
    for name, unit, work in works:
        short, long = (unit * (n // len(unit)) for n in (length // 10, length))
        once, tenfold = seconds(work, short), seconds(work, long)
        print(f"{name:10} {unit!r:12} {tenfold * 1000:8.1f} ms   ratio {tenfold / max(once, 1e-6):6.1f}")


if __name__ == "__main__":
    main()

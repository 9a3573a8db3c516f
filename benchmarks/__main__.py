"""Measures Tickmark on generated work and prints a table: ``python -m benchmarks [NAME...]``

Without a NAME all of start, window, changes, opening, merge, csv and pdf are measured at the sizes s (1,000
words, 10 marks), m (10,000, 500) and l (100,000, 5,000). Only by name: growth, the window from 1k to 500k
words with a mark on every twenty, drawn into docs/growth.svg; shapes, the window with a paragraph of 100,000
words, 300 marks on one sentence, a mark of 10,000 characters and an article of one word; and many-claims, a
project of 20,000 claims in twenty articles, listed, filtered and changed all at once; drafts, two of
them aligned and claims carried, without the window; merging, 500 to 10,000 marks put together with as many
again, drawn into docs/merging.svg; merging-desk, four colleagues' copies taken into 20,000 claims.

The projects are made once, in the temporary folder. Figures are CPU time unless they say otherwise, medians
of the runs, warm; "m/s" and "l/m" say how they grow.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks import drafts, exports, extraction, growth, many_claims, merging, project_file, window
from benchmarks.measuring import Figures, adopt_orphans
from benchmarks.work import GROWTH, SHAPES, SIZES, Cache, copy_of

Measure = Callable[[Cache, str, int], Figures]


def measure_start(cache: Cache, size: str, runs: int) -> Figures:
    empty = {f"no project: {name}": value for name, value in window.measure_start(None, runs).items()}
    return empty | window.measure_start(cache.marked(size), runs)


def measure_window(cache: Cache, size: str, runs: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        return window.measure_work(copy_of(cache.marked(size), Path(folder)), runs)


def measure_csv(cache: Cache, size: str, runs: int) -> Figures:
    return exports.measure(cache, size, runs, "csv")


def measure_pdf(cache: Cache, size: str, runs: int) -> Figures:
    return exports.measure(cache, size, runs, "pdf")


def measure_drafts(_: Cache, size: str, runs: int) -> Figures:
    return drafts.measure(drafts.WORDS[size], runs)


MEASURES: dict[str, Measure] = {
    "start": measure_start,
    "window": measure_window,
    "changes": project_file.measure_changes,
    "opening": project_file.measure_opening,
    "merge": project_file.measure_merge,
    "csv": measure_csv,
    "pdf": measure_pdf,
    "growth": growth.measure,
    "shapes": measure_window,
    "extraction": extraction.measure,
    "many-claims": many_claims.measure,
    "drafts": measure_drafts,
    "merging": merging.measure,
    "merging-desk": merging.measure,
}
OF_THEIR_OWN: dict[str, Sequence[str]] = {
    "growth": tuple(GROWTH),
    "shapes": SHAPES,
    "drafts": tuple(SIZES),
    "extraction": extraction.PARTS,
    "many-claims": ("20k-claims",),
    "merging": tuple(merging.MARKS),
    "merging-desk": (merging.DESK,),
}
"""Sizes of what is measured only when named."""
RUNS, RUNS_OF = 5, {"many-claims": 1, "merging-desk": 1}
"""How often; one run of what takes minutes."""
_DRAWN = {"growth": growth.draw, "merging": merging.draw}
TOO_LARGE = {("pdf", "l"): "a PDF of 5,000 claims is thousands of pages and minutes of work"}


def table(columns: dict[str, Figures]) -> list[str]:
    """One line for each figure: its values by size, then how it grew from each size to the next."""
    sizes = list(columns)
    lines: list[str] = []
    for name in next((figures for figures in columns.values() if figures), {}):
        values = [columns[size].get(name) for size in sizes]
        cells = "".join(f"{'–' if v is None else f'{v:,.2f}':>12}" for v in values)
        grown = "".join(f"{'–' if not a or b is None else f'{b / a:.1f}×':>9}" for a, b in pairwise(values))
        lines.append(f"{name:<46}{cells}{grown}")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASURES))
    parser.add_argument("--sizes", help="with commas between them, in place of all")
    parser.add_argument(
        "--runs", type=int, help=f"{RUNS}, and 1 of many-claims and merging-desk, which take minutes"
    )
    asked = parser.parse_args()
    names: list[str] = asked.names or [name for name in MEASURES if name not in OF_THEIR_OWN]
    chosen: list[str] = asked.sizes.split(",") if asked.sizes else []
    unknown = [n for n in names if n not in MEASURES]
    unknown += [s for s in chosen if s not in (*SIZES, *GROWTH, *SHAPES, *extraction.PARTS, *merging.SIZES)]
    if unknown:
        parser.error(f"not known: {', '.join(unknown)}")
    adopt_orphans()
    cache = Cache.here()
    _say(f"Projects in {cache.folder}; load average {os.getloadavg()[0]:.1f}.")
    for name in names:
        runs = asked.runs or RUNS_OF.get(name, RUNS)
        _measure(cache, name, chosen or OF_THEIR_OWN.get(name, tuple(SIZES)), runs)


def _measure(cache: Cache, name: str, sizes: Sequence[str], runs: int) -> None:
    grown = "".join(f"{f'{b}/{a}':>9}" for a, b in pairwise(sizes))
    _say(f"\n{name}, runs: {runs}".ljust(47) + "".join(f"{size:>12}" for size in sizes) + grown)
    columns = {s: {} if (name, s) in TOO_LARGE else MEASURES[name](cache, s, runs) for s in sizes}
    for line in table(columns):
        _say(line)
    for size in sizes:
        if (name, size) in TOO_LARGE:
            _say(f"Not measured at {size}: {TOO_LARGE[name, size]}.")
    if name in _DRAWN:
        _say(f"Drawn into {_DRAWN[name](columns, sizes)}.")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

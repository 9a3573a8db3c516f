"""Measures Tickmark on generated work and prints a table: ``python -m benchmarks [NAME...]``

NAME is start, window, changes, opening, merge, csv or pdf; without one, all. Sizes are s (1,000 words, 10
marks), m (10,000, 500) and l (100,000, 5,000). The projects are made once, in the temporary folder.
Figures are CPU time unless they say otherwise, medians of the runs, warm; "m/s" and "l/m" say how they grow.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from benchmarks import exports, project_file, window
from benchmarks.measuring import Figures, adopt_orphans
from benchmarks.work import SIZES, Cache, copy_of

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


MEASURES: dict[str, Measure] = {
    "start": measure_start,
    "window": measure_window,
    "changes": project_file.measure_changes,
    "opening": project_file.measure_opening,
    "merge": project_file.measure_merge,
    "csv": measure_csv,
    "pdf": measure_pdf,
}
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
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASURES))
    parser.add_argument("--sizes", default="s,m,l")
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    sizes: list[str] = asked.sizes.split(",")
    unknown = [n for n in asked.names if n not in MEASURES] + [s for s in sizes if s not in SIZES]
    if unknown:
        parser.error(f"not known: {', '.join(unknown)}")
    adopt_orphans()
    cache = Cache.here()
    grown = "".join(f"{f'{b}/{a}':>9}" for a, b in pairwise(sizes))
    _say(f"Projects in {cache.folder}; load average {os.getloadavg()[0]:.1f}; {asked.runs} runs.")
    for name in asked.names or MEASURES:
        _say("\n" + name.ljust(46) + "".join(f"{size:>12}" for size in sizes) + grown)
        columns = {s: {} if (name, s) in TOO_LARGE else MEASURES[name](cache, s, asked.runs) for s in sizes}
        for line in table(columns):
            _say(line)
        for size in sizes:
            if (name, size) in TOO_LARGE:
                _say(f"Not measured at {size}: {TOO_LARGE[name, size]}.")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

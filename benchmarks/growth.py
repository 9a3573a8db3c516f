"""How costs grow with the article: the window at work from 1,000 to 500,000 words, as a table and a picture.

``python -m benchmarks growth`` measures and writes ``docs/growth.svg``; ``--sizes`` chooses among 1k, 5k,
20k, 100k, 200k and 500k.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import window
from benchmarks.measuring import ROOT, Figures
from benchmarks.picture import Line, log_log
from benchmarks.work import GROWTH, Cache, copy_of

PICTURE = ROOT / "docs" / "growth.svg"
_FROM_START = ("article readable, ms", "all its claims shown, ms")
_DRAWN = {
    "open, ms": "open, all claims shown",
    "switch to it, ms": "switch to it",
    "article readable, ms": "start until readable",
    "mark a sentence, shown, ms": "mark, shown",
    "undo it, shown, ms": "undo, shown",
    "delete a claim, shown, ms": "delete, shown",
    "filter, one key, ms": "filter, one key",
    "scroll 40 px, ms": "scroll 40 px",
    "peak memory at work, MiB": "memory, MiB",
}


def measure(cache: Cache, size: str, runs: int) -> Figures:
    """The window started on that article, and at work on it."""
    project = cache.marked(size)
    started = window.measure_start(project, runs)
    with tempfile.TemporaryDirectory() as folder:
        worked = window.measure_work(copy_of(project, Path(folder)), runs)
    return {name: started[name] for name in _FROM_START} | worked


def draw(columns: Mapping[str, Figures], sizes: Sequence[str]) -> Path:
    """Write the picture of those figures, one line for each over the number of words."""
    words = [GROWTH[size][0] for size in sizes]
    # A text that fits the view is not scrolled.
    lines = [
        Line(
            label, [(w, c) for w, size in zip(words, sizes, strict=True) if (c := columns[size][name]) > 0.1]
        )
        for name, label in _DRAWN.items()
    ]
    PICTURE.write_text(
        log_log(lines, "words in the article, one claim on every twenty", "ms of CPU"), "utf-8"
    )
    return PICTURE

"""What the real window costs, started as a person starts it but offscreen, and driven by keys and scroll bar.

Each run is a process of its own, ``benchmarks/living_window.py``, which loads nothing for the measuring
before its clocks are read.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.measuring import Figures, ask, medians


def measure_start(project: Path | None, runs: int) -> Figures:
    """Milliseconds of CPU from process start, everything warm."""
    words = [] if project is None else [project]
    ask("benchmarks.living_window", "start", *words)
    return medians([ask("benchmarks.living_window", "start", *words) for _ in range(runs)])


def measure_work(project: Path, runs: int) -> Figures:
    """What a person does in the window with that project, which is changed."""
    return medians([ask("benchmarks.living_window", "work", project) for _ in range(runs)])

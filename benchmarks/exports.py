"""What a sheet costs through ``tickmark export``: CPU of all its processes, from start to end."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measuring import Figures, medians, run_tree
from benchmarks.work import Cache


def measure(cache: Cache, size: str, runs: int, kind: str) -> Figures:
    """Seconds of CPU, seconds on the clock and the size of what was written; ``kind`` is csv or pdf."""
    run_tree(["-m", "app", "list", cache.marked(size), "articles"])
    return medians([_one(cache.marked(size), kind) for _ in range(runs)])


def _one(project: Path, kind: str) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, f"sheet.{kind}")
        ran = run_tree(["-m", "app", "export", project, out])
        name = kind.upper()
        return {
            f"export {name}, CPU s": ran.cpu,
            f" {name} on the clock, s": ran.wall,
            f" {name} written, MiB": out.stat().st_size / 2**20,
        }

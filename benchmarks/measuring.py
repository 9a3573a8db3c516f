"""How a figure is taken: CPU of this process, of a whole process tree, and the median of several runs."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

Figures = dict[str, float]
"""Name and unit of each figure to its value; a name starting with a blank belongs to the one above it."""

_SUBREAPER = 36


@dataclass(frozen=True)
class Ran:
    """A process tree that ended: CPU seconds of all of it, wall seconds, and what it printed."""

    cpu: float
    wall: float
    out: str


def cpu_ms(action: Callable[[], object]) -> float:
    """Milliseconds of CPU this process spends in the action, all its threads together."""
    start = time.process_time()
    action()
    return (time.process_time() - start) * 1e3


def middle(values: Sequence[float]) -> float:
    """The median."""
    return median(values)


def medians(runs: Sequence[Figures]) -> Figures:
    """The median of each figure over the runs."""
    return {name: median(run[name] for run in runs) for name in runs[0]}


def adopt_orphans() -> None:
    """Let what our children leave behind be waited for here, so that its CPU is counted (Linux)."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def run_tree(words: Sequence[str | Path]) -> Ran:
    """Run the interpreter with these words and wait for it and everything it started."""
    env = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    # Warm means that nothing is compiled: bytecode is kept as it is where a program is installed.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir(), "tickmark-benchmarks-bytecode"))
    # What was running before lives on: readers of files and their tracker, where projects were just made.
    ours = _running()
    before, wall = _children(), time.perf_counter()
    done = subprocess.run([sys.executable, *map(str, words)], env=env, stdout=subprocess.PIPE, text=True)
    while orphans := _running() - ours:
        for pid in orphans:
            os.waitpid(pid, 0)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(map(str, words))} ended with status {done.returncode}")
    return Ran(_children() - before, time.perf_counter() - wall, done.stdout)


def ask(module: str, *words: str | Path) -> Any:
    """The last line a module prints when run in a process of its own, as JSON."""
    return json.loads(run_tree(["-m", module, *words]).out.splitlines()[-1])


def _running() -> set[int]:
    """The children of this process, those adopted among them (Linux; none elsewhere)."""
    lists = Path("/proc/self/task").glob("*/children")
    return {int(pid) for children in lists for pid in children.read_text().split()}


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def peak_mib() -> float:
    """The most memory this process ever held, in MiB; unlike ru_maxrss, nothing of who started it."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise OSError("this system does not tell a process's peak memory")

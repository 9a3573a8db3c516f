"""What must happen wholly or not at all, killed and starved of disk in the middle, many times over.

An ordeal is made ready in a folder, done in a child process that says when it begins, and looked at
afterwards: as before, as after, or between, which must never be. Kills are spread over the whole time it
takes; full disks over all the room it needs, on a small disk in memory (root only).
"""

from __future__ import annotations

import gc
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from db.errors import KnownError

BEFORE, AFTER = "before", "after"
ROOT = Path(__file__).parents[1]
_READY = b"ready\n"
_SPARE = 64 * 1024


@dataclass(frozen=True)
class Ordeal:
    """One thing a person does.

    Attributes: ``name`` says what; ``prepare(folder)`` makes the files it works on; ``act`` is the place,
    ``module:function``, of what does it with those in a folder, calling ``begun()`` once it is under way;
    ``look(folder)`` says ``BEFORE`` or ``AFTER`` and raises AssertionError for anything between, and for
    anything left lying about. It may open what is there, as a person would who starts the program again.
    """

    name: str
    prepare: Callable[[Path], None]
    act: str
    look: Callable[[Path], str]


def begun() -> None:
    """Said by the child once it is at work: from here on it may be killed."""
    if os.environ.get("TICKMARK_ORDEAL"):
        os.write(1, _READY)


def killed(ordeal: Ordeal, folder: Path, times: int) -> Counter[str]:
    """So many kills, spread over the time it takes; how often it was as before, and how often as after."""
    start = folder / "start"
    start.mkdir()
    ordeal.prepare(start)
    seconds = _undisturbed(ordeal, _copied(start, folder / "undisturbed"))
    found: Counter[str] = Counter()
    for n in range(times):
        work = _copied(start, folder / "work")
        _killed(ordeal, work, seconds * 1.1 * (n + random.random()) / times)
        found[ordeal.look(work)] += 1
        # Whatever was left, it can be done now.
        if n % 10 == 0:
            action(ordeal)(work)
            assert ordeal.look(work) == AFTER, f"{ordeal.name}: could not be done after a kill"
        shutil.rmtree(work)
    return found


def starved(ordeal: Ordeal, times: int, *, size: str = "64m") -> Counter[str] | None:
    """So many full disks, with any room from none to enough; None where this user may not mount one."""
    found: Counter[str] = Counter()

    def use(disk: Path) -> int:
        start = disk / "start"
        start.mkdir()
        ordeal.prepare(start)
        needed = _needed(ordeal, _copied(start, disk / "undisturbed"), disk)
        for n in range(times):
            work = _copied(start, disk / "work")
            found[_starved(ordeal, work, disk, int(needed * (n + random.random()) / times))] += 1
            shutil.rmtree(work)
        return 0

    return None if on_a_small_disk(size, use) is None else found


def action(ordeal: Ordeal) -> Callable[[Path], None]:
    """The function that does it."""
    module, _, function = ordeal.act.partition(":")
    return getattr(import_module(module), function)


def on_a_small_disk(size: str, use: Callable[[Path], int]) -> int | None:
    """Run on a disk of that size in memory; None where this user may not mount one."""
    folder = Path(tempfile.mkdtemp())
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode != 0:
            return None
        try:
            return use(folder)
        finally:
            # What only a circle of objects holds open keeps the disk busy.
            gc.collect()
            subprocess.run(["umount", str(folder)], check=True)
    finally:
        folder.rmdir()


def _starved(ordeal: Ordeal, work: Path, disk: Path, free: int) -> str:
    filler = disk / "filler"
    filler.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - free)))
    told = ""
    try:
        action(ordeal)(work)
    except KnownError as error:
        told = str(error)
    filler.unlink()
    found = ordeal.look(work)
    assert (found == BEFORE) == bool(told), f"{ordeal.name}: {found}, and it said {told!r}"
    action(ordeal)(work)
    assert ordeal.look(work) == AFTER, f"{ordeal.name}: could not be done once there was room"
    return found


def _needed(ordeal: Ordeal, work: Path, disk: Path) -> int:
    """The room it takes at its most, found by doing it with ever less."""
    start = _copied(work, work.with_name("measured"))
    low, high = 0, shutil.disk_usage(disk).free
    while high - low > max(_SPARE, high // 8):
        free = (low + high) // 2
        again = _copied(start, work.with_name("try"))
        filler = disk / "filler"
        filler.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - free)))
        try:
            action(ordeal)(again)
            high = free
        except KnownError:
            low = free
        finally:
            filler.unlink()
            shutil.rmtree(again)
    shutil.rmtree(start)
    shutil.rmtree(work)
    return high + _SPARE


def undergo(ordeals: Sequence[Ordeal]) -> None:
    """Kill and starve each, 100 times or as often as the command line says, and print what came of it."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for ordeal in ordeals:
        with tempfile.TemporaryDirectory() as name:
            found = killed(ordeal, Path(name), times)
        print(f"{ordeal.name}, killed {times} times: {dict(found)}", flush=True)
        hungry = starved(ordeal, times)
        told = "not tried, this user may not mount a small disk" if hungry is None else dict(hungry)
        print(f"{ordeal.name}, on a full disk {times} times: {told}", flush=True)


def _undisturbed(ordeal: Ordeal, work: Path) -> float:
    """The seconds it takes from its beginning to its end."""
    child = _child(ordeal, work)
    since = time.monotonic()
    assert child.wait() == 0, f"{ordeal.name}: cannot be done at all"
    seconds = time.monotonic() - since
    assert ordeal.look(work) == AFTER, f"{ordeal.name}: nothing came of it"
    shutil.rmtree(work)
    return seconds


def _killed(ordeal: Ordeal, work: Path, seconds: float) -> None:
    child = _child(ordeal, work)
    time.sleep(seconds)
    child.kill()
    child.wait()


def _child(ordeal: Ordeal, work: Path) -> subprocess.Popen[bytes]:
    """The child, once it has said that it is at work."""
    child = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.ordeals", ordeal.act, str(work)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"TICKMARK_ORDEAL": "1"},
    )
    assert child.stdout is not None
    said = child.stdout.readline()
    child.stdout.close()
    assert said == _READY, f"{ordeal.name}: never began ({said!r})"
    return child


def _copied(folder: Path, to: Path) -> Path:
    return Path(shutil.copytree(folder, to))


def main() -> None:
    action(Ordeal("", lambda _: None, sys.argv[1], lambda _: ""))(Path(sys.argv[2]))


if __name__ == "__main__":
    main()

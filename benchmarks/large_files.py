"""Gigabytes kept in one project: ``python -m benchmarks.large_files [GB] [FOLDER]``

Files of 430 MB that hold no repetition are added one after another until the project has that many gigabytes,
then the same files once more, then everything is verified and one copied out again. A line tells each step's
CPU, time on the clock and the peak of memory; what was made is deleted. Needs twice the room, and 430 MB.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from app.commands.adding import add_file
from benchmarks.measuring import peak_mib
from db import queries
from db.place import STATE_VARIABLE, identity
from db.project_file import Project

T = TypeVar("T")
_FILE = 430_000_000
_PIECE = 2**22


def written(path: Path, size: int, seed: int) -> str:
    """A file of that size, of which no two pieces are alike; its SHA-256."""
    noise = random.Random(seed).randbytes(_PIECE)
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for n in range(-(-size // _PIECE)):
            piece = (n.to_bytes(8, "big") + noise[8:])[: size - n * _PIECE]
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def told(what: str, doing: Callable[[], T]) -> T:
    cpu, clock = time.process_time(), time.perf_counter()
    done = doing()
    print(
        f"{what:<34}{time.process_time() - cpu:>8.1f} s of CPU{time.perf_counter() - clock:>8.1f} s"
        f"{peak_mib():>8.0f} MiB",
        flush=True,
    )
    return done


def measure(gigabytes: float, folder: Path) -> None:
    count = max(1, -(-int(gigabytes * 1e9) // _FILE))
    one = folder / "large.bin"
    sums: list[str] = []
    print(f"load average {os.getloadavg()[0]:.1f}")
    with Project.create(folder / "large.tickmark", identity("Maren Colby")) as project:
        for n in range(count):
            sums.append(written(one, _FILE, n))
            told(f"add file {n + 1} of {count}", lambda: project.run(add_file(project, path=one)))
        told("add the last one again", lambda: project.run(add_file(project, path=one)))
        kept = [source.sha for source in queries.sources(project.conn)]
        if sorted(kept) != sorted([*sums, sums[-1]]):
            raise SystemExit("other bytes are kept than were added")
        findings = told("verify everything", project.verify)
        if findings:
            raise SystemExit(f"verify finds {findings}")
        one.unlink()
        told("copy the first one out", lambda: project.copy_out(sums[0], one))
        if one.stat().st_size != _FILE:
            raise SystemExit("what was copied out has another size")
    print(f"the project has {(folder / 'large.tickmark').stat().st_size / 1e9:.2f} GB")
    told("open it again", lambda: Project.open(folder / "large.tickmark", identity("Maren Colby")).close())


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("gigabytes", nargs="?", type=float, default=2.1)
    parser.add_argument("folder", nargs="?", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        os.environ[STATE_VARIABLE] = str(Path(folder, "state"))
        measure(given.gigabytes, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Killing a writer and filling its disk, many times over; nothing that was reported as saved may be missing.

python -m benchmarks.kill [times]

Each round a child process works on a project and reports every step on a pipe once it is saved, the way
the window says *saved*. It is killed (SIGKILL) before a commit, after one, or in the middle of a large
import; or its disk, a small one in memory (root only), is filled. Then the project is opened and verified.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.ordeals import on_a_small_disk
from db import blobs
from db.errors import WriteFailed
from db.kinds import PROJECT
from db.place import STATE_VARIABLE, identity
from db.project_file import Project
from db.step import Edit, Step, new_id
from db.words import Words

LARGE = 24 * 1024 * 1024


_TAKEN_IN = {"at": 1_795_000_000_000, "origin": Words("/large.bin"), "modified": None}


def titled(project: Project, title: str) -> Step:
    return Step("project.title", (Edit(PROJECT, "title", Words(title)),), project.revision)


def imported(project: Project, data: bytes) -> Step:
    """A source file of those bytes."""
    source = new_id("source")
    file = {"file": {"b": blobs.sha_of(data)}, "name": Words("large.bin"), "size": len(data)}
    edits = (
        Edit(source, "exists", True),
        Edit(source, "file", {**file, "media_type": "application/pdf", **_TAKEN_IN}),
    )
    return Step("source.add", edits, project.revision, (data,))


def work(path: Path, moment: str) -> None:
    """The child: steps without end, each reported when saved; ``moment`` says where to stop for the kill."""
    me = identity("Maren Colby")
    project = Project.open(path, me)
    begun = project.revision

    def stop(sql: str) -> None:
        if sql == "COMMIT" and moment == "before" and project.revision >= begun + 5:
            _say("ready")
            signal.pause()

    for n in range(1_000_000):
        if n == 5 and moment == "import":
            _say("ready")
            project.run(imported(project, random.randbytes(LARGE)))
        if moment == "before":
            project.conn.set_trace_callback(stop)
        project.run(titled(project, f"title {begun}.{n}"))
        _say(f"saved title {begun}.{n}")
        if n == 5:
            _say("ready")


def _say(line: str) -> None:
    os.write(1, line.encode() + b"\n")


def killed(path: Path, moment: str) -> list[str]:
    """Let a child work and kill it at that moment; returns the titles it reported as saved, in order."""
    child = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.kill", "--work", str(path), moment],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[1],
    )
    assert child.stdout is not None
    seen = b""
    while b"ready\n" not in seen and (part := os.read(child.stdout.fileno(), 65536)):
        seen += part
    if moment != "before":
        # Anywhere in the next steps, or in the import's staged bytes.
        time.sleep(random.uniform(0, 0.02 if moment == "after" else 0.3))
    child.kill()
    seen += child.stdout.read()
    child.stdout.close()
    child.wait()
    lines = seen.decode().split("\n")[:-1]
    return [line.removeprefix("saved ") for line in lines if line.startswith("saved ")]


def check(path: Path, saved: list[str]) -> None:
    """Open the project again; raises AssertionError unless it is sound and holds every saved title."""
    with Project.open(path, identity("Maren Colby")) as project:
        findings = project.verify()
        assert findings == [], findings
        words = {data for (data,) in project.conn.execute("SELECT data FROM value")}
        assert set(saved) <= words, set(saved) - words
        if saved:
            newest = project.conn.execute("SELECT title FROM project").fetchone()[0]
            assert int(newest.split(".")[1]) >= int(saved[-1].split(".")[1]), (newest, saved[-1])


def killed_often(folder: Path, moment: str, times: int) -> int:
    """That many kills of writers on one project; returns how many steps were reported as saved."""
    path = folder / f"{moment}.tickmark"
    Project.create(path, identity("Maren Colby")).close()
    steps = 0
    for _ in range(times):
        saved = killed(path, moment)
        check(path, saved)
        steps += len(saved)
        if moment == "import" and path.stat().st_size > 10 * LARGE:
            path.unlink()
            Project.create(path, identity("Maren Colby")).close()
    return steps


def filled_often(folder: Path, times: int) -> int:
    """That many full disks under an open project; returns how many steps were saved on them."""
    path = folder / "full.tickmark"
    steps = 0
    with Project.create(path, identity("Maren Colby")) as project:
        for n in range(times):
            steps += _filled_once(project, folder / "filler", n)
    saved = [f"title {n}.9" for n in range(times)]
    check(path, saved)
    return steps


def _filled_once(project: Project, filler: Path, n: int) -> int:
    """Fill the disk between two steps; what fails is told, what was saved stays, and work goes on after."""
    project.run(titled(project, f"title {n}.0"))
    before, steps = project.fingerprint, 0
    free = shutil.disk_usage(filler.parent).free
    filler.write_bytes(bytes(max(0, free - random.randrange(150) * 1024)))
    told = ""
    try:
        while steps < 1000:
            project.run(titled(project, "long " * 400))
            before, steps = project.fingerprint, steps + 1
            project.undo()
            before, steps = project.fingerprint, steps + 1
    except WriteFailed as error:
        told = str(error)
    assert "not saved" in told, told
    assert project.fingerprint == before
    assert not project.conn.in_transaction
    findings = project.verify()
    assert findings == [], findings
    filler.unlink()
    project.run(titled(project, f"title {n}.9"))
    return steps


def main() -> None:
    if sys.argv[1:2] == ["--work"]:
        work(Path(sys.argv[2]), sys.argv[3])
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ[STATE_VARIABLE] = str(folder / "state")
        for moment in ("before", "after", "import"):
            steps = killed_often(folder, moment, times)
            print(
                f"killed {times} times, {moment}: {steps} steps reported as saved, none missing", flush=True
            )
        steps = on_a_small_disk("16m", lambda disk: filled_often(disk, times))
        if steps is None:
            print("full disk: not tried, this user may not mount one")
        else:
            print(f"disk filled {times} times: {steps} steps saved on it, none missing, all verified")


if __name__ == "__main__":
    main()

"""Words erased for good, killed and starved of disk in the middle.

python -m benchmarks.erasing [times]
"""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks.handing_over import nothing_left, state_in
from benchmarks.kill import imported, titled
from benchmarks.ordeals import AFTER, BEFORE, Ordeal, begun, undergo
from db import blobs, erasing
from db.place import identity
from db.project_file import Project
from db.step import Edit, Step, new_id
from db.words import Words

_HERE = "benchmarks.erasing"
_STEPS = 30
_BYTES = 2 * 1024 * 1024
_WORDS, _STAYS = "words that must go", "words that stay"


def _project(folder: Path) -> Project:
    return Project.open(folder / "mine.tickmark", identity("Maren Colby"))


def made(folder: Path) -> None:
    """``mine`` with titles that must go, others that stay, and a file that must go."""
    with state_in(folder):
        path = folder / "mine.tickmark"
        with Project.create(path, identity("Maren Colby")) as project, project.together():
            for n in range(_STEPS):
                project.run(titled(project, f"{_STAYS if n % 2 else _WORDS} {n}"))
            data = random.randbytes(_BYTES)
            project.run(imported(project, data))
            folder.joinpath("goes").write_bytes(data[1000:2000])
            folder.joinpath("sha").write_text(blobs.sha_of(data))


def erased(folder: Path) -> None:
    with state_in(folder), _project(folder) as project:
        rows = project.conn.execute("SELECT hash FROM value WHERE data LIKE ?", (f"{_WORDS}%",)).fetchall()
        words = sorted(bytes(key).hex() for (key,) in rows)
        sha = folder.joinpath("sha").read_text()
        begun()
        if not words:
            return
        erasure = new_id("erasure")
        edits = (
            Edit(erasure, "exists", True),
            Edit(erasure, "of", {"words": words, "files": [sha]}),
            Edit(erasure, "reason", Words("a legal duty")),
        )
        project.run(Step("erase", edits, project.revision, focus=erasure, gone=(*words, sha)))


def looked_at(folder: Path) -> str:
    """As before, or without the words and the file, whole, and with nothing of them beside it."""
    with state_in(folder), _project(folder) as project:
        assert project.verify() == [], project.verify()
        known = erasing.erasures(project.conn)
        titles = {data for (data,) in project.conn.execute("SELECT data FROM value WHERE data IS NOT NULL")}
    assert sum(title.startswith(_STAYS) for title in titles) == _STEPS // 2
    nothing_left(folder)
    goes = folder.joinpath("goes").read_bytes()
    files = [file for file in folder.rglob("*") if file.is_file() and file.name not in ("goes", "sha")]
    said = [_WORDS.encode() in file.read_bytes() or goes in file.read_bytes() for file in files]
    assert any(said) == (not known), "between"
    return AFTER if known else BEFORE


ORDEALS = (Ordeal("an erasure", made, f"{_HERE}:erased", looked_at),)


if __name__ == "__main__":
    undergo(ORDEALS)

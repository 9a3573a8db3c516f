"""Files kept in a project: whole or not at all, unchanged, and never in memory as one."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.kill import on_a_small_disk
from db.blobs import sha_of
from db.errors import BadBody, KnownError, Stopped
from db.keeping import PART, Kept
from db.place import identity
from db.project_file import Project
from db.schema import CHUNK
from db.step import Edit, Step, new_id
from db.words import Words
from tests.db.conftest import Desk


def some_bytes(size: int) -> bytes:
    return random.Random(size).randbytes(size)


def made(folder: Path, size: int, name: str = "report.pdf") -> Path:
    path = folder / name
    path.write_bytes(some_bytes(size))
    return path


def kept_as_source(project: Project, kept: Kept, name: str = "report.pdf") -> str:
    source = new_id("source")
    file = {
        "file": {"b": kept.sha},
        "name": Words(name),
        "size": kept.size,
        "media_type": "application/pdf",
        "at": 1_795_000_000_000,
        "origin": Words(f"/desk/{name}"),
        "modified": kept.modified,
    }
    edits = (
        Edit(source, "exists", True),
        Edit(source, "number", {"prefix": "S", "n": 1}),
        Edit(source, "file", file),
    )
    project.run(Step("source.add", edits, project.revision, kept=(kept,)))
    return source


def pieces_in(project: Project) -> int:
    return project.conn.execute("SELECT count(*) FROM blob_chunk").fetchone()[0]


@pytest.mark.parametrize("size", [1, CHUNK, CHUNK + 1, PART, PART + 1, 2 * PART + 3])
def test_what_is_kept_comes_out_as_it_went_in(desk: Desk, tmp_path: Path, size: int) -> None:
    path, project = made(tmp_path, size), desk.mine.project
    told: list[tuple[int, int]] = []
    kept = project.keep(path, lambda done, total: told.append((done, total)))
    kept_as_source(project, kept)
    assert (kept.sha, kept.size) == (sha_of(path.read_bytes()), size)
    assert kept.modified == path.stat().st_mtime_ns // 1_000_000
    assert told == sorted(told)
    assert told[-1] == (size, size)
    out = tmp_path / "copy.pdf"
    project.copy_out(kept.sha, out)
    assert out.read_bytes() == path.read_bytes()
    assert sorted(file.name for file in tmp_path.glob("*.p*")) == ["copy.pdf", "report.pdf"]
    assert project.verify() == []


def test_the_same_bytes_are_kept_once(desk: Desk, tmp_path: Path) -> None:
    project = desk.mine.project
    kept_as_source(project, project.keep(made(tmp_path, 3 * CHUNK)))
    before = pieces_in(project)
    again = project.keep(made(tmp_path, 3 * CHUNK, "other name.pdf"))
    kept_as_source(project, again)
    assert pieces_in(project) == before


def _appended(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def _rewritten(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    with path.open("r+b") as file:
        file.write(data)
    os.utime(path, ns=(0, 1))


def _replaced(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    other.replace(path)


def _shortened(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(CHUNK)


def _vanished(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("happens", [_appended, _rewritten, _replaced, _shortened, _vanished])
@pytest.mark.parametrize("after", [1, 4])
def test_a_file_that_changes_while_it_is_read_is_refused_and_nothing_is_left(
    desk: Desk, tmp_path: Path, happens: Callable[[Path], None], after: int
) -> None:
    path, project = made(tmp_path, 2 * PART + CHUNK), desk.mine.project
    before, pieces, size = project.fingerprint, pieces_in(project), desk.mine.path.stat().st_size
    parts = project.keeping(path)
    for _ in range(after):
        next(parts)
    happens(path)
    with pytest.raises(KnownError, match=r"changed while it was read|cannot be read"):
        list(parts)
    assert (project.fingerprint, pieces_in(project)) == (before, pieces)
    assert desk.mine.path.stat().st_size <= size + PART
    assert project.verify() == []


def test_what_cannot_be_taken_is_refused_with_a_sentence(desk: Desk, tmp_path: Path) -> None:
    project = desk.mine.project
    folder, empty, pipe = tmp_path / "folder", tmp_path / "empty", tmp_path / "pipe"
    folder.mkdir()
    empty.touch()
    cases = {folder: "is a folder", empty: "is empty", tmp_path / "gone": "cannot be read"}
    cases[Path("\0")] = "cannot be read"
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
        cases[pipe] = "no file of bytes"
    for path, said in cases.items():
        with pytest.raises(KnownError, match=said):
            project.keep(path)
    with pytest.raises(KnownError, match="larger than 1 MB"):
        project.keep(made(tmp_path, CHUNK + 1), limit=CHUNK)


def test_a_name_that_would_act_on_a_terminal_is_harmless_in_the_sentence(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(KnownError) as raised:
        desk.mine.project.keep(tmp_path / "\x1b[31mred\n.pdf")
    assert str(raised.value).isprintable()


def test_stopping_half_way_leaves_nothing_and_gives_the_room_back(desk: Desk, tmp_path: Path) -> None:
    project, size = desk.mine.project, desk.mine.path.stat().st_size
    pieces = pieces_in(project)
    path = made(tmp_path, 3 * PART)
    with pytest.raises(Stopped):
        project.keep(path, cancelled=lambda: pieces_in(project) > pieces + 5)
    assert pieces_in(project) == pieces
    assert desk.mine.path.stat().st_size < size + PART


def test_bytes_no_step_came_to_refer_to_are_gone_when_the_project_is_opened_again(
    desk: Desk, tmp_path: Path
) -> None:
    project = desk.mine.project
    pieces = pieces_in(project)
    kept = project.keep(made(tmp_path, PART))
    assert pieces_in(project) > pieces
    desk.mine.close()
    again = desk.mine.project
    assert pieces_in(again) == pieces
    with pytest.raises(KnownError, match="add it again"):
        kept_as_source(again, kept)


def test_a_damaged_file_is_told_by_its_sources_number_and_not_copied_out(desk: Desk, tmp_path: Path) -> None:
    project = desk.mine.project
    kept = project.keep(made(tmp_path, 2 * CHUNK))
    kept_as_source(project, kept)
    project.conn.execute(
        "UPDATE blob_chunk SET data = zeroblob(1048576) WHERE sha = ? AND n = 1", (bytes.fromhex(kept.sha),)
    )
    (finding,) = project.verify()
    assert (finding.code, finding.about, finding.where) == ("bytes", kept.sha, "S1 report.pdf")
    out = tmp_path / "copy.pdf"
    out.write_bytes(b"what was there")
    with pytest.raises(BadBody, match="damaged"):
        project.copy_out(kept.sha, out)
    assert out.read_bytes() == b"what was there"
    with pytest.raises(KnownError, match="withheld"):
        project.copy_out("0" * 64, out)
    with pytest.raises(KnownError, match="could not be written"):
        project.copy_out(kept.sha, tmp_path / "nowhere" / "copy.pdf")


def test_a_merge_brings_large_files_and_a_damaged_one_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    colleague = desk.colleague()
    kept = colleague.project.keep(made(tmp_path, 2 * PART + 5))
    kept_as_source(colleague.project, kept)
    conn, damage = colleague.project.conn, "UPDATE blob_chunk SET data = zeroblob(5) WHERE sha = ? AND n = 8"
    whole = conn.execute("SELECT data FROM blob_chunk WHERE n = 8").fetchone()[0]
    conn.execute(damage, (bytes.fromhex(kept.sha),))
    pieces = pieces_in(desk.mine.project)
    with pytest.raises(BadBody, match="not the one that was added"):
        desk.mine.merge(colleague)
    assert pieces_in(desk.mine.project) == pieces
    colleague.project.conn.execute("UPDATE blob_chunk SET data = ? WHERE n = 8", (whole,))
    assert desk.mine.merge(colleague) > 0
    assert desk.mine.project.blob(kept.sha) == some_bytes(2 * PART + 5)
    assert desk.mine.project.verify() == []


def test_a_disk_that_fills_up_half_way_leaves_the_project_as_it_was() -> None:
    def use(disk: Path) -> int:
        with Project.create(disk / "small.tickmark", identity()) as project:
            before = project.fingerprint
            path = made(disk, 6 * CHUNK, "six.bin")
            filler = disk / "filler"
            parts = project.keeping(path)
            next(parts)
            next(parts)
            next(parts)
            free = os.statvfs(disk)
            filler.write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - 256 * 1024)))
            with pytest.raises(KnownError, match="disk is full"):
                list(parts)
            assert project.fingerprint == before
            assert pieces_in(project) == 0
            with pytest.raises(KnownError, match="no room"):
                project.keep(path)
            filler.unlink()
            kept_as_source(project, project.keep(path))
            assert project.verify() == []
        return 0

    if on_a_small_disk("32m", use) is None:
        pytest.skip("this user may not mount a small disk")

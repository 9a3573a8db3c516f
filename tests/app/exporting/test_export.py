"""From a sheet to a file: whole or not there."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.exporting.csv_rows import csv_bytes
from app.exporting.export import UnknownFormat, export_project, start_export
from app.jobs.job import JobState
from app.jobs.output_file import CannotWrite, write_durably
from db.errors import KnownError
from tests.app.exporting import material


@pytest.mark.parametrize(("name", "start"), [("sheet.pdf", b"%PDF-"), ("sheet.CSV", b"\xef\xbb\xbf")])
def test_a_sheet_is_written_and_nothing_else_is_left(name: str, start: bytes, tmp_path: Path) -> None:
    written = export_project(material.rich_sheet(), tmp_path / name)
    content = Path(written.file).read_bytes()
    assert content.startswith(start)
    assert written.size == len(content)
    assert os.listdir(tmp_path) == [name]  # noqa: PTH208


def test_an_unknown_ending_lists_what_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match=r"\.pdf and \.csv"):
        export_project(material.rich_sheet(), tmp_path / "sheet.docx")
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="is not there"):
        export_project(material.rich_sheet(), tmp_path / "no" / "sheet.csv")
    assert not list(tmp_path.iterdir())


def test_a_folder_in_the_way_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "sheet.csv").mkdir()
    with pytest.raises(CannotWrite, match="a folder of that name"):
        export_project(material.rich_sheet(), tmp_path / "sheet.csv")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_told_in_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(KnownError, match="nothing may be written"):
            export_project(material.rich_sheet(), tmp_path / "sheet.csv")
    finally:
        tmp_path.chmod(0o755)


def test_a_file_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "sheet.csv"
    target.write_text("what was there before")
    # A limit on the size of files, inherited by the child, fails the write half-way as a full disk does.
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "from pathlib import Path\n"
        "from app.exporting.export import export_project\n"
        "from db.errors import KnownError\n"
        "from tests.app.exporting import material\n"
        "if __name__ == '__main__':\n"
        "    try: export_project(material.rich_sheet(), Path(sys.argv[1]))\n"
        "    except KnownError as error: print(error); sys.exit(2)\n"
    )
    main = tmp_path / "main.py"
    main.write_text(script)
    root = Path(__file__).parents[3]
    ran = subprocess.run(
        [sys.executable, main, target],
        env=os.environ | {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 2, ran.stderr
    assert "was not written" in ran.stdout
    assert target.read_text() == "what was there before"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["main.py", "sheet.csv"]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 2000


def test_a_cancelled_export_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    target.write_text("what was there before")
    job = start_export(material.many_claims(120), target)
    job.cancel()
    with pytest.raises(KnownError, match="Cancelled"):
        job.wait(60)
    assert job.state is JobState.CANCELLED
    assert target.read_text() == "what was there before"
    assert [p.name for p in tmp_path.iterdir()] == ["sheet.pdf"]


def test_the_same_sheet_gives_the_same_file(tmp_path: Path) -> None:
    data = replace(material.rich_sheet(), revision=42)
    export_project(data, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == csv_bytes(data)


def test_bytes_are_written_whole(tmp_path: Path) -> None:
    write_durably(tmp_path / "x", b"abc")
    assert (tmp_path / "x").read_bytes() == b"abc"

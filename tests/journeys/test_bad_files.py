"""Files that cannot be taken or shown: one sentence each, what can be taken comes, and work goes on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.settings import change_settings
from benchmarks.kill import on_a_small_disk
from db.records import SourceRecord
from tests.hostile_files import LIMIT_MB, kept_files, refused_files
from tests.journeys.window import Worked

ARTICLE = "The harbour bridge\n\nThe bridge is 240 metres long and opened in 1931.\n"
TOLD = {
    "locked.pdf": "protected with a password",
    "torn.pdf": "damaged",
    "vast.png": "60,000 × 60,000 pixels",
    "nested.html": "nested deeper than any page is",
    "drawing.svg": "SVG drawings can load things",
    "old.doc": "Old Office files",
    "phone.heic": "HEIC pictures are not read",
    "bomb.docx": "unpacks to far more",
    "bomb.xlsx": "unpacks to far more",
}
"""What is said in the place of those that cannot be shown."""


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Worked]:
    article = tmp_path / "bridge.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "bridge.tickmark")
    worked.import_article(article)
    yield worked
    if worked.desk.session is not None:
        worked.close()


def add(worked: Worked, *paths: Path) -> None:
    worked.window.library.add_source_files([str(path) for path in paths])


def words(worked: Worked) -> str:
    return worked.window.notices.banner.words


def test_of_a_folder_of_bad_files_those_refused_are_told_and_the_others_come_and_are_told_of_when_opened(
    worked: Worked, tmp_path: Path
) -> None:
    change_settings(lambda settings: settings.with_source_limit(LIMIT_MB))
    bad = tmp_path / "bad"
    bad.mkdir()
    refused, kept = refused_files(bad), kept_files(bad)
    add(worked, *refused, *kept)
    worked.until(lambda: len(worked.desk.sources) == len(kept))
    worked.saved()
    assert f"{len(refused)} files could not be added" in words(worked)
    assert words(worked).replace("\n", "").isprintable()
    for path in refused[:4]:
        assert path.name in words(worked)

    found = {one.title: one for one in worked.desk.sources.values()}
    assert all(title.isprintable() and "/" not in title and "\\" not in title for title in found)
    viewer = worked.window.viewer
    for name, said in TOLD.items():
        viewer.open(found[name].id)
        instead = viewer.viewer.instead
        worked.until(lambda said=said, instead=instead: said in instead.words)
        assert instead.words.isprintable()
        assert viewer.viewer.body is None
    _work_goes_on(worked, found["locked.pdf"])


def _work_goes_on(worked: Worked, source: SourceRecord) -> None:
    """What cannot be shown can be cited all the same, and the file is sound."""
    worked.press("Escape")
    worked.focus_article()
    worked.press("J", "J", "H")
    worked.until(lambda: worked.desk.claim is not None)
    worked.saved()
    worked.press("E")
    finder = worked.window.claims.inspector.page.evidence.finder
    worked.until(finder.line.hasFocus)
    worked.type(source.number)
    worked.press("Return", "Return")
    worked.until(lambda: any(worked.desk.evidence.values()))
    worked.saved()
    session = worked.desk.session
    assert session is not None
    findings: list[object] = []
    session.read(lambda project: project.verify(), lambda found, _revision: findings.append(found))
    worked.until(lambda: bool(findings))
    assert findings == [[]]


def test_a_file_that_grows_while_it_is_read_is_told_by_name_and_the_one_behind_it_comes(
    worked: Worked, tmp_path: Path
) -> None:
    growing, still = tmp_path / "download.bin", tmp_path / "still.txt"
    with growing.open("wb") as file:
        # A hole: quick to make, and many parts to read.
        file.truncate(160 * 2**20)
    still.write_text("The bridge is 240 metres long.", encoding="utf-8")
    session = worked.desk.session
    assert session is not None
    grown: list[int] = []

    def grow(done: int, _total: int) -> None:
        if not grown:
            grown.append(done)
            os.truncate(growing, 170 * 2**20)

    session.working.connect(grow)
    add(worked, growing, still)
    worked.until(lambda: len(worked.desk.sources) == 1)
    worked.saved()
    assert [one.title for one in worked.desk.sources.values()] == ["still.txt"]
    assert "download.bin changed while it was read" in words(worked)


def test_a_disk_with_room_for_one_file_takes_it_tells_of_the_other_and_takes_that_later(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    def use(disk: Path) -> int:
        worked = Worked(qtbot, qapp)
        worked.make(disk / "small.tickmark")
        for name, size in (("small.bin", 2), ("large.bin", 40)):
            (tmp_path / name).write_bytes(os.urandom(size * 2**20))
        filler = disk / "filler"
        filler.write_bytes(bytes(24 * 2**20))
        add(worked, tmp_path / "large.bin", tmp_path / "small.bin")
        worked.until(lambda: len(worked.desk.sources) == 1)
        worked.saved()
        assert "no room" in words(worked)
        assert "large.bin" in words(worked)
        filler.unlink()
        add(worked, tmp_path / "large.bin")
        worked.until(lambda: len(worked.desk.sources) == 2)
        worked.close()
        return 0

    if on_a_small_disk("64m", use) is None:
        pytest.skip("this user may not mount a small disk")

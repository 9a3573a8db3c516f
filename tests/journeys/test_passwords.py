"""A project is protected, opened, and its password removed, all in the window."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.commands import articles
from app.importing.read import read_pasted
from app.panels import passwords, project_making
from app.panels.shared_folder import SharedFolderPanel
from app.settings import read_settings
from db import sealing
from db.place import cache_folder, identity, state_folder
from db.project_file import Project
from db.sealing import Password
from tests.journeys.window import Worked
from widgets.password_dialog import AskPassword, SetPassword

WORDS = "Boats come in at dawn"
PATIENCE_MS = 60_000
Sheet = TypeVar("Sheet", AskPassword, SetPassword)


def _sheet(worked: Worked, kind: type[Sheet]) -> Sheet:
    return next(one for one in worked.window.findChildren(kind) if one.isVisible())


def test_a_password_is_set_asked_for_and_removed(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "_ROUNDS", 4)
    path = tmp_path / "Quay.tickmark"
    worked = Worked(qtbot, qapp)
    worked.make(path)
    window = worked.window

    window.passwords.choose()
    sheet = _sheet(worked, SetPassword)
    assert sheet.remove.isHidden()
    sheet.go.click()
    assert "empty" in sheet.wrong.text()
    sheet.first.setText("sésame")
    sheet.again.setText("sesame")
    sheet.go.click()
    assert "not the same" in sheet.wrong.text()
    sheet.again.setText("sésame")
    with qtbot.waitSignal(window.projects.shown):
        sheet.go.click()
    assert sealing.is_sealed(path)
    assert window.windowTitle().endswith("(protected)")
    assert "protected" in window.notices.banner.words
    (recent,) = read_settings().recent
    qtbot.waitUntil(lambda: read_settings().recent[0].protected)
    assert recent.path == str(path)

    assert window.projects.close()
    window.projects.open(path)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(AskPassword)))
    ask = _sheet(worked, AskPassword)
    ask.field.setText("wrong")
    ask.go.click()
    qtbot.waitUntil(lambda: any(o.isVisible() and o is not ask for o in window.findChildren(AskPassword)))
    ask = _sheet(worked, AskPassword)
    assert "does not open" in ask.wrong.text()
    assert ask.field.text() == ""
    ask.field.setText("sésame")
    with qtbot.waitSignal(window.projects.shown):
        ask.go.click()

    _works_and_leaves_no_words(worked, qtbot, tmp_path)

    window.passwords.choose()
    with qtbot.waitSignal(window.projects.shown):
        _sheet(worked, SetPassword).remove.click()
    assert not sealing.is_sealed(path)
    assert "protected" not in window.windowTitle()


def test_while_a_password_is_set_it_is_told_how_far_that_is_and_it_can_be_left(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "_ROUNDS", 4)
    monkeypatch.setattr(project_making, "_TELL_EVERY_S", 0)
    path = tmp_path / "Quay.tickmark"
    Project.create(path, identity()).close()
    worked = Worked(qtbot, qapp)
    told: list[int] = []

    def leave(done: int, _total: int) -> None:
        told.append(done)
        keys.stop()

    keys = passwords.Keys(path, None, Password("tern"), "Writing {0}: {1} %.")
    window, banner = worked.window, worked.window.notices.banner
    window.passwords.rewriting.tell(keys, 300, 1000)
    keys.told = leave
    assert "30 %" in banner.words
    with qtbot.waitSignal(window.projects.shown, timeout=PATIENCE_MS):
        window.projects.open_under(keys, lambda: None)
    qtbot.waitUntil(lambda: "stopped" in banner.words, timeout=PATIENCE_MS)
    assert told
    assert not sealing.is_sealed(path)


def test_a_colleagues_protected_copy_is_asked_for_and_read(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, copy = tmp_path / "Quay.tickmark", tmp_path / "hers.tickmark"
    Project.create(path, identity()).close()
    shutil.copyfile(path, copy)
    with Project.open(copy, identity("Ilse Marrant")) as hers:
        hers.protect(Password("her own"))
    worked = Worked(qtbot, qapp)
    worked.open(path)
    merging = worked.window.merging
    notice = worked.window.notices.banner
    told: list[str] = []
    merging.told.connect(told.append)
    for typed in ("wrong", "her own"):
        merging.look_at([copy])
        qtbot.waitUntil(
            lambda: any(one.isVisible() for one in worked.window.findChildren(AskPassword)),
            timeout=PATIENCE_MS,
        )
        ask = _sheet(worked, AskPassword)
        assert ask.remember.isHidden()
        ask.field.setText(typed)
        ask.go.click()
        if typed == "wrong":
            qtbot.waitUntil(lambda: "does not open" in notice.words, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: any("Nothing new" in one for one in told), timeout=PATIENCE_MS)
    merging.page.leave_button.click()

    # Lying in a shared folder, its password is asked for there, and not again for merging it.
    there = tmp_path / "synced"
    there.mkdir()
    with Project.open(copy, identity("Ilse Marrant"), password=Password("her own")) as hers:
        hers.run(articles.add(hers, read_pasted("Boats come in.")))
    shutil.move(copy, there / copy.name)
    shared = worked.window.handing.folder
    shared.use(there)
    for typed, then in (("wrong", "try again"), ("her own", "Ilse Marrant; the last")):
        qtbot.waitUntil(lambda: shared.active and "password" in _rows(shared), timeout=PATIENCE_MS)
        shared.page.list.stand_at(str(there / copy.name))
        shared.page.go_button.click()
        ask = _sheet(worked, AskPassword)
        ask.field.setText(typed)
        ask.go.click()
        qtbot.waitUntil(lambda then=then: then in _rows(shared), timeout=PATIENCE_MS)
    shared.page.list.stand_at(str(there / copy.name))
    shared.page.go_button.click()
    qtbot.waitUntil(lambda: merging.active, timeout=PATIENCE_MS)
    assert "What merging" in merging.page.title.text()


def _rows(shared: SharedFolderPanel) -> str:
    return " ".join(row.spoken for row in shared.page.list.rows)


def _works_and_leaves_no_words(worked: Worked, qtbot: QtBot, folder: Path) -> None:
    """A source is read, indexed and found while the project is protected."""
    window, outside = worked.window, folder / "counts.txt"
    outside.write_text(f"{WORDS}, and a cormorant.\n", "utf-8")
    window.library.add_source_files([str(outside)])
    worked.until(lambda: bool(worked.desk.sources))
    with qtbot.waitSignal(window.quotes.settled, timeout=PATIENCE_MS):
        pass
    found: list[str] = []
    window.searching.begin()
    qtbot.waitUntil(lambda: window.searching.done == 1, timeout=PATIENCE_MS)
    window.searching.ask("a test", "cormorant", lambda hits: found.extend(hit.kind for hit in hits))
    worked.until(lambda: bool(found))
    assert "text" in found
    outside.unlink()
    files = [file for top in (folder, state_folder(), cache_folder()) for file in top.rglob("*")]
    assert [file for file in files if file.is_file() and WORDS.encode() in file.read_bytes()] == []
    assert not list((cache_folder() / "texts").glob("*"))

"""A project is protected, opened, and its password removed, all in the window."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.settings import read_settings
from db import sealing
from tests.journeys.window import Worked
from widgets.password_dialog import AskPassword, SetPassword

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

    window.passwords.choose()
    with qtbot.waitSignal(window.projects.shown):
        _sheet(worked, SetPassword).remove.click()
    assert not sealing.is_sealed(path)
    assert "protected" not in window.windowTitle()

"""One page fetched from the window, on a click, and only where that was allowed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cli import run
from app.settings import read_settings
from tests.app.test_capture import BODY, Server, whole
from tests.journeys.window import Worked


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication, server: Server, tmp_path: Path) -> Iterator[Worked]:
    project = tmp_path / "work.tickmark"
    assert run(["new", str(project)]) == 0
    assert run(["add", "--url", f"{server.at}/", str(project)]) == 0
    assert run(["add", "--url", f"{server.at}/gone", str(project)]) == 0
    worked = Worked(qtbot, qapp)
    worked.open(project)
    worked.until(lambda: len(worked.desk.sources) == 2)
    yield worked
    worked.close()


def test_a_page_is_fetched_on_a_click_once_it_is_allowed_and_never_before(
    worked: Worked, server: Server
) -> None:
    capturing = worked.window.library.capturing
    first, gone = worked.desk.sources.values()
    worked.window.library.show_source(first.id)
    assert not read_settings().capture
    capturing.capture()
    assert "off" in capturing.why_not()
    capturing.turn()
    assert (capturing.why_not(), server.asked) == ("", [])
    capturing.capture()
    worked.until(lambda: bool(worked.desk.sources[first.id].sha))
    kept = worked.desk.sources[first.id]
    assert (kept.size, kept.link_only, kept.url) == (len(BODY), False, f"{server.at}/")
    assert kept.capture
    assert (kept.capture.status, len(server.asked)) == (200, 1)
    worked.window.library.show_source(gone.id)
    capturing.capture()
    worked.until(lambda: "answered 404" in worked.window.notices.banner.words)
    assert not worked.desk.sources[gone.id].sha


def test_closing_while_a_page_is_fetched_keeps_nothing(worked: Worked, server: Server) -> None:
    server.says["/"] = whole(b"x", length=99)
    capturing = worked.window.library.capturing
    worked.window.library.show_source(next(iter(worked.desk.sources)))
    capturing.turn()
    capturing.capture()
    capturing.cancel()
    worked.until(lambda: not capturing.why_not())
    assert not any(source.sha for source in worked.desk.sources.values())

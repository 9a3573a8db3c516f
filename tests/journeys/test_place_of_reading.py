"""Where a person stood is where they stand again: after another article, and after another start."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.panels.desk import Desk
from app.panels.reading import ReadingPanel
from tests.journeys.window import Worked
from widgets.gallery.samples import text_of

LINES = "\n\n".join(
    f"Paragraph {n} says that the harbour board paid {n} crowns for rope." for n in range(200)
)


def do(worked: Worked, command: str) -> None:
    """Do what that line of the menus does."""
    menus = worked.window.menus
    menus.do(next(entry for entry in menus.commands if entry.id == command))


def test_place_claim_and_window_are_as_they_were_left(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    for name, words in (("one", LINES), ("two", LINES.replace("rope", "tar"))):
        (tmp_path / f"{name}.txt").write_text(words, "utf-8")
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "p.tickmark")
    worked.import_article(tmp_path / "one.txt")
    first = worked.desk.article
    assert first is not None
    view = worked.window.reading.view
    worked.focus_article()
    view.go_to(LINES.index("Paragraph 150"))
    worked.press("H")
    worked.saved()
    claim = worked.claim.id
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 40)
    top, cursor = view.left_at()

    worked.import_article(tmp_path / "two.txt")
    worked.until(lambda: worked.desk.article is not None and worked.desk.article.id != first.id)
    assert view.left_at()[1] == 0
    worked.desk.open_article(first.id)
    worked.until(lambda: worked.desk.article is not None and worked.desk.article.id == first.id)
    assert view.position() == cursor
    assert worked.desk.claim == claim

    view.set_zoom(1.25)
    do(worked, "view.leading.wide")
    do(worked, "view.numbers")
    do(worked, "view.last_column")
    worked.window.resize(1000, 640)
    worked.close()

    again = Worked(qtbot, qapp)
    assert again.window.height() == 640
    again.open(tmp_path / "p.tickmark")
    view = again.window.reading.view
    again.until(lambda: again.desk.claim == claim)
    assert view.position() == cursor
    seen = view.visible_offsets()
    assert seen.start - 200 < top < seen.end
    assert (view.zoom, view.lettering.leading, view.lettering.numbers) == (1.25, "wide", False)
    assert not again.window.claims.list.isVisible()
    again.close()


def test_nothing_takes_a_turn_of_the_window_before_a_long_text_is_shown_where_it_was_left(
    qtbot: QtBot,
) -> None:
    desk = Desk()
    view = ReadingPanel(desk).view
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    view.show_text(text_of([("paragraph", LINES[:5000].replace("\n", " "))] * 20, "long"))
    view.stand_at(90_000, 90_000)
    assert view.held
    held: list[bool] = []

    desk.in_own_turn(lambda: held.append(view.held))
    qtbot.waitUntil(lambda: bool(held), timeout=20_000)

    assert held == [False]
    assert view.visible_offsets().start <= 90_000 < view.visible_offsets().end

"""What is uncertain about a file is looked at before it is imported, with keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.journeys.window import Worked

DEBRIS = "[ad_1]\n\nFerry sold\n\nThe town sold it. It was old.\n\nSubscribe now\n\nSource link\n"


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Worked:
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "project.tickmark")
    return worked


def previewed(worked: Worked, *paths: Path) -> None:
    worked.window.library.import_files([str(path) for path in paths])
    worked.until(lambda: worked.window.previews.showing and not worked.window.imports.running)
    worked.until(worked.window.previews.page.text.hasFocus)


def test_what_is_set_aside_is_changed_and_the_article_imported_by_keys(
    worked: Worked, tmp_path: Path
) -> None:
    file = tmp_path / "ferry.txt"
    file.write_text(DEBRIS)
    previewed(worked, file)
    page = worked.window.previews.page
    assert not worked.desk.articles
    assert page.isVisible()
    assert not worked.window.reading.view.isVisible()

    worked.press("H")
    assert "Enter" in worked.window.status.message
    assert not worked.desk.claims

    # Something else may take the place meanwhile; when it goes the preview is there again.
    other = QWidget()
    worked.window._layout.put_in_middle(other)
    assert page.isHidden()
    worked.window._layout.put_in_middle(None)
    assert page.text.hasFocus()

    worked.press("J", "Space")
    assert "Source link" in page.text.article_text.text
    assert [one.aside for one in page.text.article_text.asides] == [True, False]
    page.text.go_to(page.text.article_text.text.index("Subscribe"))
    worked.press("Space")
    assert [one.reason for one in page.text.article_text.asides if one.aside] == ["ad-placeholder", "by-hand"]
    worked.press("Return")

    worked.until(lambda: worked.desk.article is not None and bool(worked.desk.sentences))
    text = worked.desk.text
    assert [text.text[s.start : s.end] for s in worked.desk.sentences] == [
        "Ferry sold",
        "The town sold it.",
        "It was old.",
        "Source link",
    ]
    worked.until(worked.window.reading.view.hasFocus)
    worked.close()


def test_a_wrong_encoding_is_chosen_anew_and_several_files_wait_their_turn(
    worked: Worked, tmp_path: Path
) -> None:
    russian, debris = tmp_path / "parom.txt", tmp_path / "ferry.txt"
    russian.write_bytes("Паром продан за рубль. Он сорок лет возил жителей города.\n".encode("koi8-r"))
    debris.write_text(DEBRIS)
    previewed(worked, russian, debris)
    page = worked.window.previews.page
    wrong = page.encoding.findData("cp1251") if page.encoding.currentData() != "cp1251" else 1
    page.encoding.setCurrentIndex(wrong)
    page.encoding.activated.emit(wrong)
    before = page.text.article_text.text
    worked.until(lambda: page.text.article_text.text != before)
    right = page.encoding.findData("koi8-r")
    page.encoding.setCurrentIndex(right)
    page.encoding.activated.emit(right)
    worked.until(lambda: page.text.article_text.text.startswith("Паром"))
    page.title.setCurrentText("Паром")
    page.fields["outlet"].setText("Гавань")
    page.setFocus()
    worked.press("Return")
    worked.until(lambda: len(worked.desk.articles) == 1)
    article = next(iter(worked.desk.articles.values()))
    assert (article.title, article.outlet, article.encoding) == ("Паром", "Гавань", "koi8-r")
    assert article.original_sha

    worked.until(page.isVisible)
    worked.press("Escape")
    worked.until(lambda: not worked.window.previews.showing)
    assert len(worked.desk.articles) == 1
    assert worked.window.reading.view.isVisible()
    worked.press("Ctrl+Z")
    worked.until(lambda: not worked.desk.articles)
    worked.close()


def test_where_the_first_of_several_files_does_not_come_in_the_next_is_shown(
    worked: Worked, tmp_path: Path
) -> None:
    empty, unwanted, wanted = (tmp_path / f"{name}.txt" for name in ("empty", "unwanted", "wanted"))
    empty.write_text("")
    unwanted.write_text(DEBRIS)
    wanted.write_text(DEBRIS.replace("Ferry", "Boat"))
    previewed(worked, empty, unwanted, wanted)
    worked.press("Escape")
    worked.until(lambda: "Boat" in worked.window.previews.page.text.article_text.text)
    worked.press("Return")
    worked.until(lambda: worked.desk.article is not None and bool(worked.desk.sentences))
    assert "Boat sold" in worked.desk.text.text
    worked.until(worked.window.reading.view.isVisible)
    worked.close()

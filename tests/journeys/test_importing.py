"""Files and the clipboard become articles while the window stays live."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.journeys.window import Worked

PAGE = """<html lang="en"><head><title>Ferry sold for a pound – The Harbour</title>
<meta property="og:site_name" content="The Harbour"><meta name="author" content="Anna Writer">
<meta property="article:published_time" content="2026-03-01T10:00:00Z"></head><body>
<nav><ul><li><a href="/a">Home</a></li><li><a href="/b">Sports news and results</a></li></ul></nav>
<article><h1>Ferry sold for a pound</h1>
<p>The council of the harbour town sold its only ferry on Monday to a company from the other shore.</p>
<p>It had carried the people of the town for forty years, the mayor said, and never missed a winter.</p>
<h2>What the company plans</h2>
<p>The company wants to sail it twice a day from the spring on, and to charge four pounds for a crossing.</p>
</article></body></html>"""


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Worked:
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "project.tickmark")
    return worked


def test_a_page_and_a_text_come_in_one_after_the_other_and_a_bad_file_is_told(
    worked: Worked, tmp_path: Path
) -> None:
    page, bad, text = tmp_path / "page.html", tmp_path / "book.epub", tmp_path / "note.txt"
    page.write_text(PAGE)
    bad.write_bytes(b"PK\x03\x04 torn")
    text.write_text("A note\n\nThe ferry came late.\n")
    worked.window.library.import_files([str(page), str(bad), str(text)])
    assert worked.window.status.job.words == "Reading page.html 0/3"
    worked.until(lambda: len(worked.desk.articles) == 2 and not worked.window.imports.running)
    worked.until(lambda: worked.desk.article is not None)
    article = worked.desk.article
    assert article is not None
    assert (article.title, article.outlet, article.byline, article.published, article.language) == (
        "Ferry sold for a pound",
        "The Harbour",
        "Anna Writer",
        "2026-03-01",
        "en",
    )
    assert worked.window.status.job.isHidden()
    worked.close()


def test_cancel_reads_no_more_and_leaves_nothing(worked: Worked, tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.html" for name in "abc"]
    for path in paths:
        path.write_text(PAGE)
    worked.window.library.import_files([str(path) for path in paths])
    cancel = worked.window.status.job.findChild(QPushButton)
    assert cancel is not None
    cancel.click()
    worked.until(lambda: not worked.window.imports.running)
    assert not worked.desk.articles
    assert worked.window.status.job.isHidden()
    worked.close()


def test_a_clipboard_with_structure_keeps_it(worked: Worked) -> None:
    clip = QMimeData()
    clip.setHtml("<h2>Ferry sold</h2><p>The council <b>sold</b> it.</p><ol><li>One.</li></ol>")
    clip.setText("Ferry sold\n\nThe council sold it.\n\nOne.")
    QGuiApplication.clipboard().setMimeData(clip)
    worked.window.library.paste_article()
    worked.until(lambda: worked.desk.article is not None and bool(worked.desk.sentences))
    article = worked.desk.article
    assert article is not None
    assert article.title == "Ferry sold"
    worked.close()

"""What a start loads: only what the first window needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.commands import articles, claims
from app.importing.read import read_pasted
from db import queries
from db.place import identity
from db.project_file import Project

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "app.exporting.sheet_data",
    "PySide6.QtNetwork",
    "PySide6.QtTest",
    "asyncio",
    "charset_normalizer",
    "hypothesis",
    "keyring",
    "markdown_it",
    "multiprocessing",
    "pytest",
    "sqlite_utils",
    "ssl",
    "typst",
}
# What the first window has no part of; most of it is read when a person first asks for it.
WAITING = {
    "app.command_line",
    "app.commands.articles",
    "app.commands.checks",
    "app.commands.claims",
    "app.headless",
    "app.importing.article",
    "app.importing.formats",
    "app.panels.conflicts",
    "app.panels.fact_menu",
    "app.panels.merging",
    "app.panels.page",
    "app.panels.remark_wishes",
    "app.panels.review_read",
    "app.text.clauses",
    "app.text.comparing",
    "argparse",
    "db.records.checks",
    "db.records.page_text",
    "db.records.viewing",
    "difflib",
    "widgets.article_details",
    "widgets.author_notes.page",
    "widgets.comparing.page",
    "widgets.corrections.page",
    "widgets.fact_list",
    "widgets.importing.preview_page",
    "widgets.inspector.claim_page",
    "widgets.inspector.folds",
    "widgets.inspector.quote_check",
    "widgets.pages.listed",
    "widgets.merging.rows",
    "widgets.older_draft",
    "widgets.quotations.page",
    "widgets.remarks.page",
    "widgets.remarks.wishes",
    "widgets.review.page",
    "widgets.searching.found_list",
    "widgets.source_details",
    "widgets.source_picker",
    "widgets.tick_bar",
    "widgets.verifying.page",
}
# What is read when a project is opened: by the project's thread, not before the first window.
OF_A_PROJECT = {"db.alignment", "db.log", "db.project_file", "db.queries", "hashlib", "sqlite3"}
OURS = ("app", "db", "resources", "widgets")
MOST_OF_OURS, MOST_ONCE_MADE = 69, 235
"""So many modules of ours may be loaded for the first window, and once all is made that waits for it; some
take a millisecond each, a small one a quarter."""
START = """
import gc, json, linecache, sys
from pathlib import Path
from app.__main__ import main

PARSER = "shibokensupport.signature.parser"

def modules_of_the_first_window():
    from app import window_start

    class Program(window_start.QApplication):
        def exec(self):
            window = next(w for w in self.topLevelWidgets() if isinstance(w, window_start.MainWindow))
            built = sorted(sys.modules)
            assert window.menus
            print(json.dumps({"built": built, "made": sorted(sys.modules)}))
            window.close()
            return 0

    window_start.QApplication = Program

def modules_once_the_article_is_shown():
    from app import window_start
    from PySide6.QtCore import QTimer

    class Program(window_start.QApplication):
        def exec(self):
            window = next(w for w in self.topLevelWidgets() if isinstance(w, window_start.MainWindow))
            before = {"made": "top" in vars(window), "frozen": gc.get_freeze_count() > 0}
            built = sorted(sys.modules)
            timer = QTimer(interval=10)
            made = []
            window.when_made(lambda: made.append(True))
            # What reads the article for claims in a child of its own comes after them.
            loaded = []
            timer.timeout.connect(lambda: window.desk.claims and not loaded and loaded.extend(sys.modules))
            timer.timeout.connect(lambda: loaded and made and self.exit())
            timer.start()
            super().exec()
            shown = len(window.desk.claims)
            window.close()
            sources = [name for name in linecache.cache if "widgets" in name or "panels" in name]
            found = {"before": before, "built": built, "made": "menus" in vars(window)}
            found["frozen"] = gc.get_freeze_count() > 10_000
            found["searched by itself"] = gc.isenabled()
            found |= {"shown": shown, "loaded": sorted(loaded), "sources read": sources}
            found["readable before"] = "_resolve_type" in vars(sys.modules[PARSER])
            try:
                window.move("here")
            except TypeError as error:
                found["told"] = str(error)
            print(json.dumps(found))
            return 0

    window_start.QApplication = Program

(modules_once_the_article_is_shown if sys.argv[1:] else modules_of_the_first_window)()
sys.exit(main())
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one claim, closed in good order."""
    path = tmp_path / "ferry.tickmark"
    with Project.create(path, identity()) as made:
        made.run(articles.add(made, read_pasted("The ferry cost 4.2 million. It was cold.")))
        article = queries.articles(made.conn)[0]
        made.run(claims.mark(made, article=article.id, draft=article.draft, start=4, end=26))
    return path


def test_a_window_on_a_project_loads_nothing_heavy_and_reads_no_sources(project: Path) -> None:
    found = _started(project)

    assert found["shown"] == 1
    assert HEAVY & set(found["loaded"]) == set()
    assert found["sources read"] == []
    # What PySide describes its functions with is not read before an error asks for it, and then tells all.
    assert found["readable before"] is False
    assert "QWidget.move(x: int, y: int, /)" in found["told"]


def test_the_window_is_seen_before_the_page_of_a_project_is_made_and_before_memory_is_searched(
    project: Path,
) -> None:
    found = _started(project)

    assert found["before"] == {"made": False, "frozen": False}
    assert found["made"] is True
    assert (found["frozen"], found["searched by itself"]) == (True, False)


def test_what_the_first_window_has_no_part_of_is_not_read_for_it(project: Path) -> None:
    assert WAITING & set(_started(project)["built"]) == set()


def test_the_first_window_reads_nothing_of_project_files_and_few_modules_of_ours() -> None:
    found = _started()

    for loaded, most in ((found["built"], MOST_OF_OURS), (found["made"], MOST_ONCE_MADE)):
        assert (WAITING | HEAVY | OF_A_PROJECT) & set(loaded) == set()
        ours = [name for name in loaded if name.partition(".")[0] in OURS]
        assert len(ours) <= most


def _started(*project: Path) -> dict[str, Any]:
    env = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", START, *map(str, project)],
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)

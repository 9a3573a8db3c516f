"""Suggestions in the window by keys: spotted, read, accepted, dismissed, undone, and what is decided
stays."""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.panels.suggesting import SuggestionsPanel
from app.settings import read_settings
from db.place import suggestions_folder
from db.records import SentenceState
from tests.journeys.window import Worked

ROCKETS = (
    "According to a report by the Harbour Times, sailors have been seen using crates that they claim were "
    "obtained after being seized by a “friendly” port.\n"
    "The ministry has suggested that these crates were captured by pirates in 2019.\n"
    "The harbour is old.\n"
    "This gesture indicates the deepening ties between the two ports.\n"
    "In the first strike in 30 years, 4,200 dockers were dismissed on 3 May 2019, the board said.\n"
    "It rained.\n"
)


def spotted(worked: Worked, text: str, path: Path) -> SuggestionsPanel:
    path.write_text(text, encoding="utf-8")
    worked.import_article(path)
    panel = worked.window.suggestions
    worked.until(lambda: panel.looking.done)
    return panel


def found(worked: Worked) -> int:
    told = worked.window.suggestions.looking.told
    assert told is not None
    return len(told.suggestions)


def shown(worked: Worked) -> list[str]:
    text = worked.desk.text.text
    return [text[one.start : one.start + 12] for one in worked.window.reading.view.suggestions.shown]


def stands_in(worked: Worked) -> str:
    sentence = worked.window.reading.view.current_sentence()
    assert sentence is not None
    return worked.desk.text.text[sentence.start : sentence.start + 12]


def test_suggestions_are_read_accepted_dismissed_and_undone_by_keys_and_a_later_run_overrules_nobody(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    worked = Worked(qtbot, qapp, spots=True)
    worked.make(tmp_path / "crates.tickmark")
    panel = spotted(worked, ROCKETS, tmp_path / "crates.txt")
    view = worked.window.reading.view
    assert [article.language for article in worked.desk.articles.values()] == ["en"]
    assert shown(worked) == ["According to", "The ministry", "This gesture", "In the first", "It rained.\n"]
    assert not worked.desk.claims

    # Why, read by keys, with a way to the sentence that says it differently.
    assert panel.focused is not None
    worked.press("Shift+W")
    assert panel.page.holds_keyboard
    said = "Said by sailors (claims), through a report by the Harbour Times"
    assert said in panel.page.card.accessibleName()
    assert "“Harbour Times”" in panel.page.card.accessibleName()
    panel.page.card.places[0].click()
    assert stands_in(worked) == "The ministry"
    worked.press("Shift+Z")
    assert stands_in(worked) == "According to"

    # Enter makes it a claim with what was found, the two questions open.
    worked.press("Return")
    worked.saved()
    claim = worked.claim
    assert (claim.speaker, claim.act, claim.through) == ("sailors", "claims", "a report by the Harbour Times")
    assert len(claim.questions) == 2
    assert shown(worked) == ["The ministry", "This gesture", "In the first", "It rained.\n"]

    # X dismisses; elsewhere it does not; Ctrl+Z brings it back, X again dismisses.
    worked.press("Z")
    assert stands_in(worked) == "The ministry"
    worked.window.claims.list.cards.setFocus()
    worked.press("X", "Return")
    worked.focus_article()
    worked.saved()
    assert shown(worked) == ["The ministry", "This gesture", "In the first", "It rained.\n"]
    worked.press("X")
    worked.saved()
    assert shown(worked) == ["This gesture", "In the first", "It rained.\n"]
    worked.press("Ctrl+Z")
    worked.saved()
    assert shown(worked) == ["The ministry", "This gesture", "In the first", "It rained.\n"]
    worked.press("X")
    worked.saved()

    # What has nothing to check is said with its reason.
    worked.press("Z", "Return")
    worked.saved()
    sentence = view.current_sentence()
    assert sentence is not None
    assert (sentence.state, sentence.reason) == (SentenceState.NOTHING, "opinion")
    assert shown(worked) == ["In the first", "It rained.\n"]

    # Another run, and another start, leave every decision as it is.
    worked.press("Ctrl+Shift+K")
    worked.until(lambda: panel.looking.at_work)
    worked.until(lambda: panel.looking.done)
    assert shown(worked) == ["In the first", "It rained.\n"]
    assert len(worked.desk.claims) == 1
    worked.close()
    again = Worked(qtbot, qapp, spots=True)
    again.open(tmp_path / "crates.tickmark")
    again.until(lambda: again.window.suggestions.looking.done)
    assert found(again) == 6
    assert shown(again) == ["In the first", "It rained.\n"]
    again.focus_article()
    again.window.reading.view.go_to(again.desk.text.text.index("The ministry"))
    again.press("X")
    again.saved()
    assert shown(again) == ["The ministry", "In the first", "It rained.\n"]
    again.close()


def test_suggestions_wait_for_a_first_reading_and_follow_the_slider_and_ticking(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    worked = Worked(qtbot, qapp, spots=True)
    worked.make(tmp_path / "crates.tickmark")
    panel = spotted(worked, ROCKETS, tmp_path / "crates.txt")
    panel.choose_when("after-reading")
    worked.saved()
    assert shown(worked) == []
    worked.press("J")
    assert shown(worked) == ["According to"]
    worked.press("J", "J", "J", "J")
    assert shown(worked) == ["According to", "The ministry", "This gesture", "In the first"]
    panel.page.slider.setValue(100)
    assert len(shown(worked)) == 5
    panel.page.slider.setValue(0)
    assert shown(worked) == ["This gesture"]
    worked.press("Ctrl+Shift+T")
    worked.until(lambda: worked.window.ticking.ready)
    assert panel.focused is None
    assert not view_starting(worked)
    worked.press("Escape")
    assert view_starting(worked)
    worked.close()
    again = Worked(qtbot, qapp, spots=True)
    again.open(tmp_path / "crates.tickmark")
    again.until(lambda: again.window.suggestions.looking.done)
    assert shown(again) == ["This gesture"]
    again.close()


def view_starting(worked: Worked) -> bool:
    return bool(worked.window.reading.view.suggestions.starting(0, 10_000))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("一艘渡轮于星期二抵达港口。部长说，费用是四百万。\n", "zh"),
        ("قال الوزير إن السفينة وصلت متأخرة. نفت الشركة أنها دفعت رشوة.\n", "ar"),
        (" ".join(f"word{n}" for n in range(20_000)) + ".\n", ""),
        ("The ferry said it was late. Der Kapitän und die Reederei sagten nichts. Le port est fermé.\n", ""),
    ],
    ids=["Chinese", "Arabic", "one long sentence", "three languages"],
)
def test_what_is_not_told_of_a_text_is_said_in_a_sentence(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, text: str, language: str
) -> None:
    worked = Worked(qtbot, qapp, spots=True)
    worked.make(tmp_path / "p.tickmark")
    panel = spotted(worked, text, tmp_path / "a.txt")
    assert panel.looking.told is not None
    assert panel.looking.told.language == language
    assert panel.looking.told.missing
    worked.press("Shift+W")
    assert panel.page.missing_words
    worked.close()


def test_a_child_that_dies_costs_one_sentence_and_nothing_else(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "p.tickmark")
    article = tmp_path / "long.txt"
    article.write_text("\n".join(ROCKETS.replace("2019", str(n)) for n in range(1500)), encoding="utf-8")
    worked.import_article(article)
    panel = worked.window.suggestions
    told: list[str] = []
    panel.told.connect(told.append)
    worked.press("Ctrl+Shift+K")
    worked.until(lambda: panel.looking.told is not None)
    assert found(worked)
    for child in multiprocessing.active_children():
        child.kill()
    worked.until(lambda: not panel.looking.at_work)
    assert any("stopped unexpectedly" in sentence for sentence in told)
    assert not list(suggestions_folder().glob("*.z"))
    worked.press("Ctrl+Shift+K")
    worked.until(lambda: panel.looking.at_work and panel.looking.told is not None)
    panel.looking.cancel()
    assert "cancelled" in told[-1]
    assert not panel.looking.at_work
    worked.press("J", "H")
    worked.saved()
    assert len(worked.desk.claims) == 1
    worked.close()


def test_a_pipeline_that_cannot_be_used_is_told_of_and_the_article_is_read_by_rules(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A package of spaCy's name, broken: its pipeline takes the child down with it.
    (tmp_path / "spacy").mkdir()
    (tmp_path / "spacy" / "__init__.py").write_text(
        "import os\ndef load(name): os.abort()\n", encoding="utf-8"
    )
    (tmp_path / "spacy" / "util.py").write_text(
        "def get_installed_models(): return ['en_broken_sm']\n", encoding="utf-8"
    )
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    worked = Worked(qtbot, qapp, spots=True)
    worked.make(tmp_path / "p.tickmark")
    panel = spotted(worked, ROCKETS, tmp_path / "a.txt")
    worked.press("Shift+W")
    panel.page.pipelines_button.click()
    box = panel.page.pipeline
    worked.until(lambda: box.count() == 2)
    told: list[str] = []
    panel.told.connect(told.append)
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert read_settings().pipeline == "en_broken_sm"
    worked.until(lambda: panel.looking.done and not panel.looking.at_work)
    assert found(worked) == 6
    assert "The pipeline en_broken_sm was left out" in panel.page.missing_words
    assert any("en_broken_sm" in sentence for sentence in told)
    worked.close()

"""How many actions a claim and a fact take, counted, and told in the guide as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.records import ClaimStatus
from tests.journeys.hands import Keyboard, Mouse
from tests.journeys.window import Worked

_DOCS = Path(__file__).parents[2] / "docs"
WHY = "The minutes say so."
MARK, RATE, CITE, SAY, CLOSE, NEXT, TICK = (
    "mark the sentence",
    "rate it",
    "cite the source used last",
    "say why, besides the words",
    "close the claim",
    "go to the next unread sentence",
    "tick a fact against the source in hand",
)


@pytest.fixture
def sample(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Worked]:
    """The sample at an unread sentence, a source cited a moment ago and another in hand."""
    worked = Worked(qtbot, qapp)
    with qtbot.waitSignal(worked.window.projects.shown, timeout=20_000):
        worked.window.projects.open_sample(tmp_path)
    worked.until(lambda: bool(worked.desk.claims))
    worked.focus_article()
    keys = Keyboard(worked)
    keys.press("Shift+S")
    keys.type("register")
    keys.press("Return", "Shift+J", "E")
    keys.type("council")
    keys.press("Return")
    worked.saved()
    keys.press("Ctrl+Home", "U")
    yield worked
    worked.close()


def told(page: str, column: int) -> dict[str, int]:
    """The numbers of that column of the page's table of actions, by what is done."""
    lines = (_DOCS / page).read_text("utf-8").splitlines()
    begin = lines.index("| | keys | presses of the mouse |") + 2
    found: dict[str, int] = {}
    for line in lines[begin:]:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        number = re.match(r"\**(\d+)", cells[column]) if line.startswith("|") else None
        if number is None:
            break
        found[cells[0].strip("*")] = int(number[1])
    return found


def with_sum(counted: dict[str, int]) -> dict[str, int]:
    return {**counted, "a claim from marking to the next": sum(counted.values()) - counted[TICK]}


def test_a_claim_takes_as_many_keys_as_the_guide_says(sample: Worked) -> None:
    keys, counted = Keyboard(sample), dict[str, int]()

    def count(what: str, do: Callable[[], None]) -> None:
        before = keys.presses
        do()
        counted[what] = keys.presses - before

    count(MARK, lambda: keys.press("H"))
    sample.until(lambda: sample.desk.claim is not None)
    claim = sample.claim.id
    count(RATE, lambda: keys.press("1"))
    count(CITE, lambda: keys.press("E", "Return"))
    count(SAY, lambda: keys.press("R"))
    keys.type(WHY)
    count(CLOSE, lambda: keys.press("Ctrl+Return"))
    count(NEXT, lambda: keys.press("U"))
    sample.saved()
    one = sample.desk.claims[claim]
    assert one.status is ClaimStatus.CLOSED
    assert [e.source_number for e in sample.desk.evidence[claim]] == ["S1"]
    assert sample.window.reading.view.current_sentence() != sample.window.reading.view.sentences.at(one.start)
    keys.press("Space")
    sample.until(lambda: sample.window.ticking.ready)
    count(TICK, lambda: keys.press("Space"))
    sample.saved()
    assert sample.window.ticking.focused is not None
    assert "Undo ticking a fact" in sample.window.menus.undo.text().replace("&", "")

    assert told("guide.md", 1) == told("benchmarks.md", 1) == with_sum(counted)


def test_a_claim_takes_as_many_presses_of_the_mouse_as_the_guide_says(sample: Worked) -> None:
    keys, mouse, counted = Keyboard(sample), Mouse(sample), dict[str, int]()
    inspector = sample.window.claims.inspector

    def count(what: str, *actions: Callable[[], object]) -> None:
        before = mouse.presses
        for act in actions:
            act()
        counted[what] = mouse.presses - before

    mark = "Mark a claim on the selection or sentence"
    count(MARK, lambda: mouse.menu_at_words("one ferry"), lambda: mouse.choose(mark))
    sample.until(lambda: sample.desk.claim is not None)
    claim = sample.claim.id
    count(RATE, lambda: mouse.button("True"))
    count(
        CITE,
        lambda: mouse.button("Source to cite"),
        lambda: mouse.row("S1", "Sources found"),
        lambda: mouse.button("Cite"),
    )
    count(SAY, lambda: mouse.button("Rationale: Is it so?"))
    keys.type(WHY)
    inspector.flush()
    count(CLOSE, lambda: mouse.button("Close claim"))
    count(NEXT, lambda: mouse.word("voted to buy"))
    sample.saved()
    assert sample.desk.claims[claim].status is ClaimStatus.CLOSED
    assert [e.source_number for e in sample.desk.evidence[claim]] == ["S1"]
    assert mouse.turns == 0
    mouse.button("Tick facts")
    sample.until(lambda: sample.window.ticking.ready)
    count(TICK, lambda: mouse.button("✓ Tick"))
    sample.saved()
    assert "Undo ticking a fact" in sample.window.menus.undo.text().replace("&", "")

    assert told("guide.md", 2) == told("benchmarks.md", 2) == with_sum(counted)

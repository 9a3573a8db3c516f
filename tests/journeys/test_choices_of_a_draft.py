"""What a draft leaves in doubt is settled in the window: a sentence said twice, and one that was split."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from db.records import ClaimStatus
from tests.journeys.window import Worked
from widgets.review.page import ReviewPage

ARTICLE = Path(__file__).parents[3] / "shared" / "articles" / "north-korean-rockets.txt"
TWICE = "Bakhmut has been a site of prolonged and brutal fighting."
BROKEN = "no concrete evidence has been presented, and the presence of North Korean weapons on Ukrainian"
pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not beside this clone")


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Worked]:
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "rockets.tickmark")
    worked.import_article(ARTICLE)
    yield worked
    if worked.desk.session is not None:
        worked.close()


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """Another draft: a sentence said at its head and its end in place of where it was, one broken in two."""
    words = ARTICLE.read_text(encoding="utf-8")
    words = words.replace(f"{TWICE}\n", "")
    words = words.replace("Both North Korea", f"{TWICE} Both North Korea")
    words = words.replace("of these weapons.", f"of these weapons. {TWICE}")
    words = words.replace(BROKEN, BROKEN.replace(", and the", ". The"))
    path = tmp_path / "rockets-2.txt"
    path.write_text(words, encoding="utf-8")
    return path


def marked(worked: Worked, words: str) -> str:
    at = worked.desk.text.text.index(words)
    worked.window.reading.view.select(at, at + len(words))
    before = worked.desk.claim
    worked.press("H")
    worked.until(lambda: worked.desk.claim not in (None, before))
    worked.press("1")
    worked.saved()
    return worked.claim.id


def reviewed(worked: Worked, path: Path) -> ReviewPage:
    """The review of that draft, with the keyboard in it."""
    worked.focus_article()
    menus = worked.window.menus
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
        menus.do(next(entry for entry in menus.commands if entry.id == "article.new_draft"))
    # The article came with debris, and so does its draft: it is looked at first.
    worked.until(worked.window.previews.page.text.hasFocus)
    worked.press("Return")
    worked.until(lambda: worked.desk.article is not None and worked.desk.article.drafts == 2)
    worked.saved()
    worked.focus_article()
    worked.press("Shift+R")
    worked.until(lambda: worked.window.review.page is not None and bool(worked.window.review.page.cards))
    page = worked.window.review.page
    assert page is not None
    worked.until(lambda: page.holds_keyboard)
    return page


def at_hand(page: ReviewPage, worked: Worked, claim: str) -> None:
    """Go from item to item until that claim's is the one at hand."""
    for _ in page.cards:
        assert page.current is not None
        if page.current.item.entity == claim:
            return
        worked.press("J")
    raise AssertionError("the claim is not in the review")


def test_a_sentence_said_twice_waits_until_one_of_its_places_is_chosen(worked: Worked, draft: Path) -> None:
    twice = marked(worked, TWICE)
    page = reviewed(worked, draft)
    assert worked.desk.claims[twice].carried == "ambiguous"
    assert twice not in worked.window.reading.view.index.claims
    at_hand(page, worked, twice)
    assert page.current is not None
    body = worked.desk.text.text
    places = [at for at in range(len(body)) if body.startswith(TWICE, at)]
    assert [choice.start for choice in page.current.item.choices] == places
    # Enter goes to the places, an arrow to the second, which the article shows; Space takes it.
    worked.press("Return", "Down")
    worked.until(lambda: selected(worked) == (places[1], TWICE))
    worked.press("Space")
    worked.saved()
    claim = worked.desk.claims[twice]
    assert (claim.start, claim.quote, claim.carried) == (places[1], TWICE, "")
    assert worked.window.reading.view.index.claims[twice].start == places[1]
    worked.focus_article()
    worked.press("Ctrl+Z")
    worked.saved()
    assert worked.desk.claims[twice].carried == "ambiguous"


def test_a_claim_whose_sentence_was_split_is_put_on_one_part_or_left_on_both(
    worked: Worked, draft: Path
) -> None:
    body = worked.desk.text.text
    whole = next(body[s.start : s.end] for s in worked.desk.sentences if BROKEN in body[s.start : s.end])
    split = marked(worked, whole)
    page = reviewed(worked, draft)
    claim = worked.desk.claims[split]
    assert (claim.carried, claim.status is ClaimStatus.CLOSED) == ("split", False)
    assert claim.quote == whole.replace(", and the presence", ". The presence")
    at_hand(page, worked, split)
    assert page.current is not None
    parts = [choice.words for choice in page.current.item.choices]
    assert " ".join(parts) == claim.quote
    # Tab goes to the first part, an arrow to the second; Space puts it there.
    worked.press("Tab", "Down")
    worked.until(lambda: selected(worked) == (claim.end - len(parts[1]), parts[1]))
    worked.press("Space")
    worked.saved()
    assert (worked.desk.claims[split].quote, worked.desk.claims[split].carried) == (parts[1], "")
    worked.focus_article()
    worked.press("Ctrl+Z")
    worked.saved()
    assert worked.desk.claims[split].carried == "split"
    worked.press("Shift+R")
    worked.until(lambda: any(card.item.entity == split for card in page.cards))
    worked.until(lambda: page.holds_keyboard)
    worked.press(*"K" * len(page.cards))
    at_hand(page, worked, split)
    # Enter leaves it on both.
    worked.press("Return")
    worked.saved()
    assert (worked.desk.claims[split].quote, worked.desk.claims[split].carried) == (claim.quote, "")


def selected(worked: Worked) -> tuple[int, str] | None:
    view = worked.window.reading.view
    span = view.selected_span()
    return (span.start, view.article_text.text[span.start : span.end]) if span else None

"""A new draft by keys: taken in from a file, reviewed item by item, and closed again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.commands import drafts
from app.importing.next_draft import NextDraft
from app.importing.read import read_pasted
from app.panels.new_drafts import read_base, revise
from db import queries
from db.errors import KnownError
from db.place import identity
from db.project_file import Project
from db.records import ClaimStatus, FixRecord, FixState
from tests.journeys.window import Worked
from widgets.review.page import ReviewPage

FIRST = """The crossing

The ferry carried 148,620 passengers in the year that ended in June. The council paid 2.3 million for a boat.

Nobody has counted the bicycles since the spring of 2019. The old boat was sold to a museum in Bergen.

The crew say the new engine burns a third less fuel. It will sail until then.
"""
SECOND = """The crossing

The ferry carried 148,620 passengers in the year that ended in June. The council paid 2.9 million for a boat.

Nobody has counted the bicycles since the spring of 2019. Every passenger now pays two crowns more.

The crew say the new engine burns a third less fuel. It will sail until then.
"""
PAID = "The council paid 2.3 million for a boat."
SOLD = "The old boat was sold to a museum in Bergen."
COUNTED = "Nobody has counted the bicycles since the spring of 2019."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return tmp_path / "ferry.tickmark"


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication, project: Path, tmp_path: Path) -> Iterator[Worked]:
    (tmp_path / "ferry.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "ferry-2.txt").write_text(SECOND, encoding="utf-8")
    worked = Worked(qtbot, qapp)
    for panel in (worked.window.new_drafts, worked.window.review):
        panel.told.connect(worked._on_told)
    worked.make(project)
    worked.import_article(tmp_path / "ferry.txt")
    yield worked
    if worked.desk.session is not None:
        worked.close()


def closed(worked: Worked, words: str) -> str:
    """A claim on these words, rated and closed by keys."""
    worked.focus_article()
    at = worked.desk.text.text.index(words)
    worked.window.reading.view.select(at, at + len(words))
    before = worked.desk.claim
    worked.press("H")
    worked.until(lambda: worked.desk.claim not in (None, before))
    worked.press("1")
    worked.saved()
    worked.press("R")
    worked.type("Seen in the minutes.")
    worked.press("Escape")
    worked.press("Ctrl+Return")
    worked.saved()
    if worked.claim.status is not ClaimStatus.CLOSED:
        worked.type("House file.")
        worked.press("Return")
        worked.saved()
    assert worked.claim.status is ClaimStatus.CLOSED
    return worked.claim.id


def do(worked: Worked, id: str) -> None:
    """Do that command as the palette does."""
    menus = worked.window.menus
    menus.do(next(entry for entry in menus.commands if entry.id == id))


def new_draft(worked: Worked, path: Path) -> None:
    """Article ▸ New draft…, with that file chosen in the dialog."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
        do(worked, "article.new_draft")
    worked.until(lambda: worked.desk.article is not None and worked.desk.article.drafts == 2)
    worked.saved()
    worked.focus_article()


def page(worked: Worked) -> ReviewPage:
    found = worked.window.review.page
    assert found is not None
    return found


def listed(worked: Worked) -> list[tuple[str, str]]:
    return [(card.item.name, card.item.outcome) for card in page(worked).cards]


def test_a_new_draft_from_a_file_is_reviewed_and_closed_again_by_keys(worked: Worked, tmp_path: Path) -> None:
    paid, sold, counted = (closed(worked, words) for words in (PAID, SOLD, COUNTED))
    new_draft(worked, tmp_path / "ferry-2.txt")
    banner = worked.window.notices.banner
    worked.until(lambda: "draft 2" in banner.words)
    assert "1 unchanged, 1 changed, 1 lost" in banner.words
    # Its words are marked in the new text; what is lost stands on no words of it.
    index = worked.window.reading.view.index.claims
    assert set(index) == {paid, counted}
    body = worked.desk.text.text
    assert body[index[paid].start : index[paid].end] == "The council paid 2.9 million for a boat."

    worked.press("Shift+R")
    worked.until(lambda: worked.window.review.page is not None and len(page(worked).cards) == 3)
    assert [outcome for _, outcome in listed(worked)] == ["changed", "lost", "new"]
    current = page(worked).current
    assert current is not None
    assert current.item.entity == paid
    assert (current.item.before[17:20], current.item.after[17:20]) == ("2.3", "2.9")

    assert worked.desk.claim == paid
    assert banner.isHidden()
    worked.press("J")
    assert page(worked).current is not current
    # What a digit rates is what is looked at, not what stands where the lost words stood.
    assert worked.desk.claim == sold
    worked.window.reading.view.go_to(body.index("Nobody has counted"))
    assert worked.desk.claim == sold
    worked.press("K", "Return")
    worked.saved()
    worked.until(lambda: len(page(worked).cards) == 2)
    assert worked.desk.claims[paid].status is ClaimStatus.CLOSED
    # Enter went on to what comes next, and another says that it is gone.
    worked.press("Return")
    worked.saved()
    assert worked.desk.claims[sold].carried == "gone"
    worked.until(lambda: [outcome for _, outcome in listed(worked)] == ["new"])
    worked.press("Return")
    assert worked.window.reading.view.hasFocus()
    assert not any(sentence.state == "open" for sentence in worked.desk.sentences)
    worked.press("Ctrl+Z")
    worked.saved()
    worked.focus_article()
    worked.press("Ctrl+Z")
    worked.saved()
    assert worked.desk.claims[paid].carried == "changed"


def test_a_fix_that_is_made_is_accepted_in_one_step_and_one_not_made_is_told(
    worked: Worked, tmp_path: Path
) -> None:
    for words, wanted in (("2.3 million", "2.9 million"), ("148,620", "148,260")):
        at = worked.desk.text.text.index(words)
        worked.window.reading.view.select(at, at + len(words))
        worked.press("F")
        worked.type(wanted)
        worked.press("Ctrl+Return")
        worked.saved()
    new_draft(worked, tmp_path / "ferry-2.txt")
    worked.press("Shift+R")
    worked.until(lambda: worked.window.review.page is not None and bool(page(worked).cards))
    assert worked.desk.claim is None
    outcomes = [outcome for _, outcome in listed(worked)]
    assert outcomes[:2] == ["seen", "not made"]
    worked.press("Return")
    worked.saved()
    now = {("2.9 million", FixState.ACCEPTED), ("148,260", FixState.PROPOSED)}
    worked.until(
        lambda: {(f.text, f.state) for f in worked.window.remarks.remarks if isinstance(f, FixRecord)} == now
    )
    worked.until(lambda: "seen" not in [outcome for _, outcome in listed(worked)])


def test_what_is_lost_is_put_on_the_selected_words(worked: Worked, tmp_path: Path) -> None:
    sold = closed(worked, SOLD)
    new_draft(worked, tmp_path / "ferry-2.txt")
    worked.press("Shift+R")
    worked.until(lambda: page(worked).current is not None)
    at = worked.desk.text.text.index("Every passenger")
    worked.window.reading.view.select(at, at + len("Every passenger"))
    card = page(worked).current
    assert card is not None
    card.put_button.click()
    worked.saved()
    assert (worked.desk.claims[sold].quote, worked.desk.claims[sold].carried) == ("Every passenger", "")


def test_a_dropped_file_that_looks_like_a_draft_is_asked_about(worked: Worked, tmp_path: Path) -> None:
    worked.window.library.import_files([str(tmp_path / "ferry-2.txt")])
    banner = worked.window.notices.banner
    worked.until(lambda: "looks like a new draft of “The crossing”" in banner.words)
    assert len(worked.desk.articles) == 1
    banner.first.click()
    worked.until(lambda: worked.desk.article is not None and worked.desk.article.drafts == 2)
    worked.saved()
    worked.until(lambda: "is now in draft 2" in banner.words)
    worked.window.library.import_files([str(tmp_path / "ferry.txt")])
    worked.until(lambda: "looks like" in banner.words)
    banner.second.click()
    worked.until(lambda: len(worked.desk.articles) == 2)


def test_a_draft_from_the_clipboard_and_the_same_text_again(worked: Worked) -> None:
    QApplication.clipboard().setText(SECOND)
    do(worked, "article.paste_draft")
    worked.until(lambda: worked.desk.article is not None and worked.desk.article.drafts == 2)
    worked.saved()
    do(worked, "article.paste_draft")
    worked.until(lambda: "letter for letter" in worked.window.notices.banner.words)
    worked.press("Ctrl+Z")
    worked.until(lambda: worked.desk.article is not None and worked.desk.article.drafts == 1)
    worked.saved()
    assert "2.3 million" in worked.desk.text.text


def test_a_draft_read_while_a_colleague_s_came_changes_nothing(worked: Worked, project: Path) -> None:
    worked.saved()
    worked.close()
    with Project.open(project, identity()) as opened:
        article = queries.articles(opened.conn)[0].id
        base = read_base(opened, article=article)
        assert base is not None
        new = read_pasted(SECOND, "The crossing")
        found = NextDraft(new, drafts.aligned(opened, base.draft, new))
        opened.run(drafts.revise(opened, article=article, imported=read_pasted(FIRST + "More.\n", "X")))
        with pytest.raises(KnownError, match="another draft"):
            revise(opened, base=base, found=found, revision=opened.revision)


def test_an_uncertain_draft_is_looked_at_first_and_the_person_stays_at_their_sentence(
    worked: Worked, tmp_path: Path
) -> None:
    at = worked.desk.text.text.index("The crew say")
    worked.window.reading.view.go_to(at)
    (tmp_path / "ferry-2.txt").write_text(f"[ad_1]\n\n{SECOND}\nSource link\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(tmp_path / "ferry-2.txt"), ""))
        do(worked, "article.new_draft")
    previews = worked.window.previews
    worked.until(lambda: previews.showing)
    preview = previews.page
    worked.until(preview.text.hasFocus)
    assert "new draft of" in preview._head.text()
    assert preview.title.isHidden()
    worked.press("J", "Space")
    assert [one.aside for one in preview.text.article_text.asides] == [True, False]
    worked.press("Return")
    worked.until(lambda: worked.desk.article is not None and worked.desk.article.drafts == 2)
    worked.saved()
    worked.until(worked.window.reading.view.hasFocus)
    body = worked.desk.text.text
    assert body[worked.window.reading.view.position() :].startswith("The crew say")
    assert worked.desk.article is not None
    assert worked.desk.article.title == "The crossing"
    worked.until(lambda: "Review (Shift+R)" in worked.window.notices.banner.first.text())
    assert "No draft yet" not in worked.window.status.message
    assert [body[s.start : s.end] for s in worked.desk.sentences][-1] == "Source link"
    worked.press("Ctrl+Z")
    worked.until(lambda: worked.desk.article is not None and worked.desk.article.drafts == 1)
    worked.saved()
    assert worked.window.reading.view.position() == at


def test_what_waits_to_be_looked_at_is_asked_about_before_the_project_closes(
    worked: Worked, tmp_path: Path
) -> None:
    (tmp_path / "crane.txt").write_text("[ad_1]\n\nThe crane\n\nIt was sold in May.\n", encoding="utf-8")
    worked.window.library.import_files([str(tmp_path / "crane.txt")])
    worked.until(lambda: worked.window.previews.showing)
    assert not worked.window.close()
    banner = worked.window.notices.banner
    assert "“crane.txt” waits to be looked at" in banner.words
    banner.first.click()
    assert worked.window.previews.showing
    worked.until(worked.window.previews.page.text.hasFocus)
    assert not worked.window.close()
    banner.second.click()
    worked.until(lambda: worked.desk.session is None)
    assert worked.window.isHidden()
    assert (tmp_path / "crane.txt").exists()

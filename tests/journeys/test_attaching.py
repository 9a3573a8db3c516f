"""Sources that come in one move: many files, let go on a claim or a sentence, pasted, or a link's copy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.commands.attaching import On
from app.settings import change_settings, read_settings
from db.records import EvidenceRecord, SourceRecord
from tests.journeys.window import Worked
from widgets.fields import DraftText

ARTICLE = (
    "The harbour bridge\n\n"
    "The bridge is 240 metres long and opened in 1931. The mayor says it cost 14 million.\n"
)


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Worked]:
    article = tmp_path / "bridge.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "bridge.tickmark")
    worked.import_article(article)
    yield worked
    if worked.desk.session is not None:
        worked.close()


def sources(worked: Worked) -> dict[str, SourceRecord]:
    worked.saved()
    return {one.number: one for one in worked.desk.sources.values()}


def evidence(worked: Worked) -> list[EvidenceRecord]:
    worked.saved()
    return [one for found in worked.desk.evidence.values() for one in found]


def files(folder: Path, count: int) -> list[Path]:
    made = [folder / f"minutes {n:02}.txt" for n in range(1, count + 1)]
    for n, path in enumerate(made):
        path.write_text(f"Sitting {n}: the bridge is 240 metres long.", encoding="utf-8")
    return made


def let_go(worked: Worked, over: QWidget, at: QPoint, *things: Path | str) -> None:
    """Let files and addresses go there: the first part under the pointer that takes drops gets them.

    Handed over by hand: Qt passes a drop on only to where a drag of its own has been.
    """
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) if isinstance(one, Path) else QUrl(one) for one in things])
    window = over.window()
    point = over.mapTo(window, at)
    target: QWidget | None = over.childAt(at) or over
    while target is not None and not target.acceptDrops():
        target = target.parentWidget()
    assert target is not None
    event = QDropEvent(
        QPointF(target.mapFrom(window, point)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    if target is window:
        assert worked.window.drops.eventFilter(window, event)
    else:
        target.dropEvent(event)


def marked(worked: Worked) -> None:
    worked.press("J", "J", "H")
    worked.until(lambda: worked.desk.claim is not None)
    worked.saved()


def test_forty_files_become_s1_to_s40_in_their_order_and_one_undo_takes_them_back(
    worked: Worked, tmp_path: Path
) -> None:
    made = files(tmp_path, 40)
    shown = worked.window.library.sources
    let_go(worked, shown, shown.rect().center(), *made)
    worked.until(lambda: len(worked.desk.sources) == 40)
    assert [one.title for one in sources(worked).values()] == [path.name for path in made]
    assert list(sources(worked)) == [f"S{n}" for n in range(1, 41)]
    worked.window.history.undo()
    worked.until(lambda: not worked.desk.sources)


def test_a_refused_file_is_told_by_name_and_the_others_come(worked: Worked, tmp_path: Path) -> None:
    change_settings(lambda settings: settings.with_source_limit(1))
    first, second, third = files(tmp_path, 3)
    second.write_bytes(b"x" * (2**20 + 1))
    third.write_bytes(b"")
    gone = tmp_path / "gone.txt"
    folder = tmp_path / "folder"
    folder.mkdir()
    worked.window.library.add_source_files([str(one) for one in (second, gone, first, third, folder)])
    worked.until(lambda: len(worked.desk.sources) == 1)
    assert sources(worked)["S1"].title == first.name
    said = worked.window.notices.banner.words
    assert "4 files could not be added" in said
    for path in (second, gone, third, folder):
        assert path.name in said
    worked.window.history.undo()
    worked.until(lambda: not worked.desk.sources)


def test_where_no_file_can_be_taken_the_project_is_unchanged_and_each_is_told(
    worked: Worked, tmp_path: Path
) -> None:
    before = worked.desk.revision
    odd = tmp_path / "a\nb\u202etxt.exe"
    odd.write_bytes(b"")
    worked.window.library.add_source_files([str(odd), str(tmp_path / "gone.txt")])
    worked.until(lambda: "gone.txt" in worked.window.notices.banner.words)
    assert "is empty; it was not added" in worked.window.notices.banner.words
    assert "\n" not in worked.window.notices.banner.words
    assert worked.desk.revision == before
    assert not worked.desk.sources


def test_what_is_let_go_on_a_claim_s_card_is_a_source_cited_there_in_one_step(
    worked: Worked, tmp_path: Path
) -> None:
    marked(worked)
    cards = worked.window.claims.list.cards
    place = cards.visualRect(cards.model().index(0, 0)).center()
    let_go(worked, cards.viewport(), place, *files(tmp_path, 2), "https://example.org/wire")
    worked.until(lambda: len(evidence(worked)) == 3)
    assert list(sources(worked)) == ["S1", "S2", "S3"]
    assert sources(worked)["S3"].link_only
    worked.window.history.undo()
    worked.until(lambda: not worked.desk.sources)
    assert evidence(worked) == []
    assert len(worked.desk.claims) == 1


def test_what_is_let_go_on_a_sentence_is_cited_there_though_no_claim_stood_on_it(
    worked: Worked, tmp_path: Path
) -> None:
    view = worked.window.reading.view
    offset = worked.desk.text.text.index("mayor")
    view.files_dropped.emit([str(files(tmp_path, 1)[0])], offset)
    worked.until(lambda: len(worked.desk.claims) == 1)
    worked.until(lambda: len(evidence(worked)) == 1)
    (claim,) = worked.desk.claims.values()
    assert claim.quote == "The mayor says it cost 14 million."
    worked.until(lambda: worked.desk.claim == claim.id)
    view.files_dropped.emit([str(files(tmp_path, 2)[1])], offset)
    worked.until(lambda: len(evidence(worked)) == 2)
    assert len(worked.desk.claims) == 1


def test_elsewhere_it_is_asked_once_for_the_lot_and_source_is_the_first_answer(
    worked: Worked, tmp_path: Path
) -> None:
    let_go(worked, worked.window.top, worked.window.top.rect().center(), *files(tmp_path, 3))
    banner = worked.window.notices.banner
    assert banner.words.startswith("What are these? minutes 01.txt")
    assert banner.first.text() == "Keep as sources"
    banner.first.click()
    worked.until(lambda: len(worked.desk.sources) == 3)


def test_a_file_let_go_on_a_link_becomes_its_kept_copy(worked: Worked, tmp_path: Path) -> None:
    shown = worked.window.library.sources
    shown.link_requested.emit("https://example.org/wire", "A wire story")
    worked.until(lambda: len(worked.desk.sources) == 1)
    page = tmp_path / "wire.html"
    page.write_text("<p>The bridge is 240 metres long.</p>", encoding="utf-8")
    place = shown.view.visualRect(shown.model.index(0, 0)).center()
    let_go(worked, shown.view.viewport(), place, page)
    worked.until(lambda: not sources(worked)["S1"].link_only)
    assert sources(worked)["S1"].title == "A wire story"
    assert list(sources(worked)) == ["S1"]


def test_a_picture_an_address_and_words_are_pasted_on_the_claim_in_hand(worked: Worked) -> None:
    marked(worked)
    clipboard = QGuiApplication.clipboard()
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    worked.focus_article()
    for n, put in enumerate(
        (
            lambda: clipboard.setImage(picture),
            lambda: clipboard.setText(" https://example.org/wire "),
            lambda: clipboard.setText("It is 240 metres long.\nSigned: the engineer"),
        )
    ):
        put()
        worked.press("Ctrl+V")
        worked.until(lambda n=n: len(evidence(worked)) == n + 1)
    found = sources(worked)
    assert [one.kind for one in found.values()] == ["image", "page", "note"]
    assert found["S1"].media_type == "image/png"
    assert found["S2"].url == "https://example.org/wire"
    (note,) = [one for one in evidence(worked) if one.source_number == "S3"]
    assert note.passage == "It is 240 metres long.\nSigned: the engineer"


def test_ctrl_v_in_a_field_pastes_there_and_nothing_else(worked: Worked) -> None:
    marked(worked)
    QGuiApplication.clipboard().setText("in 1931")
    worked.press("W")
    worked.until(lambda: isinstance(worked.focused, DraftText))
    worked.press("Ctrl+V")
    worked.saved()
    assert "in 1931" in worked.focused.property("plainText")
    assert not worked.desk.sources


def test_adding_can_be_stopped_and_leaves_nothing(worked: Worked, tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    large.write_bytes(b"\x00\x01" * (24 * 2**20))
    session = worked.desk.session
    assert session is not None
    told: list[tuple[int, int]] = []
    session.working.connect(lambda done, total: told.append((done, total)))
    worked.window.library.add_source_files([str(large)])
    session.stop()
    worked.until(lambda: not session.unsaved)
    worked.saved()
    assert not worked.desk.sources


def test_the_details_name_every_claim_and_tick_that_uses_a_source_and_go_there(
    worked: Worked, tmp_path: Path
) -> None:
    marked(worked)
    assert worked.desk.claim is not None
    claim = worked.desk.claim
    worked.window.library.attaching.cite(On(claim), [str(files(tmp_path, 1)[0])], ())
    worked.until(lambda: len(evidence(worked)) == 1)
    (source,) = sources(worked).values()
    worked.window.library.show_source(source.id)
    uses = worked.window.library.sheet.details.uses
    number = worked.claim.number
    worked.until(lambda: any(b.text() == number for b in uses.findChildren(QPushButton)))
    worked.desk.choose_claim(None)
    next(b for b in uses.findChildren(QPushButton) if b.text() == number).click()
    worked.until(lambda: worked.desk.claim == claim)


def test_the_largest_file_kept_is_chosen_in_the_menu(worked: Worked, tmp_path: Path) -> None:
    (chosen,) = [
        action
        for menu in worked.window.menuBar().findChildren(QMenu)
        for action in menu.actions()
        if action.text().replace("&", "") == "64 MB"
    ]
    chosen.trigger()
    assert read_settings().source_limit == 64 * 2**20


def test_the_time_in_a_recording_is_checked_and_what_was_typed_stays(worked: Worked, tmp_path: Path) -> None:
    call = tmp_path / "call.mp3"
    call.write_bytes(b"ID3" + bytes(200))
    worked.window.library.add_source_files([str(call)])
    worked.until(lambda: len(worked.desk.sources) == 1)
    marked(worked)
    worked.press("E")
    part = worked.window.claims.inspector.page.evidence
    worked.until(part.finder.line.hasFocus)
    worked.type("call")
    worked.press("Tab")
    assert part.form.locator.placeholderText() == "from–to, hh:mm:ss"
    part.form.passage.setFocus()
    worked.type("It is 240 metres.")
    part.form.locator.setFocus()
    worked.type("12:75")
    worked.press("Return")
    worked.until(lambda: "“12:75” is no time" in worked.said)
    assert part.form.passage.plain() == "It is 240 metres."
    worked.until(part.form.locator.hasFocus)
    worked.type("12:15-12:45")
    worked.press("Return")
    worked.until(lambda: len(evidence(worked)) == 1)
    (heard,) = evidence(worked)
    assert (heard.passage, heard.locator) == ("It is 240 metres.", "00:12:15–00:12:45")
    assert heard.place is not None
    assert (heard.place.from_ms, heard.place.to_ms) == (735_000, 765_000)


def test_a_file_that_is_a_source_already_is_told_and_the_first_one_cited_in_its_place(
    worked: Worked, tmp_path: Path
) -> None:
    (first,) = files(tmp_path, 1)
    worked.window.library.add_source_files([str(first)])
    worked.until(lambda: len(worked.desk.sources) == 1)
    again = tmp_path / "the same under another name.txt"
    again.write_bytes(first.read_bytes())
    marked(worked)
    claim = worked.claim.id
    worked.window.library.attaching.cite(On(claim), [str(again)], ())
    banner = worked.window.notices.banner
    worked.until(lambda: "S2 is the same file as S1." in banner.words)
    assert banner.first.text() == "Use S1 in place of S2"
    banner.first.click()
    worked.until(lambda: len(worked.desk.sources) == 1)
    assert [one.source_number for one in evidence(worked)] == ["S1"]
    worked.window.history.undo()
    worked.until(lambda: len(worked.desk.sources) == 2)
    assert [one.source_number for one in evidence(worked)] == ["S2"]


def test_a_person_and_what_is_still_wanted_are_made_where_a_source_is_asked_for(worked: Worked) -> None:
    marked(worked)
    finder = worked.window.claims.inspector.page.evidence.finder
    for n, (words, downs) in enumerate((("A. Aalto", 1), ("The contract", 2)), 1):
        worked.press("E")
        worked.until(finder.line.hasFocus)
        worked.type(words)
        worked.press(*["Down"] * downs, "Return")
        worked.until(lambda: finder.source is not None)
        worked.window.claims.inspector.page.evidence.form.button.click()
        worked.until(lambda n=n: len(evidence(worked)) == n)
    found = sources(worked)
    assert [(one.kind, one.title, one.status) for one in found.values()] == [
        ("person", "A. Aalto", "wanted"),
        ("document", "The contract", "wanted"),
    ]


def test_the_path_of_a_file_typed_where_a_source_is_asked_for_adds_it_and_cites_it(
    worked: Worked, tmp_path: Path
) -> None:
    marked(worked)
    (path,) = files(tmp_path, 1)
    worked.press("E")
    finder = worked.window.claims.inspector.page.evidence.finder
    worked.until(finder.line.hasFocus)
    finder.line.setText(str(path))
    finder.line.textEdited.emit(str(path))
    assert finder.found.item(finder.found.count() - 1).text().startswith("+ Add this file")
    worked.press("Return")
    worked.until(lambda: finder.source is not None)
    worked.window.claims.inspector.page.evidence.form.button.click()
    worked.until(lambda: len(evidence(worked)) == 1)
    assert sources(worked)["S1"].sha

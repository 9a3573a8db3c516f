"""Articles and sources: shown, chosen, dropped, added and edited."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QFont, QFontMetrics, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from db.records import SourceKind
from widgets.article_details import ArticleDetails
from widgets.article_list import ArticleList
from widgets.dropping import DropRegion
from widgets.entry_cards import fitting
from widgets.gallery import sidebar_samples as samples
from widgets.gallery.drafts import three_drafts
from widgets.models.record_model import RecordModel
from widgets.source_details import SourceDetails
from widgets.source_list import SourceList
from widgets.sources.kind_icons import kind_icon
from widgets.theme import load


def drop(region: DropRegion, *addresses: str) -> None:
    data = QMimeData()
    data.setUrls([QUrl(address) for address in addresses])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    region.dropEvent(event)


def test_the_model_of_records_keeps_its_promises(qtbot: QtBot) -> None:
    model = RecordModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_records(samples.sources())
    model.set_records(samples.sources()[:2])
    assert model.row_of("S2") == 1
    del tester


def test_a_changed_record_keeps_the_list_in_place(qtbot: QtBot) -> None:
    model = RecordModel()
    model.set_records(samples.sources())
    changed = [replace(samples.sources()[0], title="Renamed"), *samples.sources()[1:]]
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.set_records(changed)


def test_a_click_goes_to_an_article_and_being_told_does_not(qtbot: QtBot) -> None:
    shown = ArticleList()
    qtbot.addWidget(shown)
    shown.resize(260, 300)
    shown.set_articles(samples.articles())
    with qtbot.waitExposed(shown):
        shown.show()
    told: list[str] = []
    shown.activated.connect(told.append)
    shown.set_current("a-ferry")
    assert told == []
    place: QPoint = shown.view.visualRect(shown.model.index(1, 0)).center()
    qtbot.mouseClick(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == ["a-budget"]


def test_an_empty_list_of_articles_offers_to_choose_a_file(qtbot: QtBot) -> None:
    shown = ArticleList()
    qtbot.addWidget(shown)
    assert "Drop a document, page or mail here" in shown.empty.words
    with qtbot.waitSignal(shown.files_requested):
        shown.empty.wanted.emit()


def test_dropped_files_are_told_and_links_are_not_articles(qtbot: QtBot) -> None:
    shown = ArticleList()
    qtbot.addWidget(shown)
    with qtbot.waitSignal(shown.files_dropped) as told:
        drop(shown, "file:///tmp/a.txt", "file:///tmp/b.txt", "https://example.org/")
    assert told.args == [["/tmp/a.txt", "/tmp/b.txt"]]
    with qtbot.assertNotEmitted(shown.files_dropped):
        drop(shown, "https://example.org/")


def test_a_link_dropped_on_the_sources_becomes_one(qtbot: QtBot) -> None:
    shown = SourceList()
    qtbot.addWidget(shown)
    with qtbot.waitSignal(shown.link_requested) as told:
        drop(shown, "https://example.org/page")
    assert told.args == ["https://example.org/page", ""]


def test_a_link_is_added_in_place(qtbot: QtBot) -> None:
    shown = SourceList()
    qtbot.addWidget(shown)
    shown.show()
    shown.link_button.click()
    assert shown.link_form.isVisible()
    assert not shown.link_form.add.isEnabled()
    qtbot.keyClicks(shown.link_form.url, "https://example.org")
    qtbot.keyClicks(shown.link_form.title, "A page")
    with qtbot.waitSignal(shown.link_requested) as told:
        qtbot.keyClick(shown.link_form.title, Qt.Key.Key_Return)
    assert told.args == ["https://example.org", "A page"]
    assert shown.link_form.isHidden()


def test_a_note_without_a_title_is_named_by_its_first_line(qtbot: QtBot) -> None:
    shown = SourceList()
    qtbot.addWidget(shown)
    shown.show()
    shown.note_button.click()
    qtbot.keyClicks(shown.note_form.text, "Call with the harbour master")
    with qtbot.waitSignal(shown.note_requested) as told:
        shown.note_form.add.click()
    assert told.args == ["Call with the harbour master", "Call with the harbour master"]


def test_escape_puts_a_form_away(qtbot: QtBot) -> None:
    shown = SourceList()
    qtbot.addWidget(shown)
    shown.show()
    shown.note_button.click()
    qtbot.keyClick(shown.note_form.title, Qt.Key.Key_Escape)
    assert shown.note_form.isHidden()


def test_another_source_first_tells_what_was_typed_for_the_one_before(qtbot: QtBot) -> None:
    details = SourceDetails()
    qtbot.addWidget(details)
    first, second = samples.sources()[:2]
    details.show_source(first)
    details.sheet.fields["author"].draft.restore("Town clerk")
    with qtbot.waitSignal(details.source_edited) as told:
        details.show_source(second)
    assert told.args == [first.id, "author", "Town clerk"]
    assert details.sheet.fields["author"].draft.text == ""


def test_a_link_without_a_copy_says_so(qtbot: QtBot) -> None:
    details = SourceDetails()
    qtbot.addWidget(details)
    details.show_source(samples.sources()[2])
    assert details._kind.words == "link only, no copy kept"
    assert details.status.currentText() == "link only"
    details.show_source(samples.sources()[0])
    assert details.status.currentText() == "received"


def test_in_a_short_line_a_source_s_kind_gives_way_to_what_its_sign_does_not_tell(qtbot: QtBot) -> None:
    metrics = QFontMetrics(QFont())
    facts = ["person", "wanted", "cited 2×"]
    wide = metrics.horizontalAdvance(" · ".join(facts))

    assert fitting(facts, metrics, wide) == "person · wanted · cited 2×"
    assert fitting(facts, metrics, wide - 1) == "wanted · cited 2×"
    assert fitting(["person"], metrics, 1) == "person"


def test_the_whole_hash_can_be_copied(qtbot: QtBot) -> None:
    details = SourceDetails()
    qtbot.addWidget(details)
    details.show_source(samples.sources()[0])
    copy = [b for b in details.findChildren(QPushButton) if b.accessibleName() == "Copy SHA-256"]
    copy[0].click()
    assert QGuiApplication.clipboard().text() == samples.sources()[0].sha


def test_blanks_of_the_provenance_stay_visible(qtbot: QtBot) -> None:
    details = ArticleDetails()
    qtbot.addWidget(details)
    details.show_article(samples.articles()[0], samples.scale())
    archive, outlet = (details.provenance.fields[name] for name in ("archive_url", "outlet"))
    assert archive.property("blank") == "true"
    assert archive.placeholderText() == "blank"
    assert outlet.property("blank") == "false"
    details.show_article(samples.articles()[1], samples.scale())
    assert details.provenance.facts["captured"].text() == "not known"


def test_the_finding_travels_as_one_value(qtbot: QtBot) -> None:
    details = ArticleDetails()
    qtbot.addWidget(details)
    article = samples.articles()[0]
    details.show_article(article, samples.scale())
    details.finding.fields["finding_standfirst"].draft.restore("In short.")
    with qtbot.waitSignal(details.finding_requested) as told:
        details.picker.press(2)
    assert told.args == [article.id, article.finding_title, "In short.", 2]
    with qtbot.assertNotEmitted(details.finding_requested):
        details.flush()


@pytest.mark.parametrize("make", [ArticleList, SourceList])
def test_every_button_of_a_list_has_a_name(qtbot: QtBot, make: type[ArticleList] | type[SourceList]) -> None:
    shown: QWidget = make()
    qtbot.addWidget(shown)
    assert all(
        b.accessibleName() or b.text() for b in shown.findChildren(QPushButton) if b.isVisibleTo(shown)
    )


def test_the_details_of_an_article_are_no_wider_than_their_panel(qtbot: QtBot) -> None:
    details = ArticleDetails()
    qtbot.addWidget(details)
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    article = replace(samples.articles()[0], media_type=word, original_name="sandoy_ferries_" * 5 + ".docx")
    details.show_article(article, samples.scale())
    details.show_drafts(
        [replace(draft, person_name="Wilhelmina Featherstonehaugh") for draft in three_drafts()]
    )
    assert "Word document" in details.provenance.facts["kept"].text()
    details.resize(340, 800)
    details.show()
    qtbot.waitExposed(details)
    area = details.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_kind_of_source_has_a_sign_of_its_own_in_the_themes_colour(qtbot: QtBot, theme: str) -> None:
    colour = load(theme).colour("soft")
    drawn = [kind_icon(kind, load(theme), 2.0).pixmap(32, 32).toImage() for kind in SourceKind]
    assert len({bytes(image.constBits()) for image in drawn}) == len(SourceKind)
    for image in drawn:
        every = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        full = [pixel for pixel in every if pixel.alpha() == 255]
        assert full
        assert all(abs(one.red() - colour.red()) + abs(one.blue() - colour.blue()) < 6 for one in full)
    assert kind_icon("of a later program", load(theme), 1.0).isNull()

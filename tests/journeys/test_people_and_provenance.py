"""A person asked by keys: their terms, every attempt to reach them; and what is noted of a source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db import queries
from db.place import identity
from db.project_file import Project
from db.records import ContactRecord, SourceRecord
from tests.journeys.window import Worked
from widgets.labels import Label
from widgets.source_details import SourceDetails


@pytest.fixture
def worked(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Worked]:
    worked = Worked(qtbot, qapp)
    worked.make(tmp_path / "bridge.tickmark")
    yield worked
    if worked.desk.session is not None:
        worked.close()


def source(worked: Worked, number: str) -> SourceRecord:
    worked.saved()
    return next(one for one in worked.desk.sources.values() if one.number == number)


def details(worked: Worked) -> SourceDetails:
    return worked.window.library.sheet.details


def contacts(worked: Worked) -> list[ContactRecord]:
    found: list[list[ContactRecord]] = []

    def ask(project: Project) -> list[ContactRecord]:
        return queries.contacts(project.conn)

    assert worked.desk.session is not None
    worked.desk.session.read(ask, lambda read, _: found.append(read))
    worked.until(lambda: bool(found))
    return found[0]


def test_a_person_is_added_and_asked_by_keys_alone(worked: Worked) -> None:
    worked.press("Ctrl+Shift+H")
    worked.type("Mr Aalto")
    worked.press("Tab")
    worked.type("harbour master")
    worked.press("Return")
    worked.until(lambda: bool(worked.desk.sources))
    aalto = source(worked, "S1")
    assert (aalto.kind, aalto.title, aalto.person.role) == ("person", "Mr Aalto", "harbour master")
    assert aalto.status == "wanted"
    worked.until(lambda: worked.window.library.sheet.source == aalto.id)
    worked.press("Shift+P")
    worked.type("telephone")
    worked.press("Tab")
    worked.type("Is the bridge 240 metres long?")
    worked.press("Tab", "Tab")
    worked.type("2026-11-20")
    worked.press("Return")
    worked.until(lambda: source(worked, "S1").status == "requested")
    worked.until(lambda: "asked for by 2026-11-20" in words_in(details(worked)))
    (asked,) = contacts(worked)
    assert (asked.how, asked.due, asked.answer) == ("telephone", "2026-11-20", "")
    assert asked.at[:3] == "202"
    worked.window.viewer.open(aalto.id)
    assert worked.window.viewer.viewer.instead.words.startswith("A person has no pages")


def words_in(shown: SourceDetails) -> str:
    return "\n".join(label.text() for label in shown.findChildren(Label) if label.isVisible())


def test_an_answer_is_noted_later_and_a_contact_taken_away_comes_back_by_undo(worked: Worked) -> None:
    worked.window.library.sources.person_requested.emit("Mr Aalto", "", "")
    worked.until(lambda: bool(worked.window.library.sheet.source))
    log = details(worked).contacts
    said = {"at": "2026-11-03 14:10", "how": "telephone", "put": "How long?", "answer": "", "due": ""}
    log.added.emit(said)
    worked.until(lambda: "No answer yet" in words_in(details(worked)))
    (asked,) = contacts(worked)
    log.row(asked.id).edit_button.click()
    worked.type("240 metres.")
    worked.press("Tab", "Return")
    worked.until(lambda: source(worked, "S1").status == "received")
    worked.until(lambda: "Answered: 240 metres." in words_in(details(worked)))
    log.row(asked.id).remove_button.click()
    worked.until(lambda: not contacts(worked))
    worked.window.history.undo()
    worked.until(lambda: len(contacts(worked)) == 1)
    worked.until(lambda: "Answered: 240 metres." in words_in(details(worked)))


def test_half_a_contact_typed_is_kept_over_a_crash_and_forgotten_when_it_is_added_or_given_up(
    worked: Worked, qtbot: QtBot, qapp: QApplication
) -> None:
    worked.window.library.sources.person_requested.emit("Ms Aalto", "", "")
    worked.until(lambda: bool(worked.window.library.sheet.source))
    worked.press("Shift+P")
    worked.type("telephone")
    worked.press("Tab")
    worked.type("How long is the bri")
    worked.until(lambda: scratch(worked).get("contact.put") == "How long is the bri")
    kept = scratch(worked)
    assert kept["contact.how"] == "telephone"
    worked.press("Escape")
    worked.until(lambda: not scratch(worked))

    aalto = source(worked, "S1").id
    assert worked.desk.session is not None
    path = worked.desk.session.path
    worked.close()
    with Project.open(path, identity()) as project:
        for name, text in kept.items():
            project.set_scratch(f"{aalto}/{name}", text)
    again = Worked(qtbot, qapp)
    again.open(path)
    again.until(lambda: "typing on S1" in again.window.notices.banner.words)
    again.window.notices.banner.first.click()
    form = details(again).contacts.form
    assert form is not None
    assert (form.said["how"], form.said["put"]) == ("telephone", "How long is the bri")
    form.save.click()
    again.until(lambda: len(contacts(again)) == 1)
    again.saved()
    assert scratch(again) == {}
    again.close()


def test_half_a_note_typed_is_back_in_its_form_after_a_crash(
    worked: Worked, qtbot: QtBot, qapp: QApplication
) -> None:
    worked.press("Ctrl+T")
    worked.type("Call with the harbour office")
    worked.press("Return")
    worked.type("It opened in 19")
    worked.until(lambda: scratch(worked).get("note.text") == "It opened in 19")
    kept = scratch(worked)
    assert worked.desk.session is not None
    path = worked.desk.session.path
    worked.window.projects.make(path.with_name("other.tickmark"))
    worked.until(lambda: worked.desk.session is not None and worked.desk.session.path != path)
    worked.until(lambda: worked.window.library.sources.note_form.isHidden())
    assert worked.window.library.sources.note_form.text.plain() == ""
    worked.close()
    with Project.open(path, identity()) as project:
        assert project.scratch("new note/note.text") == kept["note.text"]
    again = Worked(qtbot, qapp)
    again.open(path)
    form = again.window.library.sources.note_form
    again.until(lambda: form.text.plain() == "It opened in 19")
    assert form.title.plain() == "Call with the harbour office"
    assert not form.isHidden()
    form.add.click()
    again.until(lambda: len(again.desk.sources) == 1)
    again.saved()
    assert scratch(again) == {}
    assert source(again, "S1").note == "It opened in 19"
    again.close()


def scratch(worked: Worked) -> dict[str, str]:
    """What is kept of typing on sources that is no change yet, by field."""
    session = worked.desk.session
    assert session is not None
    found: list[dict[str, str]] = []
    session.read(lambda project: queries.scratch(project.conn), lambda kept, _revision: found.append(kept))
    worked.until(lambda: bool(found))
    return {key.partition("/")[2]: text for key, text in found[0].items()}


def test_what_is_being_written_to_a_contact_log_is_kept_when_another_source_is_looked_at(
    worked: Worked,
) -> None:
    worked.window.library.sources.person_requested.emit("Mr Aalto", "", "")
    worked.until(lambda: bool(worked.window.library.sheet.source))
    worked.press("Shift+P")
    worked.type("at the door")
    worked.window.library.sources.note_requested.emit("A note", "Words")
    worked.until(lambda: len(worked.desk.sources) == 2)
    worked.window.library.show_source(source(worked, "S2").id)
    worked.until(lambda: [one.how for one in contacts(worked)] == ["at the door"])


def test_somebody_off_the_record_is_confidential_until_a_person_says_otherwise(worked: Worked) -> None:
    worked.window.library.sources.person_requested.emit("A clerk", "", "")
    worked.until(lambda: bool(worked.window.library.sheet.source))
    shown = details(worked)
    shown.person.sheet.fields["name"].draft.restore("A clerk of the port")
    shown.person.record.chip("off").click()
    worked.until(lambda: source(worked, "S1").confidential)
    assert shown.confidential.isChecked()
    assert "Off the record" in words_in(shown)
    shown.confidential.click()
    worked.until(lambda: not source(worked, "S1").confidential)
    assert source(worked, "S1").person.record == "off"
    assert source(worked, "S1").title == "A clerk of the port"


def test_all_that_is_noted_of_a_source_comes_back_when_the_project_is_opened_again(
    worked: Worked, tmp_path: Path
) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text("The bridge is 240 metres long.", encoding="utf-8")
    worked.window.library.add_source_files([str(path)])
    worked.until(lambda: bool(worked.desk.sources))
    added = source(worked, "S1")
    worked.window.library.show_source(added.id)
    shown = details(worked)
    assert "Not noted yet: author or publisher" in words_in(shown)
    said = {"licence": "open government", "reliability": "minutes, signed", "accessed": "2026-11-23"}
    for name, text in said.items():
        shown.sheet.fields[name].draft.restore(text)
    shown.status.setCurrentIndex(shown.status.findData("requested"))
    shown.status.activated.emit(shown.status.currentIndex())
    worked.window.projects.close()
    worked.until(lambda: worked.desk.session is None)
    worked.open(tmp_path / "bridge.tickmark")
    now = source(worked, "S1")
    assert {name: getattr(now, name) for name in said} == said
    assert now.status == "requested"
    worked.window.library.show_source(now.id)
    assert str(path) in shown.bytes.facts["origin"].property("whole")
    assert shown.bytes.facts["media_type"].text() == "text/plain"


def test_a_file_s_long_type_never_makes_the_details_wider_than_their_column(worked: Worked) -> None:
    worked.window.library.sources.person_requested.emit("A clerk", "", "")
    worked.until(lambda: bool(worked.window.library.sheet.source))
    shown = details(worked)
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    odd = replace(
        source(worked, "S1"),
        kind="document",
        media_type=word,
        sha="ab" * 32,
        origin="/x" * 90,
        title="ä" * 300,
    )
    shown.show_source(odd)
    page = shown.sheet.parentWidget()
    assert page is not None
    assert page.minimumSizeHint().width() <= 300

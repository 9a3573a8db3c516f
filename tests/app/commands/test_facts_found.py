"""Facts of an article: recorded with its import, looked for again when asked, listed with their ticks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.commands import adding, articles, facts
from app.importing.read import read_pasted
from app.listing import LISTS
from db import queries
from db.errors import KnownError
from db.place import identity
from db.project_file import Project
from db.records import FactKind, SentenceState

TEXT = "The ferry carried 41,200 people in 2019. Ann Hollis left.\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "ferry.tickmark", identity("Maren Colby"), title="Ferry") as project:
        project.run(articles.add(project, read_pasted(TEXT)))
        yield project


def words(project: Project) -> dict[str, FactKind]:
    return {TEXT[fact.start : fact.end]: fact.kind for fact in queries.facts(project.conn)}


def draft(project: Project) -> str:
    return queries.articles(project.conn)[0].draft


def test_an_import_records_the_facts_and_undoing_it_takes_them_away(project: Project) -> None:
    assert words(project) == {
        "41,200": FactKind.NUMBER,
        "2019": FactKind.DATE,
        "Ann Hollis": FactKind.NAME,
    }
    assert facts.find(project, draft=draft(project)).edits == ()
    project.undo()
    assert queries.articles(project.conn) == []


def test_a_text_without_facts_is_searched_in_one_step_that_undo_takes_back(project: Project) -> None:
    project.run(facts.record_found(project, draft=draft(project), found=()))
    assert words(project) == {}
    project.run(facts.find(project, draft=draft(project)))
    assert len(words(project)) == 3
    project.undo()
    assert words(project) == {}


def test_the_list_tells_each_fact_with_its_sentence_state_and_ticks(project: Project) -> None:
    source = project.run(adding.add_note(project, title="Annual report", text="41,200")).focus
    ids = {TEXT[fact.start : fact.end]: fact.id for fact in queries.facts(project.conn)}
    tick = facts.tick(project, fact=ids["41,200"], source=source, passage="41,200 in all", locator="p. 3")
    project.run(tick)
    project.run(facts.dismiss(project, fact=ids["2019"]))
    rows = list(LISTS["facts"](project, None))
    assert [(row["words"], row["kind"], row["sentence"], row["state"]) for row in rows] == [
        ("41,200", "number", 1, "ticked"),
        ("2019", "date", 1, "dismissed"),
        ("Ann Hollis", "name", 2, "open"),
    ]
    (tick_row,) = rows[0]["ticks"]
    assert (tick_row["source_number"], tick_row["words"], tick_row["passage"], tick_row["locator"]) == (
        "S1",
        "41,200",
        "41,200 in all",
        "p. 3",
    )
    states = [sentence.state for sentence in queries.sentences(project.conn, draft(project))]
    assert states == [SentenceState.CLOSED, SentenceState.UNREAD]


def test_other_words_take_a_fact_s_place_unless_it_is_ticked(project: Project) -> None:
    ids = {TEXT[fact.start : fact.end]: fact.id for fact in queries.facts(project.conn)}
    start = TEXT.index("41,200")
    project.run(facts.stretch(project, fact=ids["41,200"], start=start, end=start + len("41,200 people")))
    live = {
        TEXT[fact.start : fact.end]: fact.kind for fact in queries.facts(project.conn) if not fact.dismissed
    }
    assert live == {
        "41,200 people": FactKind.NUMBER,
        "2019": FactKind.DATE,
        "Ann Hollis": FactKind.NAME,
    }
    source = project.run(adding.add_note(project, title="Annual report", text="2019")).focus
    project.run(facts.tick(project, fact=ids["2019"], source=source))
    with pytest.raises(KnownError, match="ticked"):
        facts.stretch(project, fact=ids["2019"], start=start, end=start + 6)
    project.undo()
    project.undo()
    project.undo()
    assert len(words(project)) == 3
    assert not any(fact.dismissed for fact in queries.facts(project.conn))

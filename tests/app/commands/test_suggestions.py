"""What a person answers to suggestions stays theirs: over runs, drafts, undoing and merging."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.commands import articles, claims, drafts, suggestions
from app.importing.read import read_pasted
from db import queries
from db.errors import KnownError
from db.place import identity
from db.project_file import Project
from db.records import Question, SentenceRecord, SentenceState

TEXT = "The ministry suggests the ferry cost 4.2 million. The port is old. Nobody was hurt in 2019.\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "ferry.tickmark", identity(), title="Ferry") as made:
        yield made


@pytest.fixture
def article(project: Project) -> str:
    project.run(articles.add(project, read_pasted(TEXT)))
    return queries.articles(project.conn)[0].id


def draft_of(project: Project) -> str:
    return queries.articles(project.conn)[0].draft


def sentences(project: Project) -> list[SentenceRecord]:
    return queries.sentences(project.conn, draft_of(project))


def test_accepting_fills_a_claim_with_two_questions_and_undo_takes_all_of_it_back(
    project: Project, article: str
) -> None:
    first = sentences(project)[0]
    project.run(
        suggestions.accept(
            project,
            article=article,
            draft=draft_of(project),
            start=first.start,
            end=first.end,
            wording="The ferry cost 4.2 million.",
            speaker="The ministry",
            through="the Gazette",
            act="suggests",
            kind="number",
        )
    )
    (claim,) = queries.claims(project.conn)
    assert (claim.speaker, claim.through, claim.act, claim.kind) == (
        "The ministry",
        "the Gazette",
        "suggests",
        "number",
    )
    assert claim.questions == (Question.SAID, Question.SO)
    assert sentences(project)[0].suggestion == "accepted"
    with pytest.raises(KnownError, match="on these words already"):
        suggestions.accept(
            project, article=article, draft=draft_of(project), start=first.start, end=first.end
        )
    project.run(claims.delete(project, claim=claim.id))
    assert sentences(project)[0].suggestion == "accepted"
    project.undo()
    project.undo()
    assert sentences(project)[0].suggestion == ""
    assert not queries.claims(project.conn)


def test_a_dismissal_changes_no_state_is_taken_back_and_holds_in_a_later_draft(
    project: Project, article: str
) -> None:
    _, second, third = sentences(project)
    for one in (second, third):
        project.run(suggestions.dismiss(project, draft=draft_of(project), start=one.start, end=one.end))
    assert [one.suggestion for one in sentences(project)] == ["", "dismissed", "dismissed"]
    assert {one.state for one in sentences(project)} == {SentenceState.UNREAD}
    project.undo()
    assert [one.suggestion for one in sentences(project)] == ["", "dismissed", ""]
    project.redo()
    imported = read_pasted(TEXT.replace("The ministry", "On Monday the ministry"))
    project.run(drafts.revise(project, imported=imported, article=article))
    assert [one.suggestion for one in sentences(project)] == ["", "dismissed", "dismissed"]
    again = sentences(project)[1]
    project.run(suggestions.restore(project, draft=draft_of(project), start=again.start, end=again.end))
    assert [one.suggestion for one in sentences(project)] == ["", "", "dismissed"]


def test_when_suggestions_are_shown_is_the_projects_choice(project: Project, article: str) -> None:
    assert queries.project(project.conn).suggestions == "at-once"
    project.run(suggestions.set_shown(project, when="after-reading"))
    assert queries.project(project.conn).suggestions == "after-reading"
    assert not suggestions.set_shown(project, when="after-reading").edits
    with pytest.raises(KnownError, match="cannot be shown"):
        suggestions.set_shown(project, when="never")
    with pytest.raises(KnownError, match="no such sentence"):
        suggestions.dismiss(project, draft=draft_of(project), start=1, end=5)

"""What stood on the words of an older draft is found there again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.commands import articles, claims, drafts, facts, fixes, verdicts
from app.commands.passages import Passage
from app.importing.read import read_pasted
from db import queries
from db.on_draft import places_on
from db.place import identity
from db.project_file import Project
from db.records import ClaimRecord, ClaimStatus, Question
from db.step import new_id

FIRST = """The bridge is 240 metres long and was opened in 1998.
The mayor says it cost 14 million.
Nobody counted the cars before 2004.
The old bridge was sold to Norway.
"""
SECOND = FIRST.replace("14 million", "15 million").replace("The old bridge was sold to Norway.\n", "")
THIRD = "It was opened by a choir.\n" + SECOND.replace("counted the cars", "ever counted the cars")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "job.tickmark", identity("Maren Colby"), title="Bridge") as project:
        project.run(articles.add(project, read_pasted(FIRST, "Bridge")))
        yield project
        assert project.verify() == []


def revise(project: Project, words: str, based_on: str = "") -> str:
    article = queries.articles(project.conn)[0].id
    imported = read_pasted(words, "Bridge")
    return project.run(drafts.revise(project, article=article, imported=imported, based_on=based_on)).focus


def mark(project: Project, words: str) -> str:
    article = queries.articles(project.conn)[0]
    start = queries.article_text(project.conn, article.text).text.index(words)
    step = claims.mark(project, article=article.id, draft=article.draft, start=start, end=start + len(words))
    return project.run(step).focus


def on(project: Project, draft: str) -> dict[str, ClaimRecord]:
    return {claim.id: claim for claim in queries.claims_on_draft(project.conn, draft)}


def test_an_older_draft_has_its_marks_and_not_those_of_later_ones(project: Project) -> None:
    first = queries.articles(project.conn)[0].draft
    cost, sold = mark(project, "it cost 14 million"), mark(project, "sold to Norway")
    second = revise(project, SECOND)
    cars = mark(project, "Nobody counted the cars")
    third = revise(project, THIRD)

    old, middle, now = (on(project, draft) for draft in (first, second, third))
    assert {id: claim.quote for id, claim in old.items()} == {
        cost: "it cost 14 million",
        sold: "sold to Norway",
    }
    assert {id: claim.quote for id, claim in middle.items()} == {
        cost: "it cost 15 million",
        cars: "Nobody counted the cars",
    }
    assert (middle[cost].carried, middle[cost].was) == ("changed", "it cost 14 million")
    assert (middle[cars].carried, middle[cars].paragraph) == ("", 3)
    standing = [claim for claim in queries.claims(project.conn) if claim.draft == third]
    assert list(now.values()) == standing
    assert now[cars].quote == "Nobody ever counted the cars"


def test_a_claim_is_where_it_was_last_put_on_that_draft_and_not_where_that_was_taken_back(
    project: Project,
) -> None:
    first = queries.articles(project.conn)[0].draft
    claim = mark(project, "14 million")
    for words in ("it cost 14 million", "The mayor says it cost 14 million."):
        start = FIRST.index(words)
        project.run(drafts.place(project, entity=claim, start=start, end=start + len(words)))
    project.undo()
    second = revise(project, SECOND)
    start = SECOND.index("240 metres")
    project.run(drafts.place(project, entity=claim, start=start, end=start + 10))

    assert on(project, first)[claim].quote == "it cost 14 million"
    assert on(project, second)[claim].quote == "240 metres"
    project.undo()
    assert on(project, second)[claim].quote == "it cost 15 million"


def test_fixes_stand_on_the_old_draft_where_they_stood(project: Project) -> None:
    article = queries.articles(project.conn)[0]
    fix, start = new_id("fix"), FIRST.index("sold to Norway")
    at = Passage(article.id, article.draft, start, start + 4)
    project.run(fixes.write(project, fix=fix, passage=at, text="given"))
    second = revise(project, SECOND)
    assert {id: at.start for id, at in places_on(project.conn, article.draft, [fix]).items()} == {fix: start}
    assert places_on(project.conn, second, [fix]) == {}


def test_a_draft_put_beside_the_current_one_shows_what_came_to_it_from_their_common_one(
    project: Project,
) -> None:
    first = queries.articles(project.conn)[0].draft
    cost = mark(project, "it cost 14 million")
    second = revise(project, SECOND)
    rival = revise(project, FIRST.replace("14 million", "16 million"), based_on=first)

    quotes = {draft: on(project, draft)[cost].quote for draft in (first, second, rival)}
    assert quotes == {
        first: "it cost 14 million",
        second: "it cost 15 million",
        rival: "it cost 16 million",
    }


def test_the_ledger_of_an_older_draft_is_as_it_was(project: Project) -> None:
    article = queries.articles(project.conn)[0]
    cost, sold = mark(project, "it cost 14 million"), mark(project, "sold to Norway")
    for claim in (cost, sold):
        verdict = {"question": Question.SO, "rating": 1, "rationale": "Seen.", "as_of": "2026"}
        project.run(verdicts.set_verdict(project, claim=claim, **verdict))  # type: ignore[arg-type]
        project.run(claims.close(project, claim=claim, reason="House file."))
    for fact in queries.facts(project.conn, article.text):
        project.run(facts.dismiss(project, fact=fact.id))
    start = FIRST.index("Nobody counted")
    at = Passage(article.id, article.draft, start, start + 6)
    project.run(fixes.write(project, fix=new_id("fix"), passage=at, text="No one"))

    def states(draft: str) -> list[str]:
        there = queries.claims_on_draft(project.conn, draft)
        return [s.state.value for s in queries.sentences_on_draft(project.conn, draft, there)]

    before = [s.state.value for s in queries.sentences(project.conn, article.draft)]
    assert before[1:] == ["closed", "open", "closed"]
    assert states(article.draft) == before
    second = revise(project, SECOND)
    assert queries.claims(project.conn, ids=[cost])[0].status is not ClaimStatus.CLOSED
    assert states(article.draft) == before
    assert states(second) == [s.state.value for s in queries.sentences(project.conn, second)]

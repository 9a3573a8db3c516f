"""What the review shows of a sentence that several drafts changed: the words somebody last saw to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.commands import articles, claims, drafts
from app.importing.read import read_pasted
from app.panels.review_read import read_review
from db import queries
from db.place import identity
from db.project_file import Project
from db.records import ArticleRecord

OTHERS = (
    "The bridge was opened in 1998 by the mayor of the town.\n{0}\nNobody counted the cars before 2004.\n"
)
COST = [f"The mayor says that it cost {n} million crowns to build." for n in (14, 15, 16)]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "job.tickmark", identity("Maren Colby"), title="Bridge") as project:
        project.run(articles.add(project, read_pasted(OTHERS.format(COST[0]), "Bridge")))
        known = article(project)
        # On some words of the sentence only, so that the sentence is listed beside the claim.
        at = OTHERS.index("{0}")
        project.run(claims.mark(project, article=known.id, draft=known.draft, start=at, end=at + 9))
        yield project


def article(project: Project) -> ArticleRecord:
    return queries.articles(project.conn)[0]


def revise(project: Project, words: str) -> None:
    project.run(drafts.revise(project, article=article(project).id, imported=read_pasted(words, "Bridge")))


def before_and_after(project: Project) -> list[tuple[str, str]]:
    review = read_review(project, article=article(project).id)
    return [
        (item.before, item.after) for item in review.items if not item.entity and item.outcome == "changed"
    ]


def look(project: Project) -> None:
    at = OTHERS.index("{0}")
    draft = article(project).draft
    project.run(drafts.recheck(project, draft=draft, start=at, end=at + len(COST[0])))


def test_a_sentence_changed_twice_shows_the_words_from_before_the_first_change(project: Project) -> None:
    revise(project, OTHERS.format(COST[1]))
    assert before_and_after(project) == [(COST[0], COST[1])]
    revise(project, OTHERS.format(COST[2]))
    assert before_and_after(project) == [(COST[0], COST[2])]


def test_what_waits_since_an_earlier_draft_still_shows_what_it_was(project: Project) -> None:
    revise(project, OTHERS.format(COST[1]))
    revise(project, OTHERS.format(COST[1]) + "The lamps are red.\n")
    assert before_and_after(project) == [(COST[0], COST[1])]


def test_once_somebody_looked_those_words_are_the_ones_before(project: Project) -> None:
    revise(project, OTHERS.format(COST[1]))
    look(project)
    assert before_and_after(project) == []
    revise(project, OTHERS.format(COST[2]))
    assert before_and_after(project) == [(COST[1], COST[2])]


def test_places_to_choose_from_are_told_apart_by_what_stands_beside_them(project: Project) -> None:
    said = "It was sold to Norway."
    first = f"The pier is old. {said} Nobody asked why.\n\nThe quay is new, and the crane is not paid.\n"
    second = first.replace(f" {said}", "").replace("The quay", f"{said} The quay")
    second = second.replace("not paid.", "not paid, and it was sold to Norway.")
    revise(project, first)
    known = article(project)
    at = queries.article_text(project.conn, known.text).text.index(said)
    claim = project.run(
        claims.mark(project, article=known.id, draft=known.draft, start=at, end=at + len(said))
    ).focus
    revise(project, second)
    (item,) = (one for one in read_review(project, article=known.id).items if one.entity == claim)
    body = queries.article_text(project.conn, article(project).text).text
    told = [(c.paragraph, c.lead, c.words, c.tail) for c in item.choices]
    assert told == [
        (
            2,
            "The pier is old. Nobody asked why. ¶ ",
            said,
            " The quay is new, and the crane is not paid, and it was …",
        ),
        # The place has its full stop, as the words have.
        (2, "The pier is old. Nobody asked why. ¶ It was sold to Norway. ", "it was sold to Norway.", ""),
    ]
    assert [body[c.start : c.end] for c in item.choices] == [c.words for c in item.choices]


def test_a_claim_whose_own_words_are_the_same_shows_what_changed_in_its_sentence(project: Project) -> None:
    first = "Some say a lot. The mayor kept his word. The town paid all of it."
    joined = "Some say a lot. The mayor kept his word, and the town paid all of it."
    revise(project, OTHERS.format(first))
    known = article(project)
    start = OTHERS.index("{0}") + first.index("The mayor")
    end = start + len("The mayor kept his word.")
    step = claims.mark(project, article=known.id, draft=known.draft, start=start, end=end)
    claim = project.run(step).focus
    revise(project, OTHERS.format(joined))
    (item,) = [item for item in read_review(project, article=known.id).items if item.entity == claim]
    assert (item.outcome, item.after) == ("merged", "The mayor kept his word")
    assert item.around == ("The mayor kept his word.", joined.removeprefix("Some say a lot. "))
    # One whose own words changed shows these alone.
    other = "Some say a lot. The mayor broke his word. The town paid all of it."
    revise(project, OTHERS.format(other))
    (item,) = [item for item in read_review(project, article=known.id).items if item.entity == claim]
    assert (item.before, item.after) == ("The mayor kept his word.", "The mayor broke his word")
    assert item.around == ("", "")


def test_a_claim_made_on_a_draft_beside_the_one_shown_names_it_and_is_back_when_it_is_chosen(
    project: Project,
) -> None:
    known = article(project)
    revise(project, OTHERS.format(COST[1]))
    beside = article(project).draft
    start = OTHERS.index("{0}") + COST[1].index("15 million")
    claim = project.run(
        claims.mark(project, article=known.id, draft=beside, start=start, end=start + len("15 million"))
    ).focus
    other = read_pasted(OTHERS.format("Nobody says what it was."), "Bridge")
    project.run(drafts.revise(project, article=known.id, imported=other, based_on=known.draft))
    assert article(project).rivals == (beside,)
    (item,) = [item for item in read_review(project, article=known.id).items if item.entity == claim]
    assert (item.elsewhere, item.draft, item.before) == (beside, 2, "15 million")
    assert [(one.id, one.apart) for one in queries.claims(project.conn) if one.apart] == [(claim, 2)]
    assert not any(one.apart for one in queries.claims_on_draft(project.conn, beside))
    project.run(drafts.confirm(project, entity=claim))
    project.run(drafts.choose(project, article=known.id, draft=beside))
    (found,) = queries.claims(project.conn, ids=[claim])
    assert (found.draft, found.quote, found.carried) == (beside, "15 million", "")

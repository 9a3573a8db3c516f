"""Fixes, queries and notes as steps: what they keep, what they refuse, and what undo takes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.commands import articles, claims, fixes, notes, query_threads, restoring, verdicts
from app.commands.passages import Passage, passage_of
from app.importing.read import read_pasted
from db import queries
from db.errors import KnownError
from db.place import Identity, identity
from db.project_file import Project
from db.records import ClaimStatus, FixState, PersonId, Question
from db.step import new_id

TEXT = "The bridge is 240 metres long. The mayor says it cost 14 million.\n"
OTHER = Identity("ab" * 16, PersonId("person:" + "cd" * 16), "Jonas Reyk", "JR")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "job.tickmark", identity("Maren Colby"), title="Bridge") as project:
        project.run(articles.add(project, read_pasted(TEXT)))
        yield project


def marked(project: Project, words: str = "240 metres") -> str:
    at = passage(project, words)
    return project.run(
        claims.mark(project, article=at.article, draft=at.draft, start=at.start, end=at.end)
    ).focus


def passage(project: Project, words: str) -> Passage:
    article = queries.articles(project.conn)[0]
    text = queries.article_text(project.conn, article.text).text
    return Passage(article.id, article.draft, text.index(words), text.index(words) + len(words))


def test_a_fix_is_written_under_one_id_while_its_typing_goes_on(project: Project) -> None:
    fix, claim = new_id("fix"), marked(project)
    for text in ("241", "241 metres"):
        project.run(fixes.write(project, fix=fix, passage=passage_of(project, claim), text=text, why="Plan"))
    (found,) = queries.fixes(project.conn)
    assert (found.id, found.text, found.why, found.passage.quote) == (fix, "241 metres", "Plan", "240 metres")
    assert queries.claims(project.conn)[0].fixes == 1
    project.undo()
    assert queries.fixes(project.conn)[0].text == "241"
    project.undo()
    assert queries.fixes(project.conn) == []


def test_a_fix_stands_on_words_without_a_claim_too(project: Project) -> None:
    at = passage(project, "14 million")
    project.run(fixes.write(project, fix=new_id("fix"), passage=at, text=" "))
    (found,) = queries.fixes(project.conn)
    assert (found.passage.claim, found.passage.quote, found.text) == (None, "14 million", "")
    with pytest.raises(KnownError):
        fixes.write(project, fix=new_id("fix"), passage=Passage(at.article, at.draft, 30, 31), text="x")


@pytest.mark.parametrize(
    ("state", "text", "why"),
    [(FixState.REWORDED, "", ""), (FixState.REWORDED, "250 metres", ""), (FixState.STET, "", " ")],
)
def test_a_decision_without_its_words_or_reason_is_refused(
    project: Project, state: FixState, text: str, why: str
) -> None:
    fix = project.run(fixes.propose_on_claim(project, claim=marked(project), text="250 metres")).focus
    with pytest.raises(KnownError):
        fixes.settle(project, fix=fix, state=state, text=text, why=why)


def test_a_decision_names_who_made_it_and_new_words_open_it_again(project: Project) -> None:
    fix = project.run(fixes.propose_on_claim(project, claim=marked(project), text="250 metres")).focus
    project.run(fixes.settle(project, fix=fix, state=FixState.STET, why="The plan is right."))
    (found,) = queries.fixes(project.conn)
    assert (found.open, found.outcome_by, found.outcome_why) == (False, "Maren Colby", "The plan is right.")
    assert found.wanted == "240 metres"
    assert queries.claims(project.conn)[0].fixes == 0
    project.run(fixes.edit(project, fix=fix, text="251 metres", why=""))
    assert queries.fixes(project.conn)[0].open
    project.run(fixes.settle(project, fix=fix, state=FixState.REWORDED, text="251 m"))
    assert queries.fixes(project.conn)[0].wanted == "251 m"
    project.run(fixes.reopen(project, fix=fix))
    project.run(fixes.remove(project, fix=fix))
    assert queries.fixes(project.conn) == []


def test_proposing_again_on_a_claim_changes_ones_own_open_proposal(project: Project) -> None:
    claim = marked(project)
    for text in ("250 metres", "251 metres"):
        project.run(fixes.propose_on_claim(project, claim=claim, text=text))
    assert [fix.text for fix in queries.fixes(project.conn)] == ["251 metres"]


def test_a_query_is_one_step_and_open_until_it_is_resolved(project: Project) -> None:
    query, claim = new_id("query"), marked(project)
    step = query_threads.ask(
        project,
        query=query,
        message=new_id("message"),
        passage=passage_of(project, claim),
        role="author",
        text="Which plan?",
    )
    project.run(step)
    assert queries.claims(project.conn)[0].queries == 1
    with pytest.raises(KnownError):
        query_threads.resolve(project, query=query)
    answer = query_threads.write_message(
        project, query=query, message=new_id("message"), text="The one of 1931.", speaker="Linnea Vaske"
    )
    project.run(answer)
    project.run(query_threads.resolve(project, query=query))
    (thread,) = queries.threads(project.conn)
    assert [(m.speaker, m.text) for m in thread.messages] == [
        ("", "Which plan?"),
        ("Linnea Vaske", "The one of 1931."),
    ]
    assert (thread.resolved, thread.resolved_by) == (True, "Maren Colby")
    assert queries.open_queries(project.conn) == []
    for _ in range(3):
        project.undo()
    assert queries.threads(project.conn) == []


def test_a_question_without_words_or_to_nobody_is_refused(project: Project) -> None:
    at = passage(project, "14 million")
    for role, text in (("author", " "), ("printer", "Why?")):
        with pytest.raises(KnownError):
            query_threads.ask(
                project, query=new_id("query"), message=new_id("message"), passage=at, role=role, text=text
            )


def test_only_its_writer_changes_a_message_or_a_note(project: Project) -> None:
    claim, note, message = marked(project), new_id("note"), new_id("message")
    at = passage(project, "14 million")
    query = new_id("query")
    project.run(
        query_threads.ask(project, query=query, message=message, passage=at, role="editor", text="Why?")
    )
    project.run(notes.write(project, note=note, claim=claim, text="Ask him.", private=False))
    path = project.path
    project.close()
    with Project.open(path, OTHER) as theirs:
        for refused in (
            lambda: query_threads.write_message(theirs, query=query, message=message, text="Mine"),
            lambda: notes.write(theirs, note=note, claim=claim, text="Mine", private=False),
            lambda: notes.remove(theirs, note=note),
        ):
            with pytest.raises(KnownError):
                refused()


def test_a_private_note_is_shared_only_by_saying_so(project: Project) -> None:
    claim, note = marked(project), new_id("note")
    project.run(notes.write(project, note=note, claim=claim, text="He lied to me.", private=True))
    project.run(notes.write(project, note=note, claim=claim, text="He was wrong.", private=False))
    (found,) = queries.notes(project.conn, project.me.person)
    assert (found.text, found.private) == ("He was wrong.", True)
    assert queries.notes(project.conn, "person:" + "0" * 32) == []
    project.run(notes.share(project, note=note))
    (found,) = queries.notes(project.conn, "person:" + "0" * 32)
    assert (found.text, found.private) == ("He was wrong.", False)
    project.run(notes.remove(project, note=note))
    assert queries.notes(project.conn, project.me.person) == []


def test_history_tells_every_value_and_restores_one_as_a_step(project: Project) -> None:
    claim = marked(project)
    for wording in ("First.", "Second."):
        project.run(claims.set_wording(project, claim=claim, wording=wording))
    project.undo()
    told = [c for c in queries.claim_history(project.conn, claim) if c.field == "wording"]
    assert [(c.before, c.after, c.undo, c.stands) for c in told] == [
        ("Second.", "First.", True, True),
        ("First.", "Second.", False, False),
        ("", "First.", False, True),
    ]
    restored = restoring.restore(project, entity=claim, field="wording", txn=told[1].txn)
    project.run(restored)
    assert queries.claims(project.conn)[0].wording == "Second."
    project.undo()
    assert queries.claims(project.conn)[0].wording == "First."


def test_restoring_ones_verdict_opens_a_closed_claim_and_nobody_elses_can_be(project: Project) -> None:
    claim = marked(project)
    for rating in (1, 2):
        step = verdicts.set_verdict(
            project, claim=claim, question=Question.SO, rating=rating, rationale="Seen."
        )
        project.run(step)
    project.run(claims.close(project, claim=claim, reason="no source"))
    told = [c for c in queries.claim_history(project.conn, claim) if c.field == "verdict"]
    first = told[-1]
    path = project.path
    project.close()
    with Project.open(path, OTHER) as theirs, pytest.raises(KnownError):
        restoring.restore(theirs, entity=first.entity, field="verdict", txn=first.txn)
    with Project.open(path, identity("Maren Colby")) as mine:
        mine.run(restoring.restore(mine, entity=first.entity, field="verdict", txn=first.txn))
        (found,) = queries.claims(mine.conn)
        assert found.rating(Question.SO) == 1
        assert found.status is ClaimStatus.RATED
        with pytest.raises(KnownError):
            restoring.restore(mine, entity=claim, field="number", txn=first.txn)

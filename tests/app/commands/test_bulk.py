"""Several claims changed in one step: what is changed, what is left and why, what one undo takes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.commands import articles, bulk, claims, verdicts
from app.commands.bulk import Left, Why
from app.importing.read import read_pasted
from db import queries
from db.errors import KnownError, Stopped
from db.place import Identity, identity
from db.project_file import Project
from db.records import ClaimRecord, ClaimStatus, PersonId, Question

TEXT = "One is one. Two is two. Three is three. Four is four.\n"
OTHER = Identity("ab" * 16, PersonId("person:" + "cd" * 16), "Jonas Reyk", "JR")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "job.tickmark", identity("Maren Colby"), title="Counting") as project:
        project.run(articles.add(project, read_pasted(TEXT)))
        article = queries.articles(project.conn)[0]
        for word in ("One", "Two", "Three", "Four"):
            at = TEXT.index(word)
            step = claims.mark(project, article=article.id, draft=article.draft, start=at, end=at + len(word))
            project.run(step)
        yield project


def records(project: Project) -> list[ClaimRecord]:
    return queries.claims(project.conn)


def ids(project: Project) -> list[str]:
    return [claim.id for claim in records(project)]


def test_closing_several_closes_what_can_be_and_names_the_rest_and_one_undo_opens_them(
    project: Project,
) -> None:
    one, two, three, four = ids(project)
    project.run(claims.close(project, claim=one, reason="Trivial."))
    project.run(verdicts.rate(project, claim=two, question=Question.SO, rating=1))
    me, project.me = project.me, OTHER
    project.run(verdicts.rate(project, claim=two, question=Question.SO, rating=5))
    project.me = me
    plan = bulk.close(project, claims=[one, two, three, four, "claim:" + "0" * 32], reason=" Withdrawn. ")
    assert plan.touched == (three, four)
    assert set(plan.left) == {
        Left(one, records(project)[0].number, Why.CLOSED),
        Left(two, records(project)[1].number, Why.DIFFER),
        Left("claim:" + "0" * 32, "", Why.GONE),
    }
    project.run(plan.step)
    after = records(project)
    assert [c.close_reason for c in after] == ["Trivial.", "", "Withdrawn.", "Withdrawn."]
    assert [c.status is ClaimStatus.CLOSED for c in after] == [True, False, True, True]
    project.undo()
    assert [c.status is ClaimStatus.CLOSED for c in records(project)] == [True, False, False, False]


def test_closing_several_without_a_reason_is_refused(project: Project) -> None:
    with pytest.raises(KnownError, match="reason"):
        bulk.close(project, claims=ids(project), reason=" \n")


def test_assigning_is_one_step_and_leaves_who_has_it_already(project: Project) -> None:
    me = project.me.person
    first = ids(project)[0]
    project.run(bulk.assign(project, claims=[first], person=me).step)
    plan = bulk.assign(project, claims=ids(project), person=me)
    assert [one.why for one in plan.left] == [Why.SO_ALREADY]
    project.run(plan.step)
    assert {claim.assignee for claim in records(project)} == {"Maren Colby"}
    project.undo()
    assert [bool(claim.assignee_id) for claim in records(project)] == [True, False, False, False]
    project.run(bulk.assign(project, claims=[first], person=None).step)
    assert not any(claim.assignee_id for claim in records(project))
    with pytest.raises(KnownError, match="not in the project"):
        bulk.assign(project, claims=[first], person=OTHER.person)


def test_a_tag_goes_on_those_that_lack_it_and_off_those_that_have_it(project: Project) -> None:
    one, two, three, four = ids(project)
    project.run(bulk.tag(project, claims=[one, two], name="  legal \n matters ").step)
    plan = bulk.tag(project, claims=[one, two, three], name="legal matters")
    assert plan.touched == (three,)
    project.run(plan.step)
    assert [claim.tags for claim in records(project)] == [("legal matters",)] * 3 + [()]
    plan = bulk.untag(project, claims=[two, three, four], name="legal matters")
    assert (plan.touched, [one.claim for one in plan.left]) == ((two, three), [four])
    project.run(plan.step)
    assert [claim.tags for claim in records(project)] == [("legal matters",), (), (), ()]
    project.undo()
    assert [len(claim.tags) for claim in records(project)] == [1, 1, 1, 0]
    with pytest.raises(KnownError, match="word"):
        bulk.tag(project, claims=[one], name="\n")


def test_a_new_name_can_be_assigned_once_named_is_known_and_one_undo_takes_both_back(
    project: Project,
) -> None:
    before = [one.name for one in queries.persons(project.conn)]
    project.run(bulk.assign(project, claims=ids(project), person=None, name=" Ida  Brandt ").step)
    assert {claim.assignee for claim in records(project)} == {"Ida Brandt"}
    again = bulk.assign(project, claims=ids(project), person=None, name="ida brandt")
    assert (again.touched, again.step.edits) == ((), ())
    project.undo()
    assert not any(claim.assignee_id for claim in records(project))
    assert [one.name for one in queries.persons(project.conn)] == before
    project.redo()
    assert {claim.assignee for claim in records(project)} == {"Ida Brandt"}
    assert not project.verify()


def test_hundreds_at_once_are_one_step_and_stopped_halfway_nothing(tmp_path: Path) -> None:
    text = " ".join(f"Crew {n} sailed." for n in range(600))
    with Project.create(tmp_path / "many.tickmark", identity("Maren Colby")) as project:
        article = project.run(articles.add(project, read_pasted(text))).focus
        draft = queries.articles(project.conn)[0].draft
        with project.together():
            for n in range(600):
                at = text.index(f"Crew {n} ")
                project.run(claims.mark(project, article=article, draft=draft, start=at, end=at + 6))

        def stop(done: int, total: int) -> None:
            if done > 0.5 * total:
                raise Stopped("Stopped.")

        project.progress = stop
        revision = project.revision
        with pytest.raises(Stopped):
            project.run(bulk.tag(project, claims=ids(project), name="legal").step)
        assert project.revision == revision
        assert not any(claim.tags for claim in records(project))
        project.progress = None
        for plan in (
            bulk.tag(project, claims=ids(project), name="legal"),
            bulk.assign(project, claims=ids(project), person=project.me.person),
            bulk.close(project, claims=ids(project), reason="Withdrawn."),
        ):
            assert len(project.run(plan.step).claims) == 600
        assert {(c.tags, c.assignee, c.close_reason) for c in records(project)} == {
            (("legal",), "Maren Colby", "Withdrawn.")
        }
        for _ in range(3):
            assert len(project.undo().claims) == 600
        assert {(c.tags, c.assignee, c.close_reason) for c in records(project)} == {((), "", "")}
        assert not project.verify()

"""A merge stopped, and a merge undone in one file: nothing of it travels, and nothing of it is lost."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from db import queries, schema
from db.errors import KnownError, NothingToUndo, Stopped
from db.kinds import PROJECT, verdict_id
from db.set_aside import _lost  # pyright: ignore[reportPrivateUsage]
from db.step import Edit, new_id
from db.words import Words
from tests.db.conftest import Desk
from tests.db.laptops import SENTENCES, TEXT, Laptop, claim_edits, state_of, tables


def _marks(desk: Desk, laptop: Laptop, wording: str = "Theirs") -> str:
    claim = new_id("claim")
    edits = claim_edits(claim, desk.article, (desk.draft, TEXT), SENTENCES[0], ("IV", 1), wording)
    laptop.run("claim.mark", edits)
    return claim


def _rates(laptop: Laptop, claim: str) -> str:
    person = laptop.me.person
    verdict = verdict_id(claim, "so", person)
    value = {"scale": "magazine", "version": 1, "rating": 1, "rationale": Words("x"), "as_of": Words("2026")}
    of = {"claim": claim, "question": "so", "person": person}
    laptop.run("verdict.set", [Edit(verdict, "of", of), Edit(verdict, "verdict", value)])
    return verdict


@pytest.mark.parametrize("at", [0, 40, 400, 500])
def test_a_merge_stopped_anywhere_has_not_happened(desk: Desk, at: int) -> None:
    colleague = desk.colleague()
    _marks(desk, colleague)
    colleague.close()
    project = desk.mine.project
    before = (project.fingerprint, project.revision, tables(project))

    def stop(done: int, total: int) -> None:
        if done >= at * total // 1000:
            raise Stopped("Stopped.")

    project.progress = stop
    with state_of(desk.mine.state), pytest.raises(Stopped):
        project.merge(colleague.path, backup=True)
    assert (project.fingerprint, project.revision, tables(project)) == before
    assert not list(desk.folder.glob("*before-merge*"))
    project.progress = None
    assert desk.mine.merge(colleague) > 0
    assert project.verify() == []


def test_what_would_go_with_a_merge_is_told_own_steps_first(desk: Desk) -> None:
    colleague = desk.colleague()
    claim = _marks(desk, colleague)
    desk.mine.merge(colleague)
    third = desk.colleague("Mika Cole")
    third.run("claim.wording", [Edit(claim, "wording", Words("Hers"))])
    desk.mine.merge(third)
    _rates(desk.mine, claim)
    project = desk.mine.project
    second, first = project.merges
    assert [(merge.names, merge.set_aside) for merge in (first, second)] == [
        (("Idris Vale",), False),
        (("Mika Cole",), False),
    ]
    told = project.rests_on(first.id)
    assert [(step.label, step.own, step.person_name) for step in told] == [
        ("verdict.set", True, "Maren Colby"),
        ("claim.wording", False, "Mika Cole"),
    ]
    assert project.rests_on(second.id) == []


def test_own_work_on_what_was_set_aside_comes_back_with_it_and_can_be_undone(desk: Desk) -> None:
    colleague = desk.colleague()
    claim = _marks(desk, colleague)
    before = desk.mine.project.fingerprint
    desk.mine.merge(colleague)
    _rates(desk.mine, claim)
    project = desk.mine.project
    whole = (project.fingerprint, tables(project))
    (merge,) = project.merges
    project.set_aside(merge.id)
    assert (project.fingerprint, project.verify()) == (before, [])
    # The step that lies aside is not to be undone; nor is a number given twice.
    assert [done.label for done in project.stacks.undo] == ["article.add"]
    assert queries.next_serial(project.conn, "claim", "IV") == 1
    desk.mine.close()
    with pytest.raises(KnownError, match="set aside already"):
        desk.mine.project.set_aside(merge.id)
    assert desk.mine.merge(colleague) > 0
    project = desk.mine.project
    assert (project.fingerprint, tables(project)) == whole
    assert project.undo().label == "verdict.set"
    with pytest.raises(KnownError, match="no merge"):
        project.bring_back("ffff")


def test_what_was_set_aside_first_comes_back_with_what_rests_on_it(desk: Desk) -> None:
    colleague = desk.colleague()
    claim = _marks(desk, colleague)
    desk.mine.merge(colleague)
    colleague.run("claim.wording", [Edit(claim, "wording", Words("Again"))])
    desk.mine.merge(colleague)
    project = desk.mine.project
    whole = (project.fingerprint, tables(project))
    second, first = project.merges
    project.set_aside(second.id)
    project.set_aside(first.id)
    project.bring_back(second.id)
    assert (project.fingerprint, tables(project)) == whole
    assert not any(merge.set_aside for merge in project.merges)


def test_a_copy_of_a_file_with_something_set_aside_hands_none_of_it_on(desk: Desk) -> None:
    colleague = desk.colleague()
    _marks(desk, colleague)
    desk.mine.merge(colleague)
    desk.mine.project.set_aside(desk.mine.project.merges[0].id)
    third = desk.colleague("Mika Cole")
    assert third.project.fingerprint == desk.mine.project.fingerprint
    assert third.merge(desk.mine) == 0
    assert third.project.verify() == []


def test_a_step_a_clone_took_back_is_not_undone_once_more(desk: Desk) -> None:
    for words in ("One", "Two"):
        desk.mine.run("project.title", [Edit(PROJECT, "title", Words(words))])
    clone = desk.clone()
    clone.project.undo()
    desk.mine.merge(clone)
    project = desk.mine.project
    assert queries.project(project.conn).title == "One"
    project.undo()
    assert queries.project(project.conn).title == "Ferry"
    project.undo()
    with pytest.raises(NothingToUndo):
        project.undo()
    project.redo()
    project.redo()
    assert queries.project(project.conn).title == "One"


def test_a_project_is_verified_within_a_commit_too(desk: Desk) -> None:
    project = desk.mine.project
    with project.together():
        desk.mine.run("project.title", [Edit(PROJECT, "title", Words("One"))])
        assert project.verify() == []


def test_what_only_went_what_others_made_or_speak_of_stays() -> None:
    """Each line: an entity, a field, the transaction that set it; 1 and 2 go."""
    said = (
        ("claim:made", "exists", 1),
        ("claim:made", "wording", 3),
        ("claim:theirs", "exists", 3),
        ("claim:theirs", "wording", 1),
        ("claim:twice", "exists", 1),
        ("claim:twice", "exists", 4),
        ("claim:again", "exists", 1),
        ("claim:again", "exists", 2),
        ("verdict:alone", "verdict", 2),
        ("verdict:both", "verdict", 2),
        ("verdict:both", "verdict", 3),
        ("claim:elsewhere", "exists", 5),
    )
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute(schema.REGISTERS["op"])
        rows = [(entity, tno, json.dumps({field: True})) for entity, field, tno in said]
        conn.executemany("INSERT INTO op VALUES (?, ?, ?, NULL, NULL)", rows)
        assert _lost(conn, {1, 2}) == {b"claim:made", b"claim:again", b"verdict:alone"}
        assert _lost(conn, {3}) == {b"claim:theirs"}
        assert _lost(conn, set()) == set()

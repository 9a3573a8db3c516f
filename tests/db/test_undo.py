"""Undo and redo, read from the log: a plain model, restarts, and what colleagues built since."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import queries
from db.errors import KnownError, UndoBlocked
from db.kinds import PROJECT, span_id, verdict_id
from db.step import Edit, Step, new_id
from db.words import Words
from tests.db.conftest import Desk
from tests.db.laptops import SENTENCES, TEXT, TEXT_ID, Laptop, claim_edits, tables
from tests.rounds import rounds

_QUICK = Path("/dev/shm")
_DOINGS = ("mark", "reword", "delete", "rate", "nothing", "aside", "cite", "title")

doings = st.lists(
    st.tuples(st.sampled_from((*_DOINGS, "undo", "undo", "redo", "reopen")), st.integers(0, 9)),
    min_size=8,
    max_size=24,
)


class Model:
    """What a person expects: the states so far, and which of them they are looking at."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.laptop: Laptop = desk.mine
        self.claims: list[str] = []
        self.states = [self.seen()]
        self.at = 0

    def seen(self) -> dict[str, list[tuple[object, ...]]]:
        return tables(self.laptop.project)

    def do(self, what: str, n: int) -> None:
        if what == "reopen":
            self.laptop.close()
        elif what == "undo":
            if self.at:
                self.laptop.project.undo()
                self.at -= 1
        elif what == "redo":
            if self.at < len(self.states) - 1:
                self.laptop.project.redo()
                self.at += 1
        elif edits := self.edits(what, n):
            self.laptop.run(f"{what}.{n}", edits)
            self.at += 1
            self.states[self.at :] = [self.seen()]
        project = self.laptop.project
        assert self.seen() == self.states[self.at]
        # The article itself was a step as well.
        assert len(project.stacks.undo) == self.at + 1
        assert len(project.stacks.redo) == len(self.states) - 1 - self.at

    def edits(self, what: str, n: int) -> list[Edit]:
        conn = self.laptop.project.conn
        there = [id for (id,) in conn.execute("SELECT id FROM claim ORDER BY id")]
        if what == "mark":
            number = ("MC", queries.next_serial(conn, "claim", "MC"))
            on, span = (self.desk.draft, TEXT), SENTENCES[n % len(SENTENCES)]
            return claim_edits(new_id("claim"), self.desk.article, on, span, number, f"said {n}")
        if what == "title":
            return [Edit(PROJECT, "title", Words(f"Ferry {n}"))]
        if what in ("nothing", "aside"):
            return self._span(what, n)
        if not there:
            return []
        claim = there[n % len(there)]
        if what == "reword":
            return [Edit(claim, "wording", Words(f"reworded {n}"))]
        if what == "delete":
            return [Edit(claim, "exists", {"gone": queries.seen_of(conn, claim)})]
        if what == "rate":
            return self._verdict(claim, n)
        evidence = new_id("evidence")
        return [
            Edit(evidence, "exists", True),
            Edit(evidence, "of", {"claim": claim, "source": new_id("source")}),
            Edit(evidence, "stance", "supports"),
        ]

    def _verdict(self, claim: str, n: int) -> list[Edit]:
        person = self.laptop.me.person
        verdict = verdict_id(claim, "so", person)
        value = {"scale": "magazine", "version": 1, "rating": n}
        value |= {"rationale": Words("why"), "as_of": Words("")}
        edits = [Edit(verdict, "verdict", value)]
        if not self.laptop.project.knows(verdict):
            edits.append(Edit(verdict, "of", {"claim": claim, "question": "so", "person": person}))
        return edits

    def _span(self, what: str, n: int) -> list[Edit]:
        kind = "sentence" if what == "nothing" else "aside"
        start, end = SENTENCES[n % len(SENTENCES)]
        span = span_id(TEXT_ID, start, end, kind)
        value = "opinion" if what == "nothing" else {"aside": True, "reason": "debris"}
        edits = [Edit(span, what, value)]
        if not self.laptop.project.knows(span):
            edits.append(Edit(span, "of", {"text": TEXT_ID, "start": start, "end": end, "kind": kind}))
        return edits


@settings(max_examples=rounds(15))
@given(doings)
def test_undo_and_redo_walk_through_the_states_as_a_plain_list_would_also_across_restarts(
    doings: list[tuple[str, int]],
) -> None:
    with TemporaryDirectory(dir=_QUICK if _QUICK.exists() else None) as folder:
        desk = Desk(Path(folder))
        model = Model(desk)
        try:
            for what, n in [("mark", 0), *doings]:
                model.do(what, n)
            assert desk.mine.project.verify() == []
        finally:
            desk.mine.close()


def _marked(desk: Desk, laptop: Laptop | None = None) -> str:
    claim = new_id("claim")
    (laptop or desk.mine).run(
        "claim.mark",
        claim_edits(
            claim, desk.article, (desk.draft, TEXT), SENTENCES[0], ("MC", 1), "It cost four million."
        ),
    )
    return claim


def _ids(laptop: Laptop) -> list[str]:
    return [claim.id for claim in queries.claims(laptop.project.conn)]


def test_undoing_a_creation_leaves_no_row_and_no_trace_in_the_ledger(desk: Desk) -> None:
    before = tables(desk.mine.project)
    _marked(desk)
    changes = desk.mine.project.undo()
    assert tables(desk.mine.project) == before
    assert changes.kind == "undo"
    assert changes.label == "claim.mark"


def test_undo_goes_on_after_a_restart_and_the_number_is_not_given_again(desk: Desk) -> None:
    claim = _marked(desk)
    desk.mine.close()
    desk.mine.project.undo()
    desk.mine.close()
    assert queries.next_serial(desk.mine.project.conn, "claim", "MC") == 2
    desk.mine.project.redo()
    assert _ids(desk.mine) == [claim]


def test_nothing_to_undo_is_said_in_a_sentence(desk: Desk) -> None:
    desk.mine.project.undo()
    with pytest.raises(KnownError, match="nothing to undo"):
        desk.mine.project.undo()
    desk.mine.project.redo()
    with pytest.raises(KnownError, match="nothing to redo"):
        desk.mine.project.redo()


def test_undo_asks_where_a_colleague_reworded_what_it_would_take_back(desk: Desk) -> None:
    claim = _marked(desk)
    colleague = desk.colleague()
    colleague.run("claim.wording", [Edit(claim, "wording", Words("It cost five."))])
    desk.mine.merge(colleague)
    before = desk.mine.project.fingerprint
    with pytest.raises(UndoBlocked, match="Idris Vale"):
        desk.mine.project.undo()
    assert desk.mine.project.fingerprint == before
    assert _ids(desk.mine) == [claim]
    desk.mine.project.undo(force=True)
    assert _ids(desk.mine) == []
    desk.mine.project.redo()
    assert queries.claims(desk.mine.project.conn)[0].wording == "It cost five."
    assert desk.mine.project.verify() == []


def test_undo_asks_where_a_colleague_hung_evidence_on_what_it_would_take_back(desk: Desk) -> None:
    claim = _marked(desk)
    colleague = desk.colleague()
    evidence = new_id("evidence")
    colleague.run(
        "evidence.add",
        [
            Edit(evidence, "exists", True),
            Edit(evidence, "of", {"claim": claim, "source": new_id("source")}),
            Edit(evidence, "passage", Words("p. 4")),
        ],
    )
    desk.mine.merge(colleague)
    with pytest.raises(UndoBlocked, match="Idris Vale"):
        desk.mine.project.undo()
    desk.mine.project.undo(force=True)
    assert _ids(desk.mine) == []
    assert queries.conflicts(desk.mine.project.conn) == []
    # What they add without having seen that shows the claim again, and says so.
    colleague.run("evidence.passage", [Edit(evidence, "passage", Words("p. 5"))])
    desk.mine.merge(colleague)
    assert _ids(desk.mine) == [claim]
    assert [c.field for c in queries.conflicts(desk.mine.project.conn)] == ["exists"]
    desk.mine.project.redo()
    assert _ids(desk.mine) == [claim]
    assert queries.conflicts(desk.mine.project.conn) == []
    assert desk.mine.project.verify() == []


def test_deleting_never_hides_what_its_author_had_not_seen(desk: Desk) -> None:
    claim = _marked(desk)
    colleague = desk.colleague()
    colleague.run("claim.wording", [Edit(claim, "wording", Words("It cost five."))])
    gone = {"gone": queries.seen_of(desk.mine.project.conn, claim)}
    desk.mine.run("claim.delete", [Edit(claim, "exists", gone)])
    assert _ids(desk.mine) == []
    for one, other in ((desk.mine, colleague), (colleague, desk.mine)):
        one.merge(other)
        (shown,) = queries.claims(one.project.conn)
        assert (shown.wording, shown.conflicts) == ("It cost five.", 1)
    gone = {"gone": queries.seen_of(desk.mine.project.conn, claim)}
    desk.mine.run("claim.delete", [Edit(claim, "exists", gone)])
    assert _ids(desk.mine) == []


def test_undoing_a_settlement_brings_all_sides_of_the_conflict_back(desk: Desk) -> None:
    claim = _marked(desk)
    colleague = desk.colleague()
    for laptop, said in ((desk.mine, "It cost five."), (colleague, "It cost six.")):
        laptop.run("claim.wording", [Edit(claim, "wording", Words(said))])
    desk.mine.merge(colleague)
    desk.mine.run("claim.wording", [Edit(claim, "wording", Words("It cost seven."))])
    assert queries.conflicts(desk.mine.project.conn) == []
    desk.mine.project.undo()
    (conflict,) = queries.conflicts(desk.mine.project.conn)
    assert sorted(version.value for version in conflict.versions) == ["It cost five.", "It cost six."]
    desk.mine.project.redo()
    assert queries.claims(desk.mine.project.conn)[0].wording == "It cost seven."
    assert queries.conflicts(desk.mine.project.conn) == []


def test_evidence_on_a_deleted_claim_counts_nowhere(desk: Desk) -> None:
    claim, source, evidence = _marked(desk), new_id("source"), new_id("evidence")
    desk.mine.run(
        "evidence.add",
        [
            Edit(source, "exists", True),
            Edit(source, "number", {"prefix": "S", "n": 1}),
            Edit(evidence, "exists", True),
            Edit(evidence, "of", {"claim": claim, "source": source}),
        ],
    )
    assert queries.sources(desk.mine.project.conn)[0].cited == 1
    gone = {"gone": queries.seen_of(desk.mine.project.conn, claim)}
    desk.mine.run("claim.delete", [Edit(claim, "exists", gone)])
    assert queries.sources(desk.mine.project.conn)[0].cited == 0
    assert queries.evidence(desk.mine.project.conn) == []


def test_what_a_clone_of_this_file_took_back_can_be_taken_back_here_too(desk: Desk) -> None:
    claim = _marked(desk)
    clone = desk.clone()
    clone.project.undo()
    desk.mine.merge(clone)
    assert _ids(desk.mine) == []
    desk.mine.project.undo()
    assert _ids(desk.mine) == []
    clone.project.redo()
    desk.mine.merge(clone)
    assert _ids(desk.mine) == [claim]


def test_what_a_colleague_did_is_not_mine_to_undo(desk: Desk) -> None:
    colleague = desk.colleague()
    claim = _marked(desk, colleague)
    desk.mine.merge(colleague)
    desk.mine.run("project.title", [Edit(PROJECT, "title", Words("Ferries"))])
    desk.mine.project.undo()
    assert queries.project(desk.mine.project.conn).title == "Ferry"
    assert _ids(desk.mine) == [claim]
    with pytest.raises(UndoBlocked, match="Idris Vale"):
        desk.mine.project.undo()


def test_a_stranger_cannot_have_their_change_undone_under_the_name_of_mine(desk: Desk) -> None:
    from db import log
    from db.body import Body, Op, encode

    claim = _marked(desk)
    (group,) = desk.mine.project.conn.execute('SELECT "group" FROM step ORDER BY tno DESC').fetchone()
    colleague = desk.colleague()
    forged = Body(
        colleague.me.replica,
        colleague.me.person,
        (1, 0),
        "x",
        group,
        0,
        1,
        None,
        (Op(PROJECT, "language", "fr"),),
    )
    conn = colleague.project.conn
    conn.execute("BEGIN")
    log.Incoming(conn, [(*encode(forged), forged)]).write()
    conn.execute("COMMIT")
    desk.mine.merge(colleague)
    desk.mine.project.undo()
    assert claim not in _ids(desk.mine)
    assert any(v.value == "fr" for c in queries.conflicts(desk.mine.project.conn) for v in c.versions)


def test_steps_run_together_are_saved_all_or_none_and_undone_one_by_one(desk: Desk) -> None:
    project = desk.mine.project
    before = project.fingerprint
    with pytest.raises(KnownError), project.together():  # noqa: PT012 - both steps belong to the one block
        project.run(Step("project.title", (Edit(PROJECT, "title", Words("A")),), project.revision))
        project.run(Step("bad", (Edit(PROJECT, "scale", 7),), project.revision))
    assert project.fingerprint == before
    assert project.stacks.undo[-1].label == "article.add"
    with project.together():
        project.run(Step("one", (Edit(PROJECT, "title", Words("A")),), project.revision))
        project.run(Step("two", (Edit(PROJECT, "title", Words("B")),), project.revision))
    assert queries.project(project.conn).title == "B"
    project.undo()
    assert queries.project(project.conn).title == "A"
    project.undo()
    assert queries.project(project.conn).title == "Ferry"


def test_a_step_that_fails_inside_a_group_leaves_nothing_where_the_group_goes_on(desk: Desk) -> None:
    project = desk.mine.project
    with project.together():
        project.run(Step("one", (Edit(PROJECT, "title", Words("A")),), project.revision))
        with pytest.raises(KnownError):
            project.run(
                Step("bad", (Edit(PROJECT, "title", Words("B")), Edit(PROJECT, "scale", 7)), project.revision)
            )
    assert queries.project(project.conn).title == "A"
    assert project.verify() == []

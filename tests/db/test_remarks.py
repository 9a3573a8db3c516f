"""Facts and ticks in the ledger, notes that stay at home, and what hangs on a claim."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from db import blobs, queries
from db.errors import BadBody
from db.facts import read_found, write_found
from db.kinds import fact_id
from db.records import FactKind, SentenceState
from db.step import Edit, new_id
from db.words import WITHHELD, Words, pack
from tests.db.conftest import Desk
from tests.db.laptops import FOUND, TEXT, TEXT_ID

COST, TWICE, MAYOR = (fact_id(TEXT_ID, *fact) for fact in FOUND)


def claim_on(desk: Desk, start: int, end: int) -> str:
    claim = new_id("claim")
    place = {"draft": desk.draft, "start": start, "end": end, "words": pack("", TEXT[start:end], "")}
    edits = [Edit(claim, "exists", True), Edit(claim, "article", desk.article), Edit(claim, "anchor", place)]
    desk.mine.run("claim.mark", edits)
    return claim


def close(desk: Desk, claim: str) -> None:
    desk.mine.run("claim.close", [Edit(claim, "closing", {"closed": True, "reason": Words("read it")})])


def source_of(desk: Desk) -> str:
    source = new_id("source")
    desk.mine.run("source.add", [Edit(source, "exists", True), Edit(source, "title", Words("Register"))])
    return source


def state_of(desk: Desk, n: int) -> tuple[SentenceState, int, int]:
    sentence = queries.sentences(desk.mine.project.conn, desk.draft)[n]
    return sentence.state, sentence.facts, sentence.settled


def of(fact: str) -> Edit:
    start, end, kind = FOUND[(COST, TWICE, MAYOR).index(fact)]
    return Edit(fact, "of", {"text": TEXT_ID, "start": start, "end": end, "kind": kind})


def tick(fact: str, source: str) -> Sequence[Edit]:
    new = new_id("tick")
    return [
        of(fact),
        Edit(new, "exists", True),
        Edit(new, "of", {"fact": fact, "source": source}),
        Edit(new, "words", Words("four million")),
    ]


def test_a_sentence_no_one_touched_is_unread_however_many_facts_it_has(desk: Desk) -> None:
    assert state_of(desk, 0) == (SentenceState.UNREAD, 1, 0)


def test_ticking_its_only_fact_closes_a_sentence_and_undoing_that_leaves_it_unread(desk: Desk) -> None:
    desk.mine.run("fact.tick", tick(COST, source_of(desk)))
    assert state_of(desk, 0) == (SentenceState.CLOSED, 1, 1)
    desk.mine.project.undo()
    assert state_of(desk, 0) == (SentenceState.UNREAD, 1, 0)


def test_dismissing_its_only_fact_closes_a_sentence(desk: Desk) -> None:
    desk.mine.run("fact.dismiss", [of(TWICE), Edit(TWICE, "kept", False)])
    assert state_of(desk, 1) == (SentenceState.CLOSED, 0, 0)
    desk.mine.project.undo()
    assert state_of(desk, 1) == (SentenceState.UNREAD, 1, 0)


def test_a_closed_claim_beside_the_fact_leaves_the_sentence_open(desk: Desk) -> None:
    claim = claim_on(desk, 0, 9)
    close(desk, claim)
    assert state_of(desk, 0) == (SentenceState.OPEN, 1, 0)


def test_a_closed_claim_over_the_fact_covers_it(desk: Desk) -> None:
    claim = claim_on(desk, 0, 28)
    assert state_of(desk, 0) == (SentenceState.OPEN, 1, 0)
    close(desk, claim)
    assert state_of(desk, 0) == (SentenceState.CLOSED, 1, 1)


def test_a_fact_marked_by_hand_opens_the_sentence_it_stands_in(desk: Desk) -> None:
    fact = fact_id(TEXT_ID, 4, 9, "name")
    place = {"text": TEXT_ID, "start": 4, "end": 9, "kind": "name"}
    desk.mine.run("fact.add", [Edit(fact, "of", place), Edit(fact, "kept", True)])
    assert state_of(desk, 0) == (SentenceState.OPEN, 2, 0)
    named = [f for f in queries.facts(desk.mine.project.conn, TEXT_ID) if f.kind is FactKind.NAME]
    assert [(f.start, f.end, f.by_hand) for f in named] == [(4, 9, True)]


def test_ticks_survive_when_the_rules_find_other_facts(desk: Desk) -> None:
    desk.mine.run("fact.tick", tick(COST, source_of(desk)))
    data = write_found([(37, 42, "number")])
    desk.mine.run("fact.find", [Edit(TEXT_ID, "facts", {"b": blobs.sha_of(data)})], pieces=[data])
    kept = {f.id: len(f.ticks) for f in queries.facts(desk.mine.project.conn, TEXT_ID)}
    assert kept == {COST: 1, TWICE: 0}
    assert desk.mine.project.verify() == []


def test_private_notes_of_others_do_not_come_with_a_merge_and_shared_ones_do(desk: Desk) -> None:
    claim = claim_on(desk, 0, 28)
    colleague = desk.colleague()
    private, shared = new_id("note"), new_id("note")
    for note, field, text in ((private, "private", "a name"), (shared, "shared", "for all")):
        desk.mine.run(
            "note.add",
            [Edit(note, "exists", True), Edit(note, "of", {"claim": claim}), Edit(note, field, Words(text))],
        )
    colleague.merge(desk.mine)
    theirs = colleague.project
    assert [n.text for n in queries.notes(theirs.conn, theirs.me.person)] == ["for all"]
    assert "a name" not in {data for (data,) in theirs.conn.execute("SELECT data FROM value")}
    assert theirs.verify() == []
    assert colleague.merge(desk.mine) == 0
    assert "a name" not in {data for (data,) in theirs.conn.execute("SELECT data FROM value")}
    assert theirs.fingerprint == desk.mine.project.fingerprint
    mine = desk.mine.project
    desk.mine.merge(colleague)
    assert {n.text for n in queries.notes(mine.conn, mine.me.person)} == {"a name", "for all"}
    assert WITHHELD in {n for (n,) in colleague.project.conn.execute("SELECT private FROM note")}


def test_a_fix_and_a_query_go_with_their_claim_and_come_back_with_it(desk: Desk) -> None:
    claim = claim_on(desk, 0, 28)
    fix, query = new_id("fix"), new_id("query")
    for thing in (fix, query):
        edits = [
            Edit(thing, "exists", True),
            Edit(thing, "article", desk.article),
            Edit(thing, "claim", claim),
        ]
        desk.mine.run(f"{thing.partition(':')[0]}.add", edits)
    project = desk.mine.project
    (record,) = queries.claims(project.conn, ids=[claim])
    assert (record.fixes, record.queries) == (1, 1)
    seen = queries.seen_of(project.conn, claim)
    desk.mine.run("claim.delete", [Edit(claim, "exists", {"gone": seen})])
    assert (queries.fixes(project.conn), queries.threads(project.conn)) == ([], [])
    project.undo()
    assert ([f.id for f in queries.fixes(project.conn)], len(queries.threads(project.conn))) == ([fix], 1)


def test_deleting_a_query_does_not_hide_an_answer_its_author_had_not_seen(desk: Desk) -> None:
    query, answer = new_id("query"), new_id("message")
    desk.mine.run("query.open", [Edit(query, "exists", True), Edit(query, "article", desk.article)])
    colleague = desk.colleague()
    said = [Edit(answer, "of", {"query": query}), Edit(answer, "text", Words("In 1987."))]
    colleague.run("query.reply", [Edit(answer, "exists", True), *said])
    seen = queries.seen_of(desk.mine.project.conn, query)
    desk.mine.run("query.remove", [Edit(query, "exists", {"gone": seen})])
    assert queries.threads(desk.mine.project.conn) == []
    desk.mine.merge(colleague)
    (thread,) = queries.threads(desk.mine.project.conn)
    assert [message.text for message in thread.messages] == ["In 1987."]
    assert queries.conflicts(desk.mine.project.conn) != []


@pytest.mark.parametrize(
    "data",
    [
        b"{}",
        b'{"facts":[],"version":2}',
        b'{"facts":[[3,3,"name"]],"version":1}',
        b'{"facts":[[3,5,"rumour"]],"version":1}',
        b'{"facts":[[3,5,"name"],[1,2,"name"]],"version":1}',
        b'{"facts":[[1,2,"name"],[1,2,"name"]],"version":1}',
        b'{"facts":[[1,2]],"version":1}',
        b'{"facts":[[true,2,"name"]],"version":1}',
    ],
)
def test_facts_that_are_not_facts_are_refused(data: bytes) -> None:
    with pytest.raises(BadBody):
        read_found(data)

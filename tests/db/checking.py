"""What the tables say, held against what the oracle reads from the log."""

from __future__ import annotations

from collections import Counter

from db import registers
from db.kinds import fact_id
from tests.db.laptops import FOUND, TEXT_ID, Laptop
from tests.db.oracle import Oracle

EXISTING = ("claim", "source", "evidence", "tick", "fix", "query", "message", "note", "tag")
KINDS = (*EXISTING, "verdict")


def check_against_oracle(laptop: Laptop) -> None:
    """Registers, visibility and conflicts in the tables are what the oracle reads from the log."""
    conn = laptop.project.conn
    oracle = Oracle.of(conn)
    for entity in {entity for entity, _ in oracle.ops}:
        for name, leaves in registers.values(conn, entity).items():
            assert [leaf.txn for leaf in leaves] == oracle.standing((entity, name)), (entity, name)
    there = {kind: {id for (id,) in conn.execute(f"SELECT id FROM {kind}")} for kind in KINDS}
    assert there == {kind: oracle.shown(kind) for kind in EXISTING} | {"verdict": set(oracle.verdicts())}
    apart = set(conn.execute("SELECT entity, field FROM conflict WHERE field <> 'exists'"))
    visible = set().union(*there.values())
    expected = {
        register
        for register in oracle.ops
        if register[1] != "exists" and len(oracle.distinct(register)) > 1
        if register[0].split(":")[0] not in KINDS or register[0] in visible or register[0][:7] == "verdict"
    }
    assert apart == expected
    _check_shown(laptop, oracle)


def _check_shown(laptop: Laptop, oracle: Oracle) -> None:
    conn = laptop.project.conn
    for claim, wording, status, difference in conn.execute(
        "SELECT id, wording, status, difference FROM claim"
    ):
        newest = oracle.newest((claim, "wording"))
        if newest is not None:
            assert wording == newest
        ratings = {
            rating
            for (rating,) in conn.execute(
                "SELECT rating FROM verdict WHERE claim = ? AND rating IS NOT NULL", (claim,)
            )
        }
        assert bool(difference) == (len(ratings) > 1)
        assert status == "closed" or status == ("rated" if ratings else "open")
    versions: dict[str, int] = {}
    for (verdict,) in conn.execute("SELECT id FROM verdict"):
        versions[verdict] = versions.get(verdict, 0) + 1
    assert versions == {verdict: len(found) for verdict, found in oracle.verdicts().items()}
    _check_facts(laptop, oracle)
    numbers = [n for (n,) in conn.execute("SELECT number FROM claim")]
    assert len(set(numbers)) == len(numbers)


def _check_facts(laptop: Laptop, oracle: Oracle) -> None:
    """Each fact has the ticks that are there and the last word on whether it is one."""
    conn = laptop.project.conn
    ticks = Counter(tick for (tick,) in conn.execute("SELECT fact FROM tick"))
    kept = {
        fact: value
        for fact in oracle.entities("fact")
        if (value := oracle.newest((fact, "kept"))) is not None
    }
    found = {fact_id(TEXT_ID, *fact) for fact in FOUND}
    shown = {
        (fact, bool(rules), None if said is None else bool(said), ticked)
        for fact, rules, said, ticked in conn.execute("SELECT id, found, kept, ticks FROM fact")
    }
    known = found | set(kept) | set(ticks)
    assert shown == {(fact, fact in found, kept.get(fact), ticks[fact]) for fact in known}

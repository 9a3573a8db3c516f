"""What the tables say, held against what the oracle reads from the log."""

from __future__ import annotations

from db import registers
from tests.db.laptops import Laptop
from tests.db.oracle import Oracle

KINDS = ("claim", "source", "evidence", "verdict")


def check_against_oracle(laptop: Laptop) -> None:
    """Registers, visibility and conflicts in the tables are what the oracle reads from the log."""
    conn = laptop.project.conn
    oracle = Oracle.of(conn)
    for entity in {entity for entity, _ in oracle.ops}:
        for name, leaves in registers.values(conn, entity).items():
            assert [leaf.txn for leaf in leaves] == oracle.standing((entity, name)), (entity, name)
    there = {kind: {id for (id,) in conn.execute(f"SELECT id FROM {kind}")} for kind in KINDS}
    assert there == {
        "claim": oracle.claims(),
        "source": oracle.sources(),
        "evidence": oracle.evidence(),
        "verdict": set(oracle.verdicts()),
    }
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
    numbers = [n for (n,) in conn.execute("SELECT number FROM claim")]
    assert len(set(numbers)) == len(numbers)

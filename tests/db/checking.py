"""What the tables say, held against what the oracle reads from the log."""

from __future__ import annotations

from collections import Counter

from db import blobs, registers
from db.facts import read_found
from db.kinds import fact_id
from tests.db.laptops import Laptop
from tests.db.oracle import Oracle
from tests.db.versions import VERSIONS

EXISTING = (
    *("claim", "source", "evidence", "tick", "fix", "query", "message", "note", "tag"),
    *("contact", "dependence", "erasure", "answer"),
)
KINDS = (*EXISTING, "verdict", "decision", "sighting")


def check_against_oracle(laptop: Laptop) -> None:
    """Registers, visibility and conflicts in the tables are what the oracle reads from the log."""
    conn = laptop.project.conn
    oracle = Oracle.of(conn)
    for entity in {entity for entity, _ in oracle.ops}:
        for name, leaves in registers.values(conn, entity).items():
            assert [leaf.txn for leaf in leaves] == oracle.standing((entity, name)), (entity, name)
    there = {kind: {id for (id,) in conn.execute(f"SELECT id FROM {kind}")} for kind in KINDS}
    assert there == {kind: oracle.shown(kind) for kind in EXISTING} | {
        "verdict": set(oracle.verdicts()),
        "decision": set(oracle.decisions()),
        "sighting": set(oracle.sightings()),
    }
    apart = set(conn.execute("SELECT entity, field FROM conflict WHERE field <> 'exists'"))
    # That of two drafts made from one none was chosen is no register's conflict: test_drafts has it.
    apart -= {(article, "current") for (article,) in conn.execute("SELECT id FROM article")}
    visible = set().union(*there.values())
    # What is joined into another claim is told with that one, and so is what of it was edited apart.
    visible |= {id for (id,) in conn.execute("SELECT id FROM joined WHERE root <> id")}
    expected = {
        register
        for register in oracle.ops
        if register[1] not in ("exists", "current") and len(oracle.distinct(register)) > 1
        # Said and taken back apart, that two are one stands: nobody is asked.
        if not register[0].startswith("alias")
        if register[0].split(":")[0] not in KINDS
        or register[0] in visible
        or register[0].startswith(("verdict", "decision", "sighting"))
    }
    expected |= {(verdict, "verdict") for verdict in oracle.contradicted()}
    assert apart == expected
    ones = dict(conn.execute("SELECT id, one FROM person"))
    assert ones == oracle.humans()
    names = dict(conn.execute("SELECT one, name FROM person"))
    assert len(set(names.values())) == len(names)
    _check_shown(laptop, oracle)


def _check_shown(laptop: Laptop, oracle: Oracle) -> None:
    conn = laptop.project.conn
    humans = oracle.humans()
    for claim, wording, status, difference in conn.execute(
        "SELECT id, wording, status, difference FROM claim"
    ):
        newest = oracle.newest((claim, "wording"))
        if newest is not None:
            assert wording == newest
        given = conn.execute(
            "SELECT person, rating FROM verdict WHERE claim = ? AND rating IS NOT NULL", (claim,)
        ).fetchall()
        ratings = {rating for _, rating in given}
        apart = any(
            humans[one] != humans[other] and first != second
            for one, first in given
            for other, second in given
        )
        assert bool(difference) == (apart and not oracle.decided(claim))
        assert status == "closed" or status == ("rated" if ratings else "open")
    versions: dict[str, int] = {}
    for (verdict,) in conn.execute("SELECT id FROM verdict"):
        versions[verdict] = versions.get(verdict, 0) + 1
    assert versions == {verdict: len(found) for verdict, found in oracle.verdicts().items()}
    _check_facts(laptop, oracle)
    _check_sources(laptop, oracle)
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
    found = {
        fact_id(version.id, *fact)
        for version in VERSIONS
        if oracle.newest((version.id, "facts")) is not None
        # Where a text was erased there are no words that could be facts.
        if blobs.has(conn, version.id.partition(":")[2])
        for fact in read_found(version.facts)
    }
    shown = {
        (fact, bool(rules), None if said is None else bool(said), ticked)
        for fact, rules, said, ticked in conn.execute("SELECT id, found, kept, ticks FROM fact")
    }
    known = found | set(kept) | set(ticks) | {fact for (fact,) in conn.execute("SELECT fact FROM heir")}
    assert shown == {(fact, fact in found, kept.get(fact), ticks[fact]) for fact in known}


def _check_sources(laptop: Laptop, oracle: Oracle) -> None:
    """What follows from people, contacts, dependences and sightings."""
    conn = laptop.project.conn
    for claim, count, own in conn.execute("SELECT id, so_sources, so_independent FROM claim"):
        supporting = {
            source
            for (source,) in conn.execute(
                "SELECT source FROM evidence WHERE claim = ? AND stance = 'supports'", (claim,)
            )
        }
        assert (count, own) == (len(supporting), oracle.independent(supporting))
    seen = oracle.sightings()
    for sighting, evidence, passage, holds, shown in conn.execute(
        "SELECT s.id, s.evidence, s.passage, s.holds, e.passage "
        "FROM sighting s LEFT JOIN evidence e ON e.id = s.evidence"
    ):
        assert passage == seen[sighting]
        newest = oracle.newest((evidence, "passage"))
        # Of evidence that was taken back, and is there for what somebody saw since, the last words show.
        assert bool(holds) == (shown is not None and passage == (shown if newest is None else newest))
    for source, confidential in conn.execute("SELECT id, confidential FROM source"):
        said = oracle.distinct((source, "confidential"))
        people = oracle.distinct((source, "person"))
        off = any('"record": "off"' in person for person in people)
        assert bool(confidential) == ("true" in said or (off and not said))

"""The log read anew in plain Python, by the rules as written down: what the tables are compared with."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from db.body import Body, Op
from db.decoding import decode
from db.words import ERASED, WITHHELD

Register = tuple[str, str]

HANGING = {
    "claim": tuple(
        (kind, "claim") for kind in ("verdict", "decision", "evidence", "fix", "query", "note", "tag")
    ),
    "source": (
        *((kind, "source") for kind in ("evidence", "tick", "contact", "dependence")),
        ("dependence", "origin"),
    ),
    "evidence": (("sighting", "evidence"),),
    "query": (("message", "query"),),
}


class Oracle:
    """Registers, what stands in them and who is visible, from transactions alone, in any order."""

    def __init__(self, bodies: Iterable[tuple[str, Body]], words: dict[str, str]) -> None:
        self.words = words
        self.body: dict[str, Body] = dict(bodies)
        self.ops: dict[Register, dict[str, Op]] = defaultdict(dict)
        for txn, body in self.body.items():
            for op in body.ops:
                self.ops[op.entity, op.field][txn] = op

    @classmethod
    def of(cls, conn: sqlite3.Connection, only: Iterable[int] | None = None) -> Oracle:
        """From a project's log, or from those of its transactions with these numbers."""
        rows = conn.execute("SELECT tno, id, body FROM txn").fetchall()
        wanted = {row[0] for row in rows} if only is None else set(only)
        rows_of_words = conn.execute("SELECT hash, data FROM value")
        erased = {key for (key,) in conn.execute("SELECT hash FROM erased")}
        words = {
            key.hex(): data if data is not None else ERASED if key in erased else WITHHELD
            for key, data in rows_of_words
        }
        return cls(((id.hex(), decode(body)) for tno, id, body in rows if tno in wanted), words)

    def heads(self, register: Register) -> set[str]:
        ops = self.ops.get(register, {})
        return set(ops) - {parent for op in ops.values() for parent in op.parents}

    def leaves(self, register: Register, txn: str) -> set[str]:
        op = self.ops[register][txn]
        if op.undo is None:
            return {txn}
        target = self.ops[register][op.undo]
        return {leaf for parent in target.parents for leaf in self.leaves(register, parent)}

    def standing(self, register: Register) -> list[str]:
        """Transactions whose values stand in a register, in the order they are shown."""
        found = {leaf for head in self.heads(register) for leaf in self.leaves(register, head)}
        return sorted(found, key=lambda txn: (*self.body[txn].clock, txn))

    def value(self, register: Register, txn: str) -> object:
        return self._spoken(self.ops[register][txn].value)

    def _spoken(self, value: object) -> object:
        if isinstance(value, dict):
            if set(value) == {"w"}:
                return self.words[value["w"]]
            return {key: self._spoken(inner) for key, inner in value.items()}
        return value

    def distinct(self, register: Register) -> set[str]:
        return {
            json.dumps(self.value(register, txn), sort_keys=True, ensure_ascii=False)
            for txn in self.standing(register)
        }

    def entities(self, kind: str) -> set[str]:
        return {entity for entity, _ in self.ops if entity.startswith(kind + ":")}

    def held(self, entity: str) -> set[str]:
        """Transactions whose values of the entity stand, existence apart."""
        return {
            leaf
            for register in self.ops
            if register[0] == entity and register[1] != "exists"
            for leaf in self.standing(register)
        }

    def there(self, entity: str, hanging: set[str] = frozenset()) -> bool:  # type: ignore[assignment]
        """Created and not deleted, or deleted by someone who had not seen all that stands there."""
        existence = (entity, "exists")
        values = [self.ops[existence][txn].value for txn in self.standing(existence)]
        if True in values:
            return True
        seen = {txn for value in values for txn in value["gone"]}
        return bool((self.held(entity) | hanging) - seen)

    def newest(self, register: Register) -> object:
        standing = self.standing(register)
        return self.value(register, standing[-1]) if standing else None

    def ever(self, register: Register) -> object:
        """A value that cannot change, taken back or not."""
        return next((self._spoken(op.value) for op in self.ops[register].values() if op.undo is None), None)

    def shown(self, kind: str) -> set[str]:
        """Those of a kind that are there: created and not deleted by somebody who had seen it all."""
        found = {e for e in self.entities(kind) if self.there(e, self._hanging(e))}
        return {e for e in found if self.root(e) == e} if kind == "claim" else found

    def root(self, claim: str) -> str:
        """The claim shown for that one: what it is joined into, as long as that is there."""

        def alive(one: str) -> bool:
            existence = (one, "exists")
            return any(self.ops[existence][t].value is True for t in self.standing(existence))

        way = [claim]
        while alive(way[-1]):
            into = self.newest((way[-1], "joined"))
            if not isinstance(into, str) or into == way[-1] or not alive(into):
                break
            if into in way:
                circle = way[way.index(into) :]
                return min(circle, key=lambda one: (self._made(one), one))
            way.append(into)
        return way[-1]

    def _made(self, entity: str) -> int:
        ops = self.ops[entity, "exists"]
        first = [txn for txn, op in ops.items() if not op.parents]
        return min(self.body[txn].clock[0] for txn in first)

    def verdicts(self) -> dict[str, set[str]]:
        """Verdict to its versions that stand."""
        found = {v: self.distinct((v, "verdict")) - {"null"} for v in self.entities("verdict")}
        return {verdict: versions for verdict, versions in found.items() if versions}

    def decisions(self) -> dict[str, set[str]]:
        """Decision to its versions that stand."""
        found = {d: self.distinct((d, "decision")) - {"null"} for d in self.entities("decision")}
        return {decision: versions for decision, versions in found.items() if versions}

    def decided(self, claim: str) -> bool:
        """Whether one decision stands on *is it so?*, between exactly the ratings that stand."""
        rated: set[str] = set()
        for verdict in self.entities("verdict"):
            newest: dict[str, str] = {}
            if self.root(str(self._of(verdict).get("claim"))) == claim:
                for txn in self.standing((verdict, "verdict")):
                    value = self.value((verdict, "verdict"), txn)
                    if isinstance(value, dict) and value["rating"] is not None:
                        newest[json.dumps(value, sort_keys=True)] = txn
            rated |= set(newest.values())
        holding = 0
        for decision, versions in self.decisions().items():
            if self.root(str(self._of(decision)["claim"])) == claim and len(versions) == 1:
                (one,) = versions
                holding += set(json.loads(one)["over"]) == rated
        return holding == 1

    def humans(self) -> dict[str, str]:
        """Every person who was named, with the first id of those who are one with them."""
        named = {p for p in self.entities("person") if self.standing((p, "name"))}
        ones = {person: {person} for person in named}
        for alias in self.entities("alias"):
            pair = {str(one) for one in self._of(alias).values()}
            if pair <= named and self._said(alias, pair):
                whole = set().union(*(ones[one] for one in pair))
                ones |= dict.fromkeys(whole, whole)
        return {person: min(all_of_them) for person, all_of_them in ones.items()}

    def _said(self, alias: str, pair: set[str]) -> bool:
        """Whether one of the two said so and neither took it back having seen it; others are not heard."""
        ops = self.ops[alias, "same"]
        own = {txn for txn in ops if self.body[txn].person in pair}

        def before(txn: str) -> set[str]:
            return {txn} | set().union(*(before(parent) for parent in ops[txn].parents))

        last = {txn for txn in own if not any(txn in before(other) for other in own - {txn})}
        leaves = {leaf for txn in last for leaf in self.leaves((alias, "same"), txn)}
        return any(leaf in own and ops[leaf].value is True for leaf in leaves)

    def contradicted(self) -> set[str]:
        """The first of the verdicts by which one human answered a question of a claim in several ways."""
        humans = self.humans()
        groups: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(dict)
        for verdict, versions in self.verdicts().items():
            of = self._of(verdict)
            whose = str(of["person"])
            groups[self.root(str(of["claim"])), humans.get(whose, whose)][verdict] = versions
        return {
            min(given)
            for given in groups.values()
            if len(given) > 1 and len(set().union(*given.values())) > 1
        }

    def sightings(self) -> dict[str, str]:
        """Sighting to the words that were seen."""
        seen = {s: self.newest((s, "seen")) for s in self.entities("sighting")}
        return {sighting: value["passage"] for sighting, value in seen.items() if isinstance(value, dict)}

    def independent(self, sources: set[str]) -> int:
        """How many have no first origin in common: told anew by the rule, as slowly as it is plain."""
        rests = {pair for d in self.shown("dependence") if (pair := self._pair(d))}

        def reach(source: str) -> set[str]:
            met = {source}
            while more := {o for s, o in rests if s in met} - met:
                met |= more
            return met

        firsts = []
        for source in sources:
            last = [one for one in reach(source) if all(one in reach(other) for other in reach(one))]
            firsts.append(sorted({min(reach(one)) for one in last}))
        taken: set[str] = set()
        return sum(
            not taken.intersection(first) and not taken.update(first)
            for first in sorted(firsts, key=lambda first: (len(first), first))
        )

    def _pair(self, dependence: str) -> tuple[str, str]:
        of = self._of(dependence)
        return str(of["source"]), str(of["origin"])

    def _hanging(self, entity: str) -> set[str]:
        """Transactions whose values stand on what hangs on the entity, at any depth."""
        found: set[str] = set()
        for kind, column in HANGING.get(entity.partition(":")[0], ()):
            standing = {
                "verdict": self.verdicts,
                "sighting": self.sightings,
                "decision": self.decisions,
            }.get(kind)
            for child in standing() if standing else self.shown(kind):
                if self._owner(child, column) == entity:
                    found |= self.held(child) | self._hanging(child)
        return found

    def _owner(self, entity: str, column: str) -> object:
        own = self.newest((entity, column))
        return own if own is not None else self._of(entity).get(column)

    def _of(self, entity: str) -> dict[str, object]:
        of = self.newest((entity, "of")) or self.ever((entity, "of"))
        return of if isinstance(of, dict) else {}

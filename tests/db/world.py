"""Random work on several copies of one project, checked against the oracle as it happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations
from pathlib import Path

from db import queries
from db.erasing import erasures, mark, marked, named_by, places_of
from db.errors import UndoBlocked
from db.facts import read_found
from db.keeping import finished
from db.kinds import PROJECT, alias_id, decision_id, dependence_id, fact_id, sighting_id, span_id, verdict_id
from db.notices import withhold
from db.project_file import Project
from db.sharing import Plan, Without, plan, writing
from db.step import Edit, Step, new_id
from db.verify import draw_anew
from db.words import Words, pack
from tests.db.checking import check_against_oracle
from tests.db.laptops import (
    PIECES,
    TEXT_ID,
    YEAR,
    Laptop,
    article_edits,
    claim_edits,
    state_of,
    tables,
)
from tests.db.oracle import Oracle
from tests.db.versions import VERSIONS, Version, draft_edits

Move = tuple[int, str, int, int]
"""Who, what, and two numbers that say of which and how."""

STRANGER = "person:" + "5" * 32

_OFTEN = ("reword", "rate", "stale", "undo", "merge", "set-aside")
_SOMETIMES = (
    "mark",
    "cite",
    "delete",
    "restore",
    "redo",
    "stale-delete",
    "withdraw",
    "aside",
    "tick",
    "hang",
    "draft",
    "depend",
    "see",
    "settle",
    "join",
    "same",
)
_SELDOM = (
    "recite",
    "source",
    "delete-source",
    "close",
    "nothing",
    "title",
    "second-article",
    "force",
    "reopen",
    "kept",
    "rehang",
    "place",
    "decide",
    "contact",
    "confide",
    "preview",
    "bring-back",
    "withhold",
    "package",
    "erase",
    "accept",
    "decline",
)
MOVES = (*_OFTEN * 3, *_SOMETIMES * 2, *_SELDOM)


@dataclass
class World:
    """Two or three people, one of them with a cloned copy as well; ``drifts`` are their clocks' errors."""

    folder: Path
    drifts: tuple[int, ...]
    laptops: list[Laptop] = field(default_factory=list[Laptop])
    claims: list[str] = field(default_factory=list[str])
    sources: list[str] = field(default_factory=list[str])
    evidence: list[str] = field(default_factory=list[str])
    hung: list[str] = field(default_factory=list[str])
    drafts: dict[str, Version] = field(default_factory=dict[str, Version])
    written: set[str] = field(default_factory=set[str])
    erased: set[str] = field(default_factory=set[str])
    gone: dict[Path, set[bytes]] = field(default_factory=dict[Path, set[bytes]])
    looked_at: dict[int, int] = field(default_factory=dict[int, int])

    def __post_init__(self) -> None:
        self.article, self.draft = new_id("article"), new_id("draft")
        self.drafts[self.draft] = VERSIONS[0]
        first = Laptop(
            self.folder / "0.tickmark", self.folder / "state0", "Maren Colby", self.drifts[0] * YEAR
        )
        first.create()
        first.run("article.add", article_edits(self.article, self.draft), pieces=PIECES)
        self.laptops.append(first)
        # Little to work on, so that people meet on it.
        for n in range(2):
            self.do_mark(0, n, n, f"first{n}")
        self.do_source(0, 0, 0, "firstsource")
        self.do_cite(0, 0, 0, "firstpassage")
        for n, drift in enumerate(self.drifts[1:], 1):
            # The second laptop is the first one's clone: the same person, the same replica, another file.
            state = self.folder / f"state{0 if n == 1 else n}"
            name = "Maren Colby" if n < 3 else "Mika Cole"
            self.laptops.append(first.copied(self.folder / f"{n}.tickmark", state, name, drift * YEAR))

    def play(self, moves: list[Move]) -> None:
        for place, (who, what, n, m) in enumerate(moves):
            at = who % len(self.laptops)
            getattr(self, "do_" + what.replace("-", "_"))(at, n, m, f"w{place}")

    def run(
        self,
        at: int,
        label: str,
        edits: list[Edit],
        read_at: int | None = None,
        pieces: Sequence[bytes] = (),
    ) -> None:
        """Run a step and hold its parents against those its author was looking at."""
        laptop = self.laptops[at]
        project = laptop.project
        seen = project.revision if read_at is None else read_at
        local = {
            tno
            for (tno,) in project.conn.execute(
                "SELECT tno FROM txn WHERE tno <= ? OR id NOT IN (SELECT id FROM arrival)", (seen,)
            )
        }
        before = Oracle.of(project.conn, local)
        laptop.run(label, edits, read_at, pieces)
        done = Oracle.of(project.conn)
        for edit in edits:
            register = (edit.entity, edit.field)
            mine = [t for t, op in done.ops[register].items() if done.body[t].label == label]
            newest = max(mine, key=lambda t: self._tno(laptop, t))
            assert set(done.ops[register][newest].parents) == before.heads(register)
            self._note(edit.value)

    def _tno(self, laptop: Laptop, txn: str) -> int:
        row = laptop.project.conn.execute("SELECT tno FROM txn WHERE id = ?", (bytes.fromhex(txn),))
        return row.fetchone()[0]

    def _note(self, value: object) -> None:
        if isinstance(value, Words):
            self.written.add(value.text)
        elif isinstance(value, dict):
            for inner in value.values():
                self._note(inner)

    def _known(self, at: int, among: list[str], n: int) -> str | None:
        known = [e for e in among if self.laptops[at].project.knows(e)]
        return known[n % len(known)] if known else None

    # What people do; each takes who, two numbers, and words nobody else writes.

    def do_mark(self, at: int, n: int, m: int, text: str) -> None:
        if len(self.claims) == 4:
            return
        claim = new_id("claim")
        # Everybody counts alike, so that numbers collide.
        number = ("MC", queries.next_serial(self.laptops[at].project.conn, "claim", "MC"))
        draft, version = self._draft(at, m)
        start, end = version.sentences[n % len(version.sentences)]
        # Half of them on words that may change in the next draft while the rest of the sentence stays.
        span = (start + 4 * (m % 2), end)
        edits = claim_edits(claim, self.article, (draft, version.text), span, number, text)
        self.run(at, f"claim.mark-{text}", edits)
        self.claims.append(claim)

    def _draft(self, at: int, n: int) -> tuple[str, Version]:
        known = self._known(at, list(self.drafts), n) or self.draft
        return known, self.drafts[known]

    def do_draft(self, at: int, n: int, m: int, text: str) -> None:
        """A new draft from any that is known, also beside one somebody else made from the same."""
        if len(self.drafts) == 5:
            return
        base, new, draft = self._draft(at, n), VERSIONS[m % len(VERSIONS)], new_id("draft")
        known = self.laptops[at].project.knows(new.id)
        if new.id.partition(":")[2] in marked(self.laptops[at].project.conn):
            return
        edits, pieces = draft_edits(draft, self.article, new, base, text_known=known)
        self.run(at, f"article.revise-{text}", edits, pieces=pieces)
        self.drafts[draft] = new

    def do_place(self, at: int, n: int, m: int, text: str) -> None:
        """Put a claim on words of some draft by hand, or say that it is not in that one."""
        if claim := self._known(at, self.claims, n):
            draft, version = self._draft(at, m)
            start, end = version.sentences[m % len(version.sentences)]
            words = pack("", version.text[start:end], "")
            anchor = {"draft": draft, "start": start, "end": end, "words": words}
            edit = Edit(claim, "anchor", anchor) if n % 3 else Edit(claim, "gone", draft)
            self.run(at, f"claim.place-{text}", [edit])

    def do_decide(self, at: int, n: int, m: int, text: str) -> None:
        draft, _ = self._draft(at, n)
        others = [d for d in self.drafts if d != draft and self.laptops[at].project.knows(d)]
        value = {"draft": draft, "over": sorted(others[: m % 3])}
        self.run(at, f"article.draft-{text}", [Edit(self.article, "current", value)])

    def do_reword(self, at: int, n: int, m: int, text: str) -> None:
        if claim := self._known(at, self.claims, n):
            # Some people write the same: that is no conflict.
            said = "the same" if m % 3 == 0 else text
            self.run(at, f"claim.wording-{text}", [Edit(claim, "wording", Words(said))])

    def do_rate(self, at: int, n: int, m: int, text: str) -> None:
        if claim := self._known(at, self.claims, n):
            person = self.laptops[at].me.person
            verdict = verdict_id(claim, "so", person)
            value = {
                "scale": "magazine",
                "version": 1,
                "rating": m % 3 + 1,
                "rationale": Words(text),
                "as_of": Words("2026"),
            }
            edits = [Edit(verdict, "verdict", value if m % 5 else None)]
            if not self.laptops[at].project.knows(verdict):
                of = {"claim": claim, "question": "so", "person": person}
                edits.insert(0, Edit(verdict, "of", of))
            self.run(at, f"verdict.set-{text}", edits)

    def do_settle(self, at: int, n: int, m: int, text: str) -> None:
        """Decide between the ratings as they stand here, or take that back."""
        if claim := self._known(at, self.claims, n):
            project = self.laptops[at].project
            over = sorted(v.txn for v in queries.verdicts(project.conn, [claim]) if v.rating is not None)
            if not over:
                return
            value = {
                "scale": "magazine",
                "version": 1,
                "rating": m % 3 + 1,
                "why": Words(text),
                "rule": "anyone",
                "over": sorted(set(over)),
            }
            decision = decision_id(claim, "so")
            edits = [Edit(decision, "decision", value if m % 5 else None)]
            if not project.knows(decision):
                edits.insert(0, Edit(decision, "of", {"claim": claim, "question": "so"}))
            self.run(at, f"claim.decide-{text}", edits)

    def do_join(self, at: int, n: int, m: int, text: str) -> None:
        """One claim into any other, in chains and circles too, or out of it again."""
        one, other = self._known(at, self.claims, n), self._known(at, self.claims, m)
        if one and other and one != other:
            self.run(at, f"claim.join-{text}", [Edit(one, "joined", other if m % 4 else None)])

    def do_same(self, at: int, n: int, m: int, text: str) -> None:
        """Somebody says that two persons are one, or no longer: of themselves mostly, in chains too."""
        project = self.laptops[at].project
        me = project.me.person
        if not project.knows(STRANGER):
            # Whom claims can be given to before they ever opened the project.
            self.run(at, f"person.name-{text}", [Edit(STRANGER, "name", Words(text))])
        found = project.conn.execute("SELECT id FROM person ORDER BY since, id").fetchall()
        others = [id for (id,) in found if id != me]
        one, other = (me, others[n % len(others)]) if m % 4 or len(others) < 2 else tuple(others[:2])
        alias = alias_id(one, other)
        edits = [Edit(alias, "same", n % 3 != 2)]
        if not project.knows(alias):
            edits.insert(0, Edit(alias, "of", dict(zip(("one", "other"), sorted((one, other)), strict=True))))
        self.run(at, f"person.same-{text}", edits)

    def do_source(self, at: int, n: int, m: int, text: str) -> None:
        source = new_id("source")
        number = {"prefix": "S", "n": queries.next_serial(self.laptops[at].project.conn, "source", "S")}
        edits = [
            Edit(source, "exists", True),
            Edit(source, "number", number),
            Edit(source, "title", Words(text)),
        ]
        self.run(at, f"source.add-{text}", edits)
        self.sources.append(source)

    def do_cite(self, at: int, n: int, m: int, text: str) -> None:
        claim, source = self._known(at, self.claims, n), self._known(at, self.sources, m)
        if claim and source:
            evidence = new_id("evidence")
            edits = [
                Edit(evidence, "exists", True),
                Edit(evidence, "of", {"claim": claim, "source": source}),
                Edit(evidence, "passage", Words(text)),
                Edit(evidence, "stance", "supports" if m % 4 else "context"),
            ]
            self.run(at, f"evidence.add-{text}", edits)
            self.evidence.append(evidence)

    def do_depend(self, at: int, n: int, m: int, text: str) -> None:
        """One source rests on another, found by several people apart, in circles too."""
        source, origin = self._known(at, self.sources, n), self._known(at, self.sources, m)
        if source and origin and source != origin:
            thing = dependence_id(source, origin)
            edits = [Edit(thing, "exists", True)]
            if not self.laptops[at].project.knows(thing):
                edits.append(Edit(thing, "of", {"source": source, "origin": origin}))
            self.run(at, f"source.depends-{text}", edits)
            if thing not in self.hung:
                self.hung.append(thing)

    def do_see(self, at: int, n: int, m: int, text: str) -> None:
        """The passage as it is here, or no longer; the same person may do so in two copies."""
        if evidence := self._known(at, self.evidence, n):
            project = self.laptops[at].project
            seen = sighting_id(evidence, project.me.person)
            row = project.conn.execute("SELECT passage FROM evidence WHERE id = ?", (evidence,)).fetchone()
            words = {"passage": Words(row[0] if row else text)}
            edits = [Edit(seen, "seen", words if m % 3 else None)]
            if not project.knows(seen):
                edits.insert(0, Edit(seen, "of", {"evidence": evidence, "person": project.me.person}))
            self.run(at, f"evidence.seen-{text}", edits)

    def do_contact(self, at: int, n: int, m: int, text: str) -> None:
        if source := self._known(at, self.sources, n):
            contact = new_id("contact")
            edits = [
                Edit(contact, "exists", True),
                Edit(contact, "of", {"source": source}),
                Edit(contact, "answer", Words(text if m % 2 else "")),
            ]
            self.run(at, f"source.contact-{text}", edits)
            self.hung.append(contact)

    def do_confide(self, at: int, n: int, m: int, text: str) -> None:
        if source := self._known(at, self.sources, n):
            blank = {part: Words("") for part in ("role", "contact", "date")}
            person = {"name": Words(text), "record": ("on", "off")[m % 2], **blank}
            edit = Edit(source, "confidential", bool(m % 2)) if n % 3 else Edit(source, "person", person)
            self.run(at, f"source.person-{text}", [edit])

    def do_recite(self, at: int, n: int, m: int, text: str) -> None:
        if evidence := self._known(at, self.evidence, n):
            self.run(at, f"evidence.passage-{text}", [Edit(evidence, "passage", Words(text))])

    def do_tick(self, at: int, n: int, m: int, text: str) -> None:
        if source := self._known(at, self.sources, n):
            fact, edits = self._fact(at, m + n)
            tick = new_id("tick")
            edits += [
                Edit(tick, "exists", True),
                Edit(tick, "of", {"fact": fact, "source": source}),
                Edit(tick, "words", Words(text)),
            ]
            self.run(at, f"fact.tick-{text}", edits)
            self.hung.append(tick)

    def do_kept(self, at: int, n: int, m: int, text: str) -> None:
        fact, edits = self._fact(at, n)
        self.run(at, f"fact.kept-{text}", [*edits, Edit(fact, "kept", (True, False, None)[m % 3])])

    def _fact(self, at: int, n: int) -> tuple[str, list[Edit]]:
        """One of those the rules found, or one they did not, in some draft."""
        _, version = self._draft(at, n // 2)
        found = read_found(version.facts)
        start, end, kind = (*found, (0, 9, "name"))[n % (len(found) + 1)]
        fact = fact_id(version.id, start, end, kind)
        of = {"text": version.id, "start": start, "end": end, "kind": kind}
        return fact, [] if self.laptops[at].project.knows(fact) else [Edit(fact, "of", of)]

    def do_hang(self, at: int, n: int, m: int, text: str) -> None:
        """Something on a claim that holds words, or an answer to a query."""
        claim = self._known(at, self.claims, n)
        asked = self._known(at, [e for e in self.hung if e.startswith("query:")], n)
        kind = ("fix", "query", "note", "tag", "message")[m % 5]
        owner = asked if kind == "message" else claim
        if owner is None:
            return
        thing = new_id(kind)
        of = [Edit(thing, "of", {"query" if kind == "message" else "claim": owner})]
        if kind in ("fix", "query"):
            of = [Edit(thing, "claim", owner), Edit(thing, "article", self.article)]
        self.run(at, f"{kind}.add-{text}", [Edit(thing, "exists", True), *of, *self._said(thing, text)])
        self.hung.append(thing)

    def do_rehang(self, at: int, n: int, m: int, text: str) -> None:
        if thing := self._known(at, self.hung, n):
            self.run(at, f"said-{text}", self._said(thing, text))

    def _said(self, thing: str, text: str) -> list[Edit]:
        kind = thing.partition(":")[0]
        if kind == "query":
            return [Edit(thing, "resolved", {"resolved": bool(len(text) % 2), "why": Words(text)})]
        if kind == "dependence":
            return [Edit(thing, "exists", True)]
        name = {"note": "shared", "tag": "name", "tick": "passage", "contact": "put"}.get(kind, "text")
        return [Edit(thing, name, Words(text))]

    def do_withdraw(self, at: int, n: int, m: int, text: str) -> None:
        if thing := self._known(at, [*self.evidence, *self.hung], n):
            self._delete(at, thing, text)

    def do_delete(self, at: int, n: int, m: int, text: str) -> None:
        if claim := self._known(at, self.claims, n):
            self._delete(at, claim, text)

    def do_delete_source(self, at: int, n: int, m: int, text: str) -> None:
        if source := self._known(at, self.sources, n):
            self._delete(at, source, text)

    def _delete(self, at: int, entity: str, text: str) -> None:
        seen = queries.seen_of(self.laptops[at].project.conn, entity)
        self.run(at, f"gone-{text}", [Edit(entity, "exists", {"gone": seen})])

    def do_restore(self, at: int, n: int, m: int, text: str) -> None:
        if entity := self._known(at, [*self.claims, *self.sources, *self.evidence, *self.hung], n):
            self.run(at, f"back-{text}", [Edit(entity, "exists", True)])

    def do_close(self, at: int, n: int, m: int, text: str) -> None:
        if claim := self._known(at, self.claims, n):
            value = {"closed": bool(m % 2), "reason": Words(text)}
            self.run(at, f"claim.close-{text}", [Edit(claim, "closing", value)])

    def do_nothing(self, at: int, n: int, m: int, text: str) -> None:
        _, version = self._draft(at, m)
        start, end = version.sentences[n % len(version.sentences)]
        span = span_id(version.id, start, end, "sentence")
        said = Edit(span, "nothing", "opinion" if m % 3 else None)
        edits = [said if n % 4 else Edit(span, "rechecked", bool(m % 4))]
        if not self.laptops[at].project.knows(span):
            of = {"text": version.id, "start": start, "end": end, "kind": "sentence"}
            edits.insert(0, Edit(span, "of", of))
        self.run(at, f"nothing-{text}", edits)

    def do_aside(self, at: int, n: int, m: int, text: str) -> None:
        span = span_id(TEXT_ID, 78, 84, "aside")
        edits = [Edit(span, "aside", {"aside": bool(m % 2), "reason": "debris"})]
        if not self.laptops[at].project.knows(span):
            of = {"text": TEXT_ID, "start": 78, "end": 84, "kind": "aside"}
            edits.insert(0, Edit(span, "of", of))
        self.run(at, f"aside-{text}", edits)

    def do_title(self, at: int, n: int, m: int, text: str) -> None:
        self.run(at, f"project.title-{text}", [Edit(PROJECT, "title", Words(text))])

    def do_second_article(self, at: int, n: int, m: int, text: str) -> None:
        """Another article with the very same text: its layout is known already."""
        article, draft = new_id("article"), new_id("draft")
        edits = [e for e in article_edits(article, draft) if e.entity != TEXT_ID]
        self.run(at, f"article.add-{text}", edits)

    def do_stale(self, at: int, n: int, m: int, text: str) -> None:
        """An edit typed while a merge landed: read before it, run after it, a colleague's under way."""
        claim = self._known(at, self.claims, n)
        read_at = self.laptops[at].project.revision
        self._land(at, m, claim, text)
        if claim:
            self.run(at, f"stale-{text}", [Edit(claim, "wording", Words(text))], read_at)
            if n % 2:
                # What was queued behind it was read at the same time, and replaces it.
                self.run(at, f"queued-{text}", [Edit(claim, "wording", Words(f"{text}q"))], read_at)

    def do_stale_delete(self, at: int, n: int, m: int, text: str) -> None:
        claim = self._known(at, self.claims, n)
        project = self.laptops[at].project
        read_at, seen = project.revision, queries.seen_of(project.conn, claim) if claim else []
        self._land(at, m, claim, text)
        if claim:
            self.run(at, f"stale-gone-{text}", [Edit(claim, "exists", {"gone": seen})], read_at)

    def _land(self, at: int, m: int, claim: str | None, text: str) -> None:
        other = self._other(at, m)
        if claim and self.laptops[other].project.knows(claim):
            self.run(other, f"theirs-{text}", [Edit(claim, "wording", Words(f"{text}t"))])
        self.laptops[at].merge(self.laptops[other])

    def _other(self, at: int, n: int) -> int:
        return (at + 1 + n % (len(self.laptops) - 1)) % len(self.laptops)

    def do_undo(self, at: int, n: int, m: int, text: str) -> None:
        self._back(at, "undo", force=False)

    def do_redo(self, at: int, n: int, m: int, text: str) -> None:
        self._back(at, "redo", force=False)

    def do_force(self, at: int, n: int, m: int, text: str) -> None:
        self._back(at, "undo" if m % 2 else "redo", force=True)

    def _back(self, at: int, kind: str, force: bool) -> None:
        project = self.laptops[at].project
        stack = getattr(project.stacks, kind)
        if not stack:
            return
        before = project.fingerprint
        try:
            getattr(project, kind)(force=force)
        except UndoBlocked:
            assert not force
            assert project.fingerprint == before
            return
        oracle = Oracle.of(project.conn)
        newest = max(oracle.body, key=lambda t: self._tno(self.laptops[at], t))
        for op in oracle.body[newest].ops:
            if op.undo is not None:
                register = (op.entity, op.field)
                above = oracle.ops[register][op.undo].parents
                expected = {leaf for parent in above for leaf in oracle.leaves(register, parent)}
                assert oracle.leaves(register, newest) == expected

    def do_merge(self, at: int, n: int, m: int, text: str) -> None:
        laptop = self.laptops[at]
        before = present(laptop.project)
        laptop.merge(self.laptops[self._other(at, n)])
        assert before <= present(laptop.project)

    def do_erase(self, at: int, n: int, m: int, text: str) -> None:
        """All words ever written on something, or the text of a draft, go from one copy for good."""
        project = self.laptops[at].project
        thing = self._known(at, [*self.claims, *self.evidence, *self.hung, *self.sources], n)
        files: list[str] = []
        if m == 7:
            files = [self._draft(at, n)[1].id.partition(":")[2]]
            thing = None
        spoken = {key.hex() for (key,) in project.conn.execute("SELECT hash FROM value")}
        words = [
            key
            for key, places in places_of(project.conn, spoken).items()
            if any(entity == thing for entity, _ in places)
        ]
        if words or files:
            erasure = new_id("erasure")
            edits = [
                Edit(erasure, "exists", True),
                Edit(erasure, "of", {"words": sorted(words), "files": files}),
                Edit(erasure, "reason", Words(text)),
            ]
            self.written.add(text)
            self._let_go(at, "erase", edits, (*words, *files), erasure)

    def do_accept(self, at: int, n: int, m: int, text: str) -> None:
        """Carry out here what somebody erased elsewhere."""
        if erasure := self._proposed(at, n):
            words, files = named_by(self.laptops[at].project.conn, erasure)
            answer = self._answer(erasure, accepted=True)
            self._let_go(at, "erasure.accept", answer, (*words, *files), erasure)

    def do_decline(self, at: int, n: int, m: int, text: str) -> None:
        if erasure := self._proposed(at, n):
            self.run(at, f"erasure.decline-{text}", self._answer(erasure, accepted=False))

    def _proposed(self, at: int, n: int) -> str | None:
        open = [one.id for one in erasures(self.laptops[at].project.conn) if one.state != "done"]
        return open[n % len(open)] if open else None

    def _answer(self, erasure: str, *, accepted: bool) -> list[Edit]:
        answer = new_id("answer")
        return [
            Edit(answer, "exists", True),
            Edit(answer, "of", {"erasure": erasure, "accepted": accepted}),
        ]

    def _let_go(self, at: int, label: str, edits: list[Edit], gone: Sequence[str], erasure: str) -> None:
        laptop = self.laptops[at]
        rows = laptop.project.conn.execute("SELECT hash, data FROM value WHERE data IS NOT NULL")
        self.erased |= {data for key, data in rows if key.hex() in gone}
        undoable = list(laptop.project.stacks.undo)
        others = present(laptop.project) - {bytes.fromhex(key) for key in gone}
        step = Step(label, tuple(edits), laptop.project.revision, focus=erasure, gone=tuple(gone))
        with state_of(laptop.state):
            laptop.project.run(step)
        self.gone.setdefault(laptop.path, set()).update(bytes.fromhex(key) for key in gone)
        now = present(laptop.project)
        assert others <= now
        assert laptop.project.stacks.undo == undoable
        self._check_gone(laptop, laptop.path)
        assert laptop.project.verify() == []
        check_against_oracle(laptop)

    def _check_gone(self, laptop: Laptop, path: Path) -> None:
        """What was erased in a copy never comes back to it."""
        assert not present(laptop.project) & self.gone.get(path, set())

    def do_preview(self, at: int, n: int, m: int, text: str) -> None:
        """A preview changes nothing, and says what the merge then does."""
        laptop, other = self.laptops[at], self.laptops[self._other(at, n)]
        other.close()
        before = (laptop.project.fingerprint, laptop.project.revision, tables(laptop.project))
        conflicts = {(c.entity, c.field) for c in queries.conflicts(laptop.project.conn)}
        with state_of(laptop.state):
            (told,) = laptop.project.preview([other.path])
            assert (laptop.project.fingerprint, laptop.project.revision, tables(laptop.project)) == before
            _, done = laptop.project.merge(other.path)
        assert replace(told, merge="") == replace(done, merge="")
        now = {(c.entity, c.field) for c in queries.conflicts(laptop.project.conn)}
        assert {(c.entity, c.field) for c in done.conflicts} == now - conflicts
        assert done.fingerprint == laptop.project.fingerprint
        assert done.transactions == sum(one.transactions for one in done.people)

    def do_withhold(self, at: int, n: int, m: int, text: str) -> None:
        """Take in a copy without the words on something or of somebody; those that are here stay."""
        laptop, other = self.laptops[at], self.laptops[self._other(at, n)]
        project = laptop.project
        kept = {key for (key,) in project.conn.execute("SELECT hash FROM value WHERE data IS NOT NULL")}
        known = [*self.claims, *self.evidence, *self.hung]
        persons = frozenset({other.me.person} if m == 7 else ())
        without = Without(frozenset(known[m % 3 :: 3]), persons)
        self._take_in(at, plan(other.project.conn, without), other, text)
        now = {key for (key,) in project.conn.execute("SELECT hash FROM value WHERE data IS NOT NULL")}
        assert kept <= now
        assert project.verify() == []

    def do_package(self, at: int, n: int, m: int, text: str) -> None:
        """Take in the changes alone that another has and this copy has not."""
        other = self.laptops[self._other(at, n)]
        known = {id for (id,) in self.laptops[at].project.conn.execute("SELECT id FROM txn")}
        planned = plan(other.project.conn, Without(), known)
        if planned.tnos:
            self._take_in(at, planned, other, text)

    def _take_in(self, at: int, planned: Plan, other: Laptop, text: str) -> None:
        out = self.folder / f"{text}.shared.tickmark"
        with state_of(other.state):
            finished(writing(other.project.conn, planned, out))
        with state_of(self.laptops[at].state):
            self.laptops[at].project.merge(out)
        check_against_oracle(self.laptops[at])

    def do_set_aside(self, at: int, n: int, m: int, text: str) -> None:
        """A merge undone is as if it had never been, with all that rests on it; nothing of it is lost."""
        project = self.laptops[at].project
        known = [merge for merge in project.merges if not merge.set_aside]
        if not known:
            return
        merge = known[n % len(known)]
        before = (project.fingerprint, tables(project))
        mine = [step for step in project.rests_on(merge.id) if step.own]
        groups = {group for (group,) in project.conn.execute('SELECT "group" FROM step')}
        project.set_aside(merge.id)
        left = {group for (group,) in project.conn.execute('SELECT "group" FROM step')}
        assert {step.group for step in mine} <= groups - left
        assert project.fingerprint != before[0]
        check_against_oracle(self.laptops[at])
        if m % 2:
            project.bring_back(merge.id)
            assert (project.fingerprint, tables(project)) == before
            assert [one for one in project.merges if one.id == merge.id] == [merge]

    def do_bring_back(self, at: int, n: int, m: int, text: str) -> None:
        project = self.laptops[at].project
        for merge in project.merges:
            if merge.set_aside:
                project.bring_back(merge.id)
                return

    def do_reopen(self, at: int, n: int, m: int, text: str) -> None:
        """Close and open again: nothing but what is in the file may matter."""
        self.laptops[at].close()

    # What must hold.

    def check_each(self) -> None:
        for laptop in self.laptops:
            self._check_gone(laptop, laptop.path)
            assert laptop.project.verify() == []
            check_against_oracle(laptop)

    def check_laws(self) -> None:
        """Merged in every order and grouping, all copies are one, and merging again changes nothing."""
        for at in range(len(self.laptops)):
            # What is set aside in one copy stays there; brought back, it is as the rest.
            while any(merge.set_aside for merge in self.laptops[at].project.merges):
                self.do_bring_back(at, 0, 0, "")
        several = len(self.laptops) > 2
        orders = list(permutations(range(len(self.laptops))))
        outcomes = [self._merged(order, grouped=False) for order in orders[:: 3 if several else 1]]
        if several:
            outcomes.append(self._merged(orders[-1], grouped=True))
        assert all(outcome == outcomes[0] for outcome in outcomes[1:])

    def _merged(self, order: tuple[int, ...], grouped: bool) -> tuple[str, object]:
        copies = [self._copy(at) for at in order]
        if grouped:
            copies[1].merge(copies[2])
        for other in copies[1:]:
            copies[0].merge(other)
        result = copies[0]
        outcome = (result.project.fingerprint, tables(result.project))
        assert [result.merge(other) for other in copies[1:]] == [0] * (len(copies) - 1)
        assert (result.project.fingerprint, tables(result.project)) == outcome
        self._check_gone(result, self.laptops[order[0]].path)
        if carried_out(result.project):
            # Whose words are where depends on who erased and who merged when; all else does not.
            outcome = (result.project.fingerprint, tables(result.project))
        assert result.project.verify() == []
        check_against_oracle(result)
        kept = {data for (data,) in result.project.conn.execute("SELECT data FROM value")}
        spoken = Oracle.of(result.project.conn)
        assert self.written - self.erased <= kept
        assert self.written - self.erased <= {
            text
            for register, ops in spoken.ops.items()
            for t in ops
            for text in _texts(spoken.value(register, t))
        }
        for copy in copies:
            copy.close()
            copy.path.unlink()
        return outcome

    def _copy(self, at: int) -> Laptop:
        laptop = self.laptops[at]
        name = laptop.me.name
        return laptop.copied(self.folder / f"{new_id('copy')[5:]}.tickmark", laptop.state, name, laptop.drift)

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.close()


def present(project: Project) -> set[bytes]:
    """Hashes of the words and bytes that are in a file."""
    return {
        key
        for sql in ("SELECT hash FROM value WHERE data IS NOT NULL", "SELECT sha FROM blob")
        for (key,) in project.conn.execute(sql)
    }


def carried_out(project: Project) -> bool:
    """Let go of all that any erasure names, as if everybody had accepted it before; whether any does."""
    conn = project.conn
    known = [id for (id,) in conn.execute("SELECT id FROM erasure")]
    conn.execute("BEGIN IMMEDIATE")
    for erasure in known:
        words, files = named_by(conn, erasure)
        for sql, hashes in (
            ("UPDATE value SET salt = NULL, data = NULL WHERE hash = ?", words),
            ("DELETE FROM blob WHERE sha = ?", files),
            ("DELETE FROM blob_chunk WHERE sha = ?", files),
        ):
            conn.executemany(sql, [(bytes.fromhex(key),) for key in hashes])
        withhold(conn, files)
        mark(conn, (*words, *files), erasure, accepted=True)
    draw_anew(conn)
    conn.execute("COMMIT")
    return bool(known)


def _texts(value: object) -> set[str]:
    if isinstance(value, str):
        return {value}
    return {t for inner in value.values() for t in _texts(inner)} if isinstance(value, dict) else set()

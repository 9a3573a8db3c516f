"""The sentence ledger against the rules as they are written down, told in plain Python."""

from __future__ import annotations

import tempfile
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from db import queries
from db.kinds import fact_id, span_id
from db.records import SentenceRecord
from db.step import Edit, new_id
from db.words import Words, pack
from tests.db.laptops import FOUND, PIECES, SENTENCES, TEXT, TEXT_ID, Laptop, article_edits

Fact = tuple[int, int, str]
Row = tuple[int, int, str, str, int, int]

# By hand: on the words of one the rules found, across two sentences, and in one they found nothing in.
FACTS: tuple[Fact, ...] = (*FOUND, (15, 27, "quotation"), (20, 36, "quotation"), (44, 50, "name"))
CLAIMS = ((0, 28), (15, 27), (4, 9), (24, 70), (29, 43), (43, 44), (44, 45), (59, 84), (79, 81))
ASIDE = (78, 84)


@dataclass
class Done:
    """What people have done, and nothing of how it is kept."""

    claims: dict[str, tuple[int, int, bool]] = field(default_factory=dict[str, tuple[int, int, bool]])
    kept: dict[Fact, bool] = field(default_factory=dict[Fact, bool])
    ticks: dict[Fact, list[str]] = field(default_factory=dict[Fact, list[str]])
    nothing: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])
    remarks: dict[str, tuple[int, int, bool]] = field(default_factory=dict[str, tuple[int, int, bool]])
    aside: bool = False

    def ledger(self) -> list[Row]:
        """Every sentence that counts, by the rules of the ledger read one by one."""
        places = [s for s in SENTENCES if not (self.aside and s == ASIDE)]
        return [self._row(SENTENCES.index(place) + 1, place) for place in places]

    def _row(self, n: int, place: tuple[int, int]) -> Row:
        touching = [c for c in self.claims.values() if _touch(c, place)]
        facts = [f for f in FACTS if _touch(f, place) and self._is_one(f)]
        settled = [f for f in facts if self.ticks.get(f) or self._covered(f)]
        reason = self.nothing.get(place, "")
        marked = any(self.kept.get(f) and not self.ticks.get(f) for f in facts)
        dealt_with = any(_touch(f, place) and (f in self.kept or self.ticks.get(f)) for f in FACTS)
        said = [r for r in self.remarks.values() if _touch(r, place)]
        undecided = any(not decided for _, _, decided in said)
        if touching or marked or undecided or ((dealt_with or said) and not reason):
            closed = all(closed for _, _, closed in touching) and settled == facts and not undecided
            state = "closed" if closed else "open"
        else:
            state = "nothing" if reason else "unread"
        return n, place[0], state, reason, len(facts), len(settled)

    def _is_one(self, fact: Fact) -> bool:
        return self.kept.get(fact, fact in FOUND or bool(self.ticks.get(fact)))

    def _covered(self, fact: Fact) -> bool:
        return any(s <= fact[0] and fact[1] <= e and closed for s, e, closed in self.claims.values())


def _touch(one: tuple[int, int, object], place: tuple[int, int]) -> bool:
    return one[0] < place[1] and one[1] > place[0]


class Checker:
    """One person at one project, every deed done there and told to ``Done`` in plain words."""

    def __init__(self, folder: Path) -> None:
        self.laptop = Laptop(folder / "ferry.tickmark", folder / "state", "Maren Colby")
        self.laptop.create()
        self.article, self.draft, self.source = new_id("article"), new_id("draft"), new_id("source")
        self.laptop.run("article.add", article_edits(self.article, self.draft), pieces=PIECES)
        number = {"prefix": "S", "n": 1}
        self.laptop.run(
            "source.add", [Edit(self.source, "exists", True), Edit(self.source, "number", number)]
        )
        self.done = Done()
        self._before: list[Done] = []
        self._undone: list[Done] = []

    def do(self, what: str, n: int) -> None:
        was = deepcopy(self.done)
        edits = getattr(self, "_" + what)(n)
        if edits is None:
            self._go(what)
        elif edits:
            self.laptop.run(what, edits)
            self._before.append(was)
            self._undone.clear()

    def _go(self, what: str) -> None:
        here, there = (self._before, self._undone) if what == "undo" else (self._undone, self._before)
        if here:
            getattr(self.laptop.project, what)(False)
            there.append(self.done)
            self.done = here.pop()

    def _undo(self, _n: int) -> None:
        return None

    def _redo(self, _n: int) -> None:
        return None

    def _mark(self, n: int) -> list[Edit]:
        claim, (start, end) = new_id("claim"), CLAIMS[n % len(CLAIMS)]
        self.done.claims[claim] = (start, end, False)
        words = pack("", TEXT[start:end], "")
        serial = queries.next_serial(self.laptop.project.conn, "claim", "MC")
        return [
            Edit(claim, "exists", True),
            Edit(claim, "article", self.article),
            Edit(claim, "anchor", {"draft": self.draft, "start": start, "end": end, "words": words}),
            Edit(claim, "number", {"prefix": "MC", "n": serial}),
        ]

    def _remark(self, n: int) -> list[Edit]:
        kind, (start, end) = ("fix", "query")[n % 2], CLAIMS[n % len(CLAIMS)]
        remark = new_id(kind)
        self.done.remarks[remark] = (start, end, False)
        words = pack("", TEXT[start:end], "")
        wish = Edit(remark, "text", Words("other words")) if kind == "fix" else None
        to = Edit(remark, "to", {"role": "author", "name": Words("")}) if kind == "query" else None
        return [
            Edit(remark, "exists", True),
            Edit(remark, "article", self.article),
            Edit(remark, "anchor", {"draft": self.draft, "start": start, "end": end, "words": words}),
            *(edit for edit in (wish, to) if edit is not None),
        ]

    def _decide(self, n: int) -> list[Edit]:
        known = sorted(self.done.remarks)
        if not known:
            return []
        remark = known[n % len(known)]
        start, end, decided = self.done.remarks[remark]
        self.done.remarks[remark] = (start, end, not decided)
        if remark.startswith("query"):
            return [Edit(remark, "resolved", {"resolved": not decided, "why": Words("")})]
        state = "proposed" if decided else "stet"
        return [Edit(remark, "outcome", {"state": state, "text": Words(""), "why": Words("")})]

    def _close(self, n: int) -> list[Edit]:
        claim = self._claim(n)
        if not claim:
            return []
        start, end, closed = self.done.claims[claim]
        self.done.claims[claim] = (start, end, not closed)
        return [Edit(claim, "closing", {"closed": not closed, "reason": Words("No record is kept.")})]

    def _delete(self, n: int) -> list[Edit]:
        claim = self._claim(n)
        if not claim:
            return []
        del self.done.claims[claim]
        return [Edit(claim, "exists", {"gone": queries.seen_of(self.laptop.project.conn, claim)})]

    def _claim(self, n: int) -> str:
        known = sorted(self.done.claims)
        return known[n % len(known)] if known else ""

    def _nothing(self, n: int) -> list[Edit]:
        start, end = place = SENTENCES[n % len(SENTENCES)]
        reason = None if place in self.done.nothing else ("opinion", "rhetoric")[n % 2]
        self.done.nothing.pop(place, None)
        self.done.nothing.update({place: reason} if reason else {})
        return [*self._span(start, end, "sentence"), self._on(start, end, "sentence", "nothing", reason)]

    def _aside(self, _n: int) -> list[Edit]:
        self.done.aside = not self.done.aside
        value = {"aside": self.done.aside, "reason": "ad-placeholder"}
        return [*self._span(*ASIDE, "aside"), self._on(*ASIDE, "aside", "aside", value)]

    def _span(self, start: int, end: int, kind: str) -> list[Edit]:
        if self.laptop.project.knows(span_id(TEXT_ID, start, end, kind)):
            return []
        return [self._on(start, end, kind, "of", {"text": TEXT_ID, "start": start, "end": end, "kind": kind})]

    def _on(self, start: int, end: int, kind: str, name: str, value: object) -> Edit:
        return Edit(span_id(TEXT_ID, start, end, kind), name, value)  # type: ignore[arg-type]

    def _keep(self, n: int) -> list[Edit]:
        return self._say(FACTS[n % len(FACTS)], True)

    def _dismiss(self, n: int) -> list[Edit]:
        return self._say(FACTS[n % len(FACTS)], False)

    def _say(self, fact: Fact, kept: bool) -> list[Edit]:
        self.done.kept[fact] = kept
        return [*self._known(fact), Edit(fact_id(TEXT_ID, *fact), "kept", kept)]

    def _known(self, fact: Fact) -> list[Edit]:
        id, (start, end, kind) = fact_id(TEXT_ID, *fact), fact
        of = {"text": TEXT_ID, "start": start, "end": end, "kind": kind}
        return [] if self.laptop.project.knows(id) else [Edit(id, "of", of)]

    def _tick(self, n: int) -> list[Edit]:
        fact, tick = FACTS[n % len(FACTS)], new_id("tick")
        self.done.ticks.setdefault(fact, []).append(tick)
        of = {"fact": fact_id(TEXT_ID, *fact), "source": self.source}
        return [*self._known(fact), Edit(tick, "exists", True), Edit(tick, "of", of)]

    def _untick(self, n: int) -> list[Edit]:
        ticked = [fact for fact in FACTS if self.done.ticks.get(fact)]
        if not ticked:
            return []
        tick = self.done.ticks[ticked[n % len(ticked)]].pop()
        return [Edit(tick, "exists", {"gone": queries.seen_of(self.laptop.project.conn, tick)})]

    def ledger(self) -> list[SentenceRecord]:
        return queries.sentences(self.laptop.project.conn, self.draft)


_DEEDS = ("mark", "mark", "close", "close", "delete", "nothing", "aside", "keep", "dismiss", "tick", "tick")
_BACK = ("remark", "remark", "decide", "untick", "undo", "undo", "redo")


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(_DEEDS + _BACK), st.integers(0, 11)), min_size=4, max_size=24))
def test_whatever_is_done_and_undone_the_ledger_stands_as_its_rules_say(deeds: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        checker = Checker(Path(folder))
        for what, n in deeds:
            checker.do(what, n)
            shown = [(s.n, s.start, s.state.value, s.reason, s.facts, s.settled) for s in checker.ledger()]
            assert shown == checker.done.ledger(), what
            count = queries.ledger_count(checker.laptop.project.conn, checker.draft)
            assert count.total == len(shown)
            assert count.done == sum(state in ("closed", "nothing") for _, _, state, *_ in shown)
        checker.laptop.close()

"""The drafts of an article: which is the current one, and where what stands on another stands in it."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from db import blobs
from db.alignment import Alignment, Carried, Outcome, fits, read_alignment
from db.drawing import Entity
from db.errors import BadBody
from db.records import Span
from db.records.frozen import record
from db.returning import Said, reads_again, stands_again, stands_anywhere, stands_between_the_same
from db.seeking import places_again

GONE = "gone"
"""A person has seen that what stood on an older draft is not in the current one."""


RECHECK = frozenset(
    {
        Outcome.CHANGED.value,
        Outcome.SPLIT.value,
        Outcome.MERGED.value,
        Outcome.LOST.value,
        Outcome.AMBIGUOUS.value,
    }
)
"""What a person has to look at before a verdict may stand for the new words."""


SAME = frozenset({Outcome.UNCHANGED, Outcome.MOVED})
_NOWHERE = frozenset({Outcome.LOST, Outcome.AMBIGUOUS})


_OFTEN = 20
"""From so many questions on, all paragraphs of a draft are read at once."""
_PARAGRAPH = (
    "SELECT b.paragraph FROM draft d JOIN block b ON b.text = d.text "
    "WHERE d.id = ? AND b.start <= ? ORDER BY b.start DESC LIMIT 1"
)
_PARAGRAPHS = (
    "SELECT b.start, b.paragraph FROM draft d JOIN block b ON b.text = d.text WHERE d.id = ? ORDER BY b.start"
)


@record
class Lineage:
    """An article's drafts, oldest first; ``chain`` leads from the first one to the current one.

    ``rivals`` are newest drafts beside the current one: two people brought different ones, and nobody has
    decided. The current one is the newest by clock (then id) of those nobody decided against.
    """

    drafts: tuple[str, ...]
    chain: tuple[str, ...]
    rivals: tuple[str, ...]

    @property
    def current(self) -> str:
        """The current draft; blank where there is none."""
        return self.chain[-1] if self.chain else ""


@record
class Standing:
    """Where something stands now: in the current draft, or in the last one it could be followed to.

    ``outcome`` is blank for what was put there by a person. ``candidates`` are places in the current draft:
    those to choose from of what is ambiguous, the one where it stood of what is lost, the parts of what was
    split.
    """

    draft: str
    start: int
    end: int
    outcome: str = ""
    candidates: tuple[Span, ...] = ()


class Drafts:
    """The drafts of every article of a connection, each read once."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._lineages: dict[str, Lineage] = {}
        self._alignments: dict[str, Alignment | None] = {}
        self._bodies: dict[str, str] = {}
        self._asked: dict[str, int] = {}
        self._paragraphs: dict[str, tuple[list[int], list[int]]] = {}
        self._said: dict[str, Said] = {}

    def forget(self) -> None:
        """Read again what may have changed."""
        self._lineages.clear()
        self._alignments.clear()
        self._bodies.clear()
        self._asked.clear()
        self._paragraphs.clear()
        self._said.clear()

    def lineage(self, article: str) -> Lineage:
        """The drafts of an article; none where it has none."""
        if article not in self._lineages:
            self._lineages[article] = self._read_lineage(article)
        return self._lineages[article]

    def _read_lineage(self, article: str) -> Lineage:
        rows = self._conn.execute(
            "SELECT id, based_on FROM draft WHERE article = ? ORDER BY created_at, id", (article,)
        ).fetchall()
        based_on = dict(rows)
        # By their times, but none before what it was made from, whatever somebody's clock said.
        drafts = tuple(dict.fromkeys(each for id, _ in rows for each in self._back(id, based_on)))
        built_on = set(based_on.values())
        tips = [draft for draft in drafts if draft not in built_on] or list(drafts[-1:])
        choice = Entity(self._conn, article).value("current") if len(tips) > 1 else None
        over = set(choice["over"]) if choice else set[str]()
        tips = [tip for tip in tips if tip not in over] or tips
        return Lineage(drafts, self._back(tips[-1], based_on) if tips else (), tuple(tips[:-1]))

    def _back(self, draft: str, based_on: dict[str, str]) -> tuple[str, ...]:
        """The drafts one was made from, first to last; one that names itself as its origin ends there."""
        found = [draft]
        while (before := based_on.get(found[-1], "")) in based_on and before not in found:
            found.append(before)
        return tuple(reversed(found))

    def ancestors(self, draft: str) -> tuple[str, ...]:
        """The drafts one was made from, first to last, itself as the last."""
        row = self._conn.execute("SELECT article FROM draft WHERE id = ?", (draft,)).fetchone()
        if row is None:
            return ()
        rows = self._conn.execute("SELECT id, based_on FROM draft WHERE article = ?", (row[0],))
        return self._back(draft, dict(rows.fetchall()))

    def is_current(self, article: str, draft: str) -> bool:
        """Whether that is the current draft of the article, if it has one."""
        chain = self.lineage(article).chain
        return draft == (chain[-1] if chain else "") or not draft

    def standing(self, article: str, draft: str, start: int, end: int, *, grown: bool = True) -> Standing:
        """Where a stretch of one draft stands in the current one; ``grown`` as in ``Alignment.carry``."""
        if self.is_current(article, draft):
            return Standing(draft, start, end)
        chain = self.lineage(article).chain
        if draft not in chain:
            return Standing(draft, start, end, Outcome.LOST.value)
        return self.seek(chain[chain.index(draft) :], start, end, grown=grown)

    def seek(self, drafts: Sequence[str], start: int, end: int, *, grown: bool = True) -> Standing:
        """As ``follow``; what one of these drafts lost and a later one has again is a question: ambiguous."""
        at = self.follow(drafts, start, end, grown=grown)
        lost = drafts.index(at.draft) + 1
        if at.outcome != Outcome.LOST or lost >= len(drafts) - 1:
            return at
        row = self._conn.execute(
            'SELECT min(start), max("end") FROM sentence WHERE draft = ? AND start < ? AND "end" > ?',
            (at.draft, at.end, at.start),
        ).fetchone()
        words = Span(at.start, at.end)
        sentence = words if row[0] is None else Span(min(row[0], at.start), max(row[1], at.end))
        found = places_again(self.text(at.draft), words, sentence, self.text(drafts[-1]))
        return Standing(at.draft, at.start, at.end, Outcome.AMBIGUOUS.value, found) if found else at

    def follow(self, drafts: Sequence[str], start: int, end: int, *, grown: bool = True) -> Standing:
        """Where a stretch of the first of these drafts, each made from the one before, stands in the last.

        Words that changed, moved, were split or merged and are as they were are those of the first again.
        """
        at = Standing(drafts[0], start, end)
        carried: Carried | None = None
        nowhere: Outcome | None = None
        for draft in drafts[1:]:
            alignment = self.alignment(draft)
            if alignment is None or (carried is None and end > alignment.old_length):
                return Standing(at.draft, at.start, at.end, Outcome.LOST.value)
            carried = (
                alignment.carry(start, end, grown=grown)
                if carried is None
                else alignment.onward(carried, grown=grown)
            )
            if carried.outcome in _NOWHERE:
                nowhere = nowhere or carried.outcome
            else:
                at = Standing(draft, carried.start, carried.end, carried.outcome.value, carried.candidates)
        if carried is None:
            return at
        if carried.outcome not in _NOWHERE:
            return self._as_it_was(drafts, Span(start, end), carried) or self._trimmed(at)
        if nowhere is Outcome.AMBIGUOUS and (there := self._undoubted(drafts, Span(start, end))):
            return there
        places = carried.candidates or (Span(carried.start, carried.end),)
        return Standing(at.draft, at.start, at.end, carried.outcome.value, places)

    def _as_it_was(self, drafts: Sequence[str], first: Span, carried: Carried) -> Standing | None:
        """Where a stretch of the first draft stands in the last if drafts between had it otherwise alone."""
        outcome = carried.outcome
        if len(drafts) < 3 or outcome is Outcome.UNCHANGED:
            return None
        now = Span(carried.start, carried.end)
        if outcome is not Outcome.MOVED:
            every = (now, *carried.candidates)
            within = Span(min(span.start for span in every), max(span.end for span in every))
            again = stands_again(self.said(drafts[0]), first, self.said(drafts[-1]), within)
            if again is None and not self._are_again(drafts, first, now):
                return None
            now = again or now
        stayed = stands_between_the_same(self.said(drafts[0]), first, self.said(drafts[-1]), now)
        moved = (carried.moved or outcome is Outcome.MOVED) and not stayed
        back = Outcome.MOVED if moved else Outcome.UNCHANGED
        return Standing(drafts[-1], now.start, now.end, back.value)

    def _undoubted(self, drafts: Sequence[str], first: Span) -> Standing | None:
        """Where what a draft put in doubt stands in the last, which has it once and where it was."""
        now = self.back(drafts, first)
        if now is None:
            return None
        if not stands_between_the_same(self.said(drafts[0]), first, self.said(drafts[-1]), now):
            return None
        return Standing(drafts[-1], now.start, now.end, Outcome.UNCHANGED.value)

    def _trimmed(self, at: Standing) -> Standing:
        """Without the white space at its edges, of what is not as it was."""
        words = self.text(at.draft)[at.start : at.end]
        if at.outcome not in RECHECK or not words.strip() or words == words.strip():
            return at
        start = at.start + len(words) - len(words.lstrip())
        return Standing(at.draft, start, start + len(words.strip()), at.outcome, at.candidates)

    def _are_again(self, drafts: Sequence[str], first: Span, last: Span) -> bool:
        """Whether a stretch of the last of several drafts has the very words of one of the first.

        Sentences it holds must be whole ones there too: *Smith won.* is not in *Few believe Smith won.*
        """
        if len(drafts) < 3:
            return False
        return reads_again(self.said(drafts[0]), first, self.said(drafts[-1]), last)

    def stays(self, drafts: Sequence[str], start: int, end: int) -> Span | None:
        """The sentence of the last of these drafts that is, word for word, this one of the first.

        Also where drafts between had it otherwise, or not at all: then letter for letter.
        """
        first, changed = Span(start, end), False
        for draft in drafts[1:]:
            alignment = self.alignment(draft)
            if alignment is None or end > alignment.old_length:
                return None
            carried = alignment.sentence(start, end)
            if carried.outcome in _NOWHERE:
                return self.back(drafts, first)
            changed = changed or carried.outcome not in SAME
            start, end = carried.start, carried.end
        if not changed or self._are_again(drafts, first, Span(start, end)):
            return Span(start, end)
        if len(drafts) < 3:
            return None
        return stands_again(self.said(drafts[0]), first, self.said(drafts[-1]), Span(start, end))

    def back(self, drafts: Sequence[str], first: Span) -> Span | None:
        """Where a stretch of the first draft that one between lost stands in the last, its sentence whole."""
        if len(drafts) < 3:
            return None
        return stands_anywhere(self.said(drafts[0]), first, self.said(drafts[-1]))

    def changed_by(self, drafts: Sequence[str], start: int, end: int) -> tuple[str, ...]:
        """Which of these drafts, each made from the one before, did something to a stretch of the first.

        The last of them is the one that lost it, or put it in doubt, if one did.
        """
        found: list[str] = []
        for draft in drafts[1:]:
            alignment = self.alignment(draft)
            if alignment is None or end > alignment.old_length:
                return (*found, draft)
            carried = alignment.carry(start, end)
            found += [draft] if carried.outcome not in SAME else []
            if carried.outcome in _NOWHERE:
                break
            start, end = carried.start, carried.end
        return tuple(found)

    def alignment(self, draft: str) -> Alignment | None:
        """How a draft's text lies beside that of the one it was made from; None where that is not known."""
        if draft not in self._alignments:
            self._alignments[draft] = self._read_alignment(draft)
        return self._alignments[draft]

    def _read_alignment(self, draft: str) -> Alignment | None:
        reference = Entity(self._conn, draft).value("alignment")
        data = blobs.get(self._conn, reference["b"]) if reference else None
        if data is None:
            return None
        try:
            found = read_alignment(data)
        except BadBody:
            return None
        row = self._conn.execute("SELECT based_on FROM draft WHERE id = ?", (draft,)).fetchone()
        texts = (self.text(row[0]), self.text(draft)) if row else ("", "")
        return replace(found, texts=texts) if row and fits(found, *texts) else None

    def text(self, draft: str) -> str:
        """The text of a draft; blank where it is withheld or there is no such draft."""
        if draft not in self._bodies:
            row = self._conn.execute(
                "SELECT t.body FROM draft d JOIN text t ON t.id = d.text WHERE d.id = ?", (draft,)
            ).fetchone()
            self._bodies[draft] = row[0] if row else ""
        return self._bodies[draft]

    def paragraph(self, draft: str, start: int) -> int:
        """The number of the paragraph an offset of a draft stands in; 0 where none is known."""
        if draft not in self._paragraphs:
            asked = self._asked[draft] = self._asked.get(draft, 0) + 1
            if asked < _OFTEN:
                row = self._conn.execute(_PARAGRAPH, (draft, start)).fetchone()
                return row[0] if row else 0
            rows = self._conn.execute(_PARAGRAPHS, (draft,)).fetchall()
            self._paragraphs[draft] = [row[0] for row in rows], [row[1] for row in rows]
        starts, numbers = self._paragraphs[draft]
        place = bisect_right(starts, start)
        return numbers[place - 1] if place else 0

    def said(self, draft: str) -> Said:
        """The text of a draft with its sentences."""
        if draft not in self._said:
            rows = self._conn.execute(
                'SELECT start, "end" FROM sentence WHERE draft = ? ORDER BY start', (draft,)
            ).fetchall()
            self._said[draft] = Said(self.text(draft), [low for low, _ in rows], [high for _, high in rows])
        return self._said[draft]

    def numbers(self, article: str) -> dict[str, int]:
        """What the drafts of an article are called: numbers from 1, in order of their making."""
        return {draft: n for n, draft in enumerate(self.lineage(article).drafts, 1)}


_TYPOGRAPHY = str.maketrans("“”„«»‘’‚′‐‑–—\u00a0\u202f", '"""""\'\'\'\'----  ')


def alike(one: str, other: str) -> bool:
    """Whether two wordings are the same but for quotation marks, dashes and white space."""
    return _plain(one) == _plain(other)


def _plain(words: str) -> str:
    return " ".join(words.translate(_TYPOGRAPHY).split())

"""The words a sentence had when a person last saw to it, however many drafts ago; in the database thread."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING

from db.inheriting import spoken_of
from db.on_draft import stood_on
from db.records import ArticleRecord, ClaimRecord, Outcome, Span

if TYPE_CHECKING:
    from db.drafts import Drafts

Place = tuple[int, int]
"""Start and end of a sentence in code points."""

_GONE = frozenset({Outcome.LOST, Outcome.AMBIGUOUS})


def looked_at(conn: sqlite3.Connection, draft: str) -> set[Place]:
    """The sentences of a draft whose new words somebody looked at, there or in an older draft."""
    rows = conn.execute('SELECT start, "end" FROM inherited WHERE draft = ? AND rechecked = 1', (draft,))
    found: set[Place] = set(rows.fetchall())
    text = conn.execute("SELECT text FROM draft WHERE id = ?", (draft,)).fetchone()
    said = spoken_of(conn).get(text[0], []) if text is not None else []
    return found | {(start, end) for start, end, _, rechecked, _ in said if rechecked}


class WordsBefore:
    """Goes back from the current draft of an article as far as nobody saw to what drafts changed.

    Drafts further back than the one before the current are read only where something waited in them already.
    """

    def __init__(
        self, conn: sqlite3.Connection, drafts: Drafts, article: ArticleRecord, claims: Sequence[ClaimRecord]
    ) -> None:
        self._conn, self._drafts, self._claims = conn, drafts, claims
        self._line = drafts.ancestors(article.draft)
        self._from = cache(self._read_from)
        self._seen_to = cache(self._read_seen_to)

    def of(self, start: int, end: int) -> str:
        """What came to be that sentence of the current draft; blank where nothing did."""
        last = len(self._line) - 1
        before = self._from(last).get((start, end), []) if last else []
        return " ".join(self._words(last - 1, place) for place in before)

    def _words(self, at: int, place: Place) -> str:
        """What a sentence of one of the drafts says, or said when somebody last saw to it."""
        before = [] if place in self._seen_to(at) else self._from(at).get(place, [])
        if before:
            return " ".join(self._words(at - 1, old) for old in before)
        return self._drafts.text(self._line[at])[slice(*place)]

    def _read_from(self, at: int) -> dict[Place, list[Place]]:
        """By sentence of that draft those of the one before that came to be it, in order."""
        alignment = self._drafts.alignment(self._line[at])
        found: dict[Place, list[Place]] = {}
        if alignment is None:
            return found
        for start, end in self._conn.execute(
            'SELECT start, "end" FROM sentence WHERE draft = ? ORDER BY n', (self._line[at - 1],)
        ):
            carried = alignment.sentence(start, end)
            if carried.outcome not in _GONE:
                for now in carried.candidates or (Span(carried.start, carried.end),):
                    found.setdefault((now.start, now.end), []).append((start, end))
        return found

    def _read_seen_to(self, at: int) -> set[Place]:
        """The sentences of that draft that are as the first one had them, or that somebody saw to there."""
        draft = self._line[at]
        rows: list[tuple[int, int, int]] = self._conn.execute(
            'SELECT start, "end", fresh FROM sentence WHERE draft = ? ORDER BY start', (draft,)
        ).fetchall()
        if not at:
            return {(start, end) for start, end, _ in rows}
        own = stood_on(self._conn, draft, [claim for claim in self._claims if claim.made_on == draft])
        facts = self._conn.execute(
            'SELECT f.start, f."end" FROM fact f JOIN draft d ON d.text = f.text WHERE d.id = ? '
            "AND (f.kept IS NOT NULL OR f.ticks > 0)",
            (draft,),
        ).fetchall()
        found = looked_at(self._conn, draft)
        found |= {(start, end) for start, end, fresh in rows if not fresh}
        for start, end in [*((claim.start, claim.end) for claim in own), *facts]:
            first = bisect_right(rows, start, key=itemgetter(1))
            last = bisect_left(rows, end, key=itemgetter(0))
            found |= {row[:2] for row in rows[first:last]}
        return found

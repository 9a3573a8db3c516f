"""Claims put where a change of drafts takes them, without drawing anew what does not follow from it.

A claim whose words are the same before and behind changes its place and nothing else; every other one is
drawn as a whole, so both ways lead to the same row.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from db.drafts import SAME, Drafts
from db.rows import CONTEXT

_STAYED = frozenset({"", *SAME})


class Replaced(NamedTuple):
    """Claims that were put elsewhere, those to be drawn as a whole, and the stretches left and taken."""

    moved: set[str]
    other: set[str]
    stretches: set[tuple[str, int, int]]


def replace_claims(conn: sqlite3.Connection, drafts: Drafts, article: str) -> Replaced:
    """Put the claims of an article where they stand in its current draft."""
    done = Replaced(set(), set(), set())
    rows = conn.execute(
        'SELECT id, draft, start, "end", quote, carried, was, made_on, made_start, made_end FROM claim '
        "WHERE article = ?",
        (article,),
    ).fetchall()
    changes: list[tuple[str | int, ...]] = []
    for id, draft, start, end, quote, carried, was, *made in rows:
        at = drafts.standing(article, *made)
        body = drafts.text(at.draft)
        # A change back to the first words would show other quotation marks than the person saw.
        plain = carried in _STAYED and at.outcome in _STAYED and not was and at.draft != made[0]
        if not plain or not body or body[at.start : at.end] != quote:
            done.other.add(id)
        elif (draft, start, end, carried) != (at.draft, at.start, at.end, at.outcome):
            prefix, suffix = body[max(0, at.start - CONTEXT) : at.start], body[at.end : at.end + CONTEXT]
            paragraph = drafts.paragraph(at.draft, at.start)
            changes.append((at.draft, at.start, at.end, prefix, suffix, at.outcome, paragraph, id))
            done.moved.add(id)
            done.stretches.update({(draft, start, end), (at.draft, at.start, at.end)})
    conn.executemany(
        'UPDATE claim SET draft = ?, start = ?, "end" = ?, prefix = ?, suffix = ?, carried = ?, '
        "paragraph = ?, candidates = '' WHERE id = ?",
        changes,
    )
    return done

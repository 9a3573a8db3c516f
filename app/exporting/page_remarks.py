"""Fixes and open queries as the page template takes them."""

from __future__ import annotations

from typing import Any

from app.exporting import remark_words
from app.exporting import sheet_words as words
from app.exporting.claim_data import SheetFix, SheetQuery

Page = dict[str, Any]


def fix_page(fix: SheetFix, *, quoted: bool) -> Page:
    """A fix; ``quoted`` where it has to say which words it is about."""
    why = f": {fix.outcome_why}" if fix.outcome_why else ""
    decided = by(fix.outcome_by, fix.outcome_day)
    return {
        "quote": fix.quote if quoted else "",
        "place": f"Paragraph {fix.paragraph}" if fix.paragraph else "Earlier draft",
        "state": fix.state,
        "label": words.LABELS["was-proposed" if fix.state == "stet" else "fix"],
        "said": remark_words.STATES.get(fix.state, fix.state),
        "text": fix.text,
        "struck": not fix.text,
        "wanted": fix.wanted if fix.state == "reworded" else "",
        "why": fix.why,
        "by": f"proposed by {by(fix.person, fix.day)}",
        "outcome": f"{decided}{why}",
    }


def query_page(query: SheetQuery, *, quoted: bool) -> Page:
    """An open query; ``quoted`` as for a fix."""
    return {
        "quote": query.quote if quoted else "",
        "place": f"Paragraph {query.paragraph}" if query.paragraph else "Earlier draft",
        "to": remark_words.addressee(query.role, query.name),
        "messages": [
            {
                "who": m.speaker or m.person,
                "by": by(f"written down by {m.person}" if m.speaker else "", m.day),
                "text": m.text,
            }
            for m in query.messages
        ],
    }


def by(person: str, day: str) -> str:
    """``Maren Colby, 16 November 2026``, as far as known."""
    return ", ".join(filter(None, (person, words.day_words(day))))

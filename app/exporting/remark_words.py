"""Fixes, queries and notes in words, one line each."""

from __future__ import annotations

from collections.abc import Mapping

from app.exporting.claim_data import SheetFix, SheetNote, SheetQuery

STATES: Mapping[str, str] = {
    "proposed": "Proposed, undecided",
    "accepted": "Accepted",
    "reworded": "Reworded",
    "stet": "Stet: the text stands",
}
ROLES: Mapping[str, str] = {"author": "the author", "editor": "the editor", "colleague": "a colleague"}
STRUCK = "(these words to be struck)"


def addressee(role: str, name: str) -> str:
    """Whom a query is put to: ``the author, Linnea Vaske``."""
    return ", ".join(filter(None, (ROLES.get(role, role), name)))


def fix_line(fix: SheetFix) -> str:
    """``“148,620” → “143,620”: the counts. Proposed, undecided (Maren Colby, 2026-11-16)``."""
    said = f"“{fix.text}”" if fix.text else STRUCK
    parts = [f"“{fix.quote}” → {said}" + (f": {fix.why}" if fix.why else "")]
    parts.append(f"proposed by {fix.person}, {fix.day}")
    state = STATES.get(fix.state, fix.state)
    if fix.state == "reworded":
        state += f" as “{fix.wanted}”"
    by = _by(fix.outcome_by, fix.outcome_day)
    parts.append(" ".join(filter(None, (state, f"({by})" if by else ""))))
    return " · ".join(parts) + (f": {fix.outcome_why}" if fix.outcome_why else "")


def query_line(query: SheetQuery) -> str:
    """``To the author: Which plan? (Maren Colby, 2026-11-16) | Linnea Vaske: …``."""
    messages = (f"{m.speaker or m.person}: {m.text} ({_by(m.person, m.day)})" for m in query.messages)
    return f"To {addressee(query.role, query.name)}, open: " + " | ".join(messages)


def note_line(note: SheetNote) -> str:
    """The note with whose it is."""
    return f"{note.text} ({_by(note.person, note.day)})"


def _by(person: str, day: str) -> str:
    return ", ".join(filter(None, (person, day)))

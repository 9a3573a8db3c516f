"""What a person wishes of fixes, queries, notes and the rest of a claim; a panel makes changes of it."""

from __future__ import annotations

import secrets

from db.records import FixState, PassageRecord, record


@record
class WriteFix:
    """A fix as it is worded now; a new one where nobody knows its id."""

    fix: str
    passage: PassageRecord
    text: str
    why: str


@record
class SettleFix:
    """A decision on a fix; proposed again where ``state`` says so."""

    fix: str
    passage: PassageRecord
    state: FixState
    text: str = ""
    why: str = ""


@record
class RemoveFix:
    fix: str


@record
class Ask:
    """A new query with its first message."""

    query: str
    passage: PassageRecord
    role: str
    name: str
    message: str
    text: str


@record
class Address:
    query: str
    role: str
    name: str


@record
class Reply:
    """One's own message of a query as it is worded now; ``speaker`` is whose answer it writes down."""

    query: str
    passage: PassageRecord
    message: str
    text: str
    speaker: str


@record
class Resolve:
    """The query is resolved, or (``resolved`` False) open again."""

    query: str
    passage: PassageRecord
    why: str
    resolved: bool = True


@record
class RemoveQuery:
    query: str


@record
class WriteNote:
    note: str
    claim: str
    text: str
    private: bool


@record
class ShareNote:
    note: str


@record
class RemoveNote:
    note: str


@record
class SetKind:
    claim: str
    kind: str


@record
class Assign:
    """``person`` is blank for nobody."""

    claim: str
    person: str


@record
class Tag:
    """``on`` False takes it off."""

    claim: str
    name: str
    on: bool


@record
class Restore:
    """A field is to have the value again which that change gave it."""

    entity: str
    field: str
    txn: str


@record
class Part:
    """A claim that is joined into another is to be one of its own again."""

    claim: str


def fresh_id(kind: str) -> str:
    """The id of something being written for the first time; no two are ever the same."""
    return f"{kind}:{secrets.token_hex(16)}"


def typing_key(passage: PassageRecord, entity: str, field: str) -> str:
    """Under which typing on those words is kept until it is a change."""
    return f"{passage.claim or passage.article}/{entity}.{field}@{passage.start}-{passage.end}"


def parse_typing(field: str) -> tuple[str, str, int, int] | None:
    """Entity, field, start and end from what follows the slash of a ``typing_key``; None for other keys."""
    entity, _, rest = field.partition(".")
    name, _, place = rest.rpartition("@")
    start, _, end = place.partition("-")
    if not entity.startswith(("fix:", "query:")) or not name or not start.isdecimal() or not end.isdecimal():
        return None
    return entity, name, int(start), int(end)

"""How an entity becomes the row of a readable table."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from db import words
from db.alignment import Outcome
from db.canon import Json
from db.drafts import GONE, Drafts, alike
from db.drawing import Entity
from db.kinds import PROJECT
from db.people import first_named

Row = dict[str, Any]

_NOWHERE = frozenset({Outcome.LOST.value, Outcome.AMBIGUOUS.value})

CONTEXT = 32
"""So many code points on either side tell a quotation from another of the same words."""


def project_row(entity: Entity) -> Row:
    return {
        "id": PROJECT,
        "title": entity.words("title"),
        "scale": entity.value("scale") or "",
        "language": entity.value("language") or "",
        "demonstration": int(entity.value("demonstration") or 0),
        "sign_off": entity.part("sign_off", "rule", "anyone"),
        "sign_off_person": entity.part("sign_off", "person") or "",
        "suggestions": entity.value("suggestions") or "",
    }


def person_row(entity: Entity) -> Row:
    called = entity.words("name")
    return {
        "id": entity.id,
        "name": called,
        "initials": entity.words("initials"),
        "called": called,
        "since": first_named(entity.conn, entity.id),
        "one": entity.id,
        "speaks": entity.id,
    }


def article_row(entity: Entity) -> Row:
    by, at = entity.created()
    plain = ("title", "url", "archive_url", "outlet", "byline", "published")
    return {
        "id": entity.id,
        **{name: entity.words(name) for name in plain},
        "captured_at": entity.part("captured", "at", 0),
        "captured_by": entity.part("captured", "by"),
        "language": entity.value("language") or "",
        "original_sha": entity.part("original", "file"),
        "original_name": entity.part("original", "name"),
        "original_size": entity.part("original", "size", 0),
        "media_type": entity.part("original", "media_type"),
        "encoding": entity.part("original", "encoding"),
        "finding_title": entity.part("finding", "title"),
        "finding_standfirst": entity.part("finding", "standfirst"),
        "finding_rating": entity.part("finding", "rating", None),
        "created_by": by,
        "created_at": at,
    }


def draft_row(entity: Entity) -> Row:
    by, at = entity.created()
    return {
        "id": entity.id,
        "article": entity.of("article"),
        "text": entity.of("text"),
        "n": 0,
        "current": 0,
        "based_on": entity.of("based_on"),
        "original_sha": entity.part("original", "file"),
        "original_name": entity.part("original", "name"),
        "media_type": entity.part("original", "media_type"),
        "created_by": by,
        "created_at": at,
    }


def verdict_rows(entity: Entity) -> list[Row]:
    """One row for each version of a verdict that stands: two where it was edited apart."""
    of = entity.lasting("of")
    if of is None:
        return []
    rows: list[Row] = []
    for version, leaf in enumerate(entity.distinct("verdict")):
        if leaf.value is None:
            continue
        value: dict[str, Json] = leaf.value
        rows.append(
            {
                "id": entity.id,
                "version": version,
                "claim": of["claim"],
                "question": of["question"],
                "person": of["person"],
                "scale": value["scale"],
                "scale_version": value["version"],
                "rating": value["rating"],
                "rationale": entity.say(value["rationale"]),
                "as_of": entity.say(value["as_of"]),
                "at": leaf.ms,
                "txn": leaf.txn,
            }
        )
    return rows


def decision_rows(entity: Entity) -> list[Row]:
    """One row for each version of a decision that stands: two where it was taken apart."""
    of = entity.lasting("of")
    if of is None:
        return []
    return [
        {
            "id": entity.id,
            "version": version,
            "claim": of["claim"],
            "question": of["question"],
            "scale": leaf.value["scale"],
            "scale_version": leaf.value["version"],
            "rating": leaf.value["rating"],
            "why": entity.spoken(leaf.value["why"]),
            "rule": leaf.value["rule"],
            "over": " ".join(leaf.value["over"]),
            "person": leaf.person,
            "at": leaf.ms,
        }
        for version, leaf in enumerate(entity.distinct("decision"))
        if leaf.value is not None
    ]


def claim_row(entity: Entity, drafts: Drafts) -> Row:
    """A claim's own fields; what follows from its verdicts and evidence is added by the projection."""
    by, at = entity.created()
    shown = entity.shown()
    passage = _passage(entity, shown, drafts)
    number = shown.get("number")
    row = passage | said_of_claim(shown, entity.say)
    row["id"] = entity.id
    row["initials"], row["serial"] = (number["prefix"], number["n"]) if number else ("", 0)
    row["number"] = ""
    row["paragraph"] = drafts.paragraph(passage["draft"], passage["start"])
    row["created_by"], row["created_at"], row["own_changed_at"] = by, at, entity.changed_at()
    return row


SAID_OF_CLAIM = {
    "wording": ("wording",),
    "attribution": ("speaker", "through", "act"),
    "kind": ("kind",),
    "assignee": ("assignee",),
    "closing": ("close_reason", "said_closed"),
}
"""Fields of a claim that say something of it and of nothing else, with their columns."""


_NOT_SAID: Row = {"speaker": "", "through": "", "act": "", "close_reason": "", "said_closed": 0}


def said_of_claim(shown: Mapping[str, Json], say: Callable[[Json], str]) -> Row:
    """The columns of ``SAID_OF_CLAIM``, blank for fields that are not among the values to show."""
    said, closing = shown.get("attribution"), shown.get("closing")
    if not (said or closing):
        return {
            "wording": say(shown.get("wording")),
            **_NOT_SAID,
            "kind": shown.get("kind") or "",
            "assignee": shown.get("assignee") or "",
        }
    return {
        "wording": say(shown.get("wording")),
        "speaker": say(said["speaker"]) if said else "",
        "through": say(said["through"]) if said else "",
        "act": said["act"] if said else "",
        "kind": shown.get("kind") or "",
        "assignee": shown.get("assignee") or "",
        "close_reason": say(closing["reason"]) if closing else "",
        "said_closed": int(closing["closed"]) if closing else 0,
    }


_NO_ANCHOR: dict[str, Json] = {"draft": "", "start": 0, "end": 0, "words": None}


def _passage(entity: Entity, shown: Mapping[str, Json], drafts: Drafts, *, grown: bool = True) -> Row:
    """Where in which draft of an article something stands, with its words, and how it came there."""
    anchor: dict[str, Json] = shown.get("anchor") or _NO_ANCHOR
    article: str = shown.get("article") or ""
    prefix, quote, suffix = words.unpack(entity.say(anchor["words"]))
    draft, start, end = anchor["draft"], anchor["start"], anchor["end"]
    if drafts.is_current(article, draft):
        return {
            "article": article,
            "draft": draft,
            "start": start,
            "end": end,
            "quote": quote,
            "prefix": prefix,
            "suffix": suffix,
            "made_on": draft,
            "made_start": start,
            "made_end": end,
            "carried": "",
            "was": "",
            "candidates": "",
        }
    at = drafts.standing(article, draft, start, end, grown=grown)
    was = ""
    body = drafts.text(at.draft) if at.draft != draft else ""
    if body:
        found = body[at.start : at.end]
        was, quote = (quote if found != quote else ""), found
        prefix, suffix = body[max(0, at.start - CONTEXT) : at.start], body[at.end : at.end + CONTEXT]
    gone = at.outcome in _NOWHERE and _seen_gone(entity, drafts, drafts.lineage(article).chain, at.outcome)
    return {
        "article": article,
        "draft": at.draft,
        "start": at.start,
        "end": at.end,
        "quote": quote,
        "prefix": prefix,
        "suffix": suffix,
        "made_on": draft,
        "made_start": start,
        "made_end": end,
        "carried": GONE if gone else at.outcome,
        "was": was,
        "candidates": json.dumps([(span.start, span.end) for span in at.candidates]) if at.candidates else "",
    }


def _seen_gone(entity: Entity, drafts: Drafts, chain: Sequence[str], outcome: str) -> bool:
    """Whether a person saw in one of these drafts, after the one it was put on, that it is gone.

    That holds until its words come back.
    """
    seen: str | None = entity.value("gone")
    anchor: dict[str, Json] = entity.value("anchor")
    if seen not in chain:
        return False
    if anchor["draft"] not in chain:
        return outcome == Outcome.LOST
    way = chain[chain.index(anchor["draft"]) : chain.index(seen) + 1]
    if outcome == Outcome.LOST or len(way) < 2:
        return len(way) > 1
    return drafts.seek(way, anchor["start"], anchor["end"]).outcome == outcome


def fix_row(entity: Entity, drafts: Drafts) -> Row:
    by, at = entity.created()
    settled_by, settled_at = entity.written("outcome")
    # What it would have others for are the words themselves, not what was added beside them.
    passage = _passage(entity, entity.shown(), drafts, grown=False)
    return {
        "id": entity.id,
        **passage,
        "seen": _seen(entity, drafts, passage["article"]),
        "claim": entity.value("claim") or "",
        "text": entity.words("text"),
        "why": entity.words("why"),
        "state": entity.part("outcome", "state", "proposed"),
        "outcome_text": entity.part("outcome", "text"),
        "outcome_why": entity.part("outcome", "why"),
        "outcome_by": settled_by,
        "outcome_at": settled_at,
        "created_by": by,
        "created_at": at,
    }


def _seen(entity: Entity, drafts: Drafts, article: str) -> int:
    """The number of the first later draft that says what the fix wanted; 0 for none."""
    anchor: dict[str, Json] | None = entity.value("anchor")
    wanted = entity.part("outcome", "text") or entity.words("text")
    chain = drafts.lineage(article).chain
    if anchor is None or anchor["draft"] not in chain:
        return 0
    place = chain.index(anchor["draft"])
    for last in range(place + 1, len(chain)):
        at = drafts.follow(chain[place : last + 1], anchor["start"], anchor["end"], grown=False)
        there = "" if at.draft != chain[last] else drafts.text(at.draft)[at.start : at.end]
        if alike(there, wanted):
            return drafts.numbers(article)[chain[last]]
    return 0


def query_row(entity: Entity, drafts: Drafts) -> Row:
    by, at = entity.created()
    resolved_by, resolved_at = entity.written("resolved")
    return {
        "id": entity.id,
        **_passage(entity, entity.shown(), drafts),
        "claim": entity.value("claim") or "",
        "role": entity.part("to", "role", "author"),
        "name": entity.part("to", "name"),
        "resolved": int(entity.part("resolved", "resolved", False)),
        "resolved_why": entity.part("resolved", "why"),
        "resolved_by": resolved_by,
        "resolved_at": resolved_at,
        "created_by": by,
        "created_at": at,
    }


def message_row(entity: Entity) -> Row:
    return hung_row(entity, "query", "speaker", "text")


def note_row(entity: Entity) -> Row:
    return hung_row(entity, "claim", "shared", "private")


def tag_row(entity: Entity) -> Row:
    return hung_row(entity, "claim", "name")


def pair_row(entity: Entity) -> Row:
    return {
        "id": entity.id,
        "one": entity.of("one"),
        "other": entity.of("other"),
        "apart": int(entity.value("apart") or 0),
    }


def erasure_row(entity: Entity) -> Row:
    by, at = entity.created()
    of = entity.lasting("of") or {"words": (), "files": ()}
    return {
        "id": entity.id,
        "reason": entity.words("reason"),
        "words": len(of["words"]),
        "files": len(of["files"]),
        "created_by": by,
        "created_at": at,
    }


def answer_row(entity: Entity) -> Row:
    by, at = entity.created()
    of = entity.lasting("of") or {"erasure": "", "accepted": False}
    return {
        "id": entity.id,
        "erasure": of["erasure"],
        "accepted": int(of["accepted"]),
        "created_by": by,
        "created_at": at,
    }


def hung_row(entity: Entity, owner: str, *fields: str) -> Row:
    """The row of something that hangs on another thing and otherwise holds words only."""
    by, at = entity.created()
    return {
        "id": entity.id,
        owner: entity.of(owner),
        **{field: entity.words(field) for field in fields},
        "created_by": by,
        "created_at": at,
    }

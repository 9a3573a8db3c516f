"""What the log can speak of: the kinds of entity, their fields, and the shape of every value.

Words people wrote are never in a body, only references to them: ``{"w": hash}`` into ``value``;
bytes are referenced as ``{"b": sha}`` into ``blob``. Field names never change their meaning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import cast

from db.canon import Json, spell
from db.shapes import (
    HEX64,
    SPELLINGS,
    Shape,
    also,
    blank_or_code,
    blob,
    code,
    count,
    fail,
    flag,
    hash64,
    listed,
    matching,
    moment,
    one_of,
    optional,
    record,
    words,
)

_HEX32 = re.compile(r"[0-9a-f]{32}\Z")
_INITIALS = re.compile(r"\w{1,6}\Z")
_MAX_SEEN = 50_000
_MAX_SERIAL = 999_999_999
_MAX_BOXES = 2_000
MOST_ERASED = 20_000
"""So many pieces of words, and so many files, are erased at once."""
_WHOLE_SIDE = 10_000
"""A page's or an image's width and height are so many parts."""


def ref(kind: str) -> Shape:
    """The id of an entity of that kind."""

    def shape(value: Json) -> None:
        if not isinstance(value, str) or kind_of(value) != kind:
            raise fail(f"a reference that is not to a {kind}")

    SPELLINGS[shape] = f'"{kind}:[0-9a-f]{{{64 if kind == "text" else 32}}}"'
    return shape


def _existence(value: Json) -> None:
    """True, or the ids of the transactions that whoever deleted it had before their eyes."""
    if value is True:
        return
    if not isinstance(value, dict) or set(value) != {"gone"}:  # pyright: ignore[reportUnknownArgumentType]
        raise fail("an existence that is neither true nor gone")
    seen = cast("Json", value["gone"])
    if not isinstance(seen, list) or len(cast("list[Json]", seen)) > _MAX_SEEN:
        raise fail("a deletion that does not say what it saw")
    ids = cast("list[Json]", seen)
    for item in ids:
        hash64(item)
    if ids != sorted(set(ids)):
        raise fail("a deletion whose list is not in order")


# A deletion is looked at as a whole.
SPELLINGS[_existence] = "true"


def _serial(value: Json) -> None:
    if value["n"] > _MAX_SERIAL:
        raise fail("a number that is too large to count on from")


def _initials(value: Json) -> None:
    matching(value, _INITIALS, "initials")


SPELLINGS[_initials] = '"[A-Za-z]{1,6}"'


def _stretch(value: Json) -> None:
    if value["end"] <= value["start"]:
        raise fail("a stretch of text that ends before it starts")


def _resting(value: Json) -> None:
    if value["source"] == value["origin"]:
        raise fail("a source that rests on itself")


def _box(value: Json) -> None:
    """Left, top, right, bottom, in parts of the page's or image's own width and height."""
    listed(count, 4)(value)
    sides = cast("list[int]", value)
    if len(sides) != 4 or max(sides) > _WHOLE_SIDE or sides[2] < sides[0] or sides[3] < sides[1]:
        raise fail("a box that is not on its page")


def _place(value: Json) -> None:
    """Where in a kept file a passage stands; a part that is not known is null."""
    record(
        file=hash64,
        page=optional(count),
        start=optional(count),
        end=optional(count),
        boxes=listed(_box, _MAX_BOXES),
        cells=optional(words),
        from_ms=optional(count),
        to_ms=optional(count),
    )(value)
    for first, last in (("start", "end"), ("from_ms", "to_ms")):
        if (value[first] is None) != (value[last] is None):
            raise fail("a place with one end")
        if value[first] is not None and value[last] < value[first]:
            raise fail("a place that ends before it starts")


def _current(value: Json) -> None:
    """The draft somebody decided for, and those they decided against, in order."""
    record(draft=ref("draft"), over=_drafts)(value)
    if value["draft"] in value["over"]:
        raise fail("a decision for and against one draft")


def _pair(value: Json) -> None:
    record(one=ref("claim"), other=ref("claim"))(value)
    if value["one"] >= value["other"]:
        raise fail("a pair of claims that is not in order")


def _two_people(value: Json) -> None:
    record(one=ref("person"), other=ref("person"))(value)
    if value["one"] >= value["other"]:
        raise fail("two people that are not in order")


def _sign_off(value: Json) -> None:
    """Who decides where checkers differ; ``person`` is set where one person does."""
    record(rule=one_of(*SIGN_OFF), person=optional(ref("person")))(value)
    if (value["rule"] == "person") != (value["person"] is not None):
        raise fail("a sign-off rule that does not say whose")


def _overruled(value: Json) -> None:
    """Ids of the transactions whose verdicts somebody decided between, in order."""
    listed(hash64, _MAX_SEEN)(value)
    if not value or value != sorted(set(value)):
        raise fail("a decision whose list of verdicts is not in order")


def _hashes(value: Json) -> None:
    listed(hash64, MOST_ERASED)(value)
    if value != sorted(set(value)):
        raise fail("an erasure whose list is not in order")


def _something(value: Json) -> None:
    if not (value["words"] or value["files"]):
        raise fail("an erasure of nothing")


def _drafts(value: Json) -> None:
    if not isinstance(value, list) or len(cast("list[Json]", value)) > _MAX_SEEN:
        raise fail("something that is not a list of drafts")
    drafts = cast("list[Json]", value)
    for item in drafts:
        ref("draft")(item)
    if drafts != sorted(set(drafts)):
        raise fail("a list of drafts that is not in order")


question = one_of("said", "so")

SIGN_OFF = ("anyone", "other", "person", "agree")
"""Who may decide where checkers differ: anybody, somebody else than they, one person, or nobody."""

_original = record(file=blob, name=words, size=count, media_type=code, encoding=blank_or_code)

FACTS = ("name", "organisation", "number", "date", "place", "quotation", "title", "superlative")
"""What a word or phrase that must be right can be."""

_number = also(record(prefix=_initials, n=count), _serial)
_anchor = also(record(draft=ref("draft"), start=count, end=count, words=words), _stretch)
_span = also(record(text=ref("text"), start=count, end=count, kind=one_of("sentence", "aside")), _stretch)
_fact = also(record(text=ref("text"), start=count, end=count, kind=one_of(*FACTS)), _stretch)
_erased = also(record(words=_hashes, files=_hashes), _something)
_dependence = also(record(source=ref("source"), origin=ref("source")), _resting)

SOURCE_KINDS = ("document", "page", "image", "recording", "person", "dataset", "note")
"""What a source can be."""

STATUSES = ("wanted", "requested", "received")
"""How far a desk is with getting hold of a source."""

ON_RECORD = ("on", "background", "off")
"""On what terms a person speaks; blank while nobody said."""

SUGGESTED = ("at-once", "after-reading")
"""When suggestions are shown: as soon as they are there, or once a person has read the sentence."""

KINDS: Mapping[str, Mapping[str, Shape]] = {
    "project": {
        "title": words,
        "scale": code,
        "language": blank_or_code,
        "demonstration": flag,
        "sign_off": _sign_off,
        "suggestions": one_of(*SUGGESTED),
    },
    "person": {"name": words, "initials": words},
    # Two persons who are one human, said by one of the two: nobody else's word counts (db.people).
    "alias": {"of": _two_people, "same": flag},
    "article": {
        "exists": _existence,
        "title": words,
        "url": words,
        "archive_url": words,
        "outlet": words,
        "byline": words,
        "published": words,
        "captured": record(at=moment, by=ref("person")),
        "language": blank_or_code,
        "original": _original,
        "current": _current,
        "finding": record(title=words, standfirst=words, rating=optional(count), scale=code, version=count),
    },
    "text": {"layout": blob, "facts": blob},
    "draft": {
        "exists": _existence,
        "of": record(article=ref("article"), text=ref("text"), based_on=optional(ref("draft"))),
        "alignment": blob,
        "annotations": blob,
        "original": _original,
    },
    # What the author put beside a draft's words, by its place in that draft's list.
    "annotation": {
        "of": record(draft=ref("draft"), n=count),
        "taken": optional(one_of("source", "query", "ignored")),
    },
    "span": {
        "of": _span,
        "aside": record(aside=flag, reason=code),
        "nothing": optional(code),
        "rechecked": flag,
        # What a person answered to what the program suggested there: fields of their own, so that two who
        # answer apart do not contradict one another.
        "accepted": flag,
        "dismissed": flag,
    },
    "claim": {
        "exists": _existence,
        "article": ref("article"),
        "anchor": _anchor,
        "gone": optional(ref("draft")),
        "number": _number,
        "wording": words,
        "attribution": record(speaker=words, through=words, act=blank_or_code),
        "kind": blank_or_code,
        "assignee": optional(ref("person")),
        "joined": optional(ref("claim")),
        "closing": record(closed=flag, reason=words),
    },
    "verdict": {
        "of": record(claim=ref("claim"), question=question, person=ref("person")),
        "verdict": optional(
            record(scale=code, version=count, rating=optional(count), rationale=words, as_of=words)
        ),
    },
    # What holds of a question where checkers differ: ``over`` are the changes that wrote all their verdicts.
    "decision": {
        "of": record(claim=ref("claim"), question=question),
        "decision": optional(
            record(
                scale=code, version=count, rating=count, why=words, rule=one_of(*SIGN_OFF), over=_overruled
            )
        ),
    },
    # Claims on the same words that somebody said are two.
    "pair": {"of": _pair, "apart": flag},
    "source": {
        "exists": _existence,
        "number": _number,
        "kind": one_of(*SOURCE_KINDS),
        "status": one_of(*STATUSES),
        "title": words,
        "url": words,
        "archive_url": words,
        "author": words,
        "publisher": words,
        "published": words,
        "accessed": words,
        "licence": words,
        "reliability": words,
        "note": words,
        "confidential": flag,
        # ``at`` is when it was taken in, ``modified`` the file's own date, ``origin`` where it was.
        "file": optional(
            record(
                file=blob,
                name=words,
                size=count,
                media_type=code,
                at=moment,
                origin=words,
                modified=optional(moment),
            )
        ),
        "person": record(name=words, role=words, contact=words, record=one_of(*ON_RECORD, ""), date=words),
        "capture": optional(record(url=words, headers=words, status=count, at=moment)),
    },
    "contact": {
        "exists": _existence,
        "of": record(source=ref("source")),
        "at": words,
        "how": words,
        "put": words,
        "answer": words,
        "due": words,
    },
    "dependence": {"exists": _existence, "of": _dependence},
    "evidence": {
        "exists": _existence,
        "of": record(claim=ref("claim"), source=ref("source")),
        "question": question,
        "stance": one_of("supports", "contradicts", "context"),
        "passage": words,
        "locator": words,
        "place": optional(_place),
        "confidential": flag,
    },
    # The words the person saw in the source with their own eyes, or null.
    "sighting": {
        "of": record(evidence=ref("evidence"), person=ref("person")),
        "seen": optional(record(passage=words)),
    },
    # Kept by hand (true) or dismissed by hand (false); without either it is as the rules found it.
    "fact": {"of": _fact, "kept": optional(flag)},
    "tick": {
        "exists": _existence,
        "of": record(fact=ref("fact"), source=ref("source")),
        "words": words,
        "passage": words,
        "locator": words,
        "place": optional(_place),
        "confidential": flag,
    },
    "fix": {
        "exists": _existence,
        "article": ref("article"),
        "anchor": _anchor,
        "gone": optional(ref("draft")),
        "claim": optional(ref("claim")),
        "text": words,
        "why": words,
        "outcome": record(state=one_of("proposed", "accepted", "reworded", "stet"), text=words, why=words),
    },
    "query": {
        "exists": _existence,
        "article": ref("article"),
        "anchor": _anchor,
        "gone": optional(ref("draft")),
        "claim": optional(ref("claim")),
        "to": record(role=one_of("author", "editor", "colleague"), name=words),
        "resolved": record(resolved=flag, why=words),
    },
    "message": {"exists": _existence, "of": record(query=ref("query")), "speaker": words, "text": words},
    # ``private`` is a field of its own so that its words can be told, and kept back, by its name alone.
    "note": {"exists": _existence, "of": record(claim=ref("claim")), "shared": words, "private": words},
    "tag": {"exists": _existence, "of": record(claim=ref("claim")), "name": words},
    # Words and bytes that somebody erased in their copy, by their hashes: elsewhere a proposal to do so too.
    "erasure": {"exists": _existence, "of": _erased, "reason": words},
    # What somebody answered to it in their copy.
    "answer": {"exists": _existence, "of": record(erasure=ref("erasure"), accepted=flag)},
}

FILES = ("file", "original")
"""Fields whose bytes are kept and handed on, and nothing is drawn from."""

PROJECT = "project:" + "0" * 32
_DERIVED = (
    *("verdict:", "decision:", "pair:", "span:", "fact:", "annotation:", "dependence:", "sighting:"),
    "alias:",
)


@lru_cache(maxsize=1 << 16)
def kind_of(entity: str) -> str:
    """The kind an entity id names; raises BadBody for what is no entity id."""
    kind, _, key = entity.partition(":")
    if kind not in KINDS or not (HEX64 if kind == "text" else _HEX32).match(key):
        raise fail("an entity of a kind that is not known")
    if kind == "project" and entity != PROJECT:
        raise fail("a second project")
    return kind


def check_value(entity: str, field: str, value: Json, kind: str = "") -> None:
    """Raise BadBody unless the value has the shape of that entity's field; ``kind`` where it is known."""
    shape = KINDS[kind or kind_of(entity)].get(field)
    if shape is None:
        raise fail("a field that is not known")
    shape(value)
    check_id(entity, field, value)


def check_id(entity: str, field: str, value: Json) -> None:
    """Raise BadBody where an entity has another id than what it is of gives it."""
    if field == "of" and entity.startswith(_DERIVED) and entity != derived_id(entity, value):
        raise fail("an entity under another's id")


def derived_id(entity: str, of: Json) -> str:
    """The id of what is one thing wherever it is made: its kind and the hash of what it is of."""
    kind = entity.partition(":")[0]
    return f"{kind}:{sha256(spell(of)).hexdigest()[:32]}"


def verdict_id(claim: str, question: str, person: str) -> str:
    """A verdict is one register per claim, question and person."""
    return derived_id("verdict:", {"claim": claim, "person": person, "question": question})


def decision_id(claim: str, question: str) -> str:
    """What was decided on a question of a claim is one register."""
    return derived_id("decision:", {"claim": claim, "question": question})


def pair_id(one: str, other: str) -> str:
    """Two claims are one pair, whoever names them first."""
    first, second = sorted((one, other))
    return derived_id("pair:", {"one": first, "other": second})


def alias_id(one: str, other: str) -> str:
    """That two persons are one is one thing, whoever of them says it."""
    first, second = sorted((one, other))
    return derived_id("alias:", {"one": first, "other": second})


def span_id(text: str, start: int, end: int, kind: str) -> str:
    """Ledger states and set-aside stretches are keyed by the words' place in one text."""
    return derived_id("span:", {"end": end, "kind": kind, "start": start, "text": text})


def fact_id(text: str, start: int, end: int, kind: str) -> str:
    """A fact is the same one in every copy: its kind at its place in one text."""
    return derived_id("fact:", {"end": end, "kind": kind, "start": start, "text": text})


def annotation_id(draft: str, n: int) -> str:
    """What the author put beside a draft's words is keyed by its place in that draft's list."""
    return derived_id("annotation:", {"draft": draft, "n": n})


def dependence_id(source: str, origin: str) -> str:
    """That one source rests on another is one thing, whoever finds it out."""
    return derived_id("dependence:", {"origin": origin, "source": source})


def sighting_id(evidence: str, person: str) -> str:
    """What one person saw by eye of one piece of evidence is one register."""
    return derived_id("sighting:", {"evidence": evidence, "person": person})


def references(value: Json, key: str) -> list[str]:
    """Every hash a value refers to under that key: ``w`` for words, ``b`` for bytes."""
    if not isinstance(value, dict):
        return []
    if set(value) == {key}:  # pyright: ignore[reportUnknownArgumentType]
        return [value[key]]
    found: list[str] = []
    for inner in value.values():  # pyright: ignore[reportUnknownVariableType]
        found += references(inner, key)
    return found


def is_private(entity: str, field: str) -> bool:
    """Whether what stands in that field is its writer's alone and never travels."""
    return field == "private" and entity.startswith("note:")


def bytes_of(entity: str, value: Json) -> list[str]:
    """Every kept file an edit needs: those its value refers to, and a text's own bytes."""
    own = [entity.partition(":")[2]] if entity.startswith("text:") else []
    return own + references(value, "b")

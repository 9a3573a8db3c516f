"""Where what is being sent still tells of something confidential; a person decides before it goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import chain
from typing import Any, cast

from app.exporting.claim_data import (
    SheetClaim,
    SheetConflict,
    SheetEvidence,
    SheetFix,
    SheetJoined,
    SheetMessage,
    SheetNote,
    SheetQuery,
    SheetVerdict,
)
from app.exporting.confidential_words import ConfidentialWords
from app.exporting.sheet_data import SheetArticle, SheetData, SheetFact, SheetSource, SheetTick
from db.records import ContactRecord, EvidenceRecord, SourceRecord, TickRecord
from db.records.leaving import Mention, Telling

_FIELDS: Mapping[str, str] = {
    "text": "text",
    "quote": "quoted words",
    "was": "old words",
    "through": "through whom",
    "act": "verb of speaking",
    "close_reason": "reason for closing",
    "finding_title": "finding",
    "finding_standfirst": "standfirst",
    "outcome_why": "why it was decided so",
    "why": "reason",
    "wanted": "wording wanted",
    "original_name": "name of the original file",
    "issued_by": "who issued it",
    "locator": "place in the source",
    "archive_url": "archived address",
    "url": "address",
}
# What is printed again is told once, at the article's text; numbers and hashes tell nobody's words.
_PRINTED_AGAIN = ("paragraphs", "gaps", "missing", "ledger", "asides", "scales", "id", "sign", "tone")


def words_held_back(
    sources: Iterable[SourceRecord],
    passages: Iterable[EvidenceRecord | TickRecord],
    contacts: Iterable[ContactRecord],
    released: Collection[str],
) -> ConfidentialWords:
    """What must not be said: of confidential sources not released by name, and of these passages."""
    names = {name.casefold() for name in released}
    held = [s for s in sources if s.confidential and s.number.casefold() not in names]
    numbers = {s.id: s.number for s in held}
    found = ConfidentialWords()
    for source in held:
        found.add_source(source)
    for one in contacts:
        if one.source in numbers:
            found.add_contact(numbers[one.source], one)
    for passage in passages:
        found.add_passage(passage)
    return found


def mentions_on(data: SheetData, words: ConfidentialWords) -> tuple[Mention, ...]:
    """Everything the sheet says that tells of something confidential, in the order of the sheet."""
    if not words:
        return ()
    several = len(data.articles) > 1
    articles = (_said(a, f"article {n}" if several else "") for n, a in enumerate(data.articles, 1))
    return mentions_in(chain(_said(replace(data, articles=()), ""), *articles), words)


def mentions_in(said: Iterable[tuple[str, str]], words: ConfidentialWords) -> tuple[Mention, ...]:
    """That in pairs of where and what."""
    found: dict[tuple[str, Telling, str], Mention] = {}
    for where, text in said:
        for one in words.found_in(text):
            mention = Mention(one.number, one.telling, where, one.words, one.around)
            found.setdefault((one.number, one.telling, where), mention)
    return tuple(found.values())


def mention_line(mention: Mention) -> str:
    """``S3, name: claim MC4, rationale: “… said Anna Berg on Monday …”``."""
    return f"{mention.number}, {mention.telling.value}: {mention.where}: “{mention.around}”"


def _said(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, tuple):
        for item in cast("tuple[Any, ...]", value):
            yield from _said(item, where)
    elif is_dataclass(value):
        place = ", ".join(filter(None, (where, _place(value))))
        for field in fields(value):
            if field.name not in _PRINTED_AGAIN:
                inner = getattr(value, field.name)
                first = cast("tuple[Any, ...]", inner)[:1] if isinstance(inner, tuple) else (inner,)
                name = _field(value, field.name) if first and isinstance(first[0], str) else ""
                yield from _said(inner, ", ".join(filter(None, (place, name))))


def _field(value: Any, name: str) -> str:
    if isinstance(value, SheetArticle) and name == "text":
        return "article’s text"
    return _FIELDS.get(name, name.replace("_", " "))


def _place(value: Any) -> str:
    match value:
        case SheetClaim():
            return f"claim {value.number}"
        case SheetJoined():
            return f"joined claim {value.number}"
        case SheetVerdict() | SheetNote() | SheetMessage():
            kind = {SheetVerdict: "verdict", SheetNote: "note", SheetMessage: "message"}[type(value)]
            return f"{kind} of {value.person}" if value.person else kind
        case SheetFix() | SheetQuery():
            return "fix" if isinstance(value, SheetFix) else "query"
        case SheetEvidence() | SheetTick():
            return f"passage from {value.source}" if value.source else "evidence held back"
        case SheetFact():
            return "fact"
        case SheetSource():
            return f"source {value.number}"
        case SheetConflict():
            return "edited apart"
        case _:
            return ""

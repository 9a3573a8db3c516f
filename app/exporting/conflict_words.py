"""Conflicts in words: what was edited apart, and what each version says."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, cast

_FIELDS: Mapping[str, str] = {
    "anchor": "the words it is about",
    "wording": "the wording",
    "attribution": "who says so",
    "verdict": "a verdict",
    "joined": "which claim it is joined into",
    "apart": "whether two claims are two",
    "decision": "what was decided where checkers differ",
    "sign_off": "who decides where checkers differ",
    "closing": "whether it is closed",
    "exists": "whether it is deleted",
    "passage": "a quoted passage",
    "locator": "the place in the source",
    "stance": "what the source says on it",
    "question": "which question the evidence answers",
    "kind": "its kind",
    "assignee": "who checks it",
    "finding": "the overall finding",
    "title": "the title",
    "demonstration": "whether it is a demonstration",
    "scale": "the scale",
    "archive_url": "the archived address",
    "url": "the address",
    "byline": "the byline",
    "published": "the day of publication",
    "captured": "when it was captured",
    "original": "the original file",
    "file": "the kept copy",
    "note": "the note",
    "text": "what the text should say",
    "why": "why a fix is proposed",
    "outcome": "what became of a fix",
    "to": "to whom a query goes",
    "resolved": "whether a query is resolved",
    "shared": "a note",
    "speaker": "whose answer it is",
    "kept": "whether something is a fact",
    "aside": "whether words are set aside",
    "nothing": "whether there is anything to check",
    "current": "which new draft is the article’s",
    "name": "a person’s name",
    "initials": "a person’s initials",
    "same": "whether two are one and the same",
    "status": "whether a source is there",
    "accessed": "the day it was looked at",
    "licence": "on what terms it may be used",
    "reliability": "how far a source can be relied on",
    "held_back": "words held back",
    "confidential": "whether it is confidential",
    "person": "who was spoken to",
    "capture": "how a page was fetched",
    "place": "the place in the kept copy",
    "seen": "what somebody saw by eye",
    "at": "when somebody was asked",
    "how": "how somebody was asked",
    "put": "what was put to somebody",
    "answer": "what somebody answered",
    "due": "by when an answer was wanted",
}
_PARTS: Mapping[str, str] = {"as_of": "as of", "words": "words", "by": "by", "number": "draft"}
# Parts that name things by their id or belong to the rating, which is put into words.
_UNSAID = ("draft", "scale", "version", "rating", "over", "rule")


def field_words(field: str) -> str:
    """What a field is about, in words."""
    return _FIELDS.get(field, field.replace("_", " "))


def version_words(value: str, rating: Callable[[str, int, int | None], str]) -> str:
    """A version's value in words: a compound value as ``part: value``, one part a line.

    ``rating(scale, version, step)`` gives a rating's label.
    """
    try:
        parsed: Any = json.loads(value) if value.startswith("{") else None
    except ValueError:
        parsed = None
    if not isinstance(parsed, dict):
        return value
    parts = cast("dict[str, Any]", parsed)
    lines: list[str] = []
    if "rating" in parts and isinstance(parts.get("scale"), str):
        lines.append(f"rating: {rating(parts['scale'], parts.get('version', 0), parts['rating'])}")
    for name, part in parts.items():
        if name not in _UNSAID and part not in ("", None):
            said = {True: "yes", False: "no"}[part] if isinstance(part, bool) else part
            lines.append(f"{_PARTS.get(name, name.replace('_', ' '))}: {said}")
    return "\n".join(lines)

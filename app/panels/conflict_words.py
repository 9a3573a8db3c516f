"""What was edited apart, in words: which thing it is, and what each version says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from app.scales import load_scale
from db.errors import KnownError
from db.records import ConflictRecord

if TYPE_CHECKING:
    from db.project_file import Project

_CONTEXT = "ConflictWords"
_LONG = 60
_CODES = {
    "deleted": "deleted",
    "kept": "kept",
    "supports": "supports",
    "contradicts": "contradicts",
    "context": "context",
    "said": "Was it said?",
    "so": "Is it so?",
    "opinion": "nothing to check: opinion",
    "prediction": "nothing to check: prediction",
    "rhetoric": "nothing to check: rhetoric",
    "not-checkable": "nothing to check: not checkable",
    "proposed": "proposed",
    "accepted": "accepted",
    "reworded": "reworded",
    "stet": "stet: the text stands",
    "author": "to the author",
    "editor": "to the editor",
    "colleague": "to a colleague",
}
_CODED = frozenset({"exists", "stance", "question"})
_COMPOUND = frozenset(
    {
        *("verdict", "attribution", "closing", "aside", "anchor", "number", "finding", "file"),
        *("outcome", "to", "resolved", "current", "person", "place", "seen", "capture"),
        *("decision", "sign_off"),
    }
)
_PARTS = {
    "speaker": "Speaker: {0}",
    "through": "Through: {0}",
    "act": "Act: {0}",
    "rationale": "Rationale: {0}",
    "why": "Why: {0}",
    "as_of": "As of: {0}",
    "title": "Title: {0}",
    "standfirst": "Standfirst: {0}",
    "name": "File: {0}",
}


def in_words(conflict: ConflictRecord) -> ConflictRecord:
    """The conflict with every version's value as a person reads it."""
    versions = (replace(v, value=_value(conflict.field, v.value)) for v in conflict.versions)
    return replace(conflict, versions=tuple(versions))


def name_things(project: Project, conflicts: Iterable[ConflictRecord]) -> dict[str, str]:
    """What each conflict is about, by entity; runs in the database thread."""
    return {one.entity: name_thing(project, one.entity) for one in conflicts}


def name_thing(project: Project, entity: str) -> str:
    """Which thing of the project that is; runs in the database thread."""
    return _NAMES[entity.partition(":")[0]](project, entity)


def value_words(field: str, value: str, persons: Mapping[str, str]) -> str:
    """A field's value, as a version spells it, in words; blank for none. ``persons`` are names by id."""
    if not value or field in ("assignee", "joined"):
        return persons.get(value, value)
    return _value(field, value)


def _tr(words: str) -> str:
    return QCoreApplication.translate(_CONTEXT, words)


def _value(field: str, value: str) -> str:
    if field in _CODED:
        return _tr(_CODES[value]) if value in _CODES else value
    if field == "scale":
        return _scale(value)
    if field == "nothing":
        return _tr(_CODES[value]) if value in _CODES else _tr("something to check")
    if field == "confidential":
        return _tr("not confidential") if value == "false" else _tr("confidential")
    if field in ("demonstration", "accepted", "dismissed"):
        return _tr("no") if value == "false" else _tr("yes")
    if field in ("joined", "apart"):
        return {"null": "–", "true": _tr("two claims"), "false": "–"}.get(value, value)
    if field == "same":
        return {"true": _tr("one and the same"), "false": _tr("two people")}.get(value, "–")
    if field == "suggestions":
        return _tr("once a sentence was read") if value == "after-reading" else _tr("at once")
    if field == "kept":
        return {"true": _tr("a fact"), "false": _tr("dismissed")}.get(value, "–")
    if field in _COMPOUND and value.startswith("{"):
        return _compound(field, json.loads(value)) or "–"
    return "–" if value == "" or (field in _COMPOUND and value == "null") else value


def _compound(field: str, parts: dict[str, Any]) -> str:
    if field == "closing":
        closed = _tr("closed") if parts["closed"] else _tr("not closed")
        return f"{closed}: {parts['reason']}" if parts["reason"] else closed
    if field == "outcome":
        return " · ".join(filter(None, (_tr(_CODES[parts["state"]]), parts["text"], parts["why"])))
    if field == "to":
        return ", ".join(filter(None, (_tr(_CODES[parts["role"]]), parts["name"])))
    if field == "resolved":
        resolved = _tr("resolved") if parts["resolved"] else _tr("open")
        return f"{resolved}: {parts['why']}" if parts["why"] else resolved
    if field == "aside":
        return _tr("set aside") if parts["aside"] else _tr("part of the article")
    if field == "anchor":
        return _quoted(str(parts["words"]))
    if field == "current":
        return _tr("Draft {0}").format(parts["number"]) if "number" in parts else _tr("one of the drafts")
    if field in _OF_SOURCES:
        return _OF_SOURCES[field](parts)
    if field == "sign_off":
        return _tr(_RULES[parts["rule"]])
    if field == "number":
        return f"{parts['prefix']}{parts['n']}"
    lines = [_rating(parts)] if "rating" in parts else []
    lines += [_tr(words).format(parts[key]) for key, words in _PARTS.items() if parts.get(key)]
    return "\n".join(lines)


_RULES = {
    "anyone": "anybody decides",
    "other": "somebody else than they decides",
    "person": "one person decides",
    "agree": "nobody decides: they come to one rating",
}


def _place(parts: dict[str, Any]) -> str:
    return _tr("page {0}").format(parts["page"] + 1) if parts["page"] is not None else _tr("a place")


_OF_SOURCES: dict[str, Callable[[dict[str, Any]], str]] = {
    "person": lambda person: ", ".join(
        filter(None, (person["name"], person["role"], person["record"], person["date"]))
    ),
    "seen": lambda seen: _quoted(seen["passage"]),
    "place": _place,
    "capture": lambda capture: capture["url"],
}


def _rating(parts: dict[str, Any]) -> str:
    if parts["rating"] is None:
        return _tr("not rated")
    try:
        rating = load_scale(parts["scale"]).rating(parts["rating"])
    except KnownError:
        rating = None
    return f"{rating.sign} {rating.label}" if rating else str(parts["rating"])


def _scale(id: str) -> str:
    try:
        return load_scale(id).name
    except KnownError:
        return id


def _quoted(words: str) -> str:
    words = " ".join(words.split())
    return f"“\u2068{words if len(words) <= _LONG else words[: _LONG - 1] + '…'}\u2069”"


def _row(project: Project, table: str, columns: str, id: str) -> tuple[Any, ...]:
    found = project.conn.execute(f'SELECT {columns} FROM "{table}" WHERE id = ?', (id,)).fetchone()
    return found or ("",) * (columns.count(",") + 1)


def _of(project: Project, id: str) -> Mapping[str, Any]:
    """What that entity was made for, which never changes."""
    from db.drawing import Entity

    return Entity(project.conn, id).lasting("of")


def _claim(project: Project, id: str) -> str:
    number, wording, quote = _row(project, "claim", "number, wording, quote", id)
    if not number:
        number, root, wording, quote = _row(project, "joined", "number, root, wording, quote", id)
        into = _row(project, "claim", "number", root)[0]
        if into and root != id:
            return _tr("Claim {0}, joined into {1} {2}").format(number, into, _quoted(wording or quote))
    return _tr("Claim {0} {1}").format(number, _quoted(wording or quote))


def _number(project: Project, claim: str) -> str:
    """The number under which a claim is shown: of one that is joined, of that into which it is."""
    from db.joining import root_of

    return _row(project, "claim", "number", root_of(project.conn, claim))[0]


def _verdict(project: Project, id: str) -> str:
    of = _of(project, id)
    (name,) = _row(project, "person", "name", of["person"])
    asked = _tr(_CODES[of["question"]])
    return _tr("Verdict of {0} on “{1}”, claim {2}").format(name, asked, _number(project, of["claim"]))


def _pair(project: Project, id: str) -> str:
    of = _of(project, id)
    numbers = [_row(project, "claim", "number", of[end])[0] for end in ("one", "other")]
    return _tr("That claims {0} and {1} are two").format(*numbers)


def _decision(project: Project, id: str) -> str:
    of = _of(project, id)
    asked = _tr(_CODES[of["question"]])
    number = _number(project, of["claim"])
    return _tr("What was decided on “{0}”, claim {1}").format(asked, number)


def _evidence(project: Project, id: str) -> str:
    of, source = _row(project, "evidence", "claim, source", id)
    (claim,) = _row(project, "claim", "number", of)
    number, title = _row(project, "source", "number, title", source)
    return _tr("Evidence for claim {0} from source {1} {2}").format(claim, number, _quoted(title))


def _source(project: Project, id: str) -> str:
    number, title, url = _row(project, "source", "number, title, url", id)
    return _tr("Source {0} {1}").format(number, _quoted(title or url))


def _contact(project: Project, id: str) -> str:
    source, at = _row(project, "contact", "source, at", id)
    return _tr("Contact of {0} with {1}").format(at, _source(project, source))


def _dependence(project: Project, id: str) -> str:
    of = _of(project, id)
    numbers = [_row(project, "source", "number", of[end])[0] for end in ("source", "origin")]
    return _tr("That source {0} comes from {1}").format(*numbers)


def _sighting(project: Project, id: str) -> str:
    of = _of(project, id)
    (name,) = _row(project, "person", "name", of["person"])
    return _tr("What {0} saw by eye: {1}").format(name, _evidence(project, of["evidence"]))


def _article(project: Project, id: str) -> str:
    return _tr("Article {0}").format(_quoted(_row(project, "article", "title", id)[0]))


def _draft(project: Project, id: str) -> str:
    return _tr("Draft of {0}").format(_article(project, _row(project, "draft", "article", id)[0]))


def _span(project: Project, id: str) -> str:
    of = _of(project, id)
    (text,) = _row(project, "text", "body", of["text"])
    words = text[of["start"] : of["end"]]
    return _tr("Sentence {0}").format(_quoted(words)) if of["kind"] == "sentence" else _quoted(words)


def _fact(project: Project, id: str) -> str:
    of = _of(project, id)
    (text,) = _row(project, "text", "body", of["text"])
    return _tr("Fact {0}").format(_quoted(text[of["start"] : of["end"]]))


def _tick(project: Project, id: str) -> str:
    return _tr("Tick on {0}").format(_quoted(_row(project, "tick", "words", id)[0]))


def _fix(project: Project, id: str) -> str:
    return _tr("Fix of {0}").format(_quoted(_row(project, "fix", "quote", id)[0]))


def _query(project: Project, id: str) -> str:
    return _tr("Query on {0}").format(_quoted(_row(project, "query", "quote", id)[0]))


def _message(project: Project, id: str) -> str:
    (query,) = _row(project, "message", "query", id)
    return _tr("Message in: {0}").format(_query(project, query))


def _note(project: Project, id: str) -> str:
    (claim,) = _row(project, "note", "claim", id)
    return _tr("Note on claim {0}").format(_row(project, "claim", "number", claim)[0])


def _tag(project: Project, id: str) -> str:
    claim, name = _row(project, "tag", "claim, name", id)
    return _tr("Tag {0} of claim {1}").format(_quoted(name), _row(project, "claim", "number", claim)[0])


def _person(project: Project, id: str) -> str:
    return _tr("Person {0}").format(_row(project, "person", "name", id)[0])


def _alias(project: Project, id: str) -> str:
    from db.people import described

    of = _of(project, id)
    names = (described(project.conn, of[end]) or _tr("Somebody") for end in ("one", "other"))
    return _tr("{0} and {1}").format(*names)


def _project(_project: Project, _id: str) -> str:
    return _tr("The project")


def _text(_project: Project, _id: str) -> str:
    return _tr("A text")


def _erasure(project: Project, id: str) -> str:
    (reason,) = _row(project, "erasure", "reason", id)
    return _tr("Erasure: {0}").format(_quoted(reason))


def _answer(project: Project, id: str) -> str:
    (erasure,) = _row(project, "answer", "erasure", id)
    return _tr("Answer to an erasure: {0}").format(_quoted(_row(project, "erasure", "reason", erasure)[0]))


_NAMES: dict[str, Callable[[Project, str], str]] = {
    "project": _project,
    "person": _person,
    "alias": _alias,
    "article": _article,
    "text": _text,
    "draft": _draft,
    "span": _span,
    "claim": _claim,
    "verdict": _verdict,
    "decision": _decision,
    "pair": _pair,
    "source": _source,
    "evidence": _evidence,
    "contact": _contact,
    "dependence": _dependence,
    "sighting": _sighting,
    "fact": _fact,
    "tick": _tick,
    "fix": _fix,
    "query": _query,
    "message": _message,
    "note": _note,
    "tag": _tag,
    "erasure": _erasure,
    "answer": _answer,
}

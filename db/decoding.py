"""Canonical bytes read back into bodies, and checked.

As nearly all of them are spelled, bodies are read and checked in one pass over their text. The patterns are
made of the shapes themselves (``db.shapes.SPELLINGS``), so what matches is canonical and has its shape.
Whatever does not match goes to the reader of ``db.body``, which takes everything and alone refuses.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any, NamedTuple

from db.body import MAX_PARENTS, Body, Op, read
from db.errors import BadBody
from db.kinds import KINDS, PROJECT, check_id
from db.shapes import RESTS, SPELLINGS, Shape, code, moment

_MOST = 64 * 1024
"""Bytes; what is larger is rare."""
_HEX32 = "[0-9a-f]{32}"
_HASH = '"[0-9a-f]{64}"'
_BELOW_BILLION = "0|[1-9][0-9]{0,8}"
_PLACE = "(?:0|[1-9][0-9]{0,3})"
_SETS = re.compile(rf'\[({_PLACE}),"([a-z_]+)",')
_EDITS, _FORMS_OF, _FORMS, _LATEST = 16, 3, 150, 6
"""So many edits make a form at the most, so many forms have the same label and numbers, and so many labels
and numbers have forms: what is there to be met is soon met, and who makes up more waits for it themselves.
The latest few are tried first."""
_REFERENCE = 72
"""So long is a reference to words."""

_scan: Any = getattr(json.JSONDecoder(), "scan_once")  # noqa: B009 - the library does not tell its type


def decode(data: bytes) -> Body:
    """The body of canonical bytes; raises BadBody, and nothing else, for anything not allowed."""
    return quickly(data) or read(data)


_HEAD = rf'\],"g":\["({_HEX32})",({_BELOW_BILLION}),({_BELOW_BILLION})\],"l":'
_TAIL = (
    rf'\],"p":\[({_HASH}(?:,{_HASH})*)?\],"r":"({_HEX32})","t":\[({SPELLINGS[moment]}),({_BELOW_BILLION})\]'
    rf'(?:,"u":"({_HEX32})")?,"v":0,"w":"(person:{_HEX32})"\}}\Z'
)


@cache
def _body() -> re.Pattern[str]:
    """Any body: its entities, label and edits; the rest of it a form looks at."""
    kinds = "|".join(sorted(KINDS.keys() - {"text", "project"}))
    entity = f'"(?:(?:{kinds}):{_HEX32}|text:[0-9a-f]{{64}}|{PROJECT})"'
    return re.compile(
        rf'\{{"e":\[({entity}(?:,{entity})*){_HEAD}({SPELLINGS[code]}),"o":\[(.*){_TAIL}',
    )


def quickly(data: bytes) -> Body | None:
    """The same, or None for what has to be looked at more closely, sound or not."""
    if len(data) > _MOST or not data.isascii():
        return None
    text = data.decode("ascii")
    try:
        # Changes of one kind mostly come one after the other.
        for place, form in enumerate(_latest):
            if found := form.pattern.match(text):
                if place:
                    _latest.insert(0, _latest.pop(place))
                return _read(form, found)
        form = _form_of(text)
        found = form.pattern.match(text) if form is not None else None
        if form is None or found is None:
            return None
        _latest.insert(0, form)
        del _latest[_LATEST:]
        return _read(form, found)
    except BadBody:
        return None


class _Form(NamedTuple):
    """A kind of step: its label, which fields of which of its entities it sets, and the pattern of it all."""

    label: str
    kinds: tuple[str, ...]
    edits: tuple[tuple[int, str, Shape | None], ...]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, label: str, kinds: tuple[str, ...], edits: tuple[tuple[int, str], ...]) -> _Form | None:
        """None where a field is not one, or has no pattern."""
        shapes = [KINDS[kinds[place]].get(field) for place, field in edits]
        if not all(shape in SPELLINGS for shape in shapes):
            return None
        entities = [
            f'"({PROJECT if kind == "project" else f"{kind}:{_KEYS.get(kind, _HEX32)}"})"' for kind in kinds
        ]
        parts = [
            rf'\[{place},"{field}",({SPELLINGS[shape]}),\[({_PLACE}(?:,{_PLACE})*)?\]\]'
            for (place, field), shape in zip(edits, shapes, strict=True)
            if shape is not None
        ]
        rests = [
            (*edit, RESTS.get(shape) if shape else None) for edit, shape in zip(edits, shapes, strict=True)
        ]
        whole = rf'\{{"e":\[{",".join(entities)}{_HEAD}{re.escape(label)},"o":\[{",".join(parts)}{_TAIL}'
        return cls(label, kinds, tuple(rests), re.compile(whole))


_KEYS = {"text": "[0-9a-f]{64}"}
"""How an entity's own part is spelled where it is not as in most."""
_forms: dict[tuple[str, int, int], list[_Form]] = {}
"""Those met so far, by label, number of entities and number of what look like edits."""
_latest: list[_Form] = []
"""Those met last, the last one first."""


def _form_of(text: str) -> _Form | None:
    """What kind of step a body is; None for one that is rarely met, or no body."""
    found = _body().match(text)
    if found is None:
        return None
    names: list[str] = found[1][1:-1].split('","')
    label, (at, end) = found[5], found.span(6)
    kinds = tuple([name.partition(":")[0] for name in names])
    edits = tuple([(int(sets[1]), sets[2]) for sets in _SETS.finditer(text, at, end)])
    key = (label, len(names), len(edits))
    known = _forms.get(key, [])
    for form in known:
        if form.kinds == kinds and tuple([edit[:2] for edit in form.edits]) == edits:
            return form
    if len(known) == _FORMS_OF or len(_forms) == _FORMS or not _is_one(edits, len(kinds)):
        return None
    form = _Form.of(label, kinds, edits)
    if form is not None:
        _forms.setdefault(key, []).append(form)
    return form


def _is_one(edits: tuple[tuple[int, str], ...], entities: int) -> bool:
    """Whether every entity is in the order it is first spoken of, and no field of one is set twice."""
    if not 0 < len(edits) <= _EDITS or len(set(edits)) != len(edits):
        return False
    return list(dict.fromkeys([place for place, _ in edits])) == list(range(entities))


def _read(form: _Form, found: re.Match[str]) -> Body | None:
    told = found.groups()
    first = len(form.kinds)
    names, (group, index, count) = told[:first], told[first : first + 3]
    p, replica, ms, counter, undoes, person = told[-6:]
    ids: list[str] = p[1:-1].split('","') if p else []
    if int(index) >= int(count) or len(set(names)) != first or not _ascending(ids):
        return None
    ops: list[Op] = []
    used: set[str] = set()
    at = first + 3
    for place, field, rest in form.edits:
        value = _value(told[at])
        if rest is not None:
            rest(value)
        entity = names[place]
        if field == "of":
            check_id(entity, field, value)
        parents: tuple[str, ...] = ()
        if above := told[at + 1]:
            named = _parents(ids, above)
            if named is None:
                return None
            parents = named
            used.update(parents)
        ops.append(Op(entity, field, value, parents))
        at += 2
    if len(used) != len(ids):
        return None
    clock, step = (int(ms), int(counter)), (group, int(index), int(count))
    return Body(replica, person, clock, form.label[1:-1], *step, undoes, tuple(ops))


def _value(text: str) -> Any:
    """The value that a pattern matched: no word in one is spelled with an escape."""
    if text[0] == '"':
        return text[1:-1]
    if text == "true":
        return True
    if len(text) == _REFERENCE and text.startswith('{"w":"'):
        return {"w": text[6:-2]}
    return _scan(text, 0)[0]


def _parents(ids: list[str], places: str) -> tuple[str, ...] | None:
    above = [int(place) for place in places.split(",")]
    if above[-1] >= len(ids) or len(above) > MAX_PARENTS or not _ascending(above):
        return None
    return tuple([ids[place] for place in above])


def _ascending(values: list[Any]) -> bool:
    return len(values) < 2 or sorted(set(values)) == values

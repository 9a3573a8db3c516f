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
_EDITS, _FORMS_OF, _FORMS = 16, 3, 150
"""So many edits make a form at the most, so many forms have the same label and numbers, and so many labels
and numbers have forms: what is there to be met is soon met, and who makes up more waits for it themselves."""

_scan: Any = getattr(json.JSONDecoder(), "scan_once")  # noqa: B009 - the library does not tell its type


def decode(data: bytes) -> Body:
    """The body of canonical bytes; raises BadBody, and nothing else, for anything not allowed."""
    return quickly(data) or read(data)


@cache
def _body() -> re.Pattern[str]:
    kinds = "|".join(sorted(KINDS.keys() - {"text", "project"}))
    entity = f'"(?:(?:{kinds}):{_HEX32}|text:[0-9a-f]{{64}}|{PROJECT})"'
    return re.compile(
        rf'\{{"e":\[({entity}(?:,{entity})*)\],"g":\["({_HEX32})",({_BELOW_BILLION}),({_BELOW_BILLION})\],'
        rf'"l":({SPELLINGS[code]}),"o":\[(.*)\],"p":\[({_HASH}(?:,{_HASH})*)?\],"r":"({_HEX32})",'
        rf'"t":\[({SPELLINGS[moment]}),({_BELOW_BILLION})\](?:,"u":"({_HEX32})")?,"v":0,'
        rf'"w":"(person:{_HEX32})"\}}\Z'
    )


def quickly(data: bytes) -> Body | None:
    """The same, or None for what has to be looked at more closely, sound or not."""
    if len(data) > _MOST or not data.isascii():
        return None
    text = data.decode("ascii")
    found = _body().match(text)
    if found is None:
        return None
    e, group, index, count, label, _, p, replica, ms, counter, undoes, person = found.groups()
    names: list[str] = e[1:-1].split('","')
    ids: list[str] = p[1:-1].split('","') if p else []
    if int(index) >= int(count) or not _ascending(ids):
        return None
    try:
        ops = _ops(text, *found.span(6), label, names, ids) if len(set(names)) == len(names) else None
    except BadBody:
        return None
    if ops is None:
        return None
    return Body(
        replica,
        person,
        (int(ms), int(counter)),
        label[1:-1],
        group,
        int(index),
        int(count),
        undoes,
        tuple(ops),
    )


class _Form(NamedTuple):
    """The edits of one kind of step: which fields of which of its entities, and the pattern of them all."""

    kinds: tuple[str, ...]
    edits: tuple[tuple[int, str, Shape | None], ...]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, kinds: tuple[str, ...], edits: tuple[tuple[int, str], ...]) -> _Form | None:
        """None where a field is not one, or has no pattern."""
        shapes = [KINDS[kinds[place]].get(field) for place, field in edits]
        if not all(shape in SPELLINGS for shape in shapes):
            return None
        parts = [
            rf'\[{place},"{field}",({SPELLINGS[shape]}),\[({_PLACE}(?:,{_PLACE})*)?\]\]'
            for (place, field), shape in zip(edits, shapes, strict=True)
            if shape is not None
        ]
        rests = [
            (*edit, RESTS.get(shape) if shape else None) for edit, shape in zip(edits, shapes, strict=True)
        ]
        return cls(kinds, tuple(rests), re.compile(",".join(parts) + r"\Z"))


_forms: dict[tuple[str, int, int], list[_Form]] = {}
"""Those met so far, by label, number of entities and number of what look like edits."""


def _ops(text: str, at: int, end: int, label: str, names: list[str], ids: list[str]) -> list[Op] | None:
    kinds = tuple([name.partition(":")[0] for name in names])
    key = (label, len(names), text.count("],[", at, end))
    known = _forms.get(key, [])
    for form in known:
        if form.kinds == kinds and (found := form.pattern.match(text, at, end)):
            return _read(form, found, text, names, ids)
    if len(known) < _FORMS_OF and len(_forms) < _FORMS and (form := _form(text, at, end, kinds)):
        _forms.setdefault(key, []).append(form)
        if found := form.pattern.match(text, at, end):
            return _read(form, found, text, names, ids)
    return None


def _form(text: str, at: int, end: int, kinds: tuple[str, ...]) -> _Form | None:
    """The form of these edits as far as they can be told apart, which the pattern then decides."""
    edits = tuple([(int(sets[1]), sets[2]) for sets in _SETS.finditer(text, at, end)])
    if not 0 < len(edits) <= _EDITS or max(place for place, _ in edits) >= len(kinds):
        return None
    # Every entity in the order it is first spoken of, no field of one twice.
    if list(dict.fromkeys([place for place, _ in edits])) != list(range(len(kinds))):
        return None
    return _Form.of(kinds, edits) if len(set(edits)) == len(edits) else None


def _read(form: _Form, found: re.Match[str], text: str, names: list[str], ids: list[str]) -> list[Op] | None:
    ops: list[Op] = []
    used: set[str] = set()
    group = 1
    for place, field, rest in form.edits:
        value = _scan(text, found.start(group))[0]
        if rest is not None:
            rest(value)
        entity = names[place]
        if field == "of":
            check_id(entity, field, value)
        parents: tuple[str, ...] = ()
        if above := found[group + 1]:
            named = _parents(ids, above)
            if named is None:
                return None
            parents = named
            used.update(parents)
        ops.append(Op(entity, field, value, parents))
        group += 2
    return ops if len(used) == len(ids) else None


def _parents(ids: list[str], places: str) -> tuple[str, ...] | None:
    above = [int(place) for place in places.split(",")]
    if above[-1] >= len(ids) or len(above) > MAX_PARENTS or not _ascending(above):
        return None
    return tuple([ids[place] for place in above])


def _ascending(values: list[Any]) -> bool:
    return len(values) < 2 or sorted(set(values)) == values

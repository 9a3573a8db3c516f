"""Canonical bytes read back into bodies, and checked.

As nearly all of them are spelled, bodies are read and checked in one pass over their text. The patterns are
made of the shapes themselves (``db.shapes.SPELLINGS``), so what matches is canonical and has its shape.
Whatever does not match goes to the reader of ``db.body``, which takes everything and alone refuses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from db.body import MAX_PARENTS, Body, Op, Plain, read
from db.errors import BadBody
from db.kinds import KINDS, PROJECT, check_id
from db.shapes import RESTS, SPELLINGS, Shape, code, moment, words

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


class _Edit(NamedTuple):
    """One edit of a kind of step: which field of which of its entities it sets.

    Attributes: ``value`` reads what the pattern matched; ``rest`` checks what no pattern can say of it.
    """

    place: int
    field: str
    value: Callable[[str], Any]
    rest: Shape | None


class _Form(NamedTuple):
    """A kind of step: its label, which fields of which of its entities it sets, and the pattern of it all.

    Attributes: ``said`` spells what is kept of edits of one entity from those of the pattern's groups that
    ``spelled`` takes.
    """

    label: str
    kinds: tuple[str, ...]
    edits: tuple[_Edit, ...]
    pattern: re.Pattern[str]
    said: str
    spelled: Callable[[Sequence[str]], Any]

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
        told = [
            _Edit(*edit, _reader(SPELLINGS[shape]), RESTS.get(shape))
            for edit, shape in zip(edits, shapes, strict=True)
            if shape is not None
        ]
        order = sorted(range(len(edits)), key=lambda n: edits[n][1])
        said = ",".join([f'"{edits[n][1]}":%s' for n in order])
        spelled = itemgetter(*[len(kinds) + 3 + 2 * n for n in order])
        whole = rf'\{{"e":\[{",".join(entities)}{_HEAD}{re.escape(label)},"o":\[{",".join(parts)}{_TAIL}'
        return cls(label, kinds, tuple(told), re.compile(whole), f"{{{said}}}", spelled)


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
    clock = (int(ms), int(counter))
    if ids:
        edits = _replacing(form, told, ids)
    elif any(told[first + 4 : -6 : 2]):
        edits = None
    else:
        edits = _setting(form, told)
    if edits is None:
        return None
    return Body(replica, person, clock, form.label[1:-1], group, int(index), int(count), undoes, edits)


def _setting(form: _Form, told: Sequence[str]) -> tuple[Op, ...]:
    """Edits that replace nothing."""
    first = len(form.kinds)
    ops: list[Op] = []
    for (place, field, read_value, rest), text in zip(form.edits, told[first + 3 : -6 : 2], strict=True):
        value = read_value(text)
        if rest is not None:
            rest(value)
        if field == "of":
            check_id(told[place], field, value)
        ops.append(_op(Op, (told[place], field, value, (), None)))
    if first > 1:
        return tuple(ops)
    edits = Plain(ops)
    edits.said = form.said % form.spelled(told)
    return edits


def _replacing(form: _Form, told: Sequence[str], ids: list[str]) -> tuple[Op, ...] | None:
    """Edits of which some replace these; None where they do not replace each of them, in order."""
    ops: list[Op] = []
    used: set[str] = set()
    at = len(form.kinds) + 3
    for place, field, read_value, rest in form.edits:
        value = read_value(told[at])
        if rest is not None:
            rest(value)
        entity = told[place]
        if field == "of":
            check_id(entity, field, value)
        if above := told[at + 1]:
            parents = _parents(ids, above)
            if parents is None:
                return None
            used.update(parents)
            ops.append(Op(entity, field, value, parents))
        else:
            ops.append(_op(Op, (entity, field, value, (), None)))
        at += 2
    return tuple(ops) if len(used) == len(ids) else None


_op: Any = getattr(tuple, "__new__")  # noqa: B009 - the library does not tell its type


def _reader(spelling: str) -> Callable[[str], Any]:
    """What reads the values that a pattern matches: no word in one is spelled with an escape."""
    if spelling == "true":
        return _true
    if spelling == SPELLINGS[words]:
        return _words
    # One text, or one of several, and no choice between a text and something else.
    return _text if re.fullmatch(r'"[^"]*"|\(\?:"[^"]*"(\|"[^"]*")*\)', spelling) else _value


def _true(_: str) -> Any:
    return True


def _words(text: str) -> Any:
    return {"w": text[6:-2]}


def _text(text: str) -> Any:
    return text[1:-1]


def _value(text: str) -> Any:
    return _scan(text, 0)[0]


def _parents(ids: list[str], places: str) -> tuple[str, ...] | None:
    above = [int(place) for place in places.split(",")]
    if above[-1] >= len(ids) or len(above) > MAX_PARENTS or not _ascending(above):
        return None
    return tuple([ids[place] for place in above])


def _ascending(values: list[Any]) -> bool:
    return len(values) < 2 or sorted(set(values)) == values

"""Canonical bytes read back into bodies, and checked.

As nearly all of them are spelled, bodies are read and checked in one pass over their text. The patterns are
made of the shapes themselves (``db.shapes.SPELLINGS``), so what matches is canonical and has its shape.
Whatever does not match goes to the reader of ``db.body``, which takes everything and alone refuses.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from db.body import MAX_OPS, MAX_PARENTS, Body, Op, read
from db.errors import BadBody
from db.kinds import KINDS, PROJECT, check_id
from db.shapes import RESTS, SPELLINGS, Shape, code, moment

_MOST = 64 * 1024
"""Bytes; what is larger is rare."""
_HEX32 = "[0-9a-f]{32}"
_HASH = '"[0-9a-f]{64}"'
_BELOW_BILLION = "0|[1-9][0-9]{0,8}"
_PLACE = "(?:0|[1-9][0-9]{0,3})"
_PARENTS = re.compile(rf",\[({_PLACE}(?:,{_PLACE})*)?\]\]")
_SETS = re.compile(rf'\[({_PLACE}),"([a-z_]+)",')

_scan: Any = json.JSONDecoder().scan_once  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]


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


@cache
def _value(kind: str, field: str) -> tuple[re.Pattern[str], Shape | None] | None:
    """The pattern of a field's value, and what else is to be looked at in it."""
    shape = KINDS[kind].get(field)
    if shape is None or shape not in SPELLINGS:
        return None
    return re.compile(SPELLINGS[shape]), RESTS.get(shape)


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
        ops = _ops(text, *found.span(6), names, ids)
    except BadBody:
        return None
    if ops is None:
        return None
    return Body(
        replica, person, (int(ms), int(counter)), label[1:-1], group, int(index), int(count), undoes, tuple(ops)
    )


def _ops(text: str, at: int, end: int, names: list[str], ids: list[str]) -> list[Op] | None:
    kinds = [name.partition(":")[0] for name in names]
    ops: list[Op] = []
    used: set[str] = set()
    while True:
        sets = _SETS.match(text, at, end)
        if sets is None or (place := int(sets[1])) >= len(names):
            return None
        entity, field = names[place], sets[2]
        known = _value(kinds[place], field)
        if known is None:
            return None
        value = known[0].match(text, sets.end(), end)
        if value is None:
            return None
        above = _PARENTS.match(text, value.end(), end)
        if above is None:
            return None
        parents = _parents(ids, above[1]) if above[1] else ()
        if parents is None:
            return None
        used.update(parents)
        said = _scan(text, sets.end())[0]
        if known[1] is not None:
            known[1](said)
        if field == "of":
            check_id(entity, field, said)
        ops.append(Op(entity, field, said, parents))
        at = above.end()
        if at == end:
            break
        if text[at] != ",":
            return None
        at += 1
    whole = (
        len(ops) <= MAX_OPS
        and len(used) == len(ids)
        and list(dict.fromkeys([op[0] for op in ops])) == names
        and (len(ops) == 1 or len({op[:2] for op in ops}) == len(ops))
    )
    return ops if whole else None


def _parents(ids: list[str], places: str) -> tuple[str, ...] | None:
    above = [int(place) for place in places.split(",")]
    if above[-1] >= len(ids) or len(above) > MAX_PARENTS or not _ascending(above):
        return None
    return tuple([ids[place] for place in above])


def _ascending(values: list[Any]) -> bool:
    return len(values) < 2 or sorted(set(values)) == values

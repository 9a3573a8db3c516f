"""The body of one transaction: what its JSON says, checked the same way on write and on read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from itertools import pairwise
from typing import NamedTuple, cast

from db import canon
from db.canon import MAX_INT, Json
from db.errors import BadBody
from db.kinds import KINDS, check_value, kind_of
from db.records.frozen import record
from db.shapes import code, hash64, moment

VERSION = 0
MAX_OPS = 2_000
MAX_PARENTS = 1_000
MAX_COUNTER = 999_999_999

_HEX32 = re.compile(r"[0-9a-f]{32}\Z")
_KEYS = {"v", "r", "w", "t", "l", "g", "e", "p", "o"}


class Op(NamedTuple):
    """One field of one entity set to a value, replacing the parents its author was looking at.

    Attributes: ``value`` as in ``db.kinds``, or None with ``undo`` set; ``parents`` are ids of the
    transactions whose values of this register it replaces; ``undo`` is the id of the transaction whose
    write of this register it takes back (its value is then whatever that write had replaced).
    """

    entity: str
    field: str
    value: Json
    parents: tuple[str, ...] = ()
    undo: str | None = None


class Plain(tuple[Op, ...]):
    """Edits of one entity that replace nothing and take nothing back; ``said`` are they as they are kept."""

    said: str


@record
class Body:
    """A transaction: one of ``count`` that make up the step ``group``; ``undoes`` names another group."""

    replica: str
    person: str
    clock: tuple[int, int]
    label: str
    group: str
    index: int
    count: int
    undoes: str | None
    ops: tuple[Op, ...]


def fields_of(ops: Iterable[Op]) -> dict[str, set[str]]:
    """The entities of edits, in order, and which fields of each they set."""
    found: dict[str, set[str]] = {}
    for op in ops:
        if op[0] in found:
            found[op[0]].add(op[1])
        else:
            found[op[0]] = {op[1]}
    return found


def encode(body: Body) -> tuple[str, bytes]:
    """The id (hex SHA-256) and canonical bytes of a body; raises BadBody where it is not allowed."""
    entities = list(dict.fromkeys(op.entity for op in body.ops))
    place = {entity: n for n, entity in enumerate(entities)}
    named = {p for op in body.ops for p in op.parents} | {op.undo for op in body.ops if op.undo}
    parents = sorted(named)
    at = {parent: n for n, parent in enumerate(parents)}
    ops: list[Json] = [
        [
            place[op.entity],
            op.field,
            {"undo": at[op.undo]} if op.undo else op.value,
            sorted(at[p] for p in op.parents),
        ]
        for op in body.ops
    ]
    value: dict[str, Json] = {
        "v": VERSION,
        "r": body.replica,
        "w": body.person,
        "t": list(body.clock),
        "l": body.label,
        "g": [body.group, body.index, body.count],
        "e": entities,
        "p": parents,
        "o": ops,
    }
    if body.undoes:
        value["u"] = body.undoes
    data = canon.canon(value)
    _read(value)
    return sha256(data).hexdigest(), data


def read(data: bytes) -> Body:
    """The body of canonical bytes; raises BadBody, and nothing else, for anything not allowed."""
    return _read(canon.read(data))


def _read(json: Json) -> Body:
    value = cast("dict[str, Json]", json) if isinstance(json, dict) else {}
    if not _KEYS <= set(value) <= _KEYS | {"u"}:
        raise BadBody("A change has other parts than it should have.")
    if type(value["v"]) is not int or value["v"] != VERSION:
        raise BadBody("A change was written by another version of the format.")
    _hex32(value["r"])
    if not isinstance(value["w"], str) or kind_of(value["w"]) != "person":
        raise BadBody("A change names nobody as its author.")
    code(value["l"])
    ms, counter = _counts(value["t"], 2)
    moment(ms)
    if counter > MAX_COUNTER:
        raise BadBody("A change counts itself beyond what one moment holds.")
    group, index, count = _group(value["g"])
    if "u" in value:
        _hex32(value["u"])
    return Body(
        replica=value["r"],
        person=value["w"],
        clock=(ms, counter),
        label=value["l"],
        group=group,
        index=index,
        count=count,
        undoes=value.get("u"),
        ops=_ops(value["e"], value["p"], value["o"]),
    )


def _hex32(value: Json) -> None:
    if type(value) is not str or not _HEX32.match(value):
        raise BadBody("A change has an id that is not one.")


def _list(value: Json) -> list[Json]:
    if type(value) is not list:
        raise BadBody("A change has something else where a list should be.")
    return value  # pyright: ignore[reportUnknownVariableType]


def _counts(value: Json, length: int) -> list[int]:
    numbers = _list(value)
    if len(numbers) != length:
        raise BadBody("A change has something else where counts should be.")
    for number in numbers:
        if type(number) is not int or not 0 <= number <= MAX_INT:
            raise BadBody("A change has something else where counts should be.")
    return numbers


def _group(value: Json) -> tuple[str, int, int]:
    parts = _list(value)
    if len(parts) != 3:
        raise BadBody("A change does not say which step it is part of.")
    _hex32(parts[0])
    index, count = _counts(parts[1:], 2)
    if not index < count:
        raise BadBody("A change counts itself outside its step.")
    return parts[0], index, count


def _ops(entities: Json, parents: Json, ops: Json) -> tuple[Op, ...]:
    names, ids = _list(entities), _list(parents)
    rows = _list(ops)
    kinds = [_kind(name) for name in names]
    for parent in ids:
        hash64(parent)
    if not 0 < len(rows) <= MAX_OPS or not _ascending(ids):
        raise BadBody("A change has no edits, too many, or parents out of order.")
    result = tuple([_op(names, kinds, ids, row) for row in rows])
    used = {p for op in result for p in op.parents}
    used.update([op.undo for op in result if op.undo])
    if list(dict.fromkeys([op.entity for op in result])) != names or len(used) != len(ids):
        raise BadBody("A change lists what it does not use.")
    if len({(op.entity, op.field) for op in result}) != len(result):
        raise BadBody("A change sets one field twice.")
    return result


def _kind(name: Json) -> str:
    if type(name) is not str:
        raise BadBody("A change names an entity that is not one.")
    return kind_of(name)


def _ascending(values: list[Json]) -> bool:
    return len(values) < 2 or all(one < other for one, other in pairwise(values))


def _op(names: list[str], kinds: list[str], ids: list[str], row: Json) -> Op:
    parts = _list(row)
    if len(parts) != 4:
        raise BadBody("A change has an edit of another shape than it should have.")
    place, field, value, above = parts
    if type(place) is not int or not 0 <= place < len(names):
        raise BadBody("A change has an edit of another shape than it should have.")
    if type(field) is not str:
        raise BadBody("A change has an edit of a field that is not one.")
    parents = _parents(ids, above) if above != [] else ()
    entity, kind = names[place], kinds[place]
    if isinstance(value, dict) and len(cast("dict[str, Json]", value)) == 1 and "undo" in value:
        target = cast("dict[str, Json]", value)["undo"]
        if type(target) is not int or not 0 <= target < len(ids) or not parents:
            raise BadBody("A change takes back what it does not name.")
        if field not in KINDS[kind]:
            raise BadBody("A change takes back a field that is not known.")
        return Op(entity, field, None, parents, ids[target])
    check_value(entity, field, value, kind)
    return Op(entity, field, value, parents)


def _parents(ids: list[str], above: Json) -> tuple[str, ...]:
    places = _list(above)
    if any(type(n) is not int or not 0 <= n < len(ids) for n in places) or not _ascending(places):
        raise BadBody("A change has an edit whose parents are out of order.")
    if len(places) > MAX_PARENTS:
        raise BadBody("A change replaces more values at once than one could have seen.")
    return tuple([ids[n] for n in cast("list[int]", places)])

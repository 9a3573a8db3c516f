"""Canonical JSON: the one spelling of a body, so that its hash means something.

An I-JSON subset (RFC 7493): UTF-8, keys sorted by code point, no blanks, no floats, integers within
±(2**53-1), no lone surrogates, depth and size bounded. ``canon(loads(data)) == data`` for all that
``loads`` accepts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from json import encoder
from typing import Any, NoReturn, cast

from db.errors import BadBody

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 12
MAX_INT = 2**53 - 1

_HALF = re.compile("[\ud800-\udfff]")

Json = Any
"""None, bool, int, str, or lists and string-keyed dicts of these."""


def check(value: Json, depth: int = 0) -> None:
    """Raise BadBody unless the value can be spelled canonically."""
    if depth > MAX_DEPTH:
        raise BadBody("A change is nested too deeply.")
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, str):
        if _HALF.search(value):
            raise BadBody("A change holds half of a character.")
    elif isinstance(value, int):
        if not -MAX_INT <= value <= MAX_INT:
            raise BadBody("A change holds a number that is too large.")
    elif isinstance(value, list):
        for item in cast("list[Json]", value):
            check(item, depth + 1)
    elif isinstance(value, dict):
        for key, item in cast("dict[Json, Json]", value).items():
            if not isinstance(key, str):
                raise BadBody("A change has a key that is not text.")
            check(key, depth + 1)
            check(item, depth + 1)
    else:
        raise BadBody("A change holds a value of a kind that is not allowed.")


def canon(value: Json, limit: int = MAX_BYTES) -> bytes:
    """The canonical bytes of a value; raises BadBody for what has none, or more than ``limit`` bytes."""
    check(value)
    return spell(value, limit)


def spell(value: Json, limit: int = MAX_BYTES) -> bytes:
    """The canonical bytes of a value known to be sound but for its size and half characters."""
    try:
        data = _spell(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise BadBody("A change holds half of a character.") from error
    if len(data) > limit:
        raise BadBody("A change is too large.")
    return data


def speller(comma: str, colon: str) -> Callable[[Json], str]:
    """A function that spells sound values with sorted keys and these signs between their parts."""
    make: Any = getattr(encoder, "c_make_encoder", None)
    if make is None:
        return json.JSONEncoder(sort_keys=True, separators=(comma, colon), ensure_ascii=False).encode
    # Made once: the library makes one for each value, which takes longer than spelling it.
    spell = make(None, _refuse_value, _QUOTED, None, colon, comma, True, False, False)
    return lambda value: "".join(spell(value, 0))


_QUOTED: Any = getattr(encoder, "encode_basestring")  # noqa: B009 - the library does not tell its type


def _refuse_value(_: object) -> NoReturn:
    raise BadBody("A change holds a value of a kind that is not allowed.")


def _refuse_number(_: str) -> NoReturn:
    raise BadBody("A change holds a number that is not whole.")


def _whole(digits: str) -> int:
    if len(digits) > 17 or not -MAX_INT <= (number := int(digits)) <= MAX_INT:
        raise BadBody("A change holds a number that is too large.")
    return number


_READER = json.JSONDecoder(parse_float=_refuse_number, parse_constant=_refuse_number, parse_int=_whole)
_PLAIN_READER = json.JSONDecoder(parse_float=_refuse_number, parse_constant=_refuse_number)
_spell = speller(",", ":")


def loads(data: bytes, limit: int = MAX_BYTES) -> Json:
    """The value of canonical bytes, at most ``limit`` of them; raises BadBody for any other bytes."""
    value = _read(data, limit, _READER)
    _check_depth(value)
    return value


def read(data: bytes) -> Json:
    """As ``loads``, for who then looks at all of it: however deep, and with whole numbers of any size."""
    return _read(data, MAX_BYTES, _PLAIN_READER)


def _read(data: bytes, limit: int, reader: json.JSONDecoder) -> Json:
    if len(data) > limit:
        raise BadBody("A change is too large.")
    try:
        value = reader.decode(data.decode("utf-8"))
        # A key given twice, another order or spacing: whatever is not the one spelling differs here.
        if spell(value, limit) != data:
            raise BadBody("A change is not in its canonical spelling.")
    except RecursionError as error:
        raise BadBody("A change is nested too deeply.") from error
    except ValueError as error:
        raise BadBody("A change is not readable JSON.") from error
    return value


def _check_depth(value: Json) -> None:
    """As ``check``, for what was read from JSON: its numbers are whole, its halves do not encode."""
    level: list[Json] = [value] if type(value) in _NESTING else []
    for _ in range(MAX_DEPTH):
        level = [item for inner in level for item in _inside(inner) if type(item) in _NESTING]
        if not level:
            return
    if any(level):
        raise BadBody("A change is nested too deeply.")


def _inside(value: Json) -> Iterable[Json]:
    return cast("dict[str, Json]", value).values() if isinstance(value, dict) else value


_NESTING = frozenset({list, dict})

"""Canonical JSON: the one spelling of a body, so that its hash means something.

An I-JSON subset (RFC 7493): UTF-8, keys sorted by code point, no blanks, no floats, integers within
±(2**53-1), no lone surrogates, depth and size bounded. ``canon(loads(data)) == data`` for all that
``loads`` accepts.
"""

from __future__ import annotations

import json
import re
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
        data = _SPELLER.encode(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise BadBody("A change holds half of a character.") from error
    if len(data) > limit:
        raise BadBody("A change is too large.")
    return data


def _refuse_number(_: str) -> NoReturn:
    raise BadBody("A change holds a number that is not whole.")


def _whole(digits: str) -> int:
    if len(digits) > 17 or not -MAX_INT <= (number := int(digits)) <= MAX_INT:
        raise BadBody("A change holds a number that is too large.")
    return number


_READER = json.JSONDecoder(parse_float=_refuse_number, parse_constant=_refuse_number, parse_int=_whole)
_SPELLER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def loads(data: bytes, limit: int = MAX_BYTES) -> Json:
    """The value of canonical bytes, at most ``limit`` of them; raises BadBody for any other bytes."""
    if len(data) > limit:
        raise BadBody("A change is too large.")
    try:
        value = _READER.decode(data.decode("utf-8"))
        _check_depth(value, 0)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise BadBody("A change is not readable JSON.") from error
    except RecursionError as error:
        raise BadBody("A change is nested too deeply.") from error
    # A key given twice, another order or spacing: whatever is not the one spelling differs here.
    if spell(value, limit) != data:
        raise BadBody("A change is not in its canonical spelling.")
    return value


def _check_depth(value: Json, depth: int) -> None:
    """As ``check``, for what was read from JSON: its numbers are whole, its halves do not encode."""
    if not value or not isinstance(value, (list, dict)):
        return
    if depth == MAX_DEPTH:
        raise BadBody("A change is nested too deeply.")
    inner = cast("dict[str, Json] | list[Json]", value)
    for item in inner.values() if isinstance(inner, dict) else inner:
        if isinstance(item, (list, dict)):
            _check_depth(item, depth + 1)

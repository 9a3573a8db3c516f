"""The shapes a value in the log can have: each a function that raises BadBody for anything else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

from db.canon import MAX_INT, Json
from db.errors import BadBody

Shape = Callable[[Json], None]

SPELLINGS: dict[Shape, str] = {}
"""Patterns of canonical spellings: what matches a shape's has that shape, but for what is left to ``RESTS``.

They need not match all that has the shape. A shape that is not here has none.
"""
RESTS: dict[Shape, Shape] = {}
"""What no pattern can say of a shape."""

_HASH = "[0-9a-f]{64}"
_COUNT = "(?:0|[1-9][0-9]{0,14})"

HEX64 = re.compile(r"[0-9a-f]{64}\Z")
_is_hash = HEX64.match
_CODE = re.compile(r"[a-z0-9][a-z0-9._+/-]{0,79}\Z")
_LAST_MOMENT = 253_402_300_799_999


def fail(what: str) -> BadBody:
    """The error for a change that holds that."""
    return BadBody(f"A change holds {what}.")


def matching(value: Json, pattern: re.Pattern[str], what: str) -> None:
    """A text that matches the pattern; ``what`` names what it should have been."""
    if not isinstance(value, str) or not pattern.match(value):
        raise fail(f"something that is not {what}")


def code(value: Json) -> None:
    """A lower-case code such as ``claim.mark`` or ``text/plain``, at most 80 characters."""
    matching(value, _CODE, "a code")


def blank_or_code(value: Json) -> None:
    if value != "":
        code(value)


def hash64(value: Json) -> None:
    if type(value) is not str or not _is_hash(value):
        raise fail("something that is not a hash")


def flag(value: Json) -> None:
    if not isinstance(value, bool):
        raise fail("something that is neither true nor false")


def count(value: Json) -> None:
    if type(value) is not int or not 0 <= value <= MAX_INT:
        raise fail("something that is not a count")


def moment(value: Json) -> None:
    """Milliseconds since 1970-01-01 UTC, up to the year 9999, where calendars end."""
    count(value)
    if value > _LAST_MOMENT:
        raise fail("a time that no calendar has")


def words(value: Json) -> None:
    _reference(value, "w", "words that are not a reference")


def blob(value: Json) -> None:
    _reference(value, "b", "bytes that are not a reference")


def _reference(value: Json, key: str, else_: str) -> None:
    if type(value) is not dict or len(cast("dict[str, Json]", value)) != 1 or key not in value:
        raise fail(else_)
    hash64(value[key])


def optional(inner: Shape) -> Shape:
    def shape(value: Json) -> None:
        if value is not None:
            inner(value)

    if inner in SPELLINGS and inner not in RESTS:
        SPELLINGS[shape] = f"(?:null|{SPELLINGS[inner]})"
    return shape


def also(inner: Shape, rest: Shape) -> Shape:
    """What has that shape, and more can be said of it once it has."""

    def shape(value: Json) -> None:
        inner(value)
        rest(value)

    if inner in SPELLINGS:
        SPELLINGS[shape], RESTS[shape] = SPELLINGS[inner], rest
    return shape


def one_of(*codes: str) -> Shape:
    def shape(value: Json) -> None:
        if value not in codes:
            raise fail("a word that is not one of its list")

    SPELLINGS[shape] = "(?:" + "|".join(f'"{re.escape(word)}"' for word in codes) + ")"
    return shape


def record(**fields: Shape) -> Shape:
    """An object with exactly these keys: what means something only together is one value."""

    names = frozenset(fields)
    inner = tuple(fields.items())

    def shape(value: Json) -> None:
        if type(value) is not dict or cast("dict[str, Json]", value).keys() != names:
            raise fail("a value with other parts than it should have")
        for name, check in inner:
            check(value[name])

    if all(check in SPELLINGS and check not in RESTS for _, check in inner):
        parts = ",".join(f'"{name}":{SPELLINGS[check]}' for name, check in sorted(inner))
        SPELLINGS[shape] = rf"\{{{parts}\}}"
    return shape


def listed(inner: Shape, most: int) -> Shape:
    """A list of at most so many."""

    def shape(value: Json) -> None:
        if not isinstance(value, list) or len(cast("list[Json]", value)) > most:
            raise fail("something that is not a list of bearable length")
        for item in cast("list[Json]", value):
            inner(item)

    return shape


SPELLINGS.update(
    {
        code: '"[a-z0-9][a-z0-9._+/-]{0,79}"',
        blank_or_code: '"(?:[a-z0-9][a-z0-9._+/-]{0,79})?"',
        hash64: f'"{_HASH}"',
        flag: "(?:true|false)",
        count: _COUNT,
        moment: "(?:0|[1-9][0-9]{0,13})",
        words: rf'\{{"w":"{_HASH}"\}}',
        blob: rf'\{{"b":"{_HASH}"\}}',
    }
)

"""The shapes a value in the log can have: each a function that raises BadBody for anything else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

from db.canon import Json
from db.errors import BadBody

Shape = Callable[[Json], None]

HEX64 = re.compile(r"[0-9a-f]{64}\Z")
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
    matching(value, HEX64, "a hash")


def flag(value: Json) -> None:
    if not isinstance(value, bool):
        raise fail("something that is neither true nor false")


def count(value: Json) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise fail("something that is not a count")


def moment(value: Json) -> None:
    """Milliseconds since 1970-01-01 UTC, up to the year 9999, where calendars end."""
    count(value)
    if value > _LAST_MOMENT:
        raise fail("a time that no calendar has")


def words(value: Json) -> None:
    if not isinstance(value, dict) or set(value) != {"w"}:  # pyright: ignore[reportUnknownArgumentType]
        raise fail("words that are not a reference")
    hash64(value["w"])


def blob(value: Json) -> None:
    if not isinstance(value, dict) or set(value) != {"b"}:  # pyright: ignore[reportUnknownArgumentType]
        raise fail("bytes that are not a reference")
    hash64(value["b"])


def optional(inner: Shape) -> Shape:
    def shape(value: Json) -> None:
        if value is not None:
            inner(value)

    return shape


def one_of(*codes: str) -> Shape:
    def shape(value: Json) -> None:
        if value not in codes:
            raise fail("a word that is not one of its list")

    return shape


def record(**fields: Shape) -> Shape:
    """An object with exactly these keys: what means something only together is one value."""

    def shape(value: Json) -> None:
        if not isinstance(value, dict) or set(value) != set(fields):  # pyright: ignore[reportUnknownArgumentType]
            raise fail("a value with other parts than it should have")
        for name, inner in fields.items():
            inner(value[name])

    return shape


def listed(inner: Shape, most: int) -> Shape:
    """A list of at most so many."""

    def shape(value: Json) -> None:
        if not isinstance(value, list) or len(cast("list[Json]", value)) > most:
            raise fail("something that is not a list of bearable length")
        for item in cast("list[Json]", value):
            inner(item)

    return shape

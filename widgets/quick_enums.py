"""Qt's enums, made in a fifth of the time: PySide makes over three hundred of them before the first window.

PySide hands each of Qt's enums to Python's ``enum`` as a list of names and numbers, by the call that serves
any kind of value, which looks every member up in every base, removes it and sets it again: 25 µs for each
of the 4,500 members that a start makes. For such a list nothing of that can matter, and ``of_numbers`` leaves
the same class behind. Everything else, and every Python whose ``enum`` keeps its members otherwise, goes
the usual way.
"""

from __future__ import annotations

import enum
import sys
from typing import Any

_KNOWN = sys.version_info[:2] == (3, 11)
_KINDS = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
_usual: Any = getattr(enum.EnumType, "_create_", None)
_blank: dict[Any, dict[str, Any]] = {}
_taken: dict[Any, frozenset[str]] = {}


def make_quickly() -> None:
    """From here on enums of names and numbers are made the quick way."""
    if _KNOWN and _usual is not None:
        setattr(enum.EnumType, "_create_", _create)  # noqa: B010 - no attribute a type checker knows


def _create(cls: Any, class_name: str, names: Any, **how: Any) -> Any:
    if how.get("module") is None:
        # The usual way looks for its caller's caller too.
        how["module"] = sys._getframe(2).f_globals.get("__name__", "")
    if (
        cls in _KINDS
        and how.get("boundary") is enum.KEEP
        and how.get("type") is None
        and is_plain(cls, names)
    ):
        return of_numbers(cls, class_name, names, how["module"], how.get("qualname"))
    return _usual(cls, class_name, names, **how)


def is_plain(cls: Any, names: Any) -> bool:
    """Whether these are pairs of a name and an int, with no name twice and none that enums use themselves."""
    if names.__class__ is not list or not names or not all(pair.__class__ is tuple for pair in names):
        return False
    seen = {name for name, value in names if name.__class__ is str and value.__class__ is int}
    if cls not in _taken:
        _taken[cls] = frozenset(dir(cls)) | {name for base in cls.__mro__ for name in vars(base)} | {"mro"}
    return len(seen) == len(names) and _taken[cls].isdisjoint(seen) and not any(n[:1] == "_" for n in seen)


def of_numbers(
    cls: Any, class_name: str, names: list[tuple[str, int]], module: str, qualname: str | None
) -> Any:
    """The class ``cls(class_name, names, boundary=KEEP)`` would be, for names that are plain."""
    if cls not in _blank:
        _blank[cls] = dict(vars(_usual(cls, "Blank", [], module=__name__, boundary=enum.KEEP)))
    order: list[str] = []
    by_name: dict[str, Any] = {}
    by_value: dict[int, Any] = {}
    space = _blank[cls] | {
        "__module__": module,
        "_member_names_": order,
        "_member_map_": by_name,
        "_value2member_map_": by_value,
        "_unhashable_values_": [],
    }
    if qualname is not None:
        space["__qualname__"] = qualname
    made: Any = type.__new__(cls.__class__, class_name, (cls,), space)
    flag, number, put = issubclass(cls, enum.Flag), issubclass(cls, int), type.__setattr__
    for name, value in names:
        member = by_value.get(value)
        if member is None:
            member = by_value[value] = int.__new__(made, value) if number else object.__new__(made)
            member._value_ = value
            member._name_ = name
            member.__objclass__ = made
            member._sort_order_ = len(order)
            # Of a flag what is no single bit is a name for others.
            if not flag or (value and not value & value - 1):
                order.append(name)
        by_name[name] = member
        put(made, name, member)
    if flag:
        _add_bits(made, by_value)
    return made


def _add_bits(made: Any, by_value: dict[int, Any]) -> None:
    mask = singles = 0
    for value in by_value:
        mask |= value
        if value and not value & value - 1:
            singles |= value
    made._flag_mask_, made._singles_mask_ = mask, singles
    made._all_bits_ = 2 ** mask.bit_length() - 1
    values = [member._value_ for member in made]
    if values != sorted(values):
        made._iter_member_ = made._iter_member_by_def_

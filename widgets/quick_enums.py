"""Qt's enums, made in a tenth of the time: PySide makes over three hundred of them before the first window.

PySide hands each of Qt's enums to Python's ``enum`` as a list of names and numbers, by the call that serves
any kind of value, which looks every member up in every base, removes it and sets it again: 25 µs for each
of the 4,500 members that a start makes. For such a list nothing of that can matter: ``of_numbers`` makes the
class without its members, and all of them when the first is asked for, which in most enums never is. What is
left then is the same class. Only Qt's names without their enum (``Qt.AlignLeft``) are not known before: what
uses them calls ``make_all`` first. Everything else, and every Python whose ``enum`` keeps its members
otherwise, goes the usual way.
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Iterator
from threading import RLock
from typing import Any

_KNOWN = sys.version_info[:2] == (3, 11)
_KINDS = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
_usual: Any = getattr(enum.EnumType, "_create_", None)
_blank: dict[Any, dict[str, Any]] = {}
_taken: dict[Any, frozenset[str]] = {}
# Two threads that make the members of one enum would each have their own.
_making = RLock()
_unmade: list[_Unmade] | None = []


def make_quickly() -> None:
    """From here on enums of names and numbers are made the quick way."""
    if _KNOWN and _usual is not None:
        setattr(enum.EnumType, "_create_", _create)  # noqa: B010 - no attribute a type checker knows


def make_all() -> None:
    """Make the members of all enums, those to come among them, as soon as the enum is there."""
    global _unmade
    waiting, _unmade = _unmade, None
    for one in waiting or ():
        len(one)


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
    if names.__class__ is not list or not names or {*map(type, names)} != {tuple}:
        return False
    values = {name: value for name, value in names if name.__class__ is str}
    if len(values) != len(names) or {*map(type, values.values())} != {int}:
        return False
    if cls not in _taken:
        _taken[cls] = frozenset(dir(cls)) | {name for base in cls.__mro__ for name in vars(base)} | {"mro"}
    return _taken[cls].isdisjoint(values) and not any(name[:1] == "_" for name in values)


def of_numbers(
    cls: Any, class_name: str, names: list[tuple[str, int]], module: str, qualname: str | None
) -> Any:
    """The class ``cls(class_name, names, boundary=KEEP)`` would be, for names that are plain."""
    if cls not in _blank:
        _blank[cls] = dict(vars(_usual(cls, "Blank", [], module=__name__, boundary=enum.KEEP)))
    flag = issubclass(cls, enum.Flag)
    first: dict[int, str] = {}
    for name, value in names:
        # Of a flag what is no single bit is a name for others.
        if not flag or (value and not value & value - 1):
            first.setdefault(value, name)
    unmade = _Unmade(names)
    space = _blank[cls] | {
        "__module__": module,
        "_member_names_": list(first.values()),
        "_member_map_": unmade,
        "_value2member_map_": unmade,
        "_unhashable_values_": [],
    }
    if qualname is not None:
        space["__qualname__"] = qualname
    made: Any = type.__new__(cls.__class__, class_name, (cls,), space)
    unmade.of = made
    if _unmade is None:
        len(unmade)
    else:
        _unmade.append(unmade)
    return made


class _Unmade(dict[Any, Any]):
    """Stands for the members of an enum, by name and by value, until the first of them is asked for."""

    def __init__(self, names: list[tuple[str, int]]) -> None:
        super().__init__()
        self.of: Any = None
        self._names = names

    def _made(self, key: object = "") -> dict[Any, Any]:
        """The members by name, or by value where the key is one."""
        with _making:
            if self.of._member_map_ is self:
                _make_members(self.of, self._names)
        return self.of._member_map_ if key.__class__ is str else self.of._value2member_map_

    def __missing__(self, key: object) -> Any:
        return self._made(key)[key]

    def __contains__(self, key: object) -> bool:
        # PySide sets what begins so on each of its enums, and none of the members does.
        return not (key.__class__ is str and str(key)[:1] == "_") and key in self._made(key)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._made())

    def __len__(self) -> int:
        return len(self._made())

    def get(self, key: Any, default: Any = None) -> Any:
        return self._made(key).get(key, default)

    def keys(self) -> Any:
        return self._made().keys()

    def values(self) -> Any:
        return self._made().values()

    def items(self) -> Any:
        return self._made().items()


def _make_members(made: Any, names: list[tuple[str, int]]) -> None:
    flag, number, put = issubclass(made, enum.Flag), issubclass(made, int), type.__setattr__
    by_name: dict[str, Any] = {}
    by_value: dict[int, Any] = {}
    singles = 0
    for name, value in names:
        member = by_value.get(value)
        if member is None:
            member = by_value[value] = int.__new__(made, value) if number else object.__new__(made)
            member._value_ = value
            member._name_ = name
            member.__objclass__ = made
            member._sort_order_ = singles
            singles += not flag or (value != 0 and not value & value - 1)
        by_name[name] = member
        put(made, name, member)
    put(made, "_value2member_map_", by_value)
    if flag:
        _add_bits(made, by_value)
    put(made, "_member_map_", by_name)


def _add_bits(made: Any, by_value: dict[int, Any]) -> None:
    mask = singles = 0
    for value in by_value:
        mask |= value
        if value and not value & value - 1:
            singles |= value
    bits = {"_flag_mask_": mask, "_singles_mask_": singles, "_all_bits_": 2 ** mask.bit_length() - 1}
    for name, value in bits.items():
        type.__setattr__(made, name, value)
    values = [value for value in by_value if value & singles and not value & value - 1]
    if values != sorted(values):
        type.__setattr__(made, "_iter_member_", made._iter_member_by_def_)

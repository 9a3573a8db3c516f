"""``@record``: a frozen dataclass with slots that costs the start next to nothing.

``dataclass(frozen=True, slots=True)`` compiles eight functions for each class, one after the other: a
millisecond of CPU, and a start makes a hundred classes. Here one is compiled, ``__init__``, when so many
records of its class were made that it pays; what else a record can do is shared. ``replace``, ``fields``,
``asdict`` and pickling work as with any dataclass: what they look at is worked out when they first do.
"""

from __future__ import annotations

import sys
from dataclasses import FrozenInstanceError, dataclass
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")

_FEW = 40
"""To make so many records without it takes as long as compiling."""


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Make that class a record: its fields in order, compared and hashed by their values.

    Defaults are values that cannot change; ``field`` and bases are not understood.
    """
    names = tuple(cls.__annotations__)
    space = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    defaults = {name: space.pop(name) for name in names if name in space}
    values: Any = attrgetter(*names) if names else _nothing
    known, count = frozenset(names), 0

    def init(self: Any, *given: Any, **named: Any) -> None:
        nonlocal count
        count += 1
        placed = dict(zip(names, given, strict=False))
        held = {**defaults, **placed, **named}
        right = len(placed) == len(given) and placed.keys().isdisjoint(named) and held.keys() == known
        if right and count < _FEW:
            for name in names:
                _set(self, name, held[name])
        else:
            # The compiled one tells what is wrong, too.
            made.__init__ = _init(made, defaults)
            made.__init__(self, *given, **named)

    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(values(self))

    space |= {"__slots__": names, "__match_args__": names, "__qualname__": cls.__qualname__}
    space |= {"__init__": init, "__eq__": equal, "__hash__": hashed, "__repr__": _told}
    space |= {"__setattr__": _refuse, "__delattr__": _refuse}
    space |= {"__getstate__": _state, "__setstate__": _set_state}
    for told in ("__dataclass_fields__", "__dataclass_params__"):
        space[told] = _WhenAsked(told, defaults)
    made: Any = type(cls.__name__, (), space)
    return made


class _WhenAsked:
    """What dataclasses tells of a class, worked out when it is first looked at."""

    def __init__(self, told: str, defaults: dict[str, Any]) -> None:
        self._told = told
        self._defaults = defaults

    def __get__(self, one: object, made: Any) -> Any:
        alike = type(made.__name__, (), {"__annotations__": made.__annotations__, **self._defaults})
        alike.__module__ = made.__module__
        found = getattr(dataclass(init=False, repr=False, frozen=True)(alike), self._told)
        setattr(made, self._told, found)
        return found


def _init(made: Any, known: dict[str, Any]) -> Any:
    names = made.__slots__
    defaults = {f"_{name}": value for name, value in known.items()}
    taken = ", ".join(f"{name}=_{name}" if name in known else name for name in names)
    lines = "".join(f"\n  _set(self, {name!r}, {name})" for name in names)
    compiled: dict[str, Any] = {}
    within = f"def make({', '.join(['_set', *defaults])}):\n"
    within += f" def __init__(self, {taken}):{lines or ' pass'}\n return __init__"
    exec(within, vars(sys.modules[made.__module__]), compiled)
    init = compiled["make"](_set, **defaults)
    init.__qualname__ = f"{made.__qualname__}.__init__"
    init.__annotations__ = dict(made.__annotations__)
    return init


_set = object.__setattr__


def _nothing(_self: object) -> tuple[()]:
    return ()


def _told(self: Any) -> str:
    said = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
    return f"{self.__class__.__qualname__}({said})"


def _refuse(_self: object, name: str, *_value: object) -> None:
    raise FrozenInstanceError(f"cannot change field {name!r} of a record")


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__slots__]


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__slots__, state, strict=True):
        _set(self, name, value)

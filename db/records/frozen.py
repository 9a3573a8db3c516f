"""``@record``: a frozen dataclass with slots that costs the start a fraction of the usual.

``dataclass(frozen=True, slots=True)`` compiles eight functions for each class, one after the other: a
millisecond of CPU, and a start makes a hundred classes. Here one is compiled, ``__init__``; what else a
record can do is shared. ``replace``, ``fields``, ``asdict`` and pickling work as with any dataclass.
"""

from __future__ import annotations

import sys
from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Make that class a record: its fields in order, compared and hashed by their values.

    Defaults are values that cannot change; ``field`` is not understood.
    """
    # Without a docstring the signature would be worked out for one.
    cls.__doc__ = cls.__doc__ or cls.__name__
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    names = tuple(field.name for field in fields(made))
    values: Any = attrgetter(*names) if names else _nothing

    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(values(self))

    made.__init__ = _init(made)
    made.__eq__, made.__hash__ = equal, hashed
    made.__repr__, made.__setattr__, made.__delattr__ = _told, _refuse, _refuse
    made.__getstate__, made.__setstate__ = _state, _set_state
    return made


def _init(cls: Any) -> Any:
    known = fields(cls)
    defaults = {f"_{field.name}": field.default for field in known if field.default is not MISSING}
    taken = ", ".join(f"{f.name}=_{f.name}" if f"_{f.name}" in defaults else f.name for f in known)
    lines = "".join(f"\n  _set(self, {field.name!r}, {field.name})" for field in known)
    made: dict[str, Any] = {}
    within = f"def make({', '.join(['_set', *defaults])}):\n"
    within += f" def __init__(self, {taken}):{lines or ' pass'}\n return __init__"
    exec(within, vars(sys.modules[cls.__module__]), made)
    init = made["make"](object.__setattr__, **defaults)
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = {field.name: field.type for field in known}
    return init


def _nothing(_self: object) -> tuple[()]:
    return ()


def _told(self: Any) -> str:
    said = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields(self))
    return f"{self.__class__.__qualname__}({said})"


def _refuse(_self: object, name: str, *_value: object) -> None:
    raise FrozenInstanceError(f"cannot change field {name!r} of a record")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)

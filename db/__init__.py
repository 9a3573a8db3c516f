"""The project file: its log, the tables drawn from it, and the records the rest of the house speaks.

``from db import queries`` brings a module that is read when the first of its functions is called: the first
window asks no project.
"""

from types import ModuleType


def __getattr__(name: str) -> ModuleType:
    if name != "queries":
        raise AttributeError(name)
    from db.later import Later

    return Later(f"{__name__}.{name}")

"""One small function per user action, each returning a Step.

``from app.commands import claims`` brings a module that is read when the first of its functions is called: no
start of the window calls one.
"""

from __future__ import annotations

from types import ModuleType

from db.later import Later


def __getattr__(name: str) -> ModuleType:
    if name.startswith("_"):
        raise AttributeError(name)
    return Later(f"{__name__}.{name}")

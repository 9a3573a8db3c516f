"""Imported before every other module of ours: spares the start PySide's search for its switchable features.

PySide reads the source of every module that is imported after it, to see whether the module may ask for
snake_case names or true properties. Nothing here does, and reading a hundred files costs the start 45 ms of
CPU and the window 4 MiB. A frozen program has no sources, so there it changes nothing.
"""

from __future__ import annotations

import sys

import PySide6.QtCore as QtCore

__all__ = ["QtCore"]


def _uses_no_features(_module: object) -> bool:
    return False


_features = sys.modules.get("shibokensupport.feature")
if hasattr(_features, "_mod_uses_pyside"):
    setattr(_features, "_mod_uses_pyside", _uses_no_features)  # noqa: B010 - no attribute a type checker knows

"""The gallery of widgets: every module here shows some, each as a function marked ``@exhibit``."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget


class Exhibit(NamedTuple):
    """A widget with sample records; ``sizes`` are those its pictures are taken at."""

    name: str
    make: Callable[[], QWidget]
    sizes: tuple[tuple[int, int], ...]


_exhibits: dict[str, Exhibit] = {}


def exhibit(name: str, *sizes: tuple[int, int]) -> Callable[[Callable[[], QWidget]], Callable[[], QWidget]]:
    """Show what the function makes under that name; ``sizes`` in pixels, 1280 by 800 where none is given."""

    def register(make: Callable[[], QWidget]) -> Callable[[], QWidget]:
        _exhibits[name] = Exhibit(name, make, sizes or ((1280, 800),))
        return make

    return register


def exhibits() -> list[Exhibit]:
    """Everything there is to show, by name."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return [_exhibits[name] for name in sorted(_exhibits)]

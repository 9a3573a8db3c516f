"""Icons, fonts, themes, scales, sheet template and the sample."""

from __future__ import annotations

from pathlib import Path

__all__ = ["path"]

_ROOT = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """The file or folder of that name, relative to this package: ``path("fonts/Inter-Regular.ttf")``.

    Works from source and frozen: a frozen build lays the same tree beside its modules.
    """
    return _ROOT / name

"""The scales verdicts are given on, read from ``resources/scales/*.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

import resources
from db.errors import KnownError
from db.records import Rating, Scale


class UnknownScale(KnownError):
    """A project names a scale this program does not have."""


@cache
def scales() -> tuple[Scale, ...]:
    """Every scale shipped with the program, by id."""
    files = sorted(resources.path("scales").glob("*.toml"))
    return tuple(_scale(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files)


def load_scale(id: str) -> Scale:
    """The scale of that id.

    Raises UnknownScale with the ids there are.
    """
    for scale in scales():
        if scale.id == id:
            return scale
    known = ", ".join(scale.id for scale in scales())
    raise UnknownScale(f"There is no scale called “{id}” here; choose one of: {known}.")


def scale_offered(id: str) -> Scale:
    """That scale; for one of a later program, whose numbers stay as they are, our own first."""
    return next((scale for scale in scales() if scale.id == id), scales()[0])


def _scale(table: dict[str, Any]) -> Scale:
    return Scale(
        id=table["id"],
        version=table["version"],
        name=table["name"],
        ratings=tuple(Rating(**rating) for rating in table["rating"]),
    )

"""The words facts are told by, read from ``resources/spotting`` when the first text is searched."""

from __future__ import annotations

import tomllib
from functools import cache

import resources


@cache
def words(table: str, name: str) -> frozenset[str]:
    """One list of ``words.toml``: small letters, straight apostrophes, blanks inside an entry as blanks."""
    return frozenset(entry.replace("_", " ") for entry in str(_tables()[table][name]).split())


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.path("spotting/words.toml").read_text(encoding="utf-8"))


@cache
def places() -> frozenset[str]:
    """Places known by name, with straight apostrophes and without a stop after St."""
    lines = resources.path("spotting/places.txt").read_text(encoding="utf-8").splitlines()
    rows = ",".join(line for line in lines if not line.startswith("#"))
    return frozenset(entry.strip().replace("St. ", "St ") for entry in rows.split(",") if entry.strip())

"""The project and who works in it."""

from __future__ import annotations

from dataclasses import dataclass

from db.records.ids import PersonId


@dataclass(frozen=True, slots=True)
class PersonRecord:
    id: PersonId
    name: str
    initials: str


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """``demonstration`` marks invented material: everything printed from it says DEMONSTRATION."""

    title: str
    scale: str
    language: str
    demonstration: bool
    revision: int

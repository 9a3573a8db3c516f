"""What people left beside a claim's verdicts: fixes, queries, notes, and what its fields were before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.records import FieldChange, FixRecord, NoteRecord, PersonRecord, QueryRecord


@dataclass(frozen=True, slots=True)
class Beside:
    """``past`` is newest first; ``whose`` names what its fields belong to, by entity; ``fixed`` are entities
    whose values this person cannot restore; ``persons`` can be given the claim."""

    remarks: tuple[FixRecord | QueryRecord, ...] = ()
    notes: tuple[NoteRecord, ...] = ()
    past: tuple[FieldChange, ...] = ()
    whose: Mapping[str, str] = field(default_factory=dict[str, str])
    fixed: frozenset[str] = frozenset()
    persons: tuple[PersonRecord, ...] = ()

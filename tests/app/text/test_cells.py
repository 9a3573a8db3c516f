"""Figures of tables in the next draft: told by row and column."""

from __future__ import annotations

import re

import pytest

from app.text.drafts import AlignedText, align
from db.alignment import Outcome, fits

TABLE = "Where\tRent\tShare\nBergen\t44,850\t12 %\nOslo\t51,200\t9 %\nThe rent rose.\n"


def cells(old: str, new: str, words: str) -> tuple[Outcome, str]:
    """As ``carried``, of texts in which every cell is a sentence."""
    sides = [AlignedText(t, [m.span() for m in re.finditer(r"[^\t\n]+", t)]) for t in (old, new)]
    alignment = align(*sides)
    assert fits(alignment, old, new)
    found = alignment.carry(old.index(words), old.index(words) + len(words))
    assert alignment.sentence(old.index(words), old.index(words) + len(words)).outcome is found.outcome
    return found.outcome, new[found.start : found.end]


def test_another_figure_in_the_same_row_and_column_is_the_figure_changed() -> None:
    other = "It came in.\n" + TABLE.replace("44,850", "44,580").replace("9 %", "10 %")
    assert cells(TABLE, other, "44,850") == (Outcome.CHANGED, "44,580")
    assert cells(TABLE, other, "9 %") == (Outcome.CHANGED, "10 %")
    assert cells(TABLE, other, "51,200") == (Outcome.UNCHANGED, "51,200")


@pytest.mark.parametrize(
    "new",
    [
        TABLE.replace("Bergen\t44,850", "Molde\t44,580"),
        TABLE.replace("44,850", "not known"),
        TABLE.replace("44,850\t12 %", "12 %\t44,580"),
        TABLE.replace("Bergen\t44,850", "Bergen\t2024\t44,580"),
    ],
)
def test_what_stands_elsewhere_in_a_table_is_not_a_figure_changed(new: str) -> None:
    assert cells(TABLE, new, "44,850")[0] in (Outcome.LOST, Outcome.AMBIGUOUS)


RENTS = "Where\tRent\tShare\nBergen\t30\t12\nOslo\t45\t9\nMolde\t30\t7\nThe rent rose.\n"


@pytest.mark.parametrize(
    ("new", "words", "told"),
    [
        (RENTS.replace("\t30\t12", "\t45\t12").replace("\t45\t9", "\t30\t9"), "30", "45"),
        (RENTS.replace("\t30\t12", "\t45\t12").replace("\t45\t9", "\t30\t9"), "45", "30"),
        (RENTS.replace("\t30\t12", "\t31\t12").replace("\t45\t9", "\t30\t9"), "45", "30"),
        (RENTS.replace("\t30\t12", "\t12\t30"), "12", "30"),
    ],
)
def test_figures_that_changed_places_in_a_table_are_told_by_row_and_column(
    new: str, words: str, told: str
) -> None:
    assert cells(RENTS, new, words) == (Outcome.CHANGED, told)
    assert cells(RENTS, new, "Bergen") == (Outcome.UNCHANGED, "Bergen")


def test_rows_that_changed_places_keep_their_figures() -> None:
    new = "Where\tRent\tShare\nOslo\t45\t9\nBergen\t30\t12\nMolde\t30\t7\nThe rent rose.\n"
    for words in ("45", "9", "12"):
        outcome, there = cells(RENTS, new, words)
        assert (outcome in (Outcome.UNCHANGED, Outcome.MOVED), there) == (True, words)

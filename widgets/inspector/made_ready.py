"""The page of a claim made and tried where nobody sees it, in pieces of about the same length."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

if TYPE_CHECKING:
    from widgets.inspector.claim_page import ClaimPage, PageParts

_READ_FIRST = (
    "verdict_picker",
    "inspector.question",
    "inspector.citing",
    "inspector.evidence_row",
    "inspector.evidence",
    "inspector.details",
    "remarks.query_card",
    "remarks.diff_label",
    "remarks.fix_card",
    "remarks.remark_list",
    "inspector.notes",
    "inspector.folds",
    "inspector.claim_page",
    "inspector.wishing",
)
"""Modules of the page that take about as long to be read, one after the other."""
_MADE_FIRST = ("header", "attribution", "said", "so", "evidence", "folds")
"""Parts of the page that take about as long to be made."""


def making(parts: Callable[[], PageParts]) -> Sequence[Callable[[], object]]:
    """What reads the modules of the page and makes its parts."""

    def make(name: str) -> None:
        getattr(parts(), name)

    read = [partial(import_module, f"widgets.{name}") for name in _READ_FIRST]
    return [*read, *(partial(make, name) for name in _MADE_FIRST)]


def rehearsing(
    page: ClaimPage, size: Callable[[], QSize], *fill: Callable[[], object]
) -> Sequence[Callable[[], object]]:
    """What fills the page at that size, and lays out and paints its parts."""

    def put() -> None:
        page.resize(size())
        for show in fill:
            show()

    return [put, *(part.grab for part in page.parts())]

"""Typing that was kept, put back where it was typed on a claim."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.records import ClaimRecord
from widgets.inspector.folds import passage_of
from widgets.remarks.wishes import parse_typing

if TYPE_CHECKING:
    from widgets.inspector.claim_page import ClaimPage


def restore(page: ClaimPage, claim: ClaimRecord, field: str, text: str) -> None:
    """Put back what was typed on a fix, a query, a note or a citation, by the name it was kept under."""
    remark = parse_typing(field)
    if remark is not None:
        entity, name, start, end = remark
        at = replace(passage_of(claim), start=start, end=end)
        if (start, end) != (claim.start, claim.end):
            at = replace(at, quote=claim.quote[start - claim.start : end - claim.start])
        page.folds.restore(f"{entity}.{name}", text, at)
    elif field.startswith("note:"):
        page.folds.restore(field, text)
    else:
        page.evidence.restore(field, text)

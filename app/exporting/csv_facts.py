"""The facts of a sheet as rows, one per tick and one per fact nobody ticked; a file as that of the claims."""

from __future__ import annotations

from datetime import UTC, datetime

from app.exporting.check_words import check_line
from app.exporting.csv_rows import about, csv_text
from app.exporting.sheet_data import SheetArticle, SheetData, SheetFact, SheetTick
from app.exporting.sheet_words import HELD_BACK

COLUMNS: tuple[str, ...] = (
    "project",
    "demonstration",
    "article",
    "article id",
    "draft number",
    "original file",
    "fact id",
    "paragraph",
    "sentence",
    "start",
    "end",
    "words",
    "kind",
    "marked by hand",
    "state",
    "closed claim",
    "source",
    "source title",
    "locator",
    "passage",
    "quote check",
    "ticked by",
    "ticked at",
    "issued",
    "issued by",
    "fingerprint",
)
TICKED, COVERED, LEFT = "ticked", "in a closed claim", "not ticked"


def rows(data: SheetData) -> list[dict[str, str]]:
    """The facts of all articles in reading order, with the keys of COLUMNS; dismissed ones are left out."""
    return [
        _row(data, article, fact, tick)
        for article in data.articles
        for fact in (article.facts.live if article.facts else ())
        for tick in (fact.ticks or (None,))
    ]


def csv_bytes(data: SheetData) -> bytes:
    """The whole file, byte-order mark first."""
    return csv_text(rows(data), COLUMNS).encode("utf-8-sig")


def state_of(fact: SheetFact) -> str:
    """``ticked``, ``in a closed claim`` or ``not ticked``."""
    return TICKED if fact.ticks else COVERED if fact.claim else LEFT


def _row(data: SheetData, article: SheetArticle, fact: SheetFact, tick: SheetTick | None) -> dict[str, str]:
    return {
        **dict.fromkeys(COLUMNS, ""),
        **about(data, article),
        "fact id": fact.id,
        "paragraph": str(fact.paragraph or ""),
        "sentence": str(fact.sentence or ""),
        "start": str(fact.start),
        "end": str(fact.end),
        "words": fact.words,
        "kind": fact.kind,
        "marked by hand": "yes" if fact.by_hand else "",
        "state": state_of(fact),
        "closed claim": fact.claim,
        **(_tick(tick) if tick else {}),
    }


def _tick(tick: SheetTick) -> dict[str, str]:
    at = datetime.fromtimestamp(tick.at / 1000, UTC)
    return {
        "source": tick.source,
        "source title": HELD_BACK.get(tick.held, tick.title),
        "locator": tick.locator,
        "passage": tick.passage,
        "quote check": check_line(tick.check),
        "ticked by": tick.person,
        "ticked at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }

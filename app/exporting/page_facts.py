"""The facts of an article as the page template takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.exporting import sheet_words as words
from app.exporting.clean_text import break_long_runs
from app.exporting.page_checks import check_page
from app.exporting.sheet_data import SheetFact, SheetFacts, SheetTick

Page = dict[str, Any]

# What fits the columns: longer runs of letters may be broken anywhere.
_WORDS_RUN, _TICK_RUN = 22, 34
# Characters of a fact with its ticks that fill about a tenth of a page; a longer one may break across pages.
_KEPT_WHOLE = 900


def ticking_page(facts: SheetFacts, places: Mapping[str, int]) -> Page:
    """The list of facts; ``places`` gives a source's place in the list of sources by its number."""
    return {"summary": words.facts_words(facts), "rows": [_row(fact, places) for fact in facts.live]}


def _row(fact: SheetFact, places: Mapping[str, int]) -> Page:
    size = len(fact.words) + sum(len(t.passage) + len(t.title) + len(t.locator) + 60 for t in fact.ticks)
    return {
        "whole": size < _KEPT_WHOLE,
        "words": break_long_runs(fact.words, _WORDS_RUN),
        "kind": fact.kind + (", marked by hand" if fact.by_hand else ""),
        "place": [
            part
            for part in (
                f"Paragraph {fact.paragraph}" if fact.paragraph else "",
                f"Sentence {fact.sentence}" if fact.sentence else "",
            )
            if part
        ],
        "left": not fact.ticks and not fact.claim,
        "without": f"Not ticked; within the closed claim {fact.claim}" if fact.claim else "",
        "ticks": [_tick(tick, places) for tick in fact.ticks],
    }


def _tick(tick: SheetTick, places: Mapping[str, int]) -> Page:
    return {
        "source": tick.source,
        "place": places.get(tick.source),
        "title": words.HELD_BACK.get(tick.held) or break_long_runs(tick.title, _TICK_RUN) or words.NOT_STATED,
        "held": bool(tick.held),
        "locator": break_long_runs(tick.locator, _TICK_RUN),
        "passage": break_long_runs(tick.passage, _TICK_RUN),
        "check": check_page(tick.check),
        "by": ", ".join(filter(None, (tick.person, words.time_words(tick.at) if tick.at else ""))),
    }

"""Commands of suggestions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.panels.menus.entry import LINE, Entry, Menu, Needs, Part, tr
from app.panels.menus.reach import Reach
from app.settings import read_settings

if TYPE_CHECKING:
    from app.panels.suggesting import SuggestionsPanel


def _choose_when(panel: Callable[[], SuggestionsPanel], when: str) -> None:
    panel().choose_when(when)


def _is_when(panel: Callable[[], SuggestionsPanel], when: str) -> bool:
    return panel().is_when(when)


def suggestion_entries(at: Reach) -> tuple[Part, ...]:
    """Looking for claims, going from one suggestion to the next, and answering it."""
    panel, article = at.suggestions, Needs.ARTICLE
    return (
        Entry("claim.spot", tr("Spot claims"), lambda: panel().look(), ("Ctrl+Shift+K",), article),
        Menu(
            "claim.suggestions",
            tr("Suggestions"),
            (
                Entry(
                    "claim.accept",
                    tr("Accept the suggestion here"),
                    lambda: panel().accept(),
                    ("Return", "Enter"),
                    article,
                    off=lambda: panel().why_none(),
                    within_article=True,
                    once=True,
                ),
                Entry(
                    "claim.next_suggestion", tr("Next suggestion"), lambda: panel().next(), ("Z",), article
                ),
                Entry(
                    "claim.previous_suggestion",
                    tr("Previous suggestion"),
                    lambda: panel().previous(),
                    ("Shift+Z",),
                    article,
                ),
                Entry(
                    "claim.why",
                    tr("Why this is suggested, and how many are"),
                    lambda: panel().show(),
                    ("Shift+W",),
                    article,
                ),
                Entry(
                    "claim.dismiss",
                    tr("Dismiss the suggestion here, or bring it back"),
                    lambda: panel().dismiss(),
                    (),
                    article,
                ),
                LINE,
                *(
                    Entry(
                        f"claim.suggestions.{when}",
                        words,
                        partial(_choose_when, panel, when),
                        checked=partial(_is_when, panel, when),
                        choice="suggestions",
                    )
                    for when, words in (
                        ("at-once", tr("Show them at once, in this project")),
                        ("after-reading", tr("Show them once a sentence was read, in this project")),
                    )
                ),
                LINE,
                Entry(
                    "claim.spot_by_itself",
                    tr("Spot claims when an article is opened"),
                    lambda: panel().look_by_itself(),
                    needs=Needs.NOTHING,
                    checked=lambda: read_settings().look_for_claims,
                ),
                Entry(
                    "claim.pipeline",
                    tr("Read with an installed pipeline…"),
                    lambda: panel().choose_pipeline(),
                    needs=article,
                ),
            ),
        ),
    )

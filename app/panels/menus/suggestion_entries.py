"""Commands of suggestions."""

from __future__ import annotations

from functools import partial

from app.panels.menus.entry import LINE, Entry, Menu, Needs, Part, tr
from app.panels.menus.reach import Reach
from app.settings import read_settings


def suggestion_entries(at: Reach) -> tuple[Part, ...]:
    """Looking for claims, going from one suggestion to the next, and answering it."""
    panel, article = at.suggestions, Needs.ARTICLE
    return (
        Entry("claim.spot", tr("Spot claims"), panel.look, ("Ctrl+Shift+K",), article),
        Menu(
            "claim.suggestions",
            tr("Suggestions"),
            (
                Entry(
                    "claim.accept",
                    tr("Accept the suggestion here"),
                    panel.accept,
                    ("Return", "Enter"),
                    article,
                    off=panel.why_none,
                    within_article=True,
                    once=True,
                ),
                Entry("claim.next_suggestion", tr("Next suggestion"), panel.next, ("Z",), article),
                Entry(
                    "claim.previous_suggestion",
                    tr("Previous suggestion"),
                    panel.previous,
                    ("Shift+Z",),
                    article,
                ),
                Entry(
                    "claim.why",
                    tr("Why this is suggested, and how many are"),
                    panel.show,
                    ("Shift+W",),
                    article,
                ),
                Entry(
                    "claim.dismiss",
                    tr("Dismiss the suggestion here, or bring it back"),
                    panel.dismiss,
                    (),
                    article,
                ),
                LINE,
                *(
                    Entry(
                        f"claim.suggestions.{when}",
                        words,
                        partial(panel.choose_when, when),
                        checked=partial(panel.is_when, when),
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
                    panel.look_by_itself,
                    needs=Needs.NOTHING,
                    checked=lambda: read_settings().look_for_claims,
                ),
            ),
        ),
    )

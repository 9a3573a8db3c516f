"""What of sources may leave the project, and what may come in from the web."""

from __future__ import annotations

from functools import partial

from app.panels.menus.confidential_entries import confidential_entries
from app.panels.menus.entry import LINE, Entry, Menu, Needs, tr
from app.panels.menus.reach import Reach


def source_more(at: Reach) -> Menu:
    """Marking what the claim in hand rests on, and fetching a page where that is allowed."""
    capturing = at.library.capturing
    return Menu(
        "source.more",
        tr("Confidential, and fetching"),
        (
            Menu("source.confidential", tr("On the claim in hand"), fill=partial(confidential_entries, at)),
            LINE,
            Entry(
                "source.capture",
                tr("Fetch this page and keep it"),
                capturing.capture,
                off=capturing.why_not,
            ),
            Entry(
                "source.capture_allowed",
                tr("Fetching pages is allowed, when asked for"),
                capturing.turn,
                needs=Needs.NOTHING,
                checked=lambda: capturing.allowed,
            ),
        ),
    )

"""Commands of sources."""

from __future__ import annotations

from app.panels.menus.entry import LINE, Menu
from app.panels.menus.reach import Reach
from app.panels.menus.source_entries import source_entries
from app.panels.menus.titles import title
from app.panels.menus.viewer_entries import viewer_entries


def source_menu(at: Reach) -> Menu:
    """Adding sources, people and attempts to reach them, and reading what is kept."""
    return Menu("source", title("source"), (*source_entries(at), LINE, *viewer_entries(at)))

"""Commands that tell what can be done."""

from __future__ import annotations

from app.panels.menus.entry import Entry, Menu, Needs, tr
from app.panels.menus.reach import Reach


def help_menu(at: Reach) -> Menu:
    """The keys."""
    return Menu(
        "help",
        tr("&Help"),
        (Entry("help.keys", tr("&Keys"), at.window.show_keys, ("F1",), Needs.NOTHING),),
    )

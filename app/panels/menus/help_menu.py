"""Commands that tell what can be done."""

from __future__ import annotations

from app.panels.menus.entry import Entry, Menu, Needs, tr
from app.panels.menus.reach import Reach
from app.panels.menus.titles import title


def help_menu(at: Reach) -> Menu:
    """The keys, every command by its name, and the tour."""
    window, nothing = at.window, Needs.NOTHING
    return Menu(
        "help",
        title("help"),
        (
            Entry("help.keys", tr("&Keys"), window.show_keys, ("F1",), nothing),
            Entry("help.palette", tr("Every &command…"), window.show_palette, ("Ctrl+Shift+P",), nothing),
            Entry("help.tour", tr("&Tour of the sample"), window.show_tour, needs=nothing),
        ),
    )

"""Commands that take back, bring again and find."""

from __future__ import annotations

from app.panels.menus.entry import LINE, Entry, Menu, Needs, tr
from app.panels.menus.reach import Reach
from app.panels.menus.titles import of_the_bar, title


def edit_menu(at: Reach) -> Menu:
    """Taking back, and finding."""
    history, view = at.history, at.reading.view
    return Menu(
        "edit",
        title("edit"),
        (
            Entry("edit.undo", of_the_bar("edit.undo"), history.undo, ("Ctrl+Z",), off=history.why_no_undo),
            Entry(
                "edit.redo",
                of_the_bar("edit.redo"),
                history.redo,
                ("Ctrl+Shift+Z", "Ctrl+Y"),
                off=history.why_no_redo,
            ),
            Entry("edit.history", tr("&History of the project…"), lambda: at.chronicle().show(), ("Ctrl+H",)),
            LINE,
            Entry("edit.find", tr("&Find in the article"), view.open_find_bar, ("Ctrl+F",), Needs.ARTICLE),
            Entry("edit.search", of_the_bar("edit.search"), at.search.show, ("Ctrl+K",), field=True),
            Entry("edit.filter", tr("Filter &claims"), at.claims.go_to_filter, ("Ctrl+Shift+F",)),
        ),
    )

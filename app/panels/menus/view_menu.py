"""Commands of how things look."""

from __future__ import annotations

from functools import partial

from app.panels.menus.entry import LINE, Entry, Menu, Needs, tr
from app.panels.menus.reach import Reach
from app.settings import THEMES, read_settings


def view_menu(at: Reach) -> Menu:
    """Size of the text, light and dark."""
    view, project = at.reading.view, Needs.PROJECT
    return Menu(
        "view",
        tr("&View"),
        (
            Entry("view.larger", tr("&Larger text"), view.zoom_in, ("Ctrl++", "Ctrl+="), project),
            Entry("view.smaller", tr("&Smaller text"), view.zoom_out, ("Ctrl+-",), project),
            Entry("view.normal", tr("&Normal text size"), view.zoom_reset, ("Ctrl+0",), project),
            LINE,
            *_themes(at),
        ),
    )


def _themes(at: Reach) -> list[Entry]:
    names = {
        "system": tr("Light or dark as the system"),
        "light": tr("Light"),
        "dark": tr("Dark"),
    }
    return [
        Entry(
            f"view.theme.{theme}",
            names[theme],
            partial(at.window.choose_theme, theme),
            needs=Needs.NOTHING,
            checked=partial(_is_theme, theme),
            choice="theme",
        )
        for theme in THEMES
    ]


def _is_theme(theme: str) -> bool:
    return read_settings().theme == theme

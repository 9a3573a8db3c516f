"""Commands of how things look."""

from __future__ import annotations

from functools import partial

from app.panels.menus.entry import LINE, Entry, Menu, Needs, tr
from app.panels.menus.reach import Reach
from app.settings import DIRECTIONS, THEMES, read_settings


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
            LINE,
            Menu("view.direction", tr("&Direction of the window"), _directions(at)),
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


def _directions(at: Reach) -> list[Entry]:
    names = {
        "language": tr("As the language"),
        "left-to-right": tr("Left to right"),
        "right-to-left": tr("Right to left"),
    }
    return [
        Entry(
            f"view.direction.{direction}",
            names[direction],
            partial(at.window.choose_direction, direction),
            needs=Needs.NOTHING,
            checked=partial(_is_direction, direction),
            choice="direction",
        )
        for direction in DIRECTIONS
    ]


def _is_direction(direction: str) -> bool:
    return read_settings().direction == direction

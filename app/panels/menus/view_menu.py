"""Commands of how things look."""

from __future__ import annotations

from functools import partial

from app.panels.menus.entry import LINE, Entry, Menu, Needs, tr
from app.panels.menus.reach import Reach
from app.panels.menus.titles import title
from app.settings import DIRECTIONS, LEADINGS, THEMES, read_settings
from widgets.draft_words import draft_named


def view_menu(at: Reach) -> Menu:
    """Size and face of the text, what stands beside it, light and dark."""
    view, project = at.reading.view, Needs.PROJECT
    return Menu(
        "view",
        title("view"),
        (
            Entry("view.larger", tr("&Larger text"), view.zoom_in, ("Ctrl++", "Ctrl+="), project),
            Entry("view.smaller", tr("&Smaller text"), view.zoom_out, ("Ctrl+-",), project),
            Entry("view.normal", tr("&Normal text size"), view.zoom_reset, ("Ctrl+0",), project),
            Menu("view.typeface", tr("&Typeface"), fill=partial(_faces, at)),
            Menu("view.leading", tr("Room between &lines"), _leadings(at)),
            Entry(
                "view.numbers",
                tr("&Paragraph numbers"),
                at.reading.lettering.switch_numbers,
                needs=project,
                checked=lambda: at.reading.lettering.chosen.numbers,
            ),
            LINE,
            Entry(
                "view.first_column",
                tr("&Articles and sources"),
                at.columns.switch_first,
                ("Ctrl+Shift+A",),
                project,
                checked=lambda: at.columns.first_shown,
            ),
            Entry(
                "view.last_column",
                tr("&Claims and inspector"),
                at.columns.switch_last,
                ("Ctrl+Shift+C",),
                project,
                checked=lambda: at.columns.last_shown,
            ),
            Entry("view.next_part", tr("Next part of the &window"), at.regions.go_on, ("F6",), project),
            Entry(
                "view.previous_part",
                tr("Previous part of the window"),
                at.regions.go_back,
                ("Shift+F6",),
                project,
            ),
            Menu("view.draft", tr("D&raft of the article"), fill=partial(_drafts, at)),
            LINE,
            *_themes(at),
            LINE,
            Menu("view.direction", tr("&Direction of the window"), _directions(at)),
        ),
    )


def _faces(at: Reach) -> list[Entry]:
    lettering = at.reading.lettering
    return [
        Entry(
            f"view.typeface.{face}",
            face,
            partial(lettering.choose_face, face),
            checked=partial(_is_face, at, face),
            choice="typeface",
        )
        for face in lettering.faces
    ]


def _drafts(at: Reach) -> list[Entry]:
    """Every draft by its number; of an article with one there is nothing to choose."""
    only = tr("This article has one draft; another comes with a new draft of it.")
    if not at.middle.drafts:
        return [
            Entry("view.draft.1", tr("Draft &1"), at.middle.older.back, (), Needs.ARTICLE, off=lambda: only)
        ]
    return [
        Entry(
            f"view.draft.{draft.n}",
            draft_named(draft),
            partial(at.middle.older.show, draft.id),
            needs=Needs.ARTICLE,
            checked=partial(_is_draft, at, draft.id),
            choice="draft",
        )
        for draft in at.middle.drafts
    ]


def _is_draft(at: Reach, draft: str) -> bool:
    return at.middle.older.shown == draft


def _leadings(at: Reach) -> list[Entry]:
    names = {"close": tr("&Close"), "normal": tr("&Normal"), "wide": tr("&Wide")}
    return [
        Entry(
            f"view.leading.{leading}",
            names[leading],
            partial(at.reading.lettering.choose_leading, leading),
            checked=partial(_is_leading, at, leading),
            choice="leading",
        )
        for leading in LEADINGS
    ]


def _is_face(at: Reach, face: str) -> bool:
    return at.reading.lettering.chosen.family == face


def _is_leading(at: Reach, leading: str) -> bool:
    return at.reading.lettering.chosen.leading == leading


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

"""Commands that add sources, and what one does with the source in hand without opening it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.panels.menus.entry import LINE, Entry, Menu, Needs, Part, tr
from app.panels.menus.reach import Reach
from app.settings import Settings, change_settings, read_settings

_LIMITS = (64, 256, 512, 1024, 2048, 4096)


def source_entries(at: Reach) -> tuple[Part, ...]:
    """Files, links, notes and people; and what was asked of them."""
    library, sheet = at.library, at.library.sheet
    listed = partial(_in_list, at)
    return (
        Entry("project.sources", tr("Add &files…"), library.choose_sources, ("Ctrl+Shift+I",)),
        Entry(
            "project.link",
            tr("Add a &link…"),
            partial(listed, library.begin_link),
            ("Ctrl+L",),
            field=True,
        ),
        Entry(
            "project.note",
            tr("Add a n&ote…"),
            partial(listed, library.begin_note),
            ("Ctrl+T",),
            field=True,
        ),
        Entry(
            "source.person",
            tr("Add a &person…"),
            partial(listed, library.begin_person),
            ("Ctrl+Shift+H",),
            field=True,
        ),
        LINE,
        Entry(
            "source.search",
            tr("&Search the sources"),
            partial(listed, library.search_sources),
            ("Shift+O",),
            field=True,
        ),
        Entry("source.filter", tr("Filter and sort the sources"), partial(listed, library.filter_sources)),
        Entry(
            "source.attach",
            tr("Keep a copy of this source from a file…"),
            library.choose_copy,
            off=library.why_no_copy,
        ),
        Entry(
            "source.import",
            tr("Import this source as an article too"),
            library.import_source,
            off=library.why_no_import,
        ),
        Entry(
            "source.contact",
            tr("Write down a &contact…"),
            sheet.begin_contact,
            ("Shift+P",),
            off=sheet.why_no_contact,
            field=True,
        ),
        Menu("source.limit", tr("Largest file kept"), _limits()),
    )


def _limits() -> list[Entry]:
    return [
        Entry(
            f"source.limit.{megabytes}",
            tr("{0} MB").format(megabytes),
            partial(change_settings, partial(_with_limit, megabytes)),
            needs=Needs.NOTHING,
            checked=partial(_is_limit, megabytes),
            choice="limit",
        )
        for megabytes in _LIMITS
    ]


def _with_limit(megabytes: int, settings: Settings) -> Settings:
    return settings.with_source_limit(megabytes)


def _is_limit(megabytes: int) -> bool:
    return read_settings().source_limit_mb == megabytes


def _in_list(at: Reach, act: Callable[[], None]) -> None:
    """Do what happens in the list of sources, which is brought back where it was put away."""
    if not at.columns.first_shown:
        at.columns.switch_first()
    act()

"""Commands that add sources, and what one does with the source in hand without opening it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.panels.menus.entry import LINE, Entry, Part, tr
from app.panels.menus.reach import Reach


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
            "source.contact",
            tr("Write down a &contact…"),
            sheet.begin_contact,
            ("Shift+P",),
            off=sheet.why_no_contact,
            field=True,
        ),
    )


def _in_list(at: Reach, act: Callable[[], None]) -> None:
    """Do what happens in the list of sources, which is brought back where it was put away."""
    if not at.columns.first_shown:
        at.columns.switch_first()
    act()

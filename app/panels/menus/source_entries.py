"""Commands that add sources, and what one does with the source in hand without opening it."""

from __future__ import annotations

from app.panels.menus.entry import LINE, Entry, Part, tr
from app.panels.menus.reach import Reach


def source_entries(at: Reach) -> tuple[Part, ...]:
    """Files, links, notes and people; and what was asked of them."""
    library, sheet = at.library, at.library.sheet
    return (
        Entry("project.sources", tr("Add &files…"), library.choose_sources, ("Ctrl+Shift+I",)),
        Entry("project.link", tr("Add a &link…"), library.begin_link, ("Ctrl+L",), field=True),
        Entry("project.note", tr("Add a n&ote…"), library.begin_note, ("Ctrl+T",), field=True),
        Entry("source.person", tr("Add a &person…"), library.begin_person, ("Ctrl+Shift+H",), field=True),
        LINE,
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

"""People of a project as rows to be walked through: oneself first, then the others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from db.records import PersonaRecord, PersonRecord
from widgets.searching.found_list import FoundRow

tr = partial(QCoreApplication.translate, "PeopleRows")


def own_rows(own: Sequence[PersonaRecord]) -> list[FoundRow]:
    """One's own persons, the one of this machine first."""
    rows = [FoundRow("own/", tr("You"), heading=True)]
    for at, one in enumerate(own):
        where = tr("on another machine") if at else tr("on this machine")
        rows.append(
            FoundRow(one.id, one.called, where, since_words(one), badge=one.initials, badge_of=own[0].id)
        )
    return rows


def other_rows(others: Sequence[tuple[PersonRecord, Sequence[PersonaRecord]]]) -> list[FoundRow]:
    """Everybody else, each once, with what they did on all their machines."""
    rows = [FoundRow("others/", tr("Others: {0}").format(len(others)), heading=True)] if others else []
    for one, personas in others:
        where = tr("on {0} machines").format(len(personas)) if len(personas) > 1 else ""
        rows.append(
            FoundRow(one.id, one.name, where, _told(one, personas), badge=one.initials, badge_of=one.id)
        )
    return rows


def since_words(one: PersonaRecord) -> str:
    """Since when somebody is in the project, and how much they changed."""
    if not one.since:
        return tr("Nothing changed here yet")
    return tr("Here since {0}, changes: {1}").format(_day(one.since), f"{one.changes:,}")


def _told(one: PersonRecord, personas: Sequence[PersonaRecord]) -> str:
    changes = sum(persona.changes for persona in personas)
    return tr("Here since {0}, changes: {1}").format(_day(one.since), f"{changes:,}")


def _day(ms: int) -> str:
    # As in names that tell two apart: the same on every machine.
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(ms).toUTC().date(), "d MMM yyyy")

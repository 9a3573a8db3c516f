"""A person as a source: their terms, every attempt to reach them, and the forms that write them down."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from db.records import ContactId, ContactRecord, SourceId, SourcePerson
from widgets.gallery import exhibit
from widgets.gallery import sidebar_samples as samples
from widgets.source_details import SourceDetails
from widgets.source_list import SourceList


@exhibit("a person and contacts", (360, 1100))
def person() -> QWidget:
    """Off the record, asked twice, an answer outstanding; one attempt is being changed."""
    shown = SourceDetails()
    known = replace(
        samples.source("S7", "Mr Aalto", "person"),
        person=SourcePerson("Mr Aalto", "harbour master", "+358 40 123", "off", ""),
        confidential=True,
        status="requested",
        missing=("date",),
    )
    contacts = (
        _contact(
            "1", "2026-11-03 14:10", "telephone", "How long is the quay, and since when?", "", "2026-11-20"
        ),
        _contact("2", "2026-11-05 09:00", "e-mail", "The same, in writing", "240 metres; 1931.", ""),
    )
    shown.show_source(known)
    shown.show_contacts(known.id, contacts)
    shown.contacts.begin("2")
    return shown


@exhibit("a person being added", (236, 700))
def person_form() -> QWidget:
    """Among many sources, with the filter open."""
    shown = SourceList()
    shown.set_sources(samples.sources())
    shown.person_form.show()
    shown.filter.open_chips()
    return shown


def _contact(id: str, at: str, how: str, put: str, answer: str, due: str) -> ContactRecord:
    return ContactRecord(ContactId(id), SourceId("S7"), at, how, put, answer, due, "M. Checker", 0)

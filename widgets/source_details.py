"""One source: what it is, where it came from, who may see it, and what is known of its bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from db.records import ContactRecord, SourcePerson, SourceRecord, SourceStatus
from widgets.choice_box import ChoiceBox
from widgets.field_sheet import FieldSheet, file_size, moment
from widgets.key_names import show_key
from widgets.labels import BOLD, CapsLabel, Hairline, Label
from widgets.layouts import FlowLayout, scrolled
from widgets.pills import Pill
from widgets.sources.contacts import ContactLog
from widgets.sources.kin import KinList
from widgets.sources.kind_icons import KindIcon
from widgets.sources.person import PersonSheet
from widgets.sources.uses import UseList
from widgets.sources.words import kind_words, missing_words, status_words
from widgets.styling import follow_theme

_FIELDS = (
    "title",
    "author",
    "publisher",
    "published",
    "accessed",
    "url",
    "archive_url",
    "licence",
    "reliability",
    "note",
)
_ASKED = ("wanted", "requested")
_OWN = ("title", "reliability", "note")
"""What there is to say of a person, and of words of one's own."""


class SourceDetails(QWidget):
    """Shows and edits one source.

    Signals: ``source_edited(id, field, text)``; ``status_wanted(id, status)``; ``kind_wanted(id, kind)``;
    ``confidential_wanted(id, bool)``; ``person_edited(id, SourcePerson)``; ``contact_added(id, said)``,
    ``contact_edited(contact, said)`` with the fields as a dict, ``contact_removed(contact)``;
    ``typing(id, field, text)``; ``open_requested(id)``; ``delete_requested(id)``; ``words_selected`` where
    others are selected in its note.
    """

    source_edited = Signal(str, str, str)
    status_wanted = Signal(str, str)
    kind_wanted = Signal(str, str)
    confidential_wanted = Signal(str, bool)
    person_edited = Signal(str, object)
    contact_added = Signal(str, object)
    contact_edited = Signal(str, object)
    contact_removed = Signal(str)
    typing = Signal(str, str, str)
    open_requested = Signal(str)
    delete_requested = Signal(str)
    words_selected = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._source: SourceRecord | None = None
        self._contacts: tuple[ContactRecord, ...] | None = None
        self._number = Label(size=1.25, weight=BOLD, wrap=False)
        self._icon = KindIcon()
        self._kind = Pill()
        self._held_back = Pill()
        self._held_back.set_words(self.tr("confidential"), "false")
        self.open_button = QPushButton(self.tr("Open"))
        self.delete_button = QPushButton(self.tr("Remove source"))
        self.delete_button.setProperty("look", "quiet")
        tip = self.tr("Remove this source; {0} brings it back")
        show_key(self.delete_button, self.delete_button.setToolTip, tip, "edit.undo", "Ctrl+Z")
        self._missing = Label(ink="warning", size=0.92)
        self.kind = _choice(self.tr("Kind of source"), kind_words())
        self.status = _choice(self.tr("Status"), status_words())
        self.confidential = QPushButton()
        self.confidential.setCheckable(True)
        self.confidential.setProperty("look", "quiet")
        self.confidential.setAccessibleName(self.tr("Confidential"))
        self.confidential.setToolTip(self.tr("Mark this source as one that must not leave the project"))
        self.person = PersonSheet()
        self.sheet = FieldSheet()
        self.contacts = ContactLog()
        self.uses = UseList()
        self.kin = KinList()
        self.bytes = FieldSheet()
        self._fill_sheets()
        self._lay_out()
        self._connect()
        follow_theme(self)

    def show_source(self, source: SourceRecord | None) -> None:
        """Show that source; first tells what was typed for the one before."""
        other = source is None or self._source is None or source.id != self._source.id
        if other:
            self.flush()
            self._contacts = None
        self._source = source
        self.setEnabled(source is not None)
        if source is None:
            return
        self._number.setText(source.number)
        self._icon.set_kind(source.kind)
        self._kind.set_words(*self._standing(source))
        self._show_standing(source)
        self.person.setVisible(source.kind == "person")
        self.person.show_person(source.person, other=other)
        for name in _FIELDS:
            said: str = getattr(source, name)
            self.sheet.show_field(name, said, other=other)
            told = source.kind not in ("person", "note") or name in _OWN or bool(said)
            self.sheet.show_row(name, on=told and (source.kind != "person" or name != "title"))
        self._show_contacts()
        self._show_bytes(source)
        self.open_button.setVisible(bool(source.sha or source.url))

    def show_contacts(self, source: str, contacts: Sequence[ContactRecord]) -> None:
        """Show the attempts to reach that source, where it is the one on show."""
        if self._source is not None and source == self._source.id:
            self._contacts = tuple(contacts)
            self._show_contacts()

    def begin_contact(self) -> None:
        """Write down an attempt to reach this source."""
        for part in (self._above_contacts, self.contacts):
            part.show()
        self.contacts.begin()

    def selected_words(self) -> str:
        """What is selected in the note, line breaks as they are."""
        return self._note.textCursor().selectedText().replace("\u2029", "\n").strip()

    def restore(self, typed: Mapping[str, str]) -> None:
        """Put back typing kept for the source on show, by the names ``typing`` gave it."""
        contact: dict[str, str] = {}
        for name, text in typed.items():
            part, _, field = name.rpartition(".")
            fields = self.person.sheet.fields if part == "person" else self.sheet.fields
            if part == "contact":
                contact[field] = text
            elif field in fields:
                fields[field].draft.restore(text)
        if contact:
            for part in (self._above_contacts, self.contacts):
                part.show()
            self.contacts.restore(contact)

    def flush(self) -> None:
        """Tell what has been typed and not told."""
        self.person.flush()
        self.sheet.flush()
        self.contacts.flush()

    def forget_sent(self) -> None:
        """Before an undo or redo: take the next record as it is."""
        self.person.sheet.forget_sent()
        self.sheet.forget_sent()

    def _standing(self, source: SourceRecord) -> tuple[str, str]:
        if source.link_only:
            return self.tr("link only, no copy kept"), "mixed"
        if source.sha:
            return self.tr("kept whole"), "true"
        if source.kind == "note":
            return self.tr("note"), "unknown"
        return status_words().get(source.status, source.status), "unknown"

    def _show_standing(self, source: SourceRecord) -> None:
        self._held_back.setVisible(source.confidential)
        self.kind.setCurrentIndex(self.kind.findData(source.kind))
        # What is linked to and not kept was not received, whatever nobody said of it.
        got = self.tr("link only") if source.link_only else status_words()[SourceStatus.RECEIVED]
        self.status.setItemText(self.status.findData(SourceStatus.RECEIVED.value), got)
        self.status.setCurrentIndex(self.status.findData(source.status))
        self.confidential.setChecked(source.confidential)
        self.confidential.setText(("☑ " if source.confidential else "☐ ") + self.tr("Confidential"))
        missing = missing_words(source.missing)
        self._missing.setVisible(bool(missing))
        self._missing.setText(self.tr("Not noted yet: {0}").format(", ".join(missing)))

    def _show_contacts(self) -> None:
        source = self._source
        if source is None:
            return
        known = self._contacts
        asked = known is not None and (source.kind == "person" or source.status in _ASKED or bool(known))
        self.contacts.show_contacts(source.id, known or ())
        for part in (self._above_contacts, self.contacts):
            part.setVisible(asked)

    def _show_bytes(self, source: SourceRecord) -> None:
        sheet = self.bytes
        sheet.show_fact("original_name", source.original_name)
        sheet.show_fact("size", file_size(source.size))
        sheet.show_fact("media_type", source.media_type)
        sheet.show_fact("sha", source.sha)
        sheet.show_fact("kept", moment(source.kept_at))
        sheet.show_fact("origin", source.origin)
        sheet.show_fact("modified", moment(source.modified))
        for name in sheet.facts:
            sheet.show_row(name, on=bool(source.sha))
        added = self.tr("{0}, {1}").format(source.added_by, moment(source.added_at))
        sheet.show_fact("added", added if source.added_at else source.added_by)
        sheet.show_row("added", on=True)

    def _fill_sheets(self) -> None:
        day = self.tr("blank (yyyy-mm-dd)")
        sheet = self.sheet
        sheet.add_text("title", self.tr("Title"))
        sheet.add_line("author", self.tr("Author"))
        sheet.add_line("publisher", self.tr("Publisher"))
        sheet.add_line("published", self.tr("Published"), day)
        sheet.add_line("accessed", self.tr("Accessed"), day)
        sheet.add_line("url", self.tr("URL"))
        sheet.add_line("archive_url", self.tr("Archive URL"))
        sheet.add_line("licence", self.tr("Licence"), self.tr("licence or terms of use"))
        sheet.add_text("reliability", self.tr("Reliability"), self.tr("how far to rely on it"))
        self._note = sheet.add_text("note", self.tr("Note"), rows=2)
        known = self.bytes
        known.add_fact("original_name", self.tr("File name"))
        known.add_fact("size", self.tr("Size"))
        known.add_fact("media_type", self.tr("Type"))
        known.add_fact("sha", self.tr("SHA-256"), copies=True)
        known.add_fact("kept", self.tr("Kept since"))
        known.add_fact("origin", self.tr("From"))
        known.add_fact("modified", self.tr("File’s date"))
        known.add_fact("added", self.tr("Added by"))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self._number)
        pills = FlowLayout(gap=6)
        pills.addWidget(self._kind)
        pills.addWidget(self._held_back)
        head.addLayout(pills, 1)
        head.addWidget(self.open_button)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.delete_button)
        chosen = QGridLayout()
        chosen.setHorizontalSpacing(10)
        chosen.setVerticalSpacing(5)
        chosen.setColumnStretch(1, 1)
        for row, (words, field) in enumerate(
            ((self.tr("Kind"), self.kind), (self.tr("Status"), self.status))
        ):
            label = Label(words, ink="soft", size=0.92, wrap=False)
            label.setBuddy(field)
            chosen.addWidget(label, row, 0)
            chosen.addWidget(field, row, 1)
        layout = scrolled(self)
        layout.addLayout(head)
        layout.addLayout(chosen)
        layout.addWidget(self.confidential, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._missing)
        layout.addWidget(self.kin.told)
        layout.addWidget(self.person)
        self._above_contacts = Hairline()
        layout.addWidget(self._above_contacts)
        layout.addWidget(self.contacts)
        layout.addWidget(Hairline())
        layout.addWidget(self.sheet)
        layout.addWidget(Hairline())
        layout.addWidget(self.uses)
        layout.addWidget(Hairline())
        layout.addWidget(self.kin)
        layout.addWidget(Hairline())
        layout.addWidget(CapsLabel(self.tr("As it was added")))
        layout.addWidget(self.bytes)
        layout.addLayout(foot)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.sheet.edited.connect(self._on_edited)
        self.sheet.typing.connect(self._on_typing)
        self.person.typing.connect(self._on_typing)
        self.person.edited.connect(self._on_person)
        self.contacts.typing.connect(self._on_typing)
        self.contacts.added.connect(self._on_contact_added)
        self.contacts.edited.connect(self.contact_edited)
        self.contacts.removed.connect(self.contact_removed)
        self.kind.activated.connect(self._on_kind)
        self.status.activated.connect(self._on_status)
        self.confidential.clicked.connect(self._on_confidential)
        self.open_button.clicked.connect(self._on_open)
        self.delete_button.clicked.connect(self._on_delete)

    def _on_edited(self, field: str, text: str) -> None:
        if self._source is not None:
            self.source_edited.emit(self._source.id, field, text)

    def _on_typing(self, field: str, text: str) -> None:
        if self._source is not None:
            self.typing.emit(self._source.id, field, text)

    def _on_person(self, person: SourcePerson) -> None:
        if self._source is not None:
            self.person_edited.emit(self._source.id, person)

    def _on_contact_added(self, said: dict[str, str]) -> None:
        if self._source is not None:
            self.contact_added.emit(self._source.id, said)

    def _on_kind(self) -> None:
        if self._source is not None:
            self.kind_wanted.emit(self._source.id, self.kind.currentData())

    def _on_status(self) -> None:
        if self._source is not None:
            self.status_wanted.emit(self._source.id, self.status.currentData())

    def _on_confidential(self, wanted: bool) -> None:
        if self._source is not None:
            # The record says how it is: until then the sign stays.
            self.confidential.setChecked(self._source.confidential)
            self.confidential_wanted.emit(self._source.id, wanted)

    def _on_open(self) -> None:
        if self._source is not None:
            self.open_requested.emit(self._source.id)

    def _on_delete(self) -> None:
        if self._source is not None:
            self.flush()
            self.delete_requested.emit(self._source.id)


def _choice(name: str, words: Mapping[str, str]) -> ChoiceBox:
    made = ChoiceBox()
    made.setAccessibleName(name)
    for key, word in words.items():
        made.addItem(word, str(key))
    return made

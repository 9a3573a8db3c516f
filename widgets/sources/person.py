"""A person as a source: who they are, how to reach them, and on what terms they speak."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records import SourcePerson
from widgets.chips import ChipRow
from widgets.field_sheet import FieldSheet
from widgets.labels import Label

_FIELDS = ("name", "role", "contact", "date")
_UNAGREED = "unagreed"


class PersonSheet(QWidget):
    """Name, role, contact, terms and date, told as one value.

    Signals: ``edited(SourcePerson)`` with the whole value; ``typing(field, text)``, the field as
    ``person.name``.
    """

    edited = Signal(object)
    typing = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._stored = SourcePerson()
        self.sheet = FieldSheet()
        self.sheet.add_line("name", self.tr("Name"), self.tr("or what they are called here"))
        self.sheet.add_line("role", self.tr("Role"), self.tr("who they are in this story"))
        self.sheet.add_line("contact", self.tr("Contact"), self.tr("telephone, address, where to find them"))
        self.sheet.add_line("date", self.tr("Spoken to"), self.tr("blank (yyyy-mm-dd)"))
        self.record = ChipRow(
            self.tr("On what terms they speak"),
            [
                (_UNAGREED, self.tr("not agreed")),
                ("on", self.tr("on the record")),
                ("background", self.tr("background")),
                ("off", self.tr("off the record")),
            ],
        )
        self._off = Label(
            self.tr("Off the record: confidential by itself, until somebody says that it is not."),
            ink="warning",
            size=0.92,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in (self.sheet, self.record, self._off):
            layout.addWidget(part)
        self.sheet.edited.connect(self._tell)
        self.sheet.typing.connect(self._on_typing)
        self.record.chosen.connect(self._tell)
        self._off.hide()

    def show_person(self, person: SourcePerson, *, other: bool) -> None:
        """Show that person; ``other`` where another one was shown before."""
        self._stored = person
        for name in _FIELDS:
            self.sheet.show_field(name, getattr(person, name), other=other)
        self.record.choose(person.record or _UNAGREED)
        self._off.setVisible(person.record == "off")

    def flush(self) -> None:
        """Tell what has been typed and not told."""
        self.sheet.flush()

    def _on_typing(self, field: str, text: str) -> None:
        self.typing.emit(f"person.{field}", text)

    def _tell(self) -> None:
        for field in self.sheet.fields.values():
            field.draft.note_sent()
        terms = self.record.key
        value = SourcePerson(
            **{name: self.sheet.fields[name].plain().strip() for name in _FIELDS},
            record="" if terms == _UNAGREED else terms,
        )
        if value != self._stored:
            self._off.setVisible(value.record == "off")
            self.edited.emit(value)

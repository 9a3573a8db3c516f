"""Every attempt to reach somebody: when and how, what was put to them, what they answered, and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records import ContactRecord
from widgets.buttons import button
from widgets.field_sheet import FieldSheet, moment
from widgets.fields import DraftLine
from widgets.labels import BOLD, CapsLabel, Label
from widgets.layouts import form_row

CONTACT_FIELDS = ("at", "how", "put", "answer", "due")
_SAYING = ("how", "put", "answer")


class ContactForm(QWidget):
    """One attempt being written down, or changed. Signals: ``done``, ``given_up``."""

    done = Signal()
    given_up = Signal()

    def __init__(self, known: ContactRecord | None = None) -> None:
        super().__init__()
        self._known = known
        self.sheet = FieldSheet()
        self.sheet.add_line("at", self.tr("When"), self.tr("now (yyyy-mm-dd hh:mm)"), commits=False)
        self.sheet.add_line("how", self.tr("How"), self.tr("telephone, e-mail, at the door"), commits=False)
        self.sheet.add_text("put", self.tr("Put"), self.tr("what was put to them"), rows=2, commits=False)
        self.sheet.add_text("answer", self.tr("Answer"), self.tr("what they said"), rows=2, commits=False)
        self.sheet.add_line("due", self.tr("No reply by"), self.tr("blank (yyyy-mm-dd)"), commits=False)
        self.save = QPushButton(self.tr("Save") if known else self.tr("Add"))
        self.save.setProperty("look", "primary")
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setProperty("look", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(6)
        layout.addWidget(self.sheet)
        layout.addLayout(form_row(QWidget(), self.cancel, self.save))
        for name in CONTACT_FIELDS:
            self.sheet.show_field(name, getattr(known, name) if known else "", other=True)
            field = self.sheet.fields[name]
            field.textChanged.connect(self._show_button)
            if isinstance(field, DraftLine):
                field.returnPressed.connect(self._on_entered)
        self.save.clicked.connect(self.done)
        self.cancel.clicked.connect(self.given_up)
        self._show_button()

    @property
    def said(self) -> dict[str, str]:
        """What stands in its fields."""
        return {name: self.sheet.fields[name].plain().strip() for name in CONTACT_FIELDS}

    @property
    def says_something(self) -> bool:
        """Whether there is anything in it to be kept that is not kept yet."""
        said = self.said
        if self._known is not None:
            return any(said[name] != getattr(self._known, name) for name in CONTACT_FIELDS)
        return any(said[name] for name in _SAYING)

    def begin(self) -> None:
        """Go to the first field that is to be filled."""
        self.sheet.fields["answer" if self._known and not self._known.answer else "how"].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _on_entered(self) -> None:
        if self.save.isEnabled():
            self.done.emit()

    def _show_button(self) -> None:
        self.save.setEnabled(any(self.said[name] for name in _SAYING))


class ContactRow(QWidget):
    """One attempt as it is read. Signals: ``edit_wanted(id)``, ``remove_wanted(id)``."""

    edit_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, contact: ContactRecord) -> None:
        super().__init__()
        self.contact = contact
        edit, remove = self.tr("Edit this contact"), self.tr("Remove this contact")
        self.edit_button = button("✎", look="icon", tip=edit, name=edit)
        self.remove_button = button("×", look="icon", tip=remove, name=remove)
        head = QHBoxLayout()
        head.setSpacing(4)
        when = Label(" · ".join(filter(None, (contact.at, contact.how))) or "–", weight=BOLD, size=0.95)
        when.setToolTip(self.tr("written by {0}, {1}").format(contact.person_name, moment(contact.added_at)))
        head.addWidget(when, 1)
        for each in (self.edit_button, self.remove_button):
            head.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(2)
        layout.addLayout(head)
        for words, text in self._told():
            layout.addWidget(Label(words.format(text), size=0.95))
        if not contact.answer:
            layout.addWidget(Label(self._waiting(), ink="warning", size=0.92))
        self.edit_button.clicked.connect(self._on_edit)
        self.remove_button.clicked.connect(self._on_remove)

    def _on_edit(self) -> None:
        self.edit_wanted.emit(self.contact.id)

    def _on_remove(self) -> None:
        self.remove_wanted.emit(self.contact.id)

    def _told(self) -> list[tuple[str, str]]:
        told = ((self.tr("Put: {0}"), self.contact.put), (self.tr("Answered: {0}"), self.contact.answer))
        return [(words, text) for words, text in told if text]

    def _waiting(self) -> str:
        if self.contact.due:
            return self.tr("No answer yet; asked for by {0}").format(self.contact.due)
        return self.tr("No answer yet")


class ContactLog(QWidget):
    """The attempts to reach one source, in their order, each edited in its place.

    Signals: ``added(said)`` and ``edited(id, said)`` with the fields as a dict; ``removed(id)``;
    ``typing(field, text)`` of an attempt that is not added yet, the field as ``contact.NAME``.
    """

    typing = Signal(str, str)
    added = Signal(object)
    edited = Signal(str, object)
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._source = ""
        self._shown: tuple[ContactRecord, ...] = ()
        self._form: ContactForm | None = None
        self._edited = ""
        self.add_button = button(
            self.tr("+ Contact"), look="quiet", tip=self.tr("Write down an attempt to reach them")
        )
        self._none = Label(self.tr("No attempt to reach them is written down yet."), ink="soft", size=0.95)
        head = QHBoxLayout()
        head.addWidget(CapsLabel(self.tr("Contacts")), 1)
        head.addWidget(self.add_button)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._none)
        layout.addLayout(self._rows)
        self.add_button.clicked.connect(self._on_add)

    @property
    def form(self) -> ContactForm | None:
        """The form, while an attempt is being written."""
        return self._form

    def show_contacts(self, source: str, contacts: Sequence[ContactRecord]) -> None:
        """Show these attempts to reach that source; a form that is open for it keeps what is in it."""
        if source != self._source:
            self.flush()
            self._source = source
        elif tuple(contacts) == self._shown:
            return
        self._shown = tuple(contacts)
        self._fill()

    def begin(self, contact: str = "") -> None:
        """Write down an attempt, or change that one."""
        self.flush()
        self._edited = contact if contact in {one.id for one in self._shown} else ""
        known = next((one for one in self._shown if one.id == self._edited), None)
        self._form = ContactForm(known)
        self._form.done.connect(self._on_done)
        self._form.given_up.connect(self._on_left)
        if known is None:
            self._form.sheet.typing.connect(self._on_typing)
        self._fill()
        self._form.begin()

    def restore(self, said: Mapping[str, str]) -> None:
        """Go on with an attempt of which these fields had been typed and not added."""
        self.begin()
        if self._form is not None:
            for name, text in said.items():
                if name in self._form.sheet.fields:
                    self._form.sheet.fields[name].draft.restore(text)

    def flush(self) -> None:
        """Tell what the open form holds, and put it away."""
        if self._form is not None:
            self._on_done() if self._form.says_something else self._on_left()

    def row(self, contact: str) -> ContactRow:
        """The row of that attempt; StopIteration where there is none."""
        return next(row for row in self.findChildren(ContactRow) if row.contact.id == contact)

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._form:
                widget.hide()
                widget.deleteLater()
        self._none.setVisible(not self._shown and self._form is None)
        for one in self._shown:
            if self._form is not None and one.id == self._edited:
                self._rows.addWidget(self._form)
                continue
            row = ContactRow(one)
            row.edit_wanted.connect(self.begin)
            row.remove_wanted.connect(self.removed)
            self._rows.addWidget(row)
        if self._form is not None and not self._edited:
            self._rows.addWidget(self._form)
        if self._form is not None:
            # Only what shows can take the keyboard.
            self._form.show()

    def _on_add(self) -> None:
        self.begin()

    def _on_done(self) -> None:
        form, edited = self._form, self._edited
        if form is None:
            return
        said, tells = form.said, form.says_something
        self._on_given_up()
        if tells and edited:
            self.edited.emit(edited, said)
        elif tells:
            self.added.emit(said)

    def _on_typing(self, name: str, text: str) -> None:
        self.typing.emit(f"contact.{name}", text)

    def _on_left(self) -> None:
        """Put the form away, with what was typed into it."""
        forgets = self._form is not None and not self._edited
        # A field that is left tells its typing once more.
        self._on_given_up()
        for name in CONTACT_FIELDS if forgets else ():
            self.typing.emit(f"contact.{name}", "")

    def _on_given_up(self) -> None:
        form, self._form, self._edited = self._form, None, ""
        if form is not None:
            form.hide()
            form.deleteLater()
            self._fill()
            self.add_button.setFocus()

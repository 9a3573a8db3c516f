"""The numbered sources, and small forms that add one: a file, a link, a note or a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.records import SourceRecord
from widgets.buttons import button
from widgets.dropping import files_of
from widgets.entry_cards import SourceCard
from widgets.entry_list import EntryList
from widgets.fields import DraftLine, DraftText
from widgets.layouts import FlowLayout, form_row, set_sides
from widgets.models.record_model import RECORD_ROLE
from widgets.sources.filter_bar import SourceFilterBar
from widgets.sources.traits import chosen

if TYPE_CHECKING:
    from widgets.searching.found_list import FoundRow
    from widgets.searching.found_under import FoundUnder


def takes_copy(source: SourceRecord) -> bool:
    """Whether a file can become the kept copy of that source: it has none, and is no person or note."""
    return not source.sha and source.kind not in ("person", "note")


class _AddForm(QWidget):
    """Two fields and a button; Escape gives up."""

    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.add = QPushButton(self.tr("Add"))
        self.add.setProperty("look", "primary")
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setProperty("look", "quiet")
        self.cancel.clicked.connect(self.given_up)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(12, 6, 12, 8)
        self.rows.setSpacing(6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class LinkForm(_AddForm):
    """Address and title of a web page. Signals: ``wanted(url, title)``."""

    wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.url = QLineEdit(placeholderText="https://")
        self.url.setAccessibleName(self.tr("Address of the link"))
        self.title = QLineEdit(placeholderText=self.tr("Title (may stay blank)"))
        self.title.setAccessibleName(self.tr("Title of the link"))
        self.rows.addWidget(self.url)
        self.rows.addWidget(self.title)
        self.rows.addLayout(form_row(QWidget(), self.cancel, self.add))
        for trigger in (self.url.returnPressed, self.title.returnPressed, self.add.clicked):
            trigger.connect(self._on_add)
        self.url.textChanged.connect(self._show_button)
        self._show_button()

    def begin(self) -> None:
        """Go to the first field."""
        self.url.setFocus()

    def _show_button(self) -> None:
        self.add.setEnabled(bool(self.url.text().strip()))

    def _on_add(self) -> None:
        url, title = self.url.text().strip(), self.title.text().strip()
        if url:
            self.url.clear()
            self.title.clear()
            self.wanted.emit(url, title)


class NoteForm(_AddForm):
    """Title and words of a note. Signals: ``wanted(title, text)``, ``typing(field, text)``."""

    wanted = Signal(str, str)
    typing = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        who = self.tr("Who or what, and when: “Call with …, 3 Nov, 14:10”")
        self.title = DraftLine(self.tr("Title of the note"), who, commits=False)
        said = self.tr("What was said or seen")
        self.text = DraftText(self.tr("Text of the note"), said, rows=4, commits=False)
        for field, name in ((self.title, "note.title"), (self.text, "note.text")):
            field.draft.setObjectName(name)
            field.draft.typing.connect(self._on_typing)
        self.rows.addWidget(self.title)
        self.rows.addWidget(self.text)
        self.rows.addLayout(form_row(QWidget(), self.cancel, self.add))
        self.title.returnPressed.connect(self.text.setFocus)
        self.add.clicked.connect(self._on_add)
        self.title.textChanged.connect(self._show_button)
        self.text.textChanged.connect(self._show_button)
        self._show_button()

    def begin(self) -> None:
        """Go to the first field."""
        self.title.setFocus()

    def _show_button(self) -> None:
        self.add.setEnabled(bool(self.title.text().strip() or self.text.toPlainText().strip()))

    def _on_typing(self, text: str) -> None:
        self.typing.emit(self.sender().objectName(), text)

    def _on_add(self) -> None:
        title, text = self.title.text().strip(), self.text.toPlainText().strip()
        for field in (self.title, self.text):
            field.draft.reset("")
            self.typing.emit(field.draft.objectName(), "")
        self.wanted.emit(title or text.splitlines()[0], text)


class PersonForm(_AddForm):
    """Who is, or is to be, asked. Signals: ``wanted(name, role, contact)``."""

    wanted = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.name = _line(self.tr("Name"), self.tr("Name, or what they are called here"))
        self.role = _line(self.tr("Role"), self.tr("Role (may stay blank)"))
        self.contact = _line(self.tr("Contact"), self.tr("Telephone, address (may stay blank)"))
        for field in (self.name, self.role, self.contact):
            self.rows.addWidget(field)
            field.returnPressed.connect(self._on_add)
        self.rows.addLayout(form_row(QWidget(), self.cancel, self.add))
        self.add.clicked.connect(self._on_add)
        self.name.textChanged.connect(self._show_button)
        self._show_button()

    def begin(self) -> None:
        """Go to the first field."""
        self.name.setFocus()

    def _show_button(self) -> None:
        self.add.setEnabled(bool(self.name.text().strip()))

    def _on_add(self) -> None:
        name, role, contact = (field.text().strip() for field in (self.name, self.role, self.contact))
        if name:
            for field in (self.name, self.role, self.contact):
                field.clear()
            self.wanted.emit(name, role, contact)


def _line(name: str, placeholder: str) -> QLineEdit:
    made = QLineEdit(placeholderText=placeholder)
    made.setAccessibleName(name)
    return made


class SourceList(EntryList):
    """Sources by number.

    Signals: ``activated(id)``; ``files_requested`` to choose files; ``link_requested(url, title)``;
    ``note_requested(title, text)``; ``person_requested(name, role, contact)``; ``files_dropped(paths)``;
    ``copy_dropped(source, path)`` for one file let go on a source of which no copy is kept;
    ``typing(field, text)`` of a note being written; ``words_sought(words)`` as the line that searches
    changes, ``passage_chosen(key)`` of one that ``show_passages`` showed.
    """

    files_requested = Signal()
    link_requested = Signal(str, str)
    note_requested = Signal(str, str)
    person_requested = Signal(str, str, str)
    copy_dropped = Signal(str, str)
    typing = Signal(str, str)
    words_sought = Signal(str)
    passage_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("Sources"), SourceCard(), links=True)
        self._found: FoundUnder | None = None
        self.file_button = self._adder(self.tr("+ File"), self.tr("Add files as sources"))
        self.link_button = self._adder(self.tr("+ Link"), self.tr("Add a web address as a source"))
        self.note_button = self._adder(
            self.tr("+ Note"), self.tr("Write down a call or a finding as a source")
        )
        self.person_button = self._adder(
            self.tr("+ Person"), self.tr("Add somebody who is to be asked, or was")
        )
        self._add_row()
        self.link_form = LinkForm()
        self.note_form = NoteForm()
        self.person_form = PersonForm()
        self._forms = (self.link_form, self.note_form, self.person_form)
        for at, form in enumerate(self._forms):
            form.hide()
            form.given_up.connect(self._on_given_up)
            self.body.insertWidget(2 + at, form)
        self._sources: tuple[SourceRecord, ...] = ()
        self.filter = SourceFilterBar()
        self.body.insertWidget(2 + len(self._forms), self.filter)
        self.filter.hide()
        self._show_nothing_yet()
        self._connect()

    def set_sources(self, sources: Sequence[SourceRecord]) -> None:
        """Show these sources, as far as the filter lets them pass."""
        self._sources = tuple(sources)
        self._show_found()

    def restore_note(self, typed: Mapping[str, str]) -> None:
        """Put back a note being written, by the names ``typing`` gave its fields; the keyboard stays."""
        self.note_form.show()
        for field in (self.note_form.title, self.note_form.text):
            field.draft.restore(typed.get(field.draft.objectName(), ""))

    def flush(self) -> None:
        """Tell what was typed of a note and not told yet."""
        for field in (self.note_form.title, self.note_form.text):
            field.draft.flush()

    def forget_forms(self) -> None:
        """Put the forms away, with what is in them: the project they were for is closed."""
        for form in self._forms:
            form.hide()
        for field in (self.note_form.title, self.note_form.text):
            field.draft.reset("")
        lines = (self.link_form.url, self.link_form.title)
        person = self.person_form
        for line in (*lines, person.name, person.role, person.contact):
            line.clear()

    def search(self) -> None:
        """Put the keyboard into the line that searches."""
        self.filter.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.line.selectAll()

    @property
    def sought(self) -> str:
        """The words in the line that searches."""
        return self.filter.line.text()

    @property
    def found(self) -> FoundUnder:
        """What was found in the words of sources, under the list; made when first asked for."""
        found = self._found
        if found is None:
            from widgets.searching.found_under import FoundUnder

            found = self._found = FoundUnder()
            self.body.addWidget(found, 1)
            found.list.chosen.connect(self.passage_chosen)
            found.list.left_above.connect(self._on_left_passages)
            found.hide()
        return found

    def show_passages(self, rows: Sequence[FoundRow], standing: str) -> None:
        """Show these passages of sources that have the words sought, and how far all can be searched."""
        if rows or standing or self._found is not None:
            self.found.show_rows(rows, standing)
            self._share_room()

    def _share_room(self) -> None:
        """A list of nothing gives its room to what was found in the words."""
        passages = self._found is not None and not self._found.isHidden() and bool(self._found.list.rows)
        self._stack.setVisible(not passages or self.model.rowCount() > 0)

    def go_to(self, key: str) -> None:
        """Mark that source as the one in hand, and show it whatever the list was narrowed to."""
        known = next((source for source in self._sources if source.id == key), None)
        if known is not None and known not in chosen((known,), self.filter.wanted):
            self.filter.clear()
        self.set_current(key)

    def _show_found(self) -> None:
        self.filter.setVisible(bool(self._sources))
        self.filter.show_counts(self._sources)
        found = chosen(self._sources, self.filter.wanted)
        if self._sources:
            self.empty.show_words(
                self.tr("No source is like that"), "", self.tr("Show all {0}").format(len(self._sources))
            )
        else:
            self._show_nothing_yet()
        self.set_records(found)
        self._share_room()

    def _show_nothing_yet(self) -> None:
        self.empty.show_words(
            self.tr("No sources yet"),
            self.tr(
                "Drop files or links here. Files are kept whole; links stay links until a copy is there."
            ),
        )

    def dropEvent(self, event: QDropEvent) -> None:
        files = files_of(event.mimeData())
        at = self.view.indexAt(self.view.viewport().mapFrom(self, event.position().toPoint()))
        record = at.data(RECORD_ROLE) if at.isValid() else None
        if len(files) != 1 or not isinstance(record, SourceRecord) or not takes_copy(record):
            super().dropEvent(event)
            return
        self.end_drag()
        event.acceptProposedAction()
        self.copy_dropped.emit(record.id, files[0])

    def _adder(self, words: str, name: str) -> QPushButton:
        return button(words, look="quiet", tip=name, name=name)

    def _add_row(self) -> None:
        row = QWidget()
        flow = FlowLayout(row, gap=2)
        set_sides(row, flow, 6, 0, 6, 2)
        for each in (self.file_button, self.link_button, self.note_button, self.person_button):
            flow.addWidget(each)
        policy = row.sizePolicy()
        policy.setHeightForWidth(True)
        row.setSizePolicy(policy)
        self.body.insertWidget(1, row)

    def _connect(self) -> None:
        self.file_button.clicked.connect(self.files_requested)
        self.link_button.clicked.connect(partial(self._begin, self.link_form))
        self.note_button.clicked.connect(partial(self._begin, self.note_form))
        self.person_button.clicked.connect(partial(self._begin, self.person_form))
        self.link_form.wanted.connect(self._on_link_wanted)
        self.note_form.typing.connect(self.typing)
        self.note_form.wanted.connect(self._on_note_wanted)
        self.person_form.wanted.connect(self._on_person_wanted)
        self.links_dropped.connect(self._on_links_dropped)
        self.filter.changed.connect(self._show_found)
        self.filter.line.textChanged.connect(self.words_sought)
        self.view.last_passed.connect(self._on_last_passed)
        self.filter.list_wanted.connect(self._on_list_wanted)
        self.empty.wanted.connect(self.filter.clear)

    def _begin(self, form: LinkForm | NoteForm | PersonForm, _pressed: bool = False) -> None:
        for other in self._forms:
            other.setVisible(other is form)
        form.begin()

    def _on_given_up(self) -> None:
        for form in self._forms:
            form.hide()
        self.view.setFocus()

    def _on_link_wanted(self, url: str, title: str) -> None:
        self._on_given_up()
        self.link_requested.emit(url, title)

    def _on_note_wanted(self, title: str, text: str) -> None:
        self._on_given_up()
        self.note_requested.emit(title, text)

    def _on_person_wanted(self, name: str, role: str, contact: str) -> None:
        self._on_given_up()
        self.person_requested.emit(name, role, contact)

    def _on_last_passed(self) -> None:
        if self._found is not None and self._found.list.rows and not self._found.isHidden():
            self._found.take_keyboard()

    def _on_left_passages(self) -> None:
        if self.model.rowCount():
            self.view.setFocus()
        else:
            self.filter.line.setFocus()

    def _on_list_wanted(self) -> None:
        if not self.model.rowCount():
            self._on_last_passed()
            return
        self.view.setFocus()
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))

    def _on_links_dropped(self, links: list[str]) -> None:
        for link in links:
            self.link_requested.emit(link, "")

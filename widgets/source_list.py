"""The numbered sources, and small forms that add one: a file, a link or a note."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.records import SourceRecord
from widgets.entry_cards import SourceCard
from widgets.entry_list import EntryList
from widgets.fields import DraftLine, DraftText
from widgets.layouts import form_row


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


class SourceList(EntryList):
    """Sources by number.

    Signals: ``activated(id)``; ``files_requested`` to choose files; ``link_requested(url, title)``;
    ``note_requested(title, text)``; ``files_dropped(paths)``; ``typing(field, text)`` of a note being
    written.
    """

    files_requested = Signal()
    link_requested = Signal(str, str)
    note_requested = Signal(str, str)
    typing = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(self.tr("Sources"), SourceCard(), links=True)
        self.note_button = self.add_button(
            self.tr("+ Note"), self.tr("Write down a call or a finding as a source")
        )
        self.link_button = self.add_button(self.tr("+ Link"), self.tr("Add a web address as a source"))
        self.file_button = self.add_button(self.tr("+ File"), self.tr("Add a file as a source"))
        self.link_form = LinkForm()
        self.note_form = NoteForm()
        for at, form in enumerate((self.link_form, self.note_form)):
            form.hide()
            form.given_up.connect(self._on_given_up)
            self.body.insertWidget(1 + at, form)
        self.empty.show_words(
            self.tr("No sources yet"),
            self.tr(
                "Drop files or links here. Files are kept whole; links stay links until a copy is there."
            ),
        )
        self._connect()

    def set_sources(self, sources: Sequence[SourceRecord]) -> None:
        """Show these sources."""
        self.set_records(sources)

    def _connect(self) -> None:
        self.file_button.clicked.connect(self.files_requested)
        self.link_button.clicked.connect(self._on_link)
        self.note_button.clicked.connect(self._on_note)
        self.link_form.wanted.connect(self._on_link_wanted)
        self.note_form.typing.connect(self.typing)
        self.note_form.wanted.connect(self._on_note_wanted)
        self.links_dropped.connect(self._on_links_dropped)

    def _on_link(self) -> None:
        self.note_form.hide()
        self.link_form.show()
        self.link_form.begin()

    def _on_note(self) -> None:
        self.link_form.hide()
        self.note_form.show()
        self.note_form.begin()

    def _on_given_up(self) -> None:
        self.link_form.hide()
        self.note_form.hide()
        self.view.setFocus()

    def _on_link_wanted(self, url: str, title: str) -> None:
        self._on_given_up()
        self.link_requested.emit(url, title)

    def _on_note_wanted(self, title: str, text: str) -> None:
        self._on_given_up()
        self.note_requested.emit(title, text)

    def _on_links_dropped(self, links: list[str]) -> None:
        for link in links:
            self.link_requested.emit(link, "")

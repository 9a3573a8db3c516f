"""One source: what it is, where it came from, and its bytes' hash."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from db.records import SourceRecord
from widgets.field_sheet import FieldSheet, file_size, moment
from widgets.key_names import show_key
from widgets.labels import BOLD, Label
from widgets.layouts import scrolled
from widgets.pills import Pill
from widgets.styling import follow_theme

_FIELDS = ("title", "author", "publisher", "published", "url", "archive_url", "note")


class SourceDetails(QWidget):
    """Shows and edits a source's fields.

    Signals: ``source_edited(id, field, text)``; ``typing(id, field, text)``; ``open_requested(id)``;
    ``delete_requested(id)``; ``words_selected`` where others are selected in its note.
    """

    source_edited = Signal(str, str, str)
    typing = Signal(str, str, str)
    open_requested = Signal(str)
    delete_requested = Signal(str)
    words_selected = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._source: SourceRecord | None = None
        self._number = Label(size=1.25, weight=BOLD, wrap=False)
        self._kind = Pill()
        self.open_button = QPushButton(self.tr("Open"))
        self.delete_button = QPushButton(self.tr("Remove source"))
        self.delete_button.setProperty("look", "quiet")
        tip = self.tr("Remove this source; {0} brings it back")
        show_key(self.delete_button, self.delete_button.setToolTip, tip, "edit.undo", "Ctrl+Z")
        self.sheet = FieldSheet()
        self._fill_sheet()
        self._lay_out()
        self.sheet.edited.connect(self._on_edited)
        self.sheet.typing.connect(self._on_typing)
        self.open_button.clicked.connect(self._on_open)
        self.delete_button.clicked.connect(self._on_delete)
        follow_theme(self)

    def show_source(self, source: SourceRecord | None) -> None:
        """Show that source; first tells what was typed for the one before."""
        other = source is None or self._source is None or source.id != self._source.id
        if other:
            self.sheet.flush()
        self._source = source
        self.setEnabled(source is not None)
        if source is None:
            return
        self._number.setText(source.number)
        self._kind.set_words(*self._standing(source))
        for name in _FIELDS:
            self.sheet.show_field(name, getattr(source, name), other=other)
        self.sheet.show_fact("original_name", source.original_name)
        self.sheet.show_fact("size", " · ".join(filter(None, (file_size(source.size), source.media_type))))
        self.sheet.show_fact("sha", source.sha)
        added = self.tr("{0}, {1}").format(source.added_by, moment(source.added_at))
        self.sheet.show_fact("added", added if source.added_at else source.added_by)
        self.open_button.setVisible(bool(source.sha or source.url))

    def selected_words(self) -> str:
        """What is selected in the note, line breaks as they are."""
        return self._note.textCursor().selectedText().replace("\u2029", "\n").strip()

    def flush(self) -> None:
        """Tell what has been typed and not told."""
        self.sheet.flush()

    def _standing(self, source: SourceRecord) -> tuple[str, str]:
        if source.link_only:
            return self.tr("link only, no copy kept"), "mixed"
        if source.sha:
            return self.tr("kept whole"), "true"
        if source.kind == "note":
            return self.tr("note"), "unknown"
        words = {
            "wanted": self.tr("wanted"),
            "requested": self.tr("requested"),
            "received": self.tr("received"),
        }
        return words.get(source.status, source.status), "unknown"

    def _fill_sheet(self) -> None:
        self.sheet.add_text("title", self.tr("Title"))
        self.sheet.add_line("author", self.tr("Author"))
        self.sheet.add_line("publisher", self.tr("Publisher"))
        self.sheet.add_line("published", self.tr("Published"), self.tr("blank (yyyy-mm-dd)"))
        self.sheet.add_line("url", self.tr("URL"))
        self.sheet.add_line("archive_url", self.tr("Archive URL"))
        self._note = self.sheet.add_text("note", self.tr("Note"), rows=2)
        self._note.selectionChanged.connect(self.words_selected)
        self.sheet.add_fact("original_name", self.tr("File name"))
        self.sheet.add_fact("size", self.tr("Size"))
        self.sheet.add_fact("sha", self.tr("SHA-256"), copies=True)
        self.sheet.add_fact("added", self.tr("Added by"))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._number)
        head.addWidget(self._kind)
        head.addStretch(1)
        head.addWidget(self.open_button)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.delete_button)
        layout = scrolled(self)
        layout.addLayout(head)
        layout.addWidget(self.sheet)
        layout.addLayout(foot)
        layout.addStretch(1)

    def _on_edited(self, field: str, text: str) -> None:
        if self._source is not None:
            self.source_edited.emit(self._source.id, field, text)

    def _on_typing(self, field: str, text: str) -> None:
        if self._source is not None:
            self.typing.emit(self._source.id, field, text)

    def _on_open(self) -> None:
        if self._source is not None:
            self.open_requested.emit(self._source.id)

    def _on_delete(self) -> None:
        if self._source is not None:
            self.flush()
            self.delete_requested.emit(self._source.id)

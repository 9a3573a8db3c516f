"""Notes on a claim: private ones are marked plainly, shared ones travel with the project."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records import ClaimId, NoteRecord, PersonId
from widgets.buttons import button
from widgets.chips import ChipRow
from widgets.field_sheet import show_signature
from widgets.fields import DraftText
from widgets.labels import Label
from widgets.pills import Pill
from widgets.remarks.wishes import RemoveNote, ShareNote, WriteNote, fresh_id


class NoteRow(QWidget):
    """One note; one's own is edited in its place. Signals: ``wished(wish)``; ``typing(field, text)``."""

    wished = Signal(object)
    typing = Signal(str, str)

    def __init__(self, record: NoteRecord, me: PersonId) -> None:
        super().__init__()
        self.record = record
        self._kind = Pill(size=0.85)
        self._by = Label(ink="soft", size=0.88, wrap=False)
        self.text = DraftText(self.tr("Note"), most=8)
        self._words = Label()
        remove = self.tr("Remove this note")
        self.share_button = button(
            self.tr("Share"), look="quiet", tip=self.tr("Let it travel with the project")
        )
        self.remove_button = button("×", look="icon", tip=remove, name=remove)
        own = record.person == me
        head = QHBoxLayout()
        head.setSpacing(6)
        for part in (self._kind, self._by):
            head.addWidget(part)
        head.addStretch(1)
        for part in (self.share_button, self.remove_button):
            if not own:
                part.hide()
            head.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(3)
        layout.addLayout(head)
        layout.addWidget(self.text if own else self._words)
        self.text.draft.reset(record.text)
        self.text.draft.committed.connect(self._on_committed)
        self.text.draft.typing.connect(lambda text: self.typing.emit(f"{record.id}.text", text))
        self.share_button.clicked.connect(lambda: self.wished.emit(ShareNote(record.id)))
        self.remove_button.clicked.connect(lambda: self.wished.emit(RemoveNote(record.id)))
        self._own = own
        self.show_note(record)

    def show_note(self, record: NoteRecord) -> None:
        """Show the note as it is in the project."""
        self.record = record
        if record.private:
            self._kind.set_words(self.tr("private"), "misleading")
            hidden = self.tr("Only you are shown it; no merge takes it in and no sheet prints it.")
            kept = self.tr("It is in this file: whoever gets the file itself can dig it out.")
            self._kind.setToolTip(f"{hidden}\n{kept}")
        else:
            self._kind.setToolTip("")
            self._kind.set_words(self.tr("shared"), "unrated")
        show_signature(self._by, record.person_name, record.at)
        self.share_button.setVisible(self._own and record.private)
        self.text.draft.show(record.text)
        self._words.setText(record.text)

    def _on_committed(self, text: str) -> None:
        if text.strip():
            self.text.draft.note_sent()
            record = self.record
            self.wished.emit(WriteNote(record.id, record.claim, text.strip(), record.private))


class NoteList(QWidget):
    """The notes on one claim, and the field for another.

    Signals: ``wished(wish)`` from ``widgets.remarks.wishes``; ``typing(field, text)`` for safe keeping.
    """

    wished = Signal(object)
    typing = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._claim: ClaimId | None = None
        self._rows: dict[str, NoteRow] = {}
        self._note = fresh_id("note")
        self._sent = False
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self.kind = ChipRow(
            self.tr("Who may see it"), [("private", self.tr("private")), ("shared", self.tr("shared"))]
        )
        self.text = DraftText(self.tr("New note"), self.tr("A note on this claim"), most=8)
        self.add_button = QPushButton(self.tr("Keep"))
        self.add_button.setProperty("look", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._column)
        layout.addWidget(self.text)
        line = QHBoxLayout()
        line.addWidget(self.kind, 1)
        line.addWidget(self.add_button)
        layout.addLayout(line)
        self.text.draft.committed.connect(self._on_committed)
        self.text.draft.typing.connect(self._on_typing)
        self.text.textChanged.connect(self._show_add)
        self.kind.chosen.connect(self._on_kind)
        self.add_button.clicked.connect(self.flush)
        self._show_add()

    def show_notes(self, claim: ClaimId, notes: Sequence[NoteRecord], me: PersonId) -> None:
        """Show the notes on that claim; what was typed for another is told first."""
        if claim != self._claim:
            self.flush()
            for key in list(self._rows):
                self._drop(key)
            self._claim = claim
            self._fresh()
        arrived = any(note.id == self._note for note in notes)
        if arrived and not self.text.hasFocus():
            self._fresh()
        shown = [note for note in notes if note.id != self._note]
        for key in set(self._rows) - {note.id for note in shown}:
            self._drop(key)
        for at, note in enumerate(shown):
            row = self._rows.get(note.id)
            if row is None:
                row = self._rows[note.id] = NoteRow(note, me)
                row.wished.connect(self.wished)
                row.typing.connect(self.typing)
                self._column.insertWidget(at, row)
            row.show_note(note)

    def begin(self) -> None:
        """Go to the field for another note."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def row(self, note: str) -> NoteRow:
        """The row of that note; KeyError where it is not shown."""
        return self._rows[note]

    def flush(self) -> None:
        """Tell what was typed and not told."""
        self.text.draft.flush()
        for row in list(self._rows.values()):
            row.text.draft.flush()

    def forget_sent(self) -> None:
        """Before an undo or redo: take the next record as it is."""
        for field in (self.text, *(row.text for row in self._rows.values())):
            field.draft.forget_sent()

    def restore(self, field: str, text: str) -> None:
        """Put back typing kept under that name."""
        note, _, kind = field.partition(".")
        row = self._rows.get(note)
        if row is not None:
            row.text.draft.restore(text)
        elif kind in ("private", "shared"):
            self._note = note
            self.kind.choose(kind)
            self.text.draft.restore(text)

    def _fresh(self) -> None:
        self._note, self._sent = fresh_id("note"), False
        self.text.draft.reset("")
        self.kind.choose("private")

    def _drop(self, key: str) -> None:
        row = self._rows.pop(key)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _show_add(self) -> None:
        self.add_button.setEnabled(bool(self.text.plain().strip()))

    def _on_committed(self, text: str) -> None:
        if self._claim is not None and text.strip():
            self._sent = True
            self.text.draft.note_sent()
            self.wished.emit(WriteNote(self._note, self._claim, text.strip(), self.kind.key == "private"))

    def _on_kind(self, kind: str) -> None:
        # What others may have seen cannot be made unseen.
        if self._sent and kind == "shared":
            self.wished.emit(ShareNote(self._note))
        elif self._sent:
            self.kind.choose("shared")

    def _on_typing(self, text: str) -> None:
        self.typing.emit(f"{self._note}.{self.kind.key}", text)

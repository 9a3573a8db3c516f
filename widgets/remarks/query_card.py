"""One query: to whom, what was asked and answered, and whether it is resolved."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records import MessageRecord, PassageRecord, QueryRecord
from widgets.buttons import button, keep_reading
from widgets.chips import ChipRow
from widgets.field_sheet import moment, show_signature
from widgets.fields import DraftLine, DraftText
from widgets.labels import BOLD, ElidedLabel, Label
from widgets.layouts import clear, set_sides
from widgets.pills import Pill
from widgets.remarks.place_button import PlaceButton
from widgets.remarks.wishes import Address, Ask, RemoveQuery, Reply, Resolve, fresh_id, typing_key


class QueryCard(QWidget):
    """Shows a thread and goes on with it; one that is not in the project yet begins with its question.

    Signals: ``wished(wish)`` from ``widgets.remarks.wishes``; ``typing(key, text, waits)`` for safe keeping;
    ``place_wanted(PassageRecord)``.
    """

    wished = Signal(object)
    typing = Signal(str, str, bool)
    place_wanted = Signal(object)

    def __init__(self, query: str, passage: PassageRecord, *, quoted: bool) -> None:
        """``quoted`` shows which words it is about, where that is not plain from the place."""
        super().__init__()
        self.id, self.passage = query, passage
        self._record: QueryRecord | None = None
        self._shown: tuple[MessageRecord, ...] = ()
        self._asked = False
        self._message = fresh_id("message")
        self._head = Pill(size=0.85)
        self._by = ElidedLabel(ink="soft", size=0.88)
        self._place = PlaceButton(passage)
        if not quoted:
            self._place.hide()
        remove = self.tr("Remove this query")
        self.remove_button = button("×", look="icon", tip=remove, name=remove)
        self._messages = QVBoxLayout()
        self._messages.setSpacing(4)
        roles = [
            ("author", self.tr("author")),
            ("editor", self.tr("editor")),
            ("colleague", self.tr("colleague")),
        ]
        self.role = ChipRow(self.tr("To whom"), roles)
        self.name = DraftLine(self.tr("Who that is"), self.tr("name, if it matters"))
        self.text = DraftText(self.tr("Question"), self.tr("What you want to know"), rows=2, most=8)
        self.speaker = DraftLine(
            self.tr("Whose answer"), self.tr("whose answer this is; blank: your own words")
        )
        self.reply_button = QPushButton(self.tr("Reply…"))
        self.resolve_button = QPushButton(self.tr("Resolve…"))
        keep_reading(self.reply_button, self.resolve_button)
        self.reopen_button = QPushButton(self.tr("Open again"))
        self._outcome = Label(size=0.95)
        self.why = DraftLine(self.tr("Why it is resolved"), commits=False)
        self.keep_button = button(self.tr("Resolved"), look="primary")
        self.cancel_button = button(self.tr("Cancel"), look="quiet")
        self._resolving = False
        self._lay_out()
        self._connect()
        self.text.draft.reset("")
        self._show_parts()

    # What a list gives

    def show_query(self, record: QueryRecord) -> None:
        """Show the thread as it is in the project; what is being typed stays."""
        self._record = record
        self.role.choose(record.role)
        self.name.draft.show(record.name)
        composed = next((one for one in record.messages if one.id == self._message), None)
        if composed is not None:
            self.text.draft.show(composed.text)
            self.speaker.draft.show(composed.speaker)
            if not self.text.hasFocus() and not self.speaker.hasFocus():
                self._next_message()
        self._show_parts()

    @property
    def new(self) -> bool:
        """Whether nothing of it was ever asked to be kept."""
        return self._record is None and not self._asked

    @property
    def begun(self) -> bool:
        """Whether a message is being written."""
        return not self.text.isHidden()

    def begin(self) -> None:
        """Write the question, or the next message."""
        self.text.show()
        self._show_parts()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def end(self) -> None:
        """Tell what was typed; the next message is another one."""
        self.flush()
        if not self.new:
            self._next_message()
        self._show_parts()

    def flush(self) -> None:
        """Tell what was typed and not told."""
        if self.text.draft.unsent or self.speaker.draft.unsent:
            self._write()
        self.name.draft.flush()
        self.why.draft.flush()

    def forget_sent(self) -> None:
        """Before an undo or redo: take the next record as it is."""
        for field in (self.text, self.speaker, self.name):
            field.draft.forget_sent()

    def restore(self, field: str, text: str) -> None:
        """Put back typing kept under that name."""
        if field == "why":
            self._resolving = True
            self.why.draft.restore(text)
        elif field in ("text", "speaker"):
            self.text.show()
            (self.text if field == "text" else self.speaker).draft.restore(text)
        self._show_parts()

    # Inside

    def _next_message(self) -> None:
        self._message = fresh_id("message")
        self.text.draft.reset("")
        self.speaker.draft.reset("")
        self.text.hide()

    def _write(self) -> None:
        text = self.text.plain().strip()
        if not text:
            return
        self.text.draft.note_sent()
        self.speaker.draft.note_sent()
        if self.new:
            self._asked = True
            self.name.draft.note_sent()
            name = self.name.text().strip()
            self.wished.emit(Ask(self.id, self.passage, self.role.key, name, self._message, text))
        else:
            speaker = self.speaker.text().strip()
            self.wished.emit(Reply(self.id, self.passage, self._message, text, speaker))

    def _show_parts(self) -> None:
        record = self._record
        resolved = record is not None and record.resolved
        tone = "true" if resolved else "mixed"
        self._head.set_words(self._title(), tone)
        if record is None:
            self._by.setText(self.tr("new"))
        else:
            show_signature(self._by, record.person_name, record.at)
        first = record is None or (self.begun and any(m.id == self._message for m in record.messages[:1]))
        for part in (self.role, self.name):
            part.setVisible(first)
        self.speaker.setVisible(self.begun and not first)
        self.remove_button.setVisible(record is not None)
        self.reply_button.setVisible(record is not None and not resolved and not self.begun)
        self.resolve_button.setVisible(record is not None and not resolved and not self._resolving)
        self.reopen_button.setVisible(resolved)
        for part in (self.why, self.keep_button, self.cancel_button):
            part.setVisible(self._resolving and not resolved)
        self._outcome.setVisible(resolved)
        if record is not None and resolved:
            words = self.tr("Resolved by {0}, {1}").format(record.resolved_by, moment(record.resolved_at))
            self._outcome.setText(f"{words}: {record.resolved_why}" if record.resolved_why else words)
        self._show_messages()

    def _title(self) -> str:
        record = self._record
        role = record.role if record else self.role.key
        words = {
            "author": self.tr("? to the author"),
            "editor": self.tr("? to the editor"),
            "colleague": self.tr("? to a colleague"),
        }[role]
        if record is not None and record.name:
            words = self.tr("{0}: {1}").format(words, record.name)
        return self.tr("✓ {0}").format(words) if record is not None and record.resolved else words

    def _show_messages(self) -> None:
        record = self._record
        shown = tuple(
            one for one in (record.messages if record else ()) if not (self.begun and one.id == self._message)
        )
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._messages)
        for one in shown:
            self._messages.addWidget(_Message(one))

    def _show_keep(self) -> None:
        answered = self._record is not None and len(self._record.messages) > 1
        self.keep_button.setEnabled(answered or bool(self.why.text().strip()))
        blank = self.tr("why (may stay blank)") if answered else self.tr("why, though nobody answered")
        self.why.setPlaceholderText(blank)

    def _on_resolve(self) -> None:
        self.end()
        self._resolving = True
        self._show_keep()
        self._show_parts()
        self.why.setFocus()

    def _on_keep(self) -> None:
        if not self.keep_button.isEnabled():
            return
        why = self.why.text().strip()
        self._on_cancel()
        self.wished.emit(Resolve(self.id, self.passage, why))

    def _on_cancel(self) -> None:
        self._resolving = False
        self.why.draft.reset("")
        self.typing.emit(typing_key(self.passage, self.id, "why"), "", True)
        self._show_parts()

    def _on_address(self) -> None:
        self.name.draft.note_sent()
        if not self.new:
            self.wished.emit(Address(self.id, self.role.key, self.name.text().strip()))
        else:
            self._show_parts()

    def _on_typing(self, text: str) -> None:
        field = self.sender().objectName()
        self.typing.emit(typing_key(self.passage, self.id, field), text, field in ("why", "name"))

    def _connect(self) -> None:
        self._place.wanted.connect(self.place_wanted)
        self.remove_button.clicked.connect(lambda: self.wished.emit(RemoveQuery(self.id)))
        self.role.chosen.connect(self._on_address)
        self.name.draft.committed.connect(self._on_address)
        self.text.draft.committed.connect(self._write)
        self.speaker.draft.committed.connect(self._write)
        self.reply_button.clicked.connect(self.begin)
        self.resolve_button.clicked.connect(self._on_resolve)
        self.reopen_button.clicked.connect(
            lambda: self.wished.emit(Resolve(self.id, self.passage, "", resolved=False))
        )
        self.why.textChanged.connect(self._show_keep)
        self.why.returnPressed.connect(self._on_keep)
        self.keep_button.clicked.connect(self._on_keep)
        self.cancel_button.clicked.connect(self._on_cancel)
        for name in ("text", "speaker", "why", "name"):
            draft = getattr(self, name).draft
            draft.setObjectName(name)
            draft.typing.connect(self._on_typing)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._head)
        head.addWidget(self._by, 1)
        head.addWidget(self.remove_button)
        act = QHBoxLayout()
        act.setSpacing(6)
        for part in (self.reply_button, self.resolve_button, self.reopen_button):
            act.addWidget(part)
        act.addStretch(1)
        keep = QHBoxLayout()
        keep.setSpacing(6)
        keep.addWidget(self.why, 1)
        keep.addWidget(self.cancel_button)
        keep.addWidget(self.keep_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 6)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._place)
        layout.addLayout(self._messages)
        for part in (self.role, self.name, self.text, self.speaker, self._outcome):
            layout.addWidget(part)
        layout.addLayout(act)
        layout.addLayout(keep)
        self.text.hide()


class _Message(QWidget):
    """One message with whose it is."""

    def __init__(self, message: MessageRecord) -> None:
        super().__init__()
        who = message.speaker or message.person_name
        written = ""
        if message.speaker:
            written = self.tr("written down by {0}").format(message.person_name)
        head = QHBoxLayout()
        head.setSpacing(6)
        name = Label(who, weight=BOLD, size=0.9, wrap=False)
        name.setMaximumWidth(160)
        head.addWidget(name)
        about = " · ".join(filter(None, (written, moment(message.at))))
        head.addWidget(ElidedLabel(about, ink="soft", size=0.88), 1)
        layout = QVBoxLayout(self)
        set_sides(self, layout, 8, 0, 0, 2)
        layout.setSpacing(1)
        layout.addLayout(head)
        layout.addWidget(Label(message.text))

"""Text fields whose typing reaches the project by itself and is never overwritten from outside.

What is typed is told twice: within a second for safe keeping (``typing``), and as one change after a pause,
on Enter or when the field is left (``committed``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

# Only a type checker sees a widget under the mixin: Qt allows one widget base.
_Field = QWidget if TYPE_CHECKING else object

KEEP_AFTER_MS = 600
COMMIT_AFTER_MS = 1500


class Draft(QObject):
    """The text of one field between what the project holds and what the person is typing.

    Signals: ``typing(text)`` at most 600 ms after a key, however long the typing goes on;
    ``committed(text)`` once, after a pause, on Enter or on leaving, and only where the text differs.
    """

    typing = Signal(str)
    committed = Signal(str)

    def __init__(self, field: DraftLine | DraftText, *, commits: bool = True) -> None:
        """A field that does not commit holds its text until somebody takes it."""
        super().__init__(field)
        self._field = field
        self._commits = commits
        self._stored = ""
        self._sent: list[str] = []
        self._told_typing = False
        self._undone_here = False
        self._keep = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._keep.timeout.connect(self._on_keep)
        self._pause = QTimer(self, singleShot=True, interval=COMMIT_AFTER_MS)
        self._pause.timeout.connect(self.flush)

    @property
    def text(self) -> str:
        """What the field shows."""
        return self._field.plain()

    @property
    def unsent(self) -> bool:
        """True while something was typed that nobody was told to store."""
        return self.text.strip() != (self._sent[-1] if self._sent else self._stored).strip()

    def show(self, stored: str) -> None:
        """Show what the project holds, unless the person has typed something else meanwhile.

        Records arrive later than they were asked for: one that holds the text from before a commit still
        under way says nothing new and is passed over.
        """
        if stored in self._sent:
            last = len(self._sent) - 1 - self._sent[::-1].index(stored)
            self._stored, self._sent = stored, self._sent[last + 1 :]
            return
        if self._sent and stored == self._stored:
            return
        typed = self.unsent
        self._stored, self._sent = stored, []
        if not typed and stored.strip() != self.text.strip():
            self._undone_here = False
            self._field.put(stored)

    def reset(self, stored: str) -> None:
        """Show another thing's text: whatever was typed belongs to the one before."""
        self._stop()
        self._stored, self._sent = stored, []
        self._undone_here = self._told_typing = False
        if stored != self.text:
            self._field.put(stored)

    def restore(self, typed: str) -> None:
        """Put back typing that was kept but never stored."""
        if typed != self.text:
            self._field.put(typed)
            self.note_edit()

    def forget_sent(self) -> None:
        """Take the next record as it is: an undo may bring back the text from before the last commit."""
        if self._sent:
            self._stored, self._sent = self._sent[-1], []

    def flush(self) -> None:
        """Tell at once what has not been told."""
        self._stop()
        if self.unsent:
            if self._commits:
                self.committed.emit(self.text)
            else:
                self._told_typing = True
                self.typing.emit(self.text)
        else:
            self._forget_typing()

    def note_sent(self) -> None:
        """The text as it stands is on its way, on its own or within a larger value."""
        self._stop()
        if self._sent or self.text.strip() != self._stored.strip():
            self._sent.append(self.text)

    def note_edit(self) -> None:
        """A key changed the text."""
        if not self._keep.isActive():
            self._keep.start()
        if self._commits:
            self._pause.start()

    def owns(self, event: QKeyEvent) -> bool:
        """Whether this field, not the window, answers an undo or redo key."""
        if event.matches(QKeySequence.StandardKey.Undo):
            return self.unsent and self._field.can_undo()
        return self._undone_here and self._field.can_redo()

    def note_undo(self) -> None:
        """The field itself took back typing, so the next redo is its own too."""
        self._undone_here = True

    def _stop(self) -> None:
        self._keep.stop()
        self._pause.stop()

    def _on_keep(self) -> None:
        if self.unsent:
            self._told_typing = True
            self.typing.emit(self.text)
        else:
            self._forget_typing()

    def _forget_typing(self) -> None:
        """Typed back to what is stored: nothing is left to keep."""
        if self._told_typing and self.text.strip() == self._stored.strip():
            self._told_typing = False
            self.typing.emit("")


def _is_history_key(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class _Drafting(_Field):
    """Keys and focus of a field with a draft: it answers undo only while its typing is no change yet."""

    draft: Draft

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            key = cast(QKeyEvent, event)
            if _is_history_key(key) and not self.draft.owns(key):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_history_key(event):
            if not self.draft.owns(event):
                event.ignore()
                return
            self.draft.note_undo()
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # A line would pass it on: to what the keyboard went to meanwhile.
            event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.draft.flush()


class DraftLine(_Drafting, QLineEdit):
    """One line of text with a draft behind it."""

    def __init__(self, name: str, placeholder: str = "", *, commits: bool = True) -> None:
        super().__init__()
        self.draft = Draft(self, commits=commits)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self.draft.note_edit)
        self.returnPressed.connect(self.draft.flush)

    def plain(self) -> str:
        return self.text()

    def put(self, text: str) -> None:
        at = self.cursorPosition()
        self.setText(text)
        self.setCursorPosition(min(at, len(text)) if self.hasFocus() else 0)

    def can_undo(self) -> bool:
        return self.isUndoAvailable()

    def can_redo(self) -> bool:
        return self.isRedoAvailable()


class DraftText(_Drafting, QPlainTextEdit):
    """A few lines of text with a draft behind them; as high as what it holds.

    Signals: ``entered`` when Enter is pressed in a field of one paragraph.
    """

    entered = Signal()

    def __init__(
        self, name: str, placeholder: str = "", *, rows: int = 1, most: int = 9, commits: bool = True
    ) -> None:
        super().__init__()
        self._rows, self._most = rows, most
        self._putting = False
        self.draft = Draft(self, commits=commits)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.document().setDocumentMargin(3)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._on_text_changed)
        self._fit()

    def plain(self) -> str:
        return self.toPlainText()

    def put(self, text: str) -> None:
        cursor = self.textCursor()
        at = cursor.position()
        self._putting = True
        self.setPlainText(text)
        self._putting = False
        cursor = self.textCursor()
        cursor.setPosition(min(at, max(0, self.document().characterCount() - 1)) if self.hasFocus() else 0)
        self.setTextCursor(cursor)

    def can_undo(self) -> bool:
        return self.document().isUndoAvailable()

    def can_redo(self) -> bool:
        return self.document().isRedoAvailable()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if self.viewport().width() != event.size().width():
            # A scroll bar came or went, and of that Qt tells nothing within this event.
            super().resizeEvent(QResizeEvent(self.viewport().size(), event.size()))

    def sizeHint(self) -> QSize:
        return QSize(120, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.height())

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        # Scripts drawn from another font stand in higher lines than ours: measure, do not count.
        high, block = 0.0, self.document().firstBlock()
        while block.isValid() and high <= self._most * line:
            high += self.blockBoundingRect(block).height()
            block = block.next()
        scrolls = high > self._most * line + 8
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        wanted = int(min(max(high, self._rows * line + 6), self._most * line + 8)) + 6
        if wanted != self.height():
            self.setFixedHeight(wanted)

    def _on_text_changed(self) -> None:
        self._fit()
        if not self._putting:
            self.draft.note_edit()

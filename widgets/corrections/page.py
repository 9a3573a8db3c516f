"""The paragraph in hand as a field, and the corrections gathered so far."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from db.records import record
from widgets.buttons import button
from widgets.fields import DraftText
from widgets.key_names import show_key
from widgets.labels import BOLD, CapsLabel, Label
from widgets.layouts import clear, scrolled
from widgets.remarks.diff_label import DiffLabel
from widgets.styling import follow_theme

_KEEP_AFTER_MS = 400


@record
class Corrected:
    """A paragraph with its number, its words and what they should be; number 0 where it is in no paragraph
    of the draft any more."""

    paragraph: int
    start: int
    before: str
    after: str


class CorrectionsPage(QWidget):
    """Signals: ``typed(text)`` what the paragraph in hand should say; ``taken_back(start)`` for a correction;
    ``place_wanted(start)`` to have that paragraph in hand; ``draft_wanted``; ``left`` to go on reading.

    Attributes: ``field`` holds the paragraph in hand.
    """

    typed = Signal(str)
    taken_back = Signal(int)
    place_wanted = Signal(int)
    draft_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name = Label(weight=BOLD)
        self.field = DraftText(self.tr("The paragraph"), rows=5, most=16, commits=False)
        self._hint = Label(ink="soft", size=0.92)
        self._count = CapsLabel("")
        self._none = Label(
            self.tr("Nothing is corrected yet. Typing in the paragraph above is the first correction."),
            ink="soft",
        )
        self.list = QVBoxLayout()
        self.list.setSpacing(8)
        self.draft_button = button("", look="primary")
        self._pause = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._pause.timeout.connect(self._tell)
        column = scrolled(self)
        column.addWidget(Label(self.tr("Correct the text"), size=1.25, weight=BOLD))
        for part in (self._name, self.field, self._hint, self._count, self._none):
            column.addWidget(part)
        column.addLayout(self.list)
        line = QHBoxLayout()
        line.addWidget(self.draft_button)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)
        words = self.tr(
            "The article stays as it is until a draft is made of the corrections. Back to it: {0}."
        )
        show_key(self, self._hint.setText, words, "claim.close", "Ctrl+Enter")
        self.field.textChanged.connect(self._on_text_changed)
        self.draft_button.clicked.connect(self._on_draft)
        follow_theme(self)
        self._putting = False
        self.show_corrections((), 2)

    @property
    def holds_keyboard(self) -> bool:
        """Whether keys pressed now are pressed on this page."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def show_paragraph(self, number: int, words: str) -> None:
        """Have that paragraph in hand with these words, corrected or not; number 0 for none."""
        self._pause.stop()
        self._name.setText(
            self.tr("Paragraph {0}").format(number)
            if number
            else self.tr("Stand in the paragraph to correct.")
        )
        self.field.setEnabled(bool(number))
        self._putting = True
        self.field.draft.reset(words)
        self._putting = False

    def begin(self, at: int) -> None:
        """Type from that character of the paragraph on."""
        cursor = self.field.textCursor()
        units = len(self.field.plain()[:at].encode("utf-16-le")) // 2
        cursor.setPosition(units)
        self.field.setTextCursor(cursor)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_corrections(self, made: Sequence[Corrected], draft: int) -> None:
        """Show what is gathered for draft number ``draft``."""
        clear(self.list)
        for one in made:
            self.list.addWidget(self._card(one))
        count = sum(one.paragraph > 0 for one in made)
        self._count.setText(self.tr("Corrections, not yet a draft: {0}").format(count))
        self._count.setVisible(bool(made))
        self._none.setVisible(not made)
        words = self.tr("Make draft {0} of this correction") if count == 1 else ""
        words = words or self.tr("Make draft {0} of these {1} corrections")
        self.draft_button.setText(words.format(draft, count))
        self.draft_button.setVisible(bool(count))

    def flush(self) -> None:
        """Tell what was typed and not told."""
        if self._pause.isActive():
            self._pause.stop()
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _card(self, one: Corrected) -> QWidget:
        card = QFrame()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        name = self.tr("Paragraph {0}").format(one.paragraph)
        if not one.paragraph:
            name = self.tr("Its paragraph is not in this draft")
        elif not one.after.strip():
            name = self.tr("Paragraph {0}, left out").format(one.paragraph)
        column.addWidget(Label(name, ink="soft" if one.paragraph else "warning", size=0.92))
        change = DiffLabel()
        change.show_change(one.before, one.after)
        column.addWidget(change)
        line = QHBoxLayout()
        if one.paragraph:
            go = button(self.tr("Go to it"), look="quiet")
            go.clicked.connect(partial(self.place_wanted.emit, one.start))
            line.addWidget(go)
        back = button(self.tr("Take it back"), look="quiet")
        back.clicked.connect(partial(self.taken_back.emit, one.start))
        line.addWidget(back)
        line.addStretch(1)
        column.addLayout(line)
        return card

    def _on_text_changed(self) -> None:
        if not self._putting:
            self._pause.start()

    def _tell(self) -> None:
        # What a field calls its plain text has lost the spaces at which no line breaks.
        self.typed.emit(self.field.document().toRawText().replace("\u2029", "\n"))

    def _on_draft(self) -> None:
        self.flush()
        self.draft_wanted.emit()

"""One note of the author's: whose it is, what it says, the sentence it belongs to, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStyle, QVBoxLayout, QWidget

from db.records import AnnotationRecord, record
from widgets.buttons import button
from widgets.key_names import show_key
from widgets.labels import BOLD, ElidedLabel, Label
from widgets.layouts import FlowLayout, set_sides
from widgets.pills import Pill
from widgets.theme import theme_of

_STRIP = 4
_QUOTED = 160
SOURCE, QUERY, IGNORED = "source", "query", "ignored"


@record
class AuthorNote:
    """A note with the words of the sentence it belongs to, which begins at ``start``."""

    annotation: AnnotationRecord
    sentence: str
    start: int


class AuthorNoteCard(QWidget):
    """Takes the keyboard as a whole; only the one in hand shows what can be made of it.

    Signals: ``decided(what)``: source, query, ignored, or blank to decide again; ``taken`` when the keyboard
    comes to it; ``stepped(way)`` for up and down; ``place_wanted`` to see its words.
    """

    decided = Signal(str)
    taken = Signal()
    stepped = Signal(int)
    place_wanted = Signal()

    def __init__(self, note: AuthorNote) -> None:
        super().__init__()
        self.note = note
        self._current = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        annotation = note.annotation
        name = " · ".join(filter(None, (kind_words(annotation.kind), annotation.author)))
        self._name = ElidedLabel(name, weight=BOLD)
        self._became = Pill(*_became(annotation.taken))
        quoted = " ".join(note.sentence.split())
        shown = quoted if len(quoted) <= _QUOTED else quoted[:_QUOTED].rpartition(" ")[0] + "…"
        self._sentence = Label(f"“{shown}”", ink="soft", size=0.95, serif=True)
        self._words = Label(annotation.text)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons: dict[str, QPushButton] = {}
        self._acts = QWidget()
        self._lay_out()
        self._became.setVisible(bool(annotation.taken))
        self._sentence.setVisible(bool(shown))
        self.setAccessibleName(" ".join((name, annotation.text, *_became(annotation.taken)[:1])))
        self.set_current(on=False)

    def set_current(self, *, on: bool) -> None:
        """Open or fold what can be made of it."""
        self._current = on
        self._acts.setVisible(on)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.place_wanted.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.taken.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.place_wanted.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, rect = theme_of(self), QPainter(self), self.rect()
        painter.fillRect(rect, theme.tone("unrated").wash if self._current else theme.colour("card"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("rule"))
        strip = QRect(rect.left(), rect.top(), _STRIP, rect.height() - 1)
        left = not self.note.annotation.taken
        painter.fillRect(
            QStyle.visualRect(self.layoutDirection(), rect, strip),
            theme.colour("warning" if left else "rule"),
        )
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name, 1)
        head.addWidget(self._became)
        acts = FlowLayout(self._acts, gap=6)
        if self.note.annotation.taken:
            self._add(acts, "", self.tr("Decide again"), "", "")
        else:
            self._add(acts, SOURCE, self.tr("Make it a source ({0})"), "claim.evidence", "E")
            self._add(acts, QUERY, self.tr("Ask the author ({0})"), "claim.query", "Q")
            self._add(acts, IGNORED, self.tr("Ignore ({0})"), "fact.dismiss", "X")
        column = QVBoxLayout(self)
        set_sides(self, column, 14, 8, 12, 10)
        column.setSpacing(5)
        column.addLayout(head)
        for part in (self._words, self._sentence, self._acts):
            column.addWidget(part)

    def _add(self, acts: FlowLayout, what: str, words: str, command: str, key: str) -> None:
        made = button(words, look="primary" if what == SOURCE else "")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda: self.decided.emit(what))
        if command:
            show_key(made, made.setText, words, command, key)
        self.buttons[what] = made
        acts.addWidget(made)


def kind_words(kind: str) -> str:
    """What that kind of note is called."""
    words = {"footnote": "Footnote", "endnote": "Endnote", "comment": "Comment"}
    return QCoreApplication.translate("AuthorNoteCard", words[kind]) if kind in words else kind


def _became(taken: str) -> tuple[str, str]:
    words = {SOURCE: ("a source", "true"), QUERY: ("a query", "mixed"), IGNORED: ("ignored", "unrated")}
    said, tone = words.get(taken, ("", "unrated"))
    return QCoreApplication.translate("AuthorNoteCard", said) if said else "", tone

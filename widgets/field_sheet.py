"""Named fields under one another; a blank stays visible as a blank."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from widgets.fields import DraftLine, DraftText
from widgets.labels import Label, breakable


def moment(ms: int) -> str:
    """A time as dates are typed in the window, ``2026-11-18 11:06``; empty for none.

    Not as the locale has it: 11/12/26 is one day to one reader and another to the next.
    """
    return QDateTime.fromMSecsSinceEpoch(ms).toString("yyyy-MM-dd HH:mm") if ms else ""


def day(ms: int) -> str:
    """The day of a time as dates are typed in the window, ``2026-11-18``; empty for none."""
    return moment(ms).partition(" ")[0]


def show_signature(label: Label, person: str, ms: int) -> None:
    """Say who wrote something and on which day; the time of day is in the tooltip, as room is short."""
    label.setText(f"{person} · {day(ms)}")
    label.setToolTip(f"{person} · {moment(ms)}")


def file_size(size: int) -> str:
    """A size in bytes as the person's locale writes it; empty for none."""
    if not size:
        return ""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


class FieldSheet(QWidget):
    """Fields that are edited and facts that are only read.

    Signals: ``edited(field, text)`` for one change; ``typing(field, text)`` for safe keeping.
    """

    edited = Signal(str, str)
    typing = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, DraftLine | DraftText] = {}
        self.facts: dict[str, Label] = {}
        self._rows: dict[str, tuple[QWidget, ...]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)

    def add_line(self, name: str, words: str, placeholder: str = "", *, commits: bool = True) -> DraftLine:
        """A field of one line; one that does not commit holds its text until somebody takes it."""
        field = DraftLine(words, placeholder or self.tr("blank"), commits=commits)
        field.textChanged.connect(self._show_blanks)
        field.setProperty("blank", "true")
        self._add(name, words, field)
        return field

    def add_text(
        self, name: str, words: str, placeholder: str = "", rows: int = 1, *, commits: bool = True
    ) -> DraftText:
        """A field of several lines."""
        field = DraftText(words, placeholder or self.tr("blank"), rows=rows, commits=commits)
        self._add(name, words, field)
        return field

    def add_fact(self, name: str, words: str, *, copies: bool = False) -> Label:
        """Something that is only read; ``copies`` adds a button that puts it into the clipboard whole."""
        fact = Label(size=0.95)
        fact.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts[name] = fact
        row = self._grid.rowCount()
        label = self._name(words)
        label.setContentsMargins(0, 3 if copies else 0, 0, 0)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        if not copies:
            self._grid.addWidget(fact, row, 1)
            self._rows[name] = (label, fact)
            return fact
        button = QPushButton(self.tr("Copy"))
        button.setProperty("look", "quiet")
        button.setProperty("fact", name)
        button.setAccessibleName(self.tr("Copy {0}").format(words))
        button.clicked.connect(self._on_copy)
        held = QWidget()
        line = QHBoxLayout(held)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(fact, 1)
        line.addWidget(button)
        self._grid.addWidget(held, row, 1)
        self._rows[name] = (label, held)
        return fact

    def add_part(self, name: str, words: str, part: QWidget) -> None:
        """Something else to be chosen or done, with what it is called before it."""
        label = self._name(words)
        label.setBuddy(part)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(part, row, 1)
        self._rows[name] = (label, part)

    def show_field(self, name: str, stored: str, *, other: bool) -> None:
        """Show the stored text of a field; ``other`` where another thing was shown before."""
        draft = self.fields[name].draft
        draft.reset(stored) if other else draft.show(stored)
        self._show_blanks()

    def show_fact(self, name: str, text: str) -> None:
        """Show a fact, or that it is not known."""
        self.facts[name].setProperty("whole", text)
        shown = f"{text[:12]}…{text[-12:]}" if len(text) == 64 and " " not in text else text
        self.facts[name].setText(breakable(shown) or self.tr("not known"))
        self.facts[name].setToolTip(text if shown != text else "")
        self.facts[name].set_ink("" if text else "faint")

    def show_row(self, name: str, *, on: bool) -> None:
        """Show or hide a field or fact with what it is called."""
        for part in self._rows[name]:
            part.setVisible(on)

    def flush(self) -> None:
        """Tell what has been typed and not told."""
        for field in self.fields.values():
            field.draft.flush()

    def forget_sent(self) -> None:
        """Before an undo or redo: take the next record as it is."""
        for field in self.fields.values():
            field.draft.forget_sent()

    def _add(self, name: str, words: str, field: DraftLine | DraftText) -> None:
        self.fields[name] = field
        field.draft.setObjectName(name)
        field.draft.committed.connect(self._on_committed)
        field.draft.typing.connect(self._on_typing)
        label = self._name(words)
        label.setBuddy(field)
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1)
        self._rows[name] = (label, field)

    def _name(self, words: str) -> Label:
        label = Label(words, ink="soft", size=0.92, wrap=False)
        label.setContentsMargins(0, 4, 0, 0)
        return label

    def _show_blanks(self) -> None:
        for field in self.fields.values():
            blank = "true" if not field.plain() else "false"
            if isinstance(field, DraftLine) and field.property("blank") != blank:
                field.setProperty("blank", blank)
                field.style().unpolish(field)
                field.style().polish(field)

    def _on_committed(self, text: str) -> None:
        name = self.sender().objectName()
        self.fields[name].draft.note_sent()
        self.edited.emit(name, text.strip())

    def _on_typing(self, text: str) -> None:
        self.typing.emit(self.sender().objectName(), text)

    def _on_copy(self) -> None:
        name = self.sender().property("fact")
        QGuiApplication.clipboard().setText(self.facts[name].property("whole") or "")

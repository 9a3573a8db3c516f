"""What else is left out of a copy: found by typing, listed, and taken back with a press."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from db.records.sharing import Nameable
from widgets.buttons import button
from widgets.labels import isolated
from widgets.layouts import clear
from widgets.searching.found_list import FoundList, FoundRow

_MOST = 8
_HIGH = 260


class LeftOut(QWidget):
    """A line to type in, what it finds below it, and what was chosen above.

    Signals: ``changed`` when something was chosen or taken back.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._known: tuple[Nameable, ...] = ()
        self._chosen: list[str] = []
        self._shown = QVBoxLayout()
        self._shown.setSpacing(4)
        self.line = _Line()
        self.line.setPlaceholderText(self.tr("Leave out as well: a source, a claim, a person, notes …"))
        self.line.setAccessibleName(self.tr("Leave out as well"))
        self.found = FoundList(self.tr("What can be left out"))
        self.found.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._shown)
        layout.addWidget(self.line)
        layout.addWidget(self.found)
        self.line.textEdited.connect(self._on_typed)
        self.line.gone.connect(self._on_gone)
        self.line.taken.connect(self._on_taken)
        self.found.chosen.connect(self._on_chosen)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of what is left out."""
        return tuple(self._chosen)

    @property
    def finding(self) -> bool:
        """Whether something typed is being looked for."""
        return not self.found.isHidden()

    def show_known(self, known: Sequence[Nameable]) -> None:
        """What there is to choose of; nothing of it is chosen yet."""
        self._known, self._chosen = tuple(known), []
        self.stop_finding()
        self._show_chosen()

    def stop_finding(self) -> None:
        """Forget what was typed."""
        self.line.clear()
        self.found.hide()

    def _on_typed(self, text: str) -> None:
        wanted = text.casefold().split()
        rows = [
            FoundRow(one.name, self._words(one), self._kind(one))
            for one in self._known
            if one.name not in self._chosen and self._is_meant(one, wanted)
        ][:_MOST]
        if wanted and not rows:
            rows = [FoundRow("", self.tr("Nothing of the project is called that"), heading=True)]
        self.found.show_rows(rows if wanted else [])
        self.found.setFixedHeight(self.found.height_for(_HIGH))
        self.found.setVisible(bool(wanted))

    def _is_meant(self, one: Nameable, wanted: Sequence[str]) -> bool:
        said = f"{one.name} {self._words(one)} {self._kind(one)}".casefold()
        return all(word in said for word in wanted)

    def _on_gone(self, rows: int) -> None:
        self.found.go(rows)

    def _on_taken(self) -> None:
        current = self.found.current
        if self.finding and current is not None and current.key:
            self._on_chosen(current.key)

    def _on_chosen(self, name: str) -> None:
        self._chosen.append(name)
        self.stop_finding()
        self._show_chosen()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show_chosen(self) -> None:
        clear(self._shown)
        known = {one.name: one for one in self._known}
        for name in self._chosen:
            words = self._words(known[name])
            put_back = button(f"✕ {isolated(words)}", look="quiet", tip=self.tr("Send it after all"))
            put_back.setAccessibleName(self.tr("Left out: {0}. Send it after all").format(words))
            put_back.clicked.connect(lambda _=False, name=name: self._on_put_back(name))
            self._shown.addWidget(put_back, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_put_back(self, name: str) -> None:
        self._chosen.remove(name)
        self._show_chosen()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _words(self, one: Nameable) -> str:
        if one.kind == "person":
            return one.words
        if one.kind == "notes":
            claim = one.name.rpartition("/")[0]
            return self.tr("Notes on {0}").format(claim) if claim else self.tr("All notes")
        words = one.words if len(one.words) <= 70 else one.words[:69] + "…"
        return f"{one.name} {words}"

    def _kind(self, one: Nameable) -> str:
        return {
            "source": self.tr("source"),
            "claim": self.tr("claim"),
            "person": self.tr("all this person wrote"),
            "notes": self.tr("notes"),
        }[one.kind]


class _Line(QLineEdit):
    """Signals: ``gone(rows)`` on Up and Down; ``taken`` on Enter."""

    gone = Signal(int)
    taken = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.gone.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text():
            self.taken.emit()
        else:
            super().keyPressEvent(event)

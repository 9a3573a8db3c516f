"""A page in the article's place: the steps of a project, newest first, and what the one stood on changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from widgets.buttons import button, keep_reading
from widgets.choice_box import ChoiceBox
from widgets.chronicle.turned import Turned, TurnedRow
from widgets.labels import BOLD, Label
from widgets.layouts import FlowLayout, clear
from widgets.pages.listed import ListedPage
from widgets.searching.found_list import FoundRow

MORE = "more/"


class ChroniclePage(ListedPage):
    """Signals: ``asked(person, day, claim)`` where another part of the history is wanted: an id, a day as it
    was typed, and whether only the claim in hand; ``more_wanted``; ``go_wanted(group)``;
    ``restored(entity, field, txn)``; ``merge_wanted(group)`` to undo the merge that brought it.
    """

    asked = Signal(str, str, bool)
    more_wanted = Signal()
    go_wanted = Signal(str)
    restored = Signal(str, str, str)
    merge_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            self.tr("History of the project"), rows=self.tr("Steps, newest first"), wide=1080, share=0.46
        )
        self.person_box = ChoiceBox()
        self.person_box.setAccessibleName(self.tr("Whose changes"))
        self.day_field = QLineEdit()
        self.day_field.setPlaceholderText(self.tr("Day: yyyy-mm-dd"))
        self.day_field.setAccessibleName(self.tr("Changes of that day"))
        self.day_field.setMaximumWidth(170)
        self.claim_button = button("")
        self.claim_button.setCheckable(True)
        self.claim_button.setProperty("look", "chip")
        self.go_button = button(self.tr("Go to it (Enter)"))
        self.merge_button = button(self.tr("Undo the merge that brought it…"))
        self.turned: list[TurnedRow] = []
        self._said = Label(weight=BOLD, size=1.05)
        self._when = Label(ink="soft", size=0.92)
        self._changes = QVBoxLayout()
        self._shown = ""
        self.empty.show_words(
            self.tr("Nothing was done here that fits what you ask for"),
            self.tr("Ask for everybody, or for another day. No step is ever taken out of the history."),
            self.tr("Show everything"),
        )
        keep_reading(self.go_button, self.merge_button)
        self._lay_out()
        self._connect()

    @property
    def current(self) -> str:
        """The step stood on; blank for none."""
        return "" if self._at_more else super().current

    @property
    def _at_more(self) -> bool:
        row = self.list.current
        return row is not None and row.key == MORE

    def offer(self, people: Sequence[tuple[str, str]], claim: str) -> None:
        """Whose changes can be asked for (id and name), and the claim in hand by its number, if any."""
        chosen = self.person_box.currentData()
        self.person_box.blockSignals(True)
        self.person_box.clear()
        self.person_box.addItem(self.tr("Everybody"), "")
        for id, name in people:
            self.person_box.addItem(name, id)
        self.person_box.setCurrentIndex(max(0, self.person_box.findData(chosen)))
        self.person_box.blockSignals(False)
        self.claim_button.setText(self.tr("Only {0}").format(claim))
        self.claim_button.setVisible(bool(claim))
        if not claim:
            self.claim_button.setChecked(False)

    def show_rows(self, head: str, rows: Sequence[FoundRow], *, more: bool) -> None:
        """List these steps under what they are; ``more`` where older ones follow."""
        rest = FoundRow(MORE, self.tr("Show older steps"), more=True)
        self.list_rows(head if rows else "", [*rows, rest] if more else rows, same=False)

    def show_step(self, group: str, said: str, when: str, turned: Sequence[Turned], *, came: bool) -> None:
        """Show in full what that step changed; ``came`` where a merge brought it."""
        self._shown = group
        self._said.setText(said)
        self._when.setText(when)
        self.merge_button.setVisible(came)
        clear(self._changes)
        self.turned = [TurnedRow(one) for one in turned]
        for row in self.turned:
            row.restored.connect(self.restored)
            self._changes.addWidget(row)

    def walk(self, way: int) -> None:
        """Go to the next step (1) or the one before (-1), on to older ones where the list ends."""
        super().walk(way)
        self._ask_for_more()

    def _enter(self) -> None:
        if self.current:
            self.go_wanted.emit(self.current)
        self._ask_for_more()

    def _ask_for_more(self) -> None:
        if self._at_more:
            self.more_wanted.emit()

    def _ask(self, *_: object) -> None:
        person = self.person_box.currentData() or ""
        self.asked.emit(person, self.day_field.text().strip(), self.claim_button.isChecked())

    def _ask_for_all(self) -> None:
        for part in (self.person_box, self.day_field, self.claim_button):
            part.blockSignals(True)
        self.person_box.setCurrentIndex(0)
        self.day_field.clear()
        self.claim_button.setChecked(False)
        for part in (self.person_box, self.day_field, self.claim_button):
            part.blockSignals(False)
        self._ask()

    def _connect(self) -> None:
        self.empty.wanted.connect(self._ask_for_all)
        self.person_box.currentIndexChanged.connect(self._ask)
        self.day_field.editingFinished.connect(self._ask)
        self.claim_button.toggled.connect(self._ask)
        self.list.clicked.connect(self._ask_for_more)
        self.go_button.clicked.connect(self._enter)
        self.merge_button.clicked.connect(lambda: self.merge_wanted.emit(self._shown))

    def _lay_out(self) -> None:
        asked = QWidget()
        flow = FlowLayout(asked, gap=8)
        for part in (self.person_box, self.day_field, self.claim_button):
            flow.addWidget(part)
        acts = QWidget()
        row = FlowLayout(acts, gap=6)
        row.addWidget(self.go_button)
        row.addWidget(self.merge_button)
        changes = QWidget()
        changes.setLayout(self._changes)
        self._changes.setContentsMargins(0, 0, 0, 0)
        self._changes.setSpacing(2)
        self.lay_out_with((self._said, self._when, acts, changes), under=(asked,))

"""A page in the article's place: the steps of a project, newest first, and what the one stood on changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from widgets.buttons import button
from widgets.choice_box import ChoiceBox
from widgets.chronicle.turned import Turned, TurnedRow
from widgets.labels import BOLD, Hairline, Label
from widgets.layouts import FlowLayout, clear, scrolled
from widgets.searching.found_list import FoundList, FoundRow
from widgets.styling import follow_theme

MORE = "more/"
_WIDTH = 1080
_LIST_SHARE = 0.46


class ChroniclePage(QWidget):
    """Signals: ``asked(person, day, claim)`` where another part of the history is wanted: an id, a day as it
    was typed, and whether only the claim in hand; ``more_wanted``; ``stood_on(group)``; ``go_wanted(group)``;
    ``restored(entity, field, txn)``; ``merge_wanted(group)`` to undo the merge that brought it; ``left``.
    """

    asked = Signal(str, str, bool)
    more_wanted = Signal()
    stood_on = Signal(str)
    go_wanted = Signal(str)
    restored = Signal(str, str, str)
    merge_wanted = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = Label(self.tr("History of the project"), size=1.25, weight=BOLD)
        self.head = Label(ink="soft", size=0.95)
        self.person_box = ChoiceBox()
        self.person_box.setAccessibleName(self.tr("Whose changes"))
        self.day_field = QLineEdit()
        self.day_field.setPlaceholderText(self.tr("Day: yyyy-mm-dd"))
        self.day_field.setAccessibleName(self.tr("Changes of that day"))
        self.day_field.setMaximumWidth(170)
        self.claim_button = button("")
        self.claim_button.setCheckable(True)
        self.claim_button.setProperty("look", "chip")
        self.list = _Rows(self.tr("Steps, newest first"))
        self.go_button = button(self.tr("Go to it (Enter)"))
        self.merge_button = button(self.tr("Undo the merge that brought it…"))
        self.leave_button = button(self.tr("Back to the article (Esc)"), look="quiet")
        self.turned: list[TurnedRow] = []
        self._said = Label(weight=BOLD, size=1.05)
        self._when = Label(ink="soft", size=0.92)
        self._place = QWidget()
        self._changes = QVBoxLayout()
        self._shown = ""
        self._lay_out()
        self._connect()
        follow_theme(self)

    @property
    def holds_keyboard(self) -> bool:
        """Whether keys pressed now are pressed on this page."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    @property
    def current(self) -> str:
        """The step stood on; blank for none."""
        row = self.list.current
        return row.key if row is not None and row.key != MORE else ""

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
        """List these steps; ``more`` where older ones follow."""
        self.head.setText(head)
        rest = FoundRow(MORE, self.tr("Show older steps"), more=True)
        self.list.show_rows([*rows, rest] if more else rows)
        self._fit()
        self._place.setVisible(bool(rows))

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

    def take_keyboard(self) -> None:
        """Stand in the list, or on the way out where nothing is listed."""
        (self.list if self.list.rows else self.leave_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def walk(self, way: int) -> None:
        """Go to the next step (1) or the one before (-1), on to older ones where the list ends."""
        self.take_keyboard()
        self.list.go(way)
        row = self.list.current
        if row is not None and row.key == MORE:
            self.more_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.isAutoRepeat() or focus is self.day_field:
                return
            if isinstance(focus, QPushButton):
                focus.click()
            else:
                self._act()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _act(self) -> None:
        row = self.list.current
        if row is not None and row.key == MORE:
            self.more_wanted.emit()
        elif self.current:
            self.go_wanted.emit(self.current)

    def _ask(self, *_: object) -> None:
        person = self.person_box.currentData() or ""
        self.asked.emit(person, self.day_field.text().strip(), self.claim_button.isChecked())

    def _fit(self) -> None:
        self.list.setFixedHeight(self.list.height_for(max(140, int(self.height() * _LIST_SHARE))))

    def _connect(self) -> None:
        self.person_box.currentIndexChanged.connect(self._ask)
        self.day_field.editingFinished.connect(self._ask)
        self.claim_button.toggled.connect(self._ask)
        self.list.selectionModel().currentChanged.connect(lambda *_: self.stood_on.emit(self.current))
        self.list.clicked.connect(self._on_clicked)
        self.go_button.clicked.connect(self._act)
        self.merge_button.clicked.connect(lambda: self.merge_wanted.emit(self._shown))
        self.leave_button.clicked.connect(self.left)

    def _on_clicked(self, *_: object) -> None:
        row = self.list.current
        if row is not None and row.key == MORE:
            self.more_wanted.emit()

    def _lay_out(self) -> None:
        asked = QWidget()
        flow = FlowLayout(asked, gap=8)
        for part in (self.person_box, self.day_field, self.claim_button):
            flow.addWidget(part)
        inside = scrolled(self._place)
        inside.setContentsMargins(0, 8, 6, 8)
        acts = QWidget()
        row = FlowLayout(acts, gap=6)
        row.addWidget(self.go_button)
        row.addWidget(self.merge_button)
        self._changes.setSpacing(2)
        for part in (self._said, self._when, acts):
            inside.addWidget(part)
        inside.addLayout(self._changes)
        inside.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.leave_button)
        body = QWidget()
        body.setMaximumWidth(_WIDTH)
        middle = QHBoxLayout(self)
        middle.setContentsMargins(24, 20, 24, 14)
        middle.addStretch(1)
        # Wins over the air beside it until it is as wide as words are read well.
        middle.addWidget(body, 1000)
        middle.addStretch(1)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self.title, self.head, asked, Hairline(), self.list, Hairline()):
            layout.addWidget(part)
        layout.addWidget(self._place, 1)
        layout.addStretch(0)
        layout.addWidget(Hairline())
        layout.addLayout(foot)


class _Rows(FoundList):
    """Rows to be walked through: Enter is the page's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

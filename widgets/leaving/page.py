"""Before something leaves: what is held back as confidential, and where the rest still tells of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from db.records.leaving import HeldItem, Mention, Telling
from widgets.buttons import button
from widgets.labels import BOLD, CapsLabel, Hairline, Label, isolated
from widgets.styling import follow_theme

_WIDTH = 720
MOST = 200


class LeavingPage(QWidget):
    """Lists what is held back, each to be released for this once, and what still tells of it; Esc leaves it.

    Signals: ``go_requested``; ``cancel_requested``; ``released(names)`` with all that are released now.
    """

    go_requested = Signal()
    cancel_requested = Signal()
    released = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._boxes: dict[str, QPushButton] = {}
        self._items: tuple[HeldItem, ...] = ()
        self._purpose = Label(size=1.25, weight=BOLD)
        self._head = Label(ink="soft", size=0.95)
        self._held_title = CapsLabel(self.tr("Held back as confidential"))
        self._held_hint = Label(
            self.tr(
                "Left out of what is sent. In its place it says that evidence is held back, "
                "without name, title or words. What is ticked goes out this once."
            ),
            ink="soft",
            size=0.92,
        )
        self._told_title = CapsLabel(self.tr("Tells of what is confidential"))
        self._told_hint = Label(ink="warning", size=0.95)
        self._held = QVBoxLayout()
        self._told = QVBoxLayout()
        self.cancel_button = button(self.tr("Leave it (Esc)"), look="quiet")
        self.go_button = button("", look="primary")
        self._lay_out()
        self.cancel_button.clicked.connect(self.cancel_requested)
        self.go_button.clicked.connect(self.go_requested)
        follow_theme(self)

    @property
    def boxes(self) -> dict[str, QPushButton]:
        """The button that releases each thing, by its name."""
        return dict(self._boxes)

    def begin(self, purpose: str, what: str, go: str) -> None:
        """Say what is about to leave (``what``), and what the button that lets it go is called."""
        self._purpose.setText(purpose)
        self._head.setText(isolated(what))
        self.go_button.setText(go)

    def show_leaving(self, items: Sequence[HeldItem], mentions: Sequence[Mention]) -> None:
        """Show what is held back and what still tells of it."""
        self._show_items(tuple(items))
        clear(self._told)
        for mention in mentions[:MOST]:
            self._told.addWidget(MentionRow(mention))
        for part in (self._told_title, self._told_hint):
            part.setVisible(bool(mentions))
        words = self.tr("Words that tell of a confidential source stand elsewhere in it. Places: {0}.")
        self._told_hint.setText(words.format(len(mentions)))
        self.go_button.setEnabled(True)

    def say_reading(self) -> None:
        """What is shown is being worked out anew: nothing leaves meanwhile."""
        self.go_button.setEnabled(False)

    def take_keyboard(self) -> None:
        """Put the keyboard where Enter does no harm: on leaving it, where something still tells."""
        first = self.cancel_button if not self._told_title.isHidden() else self.go_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.cancel_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QPushButton):
            if not event.isAutoRepeat():
                focus.click()
        else:
            super().keyPressEvent(event)

    def _show_items(self, items: tuple[HeldItem, ...]) -> None:
        if [one.name for one in items] != [one.name for one in self._items]:
            clear(self._held)
            self._boxes = {one.name: self._box(one) for one in items}
            for box in self._boxes.values():
                self._held.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
        self._items = items
        for one in items:
            box = self._boxes[one.name]
            box.setChecked(one.released)
            box.setText(("☑ " if one.released else "☐ ") + self._words(one))
        for part in (self._held_title, self._held_hint):
            part.setVisible(bool(items))

    def _box(self, one: HeldItem) -> QPushButton:
        box = QPushButton()
        box.setCheckable(True)
        box.setProperty("look", "quiet")
        box.setAccessibleName(self.tr("Release {0} this once").format(self._words(one)))
        box.setToolTip(self.tr("Let it go out this once; it stays confidential"))
        box.clicked.connect(self._on_box)
        return box

    def _words(self, one: HeldItem) -> str:
        title = one.title if len(one.title) <= 70 else one.title[:69] + "…"
        if one.whole:
            words = self.tr("Release {0}: {1}. Uses here: {2}.")
            return words.format(one.name, isolated(title), one.uses)
        words = self.tr("Release passages {0}, from {1}. Uses here: {2}.")
        return words.format(one.name, isolated(title), one.uses)

    def _on_box(self) -> None:
        self.say_reading()
        self.released.emit(tuple(name for name, box in self._boxes.items() if box.isChecked()))

    def _lay_out(self) -> None:
        body = QWidget()
        body.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._held.setSpacing(4)
        self._told.setSpacing(10)
        for part in (self._held_title, self._held_hint):
            column.addWidget(part)
        column.addLayout(self._held)
        column.addSpacing(12)
        for part in (self._told_title, self._told_hint):
            column.addWidget(part)
        column.addLayout(self._told)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.go_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 20)
        layout.setSpacing(10)
        for part in (self._purpose, self._head, Hairline()):
            layout.addWidget(part)
        layout.addWidget(scroll, 1)
        layout.addWidget(Hairline())
        layout.addLayout(buttons)


class MentionRow(QWidget):
    """What of which source, where, and the words around."""

    def __init__(self, mention: Mention) -> None:
        super().__init__()
        telling = {
            Telling.NAME: self.tr("name"),
            Telling.PART: self.tr("part of the name"),
            Telling.TITLE: self.tr("title"),
            Telling.ADDRESS: self.tr("address"),
            Telling.FILE: self.tr("file"),
            Telling.CONTACT: self.tr("way to reach"),
            Telling.WORDS: self.tr("words"),
        }[mention.telling]
        what = f"{mention.number} · {telling} · {isolated(mention.where)}"
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(Label(what, size=0.95, weight=BOLD))
        layout.addWidget(Label(f"“{mention.around}”", serif=True))


def clear(layout: QVBoxLayout) -> None:
    """Take everything out of that column."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()

"""Before something leaves: what is held back as confidential, and where the rest still tells of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from db.records.leaving import HeldItem, Mention
from widgets.buttons import button
from widgets.labels import CapsLabel, Label, isolated
from widgets.layouts import scrolled
from widgets.leaving.held import HeldBoxes, MentionsTold
from widgets.pages.page import Page


class LeavingPage(Page):
    """Lists what is held back, each to be released for this once, and what still tells of it; Esc leaves it.

    Signals: ``go_requested``; ``released(names)`` with all that are released now.
    """

    go_requested = Signal()
    released = Signal(object)

    def __init__(self) -> None:
        super().__init__(leave=self.tr("Leave it (Esc)"), wide=720)
        self._held_title = CapsLabel(self.tr("Held back as confidential"))
        self._held_hint = Label(
            self.tr(
                "Left out of what is sent. In its place it says that evidence is held back, "
                "without name, title or words. What is ticked goes out this once."
            ),
            ink="soft",
            size=0.92,
        )
        self._held = HeldBoxes()
        self._told = MentionsTold(self.tr("Tells of what is confidential"))
        self.go_button = button("", look="primary")
        body = QWidget()
        inside = scrolled(body)
        inside.setContentsMargins(0, 8, 6, 8)
        for part in (self._held_title, self._held_hint, self._held, self._told):
            inside.addWidget(part)
        inside.insertSpacing(3, 12)
        inside.addStretch(1)
        self.lay_out((body,), (self.go_button,))
        self._held.changed.connect(self._on_released)
        self.go_button.clicked.connect(self.go_requested)

    @property
    def boxes(self) -> dict[str, QPushButton]:
        """The button that releases each thing, by its name."""
        return self._held.boxes

    @property
    def first(self) -> QWidget:
        # Where Enter does no harm: on leaving it, where something still tells.
        return self.leave_button if not self._told.isHidden() else self.go_button

    def begin(self, purpose: str, what: str, go: str) -> None:
        """Say what is about to leave (``what``), and what the button that lets it go is called."""
        self.title.setText(purpose)
        self.head.setText(isolated(what))
        self.go_button.setText(go)

    def show_leaving(self, items: Sequence[HeldItem], mentions: Sequence[Mention]) -> None:
        """Show what is held back and what still tells of it."""
        self._held.show_items(items)
        for part in (self._held_title, self._held_hint):
            part.setVisible(bool(items))
        words = self.tr("Words that tell of a confidential source stand elsewhere in it. Places: {0}.")
        self._told.show_mentions(words.format(len(mentions)), mentions)
        self.go_button.setEnabled(True)

    def say_reading(self) -> None:
        """What is shown is being worked out anew: nothing leaves meanwhile."""
        self.go_button.setEnabled(False)

    def _on_released(self) -> None:
        self.say_reading()
        self.released.emit(self._held.released)

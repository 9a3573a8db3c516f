"""A page in the article's place: what a copy for somebody else holds, and what stays here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QScrollArea, QWidget

from db.records import record
from db.records.leaving import HeldItem, Mention
from db.records.sharing import CopyCounts, ShareOffer
from widgets.buttons import button
from widgets.field_sheet import day
from widgets.labels import CapsLabel, Label, isolated
from widgets.layouts import FlowLayout, scrolled
from widgets.leaving.held import HeldBoxes, MentionsTold
from widgets.pages.page import Page
from widgets.sharing.left_out import LeftOut
from widgets.sharing.protection import Protection

_RECEIVERS = 5
WHOLE, CHANGES, READING = "whole", "changes", "reading"


@record
class ShareChoice:
    """What a person chose: ``kind`` is WHOLE, CHANGES or READING; names as in the headless command."""

    to: str
    kind: str
    released: tuple[str, ...]
    without: tuple[str, ...]
    without_deleted: bool


class SharePage(Page):
    """Esc leaves it; Ctrl+Enter, or the button, shares.

    Attributes: ``protection`` asks for a password. Signals: ``changed`` when
    something was chosen and what the copy holds is to be worked out anew; ``go_requested``.
    """

    changed = Signal()
    go_requested = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Share a copy"), leave=self.tr("Leave it (Esc)"), wide=740)
        self._sent_to: set[str] = set()
        self._deleted_words = ""
        self._go_words = ""
        self._mentions: tuple[Mention, ...] = ()
        self._seen = False
        self.to = QLineEdit()
        self.to.setPlaceholderText(self.tr("Name, kept on this machine alone (may stay blank)"))
        self.to.setAccessibleName(self.tr("Who the copy is for"))
        self._receivers = FlowLayout()
        self.kinds = {kind: _radio() for kind in (WHOLE, CHANGES, READING)}
        group = QButtonGroup(self)
        for each in self.kinds.values():
            group.addButton(each)
        self.kinds[WHOLE].setChecked(True)
        self.notes = Label(ink="soft", size=0.95)
        self._held = HeldBoxes()
        self.left_out = LeftOut()
        self.deleted = QPushButton()
        self.deleted.setCheckable(True)
        self.deleted.setProperty("look", "quiet")
        self.protection = Protection()
        self.counts = Label(size=0.95)
        self._told = MentionsTold(self.tr("Tells of what stays here"))
        self.go_button = button("", look="primary")
        self._lay_out()
        self.to.textChanged.connect(self._on_named)
        self.to.returnPressed.connect(self._on_named_enough)
        for each in self.kinds.values():
            each.clicked.connect(self._on_chosen)
        self._held.changed.connect(self._on_chosen)
        self.left_out.changed.connect(self._on_chosen)
        self.deleted.clicked.connect(self._on_chosen)
        self.go_button.clicked.connect(self.go)

    @property
    def choice(self) -> ShareChoice:
        """What is chosen now."""
        return ShareChoice(
            to=self.to.text().strip(),
            kind=next(kind for kind, each in self.kinds.items() if each.isChecked()),
            released=self._held.released,
            without=self.left_out.chosen,
            without_deleted=self.deleted.isChecked() and not self.deleted.isHidden(),
        )

    @property
    def receiver_buttons(self) -> list[QPushButton]:
        """For each who was sent something, the button that sends what they lack."""
        items = (self._receivers.itemAt(n) for n in range(self._receivers.count()))
        return [w for item in items if item and isinstance(w := item.widget(), QPushButton)]

    @property
    def boxes(self) -> dict[str, QPushButton]:
        """The button that releases each confidential thing, by its name."""
        return self._held.boxes

    @property
    def first(self) -> QWidget:
        return self.to

    def begin(self, offer: ShareOffer, head: str, go: str, *, sealed: bool = False) -> None:
        """Begin anew with what there is to choose of; ``go`` is what the button says.

        ``sealed`` where the project has a password.
        """
        self.protection.begin(sealed=sealed)
        self.head.setText(head)
        self._go_words = go
        self._see(())
        self._sent_to = {name.casefold() for name, _ in offer.receivers}
        self._show_receivers(offer)
        self.kinds[WHOLE].setChecked(True)
        self.to.clear()
        self._on_named()
        self._held.show_items(())
        words = self.tr("Private notes never travel. Here: {0}.").format(offer.notes)
        self.notes.setText(words if offer.notes else self.tr("Private notes never travel; here are none."))
        self.left_out.show_known(offer.nameable)
        self.deleted.setChecked(False)
        self.deleted.setVisible(bool(offer.deleted))
        size = QLocale().formattedDataSize(offer.deleted_bytes)
        self._deleted_words = self.tr("Leave out the files of deleted sources: {0} ({1})").format(
            offer.deleted, size
        )
        self._tick()
        self.say_working()

    def go(self) -> None:
        """Share it; where something tells of what stays, that is shown first and it takes a second press."""
        if not self.go_button.isEnabled() or not self.protection.is_right():
            return
        if self._mentions and not self._seen:
            self._seen = True
            self.go_button.setText(self.tr("Share it all the same"))
            # Without the rest of them in sight, at least the first.
            self._scroll.verticalScrollBar().setValue(self._told.y())
            self.leave_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.go_requested.emit()

    def say_working(self) -> None:
        """What the copy holds is being worked out: nothing leaves meanwhile."""
        self.go_button.setEnabled(False)
        self.counts.setText(self.tr("Working out what the copy holds…"))
        self.counts.set_ink("soft")

    def show_copy(self, items: Sequence[HeldItem], mentions: Sequence[Mention], counts: CopyCounts) -> None:
        """Show what is confidential, what still tells of it, and what the copy would hold."""
        self._held.show_items(items)
        self._see(tuple(mentions))
        size = QLocale().formattedDataSize
        words = self.tr("{0} changes and {1} files ({2}); about {3} in all.")
        words = words if counts.files else self.tr("{0} changes and no files; about {3} in all.")
        lines = [words.format(counts.transactions, counts.files, size(counts.file_bytes), size(counts.size))]
        if counts.withheld_words or counts.withheld_files:
            words = self.tr("Withheld, and marked so: {0} pieces of words, {1} files.")
            lines.append(words.format(counts.withheld_words, counts.withheld_files))
        self.counts.setText("\n".join(lines))
        self.counts.set_ink("")
        self.go_button.setEnabled(True)

    def show_refused(self, sentence: str) -> None:
        """Why there is no copy of this kind."""
        self.counts.setText(sentence)
        self.counts.set_ink("warning")
        self.go_button.setEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self.go()
        else:
            super().keyPressEvent(event)

    def _step_back(self) -> bool:
        finding = self.left_out.finding
        if finding:
            self.left_out.stop_finding()
        return finding

    # What a person does

    def _on_named(self) -> None:
        name = self.to.text().strip()
        known = name.casefold() in self._sent_to
        self.kinds[CHANGES].setEnabled(known)
        if not known and self.kinds[CHANGES].isChecked():
            self.kinds[WHOLE].setChecked(True)
            self.changed.emit()
        elif known and self.kinds[CHANGES].isChecked():
            self.changed.emit()
        self._tick()

    def _on_named_enough(self) -> None:
        chosen = next(each for each in self.kinds.values() if each.isChecked())
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_chosen(self) -> None:
        self._tick()
        self.say_working()
        self.changed.emit()

    def _on_receiver(self, name: str) -> None:
        self.to.setText(name)
        self.kinds[CHANGES].setChecked(True)
        self._on_chosen()

    # What is shown

    def _see(self, mentions: tuple[Mention, ...]) -> None:
        """Show where what goes tells of what stays; it is to be looked at anew where it is not the same."""
        if mentions != self._mentions:
            self._seen = False
        self._mentions = mentions
        self.go_button.setText(self.tr("Share it all the same") if self._seen else self._go_words)
        words = self.tr("Words that tell of what stays here stand in what goes. Look first. Places: {0}.")
        self._told.show_mentions(words.format(len(mentions)), mentions)

    def _tick(self) -> None:
        name = self.to.text().strip()
        known = name.casefold() in self._sent_to
        words = {
            WHOLE: self.tr("Everything: a project to work in, which merges back"),
            CHANGES: self.tr("Only what {0} was not sent yet: small, to be merged").format(isolated(name))
            if known
            else self.tr("Only what somebody was not sent yet (name a person you sent a copy to)"),
            READING: self.tr("A copy for reading: it opens, shows and prints, and is not changed"),
        }
        for kind, each in self.kinds.items():
            each.setText(("◉ " if each.isChecked() else "○ ") + words[kind])
            each.setAccessibleName(words[kind])
        if not self.deleted.isHidden():
            self.deleted.setText(("☑ " if self.deleted.isChecked() else "☐ ") + self._deleted_words)
            self.deleted.setAccessibleName(self._deleted_words)

    def _show_receivers(self, offer: ShareOffer) -> None:
        while (item := self._receivers.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for name, at in offer.receivers[:_RECEIVERS]:
            words = self.tr("Changes for {0} (last sent {1})").format(isolated(name), day(at))
            each = button(words, look="quiet", tip=self.tr("Send what this person was not sent yet"))
            each.clicked.connect(lambda _=False, name=name: self._on_receiver(name))
            self._receivers.addWidget(each)

    def _lay_out(self) -> None:
        body = QWidget()
        column = scrolled(body)
        column.setContentsMargins(0, 4, 6, 8)
        column.setSpacing(6)
        for heading, parts in (
            (self.tr("Who it is for"), (self.to, self._receivers)),
            (self.tr("What goes"), tuple(self.kinds.values())),
            (self.tr("What stays here"), (self.notes, self._held, self.left_out, self.deleted)),
            (self.tr("The copy holds"), (self.counts, self.protection)),
        ):
            column.addWidget(CapsLabel(heading))
            for part in parts:
                if isinstance(part, QPushButton):
                    column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
                elif isinstance(part, QWidget):
                    column.addWidget(part)
                else:
                    column.addLayout(part)
            column.addSpacing(12)
        column.addWidget(self._told)
        column.addStretch(1)
        self._scroll: QScrollArea = body.findChild(QScrollArea)  # pyright: ignore[reportAttributeAccessIssue]
        self.lay_out((body,), (self.go_button,))


def _radio() -> QPushButton:
    made = QPushButton()
    made.setCheckable(True)
    made.setProperty("look", "quiet")
    return made

"""What is confidential in something that is to leave: each to be released this once, and what tells of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from db.records.leaving import HeldItem, Mention, Telling
from widgets.labels import BOLD, CapsLabel, Label, isolated
from widgets.layouts import clear

_MOST = 200
_LONG = 70


class HeldBoxes(QWidget):
    """A button for each confidential thing.

    Signals: ``changed`` when a person released one or took that back.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._boxes: dict[str, QPushButton] = {}
        self._items: tuple[HeldItem, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    @property
    def boxes(self) -> dict[str, QPushButton]:
        """The button that releases each thing, by its name."""
        return dict(self._boxes)

    @property
    def released(self) -> tuple[str, ...]:
        """The names of all that go out this once."""
        return tuple(name for name, box in self._boxes.items() if box.isChecked())

    def show_items(self, items: Sequence[HeldItem]) -> None:
        """Show these, released as they say."""
        if [one.name for one in items] != [one.name for one in self._items]:
            clear(self._column)
            self._boxes = {one.name: self._box(one) for one in items}
            for box in self._boxes.values():
                self._column.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
        self._items = tuple(items)
        for one in items:
            self._boxes[one.name].setChecked(one.released)
        self._tick()
        self.setVisible(bool(items))

    def _box(self, one: HeldItem) -> QPushButton:
        box = QPushButton()
        box.setCheckable(True)
        box.setProperty("look", "quiet")
        box.setAccessibleName(self.tr("Release {0} this once").format(self._words(one)))
        box.setToolTip(self.tr("Let it go out this once; it stays confidential"))
        box.clicked.connect(self._on_box)
        return box

    def _tick(self) -> None:
        for one in self._items:
            box = self._boxes[one.name]
            box.setText(("☑ " if box.isChecked() else "☐ ") + self._words(one))

    def _words(self, one: HeldItem) -> str:
        title = one.title if len(one.title) <= _LONG else one.title[: _LONG - 1] + "…"
        if one.whole:
            words = self.tr("Release confidential {0}: {1}. Uses here: {2}.")
        else:
            words = self.tr("Release passages {0}, from {1}. Uses here: {2}.")
        return words.format(one.name, isolated(title), one.uses)

    def _on_box(self) -> None:
        self._tick()
        self.changed.emit()


class MentionsTold(QWidget):
    """Where what leaves still tells of what is held back, under a title and a sentence saying so."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._hint = Label(ink="warning", size=0.95)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(CapsLabel(title))
        column.addWidget(self._hint)
        column.addLayout(self._rows)

    def show_mentions(self, hint: str, mentions: Sequence[Mention]) -> None:
        """Show these; nothing at all where there are none."""
        clear(self._rows)
        for mention in mentions[:_MOST]:
            self._rows.addWidget(MentionRow(mention))
        self._hint.setText(hint)
        self.setVisible(bool(mentions))


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

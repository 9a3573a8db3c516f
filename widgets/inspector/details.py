"""What a claim is filed under: its kind, who checks it, its tags."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.records import ClaimId, ClaimRecord, PersonRecord
from widgets.choice_box import ChoiceBox
from widgets.labels import Label
from widgets.layouts import FlowLayout, clear
from widgets.remarks.wishes import Assign, SetKind, Tag

KINDS = ("number", "date", "quotation", "superlative", "cause", "accusation", "decision", "biography")


class Details(QWidget):
    """Kind, assignee and tags. Signals: ``wished(wish)`` from ``widgets.remarks.wishes``."""

    wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._claim: ClaimId | None = None
        self._tags: tuple[str, ...] = ()
        self.kind = ChoiceBox()
        self.kind.setAccessibleName(self.tr("Kind of claim"))
        self.assignee = ChoiceBox()
        self.assignee.setAccessibleName(self.tr("Who checks it"))
        self.tag = QLineEdit()
        self.tag.setAccessibleName(self.tr("New tag"))
        self.tag.setPlaceholderText(self.tr("another tag, then Enter"))
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._lay_out()
        self.kind.activated.connect(self._on_kind)
        self.assignee.activated.connect(self._on_assignee)
        self.tag.returnPressed.connect(self._on_tag)

    def show_claim(self, claim: ClaimRecord, persons: Sequence[PersonRecord]) -> None:
        """Show what that claim is filed under; ``persons`` are those it can be given to."""
        if claim.id != self._claim:
            self.tag.clear()
        self._claim = claim.id
        kinds = [("", self.tr("not said")), *self._kinds()]
        if claim.kind and claim.kind not in dict(kinds):
            kinds.append((claim.kind, claim.kind))
        _fill(self.kind, kinds, claim.kind)
        people = [("", self.tr("nobody")), *((p.id, p.name) for p in persons)]
        if claim.assignee_id and claim.assignee_id not in dict(people):
            people.append((claim.assignee_id, claim.assignee))
        _fill(self.assignee, people, claim.assignee_id)
        if claim.tags != self._tags:
            self._tags = claim.tags
            clear(self._flow)
            for name in claim.tags:
                self._flow.addWidget(self._chip(name))
        self._chips.setVisible(bool(claim.tags))
        self._chips.updateGeometry()

    def words(self, claim: ClaimRecord) -> str:
        """The same in one line."""
        kind = dict(self._kinds()).get(claim.kind, claim.kind)
        return " · ".join(filter(None, (kind, claim.assignee, *(f"#{tag}" for tag in claim.tags))))

    def _kinds(self) -> list[tuple[str, str]]:
        words = {
            "number": self.tr("number"),
            "date": self.tr("date"),
            "quotation": self.tr("quotation"),
            "superlative": self.tr("superlative"),
            "cause": self.tr("cause"),
            "accusation": self.tr("accusation"),
            "decision": self.tr("decision"),
            "biography": self.tr("biography"),
        }
        return [(kind, words[kind]) for kind in KINDS]

    def _chip(self, name: str) -> QPushButton:
        chip = QPushButton(f"#{name} ×")
        chip.setProperty("look", "quiet")
        chip.setAccessibleName(self.tr("Take the tag {0} off").format(name))
        chip.clicked.connect(lambda: self._wish_tag(name, on=False))
        return chip

    def _wish_tag(self, name: str, *, on: bool) -> None:
        if self._claim is not None:
            self.wished.emit(Tag(self._claim, name, on))

    def _on_kind(self) -> None:
        if self._claim is not None:
            self.wished.emit(SetKind(self._claim, self.kind.currentData()))

    def _on_assignee(self) -> None:
        if self._claim is not None:
            self.wished.emit(Assign(self._claim, self.assignee.currentData()))

    def _on_tag(self) -> None:
        name = self.tag.text().strip().lstrip("#").strip()
        self.tag.clear()
        if name:
            self._wish_tag(name, on=True)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        rows = (
            (self.tr("Kind"), self.kind),
            (self.tr("Checked by"), self.assignee),
            (self.tr("Tags"), self.tag),
        )
        for row, (words, field) in enumerate(rows):
            label = Label(words, ink="soft", size=0.92, wrap=False)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(grid)
        layout.addWidget(self._chips)


def _fill(box: ChoiceBox, items: Sequence[tuple[str, str]], chosen: str) -> None:
    known = [(box.itemData(at), box.itemText(at)) for at in range(box.count())]
    if known != list(items):
        box.clear()
        for key, words in items:
            box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))

"""The page on which two drafts are compared: which two, how much of them, and the way through the changes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from db.records import DraftRecord
from db.records.comparing import Comparison
from widgets.buttons import keep_reading
from widgets.choice_box import ChoiceBox
from widgets.comparing.compared_text import ComparedText
from widgets.comparing.laid import lay, said
from widgets.draft_words import draft_named
from widgets.key_names import show_key
from widgets.labels import Hairline, Label
from widgets.layouts import FlowLayout
from widgets.styling import follow_theme


class ComparePage(QWidget):
    """Two combo boxes, a switch and buttons above the column.

    Attributes: ``view`` is the column. Signals: ``wanted(old, new)`` two drafts to be compared, by id;
    ``copied(text)``; ``left`` to go back to the article.
    """

    wanted = Signal(str, str)
    copied = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.comparison: Comparison | None = None
        self.view = ComparedText()
        self.old_box, self.new_box = ChoiceBox(), ChoiceBox()
        for box in (self.old_box, self.new_box):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(16)
            box.currentTextChanged.connect(box.setToolTip)
        self.old_box.setAccessibleName(self.tr("The earlier draft"))
        self.new_box.setAccessibleName(self.tr("The draft compared with it"))
        self.all_box = QToolButton()
        self.all_box.setText(self.tr("Unchanged paragraphs too"))
        self.all_box.setProperty("look", "chip")
        self.all_box.setCheckable(True)
        self.previous_button = QPushButton("▴")
        self.next_button = QPushButton("▾")
        self.copy_button = QPushButton(self.tr("Copy as text"))
        self.back_button = QPushButton(self.tr("Back to the article"))
        keep_reading(self.copy_button, self.back_button)
        self._state = Label(ink="soft", size=0.92)
        self._name_buttons()
        self._lay_out()
        self._wire()
        self.setFocusProxy(self.view)

    def show_drafts(self, drafts: Sequence[DraftRecord], old: str, new: str) -> None:
        """The drafts there are, and the two that are compared."""
        for box, chosen in ((self.old_box, old), (self.new_box, new)):
            box.blockSignals(True)
            box.clear()
            for draft in drafts:
                box.addItem(draft_named(draft), draft.id)
            box.setCurrentIndex(max(0, box.findData(chosen)))
            box.setToolTip(box.currentText())
            box.blockSignals(False)

    def show_working(self) -> None:
        """Say that two drafts far apart are being laid beside each other."""
        self._state.setText(self.tr("Laying the two drafts beside each other…"))

    def show_failed(self, sentence: str) -> None:
        """Say why they are not compared."""
        self._state.setText(sentence)

    def show_comparison(self, comparison: Comparison) -> None:
        """Show what changed."""
        self.comparison = comparison
        self._lay_anew()

    def go_to_claim(self, claim: str) -> bool:
        """Show where a claim is touched; false where it is not."""
        return self.view.go_to_claim(claim)

    @property
    def changed_only(self) -> bool:
        """Whether paragraphs in which nothing changed are left out."""
        return not self.all_box.isChecked()

    def _name_buttons(self) -> None:
        for button, tip, name, id, key in (
            (self.previous_button, self.tr("The change before ({0})"), self.tr("The change before"),
             "article.previous_sentence", "K"),
            (self.next_button, self.tr("The next change ({0})"), self.tr("The next change"),
             "article.next_sentence", "J"),
        ):  # fmt: skip
            button.setProperty("look", "icon")
            button.setAccessibleName(name)
            show_key(button, button.setToolTip, tip, id, key)

    def _lay_out(self) -> None:
        band = QWidget()
        column = QVBoxLayout(band)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(5)
        drafts = QHBoxLayout()
        drafts.setSpacing(8)
        arrow = Label("↔", ink="soft", wrap=False)
        for part, share in ((self.old_box, 1), (arrow, 0), (self.new_box, 1)):
            drafts.addWidget(part, share)
        column.addLayout(drafts)
        row = FlowLayout(gap=8)
        for part in (
            self.previous_button,
            self.next_button,
            self.all_box,
            self.copy_button,
            self.back_button,
        ):
            row.addWidget(part)
        column.addLayout(row)
        column.addWidget(self._state)
        follow_theme(band)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(band)
        whole.addWidget(Hairline())
        whole.addWidget(self.view, 1)

    def _wire(self) -> None:
        for box in (self.old_box, self.new_box):
            box.currentIndexChanged.connect(self._on_chosen)
        self.all_box.toggled.connect(self._lay_anew)
        self.next_button.clicked.connect(self.view.next_sentence)
        self.previous_button.clicked.connect(self.view.previous_sentence)
        self.copy_button.clicked.connect(self._on_copy)
        self.back_button.clicked.connect(self.left)
        self.view.change_shown.connect(self._tell)

    def _on_chosen(self) -> None:
        old, new = self.old_box.currentData(), self.new_box.currentData()
        if old and new:
            self.wanted.emit(old, new)

    def _on_copy(self) -> None:
        if self.comparison is not None:
            self.copied.emit(said(self.comparison, changed_only=self.changed_only))

    def _lay_anew(self) -> None:
        if self.comparison is not None:
            self.view.show_laid(lay(self.comparison, changed_only=self.changed_only))
            self._tell(0)

    def _tell(self, number: int) -> None:
        laid = self.view.laid
        if laid is None or self.comparison is None:
            return
        if not laid.changes:
            self._state.setText(self.tr("The two are the same, word for word."))
            return
        if number:
            words = self.tr("Change {0} of {1}").format(number, len(laid.changes))
        else:
            words = self.tr("Changes: {0}").format(len(laid.changes))
        claims = len(self.comparison.claims)
        touched = self.tr("claims touched: {0}").format(claims) if claims else self.tr("no claim touched")
        legend = self.tr("underlined came, struck out went, dashed moved")
        self._state.setText(f"{words} · {touched} · {legend}")

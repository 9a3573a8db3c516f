"""What can be done with several claims at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from widgets.buttons import keep_reading
from widgets.labels import BOLD, Hairline, Label
from widgets.layouts import set_sides


class BulkBar(QWidget):
    """How many claims are chosen, and buttons; closing asks for one reason first.

    Signals: ``assign_pressed``, ``tag_pressed``; ``close_requested(reason)``; ``given_up`` where no claim is
    to be chosen any more; ``left`` where the keyboard should go back to the claims.
    """

    assign_pressed = Signal()
    tag_pressed = Signal()
    close_requested = Signal(str)
    given_up = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._words = Label(weight=BOLD, wrap=False)
        self.assign = QPushButton(self.tr("Assign…"))
        self.tag = QPushButton(self.tr("Tag…"))
        self.close_button = QPushButton(self.tr("Close…"))
        keep_reading(self.assign, self.tag, self.close_button)
        self.drop = QPushButton("✕")
        self.reason = QLineEdit(placeholderText=self.tr("One reason, kept with each of them"))
        self.confirm = QPushButton()
        self.cancel = QPushButton(self.tr("Cancel"))
        self._buttons, self._asking = QWidget(), QWidget()
        self._lay_out()
        self._connect()
        self.hide()

    def set_count(self, count: int) -> None:
        """How many claims are chosen; fewer than two are no lot."""
        if count != self._count:
            self._count = count
            self._words.setText(self.tr("{0} chosen").format(f"{count:,}"))
            self.confirm.setText(self.tr("Close {0}").format(f"{count:,}"))
            self._ask(asking=False)
        self.setVisible(count > 1)

    def begin_close(self) -> None:
        """Ask for the reason."""
        self._ask(asking=True)
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _lay_out(self) -> None:
        self.drop.setProperty("look", "icon")
        self.drop.setAccessibleName(self.tr("Choose none of them"))
        self.drop.setToolTip(self.drop.accessibleName())
        self.confirm.setProperty("look", "primary")
        self.cancel.setProperty("look", "quiet")
        self.reason.setAccessibleName(self.tr("Reason for closing all chosen claims"))
        buttons = _row(self._buttons)
        buttons.addWidget(self._words, 1)
        for button in (self.assign, self.tag, self.close_button, self.drop):
            buttons.addWidget(button)
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(6)
        asking.addWidget(self.reason)
        answers = QHBoxLayout()
        answers.addStretch(1)
        answers.addWidget(self.cancel)
        answers.addWidget(self.confirm)
        asking.addLayout(answers)
        inner = QVBoxLayout()
        set_sides(self, inner, 12, 8, 8, 8)
        inner.setSpacing(6)
        inner.addWidget(self._buttons)
        inner.addWidget(self._asking)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        column.addLayout(inner)

    def _connect(self) -> None:
        self.assign.clicked.connect(self.assign_pressed)
        self.tag.clicked.connect(self.tag_pressed)
        self.close_button.clicked.connect(self.begin_close)
        self.drop.clicked.connect(self.given_up)
        self.reason.textChanged.connect(self._on_reason)
        self.reason.returnPressed.connect(self._on_confirmed)
        self.confirm.clicked.connect(self._on_confirmed)
        self.cancel.clicked.connect(self._on_cancelled)

    @property
    def height_shown(self) -> int:
        """The pixels it takes now."""
        return 0 if self.isHidden() else self.sizeHint().height()

    def _ask(self, *, asking: bool) -> None:
        self._buttons.setVisible(not asking)
        self._asking.setVisible(asking)
        self.reason.clear()
        self._on_reason()

    def _on_reason(self) -> None:
        self.confirm.setEnabled(bool(self.reason.text().strip()))

    def _on_confirmed(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self._ask(asking=False)
            self.left.emit()
            self.close_requested.emit(reason)

    def _on_cancelled(self) -> None:
        self._ask(asking=False)
        self.left.emit()


def _row(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    return row

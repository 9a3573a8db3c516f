"""One field that a step changed: what it had, what it got, and the buttons that bring either back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records import record
from widgets.buttons import button
from widgets.labels import BOLD, Label
from widgets.layouts import set_sides
from widgets.remarks.diff_label import DiffLabel

_LONG = 1_200


@record
class Turned:
    """``thing`` and ``what`` say which field of what; ``before`` and ``after`` its values in words.

    ``before_txn`` and ``txn`` are the changes by which they are had again, blank where that cannot be;
    ``stands`` where ``after`` is what it has now; ``compared`` where they are words to be compared.
    """

    entity: str
    field: str
    thing: str
    what: str
    before: str
    after: str
    before_txn: str
    txn: str
    stands: bool
    compared: bool


class TurnedRow(QWidget):
    """Signals: ``restored(entity, field, txn)`` to have a value again."""

    restored = Signal(str, str, str)

    def __init__(self, turned: Turned) -> None:
        super().__init__()
        self._turned = turned
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(
            Label(" · ".join(filter(None, (turned.thing, turned.what))), weight=BOLD, size=0.95), 1
        )
        self.buttons: list[QPushButton] = []
        if turned.before_txn:
            self._offer(head, self.tr("Restore what it was"), turned.before, turned.before_txn)
        if turned.txn and not turned.stands:
            self._offer(head, self.tr("Restore this"), turned.after, turned.txn)
        column = QVBoxLayout(self)
        set_sides(self, column, 0, 4, 0, 6)
        column.setSpacing(3)
        column.addLayout(head)
        blank = self.tr("(blank)")
        if turned.compared and turned.before and turned.after:
            words = DiffLabel(beside=True)
            words.show_change(turned.before[:_LONG], turned.after[:_LONG])
            column.addWidget(words)
        elif turned.before:
            said = self.tr("{0} → {1}").format(_short(turned.before), _short(turned.after) or blank)
            column.addWidget(Label(said))
        else:
            column.addWidget(Label(_short(turned.after) or blank))

    def _offer(self, head: QHBoxLayout, words: str, value: str, txn: str) -> None:
        made = button(words, look="quiet", name=f"{words}: {_short(value)}")
        made.setToolTip(self.tr("Have this value again; an ordinary change that can be undone"))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda: self.restored.emit(self._turned.entity, self._turned.field, txn))
        head.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self.buttons.append(made)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 240 else text[:239] + "…"

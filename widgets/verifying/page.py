"""What verifying the project found: sound, or what is not as it was written, each to be gone to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from db.records.fingerprints import spoken_fingerprint
from widgets.labels import BOLD, Label
from widgets.layouts import set_sides
from widgets.searching.found_list import FoundList, FoundRow
from widgets.styling import follow_theme


class VerifiedPage(QWidget):
    """Signals: ``chosen(key)`` of a finding; ``left`` to go on in the article."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = Label(size=1.1, weight=BOLD)
        self.counts = Label(ink="soft")
        self.means = Label(ink="soft", size=0.92)
        self.list = FoundList(self.tr("What is not as it was written"))
        self._name = Label(ink="soft", size=0.85)
        self.fingerprint = QLineEdit(readOnly=True)
        self.fingerprint.setAccessibleName(self.tr("Fingerprint of the log"))
        column = QVBoxLayout(self)
        set_sides(self, column, 14, 12, 10, 10)
        column.setSpacing(8)
        for part in (self.title, self.counts, self.list, self.means, self._name, self.fingerprint):
            column.addWidget(part)
        column.setStretch(2, 1)
        column.addStretch(0)
        self.list.chosen.connect(self.chosen)
        follow_theme(self)

    def show_result(
        self, title: str, ink: str, counts: str, rows: Sequence[FoundRow], means: str, fingerprint: str = ""
    ) -> None:
        """Show this: a title in one of the theme's inks, what was looked at and found, and what it means."""
        self.title.setText(title)
        self.title.set_ink(ink)
        self.counts.setText(counts)
        self.means.setText(means)
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        for part in (self._name, self.fingerprint):
            part.setVisible(bool(fingerprint))
        words = self.tr("Fingerprint {0}, the same in copies that hold the same changes. In full:")
        self._name.setText(words.format(spoken_fingerprint(fingerprint)))
        self.fingerprint.setText(fingerprint)
        self.fingerprint.setCursorPosition(0)

    def take_keyboard(self) -> None:
        """Stand on the first finding, or on the page where there is none."""
        (self.list if self.list.rows else self).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

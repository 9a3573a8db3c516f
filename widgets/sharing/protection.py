"""A password for a copy: a tick, and where it is ticked two lines to type it in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from widgets.labels import Label


class Protection(QWidget):
    """Asks for the password of a copy, twice, where a person wants one."""

    def __init__(self) -> None:
        super().__init__()
        self._own = Label(self.tr("The copy is protected with the project’s own password."), size=0.95)
        self.tick = QPushButton()
        self.tick.setCheckable(True)
        self.tick.setProperty("look", "quiet")
        self.first = self._line(self.tr("Password"))
        self.again = self._line(self.tr("Once more"))
        self._wrong = Label(ink="warning", size=0.95)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._own)
        layout.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.first, self.again, self._wrong):
            layout.addWidget(part)
        self.tick.clicked.connect(self._on_ticked)
        self.begin(sealed=False)

    @property
    def words(self) -> str:
        """The password chosen; blank for none of its own."""
        return self.first.text() if self.tick.isChecked() else ""

    def begin(self, *, sealed: bool) -> None:
        """Begin anew; ``sealed`` where the project has a password."""
        self._own.setVisible(sealed)
        self.tick.setChecked(False)
        self._on_ticked()

    def is_right(self) -> bool:
        """Whether it can be used as it is typed; else says why not, and has it typed again."""
        wrong = ""
        if self.tick.isChecked() and not self.first.text():
            wrong = self.tr("An empty password protects nothing; type one.")
        elif self.tick.isChecked() and self.first.text() != self.again.text():
            wrong = self.tr("The two are not the same; type them again.")
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        if wrong:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.first.selectAll()
        return not wrong

    def _on_ticked(self) -> None:
        on = self.tick.isChecked()
        words = self.tr("Protect the copy with a password of its own")
        self.tick.setText(("☑ " if on else "☐ ") + words)
        self.tick.setAccessibleName(words)
        for line in (self.first, self.again):
            line.clear()
            line.setVisible(on)
        self._wrong.hide()
        if on:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setPlaceholderText(name)
        line.setAccessibleName(name)
        return line

"""Typing a password: to open a project, or to set, change and remove it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from widgets.buttons import button
from widgets.labels import BOLD, Label
from widgets.styling import follow_theme

_WIDTH = 460


class _Sheet(QDialog):
    """A head, words under it, fields that hide what is typed, and what is wrong with it."""

    def __init__(self, window: QWidget, title: str, words: str) -> None:
        super().__init__(window)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fields: list[QLineEdit] = []
        self.head = Label(title, size=1.2, weight=BOLD)
        self.words = Label(words, ink="soft")
        self.wrong = Label(ink="danger")
        self.wrong.hide()
        self.shown = QCheckBox(self.tr("Show what is typed"))
        self.shown.toggled.connect(self._on_shown)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(24, 20, 24, 18)
        self._layout.setSpacing(10)
        for part in (self.head, self.words, self.wrong):
            self._layout.addWidget(part)
        self.setMinimumWidth(_WIDTH)
        follow_theme(self)

    def say_wrong(self, sentence: str) -> None:
        """What is wrong with what was typed; blank for nothing."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        self.adjustSize()

    def _field(self, name: str) -> QLineEdit:
        label = Label(name, size=0.92)
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(name)
        # Nothing that learns words may learn these.
        hints = Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        field.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoPredictiveText)
        label.setBuddy(field)
        self._layout.addWidget(label)
        self._layout.addWidget(field)
        self.fields.append(field)
        return field

    def _finish(self, *buttons: QWidget) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        for each in buttons:
            row.addWidget(each)
        self._layout.addSpacing(6)
        self._layout.addLayout(row)

    def _on_shown(self, shown: bool) -> None:
        for field in self.fields:
            field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def done(self, result: int) -> None:
        # Qt keeps a widget's text until it is deleted.
        super().done(result)
        for field in self.fields:
            field.clear()


class AskPassword(_Sheet):
    """Asks for the password of a file.

    Signals: ``entered(words, remember)`` where one was typed; ``rejected`` where it was left.
    """

    entered = Signal(str, bool)

    def __init__(self, window: QWidget, name: str, words: str, *, can_remember: bool = True) -> None:
        super().__init__(window, window.tr("Password of {0}").format(name), words)
        self.field = self._field(self.tr("Password"))
        self._layout.addWidget(self.shown)
        self.remember = QCheckBox(self.tr("Remember on this computer, in its keyring"))
        self.remember.setVisible(can_remember)
        self._layout.addWidget(self.remember)
        self.go = button(self.tr("Open"), look="primary")
        leave = button(self.tr("Cancel"))
        self._finish(leave, self.go)
        self.go.setDefault(True)
        self.go.clicked.connect(self._on_go)
        leave.clicked.connect(self.reject)

    def _on_go(self) -> None:
        words = self.field.text()
        if not words:
            self.say_wrong(self.tr("Type the password first."))
            return
        remember = self.remember.isChecked()
        self.accept()
        self.entered.emit(words, remember)


class SetPassword(_Sheet):
    """Sets a password, or changes and removes the one there is.

    Signals: ``chosen(words, remember)``, blank words to remove it.
    """

    chosen = Signal(str, bool)

    def __init__(self, window: QWidget, name: str, *, there: bool) -> None:
        head = window.tr("Another password for {0}") if there else window.tr("A password for {0}")
        super().__init__(
            window,
            head.format(name),
            window.tr(
                "The project and its backups are encrypted. A password that is forgotten nobody can bring "
                "back: not you, not a colleague, not the makers of Tickmark."
            ),
        )
        self.first = self._field(self.tr("New password"))
        self.again = self._field(self.tr("Once more"))
        self._layout.addWidget(self.shown)
        self.remember = QCheckBox(self.tr("Remember on this computer, in its keyring"))
        self._layout.addWidget(self.remember)
        more = window.tr(
            "Copies you shared, and what the disk or the system’s own backups keep of the file as it was, "
            "stay as they are."
        )
        self._layout.addWidget(Label(more, ink="soft", size=0.92))
        self.go = button(self.tr("Change it") if there else self.tr("Protect the project"), look="primary")
        self.remove = button(self.tr("Remove the password"))
        self.remove.setVisible(there)
        leave = button(self.tr("Cancel"))
        self._finish(self.remove, leave, self.go)
        self.go.setDefault(True)
        self.go.clicked.connect(self._on_go)
        self.remove.clicked.connect(self._on_remove)
        leave.clicked.connect(self.reject)

    def _on_go(self) -> None:
        words, remember = self.first.text(), self.remember.isChecked()
        if not words:
            self.say_wrong(self.tr("An empty password protects nothing; type one."))
        elif words != self.again.text():
            self.say_wrong(self.tr("The two are not the same; type them again."))
        else:
            self.accept()
            self.chosen.emit(words, remember)

    def _on_remove(self) -> None:
        self.accept()
        self.chosen.emit("", False)

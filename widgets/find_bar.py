"""The find bar above a text that is read."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from widgets.layouts import set_sides
from widgets.spoken_parts import announce, speak_as
from widgets.styling import follow_theme
from widgets.theme import theme_of


class Searched(Protocol):
    """What is searched."""

    def find_words(self, words: str, forward: bool = True) -> tuple[int, int]:
        """Go to the next place of the words: (its number, places), (0, 0) for none or none yet."""
        ...

    def end_find(self) -> None:
        """Take the marks of found words away."""
        ...


class FindBar(QWidget):
    """Finds words while they are typed; Enter goes on, Shift+Enter back, Esc closes.

    ``view`` is what it stands over; ``searched`` what it searches, ``name`` what that is called.
    """

    def __init__(self, view: QAbstractScrollArea, searched: Searched, name: str = "") -> None:
        super().__init__(view)
        self._view, self._searched = view, searched
        name = name or self.tr("Find in the article")
        self.setAccessibleName(name)
        speak_as(self, QAccessible.Role.Grouping)
        self._inside = QRect()
        self.words = QLineEdit()
        self.words.setPlaceholderText(name)
        self.words.setAccessibleName(self.tr("Words to find"))
        self.words.textChanged.connect(self._on_typed)
        self.count = QLabel()
        self.count.setAccessibleName(self.tr("Places found"))
        self.count.setMinimumWidth(76)
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.back = self._button("↑", self.tr("Previous place (Shift+Enter)"))
        self.on = self._button("↓", self.tr("Next place (Enter)"))
        self.close_button = self._button("✕", self.tr("Close (Esc)"))
        self.back.clicked.connect(self.previous)
        self.on.clicked.connect(self.next)
        self.close_button.clicked.connect(self.leave)
        layout = QHBoxLayout(self)
        set_sides(self, layout, 8, 6, 6, 6)
        layout.setSpacing(4)
        for widget in (self.words, self.count, self.back, self.on, self.close_button):
            layout.addWidget(widget)
        layout.setStretch(0, 1)
        follow_theme(self)
        self.hide()

    def _button(self, sign: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(sign)
        button.setProperty("look", "quiet")
        button.setToolTip(name)
        button.setAccessibleName(name)
        return button

    def place(self, inside: QRect) -> None:
        """Stand at the top end of that rectangle of the view, from now on or once it is opened."""
        self._inside = inside
        # To know its height the bar is dressed, which no start should wait for.
        if not self.isHidden():
            self._stand()

    def _stand(self) -> None:
        inside = self._inside
        bar = self._view.verticalScrollBar().sizeHint().width()
        width = min(400, inside.width() - bar - 16)
        left = inside.right() - bar - 16 - width
        if self.isRightToLeft():
            left = inside.left() + bar + 16
        self.setGeometry(left, inside.top() + 8, width, self.sizeHint().height())

    def open(self, words: str) -> None:
        """Show the bar, with these words in it where there are any, ready to type."""
        self.show()
        self.raise_()
        if words:
            self.words.setText(words)
        self.words.setFocus()
        self.words.selectAll()
        if self.words.text():
            self._on_typed(self.words.text())

    def leave(self) -> None:
        """Close the bar and give the keyboard back to the text."""
        self.hide()
        self._searched.end_find()

    def next(self) -> None:
        """Go to the next place, from the last on to the first."""
        self.tell(*self._searched.find_words(self.words.text()))

    def previous(self) -> None:
        """Go to the place before, from the first back to the last."""
        self.tell(*self._searched.find_words(self.words.text(), forward=False))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._stand()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            pressed = self.focusWidget()
            if isinstance(pressed, QToolButton) and pressed.hasFocus():
                pressed.click()
                return
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.previous if back else self.next)()
        else:
            super().keyPressEvent(event)

    def _on_typed(self, words: str) -> None:
        self.tell(*self._searched.find_words(words))

    def tell(self, number: int, places: int, *, searching: bool = False) -> None:
        """Show which place of how many is shown; ``searching`` while there may be more."""
        if places:
            words = self.tr("{0} of {1} …") if searching else self.tr("{0} of {1}")
            self.count.setText(words.format(number, places))
        elif searching:
            self.count.setText("…")
        else:
            self.count.setText(self.tr("not found") if self.words.text().strip() else "")
        self.count.setAccessibleName(self.tr("Places found: {0}").format(self.count.text()))
        announce(self.words, self.count.text())
        for button in (self.back, self.on):
            button.setEnabled(places > 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("rule"), 1))
        painter.setBrush(theme.colour("card"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)

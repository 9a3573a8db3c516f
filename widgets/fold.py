"""A part of a page that is opened and folded by its title."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from widgets.labels import ElidedLabel, isolated
from widgets.styling import scaled_font


class Fold(QWidget):
    """A titled part, made when it is first opened; folded, only its title shows, with how much is in it.

    Signals: ``turned(name, open)`` when a person opens or folds it; ``made`` once its inside is there.
    """

    turned = Signal(str, bool)
    made = Signal()

    def __init__(self, name: str, title: str, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self.name = name
        self._title = title
        self._words = ""
        self._make = make
        self._inside: QWidget | None = None
        self.button = QToolButton()
        self.button.setCheckable(True)
        self.button.setProperty("look", "fold")
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setFont(scaled_font(0.94))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._beside = ElidedLabel(ink="soft", size=0.9)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.button)
        head.addWidget(self._beside, 1)
        self._layout.addLayout(head)
        self.button.clicked.connect(self._on_clicked)
        self._show_title()

    @property
    def inside(self) -> QWidget:
        """What is in it, made now where it never was."""
        if self._inside is None:
            self._inside = self._make()
            # In the layout first: shown without a parent it would be a window of its own for a moment.
            self._layout.addWidget(self._inside)
            self._inside.setVisible(self.open)
            self.made.emit()
        return self._inside

    @property
    def there(self) -> bool:
        """Whether its inside was made."""
        return self._inside is not None

    @property
    def open(self) -> bool:
        """Whether its inside shows."""
        return self.button.isChecked()

    def set_open(self, open: bool) -> None:
        """Open or fold it without telling anybody."""
        self.button.setChecked(open)
        if open or self.there:
            self.inside.setVisible(open)
        self._show_title()

    def set_words(self, words: str) -> None:
        """Say beside the title what is in it."""
        self._words = words
        self._show_title()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self.button.setFont(scaled_font(0.94))
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            self._show_title()

    def _show_title(self) -> None:
        sign = "▾" if self.open else "◂" if self.isRightToLeft() else "▸"
        self.button.setText(f"{sign}  {isolated(self._title)}")
        self.button.setAccessibleName(f"{self._title}: {self._words}" if self._words else self._title)
        self._beside.setText(self._words)

    def _on_clicked(self) -> None:
        self.set_open(self.button.isChecked())
        self.turned.emit(self.name, self.open)

"""What the reading column says while there is nothing in it to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records import ArticleText
from widgets.buttons import keep_reading
from widgets.labels import BOLD, Label
from widgets.styling import follow_theme

if TYPE_CHECKING:
    from widgets.article_view import ArticleView

_WIDTH = 420


class EmptyPage(QWidget):
    """Covers the column and leads on; what is dropped on it falls through to the column.

    Signals: ``import_requested``; ``paste_requested``.
    """

    import_requested = Signal()
    paste_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = Label(size=1.35, weight=BOLD, serif=True)
        self._text = Label(ink="soft")
        self.import_button = QPushButton(self.tr("Import an article…"))
        keep_reading(self.import_button)
        self.import_button.setProperty("look", "primary")
        self.paste_button = QPushButton(self.tr("Paste as article"))
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setFixedWidth(_WIDTH)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 10, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.import_button, self.paste_button):
            button.setProperty("size", "large")
            row.addWidget(button)
        row.addStretch(1)
        self.import_button.clicked.connect(self.import_requested)
        self.paste_button.clicked.connect(self.paste_requested)
        middle = QVBoxLayout()
        middle.addStretch(2)
        for part in (self._title, self._text, self._buttons):
            middle.addWidget(part)
        middle.addStretch(3)
        # Aligned in the page, they would be given the height of lines as wide as the page.
        across = QHBoxLayout(self)
        across.addStretch(1)
        across.addLayout(middle)
        across.addStretch(1)
        self.setAutoFillBackground(False)
        follow_theme(self)

    def show_for(self, article: str, *, erased: bool = False) -> None:
        """Say what to do: bring an article in, or choose another where this one has no words (any more)."""
        if erased:
            self._title.setText(self.tr("The text of this article was erased for good"))
            self._text.setText(self.tr("The history says by whom, when and why. Its claims are there."))
        elif article:
            self._title.setText(self.tr("This article has no words"))
            self._text.setText(self.tr("Nothing in it can be read or checked. Choose another on the left."))
        else:
            self._title.setText(self.tr("Nothing to read yet"))
            self._text.setText(
                self.tr("Drop a document, page or mail here, paste what you have copied, or choose a file.")
            )
        self._buttons.setVisible(not article)
        self.show()
        self.raise_()


class EmptyReading:
    """Covers a view while it has nothing to show, and uncovers it; the page is made when first needed."""

    def __init__(self, view: ArticleView, sides: Sequence[QWidget]) -> None:
        self._view, self._sides = view, sides
        self._page: EmptyPage | None = None

    def renew(self, text: ArticleText) -> None:
        """Cover or uncover the view, which shows that text."""
        nothing = not text.text
        if nothing and self._view.isVisible():
            if self._page is None:
                self._page = EmptyPage(self._view)
                self._page.import_requested.connect(self._view.import_requested)
                self._page.paste_requested.connect(self._view.paste_requested)
            self.place(self._view.contentsRect())
            self._page.show_for(text.id, erased=text.erased)
        elif not nothing and self._page is not None:
            self._page.hide()
        for part in (self._view.viewport(), *self._sides):
            part.setVisible(not nothing)

    def place(self, inside: QRect) -> None:
        """Cover that rectangle of the view."""
        if self._page is not None:
            self._page.setGeometry(inside)

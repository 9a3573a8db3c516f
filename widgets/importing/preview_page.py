"""One article before it is imported: what is not certain about it, and what a person can change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from db.records import ArticleText, record
from widgets.buttons import button
from widgets.choice_box import ChoiceBox
from widgets.importing.preview_text import PreviewText
from widgets.labels import BOLD, ElidedLabel, Hairline, Label, isolated
from widgets.styling import follow_theme

FIELDS = ("byline", "outlet", "published", "language", "url", "archive_url")


@record
class Previewed:
    """What is shown of an article before it is imported.

    ``titles`` has the one taken first; ``fields`` are values of ``FIELDS``; ``encodings`` are codes, none
    where there is no choice; ``notes`` are sentences; ``waiting`` counts the articles that come after it;
    ``draft_of`` is the title of the article it would be the next draft of, which keeps title and fields.
    """

    name: str
    text: ArticleText
    titles: tuple[str, ...]
    fields: dict[str, str]
    encoding: str
    encodings: tuple[str, ...]
    notes: tuple[str, ...]
    waiting: int
    draft_of: str = ""


class ImportPreview(QWidget):
    """Shows an article that is uncertain; Enter imports it, Escape does not.

    Attributes: ``text`` is where stretches are kept or set aside.

    Signals: ``import_requested``; ``cancel_requested``; ``toggle_requested(offset)``;
    ``encoding_chosen(code)``.
    """

    import_requested = Signal()
    cancel_requested = Signal()
    toggle_requested = Signal(int)
    encoding_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._head = ElidedLabel(ink="soft", size=0.92)
        self.notes = Label(ink="warning", size=0.95)
        self.title = ChoiceBox()
        self.fields: dict[str, QLineEdit] = {}
        self.encoding = ChoiceBox()
        self._encoding_name = Label(self.tr("Encoding"), ink="soft", size=0.92, wrap=False)
        self.text = PreviewText()
        self._hint = Label(ink="soft", size=0.9)
        self.cancel_button = button("", look="quiet")
        self.import_button = button("", look="primary")
        self._purpose = Label(size=1.25, weight=BOLD)
        self._of_article: list[QWidget] = [self.title]
        self._lay_out()
        self.text.toggle_requested.connect(self.toggle_requested)
        self.encoding.activated.connect(self._on_encoding)
        self.cancel_button.clicked.connect(self.cancel_requested)
        self.import_button.clicked.connect(self.import_requested)
        self.setFocusProxy(self.text)
        follow_theme(self)

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields now, the title with them."""
        return {"title": self.title.currentText(), **{name: box.text() for name, box in self.fields.items()}}

    def show_article(self, shown: Previewed, *, anew: bool) -> None:
        """Show that; ``anew`` where it is another article, or the same read in another way."""
        if anew:
            self._show_fields(shown)
        count = self.tr("{0} more after this").format(shown.waiting) if shown.waiting else ""
        draft = self.tr("new draft of “{0}”").format(isolated(shown.draft_of)) if shown.draft_of else ""
        self._head.setText(" · ".join(filter(None, (isolated(shown.name), draft, count))))
        self._show_purpose(is_draft=bool(shown.draft_of))
        self.text.show_text(shown.text)
        if anew:
            self.text.go_to(0)
        self._show_hint()

    def show_words(self, *, there: bool) -> None:
        """Whether anything is left that is not set aside; an article of nothing cannot be imported."""
        self.import_button.setEnabled(there)

    def say_reading(self, *, reading: bool) -> None:
        """Whether the file is being read anew: nothing can be done with it meanwhile."""
        for part in (self.text, self.title, self.encoding, self.import_button, *self.fields.values()):
            part.setEnabled(not reading)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.import_button.click()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A button with the keyboard is pressed with Enter too, whichever it is.
        pressed = event.key() if isinstance(event, QKeyEvent) else None
        enter = pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self.cancel_button and enter and event.type() == QEvent.Type.KeyPress:
            self.cancel_button.click()
            return True
        return super().eventFilter(watched, event)

    def _show_purpose(self, *, is_draft: bool) -> None:
        for part in self._of_article:
            part.setVisible(not is_draft)
        if is_draft:
            self._purpose.setText(self.tr("Look before it becomes the next draft"))
            self.cancel_button.setText(self.tr("Leave it (Esc)"))
            self.import_button.setText(self.tr("Take as new draft (Enter)"))
        else:
            self._purpose.setText(self.tr("Look before it is imported"))
            self.cancel_button.setText(self.tr("Do not import (Esc)"))
            self.import_button.setText(self.tr("Import (Enter)"))

    def _show_fields(self, shown: Previewed) -> None:
        self.title.clear()
        self.title.addItems(list(shown.titles))
        self.title.setCurrentIndex(0)
        for name, box in self.fields.items():
            box.setText(shown.fields.get(name, ""))
            box.setCursorPosition(0)
        self._show_encodings(shown.encoding, shown.encodings)
        self.notes.setText(" ".join(shown.notes))
        self.notes.setVisible(bool(shown.notes))

    def _show_encodings(self, encoding: str, offered: Sequence[str]) -> None:
        self.encoding.clear()
        for code in dict.fromkeys(filter(None, (encoding, *offered))):
            self.encoding.addItem(self._encoding_words(code), code)
        self.encoding.setCurrentIndex(0)
        for part in (self.encoding, self._encoding_name):
            part.setVisible(bool(offered))

    def _on_encoding(self, at: int) -> None:
        if at > 0:
            self.encoding_chosen.emit(self.encoding.itemData(at))

    def _show_hint(self) -> None:
        words = self.tr(
            "Struck through is what will be set aside: click it, or press Space in it, to keep it."
        )
        self._hint.setText(words + " " + self.tr("Space in any other paragraph sets that aside."))

    def _lay_out(self) -> None:
        self.title.setEditable(True)
        self.title.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.title.setAccessibleName(self.tr("Title"))
        self.title.setMinimumContentsLength(10)
        self.title.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.encoding.setAccessibleName(self.tr("Encoding"))
        top = QFrame()
        column = QVBoxLayout(top)
        column.setContentsMargins(20, 10, 20, 10)
        column.setSpacing(6)
        column.addWidget(self._purpose)
        column.addWidget(self._head)
        column.addWidget(self.notes)
        column.addLayout(self._grid())
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 8)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.import_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for part in (top, Hairline(), self.text, Hairline()):
            outer.addWidget(part, 1 if part is self.text else 0)
        outer.addLayout(foot)
        self.cancel_button.installEventFilter(self)

    def _grid(self) -> QGridLayout:
        words = {
            "byline": self.tr("Byline"),
            "outlet": self.tr("Outlet"),
            "published": self.tr("Published"),
            "language": self.tr("Language"),
            "url": self.tr("URL"),
            "archive_url": self.tr("Archived at"),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        name_of_title = Label(self.tr("Title"), ink="soft", size=0.92, wrap=False)
        self._of_article.append(name_of_title)
        grid.addWidget(name_of_title, 0, 0)
        grid.addWidget(self.title, 0, 1, 1, 3)
        for at, name in enumerate(FIELDS):
            box = QLineEdit()
            box.setAccessibleName(words[name])
            box.setPlaceholderText(self.tr("blank"))
            self.fields[name] = box
            row, cell = 1 + at // 2, 2 * (at % 2)
            name_of_box = Label(words[name], ink="soft", size=0.92, wrap=False)
            grid.addWidget(name_of_box, row, cell)
            grid.addWidget(box, row, cell + 1)
            self._of_article += (name_of_box, box)
        grid.addWidget(self._encoding_name, 4, 0)
        grid.addWidget(self.encoding, 4, 1, 1, 3)
        return grid

    def _encoding_words(self, code: str) -> str:
        words = {
            "utf-8": self.tr("Unicode"),
            "utf-16": self.tr("Unicode"),
            "cp1252": self.tr("Western European"),
            "iso8859-15": self.tr("Western European"),
            "mac-roman": self.tr("Western European, old Macintosh"),
            "cp1250": self.tr("Central European"),
            "iso8859-2": self.tr("Central European"),
            "cp1251": self.tr("Cyrillic"),
            "koi8-r": self.tr("Cyrillic"),
            "koi8-u": self.tr("Cyrillic, Ukrainian"),
            "cp1253": self.tr("Greek"),
            "cp1254": self.tr("Turkish"),
            "cp1255": self.tr("Hebrew"),
            "cp1256": self.tr("Arabic"),
            "cp1257": self.tr("Baltic"),
            "cp1258": self.tr("Vietnamese"),
            "cp874": self.tr("Thai"),
            "gb18030": self.tr("Chinese, simplified"),
            "big5": self.tr("Chinese, traditional"),
            "shift-jis": self.tr("Japanese"),
            "euc-jp": self.tr("Japanese"),
            "euc-kr": self.tr("Korean"),
        }.get(code)
        return f"{words} ({code})" if words else code

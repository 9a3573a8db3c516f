"""A draft of an article that is not its current one: read with the marks that stood on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from db.records import ArticleText, ClaimRecord, DraftRecord, SentenceRecord, record
from widgets.article.context_menu import fill_to_read
from widgets.article_view import ArticleView
from widgets.buttons import keep_reading
from widgets.draft_words import draft_written
from widgets.labels import BOLD, Hairline, Label
from widgets.layouts import FlowLayout
from widgets.styling import follow_theme
from widgets.theme import theme_of


@record
class DraftShown:
    """A draft with its words and the marks that stood on them; ``drafts`` are all of its article.

    ``fixes`` and ``queries`` are where the words of the open ones begin. ``rivals`` are the newest drafts
    beside the current one, where nobody decided between them.
    """

    draft: DraftRecord
    drafts: tuple[DraftRecord, ...]
    text: ArticleText
    sentences: tuple[SentenceRecord, ...]
    claims: tuple[ClaimRecord, ...]
    rivals: tuple[str, ...] = ()
    fixes: tuple[int, ...] = ()
    queries: tuple[int, ...] = ()

    @property
    def current(self) -> DraftRecord | None:
        """The article's current draft."""
        return next((draft for draft in self.drafts if draft.current), None)


class OlderDraft(QWidget):
    """The draft's text under a band that says which it is and leads back.

    Attributes: ``view`` shows the text; nothing is marked or set aside in it. Signals: ``left`` to go back to
    the current draft; ``compare_requested(draft, other)`` with it and the current one, by id;
    ``chosen(draft)`` where this one of two rivals is to be the article's.
    """

    left = Signal()
    compare_requested = Signal(str, str)
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.shown: DraftShown | None = None
        self.view = _ViewToRead()
        self.view.setAccessibleName(self.tr("Text of an older draft"))
        self._which = Label(weight=BOLD)
        self._more = Label(ink="soft", size=0.92)
        self.back_button = QPushButton(self.tr("Back to the current draft"))
        self.back_button.setProperty("look", "primary")
        self.compare_button = QPushButton(self.tr("Compare with the current draft"))
        self.choose_button = QPushButton(self.tr("Make this the article’s"))
        self._band = _Band()
        self._lay_out()
        keep_reading(self.back_button, self.compare_button, self.choose_button)
        self.back_button.clicked.connect(self.left)
        self.compare_button.clicked.connect(self._on_compare)
        self.choose_button.clicked.connect(self._on_choose)
        self.setFocusProxy(self.view)
        follow_theme(self._band)

    def show_draft(self, shown: DraftShown) -> None:
        """Show that draft from its top, with its marks."""
        self.shown = shown
        rival = shown.draft.id in shown.rivals
        self._which.setText(_which(self, shown.draft, len(shown.drafts), rival=rival))
        self._more.setText(self._about(shown))
        self._more.setVisible(bool(self._more.text()))
        self.choose_button.setVisible(rival)
        self.view.setVisible(bool(shown.text.text))
        self.view.show_text(shown.text)
        self.view.set_sentences(shown.sentences)
        self.view.set_claims(shown.claims)
        self.view.set_remarks(shown.fixes, shown.queries)

    def update_claims(self, changed: Sequence[ClaimRecord], removed: Iterable[str]) -> None:
        """Take in claims of this draft that were changed or removed; others are not of it."""
        self.view.update_claims(changed, removed)

    def _about(self, shown: DraftShown) -> str:
        if not shown.text.text:
            return self.tr("The words of this draft are withheld in this copy of the project.")
        if shown.draft.id in shown.rivals:
            return self.tr("It came apart from the current draft; nobody has decided between them yet.")
        return ""

    def _lay_out(self) -> None:
        words = QVBoxLayout(self._band)
        words.setContentsMargins(14, 8, 14, 8)
        words.setSpacing(2)
        words.addWidget(self._which)
        words.addWidget(self._more)
        words.addSpacing(3)
        buttons = FlowLayout(gap=8)
        for button in (self.back_button, self.compare_button, self.choose_button):
            buttons.addWidget(button)
        words.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._band)
        column.addWidget(Hairline())
        column.addWidget(self.view, 1)
        column.addStretch(0)

    def _on_compare(self) -> None:
        shown = self.shown
        if shown is not None and shown.current is not None:
            self.compare_requested.emit(shown.draft.id, shown.current.id)

    def _on_choose(self) -> None:
        if self.shown is not None:
            self.chosen.emit(self.shown.draft.id)


class _Band(QWidget):
    """A ground of its own, so that one sees from afar that this is not the current draft."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme_of(self).tone("mixed").wash)


class _ViewToRead(ArticleView):
    """An article view that offers nothing to change."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(False)

    def context_menu(self, offset: int) -> QMenu:
        menu = QMenu(self)
        follow_theme(menu)
        fill_to_read(menu, self, offset)
        return menu


def _which(widget: QWidget, draft: DraftRecord, count: int, *, rival: bool) -> str:
    words = widget.tr("Draft {0} of {1}, {2} – beside the current one, read only") if rival else ""
    words = words or widget.tr("Draft {0} of {1}, {2} – read only")
    return words.format(draft.n, count, draft_written(draft))

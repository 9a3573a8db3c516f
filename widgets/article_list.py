"""The articles of the project and how far each is checked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from db.records import ArticleId, ArticleRecord
from widgets.entry_cards import ArticleCard
from widgets.entry_list import EntryList


class ArticleList(EntryList):
    """Articles with a progress ring.

    Signals: ``activated(id)``; ``files_requested`` to choose files; ``paste_requested`` for the text in the
    clipboard; ``files_dropped(paths)``.
    """

    files_requested = Signal()
    paste_requested = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Articles"), ArticleCard())
        self.paste_button = self.add_button(
            self.tr("Paste"), self.tr("Add the text in the clipboard as an article")
        )
        self.file_button = self.add_button(self.tr("+ File"), self.tr("Add a file as an article"))
        self.paste_button.clicked.connect(self.paste_requested)
        self.file_button.clicked.connect(self.files_requested)
        self.empty.show_words(
            self.tr("No article yet"),
            self.tr("Drop a document, page or mail here, or paste what you have copied."),
            self.tr("Choose a file"),
        )
        self.empty.wanted.connect(self.files_requested)

    def set_articles(self, articles: Sequence[ArticleRecord]) -> None:
        """Show these articles."""
        self.set_records(articles)

    def set_current_article(self, article: ArticleId | None) -> None:
        """Mark that article as the one being read."""
        self.set_current(article)

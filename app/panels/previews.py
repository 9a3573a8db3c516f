"""What is uncertain about a file is looked at in the place of the article before it is imported."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from db.records import record

if TYPE_CHECKING:
    from app.importing.apart import Request
    from app.importing.article import Aside, ImportedArticle
    from widgets.importing.preview_page import ImportPreview


@record
class _Held:
    """An article that waits for a person, and who takes it then; ``draft_of`` as in ``hold``."""

    article: ImportedArticle
    take: Callable[[ImportedArticle], None]
    draft_of: str
    asides: tuple[tuple[Aside, bool], ...]


class PreviewsPanel(QObject):
    """Shows articles that are uncertain one after another, and hands on those that are to be taken in.

    Signals: ``middle_wanted(QWidget or None)`` for the page in the article's place, None for the article
    again; ``reading_wanted(Request)`` to read a file in another encoding, which ``take_again`` or
    ``keep_reading`` answers; ``told(sentence)``; ``left`` when the keyboard should go back to the article.
    """

    middle_wanted = Signal(object)
    reading_wanted = Signal(object)
    told = Signal(str)
    left = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page: ImportPreview | None = None
        self._held: deque[_Held] = deque()
        self._reading = False

    @property
    def showing(self) -> bool:
        """Whether an article waits to be looked at."""
        return bool(self._held)

    @property
    def active(self) -> bool:
        """Whether one stands in the article's place just now."""
        return self.showing and self._page is not None and not self._page.isHidden()

    @property
    def page(self) -> ImportPreview:
        """The page they are shown on; made when first asked for."""
        from widgets.importing.preview_page import ImportPreview

        page = self._page
        if page is None:
            page = self._page = ImportPreview()
            page.import_requested.connect(self._on_import)
            page.cancel_requested.connect(self._on_cancel)
            page.toggle_requested.connect(self._on_toggle)
            page.encoding_chosen.connect(self._on_encoding)
        return page

    @property
    def why(self) -> str:
        """Why nothing can be done with an article meanwhile."""
        return self.tr("Import what is shown with Enter, or leave it with Esc, first.")

    def slots(self) -> dict[str, Callable[[], object]]:
        """What commands of the article do here, by id."""
        return {
            "article.next_sentence": lambda: self.page.text.next_stretch(),
            "article.previous_sentence": lambda: self.page.text.previous_stretch(),
        }

    @property
    def waiting(self) -> str:
        """What waits to be looked at, in one sentence; blank where nothing does."""
        if not self._held:
            return ""
        words = self.tr("“{0}” waits to be looked at and is not imported.")
        if self._held[0].draft_of:
            words = self.tr("“{0}” waits to be looked at and is no draft yet.")
        if len(self._held) > 1:
            words = self.tr("“{0}” and {1} more wait to be looked at and are not imported.")
        return words.format(self._name, len(self._held) - 1)

    def hold(
        self, article: ImportedArticle, take: Callable[[ImportedArticle], None], *, draft_of: str = ""
    ) -> None:
        """Show that article after those that wait already; ``take`` gets it as a person leaves it.

        ``draft_of`` is the title of the article it would be the next draft of.
        """
        self._held.append(_held(article, take, draft_of))
        if len(self._held) == 1:
            self._begin()
        else:
            self._show(anew=False)

    def take_again(self, article: ImportedArticle) -> None:
        """The article shown, read in the encoding that was asked for."""
        self._reading = False
        if self._held:
            now = self._held.popleft()
            self._held.appendleft(_held(article, now.take, now.draft_of))
            self._show(anew=True)

    def keep_reading(self) -> None:
        """It could not be read in that encoding: it stays as it was."""
        self._reading = False
        if self._held:
            self._show(anew=True)

    def clear(self) -> None:
        """Let go of all; nothing is imported."""
        there, self._reading = bool(self._held), False
        self._held.clear()
        if there:
            self.middle_wanted.emit(None)

    def return_to_place(self) -> None:
        """Stand in the article's place again, after something else did."""
        if self._held:
            self.middle_wanted.emit(self.page)
            self.page.setFocus()

    def remind(self) -> None:
        """Tell what waits, where somebody turns to something that is behind it."""
        if self._held:
            self.told.emit(self.why)

    def _begin(self) -> None:
        free = not _is_typed_in(QApplication.focusWidget())
        self.middle_wanted.emit(self.page)
        self._show(anew=True)
        if free:
            self.page.setFocus()
        words = self.tr("Not imported yet: look at what is uncertain about “{0}”.")
        if self._held[0].draft_of:
            words = self.tr("No draft yet: look at what is uncertain about “{0}”.")
        self.told.emit(words.format(self._name))

    @property
    def _name(self) -> str:
        article = self._held[0].article
        return article.original_name or self.tr("the clipboard")

    def _show(self, *, anew: bool) -> None:
        from app.importing import doubts
        from app.panels.import_words import is_of_title, note_words
        from widgets.importing.preview_page import Previewed

        held = self._held[0]
        article = held.article
        notes = [note_words(note) for note in article.notes if not (held.draft_of and is_of_title(note))]
        self.page.show_article(
            Previewed(
                name=self._name,
                text=doubts.shown(article, held.asides),
                titles=doubts.titles(article),
                fields={**article.provenance, "language": article.language},
                encoding=article.encoding,
                encodings=doubts.ENCODINGS if doubts.has_encoding(article) else (),
                notes=tuple(filter(None, notes)),
                waiting=len(self._held) - 1,
                draft_of=held.draft_of,
            ),
            anew=anew,
        )
        self.page.show_words(there=doubts.has_words(article, held.asides))
        self.page.say_reading(reading=self._reading)

    # What the page wishes

    def _on_toggle(self, offset: int) -> None:
        if self._held and not self._reading:
            from app.importing import doubts

            held = self._held[0]
            asides = doubts.toggled(held.article, held.asides, offset)
            self._held[0] = replace(held, asides=tuple(asides))
            self._show(anew=False)

    def _on_encoding(self, encoding: str) -> None:
        from app.importing.apart import data_request

        if self._held and not self._reading:
            article = self._held[0].article
            self._reading = True
            self.page.say_reading(reading=True)
            request: Request = data_request(article.original_name, article.original, encoding=encoding)
            self.reading_wanted.emit(request)

    def _on_import(self) -> None:
        if not self._held or self._reading:
            return
        from app.importing import doubts

        held, values = self._held[0], self.page.values
        article = doubts.as_left(
            held.article,
            title=values.pop("title"),
            language=values.pop("language"),
            asides=[one for one, aside in held.asides if aside],
            provenance=values,
        )
        # What was said of it while it waited is so no more.
        self.told.emit("")
        self._next()
        held.take(article)

    def _on_cancel(self) -> None:
        if not self._held:
            return
        words = self.tr("“{0}” was not imported.")
        if self._held[0].draft_of:
            words = self.tr("“{0}” was not taken as a draft; the article stays as it is.")
        words = words.format(self._name)
        self._reading = False
        self._next()
        self.told.emit(words)

    def _next(self) -> None:
        self._held.popleft()
        if self._held:
            self._begin()
            self.page.setFocus()
        else:
            self.middle_wanted.emit(None)
            self.left.emit()


def _held(article: ImportedArticle, take: Callable[[ImportedArticle], None], draft_of: str) -> _Held:
    return _Held(article, take, draft_of, tuple((one, True) for one in article.asides))


def _is_typed_in(widget: QWidget | None) -> bool:
    """Whether somebody may be typing there: Enter meant for it would import."""
    return isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit) and not widget.isReadOnly()

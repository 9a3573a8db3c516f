"""Going to a passage in what is opened beside the article."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.panels.opened_source import OpenedSource
from app.panels.passage_place import Quoted, goes_on, passage_in
from app.sources.media import Kind
from app.sources.pages import AskHits, AskText
from app.sources.tables import AskCellHits
from db.records import Place
from widgets.sources.table_body import TableBody
from widgets.sources.text_body import TextBody

if TYPE_CHECKING:
    from db.records.page_text import PageText
    from db.records.viewing import CellHits, Hits
    from widgets.sources.viewer import SourceViewer


class PassageShown(QObject):
    """Marks a passage in the body of an opened source, as long as that is open; a note has nothing to open.

    Signals: ``told(sentence)`` where it does not stand there as it is cited, or nobody knows where.
    """

    told = Signal(str)

    def __init__(self, viewer: SourceViewer, opened: OpenedSource | None, sha: str) -> None:
        super().__init__(opened or viewer.body)
        self._viewer, self._opened, self._sha = viewer, opened, sha

    def show(self, quote: Quoted) -> None:
        """Mark the passage where it was selected if those words stand there, else where they are found."""
        opened, body = self._opened, self._viewer.body
        places = (quote.place, quote.nearly)
        place = next((one for one in places if one is not None and one.file == self._sha), None)
        if body is None:
            return
        body.unmark()
        if opened is None or opened.kind is Kind.TEXT:
            self._mark_in_text(quote, place)
        elif opened.kind is Kind.PDF and place is not None and place.page is not None:
            opened.ask(AskText(place.page), partial(self._on_text, quote, place), self.told.emit)
        elif opened.kind is Kind.PDF:
            self._look_for(quote)
        elif opened.kind is Kind.TABLE and (place is None or not place.cells):
            self._look_in_cells(quote)
        elif place is not None:
            body.mark(place)
        else:
            self.told.emit(self.tr("Where it stands in {0} was not noted.").format(quote.number))

    def _look_in_cells(self, quote: Quoted) -> None:
        opened, words = self._opened, quote.passage.split("\t")[0].strip()
        if opened is not None and words:
            opened.ask(AskCellHits(words), partial(self._on_cell_hits, quote), self.told.emit)

    def _on_cell_hits(self, quote: Quoted, hits: CellHits) -> None:
        body = self._viewer.body
        if hits.cells and isinstance(body, TableBody):
            body.mark_cell(*hits.cells[0])
        elif not hits.cells:
            self._tell_missing(quote)

    def _mark_in_text(self, quote: Quoted, place: Place | None) -> None:
        body = self._viewer.body
        if isinstance(body, TextBody):
            found = passage_in(body.article_text.text, quote.passage, place)
            if found is not None:
                body.mark(Place(self._sha, start=found.start, end=found.end))
            elif place is not None:
                self._mark_all_the_same(quote, place)
            else:
                self._tell_missing(quote)

    def _on_text(self, quote: Quoted, place: Place, text: PageText) -> None:
        found = passage_in(text.text, quote.passage, place)
        if found is not None:
            self._viewer.mark(Place(self._sha, place.page, found.start, found.end))
        elif (text.scanned and place.boxes) or goes_on(text.text, quote.passage, place):
            self._viewer.mark(place)
        else:
            self._mark_all_the_same(quote, place)

    def _mark_all_the_same(self, quote: Quoted, place: Place) -> None:
        """Show where it was selected or nearly stands, though the passage has other words."""
        self._viewer.mark(place)
        if quote.found:
            return
        words = self.tr("Selected here in {0}; the passage as it is cited has other words.")
        if place is quote.nearly:
            words = self.tr("This comes nearest in {0}; the passage as it is cited has other words.")
        self.told.emit(words.format(quote.number))

    def _tell_missing(self, quote: Quoted) -> None:
        words = self.tr("These words were not found in {0} as they are cited.")
        self.told.emit(words.format(quote.number))

    def _look_for(self, quote: Quoted) -> None:
        opened = self._opened
        if opened is not None and quote.passage:
            opened.ask(AskHits(quote.passage), partial(self._on_hits, quote), self.told.emit)

    def _on_hits(self, quote: Quoted, hits: Hits) -> None:
        if hits.hits:
            hit = hits.hits[0]
            self._viewer.mark(Place(self._sha, hit.page, hit.start, hit.end))
            self.told.emit(self.tr("The passage was found on page {0}.").format(hit.page + 1))
        elif hits.next_page is not None and self._opened is not None:
            from app.sources.pages import AskHits

            asked = AskHits(quote.passage, hits.next_page)
            self._opened.ask(asked, partial(self._on_hits, quote), self.told.emit)
        else:
            self._tell_missing(quote)

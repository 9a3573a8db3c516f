"""Searching everything from one line, and the words of sources from the line over their list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.panels.desk import Desk
from app.panels.passage_place import Quoted
from app.panels.searching import Searching
from db.records import Place, SourceId
from widgets.source_list import SourceList

if TYPE_CHECKING:
    from db.records.search import SearchHit
    from widgets.searching.sheet import SearchSheet

_MOST = 120
_MOST_TEXTS = 30
_EVERYTHING, _TEXTS = "everything", "texts"


class SearchPanel(QObject):
    """Shows what is found while one types, and goes there.

    Attributes: ``keys`` gives the keys that open it, which put it away too. Signals: ``claim_wanted(claim)``
    and ``words_wanted(offset)`` of the article being read by then; ``evidence_wanted(evidence)`` of the claim
    in hand by then; ``source_wanted(source)``; ``passage_wanted(Quoted)``; ``told(sentence)``.
    """

    claim_wanted = Signal(str)
    words_wanted = Signal(int)
    evidence_wanted = Signal(str)
    source_wanted = Signal(str)
    passage_wanted = Signal(object)
    told = Signal(str)

    def __init__(self, desk: Desk, searching: Searching, sources: SourceList, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._searching, self._list, self._window = desk, searching, sources, window
        self.keys: Callable[[], tuple[str, ...]] = tuple
        self._sheet: SearchSheet | None = None
        self._hits: list[SearchHit] = []
        self._texts: list[SearchHit] = []
        self._words = ""
        self._whole: set[str] = set()
        searching.used = lambda: self._open or bool(sources.sought)
        searching.progressed.connect(self._search_again)
        sources.words_sought.connect(self._search_texts)
        sources.passage_chosen.connect(self._on_text_chosen)
        desk.project_changed.connect(self._follow)

    @property
    def _open(self) -> bool:
        return self._sheet is not None and not self._sheet.isHidden()

    @property
    def sheet(self) -> SearchSheet:
        """The sheet over the window; made when first asked for."""
        sheet = self._sheet
        if sheet is None:
            from widgets.searching.sheet import SearchSheet

            sheet = self._sheet = SearchSheet(self._window)
            sheet.typed.connect(self._search)
            sheet.chosen.connect(self._on_chosen)
            sheet.more_wanted.connect(self._on_more)
        return sheet

    def show(self) -> None:
        """Open the search of everything."""
        self.sheet.open(self.keys())
        self._search(self.sheet.line.text())

    def _follow(self) -> None:
        if self._desk.session is None and self._sheet is not None:
            self._sheet.put_away()
            self._sheet.line.clear()

    # Everything

    def _search(self, words: str) -> None:
        if words != self._words:
            self._whole.clear()
        self._words = words
        self._searching.begin()
        self._find()

    def _find(self) -> None:
        if self._words.strip():
            self._searching.ask(_EVERYTHING, self._words, self._on_found, limit=_MOST)
        else:
            self._on_found([])

    def _search_again(self) -> None:
        if self._open:
            self._find()
        if self._list.sought.strip():
            self._find_texts()

    def _on_found(self, hits: list[SearchHit]) -> None:
        self._hits = hits if self._words.strip() else []
        self._show()

    def _show(self) -> None:
        from app.panels.search_rows import rows_of

        rows = rows_of(self._hits, self._desk.sources, self._whole)
        none = self.tr("Nothing has these words.") if self._words.strip() else ""
        self.sheet.show_found(rows, none, self._standing())

    def _on_more(self, key: str) -> None:
        self._whole.add(key.partition("/")[0])
        self._show()

    def _standing(self) -> str:
        """How far the words of sources can be searched; blank where all can."""
        searching = self._searching
        if searching.done >= searching.texts:
            return ""
        words = self.tr("Words of {0} of {1} files can be searched; the rest follows.")
        if searching.stopped:
            words = self.tr(
                "Words of {0} of {1} files can be searched; searching again goes on with the rest."
            )
        elif not searching.reading:
            words = self.tr("Words of {0} of {1} files can be searched; the rest could not be read.")
        return words.format(searching.done, searching.texts)

    def _on_chosen(self, key: str) -> None:
        self._go_to(self._hits, key)

    # The words of sources

    def _search_texts(self, words: str) -> None:
        if words.strip():
            self._searching.begin()
            self._find_texts()
        else:
            self._on_texts_found([])

    def _find_texts(self) -> None:
        self._searching.ask(_TEXTS, self._list.sought, self._on_texts_found, ("text",), _MOST_TEXTS)

    def _on_texts_found(self, hits: list[SearchHit]) -> None:
        from app.panels.search_rows import row_of

        self._texts = hits if self._list.sought.strip() else []
        rows = [row_of(hit, self._desk.sources) for hit in self._texts]
        self._list.show_passages(rows, self._standing() if self._list.sought.strip() else "")

    def _on_text_chosen(self, key: str) -> None:
        self._go_to(self._texts, key)

    # Going there

    def _go_to(self, hits: Sequence[SearchHit], key: str) -> None:
        from app.panels.search_rows import key_of

        hit = next((hit for hit in hits if key_of(hit) == key), None)
        if hit is not None:
            self._go(hit)

    def _go(self, hit: SearchHit) -> None:
        desk, searching = self._desk, self._searching
        if hit.kind == "article":
            desk.open_article(hit.id, partial(self.words_wanted.emit, hit.start))
        elif hit.kind == "claim":
            self._go_to_claim(hit.id)
        elif hit.kind == "evidence":
            self._go_to_claim(searching.within(hit.id), hit.id)
        elif hit.kind == "source":
            self.source_wanted.emit(hit.id)
        else:
            source = desk.sources.get(hit.id)
            if source is not None:
                searching.place(source.sha, hit, partial(self._open_text, hit.id, source.number))

    def _go_to_claim(self, claim: str, evidence: str = "") -> None:
        def go() -> None:
            self.claim_wanted.emit(claim)
            if evidence:
                self._desk.when_fresh(partial(self.evidence_wanted.emit, evidence))

        article = self._searching.within(claim)
        if article:
            self._desk.open_article(article, partial(self._desk.after_the_claims, go))

    def _open_text(self, source: str, number: str, words: str, place: Place) -> None:
        self.passage_wanted.emit(Quoted(SourceId(source), number, words, place, found=True))

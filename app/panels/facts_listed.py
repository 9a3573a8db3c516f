"""All facts of the article as a list beside it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.panels.desk import Desk
from db.records import FactRecord
from widgets.article.fact_marks import FactMarks

if TYPE_CHECKING:
    from widgets.fact_list import FactList, FactRow


class FactsListed(QObject):
    """Fills the list, which is made when first asked for.

    Signals: ``chosen(fact)`` where one is to be gone to; ``find_wanted``.
    """

    chosen = Signal(object)
    find_wanted = Signal()

    def __init__(self, desk: Desk, marks: FactMarks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._marks = marks
        self._list: FactList | None = None

    def shown(self) -> FactList:
        """The list as of now."""
        listed = self._list
        if listed is None:
            from widgets.fact_list import FactList

            listed = self._list = FactList()
            listed.fact_activated.connect(self._on_activated)
            listed.find_wanted.connect(self.find_wanted)
        self._fill(listed)
        return listed

    def refresh(self) -> None:
        """Show what became of the facts, where the list is seen."""
        if self._list is not None and self._list.isVisible():
            self._fill(self._list)

    def _fill(self, listed: FactList) -> None:
        starts = [sentence.start for sentence in self._desk.sentences]
        listed.show_facts([self._row(starts, fact) for fact in self._marks.facts])

    def _row(self, starts: list[int], fact: FactRecord) -> FactRow:
        from widgets.fact_list import FactRow

        at = bisect_right(starts, fact.start) - 1
        inside = at >= 0 and fact.start < self._desk.sentences[at].end
        words = self._desk.text.text[fact.start : fact.end]
        number = self._desk.sentences[at].n if inside else 0
        return FactRow(fact, words, number, check_words=self._marks.check_words)

    def _on_activated(self, id: str) -> None:
        fact = self._marks.fact(id)
        if fact is not None:
            self.chosen.emit(fact)

"""Selecting by keys: words, clauses and sentences more or less, from the sentence stood in."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.panels.desk import Desk
from app.text.growing import Unit, grown
from db.records import Span
from widgets.article_view import ArticleView

_SHOWN = 60


def word_under(text: str, at: int) -> Span | None:
    """The word a double click takes at an offset; None between words."""
    from app.text.clauses import word_at

    return word_at(text, at)


class SelectingByKeys(QObject):
    """Grows and shrinks the selection of the article.

    Signals: ``told(sentence)`` what is selected now, for the status line and whoever reads it aloud.
    """

    told = Signal(str)

    def __init__(self, view: ArticleView, desk: Desk) -> None:
        super().__init__(view)
        self._view, self._desk = view, desk

    def grow(self, unit: Unit) -> None:
        """Take one unit more at the end."""
        self._step(unit, more=True)

    def shrink(self, unit: Unit) -> None:
        """Give one unit back at the end."""
        self._step(unit, more=False)

    def press_right(self, *, front: bool = False) -> None:
        """A word onward in the direction of the arrow, whichever way the text reads."""
        self._arrow(onward=not self._view.reads_leftward(), front=front)

    def press_left(self, *, front: bool = False) -> None:
        """A word back in the direction of the arrow, whichever way the text reads."""
        self._arrow(onward=self._view.reads_leftward(), front=front)

    def _arrow(self, *, onward: bool, front: bool) -> None:
        # The end goes onward to take more; the front goes onward to give back.
        self._step(Unit.WORD, more=onward != front, front=front)

    def _step(self, unit: Unit, *, more: bool, front: bool = False) -> None:
        view, text = self._view, self._desk.text.text
        found = grown(
            text,
            self._desk.sentences,
            view.selected_span(),
            view.position(),
            unit,
            more=more,
            front=front,
        )
        if found is None:
            return
        from app.text.clauses import words

        view.select(found.start, found.end)
        chosen = " ".join(text[found.start : found.end].split())
        count = len(words(text, found.start, found.end))
        chosen = chosen if len(chosen) <= _SHOWN else f"{chosen[: _SHOWN // 2]} … {chosen[-_SHOWN // 2 :]}"
        self.told.emit(self.tr("Selected, words: {0}. “{1}”").format(count, chosen))

"""A text that is read: sentence by sentence, and searched for words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from db.records import SentenceRecord
from widgets.article.found_words import FoundWords
from widgets.article.sentence_row import SentenceRow
from widgets.article.text_column import TextColumn
from widgets.find_bar import FindBar


class ReadText(TextColumn):
    """Knows its sentences, the one stood in and the words looked for.

    Attributes: ``sentences`` of the text shown; ``found`` are the words looked for.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found = FoundWords()
        self.sentences = SentenceRow()
        self._current: SentenceRecord | None = None
        self.find_bar = FindBar(self, self)

    def current_sentence(self) -> SentenceRecord | None:
        """The sentence the text cursor stands in."""
        return self._current

    def next_sentence(self) -> bool:
        """Go to the next sentence; false where there is none."""
        return self._go_to_sentence(self.sentences.after(self._reading_position()))

    def previous_sentence(self) -> bool:
        """Go to the sentence before; false where there is none."""
        return self._go_to_sentence(self.sentences.before(self._reading_position()))

    def _reading_position(self) -> int:
        return self._current.start if self._current else self.position()

    def _go_to_sentence(self, sentence: SentenceRecord | None) -> bool:
        if sentence is not None:
            self.go_to(sentence.start)
        return sentence is not None

    def open_find_bar(self) -> None:
        """Show the find bar, with the selected words in it."""
        span = self.selected_span()
        words = self._text.text[span.start : span.end] if span else ""
        self.find_bar.open(words if "\n" not in words and len(words) < 80 else "")

    def find_words(self, words: str, forward: bool = True) -> tuple[int, int]:
        """Mark every place of the words and select the next: (its number, places), or (0, 0) for none."""
        fresh = words != self.found.words
        self._take_hits(words)
        found = self.found
        if not found.spans:
            return 0, 0
        start = self.places.to_offset(self.textCursor().selectionStart())
        i = found.first_from(start) if fresh else found.next_to(start, forward=forward)
        self.select(found.spans[i].start, found.spans[i].end)
        return i + 1, len(found.spans)

    def end_find(self) -> None:
        """Take the marks of found words away; the last one found stays selected."""
        self._take_hits("")
        self.setFocus()

    def _take_hits(self, words: str) -> None:
        if words != self.found.words:
            self.found = FoundWords(self._text.text, words)
            self.viewport().update()
            self.found_changed()

    def found_changed(self) -> None:
        """Called where other words are looked for, or none."""

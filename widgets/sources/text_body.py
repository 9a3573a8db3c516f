"""A text with its structure: a web page, a Word file, a mail, a book."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QTextEdit, QWidget

from db.records import ArticleText, Place
from widgets.article.positions import TextMap
from widgets.article.read_text import ReadText
from widgets.fonts import load_fonts_for
from widgets.sources.wants import Passage, Want

_MOST_HITS = 500


class TextBody(ReadText):
    """The reading column, for a source: nothing in it acts, and nothing is loaded for it."""

    abilities = frozenset({"zoom_in", "zoom_out", "zoom_reset", "open_find_bar", "copy"})
    fits = False
    wanting = Signal()
    page_changed = Signal(int, int)
    selection_changed = Signal()
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marked: tuple[int, int] | None = None
        self.setAcceptDrops(False)
        self.setAccessibleName(self.tr("Text of the source"))
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.selectionChanged.connect(self.selection_changed)

    def show_text(self, text: ArticleText) -> None:
        """Show that text from its top."""
        load_fonts_for(text.text)
        self._text = text
        self.places = TextMap(text.text, text.blocks)
        self._take_hits("")
        self.lay_out(anew=True)
        self.zoom_changed.emit(self.zoom)

    @property
    def page(self) -> int:
        """It has one."""
        return 0

    @property
    def page_count(self) -> int:
        """It has one."""
        return 1

    def next_want(self) -> Want | None:
        return None

    def take(self, want: Want, answer: object) -> None:
        pass

    def take_failure(self, want: Want, sentence: str) -> None:
        self.told.emit(sentence)

    def go_to_page(self, page: int) -> None:
        pass

    def passage(self) -> Passage | None:
        span = self.selected_span()
        if span is None:
            return None
        words = " ".join(self._text.text[span.start : span.end].split())
        block = next((b for b in self._text.blocks if b.end >= span.start), None)
        paragraph = block.paragraph if block is not None else 0
        return Passage(words, start=span.start, end=span.end, paragraph=paragraph) if words else None

    def mark(self, place: Place) -> None:
        if place.start is not None and place.end is not None:
            self._marked = (place.start, place.end)
            self._show_marks()
            self.go_to(place.start)

    def unmark(self) -> None:
        """Mark nothing."""
        self._marked = None
        self._show_marks()

    def found_changed(self) -> None:
        self._show_marks()

    def text_laid_out(self) -> None:
        self._show_marks()

    def _show_marks(self) -> None:
        marks = [(span.start, span.end, "hit") for span in self.found.spans[:_MOST_HITS]]
        if self._marked is not None:
            marks.append((*self._marked, "mark"))
        shown: list[QTextEdit.ExtraSelection] = []
        for start, end, what in marks:
            mark = QTextEdit.ExtraSelection()
            # Stubs lack what the class has.
            mark.cursor = self._cursor(start, end)  # pyright: ignore[reportAttributeAccessIssue]
            form = mark.format  # pyright: ignore[reportAttributeAccessIssue]
            tone = self._theme.tone("mixed")
            form.setBackground(tone.wash if what == "mark" else self._theme.colour("hit"))
            if what == "mark":
                form.setFontUnderline(True)
                form.setUnderlineColor(tone.line)
            shown.append(mark)
        self.setExtraSelections(shown)

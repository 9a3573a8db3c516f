"""The body of an OpenDocument text, block by block, to pieces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from app.importing.captions import image_words
from app.importing.counting import small_number
from app.importing.document import Piece
from app.importing.linked_notes import LINK, PLACE
from app.importing.odt_styles import Counting, Styles
from app.importing.style_names import BODY, CONTENTS
from app.importing.tables import Row, table_pieces
from app.importing.words import Words, noted, put
from app.text.normalise import Note

_SPACE = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 200
_CHANGES = {"text|insertion": "tracked-insertions", "text|deletion": "tracked-deletions"}
_INDEXES = frozenset(
    f"text|{name}" for name in ("table-of-content", "alphabetical-index", "user-index", "object-index")
)
_AROUND = frozenset(
    {"text|section", "text|index-body", "text|index-title", "text|bibliography", "text|numbered-paragraph"}
)
_UNSEEN = frozenset(
    {"office|forms", "text|script", "text|tracked-changes", "text|ruby-text", "svg|title", "svg|desc"}
)


@dataclass(frozen=True, slots=True)
class _Item:
    """The list a paragraph stands in: its style, its counting, its level from 0; ``begins`` an item."""

    style: str
    counting: Counting
    level: int
    begins: bool = False
    start: str = ""


class Body:
    """Blocks in, pieces out."""

    def __init__(self, styles: Styles, *, annotated: bool = True) -> None:
        self.pieces: list[Piece] = []
        self._styles = styles
        self._annotated = annotated
        self._counted: Counter[str] = Counter()
        self._headings = Counting()
        self._lists: dict[str, Counting] = {}
        self._words = Words()
        self._blank = True
        self._images: list[Piece] = []
        self._boxes: list[Element] = []
        self._begun: dict[str, tuple[int, str, str]] = {}
        self._ending: frozenset[str] = frozenset()
        self._aside = ""

    def add(self, parent: Element) -> None:
        """Append what stands in ``parent``."""
        self._ending = frozenset(one.get("office|name", "") for one in parent.iter("office|annotation-end"))
        for tag, code in _CHANGES.items():
            self._counted[code] += sum(1 for _ in parent.iter(tag))
        self._blocks(parent, None)

    def notes(self) -> Iterator[Note]:
        """What was met that a person should know of."""
        for code, count in sorted(self._counted.items()):
            if count:
                yield Note(code, count)

    def _blocks(self, parent: Element, item: _Item | None) -> None:
        for element in parent:
            if element.tag in ("text|p", "text|h"):
                self._paragraph(element, item)
                item = None if item is None else _Item(item.style, item.counting, item.level)
            elif element.tag == "text|list":
                self._list(element, item)
            elif element.tag == "table|table":
                self.pieces += table_pieces([*self._rows(element)])
            elif element.tag in _AROUND:
                self._blocks(element, item)
            elif element.tag in _INDEXES:
                self._aside = "boilerplate"
                for body in element.iter("text|index-body"):
                    self._blocks(body, None)
                self._aside = ""
            elif element.tag == "draw|frame":
                self._frame(element)
                self._after()

    def _list(self, element: Element, outer: _Item | None) -> None:
        style = element.get("text|style-name", "") or (outer.style if outer else "")
        counting = outer.counting if outer else self._counting(element, style)
        level = outer.level + 1 if outer else 0
        for child in element:
            begins = child.tag == "text|list-item"
            if begins or child.tag == "text|list-header":
                start = child.get("text|start-value", "")
                self._blocks(child, _Item(style, counting, level, begins, start))

    def _counting(self, element: Element, style: str) -> Counting:
        """A list's own count, or the one it goes on with."""
        earlier = element.get("text|continue-list", "")
        if not earlier and element.get("text|continue-numbering") == "true":
            earlier = f"style {style}"
        counting = self._lists.get(earlier) or Counting()
        self._lists[element.get("xml|id", "")] = counting
        self._lists[f"style {style}"] = counting
        return counting

    def _paragraph(self, element: Element, item: _Item | None) -> None:
        outer = (self._words, self._blank, self._images, self._boxes)
        self._words, self._blank, self._images, self._boxes = Words(), True, [], []
        self._inline(element)
        for name in [*self._begun]:
            self._comment_ends(name)
        kind, level, marker = self._kind(element, item)
        images, boxes = self._images, self._boxes
        written = self._words.piece(kind, level, marker=marker, aside=self._aside)
        self._words, self._blank, self._images, self._boxes = outer
        for piece in (*images, written):
            put(self.pieces, piece)
        for box in boxes:
            self._blocks(box, None)

    def _kind(self, element: Element, item: _Item | None) -> tuple[str, int, str]:
        """What a paragraph is, its level, and the number before it."""
        name = element.get("text|style-name", "")
        kind, level = self._styles.kind(name)
        if not self._words.text.strip():
            return kind, level, ""
        if (kind, level) == CONTENTS:
            return "paragraph", 0, ""
        if element.tag == "text|h" and kind != "title":
            level = max(1, small_number(element.get("text|outline-level", "1")))
            return "heading", level, self._headings.marker(self._styles.outline, level - 1, "")
        if item is None:
            return kind, level, ""
        marker = ""
        if item.begins:
            style = self._styles.lists.get(item.style or self._styles.list_of(name))
            marker = item.counting.marker(style, item.level, item.start)
        if (kind, level) == BODY:
            return "list-item" if item.begins else "paragraph", item.level + 1, marker
        return kind, level, marker

    def _inline(self, element: Element) -> None:
        self._say(element.text)
        for child in element:
            start = self._words.length
            if child.tag == "text|s":
                self._write(" " * min(_MOST_BLANKS, small_number(child.get("text|c", "1"))))
            elif child.tag == "text|tab":
                self._write("\t")
            elif child.tag == "text|line-break":
                self._write("\n")
                self._blank = True
            elif child.tag == "text|note":
                self._note(child)
            elif child.tag == "office|annotation":
                self._comment_begins(child)
            elif child.tag == "office|annotation-end":
                self._comment_ends(child.get("office|name", ""))
            elif child.tag == "draw|frame":
                self._frame(child)
            elif child.tag == "text|span" and self._styles.is_hidden(child.get("text|style-name", "")):
                self._counted["hidden-text"] += 1
            elif child.tag in ("text|bookmark", "text|bookmark-start"):
                self._place(child.get("text|name", ""))
            elif child.tag not in _UNSEEN:
                self._inline(child)
                self._set_apart(child, start)
            self._say(child.tail)

    def _set_apart(self, element: Element, start: int) -> None:
        if element.tag == "text|span":
            style = element.get("text|style-name", "")
            for kind in self._styles.emphasis(style):
                self._words.emphasise(start, kind)
            if shift := self._styles.shift(style):
                self._words.shift(start, up=shift == "super")
        elif element.tag in ("text|a", "draw|a"):
            target = element.get("xlink|href", "")
            if target.startswith("#"):
                self._place(element.get("office|name", ""), start)
                self._link(target[1:], start)
            elif target:
                self._words.emphasise(start, "link", target)

    def _place(self, name: str, at: int | None = None) -> None:
        """Note what a link within the document may lead to."""
        if name and self._annotated:
            self._words.annotate(self._words.length if at is None else at, PLACE, "", name)

    def _link(self, name: str, start: int) -> None:
        if name and self._annotated and start < self._words.length:
            self._words.annotate(start, LINK, "", name)

    def _say(self, text: str | None) -> None:
        """Write words of the file, where any white space is one blank and none at a line's beginning."""
        words = _SPACE.sub(" ", text or "").replace("\u00ad", "")
        if self._blank:
            words = words.lstrip(" ")
        if words:
            self._write(words)

    def _write(self, words: str) -> None:
        self._words.add(words)
        self._blank = words.endswith(" ")

    def _note(self, note: Element) -> None:
        kind = "endnote" if note.get("text|note-class") == "endnote" else "footnote"
        body = note.find("text|note-body")
        if body is not None and self._annotated:
            text = self._plain(body)
            if text:
                self._words.annotate(self._words.length, kind, "", text)

    def _comment_begins(self, comment: Element) -> None:
        if not self._annotated:
            return
        author = next((one.text or "" for one in comment.iter("dc|creator")), "")
        told = (self._words.length, " ".join(author.split()), self._plain(comment))
        name = comment.get("office|name", "")
        if name in self._ending and name:
            self._begun[name] = told
        elif told[2]:
            self._words.annotate(told[0], "comment", told[1], told[2])

    def _comment_ends(self, name: str) -> None:
        start, author, text = self._begun.pop(name, (0, "", ""))
        if text:
            self._words.annotate(start, "comment", author, text)

    def _plain(self, parent: Element) -> str:
        inside = Body(self._styles, annotated=False)
        inside.add(parent)
        return "\n".join(map(noted, inside.pieces))

    def _frame(self, frame: Element) -> None:
        """Take what a frame holds: an image as its words, a box of text for behind the paragraph."""
        boxes = frame.findall("draw|text-box")
        self._boxes += boxes
        image = frame.find("draw|image")
        if image is None or boxes:
            return
        said = frame.findtext("svg|desc") or frame.findtext("svg|title") or ""
        words = image_words(said, image.get("xlink|href", ""))
        if words:
            self._counted["images-as-words"] += 1
            self._images.append(Piece("image", words))

    def _after(self) -> None:
        """Write what a frame that stands by itself holds."""
        images, boxes = self._images, self._boxes
        self._images, self._boxes = [], []
        self.pieces += images
        for box in boxes:
            self._blocks(box, None)

    def _rows(self, table: Element, *, head: bool = False) -> Iterator[Row]:
        for child in table:
            if child.tag == "table|table-row":
                yield Row([self._cell(cell) for cell in child if cell.tag == "table|table-cell"], head=head)
            elif child.tag in ("table|table-header-rows", "table|table-rows", "table|table-row-group"):
                yield from self._rows(child, head=child.tag == "table|table-header-rows")

    def _cell(self, cell: Element) -> list[Piece]:
        outside, self.pieces = self.pieces, []
        self._blocks(cell, None)
        inside, self.pieces = self.pieces, outside
        return inside

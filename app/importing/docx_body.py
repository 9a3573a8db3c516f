"""The body of a Word document, block by block, to pieces."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from app.importing.document import Piece
from app.importing.docx_styles import Numbering, is_on
from app.importing.docx_words import Paragraph, Whole
from app.importing.style_names import CONTENTS
from app.importing.tables import Row, table_pieces
from app.importing.words import put
from app.text.normalise import Note

# What holds blocks and is none itself.
_AROUND = frozenset({"w|sdt", "w|sdtContent", "w|customXml", "w|ins", "w|moveTo", "w|smartTag", "w|body"})


class Body:
    """Blocks in, pieces out; tracked insertions are kept, what was deleted is left out, both are counted."""

    def __init__(self, whole: Whole, numbering: Numbering) -> None:
        self.pieces: list[Piece] = []
        self._whole = whole
        self._numbering = numbering
        self._unended: Paragraph | None = None

    def add(self, parent: Element) -> None:
        """Append what stands in ``parent``."""
        self._blocks(parent)
        if self._unended is not None:
            self._end(self._unended, None)

    def language(self) -> str:
        """The language most of the words are marked as being in, blank where none is."""
        return next((tag for tag, _ in self._whole.languages.most_common(1)), "")

    def notes(self) -> Iterator[Note]:
        """What was met that a person should know of."""
        for code, count in sorted(self._whole.counted.items()):
            if count:
                yield Note(code, count)

    def _blocks(self, parent: Element) -> None:
        for element in parent:
            if element.tag == "w|p":
                self._paragraph(element)
            elif element.tag == "w|tbl":
                self.pieces += table_pieces([*self._rows(element)])
            elif element.tag in _AROUND:
                self._blocks(element)
            elif element.tag == "mc|AlternateContent":
                self._blocks(chosen(element))
            elif element.tag in ("w|del", "w|moveFrom"):
                self._whole.counted["tracked-deletions"] += 1
            elif element.tag == "w|altChunk":
                self._whole.counted["embedded-parts"] += 1
            elif element.tag == "w|commentRangeStart":
                self._whole.open[element.get("w|id", "")] = None

    def _paragraph(self, element: Element) -> None:
        properties = element.find("w|pPr")
        # A paragraph whose end was deleted goes on in the next one.
        paragraph = self._unended or Paragraph(self._whole)
        self._unended = None
        paragraph.add(element)
        mark = None if properties is None else properties.find("w|rPr")
        if mark is not None and (mark.find("w|del") is not None or mark.find("w|moveFrom") is not None):
            self._unended = paragraph
        else:
            self._end(paragraph, properties)

    def _end(self, paragraph: Paragraph, properties: Element | None) -> None:
        self._unended = None
        kind, level = self._whole.styles.kind(properties)
        number = self._whole.styles.numbering(properties)
        marker = ""
        if number and paragraph.words.text.strip() and kind != "title":
            marker = self._numbering.marker(*number)
            kind, level = ("list-item", number[1] + 1) if kind == "paragraph" else (kind, level)
        paragraph.end()
        for image in paragraph.images_before:
            put(self.pieces, image)
        if (kind, level) == CONTENTS:
            put(self.pieces, paragraph.words.piece("paragraph", aside="boilerplate"))
        else:
            put(self.pieces, paragraph.words.piece(kind, level, marker=marker))
        for image in paragraph.images_after:
            put(self.pieces, image)
        for box in paragraph.boxes:
            self._blocks(box)

    def _rows(self, table: Element) -> Iterator[Row]:
        for row in _within(table, "w|tr"):
            properties = row.find("w|trPr")
            if properties is not None and properties.find("w|del") is not None:
                self._whole.counted["tracked-deletions"] += 1
                continue
            cells = [self._cell(cell) for cell in _within(row, "w|tc")]
            yield Row(cells, head=is_on(properties, "w|tblHeader"))

    def _cell(self, cell: Element) -> list[Piece]:
        outside, self.pieces = self.pieces, []
        self._blocks(cell)
        if self._unended is not None:
            self._end(self._unended, None)
        inside, self.pieces = self.pieces, outside
        return inside


def chosen(alternatives: Element) -> Element:
    """Of several forms of one thing the first; the others say the same for older programs."""
    return next(iter(alternatives), alternatives)


def _within(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, through what may stand around them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _AROUND:
            yield from _within(child, tag)

"""The words of one paragraph of a Word document, with its emphasis, links, notes, comments and images."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.importing.captions import image_words
from app.importing.document import Piece
from app.importing.docx_styles import Styles, is_on
from app.importing.linked_notes import LINK, PLACE
from app.importing.words import Words

_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
SPACES = {
    f"{_TRANSITIONAL}wordprocessingml/2006/main": "w",
    f"{_STRICT}wordprocessingml/main": "w",
    f"{_TRANSITIONAL}officeDocument/2006/relationships": "r",
    f"{_STRICT}officeDocument/relationships": "r",
    f"{_TRANSITIONAL}drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}drawingml/wordprocessingDrawing": "wp",
    f"{_TRANSITIONAL}drawingml/2006/main": "a",
    f"{_STRICT}drawingml/main": "a",
    f"{_TRANSITIONAL}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    f"{_TRANSITIONAL}markup-compatibility/2006": "mc",
    f"{_TRANSITIONAL}package/2006/relationships": "rel",
    "http://purl.org/dc/elements/1.1/": "dc",
    "urn:schemas-microsoft-com:vml": "v",
}
"""The prefix of each namespace, the same in the transitional and the strict form of the format."""

_BLANKS = dict.fromkeys(map(ord, "\t\n\r"), " ")
_AROUND = frozenset({"w|sdt", "w|sdtContent", "w|smartTag", "w|customXml", "w|fldSimple", "w|dir", "w|bdo"})
_AS_TEXT = {
    "w|tab": "\t",
    "w|ptab": "\t",
    "w|br": "\n",
    "w|cr": "\n",
    "w|noBreakHyphen": "\u2011",
}
# Of the fonts that have signs in the place of letters: what their commonest signs are in Unicode.
_SIGNS = {
    "wingdings": {0x4A: "☺", 0x6C: "●", 0x6E: "■", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xE0: "→", 0xE8: "➔",
                  0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    "symbol": {0x2D: "−", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB9: "≠",
               0xBB: "≈", 0xAE: "→", 0x61: "α", 0x62: "β", 0x6D: "μ", 0x70: "π", 0x44: "Δ", 0xA9: "♥"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A footnote, endnote or comment: who says it (blank where nobody is named) and what."""

    author: str
    text: str


class Linked:
    """What a part of the package points to, by the id it uses for it."""

    def __init__(self, links: Mapping[str, tuple[str, str]]) -> None:
        self._links = links

    def target(self, link_id: str) -> str:
        """The address or path an id stands for, blank where it stands for none."""
        return self._links.get(link_id, ("", ""))[1]

    def targets(self) -> Iterator[tuple[str, str]]:
        """What kind each link is of, by the last word of its type, and where to."""
        yield from self._links.values()


@dataclass(slots=True)
class Whole:
    """What the paragraphs of a document share.

    ``open`` are the comments whose words have begun and not ended, ``settled`` those that are pinned;
    ``counted`` is how often something happened that a person should know of, by its note's code;
    ``languages`` how many characters are marked as being in each.
    """

    styles: Styles
    linked: Linked
    told: Mapping[tuple[str, str], Told]
    open: dict[str, None] = field(default_factory=dict[str, None])
    settled: set[str] = field(default_factory=set[str])
    counted: Counter[str] = field(default_factory=Counter[str])
    languages: Counter[str] = field(default_factory=Counter[str])


@dataclass(slots=True)
class _Field:
    """A field under way: its instruction, and where in the words its result starts (-1 before it does)."""

    instruction: str = ""
    start: int = -1


class Paragraph:
    """One paragraph's words; what its elements are is told by their names in ``_inline``."""

    def __init__(self, whole: Whole) -> None:
        self.words = Words()
        self.images_before: list[Piece] = []
        self.images_after: list[Piece] = []
        self.boxes: list[Element] = []
        self._whole = whole
        self._begun: dict[str, int] = {}
        self._fields: list[_Field] = []
        self._handlers: dict[str, Callable[[Element], None]] = {
            "w|r": self._run,
            "w|ins": self._inserted,
            "w|moveTo": self._inserted,
            "w|del": self._deleted,
            "w|moveFrom": self._deleted,
            "w|hyperlink": self._link,
            "w|bookmarkStart": self._place,
            "w|commentRangeStart": self._comment_begins,
            "w|commentRangeEnd": self._comment_ends,
            "w|commentReference": self._comment_ends,
            "w|footnoteReference": self._note,
            "w|endnoteReference": self._note,
            "w|t": self._text,
            "m|t": self._text,
            "w|sym": self._sign,
            "w|fldChar": self._field,
            "w|instrText": self._instruction,
            "w|drawing": self._drawing,
            "w|pict": self._drawing,
            "w|object": self._drawing,
        }

    def add(self, element: Element) -> None:
        """Append the words of a ``w|p``."""
        for comment in self._whole.open:
            self._begun.setdefault(comment, self.words.length)
        self._inline(element)

    def end(self) -> None:
        """Pin the comments that go on behind this paragraph to what they have of it, if it has words."""
        if not self.words.text.strip():
            return
        for comment in [*self._whole.open]:
            start = self._begun.get(comment, self.words.length)
            if self.words.text[start:].strip():
                self._comment(comment, start)

    def _inline(self, parent: Element) -> None:
        for element in parent:
            handler = self._handlers.get(element.tag)
            if handler is not None:
                handler(element)
            elif element.tag in _AS_TEXT:
                self.words.add(_AS_TEXT[element.tag])
            elif element.tag in _AROUND or element.tag.startswith("m|"):
                self._simple_field(element) if element.tag == "w|fldSimple" else self._inline(element)
            elif element.tag == "mc|AlternateContent":
                for form in list(element)[:1]:
                    self._inline(form)
            elif element.tag == "w|ruby":
                for base in element.findall("w|rubyBase"):
                    self._inline(base)

    def _run(self, run: Element) -> None:
        properties = run.find("w|rPr")
        if is_on(properties, "w|vanish"):
            self._whole.counted["hidden-text"] += any(text.text for text in run.iter("w|t"))
            return
        start = self.words.length
        self._inline(run)
        if self.words.length == start:
            return
        for kind in self._whole.styles.emphasis(properties):
            self.words.emphasise(start, kind)
        if shift := self._whole.styles.shift(properties):
            self.words.shift(start, up=shift == "super")
        language = None if properties is None else properties.find("w|lang")
        said = None if language is None else language.get("w|bidi" if is_on(properties, "w|rtl") else "w|val")
        self._whole.languages[said or self._whole.styles.language] += self.words.length - start

    def _inserted(self, element: Element) -> None:
        self._whole.counted["tracked-insertions"] += any(text.text for text in element.iter("w|t"))
        self._inline(element)

    def _deleted(self, element: Element) -> None:
        words = [text for tag in ("w|delText", "w|t") for text in element.iter(tag)]
        self._whole.counted["tracked-deletions"] += any(text.text for text in words)

    def _link(self, element: Element) -> None:
        start = self.words.length
        self._inline(element)
        target = self._whole.linked.target(element.get("r|id", ""))
        anchor = element.get("w|anchor", "")
        if anchor and not target and start < self.words.length:
            self.words.annotate(start, LINK, "", anchor)
        if target:
            self.words.emphasise(start, "link", f"{target}#{anchor}" if anchor else target)

    def _place(self, element: Element) -> None:
        self.words.annotate(self.words.length, PLACE, "", element.get("w|name", ""))

    def _text(self, element: Element) -> None:
        self.words.add((element.text or "").translate(_BLANKS).replace("\u00ad", ""))

    def _sign(self, element: Element) -> None:
        code = element.get("w|char", "")
        try:
            number = int(code, 16)
        except ValueError:
            return
        font = element.get("w|font", "").casefold()
        if font in _SIGNS or 0xF000 <= number <= 0xF0FF:
            sign = _SIGNS.get(font, {}).get(number & 0xFF, "\ufffd")
        else:
            sign = chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number <= 0xFFFD else "\ufffd"
        self._whole.counted["signs-not-known"] += sign == "\ufffd"
        self.words.add(sign)

    def _note(self, element: Element) -> None:
        kind = "footnote" if element.tag == "w|footnoteReference" else "endnote"
        told = self._whole.told.get((kind, element.get("w|id", "")))
        if told is not None and told.text:
            self.words.annotate(self.words.length, kind, told.author, told.text)

    def _comment_begins(self, element: Element) -> None:
        comment = element.get("w|id", "")
        self._whole.open[comment] = None
        self._begun[comment] = self.words.length

    def _comment_ends(self, element: Element) -> None:
        comment = element.get("w|id", "")
        if element.tag == "w|commentReference" or comment in self._whole.open:
            self._comment(comment, self._begun.get(comment, self.words.length))

    def _comment(self, comment: str, start: int) -> None:
        """Pin a comment to the words since ``start``, once: its end and its reference both stand for it."""
        told = self._whole.told.get(("comment", comment))
        self._whole.open.pop(comment, None)
        if told is not None and told.text and comment not in self._whole.settled:
            self._whole.settled.add(comment)
            self.words.annotate(start, "comment", told.author, told.text)

    def _field(self, element: Element) -> None:
        what = element.get("w|fldCharType")
        if what == "begin":
            self._fields.append(_Field())
        elif self._fields and what == "separate":
            self._fields[-1].start = self.words.length
        elif self._fields and what == "end":
            ended = self._fields.pop()
            self._linked_field(ended.instruction, ended.start)

    def _instruction(self, element: Element) -> None:
        if self._fields:
            self._fields[-1].instruction += element.text or ""

    def _simple_field(self, element: Element) -> None:
        start = self.words.length
        self._inline(element)
        self._linked_field(element.get("w|instr", ""), start)

    def _linked_field(self, instruction: str, start: int) -> None:
        words = instruction.split(maxsplit=1)
        if start >= 0 and len(words) == 2 and words[0].upper() == "HYPERLINK" and words[1][0] == '"':
            self.words.emphasise(start, "link", words[1][1:].partition('"')[0])

    def _drawing(self, element: Element) -> None:
        """Take what a drawing has: pictures as their words, boxes of text for behind the paragraph."""
        boxes = [*_outermost(element, "w|txbxContent")]
        self.boxes += boxes
        if boxes:
            return
        said = next(element.iter("wp|docPr"), None)
        alternative = "" if said is None else said.get("descr") or said.get("title") or ""
        alternative = alternative or next((s.get("alt", "") for s in element.iter("v|shape")), "")
        pictures = [blip.get("r|embed") or blip.get("r|link", "") for blip in element.iter("a|blip")]
        pictures += [image.get("r|id", "") for image in element.iter("v|imagedata")]
        if not pictures and not alternative:
            return
        words = image_words(alternative, self._whole.linked.target(pictures[0]) if pictures else "")
        if words:
            self._whole.counted["images-as-words"] += 1
            before = not self.words.text.strip()
            (self.images_before if before else self.images_after).append(Piece("image", words))


def _outermost(element: Element, tag: str) -> Iterator[Element]:
    """The elements of a name that stand in no other of it, each once where it is given in several forms."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag == "mc|AlternateContent":
            for form in list(child)[:1]:
                yield from _outermost(form, tag)
        else:
            yield from _outermost(child, tag)

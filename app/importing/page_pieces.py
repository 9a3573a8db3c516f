"""A page's elements to pieces in reading order, all of them: menus, articles and notices alike."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from app.importing.captions import image_words
from app.importing.document import Piece
from app.importing.markup import Element, walked
from app.importing.words import ONE_LINE, Words, joined

_UNSEEN = re.compile(
    "script|style|noscript|template|svg|math|iframe|object|embed|button|select|textarea|input|canvas|audio"
    "|video|map|title|meta|link|datalist|dialog|progress|meter|del|s|strike"
)
_BLOCKS = re.compile(
    "html|head|body|p|div|section|article|main|li|blockquote|h[1-6]|figcaption|caption|t[dhr]|tbody|thead|tfoot|table"
    "|pre|d[dlt]|ul|ol|menu|address|figure|header|footer|aside|nav|form|fieldset|details|summary|hr|center"
    "|legend|hgroup|search|listing|xmp|label|option"
)
_SET_APART = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "cite": "em",
    "code": "code",
    "kbd": "code",
    "tt": "code",
    "samp": "code",
}
_SPACE = re.compile(r"[ \t\n\r\f]+")
_OUTSIDE = frozenset({"nav", "footer", "aside", "menu"})
_MOST_CELLS = 5_000
_LONGEST_CELL = 400


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of a page and where it stands.

    Attributes: ``element`` is the block it is from; ``outside`` is true inside what the page itself says is
    no article (menus, footers, side boxes, forms); ``linked`` is the share of its characters in links;
    ``figure`` is true within a figure.
    """

    piece: Piece
    element: Element
    outside: bool
    linked: float
    figure: bool


@dataclass(slots=True)
class _Open:
    """An element whose children are being walked: what its end has to undo or write."""

    element: Element
    tag: str
    start: int = 0


def page_pieces(body: Element, base: str = "") -> list[Found]:
    """Every stretch of words and every image, one after the other; ``base`` is the page's address."""
    walk = _Walk(base)
    walk.over(body)
    return walk.found


class _Walk:
    def __init__(self, base: str) -> None:
        self.found: list[Found] = []
        self._base = base
        self._words = Words()
        self._linked = 0
        self._breaks = 0
        self._blank = True
        self._root: Element
        self._open: list[_Open] = []
        self._counts: dict[str, int] = {}
        self._numbers: list[int | None] = []
        self._marker = ""

    def over(self, body: Element) -> None:
        self._root = body
        skipping: Element | None = None
        for event, element in walked(body):
            if event == "start":
                if skipping is None and not self._begin(element):
                    skipping = element
                continue
            if skipping is None:
                self._end(element)
            elif skipping is element:
                skipping = None
            if skipping is None and element is not body:
                self._say(element.tail)
        self._flush(body)

    def _begin(self, element: Element) -> bool:
        """Take in an element's start; False where nothing in it is seen, or all of it was taken in here."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if _UNSEEN.fullmatch(tag):
            return False
        if tag == "br":
            self._break()
            return False
        if tag == "img":
            self._image(element)
            return False
        if tag == "table" and _is_data(element):
            self._flush(self._block())
            self._table(element)
            return False
        if _BLOCKS.fullmatch(tag):
            self._flush(self._block())
        self._open.append(_Open(element, tag, self._words.length))
        self._counts[tag] = self._counts.get(tag, 0) + 1
        if tag in ("ul", "ol"):
            self._numbers.append(_first(element) if tag == "ol" else None)
        elif tag == "li":
            self._marker = self._next_marker()
        self._say(element.text)
        return True

    def _end(self, element: Element) -> None:
        if not self._open or self._open[-1].element is not element:
            return
        ended = self._open[-1]
        if _BLOCKS.fullmatch(ended.tag):
            self._flush(element)
            if ended.tag == "li":
                self._marker = ""
        else:
            self._set_apart(ended)
        if ended.tag in ("ul", "ol") and self._numbers:
            self._numbers.pop()
        self._open.pop()
        self._counts[ended.tag] -= 1

    def _say(self, text: str | None) -> None:
        if not text:
            return
        if self._counts.get("pre"):
            self._words.add(text.replace("\r", ""))
            return
        words = _SPACE.sub(" ", text)
        if self._blank:
            words = words.lstrip(" ")
        if words:
            self._words.add(words.translate(ONE_LINE))
            self._blank = words.endswith(" ")
            self._breaks = 0

    def _break(self) -> None:
        if not self._words.length:
            return
        self._breaks += 1
        if self._breaks == 1:
            self._words.add("\n")
            self._blank = True
        else:
            self._flush(self._block())

    def _block(self) -> Element:
        return next((o.element for o in reversed(self._open) if _BLOCKS.fullmatch(o.tag)), self._root)

    def _set_apart(self, ended: _Open) -> None:
        """The words of an inline element written since its start, or since the block's."""
        if ended.tag == "a":
            self._link(ended)
        elif ended.tag in ("sup", "sub"):
            self._words.shift(ended.start, up=ended.tag == "sup")
        elif ended.tag in _SET_APART:
            self._words.emphasise(ended.start, _SET_APART[ended.tag])

    def _link(self, ended: _Open) -> None:
        self._linked += self._words.length - ended.start
        try:
            target = urljoin(self._base, (ended.element.get("href") or "").strip())
        except ValueError:
            return
        if target.lower().startswith(("http://", "https://", "mailto:")):
            self._words.emphasise(ended.start, "link", target)

    def _image(self, element: Element) -> None:
        address = element.get("data-src") or element.get("src") or ""
        figure = bool(self._counts.get("figure") or self._counts.get("picture"))
        words = image_words(element.get("alt") or "", address if figure else "")
        if not words:
            return
        self._flush(self._block())
        self._put(Piece("image", words.translate(ONE_LINE)), element, 1.0 if self._counts.get("a") else 0.0)

    def _flush(self, element: Element) -> None:
        for one in self._open:
            self._set_apart(one)
            one.start = 0
        words, self._words = self._words, Words()
        linked, self._linked = self._linked, 0
        self._breaks, self._blank = 0, True
        kind, level = self._kind()
        marker, self._marker = self._marker, "" if words.length else self._marker
        piece = words.piece(kind, level, marker=marker if kind == "list-item" else "")
        if piece.text:
            self._put(piece, element, min(1.0, linked / max(1, len(piece.text))))

    def _put(self, piece: Piece, element: Element, linked: float) -> None:
        outside = any(self._counts.get(tag) for tag in _OUTSIDE)
        figure = bool(self._counts.get("figure"))
        self.found.append(Found(piece, element, outside, linked, figure))

    def _kind(self) -> tuple[str, int]:
        lists = len(self._numbers)
        for opened in reversed(self._open):
            tag = opened.tag
            if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
                return "heading", int(tag[1])
            if tag in ("figcaption", "caption"):
                return "caption", 0
            if tag == "pre":
                return "code", 0
            if tag in ("li", "dd", "dt") and lists:
                return "list-item", min(9, lists)
            if tag == "blockquote":
                return "quote", min(9, self._counts["blockquote"])
            if tag in ("td", "th", "article", "main", "section"):
                break
        return "paragraph", 0

    def _next_marker(self) -> str:
        number = self._numbers[-1] if self._numbers else None
        if number is None:
            return ""
        self._numbers[-1] = number + 1
        return f"{number}. "

    def _table(self, table: Element) -> None:
        for caption in table.iterchildren("caption"):
            self._put(Piece("caption", _squashed(caption.text_content())), table, 0.0)
        for row in table.iter("tr"):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            pieces = [_cell(cell, self._base) for cell in cells]
            if any(piece.text for piece in pieces):
                head = 1 if all(cell.tag == "th" for cell in cells) else 0
                self._put(replace(joined_cells(pieces), kind="table-row", level=head), row, 0.0)


def joined_cells(pieces: list[Piece]) -> Piece:
    """The cells of a row as one piece, tabs between them."""
    return joined(pieces, "\t")


def _cell(cell: Element, base: str) -> Piece:
    return joined([found.piece for found in page_pieces(cell, base)])


def _squashed(text: str) -> str:
    return " ".join(text.split())


def _first(element: Element) -> int | None:
    try:
        return int(element.get("start") or 1)
    except ValueError:
        return 1


def _is_data(table: Element) -> bool:
    """Whether a table holds figures and names, and is not there to lay a page out."""
    if table.get("role") == "presentation" or next(table.iterdescendants("table", "form"), None) is not None:
        return False
    rows = list(table.iter("tr"))
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
    if len(rows) < 2 or max(map(len, cells)) < 2 or sum(map(len, cells)) > _MOST_CELLS:
        return False
    return all(len(_squashed(cell.text_content())) <= _LONGEST_CELL for row in cells for cell in row)

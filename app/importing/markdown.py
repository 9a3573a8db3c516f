"""Markdown (CommonMark and tables): the rendered text, with its structure beside it.

What a reader of the rendered page sees is stored: no markers, links as their words, images as their
alternative text (a line of its own where the image has one, its caption below), numbered items with their
number, soft line breaks as blanks, hard ones as line breaks. HTML tags are dropped and the words between them
kept; comments, scripts and styles have no words a reader sees. Each of these is counted in a note, and the
original bytes keep everything.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.importing.captions import image_words, is_caption
from app.text.lines import line_spans
from app.text.normalise import BYTE_ORDER_MARK, Note
from db.layout import Block, Emphasis

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_NESTING = 100
_MAX_LEVEL = 9

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]{0,30})(?=[\s/>])[^<>]*>|<[?!][^<>]*>")
_LINE_TAG = re.compile(r"(?:br|p|div|li|ul|ol|tr|td|th|h[1-6]|blockquote|section|table|hr)\Z", re.IGNORECASE)
# A caption, or an image, in HTML; the words of a caption are bounded, that no text takes long to search.
_FIGURE = re.compile(
    r"<figcaption\b[^<>]*>(?P<caption>.{0,4000}?)</figcaption\s*>|<img\b(?P<image>[^<>]*)>",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,30})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_UNSEEN = re.compile(r"\s{0,3}<(?:script|style)\b", re.IGNORECASE)


class TooDeep(Exception):
    """Lists or quotations nested deeper than MAX_NESTING; beyond it the parser would drop words."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A Markdown text as rendered; ``title`` is empty where it has no heading that could be one."""

    title: str
    text: str
    blocks: list[Block]
    emphasis: list[Emphasis]
    notes: list[Note]


def render(source: str) -> Rendered:
    """The rendered text of ``source``; raises TooDeep rather than losing a word."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    try:
        tokens = parser.parse(source)
    except RecursionError:
        raise TooDeep from None
    if any(token.level >= MAX_NESTING - 1 for token in tokens):
        raise TooDeep
    rendering = _Rendering()
    rendering.add(tokens)
    title, blocks = _with_title(rendering.text, rendering.blocks)
    return Rendered(title, rendering.text, blocks, rendering.ordered_emphasis(), rendering.notes())


def headed(rendered: Rendered, headline: str) -> Rendered:
    """The same with a headline that the text does not have itself, as its first line.

    Readers of the page saw it, so there is something to check in it.
    """
    by = len(headline) + 1
    blocks = [replace(block, start=block.start + by, end=block.end + by) for block in rendered.blocks]
    return Rendered(
        headline,
        f"{headline}\n{rendered.text}",
        [Block(0, len(headline), "title", 1), *blocks],
        [_moved(span, by) for span in rendered.emphasis],
        rendered.notes,
    )


def _with_title(text: str, blocks: list[Block]) -> tuple[str, list[Block]]:
    """The first heading of level 1, else a heading that opens the text; that block becomes the title."""
    headings = [i for i, block in enumerate(blocks) if block.kind == "heading"]
    found = next((i for i in headings if blocks[i].level == 1), 0)
    if found not in headings:
        return "", blocks
    marked = list(blocks)
    marked[found] = replace(blocks[found], kind="title", level=1)
    return " ".join(text[blocks[found].start : blocks[found].end].split()), marked


class _Rendering:
    """The text and structure written so far, while the parser's tokens are walked once."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._length = 0
        self._emphasis: list[Emphasis] = []
        # What encloses the next block, outermost first: a quotation, or a list and its next number.
        self._containers: list[tuple[str, int | None]] = []
        self._marker: str | None = None
        self._images = 0
        self._tags = 0

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def ordered_emphasis(self) -> list[Emphasis]:
        return sorted(self._emphasis, key=lambda e: (e.start, -e.end, e.kind, e.data))

    def notes(self) -> list[Note]:
        counted = (("images-as-words", self._images), ("html-tags-dropped", self._tags))
        return [Note(code, count) for code, count in counted if count]

    def add(self, tokens: Sequence[Token]) -> None:
        i = 0
        while i < len(tokens):
            token = tokens[i]
            if token.type == "heading_open":
                self._write(
                    *self._inline(tokens[i + 1].children or ()), kind="heading", level=int(token.tag[1])
                )
                i += 2
            elif token.type == "paragraph_open":
                self._paragraph(tokens[i + 1])
                i += 2
            elif token.type == "tr_open":
                i = self._row(tokens, i)
            elif token.type in ("fence", "code_block"):
                self._write(token.content.rstrip("\n"), [], kind="code", level=0)
            elif token.type == "html_block":
                self._html(token.content)
            else:
                self._container(token)
            i += 1

    def _container(self, token: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open", "blockquote_open"):
            self._containers.append(("quote" if token.type == "blockquote_open" else "list", _first(token)))
        elif token.type in ("bullet_list_close", "ordered_list_close", "blockquote_close"):
            self._containers.pop()
        elif token.type == "list_item_open":
            kind, number = self._containers[-1]
            self._marker = self._marker or ""
            if number is not None:
                self._marker += f"{number}{token.markup} "
                self._containers[-1] = (kind, number + 1)
        elif token.type == "list_item_close":
            self._marker = None

    def _paragraph(self, inline: Token) -> None:
        kind, level = "paragraph", 0
        if self._containers:
            inner = self._containers[-1][0]
            level = sum(container == inner for container, _ in self._containers)
            kind = "quote" if inner == "quote" else "list-item" if self._marker is not None else "paragraph"
        level = min(level, _MAX_LEVEL)
        images, rest = _images_first(inline.children or [])
        for group in images:
            self._image(group)
        words, emphasis = self._inline(rest)
        captioned = bool(images) and _all_emphasised(rest)
        if captioned or is_caption(words):
            kind, level = "caption", 0
        self._write(words, emphasis, kind=kind, level=level)

    def _image(self, group: Sequence[Token]) -> None:
        """Write an image that stands by itself as a line, and the title it has as its caption."""
        link = next((_target(token) for token in group if token.type == "link_open"), "")
        for image in (token for token in group if token.type == "image"):
            self._images += 1
            words = image_words(self._inline(image.children or ())[0], str(image.attrGet("src") or ""))
            spans = [Emphasis(0, len(words), "link", link)] if link else []
            self._write(words, spans, kind="image", level=0)
            title = " ".join(html.unescape(str(image.attrGet("title") or "")).split())
            self._write(title, [], kind="caption", level=0)

    def _html(self, source: str) -> None:
        """Write the words of an HTML block; its images and their captions are lines of their own."""
        if _UNSEEN.match(source):
            self._tags += 1
            return
        shown, at = _without_comments(source), 0
        self._tags += source.count("<!--")
        for found in _FIGURE.finditer(shown):
            self._write(self._words_of_html(shown[at : found.start()]), [], kind="paragraph", level=0)
            at = found.end()
            if found["caption"] is not None:
                self._tags += 2
                words = " ".join(self._words_of_html(found["caption"]).split())
                self._write(words, [], kind="caption", level=0)
            else:
                self._images += 1
                said = {name.lower(): html.unescape(value) for name, value in _said(found["image"])}
                self._write(image_words(said.get("alt", ""), said.get("src", "")), [], kind="image", level=0)
        self._write(self._words_of_html(shown[at:]), [], kind="paragraph", level=0)

    def _row(self, tokens: Sequence[Token], at: int) -> int:
        """Write the row that opens at ``at`` as one line, cells between tabs; return where it closes."""
        cells: list[str] = []
        spans: list[Emphasis] = []
        length = 0
        level = 0
        while tokens[at].type != "tr_close":
            if tokens[at].type == "inline":
                cell, inside = self._inline(tokens[at].children or ())
                cell = cell.translate(_ONE_LINE)
                spans += [_moved(e, length) for e in inside]
                cells.append(cell)
                length += len(cell) + 1
            level = 1 if tokens[at].type == "th_open" else level
            at += 1
        self._write("\t".join(cells), spans, kind="table-row", level=level)
        return at

    def _write(self, piece: str, emphasis: list[Emphasis], *, kind: str, level: int) -> None:
        """Append one block of the source, a line of text or several, unless it is blank."""
        if not self._length:
            kept = piece.lstrip(BYTE_ORDER_MARK)
            emphasis = [_moved(e, len(kept) - len(piece)) for e in emphasis]
            piece = kept
        if not piece or piece.isspace():
            return
        marker = self._marker or ""
        self._marker = None
        before = ("\n" if self._length else "") + marker
        self._pieces += [before, piece]
        start = self._length + len(before)
        self._length = start + len(piece)
        self._emphasis += [e for e in (_moved(e, start) for e in emphasis) if 0 <= e.start < e.end]
        for line in line_spans(piece):
            first = start + line.start - (len(marker) if line.start == 0 else 0)
            self.blocks.append(Block(first, start + line.end, kind, level))

    def _inline(self, children: Sequence[Token]) -> tuple[str, list[Emphasis]]:
        """The words of inline tokens, and what is emphasised in them, in offsets of their own."""
        pieces: list[str] = []
        spans: list[Emphasis] = []
        opened: list[tuple[int, str, str]] = []
        length = 0
        for child in children:
            if child.type in _OPENING:
                opened.append((length, _OPENING[child.type], _target(child)))
            elif child.type in _CLOSING:
                start, kind, data = opened.pop()
                spans.append(Emphasis(start, length, kind, data))
            else:
                piece = self._words_of(child)
                if child.type == "code_inline":
                    spans.append(Emphasis(length, length + len(piece), "code", ""))
                pieces.append(piece)
                length += len(piece)
        return "".join(pieces), spans

    def _words_of(self, child: Token) -> str:
        if child.type == "softbreak":
            return " "
        if child.type == "hardbreak":
            return "\n"
        if child.type == "image":
            self._images += 1
            return self._inline(child.children or ())[0]
        if child.type == "html_inline":
            self._tags += 1
            tag = _TAG.match(child.content)
            return "\n" if tag and tag[1] and tag[1].lower() == "br" else ""
        # An entity can smuggle in a carriage return that normalising has removed everywhere else.
        return child.content.replace("\r", "\n")

    def _words_of_html(self, source: str) -> str:
        words, dropped = _TAG.subn(_tag_break, source)
        self._tags += dropped
        lines = (line.strip() for line in html.unescape(words).replace("\r", "\n").split("\n"))
        return "\n".join(line for line in lines if line)


def _images_first(children: Sequence[Token]) -> tuple[list[Sequence[Token]], Sequence[Token]]:
    """The lines of a paragraph, from its first, that are nothing but images, and what comes after them."""
    images: list[Sequence[Token]] = []
    begun = depth = 0
    for at, token in enumerate([*children, None]):
        if token is not None and (token.type not in ("softbreak", "hardbreak") or depth):
            depth += token.nesting
            continue
        line = children[begun:at]
        if not _only_images(line):
            break
        images.append(line)
        begun = at + 1
    return images, children[begun:]


def _only_images(line: Sequence[Token]) -> bool:
    kinds = {token.type for token in line if token.type != "text" or token.content.strip()}
    return "image" in kinds and kinds <= {"image", "link_open", "link_close"}


def _all_emphasised(line: Sequence[Token]) -> bool:
    """Whether the words are set apart as one: ``*so*``."""
    if not line or (line[0].type, line[-1].type) not in (
        ("em_open", "em_close"),
        ("strong_open", "strong_close"),
    ):
        return False
    depth = 0
    for at, token in enumerate(line):
        depth += token.nesting
        if not depth:
            return at == len(line) - 1
    return False


_OPENING = {"strong_open": "strong", "em_open": "em", "link_open": "link"}
_CLOSING = frozenset({"strong_close", "em_close", "link_close"})
_ONE_LINE = dict.fromkeys(map(ord, "\t\n\u2029\ufdd0\ufdd1"), " ")


def _moved(span: Emphasis, by: int) -> Emphasis:
    return Emphasis(span.start + by, span.end + by, span.kind, span.data)


def _target(token: Token) -> str:
    return str(token.attrGet("href") or "") if token.type == "link_open" else ""


def _first(token: Token) -> int | None:
    """The first number of an ordered list, None for any other container."""
    if token.type != "ordered_list_open":
        return None
    start = token.attrGet("start")
    return 1 if start is None else int(start)


def _said(attributes: str) -> list[tuple[str, str]]:
    return [(m[1], m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(attributes)]


def _tag_break(tag: re.Match[str]) -> str:
    return "\n" if _LINE_TAG.match(tag[1] or "") else ""


def _without_comments(source: str) -> str:
    kept, *rest = source.split("<!--")
    pieces = [kept]
    for i, piece in enumerate(rest):
        comment, closed, after = piece.partition("-->")
        if not closed and i == len(rest) - 1:
            pieces.append(comment)
        pieces.append(after)
    return "".join(pieces)

"""The Qt boundary: records count code points, a QTextDocument counts UTF-16 units.

A text is laid out as pieces, one QTextBlock each: a line of the text, or part of a line too long to lay out
at once. Characters at which Qt would begin a block or break a line of its own, and those it cannot show, are
replaced one for one in what is displayed, so that every position has its place. This module and
``app/text/offsets.py`` are the only ones that know UTF-16.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from db.records import BlockRecord, Span, record

# A line of a text is cut only from so many characters on, ...
LONGEST_PIECE = 10_000
# ... after the first white space behind so many: about a thousand words, laid out in a few milliseconds.
PIECE = 6_000

_LINE_SEPARATOR = "\u2028"
_BREAKS = "\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"
# Control characters, lone surrogates, Qt's frame marks and its place-holder for inline objects.
_UNSHOWN = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0\ufdd1\ufffc\ufffe\uffff"
_STRANGE = re.compile(f"[{_BREAKS}{_UNSHOWN}]")
_PLAIN = bytes([*range(0x20, 0x7F), 0x0A])
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_SPACE = re.compile(r"\s+")
_MIXED = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_LINE = re.compile("[^\n\u2029]+")
_JOINER = "\u200d"


@record
class Piece:
    """One display block: code points ``start`` to ``end``, at document position ``at`` (UTF-16 units).

    ``block`` is the line it belongs to, None for words no line covers; ``first`` and ``last`` tell whether
    the piece begins and ends that line.
    """

    start: int
    end: int
    at: int
    block: BlockRecord | None
    first: bool
    last: bool


class TextMap:
    """Where every character of a stored text stands in the document that shows it.

    Attributes: ``pieces`` in reading order; ``characters``, those that occur beyond plain ASCII.
    """

    def __init__(self, text: str, blocks: Sequence[BlockRecord]) -> None:
        self.text = text
        # One look at a long text in place of one for each question.
        self.characters = _beyond_ascii(text)
        self._astral = [m.start() for m in _ASTRAL.finditer(text)] if _ASTRAL.search(self.characters) else []
        self.pieces = self._place(_cut(text, blocks))
        self._starts = [piece.start for piece in self.pieces]
        self._ends = [piece.end for piece in self.pieces]
        self._at = [piece.at for piece in self.pieces]
        self._mixed: dict[int, bool] = {}

    def _place(self, cuts: Iterator[tuple[int, int, BlockRecord | None]]) -> list[Piece]:
        pieces: list[Piece] = []
        at = 0
        for start, end, block in cuts:
            first = block is None or start == block.start
            last = block is None or end == block.end
            pieces.append(Piece(start, end, at, block, first, last))
            # Every block but the last is followed by one separator.
            at += self._units(start, end) + 1
        return pieces or [Piece(0, 0, 0, None, True, True)]

    def _units(self, start: int, end: int) -> int:
        return end - start + bisect_left(self._astral, end) - bisect_left(self._astral, start)

    def display(self) -> str:
        """The text to give the document, one line per piece."""
        # One for one, so that the pieces stand where they stood.
        shown = displayed(self.text) if _STRANGE.search(self.characters) else self.text
        return "\n".join(
            [shown[piece.start : piece.end].replace("\n", _LINE_SEPARATOR) for piece in self.pieces]
        )

    def piece_at(self, offset: int) -> int:
        """The number of the piece at that offset; between two pieces, the one before."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def local(self, number: int, offset: int) -> int:
        """UTF-16 units from the start of that piece to the offset, which is held inside the piece."""
        piece = self.pieces[number]
        return self._units(piece.start, min(max(offset, piece.start), piece.end))

    def offset_in(self, number: int, unit: int) -> int:
        """The offset of that UTF-16 unit of the piece; inside a surrogate pair, of its character."""
        piece = self.pieces[number]
        low, high = piece.start, min(piece.end, piece.start + max(0, unit))
        if not self._astral:
            return high
        while low < high:
            middle = (low + high + 1) // 2
            if self._units(piece.start, middle) <= unit:
                low = middle
            else:
                high = middle - 1
        return low

    def to_document(self, offset: int) -> int:
        """The document position of an offset; an offset between two pieces stands at the end of the first."""
        number = self.piece_at(offset)
        return self._at[number] + self.local(number, offset)

    def to_offset(self, position: int) -> int:
        """The offset of a document position."""
        number = max(0, bisect_right(self._at, position) - 1)
        return self.offset_in(number, position - self._at[number])

    def stretches(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Where a span lies: (piece number, first unit, unit after the last), for each piece it touches."""
        for number in range(bisect_right(self._ends, start), bisect_left(self._starts, end)):
            piece = self.pieces[number]
            low, high = max(start, piece.start), min(end, piece.end)
            if low >= high:
                continue
            if self._astral:
                yield number, self._units(piece.start, low), self._units(piece.start, high)
            else:
                yield number, low - piece.start, high - piece.start

    def mixed(self, number: int) -> bool:
        """True where the piece has right-to-left characters: glyph order may differ from text order."""
        if number not in self._mixed:
            piece = self.pieces[number]
            self._mixed[number] = bool(_MIXED.search(self.text, piece.start, piece.end))
        return self._mixed[number]

    def trimmed(self, start: int, end: int) -> Span | None:
        """The span without white space at its ends, or None where nothing is left."""
        words = self.text[start:end]
        left = len(words) - len(words.lstrip())
        kept = words.strip()
        return Span(start + left, start + left + len(kept)) if kept else None


def _beyond_ascii(text: str) -> str:
    """Every character that occurs, but for those of plain ASCII, once."""
    # By far the quickest way to have most of a long text out of the way.
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return "".join(set(rest.decode("utf-8", "surrogatepass")))


def displayed(text: str) -> str:
    """The text as it is shown: as many characters, with breaks inside a line as line separators."""
    if not _STRANGE.search(text):
        return text
    return _STRANGE.sub(lambda m: _LINE_SEPARATOR if m[0] in _BREAKS else "\ufffd", text)


def _cut(text: str, blocks: Sequence[BlockRecord]) -> Iterator[tuple[int, int, BlockRecord | None]]:
    done = 0
    for block in sorted(blocks, key=lambda b: b.start):
        yield from ((start, end, None) for start, end in _uncovered(text, done, block.start))
        start, end = max(block.start, done), min(block.end, len(text))
        if start < end:
            yield from ((low, high, block) for low, high in _portions(text, start, end))
            done = end
    yield from ((start, end, None) for start, end in _uncovered(text, done, len(text)))


def _uncovered(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Words between two lines: shown plainly rather than lost."""
    if start >= end or text[start:end].isspace():
        return
    for line in _LINE.finditer(text, start, end):
        if not line[0].isspace():
            yield from _portions(text, line.start(), line.end())


def _portions(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line in portions short enough to lay out at once, cut after white space where there is any."""
    while end - start > LONGEST_PIECE:
        furthest = min(start + LONGEST_PIECE, end)
        space = _SPACE.search(text, start + PIECE, furthest)
        cut = space.end() if space else _between_characters(text, furthest, end)
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _between_characters(text: str, at: int, end: int) -> int:
    """The next offset at which a cut parts no letter from its marks."""
    while at < end and (
        unicodedata.category(text[at]).startswith("M") or _JOINER in (text[at], text[at - 1])
    ):
        at += 1
    return at

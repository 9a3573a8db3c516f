"""Quote check: whether a passage stands in a text word for word, nearly, or not at all.

Exactly is said only where no word, number, name, sign or mark differs; what may be set otherwise (quotation
marks, dashes, hyphens at line ends, ligatures, white space) is told with it. What an ellipsis or brackets in
the passage stand for may be anything, within a distance.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import NamedTuple, TypeVar

from app.sources.folding import BREAK, DASH, DOUBLE, QUOTE, SINGLE, Token, is_word, tokens
from app.sources.nearest import LEAST, nearest
from app.sources.text_index import TextIndex, Words
from db.records import Span
from db.records.comparing import RunRecord, Turn
from db.records.quotes import Folding, QuoteOutcome, QuoteRecord

MOST_PLACES = 1_000
_LEFT_OUT = {Folding.ELLIPSIS: 2_000, Folding.BRACKETS: 200}
"""The most characters of the text that each may stand for."""
_DOTS = r"(?:…|\.{3,}|\.(?:\s\.){2,})"
_GAP = re.compile(rf"[\[(]\s*{_DOTS}\s*[\])]|{_DOTS}|(\[(?=[^\[\]]*[^\W\d_])[^\[\]]{{1,200}}\])")
_LETTER = re.compile(r"\[(\w)\](?=\w)")
_MOST_LETTERS = 3
_MOST_STRETCHES = 30
_NEVER_ALL = 0.999
_ENDING = frozenset(".,;:")
_MARKS = frozenset(DOUBLE + SINGLE)

Key = TypeVar("Key")


def check(passage: str, text: TextIndex) -> QuoteRecord:
    """Whether the passage stands in the text, where, and what differs; never raises."""
    return _exact(passage, text) or _near(passage, text) or QuoteRecord(QuoteOutcome.ABSENT)


def stands_in(passage: str, text: TextIndex) -> bool:
    """Whether the passage is found exactly; costs far less than telling what else there is."""
    return _exact(passage, text) is not None


def find_among(passage: str, texts: Mapping[Key, TextIndex]) -> list[tuple[Key, QuoteRecord]]:
    """The texts that have the passage, exactly first, then the nearest; those without it are left out."""
    found = [(key, check(passage, text)) for key, text in texts.items()]
    found = [(key, quote) for key, quote in found if quote.outcome is not QuoteOutcome.ABSENT]
    return sorted(found, key=lambda each: (each[1].outcome is not QuoteOutcome.EXACT, -each[1].likeness))


def check_quotations(
    article: str, quotations: Iterable[Span], text: TextIndex
) -> list[tuple[Span, QuoteRecord]]:
    """Each quotation of an article against a text; a span may have the quotation marks or not.

    A comma or full stop before the closing mark may be the article's own, as American papers set it.
    """
    return [(span, _quotation(article[span.start : span.end], text)) for span in quotations]


def _quotation(words: str, text: TextIndex) -> QuoteRecord:
    words = words.strip()
    while len(words) > 1 and words[0] in _MARKS and words[-1] in _MARKS:
        words = words[1:-1].strip()
    found = check(words, text)
    bare = words[:-1] if words[-1:] in {".", ","} and words[-2:] != ".." else ""
    if found.outcome is QuoteOutcome.EXACT or not bare:
        return found
    without = check(bare, text)
    return without if without.likeness > found.likeness else found


# Exactly


def _exact(passage: str, text: TextIndex) -> QuoteRecord | None:
    read = tokens(passage)
    if not _has_words(passage):
        return None
    for words in dict.fromkeys((text.words, text.all_words)):
        for wanted in (read, _unquoted(read)):
            places = words.places(wanted) if wanted else []
            if places:
                spans = [Span(words.starts[first], words.ends[last - 1]) for first, last in places]
                return _found(passage, text, spans, _foldings(passage, text, spans[0]))
    return _with_gaps(passage, text)


def _found(
    passage: str,
    text: TextIndex,
    spans: Sequence[Span],
    foldings: Iterable[Folding],
    left_out: tuple[Span, ...] = (),
) -> QuoteRecord:
    return QuoteRecord(
        QuoteOutcome.EXACT,
        spans[0].start,
        spans[0].end,
        1.0,
        (RunRecord(Turn.SAME, passage),),
        tuple(spans[:MOST_PLACES]),
        len(spans),
        left_out,
        tuple(sorted(set(foldings))),
    )


def _unquoted(read: Sequence[Token]) -> list[Token]:
    """The passage without the quotation marks around it; nothing where there are none."""
    quoted = len(read) > 2 and read[0].name == QUOTE and read[-1].name in (QUOTE, "'")
    return list(read[1:-1]) if quoted else []


# With words left out


class _Stretch(NamedTuple):
    """Words between two gaps, and the gap before them: its kind and its spelling."""

    words: str
    gap: Folding | None
    spelled: str


class _Chain(NamedTuple):
    """Stretches found one behind the other: where the first begins, the last ends, and the rest before it."""

    start: int
    end: int
    gap: Span | None = None
    before: _Chain | None = None

    def gaps(self) -> tuple[Span, ...]:
        found: list[Span] = []
        chain: _Chain | None = self
        while chain is not None:
            found += [chain.gap] if chain.gap else []
            chain = chain.before
        return tuple(reversed(found))


def _with_gaps(passage: str, text: TextIndex) -> QuoteRecord | None:
    if not _GAP.search(passage):
        return None
    for spelled in _with_letters(passage):
        stretches = [stretch for stretch in _stretches(spelled) if _has_words(stretch.words)]
        chains = _chains(stretches, text.words) if 0 < len(stretches) <= _MOST_STRETCHES else []
        chains = [chain for chain in chains if not _beside_brackets(passage, text.text, chain)]
        if chains:
            foldings = {_kind(gap) for gap in _GAP.finditer(passage)}
            spans = [Span(chain.start, chain.end) for chain in chains]
            return _found(passage, text, spans, foldings, chains[0].gaps())
    return None


def _beside_brackets(passage: str, text: str, chain: _Chain) -> bool:
    """Whether the passage begins or ends with brackets, and the text has some of its own near there."""
    brackets = [gap for gap in _GAP.finditer(passage) if gap[1]]
    if not brackets:
        return False
    reach = _LEFT_OUT[Folding.BRACKETS]
    before, behind = text[max(0, chain.start - reach) : chain.start], text[chain.end : chain.end + reach]
    begins = not _has_words(passage[: brackets[0].start()])
    ends = not _has_words(passage[brackets[-1].end() :])
    return (begins and "]" in before) or (ends and "[" in behind)


def _with_letters(passage: str) -> Iterator[str]:
    """The passage with letters in brackets (*[T]he*) as they may have been: capitals or not."""
    letters = [match[1] for match in _LETTER.finditer(passage)]
    if len(letters) > _MOST_LETTERS:
        return
    for chosen in product(*((letter, letter.swapcase()) for letter in letters)):
        put = iter(chosen)
        yield _LETTER.sub(lambda _, put=put: next(put), passage)


def _kind(gap: re.Match[str]) -> Folding:
    return Folding.BRACKETS if gap[1] else Folding.ELLIPSIS


def _stretches(passage: str) -> list[_Stretch]:
    found: list[_Stretch] = []
    at, kind, gap_spelled = 0, None, ""
    for gap in _GAP.finditer(passage):
        found.append(_Stretch(passage[at : gap.start()], kind, gap_spelled))
        at, kind, gap_spelled = gap.end(), _kind(gap), gap[0]
    found.append(_Stretch(passage[at:], kind, gap_spelled))
    return found


def _chains(stretches: Sequence[_Stretch], words: Words) -> list[_Chain]:
    """Where all stretches stand one behind the other, each near enough to the last."""
    chains = [_Chain(*place) for place in _places(stretches[0], words)]
    for stretch in stretches[1:]:
        ends = [chain.end for chain in chains]
        following: list[_Chain] = []
        for start, end in _places(stretch, words) if chains else ():
            before = bisect_right(ends, start) - 1
            if before >= 0 and _may_be_left_out(words.text[ends[before] : start], stretch.gap):
                gap = Span(ends[before], start)
                following.append(_Chain(chains[before].start, end, gap, chains[before]))
        chains = following
    first: dict[int, _Chain] = {}
    for chain in chains:
        first.setdefault(chain.start, chain)
    return list(first.values())


def _may_be_left_out(words: str, gap: Folding | None) -> bool:
    # Where the text has brackets of its own, those of the passage are a quotation of them, or a wrong one.
    return gap is not None and len(words) <= _LEFT_OUT[gap] and not (gap is Folding.BRACKETS and "[" in words)


def _places(stretch: _Stretch, words: Words) -> list[tuple[int, int]]:
    read = tokens(stretch.words)
    places = words.places(read)
    if not places and read[-1].name in _ENDING:
        places = words.places(read[:-1])
    return [(words.starts[first], words.ends[last - 1]) for first, last in places]


# How it is set


def _foldings(passage: str, text: TextIndex, span: Span) -> Iterator[Folding]:
    """How the words of the text are set otherwise than in the passage."""
    there = text.text[span.start : span.end]
    if there == passage:
        return
    if any(start < span.end and end > span.start for start, end in _breaks(text)):
        yield Folding.PAGE_BREAK
    here = [(token, passage[token.start : token.end]) for token in tokens(passage)]
    for head in reversed([head for head in text.heads if span.start <= head.start < span.end]):
        there = there[: head.start - span.start] + "\n" + there[head.end - span.start :]
    other = [(token, there[token.start : token.end]) for token in tokens(there)]
    if len(here) == len(other) + 2 and _unquoted([token for token, _ in here]):
        yield Folding.QUOTES
        here = here[1:-1]
    if any(BREAK in token.name for token, _ in (*here, *other)):
        yield Folding.HYPHENATION
    if len(here) != len(other):
        return
    for (token, one), (twin, two) in zip(here, other, strict=True):
        if one != two and BREAK not in token.name + twin.name:
            yield _set_otherwise(token.name, one + two)
    if _spaces(passage, [t for t, _ in here]) != _spaces(there, [t for t, _ in other]):
        yield Folding.SPACES


def _set_otherwise(name: str, spellings: str) -> Folding:
    if name == QUOTE or (name == "'" and len(spellings) < 4):
        return Folding.QUOTES
    if name[0] == DASH:
        return Folding.DASHES
    if "\u00ad" in spellings:
        return Folding.HYPHENATION
    return Folding.QUOTES if "'" in name else Folding.FORMS


def _spaces(text: str, read: Sequence[Token]) -> list[str]:
    return [text[one.end : other.start] for one, other in pairwise(read)]


def _breaks(text: TextIndex) -> Iterator[tuple[int, int]]:
    return ((end, end + 1) for _, end in text.pages[:-1])


# Nearly


def _near(passage: str, text: TextIndex) -> QuoteRecord | None:
    stretches = _stretches(passage)
    with_gaps = _near_with_gaps(stretches, text) if 1 < len(stretches) <= _MOST_STRETCHES else None
    found = [_near_in_one(passage, text), with_gaps]
    return max((quote for quote in found if quote), key=lambda quote: quote.likeness, default=None)


def _near_with_gaps(stretches: Sequence[_Stretch], text: TextIndex) -> QuoteRecord | None:
    parts: list[RunRecord] = []
    spans: list[Span] = []
    alike, total = 0.0, 0
    for stretch in stretches:
        parts += [RunRecord(Turn.SAME, stretch.spelled)] if stretch.spelled else []
        found = _next(stretch, text, spans[-1].end if spans else 0)
        size = sum(is_word(token.name) for token in tokens(stretch.words))
        total += size
        if found is None:
            turn = Turn.OUT if size else Turn.SAME
            parts += [RunRecord(turn, stretch.words)] if stretch.words else []
            continue
        alike += found.likeness * size
        parts += found.parts
        spans.append(Span(found.start, found.end))
    if not spans or alike < LEAST * total or all(part.turn is Turn.SAME for part in parts):
        return None
    left_out = tuple(Span(one.end, other.start) for one, other in pairwise(spans))
    return QuoteRecord(
        QuoteOutcome.NEAR,
        spans[0].start,
        spans[-1].end,
        min(alike / total, _NEVER_ALL),
        tuple(parts),
        left_out=left_out,
    )


def _next(stretch: _Stretch, text: TextIndex, behind: int) -> QuoteRecord | None:
    """A stretch between two gaps, exactly or nearly, at its first place behind that offset."""
    if not _has_words(stretch.words):
        return None
    exact = next((place for place in _places(stretch, text.words) if place[0] >= behind), None)
    if exact:
        return _found(stretch.words, text, [Span(*exact)], ())
    near = _near_in_one(stretch.words, text)
    return near if near and near.start >= behind else None


def _near_in_one(passage: str, text: TextIndex) -> QuoteRecord | None:
    read = tokens(passage)
    if not _has_words(passage):
        return None
    found = nearest(passage, _unquoted(read) or read, text.words)
    if found is None:
        return None
    span = Span(text.words.starts[found.first], text.words.ends[found.last - 1])
    if all(part.turn is Turn.SAME for part in found.parts):
        return _found(passage, text, [span], _foldings(passage, text, span))
    return QuoteRecord(QuoteOutcome.NEAR, span.start, span.end, min(found.likeness, _NEVER_ALL), found.parts)


def _has_words(passage: str) -> bool:
    return any(map(str.isalnum, passage))

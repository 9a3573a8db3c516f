"""Words and clauses of a sentence: the steps by which a person grows or shrinks a selection."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from db.records import Span

# Scripts written without spaces, in which a character is the nearest thing to a word.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]")
# Addresses, by how they begin: nothing but white space ends one.
_ADDRESS = r"(?:(?:https?|ftp)://|www\.(?=\w)|(?<![\w.-])(?:[\w-]+\.)+[A-Za-z]{2,}/)"
# Spaces at which no line may end, as they stand in 44 580, 7 % and € 20.
_HELD = "[\u00a0\u2009\u202f]"
_MONEY = "[$£€¥₹₽₩₪]"
_RUN = re.compile(
    rf"(?P<address>{_ADDRESS}[^\s<>“”«»]+)"
    rf"|(?:(?!{_ADDRESS})(?:[^\s—–…/]|(?<=\d)(?:/(?=\d)|{_HELD}(?=\d{{3}}(?!\d)|[%‰٪]|{_MONEY}))"
    rf"|(?<={_MONEY}){_HELD}(?=\d)))+"
)
# Where a clause ends: never inside 4,200 or 9:30.
_BREAK = re.compile(
    r"[,;:](?=[\s”’\"'»)\]])[”’\"'»)\]]*\s*"
    r"|[،؛，；：、][”’」』]*\s*"
    r"|\s*[—–]\s*|\s+-\s+"
    r"|\s+(?=[(\[])|(?<=[)\]])\s+"
    r"|\s+(?=(?:that|which|who|whom|whose|because|although|though|while|whereas|but|when|where|if|unless|until"
    r"|since|so that|as if)\b)",
    re.IGNORECASE,
)


# More letters than a word has that anybody selects.
_FAR = 400


def words(text: str, start: int, end: int) -> list[Span]:
    """The words between two offsets, without the punctuation around them.

    One word each: a number with its separators and signs (44,580.5, −7 %, 12/05/2024), a word with hyphens or
    apostrophes, an email or web address.
    """
    return list(_words(text, start, end))


def word_at(text: str, at: int) -> Span | None:
    """The word at an offset, or the one that ends there; None between words."""
    first = max(text.rfind("\n", 0, at) + 1, at - _FAR)
    last = text.find("\n", at, at + _FAR)
    near = words(text, first, last if last >= 0 else min(len(text), at + _FAR))
    on = next((word for word in near if word.start <= at < word.end), None)
    return on or next((word for word in near if word.end == at), None)


def _words(text: str, start: int, end: int) -> Iterator[Span]:
    for run in _RUN.finditer(text, start, end):
        low, high = run.span()
        if run["address"]:
            yield Span(low, _address_end(text, low, high))
            continue
        low, high = _bare(text, low, high)
        at = low
        for single in _UNSPACED.finditer(text, low, high):
            if single.start() > at:
                yield from _named(text, at, single.start())
            yield Span(single.start(), single.end())
            at = single.end()
        if at < high:
            yield from _named(text, at, high)


def _named(text: str, start: int, end: int) -> Iterator[Span]:
    low, high = _bare(text, start, end)
    if low < high:
        yield Span(low, high)


def _address_end(text: str, start: int, end: int) -> int:
    """Where an address ends: before what closes the sentence or the brackets around it."""
    while end > start + 1 and text[end - 1] != "/" and _is_point(text[end - 1]):
        if text[end - 1] == ")" and text.count(")", start, end) <= text.count("(", start, end):
            break
        end -= 1
    return end


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and _is_point(text[start]) and not _begins_number(text, start, end):
        start += 1
    while end > start and _is_point(text[end - 1]):
        end -= 1
    if end - start > 2 and text[start] == "<" and text[end - 1] == ">":
        return _bare(text, start + 1, end - 1)
    return start, end


def _is_point(character: str) -> bool:
    # Currency, percent and section signs belong to their figures.
    return unicodedata.category(character)[0] == "P" and character not in "%‰٪#@&§"


def _begins_number(text: str, at: int, end: int) -> bool:
    """Whether a hyphen is a minus there, or a point that of a decimal: -7, .5."""
    if text[at] not in "-." or at + 1 >= end or not text[at + 1].isdecimal():
        return False
    return at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "-.")


def clauses(text: str, start: int, end: int) -> list[Span]:
    """The clauses of the sentence between two offsets: parts at commas, dashes, brackets and joining words.

    Each begins and ends with a word. A single word, such as *however*, goes with what follows it.
    """
    cuts = [start]
    for mark in _BREAK.finditer(text, start, end):
        if len(words(text, cuts[-1], mark.end())) > 1:
            cuts.append(mark.end())
    if len(cuts) > 1 and len(words(text, cuts[-1], end)) < 2:
        cuts.pop()
    cuts.append(end)
    found: list[Span] = []
    for low, high in pairwise(cuts):
        inside = words(text, low, high)
        if inside:
            found.append(Span(inside[0].start, inside[-1].end))
    return found

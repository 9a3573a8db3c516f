"""What people are called by: Dr, Defence Secretary, chief executive; and works in Chinese title marks."""

from __future__ import annotations

import re
from functools import cache

from app.spotting.tokens import TITLE, Taken, Tokens
from app.spotting.word_lists import words

Span = tuple[int, int]

_WORKS = re.compile(r"《([^《》]{1,80})》")
_LONGEST = 4


def titles(tokens: Tokens, taken: Taken) -> list[Span]:
    """The titles of a sentence, in order; what they cover is taken."""
    found: list[Span] = []
    heads = _heads()
    honorifics = words("titles", "honorifics")
    past = 0
    for i in tokens.having(TITLE):
        key = tokens.keys[i]
        if tokens.starts[i] < past:
            continue
        span = _head(tokens, i, past) if key in heads else None
        if not span and key in honorifics:
            span = _honorific(tokens, i)
        if span and taken.free(*span):
            found.append(span)
            taken.take(*span)
            past = span[1]
    for match in _WORKS.finditer(tokens.text) if "《" in tokens.text else ():
        if taken.free(*match.span(1)):
            found.append(match.span(1))
            taken.take(*match.span(1))
    return sorted(found)


@cache
def _heads() -> frozenset[str]:
    return words("titles", "heads") | words("titles", "weak")


@cache
def title_words() -> frozenset[str]:
    """The words a title is told by."""
    return _heads() | words("titles", "honorifics")


def _honorific(tokens: Tokens, i: int) -> Span | None:
    end, j = tokens.ends[i], i + 1
    if tokens.key(j) == "." and tokens.glued(i):
        end, j = tokens.ends[j], j + 1
    named = tokens.capital(j) and tokens.spaced(j - 1)
    return (
        (tokens.starts[i], end) if named and (tokens.capital(i) or tokens.key(i) in {"пан", "пані"}) else None
    )


def _head(tokens: Tokens, i: int, past: int) -> Span | None:
    """The title whose head is token ``i``, with the words before and after that belong to it."""
    last = i
    while (
        last - i < _LONGEST and tokens.spaced(last) and tokens.key(last + 1) in words("titles", "following")
    ):
        last += 1
    first = i
    while i - first < _LONGEST and tokens.starts[first] > past and _modifies(tokens, first):
        first -= 2 if tokens.key(first - 1) == "-" else 1
    end = _portfolio(tokens, last)
    whole = end > tokens.ends[last] or last > i or first < i
    if not _counts(tokens, first, i, last, whole):
        return None
    return tokens.starts[first], end


def _modifies(tokens: Tokens, i: int) -> bool:
    modifiers = words("titles", "modifiers")
    if tokens.spaced(i - 1):
        return tokens.key(i - 1) in modifiers
    return tokens.key(i - 1) == "-" and tokens.key(i - 2) in {"vice", "ex", "deputy", "co"}


def _portfolio(tokens: Tokens, last: int) -> int:
    """Where *of State* or *for the Environment* after a title's head ends; else where the head does."""
    end = tokens.ends[last]
    if not (tokens.spaced(last) and tokens.key(last + 1) in {"of", "for"}):
        return end
    text = tokens.text
    after = text[tokens.ends[last + 1] + 1 : tokens.ends[last + 1] + 32].casefold()
    at = tokens.ends[last + 1] + 1
    if after.startswith("the ") and not any(_starts(after, p) for p in words("titles", "portfolios")):
        after, at = after[4:], at + 4
    for portfolio in words("titles", "portfolios"):
        if _starts(after, portfolio):
            return at + len(portfolio)
    return end


def _starts(after: str, words: str) -> bool:
    return after.startswith(words) and not after[len(words) : len(words) + 1].isalpha()


def _counts(tokens: Tokens, first: int, head: int, last: int, whole: bool) -> bool:
    """Whether it names an office: by a capital, by several words, or by the name or place beside it."""
    named = tokens.capital(last + 1) and tokens.spaced(last)
    of_name = tokens.key(last + 1) in {"of", "at"} and (
        tokens.capital(last + 2) or (tokens.key(last + 2) == "the" and tokens.capital(last + 3))
    )
    key = tokens.keys[head]
    single = key in words("titles", "single") or key not in words("titles", "weak")
    opening = first == 0 or tokens.key(first - 1) in {"“", "‘", '"', ":"}
    if tokens.key(last + 1) == "'s" and tokens.capital(last + 2):
        return False
    if whole:
        return True
    if key in words("titles", "weak"):
        return named or (of_name and key in {"chief", "head", "leader", "chair", "manager"})
    if tokens.capital(head) and not opening:
        return tokens.key(last + 1) not in {"of"} or single
    if named:
        return not opening or tokens.capital(head)
    return of_name or (
        tokens.keys[head] in words("titles", "single") and not opening and tokens.key(first - 1) != "a"
    )

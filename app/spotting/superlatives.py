"""Words that claim there is nothing beyond: first, only, never, largest, most prolific, record."""

from __future__ import annotations

from functools import cache

from app.spotting.tokens import SUPERLATIVE, Taken, Tokens
from app.spotting.word_lists import words

Span = tuple[int, int]

_QUALITY = ("al", "ful", "ous", "ive", "able", "ible", "ent", "ant", "ic", "ed", "ing", "ary", "less")


def superlatives(tokens: Tokens, taken: Taken) -> list[Span]:
    """The superlatives of an English sentence, in order; what they cover is taken."""
    found: list[Span] = []
    past = 0
    for i in tokens.having(SUPERLATIVE):
        if tokens.starts[i] < past:
            continue
        end = _end(tokens, i, tokens.keys[i])
        if not end:
            continue
        start = _start(tokens, i, past)
        end = _compound(tokens, i, end)
        if taken.free(start, end):
            found.append((start, end))
            taken.take(start, end)
            past = end
    return found


@cache
def superlative_words() -> frozenset[str]:
    """The words a superlative is told by, but for those that end in *est*."""
    return words("superlatives", "words") | {"last", "most", "least", "record"}


def _end(tokens: Tokens, i: int, key: str) -> int:
    """Where a superlative at token ``i`` ends, or 0."""
    end = tokens.ends[i]
    before, following = tokens.key(i - 1), tokens.key(i + 1)
    if key in words("superlatives", "words"):
        if key == "first":
            named = tokens.capital(i) and tokens.capital(i + 1)
            return 0 if named or before == "at" or (following == "of" and tokens.key(i + 2) == "all") else end
        if key == "only":
            return 0 if before == "not" or following == "if" else end
        if key == "best":
            return 0 if before == "at" or following == "known" else end
        return end
    if key == "last":
        return end if before == "the" and following not in words("superlatives", "not_after_last") else 0
    if key in {"most", "least"} and tokens.spaced(i):
        owned = before in words("superlatives", "owners") and following != "of" and tokens.is_word(i + 1)
        quality = following.endswith(_QUALITY) or following in words("superlatives", "after_most")
        return tokens.ends[i + 1] if quality or (owned and before != "the") else 0
    if key == "record":
        cue = following in words("superlatives", "record_cues") or following == "-"
        return end if cue or before in words("superlatives", "before_record") else 0
    if (
        key.endswith("est")
        and len(key) > 4
        and not tokens.capital(i)
        and key not in words("superlatives", "not_est")
    ):
        return end
    return 0


def _start(tokens: Tokens, i: int, past: int) -> int:
    """Where it begins with its rank before it: *second-largest*."""
    j = i - 2 if tokens.key(i - 1) == "-" else i - 1
    if (
        j >= 0
        and tokens.key(j) in words("numbers", "ordinals")
        and tokens.starts[j] >= past
        and tokens.key(i) not in {"first", "only"}
    ):
        return tokens.starts[j]
    return tokens.starts[i]


def _compound(tokens: Tokens, i: int, end: int) -> int:
    """Where it ends with what is hyphenated to it, or *ever* after it: *fastest-growing*, *first ever*."""
    if tokens.ends[i] != end:
        return end
    if tokens.key(i + 1) == "-" and tokens.glued(i) and tokens.glued(i + 1) and tokens.is_word(i + 2):
        return tokens.ends[i + 2]
    if tokens.key(i + 1) == "ever" and tokens.spaced(i):
        return tokens.ends[i + 1]
    return end

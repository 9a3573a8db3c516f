"""Which names are those of organisations: by a word in them, by a list, or as the short form of one."""

from __future__ import annotations

from app.spotting.tokens import Tokens
from app.spotting.word_lists import words

Named = tuple[int, int, str]

ORGANISATION = "organisation"


def known_alone(word: str, key: str) -> bool:
    """True for a single word that is one by itself: NATO, the Senate."""
    return key in words("organisations", "alone") or (
        word.isupper() and key.replace(".", "") in words("organisations", "acronyms")
    )


def is_organisation(tokens: Tokens, first: int, last: int) -> bool:
    """True for the name of several words from token ``first`` to ``last`` where its words say so.

    A word such as University or Inc at its end, or such as Ministry before *of*; not “Green Party Street”.
    """
    keys = tokens.keys
    if keys[last] in words("organisations", "last") or keys[last] in words("organisations", "companies"):
        return True
    if keys[first] in words("organisations", "first") and not tokens.capital(first + 1):
        return True
    if keys[last - 1] == "&" and keys[last] in {"co", "sons"}:
        return True
    whole = keys[first + (keys[first] == "the") : last + 1]
    return " ".join(whole) in words("organisations", "whole")


def with_short_forms(tokens: Tokens, found: list[Named]) -> list[Named]:
    """What was found; what an organisation is called for short in the brackets after it is one too."""
    ends = {end for _, end, kind in found if kind == ORGANISATION}
    if not ends or "(" not in tokens.text:
        return found
    text = tokens.text
    short = {
        text[start:end]
        for start, end, kind in found
        if kind == "name"
        and text[start:end].isupper()
        and text[start - 2 : start] == " ("
        and start - 2 in ends
    }
    if not short:
        return found
    return [
        (start, end, ORGANISATION if kind == "name" and text[start:end] in short else kind)
        for start, end, kind in found
    ]

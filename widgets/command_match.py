"""How well typed letters name a command."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """The text without accents and case."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(ch for ch in apart if not unicodedata.combining(ch)).casefold()


def match(typed: str, words: str, group: str = "") -> tuple[int, int] | None:
    """How well it fits, the least best; None where it does not.

    First what begins with it, then where each typed word begins one of the command's (or of its menu's),
    then where its letters come in that order, those closest together first.
    """
    wanted, found = fold(typed).strip(), fold(words)
    if found.startswith(wanted):
        return 0, 0
    tokens = wanted.split()
    for rank, text in ((1, found), (2, f"{fold(group)} {found}")):
        starts = _WORD.findall(text)
        if all(any(word.startswith(token) for word in starts) for token in tokens):
            return rank, 0
    spread = _spread("".join(tokens), found)
    return (3, spread) if spread is not None else None


def _spread(letters: str, text: str) -> int | None:
    """From the first to the last of the letters found in order; None where they are not all there."""
    at, first = -1, -1
    for letter in letters:
        at = text.find(letter, at + 1)
        if at < 0:
            return None
        first = at if first < 0 else first
    return at - first

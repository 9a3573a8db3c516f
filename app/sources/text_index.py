"""A text made ready for finding passages in it: done once, asked often."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import product, zip_longest

from app.sources.folding import BREAK, CURRENCY, DASH, Token, is_word, name_of, spelled
from app.sources.running_heads import pages_of, running_heads, without
from db.alignment import letters

_THOUSANDS = (" ", "\u00a0", "\u2009", "\u202f")
_BINDING = ("-", "‐", "‑", "/", "⁄", "／")
_RATES = ("%", "‰", "°")
_MOST_BREAKS = 3
UNKNOWN = "\U0010ffff"
"""Stands for a word the text does not have."""


class TextIndex:
    """A text and its words, ready to be searched for many passages.

    ``pages`` are its pages as code points; without them a form feed parts two. Making one takes about a
    third of a second for a million characters.
    """

    def __init__(self, text: str, pages: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text
        self.pages = tuple(pages) or pages_of(text)
        self.heads = running_heads(text, self.pages)
        self.words = Words(without(text, self.heads))
        """Without running heads."""

    @cached_property
    def all_words(self) -> Words:
        """With running heads."""
        return Words(self.text) if self.heads else self.words


class Words:
    """The tokens of a text as one string, a character for each name: so that passages are found fast."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts, self.ends = array("l"), array("l")
        self.names: list[str] = []
        self._by_name: dict[str, str] = {}
        self._loose: dict[str, str] = {}
        self.tokens = "".join(self._read())

    def _read(self) -> list[str]:
        known: dict[str, str] = {}
        found: list[str] = []
        starts, ends = self.starts.append, self.ends.append
        for match in spelled(self.text):
            spelling = match[0]
            character = known.get(spelling)
            if character is None or match.lastgroup:
                after = match.lastgroup == "after"
                character = self._character(name_of(spelling, after))
                if not after:
                    known[spelling] = character
            start, end = match.span()
            starts(start)
            ends(end)
            found.append(character)
        return found

    def _character(self, name: str) -> str:
        known = self._by_name.get(name)
        if known is None:
            known = self._by_name[name] = chr(len(self.names))
            self.names.append(name)
        return known

    def name(self, at: int) -> str:
        """The name of a token."""
        return self.names[ord(self.tokens[at])]

    # Exactly

    def places(self, passage: Sequence[Token]) -> list[tuple[int, int]]:
        """Where all tokens of the passage stand in order, as half-open ranges of this text's tokens.

        A hyphen at the end of a line, here or in the passage, is the word's own or is not. Not found is what
        begins or ends within what belongs together (*non-profit*, *$5*, *12 500*).
        """
        choices = list(self._choices(passage))
        if not choices or not all(choices):
            return []
        if all(len(choice) == 1 for choice in choices):
            found = _found("".join(choice[0] for choice in choices), self.tokens)
        else:
            pattern = "".join(f"(?:{'|'.join(map(re.escape, choice))})" for choice in choices)
            found = (match.span() for match in re.finditer(pattern, self.tokens))
        return [place for place in found if self.whole(*place) == place]

    def _choices(self, passage: Sequence[Token]) -> Iterator[list[str]]:
        """For each token or compound of the passage what may stand for it here; nothing where it is not."""
        known = self._by_name.get
        names = [token.name for token in passage]
        at = 0
        while at < len(names):
            parts = names[at : at + 3] if names[at + 1 : at + 2] == [DASH] else []
            broken = known(BREAK.join(parts[::2])) if len(parts) == 3 else None
            if broken:
                yield [broken, *_all(known(part) for part in parts)]
                at += 3
                continue
            joined = names[at].replace(BREAK, "")
            found = [*_all([known(joined)]), *self._broken.get(joined, ())]
            for spelling in _hyphened(names[at]):
                found += _all(known(part) for part in re.split(f"({DASH})", spelling))
            yield found
            at += 1

    @cached_property
    def _broken(self) -> dict[str, list[str]]:
        """The words with a hyphen at a line's end, by how they read without it."""
        found: dict[str, list[str]] = {}
        for name in [name for name in self.names if BREAK in name]:
            found.setdefault(name.replace(BREAK, ""), []).append(self._by_name[name])
        return found

    # What belongs together

    def whole(self, first: int, last: int) -> tuple[int, int]:
        """The tokens and the rest of what they begin or end within: a compound, amount or spaced number."""
        while first > 0 and self._within(first):
            first -= 1
        while last < len(self.tokens) and self._within(last):
            last += 1
        return first, last

    def _within(self, at: int) -> bool:
        before, after = self.name(at - 1), self.name(at)
        between = self.text[self.ends[at - 1] : self.starts[at]]
        if between:
            thousands = between in _THOUSANDS and len(after) == 3 and len(before) < 4
            return thousands and before.isdecimal() and after.isdecimal()
        if (before[-1] in CURRENCY and after[0].isdecimal()) or (before[-1].isdecimal() and after in _RATES):
            return True
        return self._binds(at - 1) or self._binds(at)

    def _binds(self, at: int) -> bool:
        """Whether this is a hyphen or stroke between two words."""
        if not 0 < at < len(self.tokens) - 1 or self.name(at) not in (DASH, "/"):
            return False
        start, end = self.starts[at], self.ends[at]
        if self.ends[at - 1] != start or self.starts[at + 1] != end or self.text[start:end] not in _BINDING:
            return False
        return is_word(self.name(at - 1)) and is_word(self.name(at + 1))

    # By and large

    @cached_property
    def loose(self) -> str:
        """The tokens without case and accents: as ``tokens``, a character for each."""
        known = self._loose
        table = {n: known.setdefault(_loose(name), chr(n)) for n, name in enumerate(self.names)}
        return self.tokens.translate(table)

    def loosely(self, passage: Sequence[Token]) -> str:
        """The passage in the characters of ``loose``; UNKNOWN for a word the text does not have."""
        return (
            "".join(self._loose.get(_loose(token.name), UNKNOWN) for token in passage) if self.loose else ""
        )


@cache
def _loose(name: str) -> str:
    return letters(name) if is_word(name) and not any(map(str.isdecimal, name)) else name


def _hyphened(name: str) -> Iterator[str]:
    """A word broken at lines' ends with its hyphens kept, each or not."""
    first, *rest = name.split(BREAK)
    for signs in product((DASH, ""), repeat=min(len(rest), _MOST_BREAKS)):
        if any(signs):
            yield first + "".join(sign + part for sign, part in zip_longest(signs, rest, fillvalue=""))


def _found(wanted: str, within: str) -> Iterator[tuple[int, int]]:
    at = within.find(wanted)
    while at >= 0:
        yield at, at + len(wanted)
        at = within.find(wanted, at + 1)


def _all(characters: Iterable[str | None]) -> list[str]:
    found = list(characters)
    return ["".join(c for c in found if c)] if all(found) else []

"""The words of sentences as whole numbers, with what each weighs: so that a sentence is summed by columns.

Two neighbours are one whole number as well, and what stands between two blanks is cut up once: most of a
text was seen before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, repeat

from app.spotting.words_seen import (
    BIT,
    MOST_TOKENS,
    OPENERS,
    TOKEN,
    Reader,
    kind_of,
    pieces_of,
    too_many_capitals,
)

PAIR = 1 << 20
"""Two neighbours are the number of the first times this, and the number of the second."""
# What texts may add to the words of the model before it is forgotten.
_MOST_ADDED = 60_000
_MOST_CHUNKS, _LONGEST_CHUNK = 30_000, 60
_UNKNOWN = -1

# Numbers inside and at the beginning of a sentence; and words, capitals, and stretches after which a word may
# be the first again, or which cannot be cut up alone, counted in one figure.
_Chunk = tuple[Sequence[int], Sequence[int], int]
_CAPITAL, _OPENING, _ODD = 1 << 16, 1 << 32, 1 << 48


class Numbered:
    """The words there are by number, and what each weighs.

    Attributes: by number, ``words`` and ``pieces`` are what a word and its pieces weigh, ``many`` how many
    pieces it has, ``bits`` its kind, ``ahead`` its number as the first of a pair. ``pairs`` are the weights
    of pairs by their numbers.
    """

    def __init__(
        self, words: Mapping[str, float], pairs: Mapping[str, float], pieces: Mapping[str, float]
    ) -> None:
        self._words, self._pieces = words, pieces
        several = [pair.split(" ") for pair in pairs]
        self._numbers = {key: i for i, key in enumerate(dict.fromkeys(chain.from_iterable(several)))}
        self._lasting = size = len(self._numbers)
        self.words, self.pieces, self.many, self.bits = (
            [0.0] * size,
            [0.0] * size,
            [_UNKNOWN] * size,
            [0] * size,
        )
        self.ahead = [PAIR * number for number in range(size)]
        number = self._numbers
        self.pairs = {
            PAIR * number[first] + number[second]: weight
            for (first, second), weight in zip(several, pairs.values(), strict=True)
        }

    def of(self, key: str) -> int:
        """The number of a key; what it weighs is known from then on."""
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.words)
            self.ahead.append(PAIR * number)
            for column in (self.words, self.pieces, self.bits):
                column.append(0)
            self.many.append(_UNKNOWN)
        if self.many[number] == _UNKNOWN:
            self._weigh(key, number)
        return number

    def _weigh(self, key: str, number: int) -> None:
        pieces, kind = pieces_of(key), kind_of(key)
        self.words[number] = self._words.get(key, 0)
        self.pieces[number] = sum(map(self._pieces.get, pieces, repeat(0)))
        self.many[number] = len(pieces)
        self.bits[number] = BIT[kind] if kind else 0

    def forget_added(self) -> bool:
        """Forget the words that are not the model's where they are too many; True where that was so."""
        if len(self.words) < self._lasting + _MOST_ADDED:
            return False
        self._numbers = {key: number for key, number in self._numbers.items() if number < self._lasting}
        for column in (self.words, self.pieces, self.bits, self.ahead, self.many):
            del column[self._lasting :]
        return True


class Chunks(dict[str, _Chunk]):
    """The numbers of what stands between two blanks, worked out once."""

    def __init__(self, reader: Reader, numbered: Numbered) -> None:
        super().__init__()
        self._reader = reader
        self._numbered = numbered
        self._openers = frozenset(map(numbered.of, OPENERS))

    def numbers_of(self, sentence: str) -> list[int] | None:
        """The words of a sentence; None where they cannot be told from one such stretch at a time."""
        if len(sentence) > MOST_TOKENS:
            return None
        known = [*map(self.__getitem__, sentence.split())]
        if not known:
            return []
        inside, begins, counts = zip(*known, strict=True)
        counted = sum(counts)
        if counted >= _ODD or too_many_capitals(counted % _OPENING // _CAPITAL, counted % _CAPITAL):
            return None
        if counted >= _OPENING:
            return self._with_openings(known)
        return [*begins[0], *chain.from_iterable(inside[1:])]

    def _with_openings(self, known: Sequence[_Chunk]) -> list[int]:
        """With words that are the first again, after a quotation mark or a colon."""
        numbers: list[int] = []
        first = True
        for inside, begins, _ in known:
            if inside:
                numbers += begins if first else inside
                first = inside[-1] in self._openers
        return numbers

    def __missing__(self, chunk: str) -> _Chunk:
        if len(self) > _MOST_CHUNKS:
            self.clear()
        if chunk.isalpha():
            known = self._of_word(chunk)
        elif chunk[-1] in ",." and chunk[:-1].isalpha():
            inside, begins, counted = self[chunk[:-1]]
            comma = (self._numbered.of(","),) if chunk[-1] == "," else ()
            known = (*inside, *comma), (*begins, *comma), counted
        else:
            known = self._of_several(chunk)
        if len(chunk) < _LONGEST_CHUNK:
            self[chunk] = known
        return known

    def _of_word(self, chunk: str) -> _Chunk:
        """Of letters alone."""
        inside = self._read((chunk,), first=False)
        if not chunk[0].isupper():
            return inside, inside, 1
        return inside, self._read((chunk,), first=True), 1 + _CAPITAL

    def _of_several(self, chunk: str) -> _Chunk:
        tokens = TOKEN.findall(chunk)
        inside, begins = self._read(tokens, first=False), self._read(tokens, first=True)
        letters = [token for token in tokens if token[0].isalpha()]
        counted = len(letters) + _CAPITAL * sum([token[0].isupper() for token in letters])
        if not inside or inside[-1] in self._openers:
            counted += _OPENING
        # Signs that may be one with what follows the blank.
        if chunk[0] == "%" or chunk[-1] in "$£€":
            counted += _ODD
        return inside, begins, counted

    def _read(self, tokens: Sequence[str], *, first: bool) -> tuple[int, ...]:
        return tuple(map(self._numbered.of, self._reader.keys(tokens, first=first, shouted=False)))

"""The words of a sentence for attribution, and where the phrase before or after a verb begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from operator import add

_TOKEN = re.compile(
    r"(?=[A-Z])(?:[A-Z](?:\.[A-Z])+\.?|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Jr|Sr|St|Prof|Rev|Hon)\."
    r"|(?<![\w.])[A-Z]\.(?=\s[A-Z]))|\w++(?:[-'’.&]\w++)*+|--+|\S"
)


def word_set(words: str) -> frozenset[str]:
    """The words parted by blanks."""
    return frozenset(words.split())


SUBJECTS = word_set("he she they i we you it who this which that these those")
AUXILIARIES = word_set(
    """
    is was are were be been being am has have had having do does did will would can could may might must
    shall should 's 've 're 'd 'll to isn't wasn't aren't weren't hasn't haven't hadn't don't doesn't
    didn't won't wouldn't can't cannot couldn't shouldn't ain't not never
    """
)
BY_THE_VERB = AUXILIARIES | word_set(
    """
    also later then now still just even only once again always often recently repeatedly already earlier
    first further simply himself herself themselves both all who's soon long rather quite ever yet thus
    best well
    """
)
PREPOSITIONS = word_set(
    """
    of in on at by for from with about against over under after before during into through between among
    as to since until near without within like despite toward towards upon amid around across behind
    beyond
    """
)
OPENING = word_set(
    """
    that because when while if but although though whereas unless so or whether how why what where than
    then however meanwhile yet once since until after before as
    """
)
DETERMINERS = word_set(
    """
    the a an this that these those his her its their our my your some many several most all both each
    every any no one two three four five another other few more
    """
)
_PAST = word_set(
    """
    went made took came got gave became began brought built bought caught chose did fought found had
    held kept knew left lost met paid put ran saw sent sold spent stood won broke drew fell grew hit led
    lay rose sat sang shot spoke thought told was were wrote said says is are has have will would can
    could may might should goes makes takes comes gets gives does plans needs wants let lets called
    """
)
QUOTES = frozenset('"“”„«»')
STOPS = frozenset(";:()[]—–!?…") | QUOTES
# A participle as adjective ends no phrase after one of these.
_BEFORE_ADJECTIVE = DETERMINERS | PREPOSITIONS


@dataclass(slots=True)
class Words:
    """The tokens of one sentence; ``starts`` and ``ends`` are code points of the whole text."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    keys: list[str]

    def __len__(self) -> int:
        return len(self.keys)

    def key(self, i: int) -> str:
        return self.keys[i] if 0 <= i < len(self.keys) else ""

    def between(self, first: int, last: int) -> str:
        """The text from token ``first`` to token ``last``, both within."""
        return self.text[self.starts[first] : self.ends[last]]


# Words, keys, lengths, and lengths with the blank that follows.
_Chunk = tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...], tuple[int, ...]]
_MOST_CHUNKS, _LONGEST_CHUNK = 30_000, 60
_INITIAL = re.compile(r"(?<![\w.])[A-Z]\.\Z")


class _Chunks(dict[str, _Chunk]):
    """The tokens of what stands between two blanks, worked out once: most of a text was seen before."""

    def __missing__(self, chunk: str) -> _Chunk:
        if len(self) > _MOST_CHUNKS:
            self.clear()
        plain = chunk.isalnum()
        words = (chunk,) if plain else _words_in(chunk)
        keys = (chunk.lower(),) if plain else tuple(_keys(words))
        lengths = tuple(map(len, words))
        known = words, keys, lengths, (*lengths[:-1], lengths[-1] + 1)
        if len(chunk) < _LONGEST_CHUNK:
            self[chunk] = known
        return known


_chunks = _Chunks()


def read_words(text: str, start: int, end: int) -> Words:
    """The tokens of ``text[start:end]``; keys are small letters with straight apostrophes."""
    stretch = text[start:end]
    chunks = stretch.split()
    if not chunks:
        return Words(text, [], [], [], [])
    known = [*map(_chunks.__getitem__, chunks)]
    if ". " in stretch:
        known = _with_initials(chunks, known)
    words, keys, lengths, steps = zip(*known, strict=True)
    starts = [*accumulate(chain.from_iterable(steps), initial=start)]
    if starts[-1] != end + 1:
        # More than one blank somewhere: each stretch begins where it is found.
        starts.clear()
        at = start
        for chunk, each in zip(chunks, lengths, strict=True):
            at = text.index(chunk, at)
            starts += accumulate(each[:-1], initial=at)
            at += len(chunk)
        starts.append(at)
    starts.pop()
    ends = [*map(add, starts, chain.from_iterable(lengths))]
    return Words(text, starts, ends, [*chain.from_iterable(words)], [*chain.from_iterable(keys)])


def _with_initials(chunks: list[str], known: list[_Chunk]) -> list[_Chunk]:
    """With the full stop of an initial as part of it where a capital follows: J. Smith."""
    for i, (chunk, following) in enumerate(pairwise(chunks)):
        if chunk[-1] == "." and "A" <= following[0] <= "Z" and _INITIAL.search(chunk):
            words, keys, lengths, _ = known[i]
            lengths = (*lengths[:-2], 2)
            initial = chunk[-2:]
            steps = (*lengths[:-1], 3)
            known[i] = (*words[:-2], initial), (*keys[:-2], initial.lower()), lengths, steps
    return known


def _words_in(chunk: str) -> tuple[str, ...]:
    words: list[str] = []
    for word in _TOKEN.findall(chunk):
        if "'" not in word and "’" not in word:
            words.append(word)
        elif len(word) > 2 and word[-2] in "'’" and word[-1] in "sS":
            words += (word[:-2], "'s")
        elif len(word) > 3 and word[-3] in "'’" and word[-2:] in ("re", "ve", "ll"):
            words += (word[:-3], "'" + word[-2:])
        else:
            words.append(word)
    return tuple(words)


def _keys(words: Sequence[str]) -> list[str]:
    """Small letters, straight apostrophes."""
    return "\n".join(words).lower().replace("’", "'").split("\n")


def verb_like(words: Words, i: int) -> bool:
    """True for a word that can hardly stand inside a noun phrase: a finite verb."""
    key = words.keys[i]
    if key in _PAST:
        return True
    if len(key) < 5 or not key.endswith("ed") or words.words[i][0].isupper():
        return False
    return words.key(i - 1) not in _BEFORE_ADJECTIVE and words.key(i + 1) not in ("by",)


def group_start(words: Words, i: int) -> int:
    """The first token of the verb group that token ``i`` ends: “has repeatedly said”."""
    while i > 0:
        key = words.keys[i - 1]
        if key in BY_THE_VERB or (key.endswith("ly") and len(key) > 4 and words.words[i - 1][0].islower()):
            i -= 1
        else:
            break
    return i


def before(words: Words, last: int) -> int:
    """The first token of the noun phrase that ends with token ``last``; ``last + 1`` where there is none."""
    if last < 0 or words.keys[last] in STOPS or not words.words[last][0].isalnum():
        return last + 1
    if words.keys[last] in SUBJECTS:
        return last
    i = last + 1
    while i > 0 and last - i < 24:
        key = words.keys[i - 1]
        if key in STOPS or key == "," or key in AUXILIARIES or verb_like(words, i - 1) or "--" in key:
            if key in ("'s", "to") and i - 1 > 0 and (key == "'s" or words.words[i][0].isupper()):
                i -= 1
                continue
            break
        if key in OPENING and key not in ("as", "or") and not (key in PREPOSITIONS and i > 1):
            break
        if key in SUBJECTS and i - 1 < last:
            if key in DETERMINERS and words.words[i][0].isalnum():
                i -= 1
                break
            break
        i -= 1
    return _without_lead(words, i, last)


def _without_lead(words: Words, i: int, last: int) -> int:
    """Less a preposition, “and” or date it cannot begin with."""
    while i <= last and words.keys[i] in ("and", "but", "or", "'s", "nor"):
        i += 1
    if i <= last and words.keys[i] in PREPOSITIONS:
        j = last
        while j > i and words.keys[j - 1] not in PREPOSITIONS and words.keys[j - 1] != "and":
            if words.keys[j] in DETERMINERS:
                break
            j -= 1
        return j
    return i


def after(words: Words, first: int, most: int = 14) -> int:
    """The last token of the noun phrase that begins with token ``first``; ``first - 1`` where none does."""
    n = len(words)
    if first >= n or not words.words[first][0].isalnum():
        return first - 1
    if words.keys[first] in SUBJECTS or words.keys[first] in ("him", "her", "them", "me", "us"):
        return first
    i = first
    while i < n and i - first < most:
        key = words.keys[i]
        if key in STOPS or key in (",", ".") or key in OPENING or key in AUXILIARIES or "--" in key:
            if key == "'s" and i > first:
                i += 1
                continue
            break
        if i > first and (key in SUBJECTS or verb_like(words, i)):
            break
        if key in PREPOSITIONS and key != "of" and i > first and not _of_a_title(words, i):
            break
        i += 1
    return i - 1


def _of_a_title(words: Words, i: int) -> bool:
    return (
        words.keys[i] in ("for", "at", "from", "by")
        and i + 1 < len(words)
        and (words.words[i + 1][0].isupper() or words.keys[i + 1] == "the")
    )

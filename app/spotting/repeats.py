"""Sentences of one article that say the same, and those that say it differently; conservative.

Two numbers for the same count: the same counted noun, and two more words of substance in common. Two
origins: what was seized, made, supplied … by two different parties, in sentences close by that speak of the
same thing, or of “these” and “they”. Time is linear: no word is followed to more than a few sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.spotting.phrases import word_set

Span = tuple[int, int]

_NUMBER_WORDS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "eighteen": 18,
    "twenty": 20,
}
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SMALL = word_set(
    """
    about after again against also although among another because been before being between both could
    did does during each even every from further have having here however into itself just last many
    more most much must nevertheless only other over said same says should since some still such than
    that the their them then there these they this those though through under until upon very was were
    what when where whether which while who whom will with within without would year years according and
    for are but not has had its his her our you
    """
)
_COUNTED = re.compile(
    r"(?<![\w.,$€£])(\d{1,3}(?:,\d{3})+|\d+|" + "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True)) + r")"
    r"(?: (?:[a-z]+-?[a-z]+))?? ([a-z]{4,}(?:s|people|men|women|children))\b",
    re.I,
)
_MEASURES = word_set(
    """
    years months weeks days hours minutes seconds times points dollars euros pounds metres meters miles
    kilometres others ones
    """
)
_ORIGIN = re.compile(
    r"\b(seized|captured|taken|stolen|obtained|supplied|delivered|shipped|sold|donated"
    r"|built|made|invented|founded)"
    r" (?:\w+ ){0,3}?(?:by|from) ((?:(?:a|an|the|his|her|its|their) )?[“\"‘]?[\w-]+[”\"’]?(?: [\w-]+)?)",
    re.I,
)
_CLASSES = {
    **dict.fromkeys(("seized", "captured", "taken", "stolen", "obtained"), "taken"),
    **dict.fromkeys(("supplied", "delivered", "shipped", "sold", "donated"), "given"),
    **dict.fromkeys(("built", "made", "invented", "founded"), "made"),
}
_POINTING = re.compile(r"\b(?:these|those|they|them|it)\b", re.I)
_NEAR = 8
_MOST = 6


def repeated(text: str, sentences: Sequence[Span]) -> list[tuple[int, ...]]:
    """For each sentence the starts of earlier ones with nearly the same words of substance."""
    words = [_substance(text, span) for span in sentences]
    seen: dict[str, list[int]] = {}
    found: list[tuple[int, ...]] = []
    for i, own in enumerate(words):
        rare = sorted(own, key=lambda word: (len(seen.get(word, ())), word))[:_MOST]
        near = {k for word in rare for k in seen.get(word, ())[-_MOST:]}
        alike = [k for k in sorted(near) if _alike(own, words[k])]
        found.append(tuple(sentences[k][0] for k in alike))
        for word in own:
            seen.setdefault(word, []).append(i)
    return found


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return (
        shared >= 5
        and shared >= 0.7 * min(len(one), len(other))
        and shared >= 0.5 * max(len(one), len(other))
    )


def contradicting(text: str, sentences: Sequence[Span]) -> list[tuple[tuple[int, str], ...]]:
    """For each sentence the starts of others that differ from it in a count or an origin, and in what."""
    found: list[list[tuple[int, str]]] = [[] for _ in sentences]
    words = [_substance(text, span) for span in sentences]
    for i, k, what in (*_counts(text, sentences, words), *_origins(text, sentences, words)):
        found[i].append((sentences[k][0], what))
        found[k].append((sentences[i][0], what))
    return [tuple(sorted(dict.fromkeys(one))) for one in found]


def _counts(text: str, sentences: Sequence[Span], words: list[frozenset[str]]) -> list[tuple[int, int, str]]:
    seen: dict[str, list[tuple[int, int]]] = {}
    found: list[tuple[int, int, str]] = []
    for i, (start, end) in enumerate(sentences):
        for match in _COUNTED.finditer(text, start, end):
            noun, count = match[2].lower(), _value(match[1])
            if noun in _MEASURES or count is None:
                continue
            for k, other in seen.get(noun, ())[-_MOST:]:
                if other != count and k != i and len((words[i] & words[k]) - {noun}) >= 3:
                    found.append((k, i, f"{other:,} / {count:,} {noun}"))
            seen.setdefault(noun, []).append((i, count))
    return found


def _value(number: str) -> int | None:
    if number[0].isdigit():
        return int(number.replace(",", "")) if len(number) < 16 else None
    return _NUMBER_WORDS.get(number.lower())


def _origins(text: str, sentences: Sequence[Span], words: list[frozenset[str]]) -> list[tuple[int, int, str]]:
    told: list[tuple[int, str, str]] = []
    found: list[tuple[int, int, str]] = []
    for i, (start, end) in enumerate(sentences):
        for match in _ORIGIN.finditer(text, start, end):
            how, whom = _CLASSES.get(match[1].lower(), ""), match[2].strip()
            if not how:
                continue
            for k, other_how, other in told[-_MOST:]:
                if other_how != how or k == i or i - k > _NEAR or _same(whom, other):
                    continue
                shared = words[i] & words[k]
                if len(shared) >= 2 or (_POINTING.search(text, start, match.start()) and i - k <= 2):
                    found.append((k, i, f"{other} / {whom}"))
            told.append((i, how, whom))
    return found


def _same(one: str, other: str) -> bool:
    return bool(set(_words(one)) & set(_words(other)) - {"the", "a", "an"})


def _words(text: str) -> list[str]:
    return [match[0].lower() for match in _WORD.finditer(text)]


def _substance(text: str, span: Span) -> frozenset[str]:
    start, end = span
    return frozenset(
        word for word in _words(text[start : min(end, start + 6000)]) if len(word) > 2 and word not in _SMALL
    )

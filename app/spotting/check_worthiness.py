"""How worth checking a sentence is, and the words that say so: a linear model scored in plain Python.

The model is trained by ``python -m app.spotting.train`` and explained in ``resources/models``. A score is the
chance, in per mille, that the people who labelled political debates would have called the sentence worth
checking: it ranks, and decides nothing.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from math import exp, sqrt
from operator import add
from pathlib import Path
from typing import Any

import resources
from app.spotting.numbered import Chunks, Numbered
from app.spotting.records import Reason
from app.spotting.words_seen import (
    BIT,
    FIGURES,
    MOST_TOKENS,
    NAME,
    TOKEN,
    Reader,
    code_of,
    kind_of,
    kinds_in,
    merged,
    pairs_of,
    rules_of,
    rules_of_shape,
    shape_of,
)
from db.errors import KnownError

FORMAT = 1
MODEL = "models/check_worthiness_en.json.z"
# A model is some hundred kilobytes; a file that unpacks to more than this is none.
_MOST_BYTES = 20_000_000
# What ``rules_of`` is given: kinds, names, figures, length, whether it ends asking.
RulesSee = tuple[int, int, int, int, bool]
# ``shape_of`` and whether it ends asking.
Shape = tuple[int, int, int, bool, bool]
_LOW = (1 << 10) - 1
_NAMED = BIT["name"]
_FIGURE_KEYS = ("<number>", "<money>", "<percent>", "<year>", "<large>")
_MOST_REASONS = 6
# Less than this share of all that spoke is not worth telling, in per mille.
_LEAST_SHARE = 30


class ModelUnusable(KnownError):
    """The model for check-worthiness is missing or not what this program reads."""


@dataclass(frozen=True)
class Weights:
    """What training found, as numbers times ``unit``.

    ``words`` has every word known in small letters, also those that weigh nothing. A sum s of a sentence
    is the chance 1 / (1 + exp(-(slope * s + shift))); ``threshold`` is the score from which on a sentence
    was best called worth checking. ``rule`` is what a rule counts beside the words of a sentence, which
    all together count 1, as do its pieces.
    """

    words: Mapping[str, float]
    pairs: Mapping[str, float]
    pieces: Mapping[str, float]
    rules: Mapping[str, float]
    bias: float
    unit: float
    rule: float
    slope: float
    shift: float
    threshold: int


def load(path: Path | None = None) -> Weights:
    """The weights in that file, or those that ship; ModelUnusable where they cannot be read."""
    path = path or resources.path(MODEL)
    try:
        unpacker = zlib.decompressobj()
        data: Any = json.loads(unpacker.decompress(path.read_bytes(), _MOST_BYTES))
        return _weights(data)
    except (OSError, zlib.error, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelUnusable(
            f"Sentences cannot be scored: the model {path.name} is missing or damaged. Everything else works;"
            " install Tickmark again to get it back."
        ) from error


def _weights(data: Any) -> Weights:
    if data["format"] != FORMAT:
        raise ValueError(data["format"])
    return Weights(
        words=_table(data["words"]),
        pairs=_table(data["pairs"]),
        pieces=_table(data["pieces"]),
        rules=_table(data["rules"]),
        bias=float(data["bias"]),
        unit=float(data["unit"]),
        rule=float(data["rule"]),
        slope=float(data["slope"]),
        shift=float(data["shift"]),
        threshold=int(data["threshold"]),
    )


def _table(data: Any) -> dict[str, float]:
    """Names and whole weights side by side, the names parted by line ends."""
    names = str(data["names"]).split("\n")
    weights: Any = data["weights"]
    if not set(map(type, weights)) <= {int}:
        raise TypeError("weights are whole numbers")
    return dict(zip(names, weights, strict=True))


@cache
def shipped() -> Scorer:
    """The scorer with the model that ships, loaded once; ModelUnusable where it cannot be."""
    return Scorer(load())


class Scorer:
    """Scores sentences; keeps what it worked out about each word, for one thread at a time."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._reader = Reader(weights.words)
        self._numbered = Numbered(weights.words, weights.pairs, weights.pieces)
        self._chunks = Chunks(self._reader, self._numbered)
        start, end, self._name, self._asking = map(self._numbered.of, ("^", "$", NAME, "?"))
        self._figures = [self._numbered.of(key) for key in _FIGURE_KEYS]
        self._start, self._end = (self._numbered.ahead[start],), (end,)
        self._two_names = self._numbered.ahead[self._name] + self._name
        self._ruled_before: dict[int | Shape, float] = {}

    def score(self, sentence: str) -> int:
        """Per mille; 0 for a sentence without a word."""
        total = self.sum(sentence)
        return 0 if total is None else round(1000 * chance(total, self.weights.slope, self.weights.shift))

    def scores(self, sentences: Iterable[str]) -> list[int]:
        """One score a sentence."""
        return [self.score(sentence) for sentence in sentences]

    def sum(self, sentence: str) -> float | None:
        """What all that is in a sentence weighs; None without a word or figure."""
        if self._numbered.forget_added():
            self._chunks.clear()
        numbered, weights = self._numbered, self.weights
        keys = self._chunks.numbers_of(sentence)
        if keys is None:
            keys = [*map(numbered.of, self._reader.keys(tokens_of(sentence)))]
        distinct = {*keys}
        mask = 0
        for bits in {*map(numbered.bits.__getitem__, distinct)}:
            mask |= bits
        many = sum(map(numbered.many.__getitem__, distinct))
        if not many and not mask:
            return None
        neighbours = [
            *map(add, chain(self._start, map(numbered.ahead.__getitem__, keys)), chain(keys, self._end))
        ]
        pairs = {*neighbours}
        # A name of several words is one word.
        joined = neighbours.count(self._two_names) if self._two_names in pairs else 0
        pairs.discard(self._two_names)
        words = sum(map(numbered.words.__getitem__, distinct)) + sum(
            map(numbered.pairs.get, pairs, repeat(0))
        )
        total = words / sqrt(len(distinct) + len(pairs))
        if many:
            total += sum(map(numbered.pieces.__getitem__, distinct)) / sqrt(many)
        figures = sum(map(keys.count, self._figures)) if mask & FIGURES else 0
        names = keys.count(self._name) - joined if mask & _NAMED else 0
        total += weights.rule * self._ruling(
            mask, names, figures, len(keys) - joined, keys[-1] == self._asking
        )
        return total * weights.unit + weights.bias

    def _ruling(self, mask: int, names: int, figures: int, length: int, asking: bool) -> float:
        """What the rules weigh; the halves of most masks, and most shapes, were seen before."""
        known, shape = self._ruled_before, (*shape_of(mask, names, figures, length), asking)
        weight = 0.0
        for seen in (mask & _LOW, mask & ~_LOW, shape):
            one = known.get(seen)
            if one is None:
                rules = rules_of_shape(*seen) if isinstance(seen, tuple) else kinds_in(seen)
                one = known[seen] = sum(self.weights.rules.get(rule, 0) for rule in rules)
            weight += one
        return weight

    def reasons(self, sentence: str) -> tuple[Reason, ...]:
        """What spoke loudest for and against, the loudest first, at most six."""
        matches = list(TOKEN.finditer(sentence))[:MOST_TOKENS]
        all_keys = self._reader.keys([match[0] for match in matches])
        keys, begins = merged(all_keys)
        if not any(key[0] == "<" or key[0].isalpha() for key in keys):
            return ()
        stretches = [
            sentence[matches[begin].start() : matches[end - 1].end()]
            for begin, end in zip(begins, [*begins[1:], len(matches)], strict=True)
        ]
        shares = self._shares(keys)
        spoken: dict[tuple[str, str], float] = {}
        for key, stretch in dict(zip(keys, stretches, strict=True)).items():
            if key[0] == "<" or key[0].isalpha():
                _add(spoken, (kind_of(key) or "wording", stretch), shares.pop(key, 0.0))
        by_kind: dict[str, list[str]] = {}
        for code, stretch in spoken:
            by_kind.setdefault(code, []).append(stretch)
        for rule, weight in self._ruled(keys):
            code = code_of(rule)
            words = by_kind.get(code, [""])
            for stretch in words:
                _add(spoken, (code, stretch), weight / len(words))
        return _loudest(spoken)

    def _shares(self, keys: Sequence[str]) -> dict[str, float]:
        """What each distinct word adds to the sum, half of what the pairs it stands in add with it."""
        weights = self.weights
        distinct = set(keys)
        pairs = pairs_of(keys)
        of_words = sqrt(len(distinct) + len(pairs))
        numbered = self._numbered
        known = {key: numbered.of(key) for key in distinct}
        of_pieces = sqrt(sum(map(numbered.many.__getitem__, known.values())) or 1)
        shares = {
            key: numbered.words[number] / of_words + numbered.pieces[number] / of_pieces
            for key, number in known.items()
        }
        for pair in pairs:
            weight = weights.pairs.get(pair, 0) / of_words
            inside = [key for key in pair.split(" ") if key in shares]
            for key in inside:
                shares[key] += weight / len(inside)
        return shares

    def _ruled(self, keys: Sequence[str]) -> Iterable[tuple[str, float]]:
        mask = 0
        for key in set(keys):
            mask |= self._numbered.bits[self._numbered.of(key)]
        for rule in rules_of(*seen_by_rules(mask, keys)):
            yield rule, self.weights.rule * self.weights.rules.get(rule, 0)


def chance(total: float, slope: float, shift: float) -> float:
    """The chance that belongs to a sum."""
    at = slope * total + shift
    return 1 / (1 + exp(-at)) if at > -700 else 0.0


def tokens_of(sentence: str) -> list[str]:
    """The words, figures and signs of a sentence that the model looks at."""
    # Of a sentence of a megabyte only the beginning is cut up.
    return TOKEN.findall(sentence[: 40 * MOST_TOKENS])[:MOST_TOKENS]


def seen_by_rules(mask: int, keys: Sequence[str]) -> RulesSee:
    """What the rules see of a sentence with these keys, ``mask`` being the kinds among them."""
    figures = sum(map(keys.count, _FIGURE_KEYS)) if mask & FIGURES else 0
    names = keys.count(NAME) if mask & BIT["name"] else 0
    return mask, names, figures, len(keys), bool(keys) and keys[-1] == "?"


def _add(spoken: dict[tuple[str, str], float], reason: tuple[str, str], weight: float) -> None:
    spoken[reason] = spoken.get(reason, 0.0) + weight


def _loudest(spoken: Mapping[tuple[str, str], float]) -> tuple[Reason, ...]:
    whole = sum(map(abs, spoken.values())) or 1.0
    told = [
        Reason(code, words, round(1000 * weight / whole))
        for (code, words), weight in spoken.items()
        if 1000 * abs(weight) >= _LEAST_SHARE * whole
    ]
    told.sort(key=lambda reason: (-abs(reason.weight), reason.code, reason.words))
    return tuple(told[:_MOST_REASONS])

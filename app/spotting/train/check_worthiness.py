"""Trains the check-worthiness model on CheckThat! 2024 task 1 (English) and writes it with its figures.

Plain Python: the same data, seed and settings give the same file, byte for byte.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from typing import Any

from app.spotting.check_worthiness import FORMAT, Scorer, chance, load, seen_by_rules, tokens_of
from app.spotting.train.corpora import Labelled, checkthat24
from app.spotting.train.linear import (
    Row,
    average_precision,
    best_threshold,
    calibrate,
    calibration_error,
    dot,
    f1,
    fit,
)
from app.spotting.words_seen import BIT, Reader, kind_of, merged, pairs_of, pieces_of, rules_of

# Neighbours are alike: whole stretches of a debate are held back, never single sentences.
BLOCKS, FOLDS = 24, 4


@dataclass(frozen=True)
class Settings:
    """Chosen by cross-validation on the training sentences alone."""

    cost: float = 0.2
    rounds: int = 12
    rule: float = 0.3
    words_at_least: int = 2
    pieces_at_least: int = 8
    seed: int = 7


@dataclass
class Features:
    """Numbers for features: which there are is settled by the sentences they were made from."""

    settings: Settings
    known: frozenset[str] = frozenset()
    ids: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])
    size: int = 0

    @classmethod
    def of(cls, sentences: Sequence[str], settings: Settings) -> Features:
        """Words seen in small letters, pairs, pieces and rules seen often enough."""
        small: Counter[str] = Counter()
        for sentence in sentences:
            small.update({token for token in tokens_of(sentence) if token[0].islower()})
        known = frozenset(
            word for word in _as_keys(small) if small[word] >= settings.words_at_least and word[0].isalpha()
        )
        features = cls(settings, known)
        reader = Reader(known)
        counts: dict[str, Counter[str]] = {name: Counter() for name in ("words", "pairs", "pieces", "rules")}
        for sentence in sentences:
            for name, found in _found(reader, sentence).items():
                counts[name].update(found)
        least = {"pieces": settings.pieces_at_least}
        for name, counted in counts.items():
            wanted = least.get(name, settings.words_at_least)
            kept = sorted(one for one, n in counted.items() if n >= wanted)
            features.ids[name] = {one: features.size + i for i, one in enumerate(kept)}
            features.size += len(kept)
        return features

    def rows(self, labelled: Iterable[Labelled]) -> list[Row]:
        reader = Reader(self.known)
        return [Row(self._groups(_found(reader, one.sentence)), one.yes) for one in labelled]

    def _groups(self, found: dict[str, list[str]]) -> tuple[tuple[array[int], float], ...]:
        words = [*self._numbers("words", found), *self._numbers("pairs", found)]
        return (
            (array("i", words), 1 / sqrt(len(found["words"]) + len(found["pairs"]))),
            (array("i", self._numbers("pieces", found)), 1 / sqrt(len(found["pieces"]) or 1)),
            (array("i", self._numbers("rules", found)), self.settings.rule),
        )

    def _numbers(self, name: str, found: dict[str, list[str]]) -> list[int]:
        ids = self.ids[name]
        return [ids[one] for one in found[name] if one in ids]


def _as_keys(small: Counter[str]) -> set[str]:
    return {key for key in Reader(()).keys(list(small)) if key}


def _found(reader: Reader, sentence: str) -> dict[str, list[str]]:
    keys = merged(reader.keys(tokens_of(sentence)))[0]
    distinct = sorted(set(keys))
    mask = 0
    for key in distinct:
        kind = kind_of(key)
        mask |= BIT[kind] if kind else 0
    return {
        "words": distinct,
        "pairs": sorted(pairs_of(keys)),
        "pieces": [piece for key in distinct for piece in pieces_of(key)],
        "rules": list(rules_of(*seen_by_rules(mask, keys))),
    }


@dataclass(frozen=True)
class HeldBack:
    """What models said of stretches they had not seen."""

    sums: list[float]
    labels: list[bool]
    folds: list[int]

    def average_precisions(self) -> list[float]:
        return [
            average_precision(
                [s for s, f in zip(self.sums, self.folds, strict=True) if f == fold],
                [y for y, f in zip(self.labels, self.folds, strict=True) if f == fold],
            )
            for fold in range(FOLDS)
        ]


def cross_validate(labelled: Sequence[Labelled], settings: Settings) -> HeldBack:
    """Each block of the training sentences judged by a model of the other folds."""
    count = len(labelled)
    folds = [min(i * BLOCKS // count, BLOCKS - 1) % FOLDS for i in range(count)]
    sums = [0.0] * count
    for fold in range(FOLDS):
        others = [one for one, f in zip(labelled, folds, strict=True) if f != fold]
        features = Features.of([one.sentence for one in others], settings)
        weights, bias = fit(
            features.rows(others), features.size, settings.cost, settings.rounds, settings.seed
        )
        held = [i for i, f in enumerate(folds) if f == fold]
        for i, row in zip(held, features.rows(labelled[i] for i in held), strict=True):
            sums[i] = dot(row, weights) + bias
    return HeldBack(sums, [one.yes for one in labelled], folds)


def train(data: Path, out: Path, settings: Settings | None = None) -> dict[str, Any]:
    """Writes the model into the folder ``out`` and gives its figures, which stand beside it as well."""
    settings = settings or Settings()
    labelled = checkthat24(data, "train")
    held = cross_validate(labelled, settings)
    slope, shift = calibrate(held.sums, held.labels)
    chances = [chance(s, slope, shift) for s in held.sums]
    threshold = round(1000 * best_threshold(chances, held.labels))
    precision, recall, both = f1([round(1000 * chance) for chance in chances], held.labels, threshold)
    features = Features.of([one.sentence for one in labelled], settings)
    weights, bias = fit(features.rows(labelled), features.size, settings.cost, settings.rounds, settings.seed)
    out.mkdir(parents=True, exist_ok=True)
    path = out / "check_worthiness_en.json.z"
    path.write_bytes(_packed(features, weights, bias, (slope, shift), threshold))
    figures: dict[str, Any] = {
        "sentences": len(labelled),
        "worth checking": sum(held.labels),
        "features": features.size,
        "bytes": path.stat().st_size,
        "threshold": threshold,
        "cross-validation": {
            "average precision": [round(ap, 4) for ap in held.average_precisions()],
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "F1": round(both, 4),
            "calibration error": round(calibration_error(chances, held.labels), 4),
        },
        "dev": judged(Scorer(load(path)), checkthat24(data, "dev")),
    }
    (out / "check_worthiness_en.figures.json").write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return figures


def judged(scorer: Scorer, labelled: Sequence[Labelled]) -> dict[str, float]:
    """The figures of a scorer on labelled sentences."""
    scores = scorer.scores(one.sentence for one in labelled)
    labels = [one.yes for one in labelled]
    precision, recall, both = f1(scores, labels, scorer.weights.threshold)
    return {
        "average precision": round(average_precision(scores, labels), 4),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "F1": round(both, 4),
        "calibration error": round(calibration_error([s / 1000 for s in scores], labels), 4),
    }


def _packed(
    features: Features,
    weights: array[float],
    bias: float,
    calibration: tuple[float, float],
    threshold: int,
) -> bytes:
    """The file: JSON, packed; weights as whole numbers, without the pairs and pieces that weigh nothing."""
    unit = max(map(abs, weights)) / 2000
    tables: dict[str, Any] = {}
    for name, ids in features.ids.items():
        whole = {one: round(weights[i] / unit) for one, i in ids.items()}
        if name == "words":
            whole = dict.fromkeys(sorted(features.known), 0) | whole
        kept = {one: weight for one, weight in whole.items() if weight or name == "words"}
        tables[name] = {"names": "\n".join(kept), "weights": list(kept.values())}
    model = {
        "format": FORMAT,
        "language": "en",
        "bias": round(bias, 9),
        "unit": round(unit, 12),
        "rule": features.settings.rule,
        "slope": round(calibration[0], 9),
        "shift": round(calibration[1], 9),
        "threshold": threshold,
        **tables,
    }
    text = json.dumps(model, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return zlib.compress(text.encode("utf-8"), 9)

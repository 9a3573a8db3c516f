"""Fits and judges linear models in plain Python, so that training repeats to the last bit."""

from __future__ import annotations

import random
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log


@dataclass(frozen=True)
class Row:
    """One example: groups of features, each feature of a group with the group's value."""

    groups: tuple[tuple[array[int], float], ...]
    yes: bool


def fit(rows: Sequence[Row], size: int, cost: float, rounds: int, seed: int) -> tuple[array[float], float]:
    """Weights of ``size`` features and a bias: a support vector machine with squared hinge loss.

    Dual coordinate descent (Hsieh et al. 2008, algorithm 1), the order of examples drawn anew each round.
    ``cost`` is C; the bias is a feature of value 1.
    """
    weights = array("d", bytes(8 * size))
    bias = 0.0
    diagonal = 1 / (2 * cost)
    alphas = [0.0] * len(rows)
    squares = [1 + diagonal + sum(value * value * len(ids) for ids, value in row.groups) for row in rows]
    order = list(range(len(rows)))
    chance = random.Random(seed)
    for _ in range(rounds):
        chance.shuffle(order)
        for i in order:
            row, alpha = rows[i], alphas[i]
            side = 1.0 if row.yes else -1.0
            gradient = side * (dot(row, weights) + bias) - 1 + diagonal * alpha
            if not alpha and gradient >= 0:
                continue
            changed = max(alpha - gradient / squares[i], 0.0)
            step = side * (changed - alpha)
            if not step:
                continue
            alphas[i] = changed
            bias += step
            for ids, value in row.groups:
                part = step * value
                for j in ids:
                    weights[j] += part
    return weights, bias


def dot(row: Row, weights: Sequence[float]) -> float:
    """The sum of a row without the bias."""
    weigh = weights.__getitem__
    return sum(value * sum(map(weigh, ids)) for ids, value in row.groups)


def calibrate(sums: Sequence[float], labels: Sequence[bool]) -> tuple[float, float]:
    """Slope and shift of the chance 1 / (1 + exp(-(slope * sum + shift))), by Newton (Platt 1999)."""
    slope, shift = 1.0, 0.0
    for _ in range(50):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for s, label in zip(sums, labels, strict=True):
            p = 1 / (1 + exp(-(slope * s + shift)))
            d, w = p - label, p * (1 - p) + 1e-12
            g0, g1 = g0 + d * s, g1 + d
            h00, h01, h11 = h00 + w * s * s, h01 + w * s, h11 + w
        det = h00 * h11 - h01 * h01
        change = ((h11 * g0 - h01 * g1) / det, (h00 * g1 - h01 * g0) / det)
        slope, shift = slope - change[0], shift - change[1]
        if max(map(abs, change)) < 1e-10:
            break
    return slope, shift


def average_precision(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Average precision of a ranking; ties count as one step."""
    ranked = sorted(zip(scores, labels, strict=True), key=lambda pair: -pair[0])
    whole = sum(labels)
    right = seen = 0
    result = 0.0
    i = 0
    while i < len(ranked):
        j = i
        while j < len(ranked) and ranked[j][0] == ranked[i][0]:
            j += 1
        gained = sum(label for _, label in ranked[i:j])
        right, seen = right + gained, j
        result += gained / whole * right / seen if whole else 0.0
        i = j
    return result


def f1(scores: Sequence[float], labels: Sequence[bool], threshold: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of calling everything from ``threshold`` on a yes."""
    right = sum(label for score, label in zip(scores, labels, strict=True) if score >= threshold)
    called = sum(score >= threshold for score in scores)
    precision, recall = right / called if called else 0.0, right / sum(labels) if any(labels) else 0.0
    return precision, recall, 2 * right / (called + sum(labels)) if called or any(labels) else 0.0


def best_threshold(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """The score from which on calling a yes gives the best F1."""
    ranked = sorted(zip(scores, labels, strict=True), key=lambda pair: -pair[0])
    whole, right, best, found = sum(labels), 0, -1.0, 0.0
    for i, (score, label) in enumerate(ranked):
        right += label
        last = i + 1 == len(ranked) or ranked[i + 1][0] != score
        if last and 2 * right / (i + 1 + whole) > best:
            best, found = 2 * right / (i + 1 + whole), score
    return found


def calibration_error(chances: Sequence[float], labels: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error over bins of equal width (Naeini et al. 2015)."""
    table = reliability(chances, labels, bins)
    return sum(n * abs(said - so) for n, said, so in table if n) / len(chances)


def reliability(
    chances: Sequence[float], labels: Sequence[bool], bins: int = 10
) -> list[tuple[int, float, float]]:
    """For each bin how many, what chance was said of them on average, and the share that was so."""
    counts, said, so = [0] * bins, [0.0] * bins, [0] * bins
    for chance, label in zip(chances, labels, strict=True):
        i = min(int(chance * bins), bins - 1)
        counts[i] += 1
        said[i] += chance
        so[i] += label
    return [(n, said[i] / n if n else 0.0, so[i] / n if n else 0.0) for i, n in enumerate(counts)]


def log_loss(chances: Sequence[float], labels: Sequence[bool]) -> float:
    """Mean of minus the logarithm of the chance given to what was so."""
    return -sum(
        log(max(1e-12, chance if label else 1 - chance))
        for chance, label in zip(chances, labels, strict=True)
    ) / len(chances)

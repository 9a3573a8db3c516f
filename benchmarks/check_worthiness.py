"""Scores the check-worthiness model that ships, and the rules without it, on labelled sentences.

    python -m benchmarks.check_worthiness --data FOLDER [--model FILE] [--without-dev-test]

FOLDER holds checkthat24_task1 (dev, dev-test), claimbuster/clef19 (debates, ranked line by line) and
policlaim (is it verifiable?). What is missing is skipped with a word. The rules alone count kinds of words,
each as much as the others: figures, names, comparisons and the past for a sentence, opinions, intentions and
questions against it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

from app.spotting.check_worthiness import Scorer, load, tokens_of
from app.spotting.train.corpora import DataMissing, Labelled, checkthat24, clef19, policlaim
from app.spotting.train.linear import average_precision, calibration_error, f1, reliability
from app.spotting.words_seen import BIT, Reader, kind_of, merged

Scores = Callable[[Sequence[str]], list[int]]
FOR = ("number", "money", "percent", "year", "large_number", "name", "comparison", "first_or_only", "past")
AGAINST = ("first_person", "opinion", "intention", "possibility", "question", "you")
# A sentence of two kinds for it and none against it.
RULES_THRESHOLD = 2


def by_rules(scorer: Scorer) -> Scores:
    reader = Reader(scorer.weights.words)

    def score(sentence: str) -> int:
        keys = merged(reader.keys(tokens_of(sentence)))[0]
        kinds = {kind_of(key) for key in keys if key}
        asks = bool(keys) and keys[-1] == "?"
        return sum(kind in kinds for kind in FOR) - sum(kind in kinds for kind in AGAINST) - 2 * asks

    assert set(FOR) | set(AGAINST) <= set(BIT)
    return lambda sentences: [score(sentence) for sentence in sentences]


def labels_of(labelled: Sequence[Labelled]) -> list[bool]:
    return [one.yes for one in labelled]


def classified(name: str, labelled: Sequence[Labelled], scores: Scores, threshold: int) -> None:
    found, labels = scores([one.sentence for one in labelled]), labels_of(labelled)
    precision, recall, both = f1(found, labels, threshold)
    print(
        f"{name:30} AP {average_precision(found, labels):.3f}"
        f"  P {precision:.3f}  R {recall:.3f}  F1 {both:.3f}  ({len(labels)}, {sum(labels)} yes)"
    )


def calibrated(name: str, labelled: Sequence[Labelled], scorer: Scorer) -> None:
    chances = [score / 1000 for score in scorer.scores(one.sentence for one in labelled)]
    labels = labels_of(labelled)
    print(f"{name:30} calibration error {calibration_error(chances, labels):.3f}; said → was so (how many):")
    print("   ", "  ".join(f"{said:.2f}→{so:.2f} ({n})" for n, said, so in reliability(chances, labels) if n))


def ranked(labelled: Sequence[Labelled], scores: Scores) -> tuple[float, float]:
    """Mean over the texts of average precision and of the share of hits among the first ten."""
    precisions: list[float] = []
    tens: list[float] = []
    for _, group in groupby(labelled, key=lambda one: one.text):
        lines = list(group)
        found = scores([one.sentence for one in lines])
        precisions.append(average_precision(found, labels_of(lines)))
        first = sorted(range(len(lines)), key=lambda i: -found[i])[:10]
        tens.append(sum(lines[i].yes for i in first) / 10)
    return sum(precisions) / len(precisions), sum(tens) / len(tens)


def speed(scorer: Scorer, labelled: Sequence[Labelled]) -> None:
    sentences = [one.sentence for one in labelled]
    words = sum(len(sentence.split()) for sentence in sentences)
    for name, work in (
        ("scores", scorer.score),
        ("scores and reasons", lambda s: (scorer.score(s), scorer.reasons(s))),
    ):
        began = time.process_time()
        for sentence in sentences:
            work(sentence)
        print(
            f"{name:30} {words / (time.process_time() - began):,.0f} words a second of CPU ({words:,} words)"
        )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check_worthiness", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=None)
    parser.add_argument("--without-dev-test", action="store_true", help="while a model is being chosen")
    asked = parser.parse_args()
    began = time.process_time()
    scorer = Scorer(load(asked.model))
    print(f"{'loading':30} {time.process_time() - began:.3f} s of CPU")
    rules = by_rules(scorer)
    steps: list[Callable[[], object]] = [
        lambda: report("dev", checkthat24(asked.data, "dev"), scorer, rules),
        lambda: debates(clef19(asked.data), scorer, rules),
        lambda: report("policlaim", policlaim(asked.data), scorer, rules),
    ]
    if not asked.without_dev_test:
        steps.insert(1, lambda: report("dev-test", checkthat24(asked.data, "dev-test"), scorer, rules))
    missing = 0
    for step in steps:
        try:
            step()
        except DataMissing as error:
            print(error)
            missing += 1
    return int(missing == len(steps))


def report(name: str, labelled: Sequence[Labelled], scorer: Scorer, rules: Scores) -> None:
    classified(name, labelled, scorer.scores, scorer.weights.threshold)
    classified(f"{name}, rules only", labelled, rules, RULES_THRESHOLD)
    calibrated(name, labelled, scorer)


def debates(labelled: Sequence[Labelled], scorer: Scorer, rules: Scores) -> None:
    for name, scores in (("clef19 debates", scorer.scores), ("clef19 debates, rules only", rules)):
        mean, ten = ranked(labelled, scores)
        print(f"{name:30} MAP {mean:.3f}  P@10 {ten:.3f}")
    speed(scorer, labelled)


if __name__ == "__main__":
    sys.exit(main())

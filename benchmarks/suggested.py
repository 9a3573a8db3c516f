"""How many sentences are suggested from which score on, and how well: what the bounds of the slider rest on.

    python -m benchmarks.suggested --data FOLDER

FOLDER holds checkthat24_task1 (training and development parts; the dev-test is not looked at) for precision
and recall, and polnear (news articles, training part, every fourth) for the share of sentences.
"""

from __future__ import annotations

import argparse
import statistics
from pathlib import Path

from app.spotting.check_worthiness import Scorer, shipped
from app.spotting.shown import LEAST
from app.spotting.train.corpora import checkthat24
from app.text.lines import line_spans
from app.text.sentences import sentences

LEASTS = (307, 400, 500, 600, LEAST, 700, 800)
_EVERY = 4
_SHORT = 8


def shares(folder: Path, scorer: Scorer) -> dict[int, list[float]]:
    """By least score the share of sentences from there on, one for each article."""
    found: dict[int, list[float]] = {least: [] for least in LEASTS}
    for file in sorted((folder / "polnear" / "train" / "text").rglob("*.txt"))[::_EVERY]:
        text = file.read_text("utf-8", errors="replace")
        spans = sentences(text, line_spans(text))
        if len(spans) < _SHORT:
            continue
        scores = [scorer.score(text[one.start : one.end]) for one in spans]
        for least in LEASTS:
            found[least].append(sum(score >= least for score in scores) / len(scores))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.suggested", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data
    scorer = shipped()
    found = shares(folder, scorer)
    for part in ("train", "dev"):
        labelled = checkthat24(folder, part)
        scores, labels = scorer.scores(one.sentence for one in labelled), [one.yes for one in labelled]
        for least in LEASTS:
            hits = sum(score >= least and yes for score, yes in zip(scores, labels, strict=True))
            taken = sum(score >= least for score in scores)
            print(f"{part:6} from {least}  P {hits / max(1, taken):.3f}  R {hits / sum(labels):.3f}")
    for least, each in found.items():
        if each:
            print(
                f"news   from {least}  {statistics.mean(each):.2f} of the sentences, "
                f"median {statistics.median(each):.2f} ({len(each)} articles)"
            )


if __name__ == "__main__":
    main()

"""How often a text is taken for a new draft of an article, and how often one is not that is.

    python -m benchmarks.likeness --data FOLDER [--seed N]

FOLDER holds polnear and article_extraction; even seeds take every second article, odd seeds the others.
Drafts are made as in ``benchmarks.drafts``, with so many edits for a hundred sentences; every two articles
are compared.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from app.text.lines import line_spans
from app.text.same_article import Telling, likeness, telling
from app.text.sentences import sentences
from benchmarks.draft_edits import Author, draft_of
from benchmarks.drafts import articles, parsed

SHARES = (0.1, 0.5, 0.75, 1.0)


def known_by(text: str) -> Telling:
    """As the product knows a text: by the sentences it cuts it into."""
    return telling(text, [(s.start, s.end) for s in sentences(text, line_spans(text))])


def missed(texts: Sequence[str], share: float, seed: int) -> int:
    """How many drafts with so many edits for each sentence are not seen to be drafts."""
    chance, count = random.Random(seed), 0
    for n, text in enumerate(texts):
        others = [other for other in chance.sample(texts, min(5, len(texts))) if other is not text]
        store = [[w.text for w in s] for other in others for p in parsed(other) for s in p]
        old = parsed(text)
        new = Author(seed * 1_000_003 + n, store).edited(old, share)
        count += not likeness(known_by(draft_of(old).text), known_by(draft_of(new).text))
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    texts = sorted(set(articles(asked.data, asked.seed % 2)))
    print(f"{len(texts)} articles")
    for share in SHARES:
        count = missed(texts, share, asked.seed)
        print(f"{share:.0%} as many edits as sentences: {count} missed ({count / len(texts):.1%})")
    known = [known_by(text) for text in texts]
    began = time.process_time()
    alarms = [(a, b) for a, b in combinations(range(len(texts)), 2) if likeness(known[a], known[b])]
    pairs = len(texts) * (len(texts) - 1) // 2
    print(
        f"{len(alarms)} of {pairs} pairs of articles taken for drafts of one; "
        f"{time.process_time() - began:.1f} s"
    )
    for a, b in alarms:
        print(f"  {likeness(known[a], known[b]):.0%}\n    {texts[a][:90]!r}\n    {texts[b][:90]!r}")


if __name__ == "__main__":
    main()

"""How many edited copies of real articles are pointed out as alike, and how many others are.

``python -m benchmarks.alike FOLDER`` reads FOLDER/polnear. Copies are articles edited a little or much
(benchmarks/draft_edits.py), shortened to a third, or under another headline; beside them stand all the other
articles, and articles into which a paragraph of another was put. It also measures 5,000 texts.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

from app.sources.alike import alike, groups, shingles
from benchmarks.draft_edits import Author, draft_of
from benchmarks.drafts import articles, parsed
from db.records.ids import SourceId

_KINDS = (
    "edited in 10 %",
    "edited in 25 %",
    "edited in 50 %",
    "first third",
    "another headline",
    "edited third",
)


def _copy(text: str, kind: str, author: Author) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    if kind.startswith("edited in"):
        return draft_of(author.edited(author.planted(parsed(text)), int(kind.split()[2]) / 100)).text
    words = text.split(" ")
    if kind == "another headline":
        return "\n".join(["Quite another headline stands here today", *lines[1:]])
    third = " ".join(words[: max(120, len(words) // 3)])
    if kind == "first third":
        return third
    return draft_of(author.edited(author.planted(parsed(third)), 0.25)).text


def rates(texts: list[str], seed: int) -> list[str]:
    """For each kind of copy how many are pointed out; then pairs pointed out that are none."""
    chance = random.Random(seed)
    store = [[w.text for w in s] for text in texts[:40] for p in parsed(text) for s in p]
    author = Author(seed, store)
    read = {SourceId(f"{n:05}"): shingles(text) for n, text in enumerate(texts)}
    before = {(pair.one, pair.other) for pair in alike(read)}
    lines: list[str] = []
    for kind in _KINDS:
        found: Counter[bool] = Counter()
        shares: list[float] = []
        for n, text in enumerate(texts):
            copy = shingles(_copy(text, kind, author))
            pairs = alike({SourceId("one"): read[SourceId(f"{n:05}")], SourceId("other"): copy})
            found[bool(pairs)] += 1
            shares += [max(pair.share_of_one, pair.share_of_other) for pair in pairs]
        least = f", the least alike {min(shares):.2f}" if shares else ""
        lines.append(f"{kind:<26}{found[True]:>6} of {len(texts)}{least}")
    quoting: Counter[bool] = Counter()
    for n, text in enumerate(texts):
        other = chance.choice([m for m in range(len(texts)) if m != n])
        paragraph = max(
            texts[other].split("\n")[2:8] or [""], key=lambda line: len(line) if len(line) < 700 else 0
        )
        quoted = shingles(f"{text}\n{paragraph}")
        one = read[SourceId(f"{other:05}")]
        quoting[bool(alike({SourceId("one"): one, SourceId("other"): quoted}))] += 1
    lines.append(f"{'quoting one paragraph':<26}{quoting[True]:>6} of {len(texts)} pointed out")
    pairs = len(texts) * (len(texts) - 1) // 2
    lines.append(f"{'other articles':<26}{len(before):>6} of {pairs} pairs pointed out: {sorted(before)[:8]}")
    return lines


def cost(texts: list[str], count: int) -> list[str]:
    """Seconds of CPU for so many texts of a thousand words, one in fifty of them an edited copy."""
    chance = random.Random(5)
    words = " ".join(texts).split()
    made = [" ".join(chance.sample(words, 1000)) for _ in range(count - count // 50)]
    made += [text[:4000] + " and more " + text[4100:] for text in made[: count // 50]]
    started = time.process_time()
    read = {SourceId(f"{n:05}"): shingles(text) for n, text in enumerate(made)}
    between = time.process_time()
    pairs = alike(read)
    done = time.process_time()
    said = (
        f"{count} texts of 1,000 words: shingles {between - started:.2f} s, compared {done - between:.2f} s, "
        f"{len(pairs)} pairs, {len(groups(pairs))} groups"
    )
    return [said]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.alike", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    texts = articles(asked.folder, asked.seed % 2)
    sys.stdout.write("\n".join([*rates(texts, asked.seed), *cost(texts, 5_000)]) + "\n")


if __name__ == "__main__":
    main()

"""What searching a project's words costs: ``python -m benchmarks.search``

Indexes 200 and 5,000 documents of 1,000 words, whose words are as frequent as those of a language (Zipf), and
prints what indexing took, how large the file is, and the times of searches for rare and common words,
beginnings of words, several words and phrases.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from statistics import median

from db.records.search import SearchItem
from db.search import SearchIndex

_WORDS = 1_000
_SYLLABLES = (
    "ba",
    "kor",
    "len",
    "mi",
    "sto",
    "ra",
    "ve",
    "nid",
    "gal",
    "pu",
    "tes",
    "o",
    "shi",
    "ern",
    "dax",
)


def vocabulary(size: int, chance: random.Random) -> list[str]:
    """So many different words, the short ones first."""
    words: dict[str, None] = {}
    while len(words) < size:
        words["".join(chance.choices(_SYLLABLES, k=1 + min(5, len(words) ** 2 // 40_000 + 1)))] = None
        if chance.random() < 0.2:
            words["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 6)))] = None
    return list(words)[:size]


def documents(count: int, words: Sequence[str], chance: random.Random) -> list[SearchItem]:
    """Documents in paragraphs of about a hundred words."""
    weights = list(accumulate(1 / (n + 2) for n in range(len(words))))
    made: list[SearchItem] = []
    for n in range(count):
        drawn = chance.choices(words, cum_weights=weights, k=_WORDS)
        text = "\n".join(" ".join(drawn[at : at + 100]) for at in range(0, _WORDS, 100))
        made.append(SearchItem("source", f"{n:05}", f"Report {drawn[3]} {n}", str(n), lambda text=text: text))
    return made


def measure(count: int) -> list[str]:
    """A line for each kind of search, in milliseconds of CPU: the median and the longest of them."""
    chance = random.Random(count)
    words = vocabulary(30_000, chance)
    items = documents(count, words, chance)
    asked = {
        "a rare word": chance.sample(words[5_000:], 20),
        "a word of the middle": chance.sample(words[200:2_000], 20),
        "one of the ten commonest": words[:10],
        "three letters": [word[:3] for word in chance.sample(words[500:], 20)],
        "two letters": [word[:2] for word in chance.sample(words, 10)],
        "one letter": ["b", "k", "s"],
        "two words": [" ".join(chance.sample(words[50:3_000], 2)) for _ in range(20)],
        "five words": [" ".join(chance.sample(words[:3_000], 5)) for _ in range(20)],
        "a phrase": [f'"{" ".join(items[n].words().split()[40:43])}"' for n in range(0, count, count // 20)],
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "search.sqlite")
        index = SearchIndex(path)
        started, cpu = time.perf_counter(), time.process_time()
        index.catch_up(items)
        told = (
            f"{count:,} documents: indexed in {time.process_time() - cpu:.1f} s of CPU, "
            f"{time.perf_counter() - started:.1f} on the clock; {path.stat().st_size / 2**20:.0f} MiB"
        )
        lines = [told]
        again = time.process_time()
        index.catch_up(items)
        lines.append(f"  nothing new: {(time.process_time() - again) * 1e3:.0f} ms")
        for kind, queries in asked.items():
            taken: list[float] = []
            for query in queries:
                cpu = time.process_time()
                index.find(query)
                taken.append((time.process_time() - cpu) * 1e3)
            lines.append(f"  {kind:<28}{median(taken):>8.1f}{max(taken):>8.1f}")
        index.close()
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[200, 5_000])
    for count in parser.parse_args().counts:
        sys.stdout.write("\n".join(measure(count)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

"""How quote check judges passages of real texts that were altered, set otherwise, or are not there.

``python -m benchmarks.quotes FOLDER`` reads FOLDER/averitec and FOLDER/citation_integrity. Each passage is
looked for in a text of sixty: as it is, set otherwise, with one word, number or name altered, one word
dropped or *not* put in; and in a text of others. It prints how many were found *exact*, *near* with just that
difference, and *absent*, and what a check costs in a million characters.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from app.sources.quotes import check
from app.sources.text_index import TextIndex
from db.records.comparing import Turn
from db.records.quotes import QuoteOutcome, QuoteRecord

_WORD = re.compile(r"\b[^\W\d_]{4,}\b(?![’'])")
_NUMBER = re.compile(r"(?<![\w.,:/·])\d+(?:[.,]\d+)*(?![\w:/·])")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b(?![’'])")
_ANY = re.compile(r"(?<= )[^\W\d_]+(?= )")
_FEWEST_WORDS = 5
_IN_ONE_TEXT = 60


def passages(data: Path) -> list[str]:
    """Sentences of evidence: answers of AVeriTeC and abstracts of Citation Integrity."""
    found: list[str] = []
    for claim in json.loads((data / "averitec" / "dev_000-299.json").read_text("utf-8")):
        for question in claim["questions"]:
            found += [
                answer["answer"] for answer in question["answers"] if answer["answer_type"] == "Extractive"
            ]
    with (data / "citation_integrity" / "corpus.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            found += json.loads(line)["abstract"]
    unique = dict.fromkeys(" ".join(passage.split()) for passage in found)
    return [passage for passage in unique if len(passage.split()) >= _FEWEST_WORDS]


def altered(passage: str, chance: random.Random) -> Iterator[tuple[str, str, str, str]]:
    """The passage changed in one place: the kind of change, the passage, what stood there and what does."""
    number = _some(_NUMBER, passage, chance)
    if number:
        digits = number[0]
        at = chance.choice([n for n, c in enumerate(digits) if c.isdigit()])
        new = digits[:at] + str((int(digits[at]) + chance.randint(1, 9)) % 10) + digits[at + 1 :]
        yield "number", *_put(passage, number, new)
    name = _some(_NAME, passage, chance)
    if name:
        yield "name", *_put(passage, name, chance.choice(["Okafor", "Lindqvist", "Marchetti", "Dubrovsky"]))
    word = _some(_WORD, passage, chance)
    if word:
        yield "word", *_put(passage, word, chance.choice(["umbrella", "never", "lazily", "harbours"]))
    dropped = _some(_ANY, passage, chance)
    if dropped:
        yield "dropped word", passage[: dropped.start()] + passage[dropped.end() + 1 :], dropped[0], ""
    space = _some(re.compile(" "), passage, chance)
    if space:
        yield "not put in", passage[: space.end()] + "not " + passage[space.end() :], "", "not"


def _some(pattern: re.Pattern[str], passage: str, chance: random.Random) -> re.Match[str] | None:
    found = list(pattern.finditer(passage))
    return chance.choice(found) if found else None


def _put(passage: str, match: re.Match[str], new: str) -> tuple[str, str, str]:
    return passage[: match.start()] + new + passage[match.end() :], match[0], new


def restyled(passage: str, chance: random.Random) -> str:
    """The passage set otherwise: other marks and dashes, lines broken, words parted at their ends."""
    passage = passage.translate(
        str.maketrans(
            {
                '"': chance.choice("“”«"),
                "“": '"',
                "”": '"',
                "’": "'",
                "–": "—",
                "—": "–",
                "ﬁ": "fi",
                "…": "...",
            }
        )
    )
    if chance.random() < 0.5:
        passage = passage.replace("fi", "ﬁ").replace("fl", "ﬂ")
    words = passage.split(" ")
    for n, word in enumerate(words[:-1]):
        if chance.random() < 0.1 and len(word) > 7 and word.isalpha() and word.islower():
            at = len(word) // 2
            words[n] = word[:at] + chance.choice(["-\n", "\u00ad", "\u00ad\n"]) + word[at:]
    return "".join(word + chance.choice([" ", " ", "\n", "\u00a0", "  "]) for word in words[:-1]) + words[-1]


def judged(quote: QuoteRecord, there: str, here: str) -> str:
    """In one word: exact, absent, near with just this difference, or near with another."""
    if quote.outcome is not QuoteOutcome.NEAR:
        return quote.outcome.value
    went = [part.text.strip() for part in quote.parts if part.turn is Turn.OUT]
    came = [part.text.strip() for part in quote.parts if part.turn is Turn.IN]
    just = went == ([here] if here else []) and came == ([there] if there else [])
    return "near, just that" if just else "near, and more"


def rates(found: Sequence[str], seed: int, most: int) -> tuple[dict[str, Counter[str]], list[str]]:
    """For each kind of change how often each judgement; and those judged as none may be."""
    chance = random.Random(seed)
    chosen = list(found)
    chance.shuffle(chosen)
    tally: dict[str, Counter[str]] = {}
    wrong: list[str] = []

    def count(kind: str, passage: str, judgement: str) -> None:
        tally.setdefault(kind, Counter())[judgement] += 1
        must = {"as it is": "exact", "set otherwise": "exact", "of another text": "absent"}.get(kind)
        if (must is None and judgement == "exact") or (must and must != judgement):
            wrong.append(f"{kind}: {judgement}: {passage}")

    for first in range(0, min(most, len(chosen)), _IN_ONE_TEXT):
        part = chosen[first : first + _IN_ONE_TEXT]
        text = TextIndex("\n".join(part))
        elsewhere = chosen[(first + _IN_ONE_TEXT) % len(chosen) :][: len(part)]
        for passage, stranger in zip(part, elsewhere, strict=False):
            count("as it is", passage, check(passage, text).outcome.value)
            other = restyled(passage, chance)
            count("set otherwise", other, check(other, text).outcome.value)
            count("of another text", stranger, check(stranger, text).outcome.value)
            for kind, changed, there, here in altered(passage, chance):
                count(kind, changed, judged(check(changed, text), there, here))
    return tally, wrong


def cost(found: Sequence[str], seed: int) -> dict[str, float]:
    """Milliseconds of CPU in a text of a million characters: making it ready once, then each check."""
    chance = random.Random(seed)
    words = "\n".join(found)
    words = (words * (1_000_000 // len(words) + 1))[:1_000_000]
    started = time.process_time()
    text = TextIndex(words)
    ready = time.process_time() - started
    _ = text.words.loose
    chosen = chance.sample(list(found), 50)
    taken: dict[str, list[float]] = {"exact": [], "near": [], "absent": []}
    for passage in chosen:
        changed = next(altered(passage, chance), None)
        backwards = " ".join(reversed(passage.split()))
        for kind, asked in (("exact", passage), ("near", changed and changed[1]), ("absent", backwards)):
            if asked:
                started = time.process_time()
                check(asked, text)
                taken[kind].append((time.process_time() - started) * 1e3)
    figures = {"making it ready, ms": ready * 1e3}
    for kind, times in taken.items():
        figures |= {f"{kind}, median ms": median(times), f" {kind}, longest ms": max(times)}
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quotes", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=6_000)
    parser.add_argument("--show", type=int, default=10, help="how many wrong ones to print")
    asked = parser.parse_args()
    found = passages(asked.folder)
    tally, wrong = rates(found, asked.seed, asked.most)
    lines = [f"{min(asked.most, len(found))} of {len(found)} passages"]
    for kind, counts in tally.items():
        said = ", ".join(f"{judgement} {n}" for judgement, n in counts.most_common())
        lines.append(f"{kind:<20}{sum(counts.values()):>7}   {said}")
    lines += [f"{name:<30}{value:>10.1f}" for name, value in cost(found, asked.seed).items()]
    lines += wrong[: asked.show]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

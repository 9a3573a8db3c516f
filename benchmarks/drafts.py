"""Carries claims from articles to edited drafts of them, of which each word's fate is known.

    python -m benchmarks.drafts --data FOLDER [--seed N] [--pairs N] [--show KIND]

FOLDER holds polnear and article_extraction. Even seeds take every second article, odd seeds the others, so
that what was tuned on one half is reported on the other. ``--show`` prints cases of one kind.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path

from app.text.drafts import AlignedText, align
from app.text.lines import line_spans
from app.text.sentences import sentences
from benchmarks.draft_edits import Article, Author, Draft, Word, draft_of
from benchmarks.draft_truth import exchanged, settled
from benchmarks.measuring import Figures, cpu_ms, medians
from db.alignment import Alignment, Carried, Outcome, fits, read_alignment, write_alignment

_STAYED = (Outcome.UNCHANGED, Outcome.MOVED)
_CHANGED = (Outcome.CHANGED, Outcome.SPLIT, Outcome.MERGED)
_EDGES = "*_\"“”„‟«»'‘’.,;:!?…()[]―—–- \n"
WORDS = {"s": 1_000, "m": 10_000, "l": 100_000}


@dataclass
class Pair:
    """An article and an edited draft, with claims as ranges of the old words."""

    old: Draft
    new: Draft
    claims: list[tuple[int, int]]


@dataclass
class Score:
    counts: Counter[str] = field(default_factory=Counter[str])
    cases: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def add(self, kind: str, case: str) -> None:
        self.counts[kind] += 1
        kept = self.cases.setdefault(kind, [])
        if len(kept) < 40:
            kept.append(case)


def articles(data: Path, half: int) -> list[str]:
    """The texts of one half of the articles, of 8 lines or more or 150 words or more."""
    polnear = [
        path.read_text(encoding="utf-8") for path in sorted((data / "polnear").glob("train/text/*.txt"))
    ]
    truth = data / "article_extraction" / "ground-truth.json"
    pages = json.loads(truth.read_text(encoding="utf-8")) if truth.exists() else {}
    bodies = [pages[page]["articleBody"] for page in sorted(pages)]
    return [text for text in [*polnear, *bodies][half::2] if len(text.split()) >= 150]


def parsed(text: str) -> Article:
    """Paragraphs of sentences of words."""
    article: Article = []
    for line in line_spans(text):
        found = [text[s.start : s.end].split() for s in sentences(text, [line])]
        article.append([[Word(word, -1) for word in words] for words in found if words])
    return [paragraph for paragraph in article if paragraph]


@cache
def _sentences_of(text: str) -> list[list[str]]:
    return [[word.text for word in sentence] for paragraph in parsed(text) for sentence in paragraph]


def pairs(texts: Sequence[str], seed: int, count: int) -> Iterator[Pair]:
    """Articles edited lightly to heavily, with claims of every length."""
    chance = random.Random(seed)
    for number in range(count):
        text, others = chance.choice(texts), chance.sample(texts, min(5, len(texts)))
        store = [words for other in others if other is not text for words in _sentences_of(other)]
        author = Author(seed * 1_000_003 + number, store)
        old = author.planted(parsed(text))
        new = author.edited(old, chance.choice([0.03, 0.1, 0.25, 0.5]))
        before = draft_of(old)
        yield Pair(before, settled(before, draft_of(new)), list(_claims(before, chance)))


def _claims(draft: Draft, chance: random.Random) -> Iterator[tuple[int, int]]:
    starts = {start: n for n, (start, _, _) in enumerate(draft.words)}
    ends = {end: n + 1 for n, (_, end, _) in enumerate(draft.words)}
    spans = [(starts[start], ends[end]) for start, end in draft.sentences]
    for _ in range(max(4, len(draft.words) // 25)):
        at = chance.randrange(len(spans))
        low, high = spans[at]
        shape = chance.random()
        if shape < 0.4:
            yield low, high
        elif shape < 0.5 and at + 1 < len(spans):
            yield low, spans[at + 1][1]
        else:
            size = min(high - low, chance.randint(3, 12) if shape < 0.9 else chance.randint(1, 2))
            first = chance.randrange(low, high - size + 1)
            yield first, first + size


def aligned_text(draft: Draft) -> AlignedText:
    """A draft as the product cuts it into sentences."""
    return AlignedText(draft.text, [(s.start, s.end) for s in sentences(draft.text, line_spans(draft.text))])


def judge(pair: Pair, score: Score) -> None:
    """Carry every claim and tell what came of it, against what became of its words."""
    alignment = align(aligned_text(pair.old), aligned_text(pair.new))
    stored = read_alignment(write_alignment(alignment))
    if stored != alignment or not fits(alignment, pair.old.text, pair.new.text):
        raise SystemExit("an alignment did not come back from its stored form as it was")
    there = {word.of: n for n, (_, _, word) in enumerate(pair.new.words) if word.of >= 0}
    for first, last in pair.claims:
        start, end = _bare(pair.old.text, pair.old.words[first][0], pair.old.words[last - 1][1])
        if start < end:
            carried = alignment.carry(start, end)
            truth = _truth(pair, there, first, last)
            kind = _verdict(pair, carried, truth, (first, last))
            if kind.endswith("WRONG") and _is_right_otherwise(pair, carried, (first, last)):
                kind = f"{kind.split(':')[0]}: found in a word nobody can tell from it"
            score.add(kind, _case(pair, carried, truth, (start, end)))


def _is_right_otherwise(pair: Pair, carried: Carried, claim: tuple[int, int]) -> bool:
    """Whether it would be no wrong words, were words that read the same the one the other."""
    for new in exchanged(pair.old, pair.new, claim, (carried.start, carried.end)):
        other = Pair(pair.old, new, pair.claims)
        there = {word.of: n for n, (_, _, word) in enumerate(new.words) if word.of >= 0}
        if not _verdict(other, carried, _truth(other, there, *claim), claim).endswith("WRONG"):
            return True
    return False


@dataclass
class Truth:
    """What became of a claim's words: ``kept`` are the new words that are they, in order of the old.

    ``share`` is the share of its letters that stayed the same; ``whole`` whether all did, side by side.
    """

    kept: list[int]
    share: float
    whole: bool


def _truth(pair: Pair, there: dict[int, int], first: int, last: int) -> Truth:
    words = [n for n in range(first, last) if pair.old.words[n][2].text.strip(_EDGES)]
    kept = [there[n] for n in words if n in there]
    same = [n for n in words if n in there and pair.new.words[there[n]][2].same]
    share = sum(len(pair.old.words[n][2].text) for n in same) / sum(
        len(pair.old.words[n][2].text) for n in words
    )
    beside = all(a < b and not _covered_words(pair.new, a + 1, b) for a, b in pairwise(kept))
    whole = len(same) == len(words) and beside
    return Truth(kept, share, whole)


def _verdict(pair: Pair, carried: Carried, truth: Truth, claim: tuple[int, int]) -> str:
    kind = "stayed" if truth.whole else "gone" if not truth.kept else "changed"
    if kind == "changed" and truth.share < 0.6:
        kind = "changed much"
    if carried.outcome is Outcome.AMBIGUOUS:
        places = [_covered(pair.new, span.start, span.end) for span in carried.candidates]
        listed = not truth.kept or any(set(place) & set(truth.kept) for place in places)
        return f"{kind}: ambiguous" if listed else f"{kind}: ambiguous, true place not listed"
    if carried.outcome is Outcome.LOST:
        return f"{kind}: lost"
    found = _covered(pair.new, carried.start, carried.end)
    if carried.outcome is Outcome.SPLIT:
        # All parts are shown, and none may hold words of others.
        parts = [_covered(pair.new, part.start, part.end) for part in carried.candidates]
        found = sorted({n for part in [found, *parts] for n in part})
    if kind == "stayed" and carried.outcome in _STAYED and found == truth.kept:
        return "stayed: found"
    ours = set(truth.kept) | _inherited(pair, claim)
    if _is_in_a_copy(pair, claim, found, ours):
        return f"{kind}: found in a copy that reads the same"
    if not truth.kept and set(found) & ours:
        return f"{kind}: found in its copy"
    missing = Counter(pair.old.words[n][2].text.strip(_EDGES).casefold() for n in range(*claim))
    missing.subtract(pair.new.words[n][2].text.strip(_EDGES).casefold() for n in ours)
    # A word for the same word, where the claim lacks one, is the same to everybody.
    strangers = [
        n
        for n in found
        if n not in ours
        and pair.new.words[n][2].of >= 0
        and pair.new.words[n][2].of not in range(*claim)
        and missing[pair.new.words[n][2].text.strip(_EDGES).casefold()] <= 0
    ]
    if _reads_the_same(pair, claim, found) and 2 * len(ours & set(found)) >= len(found):
        return f"{kind}: found"
    if strangers or not ours & set(found):
        return f"{kind}: WRONG"
    if carried.outcome in _STAYED:
        right = kind == "stayed" and found == truth.kept
        return f"{kind}: {'found' if right else 'WRONG'}"
    if kind == "stayed" and carried.outcome is Outcome.CHANGED and not _at_whole_sentence(pair, claim):
        return "stayed: called changed"
    return f"{kind}: {'found' if 2 * len(ours & set(found)) >= len(ours) else 'less than half found'}"


def _at_whole_sentence(pair: Pair, claim: tuple[int, int]) -> bool:
    """Whether the claim holds a whole sentence; which may have been added to."""
    start, end = pair.old.words[claim[0]][0], pair.old.words[claim[1] - 1][1]
    spans = aligned_text(pair.old).sentences
    return any(start <= s and e <= end for s, e in spans)


def _reads_the_same(pair: Pair, claim: tuple[int, int], found: Sequence[int]) -> bool:
    """Whether the found words are those of the claim: one of them may be another that reads the same."""
    old = [pair.old.words[n][2].text.strip(_EDGES) for n in range(*claim)]
    return [text for text in old if text] == [pair.new.words[n][2].text.strip(_EDGES) for n in found]


def _is_in_a_copy(pair: Pair, claim: tuple[int, int], found: Sequence[int], ours: set[int]) -> bool:
    """Whether it was found in words that read as the claim does, some of them copies of its own."""
    copies = [n for n in found if pair.new.words[n][2].like in range(*claim)]
    return bool(copies) and {*found} <= {*copies, *ours} and _reads_alike(pair, claim, found)


def _reads_alike(pair: Pair, claim: tuple[int, int], found: Sequence[int]) -> bool:
    """As ``_reads_the_same``, but for how a word is set, such as the capital letter that a split gives it."""
    old = [_set_alike(pair.old.words[n][2].text) for n in range(*claim)]
    return [text for text in old if text] == [_set_alike(pair.new.words[n][2].text) for n in found]


def _set_alike(text: str) -> str:
    """A word without its marks, its case and the kind of its apostrophe."""
    return text.replace("’", "'").strip(_EDGES).casefold()


def _inherited(pair: Pair, claim: tuple[int, int]) -> set[int]:
    """Copies of words of the claim that are gone themselves: to whoever reads both drafts, they are these."""
    there = {word.of for _, _, word in pair.new.words}
    gone = {n for n in range(*claim) if n not in there}
    gone |= {twin for n in gone for twin in _twins(pair.old, n)}
    return {n for n, (_, _, word) in enumerate(pair.new.words) if word.like in gone}


def _twins(draft: Draft, word: int) -> list[int]:
    """The same word of the sentences that read the same: whose copy a copy is nobody can tell."""
    at = draft.words[word][0]
    start, end = next((s, e) for s, e in draft.sentences if s <= at <= e)
    text, words = draft.text[start:end], {a: n for n, (a, _, _) in enumerate(draft.words)}
    return [words[s + at - start] for s, e in draft.sentences if draft.text[s:e] == text]


def _covered_words(draft: Draft, first: int, last: int) -> bool:
    """Whether one of these words is more than marks."""
    return any(draft.words[n][2].text.strip(_EDGES) for n in range(first, last))


def _covered(draft: Draft, start: int, end: int) -> list[int]:
    """The words of which a stretch holds more than marks."""
    low, high = _bare(draft.text, start, end)
    return [
        n for n, (a, b, word) in enumerate(draft.words) if a < high and b > low and word.text.strip(_EDGES)
    ]


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _case(pair: Pair, carried: Carried, truth: Truth, span: tuple[int, int]) -> str:
    def around(start: int, end: int) -> str:
        text = pair.new.text
        return f"{text[max(0, start - 60) : start]}[[{text[start:end]}]]{text[end : end + 60]}"

    true = " ".join(pair.new.words[n][2].text for n in truth.kept)
    places = "".join(f"\n      or {around(c.start, c.end)!r}" for c in carried.candidates)
    old = pair.old.text
    return (
        f"{carried.outcome}\n  was {old[max(0, span[0] - 60) : span[0]]!r}[[{old[span[0] : span[1]]!r}]]"
        f"{old[span[1] : span[1] + 60]!r}\n  now {around(carried.start, carried.end)!r}{places}"
        f"\n  true {true!r}"
    )


def measure(words: int, runs: int) -> Figures:
    """CPU of aligning invented drafts of so many words and carrying a claim on every twenty."""
    return medians([_once(words, seed) for seed in range(runs)])


def _once(words: int, seed: int) -> Figures:
    pair = invented(words, seed)
    old, new = aligned_text(pair.old), aligned_text(pair.new)
    made: list[Alignment] = []
    figures = {"align, ms": cpu_ms(lambda: made.append(align(old, new)))}
    ends = [(pair.old.words[a][0], pair.old.words[b - 1][1]) for a, b in pair.claims]
    figures["carry a claim on every 20 words, ms"] = cpu_ms(lambda: [made[0].carry(*span) for span in ends])
    stored: list[bytes] = []
    figures["store, ms"] = cpu_ms(lambda: stored.append(write_alignment(made[0])))
    figures["read, ms"] = cpu_ms(lambda: read_alignment(stored[0]))
    return figures | {"stored, KiB": len(stored[0]) / 1024}


def invented(words: int, seed: int) -> Pair:
    """A text of so many invented words, as often used as words are, edited at a tenth of its sentences."""
    chance = random.Random(seed)
    names = ["".join(chance.choices("aeioulnrstdkm", k=chance.randint(2, 9))) for _ in range(20_000)]
    weights = [1 / (rank + 3) for rank in range(len(names))]
    article: Article = []
    pool = iter(chance.choices(names, weights, k=words))
    left = words
    while left > 0:
        paragraph = []
        for _ in range(chance.randint(2, 6)):
            texts = [text for _, text in zip(range(min(left, chance.randint(6, 34))), pool, strict=False)]
            left -= len(texts)
            if texts:
                texts[0], texts[-1] = texts[0].capitalize(), texts[-1] + "."
                paragraph.append([Word(text, -1) for text in texts])
        article += [paragraph] if paragraph else []
    store = [chance.choices(names, weights, k=12) for _ in range(200)]
    author = Author(seed, store)
    old = author.planted(article)
    new = author.edited(old, 0.1)
    before = draft_of(old)
    claims = [(a, min(a + 8, len(before.words))) for a in range(0, len(before.words), 20)]
    return Pair(before, draft_of(new), claims)


def report(score: Score) -> Iterator[str]:
    """The figures asked for, then every count."""
    c = score.counts
    total = sum(c.values())

    def of(kind: str) -> int:
        return sum(count for name, count in c.items() if name.startswith(f"{kind}:"))

    def rate(part: int, whole: int) -> str:
        return f"{part:>8,} of {whole:>8,}  {part / max(1, whole):8.3%}"

    wrong = sum(count for name, count in c.items() if name.endswith("WRONG"))
    unclear = sum(count for name, count in c.items() if "ambiguous" in name)
    stayed = of("stayed") - c["stayed: ambiguous"]
    changed = of("changed") - c["changed: ambiguous"]
    yield f"on wrong words                        {rate(wrong, total)}"
    yield f"stayed, found                         {rate(c['stayed: found'], stayed)}  ambiguous apart"
    yield f"changed, found                        {rate(c['changed: found'], changed)}  ambiguous apart"
    lost = c["stayed: lost"] + c["changed: lost"]
    yield f"called lost and were not              {rate(lost, stayed + changed)}"
    yield f"ambiguous                             {rate(unclear, total)}"
    for name, count in sorted(c.items()):
        yield f"  {name:36}{count:>8,}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--show", default="", help="print cases of kinds with this in their name")
    asked = parser.parse_args()
    texts = articles(asked.data, asked.seed % 2)
    if not texts:
        parser.exit(2, f"no articles under {asked.data}\n")
    score = Score()
    began = time.process_time()
    for pair in pairs(texts, asked.seed, asked.pairs):
        judge(pair, score)
    for kind, cases in sorted(score.cases.items()):
        for case in cases if asked.show and asked.show in kind else ():
            sys.stdout.write(f"{kind}: {case}\n\n")
    for line in report(score):
        sys.stdout.write(line + "\n")
    sys.stdout.write(
        f"{asked.pairs} pairs of {len(texts)} articles; {time.process_time() - began:.0f} s of CPU\n"
    )


if __name__ == "__main__":
    main()

"""The words that tell who says something, by language, read from ``resources/spotting/cues.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import resources

_RUN = re.compile(r"[^\W\d_]+")
_MOST_CHUNKS, _LONGEST_CHUNK = 30_000, 60

SEEMING = frozenset({"seems", "seemed", "appears", "appeared", "seem", "appear"})
"""Words of English after which nobody is named to whom it seems so."""

LANGUAGES = ("en", "es", "fr", "de", "uk", "ar")
"""Languages there are cue words for."""


@dataclass(frozen=True)
class CueWords:
    """What may be a cue in one language, in small letters with straight apostrophes.

    ``acts`` is the act of each form; ``phrases`` are cues of several words, by their first; ``saying``,
    ``judging`` and ``thinking`` are forms by what may follow them, ``plain`` their plain forms, ``nouns``
    those of them that are nouns more often, ``that_nouns`` nouns that are a cue before ``that``,
    ``seeming`` words before “to”.
    ``after`` are cues whose source follows them. All but ``acts``,
    ``phrases``, ``after``, ``that``, ``hedges`` and ``negations`` are of English alone.
    """

    acts: dict[str, str]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    hedges: re.Pattern[str]
    hedge_words: tuple[str, ...]
    saying: frozenset[str] = frozenset()
    judging: frozenset[str] = frozenset()
    thinking: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    that_nouns: frozenset[str] = frozenset()
    seeming: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    that: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The words and the sign at which a cue may begin."""
        return frozenset({*self.acts, *self.phrases, *self.that_nouns, ":"})

    @cached_property
    def glance(self) -> Glance:
        """Tells of what stands between two blanks whether a sentence with it may have a cue."""
        phrases = (" ".join(phrase) for several in self.phrases.values() for phrase in several)
        return Glance((*self.acts, *self.that_nouns, *(SEEMING if self.saying else ()), *phrases))

    @cached_property
    def hedge_glance(self) -> Glance:
        """Tells the same for words such as “alleged”."""
        return Glance(self.hedge_words)


class Glance(dict[str, bool]):
    """Whether a stretch between two blanks has one of some words, or the longest of several, in it.

    Worked out once for each stretch; a sentence without such a stretch has none of the words.
    """

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__()
        self._words = frozenset(max(_RUN.findall(several), key=len) for several in words)

    def __missing__(self, chunk: str) -> bool:
        if len(self) > _MOST_CHUNKS:
            self.clear()
        small = chunk.lower()
        runs = (small,) if small.isalpha() else _RUN.findall(small)
        known = not self._words.isdisjoint(runs)
        if len(chunk) < _LONGEST_CHUNK:
            self[chunk] = known
        return known


@cache
def cue_words(language: str) -> CueWords | None:
    """The cue words of a language code such as ``en`` or ``de-AT``; None where there are none."""
    code = language.replace("_", "-").split("-")[0].lower()
    if code not in LANGUAGES:
        return None
    return _english() if code == "en" else _other(_tables()[code])


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads(resources.path("spotting/cues.toml").read_text(encoding="utf-8"))


def _entries(words: str) -> list[str]:
    return [entry.replace("_", " ") for entry in words.split()]


def _other(table: Any) -> CueWords:
    acts = {form: act for act, words in table["acts"].items() for form in _entries(words)}
    other = table["other"]
    return CueWords(
        acts=acts,
        phrases=_phrases(acts),
        hedges=_pattern(_entries(other["hedges"])),
        hedge_words=tuple(map(str.lower, _entries(other["hedges"]))),
        after=frozenset(_entries(other.get("after", ""))),
        that=frozenset(_entries(other["that"])),
        negations=frozenset(_entries(other["negations"])),
    )


def _english() -> CueWords:
    table = _tables()["en"]
    verbs, other = table["verbs"], table["other"]
    irregular = {
        base: past.split(",") for base, _, past in (e.partition(":") for e in _entries(verbs["irregular"]))
    }
    doubled = frozenset(_entries(verbs["doubled"]))

    def forms(words: str) -> dict[str, str]:
        return {form: base for base in _entries(words) for form in _forms(base, irregular, doubled)}

    sorts = {name: forms(verbs[name]) for name in ("saying", "judging", "thinking")}
    acts: dict[str, str] = {form: "asserts" for sort in sorts.values() for form in sort}
    for act, words in table["acts"].items():
        acts.update((form, act) for form in forms(words))
    for form in _entries(verbs["never"]):
        acts.pop(form, None)
    prepositions = _entries(other["prepositions"])
    that_nouns = frozenset(_entries(other["nouns"]))
    return CueWords(
        acts=acts,
        phrases=_phrases(prepositions),
        hedges=_pattern(_entries(other["hedges"])),
        hedge_words=tuple(map(str.lower, _entries(other["hedges"]))),
        saying=frozenset(sorts["saying"]),
        judging=frozenset(sorts["judging"]),
        thinking=frozenset(sorts["thinking"]),
        plain=frozenset(base for sort in sorts.values() for base in sort.values()),
        nouns=frozenset(_entries(verbs["nouns"])),
        that_nouns=that_nouns,
        seeming=frozenset(_entries(other["seeming"])),
        after=frozenset(prepositions),
        that=frozenset({"that"}),
        negations=frozenset({"not", "never", "n't", "no"}),
    )


def _forms(base: str, irregular: dict[str, list[str]], doubled: frozenset[str]) -> list[str]:
    if base in doubled:
        stem = base + base[-1]
        return [base, base + "s", stem + "ed", stem + "ing"]
    if base.endswith("y") and base[-2] not in "aeou":
        third, past = base[:-1] + "ies", base[:-1] + "ied"
    elif base.endswith(("s", "sh", "ch", "x", "z")):
        third, past = base + "es", base + "ed"
    else:
        third, past = base + "s", base + ("d" if base.endswith("e") else "ed")
    stem = base[:-1] if base.endswith("e") and not base.endswith("ee") else base
    return [base, third, stem + "ing", *irregular.get(base, [past])]


def _phrases(forms: Any) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for form in forms:
        first, *more = form.split(" ")
        if more or form in ("citing",):
            found[first] = (*found.get(first, ()), (first, *more))
    return found


def _pattern(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.I)

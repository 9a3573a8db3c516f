"""A sentence around its cues: where what is said, and who says it, may begin and end."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from app.spotting.cue_words import CueWords
from app.spotting.phrases import (
    AUXILIARIES,
    DETERMINERS,
    OPENING,
    PREPOSITIONS,
    QUOTES,
    STOPS,
    SUBJECTS,
    Words,
    after,
    verb_like,
    word_set,
)

# After a cue these begin what tells when, where or how it was said, not what.
ASIDE = word_set(
    """
    in on at during after before last this earlier later yesterday today monday tuesday wednesday
    thursday friday saturday sunday when while as from by
    """
)
_ADDRESSED = frozenset(
    {"told", "tell", "tells", "telling", "asked", "assured", "reminded", "informed", "warned"}
)


@dataclass(slots=True)
class Cue:
    """One cue by tokens: ``first..last`` are its own, ``source`` and ``content`` first and last, or None.

    ``left`` says that the content goes before the cue.
    """

    first: int
    last: int
    act: str
    source: tuple[int, int] | None
    content: tuple[int, int] | None
    left: bool = False
    negated: bool = False


class Around:
    """One sentence; ``quoted`` are its quotations by token, marks not counted."""

    def __init__(self, words: Words, lexicon: CueWords, quoted: list[tuple[int, int]]) -> None:
        self.words = words
        self.lexicon = lexicon
        self.quoted = quoted
        self._begins = [first for first, _ in quoted]
        self.found: list[Cue] = []

    def quote_of(self, i: int) -> int:
        """Which quotation token ``i`` stands in; -1 for none."""
        k = bisect_right(self._begins, i) - 1
        return k if k >= 0 and i <= self.quoted[k][1] else -1

    def bounds(self, i: int) -> tuple[int, int]:
        """The stretch of tokens a cue at ``i`` may reach: the quotation it stands in, else the sentence."""
        k = self.quote_of(i)
        return self.quoted[k] if k >= 0 else (0, len(self.words) - 1)

    def clause_at(self, j: int, high: int) -> bool:
        """True where a subject and a verb stand at token ``j``."""
        words = self.words
        if words.keys[j] in ("how", "why", "whether", "what", "if"):
            return True
        for k in range(j + 1, min(j + 12, high) + 1):
            if words.keys[k] in STOPS or words.keys[k] in (",", "who", "that", "which"):
                return False
            if words.keys[k] in AUXILIARIES and words.keys[k] not in ("'s", "to", "not", "never"):
                return words.keys[k] not in ("be", "been", "being")
            if verb_like(words, k):
                return True
        return False

    def has_verb(self, low: int, edge: int) -> bool:
        words = self.words
        return any(
            (words.keys[k] in AUXILIARIES and words.keys[k] != "to") or verb_like(words, k)
            for k in range(low, edge)
        )

    def has_auxiliary(self, group: int, i: int) -> bool:
        return any(
            self.words.keys[k] in AUXILIARIES and self.words.keys[k] not in ("not",) for k in range(group, i)
        )

    def first_phrase(self, low: int, stop: int) -> tuple[int, int] | None:
        words = self.words
        k = low
        while k < stop and (
            words.keys[k] in OPENING or words.keys[k] in STOPS or words.keys[k] in ("and", ",")
        ):
            k += 1
        if words.key(k) in PREPOSITIONS or words.key(k).endswith(("ing", "ed")):
            while k < stop and words.keys[k] != ",":
                k += 1
            k += 1
        if k >= stop:
            return None
        end = min(after(words, k), stop - 1)
        return (k, end) if end >= k else None

    def left(self, edge: int, low: int) -> tuple[int, int] | None:
        """What stands before token ``edge``, less the comma outside a quotation."""
        words = self.words
        last = edge
        while last >= low and words.keys[last] in (",", "—", "–", "--"):
            last -= 1
        first = low
        for cue in self.found:
            if not cue.left and cue.content and cue.content[1] >= last and cue.first < last:
                first = max(first, cue.content[0])
        while first <= last and words.keys[first] in ("but", "and", ","):
            first += 1
        return (first, last) if last >= first else None

    def right(self, first: int, high: int) -> tuple[int, int] | None:
        """What stands from token ``first`` to the end of the sentence or of the quotation it begins."""
        words = self.words
        while first <= high and words.keys[first] in (":", ","):
            first += 1
        if first > high:
            return None
        last = high
        if words.keys[first] in QUOTES:
            k = self.quote_of(first + 1)
            if k >= 0:
                last = min(self.quoted[k][1] + 1, len(words) - 1)
                return first, last
        last = self.cut(first, last)
        while last > first and words.keys[last] in (".", ",", ";", "?", "!", ")") and self.quote_of(last) < 0:
            last -= 1
        return (first, last) if last >= first else None

    def cut(self, first: int, last: int) -> int:
        """Before what is said anew: “, adding”, “and said”, “but X said”, “, according to”."""
        words, lexicon = self.words, self.lexicon
        for k in range(first + 2, last):
            if self.quote_of(k) >= 0:
                continue
            key, nxt = words.keys[k], words.keys[k + 1]
            if key == "," and ((nxt in lexicon.saying and nxt.endswith("ing")) or nxt == "according"):
                return k - 1
            if key in ("and", "but") and nxt in lexicon.saying and nxt not in lexicon.nouns:
                return k - 1
            if key == ";":
                return k - 1
            if key == "," and nxt in ("but", "while", "although", "though"):
                return k - 1
        return last

    def comma(self, first: int, high: int) -> int:
        """The token before the first comma outside a quotation."""
        for k in range(first + 1, high + 1):
            if self.words.keys[k] == "," and self.quote_of(k) < 0:
                return k - 1
        return high

    def with_apposition(self, first: int, high: int) -> int:
        """The last token of a phrase with the words after a comma that say who that is."""
        words = self.words
        end = min(after(words, first, 20), high)
        if words.key(end + 1) == "," and words.key(end + 2) and end + 2 <= high:
            second = words.keys[end + 2]
            if second in ("a", "an", "the", "who", "director", "president") or (
                words.words[end + 2][0].islower()
                and second not in OPENING | PREPOSITIONS
                and not second.endswith("ing")
            ):
                stop = end + 2
                while stop < high and words.keys[stop + 1] not in (",", ".", ";", "—", "–", *QUOTES):
                    stop += 1
                if stop - end < 22:
                    return stop
        return end

    def long_phrase(self, first: int, high: int) -> int:
        """The last token of a source after “according to”: with what follows by “of”, “by”, “from”, “in”."""
        end = after(self.words, first)
        while end < high and self.words.keys[end + 1] in ("by", "from", "in", "at", "with", "on", "for"):
            more = after(self.words, end + 2)
            if more <= end + 1:
                break
            end = more
        return min(end, high)

    def past_addressed(self, j: int, high: int) -> int:
        words = self.words
        end = after(words, j, 8)
        for k in range(j, min(end + 8, high) + 1):
            key = words.keys[k]
            if key in ("that", ":", "about", "to") or key in QUOTES:
                return k
            if k > j and key in SUBJECTS | DETERMINERS and key not in ("who", "which"):
                return k
        return end + 1

    def content_start(self, i: int, high: int) -> int:
        """The token what is said begins with: past the one addressed, “in a statement” and a colon."""
        words = self.words
        j = i + 1
        if (
            words.keys[i] in _ADDRESSED
            and j <= high
            and words.keys[j] not in QUOTES
            and words.keys[j] != "that"
        ):
            j = self.past_addressed(j, high)
        at = j
        while at <= high and words.keys[at] in ASIDE and at - j < 8:
            end = after(words, at + 1)
            at = max(end, at) + 1
            if at <= high and words.keys[at] in ("that", ":", ",", *QUOTES):
                j = at
        while j <= high and words.keys[j] in (",", ":", "publicly", "repeatedly"):
            j += 1
        return j

    def later_clause(self, j: int, high: int) -> bool:
        return any(
            self.words.keys[k] == "that" or self.words.keys[k] in QUOTES
            for k in range(j, min(high, j + 12) + 1)
        )

"""The cues of a sentence and what belongs to each: source, content, by the words that stand around it."""

from __future__ import annotations

from app.spotting.around_cues import ASIDE, Around, Cue
from app.spotting.cue_words import SEEMING
from app.spotting.phrases import (
    DETERMINERS,
    PREPOSITIONS,
    QUOTES,
    STOPS,
    SUBJECTS,
    after,
    before,
    group_start,
    word_set,
)

_PRONOUNS = SUBJECTS | {"him", "her", "them", "there", "someone", "everyone", "people"}
_OF_WHAT = frozenset({"claims", "allegations", "accusations"})
# “This step shows”: nobody says anything.
_SHOWING = ("indicat", "suggest", "show", "demonstrat", "reveal", "impl", "confirm", "explain")
# Before “to” and what somebody means to do.
_TO_DO = word_set(
    """
    promised promises promising vowed vows vowing pledged pledges pledging threatened threatens
    threatening refused refuses refusing declined declines hopes hoped hoping wants wanted offered
    offers agreed agrees demanded proposed proposes
    """
)


class Finder(Around):
    """Finds the cues of one sentence."""

    def cues(self) -> list[Cue]:
        keys, lexicon = self.words.keys, self.lexicon
        beginnings = lexicon.beginnings
        for i, key in enumerate(keys):
            if key not in beginnings and key not in SEEMING:
                continue
            phrase = self._phrase(i)
            if phrase:
                self._add(self._prepositional(i, i + phrase - 1))
            elif key in SEEMING and self.words.key(i + 1) in ("to", "that", "like"):
                self._add(self._seeming(i))
            elif key in lexicon.that_nouns and (
                self.words.key(i + 1) == "that" or (key in _OF_WHAT and self.words.key(i + 1) == "of")
            ):
                self._add(self._nominal(i))
            elif key in lexicon.acts:
                self._add(self._verbal(i))
            elif key == ":" and i < 8:
                self._add(self._headed(i))
        return self.found

    def _add(self, cue: Cue | None) -> None:
        if cue is not None:
            self._keep_source_inside(cue)
            self.found.append(cue)

    def _keep_source_inside(self, cue: Cue) -> None:
        """A source inside what another says begins with it or later: police say, witnesses told them."""
        keys = self.words.keys
        if keys[cue.first] == ":":
            return
        for other in self.found:
            if other.left or cue.left or other.content is None or cue.source is None:
                continue
            first, last = cue.source
            begins, ends = other.content
            opens = keys[begins] == "that" or keys[begins] in PREPOSITIONS
            if first < begins <= last < cue.first <= ends and not opens:
                cue.source = (begins, last)

    def _phrase(self, i: int) -> int:
        """How many tokens the cue of several words that begins at ``i`` has; 0 for none."""
        for phrase in self.lexicon.phrases.get(self.words.keys[i], ()):
            if tuple(self.words.keys[i : i + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def _prepositional(self, first: int, last: int) -> Cue | None:
        low, high = self.bounds(first)
        end = self.long_phrase(last + 1, high)
        if end <= last:
            return None
        source = (last + 1, end)
        if first - low <= 1 and self.words.key(end + 1) == ",":
            content = self.right(end + 2, high)
            return Cue(first, last, "asserts", source, content)
        if self.words.keys[first] in ("citing", "referring"):
            return self._citing(first, last, low, high)
        return Cue(first, last, "asserts", source, self.left(first, low), left=True)

    def _citing(self, first: int, last: int, low: int, high: int) -> Cue | None:
        source = self._subject_of_participle(first, low)
        return Cue(first, last, "asserts", source, self.right(last + 1, high))

    def _verbal(self, i: int) -> Cue | None:
        words, lexicon = self.words, self.lexicon
        key, low_high = words.keys[i], self.bounds(i)
        low, high = low_high
        group = max(group_start(words, i), low)
        participle = key.endswith("ing") and not self.has_auxiliary(group, i)
        passive = self._passive(group, i)
        if passive:
            return self._passive_cue(i, group, high)
        inverted = self._inverted(i, group, low, high)
        if inverted is not None:
            return inverted
        if low and key in lexicon.thinking and key not in lexicon.saying:
            return None
        if key == "asked" and (i == low or words.key(i - 1) == "when") and words.key(i + 1) != "by":
            return Cue(i, i, "asserts", None, self.right(i + 1, self.comma(i, high)))
        if participle and i <= low + 1 and self.comma(i, high) < high:
            return self._opening_participle(i, high)
        source = self._subject_of_participle(i, low) if participle else self._subject(group, low)
        if source is None and not participle:
            return None
        if source and words.keys[source[0]] in ("this", "that", "these") and key.startswith(_SHOWING):
            return None
        infinitive = words.key(i - 1) == "to" or words.key(i - 2) == "to"
        if key in lexicon.nouns and not self._verb_here(i, group, source):
            return None
        return self._with_content(i, source, low, high, infinitive)

    def _with_content(
        self, i: int, source: tuple[int, int] | None, low: int, high: int, infinitive: bool
    ) -> Cue | None:
        words, lexicon, key = self.words, self.lexicon, self.words.keys[i]
        left_edge = (source[0] if source and source[1] < i else i) - 1
        act, negated = lexicon.acts[key], self._negated(i)
        following = self.content_start(i, high)
        strong = key in lexicon.saying
        if words.key(i + 1) == "to" and key in _TO_DO and not infinitive:
            return Cue(i, i, act, source, self.right(i + 1, high), negated=negated)
        if key == "pledged":
            return None
        if key in lexicon.thinking and not strong and key not in lexicon.judging and infinitive:
            return None
        if self._goes_before(left_edge, i, low, high) and (strong or key in lexicon.thinking):
            return Cue(i, i, act, source, self.left(left_edge, low), left=True, negated=negated)
        if following > high:
            waits = strong and words.keys[high] == ":" and source is not None
            return Cue(i, i, act, source, None, negated=negated) if waits else None
        first = words.keys[following]
        clause = first == "that" or first in QUOTES or self.clause_at(following, high)
        judged = key in lexicon.judging and first not in PREPOSITIONS and first not in STOPS
        if judged and not clause and not strong and (infinitive or key in lexicon.plain or low):
            return None
        if strong or clause or judged:
            if key in lexicon.thinking and not strong and not clause:
                return None
            if (first in STOPS and first not in QUOTES and first != ":") or first in (",", "."):
                return None
            if strong and infinitive and not clause:
                return None
            if judged and not clause and not strong:
                high = self.comma(following, high)
            content = self.right(following, high)
            return Cue(i, i, act, source, content, negated=negated) if content else None
        return None

    def _goes_before(self, edge: int, i: int, low: int, high: int) -> bool:
        """True where what is said stands before the source: a comma or a quotation's end at ``edge``."""
        words = self.words
        if edge < low:
            return False
        mark = words.keys[edge]
        if mark in QUOTES:
            return self.quote_of(edge - 1) >= 0 or edge > low
        if mark not in (",", "—", "–", "--") or edge - low < 3:
            return False
        j = i + 1
        if j > high or words.keys[j] in (".", ",", ";", "?", "!", ")", "—", "–", "--"):
            return self.has_verb(low, edge)
        if words.keys[j] in ASIDE:
            return self.has_verb(low, edge) and not self.later_clause(j, high)
        return False

    def _inverted(self, i: int, group: int, low: int, high: int) -> Cue | None:
        """“…,” said X; …, says X."""
        words = self.words
        if (
            group != i
            or i - 1 < low
            or words.keys[i] not in self.lexicon.saying
            or words.keys[i].endswith("ing")
        ):
            return None
        mark = words.keys[i - 1]
        if mark not in QUOTES and mark not in (",", "—", "–", "--"):
            return None
        first = i + 1
        if first > high or not (words.words[first][0].isupper() or words.keys[first] in DETERMINERS):
            return None
        end = self.with_apposition(first, high)
        if mark not in QUOTES and (self.clause_at(first, high) and words.key(end + 1) not in (",", ".")):
            return None
        if mark not in QUOTES and i - low < 4:
            return None
        return Cue(i, i, self.lexicon.acts[words.keys[i]], (first, end), self.left(i - 1, low), left=True)

    def _passive(self, group: int, i: int) -> bool:
        keys = self.words.keys[group:i]
        return self.words.keys[i].endswith(("ed", "wn", "id")) and any(
            key in ("is", "was", "were", "are", "been", "being", "be") for key in keys
        )

    def _passive_cue(self, i: int, group: int, high: int) -> Cue | None:
        words, key = self.words, self.words.keys[i]
        if words.key(i + 1) == "by" and key in self.lexicon.judging | self.lexicon.saying:
            end = self.with_apposition(i + 2, high)
            start = before(words, group - 1)
            content = (start, group - 1) if start <= group - 1 else None
            return (
                Cue(i, i, self.lexicon.acts[key], (i + 2, end), content, left=True) if end > i + 1 else None
            )
        if words.key(i + 1) == "to" and key in self.lexicon.seeming:
            act = "predicts" if key == "expected" else "suggests"
            return Cue(i, i, act, None, self.right(i + 1, high))
        return None

    def _seeming(self, i: int) -> Cue | None:
        low, high = self.bounds(i)
        if low:
            return None
        return Cue(i, i, "suggests", None, self.right(i + 1, high))

    def _subject(self, group: int, low: int) -> tuple[int, int] | None:
        words = self.words
        last = group - 1
        if last < low:
            return None
        key = words.keys[last]
        if key in ("and", "but", "or", "then"):
            return self._subject_before(last)
        if key == ",":
            return self._before_aside(last, low)
        if key in QUOTES or key in STOPS:
            return None
        first = max(before(words, last), low)
        if first > last or words.keys[first] in PREPOSITIONS:
            return None
        if words.key(first - 1) == "," and first - 2 >= low and words.keys[first] in ("a", "an", "the"):
            return (first, last)
        return (first, last)

    def _subject_before(self, at: int) -> tuple[int, int] | None:
        """The subject of the verb before “and”."""
        for cue in reversed(self.found):
            if (
                cue.source
                and not cue.left
                and cue.first < at
                and self.quote_of(cue.first) == self.quote_of(at)
            ):
                return cue.source
        return self.first_phrase(self.bounds(at)[0], at)

    def _before_aside(self, comma: int, low: int) -> tuple[int, int] | None:
        """The phrase before “, a senator,” or “, who …,” with it."""
        words = self.words
        k = comma - 1
        while k > low and words.keys[k] != "," and words.keys[k] not in STOPS:
            k -= 1
        if k <= low or words.keys[k] != "," or comma - k > 24:
            return None
        first = max(before(words, k - 1), low)
        if first > k - 1:
            return None
        return (first, comma if words.keys[k + 1] not in PREPOSITIONS else k - 1)

    def _subject_of_participle(self, i: int, low: int) -> tuple[int, int] | None:
        words = self.words
        for cue in reversed(self.found):
            if cue.source and words.keys[cue.first] not in ("according",) and cue.source[0] >= low:
                return cue.source
        if words.key(i - 1) in PREPOSITIONS or i - 1 < low:
            return None
        return self.first_phrase(low, i)

    def _opening_participle(self, i: int, high: int) -> Cue | None:
        """Citing the figures, the mayor …: its source comes after the comma."""
        comma = self.comma(i, high) + 1
        end = after(self.words, comma + 1)
        content = self.right(i + 1, comma - 1)
        if end <= comma or not content or self.words.keys[i] in self.lexicon.thinking - self.lexicon.saying:
            return None
        return Cue(i, i, self.lexicon.acts[self.words.keys[i]], (comma + 1, end), content)

    def _nominal(self, i: int) -> Cue | None:
        words = self.words
        _, high = self.bounds(i)
        content = self.right(i + 1, high)
        source = None
        k = i - 1
        while k >= 0 and i - k < 4 and words.keys[k] not in ("'s", "his", "her", "their", "its", "our", "my"):
            k -= 1
        if k >= 0 and i - k < 4:
            source = (k, k) if words.keys[k] != "'s" else (before(words, k - 1), k - 1)
        act = "claims" if words.keys[i].startswith(("claim", "alleg", "conten", "insist")) else "suggests"
        return Cue(i, i, act, source, content) if content else None

    def _headed(self, i: int) -> Cue | None:
        """NAME: what is said."""
        words = self.words
        if i + 3 > len(words) or not all(w[0].isupper() or w == "." for w in words.words[:i]) or i == 0:
            return None
        return Cue(i, i, "asserts", (0, i - 1), self.right(i + 1, len(words) - 1))

    def _verb_here(self, i: int, group: int, source: tuple[int, int] | None) -> bool:
        """True where a form that is often a noun is a verb: after a pronoun, an auxiliary, before “that”."""
        words = self.words
        if words.key(i + 1) in ("that", "how", "why", "whether"):
            return source is not None and words.key(i - 1) not in DETERMINERS | PREPOSITIONS | {"'s"}
        if self.has_auxiliary(group, i):
            return words.key(i - 1) not in DETERMINERS
        if source is None:
            return False
        return words.keys[source[1]] in _PRONOUNS and words.keys[source[1]] not in (
            "his",
            "her",
            "this",
            "these",
        )

    def _negated(self, i: int) -> bool:
        group = group_start(self.words, i)
        return (
            any(key in self.lexicon.negations or key.endswith("n't") for key in self.words.keys[group:i])
            or self.lexicon.acts[self.words.keys[i]] == "denies"
        )

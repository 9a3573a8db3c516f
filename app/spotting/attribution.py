"""Who says what, by rules over words: cue, source, content, act, and through whom; no parser.

A sentence is cut into words; a word of the cue lists is a cue where what stands around it is what stands
around a cue (a subject before it or after “said”, a clause, a quotation or an object after it). A quotation
that goes on over several sentences is followed to its end, and a pronoun or “the report” to whoever was
named last.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.spotting.around_cues import Cue
from app.spotting.cue_words import CueWords, cue_words
from app.spotting.cues import Finder
from app.spotting.cues_elsewhere import cues_elsewhere
from app.spotting.phrases import QUOTES, Words, read_words
from app.spotting.quotations import quotations
from app.spotting.records import Attribution
from app.text.lines import PARAGRAPH_BREAKS

_BREAK = re.compile(f"[{PARAGRAPH_BREAKS}]")
_TWO_MARKS = re.compile(r"''(?:(?=[\w$(\[.…])()|)")
# A sentence with more characters than this is no sentence; it is read up to here.
_LONGEST = 6000
_PERSON = frozenset({"he", "she", "his", "her", "him", "who"})
_SEVERAL = frozenset({"they", "their", "them"})
_REPORTS = re.compile(r"\b(report|study|statement|survey|poll|letter|document|memo)s?\b", re.I)

_SEVERAL_FIRST = re.compile(r"((?:[\w'’-]+ ){0,4}[\w'’-]+s) (?:have|are|were|had|will|would|did) ")

Span = tuple[int, int]


def attribute(text: str, sentences: Sequence[Span], language: str) -> list[tuple[Attribution, ...]]:
    """The attributions of each sentence, none in a language without cue words; linear in the text."""
    lexicon = cue_words(language)
    if lexicon is None:
        return [() for _ in sentences]
    reading = _Reading(_with_one_mark(text), lexicon)
    found: list[list[Attribution]] = []
    for line in _lines(text, sentences):
        found += reading.line(line)
    return [tuple(sentence) for sentence in found]


def _with_one_mark(text: str) -> str:
    """The text with one mark and a blank for each two apostrophes that stand for a quotation mark."""
    return (
        _TWO_MARKS.sub(lambda match: ' "' if match[1] is not None else '" ', text) if "''" in text else text
    )


def hedges_of(text: str, start: int, end: int, lexicon: CueWords) -> tuple[str, ...]:
    """The words of a sentence that say something is not certain, in order, each once."""
    end = min(end, start + _LONGEST)
    if True not in map(lexicon.hedge_glance.__getitem__, text[start:end].split()):
        return ()
    small = text[start:end].lower()
    if not any(hedge in small for hedge in lexicon.hedge_words):
        return ()
    words = (match[0] for match in lexicon.hedges.finditer(text, start, end))
    return tuple(dict.fromkeys(words))


@dataclass
class _Last:
    """Whom a pronoun may stand for."""

    person: str = ""
    several: str = ""
    report: str = ""
    age: int = 0


class _Reading:
    def __init__(self, text: str, lexicon: CueWords) -> None:
        self.text = text
        self.lexicon = lexicon
        self.last = _Last()
        self.waiting: tuple[list[Attribution], int] | None = None

    def line(self, line: Sequence[Span]) -> list[list[Attribution]]:
        """Of the sentences of one paragraph."""
        text, first, last = self.text, line[0][0], line[-1][1]
        quoted = [(first + start, first + end) for start, end in quotations(text[first:last])]
        found: list[list[Attribution]] = []
        for start, end in line:
            self.last.age += 1
            found.append(self._sentence(start, min(end, start + _LONGEST), quoted))
        self._announce(line, quoted, found)
        for i, sentence in enumerate(found):
            for k, one in enumerate(sentence):
                if one.quoted:
                    sentence[k] = self._carried(one, found[i + 1 :], line[i + 1 :], quoted)
        return found

    def _announce(self, line: Sequence[Span], quoted: list[Span], found: list[list[Attribution]]) -> None:
        """Give a quotation that is a paragraph of its own to the cue and colon before it."""
        waiting, self.waiting = self.waiting, None
        first = line[0][0]
        if waiting is not None and quoted and quoted[0][0] - 1 <= first + 1 and not found[0]:
            where, k = waiting
            last = max(end for _, end in quoted if end <= line[-1][1]) + 1
            where[k] = replace(where[k], content=((first, last),), quoted=True)
        if found[-1] and self.text[line[-1][1] - 1] == ":":
            self.waiting = (found[-1], len(found[-1]) - 1)

    def _sentence(self, start: int, end: int, quoted: list[Span]) -> list[Attribution]:
        text, lexicon = self.text, self.lexicon
        glance = map(lexicon.glance.__getitem__, text[start:end].split())
        if True not in glance and text.find(":", start, min(start + 60, end)) < 0:
            return []
        words = read_words(text, start, end)
        inside = _by_token(words, quoted)
        cues = (
            Finder(words, lexicon, inside).cues()
            if lexicon.saying
            else cues_elsewhere(words, lexicon, inside)
        )
        if not cues:
            return []
        hedges = hedges_of(text, start, end, lexicon)
        return self._nested([self._told(cue, words, quoted, hedges) for cue in cues])

    def _told(self, cue: Cue, words: Words, quoted: list[Span], hedges: tuple[str, ...]) -> Attribution:
        source_span = (0, 0)
        if cue.source:
            source_span = (words.starts[cue.source[0]], words.ends[cue.source[1]])
        content: tuple[Span, ...] = ()
        is_quoted = False
        if cue.content:
            span = (words.starts[cue.content[0]], words.ends[cue.content[1]])
            at = cue.content[1] if cue.left else cue.content[0]
            is_quoted = words.keys[at] in QUOTES
            content = (self._whole_quotation(span, cue.left, quoted) if is_quoted else span,)
        source = self.text[slice(*source_span)]
        return Attribution(
            source=source,
            source_span=source_span,
            cue=words.between(cue.first, cue.last),
            cue_span=(words.starts[cue.first], words.ends[cue.last]),
            content=content,
            act=cue.act,
            quoted=is_quoted,
            negated=cue.negated,
            speaker=self._speaker(source) or source,
            hedges=hedges,
        )

    def _whole_quotation(self, span: Span, left: bool, quoted: list[Span]) -> Span:
        """The stretch with the sentences before or after it that the same quotation reaches into."""
        text = self.text
        for first, last in quoted:
            if left and first <= span[1] - 2 < last + 1:
                return (max(first - 1, 0), span[1]) if first < span[0] else _from_quote(text, span, first)
            if not left and first <= span[0] + 1 <= last:
                return (span[0], max(span[1], min(last + 1, len(text))))
        return span

    def _speaker(self, source: str) -> str:
        """Whom a source stands for, blank where nobody can tell; and what is named here is remembered."""
        last = self.last
        key = source.lower()
        if key in _PERSON:
            return last.person if last.age < 6 else ""
        if key in _SEVERAL:
            return last.several if last.age < 4 else ""
        if key.startswith("the ") and _REPORTS.fullmatch(key[4:]):
            return last.report
        self._remember(source)
        return source

    def _remember(self, source: str) -> None:
        if not source or source[0] == "(":
            return
        last = self.last
        if _REPORTS.search(source):
            last.report = source
        elif source[0].isupper() and source.lower() not in ("i", "we", "you", "it", "this", "that", "they"):
            last.person, last.age = source, 0
        if " and " in source or (source.endswith("s") and not re.search(r"\b(?:by|of|from|in|for) ", source)):
            last.several, last.age = source, 0

    def _carried(
        self, one: Attribution, later: list[list[Attribution]], spans: Sequence[Span], quoted: list[Span]
    ) -> Attribution:
        """With the quotations of the next sentences of the paragraph, up to one that has a cue of its own."""
        content = list(one.content)
        reached = content[-1][1]
        for sentence, (start, _) in zip(later, spans, strict=True):
            if any(other.quoted and not other.through for other in sentence):
                break
            if start < reached:
                continue
            at = bisect_right(quoted, (start + 1, 0)) - 1
            begins = [span for span in quoted[max(at, 0) :] if start <= span[0] - 1 <= start + 1]
            if not begins:
                break
            reached = begins[0][1] + 1
            content.append((start, reached))
        return replace(one, content=tuple(content)) if len(content) > len(one.content) else one

    def _nested(self, found: list[Attribution]) -> list[Attribution]:
        """Each told through those whose content holds its cue, the nearest first."""
        if len(found) < 2:
            return found
        told: list[Attribution] = []
        for one in found:
            around = sorted(
                (last - first, first, last, other.speaker)
                for other in found
                if other is not one
                for first, last in other.content
                if first <= one.cue_span[0] and one.cue_span[1] <= last
            )
            if around:
                through = tuple(dict.fromkeys(speaker for *_, speaker in around if speaker))
                one = replace(one, through=through, speaker=self._among(one, *around[0][1:3]))
            told.append(one)
        return told

    def _among(self, one: Attribution, first: int, last: int) -> str:
        """Whom “they” in what another says stands for: the subject of that, where it is several."""
        subject = _SEVERAL_FIRST.match(self.text, first, last) if one.source.lower() in _SEVERAL else None
        return subject[1] if subject and subject.end() < one.source_span[0] else one.speaker


def _from_quote(text: str, span: Span, first: int) -> Span:
    return (max(first - 1, span[0]), span[1]) if text[span[0] : first - 1].strip() == "" else span


def _by_token(words: Words, quoted: list[Span]) -> list[Span]:
    """The quotations as first and last token."""
    found: list[Span] = []
    for start, end in quoted:
        first, last = bisect_left(words.starts, start), bisect_left(words.starts, end) - 1
        if first <= last:
            found.append((first, last))
    return found


def _lines(text: str, sentences: Sequence[Span]) -> list[list[Span]]:
    """The sentences of each paragraph together."""
    lines: list[list[Span]] = []
    for start, end in sentences:
        if not lines or _BREAK.search(text, lines[-1][-1][1], start):
            lines.append([])
        lines[-1].append((start, end))
    return lines

"""What a new draft asks of a person, and which article a text looks like; runs in the database thread."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.panels.words_before import WordsBefore, looked_at
from app.text.same_article import likeness, telling
from db import queries
from db.alignment import letters
from db.drafts import Drafts
from db.records import (
    ArticleId,
    ArticleRecord,
    ClaimRecord,
    FixRecord,
    FixState,
    Outcome,
    PassageRecord,
    SentenceRecord,
    SentenceState,
    Span,
    record,
)
from widgets.review.items import NEW, NOT_MADE, SEEN, About, Choice, Review, ReviewItem

if TYPE_CHECKING:
    from db.project_file import Project

_LOOK = frozenset(set(Outcome) - {Outcome.UNCHANGED})
_CHANGED = (Outcome.CHANGED, Outcome.SPLIT, Outcome.MERGED)
_NOWHERE = (Outcome.LOST, Outcome.AMBIGUOUS)
_SIGNS = ".,;:!?…\"'“”„«»‘’‚()[]。！？؟"
_FAR = 60
_PARAGRAPH = re.compile(r"\s*\n\s*")


def read_review(project: Project, *, article: str) -> Review:
    """All that the current draft of the article asks for: what was carried, then sentences, then fixes."""
    found = queries.articles(project.conn, [article])
    if not found or found[0].drafts < 2:
        return Review(1 if found else 0)
    return _Reader(project, found[0]).review()


class _Reader:
    """Reads one article's review."""

    def __init__(self, project: Project, article: ArticleRecord) -> None:
        self._conn, self._article = project.conn, article
        self._drafts = Drafts(self._conn)
        self._numbers = self._drafts.numbers(article.id)
        self._line = self._drafts.ancestors(article.draft)
        self._number = self._numbers.get(article.draft, article.drafts)
        self._text = self._drafts.text(article.draft)
        self._sentences = queries.sentences(self._conn, article.draft)
        self._starts = [s.start for s in self._sentences]
        self._claims = queries.claims(self._conn, article.id)
        self._passages: list[PassageRecord] = []

    def review(self) -> Review:
        fixes = queries.fixes(self._conn, self._article.id)
        threads = queries.open_queries(self._conn, self._article.id)
        self._passages = [one.passage for one in (*fixes, *threads) if one.passage.claim is None]
        seen = [fix for fix in fixes if fix.seen and (fix.open or fix.passage.carried in _LOOK)]
        carried = [self._claim(claim) for claim in self._claims if claim.carried in _LOOK]
        carried += [
            replace(self._passage(About.FIX, fix.id, fix.passage), wanted=fix.wanted)
            for fix in fixes
            if fix.passage.carried in _LOOK and not fix.seen and fix.state is not FixState.STET
        ]
        carried += [
            self._passage(About.QUERY, q.id, q.passage, q.messages[0].text if q.messages else "")
            for q in threads
            if q.passage.carried in _LOOK
        ]
        carried.sort(key=lambda item: (item.start, item.end, item.key))
        # A claim over the whole of a sentence shows all that changed in it; settling it settles the sentence.
        shown = [(item.start, item.end) for item in carried if item.about is About.CLAIM and item.after]
        changed, unread = self._fresh()
        changed = [item for item in changed if not any(s <= item.start and item.end <= e for s, e in shown)]
        # As does a fix, of a sentence in which nothing else changed.
        made = [self._fix(fix, SEEN) for fix in seen]
        changed = [item for item in changed if not any(_is_all_of(fix, item) for fix in made)]
        there = {item.entity for item in carried}
        left = [
            fix for fix in fixes if not fix.seen and fix.id not in there and fix.state is not FixState.STET
        ]
        told = made + [self._fix(fix, NOT_MADE) for fix in left]
        return Review(self._number, (*carried, *changed, *told, *unread))

    # What was carried

    def _claim(self, claim: ClaimRecord) -> ReviewItem:
        words = claim.was or claim.quote
        return self._on_words(
            About.CLAIM, claim.id, claim.number, claim, words, replace_words=claim.candidates
        )

    def _passage(self, about: About, entity: str, at: PassageRecord, name: str = "") -> ReviewItem:
        return self._on_words(about, entity, name, at, at.was or at.quote, replace_words=at.candidates)

    def _on_words(
        self,
        about: About,
        entity: str,
        name: str,
        at: ClaimRecord | PassageRecord,
        before: str,
        *,
        replace_words: tuple[Span, ...],
    ) -> ReviewItem:
        here = at.draft == self._article.draft and at.carried not in _NOWHERE
        elsewhere = at.made_on if at.made_on not in self._line and not here else ""
        place = replace_words[0].start if not here and replace_words else at.start if here else 0
        return ReviewItem(
            key=entity,
            about=about,
            entity=entity,
            outcome=at.carried,
            name=name,
            paragraph=self._paragraph(place) if here or replace_words else 0,
            before=before,
            after=at.quote if here else "",
            start=place,
            end=at.end if here else place,
            choices=self._choices(before, replace_words) if at.carried != Outcome.LOST else (),
            draft=self._numbers.get(elsewhere, self._number),
            elsewhere=elsewhere,
            around=self._around(about, entity, at) if here else ("", ""),
        )

    def _around(self, about: About, entity: str, at: ClaimRecord | PassageRecord) -> tuple[str, str]:
        """What the sentences it stands in said and say, where its own words are not what changed."""
        if at.carried not in _CHANGED or (at.was and letters(at.was) != letters(at.quote)):
            return "", ""
        made = self._conn.execute(
            f"SELECT made_on, made_start, made_end FROM {about} WHERE id = ?", (entity,)
        ).fetchone()
        return self._said(made[0], Span(*made[1:])), self._said(at.draft, Span(at.start, at.end))

    def _said(self, draft: str, at: Span) -> str:
        said = self._drafts.said(draft)
        return said.words(said.around(at))

    def _choices(self, words: str, places: Iterable[Span]) -> tuple[Choice, ...]:
        return tuple(self._choice(self._with_signs(words, span)) for span in places if span.end > span.start)

    def _with_signs(self, words: str, span: Span) -> Span:
        """The place with the signs that the words begin and end with, where it has them beside it."""
        text, (start, end) = self._text, (span.start, span.end)
        bare = words.strip()
        if not text[start:end].endswith(last := bare[len(bare.rstrip(_SIGNS)) :]):
            for sign in last:
                end += text[end : end + 1] == sign
        if not text[start:end].startswith(first := bare[: len(bare) - len(bare.lstrip(_SIGNS))]):
            for sign in reversed(first):
                start -= text[start - 1 : start] == sign
        return Span(start, end)

    def _choice(self, span: Span) -> Choice:
        first, last = self._sentence_at(span.start), self._sentence_at(span.end - 1)
        start = min(span.start, first.start) if first else span.start
        end = max(span.end, last.end) if last else span.end
        text = self._text
        return Choice(
            span.start,
            span.end,
            text[start : span.start],
            text[span.start : span.end],
            text[span.end : end],
            self._paragraph(span.start),
            _beside(text[max(0, start - _FAR) : start], cut_head=start > _FAR),
            _beside(text.rstrip()[end : end + _FAR], cut_tail=end + _FAR < len(text)),
        )

    def _sentence_at(self, offset: int) -> SentenceRecord | None:
        at = bisect_right(self._starts, offset) - 1
        return self._sentences[at] if at >= 0 else None

    def _paragraph(self, offset: int) -> int:
        sentence = self._sentence_at(offset)
        return sentence.paragraph if sentence else 0

    # Fixes that the draft has, or has not

    def _fix(self, fix: FixRecord, outcome: str) -> ReviewItem:
        item = self._passage(About.FIX, fix.id, fix.passage)
        words = (item.before, item.after) if outcome == SEEN else (fix.passage.quote, fix.wanted)
        return replace(
            item,
            key=f"{fix.id}/{outcome}",
            outcome=outcome,
            before=words[0],
            after=words[1],
            choices=(),
            wanted=fix.wanted,
            draft=fix.seen or self._number,
        )

    # Sentences

    def _fresh(self) -> tuple[list[ReviewItem], list[ReviewItem]]:
        """Changed ones that wait for a look, and those nobody has read; looked-at ones are in neither."""
        looked = looked_at(self._conn, self._article.draft)
        changed: list[ReviewItem] = []
        unread: list[ReviewItem] = []
        old = WordsBefore(self._conn, self._drafts, self._article, self._claims)
        for sentence in self._sentences:
            place = (sentence.start, sentence.end)
            if not sentence.fresh or place in looked:
                continue
            if sentence.state is SentenceState.OPEN and not self._placed_since(sentence):
                changed.append(self._sentence(sentence, Outcome.CHANGED.value, old))
            elif sentence.state is SentenceState.UNREAD:
                unread.append(self._sentence(sentence, NEW, old))
        return changed, unread

    def _sentence(self, sentence: SentenceRecord, outcome: str, old: WordsBefore) -> ReviewItem:
        start, end = sentence.start, sentence.end
        words, before = self._text[start:end], old.of(start, end)
        return ReviewItem(
            key=f"sentence:{start}-{end}",
            about=About.SENTENCE,
            entity="",
            outcome=outcome,
            name="",
            paragraph=sentence.paragraph,
            before=before,
            after=words,
            start=start,
            end=end,
            draft=sentence.fresh,
        )

    def _placed_since(self, sentence: SentenceRecord) -> bool:
        """Whether a person put something on it, or settled a fact in it, since its words are as they are."""
        return any(
            one.draft == self._article.draft
            and one.start < sentence.end
            and one.end > sentence.start
            and self._numbers.get(one.made_on, 0) >= sentence.fresh
            for one in (*self._claims, *self._passages)
        ) or bool(
            self._conn.execute(
                'SELECT 1 FROM fact WHERE text = ? AND start < ? AND "end" > ? '
                "AND (kept IS NOT NULL OR ticks > 0) LIMIT 1",
                (self._article.text, sentence.end, sentence.start),
            ).fetchone()
        )


def _beside(text: str, *, cut_head: bool = False, cut_tail: bool = False) -> str:
    """Words beside a sentence on one line, whole ones; … where they were cut and ¶ between paragraphs."""
    if cut_head:
        text = "… " + (text.partition(" ")[2] or text)
    if cut_tail:
        text = (text.rpartition(" ")[0] or text) + " …"
    return _PARAGRAPH.sub(" ¶ ", text).replace("\t", " ")


def _is_all_of(fix: ReviewItem, sentence: ReviewItem) -> bool:
    """Whether what a fix changed is all that changed in a sentence."""
    return (
        sentence.start <= fix.start
        and fix.end <= sentence.end
        and bool(fix.before)
        and sentence.before.replace(fix.before, fix.after, 1) == sentence.after
    )


@record
class Likeness:
    """An article of the project that a text looks like a new draft of."""

    article: ArticleId
    title: str


def looks_like(project: Project, text: str, spans: Iterable[tuple[int, int]]) -> Likeness | None:
    """The article whose current draft has most sentences in common with that text, where those are enough.

    ``spans`` are the text's sentences. O(characters in the project's current drafts). None where nothing is
    like it, and for the very text of a draft: that is no new one.
    """
    new = telling(text, spans)
    best: tuple[float, ArticleRecord] | None = None
    for article in queries.articles(project.conn) if new else ():
        body = queries.article_text(project.conn, article.text).text
        if body == text:
            return None
        rows = project.conn.execute(
            'SELECT start, "end" FROM sentence WHERE draft = ? AND aside = 0', (article.draft,)
        )
        share = likeness(telling(body, rows), new)
        if share and (best is None or share > best[0]):
            best = share, article
    return Likeness(best[1].id, best[1].title) if best else None

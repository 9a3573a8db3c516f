"""What a sheet still leaves open, and the ledger's count."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.exporting.claim_data import SheetConflict
from app.exporting.sheet_data import SheetArticle, SheetGap, SheetLedger
from db.records import ArticleText, SentenceRecord, SentenceState

FIRST_WORDS = 9


def first_words(text: str, most: int = FIRST_WORDS, characters: int = 64) -> str:
    """The first words of ``text`` on one line, with an ellipsis where something was left out."""
    words = re.split(r"\s+", text.strip(), maxsplit=most)
    whole = " ".join(words[:most])
    short = whole
    if len(whole) > characters:
        short = whole[: characters + 1].rpartition(" ")[0] or whole[:characters]
    return short + ("…" if len(words) > most or short != whole else "")


def counted(text: ArticleText, sentences: Sequence[SentenceRecord]) -> list[SentenceRecord]:
    """The sentences that are not set aside whole."""
    asides = [a for a in text.asides if a.aside]
    return [s for s in sentences if not any(a.start <= s.start and s.end <= a.end for a in asides)]


def ledger_of(text: ArticleText, sentences: Sequence[SentenceRecord]) -> SheetLedger:
    """How many sentences stand where, without what is set aside."""
    states = Counter(s.state for s in counted(text, sentences))
    return SheetLedger(
        total=sum(states.values()),
        unread=states[SentenceState.UNREAD],
        nothing=states[SentenceState.NOTHING],
        open=states[SentenceState.OPEN],
        closed=states[SentenceState.CLOSED],
    )


def gaps_of(
    ledgers: Sequence[tuple[ArticleText, Sequence[SentenceRecord]]],
    articles: Sequence[SheetArticle],
    conflicts: Sequence[SheetConflict],
) -> tuple[SheetGap, ...]:
    """Everything that keeps the sheet from being complete, weightiest first within each article."""
    out = [SheetGap("conflict", -1, 0, 0, 0, "", conflict.what) for conflict in conflicts]
    for n, ((text, sentences), article) in enumerate(zip(ledgers, articles, strict=True)):
        out += _unresolved(n, article)
        out += _open_claims(n, article)
        out += _sentences(n, text, sentences)
    return tuple(out)


def _unresolved(n: int, article: SheetArticle) -> Iterator[SheetGap]:
    for conflict in article.conflicts:
        yield SheetGap("conflict", n, 0, 0, 0, "", conflict.what)
    for c in article.claims:
        if c.conflict_count:
            what = "; ".join(k.what for k in c.conflicts)
            yield SheetGap("conflict", n, c.paragraph, 0, 0, c.number, what or first_words(c.quote))
    for c in article.claims:
        if c.difference:
            yield SheetGap("difference", n, c.paragraph, 0, 0, c.number, first_words(c.wording or c.quote))


def _open_claims(n: int, article: SheetArticle) -> Iterator[SheetGap]:
    for c in article.claims:
        if c.status != "closed":
            words = first_words(c.wording or c.quote)
            yield SheetGap("claim", n, c.paragraph, 0, 0, c.number, words, c.missing)


def _sentences(n: int, text: ArticleText, sentences: Sequence[SentenceRecord]) -> Iterator[SheetGap]:
    """Neighbouring sentences of one paragraph in the same state make one entry."""
    blocks = sorted(text.blocks, key=lambda b: b.start)
    starts = [b.start for b in blocks]
    last: SheetGap | None = None
    for s in counted(text, sentences):
        if s.state not in (SentenceState.UNREAD, SentenceState.OPEN):
            continue
        place = bisect_right(starts, s.start) - 1
        paragraph = blocks[place].paragraph if place >= 0 else 0
        part = blocks[place].kind if place >= 0 else ""
        if last and (last.kind, last.paragraph, last.last) == (s.state.value, paragraph, s.n - 1):
            last = replace(last, last=s.n)
            continue
        if last:
            yield last
        words = first_words(text.text[s.start : s.end])
        last = SheetGap(s.state.value, n, paragraph, s.n, s.n, "", words, part=part)
    if last:
        yield last

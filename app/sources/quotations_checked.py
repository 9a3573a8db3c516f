"""The quotations of an article against one source, for whoever goes through them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from app.jobs.job import Job, run_job
from app.jobs.limits import MIB, Limits
from app.sources.checking import Looked, Quoted, outcome, quotations_against
from app.sources.extracted import Extracted
from app.sources.kept_texts import known_text
from app.sources.media import Kind
from db.records import ArticleText, SourceId, record
from db.records.checks import QuotationRecord

if TYPE_CHECKING:
    from app.jobs.worker import Work

_MOST_CITED = 2_000
"""Of a passage that joins words far apart no more than so many characters are cited."""


@record
class Against:
    """An article's text, and where the words of a source are: plain data for a child."""

    text: ArticleText
    source: SourceId
    looked: Looked


def start_quotations(against: Against) -> Job:
    """Begin to check in a child; the job's result is what ``quotations_checked`` gives."""
    limits = Limits(
        subject="Checking the article’s quotations",
        cpu_seconds=300,
        wall_seconds=900,
        memory_bytes=2048 * MIB,
        answer_bytes=64 * MIB,
    )
    return run_job("app.sources.quotations_checked:quotations_checked", against, limits=limits)


def quotations_checked(against: Against, work: Work) -> tuple[QuotationRecord, ...] | None:
    """The child's side: every quotation in reading order; None where the source has no words."""
    work.phase("checking")
    return checked_here(against)


def checked_here(against: Against) -> tuple[QuotationRecord, ...] | None:
    """The same in the process that calls."""
    looked = against.looked
    read = known_text(looked.sha) if looked.sha else Extracted(Kind.TEXT, looked.words)
    if read is None or not read.text.strip():
        return None
    parts = tuple(start for start, _ in read.pages) or read.paragraphs
    found: list[QuotationRecord] = []
    for span, quote in quotations_against(against.text, read):
        words = against.text.text[span.start : span.end]
        check = outcome(Quoted("", against.source, words), looked.sha, read, quote)
        there = check.quote is not None and quote.end > quote.start
        passage = read.text[quote.start : min(quote.end, quote.start + _MOST_CITED)] if there else ""
        part = max(0, bisect_right(parts, quote.start) - 1) if there and parts else None
        found.append(QuotationRecord(span.start, span.end, words, check, " ".join(passage.split()), part))
    return tuple(found)

"""Suggestions for what to check, with score and reasons: printed, and nothing is changed."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from app.finding_things import find_article
from app.headless.printing import open_project, show, tell
from app.jobs.job import run_job
from app.jobs.limits import Limits
from app.listing import Rows
from app.spotting.days_meant import days_meant, published_on
from db import queries
from db.errors import KnownError
from db.records import ArticleRecord

if TYPE_CHECKING:
    from app.spotting.facts import Fact
    from app.spotting.records import Attribution, SpottedArticle, SpottedSentence

_MISSING = {
    "language": "its language could not be told: set it to have scores and who says what",
    "scores": "there are no scores for this language, so nothing is suggested",
    "no_check": "opinions, predictions and rhetoric are told for English only",
    "repeats": "what is repeated or contradicts itself is told for English only",
    "attribution": "who says what is not told for this language",
    "model": (
        "the model for scores is missing or damaged, so nothing is suggested; "
        "install Tickmark again to get it back"
    ),
}


def spot(asked: Namespace) -> int:
    """``spot PROJECT``: every sentence of one article, or of all, with what is suggested."""
    rows: Rows = []
    with open_project(asked) as project:
        articles = queries.articles(project.conn)
        if asked.article:
            articles = [find_article(project, asked.article)]
        if not articles:
            raise KnownError("There is no article in the project; add one first.")
        for article in articles:
            text = queries.article_text(project.conn, article.text).text
            spans = [(one.start, one.end) for one in queries.sentences(project.conn, article.draft)]
            found = _found(article, text, spans, asked.pipeline)
            _tell_missing(article, found)
            published = published_on(article.published)
            rows += [_row(article, text, one, published) for one in found.sentences]
    shown = [row for row in rows if row["suggested"]]
    show(asked, rows, (_line(row) for row in shown))
    return 0


def _found(article: ArticleRecord, text: str, spans: list[tuple[int, int]], pipeline: str) -> SpottedArticle:
    limits = Limits(f"Spotting in “{article.title}”", cpu_seconds=600, wall_seconds=3600)
    payload = (text, spans, article.language, None, pipeline)
    job = run_job("app.spotting.spot:spot_article", payload, limits=limits)
    shown = ""
    while True:
        try:
            # Ctrl+C here ends the child.
            return job.wait(0.2)
        except TimeoutError:
            _, _, counted = job.phase.partition(" ")
            if counted != shown and sys.stderr.isatty():
                shown = counted
                tell(f"{article.title}: {' of '.join(counted.split())} sentences")


def _tell_missing(article: ArticleRecord, found: SpottedArticle) -> None:
    if not found.sentences:
        tell(f"tickmark: “{article.title}” has no sentence to look at.")
        return
    if found.note:
        tell(f"tickmark: “{article.title}”: {found.note}")
    codes = found.missing
    # That nothing is known of the language says the rest as well.
    told = [_MISSING["language"]] if "language" in codes else [_MISSING[code] for code in codes]
    if told:
        tell(f"tickmark: “{article.title}” ({found.language or 'language unknown'}): {'; '.join(told)}.")


def _row(article: ArticleRecord, text: str, one: SpottedSentence, published: date | None) -> dict[str, Any]:
    return {
        "article": article.id,
        "start": one.start,
        "end": one.end,
        "quote": text[one.start : one.end],
        "score": one.score,
        "suggested": one.suggested,
        "kind": one.kind,
        "reasons": [asdict(reason) for reason in one.reasons],
        "attributions": [_told(text, said) for said in one.attributions],
        "facts": [_fact(text, fact, published) for fact in one.facts],
        "no_check": one.no_check,
        "no_check_words": one.no_check_words,
        "hedges": list(one.hedges),
        "repeats": list(one.repeats),
        "contradicts": [{"start": start, "words": words} for start, words in one.contradicts],
    }


def _fact(text: str, fact: Fact, published: date | None) -> dict[str, Any]:
    """A fact with its words; a date with the days it may mean, the likeliest first."""
    words = text[fact.start : fact.end]
    row: dict[str, Any] = {"start": fact.start, "end": fact.end, "kind": fact.kind, "words": words}
    if fact.kind == "date":
        row["days"] = [[first.isoformat(), last.isoformat()] for first, last in days_meant(words, published)]
    return row


def _told(text: str, said: Attribution) -> dict[str, Any]:
    told = asdict(said)
    told["content"] = [{"start": a, "end": b, "words": text[a:b]} for a, b in said.content]
    return told


def _line(row: dict[str, Any]) -> str:
    said = row["attributions"][:1]
    who = f"{said[0]['speaker']} {said[0]['act']}" if said else ""
    return "\t".join((str(row["score"]), row["kind"], " ".join(who.split()), " ".join(row["quote"].split())))

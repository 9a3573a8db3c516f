"""What the window reads of a change: only what it touched, and put in its place the same as all read anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.commands import articles, claims
from app.importing.read import read_pasted
from app.panels.readings import read_news
from app.panels.replacing import recounted_in
from db import queries
from db.place import Identity
from db.project_file import Project
from db.records import ArticleRecord, Changes, PersonId, SentenceRecord
from db.step import Step

ADA = Identity("0123456789abcdef0123456789abcdef", PersonId("person:" + "a" * 32), "Ada", "A")


@contextmanager
def made(path: Path, sentences: int) -> Iterator[tuple[Project, ArticleRecord]]:
    """A project with an article of that many sentences, a claim on every second."""
    with Project.create(path, ADA) as project:
        words = " ".join(f"Crew {n} sailed." for n in range(sentences))
        article = project.run(articles.add(project, read_pasted(words))).focus
        known = queries.articles(project.conn, [article])[0]
        with project.together():
            for one in queries.sentences(project.conn, known.draft)[::2]:
                project.run(on(project, known, one))
        yield project, queries.articles(project.conn, [article])[0]


def on(project: Project, article: ArticleRecord, sentence: SentenceRecord) -> Step:
    return claims.mark(
        project, article=article.id, draft=article.draft, start=sentence.start, end=sentence.end
    )


def work_of(conn: sqlite3.Connection, act: Callable[[], object]) -> int:
    """How many of SQLite's instructions that takes, in tens: not how long."""
    spent = 0

    def count() -> int:
        nonlocal spent
        spent += 1
        return 0

    conn.set_progress_handler(count, 10)
    try:
        act()
    finally:
        conn.set_progress_handler(None, 0)
    return spent


def test_the_news_of_a_mark_costs_hardly_more_in_a_long_article(tmp_path: Path) -> None:
    spent: dict[int, int] = {}
    for sentences in (40, 1200):
        with made(tmp_path / f"{sentences}.tickmark", sentences) as (project, article):
            there = queries.sentences(project.conn, article.draft)
            changes = project.run(on(project, article, there[3]))
            spent[sentences] = work_of(
                project.conn, lambda p=project, c=changes, a=article: read_news(p, changes=c, article=a)
            )
    # What is left is counting: of claims and of sentences, by an index that has all that is counted.
    assert spent[1200] - spent[40] < 1.5 * 1200


@pytest.fixture
def reading(tmp_path: Path) -> Iterator[tuple[Project, ArticleRecord]]:
    with made(tmp_path / "job.tickmark", 12) as known:
        yield known


def test_a_ledger_kept_by_what_changes_named_is_the_one_read_anew(
    reading: tuple[Project, ArticleRecord],
) -> None:
    project, article = reading
    known = queries.sentences(project.conn, article.draft)
    unread = known[5]
    changes = [
        project.run(on(project, article, known[3])),
        project.run(
            articles.set_nothing(
                project, draft=article.draft, start=unread.start, end=unread.end, reason="opinion"
            )
        ),
        project.undo(),
        project.redo(),
        project.run(claims.delete(project, claim=queries.claims(project.conn, article.id)[0].id)),
    ]
    # Asked for one after another and laid out later, as in the window while the disk is busy.
    for news in [read_news(project, changes=one, article=article) for one in changes]:
        known, _ = recounted_in(known, news.counted, news.sentences)
    assert known == queries.sentences(project.conn, article.draft)


def test_what_is_set_aside_leaves_the_ledger_and_comes_back_in_its_place(tmp_path: Path) -> None:
    with Project.create(tmp_path / "job.tickmark", ADA) as project:
        text = "Crew one sailed.\n\n[ad_1]\n\nCrew two stayed. Crew three sang.\n"
        found = project.run(articles.add(project, read_pasted(text))).focus
        article = queries.articles(project.conn, [found])[0]
        without = queries.sentences(project.conn, article.draft)
        (span,) = (one.id for one in queries.asides(project.conn, article.text))

        def laid(known: list[SentenceRecord], changes: Changes) -> tuple[list[SentenceRecord], list[str]]:
            news = read_news(project, changes=changes, article=article)
            ledger, changed = recounted_in(known, news.counted, news.sentences)
            assert ledger == queries.sentences(project.conn, article.draft)
            return ledger, [text[one.start : one.end] for one in changed]

        whole, came = laid(without, project.run(articles.set_aside(project, span=span, aside=False)))
        assert came == ["[ad_1]"]
        assert len(whole) == len(without) + 1
        again, went = laid(whole, project.undo())
        assert went == ["[ad_1]"]
        assert again == without

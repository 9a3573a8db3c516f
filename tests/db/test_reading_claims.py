"""Reading claims costs what is read: an article's claims nothing of another article's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from app.commands import articles, bulk, claims, verdicts
from app.importing.read import read_pasted
from db import queries
from db.place import Identity
from db.project_file import Project
from db.records import PersonId, Question
from db.step import Edit, Step

ADA = Identity("0123456789abcdef0123456789abcdef", PersonId("person:" + "a" * 32), "Ada", "A")
MANY = 510


def test_reading_a_large_article_costs_nothing_of_the_others_claims(tmp_path: Path) -> None:
    with Project.create(tmp_path / "two.tickmark", ADA) as project:
        large, ids = _article_with(project, MANY)
        alone = _work_of(project, lambda: queries.claims(project.conn, large))
        _article_with(project, MANY)
        beside = _work_of(project, lambda: queries.claims(project.conn, large))
        # The same but for the depth of the trees.
        assert beside <= 1.2 * alone
        found = queries.claims(project.conn, large)
        assert [claim.id for claim in found] == ids
        assert [(len(claim.verdicts), claim.tags) for claim in found] == [(1, ("harbour",))] * MANY


def _work_of(project: Project, read: Callable[[], Sequence[object]]) -> int:
    """How many of SQLite's instructions the reading takes, in tens: not how long."""
    spent = 0

    def count() -> int:
        nonlocal spent
        spent += 1
        return 0

    project.conn.set_progress_handler(count, 10)
    try:
        read()
    finally:
        project.conn.set_progress_handler(None, 0)
    return spent


def _article_with(project: Project, count: int) -> tuple[str, list[str]]:
    """An article with that many tagged claims that have a verdict each."""
    words = " ".join(f"Crew {n} sailed." for n in range(count))
    article = project.run(articles.add(project, read_pasted(words))).focus
    draft = queries.articles(project.conn, [article])[0].draft
    marked: list[Edit] = []
    for n in range(count):
        start = words.index(f"Crew {n} ")
        marked += claims.mark(project, article=article, draft=draft, start=start, end=start + 6).edits
    project.run(Step("claim.mark", tuple(marked), project.revision))
    ids = list(dict.fromkeys(edit.entity for edit in marked))
    rated = [
        edit
        for claim in ids
        for edit in verdicts.set_verdict(
            project, claim=claim, question=Question.SO, rating=1, rationale="So say the minutes."
        ).edits
    ]
    project.run(Step("claim.verdict", tuple(rated), project.revision))
    project.run(bulk.tag(project, claims=ids, name="harbour").step)
    return article, [claim.id for claim in queries.claims(project.conn, ids=ids)]

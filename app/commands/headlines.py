"""An article's title follows its headline from draft to draft until a person words it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from app.importing.article import ImportedArticle
from db import queries
from db.past import taken_back
from db.project_file import Project
from db.records import ArticleRecord

_NOT_BY_HAND = ("article.add", "article.revise")


def title_from(project: Project, article: ArticleRecord, base: str, imported: ImportedArticle) -> str:
    """The title that comes with a draft made from ``base``; blank where the article keeps its own.

    It is the new headline. Kept is a title that a person worded, and one that was other words than the old
    headline, such as a page's own title.
    """
    new = _headline(imported.text, ((b.kind, b.start, b.end) for b in imported.blocks))
    if not new or new == _plain(article.title) or worded_by_hand(project.conn, article.id):
        return ""
    row = project.conn.execute("SELECT text FROM draft WHERE id = ?", (base,)).fetchone()
    before = queries.article_text(project.conn, row[0])
    old = _headline(before.text, ((b.kind, b.start, b.end) for b in before.blocks))
    return new if not old or old == _plain(article.title) else ""


def headlines_of(project: Project, article: ArticleRecord) -> tuple[str, str]:
    """The headlines of an article's current draft and of the one it was made from; blank for none."""
    known = {draft.id: draft for draft in queries.drafts(project.conn, article.id)}
    now = known.get(article.draft)
    before = known.get(now.based_on) if now is not None else None
    texts = [queries.article_text(project.conn, draft.text) if draft else None for draft in (now, before)]
    new, old = (_headline(t.text, ((b.kind, b.start, b.end) for b in t.blocks)) if t else "" for t in texts)
    return new, old


def worded_by_hand(conn: sqlite3.Connection, article: str) -> bool:
    """Whether a person wrote the article's title, and did not take it back."""
    rows = conn.execute(
        'SELECT DISTINCT s."group" FROM op o JOIN step s ON s.tno = o.tno WHERE o.entity = ? '
        "AND json_type(o.said, '$.title') IS NOT NULL AND s.undoes IS NULL AND s.label NOT IN (?, ?)",
        (article, *_NOT_BY_HAND),
    ).fetchall()
    return bool({group for (group,) in rows} - taken_back(conn)) if rows else False


def _headline(text: str, blocks: Iterable[tuple[str, int, int]]) -> str:
    return next((_plain(text[start:end]) for kind, start, end in blocks if kind == "title"), "")


def _plain(words: str) -> str:
    return " ".join(words.split())

"""Articles: brought in, printed, and followed by a new draft."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from app.commands import articles, drafts
from app.finding_things import find_article
from app.headless.printing import open_project, print_words, show, tell
from app.headless.sources import add_sources
from app.listing import Rows, article_row
from app.settings import read_settings
from db import queries
from db.drafts import Drafts
from db.errors import KnownError

if TYPE_CHECKING:
    from app.importing.article import ImportedArticle


def add(asked: Namespace) -> int:
    """``add PROJECT FILE...``: all files or, where one cannot be added, none."""
    from app.importing.read import read_article

    if asked.source or asked.url or asked.capture or asked.person or asked.note:
        return add_sources(asked)
    if not asked.files:
        raise KnownError("Say what to add: files, or --url, --person or --note.")
    limit = read_settings().article_limit if asked.limit_mb is None else asked.limit_mb * 1024 * 1024
    with open_project(asked) as project:
        read = [read_article(path, encoding=asked.encoding, limit_bytes=limit) for path in asked.files]
        with project.together():
            ids = [project.run(articles.add(project, one)).focus for one in read]
        added = queries.articles(project.conn, ids)
        notes = {id: [asdict(note) for note in one.notes] for id, one in zip(ids, read, strict=True)}
        rows: Rows = [
            {**article_row(project, a), "notes": notes[a.id]}
            for a in sorted(added, key=lambda a: ids.index(a.id))
        ]
    show(asked, rows, (f"{r['id']}  {r['title']}: {_sentences(r['sentences'])}" for r in rows))
    tell_guesses(read)
    return 0


def _sentences(count: int) -> str:
    return f"{count} sentence" if count == 1 else f"{count} sentences"


def tell_guesses(read: Iterable[ImportedArticle]) -> None:
    """A line for each file whose encoding nobody said and nothing in it tells."""
    for one in read:
        if any(note.code == "encoding-guessed" for note in one.notes):
            tell(
                f"tickmark: “{one.original_name}” was read as {one.encoding}, which is a guess: "
                "look at its letters, and say another with --encoding."
            )


def text(asked: Namespace) -> int:
    """``text PROJECT ARTICLE``: the stored text, unchanged, nothing after it."""
    with open_project(asked) as project:
        article = find_article(project, asked.article)
        chosen = article.text
        if asked.draft is not None:
            known = {draft.n: draft.text for draft in queries.drafts(project.conn, article.id)}
            if asked.draft not in known:
                raise KnownError(f"“{article.title}” has {len(known)} draft(s), so no draft {asked.draft}.")
            chosen = known[asked.draft]
        print_words(queries.article_text(project.conn, chosen).text)
    return 0


def revise(asked: Namespace) -> int:
    """``revise PROJECT ARTICLE FILE``: status 1 where a person has to look at something in the new draft."""
    from app.importing.read import read_article

    limit = read_settings().article_limit
    with open_project(asked) as project:
        article = find_article(project, asked.article)
        before = {c.id: c.quote for c in queries.claims(project.conn, article.id)}
        read = read_article(asked.file, encoding=asked.encoding, limit_bytes=limit)
        project.run(drafts.revise(project, article=article.id, imported=read))
        found = queries.claims(project.conn, article.id)
        now = find_article(project, article.id)
        numbers = {draft.id: draft.n for draft in queries.drafts(project.conn, article.id)}
        line = Drafts(project.conn).ancestors(now.draft)
    beside = sorted(numbers[draft] for draft in now.rivals)
    made = {"draft": now.number, "based_on": article.number, "undecided_drafts": beside}
    rows: Rows = [
        {
            "claim": claim.id,
            "number": claim.number,
            "outcome": claim.carried,
            "old": before.get(claim.id, ""),
            "new": "" if claim.carried in ("lost", "ambiguous", "gone") else claim.quote,
            "start": claim.start,
            "end": claim.end,
            "candidates": [asdict(span) for span in claim.candidates],
            **made,
            "made_on": numbers.get(claim.made_on, 0),
            "elsewhere": claim.made_on not in line,
        }
        for claim in found
    ]
    show(asked, rows, map(_revised_line, rows))
    tell_guesses([read])
    if beside:
        others = ", ".join(map(str, beside))
        tell(
            f"tickmark: draft {now.number} was made from draft {article.number}, beside draft {others}, and "
            "nobody has decided which is the article’s: “tickmark list PROJECT conflicts” shows them, "
            "“tickmark settle PROJECT N --keep V” decides."
        )
    return 1 if beside or any(claim.recheck for claim in found) else 0


def _revised_line(row: dict[str, Any]) -> str:
    apart = f" (made on draft {row['made_on']}, not shown)" if row["elsewhere"] else ""
    return f"{row['number']}\t{row['outcome']}{apart}\t{row['old']}\t{row['new']}"

"""What goes to the author: fixes to make and questions to answer, in reading order, as clean text."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from app.exporting.sheet_words import counted
from db import queries
from db.project_file import Project
from db.records import ArticleRecord, FixRecord, FixState, QueryRecord


@dataclass(frozen=True, slots=True)
class Memo:
    """The same words plain and as HTML; ``fixes`` and ``questions`` say how many there are of each."""

    plain: str
    html: str
    fixes: int
    questions: int


def author_memo(project: Project, article: ArticleRecord) -> Memo:
    """Fixes that the newest draft should take up, and open queries to the author.

    Stet leaves nothing to do, what is in an earlier draft was seen, and notes, sources and queries to others
    are no business of the author's.
    """
    conn = project.conn
    fixes = [
        fix
        for fix in queries.fixes(conn, article.id)
        if fix.state is not FixState.STET and fix.passage.draft == article.draft
    ]
    asked = [query for query in queries.open_queries(conn, article.id) if query.role == "author"]
    rows = conn.execute(
        "SELECT b.start, b.paragraph FROM block b WHERE b.text = ? ORDER BY b.start", (article.text,)
    )
    paragraphs: list[tuple[int, int]] = rows.fetchall()
    entries = sorted(
        [*fixes, *asked], key=lambda one: (one.passage.start, one.passage.end, isinstance(one, QueryRecord))
    )
    tally = " and ".join(
        filter(
            None,
            (
                counted(len(fixes), "fix", "fixes") if fixes else "",
                counted(len(asked), "question") if asked else "",
            ),
        )
    )
    title = article.title or "Untitled article"
    plain, html = [f"{title}\n{tally}"], [f'<h2 dir="auto">{escape(title)}</h2><p>{tally}</p><ol>']
    for n, one in enumerate(entries, 1):
        here = one.passage.draft == article.draft
        at = max((number for start, number in paragraphs if start <= one.passage.start), default=0)
        place = f"Paragraph {at}" if here else "In an earlier draft"
        lines = _fix_lines(one) if isinstance(one, FixRecord) else _query_lines(one)
        plain.append("\n".join([f"{n}. {place}", *(f"   {name}: {words}" for name, words in lines)]))
        parts = "<br>".join(f"<b>{escape(name)}:</b> {_html(words)}" for name, words in lines)
        html.append(f'<li dir="auto"><p>{place}<br>{parts}</p></li>')
    html.append("</ol>")
    return Memo("\n\n".join(plain) + "\n", "".join(html), len(fixes), len(asked))


def _fix_lines(fix: FixRecord) -> list[tuple[str, str]]:
    wanted = f"“{fix.wanted}”" if fix.wanted else "nothing; these words should go"
    why = [fix.why, fix.outcome_why if not fix.open else ""]
    lines = [("It says", f"“{fix.passage.quote}”"), ("It should say", wanted)]
    return lines + [("Why", words) for words in why if words]


def _query_lines(query: QueryRecord) -> list[tuple[str, str]]:
    lines = [("It says", f"“{query.passage.quote}”")]
    said = ((f"{m.speaker} answered" if m.speaker else "Question", m.text) for m in query.messages)
    return [*lines, *said]


def _html(words: str) -> str:
    return escape(words).replace("\n", "<br>")

"""What is copied for the author: everything to do and to answer, in reading order, and nothing private."""

from __future__ import annotations

from pathlib import Path

from app.commands import articles, fixes, notes, query_threads
from app.commands.claims import mark
from app.commands.passages import Passage
from app.exporting.for_author import author_memo
from app.importing.read import read_pasted
from db import queries
from db.place import identity
from db.project_file import Project
from db.records import FixState
from db.step import new_id

TEXT = "The <b>bridge</b> is 240 metres long.\n\nIt cost 14 million. It opened in 1931.\n"


def test_the_author_gets_fixes_and_open_questions_in_reading_order_and_nothing_else(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.tickmark", identity("Maren Colby"), title="Bridge") as project:
        project.run(articles.add(project, read_pasted(TEXT)))
        article = queries.articles(project.conn)[0]
        text = queries.article_text(project.conn, article.text).text

        def at(words: str, claim: str = "") -> Passage:
            start = text.index(words)
            return Passage(article.id, article.draft, start, start + len(words), claim)

        def fixed(words: str, to: str, why: str = "") -> str:
            return project.run(
                fixes.write(project, fix=new_id("fix"), passage=at(words), text=to, why=why)
            ).focus

        def ask(words: str, question: str, role: str) -> str:
            step = query_threads.ask(
                project,
                query=new_id("query"),
                message=new_id("message"),
                passage=at(words),
                role=role,
                text=question,
            )
            return project.run(step).focus

        place = at("It cost 14 million.")
        claim = project.run(
            mark(project, article=article.id, draft=article.draft, start=place.start, end=place.end)
        ).focus
        fixed("1931", "1932", "The plaque.")
        project.run(
            fixes.settle(project, fix=fixed("240", "260"), state=FixState.REWORDED, text="241", why="Plan")
        )
        project.run(fixes.settle(project, fix=fixed("14", "15"), state=FixState.STET, why="Right as it is"))
        fixed("<b>bridge</b>", "")
        ask("14 million", "Says who?", "author")
        ask("14 million", "INTERNAL ONE", "colleague")
        resolved = ask("14 million", "ANSWERED ONE", "author")
        project.run(query_threads.resolve(project, query=resolved, why="told on the phone"))
        for private in (True, False):
            project.run(
                notes.write(
                    project, note=new_id("note"), claim=claim, text=f"NOTE {private}", private=private
                )
            )
        memo = author_memo(project, article)
    assert (memo.fixes, memo.questions) == (3, 1)
    order = ["<b>bridge</b>", "“240”", "It should say: “241”", "Says who?", "“1931”", "The plaque."]
    places = [memo.plain.index(words) for words in order]
    assert places == sorted(places)
    assert "nothing; these words should go" in memo.plain
    for unsaid in ("INTERNAL", "ANSWERED", "NOTE", "Right as it is", "“260”"):
        assert unsaid not in memo.plain
        assert unsaid not in memo.html
    assert "&lt;b&gt;bridge&lt;/b&gt;" in memo.html

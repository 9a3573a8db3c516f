"""A new draft by headless command where two newest ones stand side by side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli import run
from app.commands import articles, claims, drafts
from app.importing.read import read_pasted
from db import queries
from db.place import identity
from db.project_file import Project

ARTICLE = "Harbour master quits\n\nThe ferry carried 41,200 people. The ferry is loved.\n"


def test_revise_says_which_draft_it_went_on_from_where_two_stand_side_by_side(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def revise(*words: str) -> tuple[str, str]:
        """What is printed and what is said of a project in which a person has to look at something."""
        assert run(["revise", str(path), "1", str(draft), *words]) == 1
        captured = capfdbinary.readouterr()
        return captured.out.decode(), captured.err.decode()

    path, draft = tmp_path / "work.tickmark", tmp_path / "fourth.txt"
    first, second, third = (ARTICLE.replace("loved", word) for word in ("loved", "old", "slow"))
    with Project.create(path, identity("Maren Colby"), title="Harbour") as project:
        project.run(articles.add(project, read_pasted(first, "Harbour")))
        (known,) = queries.articles(project.conn)
        project.run(drafts.revise(project, article=known.id, imported=read_pasted(second, "Harbour")))
        (apart,) = queries.articles(project.conn)
        at = second.index("old")
        project.run(claims.mark(project, article=known.id, draft=apart.draft, start=at, end=at + 3))
        imported = read_pasted(third, "Harbour")
        project.run(drafts.revise(project, article=known.id, imported=imported, based_on=known.draft))
    draft.write_text(third.replace("41,200", "14,200"))
    printed, said = revise("--json")
    assert "draft 4 was made from draft 3, beside draft 2," in said
    assert "settle PROJECT N --keep V" in said
    (row,) = json.loads(printed)
    assert (row["draft"], row["based_on"], row["undecided_drafts"]) == (4, 3, [2])
    assert (row["outcome"], row["made_on"], row["elsewhere"], row["old"]) == ("lost", 2, True, "old")
    draft.write_text(first)
    assert "(made on draft 2, not shown)\told" in revise()[0]

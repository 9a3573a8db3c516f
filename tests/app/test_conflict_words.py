"""What was edited apart is told in words: which thing, and what each version says."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.commands import adding, articles, citing, claims, sources, verdicts
from app.importing.read import read_pasted
from app.panels.readings import All, read_all
from db import queries
from db.place import identity
from db.project_file import Project
from db.records import Question, Stance


@pytest.fixture
def merged(tmp_path: Path) -> All:
    """A project whose two copies were edited apart in many places, as the window reads it."""
    mine, theirs = tmp_path / "mine.tickmark", tmp_path / "theirs.tickmark"
    me = identity("Maren Colby")
    with Project.create(mine, me, title="Bridges") as project:
        project.run(articles.add(project, read_pasted("The bridge\n\nIt is long. It is fine.\n")))
        article = queries.articles(project.conn)[0]
        claim = project.run(
            claims.mark(project, article=article.id, draft=article.draft, start=12, end=23)
        ).focus
        source = project.run(adding.add_note(project, title="A letter")).focus
        project.run(
            citing.cite(project, claim=claim, source=source, question=Question.SO, stance=Stance.SUPPORTS)
        )
    theirs.write_bytes(mine.read_bytes())
    for path, at in ((mine, 0), (theirs, 1)):
        with Project.open(path, me) as project:
            for scale in ("truth-six", "magazine")[: 2 - at]:
                project.run(articles.set_scale(project, scale=scale))
            project.run(claims.set_wording(project, claim=claim, wording=('{"closed": false}', "Long.")[at]))
            project.run(
                claims.set_attribution(project, claim=claim, speaker=("Ann", "Bo")[at], through="", act="")
            )
            project.run(
                verdicts.set_verdict(
                    project, claim=claim, question=Question.SO, rating=1 + at, rationale="Seen."
                )
            )
            project.run(sources.set_field(project, source=source, field="title", value=("X", "Y")[at]))
            record = queries.evidence(project.conn, [claim])[0]
            project.run(
                citing.edit_evidence(
                    project,
                    evidence=record.id,
                    question=Question.SO,
                    stance=(Stance.CONTEXT, Stance.CONTRADICTS)[at],
                    passage=record.passage,
                    locator=record.locator,
                )
            )
            project.run(
                articles.set_nothing(
                    project, draft=article.draft, start=24, end=35, reason=("opinion", "rhetoric")[at]
                )
            )
            if at:
                project.run(claims.close(project, claim=claim, reason="Agreed by phone"))
            else:
                project.run(claims.close(project, claim=claim, reason="Dropped"))
                project.run(claims.reopen(project, claim=claim))
    with Project.open(mine, me) as project:
        project.merge(theirs)
        return read_all(project)


def test_every_conflict_says_which_thing_it_is_about(merged: All) -> None:
    named = {(c.field, merged.things[c.entity].translate({0x2068: "", 0x2069: ""})) for c in merged.conflicts}
    assert {name for field, name in named if field == "scale"} == {"The project"}
    assert {name for field, name in named if field == "verdict"} == {
        "Verdict of Maren Colby on “Is it so?”, claim MC1"
    }
    about = dict(named)
    assert about["wording"].startswith("Claim MC1 “")
    assert about["stance"].startswith("Evidence for claim MC1 from source S")
    assert about["title"].startswith("Source S")
    assert about["nothing"] == "Sentence “It is fine.”"


def test_every_version_is_told_in_words_and_no_code(merged: All) -> None:
    said = {c.field: {v.value for v in c.versions} for c in merged.conflicts}
    assert "Magazine check" in said["scale"]
    assert said.pop("wording") == {'{"closed": false}', "Long."}
    assert said["attribution"] == {"Speaker: Ann", "Speaker: Bo"}
    assert said["stance"] == {"context", "contradicts"}
    assert said["nothing"] == {"nothing to check: opinion", "nothing to check: rhetoric"}
    assert said["closing"] == {"closed: Agreed by phone", "not closed"}
    assert all("\nRationale: Seen." in words for words in said["verdict"])
    for words in set[str]().union(*said.values()):
        assert not any(raw in words for raw in ("{", "false", "null", "magazine"))

"""Corrections of a text become its next draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.commands import articles, author_notes, claims
from app.commands.corrections import Correction, corrected, make_draft
from app.importing.article import Annotation
from app.importing.from_bytes import article_from
from db import queries
from db.errors import KnownError
from db.place import identity
from db.project_file import Project
from db.records import ArticleRecord, ArticleText

SOURCE = (
    "# The harbor\n\nThe town sold *its only ferry* for a pound. It was old.\n\n"
    "- Nobody knew.\n\nThe end of it is **near** now.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "typos.tickmark", identity("Maren Colby"), title="Ferry") as project:
        imported = article_from(SOURCE.encode(), "ferry.md")
        at = imported.text.index("old.") + 4
        notes = tuple(Annotation(at, at, "footnote", "", words) for words in ("Minutes.", "Not sure."))
        project.run(articles.add(project, replace(imported, annotations=notes)))
        yield project
        assert project.verify() == []


def article(project: Project) -> ArticleRecord:
    return queries.articles(project.conn)[0]


def text(project: Project) -> ArticleText:
    return queries.article_text(project.conn, article(project).text)


def correction(project: Project, old: str, new: str) -> Correction:
    shown = text(project)
    at = shown.text.index(old)
    block = next(b for b in shown.blocks if b.start <= at < b.end)
    words = shown.text[block.start : block.end]
    return Correction(block.start, block.end, words.replace(old, new))


def test_claims_emphasis_blocks_and_notes_stay_on_their_words(project: Project) -> None:
    known = article(project)
    at = text(project).text.index("for a pound")
    end = at + len("for a pound")
    project.run(claims.mark(project, article=known.id, draft=known.draft, start=at, end=end))
    first = queries.author_annotations(project.conn, known.draft)[0]
    project.run(author_notes.make_source(project, annotation=first))
    made = [
        correction(project, "harbor", "harbour"),
        correction(project, "The town sold", "On Monday the whole town sold"),
        correction(project, "near now.", "near now, they say."),
    ]
    project.run(make_draft(project, article=known.id, draft=known.draft, corrections=made))

    now = text(project)
    assert [(b.kind, now.text[b.start : b.end]) for b in now.blocks] == [
        ("title", "The harbour"),
        ("paragraph", "On Monday the whole town sold its only ferry for a pound. It was old."),
        ("list-item", "Nobody knew."),
        ("paragraph", "The end of it is near now, they say."),
    ]
    assert [now.text[e.start : e.end] for e in now.emphasis] == ["its only ferry", "near"]
    claim = queries.claims(project.conn)[0]
    assert (claim.draft, now.text[claim.start : claim.end]) == (article(project).draft, "for a pound")
    notes = queries.author_annotations(project.conn, article(project).draft)
    assert [(n.text, n.taken, now.text[: n.start][-4:]) for n in notes] == [
        ("Minutes.", "source", "old."),
        ("Not sure.", "", "old."),
    ]
    assert [now.text[s.start : s.end] for s in queries.sentences(project.conn, article(project).draft)][
        1:3
    ] == [
        "On Monday the whole town sold its only ferry for a pound.",
        "It was old.",
    ]
    project.undo()
    assert article(project).drafts == 1


def test_an_emptied_paragraph_goes_and_nothing_else(project: Project) -> None:
    known = article(project)
    project.run(
        make_draft(
            project,
            article=known.id,
            draft=known.draft,
            corrections=[correction(project, "Nobody knew.", " ")],
        )
    )
    now = text(project)
    assert [b.kind for b in now.blocks] == ["title", "paragraph", "paragraph"]
    assert now.text[now.blocks[-1].start : now.blocks[-1].end] == "The end of it is near now."


def test_what_changes_nothing_or_is_of_another_draft_is_refused(project: Project) -> None:
    known = article(project)
    same = correction(project, "harbor", "harbor")
    with pytest.raises(KnownError, match="letter for letter"):
        make_draft(project, article=known.id, draft=known.draft, corrections=[same])
    with pytest.raises(KnownError, match="no paragraph"):
        make_draft(project, article=known.id, draft=known.draft, corrections=[Correction(1, 3, "x")])
    typo = correction(project, "harbor", "harbour")
    project.run(make_draft(project, article=known.id, draft=known.draft, corrections=[typo]))
    with pytest.raises(KnownError, match="another draft"):
        make_draft(project, article=known.id, draft=known.draft, corrections=[typo])


@settings(max_examples=25, deadline=None)
@given(words=st.lists(st.sampled_from(["ferry", " ", "its only", ".", "x", "\n", "old"]), max_size=8))
def test_whatever_is_written_blocks_and_sentences_stay_within_the_text(words: list[str]) -> None:
    # The project is made once for each example: no fixture lives as short as that.
    import tempfile

    with (
        tempfile.TemporaryDirectory() as folder,
        Project.create(Path(folder) / "p.tickmark", identity("A B"), title="") as project,
    ):
        project.run(articles.add(project, article_from(SOURCE.encode(), "ferry.md")))
        shown = text(project)
        block = shown.blocks[1]
        made = corrected(
            project, article(project).draft, [Correction(block.start, block.end, "".join(words))]
        )
        edges = [edge for b in made.blocks for edge in (b.start, b.end)]
        assert edges == sorted(edges)
        assert edges[-1] <= len(made.text)
        assert "\n" not in "".join(made.text[b.start : b.end] for b in made.blocks)
        assert made.text.endswith("The end of it is near now.") or made.text.rstrip().endswith("now.")
        assert all(e.start < e.end <= len(made.text) for e in made.emphasis)

"""What is made of the author's notes, each as one step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.commands import articles, author_notes
from app.importing.article import Annotation
from app.importing.read import read_pasted
from db import queries
from db.place import identity
from db.project_file import Project
from db.records import AnnotationRecord

TEXT = "Ferry sold\n\nThe town sold it for a pound. It was old.\n"
NOTES = ("See https://example.org/a_(b), p. 3.", "The mayor, by telephone, 3 March.", "https://example.org/c")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "notes.tickmark", identity()) as made:
        imported = read_pasted(TEXT)
        pound, old = TEXT.index("pound") + 6, TEXT.index("old.") + 4
        found = (
            Annotation(pound, pound, "footnote", "", NOTES[0]),
            Annotation(old, old, "footnote", "", NOTES[2]),
            Annotation(old - 4, old, "comment", "Lea Orme", NOTES[1]),
        )
        made.run(articles.add(made, replace(imported, annotations=found)))
        yield made


def notes(project: Project) -> dict[str, AnnotationRecord]:
    article = queries.articles(project.conn)[0]
    return {one.text: one for one in queries.author_annotations(project.conn, article.draft)}


def test_a_note_with_an_address_is_a_link_and_one_without_a_note_with_its_words(project: Project) -> None:
    for text in NOTES:
        project.run(author_notes.make_source(project, annotation=notes(project)[text]))
    found = [(s.kind, s.title, s.url, s.note) for s in queries.sources(project.conn)]
    assert found == [
        ("page", "See, p. 3", "https://example.org/a_(b)", NOTES[0]),
        ("note", "The mayor, by telephone, 3 March", "", NOTES[1]),
        ("page", "https://example.org/c", "https://example.org/c", ""),
    ]
    assert {one.taken for one in notes(project).values()} == {"source"}
    project.undo()
    assert len(queries.sources(project.conn)) == 2
    assert notes(project)[NOTES[2]].taken == ""


def test_a_query_stands_on_the_sentence_that_the_note_belongs_to(project: Project) -> None:
    project.run(author_notes.make_query(project, annotation=notes(project)[NOTES[0]]))
    project.run(author_notes.make_query(project, annotation=notes(project)[NOTES[1]]))
    asked = queries.threads(project.conn)
    assert [(q.passage.quote, q.role, q.name, q.messages[0].text) for q in asked] == [
        ("The town sold it for a pound.", "author", "", NOTES[0]),
        ("It was old.", "author", "Lea Orme", NOTES[1]),
    ]
    project.undo()
    assert len(queries.threads(project.conn)) == 1
    assert notes(project)[NOTES[1]].taken == ""


def test_an_ignored_note_comes_back_where_somebody_decides_again(project: Project) -> None:
    project.run(author_notes.ignore(project, annotation=notes(project)[NOTES[2]]))
    assert notes(project)[NOTES[2]].taken == "ignored"
    project.run(author_notes.bring_back(project, annotation=notes(project)[NOTES[2]]))
    assert notes(project)[NOTES[2]].taken == ""

"""Quote checks and independence on the sheet, and what is told of sources that may not be named."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from app.commands import adding, articles, citing, claims, independence, seeing
from app.exporting import csv_rows, pdf
from app.exporting.check_words import check_words
from app.exporting.gather import gather
from app.importing.read import read_article
from app.sources.checking import all_checks
from db import queries
from db.place import identity
from db.project_file import Project
from db.records import SourceId, Stance
from db.records.checks import CheckOutcome, CheckRecord


@pytest.fixture
def project(tmp_path: Path) -> Project:
    path = tmp_path / "harbour.txt"
    path.write_text("Harbour\n\nThe ferry carried 41,200 people.\n", "utf-8")
    project = Project.create(tmp_path / "x.tickmark", identity("Maren Colby"))
    article = project.run(articles.add(project, read_article(path))).focus
    (known,) = queries.articles(project.conn, [article])
    claim = project.run(claims.mark(project, article=article, draft=known.draft, start=9, end=26)).focus
    notes = ("The log says: in all 41,250 people were aboard.", "In all 41,250 people were aboard, it says.")
    sources = [
        project.run(adding.add_note(project, title=f"Note {n}", text=text)).focus
        for n, text in enumerate(notes)
    ]
    for source, passage in zip(sources, ("in all 41,200 people were", "41,250 people"), strict=True):
        step = citing.cite(project, claim=claim, source=source, stance=Stance.SUPPORTS, passage=passage)
        project.run(step)
    (near, _) = queries.evidence(project.conn)
    project.run(seeing.seen_by_eye(project, evidence=near.id))
    project.run(independence.depends_on(project, source=sources[1], origin=sources[0]))
    return project


def test_the_sheet_and_the_table_tell_what_was_found_and_what_rests_on_one_origin(project: Project) -> None:
    with project:
        sheet = gather(project, checks=all_checks(project)).sheet
    (row,) = csv_rows.rows(sheet)
    assert row["quote checks"].split("\n") == [
        "1. found nearly: quoted “41,200”, the source has “41,250”; seen by eye by Maren Colby",
        "2. found word for word",
    ]
    words = "2 sources support this and rest on one another: one independent source"
    assert row["independent sources"] == f"so: {words}"
    with pypdfium2.PdfDocument(pdf.render(sheet).content) as document:
        text = "".join(document[n].get_textpage().get_text_range() for n in range(len(document)))
    printed = " ".join(text.split())
    for expected in (words, "Quote found nearly", "seen by eye by Maren Colby", "Quote found word for word"):
        assert expected in printed


def test_without_checks_nothing_is_claimed_of_a_quotation(project: Project) -> None:
    with project:
        sheet = gather(project).sheet
    (row,) = csv_rows.rows(sheet)
    assert row["quote checks"].split("\n")[1] == "2. not checked yet"


def test_a_source_that_may_not_be_named_is_not_named_as_the_place_where_words_stand() -> None:
    there = SourceId("source:1")
    elsewhere = CheckRecord(CheckOutcome.ELSEWHERE, elsewhere=(there,))
    assert check_words(elsewhere, {there: "S7"}).endswith("word for word in S7")
    assert check_words(elsewhere, {}).endswith("word for word in another source of the project")

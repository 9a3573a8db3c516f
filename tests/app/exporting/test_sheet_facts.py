"""Facts on the sheet: every tick with its source, what is left named as such, dismissed ones only counted."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exporting import csv_facts
from app.exporting.csv_rows import read_csv
from app.exporting.pdf import render
from app.exporting.sheet_data import SheetData
from app.exporting.sheet_facts import facts_of
from db.records import (
    ArticleText,
    ClaimStatus,
    DraftId,
    FactId,
    FactKind,
    FactRecord,
    SourceRecord,
    TickId,
    TickRecord,
)
from tests.app.exporting import material, tagged_pdf

MINUTES, ANSWER, ARABIC, HINDI, CALL = material.SOURCES
LONG = "dredging" * 30


def tick(of: SourceRecord, passage: str = "", locator: str = "", person: int = 0) -> TickRecord:
    who = material.PERSONS[person]
    key = TickId(f"t-{of.id}-{person}")
    return TickRecord(
        key,
        FactId("f"),
        of.id,
        of.number,
        of.title,
        "",
        passage,
        locator,
        who.id,
        who.name,
        material.AT,
    )


def fact(
    text: ArticleText, words: str, kind: FactKind, *ticks: TickRecord, dismissed: bool = False
) -> FactRecord:
    at = text.text.index(words)
    return FactRecord(FactId(f"f{at}-{kind}"), at, at + len(words), kind, False, dismissed, ticks)


def listed() -> SheetData:
    """Ticked once and twice, in several scripts, covered, left, dismissed, and in words set aside."""
    rich, conflicts = material.rich_material()
    text = rich.text
    facts = [
        fact(text, "Ostrel", FactKind.PLACE, tick(MINUTES, "The town of Ostrel", "page 1")),
        fact(
            text, "4.2 million", FactKind.NUMBER, tick(MINUTES, LONG, "=1+1"), tick(CALL, "", "minute 12", 1)
        ),
        fact(text, "March 2026", FactKind.DATE),
        fact(text, "dredging fund", FactKind.NAME, dismissed=True),
        fact(text, "ad_1", FactKind.NUMBER),
        fact(text, "Odd Venn", FactKind.NAME, tick(HINDI, "क्रेन की खरीद मार्च 2026 में हुई।")),
        fact(text, material.SOLD, FactKind.QUOTATION, tick(ARABIC, "بيعت مرتين", "صفحة ٣")),
        fact(text, "310", FactKind.NUMBER),
    ]
    return material.sheet(replace(rich, facts=sorted(facts, key=lambda f: f.start)), conflicts=conflicts)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("facts") / "sheet.pdf"
    rendered = render(listed())
    assert rendered.strict, rendered.notes
    out.write_bytes(rendered.content)
    return out


def words_of(pdf: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    return subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True).stdout.decode()


def test_facts_are_counted_as_ticked_in_a_closed_claim_and_left_and_dismissed_ones_apart() -> None:
    facts = listed().articles[0].facts
    assert facts is not None
    assert (facts.ticked, facts.covered, facts.left, facts.dismissed) == (4, 1, 1, 1)
    assert [fact.words for fact in facts.live if fact.claim] == ["March 2026"]
    assert [fact.words for fact in facts.live if not fact.ticks and not fact.claim] == ["310"]
    assert next(fact.claim for fact in facts.live if fact.claim) == "IM1"
    assert [(f.paragraph, f.sentence) for f in facts.live if f.words == "310"] == [(8, 8)]


def test_a_source_only_ticked_against_is_in_the_list_of_sources_of_a_sheet_with_facts() -> None:
    rich, conflicts = material.rich_material()
    bare = replace(rich, evidence={})
    facts = [fact(rich.text, "Ostrel", FactKind.PLACE, tick(MINUTES))]
    assert material.sheet(bare, conflicts=conflicts).sources == ()
    (source,) = material.sheet(replace(bare, facts=facts), conflicts=conflicts).sources
    assert (source.number, source.cited, source.ticked) == ("S1", 0, 1)


def test_the_pdf_lists_each_tick_and_names_what_nobody_ticked(pdf: Path) -> None:
    text = " ".join(words_of(pdf).replace("\u200b", "").split())
    assert "6 facts: 4 ticked, 1 not ticked but within a closed claim and 1 not ticked." in text
    assert "Dismissed as needing no tick, and not listed: 1." in text
    assert "minute 12" in text
    assert "Not ticked; within the closed claim IM1" in text
    assert "The town of Ostrel" in text
    assert "Tobin Ekwe, 23 November 2026, 02:13 UTC" in text


def test_a_sheet_with_facts_is_an_accessible_archive_file_and_brings_them_as_rows(pdf: Path) -> None:
    assert tagged_pdf.faults(pdf) == []
    assert tagged_pdf.standards(pdf) == ("3", "A", "1")
    assert tagged_pdf.attachments(pdf)["facts.csv"] == csv_facts.csv_bytes(listed())


def test_no_word_of_a_long_passage_runs_out_of_the_page(pdf: Path) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    boxes = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True).stdout.decode()
    reach = [float(line.split('xMax="')[1].split('"')[0]) for line in boxes.splitlines() if "<word" in line]
    assert max(reach) < 595 - 22 / 25.4 * 72 + 2


def test_a_sheet_says_nothing_of_facts_where_nobody_asked_for_them() -> None:
    rich = material.rich_sheet()
    assert not rich.facts_listed
    assert csv_facts.rows(rich) == []


def test_the_rows_come_back_one_a_tick_and_one_a_fact_nobody_ticked() -> None:
    data = listed()
    rows = read_csv(csv_facts.csv_bytes(data))
    assert rows == csv_facts.rows(data)
    assert len(rows) == 7
    assert {row["state"] for row in rows if row["words"] == "310"} == {"not ticked"}
    twice = [row for row in rows if row["words"] == "4.2 million"]
    assert [(row["source"], row["locator"], row["ticked by"]) for row in twice] == [
        ("S1", "=1+1", "Ilse Marrant"),
        ("S5", "minute 12", "Tobin Ekwe"),
    ]
    assert b'"\'=1+1"' in csv_facts.csv_bytes(data)
    assert {row["demonstration"] for row in rows} == {"DEMONSTRATION"}
    assert twice[0]["ticked at"] == "2026-11-23T02:13:20Z"


@settings(max_examples=60)
@given(st.data())
def test_a_fact_is_covered_exactly_where_a_closed_claim_stands_over_all_of_it(data: st.DataObject) -> None:
    text = material.text_of([("paragraph", "a" * 40)])
    span = st.tuples(st.integers(0, 38), st.integers(1, 12)).map(lambda s: (s[0], min(40, s[0] + s[1])))
    claims = [
        material.claim(text, n, "a", start=start, end=end, status=status)
        for n, ((start, end), status) in enumerate(
            data.draw(st.lists(st.tuples(span, st.sampled_from(ClaimStatus)), max_size=8))
        )
    ]
    facts = [
        FactRecord(FactId(f"f{n}"), start, end, FactKind.NAME, False, False)
        for n, (start, end) in enumerate(data.draw(st.lists(span, max_size=8)))
    ]
    found = facts_of(text, DraftId("d1"), material.sentences(text), claims, facts)
    closed = [c for c in claims if c.status is ClaimStatus.CLOSED]
    for fact in found.live:
        over = [c.number for c in closed if c.start <= fact.start and fact.end <= c.end]
        assert fact.claim in over if over else fact.claim == ""

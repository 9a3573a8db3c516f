"""The bundled sample's article, sources and plan agree with one another."""

from __future__ import annotations

import csv
import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.importing.read import read_article

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"
PLAN: dict[str, Any] = tomllib.loads((SAMPLE / "job.toml").read_text(encoding="utf-8"))
SOURCES: dict[str, dict[str, Any]] = {source["key"]: source for source in PLAN["source"]}
CLAIMS: list[dict[str, Any]] = PLAN["claim"]
EVIDENCE = [(claim["key"], item) for claim in CLAIMS for item in claim.get("evidence", [])]
VERDICTS = [(claim, item) for claim in CLAIMS for item in claim.get("verdict", [])]


def words_of(source: dict[str, Any]) -> str:
    """The text of a source that is a file, a note or a person; empty for a link."""
    if source["kind"] == "image":
        with Image.open(SAMPLE / source["file"]) as image:
            return str(image.info["Description"])
    if source["kind"] == "person":
        return str(source["reached"][0]["put"])
    if "file" in source:
        return (SAMPLE / source["file"]).read_text(encoding="utf-8")
    return str(source.get("note", ""))


@pytest.fixture(scope="module")
def rendered() -> str:
    """The article's text as it is stored."""
    return read_article(SAMPLE / "article.md").text


def test_the_article_is_of_a_magazine_length(rendered: str) -> None:
    assert 650 <= len(rendered.split()) <= 750


def test_the_article_carries_one_line_of_scraper_debris(rendered: str) -> None:
    assert [line for line in rendered.splitlines() if line.startswith("[ad_")] == ["[ad_1]"]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["key"])
def test_a_claims_words_occur_once_in_the_article(claim: dict[str, Any], rendered: str) -> None:
    assert rendered.count(claim["quote"]) == 1


@pytest.mark.parametrize("entry", PLAN["nothing"], ids=lambda entry: entry["reason"])
def test_a_sentence_with_nothing_to_check_occurs_once(entry: dict[str, Any], rendered: str) -> None:
    assert rendered.count(entry["sentence"]) == 1


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda source: source["key"])
def test_what_a_source_holds_says_first_that_it_is_invented(source: dict[str, Any]) -> None:
    if source["kind"] == "page":
        assert source["url"].startswith("https://example.org/")
        return
    assert "invented for demonstration" in words_of(source).lstrip().splitlines()[0].lower()


def test_every_source_file_is_used_once() -> None:
    named = sorted(source["file"] for source in SOURCES.values() if "file" in source)
    assert named == sorted(f"sources/{path.name}" for path in (SAMPLE / "sources").iterdir())


@pytest.mark.parametrize(("claim", "item"), EVIDENCE, ids=[f"{key}-{e['source']}" for key, e in EVIDENCE])
def test_a_passage_stands_exactly_in_its_source(claim: str, item: dict[str, Any]) -> None:
    source = SOURCES[item["source"]]
    if source["kind"] == "page":
        assert item["passage"] == "", f"{claim} quotes a link of which no copy is held"
        return
    assert words_of(source).count(item["passage"]) == 1


def test_the_plans_words_for_people_questions_and_stances_are_the_houses() -> None:
    people = {person["key"] for person in PLAN["person"]}
    made = [
        *SOURCES.values(),
        *CLAIMS,
        *PLAN["nothing"],
        *(v for _, v in VERDICTS),
        *(e for _, e in EVIDENCE),
    ]
    assert {entry["by"] for entry in made} == people
    assert {e["stance"] for _, e in EVIDENCE} == {"supports", "contradicts", "context"}
    assert {e["question"] for _, e in EVIDENCE} | {v["question"] for _, v in VERDICTS} == {"said", "so"}
    acts = {claim["act"] for claim in CLAIMS if "speaker" in claim}
    assert acts == {"asserts", "suggests", "accuses", "denies"}


def test_only_reported_claims_are_asked_whether_it_was_said() -> None:
    unspoken = [claim for claim in CLAIMS if "speaker" not in claim]
    asked = [item["question"] for c in unspoken for item in (*c.get("verdict", []), *c.get("evidence", []))]
    assert set(asked) == {"so"}


@pytest.mark.parametrize("claim", [c for c in CLAIMS if "close" in c], ids=lambda claim: claim["key"])
def test_a_closed_claim_has_what_closing_needs(claim: dict[str, Any]) -> None:
    if "close_reason" in claim:
        assert not claim.get("verdict")
        return
    for question in ("said", "so") if "speaker" in claim else ("so",):
        verdicts = [v for v in claim["verdict"] if v["question"] == question]
        assert len({v["rating"] for v in verdicts}) == 1
        assert all(v["rationale"] for v in verdicts)
        assert [e for e in claim["evidence"] if e["question"] == question]


def test_a_verdict_is_dated_after_the_article_and_within_november() -> None:
    dates = [verdict["as_of"] for _, verdict in VERDICTS]
    assert all(re.fullmatch(r"2026-11-\d\d", date) and date > PLAN["article"]["published"] for date in dates)


def test_the_passenger_counts_add_up_to_one_digit_from_the_articles_figure(rendered: str) -> None:
    lines = words_of(SOURCES["counts"]).splitlines()
    *months, total = list(csv.reader(lines[2:]))
    columns = [[int(cell) for cell in row[1:]] for row in months]
    assert len(months) == 12
    assert [sum(column) for column in zip(*columns, strict=True)] == [int(cell) for cell in total[1:]]
    assert all(there + back == both for _, _, there, back, both in columns)
    said = re.search(r"carried ([\d,]+) passengers", rendered)
    assert said is not None
    wrong = [a != b for a, b in zip(said[1].replace(",", ""), total[-1], strict=True)]
    assert sum(wrong) == 1


def test_the_rest_of_the_counts_bears_the_article_out(rendered: str) -> None:
    total = words_of(SOURCES["counts"]).splitlines()[-1].split(",")
    assert f"{total[2]} of her sailings were cancelled" in rendered


def test_the_auditors_parts_of_the_price_rise_add_up() -> None:
    parts = re.search(r"difference of ([\d.]+) million, (.*)", words_of(SOURCES["audit"]))
    assert parts is not None
    tenths = [round(float(figure) * 10) for figure in re.findall(r"[\d.]*\d\b", parts[2])]
    assert sum(tenths) == round(float(parts[1]) * 10)


def test_the_plan_has_something_of_everything_a_beginner_should_see() -> None:
    spoken = {c["key"]: c for c in CLAIMS if "speaker" in c}
    ratings = {
        key: {q: {v["rating"] for v in c.get("verdict", []) if v["question"] == q} for q in ("said", "so")}
        for key, c in spoken.items()
    }
    settled = [r for r in ratings.values() if len(r["said"]) == len(r["so"]) == 1]
    assert sum(r["said"] != r["so"] for r in settled) >= 2
    assert [key for key, r in ratings.items() if len(r["so"]) > 1] == ["accusation"]
    assert any("through" in c for c in spoken.values())
    assert any("close_reason" in c for c in CLAIMS)
    assert any(not c.get("verdict") and "close" not in c for c in CLAIMS)
    assert any(not c.get("evidence") for c in CLAIMS)
    fixes = [fix for c in CLAIMS for fix in c.get("fix", [])]
    assert {fix.get("outcome", {}).get("state") for fix in fixes} >= {None, "accepted", "reworded"}
    assert {"resolved" in query for c in CLAIMS for query in c.get("query", [])} == {True, False}
    assert {6, 5, 1} <= {verdict["rating"] for _, verdict in VERDICTS}
    assert {entry["reason"] for entry in PLAN["nothing"]} == {"opinion", "prediction", "rhetoric"}


def test_two_claims_overlap(rendered: str) -> None:
    stretches = sorted((rendered.index(c["quote"]), len(c["quote"]), c["key"]) for c in CLAIMS)
    overlapping = [{a[2], b[2]} for a, b in pairwise(stretches) if a[0] + a[1] > b[0]]
    assert overlapping == [{"date", "vote"}]

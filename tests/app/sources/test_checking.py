"""Quote check of a project: every passage against its source, and what is told where no machine can tell."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.cli import run
from app.sources.checking import ToCheck, all_checks, checked_here, to_check
from app.sources.kept_texts import forget_texts, has_text, known_text, text_file
from db.place import identity
from db.project_file import Project
from db.records.checks import CheckOutcome, NoCheck

ROOT = Path(__file__).parents[2] / "files"
COUNTS = "Counts of the pilot\n\nIn all 41,250 people were aboard the ferry in March, two more than in May.\n"
PRESS = "A notice\n\nThe harbour will be dredged in autumn, the council said on Tuesday.\n"


class _Desk:
    def __init__(self, folder: Path, captured: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.project = folder / "work.tickmark"
        self._captured = captured

    def run(self, command: str, *words: str, status: int = 0) -> str:
        assert run([command, str(self.project), *words]) == status, self._captured.readouterr().err
        return self._captured.readouterr().out

    def cite(self, source: str, passage: str) -> None:
        self.run("cite", "MC1", source, "--passage", passage)

    def evidence(self) -> list[dict[str, Any]]:
        return json.loads(self.run("list", "evidence", "--json"))

    def check(self, source: str, passage: str) -> dict[str, Any]:
        self.cite(source, passage)
        return self.evidence()[-1]


@pytest.fixture
def desk(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> _Desk:
    (tmp_path / "harbour.txt").write_text("Harbour\n\nThe ferry carried 41,200 people.\n", "utf-8")
    (tmp_path / "counts.txt").write_text(COUNTS, "utf-8")
    (tmp_path / "press.txt").write_text(PRESS, "utf-8")
    Image.effect_noise((60, 60), 80).save(tmp_path / "chart.png")
    desk = _Desk(tmp_path, capfd)
    desk.run("new", "--as", "Maren Colby")
    desk.run("add", str(tmp_path / "harbour.txt"))
    desk.run("mark", "1", "41,200 people")
    files = [str(tmp_path / name) for name in ("counts.txt", "press.txt", "chart.png")]
    desk.run("add", *files, "--source")
    return desk


def test_each_passage_is_found_exactly_nearly_elsewhere_or_not_at_all(desk: _Desk) -> None:
    exact = desk.check("S1", "In all  41,250 people were aboard")
    assert (exact["check"], exact["check_why"], exact["found_at"]["start"]) == ("exact", "", 21)
    near = desk.check("S1", "In all 41,200 people were aboard the ferry")
    assert near["check"] == "near"
    differing = [part for part in near["check_parts"] if part["turn"] != "same"]
    assert [(part["turn"], part["text"].strip()) for part in differing] == [
        ("out", "41,200"),
        ("in", "41,250"),
    ]
    elsewhere = desk.check("S1", "The harbour will be dredged in autumn")
    assert elsewhere["check"] == "elsewhere"
    assert elsewhere["found_in"] == [desk_source(desk, "S2")]
    assert desk.check("S1", "Nobody has ever seen such a crowd there")["check"] == "absent"
    assert desk.check("S2", "the ferry")["check"] == "absent"
    assert desk.check("S1", "")["check"] == ""


def desk_source(desk: _Desk, number: str) -> str:
    rows = json.loads(desk.run("list", "sources", "--json"))
    return next(row["id"] for row in rows if row["number"] == number)


def test_where_no_machine_can_tell_it_says_why(desk: _Desk) -> None:
    assert desk.check("S3", "a rising line")["check_why"] == "image"
    assert desk.check("https://example.org/ferry", "41,250 people")["check_why"] == "link"
    desk.run("add", "--person", "Jon Arendt")
    assert desk.check("S5", "I was there")["check_why"] == "person"
    desk.run("add", "--note", "The master told me that he had resigned.")
    assert desk.check("S6", "he had resigned")["check"] == "exact"
    assert {row["check"] for row in desk.evidence()} == {"by_eye", "exact"}


def test_the_page_of_a_pdf_is_told_and_scanned_pages_are_not_taken_for_missing_words(
    desk: _Desk, tmp_path: Path
) -> None:
    scan = tmp_path / "scan.pdf"
    Image.effect_noise((80, 80), 90).save(scan)
    desk.run("add", str(ROOT / "articles" / "saltway.pdf"), str(scan), "--source")
    found = desk.check("S4", "Veldhaven Courier")
    assert (found["check"], found["found_at"]["page"]) == ("exact", 0)
    assert desk.check("S4", "No such words stand in it")["check"] == "absent"
    assert desk.check("S5", "Whatever stands there")["check_why"] == "scan"


def test_verify_tells_of_quotes_in_doubt_only_when_asked(desk: _Desk) -> None:
    desk.cite("S1", "In all 41,200 people were aboard the ferry")
    desk.run("verify")
    told = desk.run("verify", "--quotes", status=1)
    assert "MC1 S1" in told
    assert "quoted “41,200”, the source has “41,250”" in told


def test_texts_are_read_once_kept_from_others_and_forgotten_with_their_source(desk: _Desk) -> None:
    desk.cite("S1", "41,250 people")
    assert desk.evidence()[0]["check"] == "exact"
    with Project.open(desk.project, identity()) as project:
        (sha, *_) = to_check(project).shas
        assert desk.project.read_bytes().count(b"aboard") == 1, "as it was kept, and in nothing drawn from it"
        assert has_text(sha)
        assert "aboard" in getattr(known_text(sha), "text", "")
        if os.name == "posix":
            assert stat.S_IMODE(text_file(sha).stat().st_mode) == 0o600
            assert stat.S_IMODE(text_file(sha).parent.stat().st_mode) == 0o700
        text_file(sha).write_bytes(b"damaged")
        assert [check.outcome for check in all_checks(project).values()] == [CheckOutcome.EXACT]
        forget_texts([sha])
        assert known_text(sha) is None
        (waiting,) = checked_here(to_check(project)).values()
        assert waiting.outcome is CheckOutcome.WAITING
        wanted = to_check(project)
        (unread,) = checked_here(ToCheck(wanted.quoted, wanted.sources, frozenset([sha]))).values()
        assert (unread.outcome, unread.why) == (CheckOutcome.BY_EYE, NoCheck.UNREADABLE)


def test_quotations_of_an_article_are_looked_for_in_one_source(desk: _Desk, tmp_path: Path) -> None:
    said = "Speech\n\n“In all 41,250 people were aboard,” he said. “In all 41,950 people were aboard”.\n"
    (tmp_path / "speech.txt").write_text(said + "\nHe called it “a miracle of the sea”.\n", "utf-8")
    desk.run("add", str(tmp_path / "speech.txt"))
    rows = json.loads(desk.run("quotes", "2", "S1", "--json", status=1))
    assert [row["check"] for row in rows] == ["exact", "near", "absent"]
    assert rows[1]["difference"] == "quoted “41,950”, the source has “41,250”"
    text = desk.run("text", "2")
    assert text[rows[2]["start"] : rows[2]["end"]] == rows[2]["quotation"] == "a miracle of the sea"
    desk.run("quotes", "2", "S3", status=2)

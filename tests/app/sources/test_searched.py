"""``find``: articles, claims, evidence, sources and the words of their files, with their places."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli import run
from db.place import search_file


class _Desk:
    def __init__(self, folder: Path, captured: pytest.CaptureFixture[str]) -> None:
        self.project = folder / "work.tickmark"
        self._captured = captured

    def run(self, command: str, *words: str) -> str:
        assert run([command, str(self.project), *words]) == 0, self._captured.readouterr().err
        return self._captured.readouterr().out

    def find(self, *words: str) -> list[dict[str, Any]]:
        return json.loads(self.run("find", *words, "--json"))


@pytest.fixture
def desk(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> _Desk:
    (tmp_path / "harbour.txt").write_text(
        "Harbour master quits\n\nThe ferry carried 41,200 people.\n", "utf-8"
    )
    (tmp_path / "counts.txt").write_text(
        "Counts of the pilot\n\nIn all 41,250 people were aboard.\n", "utf-8"
    )
    desk = _Desk(tmp_path, capfd)
    desk.run("new", "--as", "Maren Colby")
    desk.run("add", str(tmp_path / "harbour.txt"))
    desk.run("mark", "1", "41,200 people", "--speaker", "the operator", "--question", "so")
    desk.run("cite", "MC1", str(tmp_path / "counts.txt"), "--passage", "41,250 people", "--locator", "row 12")
    return desk


def test_articles_claims_evidence_and_the_words_of_sources_are_found(desk: _Desk) -> None:
    assert {hit["kind"] for hit in desk.find("people")} == {"article", "claim", "evidence", "text"}
    assert [hit["kind"] for hit in desk.find("operator")] == ["claim"]
    (hit,) = desk.find("aboard")
    assert (hit["kind"], hit["title"]) == ("text", "S1 counts.txt")
    (article,) = [hit for hit in desk.find("The ferry carried") if hit["kind"] == "article"]
    assert desk.run("text", "1")[article["start"] : article["end"]] == "The ferry carried"
    assert "ferry" in desk.run("find", "ferry", "carried")
    assert [hit["title"] for hit in desk.find('"people were" aboard')] == ["S1 counts.txt"]
    assert desk.find('"people aboard"') == []
    assert desk.find("kings") == []


def test_what_is_written_later_is_found_and_the_project_is_not_changed_by_looking(desk: _Desk) -> None:
    desk.find("people")
    before = desk.project.read_bytes()
    assert not desk.find("umbrella")
    assert desk.project.read_bytes() == before
    desk.run("mark", "--claim", "MC1", "--wording", "It carried an umbrella.")
    assert [hit["kind"] for hit in desk.find("umbrella")] == ["claim"]
    assert b"umbrella" in search_file(desk.project).read_bytes()


def test_a_file_without_words_is_found_once_by_its_title(desk: _Desk, tmp_path: Path) -> None:
    (tmp_path / "tariff.bin").write_bytes(bytes(range(256)) * 8)
    desk.run("cite", "MC1", str(tmp_path / "tariff.bin"))

    assert [hit["kind"] for hit in desk.find("tariff")] == ["evidence", "source"]

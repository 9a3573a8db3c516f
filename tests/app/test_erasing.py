"""Erasing without a window: looked over, done, told where it is still; answered elsewhere."""

from __future__ import annotations

import json
import shutil
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from app.cli import run
from db.words import ERASED

NAME, PLACE = "Gunilla Holmqvist-Sandberg", "14 Larkspur Mews"
PASSAGE = f"That day {NAME} saw them sail"
TEXT = f"Crews\n\nCrew one sailed. {NAME} of {PLACE} saw it go.\n"


class Tool:
    """Commands on somebody's machine: ``out`` is what the last one printed, ``err`` what it told besides."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, capture: Any) -> None:
        self._folder, self._patch, self._capture = folder, patch, capture
        self.err = ""

    def __call__(self, machine: str, status: int, *words: str | Path) -> Any:
        self._patch.setenv("TICKMARK_STATE_DIR", str(self._folder / machine))
        assert run([*map(str, words), "--json"]) == status, self._capture.readouterr().err.decode()
        said = self._capture.readouterr()
        self.err = said.err.decode()
        return json.loads(said.out) if said.out else None


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Tool:
    return Tool(tmp_path, monkeypatch, capfdbinary)


@pytest.fixture
def ada(tmp_path: Path, tool: Tool) -> Path:
    """Ada's project: an article, a claim on what a named person saw, a source with a file, a note."""
    path = tmp_path / "ada" / "crews.tickmark"
    path.parent.mkdir()
    (tmp_path / "crews.txt").write_text(TEXT, "utf-8")
    (tmp_path / "letter.txt").write_text(f"A letter by {NAME}: I saw them sail.\n" * 9, "utf-8")
    tool("ada", 0, "new", path, "--as", "Ada Lund")
    tool("ada", 0, "add", path, tmp_path / "crews.txt")
    tool("ada", 0, "add", path, "--source", tmp_path / "letter.txt", "--title", f"Letter by {NAME}")
    tool("ada", 0, "mark", path, "1", "Crew one sailed", "--wording", f"{NAME} saw it")
    (claim,) = (one["id"] for one in tool("ada", 0, "list", path, "claims"))
    tool("ada", 0, "mark", path, "--claim", claim, "--wording", "A crew sailed")
    tool("ada", 0, "cite", path, claim, "S1", "--passage", PASSAGE)
    return path


def holds(path: Path, *words: str) -> list[str]:
    """Which of these are anywhere in the bytes of a project, or of what lies beside it."""
    data = b"".join(file.read_bytes() for file in path.parent.iterdir() if file.is_file())
    return [word for word in words if word.encode() in data]


def number(tool: Tool, path: Path) -> str:
    return tool("ada", 0, "list", path, "claims")[0]["number"]


def test_what_would_go_is_told_and_nothing_is_changed(ada: Path, tool: Tool) -> None:
    claim = number(tool, ada)
    before = tool("ada", 0, "verify", ada)["fingerprint"]
    seen = tool("ada", 0, "erase", ada, f"{claim}/wording", "--preview")
    assert [item["words"] for item in seen["items"]] == [[f"{NAME} saw it", "A crew sailed"]]
    assert (seen["words"], seen["files"]) == (2, 0)
    earlier = tool("ada", 0, "erase", ada, f"{claim}/wording", "--earlier", "--preview")
    assert [item["words"] for item in earlier["items"]] == [[f"{NAME} saw it"]]
    saying = tool("ada", 0, "erase", ada, "--saying", NAME.upper(), "--preview")
    assert [item["where"].partition(", ")[2] for item in saying["items"]] == [
        "the words it is about and those around them",
        "the wording",
        "a quoted passage",
        "the title",
    ]
    assert [(one["where"], one["goes"]) for one in saying["also"]] == [("text of “Crews”", False)]
    whole = tool("ada", 0, "erase", ada, "S1", "--preview")
    assert (whole["files"], whole["also"]) == (1, [])
    assert any(item["words"] == [PASSAGE] for item in whole["items"])
    passage = tool("ada", 0, "erase", ada, f"{claim}/S1", "--preview")
    assert [item["words"] for item in passage["items"]] == [[PASSAGE]]
    assert tool("ada", 0, "verify", ada)["fingerprint"] == before


def test_words_a_source_and_an_article_are_gone_from_the_file_and_its_caches(
    ada: Path, tool: Tool, tmp_path: Path
) -> None:
    tool("ada", 0, "find", ada, "Gunilla")
    assert list((tmp_path / "ada").rglob("search/*"))
    tool("ada", 1, "erase", ada, "--saying", NAME, "S1", "--reason", "Her right")
    assert "stand in 1 more places" in tool.err
    tool("ada", 0, "erase", ada, "Crews", "--reason", "Her right")
    assert holds(ada, NAME, PLACE) == []
    left = [
        file
        for file in (tmp_path / "ada").rglob("*")
        if file.is_file() and NAME.encode() in file.read_bytes()
    ]
    assert left == []
    assert tool("ada", 0, "verify", ada)["ok"]
    (claim,) = tool("ada", 0, "list", ada, "claims")
    assert (claim["wording"], claim["quote"]) == ("A crew sailed", ERASED)
    assert tool("ada", 0, "find", ada, "Gunilla") == []
    assert [one["state"] for one in tool("ada", 0, "list", ada, "erasures")] == ["done", "done"]
    for listed in ("articles", "sentences", "sources", "evidence", "history"):
        tool("ada", 0, "list", ada, listed)
    tool("ada", 0, "export", ada, tmp_path / "claims.csv")


def test_words_are_found_in_any_capitals_and_where_they_stay_in_an_article_is_told(
    ada: Path, tool: Tool, tmp_path: Path
) -> None:
    (tmp_path / "owner.txt").write_text("The boat was owned by Özgür.\n", "utf-8")
    tool("ada", 0, "add", ada, tmp_path / "owner.txt")
    tool("ada", 2, "erase", ada, "--saying", "Özgür", "--preview")
    assert "text of “owner”" in tool.err
    for words in ("ÖZGÜR rang", unicodedata.normalize("NFD", "Özgür wrote"), "özgür rang again"):
        tool("ada", 0, "add", ada, "--note", words, "--title", "A call")
    seen = tool("ada", 0, "erase", ada, "--saying", "özgür", "--preview")
    assert {item["where"] for item in seen["items"]} == {f"source S{n}, the note" for n in (2, 3, 4)}
    assert [(one["where"], one["gist"]) for one in seen["also"]] == [("text of “owner”", "özgür")]
    tool("ada", 1, "erase", ada, "--saying", "özgür", "--reason", "His right")
    assert "stand in 1 more places" in tool.err


def test_a_short_name_is_told_where_it_stands_by_itself_besides(ada: Path, tool: Tool) -> None:
    claim = number(tool, ada)
    tool("ada", 0, "mark", ada, "--claim", claim, "--speaker", "Ann Li", "--wording", "Ann Liberty sailed")
    tool("ada", 0, "add", ada, "--note", "王芳来电", "--title", "Rung by Ann Li, or not")
    for name in ("Ann Li", "王芳"):
        tool("ada", 0, "add", ada, "--person", name)
    latin, han = (tool("ada", 0, "erase", ada, source, "--preview")["also"] for source in ("S3", "S4"))
    assert {one["gist"] for one in latin} == {"Ann Li", "Rung by Ann Li, or not"}
    assert {one["gist"] for one in han} == {"王芳来电"}


def test_without_a_reason_or_something_to_erase_nothing_is_done(ada: Path, tool: Tool) -> None:
    claim = number(tool, ada)
    tool("ada", 2, "erase", ada, claim)
    tool("ada", 2, "erase", ada, "MC99", "--reason", "x")
    tool("ada", 2, "erase", ada, f"{claim}/colour", "--reason", "x")
    tool("ada", 2, "erase", ada, "--saying", "N", "--reason", "x")
    tool("ada", 0, "erase", ada, f"{claim}/wording", "--reason", "Her right")
    tool("ada", 2, "erase", ada, f"{claim}/wording", "--reason", "Her right")


def test_backups_and_whoever_was_sent_a_copy_are_told_and_backups_can_go_too(
    ada: Path, tool: Tool, tmp_path: Path
) -> None:
    claim = number(tool, ada)
    tool("ada", 0, "share", ada, tmp_path / "for-bea.tickmark", "--to", "Bea Roth")
    bea = tmp_path / "bea.tickmark"
    shutil.copy(ada, bea)
    tool("bea", 0, "mark", bea, "1", "saw it go", "--as", "Bea Roth")
    tool("ada", 0, "merge", ada, bea)
    (backup,) = ada.parent.glob("*before-merge*")
    done = tool("ada", 1, "erase", ada, f"{claim}/wording", "--reason", "Her right")
    assert done["backups"] == [str(backup)]
    assert str(backup) in tool.err
    assert "Sent to Bea Roth on " in tool.err
    tool("ada", 1, "erase", ada, f"{claim}/S1", "--reason", "Her right", "--drop-backups")
    assert not backup.exists()
    assert holds(ada, f"{NAME} saw it", PASSAGE) == []


def test_a_colleague_is_asked_and_accepts_or_declines(ada: Path, tool: Tool, tmp_path: Path) -> None:
    claim = number(tool, ada)
    copies = [tmp_path / name / "copy.tickmark" for name in ("bea", "cleo")]
    for copy in copies:
        copy.parent.mkdir()
        shutil.copy(ada, copy)
    bea, cleo = copies
    tool("ada", 0, "erase", ada, f"{claim}/wording", "--reason", "Her right")
    tool("bea", 1, "merge", bea, ada)
    tool("cleo", 1, "merge", cleo, ada)
    (waiting,) = tool("bea", 0, "list", bea, "conflicts")
    assert (waiting["what"], "Her right" in waiting["said"]) == ("an erasure", True)
    assert claim in waiting["about"]
    tool("bea", 2, "settle", bea, "1")
    tool("bea", 1, "settle", bea, "1", "--accept")
    assert holds(bea, f"{NAME} saw it") == [f"{NAME} saw it"]
    tool("bea", 2, "settle", bea, "1", "--accept")
    tool("cleo", 0, "settle", cleo, "1", "--decline")
    assert tool("cleo", 0, "list", cleo, "conflicts") == []
    (known,) = tool("cleo", 0, "list", cleo, "erasures")
    assert (known["state"], [one["accepted"] for one in known["answers"]]) == ("declined", [False])
    assert tool("cleo", 0, "verify", cleo)["ok"]


def test_what_other_articles_and_sources_lose_with_it_is_told_before(
    ada: Path, tool: Tool, tmp_path: Path
) -> None:
    tool("ada", 0, "add", ada, "--source", tmp_path / "letter.txt", "--title", "The same once more")
    tool("ada", 0, "add", ada, tmp_path / "crews.txt")
    (again,) = [one for one in tool("ada", 0, "list", ada, "articles") if one["title"] == "Crews"][1:]
    source = tool("ada", 0, "erase", ada, "S1", "--preview")
    assert [one["where"] for one in source["also"] if one["goes"]] == ["source S2, the kept copy"]
    tool("ada", 1, "erase", ada, "S1/file", "--reason", "Her right", "--saying", NAME)
    assert tool("ada", 0, "list", ada, "sources")[1]["title"] == "The same once more"
    article = tool("ada", 0, "erase", ada, again["id"], "--preview")
    assert {item["where"] for item in article["items"]} >= {"text of “Crews”"}

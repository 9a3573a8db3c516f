"""Handing the file to a colleague and getting everything back, by command: the cases other tools fail at."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import run
from db.backups import KEPT, of

FACTS = 50
SENTENCES = [f"Crew {n} sailed in March." for n in range(FACTS)]
ARTICLE = "Crews\n\n" + " ".join(SENTENCES) + "\n"

Tool = Callable[..., Any]


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Tool:
    """``tool(machine, status, words…)``: a command run on that machine, and the JSON it printed."""

    def call(machine: str, status: int, *words: str) -> Any:
        monkeypatch.setenv("TICKMARK_STATE_DIR", str(tmp_path / machine))
        assert run([*words, "--json"]) == status, capfdbinary.readouterr().err.decode()
        return json.loads(capfdbinary.readouterr().out)

    return call


@pytest.fixture
def copies(tmp_path: Path, tool: Tool) -> tuple[str, str]:
    """Two people's copies of one project with one article, both people called *checker*."""
    mine, theirs = str(tmp_path / "mine.tickmark"), str(tmp_path / "theirs.tickmark")
    (tmp_path / "crews.txt").write_text(ARTICLE, "utf-8")
    tool("mine", 0, "new", mine, "--as", "checker")
    tool("mine", 0, "add", mine, str(tmp_path / "crews.txt"))
    for n in range(0, FACTS, 10):
        tool("mine", 0, "mark", mine, "1", f"Crew {n} sailed")
    shutil.copy(mine, theirs)
    return mine, theirs


def test_two_checkers_of_one_default_name_with_opposite_verdicts_keep_them_all(
    copies: tuple[str, str], tool: Tool
) -> None:
    mine, theirs = copies
    claims = [claim["id"] for claim in tool("mine", 0, "list", mine, "claims")]
    for machine, path, verdict in (("mine", mine, "1"), ("theirs", theirs, "5")):
        for claim in claims:
            words = ("--verdict", verdict, "--rationale", f"Seen on {machine}.", "--as", "checker")
            tool(machine, 0, "mark", path, "--claim", claim, *words)
    (told,) = tool("mine", 1, "merge", mine, theirs, "--preview")
    ((name, joined, new),) = ((one["name"], one["joined"], one["new"]) for one in told["people"])
    assert (joined, new) == (True, {"person": 1, "verdict": len(claims)})
    # Of two people of one name each is told by the day they came.
    assert name.startswith("checker (since ")
    assert told["differing"] == sorted(claims)
    assert told["conflicts"] == []
    assert not any(claim["difference"] for claim in tool("mine", 0, "list", mine, "claims"))
    done = tool("mine", 1, "merge", mine, theirs)
    assert (done["differences"], done["fingerprint"]) == (len(claims), told["fingerprint"])
    merged = tool("mine", 0, "list", mine, "claims")
    assert all([verdict["rating"] for verdict in claim["verdicts"]] == [1, 5] for claim in merged)
    # The other way round it is the same project.
    assert tool("theirs", 1, "merge", theirs, mine)["fingerprint"] == done["fingerprint"]


def test_a_colleagues_article_with_a_sentence_added_moves_no_mark_to_other_words(
    copies: tuple[str, str], tool: Tool, tmp_path: Path
) -> None:
    mine, theirs = copies
    second = tmp_path / "second.txt"
    second.write_text(ARTICLE.replace("Crew 3 sailed", "Nobody counted them. Crew 3 sailed"), "utf-8")
    tool("theirs", 0, "revise", theirs, "1", str(second), "--as", "Idris Vale")
    tool("theirs", 0, "mark", theirs, "1", "Nobody counted them", "--as", "Idris Vale")
    tool("mine", 0, "mark", mine, "1", "Crew 41 sailed in March")
    (told,) = tool("mine", 0, "merge", mine, theirs, "--preview")
    assert [(one["title"], one["how"]) for one in told["articles"]] == [("Crews", "draft")]
    tool("mine", 0, "merge", mine, theirs)
    text = second.read_text("utf-8")
    marked = tool("mine", 0, "list", mine, "claims")
    assert len(marked) == FACTS // 10 + 2
    for claim in marked:
        assert text[claim["start"] : claim["end"]] == claim["quote"]
    assert {"Crew 40 sailed", "Crew 41 sailed in March", "Nobody counted them"} <= {
        claim["quote"] for claim in marked
    }


def test_a_file_merged_twice_brings_nothing_the_second_time_and_keeps_one_backup(
    copies: tuple[str, str], tool: Tool
) -> None:
    mine, theirs = copies
    tool("theirs", 0, "mark", theirs, "1", "Crew 7 sailed", "--as", "Idris Vale")
    before = tool("mine", 0, "verify", mine)["fingerprint"]
    first = tool("mine", 0, "merge", mine, theirs)
    again = tool("mine", 0, "merge", mine, theirs, theirs)
    assert (first["new"], again["new"], again["changed"]) == ({"person": 1, "claim": 1}, {}, {})
    assert again["fingerprint"] == first["fingerprint"]
    (backup,) = of(Path(mine))
    assert tool("mine", 0, "verify", str(backup))["fingerprint"] == before


def test_what_a_later_file_settles_is_no_conflict_of_several(
    copies: tuple[str, str], tool: Tool, tmp_path: Path
) -> None:
    mine, theirs = copies
    third = str(tmp_path / "third.tickmark")
    claims = [claim["id"] for claim in tool("mine", 0, "list", mine, "claims")]
    for machine, path, verdict in (("mine", mine, "1"), ("theirs", theirs, "5")):
        for number, words in (("C1", "Seen"), ("C2", "Heard")):
            tool(machine, 0, "mark", path, "--claim", number, "--wording", f"{words} on {machine}")
        tool(machine, 0, "mark", path, "--claim", "C3", "--verdict", verdict, "--rationale", "So.")
    shutil.copy(mine, third)
    tool("third", 1, "merge", third, theirs, "--as", "Carl")
    tool("third", 1, "settle", third, "1", "--keep", "1")
    tool("third", 0, "decide", third, "C3", "--verdict", "1", "--why", "Both were asked.")
    words = ("merge", mine, theirs, third)
    told = tool("mine", 1, *words, "--preview")
    (still,) = (one["entity"] for report in told for one in report["conflicts"])
    assert claims.index(still) in (0, 1)
    assert not any(report["differing"] for report in told)
    # One file alone brings both, whatever another would settle.
    (alone,) = tool("mine", 1, "merge", mine, theirs, "--preview")
    assert (len(alone["conflicts"]), len(alone["differing"])) == (2, 1)
    assert tool("mine", 1, *words)["conflicts"] == 1
    assert [one["entity"] for one in tool("mine", 0, "list", mine, "conflicts")] == [still]


def test_backups_before_merges_do_not_grow_without_end(copies: tuple[str, str], tool: Tool) -> None:
    mine, theirs = copies
    for n in range(KEPT + 1):
        tool("theirs", 0, "mark", theirs, "1", f"Crew {n + 1} sailed", "--as", "Idris Vale")
        tool("mine", 0, "merge", mine, theirs)
    assert len(of(Path(mine))) == KEPT


def test_the_file_of_a_colleagues_source_comes_along_and_its_size_is_told(
    copies: tuple[str, str], tool: Tool, tmp_path: Path
) -> None:
    mine, theirs = copies
    file = tmp_path / "register.csv"
    file.write_text("boat,year\n" * 5_000, "utf-8")
    (claim, *_) = tool("theirs", 0, "list", theirs, "claims")
    passage = ("--stance", "supports", "--passage", "boat")
    tool("theirs", 0, "cite", theirs, claim["id"], str(file), *passage, "--as", "Idris Vale")
    (told,) = tool("mine", 0, "merge", mine, theirs, "--preview")
    assert [(one["title"], one["size"]) for one in told["sources"]] == [("register.csv", file.stat().st_size)]
    tool("mine", 0, "merge", mine, theirs)
    assert tool("mine", 0, "verify", mine)["ok"]
    sha = hashlib.sha256(file.read_bytes())
    with sqlite3.connect(mine) as conn:
        rows = conn.execute("SELECT data FROM blob_chunk WHERE sha = ? ORDER BY n", (sha.digest(),))
        assert b"".join(data for (data,) in rows) == file.read_bytes()
    conn.close()


def test_a_merge_is_undone_here_with_what_rests_on_it_and_comes_back(
    copies: tuple[str, str], tool: Tool
) -> None:
    mine, theirs = copies
    tool("theirs", 0, "mark", theirs, "1", "Crew 7 sailed", "--as", "Idris Vale")
    before = tool("mine", 0, "verify", mine)["fingerprint"]
    whole = tool("mine", 0, "merge", mine, theirs)
    (came,) = (c for c in tool("mine", 0, "list", mine, "claims") if c["quote"] == "Crew 7 sailed")
    tool("mine", 0, "mark", mine, "--claim", came["id"], "--verdict", "2", "--rationale", "Seen.")
    (merge,) = tool("mine", 0, "list", mine, "merges")
    assert (merge["names"], merge["set_aside"]) == (["Idris Vale"], False)
    asked = tool("mine", 0, "unmerge", mine, merge["id"][:6], "--preview")
    assert [(step["label"], step["own"]) for step in asked["with_it"]] == [("verdict.set", True)]
    tool("mine", 0, "unmerge", mine, merge["id"][:6])
    assert tool("mine", 0, "verify", mine) == {"ok": True, "fingerprint": before, "findings": []}
    assert came["id"] not in {claim["id"] for claim in tool("mine", 0, "list", mine, "claims")}
    # Nothing that travels was written: their copy has no less for merging mine.
    theirs_before = tool("theirs", 0, "verify", theirs)["fingerprint"]
    assert tool("theirs", 0, "merge", theirs, mine)["fingerprint"] == theirs_before
    # Merging the same file again brings back what came and what was done on it here.
    back = tool("mine", 0, "merge", mine, theirs)
    assert back["returning"] > 0
    (now,) = (c for c in tool("mine", 0, "list", mine, "claims") if c["id"] == came["id"])
    assert [verdict["rating"] for verdict in now["verdicts"]] == [2]
    assert tool("mine", 0, "undo", mine)["undone"] == "verdict.set"
    assert whole["fingerprint"] != tool("mine", 0, "verify", mine)["fingerprint"]


def test_a_file_of_before_merges_could_be_undone_is_made_whole_and_can(
    copies: tuple[str, str], tool: Tool
) -> None:
    mine, theirs = copies
    for path in copies:
        with sqlite3.connect(path) as conn:
            conn.execute("DROP TABLE set_aside")
        conn.close()
    tool("theirs", 0, "mark", theirs, "1", "Crew 7 sailed", "--as", "Idris Vale")
    tool("mine", 0, "merge", mine, theirs)
    (merge,) = tool("mine", 0, "list", mine, "merges")
    tool("mine", 0, "unmerge", mine, merge["id"])
    tool("mine", 0, "unmerge", mine, merge["id"], "--back")
    assert tool("mine", 0, "verify", mine)["ok"]

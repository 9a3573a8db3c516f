"""Protected projects without a window: passwords come a line each on standard input and show up nowhere."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from app.cli import run
from app.settings import RecentProject, change_settings, read_settings
from app.sources.kept_texts import text_file
from db import place, sealing
from db.place import cache_folder, search_file, state_folder

WORDS = "The lighthouse keeper counted ninety ferries"
RECEIVER = "Wilhelmina Farthingale"


class Desk:
    """Runs commands with lines on standard input."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, captured: pytest.CaptureFixture[bytes]
    ) -> None:
        self.folder, self._monkeypatch, self._captured = folder, monkeypatch, captured
        self.project = folder / "work.tickmark"
        self.said = self.printed = ""
        self.everything = ""

    def run(self, command: str, *words: str | Path, typed: str = "", project: Path | None = None) -> int:
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        status = run([command, str(project or self.project), *map(str, words)])
        captured = self._captured.readouterr()
        self.said, self.printed = captured.err.decode(), captured.out.decode()
        self.everything += self.said + self.printed
        return status

    def json(self, command: str, *words: str | Path, typed: str = "") -> Any:
        assert self.run(command, *words, "--json", typed=typed) in (0, 1), self.said
        return json.loads(self.printed)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Desk:
    monkeypatch.setattr(sealing, "_ROUNDS", 4)
    return Desk(tmp_path, monkeypatch, capfdbinary)


def _plain_words_below(*folders: Path) -> list[Path]:
    return _holding(WORDS, *folders)


def _holding(words: str, *folders: Path) -> list[Path]:
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return [file for file in files if words.encode() in file.read_bytes()]


def test_a_project_that_was_never_plain_leaves_its_words_nowhere(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "outside" / "source.txt"
    source.parent.mkdir()
    source.write_text(f"{WORDS}, and two whales.\n")
    prompt, right = "--password-prompt", "sésame\n"
    assert desk.run("new", prompt, typed=right) == 0
    assert desk.run("add", source, "--source", prompt, typed=right) == 0, desk.said
    assert desk.run("add", source, prompt, typed=right) == 0, desk.said
    assert desk.run("mark", "1", WORDS, prompt, typed=right) == 0, desk.said
    (claim,) = desk.json("list", "claims", prompt, typed=right)
    assert desk.run("cite", claim["id"], "S1", "--passage", WORDS, prompt, typed=right) == 0, desk.said
    hits = desk.json("find", "lighthouse", prompt, typed=right)
    assert {hit["kind"] for hit in hits} >= {"article", "claim", "text"}
    assert desk.run("verify", "--quotes", prompt, typed=right) == 0, desk.said + desk.printed
    source.unlink()
    assert search_file(desk.project, sealed=True).exists()
    assert _plain_words_below(tmp_path, state_folder(), cache_folder()) == []
    assert place.TEXTS_VARIABLE not in os.environ
    assert "sésame" not in desk.everything


def test_without_a_password_one_line_says_how_to_give_it(desk: Desk) -> None:
    assert desk.run("new", "--password-prompt", typed="right\n") == 0
    assert desk.run("list", "claims") == 2
    assert "--password-prompt" in desk.said
    assert desk.said.count("\n") == 1
    assert desk.run("list", "claims", "--password-prompt", typed="wrong\n") == 2
    assert "does not open" in desk.said
    assert "--password-prompt" not in desk.said
    assert desk.run("list", "claims", "--password-prompt") == 2
    assert "standard input" in desk.said
    assert desk.run("new", "--password-prompt", typed="\n", project=desk.folder / "b.tickmark") == 2
    assert "empty" in desk.said
    assert not (desk.folder / "b.tickmark").exists()


def test_protect_sets_changes_and_removes_and_clears_what_lay_about(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "outside" / "source.txt"
    source.parent.mkdir()
    source.write_text(f"{WORDS}.\n")
    assert desk.run("new", "--title", WORDS) == 0
    assert desk.run("add", source, "--source") == 0
    assert desk.run("find", "lighthouse") == 0
    change_settings(lambda one: one.with_recent(RecentProject(str(desk.project), WORDS, 1)))
    source.unlink()
    assert desk.run("share", tmp_path / "outside" / "copy.tickmark", "--to", RECEIVER) == 0
    (tmp_path / "outside" / "copy.tickmark").unlink()
    assert _holding(RECEIVER, state_folder())
    assert _plain_words_below(tmp_path, cache_folder())
    fingerprint = desk.json("verify")["fingerprint"]

    assert desk.json("protect", typed="first\n") == {
        "protected": True,
        "left": [],
        "fingerprint": fingerprint,
    }
    assert _plain_words_below(tmp_path, state_folder(), cache_folder()) == []
    assert _holding(RECEIVER, state_folder()) == []
    assert read_settings().recent[0].title == ""
    assert desk.run("protect", "--password-prompt", typed="first\nsecond\n") == 0
    # Who was sent a copy is known under the new password as well, and again without one.
    since = ("share", tmp_path / "outside" / "since.tickmark", "--since", RECEIVER)
    assert desk.run(*since, "--password-prompt", typed="second\n") == 2
    assert "already" in desk.said
    assert desk.run("verify", "--password-prompt", typed="first\n") == 2
    assert desk.run("protect", "--remove", "--password-prompt", typed="second\n") == 0
    assert desk.json("verify") == {"ok": True, "fingerprint": fingerprint, "findings": []}
    assert desk.run(*since) == 2
    assert "already" in desk.said
    assert "second" not in desk.everything


def test_a_copy_is_under_the_same_password_unless_it_is_asked_for_otherwise(desk: Desk) -> None:
    asking, right = "--password-prompt", "right\n"
    assert desk.run("new", "--title", WORDS, asking, typed=right) == 0
    same, own, plain = (desk.folder / f"{name}.tickmark" for name in ("same", "own", "plain"))
    assert desk.json("share", same, asking, typed=right)["protected"]
    assert desk.json("share", own, asking, "--copy-password-prompt", typed=f"{right}hers\n")["protected"]
    assert not desk.json("share", plain, "--plain", asking, typed=right)["protected"]
    assert desk.run("verify", asking, typed=right, project=same) == 0
    assert desk.run("verify", asking, typed="hers\n", project=own) == 0
    assert desk.run("verify", project=plain) == 0
    assert _plain_words_below(desk.folder) == [plain]


def test_files_to_merge_are_asked_for_one_by_one_and_plain_ones_not(desk: Desk) -> None:
    asking, right = "--password-prompt", "right\n"
    assert desk.run("new", asking, typed=right) == 0
    own, plain = desk.folder / "own.tickmark", desk.folder / "plain.tickmark"
    assert desk.run("share", own, asking, "--copy-password-prompt", typed=f"{right}hers\n") == 0
    assert desk.run("share", plain, "--plain", asking, typed=right) == 0
    assert desk.run("merge", plain, own, asking, typed=f"{right}hers\n") == 0, desk.said
    assert desk.run("merge", plain, own, asking, typed=f"{right}wrong\n") == 2
    assert "does not open" in desk.said
    assert desk.run("merge", own, project=plain) == 2
    assert "--password-prompt" in desk.said


def test_at_a_terminal_it_is_typed_unseen_and_a_new_one_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    typed: list[str] = ["one", "other"]
    asked: list[str] = []

    def unseen(prompt: str) -> str:
        asked.append(prompt)
        return typed.pop(0)

    monkeypatch.setattr("getpass.getpass", unseen)
    monkeypatch.setattr(sys, "stdin", Terminal())
    assert run(["new", str(desk.project), "--password-prompt"]) == 2
    assert not desk.project.exists()
    typed += ["one", "one", "one"]
    assert run(["new", str(desk.project), "--password-prompt"]) == 0
    assert run(["verify", str(desk.project), "--password-prompt"]) == 0
    assert asked[-1] == "Password of work.tickmark: "
    assert text_file("0" * 64).parent.parent == cache_folder()

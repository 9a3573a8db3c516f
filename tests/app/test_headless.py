"""The headless commands as a script uses them: arguments in, bytes and an exit status out."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from app.cli import run
from app.settings import change_settings
from db.place import log_file
from tests.hostile_files import LIMIT_MB, kept_files, refused_files

ARTICLE = "Harbour master quits\n\nThe ferry carried 41,200 people. The ferry is loved.\n\n[ad_1]\n"
COLLEAGUE = "TICKMARK_STATE_DIR"


class Desk:
    """Runs commands and keeps what they print."""

    def __init__(self, folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        self.project = str(folder / "work.tickmark")
        self._captured = capfdbinary
        self.said = ""

    def run(self, command: str, *words: str, project: str = "") -> int:
        status = run([command, project or self.project, *words])
        captured = self._captured.readouterr()
        self.said = captured.err.decode()
        self.printed = captured.out.decode()
        return status

    def json(self, command: str, *words: str, project: str = "") -> Any:
        assert self.run(command, *words, "--json", project=project) == 0, self.said
        return json.loads(self.printed)


@pytest.fixture
def desk(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Desk:
    article = tmp_path / "harbour.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    desk = Desk(tmp_path, capfdbinary)
    assert desk.run("new", "--title", "Harbour", "--scale", "truth-six", "--as", "Maren Colby") == 0
    assert desk.run("add", str(article)) == 0, desk.said
    return desk


def test_add_prints_id_title_sentences_and_what_was_set_aside(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text("# Other\n\nOne *fact*. Two facts.\n", encoding="utf-8")
    (added,) = desk.json("add", str(other))
    assert added["id"].startswith("article:")
    assert (added["title"], added["sentences"], added["set_aside"]) == ("Other", 3, [])
    (first, _) = desk.json("list", "articles")
    assert [aside["text"] for aside in first["set_aside"]] == ["[ad_1]"]


def test_text_prints_the_stored_text_and_nothing_else(desk: Desk) -> None:
    assert desk.run("text", "1") == 0
    assert desk.printed == ARTICLE


def test_offsets_are_code_points_into_what_text_prints(desk: Desk) -> None:
    desk.run("mark", "1", "41,200 people")
    desk.run("text", "1")
    text = desk.printed
    (claim,) = desk.json("list", "claims")
    assert text[claim["start"] : claim["end"]] == claim["quote"] == "41,200 people"


def test_revise_tells_what_became_of_every_claim_and_whether_to_look(desk: Desk, tmp_path: Path) -> None:
    for quote in ("41,200 people", "Harbour master"):
        assert desk.run("mark", "1", quote) == 0
    draft = tmp_path / "second.txt"
    draft.write_text(ARTICLE.replace("41,200", "14,200").replace("The ferry is loved.", "It sank."))
    assert desk.run("revise", "1", str(draft), "--json") == 1
    kept, changed = sorted(json.loads(desk.printed), key=lambda row: row["start"])
    assert (kept["outcome"], kept["old"], kept["new"]) == ("unchanged", "Harbour master", "Harbour master")
    assert (changed["outcome"], changed["old"], changed["new"]) == (
        "changed",
        "41,200 people",
        "14,200 people",
    )
    assert [row["n"] for row in desk.json("list", "drafts")] == [1, 2]
    assert desk.run("text", "1", "--draft", "1") == 0
    assert desk.printed == ARTICLE
    assert desk.run("revise", "1", str(draft)) == 2
    assert "letter for letter" in desk.said


def test_words_that_occur_twice_are_refused_until_one_is_chosen(desk: Desk) -> None:
    assert desk.run("mark", "1", "The ferry") == 2
    assert desk.said.count("\n") == 1
    assert "--at" in desk.said
    second = ARTICLE.index("The ferry is")
    assert desk.run("mark", "1", "The ferry", "--at", str(second)) == 0
    assert desk.json("list", "claims")[0]["start"] == second


def test_a_claim_is_marked_judged_cited_and_closed(desk: Desk) -> None:
    words = ("--verdict", "mostly true", "--rationale", "The company's own count.", "--fix", "41,250")
    assert desk.run("mark", "1", "41,200 people", *words, "--as", "Maren Colby") == 0, desk.said
    (claim,) = desk.json("list", "claims")
    assert (claim["number"], claim["status"]) == ("MC1", "rated")
    assert claim["verdict"] == {"so": {"rating": 2, "label": "Mostly true", "differs": False}}
    assert desk.run("mark", "--claim", "MC1", "--close") == 2
    assert "evidence" in desk.said
    assert desk.run("cite", "MC1", "https://example.org/counts", "--stance", "supports") == 0
    assert desk.run("mark", "--claim", "MC1", "--close") == 0, desk.said
    assert desk.json("list", "claims")[0]["status"] == "closed"
    assert desk.json("list", "fixes")[0]["fix"] == "41,250"


def test_a_reported_claim_keeps_its_two_questions_apart(desk: Desk) -> None:
    desk.run("mark", "1", "41,200 people", "--speaker", "the operator", "--act", "claims")
    desk.run("mark", "--claim", desk.json("list", "claims")[0]["id"], "--question", "said", "--verdict", "1")
    (claim,) = desk.json("list", "claims")
    assert claim["verdict"]["said"]["label"] == "True"
    assert claim["verdict"]["so"]["rating"] is None


def test_a_claim_is_rated_only_when_every_question_it_asks_is(desk: Desk) -> None:
    desk.run(
        "mark", "1", "41,200 people", "--speaker", "the operator", "--question", "said", "--verdict", "1"
    )
    assert desk.json("list", "claims")[0]["status"] == "open"
    desk.run("mark", "--claim", desk.json("list", "claims")[0]["id"], "--question", "so", "--verdict", "5")
    assert desk.json("list", "claims")[0]["status"] == "rated"


def test_changing_a_verdict_opens_its_closed_claim_again_and_undo_closes_it(desk: Desk) -> None:
    words = (
        "--verdict",
        "2",
        "--rationale",
        "Counted.",
        "--close",
        "the operator has no list",
        "--as",
        "Maren Colby",
    )
    desk.run("mark", "1", "41,200 people", *words)
    assert desk.json("list", "claims")[0]["status"] == "closed"
    desk.run("mark", "--claim", "MC1", "--rationale", "Counted twice.", "--as", "Maren Colby")
    assert desk.json("list", "claims")[0]["status"] == "rated"
    assert desk.run("undo", "--as", "Maren Colby") == 0
    assert desk.json("list", "claims")[0]["status"] == "closed"


def test_a_command_that_fails_halfway_leaves_the_project_as_it_was(desk: Desk) -> None:
    before = desk.json("verify")["fingerprint"]
    assert desk.run("mark", "1", "41,200 people", "--verdict", "2", "--close") == 2
    assert desk.json("verify")["fingerprint"] == before
    assert desk.json("list", "claims") == []


def test_undo_and_redo_work_across_runs(desk: Desk) -> None:
    desk.run("mark", "1", "41,200 people")
    assert desk.run("undo") == 0
    assert desk.json("list", "claims") == []
    assert desk.run("redo") == 0
    assert len(desk.json("list", "claims")) == 1
    assert desk.run("redo") == 2
    assert desk.said == "tickmark: There is nothing to redo.\n"


def test_two_people_of_one_name_on_two_machines_stay_two(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run("mark", "1", "41,200 people", "--as", "checker", "--verdict", "1", "--rationale", "Counted.")
    copy = str(tmp_path / "copy.tickmark")
    shutil.copy(desk.project, copy)
    monkeypatch.setenv(COLLEAGUE, str(tmp_path / "their machine"))
    claim = desk.json("list", "claims", project=copy)[0]["id"]
    verdict = ("--verdict", "5", "--rationale", "Counted too.", "--as", "checker")
    assert desk.run("mark", "--claim", claim, *verdict, project=copy) == 0, desk.said
    monkeypatch.delenv(COLLEAGUE)
    monkeypatch.setenv(COLLEAGUE, str(tmp_path / "my machine"))
    assert desk.run("merge", copy, "--json") == 1
    merged = json.loads(desk.printed)
    assert (merged["differences"], merged["conflicts"]) == (1, 0)
    (claim_now,) = desk.json("list", "claims")
    assert claim_now["difference"] is True
    assert [v["rating"] for v in claim_now["verdicts"]] == [1, 5]
    assert desk.run("merge", copy, "--json") == 1
    assert json.loads(desk.printed)["new"] == {}


def test_verify_finds_a_changed_byte(desk: Desk) -> None:
    with sqlite3.connect(desk.project) as conn:
        conn.execute("UPDATE value SET data = 'Harbor' WHERE data = 'Harbour'")
    conn.close()
    assert desk.run("verify", "--json") == 1
    report = json.loads(desk.printed)
    assert report["ok"] is False
    assert "words" in report["findings"][0]["about"]
    assert desk.run("list", "claims") == 2


def test_csv_holds_one_row_a_claim_and_the_pdf_is_one(desk: Desk, tmp_path: Path) -> None:
    from app.exporting.csv_rows import read_csv

    desk.run("mark", "1", "41,200 people", "--verdict", "2", "--rationale", "=1+1")
    out = tmp_path / "sheet.csv"
    assert desk.run("export", str(out)) == 0, desk.said
    (row,) = read_csv(out.read_bytes())
    assert (row["quoted text"], row["so: rationale"]) == ("41,200 people", "=1+1")
    pdf = tmp_path / "sheet.pdf"
    assert desk.run("export", str(pdf)) == 0, desk.said
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert desk.run("export", str(tmp_path / "sheet.docx")) == 2
    assert not (tmp_path / "sheet.docx").exists()


def test_the_facts_are_exported_where_asked_for(desk: Desk, tmp_path: Path) -> None:
    from app.exporting.csv_rows import read_csv

    out = tmp_path / "facts.csv"
    assert desk.run("export", str(out), "--what", "facts") == 0, desk.said
    rows = read_csv(out.read_bytes())
    assert [row["fact id"] for row in rows] == [fact["id"] for fact in desk.json("list", "facts")]
    assert {row["state"] for row in rows} == {"not ticked"}


@pytest.mark.parametrize("command", [["list", "claims"], ["verify"], ["undo"], ["text", "1"]])
def test_a_missing_project_is_never_created(desk: Desk, tmp_path: Path, command: list[str]) -> None:
    missing = tmp_path / "missing.tickmark"
    assert desk.run(command[0], *command[1:], project=str(missing)) == 2
    assert desk.said.count("\n") == 1
    assert not missing.exists()


def test_new_does_not_overwrite(desk: Desk) -> None:
    before = Path(desk.project).read_bytes()
    assert desk.run("new") == 2
    assert Path(desk.project).read_bytes() == before


@pytest.mark.parametrize("words", [["list", "nonsense"], ["mark"], ["cite", "MC1"], ["export"]])
def test_wrong_words_are_one_line_and_status_two(desk: Desk, words: list[str]) -> None:
    assert desk.run(words[0], *words[1:]) == 2
    assert desk.said.count("\n") == 1


def test_an_article_that_is_none_leaves_the_project_untouched(desk: Desk, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("Fine words.", encoding="utf-8")
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    before = desk.json("verify")["fingerprint"]
    assert desk.run("add", str(good), str(bad)) == 2
    assert desk.said.count("\n") == 1
    assert desk.json("verify")["fingerprint"] == before


def test_the_largest_article_taken_can_be_set(desk: Desk, tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_text("One more sentence of many. " * 50_000, encoding="utf-8")
    change_settings(lambda settings: replace(settings, article_limit_mb=1))
    assert desk.run("add", str(large)) == 2
    assert "limit" in desk.said
    assert desk.run("add", str(large), "--limit-mb", "2") == 0, desk.said


def test_headless_commands_never_import_qt(tmp_path: Path) -> None:
    project = tmp_path / "p.tickmark"
    program = (
        "import sys; from app.cli import run; "
        f"status = run(['new', {str(project)!r}]); "
        "loaded = [m for m in sys.modules if m.split('.')[0] in ('PySide6', 'shiboken6', 'widgets')]; "
        "sys.exit(status or len(loaded))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode()


def test_a_blank_keeps_its_column_in_a_printed_list(desk: Desk) -> None:
    assert desk.run("mark", "1", "41,200 people") == 0
    assert desk.run("cite", "MC1", "https://harbour.test/") == 0
    assert desk.run("cite", "MC1", "S1", "--passage", "41,200", "--locator", "p. 2") == 0
    assert desk.run("list", "evidence") == 0
    blank, full = (line.split("\t") for line in desk.printed.splitlines())
    assert len(blank) == len(full)
    assert full[full.index("41,200") + 1] == "p. 2"
    assert blank[full.index("41,200")] == ""


def test_another_project_is_no_copy_and_is_not_merged(desk: Desk, tmp_path: Path) -> None:
    other = str(tmp_path / "other.tickmark")
    assert desk.run("new", "--title", "Rockets", project=other) == 0
    before = Path(desk.project).read_bytes()
    assert desk.run("merge", other) == 2
    assert f"{other} is another project, not a copy of this one. Nothing was taken in." in desk.said
    assert Path(desk.project).read_bytes() == before


def test_the_list_of_claims_tells_what_a_new_draft_changed(desk: Desk, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(ARTICLE.replace("41,200", "14,200"), encoding="utf-8")
    (article,) = desk.json("list", "articles")
    words = "The ferry carried 41,200 people."
    assert desk.run("mark", article["id"], words) == 0, desk.said
    assert desk.run("revise", article["id"], str(draft)) == 1, desk.said
    (claim,) = desk.json("list", "claims")
    assert claim["new_draft"] == "Words changed in draft 2, not looked at yet."
    assert (claim["was"], claim["quote"]) == (words, words.replace("41,200", "14,200"))


def test_a_guessed_encoding_is_told_and_another_can_be_said(desk: Desk, tmp_path: Path) -> None:
    words = "Пором продано за одну гривню. Він сорок років возив мешканців міста, і ніхто не знає їх ґанку.\n"
    (tmp_path / "ferry.txt").write_bytes(words.encode("koi8-u"))
    assert desk.run("add", str(tmp_path / "ferry.txt")) == 0
    assert "“ferry.txt” was read as" in desk.said
    assert "--encoding" in desk.said
    (said,) = desk.json("add", str(tmp_path / "ferry.txt"), "--encoding", "koi8-u")
    assert desk.said == ""
    assert desk.run("text", said["id"]) == 0
    assert "ґанку" in desk.printed
    first, *_ = desk.json("list", "articles")
    assert desk.run("revise", first["id"], str(tmp_path / "ferry.txt")) in (0, 1)
    assert "which is a guess" in desk.said
    (tmp_path / "one.txt").write_text("One sentence only.\n", encoding="utf-8")
    assert desk.run("add", str(tmp_path / "one.txt")) == 0
    assert desk.printed.endswith(": 1 sentence\n")


def test_a_mistake_of_ours_is_one_sentence_with_its_traceback_in_the_log(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise ValueError("zip() argument 2 is longer than argument 1")

    monkeypatch.setattr(import_module("db.queries"), "articles", broken)
    assert desk.run("list", "articles") == 2
    assert desk.said.count("\n") == 1
    assert "Something went wrong in Tickmark itself" in desk.said
    assert "zip() argument 2" in log_file().read_text(encoding="utf-8")


def test_an_option_may_stand_before_or_behind_the_files_it_is_for(desk: Desk, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Of the ferry.", encoding="utf-8")
    for words in (["--source", str(report)], [str(report), "--source"]):
        assert desk.run("add", *words) == 0, desk.said
    assert [source["title"] for source in desk.json("list", "sources")] == ["report.txt", "report.txt"]


def test_a_title_names_the_one_file_added_as_a_source_and_never_several(desk: Desk, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.txt", "b.txt")]
    for file in files:
        file.write_text(f"Of the ferry, {file.name}.", encoding="utf-8")
    assert desk.run("add", "--source", str(files[0]), "--title", "Minutes") == 0, desk.said
    assert desk.run("add", "--source", *map(str, files), "--title", "Minutes") == 2
    assert [source["title"] for source in desk.json("list", "sources")] == ["Minutes"]


def test_what_cannot_be_a_source_is_one_line_and_whatever_a_file_is_called_is_one_line_too(
    desk: Desk, tmp_path: Path
) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    limit = ("--limit-mb", str(LIMIT_MB))
    for path in refused_files(bad):
        assert desk.run("add", "--source", *limit, str(path)) == 2
        assert path.name in desk.said
        assert desk.said.count("\n") == 1
    assert desk.json("list", "sources") == []
    kept = kept_files(bad)
    assert desk.run("add", "--source", *limit, *map(str, kept)) == 0, desk.said
    lines = desk.printed.splitlines()
    assert len(lines) == len(kept)
    assert all(line.isprintable() for line in lines)
    assert desk.run("verify") == 0, desk.said


def test_share_withholds_tells_what_gives_it_away_and_sends_changes_later(desk: Desk, tmp_path: Path) -> None:
    words = ("--person", "Anna Berg", "--record", "off", "--contact", "anna@example.org")
    assert desk.run("add", *words) == 0, desk.said
    desk.run("mark", "1", "41,200 people", "--wording", "Anna Berg counted them")
    copy, package = str(tmp_path / "copy.tickmark"), str(tmp_path / "package.tickmark")
    assert desk.run("share", copy, "--to", "Idris", "--json") == 1, desk.said
    shared = json.loads(desk.printed)
    assert [item["name"] for item in shared["withheld"]] == ["S1"]
    assert [mention["where"] for mention in shared["mentions"]] == ["claim MC1, the wording"]
    assert b"anna@example.org" not in Path(copy).read_bytes()
    assert desk.json("verify", project=copy)["fingerprint"] == shared["fingerprint"]
    assert desk.run("share", copy) == 2
    assert "already" in desk.said
    desk.run("mark", "1", "Harbour master", "--as", "Maren Colby")
    assert desk.run("share", package, "--since", "Idris") == 0, desk.said
    assert desk.run("list", "claims", project=package) == 2
    assert desk.run("merge", package, project=copy) == 0, desk.said
    assert desk.json("verify", project=copy)["fingerprint"] == desk.json("verify")["fingerprint"]
    assert desk.run("share", str(tmp_path / "all.tickmark"), "--without", "S9") == 2

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli import run


def test_spot_prints_suggestions_and_as_json_every_sentence(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    project, text = str(tmp_path / "work.tickmark"), tmp_path / "ferry.txt"
    text.write_text(
        "The operator said 41,200 people took the ferry in 2012, the most since 1990. What now?\n",
        encoding="utf-8",
    )
    assert run(["new", project]) == 0
    assert run(["spot", project]) == 2
    assert b"There is no article" in capfdbinary.readouterr().err
    assert run(["add", project, str(text)]) == 0
    before = Path(project).read_bytes()
    capfdbinary.readouterr()
    assert run(["spot", project]) == 0
    assert b"The operator asserts" in capfdbinary.readouterr().out
    assert run(["spot", project, "--article", "1", "--json"]) == 0
    claim, question = json.loads(capfdbinary.readouterr().out)
    assert claim["suggested"]
    assert claim["reasons"]
    assert claim["quote"].startswith("The operator")
    assert claim["attributions"][0]["content"][0]["words"].startswith("41,200")
    when = [fact["days"] for fact in claim["facts"] if fact["kind"] == "date"]
    assert when == [[["2012-01-01", "2012-12-31"]], [["1990-01-01", "1990-12-31"]]]
    assert (question["suggested"], question["no_check"]) == (False, "question")
    assert Path(project).read_bytes() == before

"""The bugs that ``mutants.py`` plants by hand have their place in the code as it is."""

from __future__ import annotations

from tests.db.mutants import MUTANTS, ROOT


def test_every_bug_that_is_planted_has_one_place_in_the_code() -> None:
    lost = [what for what, name, old, _ in MUTANTS if (ROOT / "db" / name).read_text("utf-8").count(old) != 1]
    assert lost == []

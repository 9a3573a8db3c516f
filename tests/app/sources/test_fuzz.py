"""Damaged files are read or refused in one sentence; ``python -m benchmarks.fuzz_sources`` does many more."""

from __future__ import annotations

from benchmarks.fuzz_sources import run, seeds


def test_no_damaged_file_hangs_or_breaks_what_reads_it() -> None:
    n = 2 * len(seeds())
    outcomes, wrong = run(n, seed=5)
    assert wrong == []
    assert outcomes.total() == n
    assert {outcome for _, outcome in outcomes} >= {"read", "refused"}

"""Whatever people did on their copies, in whatever order these meet: the same project, and nothing lost."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.db.world import MOVES, Move, World
from tests.rounds import rounds

# Waiting for a disk a hundred thousand times shows nothing here; what a disk does is tested elsewhere.
_QUICK = Path("/dev/shm")

small = st.integers(0, 7)
move = st.tuples(small, st.sampled_from(MOVES), small, small)
moves = st.lists(move, min_size=8, max_size=24)
few, many = st.lists(move, min_size=8, max_size=15), st.lists(move, min_size=16, max_size=24)
drift = st.sampled_from((0, 0, 11, -11))


def play(drifts: tuple[int, ...], moves: list[Move]) -> None:
    with TemporaryDirectory(dir=_QUICK if _QUICK.exists() else None) as folder:
        world = World(Path(folder), drifts)
        try:
            world.play(moves)
            world.check_each()
            world.check_laws()
        finally:
            world.close()


BROUGHT_BACK: list[Move] = [
    (4, "undo", 0, 0),
    (4, "delete-source", 0, 0),
    (7, "recite", 5, 2),
    (2, "restore", 7, 4),
]
"""A source is deleted and its citing taken back; others write on the evidence, and bring it back."""

SEEN_AND_GONE: list[Move] = [(0, "see", 0, 4), (4, "force", 0, 3), (0, "withdraw", 0, 2)]
"""Evidence somebody saw by eye is taken back, and then deleted."""


WITHHELD_THEN_WHOLE: list[Move] = [
    (2, "reword", 0, 1),
    (3, "reword", 0, 2),
    (2, "settle", 0, 1),
    (0, "withhold", 1, 7),
    (1, "withhold", 0, 0),
    (3, "package", 2, 0),
    (0, "set-aside", 0, 0),
    (0, "merge", 1, 0),
]
"""Copies come with words withheld, and later with all of them."""


TURNED_ROUND: list[Move] = [
    (0, "join", 0, 5),
    (0, "reword", 0, 4),
    (1, "reword", 0, 0),
    (1, "merge", 0, 0),
    (7, "join", 5, 2),
    (5, "join", 5, 0),
]
"""Of two claims joined in a circle the one that was shown is joined into the other, and was edited apart."""


@pytest.mark.parametrize("moves", [BROUGHT_BACK, SEEN_AND_GONE, WITHHELD_THEN_WHOLE])
def test_three_copies_that_went_wrong_once_merge_to_the_same_in_every_order(moves: list[Move]) -> None:
    play((0, 0, 0), moves)


# In two tests, so that each ends in time on a machine that has much else to do.
@settings(max_examples=rounds(8))
@given(drifts=st.tuples(drift, drift, drift), moves=few)
def test_three_copies_merge_to_the_same_in_every_order(drifts: tuple[int, ...], moves: list[Move]) -> None:
    play(drifts, moves)


@settings(max_examples=rounds(7))
@given(drifts=st.tuples(drift, drift, drift), moves=many)
def test_three_copies_of_much_work_merge_to_the_same(drifts: tuple[int, ...], moves: list[Move]) -> None:
    play(drifts, moves)


@settings(max_examples=rounds(15))
@given(drifts=st.tuples(drift, drift), moves=moves)
@example(drifts=(0, 0), moves=TURNED_ROUND)
def test_a_clone_and_its_original_merge_to_the_same_both_ways(
    drifts: tuple[int, ...], moves: list[Move]
) -> None:
    play(drifts, moves)

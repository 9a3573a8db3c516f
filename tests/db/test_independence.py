"""How many sources stand on their own, whatever rests on whatever."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.independence import independent

names = st.sampled_from("abcdefg")
edges = st.lists(st.tuples(names, names), max_size=14)


def origins(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    return {s: sorted({o for t, o in pairs if t == s and o != s}) for s, _ in pairs}


def reach(source: str, rests: dict[str, list[str]]) -> set[str]:
    met = {source}
    while more := {o for s in met for o in rests.get(s, [])} - met:
        met |= more
    return met


@given(st.sets(names), edges)
def test_never_more_than_the_sources_and_one_at_least_where_there_is_one(
    sources: set[str], pairs: list[tuple[str, str]]
) -> None:
    found = independent(sources, origins(pairs))
    assert min(1, len(sources)) <= found <= len(sources)


@given(st.sets(names, min_size=2), edges)
def test_two_that_reach_something_in_common_never_both_count(
    sources: set[str], pairs: list[tuple[str, str]]
) -> None:
    rests = origins(pairs)
    for a in sources:
        for b in sources - {a}:
            apart = reach(a, rests).isdisjoint(reach(b, rests))
            assert independent({a, b}, rests) == 1 + apart


@given(st.sets(names), edges, names, names)
def test_one_more_dependence_of_a_source_that_rested_on_nothing_makes_none_more_independent(
    sources: set[str], pairs: list[tuple[str, str]], source: str, origin: str
) -> None:
    rests = origins(pairs)
    if source != origin and not rests.get(source):
        assert independent(sources, {**rests, source: [origin]}) <= independent(sources, rests)


def test_five_papers_behind_one_wire_are_one_and_a_sixth_of_its_own_is_the_second() -> None:
    rests = {paper: ["wire"] for paper in "abcde"}
    assert independent("abcde", rests) == 1
    assert independent("abcdef", rests) == 2
    assert independent([*"abcde", "wire"], rests) == 1


def test_a_long_chain_and_a_circle_of_many_come_to_an_end() -> None:
    chain = {str(n): [str(n + 1)] for n in range(20_000)}
    assert independent(["0", "10000", "x"], chain) == 2
    circle = {**chain, "20000": ["0"]}
    assert independent(["0", "10000", "x"], circle) == 2

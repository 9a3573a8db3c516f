"""How many of several sources stand on their own: those that come from one origin count as one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

Origins = Mapping[str, Sequence[str]]
"""What each source rests on directly."""


def independent(sources: Iterable[str], origins: Origins) -> int:
    """How many of the sources have no first origin in common.

    A source that rests on several is counted last, and only if none of these is counted: rather one too
    few than one too many. Sources that rest on one another in a circle are one origin.
    """
    firsts = [_first_origins(source, origins) for source in set(sources)]
    taken: set[str] = set()
    count = 0
    for first in sorted(firsts, key=lambda first: (len(first), sorted(first))):
        if taken.isdisjoint(first):
            taken |= first
            count += 1
    return count


def _first_origins(source: str, origins: Origins) -> set[str]:
    """What the source comes from in the end: itself where it rests on nothing.

    Of a circle that rests on nothing else that is its least member.
    """
    circles, place = _circles(source, origins)
    leading_on = {
        place[one] for one in place for origin in origins.get(one, ()) if place[origin] != place[one]
    }
    return {min(circle) for n, circle in enumerate(circles) if n not in leading_on}


def _circles(source: str, origins: Origins) -> tuple[list[list[str]], dict[str, int]]:
    """All the source comes from, as circles of sources that rest on one another (most are of one alone).

    Also says in which circle each is. Strongly connected components after Tarjan (1972), without recursion.
    """
    circles: list[list[str]] = []
    place: dict[str, int] = {}
    order = {source: 0}
    low = {source: 0}
    open_ones = [source]
    path = [(source, iter(origins.get(source, ())))]
    while path:
        at, ahead = path[-1]
        origin = next(ahead, None)
        if origin is None:
            path.pop()
            if path:
                above = path[-1][0]
                low[above] = min(low[above], low[at])
            if low[at] == order[at]:
                circle = [open_ones.pop()]
                while circle[-1] != at:
                    circle.append(open_ones.pop())
                place |= dict.fromkeys(circle, len(circles))
                circles.append(circle)
        elif origin not in order:
            order[origin] = low[origin] = len(order)
            open_ones.append(origin)
            path.append((origin, iter(origins.get(origin, ()))))
        elif origin not in place:
            low[at] = min(low[at], order[origin])
    return circles, place


def origins_of(conn: sqlite3.Connection, sources: Iterable[str]) -> dict[str, list[str]]:
    """What the sources, and all they rest on, rest on directly."""
    found: dict[str, list[str]] = {}
    left = list(set(sources))
    while left:
        source = left.pop()
        if source in found:
            continue
        rows = conn.execute("SELECT origin FROM dependence WHERE source = ? ORDER BY origin", (source,))
        found[source] = [origin for (origin,) in rows]
        left += found[source]
    return found


def resting_on(conn: sqlite3.Connection, sources: Iterable[str]) -> set[str]:
    """The sources and all that rest on them, however far away."""
    met: set[str] = set()
    left = list(set(sources))
    while left:
        source = left.pop()
        if source in met:
            continue
        met.add(source)
        left += [one for (one,) in conn.execute("SELECT source FROM dependence WHERE origin = ?", (source,))]
    return met

"""What stayed of the words of two drafts, as stretches of tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.text.aligning.became import Group
from app.text.aligning.contained import Stretch
from app.text.aligning.pieces import Kept
from app.text.aligning.sequence import Match, chain
from app.text.aligning.units import Unit
from app.text.aligning.words import Instead


@dataclass
class Matched:
    """A group with the words of it that stayed, in order, counted in tokens of the drafts."""

    group: Group
    kept: list[Stretch]
    instead: list[Instead]


def stretches(pairs: Iterable[tuple[int, int]]) -> list[Stretch]:
    """Old and new tokens, in order of both, as stretches that go on in both."""
    found: list[Stretch] = []
    for i, j in pairs:
        if found and (i, j) == (found[-1].old + found[-1].size, found[-1].new + found[-1].size):
            found[-1] = found[-1]._replace(size=found[-1].size + 1)
        else:
            found.append(Stretch(i, j, 1))
    return found


def joined(kept: Iterable[Kept]) -> list[Kept]:
    """What stayed in order of the old draft, joined where it goes on in both."""
    found: list[Kept] = []
    for old, new, size, moved in sorted(kept):
        if found:
            first, there, count, same = found[-1]
            if (first + count, there + count, same) == (old, new, moved):
                found[-1] = Kept(first, there, count + size, moved)
                continue
        found.append(Kept(old, new, size, moved))
    return found


def use(kept: Iterable[Kept | Stretch], free_old: list[bool], free_new: list[bool]) -> None:
    """Say of the tokens that stayed that they are free no more; of those of one draft alone if the other's
    list is empty.
    """
    for one in kept:
        used = [False] * one.size
        if free_old:
            free_old[one.old : one.old + one.size] = used
        if free_new:
            free_new[one.new : one.new + one.size] = used


def shared_tokens(one: Stretch, old: Unit, new: Unit) -> int:
    """How many tokens of a stretch stand in both units."""
    first = max(0, old.first - one.old, new.first - one.new)
    return max(0, min(one.size, old.last - one.old, new.last - one.new) - first)


def in_order(matched: Sequence[Matched]) -> set[int]:
    """Which of the groups, in order of the old draft, stand in order in the new one too: the heaviest."""
    runs: list[tuple[Match, list[int]]] = []
    behind = (-1, -1)
    for n, each in enumerate(matched):
        size, first, last = sum(one.size for one in each.kept), each.kept[0], each.kept[-1]
        if first[:2] == behind:
            head, members = runs[-1]
            members.append(n)
            runs[-1] = head._replace(weight=head.weight + size), members
        else:
            runs.append((Match(first.old, first.new, size), [n]))
        behind = last.old + last.size, last.new + last.size
    members_of = {head.old: members for head, members in runs}
    return {n for head in chain([head for head, _ in runs]) for n in members_of[head.old]}

"""The accessible tree of a window as a screen reader walks it, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

_ROLE = QAccessible.Role
# What Qt calls a thing it knows nothing about.
_NO_ROLES = {_ROLE.NoRole, _ROLE.Client, _ROLE.Pane, _ROLE.Border, _ROLE.Whitespace}
_MOST_CHILDREN = 80


class Spoken(NamedTuple):
    """One thing a screen reader can come to."""

    role: QAccessible.Role
    name: str
    description: str
    kind: str
    usable: bool
    focused: bool
    siblings: int

    def __str__(self) -> str:
        return f"{self.role.name} “{self.name}” ({self.kind})"


def walk(widget: QWidget) -> list[Spoken]:
    """Everything there is to come to in a widget, in its order; ``siblings`` share one parent's number."""
    return list(_walk(QAccessible.queryAccessibleInterface(widget), [0], 0))


def _walk(thing: QAccessibleInterface | None, groups: list[int], group: int) -> Iterator[Spoken]:
    if thing is None or not thing.isValid() or thing.state().invisible:
        return
    state, widget = thing.state(), thing.object()
    actions: list[str] = []
    if widget is not None and thing.actionInterface() is not None:
        actions = [name for name in thing.actionInterface().actionNames() if name != "SetFocus"]
    yield Spoken(
        thing.role(),
        thing.text(QAccessible.Text.Name),
        thing.text(QAccessible.Text.Description),
        type(widget).__name__ if widget is not None else "painted",
        bool(state.focusable or actions),
        bool(state.focused),
        group,
    )
    groups[0] += 1
    mine = groups[0]
    for at in range(min(thing.childCount(), _MOST_CHILDREN)):
        yield from _walk(thing.child(at), groups, mine)


def faults(things: list[Spoken]) -> list[str]:
    """What a person who hears the window could not tell: no name, no fitting role, one name twice."""
    found: list[str] = []
    names: Counter[tuple[int, QAccessible.Role, str]] = Counter()
    for thing in things:
        if not thing.usable:
            continue
        if not thing.name.strip():
            found.append(f"no name: {thing}")
        if thing.role in _NO_ROLES:
            found.append(f"no role: {thing}")
        names[thing.siblings, thing.role, thing.name] += 1
    found += [f"{count} times side by side: {name}" for (_, _, name), count in names.items() if count > 1]
    return found

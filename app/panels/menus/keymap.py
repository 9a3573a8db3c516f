"""Which keys each command has: those it is given by the table, changed by what a person chose.

Only what was changed is stored, by the command's id. A changed key is taken from the command that has it by
the table, so forgetting the change gives it back. What the file holds that is no command or no key is
passed over and left as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, cast

from PySide6.QtGui import QKeySequence

from app.panels.menus.entry import Entry
from db.records import record

Stored = Mapping[str, Any]
_MODIFIERS = ("Ctrl", "Shift", "Alt", "Meta")
_LEAVES = "Esc"
_FIELD_TO_FIELD = ("Tab", "Shift+Tab", "Backtab", "Shift+Backtab")
_FIELDS_OWN = ("Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+A")


@record
class Keymap:
    """``keys`` of every command, none missing; ``unread`` names what of the stored could not be used."""

    keys: Mapping[str, tuple[str, ...]]
    unread: tuple[str, ...] = ()

    def owner(self, key: str) -> str:
        """The command that has that key, or an empty string."""
        return next((id for id, keys in self.keys.items() if key in keys), "")


def canonical(key: object) -> str:
    """One key as Qt spells it in English; empty for what is none."""
    sequence = QKeySequence(key) if isinstance(key, str) else QKeySequence()
    spelt = sequence.toString() if sequence.count() == 1 else ""
    return "" if spelt in _MODIFIERS else spelt


def keymap(commands: Iterable[Entry], stored: Stored, titles: Sequence[str] = ()) -> Keymap:
    """The keys as they are now; ``titles`` are the letters that open the menus."""
    table = {entry.id: entry.keys for entry in commands}
    chosen: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    unread: list[str] = []
    for id, value in stored.items():
        keys = _keys(value)
        if id not in table or keys is None:
            unread.append(id)
            continue
        free = tuple(key for key in keys if key not in taken and not belongs(key, titles))
        if len(free) < len(keys):
            unread.append(id)
        chosen[id] = free
        taken.update(free)
    given = {id: tuple(key for key in map(canonical, keys) if key not in taken) for id, keys in table.items()}
    return Keymap({**given, **chosen}, tuple(unread))


def belongs(key: str, titles: Sequence[str] = ()) -> str:
    """Whose a key is for good: ``leave``, ``fields``, ``menus``; empty where a command may have it."""
    if key == _LEAVES:
        return "leave"
    if key in _FIELD_TO_FIELD or key in _FIELDS_OWN:
        return "fields"
    return "menus" if key.removeprefix("Alt+").lower() in titles and key.startswith("Alt+") else ""


def with_key(stored: Stored, commands: Sequence[Entry], id: str, key: str) -> dict[str, Any]:
    """What to store so that the command has that key and no other; an empty one leaves it none."""
    kept = _without_keys(stored, commands, (key,))
    return {**kept, id: [key] if key else []}


def as_at_first(stored: Stored, commands: Sequence[Entry], id: str) -> dict[str, Any]:
    """What to store so that the command has its keys of the table again, whoever has them now."""
    others = {other: value for other, value in stored.items() if other != id}
    own = [canonical(key) for entry in commands if entry.id == id for key in entry.keys]
    return _without_keys(others, commands, own)


def all_as_at_first(stored: Stored, commands: Iterable[Entry]) -> dict[str, Any]:
    """What to store so that every command has its keys of the table; what is no command stays."""
    known = {entry.id for entry in commands}
    return {id: value for id, value in stored.items() if id not in known}


def _without_keys(stored: Stored, commands: Iterable[Entry], taken: Collection[str]) -> dict[str, Any]:
    known = {entry.id for entry in commands}
    kept: dict[str, Any] = {}
    for id, value in stored.items():
        keys = _keys(value) if id in known else None
        left = [key for key in keys or () if key not in taken]
        if keys is None or len(left) == len(keys):
            kept[id] = value
        elif left:
            kept[id] = left
    return kept


def _keys(value: object) -> tuple[str, ...] | None:
    """The keys a stored value names; None where it names none or something else besides."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        return None
    keys = tuple(map(canonical, cast("list[object]", value)))
    return keys if all(keys) else None

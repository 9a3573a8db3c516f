"""Which keys commands have after a person changed some."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.panels.menus.entry import Entry
from app.panels.menus.keymap import all_as_at_first, as_at_first, belongs, keymap, with_key

COMMANDS = [
    Entry("claim.close", "Close", str, ("Ctrl+Return", "Ctrl+Enter")),
    Entry("article.mark", "Mark", str, ("H",)),
    Entry("edit.find", "Find", str, ("Ctrl+F",)),
    Entry("claim.rate.1", "Rate 1", str, ("1",)),
    Entry("project.title", "Title", str),
]
IDS = [entry.id for entry in COMMANDS]
KEYS = ["H", "1", "Ctrl+F", "Ctrl+Return", "X", "Alt+Left", "F6"]
FOREIGN = {"claim.bless": "B", "edit.find.2": ["Ctrl+F"], "x": 7}


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from([*KEYS, "", "reset"])), max_size=12))
def test_however_keys_are_changed_each_belongs_to_one_command_and_nothing_foreign_is_lost(
    deeds: list[tuple[str, str]],
) -> None:
    stored: dict[str, Any] = dict(FOREIGN)
    for id, key in deeds:
        entry = COMMANDS[IDS.index(id)]
        stored = as_at_first(stored, COMMANDS, id) if key == "reset" else with_key(stored, COMMANDS, id, key)
        now = keymap(COMMANDS, stored)
        given_out = [key for keys in now.keys.values() for key in keys]
        assert len(given_out) == len(set(given_out))
        assert now.keys[id] == (entry.keys if key == "reset" else (key,) if key else ())
        assert FOREIGN.items() <= stored.items()
        assert set(now.unread) == set(FOREIGN)
    assert keymap(COMMANDS, all_as_at_first(stored, COMMANDS)).keys == keymap(COMMANDS, {}).keys


def test_a_key_taken_from_another_command_goes_back_when_the_change_is_forgotten() -> None:
    stored = with_key({}, COMMANDS, "project.title", "H")
    assert keymap(COMMANDS, stored).keys["article.mark"] == ()
    assert keymap(COMMANDS, stored).owner("H") == "project.title"
    back = as_at_first(stored, COMMANDS, "project.title")
    assert keymap(COMMANDS, back).keys["article.mark"] == ("H",)
    assert back == {}


@pytest.mark.parametrize("value", [7, ["H", 3], "Bogus key", "Ctrl+", ["Ctrl+K, Ctrl+C"], "Shift", {"a": 1}])
def test_what_is_no_key_is_passed_over_and_named(value: object) -> None:
    now = keymap(COMMANDS, {"article.mark": value})
    assert now.keys["article.mark"] == ("H",)
    assert now.unread == ("article.mark",)


def test_keys_are_understood_however_they_are_spelt() -> None:
    assert keymap(COMMANDS, {"article.mark": "ctrl+shift+k"}).keys["article.mark"] == ("Ctrl+Shift+K",)


def test_keys_of_fields_menus_and_escape_are_no_command_s() -> None:
    assert [belongs(key, ("p", "e")) for key in ("Esc", "Tab", "Ctrl+C", "Alt+P", "Alt+Q", "P")] == [
        "leave",
        "fields",
        "fields",
        "menus",
        "",
        "",
    ]
    assert keymap(COMMANDS, {"article.mark": "Ctrl+C"}).keys["article.mark"] == ()

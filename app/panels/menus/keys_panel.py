"""The list of keys, and giving commands others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.panels.menus.bar import Menus
from app.panels.menus.entry import tr
from app.panels.menus.keymap import Keymap, all_as_at_first, as_at_first, belongs, canonical, keymap, with_key
from app.panels.menus.mnemonics import plain
from app.panels.notices import Notices
from app.settings import change_settings, read_settings
from widgets.notice import NoticeKind

if TYPE_CHECKING:
    from widgets.keys_help import KeysHelp


class KeysPanel(QObject):
    """Gives the commands their keys as they are stored, shows them, and changes them."""

    def __init__(self, menus: Menus, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._menus = menus
        self._window = window
        self._help: KeysHelp | None = None
        self._asked = ""
        self._map = self._read(read_settings().keys)
        if self._map.unread:
            words = tr("Some changed keys in the settings are unknown here and were left as they are: {0}.")
            notices.say(NoticeKind.NEWS, words.format(", ".join(self._map.unread)), topic="keys")

    def show(self) -> None:
        """Lay the list of keys over the window."""
        self._made().show_keys(self._menus.keys, self._map.keys["help.keys"])

    def _made(self) -> KeysHelp:
        if self._help is None:
            # Not needed to start.
            from widgets.keys_help import KeysHelp

            self._help = KeysHelp(self._window)
            self._help.change_requested.connect(self._on_change_requested)
            self._help.list_requested.connect(self.show)
            self._help.change.key_pressed.connect(self._on_key_pressed)
            self._help.change.reset_requested.connect(self._on_reset_requested)
            self._help.change.reset_all_requested.connect(self._on_reset_all_requested)
        return self._help

    def _read(self, stored: Mapping[str, Any]) -> Keymap:
        found = keymap(self._menus.commands, stored, self._menus.titles)
        if any(self._menus.keys_of(id) != keys for id, keys in found.keys.items()):
            self._menus.set_keys(found.keys)
        return found

    def _store(self, keys: Mapping[str, Any], said: str) -> None:
        self._asked = ""
        change_settings(lambda settings: settings.with_keys(keys))
        # As it was asked for, also where the settings cannot be written.
        self._map = self._read(keys)
        self._show_rows(said)

    def _show_rows(self, said: str = "") -> None:
        from widgets.command_list import CommandRow

        first = keymap(self._menus.commands, {}).keys
        rows = [
            CommandRow(
                entry.id,
                plain(entry.words),
                group,
                self._map.keys[entry.id],
                changed=self._map.keys[entry.id] != first[entry.id],
            )
            for entry, group in self._menus.listed()
            if entry.id in first
        ]
        self._made().show_change(rows, said)

    def _words(self, id: str) -> str:
        return next(plain(entry.words) for entry in self._menus.commands if entry.id == id)

    # What a person wishes

    def _on_change_requested(self) -> None:
        self._show_rows()

    def _on_key_pressed(self, id: str, key: str) -> None:
        page, stored, name = self._made().change, read_settings().keys, self._words(id)
        key = canonical(key)
        whose = belongs(key, self._menus.titles)
        owner = self._map.owner(key) if key else ""
        if whose:
            reasons = {
                "leave": tr("{0} always leaves what is open."),
                "fields": tr("{0} is needed in text fields."),
                "menus": tr("{0} opens a menu."),
            }
            page.ask(f"{reasons[whose].format(key)} {tr('Press another key; Esc leaves it as it is.')}")
        elif owner not in ("", id) and key != self._asked:
            self._asked = key
            words = tr("{0} is the key of “{1}” now. Press it again to take it from there; Esc leaves it.")
            page.ask(words.format(key, self._words(owner)), key)
        else:
            said = tr("{0}: {1}").format(name, key) if key else tr("{0} has no key now.").format(name)
            if owner not in ("", id):
                left = " / ".join(other for other in self._map.keys[owner] if other != key)
                told = tr("“{0}” keeps {1}.") if left else tr("“{0}” has no key now.")
                said = f"{said}. {told.format(self._words(owner), left)}"
            self._store(with_key(stored, self._menus.commands, id, key), said)

    def _on_reset_requested(self, id: str) -> None:
        keys = as_at_first(read_settings().keys, self._menus.commands, id)
        self._store(keys, tr("{0}: as it came.").format(self._words(id)))

    def _on_reset_all_requested(self) -> None:
        keys = all_as_at_first(read_settings().keys, self._menus.commands)
        self._store(keys, tr("Every command has the key it came with."))

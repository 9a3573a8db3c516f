"""The command palette: every command there is just now, by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.panels.menus.bar import Menus
from app.panels.menus.entry import Entry
from app.panels.menus.mnemonics import plain

if TYPE_CHECKING:
    from widgets.palette import Palette

_ITSELF = "help.palette"
_REMEMBERED = 8


class PalettePanel(QObject):
    """Lists the commands, those last chosen first and those of no use now last, and does the one chosen."""

    def __init__(self, menus: Menus, window: QWidget) -> None:
        super().__init__(window)
        self._menus = menus
        self._window = window
        self._palette: Palette | None = None
        self._entries: dict[str, Entry] = {}
        self._recent: list[str] = []

    def show(self) -> None:
        """Open it over the window."""
        from widgets.command_list import CommandRow

        rows: dict[str, CommandRow] = {}
        keys: dict[str, tuple[str, ...]] = {}
        self._entries.clear()
        for entry, group in self._menus.listed():
            self._entries[entry.id] = entry
            keys[entry.id] = self._menus.keys_of(entry.id)
            rows[entry.id] = CommandRow(
                entry.id,
                plain(entry.words),
                group,
                keys[entry.id][:1],
                off=self._menus.lacks(entry),
                checked=entry.checked is not None and entry.checked(),
            )
        rows.pop(_ITSELF)
        last = {id: n for n, id in enumerate(self._recent)}
        order = sorted(rows, key=lambda id: (last.get(id, len(last)), bool(rows[id].off)))
        self._made().open([rows[id] for id in order], keys[_ITSELF])

    def _made(self) -> Palette:
        if self._palette is None:
            # Not needed to start.
            from widgets.palette import Palette

            self._palette = Palette(self._window)
            self._palette.chosen.connect(self._on_chosen)
        return self._palette

    def _on_chosen(self, id: str) -> None:
        self._recent = [id, *(other for other in self._recent if other != id)][:_REMEMBERED]
        self._menus.do(self._entries[id])

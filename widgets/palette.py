"""The command palette: every command by typing, over the top of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from widgets.command_list import CommandList, CommandRow
from widgets.overlay import Overlay

_WIDE, _ROWS = 640, 11


class Palette(Overlay):
    """Lists commands over the window; Enter chooses one, Escape or a click elsewhere puts it away.

    Signals: ``chosen(id)`` after it is away and the keyboard is where it was.
    """

    chosen = Signal(str)

    def __init__(self, window: QWidget) -> None:
        self.list = CommandList(_tr("Command"), _tr("Type what you want to do"))
        super().__init__(window, _tr("Command palette"), self.list, self.list.line, _WIDE)
        self.list.entered.connect(self._on_entered)
        self.list.refilled.connect(self.fit)

    def open(self, rows: Sequence[CommandRow], toggle: Sequence[str] = ()) -> None:
        """List these, in this order until something is typed; a key of ``toggle`` puts it away again."""
        self.list.line.clear()
        self.list.show_rows(rows)
        self.come(toggle)

    def content_height(self) -> int:
        return self.list.height_of(_ROWS)

    def _on_entered(self, command: str) -> None:
        row = self.list.current
        if row is not None and not row.off:
            self.put_away()
            self.chosen.emit(command)


def _tr(words: str) -> str:
    # Before the widget is there, which has a tr of its own.
    return QCoreApplication.translate("Palette", words)

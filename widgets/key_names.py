"""What keys are called in sentences: as they are now, also after a person changed some."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QObject, Signal


class _KeyNames(QObject):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.now: dict[str, str] = {}


_names = _KeyNames()


def tell_keys(names: Mapping[str, str]) -> None:
    """Say from now on that the commands, by their ids, have these keys; an empty one for none."""
    _names.now = dict(names)
    _names.changed.emit()


def key_name(command: str, first: str) -> str:
    """The key of that command; ``first`` is the one it comes with."""
    none = QCoreApplication.translate("KeyNames", "(no key)")
    return _names.now.get(command, first).replace("Return", "Enter") or none


class _KeyedWords(QObject):
    """Words about a widget, said again whenever keys are changed, for as long as the widget lives."""

    def __init__(
        self, widget: QObject, show: Callable[[str], object], words: str, command: str, first: str
    ) -> None:
        super().__init__(widget)
        self._show, self._words, self._command, self._first = show, words, command, first
        _names.changed.connect(self._say)
        self._say()

    def _say(self) -> None:
        self._show(self._words.format(key_name(self._command, self._first)))


def show_key(widget: QObject, show: Callable[[str], object], words: str, command: str, first: str) -> None:
    """Show words in whose ``{0}`` stands the key of that command, now and after every change of keys."""
    _KeyedWords(widget, show, words, command, first)

"""What may wait long for a slow folder: done on a thread of its own, told in the window's."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")
_log = logging.getLogger(__name__)


class FolderThread(QObject):
    """Does one thing after the other; a folder that hangs holds up nothing but what comes after it here."""

    _delivered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._delivered.connect(self._on_delivered, Qt.ConnectionType.QueuedConnection)
        Thread(target=self._work, name="shared folder", daemon=True).start()

    def ask(self, act: Callable[[], T], answer: Callable[[T], object]) -> None:
        """Call ``answer`` with what ``act`` gives, later and in the window's thread."""
        self._tasks.put(partial(self._do, act, answer))

    def end(self) -> None:
        """Answer nothing any more."""
        self._delivered.disconnect(self._on_delivered)
        self._tasks.put(None)

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            task()

    def _do(self, act: Callable[[], Any], answer: Callable[[Any], object]) -> None:
        try:
            value = act()
        except Exception:  # noqa: BLE001
            _log.exception("in the shared folder's thread")
            return
        # The window may be gone by now.
        with suppress(RuntimeError):
            self._delivered.emit(partial(answer, value))

    def _on_delivered(self, news: Callable[[], object]) -> None:
        news()

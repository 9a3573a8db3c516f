"""Work in the background, told in the status line where it takes long and the line is free."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from widgets.status_line import StatusLine

_UNTOLD_MS = 1000


class ToldWork(QObject):
    """One panel's share of the status line.

    Signals: ``cancelled`` where a person stopped the work that is shown.
    """

    cancelled = Signal()

    def __init__(self, status: StatusLine, parent: QObject) -> None:
        super().__init__(parent)
        self._job = status.job
        self._said: tuple[str, int, int] | None = None
        self._shown = ""
        self._late = QTimer(self, singleShot=True, interval=_UNTOLD_MS)
        self._late.timeout.connect(self._show)
        status.cancel_requested.connect(self._on_cancel)

    def begin(self) -> None:
        """Work begins: what is told of it is shown from a second on."""
        self._late.start()

    def tell(self, words: str, done: int, total: int) -> None:
        """What is being done, and how far it is."""
        self._said = (words, done, total)
        if not self._late.isActive():
            self._show()

    def end(self) -> None:
        """It is over."""
        self._late.stop()
        if self._seen:
            self._job.end()
        self._said, self._shown = None, ""

    @property
    def _seen(self) -> bool:
        """Whether the status line shows this work and not another's."""
        there = not self._job.isHidden()
        return there and bool(self._shown) and self._job.words.startswith(self._shown)

    def _show(self) -> None:
        if self._said is not None and (self._job.isHidden() or self._seen):
            words, done, total = self._said
            self._shown = words
            self._job.show_job(words, "", done, total)

    def _on_cancel(self) -> None:
        if self._seen:
            self.cancelled.emit()

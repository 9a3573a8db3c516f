"""What must be decided before a project is closed: what waits, what is being added, what is not saved."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.panels.notices import Action, Notices
from app.session import Session
from widgets.notice import NoticeKind

_UNNOTICED_S = 0.25


class Closing(QObject):
    """Asks about each in a notice; the person's answer closes the project, or not.

    Attributes: ``waits`` tells in a sentence what waits to be looked at, blank for nothing: closing drops it.
    ``adding`` says which file is on its way in. Signals: ``ending`` so that what is typed becomes a change;
    ``waiting_wanted`` to see what waits.
    """

    ending = Signal()
    waiting_wanted = Signal()

    def __init__(self, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices = notices
        self.waits: Callable[[], str] = str
        self.adding: Callable[[], str] = str
        self.begin(None)

    def begin(self, session: Session | None) -> None:
        """Another project is open, or none: nothing is decided yet."""
        self._session = session
        self._close_anyway = self._drop_waiting = False

    def may_close(self, session: Session, again: Callable[[], object]) -> bool:
        """Whether everything is saved or given up; where a person must decide first, ``again`` follows."""
        waits = self.waits()
        if waits and not self._drop_waiting:
            self._ask_about_waiting(waits, again)
            return False
        if self._still_adding(session):
            self._ask_about_adding(session, again)
            return False
        self.ending.emit()
        if not session.settle() and not self._close_anyway:
            self._tell_unsaved(session, again)
            return False
        return True

    def _tell_unsaved(self, session: Session, again: Callable[[], object]) -> None:
        words = self.tr("The last changes are not saved, so the project stays open.")
        more = self.tr("Free some space or reconnect the disk, then try again.")
        actions: list[Action] = [
            (self.tr("Try again"), session.try_again),
            (self.tr("Close without them"), partial(self._on_close_anyway, again)),
        ]
        self._notices.say(NoticeKind.ERROR, words, more, actions, topic="saving")

    def _still_adding(self, session: Session) -> bool:
        """Whether files are on their way in, and for longer than one notices."""
        until = time.monotonic() + _UNNOTICED_S
        while session.taking_in and time.monotonic() < until:
            session.catch_up(0.02)
        return session.taking_in

    def _ask_about_adding(self, session: Session, again: Callable[[], object]) -> None:
        words = self.adding() or self.tr("Adding a file")
        more = self.tr("Closing waits for it, or gives it up: then nothing of it is left in the project.")
        actions: list[Action] = [
            (self.tr("Wait, then close"), partial(self._close_once_added, session, again)),
            (self.tr("Stop adding, and close"), partial(self._stop_adding, session, again)),
        ]
        self._notices.say(NoticeKind.QUESTION, words, more, actions, topic="adding")

    def _close_once_added(self, session: Session, again: Callable[[], object]) -> None:
        def close() -> None:
            if session is self._session and not session.taking_in:
                session.idle.disconnect(close)
                # In a turn of its own: what was added is told first.
                QTimer.singleShot(0, again)

        session.idle.connect(close)
        if not session.taking_in:
            close()

    def _stop_adding(self, session: Session, again: Callable[[], object]) -> None:
        session.stop()
        self._close_once_added(session, again)

    def _ask_about_waiting(self, waits: str, again: Callable[[], object]) -> None:
        more = self.tr("Closing the project leaves it out; its file stays as it is.")
        actions: list[Action] = [
            (self.tr("Look at it"), self.waiting_wanted.emit),
            (self.tr("Close without it"), partial(self._on_drop_waiting, again)),
        ]
        self._notices.say(NoticeKind.QUESTION, waits, more, actions, topic="waiting")

    def _on_close_anyway(self, again: Callable[[], object]) -> None:
        self._close_anyway = True
        again()

    def _on_drop_waiting(self, again: Callable[[], object]) -> None:
        self._drop_waiting = True
        again()

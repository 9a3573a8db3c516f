"""One page is fetched for the link in hand, in a child, because somebody asked for it by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.commands import adding
from app.panels.desk import Desk
from app.panels.notices import Notices
from app.panels.source_sheet import SourceSheet
from app.session import Session
from app.settings import change_settings, read_settings
from db.records import Changes, SourceKind
from widgets.notice import NoticeKind

if TYPE_CHECKING:
    from app.capture import Captured
    from app.jobs.qt_job import JobRunner

_TOPIC = "capture"


class Capturing(QObject):
    """Fetches the page of the source in hand where that is allowed, and makes it its kept copy."""

    def __init__(
        self, desk: Desk, notices: Notices, sheet: SourceSheet, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._notices, self._sheet = desk, notices, sheet
        self._jobs: JobRunner | None = None
        self._asked: tuple[Session, str] | None = None
        desk.project_changed.connect(self._on_project_changed)

    @property
    def allowed(self) -> bool:
        """Whether pages may be fetched at all; off unless somebody turned it on."""
        return read_settings().capture

    def turn(self) -> None:
        """Allow or forbid fetching pages, on this machine and for this person."""
        on = not self.allowed
        change_settings(lambda settings: settings.with_capture(on=on))

    def why_not(self) -> str:
        """Why the page of the source in hand cannot be fetched now; nothing where it can."""
        known = self._desk.sources.get(self._sheet.source)
        if not self.allowed:
            return self.tr("Fetching pages is off; turn it on in the menu of sources first.")
        if known is None or known.kind != SourceKind.PAGE or not known.url:
            return self.tr("Choose a web address among the sources first.")
        if known.sha:
            return self.tr("There is a kept copy already.")
        return self.tr("A page is being fetched.") if self._asked is not None else ""

    def capture(self) -> None:
        """Fetch that one page now."""
        from app.capture import AGENT
        from app.jobs.job import run_job

        session, known = self._desk.session, self._desk.sources.get(self._sheet.source)
        if session is None or known is None or self.why_not():
            return
        self._asked = (session, known.id)
        words = self.tr("Fetching {0}").format(known.url)
        self._notices.say(NoticeKind.NEWS, words, "", [(self.tr("Cancel"), self.cancel)], topic=_TOPIC)
        self._runner().watch(run_job("app.capture:in_child", (known.url, AGENT), []))

    def cancel(self) -> None:
        """Stop fetching; nothing is kept."""
        if self._jobs is not None:
            self._jobs.cancel()

    def _runner(self) -> JobRunner:
        from app.jobs.qt_job import JobRunner

        if self._jobs is None:
            self._jobs = JobRunner.telling(
                self, self._on_finished, self._on_failed, self._on_broke, self._on_cancelled
            )
        return self._jobs

    def _on_finished(self, captured: Captured) -> None:
        asked, self._asked = self._asked, None
        self._notices.withdraw(_TOPIC)
        if asked is None or asked[0] is not self._desk.session:
            return
        command = partial(
            adding.attach_capture,
            source=asked[1],
            data=captured.data,
            url=captured.url,
            headers=captured.headers,
            status=captured.status,
        )
        asked[0].run(command, then=partial(self._say_kept, captured))

    def _say_kept(self, captured: Captured, _changes: Changes) -> None:
        words = self.tr("The page is kept: {0} bytes from {1}").format(len(captured.data), captured.url)
        self._notices.say(NoticeKind.NEWS, words, topic=_TOPIC)

    def _on_failed(self, sentence: str) -> None:
        self._asked = None
        self._notices.say(NoticeKind.ERROR, sentence, topic=_TOPIC)

    def _on_broke(self, _traceback: str) -> None:
        from app.session import OUR_MISTAKE

        self._on_failed(OUR_MISTAKE)

    def _on_cancelled(self) -> None:
        self._asked = None
        self._notices.withdraw(_TOPIC)

    def _on_project_changed(self) -> None:
        if self._asked is not None and self._asked[0] is not self._desk.session:
            self.cancel()

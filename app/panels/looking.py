"""Looking for suggestions in the article on the desk: from the cache, else in a child, part by part."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.panels.desk import Desk
from app.session import Session
from app.settings import read_settings
from db.records import record
from db.records.suggestions import SuggestionRecord
from widgets.status_line import StatusLine

if TYPE_CHECKING:
    from app.jobs.qt_conversation import QtConversation
    from app.spotting.reading import Read
    from db.project_file import Project

_REST_MS = 1200
"""So long an article was there before it is read, so that opening it comes first."""
_UNTOLD_MS = 700
Of = tuple[str, str, str, str]
"""The text that is read, the language it is said to be in, the draft, and the pipeline it is read with."""


@record
class Known:
    """What is known of a text before it is read: its sentences, and what was kept of it, if it may be
    kept."""

    spans: tuple[tuple[int, int], ...]
    found: Read | None
    keep: str


class Looking(QObject):
    """One article at a time; another one on the desk ends the work on the one before.

    Attributes: ``told`` is the part that came last, with the language, None before the first; ``done`` once
    the whole article was read; ``note`` says why the pipeline chosen did not read it. Signals:
    ``began(other)`` before the first part, ``other`` for another text than before; ``came(Read)`` for each
    part; ``ended(sentence)`` at the end, with why where it is before its time.
    """

    began = Signal(bool)
    came = Signal(object)
    ended = Signal(str)

    def __init__(self, desk: Desk, status: StatusLine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._status = desk, status
        self._session: Session | None = None
        self._conversation: QtConversation | None = None
        self._known: Known | None = None
        self._of: Of = ("", "", "", "")
        self._anew = self._tells = False
        self._words = ""
        self._pipeline = self.note = ""
        self.told: Read | None = None
        self.done = False
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._begin)
        self._telling = QTimer(self, singleShot=True, interval=_UNTOLD_MS)
        self._telling.timeout.connect(self._tell_begun)
        status.cancel_requested.connect(self._on_cancel)

    @property
    def text(self) -> str:
        """The text that is read, or an empty string."""
        return self._of[0]

    @property
    def at_work(self) -> bool:
        """Whether the article is being read."""
        return self._conversation is not None

    def follow(self) -> None:
        """Turn to the article on the desk, in the language it is said to be in."""
        article, session = self._desk.article, self._desk.session
        if article is None or session is None:
            of = ("", "", "", "")
        else:
            of = (article.text, article.language, article.draft, read_settings().pipeline)
        if session is self._session and of == self._of:
            if self._known is not None and not (self.done or self.at_work) and self._wanted:
                self._rest.start()
            return
        other = session is not self._session or of[0] != self._of[0]
        self._stop()
        self._session, self._of, self._known = session, of, None
        self.told, self.done, self._anew = None, False, False
        self._pipeline, self.note = of[3], ""
        self.began.emit(other)
        if session is not None and of[0]:
            text, language, draft, pipeline = of
            ask = partial(_known, text=text, language=language, draft=draft, pipeline=pipeline)
            session.read(ask, partial(self._on_known, session, of))

    def begin(self) -> None:
        """Read the article now, whatever is kept of it."""
        self._anew = True
        if self._known is not None:
            self._begin()

    def cancel(self) -> None:
        """Stop; what was found so far stays on show, and nothing is kept."""
        self._rest.stop()
        if self._conversation is not None:
            self._stop()
            self.ended.emit(self.tr("Reading for claims was cancelled; what was found so far is shown."))

    @property
    def _wanted(self) -> bool:
        return read_settings().look_for_claims

    def _on_known(
        self, session: Session, of: tuple[str, str, str, str], known: Known, _revision: int
    ) -> None:
        if session is not self._session or of != self._of:
            return
        self._known = known
        if self._anew:
            self._begin()
        elif known.found is not None:
            self.told, self.done = known.found, True
            self.came.emit(known.found)
            self.ended.emit("")
        elif self._wanted:
            self._rest.start()

    def _begin(self) -> None:
        from app.jobs.qt_conversation import QtConversation
        from app.spotting.reading import Asked, begin_reading

        known, article = self._known, self._desk.article
        if known is None or article is None or self._conversation is not None:
            return
        self._rest.stop()
        if self._anew and self.told is not None:
            self.told, self.done = None, False
            self.began.emit(False)
            self._pipeline, self.note = self._of[3], ""
        self._anew = False
        keep = known.keep if self._pipeline == self._of[3] else ""
        asked = Asked(self._desk.text.text, known.spans, self._of[1], keep, self._pipeline)
        conversation = QtConversation(begin_reading(asked, article.title), self)
        conversation.answered.connect(self._on_answered)
        conversation.failed.connect(self._on_failed)
        conversation.broke.connect(self._on_broke)
        self._conversation = conversation
        self._words = self.tr("Reading “{0}” for claims").format(_short(article.title))
        self._telling.start()
        conversation.ask(0)

    def _on_answered(self, _number: int, read: Read) -> None:
        if self._conversation is None:
            return
        self.told = read
        self.note = read.note or self.note
        if read.over:
            self.done = True
            self._stop()
        else:
            self._tell(read)
            self._conversation.ask(read.done)
        self.came.emit(read)
        if read.over:
            self.ended.emit(self.note)

    def _on_failed(self, _number: int, sentence: str) -> None:
        self._stop()
        if not self._pipeline:
            self.ended.emit(sentence)
            return
        # It is code of others, and may take its child down with it: our own rules read the article then.
        name, self._pipeline = self._pipeline, ""
        words = self.tr("{0} The pipeline {1} was left out: the article was read by Tickmark’s own rules.")
        self.note = words.format(sentence, name)
        self.told = None
        self.began.emit(False)
        self._begin()

    def _on_broke(self, _number: int, traceback: str) -> None:
        import logging

        logging.getLogger(__name__).error("reading for claims broke:\n%s", traceback)
        self._stop()
        self.ended.emit(
            self.tr(
                "Reading for claims went wrong in Tickmark itself; the article and your work are unchanged."
            )
        )

    def _stop(self) -> None:
        """End the child; what it still tells is not heard."""
        self._rest.stop()
        self._telling.stop()
        if self._conversation is not None:
            self._conversation.close()
            self._conversation.deleteLater()
            self._conversation = None
        if self._tells and self._ours:
            self._status.job.end()
        self._tells = False

    # The status line

    @property
    def _ours(self) -> bool:
        """Whether the status line shows this work and not another's."""
        return self._status.job.words.startswith(self._words) and not self._status.job.isHidden()

    def _tell_begun(self) -> None:
        self._tells = True
        if self.told is not None:
            self._tell(self.told)
        elif self._status.job.isHidden():
            self._status.job.show_job(self._words)

    def _tell(self, read: Read) -> None:
        if self._tells and (self._status.job.isHidden() or self._ours):
            self._status.job.show_job(self._words, "", read.done, read.total)

    def _on_cancel(self) -> None:
        if self._conversation is not None and self._tells and self._ours:
            self.cancel()


def _known(project: Project, *, text: str, language: str, draft: str, pipeline: str) -> Known:
    """Runs in the database thread."""
    from app.spotting.kept import forget, kept, kept_file, may_keep
    from app.spotting.reading import Read

    rows = project.conn.execute('SELECT start, "end" FROM sentence WHERE draft = ? ORDER BY n', (draft,))
    spans = tuple((start, end) for start, end in rows)
    path: Path = kept_file(text, language, pipeline)
    if not may_keep(project):
        # It may have been read before it had its password.
        forget(path)
        return Known(spans, None, "")
    found = kept(path)
    known = set(spans)
    if found is None or not all((one.start, one.end) in known for one in found.suggestions):
        return Known(spans, None, str(path))
    several: tuple[SuggestionRecord, ...] = found.suggestions
    return Known(
        spans, Read(several, len(spans), len(spans), found.language, found.missing, over=True), str(path)
    )


def _short(title: str) -> str:
    return title if len(title) <= 40 else title[:40].rstrip() + "…"

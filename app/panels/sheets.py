"""The verdict sheet from the window: read in the database thread, made in a child process."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.panels.desk import Desk
from app.panels.leaving import Departure, LeavingPanel
from app.panels.notices import Notices
from app.session import Session
from db.errors import KnownError
from widgets.notice import NoticeKind
from widgets.status_line import StatusLine

if TYPE_CHECKING:
    from app.exporting.gather import Leaving
    from app.jobs.qt_job import JobRunner
    from db.project_file import Project
    from db.records.checks import CheckRecord


class SheetsPanel(QObject):
    """Writes sheets, one at a time, with phase, time and Cancel in the status line.

    Attributes: ``when_checked`` calls what it is given once quoted passages are looked up in their sources;
    ``leaving`` has a person look over what is confidential first.

    Signals: ``export_begun`` before anything is read, so that what is typed becomes a change first;
    ``written(path)`` when a sheet is there, ``not_written(sentence)`` when there will be none.
    """

    export_begun = Signal()
    written = Signal(str)
    not_written = Signal(str)

    def __init__(
        self, desk: Desk, notices: Notices, status: StatusLine, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._notices = notices
        self._status = status
        self._out = Path()
        self._facts_last = False
        self._facts = False
        self._released: tuple[str, ...] = ()
        self._sheet: Leaving | None = None
        self.leaving = LeavingPanel(desk, self)
        self._awaiting: Session | None = None
        self.when_checked: Callable[[Callable[[], None]], None] = lambda then: then()
        self._jobs: JobRunner | None = None
        status.cancel_requested.connect(self.cancel)
        desk.project_changed.connect(self._on_project_changed)

    @property
    def running(self) -> bool:
        """True while a sheet is being made."""
        return self._awaiting is not None or (self._jobs is not None and self._jobs.running)

    def cancel(self) -> None:
        """Stop the sheet being made; nothing of it is left."""
        if self._awaiting is not None:
            self._awaiting = None
            self._on_cancelled()
        if self._jobs is not None:
            self._jobs.cancel()

    def choose_pdf(self) -> None:
        """Ask where to write the sheet as PDF; the kinds of file offered are without and with the facts."""
        plain, listing = self.tr("PDF (*.pdf)"), self.tr("PDF with the facts ticked (*.pdf)")
        first = [listing, plain] if self._facts_last else [plain, listing]
        out, kind = self._choose(self.tr("Export the verdict sheet"), self.tr("sheet"), ".pdf", first)
        if out is not None:
            self._facts_last = kind == listing
            self.export(out, facts=self._facts_last)

    def choose_csv(self) -> None:
        """Ask where to write the claims as CSV."""
        out, _ = self._choose(
            self.tr("Export the claims"), self.tr("sheet"), ".csv", [self.tr("CSV (*.csv)")]
        )
        if out is not None:
            self.export(out)

    def choose_facts(self) -> None:
        """Ask where to write the facts with their ticks as CSV."""
        out, _ = self._choose(self.tr("Export the facts"), self.tr("facts"), ".csv", [self.tr("CSV (*.csv)")])
        if out is not None:
            self.export(out, facts=True)

    def export(self, out: Path, *, facts: bool = False) -> None:
        """Write the sheet of the whole project; the name's ending says how.

        With ``facts`` a PDF lists these too, and a CSV is of them alone.
        """
        session = self._desk.session
        if session is None:
            return
        if self.running:
            words = self.tr("A sheet is being made; wait for it or cancel it first.")
            self._notices.say(NoticeKind.WARNING, words)
            return
        self._out, self._facts, self._released = out, facts, ()
        self.export_begun.emit()
        self._awaiting = session
        self._show("quotations")
        # What is told of a quotation is what stands there now, so what was typed last is looked up too.
        gather = partial(self._gather, session)
        self._desk.when_fresh(partial(self.when_checked, gather))

    def show_checking(self, done: int, total: int) -> None:
        """While a sheet waits: how many sources that are quoted are read, of how many."""
        if self._awaiting is not None:
            self._show("quotations", done, total)

    def _gather(self, session: Session) -> None:
        if self._awaiting is session:
            self._awaiting = None
            self._status.job.end()
            self._ask(session, ())

    def _on_project_changed(self) -> None:
        if self._awaiting is not None and self._awaiting is not self._desk.session:
            # Closed meanwhile.
            self._awaiting = None
            self._status.job.end()

    def _ask(self, session: Session, released: tuple[str, ...]) -> None:
        self._released = released
        ask = partial(_gathered, facts=self._facts, checks=dict(self._desk.checks), released=released)
        session.read(ask, partial(self._on_gathered, released))

    def _release(self, names: tuple[str, ...]) -> None:
        if self._desk.session is not None:
            self._ask(self._desk.session, names)

    def _choose(self, title: str, what: str, suffix: str, kinds: Sequence[str]) -> tuple[Path | None, str]:
        """The file to write, of which of ``kinds``; no file where the person thought better of it."""
        session = self._desk.session
        if session is None:
            return None, ""
        at = str(session.path.with_name(f"{session.path.stem} – {what}{suffix}"))
        path, kind = QFileDialog.getSaveFileName(self._status.window(), title, at, ";;".join(kinds))
        if not path:
            return None, ""
        out = Path(path)
        return (out if out.suffix.lower() == suffix else out.with_name(out.name + suffix)), kind

    def _on_gathered(self, released: tuple[str, ...], gathered: Leaving | str, _revision: int) -> None:
        if released != self._released:
            return
        if isinstance(gathered, str):
            self.leaving.withdraw()
            self._say_failed(gathered)
            return
        self._sheet = gathered
        if self.leaving.active:
            self.leaving.show(gathered.items, gathered.mentions)
        elif gathered.items or gathered.mentions:
            name = self._out.name
            departure = Departure(name, self.tr("Export"), self._release, self._write, self._on_cancelled)
            self.leaving.look_over(departure, gathered.items, gathered.mentions)
        else:
            self._write()

    def _write(self) -> None:
        from app.exporting.export import start_export

        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            self._show("starting")
            self._runner().watch(start_export(sheet.sheet, self._out))

    def _runner(self) -> JobRunner:
        from app.jobs.qt_job import JobRunner

        if self._jobs is None:
            self._jobs = JobRunner.telling(
                self, self._on_finished, self._on_failed, self._on_broke, self._on_cancelled
            )
            self._jobs.phase_changed.connect(self._on_phase_changed)
        return self._jobs

    def _show(self, phase: str, done: int = 0, total: int = 0) -> None:
        words = {
            "quotations": self.tr("looking up quotations"),
            "starting": self.tr("starting"),
            "typesetting": self.tr("typesetting"),
            "writing": self.tr("writing"),
        }
        self._status.job.show_job(self._out.name, words.get(phase, phase), done, total)

    def _on_phase_changed(self, phase: str) -> None:
        self._show(phase)

    def _on_finished(self, exported: object) -> None:
        self._status.job.end()
        notes = " ".join(getattr(exported, "notes", ()))
        kind = NoticeKind.WARNING if notes else NoticeKind.NEWS
        words = self.tr("The sheet is written: {0}").format(self._out)
        self._notices.say(kind, words, notes, [(self.tr("Open it"), self._open)], topic="sheet")
        self.written.emit(str(self._out))

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._out)))

    def _on_failed(self, sentence: str) -> None:
        self._status.job.end()
        self._say_failed(sentence)

    def _on_broke(self, _traceback: str) -> None:
        from app.session import OUR_MISTAKE

        self._status.job.end()
        self._say_failed(OUR_MISTAKE)

    def _on_cancelled(self) -> None:
        self._status.job.end()
        self._status.say(self.tr("Cancelled; no sheet was written."))
        self.not_written.emit(self.tr("Cancelled; no sheet was written."))

    def _say_failed(self, sentence: str) -> None:
        self._notices.say(NoticeKind.ERROR, sentence, topic="sheet")
        self.not_written.emit(sentence)


def _gathered(
    project: Project, facts: bool, checks: Mapping[str, CheckRecord], released: tuple[str, ...]
) -> Leaving | str:
    """The sheet's data with what is confidential, or the sentence why there is none."""
    from app.exporting.gather import gather

    try:
        return gather(project, facts=facts, checks=checks, released=released)
    except KnownError as error:
        return str(error)

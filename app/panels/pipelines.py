"""Which installed pipeline articles are read with, chosen on the page of suggestions; found in a child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.settings import change_settings, read_settings

if TYPE_CHECKING:
    from app.jobs.qt_job import JobRunner
    from widgets.suggestions.page import SuggestionsPage


class PipelineChoice(QObject):
    """Fills a page with the pipelines there are. Signals: ``chosen`` once another is; ``told(sentence)``."""

    chosen = Signal()
    told = Signal(str)

    def __init__(self, page: SuggestionsPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._found: tuple[str, ...] = ()
        self._runner: JobRunner | None = None
        page.pipeline_chosen.connect(self._on_chosen)
        page.pipelines_wanted.connect(self.find)
        self.show()

    def show(self) -> None:
        """Show those that are known, and the one that is chosen."""
        self._page.show_pipelines(self._found, read_settings().pipeline)

    def find(self) -> None:
        """Look which are installed where Tickmark runs."""
        from app.jobs.job import run_job
        from app.jobs.limits import Limits
        from app.jobs.qt_job import JobRunner

        if self._runner is not None and self._runner.running:
            return
        runner = self._runner
        if runner is None:
            broke = self._on_broke
            runner = self._runner = JobRunner.telling(self, self._on_found, self.told.emit, broke, broke)
        limits = Limits("Looking for installed pipelines")
        runner.watch(run_job("app.spotting.pipelines:installed", limits=limits))

    def _on_found(self, names: tuple[str, ...]) -> None:
        self._found = names
        self.show()
        if names:
            self.told.emit(self.tr("{0} pipelines are installed; choose one in the list.").format(len(names)))
        else:
            self.told.emit(self.tr("No spaCy pipeline is installed where Tickmark runs."))

    def _on_broke(self, *_why: object) -> None:
        self.told.emit(self.tr("Looking for installed pipelines went wrong; nothing was changed."))

    def _on_chosen(self, name: str) -> None:
        change_settings(lambda settings: settings.with_pipeline(name))
        self.show()
        self.chosen.emit()

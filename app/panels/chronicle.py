"""The history of the project in the article's place: asked for, walked through, and values had again."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial

from PySide6.QtCore import QObject, Signal

from app.chronicle import day_of
from app.commands import restoring
from app.panels.chronicle_read import Asked, Last, Step, Steps, read_step, read_steps
from app.panels.desk import Desk
from app.panels.page import PagePanel
from db.errors import KnownError
from db.records import Changes, ChronicleStep
from widgets.chronicle.page import ChroniclePage
from widgets.searching.found_list import FoundRow


class ChroniclePanel(PagePanel):
    """Signals: ``claim_requested(claim)`` and ``source_requested(source)`` to go to one;
    ``merge_undo_wanted(merges)``.
    """

    claim_requested = Signal(str)
    source_requested = Signal(str)
    merge_undo_wanted = Signal(list)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(desk, parent)
        self._begins = False
        self._asked = Asked()
        self._turn = 0
        self._stood = 0
        self._rows: list[FoundRow] = []
        self._steps: dict[str, ChronicleStep] = {}
        self._shown: Step | None = None
        self._last: Last | None = None
        self._claim = ""
        desk.refreshed.connect(self._on_refreshed)

    @cached_property
    def page(self) -> ChroniclePage:
        """The page; made when first asked for."""
        page = ChroniclePage()
        page.asked.connect(self._on_asked)
        page.more_wanted.connect(self._on_more)
        page.stood_on.connect(self._on_stood)
        page.go_wanted.connect(self._on_go)
        page.restored.connect(self._on_restored)
        page.merge_wanted.connect(self._on_merge_wanted)
        page.left.connect(self.leave)
        return page

    def slots(self) -> dict[str, Callable[[], object]]:
        """What commands of the article do here, by id: they go from step to step."""
        return {
            "article.next_sentence": lambda: self.page.walk(1),
            "article.previous_sentence": lambda: self.page.walk(-1),
        }

    def show(self) -> None:
        """Show the history of the project, newest first."""
        if self._desk.session is None:
            return
        record = self._desk.record
        self._claim = record.id if record is not None else ""
        self.page.offer((), record.number if record is not None else "")
        self._stand()
        self._begins = True
        self.page.take_keyboard()
        self._begin()

    # Reading

    def _begin(self) -> None:
        self._rows, self._steps, self._last = [], {}, None
        self._read(None)

    def _read(self, after: Last | None) -> None:
        session = self._desk.session
        self._turn += 1
        if session is not None:
            ask = partial(read_steps, asked=self._asked, after=after)
            session.read(ask, partial(self._on_read, self._turn))

    def _on_read(self, turn: int, read: Steps, _revision: int) -> None:
        if turn != self._turn or not self.active:
            return
        first = not self._rows
        self._rows += read.rows
        self._steps.update({step.group: step for step in read.steps})
        self._last = read.last
        record = self._desk.claims.get(self._desk.claim) if self._desk.claim else None
        self.page.offer(read.people, record.number if record is not None else "")
        words = self.tr("Steps shown: {0}. No step is ever taken out of the history.").format(len(self._rows))
        self.page.show_rows(words, self._rows, more=read.last is not None)
        if first and self._begins:
            self._begins = False
            self.page.take_keyboard()
        self._on_stood(self.page.current)

    def _on_more(self) -> None:
        if self._last is not None:
            last, self._last = self._last, None
            self._read(last)

    def _on_asked(self, person: str, day: str, claim: bool) -> None:
        try:
            start, end = day_of(day) if day else (0, 0)
        except KnownError as error:
            self.told.emit(str(error))
            return
        asked = Asked(person, start, end, self._desk.claim or self._claim if claim else "")
        if asked != self._asked:
            self._asked = asked
            self._begin()

    def _on_stood(self, group: str) -> None:
        step, session = self._steps.get(group), self._desk.session
        self._stood += 1
        if step is not None and session is not None:
            session.read(partial(read_step, step=step), partial(self._on_step_read, self._stood))

    def _on_step_read(self, stood: int, step: Step, _revision: int) -> None:
        if stood == self._stood:
            self._shown = step
            self.page.show_step(step.group, step.said, step.when, step.turned, came=bool(step.merge))
            self.page.go_button.setVisible(bool(step.claim or step.source))

    def _on_refreshed(self, _changes: Changes) -> None:
        if self.active:
            self._begin()

    # What is wished

    def _on_go(self, group: str) -> None:
        step = self._shown
        if step is None or step.group != group or not (step.claim or step.source):
            return
        self._end()
        if step.claim:
            self.claim_requested.emit(step.claim)
        else:
            self.source_requested.emit(step.source)
            self.left.emit()

    def _on_restored(self, entity: str, field: str, txn: str) -> None:
        session = self._desk.session
        if session is not None:
            revision = self._desk.revision
            session.run(partial(restoring.restore, entity=entity, field=field, txn=txn, revision=revision))

    def _on_merge_wanted(self, group: str) -> None:
        step = self._steps.get(group)
        if step is not None and step.merge:
            self._end()
            self.merge_undo_wanted.emit([step.merge])

    def _on_another_project(self) -> None:
        super()._on_another_project()
        if self._desk.session is None:
            self._asked = Asked()

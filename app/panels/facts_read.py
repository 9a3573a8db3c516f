"""The facts of the article on the desk, read when ticking begins and kept fresh change by change."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.panels.desk import Desk
from db import queries
from db.records import Changes, FactRecord

if TYPE_CHECKING:
    from db.project_file import Project


class FactsRead(QObject):
    """Reads the facts of the text shown while they are wanted.

    Signals: ``read(facts)`` all of them; ``changed(facts, removed)`` what a change touched, ``removed`` ids.
    """

    read = Signal(object)
    changed = Signal(object, object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted = False
        desk.refreshed.connect(self._on_refreshed)

    @property
    def text(self) -> str:
        """The text whose facts are read, or an empty string."""
        return self._desk.article.text if self._desk.article else ""

    def want(self, wanted: bool) -> None:
        """Begin or cease to keep the facts fresh."""
        self._wanted = wanted
        if wanted:
            self.read_all()

    def read_all(self) -> None:
        """Read every fact of the text shown."""
        if self._wanted and self._desk.session is not None and self.text:
            text = self.text
            self._desk.session.read(partial(_facts, text=text, ids=None), partial(self._on_read, text))

    def _on_read(self, text: str, facts: list[FactRecord], _revision: int) -> None:
        if self._wanted and text == self.text:
            self.read.emit(facts)

    def _on_refreshed(self, changes: Changes) -> None:
        if not self._wanted or self._desk.session is None:
            return
        if changes.everything or self.text in changes.texts:
            self.read_all()
        elif changes.facts:
            ids = sorted(changes.facts)
            ask = partial(_facts, text=self.text, ids=ids)
            self._desk.session.read(ask, partial(self._on_some_read, self.text, ids))

    def _on_some_read(self, text: str, ids: list[str], facts: list[FactRecord], _revision: int) -> None:
        if self._wanted and text == self.text:
            found = {fact.id for fact in facts}
            self.changed.emit(facts, [id for id in ids if id not in found])


def _facts(project: Project, *, text: str, ids: Iterable[str] | None) -> list[FactRecord]:
    return queries.facts(project.conn, text, ids)

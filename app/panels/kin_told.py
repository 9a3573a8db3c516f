"""A source that was just added and is largely another's words, or its picture: pointed out once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from app.commands import independence
from app.panels.desk import Desk
from app.panels.notices import Notices
from app.session import Session
from db.records import SourceId, SourceRecord
from widgets.notice import NoticeKind


class KinTold(QObject):
    """Says of new sources what they have in common with others; that one rests on the other a person says."""

    def __init__(self, desk: Desk, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._notices = desk, notices
        self._session: Session | None = None
        self._there: set[SourceId] = set()
        desk.project_changed.connect(self._follow)

    def _follow(self) -> None:
        if self._desk.session is not self._session:
            self._session = self._desk.session
            self._there = {source.id for source in self._desk.sources.values()}

    def tell(self) -> None:
        """Say what is known now of the sources that came since this was asked last."""
        sources = {source.id: source for source in self._desk.sources.values()}
        new = [source for id, source in sources.items() if id not in self._there]
        self._there = set(sources)
        for source in new:
            kin = self._desk.kin.of(source.id)
            others = [(pair.other, max(pair.share_of_one, pair.share_of_other)) for pair in kin.alike]
            for other, share in others[:1]:
                words = self.tr("{0} has largely the same words as {1} ({2} %).")
                self._say(source, sources.get(other), words, round(100 * share))
            for copy in kin.copies[:1]:
                words = self.tr("{0} is the same picture as {1}, or a copy of it.")
                self._say(source, sources.get(copy.other), words, 0)

    def _say(self, source: SourceRecord, other: SourceRecord | None, words: str, percent: int) -> None:
        if other is None:
            return
        rests = partial(self._rest, source.id, other.id)
        action = (self.tr("{0} rests on {1}").format(source.number, other.number), rests)
        said = words.format(source.number, other.number, percent)
        self._notices.say(NoticeKind.NEWS, said, actions=[action], topic=f"kin {source.id}")

    def _rest(self, source: SourceId, origin: SourceId) -> None:
        if self._desk.session is not None:
            command = partial(
                independence.depends_on, source=source, origin=origin, revision=self._desk.revision
            )
            self._desk.session.run(command)

"""A source that was just added and is largely another's words, or its picture: pointed out once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from app.commands import independence, sources
from app.panels.desk import Desk
from app.panels.notices import Action, Notices
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
        self._known: set[SourceId] = set()
        desk.project_changed.connect(self._follow)
        desk.sources_changed.connect(self._tell_same)

    def _follow(self) -> None:
        if self._desk.session is not self._session:
            self._session = self._desk.session
            self._there = {source.id for source in self._desk.sources.values()}
            self._known = set(self._there)

    def _tell_same(self) -> None:
        """Say of files that came since that their very bytes are kept as another source already."""
        there = self._desk.sources.values()
        new = [source for source in there if source.id not in self._known]
        self._known = {source.id for source in there}
        if self._desk.session is not self._session:
            return
        for source in new:
            same = [other for other in there if other.sha == source.sha and other.id != source.id]
            earlier = [other for other in same if other not in new or other.added_at < source.added_at]
            if source.sha and earlier:
                said = self.tr("{0} is the same file as {1}.").format(source.number, earlier[0].number)
                actions = [self._instead(source, earlier[0])]
                self._notices.say(NoticeKind.NEWS, said, actions=actions, topic=f"kin {source.id}")

    def tell(self) -> None:
        """Say what is known now of the sources that came since this was asked last."""
        there = {source.id: source for source in self._desk.sources.values()}
        new = [source for id, source in there.items() if id not in self._there]
        self._there = set(there)
        for source in new:
            kin = self._desk.kin.of(source.id)
            others = [(pair.other, max(pair.share_of_one, pair.share_of_other)) for pair in kin.alike]
            for other, share in others[:1]:
                words = self.tr("{0} has largely the same words as {1} ({2} %).")
                self._say(source, there.get(other), words, round(100 * share))
            for copy in kin.copies[:1]:
                words = self.tr("{0} is the same picture as {1}, or a copy of it.")
                self._say(source, there.get(copy.other), words, 0)

    def _say(self, source: SourceRecord, other: SourceRecord | None, words: str, percent: int) -> None:
        if other is None or other.sha == source.sha:
            return
        rests = partial(self._rest, source.id, other.id)
        action = (self.tr("{0} rests on {1}").format(source.number, other.number), rests)
        said = words.format(source.number, other.number, percent)
        self._notices.say(
            NoticeKind.NEWS, said, actions=[action, self._instead(source, other)], topic=f"kin {source.id}"
        )

    def _instead(self, source: SourceRecord, other: SourceRecord) -> Action:
        """What takes the source that came twice away, and cites the other where it was cited."""
        words = self.tr("Use {0} in place of {1}").format(other.number, source.number)
        return words, partial(self._use_instead, source.id, other.id)

    def _use_instead(self, source: SourceId, instead: SourceId) -> None:
        if self._desk.session is not None:
            command = partial(
                sources.use_instead, source=source, instead=instead, revision=self._desk.revision
            )
            self._desk.session.run(command)

    def _rest(self, source: SourceId, origin: SourceId) -> None:
        if self._desk.session is not None:
            command = partial(
                independence.depends_on, source=source, origin=origin, revision=self._desk.revision
            )
            self._desk.session.run(command)

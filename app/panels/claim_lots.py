"""What is done with several claims at once: the wishes of the list become one change each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from app.commands import bulk
from app.panels.desk import Desk
from app.panels.notices import Notices
from db import queries
from db.records import Changes, ClaimId, PersonRecord
from widgets.claim_list import ClaimList
from widgets.notice import NoticeKind

if TYPE_CHECKING:
    from app.commands.bulk import Bulk, Left, Why
    from db.project_file import Project
    from db.step import Step

# Claims called by their number in one sentence.
_NAMED = 12
_CONTEXT = "ClaimLots"
_TOPIC = "lot"
_DONE = {
    "claims.assign": ("assigned 1 claim", "assigned {0} claims"),
    "claims.tag": ("tagged 1 claim", "tagged {0} claims"),
    "claims.untag": ("took the tag from 1 claim", "took the tag from {0} claims"),
    "claims.close": ("closed 1 claim", "closed {0} claims"),
}
# By the values of Why, which is not read at start.
_WHY = {
    "closed": "closed already",
    "differ": "checkers differ, which has to be settled first",
    "conflict": "edited apart in two copies, which has to be decided first",
    "so already": "so already",
    "gone": "not in the project any more",
}


class ClaimLots(QObject):
    """Runs what the list of claims wishes for several claims, and says what came of it, none left unsaid.

    Signals: ``told(sentence)`` where all went as wished.
    """

    told = Signal(str)

    def __init__(self, desk: Desk, shown: ClaimList, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._list, self._notices = desk, shown, notices
        shown.people_wanted.connect(self._on_people_wanted)
        shown.tags_wanted.connect(self._on_tags_wanted)
        shown.assign_requested.connect(self._on_assign)
        shown.assign_named_requested.connect(self._on_assign_named)
        shown.tag_requested.connect(self._on_tag)
        shown.untag_requested.connect(self._on_untag)
        shown.close_requested.connect(self._on_close)
        desk.article_shown.connect(self._on_article_shown)
        desk.refreshed.connect(self._on_refreshed)

    def _on_people_wanted(self) -> None:
        if self._desk.session is not None:
            self._desk.session.read(_people, self._offer_people)

    def _offer_people(self, people: Sequence[PersonRecord], _revision: int) -> None:
        self._list.offer_people(people, self._desk.me)

    def _on_tags_wanted(self) -> None:
        if self._desk.session is not None:
            self._desk.session.read(_tags, self._offer_tags)

    def _offer_tags(self, tags: Sequence[str], _revision: int) -> None:
        self._list.offer_tags(tags)

    def _on_assign(self, claims: list[str], person: str) -> None:
        self._run(
            lambda project, revision: bulk.assign(
                project, claims=claims, person=person or None, revision=revision
            )
        )

    def _on_assign_named(self, claims: list[str], name: str) -> None:
        self._run(
            lambda project, revision: bulk.assign(
                project, claims=claims, person=None, name=name, revision=revision
            )
        )

    def _on_tag(self, claims: list[str], name: str) -> None:
        self._run(lambda project, revision: bulk.tag(project, claims=claims, name=name, revision=revision))

    def _on_untag(self, claims: list[str], name: str) -> None:
        self._run(lambda project, revision: bulk.untag(project, claims=claims, name=name, revision=revision))

    def _on_close(self, claims: list[str], reason: str) -> None:
        self._run(
            lambda project, revision: bulk.close(project, claims=claims, reason=reason, revision=revision)
        )

    def _run(self, command: Callable[[Project, int], Bulk]) -> None:
        """Run that, given the revision the person saw; in the project's thread, which reads the commands."""
        if self._desk.session is None:
            return
        done: list[Bulk] = []
        revision = self._desk.revision

        def step(project: Project) -> Step:
            done[:] = [command(project, revision)]
            return done[0].step

        self._desk.session.run(step, then=partial(self._on_done, done))

    def _on_done(self, done: list[Bulk], _changes: Changes) -> None:
        (bulk_done,) = done
        sentence = outcome(bulk_done)
        if not bulk_done.left:
            self._notices.withdraw(_TOPIC)
            self.told.emit(sentence)
            return
        left = [one.claim for one in bulk_done.left if one.number]
        actions = [(self.tr("Choose those left"), partial(self._choose, left))] if left else []
        self._notices.say(NoticeKind.NEWS, sentence, actions=actions, topic=_TOPIC)

    def _choose(self, claims: Sequence[str]) -> None:
        self._list.clear_filter()
        self._list.choose([ClaimId(claim) for claim in claims])

    def _on_article_shown(self) -> None:
        self._notices.withdraw(_TOPIC)

    def _on_refreshed(self, changes: Changes) -> None:
        # What was taken back or brought again is no news any more.
        if changes.kind in ("undo", "redo"):
            self._notices.withdraw(_TOPIC)


def outcome(done: Bulk) -> str:
    """What came of it in words: how many, and every claim left as it was with why."""
    one, many = _DONE[done.step.label]
    count = len(done.touched)
    said = _tr(one) if count == 1 else _tr(many).format(f"{count:,}")
    sentence = f"{said[:1].upper()}{said[1:]}."
    if not done.left:
        return sentence
    by_why: dict[Why, list[Left]] = {}
    for left in done.left:
        by_why.setdefault(left.why, []).append(left)
    parts = [f"{_named(left)} ({_tr(_WHY[why])})" for why, left in by_why.items()]
    return _tr("{0} Left as before: {1}.").format(sentence, "; ".join(parts))


def _named(left: Sequence[Left]) -> str:
    numbers = [one.number for one in left if one.number]
    if not numbers:
        return f"{len(left):,}"
    named, rest = ", ".join(numbers[:_NAMED]), len(numbers) - _NAMED
    return _tr("{0} and {1} more").format(named, f"{rest:,}") if rest > 0 else named


def _tr(words: str) -> str:
    return QCoreApplication.translate(_CONTEXT, words)


def _people(project: Project) -> list[PersonRecord]:
    """Everybody in the project, and whoever is at the keyboard, who joins it with their first change."""
    me, people = project.me, queries.persons(project.conn)
    if all(me.person not in one.ids for one in people):
        people.append(PersonRecord(me.person, me.name, me.initials))
    return people


def _tags(project: Project) -> list[str]:
    return [name for (name,) in project.conn.execute("SELECT DISTINCT name FROM tag ORDER BY name")]

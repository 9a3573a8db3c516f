"""Who works in the project, in the article's place; that somebody there is also oneself is said here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.commands import oneself
from app.panels.desk import Desk
from app.panels.merging import PEOPLE_TOPIC
from app.panels.notices import Action, Notices
from app.panels.page import PagePanel
from db import people
from db.records import Changes, PersonaRecord, PersonRecord, record
from db.step import Step
from widgets.notice import NoticeKind
from widgets.pages.listed import DeedPage
from widgets.pages.people_rows import other_rows, own_rows, since_words

if TYPE_CHECKING:
    from db.project_file import Project


@record
class _Everybody:
    """``own`` are one's own persons, the one of this machine first; ``others`` with theirs."""

    own: tuple[PersonaRecord, ...]
    others: tuple[tuple[PersonRecord, tuple[PersonaRecord, ...]], ...]


class PeoplePanel(PagePanel):
    """Signals: ``conflicts_wanted`` to see where one's own verdicts contradict one another."""

    conflicts_wanted = Signal()

    def __init__(self, desk: Desk, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(desk, parent)
        self._notices = notices
        self._people = _Everybody((), ())
        desk.refreshed.connect(self._on_refreshed)

    @cached_property
    def page(self) -> DeedPage:
        """The page; made when first asked for."""
        page = DeedPage()
        page.stood_on.connect(self._on_stood)
        page.go_requested.connect(self._on_go)
        page.left.connect(self.leave)
        return page

    def slots(self) -> dict[str, Callable[[], object]]:
        """What commands of the article do here, by id: they go from one to the next."""
        return {
            "article.next_sentence": lambda: self.page.walk(1),
            "article.previous_sentence": lambda: self.page.walk(-1),
        }

    def show(self) -> None:
        """Show everybody who works in the project."""
        session = self._desk.session
        if session is not None:
            session.read(_everybody, self._on_first_read)

    def offer(self, namesakes: Sequence[PersonaRecord]) -> None:
        """Ask whether the first of these, who came with a merge and have one's own name, is oneself."""
        if not namesakes:
            return
        one = namesakes[0]
        what = self.tr("Another “{0}” is in the project now. Is this also you?").format(one.called)
        more = self.tr(
            "{0}. If that is you on another machine, say so, and you count once. Otherwise you stay two, "
            "told apart by the day you came."
        ).format(since_words(one))
        actions: list[Action] = [
            (self.tr("This is also me"), partial(self._say, oneself.this_is_me, one.id)),
            (self.tr("Somebody else"), self._nothing),
        ]
        self._notices.say(NoticeKind.QUESTION, what, more, actions, topic=PEOPLE_TOPIC)

    def _nothing(self) -> None:
        """They stay two, as they are."""

    # What is read

    def _on_first_read(self, read: _Everybody, _revision: int) -> None:
        self._stand()
        self._lay(read)
        self.page.take_keyboard()

    def _on_refreshed(self, _changes: Changes) -> None:
        if self.active and self._desk.session is not None:
            self._desk.session.read(_everybody, self._on_read_again)

    def _on_read_again(self, read: _Everybody, _revision: int) -> None:
        if self.active:
            self._lay(read)

    def _lay(self, read: _Everybody) -> None:
        self._people = read
        head = self.tr(
            "Every machine makes a person of its own, so two people of one name stay two. If you are here as "
            "somebody else too, from another machine, say so: then you count once. Numbers of claims stay."
        )
        title = self.tr("People of this project")
        self.page.show_rows(title, head, [*own_rows(read.own), *other_rows(read.others)])
        self._on_stood(self.page.current)

    def _on_stood(self, key: str) -> None:
        deed = ""
        if any(key == one.id for one, _ in self._people.others):
            deed = self.tr("This is also me (Enter)")
        elif any(key == one.id for one in self._people.own[1:]):
            deed = self.tr("This is not me (Enter)")
        self.page.offer(deed, self.tr("Back to the article (Esc)"))

    # What is said

    def _on_go(self, key: str) -> None:
        own = any(key == one.id for one in self._people.own)
        self._say(oneself.not_me if own else oneself.this_is_me, key)

    def _say(self, command: Callable[..., Step], person: str) -> None:
        session = self._desk.session
        if session is not None:
            self._notices.withdraw(PEOPLE_TOPIC)
            then = partial(self._on_said, command is oneself.this_is_me)
            session.run(partial(command, person=person, revision=self._desk.revision), then=then)

    def _on_said(self, same: bool, _changes: Changes) -> None:
        self._desk.when_fresh(partial(self._tell, same))

    def _tell(self, same: bool) -> None:
        if not same:
            self._notices.say(NoticeKind.NEWS, self.tr("They are two people again."), topic=PEOPLE_TOPIC)
            return
        words = self.tr("You count once in this project from now on.")
        apart = oneself.contradictions(self._desk.conflicts, self._desk.me)
        if not apart:
            self._notices.say(NoticeKind.NEWS, words, topic=PEOPLE_TOPIC)
            return
        more = self.tr("Your own verdicts contradict one another: {0}. You say which hold.").format(
            len(apart)
        )
        actions: list[Action] = [(self.tr("Decide"), self.conflicts_wanted.emit)]
        self._notices.say(NoticeKind.WARNING, words, more, actions, topic=PEOPLE_TOPIC)


def _everybody(project: Project) -> _Everybody:
    me, conn = project.me, project.conn
    personas = people.personas(conn)
    mine = personas.get(people.one_of(conn, me.person), [])
    here = [one for one in mine if one.id == me.person]
    # Whoever made no change here yet is no person of the project, and still who one is.
    own = here or [PersonaRecord(me.person, me.name, me.initials, 0, 0)]
    others = (one for one in people.persons(conn) if me.person not in one.ids)
    return _Everybody(
        (*own, *(one for one in mine if one.id != me.person)),
        tuple((one, tuple(personas[one.id])) for one in others),
    )

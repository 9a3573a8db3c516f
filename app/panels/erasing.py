"""Erasing for good from the window: named and looked over in the article's place, then done."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.panels.desk import Desk
from app.panels.notices import Notices
from app.panels.page import PagePanel
from app.panels.project_making import Rewriting
from db.errors import KnownError
from db.records import record
from widgets.field_sheet import moment
from widgets.notice import NoticeKind

if TYPE_CHECKING:
    from app.panels.rewriting import RewritingTold
    from app.session import Session
    from db.project_file import Project
    from db.records.erasing import ErasureLook, ErasureRecord
    from db.step import Step
    from widgets.erasing.page import EraseChoice, ErasePage

_TOPIC = "erased"


@record
class _Looked:
    """What would go; or ``refused``, the sentence why nothing would."""

    seen: ErasureLook | None = None
    refused: str = ""


class _Erasure(Rewriting):
    """An erasure to be carried out: ``dropped`` are the backups that went with it."""

    def __init__(
        self, session: Session, words: str, seen: ErasureLook, step: Callable[[Project], Step], *, drop: bool
    ) -> None:
        super().__init__(session.path, session.password, words)
        self.seen = seen
        self.dropped: list[Path] = []
        self._step, self._drop = step, drop

    def write(self, project: Project) -> None:
        """Carry it out."""
        from app.sharing import erasing

        project.run(self._step(project))
        erasing.forget(project, self.seen)
        if self._drop:
            self.dropped = erasing.drop_backups(self.seen)


class ErasingPanel(PagePanel):
    """Shows a page in the article's place until a person erases or leaves it.

    Signals: ``flush_wanted`` before anything is read, so that what is typed becomes a change first.
    """

    flush_wanted = Signal()

    def __init__(
        self,
        desk: Desk,
        notices: Notices,
        open_under: Callable[[Rewriting, Callable[[], None]], None],
        source: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        """``open_under`` closes the project, has it written anew, opens it; ``source`` is the one in hand."""
        super().__init__(desk, parent)
        self._notices, self._open_under, self._source = notices, open_under, source
        self._seen: ErasureLook | None = None
        self._known: ErasureRecord | None = None
        self._asked = 0

    @cached_property
    def page(self) -> ErasePage:
        """The page; made when first asked for."""
        from widgets.erasing.page import ErasePage

        page = ErasePage()
        page.changed.connect(self._look)
        page.go_requested.connect(self._on_go)
        page.left.connect(self.leave)
        return page

    @cached_property
    def rewriting(self) -> RewritingTold:
        """Tells how far it is, with Cancel."""
        from app.panels.rewriting import RewritingTold

        return RewritingTold(self._desk, self._notices, self)

    @property
    def why(self) -> str:
        """Why nothing can be done with an article meanwhile."""
        return self.tr("Erase it first, or leave it with Esc.")

    def slots(self) -> dict[str, Callable[[], object]]:
        """What commands of the article do here, by id."""
        return {"claim.close": lambda: self.page.go()}

    def erase(self) -> None:
        """Name what is to be erased, beginning with what is in hand."""
        if self._desk.session is None:
            return
        self.flush_wanted.emit()
        self._known = self._seen = None
        self._asked += 1
        self.page.begin(self._at_hand())
        self._stand(self.tr("Erase for good"))
        self.page.take_keyboard()

    def accept(self, erasure: str) -> None:
        """Look over what somebody erased in their copy, to carry it out here."""
        session = self._desk.session
        if session is None:
            return
        self.flush_wanted.emit()
        self._asked += 1
        ask = partial(_proposed, erasure)
        self._desk.when_fresh(partial(session.read, ask, partial(self._on_proposed, self._asked)))

    # Looking it over

    def _at_hand(self) -> list[tuple[str, str]]:
        """Names of what is in hand, with the words for them."""
        found: list[tuple[str, str]] = []
        claim, article = self._desk.record, self._desk.article
        if claim is not None:
            found.append((claim.number, self.tr("Claim {0}").format(claim.number)))
            found.append((f"{claim.number}/wording", self.tr("Its wording alone")))
        source = self._desk.sources.get(self._source())
        if source is not None:
            found.append((source.number, self.tr("Source {0}").format(source.number)))
        if article is not None:
            title = article.title if article.title and not set(article.title) & set(";/") else article.id
            found.append((title, self.tr("The article, with its text")))
        return found

    def _look(self) -> None:
        """Work out what goes as named now; the last answer counts."""
        session, choice = self._desk.session, self.page.choice
        self._asked += 1
        self._seen = None
        if session is None or not self.active:
            return
        if not (choice.names or choice.saying):
            self.page.show_nothing("")
            return
        session.read(partial(_looked, choice), partial(self._on_looked, self._asked))

    def _on_looked(self, asked: int, looked: _Looked, _revision: int) -> None:
        if asked != self._asked or not self.active:
            return
        self._seen = looked.seen
        if looked.seen is None:
            self.page.show_nothing(looked.refused)
        else:
            self.page.show_look(looked.seen)

    def _on_proposed(
        self, asked: int, found: tuple[ErasureRecord, ErasureLook] | None, _revision: int
    ) -> None:
        if asked != self._asked or found is None:
            return
        self._known, self._seen = found
        self.page.begin_proposed(self._known)
        self.page.show_look(self._seen)
        self._stand(self.tr("Erase for good"))
        self.page.take_keyboard()

    # Doing it

    def _on_go(self) -> None:
        session, seen, known = self._desk.session, self._seen, self._known
        if session is None or seen is None:
            return
        if known is not None:
            step = partial(_accepting, known.id, seen)
        else:
            step = partial(_erasing, self.page.choice, seen, self.page.reason.text())
        words = self.tr("Writing {0} anew without what is erased: {1} %.")
        deed = _Erasure(session, words, seen, step, drop=self.page.drop.isChecked())
        self.rewriting.follow(deed)
        self._end()
        self._open_under(deed, partial(self._tell, deed))

    def _tell(self, deed: _Erasure) -> None:
        seen = deed.seen
        words = self.tr("Erased for good. Pieces of words: {0}, files: {1}.")
        held = [str(path) for path in map(Path, seen.backups) if path not in deed.dropped]
        more: list[str] = []
        if held:
            more.append(self.tr("These backups hold it still: {0}.").format(", ".join(held)))
        if seen.folder:
            more.append(self.tr("Put a new file into the shared folder: the one there holds it."))
        if seen.holders:
            names = (f"\u2068{one.name}\u2069 ({moment(one.at)})" for one in seen.holders)
            words_sent = self.tr("Copies sent hold it; ask to merge, and to accept it: {0}.")
            more.append(words_sent.format(", ".join(names)))
        kind = NoticeKind.WARNING if more else NoticeKind.NEWS
        said = words.format(len(seen.words), len(seen.files))
        self._notices.say(kind, said, " ".join(more), topic=_TOPIC)


def _looked(choice: EraseChoice, project: Project) -> _Looked:
    from app.sharing.erasing import look

    try:
        return _Looked(look(project, choice.names, earlier=choice.earlier, saying=choice.saying))
    except KnownError as error:
        return _Looked(refused=str(error))


def _proposed(erasure: str, project: Project) -> tuple[ErasureRecord, ErasureLook] | None:
    from app.commands import erasing
    from app.sharing.erasing import look_at

    try:
        known = erasing.proposed(project, erasure)
    except KnownError:
        return None
    return known, look_at(project, known)


def _erasing(choice: EraseChoice, seen: ErasureLook, reason: str, project: Project) -> Step:
    from app.commands import erasing

    now = _looked(choice, project).seen
    if now is None or (now.words, now.files) != (seen.words, seen.files):
        raise KnownError("What goes changed meanwhile, so nothing was erased. Look at it once more.")
    return erasing.erase(project, words=seen.words, files=seen.files, reason=reason)


def _accepting(erasure: str, seen: ErasureLook, project: Project) -> Step:
    from app.commands import erasing

    known = erasing.proposed(project, erasure)
    if (sorted(known.words), sorted(known.files)) != (list(seen.words), list(seen.files)):
        raise KnownError("What goes changed meanwhile, so nothing was erased. Look at it once more.")
    return erasing.accept(project, erasure=erasure)

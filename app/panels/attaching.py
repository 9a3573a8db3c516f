"""Files, addresses, pictures and words that become sources, and are cited where they were let go."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from app.commands import adding, attaching
from app.panels.desk import Desk
from app.panels.notices import Action, Notices
from app.session import Session
from app.settings import read_settings
from db.records import Changes, SentenceRecord
from widgets.dropping import files_of, links_of
from widgets.notice import NoticeKind

if TYPE_CHECKING:
    from app.commands.attaching import On
    from db.keeping import Parts
    from db.project_file import Project
    from db.step import Step

_NAMED = 4
_ADDRESS = ("http://", "https://")


class Attaching(QObject):
    """Takes what a person lets go over the window, or pastes, to the command for it.

    Signals: ``told(sentence)`` for a word in the status line.
    """

    told = Signal(str)

    def __init__(
        self,
        desk: Desk,
        notices: Notices,
        import_files: Callable[[Sequence[str]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._notices, self._import_files = desk, notices, import_files
        self._under_way: list[tuple[int, list[int]]] = []

    @property
    def words(self) -> str:
        """How far the adding is, for the line that shows progress; nothing where nothing is added."""
        if not self._under_way:
            return ""
        count, reached = self._under_way[0]
        if count < 2:
            return self.tr("Adding a file")
        return self.tr("Adding file {0} of {1}").format(min(reached[0] + 1, count), count)

    def add(self, paths: Sequence[str]) -> None:
        """Sources of these files, in their order."""
        command = partial(
            adding.add_files,
            paths=[Path(path) for path in paths],
            limit=read_settings().source_limit,
            revision=self._desk.revision,
        )
        self._run(command, len(paths), self._say_added)

    def keep_copy(self, source: str, path: str) -> None:
        """That file becomes the kept copy of a source that has none yet."""
        known = self._desk.sources.get(source)
        session = self._desk.session
        if session is None or known is None:
            return
        command = partial(
            adding.attach_copy,
            source=source,
            path=Path(path),
            limit=read_settings().source_limit,
            revision=self._desk.revision,
        )
        said = self.tr("{0} now has a kept copy: {1}").format(known.number, adding.file_name(path))
        self._begin(session, command, 1, [0], lambda _: self.told.emit(said))

    def cite(self, on: On, paths: Sequence[str], links: Sequence[str]) -> None:
        """Sources of these, cited on the claim or words in the same step."""
        command = partial(
            attaching.attach,
            on=on,
            paths=[Path(path) for path in paths],
            links=list(links),
            limit=read_settings().source_limit,
            revision=self._desk.revision,
        )
        self._run(command, len(paths), self._say_cited)

    def let_go_at(self, offset: int, paths: Sequence[str], links: Sequence[str]) -> None:
        """Files or links let go on the article: they are cited on the sentence there."""
        if not self._desk.articles:
            self._import_files(paths)
            return
        on = self.at(offset)
        if on is None:
            self.ask(paths, links)
        else:
            self.cite(on, paths, links)

    def at(self, offset: int) -> On | None:
        """What is cited on there: the claim in hand or the shortest one, else the sentence; None for none."""
        article = self._desk.article
        sentence = self._sentence(offset)
        if article is None or sentence is None:
            return None
        there = [
            claim
            for claim in self._desk.claims.values()
            if claim.draft == article.draft and claim.start < sentence.end and sentence.start < claim.end
        ]
        if there:
            claim = min(
                there,
                key=lambda c: (c.id != self._desk.claim, not c.start <= offset < c.end, c.end - c.start),
            )
            return attaching.On(claim.id)
        return attaching.On("", article.id, article.draft, sentence.start, sentence.end)

    def ask(self, paths: Sequence[str], links: Sequence[str] = ()) -> None:
        """Ask once what these are; the first of the answers is what they most likely are."""
        if self._desk.session is None or not (paths or links):
            return
        if not paths or not self._desk.articles:
            self._add_links(links)
            if paths:
                self._import_files(paths)
            return
        named = ", ".join(adding.file_name(path) for path in paths[:_NAMED])
        more = " …" if len(paths) > _NAMED else ""
        actions: list[Action] = [
            (self.tr("Keep as sources"), partial(self._keep, paths, links)),
            (self.tr("Import as articles"), partial(self._import_files, list(paths))),
        ]
        what = self.tr("What are these? {0}").format(named + more)
        self._notices.say(NoticeKind.QUESTION, what, actions=actions, topic="dropped")

    def paste(self) -> None:
        """What is in the clipboard becomes evidence on the claim in hand."""
        claim = self._desk.claim
        if claim is None:
            self.told.emit(self.tr("Choose a claim to paste evidence on."))
        elif not self._paste(attaching.On(claim), QGuiApplication.clipboard().mimeData()):
            self.told.emit(self.tr("There is nothing in the clipboard that could be evidence."))

    def _paste(self, on: On, data: QMimeData) -> bool:
        paths, links = files_of(data), links_of(data)
        text = data.text().strip()
        if paths or links:
            self.cite(on, paths, links)
        elif data.hasImage():
            return self._paste_image(on, data)
        elif text.lower().startswith(_ADDRESS) and not any(ch.isspace() for ch in text):
            self.cite(on, (), (text,))
        elif text and self._desk.session is not None:
            command = partial(attaching.attach_note, on=on, text=text, revision=self._desk.revision)
            self._desk.session.run(command, then=partial(self._say_cited, ()))
        return bool(paths or links or text)

    def _paste_image(self, on: On, data: QMimeData) -> bool:
        """The picture is kept as a file of its own; the copy it was read from is removed again."""
        image = QImage(data.imageData())
        if image.isNull():
            return False
        from app.jobs.private_place import private_folder

        session = self._desk.session
        folder = private_folder(sealed=session is not None and session.password is not None)
        now = datetime.now().astimezone().strftime("%Y-%m-%d %H.%M.%S")
        path = folder / self.tr("Pasted picture {0}.png").format(now)
        if not image.save(str(path)):
            shutil.rmtree(folder, ignore_errors=True)
            return False
        command = partial(
            attaching.attach,
            on=on,
            paths=[path],
            limit=read_settings().source_limit,
            revision=self._desk.revision,
        )
        self._run(partial(_removing, command, folder), 1, self._say_cited)
        return True

    def _keep(self, paths: Sequence[str], links: Sequence[str]) -> None:
        if paths:
            self.add(paths)
        self._add_links(links)

    def _add_links(self, links: Sequence[str]) -> None:
        for link in links:
            if self._desk.session is not None:
                self._desk.session.run(partial(adding.add_link, url=link, revision=self._desk.revision))

    def _run(
        self,
        command: Callable[..., Parts[Step]],
        count: int,
        said: Callable[[Sequence[str], Changes], None],
    ) -> None:
        session = self._desk.session
        if session is None:
            return
        refused: list[str] = []
        reached = [0]

        def reach(n: int) -> None:
            reached[0] = n

        asked = partial(command, refuse=refused.append, reach=reach)
        self._begin(session, asked, count, reached, partial(said, refused))

    def _begin(
        self,
        session: Session,
        command: Callable[[Project], Parts[Step]],
        count: int,
        reached: list[int],
        then: Callable[[Changes], None],
    ) -> None:
        under_way = (count, reached)
        self._under_way.append(under_way)

        def counted(project: Project) -> Parts[Step]:
            try:
                return (yield from command(project))
            finally:
                self._under_way.remove(under_way)

        session.run_parts(counted, then=then)

    def _say_added(self, refused: Sequence[str], _changes: Changes) -> None:
        self._say_refused(refused)

    def _say_cited(self, refused: Sequence[str], changes: Changes) -> None:
        self._say_refused(refused)
        self._desk.when_fresh(partial(self._desk.choose_claim, changes.focus))
        self.told.emit(self.tr("Cited as context; say what it says on the claim."))

    def _say_refused(self, refused: Sequence[str]) -> None:
        if refused:
            count = len(refused)
            what = (
                self.tr("1 file could not be added; the others are in the project.")
                if count == 1
                else self.tr("{0} files could not be added; the others are in the project.").format(count)
            )
            more = " ".join(refused[:_NAMED]) + (" …" if len(refused) > _NAMED else "")
            self._notices.say(NoticeKind.WARNING, what, more)

    def _sentence(self, offset: int) -> SentenceRecord | None:
        return next((s for s in self._desk.sentences if s.start <= offset < s.end), None)


def _removing(
    command: Callable[..., Parts[Step]], folder: Path, project: Project, **told: object
) -> Parts[Step]:
    try:
        return (yield from command(project, **told))
    finally:
        shutil.rmtree(folder, ignore_errors=True)

"""Sharing a copy from the window: chosen and looked over in the article's place, then written as a job."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.panels.desk import Desk
from app.panels.notices import Action, Notices
from app.panels.page import PagePanel
from app.project_thread import STOPPED
from app.session import Session
from db.errors import KnownError
from db.records import record
from db.records.fingerprints import spoken_fingerprint
from widgets.key_names import key_name
from widgets.notice import NoticeKind

if TYPE_CHECKING:
    from app.sharing.share import Prepared
    from db.keeping import Parts
    from db.project_file import Project
    from db.records.leaving import HeldItem, Mention
    from db.records.sharing import CopyCounts, ShareOffer
    from db.sealing import Password
    from widgets.sharing.page import ShareChoice, SharePage

_TOPIC = "shared"
_SUFFIX = ".tickmark"


@record
class _Looked:
    """What the copy chosen holds; or ``refused``, the sentence why there is none."""

    items: tuple[HeldItem, ...] = ()
    mentions: tuple[Mention, ...] = ()
    counts: CopyCounts | None = None
    refused: str = ""


@record
class Place:
    """Where a copy goes that has its place already, what that is called, and who is told once it is there."""

    path: Path
    words: str
    written: Callable[[], None]


class SharingPanel(PagePanel):
    """Shows a page in the article's place while a person chooses.

    Attributes: ``words`` say what is under way, blank for nothing. Signals: ``flush_wanted`` before anything
    is read, so that what is typed becomes a change first.
    """

    flush_wanted = Signal()

    def __init__(self, desk: Desk, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(desk, parent)
        self._notices = notices
        self._session: Session | None = None
        self._place: Place | None = None
        self._offer: ShareOffer | None = None
        self._looked = _Looked()
        self._asked = 0
        self.words = ""
        desk.project_changed.connect(self._follow)

    @property
    def why(self) -> str:
        """Why nothing can be done with an article meanwhile."""
        return self.tr("Share the copy first, or leave it with Esc.")

    @cached_property
    def page(self) -> SharePage:
        """The page; made when first asked for."""
        from widgets.sharing.page import SharePage

        page = SharePage()
        page.changed.connect(self._look)
        page.go_requested.connect(self._on_go)
        page.left.connect(self.leave)
        return page

    def slots(self) -> dict[str, Callable[[], object]]:
        """What commands of the article do here, by id."""
        return {"claim.close": lambda: self.page.go()}

    def share(self) -> None:
        """Choose what goes into a copy, and then where it is put."""
        self._begin(None)

    def share_at(self, place: Place) -> None:
        """Choose what goes into a copy that has its place."""
        self._begin(place)

    # Choosing

    def _begin(self, place: Place | None) -> None:
        session = self._desk.session
        if session is None or self.words:
            return
        self._session, self._place = session, place
        self.flush_wanted.emit()
        from app.sharing.offered import offer

        self._desk.when_fresh(partial(session.read, offer, partial(self._on_offered, session)))

    def _on_offered(self, session: Session, offered: ShareOffer, _revision: int) -> None:
        if session is not self._session or session is not self._desk.session:
            return
        self._offer = offered
        # Read out as one, it stands on one line.
        mark = spoken_fingerprint(offered.fingerprint).replace(" ", "\u00a0")
        # In whatever language it is, the title does not turn the line round.
        title = f"\u2068{offered.title or session.path.stem}\u2069"
        head = self.tr("{0} · Fingerprint {1}").format(title, mark)
        go = self._place.words if self._place else self.tr("Choose where…")
        go = f"{go} ({key_name('claim.close', 'Ctrl+Enter')})"
        self.page.begin(offered, head, go, sealed=session.password is not None)
        self._stand(self.tr("Share a copy"))
        self.page.take_keyboard()
        self._look()

    def _look(self) -> None:
        """Work out what the copy holds as chosen now; the last answer counts."""
        session = self._session
        if session is not None and self.active:
            self._asked += 1
            choice = self.page.choice
            session.read(partial(_looked, choice), partial(self._on_looked, session, self._asked))

    def _on_looked(self, session: Session, asked: int, looked: _Looked, _revision: int) -> None:
        if session is not self._session or asked != self._asked or not self.active:
            return
        self._looked = looked
        if looked.counts is None:
            self.page.show_refused(looked.refused)
        else:
            self.page.show_copy(looked.items, looked.mentions, looked.counts)

    # Writing

    def _on_go(self) -> None:
        session, choice = self._session, self.page.choice
        if session is None:
            return
        if self._place is not None:
            self.write(self._place.path, choice)
            return
        at = str(session.path.with_name(self._name(session, choice) + _SUFFIX))
        window = self._notices.banner.window()
        path, _ = QFileDialog.getSaveFileName(
            window, self.tr("Where the copy goes"), at, "Tickmark (*.tickmark)"
        )
        if path:
            out = Path(path)
            self.write(out if out.suffix.lower() == _SUFFIX else out.with_name(out.name + _SUFFIX), choice)

    def write(self, out: Path, choice: ShareChoice) -> None:
        """Write the copy chosen, unless what is to be looked at first is not what was shown."""
        session, place, seen = self._session, self._place, self._looked
        if session is None:
            return
        password = self._password()
        if password is None and self.page.protection.words:
            return
        self.leave()
        self.words = self.tr("Writing {0}").format(out.name)
        self._notices.withdraw(_TOPIC)
        session.read_long(
            partial(_writing, choice, seen, out, password),
            partial(self._on_written, session, out, seen, place),
            partial(self._on_refused, session),
        )

    def _password(self) -> Password | None:
        """The password typed for the copy, None where it has none of its own or it cannot be one."""
        from db.sealing import Password

        words = self.page.protection.words
        try:
            return Password(words) if words else None
        except KnownError as error:
            self._notices.say(NoticeKind.WARNING, str(error), topic=_TOPIC)
            return None

    def _name(self, session: Session, choice: ShareChoice) -> str:
        stem, to = session.path.stem, "".join(c for c in choice.to if c.isalnum() or c in " -_").strip()
        if choice.kind == "changes":
            return self.tr("{0} – changes for {1}").format(stem, to)
        if choice.kind == "reading":
            return self.tr("{0} – for reading").format(stem)
        return self.tr("{0} – for {1}").format(stem, to) if to else self.tr("{0} – copy").format(stem)

    def _on_written(self, session: Session, out: Path, seen: _Looked, place: Place | None, size: int) -> None:
        if session is not self._session:
            return
        self.words = ""
        words = self.tr("The copy is written: {0}").format(out)
        counts = seen.counts
        parts = [QLocale().formattedDataSize(size)]
        if counts is not None and (counts.withheld_words or counts.withheld_files):
            held = self.tr("withheld: {0} pieces of words, {1} files")
            parts.append(held.format(counts.withheld_words, counts.withheld_files))
        if self._offer is not None:
            parts.append(self.tr("fingerprint {0}").format(spoken_fingerprint(self._offer.fingerprint)))
        show: Action = (self.tr("Show in folder"), partial(_show_folder, out))
        self._notices.say(NoticeKind.NEWS, words, " · ".join(parts), [show], topic=_TOPIC)
        if place is not None:
            place.written()

    def _on_refused(self, session: Session, sentence: str) -> None:
        if session is self._session:
            self.words = ""
            stopped = self.tr("Cancelled; no copy was written.")
            if sentence == STOPPED:
                self.told.emit(stopped)
            else:
                self._notices.say(NoticeKind.WARNING, sentence, topic=_TOPIC)

    def _follow(self) -> None:
        if self._desk.session is not self._session:
            self._session, self.words, self._place = None, "", None


def _prepared(choice: ShareChoice, project: Project) -> Prepared:
    from app.sharing.share import prepare
    from app.sharing.withholding import DELETED

    without = (*choice.without, DELETED) if choice.without_deleted else choice.without
    return prepare(
        project,
        released=choice.released,
        without=without,
        to=choice.to,
        changes=choice.kind == "changes",
        reading=choice.kind == "reading",
    )


def _looked(choice: ShareChoice, project: Project) -> _Looked:
    from app.sharing.offered import counts

    try:
        prepared = _prepared(choice, project)
    except KnownError as error:
        return _Looked(refused=str(error))
    return _Looked(prepared.items, prepared.mentions, counts(project, prepared))


def _writing(
    choice: ShareChoice, seen: _Looked, out: Path, password: Password | None, project: Project
) -> Parts[int]:
    from app.sharing.share import writing

    prepared = _prepared(choice, project)
    if prepared.items != seen.items or prepared.mentions != seen.mentions:
        raise KnownError("What is confidential changed meanwhile; nothing was written. Look at it once more.")
    return (yield from writing(project, prepared, out, replace=True, password=password))


def _show_folder(out: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(out.parent)))

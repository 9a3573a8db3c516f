"""What goes out of the project as a file and comes back, what was done apart, and the file underneath it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from app.panels.conflicts import ConflictsPanel
from app.panels.desk import Desk
from app.panels.erasing import ErasingPanel
from app.panels.merging import MergingPanel
from app.panels.notices import Action, Notices
from app.panels.page import ArticlePlace
from app.panels.people import PeoplePanel
from app.panels.project_making import Rewriting
from app.panels.shared_folder import SharedFolderPanel
from app.panels.sharing import SharingPanel
from app.panels.underneath import Underneath
from app.panels.working import Working
from db.records import record
from db.records.fingerprints import spoken_fingerprint
from widgets.notice import NoticeKind
from widgets.status_line import StatusLine


@record
class Around:
    """What of the window these panels need: who is told, where a page stands, and what comes before.

    ``source`` is the one in hand, or blank.
    """

    desk: Desk
    notices: Notices
    status: StatusLine
    place: ArticlePlace
    open_anew: Callable[[Path, Callable[[], None]], None]
    working: Working
    flush: tuple[Callable[[], object], ...]
    ask_passwords: Callable[..., None]
    open_under: Callable[[Rewriting, Callable[[], None]], None]
    source: Callable[[], str]


class Handing(QObject):
    """Attributes: ``underneath`` looks after the open project's file; ``sharing`` writes copies of it;
    ``folder`` looks into the folder it is shared through; ``merging`` takes copies in, ``conflicts`` has
    decided what two people did apart; ``people`` tells who is who; ``erasing`` takes words and files out for
    good."""

    def __init__(self, at: Around, parent: QObject) -> None:
        super().__init__(parent)
        self._at = at
        self.merging = MergingPanel(at.desk, at.notices, self)
        self.merging.passwords_wanted.connect(at.ask_passwords)
        self.conflicts = ConflictsPanel(at.desk, at.notices, self)
        self.merging.conflicts_wanted.connect(self.conflicts.show)
        self.people = PeoplePanel(at.desk, at.notices, self)
        at.desk.project_changed.connect(self._tell_name)
        self._tell_name()
        self.people.conflicts_wanted.connect(self.conflicts.show)
        self.merging.namesakes_met.connect(self.people.offer)
        self.underneath = Underneath(at.desk, at.notices, at.status, at.open_anew, self)
        self.underneath.look_wanted.connect(self.merging.look_at_dropped)
        self.sharing = SharingPanel(at.desk, at.notices, self)
        self.erasing = ErasingPanel(at.desk, at.notices, at.open_under, at.source, self)
        self.conflicts.erasure_wanted.connect(self.erasing.accept)
        self.folder = SharedFolderPanel(at.desk, at.notices, self.sharing, self)
        self.folder.passwords_wanted.connect(at.ask_passwords)
        self.folder.look_wanted.connect(self.merging.look_at_dropped)
        for panel in (
            self.merging,
            self.conflicts,
            self.people,
            self.sharing,
            self.folder,
            self.erasing,
        ):
            at.place.take(panel)
        for panel in (self.merging, self.sharing):
            at.working.add(panel)
        for flush in at.flush:
            self.underneath.flush_wanted.connect(flush)
            self.sharing.flush_wanted.connect(flush)
            self.erasing.flush_wanted.connect(flush)

    def _tell_name(self) -> None:
        """Where others are called so too, one's own name is told as theirs are."""
        if self._at.desk.session is not None:
            self._at.status.set_person(self._at.desk.my_name)

    def tell_fingerprint(self) -> None:
        """Say by what two people tell on the phone that they hold the same."""
        session = self._at.desk.session
        if session is not None:
            session.read(lambda project: project.fingerprint, self._on_fingerprint)

    def _on_fingerprint(self, fingerprint: str, _revision: int) -> None:
        words = self.tr("Fingerprint: {0}").format(spoken_fingerprint(fingerprint))
        more = self.tr(
            "Whoever reads out the same holds the same changes. It stands on the sheet too; in full: {0}"
        ).format(fingerprint)
        copy: Action = (self.tr("Copy it"), partial(QGuiApplication.clipboard().setText, fingerprint))
        self._at.notices.say(NoticeKind.NEWS, words, more, [copy], topic="fingerprint")

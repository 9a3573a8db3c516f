"""How far a project is that is written anew, with Cancel, in a notice."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from app.panels.desk import Desk
from app.panels.notices import Action, Notices
from app.panels.project_making import Rewriting
from widgets.notice import NoticeKind


class RewritingTold(QObject):
    """Tells of it while no project is on the desk."""

    _progressed = Signal(object, int, int)

    def __init__(self, desk: Desk, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._notices = desk, notices
        # It is told in the thread that writes.
        self._progressed.connect(self.tell, Qt.ConnectionType.QueuedConnection)

    def follow(self, work: Rewriting) -> None:
        """Tell of that one from now on."""
        work.told = lambda done, total: self._progressed.emit(work, done, total)

    def tell(self, work: Rewriting, done: int, total: int) -> None:
        """Say how far it is."""
        if self._desk.session is None:
            words = work.words.format(work.path.name, 100 * done // max(1, total))
            more = self.tr("Until all of it is written and compared, the project is as it was.")
            cancel: Action = (self.tr("Cancel"), work.stop)
            self._notices.say(NoticeKind.NEWS, words, more, [cancel], topic="opening")

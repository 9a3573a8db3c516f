"""What goes out of the project as a file and comes back, and the file underneath it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.panels.answering import Answering
from app.panels.desk import Desk
from app.panels.merging import MergingPanel
from app.panels.notices import Notices
from app.panels.sharing import SharingPanel
from app.panels.underneath import Underneath
from app.panels.working import Working
from db.records import record
from widgets.status_line import StatusLine


@record
class Around:
    """What of the window these panels need: who is told, where a page is put, and what comes before."""

    desk: Desk
    notices: Notices
    status: StatusLine
    merging: MergingPanel
    answering: Answering
    put_in_middle: Callable[[QWidget | None], None]
    focus_article: Callable[[], None]
    open_anew: Callable[[Path, Callable[[], None]], None]
    working: Working
    flush: tuple[Callable[[], object], ...]


class Handing(QObject):
    """Attributes: ``underneath`` looks after the open project's file; ``sharing`` writes copies of it."""

    def __init__(self, at: Around, parent: QObject) -> None:
        super().__init__(parent)
        self.underneath = Underneath(at.desk, at.notices, at.status, at.open_anew, self)
        self.underneath.look_wanted.connect(at.merging.look_at_dropped)
        self.sharing = SharingPanel(at.desk, at.notices, self)
        self._place(at, self.sharing)
        at.working.add(self.sharing)
        for flush in at.flush:
            self.underneath.flush_wanted.connect(flush)
            self.sharing.flush_wanted.connect(flush)

    def _place(self, at: Around, panel: SharingPanel) -> None:
        panel.middle_wanted.connect(at.put_in_middle)
        panel.told.connect(at.status.say)
        panel.left.connect(at.focus_article)
        at.answering.add(lambda: panel.active, {}, panel.why)

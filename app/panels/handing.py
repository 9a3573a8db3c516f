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
from app.panels.underneath import Underneath
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
    flush: Callable[[], None]
    open_anew: Callable[[Path, Callable[[], None]], None]


class Handing(QObject):
    """Attributes: ``underneath`` looks after the open project's file."""

    def __init__(self, at: Around, parent: QObject) -> None:
        super().__init__(parent)
        self.underneath = Underneath(at.desk, at.notices, at.status, at.open_anew, self)
        self.underneath.flush_wanted.connect(at.flush)
        self.underneath.look_wanted.connect(at.merging.look_at_dropped)

"""A page in the article's place: what waits for a decision, and the one stood on in full."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea

from db.records import Scale
from widgets.deciding.detail import Detail
from widgets.deciding.items import Undecided
from widgets.pages.listed import ListedPage
from widgets.searching.found_list import FoundRow


class DecidingPage(ListedPage):
    """Attributes: ``detail`` shows the one stood on in full. Signals: ``go_wanted``."""

    go_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(rows=self.tr("What waits for a decision"), wide=1080, share=0.3)
        self.detail = Detail()
        self.empty.show_words(
            self.tr("Everything is decided"),
            self.tr("What two people do apart is listed here after the next merge. Esc goes back."),
        )
        self.lay_out_with((self.detail,))
        self.detail.go_wanted.connect(self.go_wanted)
        self.detail.done.connect(self.take_keyboard)
        self.detail.opened.connect(self._show_its_beginning)

    def show_rows(self, title: str, head: str, rows: Sequence[FoundRow]) -> None:
        """List these; the row stood on stays so, else the one in its place."""
        self.title.setText(title)
        self.list_rows(head, rows)

    def show_item(self, item: Undecided | None, scale: Scale) -> None:
        """Show that one in full."""
        self.detail.show_item(item, scale)

    def _enter(self) -> None:
        if self.current:
            self.go_wanted.emit()

    def _step_back(self) -> bool:
        return self.detail.leave_field()

    def _on_stood(self) -> None:
        self._show_its_beginning()
        super()._on_stood()

    def _show_its_beginning(self) -> None:
        """What is written in is in sight."""
        area = self.below.findChild(QScrollArea)
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(0)

"""All fixes and queries of an article or a project on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QScrollArea, QWidget

from db.records import PassageRecord, PersonId
from widgets.chips import ChipRow
from widgets.key_names import key_name
from widgets.labels import BOLD, Label
from widgets.layouts import scrolled
from widgets.remarks.remark_list import Remark, RemarkList
from widgets.styling import follow_theme

_MOST = 60


class RemarksPage(QWidget):
    """Signals: ``chosen`` when another scope or state is asked for; ``copy_wanted``; ``left`` on Escape;
    ``wished``, ``typing`` and ``place_wanted`` as of its ``list``.
    """

    chosen = Signal()
    copy_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[str, Sequence[Remark], PersonId, Mapping[str, str]] = ("", (), PersonId(""), {})
        self._shown = _MOST
        self.scope = ChipRow(
            self.tr("Of what"), [("article", self.tr("this article")), ("project", self.tr("the project"))]
        )
        self.state = ChipRow(self.tr("Which"), [("open", self.tr("open")), ("all", self.tr("decided too"))])
        self.copy_button = QPushButton(self.tr("Copy for the author"))
        self._none = Label(ink="soft")
        self.list = RemarkList(lambda _passage: True)
        self.more_button = QPushButton(self.tr("Show more"))
        self.more_button.setProperty("look", "quiet")
        self.more_button.hide()
        column = scrolled(self)
        column.addWidget(Label(self.tr("Fixes and queries"), size=1.25, weight=BOLD))
        for chips in (self.scope, self.state):
            column.addWidget(chips)
        line = QHBoxLayout()
        line.addWidget(self.copy_button)
        line.addStretch(1)
        column.addLayout(line)
        for part in (self._none, self.list, self.more_button):
            column.addWidget(part)
        column.addStretch(1)
        self.scope.chosen.connect(self.chosen)
        self.state.chosen.connect(self.chosen)
        self.copy_button.clicked.connect(self.copy_wanted)
        self.more_button.clicked.connect(self._on_more)
        self.list.count_changed.connect(self._show_none)
        follow_theme(self)

    def show_remarks(
        self, about: str, records: Sequence[Remark], me: PersonId, titles: Mapping[str, str]
    ) -> None:
        """Show these in their order, the open ones or all; ``titles`` name the articles, where several."""
        if about != self._all[0]:
            self._shown = _MOST
        self._all = about, records, me, titles
        wanted = [one for one in records if self.state.key == "all" or one.open]
        self.list.show_remarks(about, wanted[: self._shown], me, titles)
        self.more_button.setVisible(len(wanted) > self._shown)
        self._show_none()
        # Cards that came may have pushed the one being written out of sight.
        self._show_written()

    def begin_fix(self, passage: PassageRecord) -> None:
        """Go to one's own open fix on these words, or begin one."""
        self.list.begin_fix(passage)
        self._show_written()

    def begin_query(self, passage: PassageRecord) -> None:
        """Begin a query on these words."""
        self.list.begin_query(passage)
        self._show_written()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.list.flush()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_written(self) -> None:
        area = self.findChild(QScrollArea)
        written = next((card for card in self.list.cards if card.begun and card.text.hasFocus()), None)
        if isinstance(area, QScrollArea) and written is not None:
            # What just came has its place only once it is laid out.
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            area.ensureWidgetVisible(written)
            area.ensureWidgetVisible(written.text)

    def _show_none(self) -> None:
        self._none.setVisible(not self.list.cards)
        words = self.tr("Nothing here. {0} proposes a fix and {1} asks: on words, a claim or a sentence.")
        self._none.setText(words.format(key_name("claim.fix", "F"), key_name("claim.query", "Q")))

    def _on_more(self) -> None:
        self._shown += _MOST
        self.show_remarks(*self._all)

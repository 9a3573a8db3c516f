"""The bar over the window: which project this is, how far it is checked, and what can be taken back."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from db.records import LedgerCount, ProjectRecord
from widgets.labels import BOLD, ElidedLabel, Label
from widgets.pills import Pill
from widgets.styling import follow_theme
from widgets.theme import theme_of


class LedgerBar(QWidget):
    """The ledger as a strip: closed and nothing to check, then open, then unread."""

    def __init__(self) -> None:
        super().__init__()
        self._count = LedgerCount()
        self.setFixedSize(132, 8)

    def show_count(self, count: LedgerCount) -> None:
        """Draw these counts."""
        self._count = count
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        painter.setBrush(theme.colour("rule"))
        painter.drawRoundedRect(box, 4, 4)
        total = max(1, self._count.total)
        begun, done = self._count.done + self._count.open, self._count.done
        for reach, colour in ((begun, theme.tone("mixed").line), (done, theme.tone("true").line)):
            width = box.width() * reach / total
            if width:
                left = box.width() - width if self.isRightToLeft() else 0.0
                painter.setBrush(colour)
                painter.drawRoundedRect(QRectF(left, 0, max(width, 8.0), box.height()), 4, 4)


class TopBar(QWidget):
    """Title, ledger, undo, redo, export."""

    def __init__(self) -> None:
        super().__init__()
        self._title = ElidedLabel(size=1.08, weight=BOLD)
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._demonstration = Pill(self.tr("Demonstration"), "mixed")
        self._words = Label(ink="soft", wrap=False)
        self._strip = LedgerBar()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(16, 7, 12, 7)
        self._layout.setSpacing(10)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._demonstration)
        self._layout.addStretch(1)
        self._layout.addWidget(self._words)
        self._layout.addWidget(self._strip)
        self._layout.addSpacing(8)
        self.show_project(None)
        self.show_ledger(None)
        follow_theme(self)

    def add_actions(self, *actions: QAction) -> None:
        """Buttons for these actions at the end of the bar."""
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setProperty("look", "quiet")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._layout.addWidget(button)

    def show_project(self, project: ProjectRecord | None) -> None:
        """Name the project; invented material is called so."""
        self._title.setText(project.title if project else "")
        self._demonstration.setVisible(project is not None and project.demonstration)

    def show_ledger(self, count: LedgerCount | None) -> None:
        """How far the article being read is checked; None with no article."""
        for part in (self._words, self._strip):
            part.setVisible(count is not None)
        if count is not None:
            self._words.setText(self.tr("{0} of {1} sentences accounted for").format(count.done, count.total))
            tip = self.tr("{0} closed, {1} with nothing to check, {2} open, {3} unread")
            self._strip.setToolTip(tip.format(count.closed, count.nothing, count.open, count.unread))
            self._words.setToolTip(self._strip.toolTip())
            self._strip.show_count(count)

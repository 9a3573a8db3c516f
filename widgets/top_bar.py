"""The bar over the window: which project this is, how far it is checked, and what can be taken back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from db.records import LedgerCount, ProjectRecord
from widgets.labels import BOLD, ElidedLabel, isolated
from widgets.layouts import set_sides
from widgets.ledger_words import standing
from widgets.pills import Pill
from widgets.ring import draw_ring
from widgets.styling import follow_theme
from widgets.theme import theme_of

_RING, _AIR = 18, 4
# Sharp on any screen.
_FINE = 3


class LedgerButton(QPushButton):
    """Ring and figure of the article being read; a press asks what is left in it."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self._ledger = LedgerCount()
        self.setProperty("look", "quiet")
        self.setIconSize(QSize(_RING + _AIR, _RING))

    def show_ledger(self, ledger: LedgerCount) -> None:
        """Show these counts."""
        self._ledger = ledger
        words = self.tr("{0} of {1} accounted for").format(ledger.done, ledger.total)
        done = self.tr("Done: {0} of {0}").format(ledger.total)
        self._words = done if ledger.finished else words
        self.setText(isolated(self._words))
        self.setToolTip(standing(ledger))
        self.setAccessibleName(self._words)
        self.setAccessibleDescription(standing(ledger))
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.LayoutDirectionChange):
            self.setText(isolated(self._words))
            self._draw()

    def _draw(self) -> None:
        ring = QPixmap((_RING + _AIR) * _FINE, _RING * _FINE)
        ring.setDevicePixelRatio(_FINE)
        ring.fill(Qt.GlobalColor.transparent)
        painter = QPainter(ring)
        # Air between ring and figure, on the side where the figure stands.
        box = QRectF(1 + (_AIR if self.isRightToLeft() else 0), 1, _RING - 2, _RING - 2)
        # Its own ground is transparent, which says nothing about light or dark.
        theme = theme_of(self.window())
        draw_ring(painter, box, self._ledger, theme, mirrored=self.isRightToLeft())
        painter.end()
        self.setIcon(QIcon(ring))


class TopBar(QWidget):
    """Title, ledger, undo, redo, export.

    Signals: ``left_requested`` to ask what is left to account for.
    """

    left_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = ElidedLabel(size=1.08, weight=BOLD)
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._demonstration = Pill(self.tr("Demonstration"), "mixed")
        self.ledger = LedgerButton()
        self.ledger.clicked.connect(self.left_requested)
        self._layout = QHBoxLayout(self)
        set_sides(self, self._layout, 16, 7, 12, 7)
        self._layout.setSpacing(10)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._demonstration)
        self._layout.addStretch(1)
        self._layout.addWidget(self.ledger)
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
        self.ledger.setVisible(count is not None)
        if count is not None:
            self.ledger.show_ledger(count)

"""The right side of the window: the claims as a list or level with the text, under them what is in hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from widgets.claim_list import ClaimList
from widgets.claims.level import LevelCards
from widgets.claims.traits import Filter
from widgets.labels import Hairline, Label
from widgets.layouts import set_sides
from widgets.styling import follow_theme

LIST_SHARE = 0.3
_LEVEL_SHARE = 0.5
_LEAST = 130
# What says that nothing is in hand.
_HAND_LEAST = 150


class Sidebar(QSplitter):
    """The list takes what its claims fill, up to its share; the rest is for what is in hand.

    A person who turns to the list while nothing is in hand gets it as high as there is room, until something
    is. Going through the text does not, so that the parts stay where they are from sentence to sentence.
    Level with the text the claims have the whole height until something is taken in hand to be worked on.

    Attributes: ``hand`` holds the inspector and the details of sources and articles.

    Signals: ``level_switched(on)`` where a person turned from list to level cards or back.
    """

    level_switched = Signal(bool)

    def __init__(self, claims: ClaimList) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.list = claims
        self.level = LevelCards()
        self.hand = QStackedWidget()
        self._share = LIST_SHARE
        self._roomy = False
        self._holds: Callable[[], bool] = lambda: True
        self._claims = QStackedWidget()
        self._to_list = QToolButton()
        self._claims.addWidget(self.list)
        self._claims.addWidget(self._level_page())
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(self._claims)
        self.addWidget(self.hand)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(self._on_moved)
        self.list.content_changed.connect(self.fit)
        self.list.level_requested.connect(self.switch)
        self.list.bar.filter_changed.connect(self._on_filter_changed)
        self.hand.currentChanged.connect(self.renew)
        self._to_list.clicked.connect(self.switch)
        self.list.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def ask_whether_held(self, holds: Callable[[], bool]) -> None:
        """``holds`` tells whether anything is in hand; call ``renew`` where its answer may be another."""
        self._holds = holds

    def renew(self) -> None:
        """Give the list's room back where something is in hand now."""
        if self._roomy and self._holds():
            self._roomy = False
            self.fit()

    @property
    def claims(self) -> QWidget:
        """What holds the claims, as a list or level with the text."""
        return self._claims

    @property
    def levelled(self) -> bool:
        """Whether the claims stand level with the text."""
        return self._claims.currentIndex() == 1

    @property
    def wished(self) -> tuple[int, int]:
        """The parts in pixels a person would have; what is shown follows the claims there are."""
        room = max(1, self.height() - self.handleWidth())
        upper = round(room * self._share)
        return upper, room - upper

    def setSizes(self, sizes: Sequence[int]) -> None:
        """Wish for parts in that proportion."""
        if sum(sizes) > 0:
            self._share = sizes[0] / sum(sizes)
        self.fit()

    def switch(self) -> None:
        """Turn from the list to cards level with the text, or back."""
        self.set_level(on=not self.levelled)
        (self.level if self.levelled else self.list.cards).setFocus(Qt.FocusReason.OtherFocusReason)
        self.level_switched.emit(self.levelled)

    def set_level(self, *, on: bool) -> None:
        """Show the claims level with the text, or as a list."""
        self._claims.setCurrentIndex(1 if on else 0)
        self.hand.setVisible(not on)
        self.fit()

    def show_hand(self) -> None:
        """Have what is in hand in view."""
        if self.hand.isHidden():
            self.hand.show()
            self.fit()

    def put_hand_away(self) -> None:
        """Give the height back to cards that are level with the text."""
        if self.levelled and not self.hand.isHidden():
            self.hand.hide()
            self.fit()

    def fit(self) -> None:
        """Share the height anew."""
        room = self.height() - self.handleWidth()
        if self.levelled:
            self._claims.setMaximumHeight(16_777_215)
            upper = round(room * _LEVEL_SHARE)
        else:
            # More than there is room for is all the same: what stays as it is need not be laid out.
            content = max(_LEAST, min(self.list.sizeHint().height(), room))
            # A person cannot draw it beyond what there is to show.
            self._claims.setMaximumHeight(content)
            # Unfolded chips leave a card in sight, and what is done with several claims has room of its own.
            share = max(round(room * self._share), self.list.least_height)
            if self._roomy:
                share = max(share, room - _HAND_LEAST)
            upper = min(content, share + self.list.bulk.height_shown)
        if room > 1 and self.sizes() != [upper, room - upper]:
            super().setSizes([upper, room - upper])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Chips that are unfolded or come into another line need height of their own.
        if event.type() == QEvent.Type.LayoutRequest and not self.levelled:
            self.fit()
        return super().eventFilter(watched, event)

    def _level_page(self) -> QWidget:
        page = QWidget()
        follow_theme(page)
        self._to_list.setText(self.tr("List"))
        self._to_list.setProperty("look", "quiet")
        self._to_list.setToolTip(self.tr("Show the claims as a list"))
        self._to_list.setAccessibleName(self._to_list.toolTip())
        top = QHBoxLayout()
        set_sides(page, top, 12, 4, 8, 4)
        top.addWidget(Label(self.tr("Level with the text"), ink="soft", size=0.94, wrap=False), 1)
        top.addWidget(self._to_list)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Hairline())
        column.addWidget(self.level, 1)
        return page

    def _on_filter_changed(self, wanted: Filter) -> None:
        if wanted:
            self._make_room()

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        # A card that is pressed is about to be in hand.
        if now is not None and self.list.isAncestorOf(now) and not QApplication.mouseButtons():
            self._make_room()

    def _make_room(self) -> None:
        if not self._roomy and not self._holds():
            self._roomy = True
            self.fit()

    def _on_moved(self, position: int) -> None:
        room = self.height() - self.handleWidth()
        if not self.levelled and room > 1:
            self._roomy = False
            self._share = max(0.0, position - self.list.bulk.height_shown) / room

"""What is worked on beside the article: the inspector of a claim, or the page a panel has put there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QWidget

from app.panels.answering import Answering
from app.panels.desk import Desk
from widgets.claims.sidebar import Sidebar


class PageByKeys(Protocol):
    """A panel whose page is gone through by the keys of the article."""

    @property
    def holds_keyboard(self) -> bool: ...

    def slots(self) -> Mapping[str, Callable[[], object]]: ...


class InHand(QObject):
    """Brings one page at a time into the hand of the sidebar, which begins with the inspector."""

    def __init__(self, desk: Desk, sidebar: Sidebar, inspector: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._sidebar, self._inspector = desk, sidebar, inspector
        self._pages: list[PageByKeys] = []
        sidebar.hand.addWidget(inspector)
        desk.claim_shown.connect(self._on_claim_shown)

    def hear(self, wanted: Iterable[SignalInstance]) -> None:
        """Show what comes with these signals."""
        for signal in wanted:
            signal.connect(self.show)

    def let_answer(self, answering: Answering, pages: Iterable[PageByKeys]) -> None:
        """Let these pages answer keys of the article while the keyboard is in them."""
        for page in pages:
            self._pages.append(page)
            answering.add(lambda page=page: page.holds_keyboard, page.slots())

    def show(self, details: QWidget) -> None:
        """Show that page, and the hand where it was put away."""
        self._sidebar.show_hand()
        self._sidebar.hand.addWidget(details)
        self._sidebar.hand.setCurrentWidget(details)

    def offer(self, page: QWidget) -> None:
        """Turn to that page where the inspector, or the page itself, is seen: nothing else gives way to
        it."""
        if self._sidebar.hand.currentWidget() is self._inspector:
            self._sidebar.hand.addWidget(page)
            self._sidebar.hand.setCurrentWidget(page)

    def show_inspector(self) -> None:
        """Show the inspector, and the hand where it was put away."""
        self._sidebar.show_hand()
        self.turn_to_inspector()

    def turn_to_inspector(self, *_claim: object) -> None:
        """Show the inspector wherever the hand is seen."""
        self._sidebar.hand.setCurrentWidget(self._inspector)

    def _on_claim_shown(self) -> None:
        # Going through a review or the author's notes shows words on which claims stand.
        if self._desk.claim is not None and not any(page.holds_keyboard for page in self._pages):
            self.turn_to_inspector()

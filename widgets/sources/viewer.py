"""An opened source beside the article: a header that says which it is, and a body that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.records import Place, SourceRecord
from widgets.buttons import button
from widgets.key_names import show_key
from widgets.labels import BOLD, ElidedLabel, Hairline, Label
from widgets.layouts import set_sides
from widgets.pills import Pill
from widgets.sources.kind_icons import KindIcon
from widgets.sources.said_instead import SaidInstead
from widgets.sources.wants import Passage
from widgets.sources.words import kind_words
from widgets.styling import follow_theme

if TYPE_CHECKING:
    from widgets.sources.body import Body


class SourceViewer(QWidget):
    """One source at a time.

    Attributes: ``body`` shows its words, or is None while there is nothing to show; ``instead`` says what
    there is where it cannot be shown. Signals: ``closed``; ``cite_wanted``; ``details_wanted``.
    """

    closed = Signal()
    cite_wanted = Signal()
    details_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.source: SourceRecord | None = None
        self.body: Body | None = None
        self.instead = SaidInstead()
        self._number = QPushButton()
        self._number.setProperty("look", "number")
        self._title = ElidedLabel(weight=BOLD)
        self._icon = KindIcon()
        self._kind = Pill(size=0.85)
        self._secret = Pill(self.tr("confidential"), "false", size=0.85)
        self.page_field = QLineEdit()
        self._pages = Label(ink="soft", size=0.92, wrap=False)
        self._zoom = Label(ink="soft", size=0.92, wrap=False)
        self._about = ElidedLabel(ink="soft", size=0.9)
        self._make_buttons()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.instead)
        self._lay_out()
        self._connect()
        self.setMinimumWidth(300)
        self.setAccessibleName(self.tr("Source"))
        follow_theme(self)
        self._show_tools()

    def show_source(self, source: SourceRecord) -> None:
        """Say which source it is."""
        self.source = source
        self._number.setText(source.number)
        self._number.setAccessibleName(self.tr("Details of {0}").format(source.number))
        self._title.setText(source.title or source.original_name)
        self._icon.set_kind(source.kind)
        self._kind.set_words(kind_words().get(source.kind, source.kind), "unrated")
        self._secret.setVisible(source.confidential)

    def show_about(self, about: Sequence[str]) -> None:
        """Say what is known of what is shown, in one line; all of it is in its tooltip."""
        self._about.setText(" · ".join(about))
        self._about.setToolTip("\n".join(about))
        self._about.setVisible(bool(about))

    def show_waiting(self) -> None:
        """Say that the source is being opened."""
        self.put_body(None)
        self.instead.show_words(self.tr("Opening…"))

    def show_instead(self, sentence: str, facts: list[tuple[str, str]], *, copies: bool) -> None:
        """Say what it is where it cannot be shown; ``copies`` where its bytes can be had."""
        self.put_body(None)
        self.instead.show_words(sentence, facts, copies=copies)

    def put_body(self, body: Body | None) -> None:
        """Show the source in that body; the one before is let go of."""
        self.show_about(())
        before, self.body = self.body, body
        if body is not None:
            self._stack.addWidget(body)
            self._stack.setCurrentWidget(body)
            self._stack.setFocusProxy(body)
            body.page_changed.connect(self._on_page)
            body.zoom_changed.connect(self._on_zoom)
            body.selection_changed.connect(self._show_tools)
            self._on_zoom(body.zoom)
            self._on_page(body.page, body.page_count)
        else:
            self._stack.setCurrentWidget(self.instead)
        if before is not None:
            self._stack.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._show_tools()

    def passage(self) -> Passage | None:
        """What is selected in the source."""
        return self.body.passage() if self.body is not None else None

    def mark(self, place: Place) -> None:
        """Go to that place and mark it."""
        if self.body is not None:
            self.body.mark(place)

    def focus(self) -> None:
        """Have the keyboard in the source."""
        target = self.body if self.body is not None else self.instead.first_button or self.close_button
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make_buttons(self) -> None:
        larger, smaller = self.tr("Larger"), self.tr("Smaller")
        fit, find = self.tr("As wide as the view"), self.tr("Find in the source")
        self.larger_button = button("+", look="icon", tip=larger, name=larger)
        self.smaller_button = button("−", look="icon", tip=smaller, name=smaller)
        self.fit_button = button("↔", look="icon", tip=fit, name=fit)
        self.turn_button = button("↻", look="icon", tip=self.tr("Turn"), name=self.tr("Turn"))
        self.find_button = button(self.tr("Find"), look="quiet", name=find)
        show_key(
            self.find_button,
            self.find_button.setToolTip,
            self.tr("Find in the source ({0})"),
            "edit.find",
            "Ctrl+F",
        )
        self.cite_button = button(self.tr("Cite"), look="quiet", name=self.tr("Cite what is selected"))
        words = self.tr("Cite what is selected on the claim in hand ({0})")
        show_key(self.cite_button, self.cite_button.setToolTip, words, "claim.evidence", "E")
        self.close_button = button(
            "✕", look="icon", tip=self.tr("Close (Esc)"), name=self.tr("Close the source")
        )

    def _lay_out(self) -> None:
        self.page_field.setAccessibleName(self.tr("Page"))
        self.page_field.setFixedWidth(52)
        self.page_field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._icon)
        first.addWidget(self._number)
        first.addWidget(self._title, 1)
        for part in (self._kind, self._secret, self.close_button):
            first.addWidget(part)
        second = QHBoxLayout()
        second.setSpacing(2)
        second.addWidget(self.page_field)
        second.addSpacing(4)
        second.addWidget(self._pages)
        second.addStretch(1)
        for part in (self.smaller_button, self._zoom, self.larger_button, self.fit_button, self.turn_button):
            second.addWidget(part)
        second.addStretch(1)
        second.addWidget(self.find_button)
        second.addWidget(self.cite_button)
        self._tools = QWidget()
        self._tools.setLayout(second)
        second.setContentsMargins(0, 0, 0, 0)
        head = QVBoxLayout()
        set_sides(self, head, 12, 8, 8, 6)
        head.setSpacing(4)
        head.addLayout(first)
        head.addWidget(self._tools)
        head.addWidget(self._about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._number.clicked.connect(self.details_wanted)
        self.close_button.clicked.connect(self.closed)
        self.cite_button.clicked.connect(self.cite_wanted)
        self.page_field.returnPressed.connect(self._on_page_typed)
        for each, name in (
            (self.larger_button, "zoom_in"),
            (self.smaller_button, "zoom_out"),
            (self.fit_button, "fit_width"),
            (self.turn_button, "turn"),
            (self.find_button, "open_find_bar"),
        ):
            each.clicked.connect(lambda _checked=False, name=name: self.do(name))

    def do(self, name: str) -> None:
        """Have the body do that, by the name of its method, where it can."""
        if self.can(name):
            getattr(self.body, name)()

    def can(self, name: str) -> bool:
        """Whether what is shown can do that."""
        return self.body is not None and name in self.body.abilities

    def _on_page(self, page: int, count: int) -> None:
        if not self.page_field.hasFocus() or not self.page_field.isModified():
            self.page_field.setText(str(page + 1))
        self._pages.setText(self.tr("of {0}").format(count))

    def _on_page_typed(self) -> None:
        self.page_field.setModified(False)
        if self.body is not None and self.page_field.text().strip().isdigit():
            self.body.go_to_page(int(self.page_field.text()) - 1)
            self.body.setFocus()

    def _on_zoom(self, factor: float) -> None:
        self._zoom.setText(self.tr("{0} %").format(round(100 * factor)))

    def _show_tools(self) -> None:
        self._tools.setVisible(self.body is not None)
        paged = self.can("next_page")
        for part in (self.page_field, self._pages):
            part.setVisible(paged)
        self._zoom.setVisible(self.can("zoom_in"))
        for each, name in (
            (self.larger_button, "zoom_in"),
            (self.smaller_button, "zoom_out"),
            (self.fit_button, "fit_width"),
            (self.turn_button, "turn"),
            (self.find_button, "open_find_bar"),
        ):
            each.setVisible(self.can(name))
        self.cite_button.setEnabled(self.passage() is not None)

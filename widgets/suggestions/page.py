"""The page of suggestions: the one in focus with its reasons, how many are shown, and what is looked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSlider, QWidget

from widgets.buttons import button
from widgets.chips import ChipRow
from widgets.choice_box import ChoiceBox
from widgets.key_names import show_key
from widgets.labels import BOLD, CapsLabel, Hairline, Label
from widgets.layouts import FlowLayout, scrolled
from widgets.styling import follow_theme
from widgets.suggestions.card import Suggested, SuggestionCard

AT_ONCE, AFTER_READING = "at-once", "after-reading"
_STEP, _LEAP = 1, 10


class SuggestionsPage(QWidget):
    """Shown in the hand while somebody stands on a suggestion, or asks for it.

    Signals: ``share_chosen(per cent)`` of the sentences at most shown; ``when_chosen(code)`` when they are
    shown; ``pipeline_chosen(name)`` with what articles are read, blank for our own rules alone;
    ``pipelines_wanted`` to look which are installed; ``stepped(way)`` to the next or the one before;
    ``wanted`` to look for them (again); ``left`` for Escape; ``seen`` when it comes into sight; and those
    of ``card``.
    """

    share_chosen = Signal(int)
    when_chosen = Signal(str)
    pipeline_chosen = Signal(str)
    pipelines_wanted = Signal()
    stepped = Signal(int)
    wanted = Signal()
    left = Signal()
    seen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = Label(size=1.25, weight=BOLD)
        self.card = SuggestionCard()
        self._none = Label(ink="soft")
        self.slider = _Share(Qt.Orientation.Horizontal)
        self._count = Label(ink="soft", size=0.95)
        self.when = ChipRow(
            self.tr("When they are shown"),
            [(AT_ONCE, self.tr("at once")), (AFTER_READING, self.tr("once you have read the sentence"))],
        )
        self._language = Label(ink="soft", size=0.95)
        self._missing = Label(ink="soft", size=0.95)
        self.pipeline = ChoiceBox()
        self.pipeline.setAccessibleName(self.tr("Read with"))
        self.pipelines_button = button(self.tr("Find installed pipelines"), look="quiet")
        self.look_button = button(self.tr("Look again"), look="quiet")
        self.next_button = button("", look="quiet")
        self.previous_button = button("", look="quiet")
        self._lay_out()
        self._connect()
        self.show_none("")
        follow_theme(self)

    @property
    def holds_keyboard(self) -> bool:
        """Whether keys pressed now are pressed on this page."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def show_one(self, shown: Suggested) -> None:
        """Show that suggestion with its reasons."""
        self._none.hide()
        self.card.show_suggestion(shown)
        self.card.show()

    def show_none(self, words: str) -> None:
        """Show that none is in focus, and why."""
        if self.card.isAncestorOf(QApplication.focusWidget() or self):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.card.hide()
        self._none.setText(words)
        self._none.setVisible(bool(words))

    def show_count(self, claims: int, nothing: int, sentences: int) -> None:
        """Show how many are shown of an article's sentences."""
        words = self.tr("{0} suggested as claims, {1} as nothing to check, of {2} sentences")
        self._count.setText(words.format(claims, nothing, sentences))
        self._title.setText(self.tr("Suggestions"))

    def show_choices(self, share: int, when: str) -> None:
        """Show what is chosen, telling nobody."""
        self.slider.blockSignals(True)
        self.slider.setValue(share)
        self.slider.blockSignals(False)
        self.slider.tell()
        self.when.choose(AFTER_READING if when == AFTER_READING else AT_ONCE)

    def show_language(self, name: str, missing: str) -> None:
        """Show which language the article was read in, and what there is not for it; blank before it was."""
        self._language.setText(self.tr("Language: {0}").format(name) if name else "")
        self._language.setVisible(bool(name))
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))

    def show_pipelines(self, names: Sequence[str], chosen: str) -> None:
        """Show these to choose from, and that one as chosen, telling nobody."""
        box = self.pipeline
        box.blockSignals(True)
        box.clear()
        box.addItem(self.tr("Tickmark’s own rules"), "")
        for name in names:
            box.addItem(name, name)
        if chosen and chosen not in names:
            box.addItem(chosen, chosen)
        box.setCurrentIndex(box.findData(chosen))
        box.blockSignals(False)

    @property
    def missing_words(self) -> str:
        """What it says there is not for the article's language."""
        return self._missing.text()

    def begin(self) -> None:
        """Have the keyboard at what can be done with the one in focus, else at how many are shown."""
        card = self.card
        if card.isHidden():
            self.slider.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            first = card.nothing_button if card.accept_button.isHidden() else card.accept_button
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        self.seen.emit()
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Suggestions"))
        self._title.setText(self.tr("Suggestions"))
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.previous_button)
        head.addWidget(self.next_button)
        show_key(
            self,
            self._set_previous,
            self.tr("The suggestion before ({0})"),
            "claim.previous_suggestion",
            "Shift+Z",
        )
        show_key(self, self._set_next, self.tr("Next suggestion ({0})"), "claim.next_suggestion", "Z")
        self.previous_button.setText("↑")
        self.next_button.setText("↓")
        column = scrolled(self)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self.card)
        column.addWidget(Hairline())
        column.addWidget(CapsLabel(self.tr("How many are shown")))
        ends = QHBoxLayout()
        ends.addWidget(Label(self.tr("fewer"), ink="soft", size=0.92, wrap=False))
        ends.addWidget(self.slider, 1)
        ends.addWidget(Label(self.tr("more"), ink="soft", size=0.92, wrap=False))
        column.addLayout(ends)
        column.addWidget(self._count)
        column.addWidget(CapsLabel(self.tr("When they are shown")))
        column.addWidget(self.when)
        column.addWidget(Hairline())
        column.addWidget(self._language)
        column.addWidget(self._missing)
        column.addWidget(CapsLabel(self.tr("Read with")))
        column.addWidget(self.pipeline)
        foot = FlowLayout(gap=6)
        foot.addWidget(self.look_button)
        foot.addWidget(self.pipelines_button)
        column.addLayout(foot)
        column.addStretch(1)

    def _connect(self) -> None:
        self.slider.valueChanged.connect(self.share_chosen)
        self.when.chosen.connect(self.when_chosen)
        self.look_button.clicked.connect(self.wanted)
        self.pipelines_button.clicked.connect(self.pipelines_wanted)
        self.pipeline.activated.connect(lambda: self.pipeline_chosen.emit(self.pipeline.currentData()))
        self.next_button.clicked.connect(lambda: self.stepped.emit(1))
        self.previous_button.clicked.connect(lambda: self.stepped.emit(-1))

    def _set_previous(self, words: str) -> None:
        self.previous_button.setToolTip(words)
        self.previous_button.setAccessibleName(words)

    def _set_next(self, words: str) -> None:
        self.next_button.setToolTip(words)
        self.next_button.setAccessibleName(words)


class _Share(QSlider):
    """At most so many per cent of the sentences; the wheel passes over it, as over every field of a page."""

    def __init__(self, orientation: Qt.Orientation) -> None:
        super().__init__(orientation)
        self.setRange(0, 100)
        self.setSingleStep(_STEP)
        self.setPageStep(_LEAP)
        self.setAccessibleName(self.tr("How many suggestions are shown"))
        self.valueChanged.connect(self.tell)
        self.tell()

    def tell(self) -> None:
        """Say what its place means."""
        words = self.tr("At most {0} of 100 sentences").format(self.value())
        self.setToolTip(words)
        self.setAccessibleDescription(words)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

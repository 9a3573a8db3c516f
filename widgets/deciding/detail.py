"""One thing to decide in full: its versions, what they began from, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records import Scale
from widgets.buttons import button
from widgets.deciding.items import About, Side, Undecided
from widgets.deciding.side_card import SideCard
from widgets.deciding.three_way import three_way
from widgets.fields import DraftText
from widgets.key_names import show_key
from widgets.labels import BOLD, Label
from widgets.layouts import FlowLayout, clear
from widgets.verdict_picker import VerdictPicker

_WIDE = 700


class Detail(QWidget):
    """Signals: ``chosen(key)`` of the side to keep; ``both_wanted``; ``written(key, text)`` of the side
    whose other parts stay; ``decided(rating, why)``; ``compare_wanted`` to read and compare drafts first;
    ``go_wanted`` to the thing itself; ``apart_wanted`` where two claims are to stay two; ``opened`` and
    ``done`` where a field was opened and left.
    """

    chosen = Signal(str)
    both_wanted = Signal()
    written = Signal(str, str)
    decided = Signal(int, str)
    compare_wanted = Signal()
    go_wanted = Signal()
    apart_wanted = Signal()
    opened = Signal()
    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._item: Undecided | None = None
        self._rating: int | None = None
        self.cards: list[SideCard] = []
        self._title = Label(size=1.1, weight=BOLD)
        self._what = Label(ink="danger", size=0.95, weight=BOLD)
        self._meeting = Label(ink="warning", size=0.92)
        self._sides = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._sides)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._key = Label(ink="soft", size=0.85)
        self._refusal = Label(ink="warning", size=0.95)
        self.both_button = self._act(self.tr("Keep both ({0})"), "source.open", "B")
        self.write_button = self._act(self.tr("Write another ({0})"), "claim.wording", "W")
        self.other_button = self._act(self.tr("Another rating ({0})"), "claim.wording", "W")
        self.go_button = button(self.tr("Go to it (Enter)"), look="quiet")
        self.compare_button = button(self.tr("Read and compare them first"))
        self.apart_button = self._act(self.tr("They are two claims ({0})"), "article.nothing", "N")
        self.picker = VerdictPicker(self.tr("What holds"), keys=False)
        self.field = DraftText(self.tr("In its place"), "", rows=2, commits=False)
        self.save_button = button("", look="primary")
        self._writing = QWidget()
        self._lay_out()
        self._connect()
        self.setVisible(False)

    @property
    def item(self) -> Undecided | None:
        """What is shown."""
        return self._item

    @property
    def writing(self) -> bool:
        """Whether the field for words of one's own is open."""
        return not self._writing.isHidden()

    def show_item(self, item: Undecided | None, scale: Scale) -> None:
        """Show that, or nothing; what is being written about the same thing stays."""
        if item == self._item:
            return
        if self._item is None or item is None or item.key != self._item.key:
            self._close()
        self._item = item
        self.picker.set_scale(scale)
        self.setVisible(item is not None)
        clear(self._row)
        self.cards = []
        if item is not None:
            self._fill(item)

    def choose(self, number: int) -> None:
        """Choose the side of that number, from 1; of ratings, go on to say why."""
        item = self._item
        if item is None or not 1 <= number <= len(item.sides) or item.refusal:
            return
        if item.about is About.DIFFER:
            self._begin(int(item.sides[number - 1].key))
        else:
            self.chosen.emit(item.sides[number - 1].key)

    def keep_both(self) -> None:
        """Keep all versions, where they can be."""
        if self._item is not None and self._item.both and not self._item.refusal:
            self.both_wanted.emit()

    def write(self) -> None:
        """Open the field for words, or a rating, of one's own."""
        item = self._item
        if item is None or not item.write or item.refusal:
            return
        if item.about is About.DIFFER:
            self._begin(None)
            return
        self._open(self.tr("Settle it with this (Ctrl+Enter)"), self.tr("What it should say instead"))
        self.field.put(item.sides[-1].text)
        self.field.selectAll()

    def compare(self) -> None:
        """Go on to reading and comparing drafts."""
        item = self._item
        if item is not None and item.about is About.DRAFTS and len(item.sides) > 1:
            self.compare_wanted.emit()

    def save(self) -> None:
        """Settle it with what was written."""
        item, words = self._item, self.field.plain().strip()
        if item is None or not self.writing or not words:
            return
        if item.about is not About.DIFFER:
            self.written.emit(item.sides[-1].key, words)
        elif self._rating is not None:
            self.decided.emit(self._rating, words)

    def leave_field(self) -> bool:
        """Close the field, and say whether one was open."""
        if not self.writing:
            return False
        self._close()
        self.done.emit()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.leave_field():
            return
        super().keyPressEvent(event)

    # Inside

    def _begin(self, rating: int | None) -> None:
        self._open(self.tr("Decide (Ctrl+Enter)"), self.tr("Why: kept with what it overrules"))
        self.picker.setVisible(True)
        self._rating = rating if rating is not None else self._rating
        self.picker.set_rating(self._rating)

    def _open(self, save: str, hint: str) -> None:
        self.save_button.setText(save)
        self.field.setPlaceholderText(hint)
        self.picker.setVisible(False)
        self._writing.setVisible(True)
        self.opened.emit()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _close(self) -> None:
        self._writing.setVisible(False)
        self._rating = None
        self.field.draft.reset("")

    def _fill(self, item: Undecided) -> None:
        self._title.setText(item.title)
        self._what.setText(item.what)
        texts = [side.text for side in item.sides]
        compared = item.began is not None and all(texts)
        told = three_way(item.began.text, texts) if compared and item.began else None
        cards = [
            SideCard(side, n, self._verb(item, side), told.sides[n - 1] if told else None)
            for n, side in enumerate(item.sides, 1)
        ]
        for n, card in enumerate(cards, 1):
            card.kept.connect(lambda n=n: self.choose(n))
            card.button.setVisible(not item.refusal)
        shown = list(cards)
        if item.began is not None:
            shown.insert(1, SideCard(item.began, 0, "", told.began if told else None))
        for card in shown:
            self._row.addWidget(card, 1)
        self.cards = cards
        self._meeting.setVisible(told is not None and told.places > 0)
        if told is not None:
            words = self.tr("⚠ Both changed the same words; marked, places: {0}.")
            more = self.tr("Their changes do not meet: with “Write another” both can be put into one.")
            self._meeting.setText(words.format(told.places) if told.places else more)
            self._meeting.setVisible(True)
            self._meeting.set_ink("warning" if told.places else "soft")
        self._key.setVisible(told is not None)
        self._refusal.setText(item.refusal)
        self._refusal.setVisible(bool(item.refusal))
        self.both_button.setVisible(item.both and not item.refusal)
        self.write_button.setVisible(item.write and not item.ratings and not item.refusal)
        self.other_button.setVisible(item.ratings and not item.refusal)
        self.go_button.setVisible(bool(item.claim))
        self.compare_button.setVisible(item.about is About.DRAFTS)
        self.apart_button.setVisible(item.about is About.TWICE)
        self._turn()

    def _verb(self, item: Undecided, side: Side) -> str:
        if item.about is About.GONE:
            return self.tr("Keep it") if side.keeps else self.tr("Delete it")
        if item.about is About.ERASED:
            return self.tr("Keep it here") if side.keeps else self.tr("Erase it here too…")
        return {
            About.DRAFTS: self.tr("This is the article’s"),
            About.DIFFER: self.tr("This holds"),
            About.TWICE: self.tr("Join into this"),
        }.get(item.about, self.tr("Keep this"))

    def _turn(self) -> None:
        """Versions side by side where there is room for them."""
        shown = len(self.cards) + (self._item is not None and self._item.began is not None)
        wide = shown > 1 and self.width() >= _WIDE and shown <= 3
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != way:
            self._row.setDirection(way)

    def _act(self, words: str, command: str, key: str) -> QPushButton:
        made = button("")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        show_key(made, made.setText, words, command, key)
        return made

    def _connect(self) -> None:
        self.both_button.clicked.connect(self.keep_both)
        self.write_button.clicked.connect(self.write)
        self.other_button.clicked.connect(self.write)
        self.go_button.clicked.connect(self.go_wanted)
        self.compare_button.clicked.connect(self.compare)
        self.apart_button.clicked.connect(self.apart_wanted)
        self.save_button.clicked.connect(self.save)
        self.picker.picked.connect(self._on_picked)

    def _on_picked(self, rating: int | None) -> None:
        self._rating = rating

    def _lay_out(self) -> None:
        self._key.setText(
            self.tr("Struck out: taken away. Underlined: put in. Bold on a wash: where changes meet.")
        )
        acts = QWidget()
        flow = FlowLayout(acts, gap=6)
        for each in (
            self.both_button,
            self.write_button,
            self.other_button,
            self.compare_button,
            self.apart_button,
            self.go_button,
        ):
            flow.addWidget(each)
        writing = QVBoxLayout(self._writing)
        writing.setContentsMargins(0, 0, 0, 0)
        writing.setSpacing(6)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        writing.addWidget(self.picker)
        writing.addWidget(self.field)
        writing.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._title, self._what, self._refusal, self._meeting, acts, self._writing, self._sides):
            column.addWidget(part)
        column.addWidget(self._key)
        column.addStretch(1)

"""A page in the article's place: what is to be erased for good, where it stands, and who has it still."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.records import record
from db.records.erasing import ErasureLook, ErasureRecord, GoingItem
from widgets.buttons import button
from widgets.field_sheet import moment
from widgets.key_names import key_name
from widgets.labels import BOLD, CapsLabel, Label, isolated
from widgets.layouts import FlowLayout, clear, scrolled
from widgets.pages.page import Page

_REST_MS = 200
_MOST = 40
_LONG = 90


@record
class EraseChoice:
    """What a person named: ``names`` as in the headless command, words that whatever has them goes with, and
    whether only versions that no longer stand go."""

    names: tuple[str, ...]
    saying: tuple[str, ...]
    earlier: bool


class ErasePage(Page):
    """Esc leaves it; Ctrl+Enter, or the button, erases, once there is a reason.

    Attributes: ``what``, ``saying`` and ``reason`` are lines; ``earlier`` and ``drop`` are pressed or not;
    ``counts`` says how much goes.
    Signals: ``changed`` when other things were named; ``go_requested``.
    """

    changed = Signal()
    go_requested = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Erase for good"), leave=self.tr("Leave it (Esc)"), wide=740)
        self._ready = False
        self._proposed = False
        self._go_words = ""
        self.what = QLineEdit()
        self.what.setPlaceholderText(
            self.tr("MC4, MC4/wording, MC4/S3, S3, S3/file, a title, a name; several with semicolons")
        )
        self.what.setAccessibleName(self.tr("What is erased"))
        self.saying = QLineEdit()
        self.saying.setPlaceholderText(self.tr("Or words: whatever has them in it, texts of articles apart"))
        self.saying.setAccessibleName(self.tr("Words that whatever has them goes with"))
        self._quick = FlowLayout()
        self._named = QWidget()
        self.earlier = _toggle()
        self.drop = _toggle()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.changed)
        self.counts = Label(size=0.95)
        self._going = _lines()
        self._also = _lines()
        self._holding = _lines()
        self._told = (self._going, self._also, self._holding)
        self._also_head = CapsLabel(self.tr("Where the same stands besides"))
        self._holding_head = CapsLabel(self.tr("Who has it still"))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Why it must go: kept in the history; typing it says yes"))
        self.reason.setAccessibleName(self.tr("Why it is erased"))
        self._why = Label(size=0.95)
        self.go_button = button("", look="primary")
        self._lay_out()
        for line in (self.what, self.saying):
            line.textChanged.connect(self._on_named)
        self.what.returnPressed.connect(self._on_enough)
        self.saying.returnPressed.connect(self._on_enough)
        self.reason.textChanged.connect(self._tick)
        self.earlier.clicked.connect(self._on_named)
        self.drop.clicked.connect(self._tick)
        self.go_button.clicked.connect(self.go)

    @property
    def choice(self) -> EraseChoice:
        """What is named now."""
        names = tuple(filter(None, (name.strip() for name in self.what.text().split(";"))))
        said = self.saying.text().strip()
        return EraseChoice(names, (said,) if said else (), self.earlier.isChecked())

    @property
    def first(self) -> QWidget:
        return self.leave_button if self._proposed else self.what

    @property
    def lines(self) -> list[str]:
        """All that is said of what goes, where the same stands and who has it."""
        items = (each.itemAt(n) for each in self._told for n in range(each.count()))
        return [w.text() for item in items if item and isinstance(w := item.widget(), Label)]

    @property
    def quick_buttons(self) -> list[QPushButton]:
        """What is at hand, to be named with a press."""
        items = (self._quick.itemAt(n) for n in range(self._quick.count()))
        return [w for item in items if item and isinstance(w := item.widget(), QPushButton)]

    def begin(self, at_hand: Sequence[tuple[str, str]]) -> None:
        """Begin anew; ``at_hand`` are names of what a person has before them, each with the words for it."""
        self._open(proposed=False)
        self.title.setText(self.tr("Erase for good"))
        self.head.setText(
            self.tr(
                "It cannot be undone, and no merge brings it back. All else stays as it is; in its "
                "place the history says who erased it, when and why. Other copies are asked to do the same."
            )
        )
        self._go_words = self.tr("Erase it for good ({0})").format(key_name("claim.close", "Ctrl+Enter"))
        while (item := self._quick.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for name, words in at_hand:
            made = button(words, look="quiet", tip=self.tr("Name it"))
            made.clicked.connect(lambda _=False, name=name: self._on_quick(name))
            self._quick.addWidget(made)
        for line in (self.what, self.saying, self.reason):
            line.clear()
        self.earlier.setChecked(False)
        self._rest.stop()
        self.show_nothing("")

    def begin_proposed(self, known: ErasureRecord) -> None:
        """Begin anew with what somebody erased in their copy."""
        self._open(proposed=True)
        self.title.setText(self.tr("Erase here too"))
        self.head.setText(
            self.tr("{0} erased this for good on {1}. Here too it cannot be undone.").format(
                isolated(known.person_name), moment(known.at)
            )
        )
        self._why.setText(isolated(known.reason))
        self._go_words = self.tr("Erase it here too ({0})").format(key_name("claim.close", "Ctrl+Enter"))
        self.show_nothing("")

    def show_nothing(self, sentence: str) -> None:
        """Nothing is named, or ``sentence`` says why that names nothing."""
        self._ready = False
        self.counts.setText(sentence or self.tr("Name what is to go: what that is, is shown here."))
        self.counts.set_ink("warning" if sentence else "soft")
        for part in self._told:
            clear(part)
        for head in (self._also_head, self._holding_head):
            head.hide()
        self.drop.hide()
        self._tick()

    def show_look(self, seen: ErasureLook) -> None:
        """Show what would go, where the same stands, and who has it."""
        self._ready = True
        size = QLocale().formattedDataSize(sum(item.size for item in seen.items))
        words = self.tr("Pieces of words: {0}. No file.")
        words = self.tr("Pieces of words: {0}. Files: {1} ({2}).") if seen.files else words
        self.counts.setText(words.format(len(seen.words), len(seen.files), size))
        self.counts.set_ink("")
        _fill(self._going, [line for item in seen.items for line in _told(item)])
        goes, stays = self.tr("goes too: {0}"), self.tr("stays: {0}")
        _fill(
            self._also,
            [((goes if one.goes else stays).format(isolated(one.where)), one.gist) for one in seen.also],
        )
        self._also_head.setVisible(bool(seen.also))
        self._show_holding(seen)
        self._tick()

    def go(self) -> None:
        """Erase it, where all is there that it needs."""
        if self.go_button.isEnabled():
            self.go_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self.go()
        else:
            super().keyPressEvent(event)

    # Inside

    def _open(self, *, proposed: bool) -> None:
        self._proposed = proposed
        self._named.setVisible(not proposed)
        self.reason.setVisible(not proposed)
        self._why.setVisible(proposed)
        self.drop.setChecked(False)

    def _on_quick(self, name: str) -> None:
        before = self.what.text().strip().rstrip(";").strip()
        self.what.setText(f"{before}; {name}" if before else name)
        self._on_enough()

    def _on_enough(self) -> None:
        self.reason.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_named(self) -> None:
        self._ready = False
        self._tick()
        self._rest.start()

    def _tick(self) -> None:
        marks = {True: "☑ ", False: "☐ "}
        for each in (self.earlier, self.drop):
            each.setText(marks[each.isChecked()] + each.accessibleName())
        named = self._proposed or bool(self.reason.text().strip())
        self.go_button.setText(self._go_words)
        self.go_button.setEnabled(self._ready and named)

    def _show_holding(self, seen: ErasureLook) -> None:
        rows = [(self.tr("this backup: {0}").format(isolated(path)), "") for path in seen.backups]
        if seen.folder:
            words = self.tr("your file in the shared folder, until you put a new one there: {0}")
            rows.append((words.format(isolated(seen.folder)), ""))
        sent = self.tr("{0}, who was sent a copy on {1}: ask them to merge, and to accept it")
        # Whatever the name's language, the sentence keeps its own way.
        rows += [(sent.format(f"\u2068{one.name}\u2069", moment(one.at)), "") for one in seen.holders]
        _fill(self._holding, rows)
        self._holding_head.setVisible(bool(rows))
        self.drop.setVisible(bool(seen.backups))
        self.drop.setAccessibleName(self.tr("Remove these backups too: {0}").format(len(seen.backups)))

    def _lay_out(self) -> None:
        self.earlier.setAccessibleName(self.tr("Only versions that no longer stand"))
        naming = QVBoxLayout(self._named)
        naming.setContentsMargins(0, 0, 0, 0)
        naming.setSpacing(6)
        naming.addWidget(CapsLabel(self.tr("What")))
        naming.addWidget(self.what)
        naming.addLayout(self._quick)
        naming.addWidget(self.saying)
        naming.addWidget(self.earlier, 0, Qt.AlignmentFlag.AlignLeft)
        body = QWidget()
        column = scrolled(body)
        column.setContentsMargins(0, 4, 6, 8)
        column.setSpacing(6)
        column.addWidget(self._named)
        column.addSpacing(8)
        column.addWidget(CapsLabel(self.tr("Why")))
        column.addWidget(self.reason)
        column.addWidget(self._why)
        column.addSpacing(8)
        column.addWidget(CapsLabel(self.tr("What goes")))
        column.addWidget(self.counts)
        column.addLayout(self._going)
        column.addSpacing(8)
        column.addWidget(self._holding_head)
        column.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._holding)
        column.addSpacing(8)
        column.addWidget(self._also_head)
        column.addLayout(self._also)
        column.addStretch(1)
        self.lay_out((body,), (self.go_button,))


def _toggle() -> QPushButton:
    made = QPushButton()
    made.setCheckable(True)
    made.setProperty("look", "quiet")
    return made


def _lines() -> QVBoxLayout:
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(3)
    return made


def _told(item: GoingItem) -> Iterable[tuple[str, str]]:
    """Where it stands, with what it says; a file with its size."""
    said = [f"“{_short(words)}”" for words in item.words]
    said += [QLocale().formattedDataSize(item.size)] if item.files else []
    for n, words in enumerate(said):
        yield ("" if n else item.where), words


def _fill(layout: QVBoxLayout, rows: Sequence[tuple[str, str]]) -> None:
    clear(layout)
    for where, words in rows[:_MOST]:
        if where:
            weight = BOLD if words else QFont.Weight.Normal
            layout.addWidget(Label(isolated(where), size=0.92, weight=weight))
        if words:
            layout.addWidget(Label(isolated(words), ink="soft", size=0.95, serif=True))
    if len(rows) > _MOST:
        layout.addWidget(Label(f"… + {len(rows) - _MOST}", ink="soft", size=0.92))


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONG else words[: _LONG - 1] + "…"

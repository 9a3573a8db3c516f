"""Type to find a source: by number, title or address, those last used first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from db.records import NewSource, SourceId, SourceRecord
from widgets.sources.kind_icons import icon_side, kind_icon
from widgets.styling import scaled_font
from widgets.theme import theme_of

_ROWS = 6
_SOURCE_ROLE = int(Qt.ItemDataRole.UserRole)
_NEW_ROLE = _SOURCE_ROLE + 1


def names_file(text: str) -> str | None:
    """The path of the file that these words name, written whole or from the home folder; None for none."""
    words = text.strip().strip("\"'").removeprefix("file://")
    try:
        path = Path(words).expanduser()
        return str(path) if path.is_absolute() and path.is_file() else None
    except (OSError, RuntimeError, ValueError):
        return None


class _FinderLine(QLineEdit):
    """The line typed into; up and down move through what was found.

    Signals: ``moved(step)``, ``entered``, ``came`` and ``went`` with the focus, ``given_up`` on Escape.
    """

    moved = Signal(int)
    entered = Signal()
    came = Signal()
    went = Signal()
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.came.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.went.emit()


class SourceFinder(QWidget):
    """A line and, while it is in use, the sources that match.

    Signals: ``chosen(source)`` with the record, or None once it no longer holds; ``entered`` on Enter with a
    source chosen; ``unknown_entered(text, kind)`` on Enter with words that are no source yet, and which
    ``NewSource`` they are to be; ``opened`` when the line is entered; ``grown`` when sources are listed
    under it.
    """

    chosen = Signal(object)
    entered = Signal()
    unknown_entered = Signal(str, str)
    opened = Signal()
    grown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sources: list[SourceRecord] = []
        self._words: dict[SourceId, str] = {}
        self._recent: list[SourceId] = []
        self._chosen: SourceRecord | None = None
        self.line = _FinderLine(placeholderText=self.tr("Add evidence: number, title or address of a source"))
        self.line.setAccessibleName(self.tr("Source to cite"))
        self.found = QListWidget()
        self.found.setAccessibleName(self.tr("Sources found"))
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.found.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.line)
        layout.addWidget(self.found)
        self._connect()

    @property
    def source(self) -> SourceRecord | None:
        """The source chosen, by clicking, by Enter or by leaving the line on it."""
        return self._chosen

    def set_sources(self, sources: Sequence[SourceRecord]) -> None:
        """Offer these sources; those added last stand first until one was used."""
        self._sources = list(sources)
        self._words = {
            s.id: f"{s.number} {s.title} {s.url} {s.author} {s.publisher} {s.original_name}".casefold()
            for s in sources
        }
        if self._chosen is not None and self._chosen.id not in self._words:
            self.choose(None)
        if self.found.isVisible():
            self._fill()

    def note_used(self, source: SourceId) -> None:
        """Offer that source first from now on."""
        self._recent = [source, *(other for other in self._recent if other != source)]

    def choose(self, source: SourceId | None) -> None:
        """Choose that source, or none, and show its name in the line."""
        known = next((s for s in self._sources if s.id == source), None)
        self._chosen = known
        self.line.setText(f"{known.number} · {known.title}" if known else "")
        self.line.setCursorPosition(0)
        self.found.hide()
        self.chosen.emit(known)

    def matches(self, text: str) -> list[SourceRecord]:
        """The sources that hold every word, the one with that very number first, then the last used."""
        tokens = text.casefold().split()
        rank = {source: n for n, source in enumerate(self._recent)}
        count = len(self._sources)
        order = {s.id: rank.get(s.id, len(rank) + count - n) for n, s in enumerate(self._sources)}
        hits = [s for s in self._sources if all(token in self._words[s.id] for token in tokens)]
        return sorted(hits, key=lambda s: (s.number.casefold() != text.strip().casefold(), order[s.id]))

    def _connect(self) -> None:
        self.line.textEdited.connect(self._on_edited)
        self.line.moved.connect(self._on_moved)
        self.line.entered.connect(self._on_entered)
        self.line.came.connect(self._on_came)
        self.line.went.connect(self._on_went)
        self.line.given_up.connect(self._on_given_up)
        self.found.itemClicked.connect(self._on_clicked)

    def _fill(self) -> None:
        text = self.line.text().strip()
        self.found.clear()
        font, theme, ratio = scaled_font(0.95), theme_of(self), self.devicePixelRatioF()
        self.found.setIconSize(QSize(icon_side(), icon_side()))
        for source in self.matches(text)[:50]:
            item = QListWidgetItem(f"{source.number}  \u2068{source.title}\u2069")
            item.setData(_SOURCE_ROLE, source.id)
            item.setFont(font)
            item.setIcon(kind_icon(source.kind, theme, ratio))
            self.found.addItem(item)
        if text:
            for kind, words in self._offers(text):
                item = QListWidgetItem(words.format(text))
                item.setData(_NEW_ROLE, kind)
                self.found.addItem(item)
        self.found.setCurrentRow(0)
        rows = min(self.found.count(), _ROWS)
        self.found.setFixedHeight(sum(self.found.sizeHintForRow(row) for row in range(rows)) + 8)
        self.found.setVisible(rows > 0)
        if rows:
            self.grown.emit()

    def _offers(self, text: str) -> list[tuple[NewSource, str]]:
        """What the words can become, what they most likely are first."""
        if names_file(text) is not None:
            return [(NewSource.NAMED, self.tr("+ Add this file: {0}"))]
        if "://" in text:
            return [(NewSource.NAMED, self.tr("+ New link: {0}"))]
        return [
            (NewSource.NAMED, self.tr("+ New note: {0}")),
            (NewSource.PERSON, self.tr("+ New person: {0}")),
            (NewSource.WANTED, self.tr("+ Wanted, not there yet: {0}")),
        ]

    def _on_edited(self) -> None:
        if self._chosen is not None:
            self._chosen = None
            self.chosen.emit(None)
        self._fill()

    def _on_came(self) -> None:
        self.opened.emit()
        if self._chosen is None:
            self._fill()

    def _on_went(self) -> None:
        if self.found.isVisible() and self.line.text().strip():
            self._take_current()
        self.found.hide()

    def _on_moved(self, step: int) -> None:
        if not self.found.isVisible():
            self._fill()
        self.found.setCurrentRow(min(max(0, self.found.currentRow() + step), self.found.count() - 1))

    def _on_entered(self) -> None:
        if self._chosen is None:
            item = self.found.currentItem()
            if item is not None and item.data(_SOURCE_ROLE) is None:
                self._tell_unknown(item)
                return
            self._take_current()
        if self._chosen is not None:
            self.entered.emit()

    def _on_clicked(self, item: QListWidgetItem) -> None:
        if item.data(_SOURCE_ROLE) is None:
            self._tell_unknown(item)
        else:
            self.choose(item.data(_SOURCE_ROLE))

    def _tell_unknown(self, item: QListWidgetItem) -> None:
        self.unknown_entered.emit(self.line.text().strip(), item.data(_NEW_ROLE))

    def _on_given_up(self) -> None:
        self.choose(None)
        self._fill()

    def _take_current(self) -> None:
        item = self.found.currentItem()
        if item is not None and item.data(_SOURCE_ROLE) is not None:
            self.choose(item.data(_SOURCE_ROLE))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange and self.found.isVisible():
            self._fill()

    def sizeHint(self) -> QSize:
        return QSize(200, super().sizeHint().height())

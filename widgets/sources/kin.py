"""What a source rests on and has in common with others, and what a picture says of itself."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.records import SourceId, SourceRecord
from db.records.alike import AlikeRecord, KinRecord
from widgets.buttons import button
from widgets.choice_box import ChoiceBox
from widgets.labels import CapsLabel, Label
from widgets.layouts import clear

_NONE = ""


class KinList(QWidget):
    """What one source rests on can be chosen here, and what a picture says of itself stands below.

    Attributes: ``told`` are origins, others with largely the same words, and copies of the same picture: a
    part of its own, to be put where it is seen at once.

    Signals: ``origin_wanted(source, origin, bool)`` where the person says that one rests on the other, or
    that it does not after all.
    """

    origin_wanted = Signal(str, str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None
        self._source: SourceRecord | None = None
        self.told = QWidget()
        self._rows = QVBoxLayout(self.told)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(3)
        self.choice = ChoiceBox()
        self.choice.setAccessibleName(self.tr("Rests on another source"))
        self.choice.activated.connect(self._on_chosen)
        self._said = QVBoxLayout()
        self._said.setSpacing(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(CapsLabel(self.tr("Where it has it from")))
        column.addWidget(self.choice)
        column.addLayout(self._said)

    def show_kin(
        self, source: SourceRecord, sources: Mapping[SourceId, SourceRecord], kin: KinRecord
    ) -> None:
        """Show what that source has in common with the others."""
        names = tuple((one.id, one.number, one.title) for one in sources.values())
        shown = (source.id, source.origins, source.dependents, names, kin)
        if shown == self._shown:
            return
        self._shown, self._source = shown, source
        clear(self._rows)
        clear(self._said)
        numbers = {one: number for one, number, _ in names}
        for origin in source.origins:
            self._add(self.tr("⚭ rests on {0}").format(_named(sources, origin)), (source.id, origin, False))
        for other in source.dependents:
            self._add(self.tr("⚭ {0} rests on it").format(_named(sources, other)))
        tied = {*source.origins, *source.dependents}
        for pair in kin.alike:
            if pair.other in numbers and pair.other not in tied:
                self._add(self._alike_words(pair, sources), (source.id, pair.other, True))
        for copy in kin.copies:
            if copy.other in numbers:
                words = self.tr("≡ the same picture as {0}, or a copy of it").format(
                    _named(sources, copy.other)
                )
                self._add(words, None if copy.other in tied else (source.id, copy.other, True))
        self.told.setVisible(bool(self._rows.count()))
        self._fill_choice(source, names)
        for _, pairs in kin.said:
            self._said.addWidget(CapsLabel(self.tr("What the picture says of itself")))
            for name, said in pairs:
                self._said.addWidget(Label(f"{name}: {said}", size=0.9))

    def _alike_words(self, pair: AlikeRecord, sources: Mapping[SourceId, SourceRecord]) -> str:
        percent = round(100 * max(pair.share_of_one, pair.share_of_other))
        return self.tr("≡ largely the same words as {0} ({1} %)").format(_named(sources, pair.other), percent)

    def _add(self, words: str, wish: tuple[str, str, bool] | None = None) -> None:
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(Label(words, size=0.95), 1)
        if wish is not None:
            source, origin, wanted = wish
            tip = (
                self.tr("Say that it has its words from there")
                if wanted
                else self.tr("It does not, after all")
            )
            deed = button(
                self.tr("Rests on it") if wanted else "×", look="quiet", tip=tip, name=f"{words}: {tip}"
            )
            deed.clicked.connect(lambda: self.origin_wanted.emit(source, origin, wanted))
            line.addWidget(deed)
        row = QWidget()
        row.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(row)

    def _fill_choice(self, source: SourceRecord, names: tuple[tuple[SourceId, str, str], ...]) -> None:
        self.choice.clear()
        self.choice.addItem(self.tr("Rests on…"), _NONE)
        for other, number, title in names:
            if other != source.id and other not in source.origins and other not in source.dependents:
                self.choice.addItem(f"{number} {title}", other)
        self.choice.setVisible(self.choice.count() > 1)
        self.choice.setMinimumContentsLength(12)

    def _on_chosen(self, at: int) -> None:
        origin = self.choice.itemData(at)
        self.choice.setCurrentIndex(0)
        if self._source is not None and origin != _NONE:
            self.origin_wanted.emit(self._source.id, origin, True)


def _named(sources: Mapping[SourceId, SourceRecord], source: SourceId) -> str:
    known = sources.get(source)
    return known.number if known is not None else "?"

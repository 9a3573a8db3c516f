"""Things edited apart in two copies: every version stays until someone decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records import ConflictRecord, Version
from widgets.buttons import keep_reading
from widgets.field_sheet import moment
from widgets.inspector.field_names import field_name
from widgets.labels import BOLD, Label
from widgets.layouts import clear, set_sides


class ConflictList(QWidget):
    """Each conflict with its versions side by side.

    Signals: ``settled(entity, field, txn)`` when a person keeps one version; of several new drafts of an
    article ``draft_requested(article, draft)`` to read one and ``compare_requested(article, one, other)``.
    """

    settled = Signal(str, str, str)
    draft_requested = Signal(str, str)
    compare_requested = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[ConflictRecord, ...], int, dict[str, str]] = ((), 0, {})
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)

    def show_conflicts(
        self, conflicts: Sequence[ConflictRecord], count: int, things: Mapping[str, str] | None = None
    ) -> None:
        """Show these conflicts; where only their count is known, that; where there are none, nothing.

        ``things`` names what each is about, by entity, where it is not plain from the place.
        """
        names = dict(things or {})
        self.setVisible(bool(conflicts) or count > 0)
        if (tuple(conflicts), count, names) == self._shown:
            return
        self._shown = (tuple(conflicts), count, names)
        clear(self._layout)
        if not conflicts and count:
            words = self.tr("⚠ Edited apart in two copies: {0}. Every version is kept.").format(count)
            self._layout.addWidget(Label(words, ink="danger", size=0.95))
        for conflict in conflicts:
            if conflict.entity in names:
                self._layout.addSpacing(6)
                self._layout.addWidget(Label(names[conflict.entity], weight=BOLD))
            drafts = [v.txn for v in conflict.versions if v.txn.startswith("draft:")]
            self._layout.addWidget(
                Label(self._asked(conflict, len(drafts)), ink="danger", size=0.95, weight=BOLD)
            )
            for version in conflict.versions:
                self._layout.addWidget(self._row(conflict, version))
            if len(drafts) > 1:
                self._layout.addWidget(self._compare_row(conflict.entity, drafts))

    def _asked(self, conflict: ConflictRecord, drafts: int) -> str:
        if drafts:
            words = self.tr("⚠ {0} new drafts were made apart: which is the article’s? All can be read.")
            return words.format(drafts)
        words = self.tr("⚠ Edited apart: {0}. All versions are kept until one is chosen.")
        return words.format(field_name(conflict.field))

    def _compare_row(self, article: str, drafts: Sequence[str]) -> QWidget:
        """Each two neighbours of the drafts, to be compared."""
        row = QWidget()
        layout = QHBoxLayout(row)
        set_sides(row, layout, 8, 0, 0, 0)
        for one, other in pairwise(drafts):
            words = self.tr("Compare the two…") if len(drafts) == 2 else self.tr("Compare…")
            compare = QPushButton(words)
            keep_reading(compare)
            compare.clicked.connect(partial(self.compare_requested.emit, article, one, other))
            layout.addWidget(compare)
        layout.addStretch(1)
        return row

    def _row(self, conflict: ConflictRecord, version: Version) -> QWidget:
        row = QWidget()
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(version.value))
        words.addWidget(Label(f"{version.person_name} · {moment(version.at)}", ink="soft", size=0.88))
        keep = QPushButton(self.tr("Keep this"))
        keep.setAccessibleName(self.tr("Keep {0}’s version").format(version.person_name))
        keep.setProperty("version", [conflict.entity, conflict.field, version.txn])
        keep.clicked.connect(self._on_keep)
        layout = QHBoxLayout(row)
        set_sides(row, layout, 8, 0, 0, 0)
        layout.addLayout(words, 1)
        if version.txn.startswith("draft:"):
            keep.setText(self.tr("This is the article’s"))
            keep.setAccessibleName(self.tr("{0} is the article’s").format(version.value))
            read = QPushButton(self.tr("Read"))
            read.setAccessibleName(self.tr("Read {0}").format(version.value))
            read.clicked.connect(partial(self.draft_requested.emit, conflict.entity, version.txn))
            layout.addWidget(read)
        layout.addWidget(keep)
        return row

    def _on_keep(self) -> None:
        entity, field, txn = self.sender().property("version")
        self.settled.emit(entity, field, txn)

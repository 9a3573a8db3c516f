"""Who says so, through whom, and with which act: one value, because its parts mean nothing alone."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from db.records import ClaimRecord
from widgets.choice_box import ChoiceBox
from widgets.fields import DraftLine
from widgets.labels import Label


class Attribution(QWidget):
    """Speaker, act and intermediary of a reported claim.

    Signals: ``wanted(speaker, through, act)`` with the whole value; ``typing(field, text)``.
    """

    wanted = Signal(str, str, str)
    typing = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._act_stored = ""
        self.speaker = DraftLine(self.tr("Speaker"), self.tr("nobody: the article says so itself"))
        self.through = DraftLine(self.tr("Through whom"), self.tr("a letter, a spokesman, another paper"))
        self.act = ChoiceBox()
        self.act.setAccessibleName(self.tr("What the speaker does"))
        for key, words in self._acts():
            self.act.addItem(words, key)
        self._through_label = Label(self.tr("Through"), ink="soft", size=0.92, wrap=False)
        self._lay_out()
        self._connect()

    def show_claim(self, claim: ClaimRecord, *, other: bool) -> None:
        """Show that claim's attribution; ``other`` where another claim was shown before."""
        for draft, stored in ((self.speaker.draft, claim.speaker), (self.through.draft, claim.through)):
            draft.reset(stored) if other else draft.show(stored)
        self._act_stored = claim.act
        self.act.setCurrentIndex(max(0, self.act.findData(claim.act)))
        self._show_parts()

    def flush(self) -> None:
        """Tell what has been typed and not told."""
        if self.speaker.draft.unsent or self.through.draft.unsent:
            self._on_committed()

    def _acts(self) -> list[tuple[str, str]]:
        return [
            ("", self.tr("says")),
            ("asserts", self.tr("asserts")),
            ("claims", self.tr("claims")),
            ("suggests", self.tr("suggests")),
            ("accuses", self.tr("accuses")),
            ("denies", self.tr("denies")),
            ("predicts", self.tr("predicts")),
            ("promises", self.tr("promises")),
        ]

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        speaker = Label(self.tr("Speaker"), ink="soft", size=0.92, wrap=False)
        grid.addWidget(speaker, 0, 0)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.speaker, 1)
        line.addWidget(self.act)
        grid.addLayout(line, 0, 1)
        grid.addWidget(self._through_label, 1, 0)
        grid.addWidget(self.through, 1, 1)
        grid.setColumnStretch(1, 1)
        speaker.setBuddy(self.speaker)
        self._through_label.setBuddy(self.through)

    def _connect(self) -> None:
        for field, name in ((self.speaker, "speaker"), (self.through, "through")):
            field.draft.setObjectName(name)
            field.draft.typing.connect(self._on_typing)
            field.draft.committed.connect(self._on_committed)
        self.speaker.textEdited.connect(self._show_parts)
        self.act.activated.connect(self._on_committed)

    def _show_parts(self) -> None:
        reported = bool(self.speaker.text().strip())
        for part in (self._through_label, self.through, self.act):
            part.setVisible(reported)

    def _on_typing(self, text: str) -> None:
        self.typing.emit(self.sender().objectName(), text)

    def _on_committed(self) -> None:
        self.speaker.draft.note_sent()
        self.through.draft.note_sent()
        self.wanted.emit(self.speaker.text().strip(), self.through.text().strip(), self.act.currentData())

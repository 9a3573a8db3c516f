"""One citation being put together or changed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records import Place, Question, SourceId, Stance, record
from widgets.chips import ChipRow
from widgets.fields import DraftLine, DraftText


@record
class Citing:
    """A citation being put together: kept while the person looks at another claim.

    ``place`` is where in the kept file the passage was selected, None where it was typed.
    """

    source: SourceId | None
    question: Question
    stance: Stance
    passage: str
    locator: str
    place: Place | None = None


class EvidenceForm(QWidget):
    """Stance, question, passage and locator of one citation.

    Signals: ``done`` on Enter in the locator or on its button; ``given_up``; ``typing(field, text)``.
    """

    done = Signal()
    given_up = Signal()
    typing = Signal(str, str)

    def __init__(self, button: str) -> None:
        super().__init__()
        self.place: Place | None = None
        self.stance = ChipRow(
            self.tr("What the source says"),
            [
                (Stance.SUPPORTS, self.tr("▲ supports")),
                (Stance.CONTRADICTS, self.tr("▼ contradicts")),
                (Stance.CONTEXT, self.tr("● context")),
            ],
        )
        # What a source says is for a person to say: until then it is only context.
        self.stance.choose(Stance.CONTEXT)
        self.question = ChipRow(
            self.tr("On which question"), [(Question.SO, self.tr("so?")), (Question.SAID, self.tr("said?"))]
        )
        self.passage = DraftText(self.tr("Passage"), self.tr("The source’s own words"), commits=False, most=6)
        self.locator = DraftLine(self.tr("Where in it"), self.tr("page, paragraph, time"), commits=False)
        self.button = QPushButton(button)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setProperty("look", "quiet")
        self._lay_out()
        self.button.clicked.connect(self.done)
        self.locator.returnPressed.connect(self.done)
        self.cancel.clicked.connect(self.given_up)
        self.passage.draft.setObjectName("evidence.passage")
        self.locator.draft.setObjectName("evidence.locator")
        self.passage.draft.typing.connect(self._on_typing)
        self.locator.draft.typing.connect(self._on_typing)

    def value(self, source: SourceId | None) -> Citing:
        """What the form holds, for that source."""
        return Citing(
            source,
            Question(self.question.key),
            Stance(self.stance.key),
            self.passage.plain().strip(),
            self.locator.plain().strip(),
            self.place,
        )

    def show_where(self, *, recorded: bool) -> None:
        """Say how a place in the source is written: in a recording it is a time."""
        words = self.tr("from–to, hh:mm:ss") if recorded else self.tr("page, paragraph, time")
        self.locator.setPlaceholderText(words)

    def put(self, value: Citing) -> None:
        """Show these values."""
        self.place = value.place
        self.stance.choose(value.stance)
        self.question.choose(value.question)
        self.passage.draft.reset(value.passage)
        self.locator.draft.reset(value.locator)

    def _on_typing(self, text: str) -> None:
        self.typing.emit(self.sender().objectName(), text)

    def _lay_out(self) -> None:
        last = QHBoxLayout()
        last.setSpacing(6)
        last.addWidget(self.locator, 1)
        last.addWidget(self.cancel)
        last.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.stance)
        layout.addWidget(self.question)
        layout.addWidget(self.passage)
        layout.addLayout(last)

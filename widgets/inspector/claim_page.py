"""The page of the inspector: a claim's parts under one another, and what of them is in sight."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.records import ClaimRecord, ConflictRecord, EvidenceRecord, PersonId, Question, Scale, SourceRecord
from widgets.fields import DraftLine, DraftText
from widgets.fold import Fold
from widgets.inspector.attribution import Attribution
from widgets.inspector.closing import Closing
from widgets.inspector.conflicts import ConflictList
from widgets.inspector.evidence import EvidenceList
from widgets.inspector.folds import Folds
from widgets.inspector.header import ClaimHeader
from widgets.inspector.joined import JoinedList
from widgets.inspector.question import QuestionSection
from widgets.key_names import show_key
from widgets.labels import Hairline
from widgets.layouts import ScrolledPage

_NAME_HEIGHT = 40


class PageParts:
    """The parts of a page that take longest to be made: each once, when it is first asked for.

    So that they can be made one by one, in turns of the window's own, before the page is.
    """

    @cached_property
    def header(self) -> ClaimHeader:
        return ClaimHeader()

    @cached_property
    def attribution(self) -> Attribution:
        return Attribution()

    @cached_property
    def said(self) -> QuestionSection:
        return QuestionSection(Question.SAID)

    @cached_property
    def so(self) -> QuestionSection:
        return QuestionSection(Question.SO)

    @cached_property
    def evidence(self) -> EvidenceList:
        return EvidenceList()

    @cached_property
    def folds(self) -> Folds:
        return Folds()


class ClaimPage(QScrollArea):
    """Header, wording, questions, evidence, closing and the quiet parts of one claim; it scrolls.

    Attributes: the parts, each with its own signals; nothing here wishes for anything itself.
    """

    def __init__(self, parts: PageParts) -> None:
        super().__init__()
        self.header = parts.header
        self.conflicts = ConflictList()
        self.joined = JoinedList()
        self.wording = DraftText(self.tr("Wording"), self.tr("The claim in a sentence that can be checked"))
        self.attribution = parts.attribution
        self.claim_part = Fold("claim", self.tr("Claim"), self._make_claim_part)
        self.sections = {section.question: section for section in (parts.said, parts.so)}
        self.evidence = parts.evidence
        self.closing = Closing()
        self.folds = parts.folds
        self.delete_button = QPushButton(self.tr("Delete claim"))
        self._lay_out()

    def parts(self) -> list[QWidget]:
        """The parts from top to bottom."""
        upper: list[QWidget] = [
            self.header,
            self.conflicts,
            self.joined,
            self.claim_part,
            *self.sections.values(),
        ]
        return [*upper, self.evidence, self.closing, self.folds]

    # -- what it shows

    def show_claim(
        self,
        claim: ClaimRecord,
        evidence: Sequence[EvidenceRecord],
        sources: Sequence[SourceRecord],
        scale: Scale,
        me: PersonId,
        conflicts: Sequence[ConflictRecord],
        *,
        other: bool,
    ) -> None:
        """Show that claim; ``other`` where another one was shown before, else what is typed stays."""
        if other:
            self.wording.draft.reset(claim.wording)
            self.verticalScrollBar().setValue(0)
        else:
            self.wording.draft.show(claim.wording)
        self.header.show_claim(claim)
        self.conflicts.show_conflicts(conflicts, claim.conflicts)
        self.joined.show_joined(claim.joined, claim.number)
        self.attribution.show_claim(claim, other=other)
        for section in self.sections.values():
            section.show_claim(claim, scale, me, other=other)
        self.evidence.show_claim(claim, evidence, sources)
        self.closing.show_claim(claim)
        self.folds.show_claim(claim, me)
        said = " ".join(filter(None, (claim.speaker, claim.act)))
        self.claim_part.set_words(" · ".join(filter(None, (said, claim.wording))))

    def show_questions(self, asked: Collection[Question], rated: Question, keys: int) -> None:
        """Show these questions; the number keys up to ``keys`` rate that one."""
        for question, section in self.sections.items():
            section.setVisible(question in asked)
            section.set_active(question is rated, keys)

    def set_open_parts(self, names: Collection[str]) -> None:
        """Open the parts of these names and fold the others."""
        self.claim_part.set_open("claim" in names)
        self.folds.set_open(names)

    # -- what is typed in it

    def drafts(self) -> dict[str, DraftLine | DraftText]:
        """The fields whose typing is kept, by the names it is kept under."""
        drafts: dict[str, DraftLine | DraftText] = {
            "wording": self.wording,
            "speaker": self.attribution.speaker,
            "through": self.attribution.through,
            "close_reason": self.closing.reason,
            "evidence.passage": self.evidence.form.passage,
            "evidence.locator": self.evidence.form.locator,
        }
        for question, section in self.sections.items():
            for name in ("rationale", "as_of"):
                drafts[f"{question.value}.{name}"] = getattr(section, name)
        return drafts

    def flush(self) -> None:
        """Tell everything that was typed and not told."""
        self.wording.draft.flush()
        self.attribution.flush()
        for section in self.sections.values():
            section.flush()
        self.evidence.flush()
        self.folds.flush()
        self.closing.keep_waiting()

    def forget_sent(self) -> None:
        """Take the next record as it is."""
        self.wording.draft.forget_sent()
        self.attribution.speaker.draft.forget_sent()
        self.attribution.through.draft.forget_sent()
        for section in self.sections.values():
            section.forget_sent()
        self.folds.forget_sent()

    # -- what is in sight

    def go_to(self, field: QWidget) -> None:
        """Have the keyboard in that field and the field in sight; what is typed goes on at its end."""
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(field, DraftText):
            field.moveCursor(QTextCursor.MoveOperation.End)
        self.ensureWidgetVisible(field)

    def see_rating(self, question: Question) -> None:
        """Have the scale of that question in sight, its name included."""
        self.ensureWidgetVisible(self.sections[question].picker, 0, _NAME_HEIGHT)

    def see_finder(self) -> None:
        """Have what finds a source in sight, with as much of the form beneath as there is room for."""
        self._settle()
        self.ensureWidgetVisible(self.evidence.form)
        self.ensureWidgetVisible(self.evidence.finder)

    def see(self, part: QWidget | None) -> None:
        """Have that part in sight, if there is one."""
        if part is not None:
            self._settle()
            self.ensureWidgetVisible(part)

    def _settle(self) -> None:
        # What was just opened has its place only once it is laid out.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _lay_out(self) -> None:
        page = ScrolledPage()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(6)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.delete_button)
        self.delete_button.setProperty("look", "quiet")
        tip = self.tr("Delete this claim; {0} brings it back")
        show_key(self.delete_button, self.delete_button.setToolTip, tip, "edit.undo", "Ctrl+Z")
        for part in self.parts():
            if part in (self.evidence, self.closing, self.folds):
                column.addWidget(Hairline())
            column.addWidget(part)
        column.addLayout(foot)
        column.addStretch(1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _make_claim_part(self) -> QWidget:
        part = QWidget()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(6)
        layout.addWidget(self.wording)
        layout.addWidget(self.attribution)
        return part

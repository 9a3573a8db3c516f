"""Closing a claim: what it still needs, in words, or the reason for closing without."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records import ClaimId, ClaimRecord, ClaimStatus, Question
from widgets.fields import DraftLine
from widgets.key_names import show_key
from widgets.labels import Label


class Closing(QWidget):
    """Close, close with a reason, reopen.

    Signals: ``close_wanted(reason)``, the reason empty where nothing is missing; ``reopen_wanted``.
    """

    close_wanted = Signal(str)
    reopen_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._claim: ClaimId | None = None
        self._waiting: dict[ClaimId, str] = {}
        self._lacking = False
        self._blocked = False
        self._needs = Label(size=0.95)
        self.close_button = QPushButton(self.tr("Close claim"))
        self.close_button.setProperty("look", "primary")
        tip = self.tr("Close this claim ({0})")
        show_key(self.close_button, self.close_button.setToolTip, tip, "claim.close", "Ctrl+Enter")
        self.reason = DraftLine(
            self.tr("Reason for closing without"), self.tr("Or close it as it is: say why"), commits=False
        )
        self.reopen_button = QPushButton(self.tr("Reopen"))
        self._lay_out()
        self.close_button.clicked.connect(self._on_close)
        self.reason.returnPressed.connect(self._on_close)
        self.reason.textChanged.connect(self._show_button)
        self.reopen_button.clicked.connect(self.reopen_wanted)

    def show_claim(self, claim: ClaimRecord) -> None:
        """Show what closing that claim needs, or how it was closed."""
        if claim.id != self._claim:
            self.keep_waiting()
            self._claim = claim.id
            self.reason.draft.reset(self._waiting.get(claim.id, ""))
        closed = claim.status is ClaimStatus.CLOSED
        needs = self.needs(claim)
        if closed:
            reason = claim.close_reason
            self._needs.setText(self.tr("Closed: {0}").format(reason) if reason else self.tr("Closed."))
        else:
            self._needs.setText(needs or self.tr("Nothing is missing."))
        self._needs.set_ink("good" if closed or not needs else "soft")
        self.close_button.setVisible(not closed)
        self.reopen_button.setVisible(closed)
        self._lacking = bool(needs)
        self._blocked = claim.difference or claim.conflicts > 0 or claim.recheck
        self.reason.setVisible(not closed and self._lacking and not self._blocked)
        self._show_button()

    def keep_waiting(self) -> None:
        """Lay aside a reason begun and not used, for when this claim is shown again."""
        if self._claim is not None:
            self._waiting[self._claim] = self.reason.text()
            self.reason.draft.flush()

    def needs(self, claim: ClaimRecord) -> str:
        """What the claim still needs, spelled out; empty where it can be closed."""
        sentences = [self._needs_of(claim, question) for question in claim.questions]
        sentences += [self._undecided(claim)]
        if claim.recheck:
            if claim.apart:
                sentences.append(self.tr("It was made on another draft; look at its words first."))
            else:
                sentences.append(self.tr("A new draft changed its words; look at them first."))
        return "\n".join(filter(None, sentences))

    @property
    def words(self) -> str:
        """What it says now."""
        return self._needs.text()

    def _needs_of(self, claim: ClaimRecord, question: Question) -> str:
        words = {
            "rating": self.tr("a verdict"),
            "rationale": self.tr("a rationale"),
            "evidence": self.tr("evidence"),
        }
        needed = [text for key, text in words.items() if f"{question.value}-{key}" in claim.missing]
        if not needed:
            return ""
        together = needed[0]
        if len(needed) > 1:
            together = self.tr("{0} and {1}").format(", ".join(needed[:-1]), needed[-1])
        if not claim.reported:
            return self.tr("Needs {0}.").format(together)
        if question is Question.SAID:
            return self.tr("Needs {0} for “Was it said?”").format(together)
        return self.tr("Needs {0} for “Is it so?”").format(together)

    def _undecided(self, claim: ClaimRecord) -> str:
        if claim.conflicts:
            return self.tr("It stays open until one version of what was edited apart is chosen.")
        return self.tr("Checkers differ; it stays open until they agree.") if claim.difference else ""

    def _show_button(self) -> None:
        reasoned = bool(self.reason.text().strip())
        self.close_button.setEnabled(not self._blocked and (reasoned or not self._lacking))

    def _on_close(self) -> None:
        reason = self.reason.text().strip() if self._lacking else ""
        if self.close_button.isEnabled():
            self.reason.clear()
            self.reason.draft.reset("")
            self.reason.draft.typing.emit("")
            self.close_wanted.emit(reason)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.reason, 1)
        line.addStretch(0)
        line.addWidget(self.close_button)
        line.addWidget(self.reopen_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._needs)
        layout.addLayout(line)

"""Whether quoted words stand in their source: a sign, words, what differs, and who saw it by eye."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.records import ClaimRecord, Question, SourceId, record
from db.records.checks import CheckOutcome, CheckRecord, NoCheck
from db.records.comparing import Turn
from db.records.quotes import Folding
from widgets.key_names import show_key
from widgets.labels import Label
from widgets.remarks.diff_label import DiffLabel
from widgets.remarks.word_diff import Change, Piece

SIGNS = {
    CheckOutcome.EXACT: "✓",
    CheckOutcome.NEAR: "≈",
    CheckOutcome.ABSENT: "✗",
    CheckOutcome.ELSEWHERE: "↷",
    CheckOutcome.BY_EYE: "○",
    CheckOutcome.WAITING: "…",
}
_INKS = {CheckOutcome.EXACT: "good", CheckOutcome.NEAR: "warning", CheckOutcome.ELSEWHERE: "warning"}
_CHANGES = {Turn.OUT: Change.OUT, Turn.IN: Change.IN}
_AROUND = 70
"""So many characters of what stays are shown before and behind what differs."""

Numbers = Mapping[SourceId, str]


@record
class Known:
    """What is known for the rows: the checks by evidence, the sources' numbers, and my own name."""

    checks: Mapping[str, CheckRecord]
    numbers: Numbers
    me: str


NOTHING_KNOWN = Known({}, {}, "")


class QuoteCheck(QWidget):
    """The quote check of one citation.

    Signals: ``seen(bool)`` where the person says they saw the passage in the source, or takes it back.
    """

    seen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._words = Label(size=0.9)
        self._differs = DiffLabel()
        self._key = Label(ink="soft", size=0.85)
        self._key.setText(self.tr("Struck out: only in the quotation. Underlined: only in the source."))
        self._by = Label(ink="soft", size=0.88)
        self.button = QPushButton()
        self.button.setProperty("look", "quiet")
        self.button.setCheckable(True)
        self.button.clicked.connect(self.seen)
        tip = self.tr("I have looked myself: the passage stands in the source as it is quoted ({0})")
        show_key(self.button, self.button.setToolTip, tip, "claim.seen", "Y")
        self._lay_out()

    def show_check(self, check: CheckRecord | None, seen_by: tuple[str, ...], known: Known) -> None:
        """Show what came of looking for the passage, and who saw it; None where that is not known yet."""
        check = check or CheckRecord(CheckOutcome.WAITING)
        self._words.setText(f"{SIGNS[check.outcome]} {outcome_words(check, known.numbers)}")
        self._words.set_ink(_INKS.get(check.outcome, "danger" if check.doubtful else "soft"))
        pieces = difference_of(check)
        self._differs.setVisible(bool(pieces))
        self._key.setVisible(bool(pieces))
        if pieces:
            self._differs.show_pieces(pieces)
        mine = known.me in seen_by
        others = [name for name in seen_by if name != known.me]
        by = self.tr("also by {0}") if mine else self.tr("seen by eye by {0}")
        self._by.setText(by.format(", ".join(others)) if others else "")
        self._by.setVisible(bool(others))
        self.button.setChecked(mine)
        self.button.setText(self.tr("✓ Seen by eye") if mine else self.tr("○ Seen by eye"))
        # What a machine found word for word asks for nobody's eyes.
        self.button.setVisible(mine or check.outcome is not CheckOutcome.EXACT)

    @property
    def words(self) -> str:
        """What it says of the passage."""
        return self._words.text()

    @property
    def pieces(self) -> list[Piece]:
        """What it shows of a difference, nothing where there is none."""
        return [] if self._differs.isHidden() else self._differs.pieces

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self.button)
        foot.addWidget(self._by, 1)
        foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        for part in (self._words, self._differs, self._key):
            column.addWidget(part)
        column.addLayout(foot)


def difference_of(check: CheckRecord) -> list[Piece]:
    """What differs where the source has other words, with some words around it; nothing elsewhere."""
    if check.quote is None or check.outcome is not CheckOutcome.NEAR:
        return []
    return _around(Piece(_CHANGES.get(one.turn, Change.SAME), one.text) for one in check.quote.parts)


def independence_words(claim: ClaimRecord) -> str:
    """Where several sources that support an answer rest on one another; blank where all stand alone."""
    asked = {Question.SAID: _tr("Was it said?"), Question.SO: _tr("Is it so?")}
    said: list[str] = []
    for question in claim.questions:
        sources, own = claim.support(question)
        if own < sources:
            one, many = _tr("{0} sources, one independent source"), _tr("{0} sources, {1} independent")
            words = one.format(sources) if own == 1 else many.format(sources, own)
            said.append(f"⚭ {asked[question]} {words}" if claim.reported else f"⚭ {words}")
    return "\n".join(said)


def outcome_words(check: CheckRecord, numbers: Numbers) -> str:
    """What a machine can say of the passage."""
    match check.outcome:
        case CheckOutcome.EXACT:
            return _exact(check)
        case CheckOutcome.NEAR:
            words = _tr("nearly: the source has other words here")
            return f"{words}; {_elsewhere(check, numbers)}" if check.elsewhere else words
        case CheckOutcome.ABSENT:
            return _tr("not found in the source")
        case CheckOutcome.ELSEWHERE:
            return f"{_tr('not found in this source')}; {_elsewhere(check, numbers)}"
        case CheckOutcome.BY_EYE:
            return why_words(check.why)
        case CheckOutcome.WAITING:
            return _tr("not checked yet")


def _exact(check: CheckRecord) -> str:
    page = check.place.page if check.place is not None else None
    found = _tr("found word for word") if page is None else _tr("found word for word on page {0}")
    foldings = check.quote.foldings if check.quote is not None else ()
    told = {
        Folding.ELLIPSIS: _tr("words are left out at the dots"),
        Folding.BRACKETS: _tr("words are left out at the brackets"),
        Folding.PAGE_BREAK: _tr("across a page’s end"),
    }
    said = [found.format((page or 0) + 1), *(told[one] for one in foldings if one in told)]
    return "; ".join(said)


def _elsewhere(check: CheckRecord, numbers: Numbers) -> str:
    found = ", ".join(numbers.get(source, "?") for source in check.elsewhere)
    return _tr("word for word in {0}").format(found)


def why_words(why: NoCheck | None) -> str:
    """Why a machine cannot look for words in a source."""
    reasons = {
        NoCheck.SCAN: _tr("the page is an image"),
        NoCheck.IMAGE: _tr("an image"),
        NoCheck.RECORDING: _tr("a recording"),
        NoCheck.PERSON: _tr("a person"),
        NoCheck.LINK: _tr("a link without a kept copy"),
        NoCheck.NO_COPY: _tr("no copy is kept"),
        NoCheck.WITHHELD: _tr("withheld from this copy of the project"),
        NoCheck.UNREADABLE: _tr("no words that can be read"),
    }
    return _tr("cannot be checked by machine: {0}").format(reasons[why] if why else "?")


def _around(pieces: Iterable[Piece]) -> list[Piece]:
    """What differs with some words around it: a passage stands above in full."""
    found = list(pieces)
    last = len(found) - 1
    for at, piece in enumerate(found):
        if piece.change is Change.SAME:
            before = "" if at == 0 else piece.text[:_AROUND]
            behind = "" if at == last else piece.text[-_AROUND:]
            if len(piece.text) > len(before) + len(behind) + 3:
                found[at] = Piece(Change.SAME, f"{before}…{behind}")
    return found


def _tr(words: str) -> str:
    return QCoreApplication.translate("QuoteCheck", words)

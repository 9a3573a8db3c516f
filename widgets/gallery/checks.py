"""Quote checks as the inspector shows them, and what sources have in common."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records import SourceId
from db.records.checks import CheckOutcome, CheckRecord, NoCheck
from db.records.comparing import RunRecord, Turn
from db.records.quotes import Folding, QuoteOutcome, QuoteRecord
from widgets.gallery import exhibit
from widgets.inspector.quote_check import Known, QuoteCheck
from widgets.labels import Label
from widgets.styling import follow_theme

_ME = "Ilse Marrant"


@exhibit("quote checks", (320, 700))
def quote_checks() -> QWidget:
    """Every outcome, a difference in two scripts, and passages seen by eye."""
    exact = QuoteRecord(QuoteOutcome.EXACT, 0, 9, 1.0, foldings=(Folding.ELLIPSIS,))
    near = (
        RunRecord(Turn.SAME, "the crane carried "),
        RunRecord(Turn.OUT, "580"),
        RunRecord(Turn.IN, "650"),
        RunRecord(Turn.SAME, " tonnes before the auditors came"),
    )
    arabic = (RunRecord(Turn.SAME, "إن الرافعة "), RunRecord(Turn.OUT, "بيعت"), RunRecord(Turn.IN, "أعيرت"))
    shown = (
        (CheckRecord(CheckOutcome.EXACT, quote=exact), ()),
        (CheckRecord(CheckOutcome.NEAR, quote=QuoteRecord(QuoteOutcome.NEAR, 0, 9, 0.9, near)), (_ME,)),
        (CheckRecord(CheckOutcome.NEAR, quote=QuoteRecord(QuoteOutcome.NEAR, 0, 9, 0.8, arabic)), ()),
        (CheckRecord(CheckOutcome.ELSEWHERE, elsewhere=(SourceId("s7"),)), ("Noor Haddad",)),
        (CheckRecord(CheckOutcome.ABSENT), ()),
        (CheckRecord(CheckOutcome.BY_EYE, NoCheck.SCAN), (_ME, "Noor Haddad")),
        (None, ()),
    )
    page = QWidget()
    column = QVBoxLayout(page)
    column.setSpacing(10)
    for check, seen_by in shown:
        one = QuoteCheck()
        one.show_check(check, seen_by, Known({}, {SourceId("s7"): "S7"}, _ME))
        column.addWidget(Label("“the crane carried 580 tonnes”", serif=True))
        column.addWidget(one)
    column.addStretch(1)
    follow_theme(page)
    return page

"""Exhibits: what was searched for, the article's quotations, and what verifying found."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.records import Span
from db.records.checks import CheckOutcome, CheckRecord
from db.records.comparing import Turn
from db.records.quotes import QuoteOutcome, QuoteRecord, RunRecord
from widgets.gallery import exhibit
from widgets.quotations.page import QuotationRow, QuotationsPage
from widgets.searching.found_list import FoundRow
from widgets.searching.found_under import FoundUnder
from widgets.searching.sheet import SearchSheet
from widgets.verifying.page import VerifiedPage

_COUNTS = (
    "In all 41,250 people were aboard the ferry in March, two more than in May, says the harbour master."
)
_AT = _COUNTS.index("ferry")
_TITLE = "S3 Ein sehr langer Titel eines Gutachtens über die Fährverbindung zwischen den Inseln im Jahre 2026"
ROWS = (
    FoundRow("article/", "Articles", heading=True),
    FoundRow("article/1", "The harbour master quits", "", f"“{_COUNTS}” it wrote", (Span(_AT + 1, _AT + 6),)),
    FoundRow("text/", "In the words of sources", heading=True),
    FoundRow("text/1", "S1 counts.pdf", "p. 12", _COUNTS, (Span(_AT, _AT + 5),)),
    FoundRow("text/2", _TITLE, "¶ 204 · confidential", "Die Fähre (ferry) verkehrt täglich", (Span(11, 16),)),
    FoundRow("text/3", "S2 קורות המעבורת", "¶ 2", "המעבורת (ferry) יצאה לדרך עם שחר", (Span(9, 14),)),
    FoundRow("text/more", "Show 14 more", more=True),
)


@exhibit("search everything", (1280, 800), (1920, 1080))
def everything() -> QWidget:
    window = QWidget()
    QVBoxLayout(window).addWidget(QLabel("What lies beneath. " * 40, wordWrap=True))
    sheet = SearchSheet(window)
    sheet.line.setText("ferry")
    window.resize(1280, 800)
    sheet.open()
    sheet.show_found(ROWS, "", "Words of 12 of 40 files can be searched; the rest follows.")
    return window


@exhibit("found in the words of sources", (260, 420))
def under_the_list() -> QWidget:
    under = FoundUnder()
    rows = [row for row in ROWS if not row.heading and not row.more]
    under.show_rows(rows, "Words of 12 of 40 files can be searched; the rest follows.")
    return under


@exhibit("quotations", (700, 560))
def quotations() -> QWidget:
    stage = QWidget()
    row = QHBoxLayout(stage)
    near = QuoteRecord(
        QuoteOutcome.NEAR,
        0,
        46,
        0.9,
        (
            RunRecord(Turn.SAME, "In all "),
            RunRecord(Turn.OUT, "41,200"),
            RunRecord(Turn.IN, "41,250"),
            RunRecord(Turn.SAME, " people were aboard the ferry"),
        ),
    )
    page = QuotationsPage()
    page.show_quotations(
        "Quotations in S1 counts.pdf",
        [
            QuotationRow(
                "In all 41,200 people were aboard the ferry",
                CheckRecord(CheckOutcome.NEAR, quote=near),
                "p. 2",
            ),
            QuotationRow("Boats come in at dawn", CheckRecord(CheckOutcome.EXACT), "p. 3", "cited on MC3"),
            QuotationRow("הסירות נכנסות עם שחר", CheckRecord(CheckOutcome.ABSENT)),
        ],
    )
    nothing = QuotationsPage()
    nothing.say("Quotations in S2 The cook", "cannot be checked by machine: a person")
    row.addWidget(page)
    row.addWidget(nothing)
    return stage


@exhibit("verified", (700, 420))
def verified() -> QWidget:
    stage = QWidget()
    row = QHBoxLayout(stage)
    bad, good = VerifiedPage(), VerifiedPage()
    counts = "23 Nov 2026, 19:11: 9 kept files (47 KiB) and 12 changes looked at."
    said = "These bytes are not those that were added. They were added on 3 Nov 2026 by Maren Colby."
    found = [
        FoundRow("0/source:1", "S1 counts.pdf", snippet=said),
        FoundRow("1/", "The log", snippet="Change 4…"),
    ]
    bad.show_result("✗ Not as it was written: 2", "danger", counts, found, "The project was left as it is.")
    means = "The bytes are those that were added and nothing in the log was altered."
    good.show_result("✓ All sound", "good", counts, (), means, "60c5539bcf26f9863f6739a32b4cb3e5")
    row.addWidget(bad)
    row.addWidget(good)
    return stage

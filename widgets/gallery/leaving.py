"""What a person looks over before something leaves."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from db.records import SourceId
from db.records.leaving import HeldItem, Mention, Telling
from widgets.gallery import exhibit
from widgets.leaving.page import LeavingPage


@exhibit("before it leaves", (860, 640), (1400, 800))
def leaving() -> QWidget:
    """Two things held back, one of them released, and three places that still tell of one."""
    page = LeavingPage()
    page.begin("Look before it leaves", "crane – sheet.pdf", "Export")
    page.show_leaving(
        (
            HeldItem("S2", SourceId("s2"), "S2", "Kassandra Vogt", True, 3, False),
            HeldItem("MC4/S1", SourceId("s1"), "S1", "Minutes of the harbour board", False, 1, True),
        ),
        (
            Mention(
                "S2",
                Telling.PART,
                "claim MC4, verdict of Ilse Marrant, rationale",
                "VOGT",
                "VOGT saw the papers.",
            ),
            Mention(
                "S2",
                Telling.WORDS,
                "article’s text",
                "shred the second invoice",
                "…that somebody was told to shred the second invoice before the auditors came to the…",
            ),
            Mention(
                "S7", Telling.NAME, "claim MC9, fix, reason", "منصور", "قال أحمد منصور إن الرافعة بيعت مرتين."
            ),
        ),
    )
    return page

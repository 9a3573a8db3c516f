"""What a person looks at before merging, and before a merge is undone."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from db.records import (
    ArticleId,
    ClaimId,
    ComingArticle,
    ComingJoin,
    ComingSource,
    Contribution,
    MergeReport,
    NewConflict,
    PersonId,
    RestingStep,
    SourceId,
)
from widgets.gallery import exhibit
from widgets.merging.rows import report_rows, resting_rows
from widgets.pages.listed import DeedPage


def _report() -> MergeReport:
    return MergeReport(
        merge="m1",
        transactions=214,
        returning=3,
        new={},
        changed={},
        people=(
            Contribution(
                PersonId("p1"),
                "Ilse Marrant",
                "IM",
                True,
                180,
                {"person": 1, "claim": 12, "verdict": 31, "evidence": 9, "note": 4, "source": 2},
                {"claim": 3},
            ),
            Contribution(PersonId("p2"), "منصور الأحمد", "مأ", False, 34, {"query": 2}, {"verdict": 6}),
        ),
        conflicts=(
            NewConflict("claim:1", "wording", ClaimId("c1"), "MC4 The crane cost twice the estimate"),
            NewConflict("source:2", "title", None, "S2 Minutes of the harbour board"),
        ),
        differing=(),
        sources=(
            ComingSource(SourceId("s7"), "S7", "Crane invoice.pdf", 2_410_000, False),
            ComingSource(
                SourceId("s8"), "S8", "Ein langer Titel eines Gutachtens über die Hafenkräne", 0, True
            ),
        ),
        articles=(
            ComingArticle(ArticleId("a1"), "The harbour master quits", "draft"),
            ComingArticle(ArticleId("a2"), "מעבורות ועוד", "same-text"),
        ),
        mine=0,
        fingerprint="",
        joins=(ComingJoin(ClaimId("c7"), "JR2", "MC4", "The crane cost twice what was planned"),),
    )


@exhibit("before a merge", (680, 800), (1280, 800), (1920, 1080))
def before() -> QWidget:
    """Two people, conflicts, checkers who will differ, articles and sources."""
    page = DeedPage()
    titles = ("MC1 The ferry carried 41,200 people in March", "MC9 Boats come in at dawn")
    rows = report_rows([("crane-ilse.tickmark", _report())], titles, 2)
    page.show_rows(
        "What merging crane-ilse.tickmark brings",
        "214 changes that are not here. Nothing has been taken in yet.",
        rows,
    )
    page.offer("Merge (Enter)", "Not now (Esc)")
    return page


@exhibit("what goes with a merge", (860, 480))
def resting() -> QWidget:
    """Steps of one's own and of others that rest on what a merge brought."""
    page = DeedPage()
    steps = (
        RestingStep("g1", "verdict", "Maren Colby", 1_780_000_000_000, True, ()),
        RestingStep("g2", "wording", "Idris Vale", 1_780_000_100_000, False, ()),
    )
    rows = resting_rows(
        steps, {"verdict": "a verdict", "wording": "wording"}, {"g1": "MC4 The crane cost twice the estimate"}
    )
    page.show_rows(
        "What goes with this merge: 2",
        "Built on what it brought, so set aside with it; 1 made in this file. All of it can be brought back.",
        rows,
    )
    page.offer("Set all of it aside (Enter)", "Leave it (Esc)")
    return page

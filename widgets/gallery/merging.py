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
    PersonaRecord,
    PersonId,
    PersonRecord,
    RestingStep,
    SourceId,
)
from widgets.gallery import exhibit
from widgets.merging.rows import report_rows, resting_rows
from widgets.pages.listed import DeedPage
from widgets.pages.people_rows import other_rows, own_rows


def _report() -> MergeReport:
    return MergeReport(
        merge="m1",
        transactions=214,
        returning=3,
        new={},
        changed={},
        people=(
            Contribution(
                PersonId("person:1a40"),
                "Ilse Marrant",
                "IM",
                True,
                180,
                {"person": 1, "claim": 12, "verdict": 31, "evidence": 9, "note": 4, "source": 2},
                {"claim": 3},
            ),
            Contribution(
                PersonId("person:7b20"), "منصور الأحمد", "مأ", False, 34, {"query": 2}, {"verdict": 6}
            ),
            Contribution(PersonId("person:3fa2"), "Ana Berg", "AB", False, 9, {"note": 1}, {}, mine=True),
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


@exhibit("people of a project", (680, 620), (1280, 800))
def people() -> QWidget:
    """One person on two machines, two others of one name, a long name and a foreign one."""
    page = DeedPage()
    own = (
        PersonaRecord(PersonId("person:3fa2"), "Maren Colby", "MC", 1_762_000_000_000, 412),
        PersonaRecord(PersonId("person:9c01"), "maren-laptop", "M", 1_764_000_000_000, 37),
    )
    named = (
        ("person:1a40", "M. Checker (since 3 Nov)", "MC"),
        ("person:5e77", "M. Checker (since 9 Nov)", "MC"),
        ("person:7b20", "منصور الأحمد", "مأ"),
        ("person:0d1c", "Karl-Friedrich Freiherr von Oberhausen-Reichenbach und zu Gemmingen", "KFF"),
    )
    others = [
        (
            PersonRecord(PersonId(id), name, initials, name, 1_763_000_000_000, (PersonId(id),)),
            (PersonaRecord(PersonId(id), name, initials, 1_763_000_000_000, 31 * at),) * (1 + at % 2),
        )
        for at, (id, name, initials) in enumerate(named, 1)
    ]
    head = "Every machine makes a person of its own, so two people of one name stay two."
    page.show_rows("People of this project", head, [*own_rows(own), *other_rows(others)])
    page.offer("This is also me (Enter)", "Back to the article (Esc)")
    page.list.stand_at("person:1a40")
    return page

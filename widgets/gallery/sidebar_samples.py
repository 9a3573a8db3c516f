"""Invented records for the gallery, the tests and the benchmark of the sidebar's widgets."""

from __future__ import annotations

import tomllib
from dataclasses import replace

from db.records import (
    ArticleId,
    ArticleRecord,
    ClaimId,
    ClaimRecord,
    ClaimStatus,
    DraftId,
    EvidenceId,
    EvidenceRecord,
    LedgerCount,
    PersonId,
    Question,
    Rating,
    Scale,
    SourceId,
    SourceRecord,
    Stance,
    TextId,
    VerdictId,
    VerdictRecord,
)
from resources import path

ME = PersonId("p-maren")
JONAS = PersonId("p-jonas")
DAY = 86_400_000
NOW = 1_795_000_000_000


def scale(name: str = "truth-six") -> Scale:
    """A bundled scale."""
    data = tomllib.loads(path(f"scales/{name}.toml").read_text(encoding="utf-8"))
    ratings = tuple(Rating(**step) for step in data["rating"])
    return Scale(data["id"], data["version"], data["name"], ratings)


def verdict(
    claim: str,
    question: Question,
    rating: int | None,
    rationale: str = "",
    *,
    person: PersonId = ME,
    name: str = "Maren Colby",
    as_of: str = "",
) -> VerdictRecord:
    """One person's verdict."""
    key = VerdictId(f"v-{claim}-{question}-{person}")
    return VerdictRecord(
        key, ClaimId(claim), question, person, name, "truth-six", 1, rating, rationale, as_of, NOW
    )


def claim(number: str, quote: str, **fields: object) -> ClaimRecord:
    """A claim with blanks for all that is not named."""
    blank = ClaimRecord(
        id=ClaimId(number),
        number=number,
        article=ArticleId("a-ferry"),
        draft=DraftId("d-ferry"),
        start=0,
        end=len(quote),
        quote=quote,
        prefix="",
        suffix="",
        paragraph=1,
        wording="",
        speaker="",
        through="",
        act="",
        kind="",
        assignee="",
        status=ClaimStatus.OPEN,
        close_reason="",
        verdicts=(),
        evidence=0,
        difference=False,
        conflicts=0,
        missing=("so-rating", "so-rationale", "so-evidence"),
        created_by="Maren Colby",
        created_at=NOW - 3 * DAY,
    )
    return replace(blank, **fields)  # type: ignore[arg-type]


def source(number: str, title: str, kind: str = "document", **fields: object) -> SourceRecord:
    """A source with blanks for all that is not named."""
    blank = SourceRecord(
        id=SourceId(number),
        number=number,
        kind=kind,
        title=title,
        url="",
        archive_url="",
        author="",
        publisher="",
        published="",
        note="",
        sha="5f1c" * 16 if kind == "document" else "",
        size=48_213 if kind == "document" else 0,
        media_type="",
        original_name="",
        added_by="Maren Colby",
        added_at=NOW - 2 * DAY,
    )
    return replace(blank, **fields)  # type: ignore[arg-type]


def evidence(
    key: str,
    of: ClaimRecord,
    by: SourceRecord,
    stance: Stance,
    passage: str = "",
    locator: str = "",
    question: Question = Question.SO,
) -> EvidenceRecord:
    """What a source says on a claim."""
    return EvidenceRecord(
        EvidenceId(key),
        of.id,
        by.id,
        by.number,
        by.title,
        question,
        stance,
        passage,
        locator,
        "Maren Colby",
        NOW,
    )


def sources() -> tuple[SourceRecord, ...]:
    """Sources of every kind, with a long and an Arabic title."""
    return (
        source("S1", "Minutes of the council sitting of 29 September 2026", published="2026-10-27", cited=4),
        source("S2", "Fahrgastzahlenerhebung der Küstenschifffahrtsverwaltung 2025/26", cited=2),
        source(
            "S3",
            "Ferry line cut after ministry doubts",
            "page",
            url="https://example.org/wire/ferry",
            cited=1,
        ),
        source(
            "S4", "Telephone call with the harbour master, 3 November, 14:10", "note", note="Mr Aalto said …"
        ),
        source(
            "S5", "لا دليل قاطع على شحنات الأسلحة حتى الآن", "page", url="https://example.org/ar/no-proof"
        ),
        source("S6", "Mayor’s letter to the shipyard", sha="91ab" * 16, size=1_204_113, cited=1),
    )


_LONG = (
    "Fresh figures show that the town’s ferry carried 212,000 passengers in the last financial year, which "
    "the council’s own leaflet calls the highest number since the line was opened in 1961, although the "
    "ministry, whose letter was read out at the sitting, doubted that the counting had been done the same "
    "way in every year."
)


def claims() -> tuple[ClaimRecord, ...]:
    """Claims in every state: reported, disputed, closed, in conflict, long, German and Arabic."""
    said, so = Question.SAID, Question.SO
    return (
        claim(
            "MC1",
            "The council voted on 22 September to keep the ferry",
            start=40,
            end=92,
            wording="The council voted on 22 September 2026 to keep the ferry running.",
            status=ClaimStatus.CLOSED,
            verdicts=(
                verdict(
                    "MC1",
                    so,
                    5,
                    "The minutes date the vote to 29 September, a week later.",
                    as_of="2026-11-13",
                ),
            ),
            evidence=1,
            missing=(),
        ),
        claim(
            "MC2",
            "the ministry suggested that the line had been kept alive by counting crew as passengers",
            start=210,
            end=297,
            speaker="Ministry of Transport",
            through="a letter read out at the sitting",
            act="suggests",
            status=ClaimStatus.RATED,
            verdicts=(
                verdict(
                    "MC2", said, 1, "The letter says so, with “cannot be ruled out”.", as_of="2026-11-14"
                ),
                verdict("MC2", so, 4, "The count leaves the crew out."),
                verdict("MC2", so, 6, "No count by crew exists.", person=JONAS, name="Jonas Reyk"),
            ),
            evidence=3,
            difference=True,
            missing=("so-evidence",),
        ),
        claim("MC3", _LONG, start=400, end=700, paragraph=4),
        claim(
            "JR1",
            "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenversicherung",
            start=810,
            end=877,
            paragraph=5,
            wording="Die Fahrgastbeförderungsverordnung verpflichtet die Küstenschifffahrtsverwaltung.",
            speaker="Küstenschifffahrtsverwaltungspräsidentin Wilhelmine Obermaier-Lütkenhaus",
            act="asserts",
            conflicts=1,
            missing=(
                "said-rating",
                "said-rationale",
                "said-evidence",
                "so-rating",
                "so-rationale",
                "so-evidence",
            ),
        ),
        claim(
            "JR2",
            "لم تُعرض صور للحمولة نفسها، ولا وثائق شحن يمكن فحصها",
            start=900,
            end=950,
            paragraph=6,
            speaker="وزارة الدفاع",
            act="denies",
            status=ClaimStatus.RATED,
            verdicts=(verdict("JR2", said, 1, "قيل ذلك في المؤتمر الصحفي."),),
            evidence=1,
            missing=("so-rating", "so-rationale", "so-evidence"),
        ),
        claim(
            "MC4",
            "Nobody in Tarrovik will regret it",
            start=1000,
            end=1033,
            paragraph=7,
            status=ClaimStatus.CLOSED,
            close_reason="A prediction: nothing to check it against.",
            missing=(),
        ),
    )


def evidence_of(of: ClaimRecord) -> tuple[EvidenceRecord, ...]:
    """Evidence of every stance on that claim."""
    all_sources = sources()
    passage = "It cannot be ruled out that members of the crew have been counted among the passengers."
    return (
        evidence("e1", of, all_sources[0], Stance.SUPPORTS, passage, "item 7, p. 12", of.questions[0]),
        evidence(
            "e2", of, all_sources[1], Stance.CONTRADICTS, "Besatzungsmitglieder werden nicht gezählt.", "S. 3"
        ),
        evidence("e3", of, all_sources[4], Stance.CONTEXT, "ولا وثائق شحن يمكن فحصها"),
    )


def many_claims(count: int) -> list[ClaimRecord]:
    """That many claims down one long article, in turn like those of ``claims()``."""
    patterns = claims()
    made: list[ClaimRecord] = []
    for n in range(count):
        pattern = patterns[n % len(patterns)]
        made.append(
            replace(
                pattern,
                id=ClaimId(f"c{n}"),
                number=f"MC{n + 1}",
                start=n * 80,
                end=n * 80 + 60,
                paragraph=n // 5 + 1,
            )
        )
    return made


def articles() -> tuple[ArticleRecord, ...]:
    """Articles hardly begun, half done and done."""

    def article(key: str, title: str, done: int, total: int, **fields: object) -> ArticleRecord:
        blank = ArticleRecord(
            id=ArticleId(key),
            title=title,
            draft=DraftId(f"d-{key}"),
            text=TextId(f"t-{key}"),
            drafts=1,
            language="en",
            url="",
            archive_url="",
            outlet="",
            byline="",
            published="",
            captured_at=0,
            captured_by="",
            original_sha="",
            original_name="",
            original_size=0,
            media_type="text/markdown",
            encoding="utf-8",
            finding_title="",
            finding_standfirst="",
            finding_rating=None,
            claims=6,
            ledger=LedgerCount(total=total, nothing=done, unread=total - done),
        )
        return replace(blank, **fields)  # type: ignore[arg-type]

    return (
        article(
            "a-ferry",
            "The price of a crossing",
            27,
            48,
            url="https://example.org/coastal-fortnightly/the-price-of-a-crossing",
            outlet="The Coastal Fortnightly",
            byline="Linnea Vaske",
            published="2026-11-13",
            captured_at=NOW - 4 * DAY,
            captured_by="Maren Colby",
            original_sha="c3d9" * 16,
            original_name="article.md",
            original_size=4_912,
            finding_title="The vote and the price hold; the date and the count do not",
            finding_rating=4,
        ),
        article(
            "a-budget",
            "Haushaltskonsolidierungsmaßnahmen im Küstenlandkreis: was wirklich beschlossen wurde",
            0,
            113,
        ),
        article("a-harbour", "Harbour wall finished", 31, 31),
    )

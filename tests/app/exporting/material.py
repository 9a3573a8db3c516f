"""Invented material for sheets: a harbour town, two checkers who do not always agree."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from app.exporting.build_sheet import ArticleMaterial, build_sheet
from app.exporting.sheet_data import SheetData
from app.scales import scales
from db.records import (
    ArticleId,
    ArticleRecord,
    ArticleText,
    AsideRecord,
    BlockRecord,
    ClaimId,
    ClaimRecord,
    ClaimStatus,
    ConflictRecord,
    DraftId,
    EmphasisRecord,
    EvidenceId,
    EvidenceRecord,
    FixId,
    FixRecord,
    FixState,
    LedgerCount,
    MessageRecord,
    NoteId,
    NoteRecord,
    PassageRecord,
    PersonId,
    PersonRecord,
    ProjectRecord,
    QueryId,
    QueryRecord,
    Question,
    SentenceRecord,
    SentenceState,
    SourceId,
    SourceRecord,
    Stance,
    TextId,
    VerdictId,
    VerdictRecord,
    Version,
)

AT = 1_795_400_000_000
SAID, SO = Question.SAID, Question.SO
PERSONS = (
    PersonRecord(PersonId("p1"), "Ilse Marrant", "IM"),
    PersonRecord(PersonId("p2"), "Tobin Ekwe", "TE"),
)
_FIRST = """The town of Ostrel paid 4.2 million crowns for a harbour crane in March 2026, according to
the council. The ministry of transport suggested that the money was taken from the dredging fund."""
_SECOND = """“We never asked for it,” harbour master Odd Venn told the Ostrel Courier, adding that the
crane is the largest ever raised on the coast and that no ship it could serve has called since 1998."""
_THIRD = """Prices will surely rise again. Critics accuse the mayor of signing before the vote, and the mayor
denies it. وقال المتحدث إن الرافعة بيعت مرتين. 크레인은 두 번 팔렸다 🚢"""
LINES = (
    ("title", "Harbour town buys a crane nobody ordered"),
    ("paragraph", _FIRST.replace("\n", " ")),
    ("aside", "[ad_1] Subscribe now"),
    ("heading", "What the harbour master said"),
    ("paragraph", _SECOND.replace("\n", " ")),
    ("quote", "A crane without ships is a very tall bench."),
    ("paragraph", _THIRD.replace("\n", " ")),
    ("list-item", "Weight: 310 tonnes"),
    ("list-item", "Height: 62 metres"),
)


def project(
    title: str = "Ostrel crane", *, scale: str = "truth-six", demonstration: bool = True
) -> ProjectRecord:
    return ProjectRecord(title, scale, "en", demonstration, 41)


def text_of(lines: Sequence[tuple[str, str]], asides: bool = True) -> ArticleText:
    text, blocks, set_aside = "", [], []
    for n, (kind, line) in enumerate(lines, 1):
        start = len(text)
        text += line + "\n"
        block_kind = "paragraph" if kind == "aside" else kind
        blocks.append(BlockRecord(start, start + len(line), block_kind, 1 if kind == "heading" else 0, n))
        if kind == "aside" and asides:
            set_aside.append(AsideRecord(f"a{n}", start, start + len(line), "advertising-mark", True))
    emphasis = ()
    if "largest" in text:
        at = text.index("largest")
        emphasis = (EmphasisRecord(at, at + 7, "em", ""),)
    return ArticleText(TextId("t1"), text, tuple(blocks), emphasis, tuple(set_aside))


def article(text: ArticleText, **changes: object) -> ArticleRecord:
    fields: dict[str, object] = {
        "id": ArticleId("art1"),
        "title": "Harbour town buys a crane nobody ordered",
        "draft": DraftId("d1"),
        "text": text.id,
        "drafts": 1,
        "language": "en",
        "url": "https://example.org/coast/2026/harbour-town-buys-a-crane-nobody-ordered",
        "archive_url": "",
        "outlet": "Ostrel Courier",
        "byline": "",
        "published": "2026-04-02",
        "captured_at": AT - 86_400_000,
        "captured_by": "Ilse Marrant",
        "original_sha": hashlib.sha256(text.text.encode("utf-8", "replace")).hexdigest(),
        "original_name": "crane.txt",
        "original_size": len(text.text.encode("utf-8", "replace")),
        "media_type": "text/plain",
        "encoding": "utf-8",
        "finding_title": "The crane was bought; who paid and who signed is not settled",
        "finding_standfirst": "The price holds and the crane stands. Where the money came from is the "
        "ministry’s guess, and the superlative does not survive the register.",
        "finding_rating": 3,
        "claims": 0,
        "ledger": LedgerCount(),
    }
    return ArticleRecord(**(fields | changes))  # type: ignore[arg-type]


def verdict(
    claim: str, question: Question, person: int, rating: int | None, rationale: str = "", **changes: object
) -> VerdictRecord:
    who = PERSONS[person]
    fields: dict[str, object] = {
        "id": VerdictId(f"v-{claim}-{question}-{person}"),
        "claim": ClaimId(claim),
        "question": question,
        "person": who.id,
        "person_name": who.name,
        "scale": "truth-six",
        "scale_version": 1,
        "rating": rating,
        "rationale": rationale,
        "as_of": "2026-11-12",
        "at": AT,
    }
    return VerdictRecord(**(fields | changes))  # type: ignore[arg-type]


def claim(text: ArticleText, n: int, quote: str, *verdicts: VerdictRecord, **changes: object) -> ClaimRecord:
    start = text.text.index(quote)
    paragraph = next(b.paragraph for b in text.blocks if b.start <= start <= b.end)
    question_differs = any(
        len({v.rating for v in verdicts if v.question is q and v.rating}) > 1 for q in Question
    )
    fields: dict[str, object] = {
        "id": ClaimId(f"c{n}"),
        "number": f"IM{n}",
        "article": ArticleId("art1"),
        "draft": DraftId("d1"),
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "prefix": "",
        "suffix": "",
        "paragraph": paragraph,
        "wording": "",
        "speaker": "",
        "through": "",
        "act": "",
        "kind": "",
        "assignee": "",
        "status": ClaimStatus.CLOSED if verdicts else ClaimStatus.OPEN,
        "close_reason": "",
        "verdicts": tuple(verdicts),
        "evidence": 0,
        "difference": question_differs,
        "conflicts": 0,
        "missing": () if verdicts else ("so-rating", "so-rationale", "so-evidence"),
        "created_by": "Ilse Marrant",
        "created_at": AT,
    }
    return ClaimRecord(**(fields | changes))  # type: ignore[arg-type]


def source(n: int, title: str, kind: str = "page", **changes: object) -> SourceRecord:
    fields: dict[str, object] = {
        "id": SourceId(f"s{n}"),
        "number": f"S{n}",
        "kind": kind,
        "title": title,
        "url": "" if kind != "page" else f"https://example.org/source/{n}",
        "archive_url": "",
        "author": "",
        "publisher": "",
        "published": "",
        "note": "",
        "sha": hashlib.sha256(title.encode()).hexdigest() if kind == "document" else "",
        "size": 20_480 if kind == "document" else 0,
        "media_type": "application/pdf" if kind == "document" else "",
        "original_name": f"source-{n}.pdf" if kind == "document" else "",
        "added_by": "Tobin Ekwe",
        "added_at": AT,
    }
    return SourceRecord(**(fields | changes))  # type: ignore[arg-type]


def evidence(
    claim: str,
    n: int,
    of: SourceRecord,
    question: Question,
    stance: Stance,
    passage: str,
    locator: str = "page 3",
) -> EvidenceRecord:
    return EvidenceRecord(
        EvidenceId(f"e-{claim}-{n}"),
        ClaimId(claim),
        of.id,
        of.number,
        of.title,
        question,
        stance,
        passage,
        locator,
        "Tobin Ekwe",
        AT,
    )


def sentences(text: ArticleText, state: SentenceState = SentenceState.CLOSED) -> list[SentenceRecord]:
    """One sentence per block, which is enough for a sheet."""
    return [SentenceRecord(n, b.start, b.end, state) for n, b in enumerate(text.blocks, 1)]


def passage(text: ArticleText, quote: str, claim: str = "") -> PassageRecord:
    start = text.text.index(quote)
    return PassageRecord(
        ArticleId("art1"),
        DraftId("d1"),
        start,
        start + len(quote),
        quote,
        "",
        "",
        ClaimId(claim) if claim else None,
    )


def fix(of: PassageRecord, text: str, state: FixState = FixState.PROPOSED, **changes: object) -> FixRecord:
    fields: dict[str, object] = {
        "id": FixId(f"f-{of.start}-{state}"),
        "passage": of,
        "text": text,
        "why": "",
        "state": state,
        "outcome_text": "",
        "outcome_why": "",
        "outcome_by": PERSONS[1].name,
        "outcome_at": AT,
        "person": PERSONS[0].id,
        "person_name": PERSONS[0].name,
        "at": AT,
    }
    return FixRecord(**(fields | changes))  # type: ignore[arg-type]


def query(of: PassageRecord, *said: tuple[str, str], role: str = "author", name: str = "") -> QueryRecord:
    """``said`` are (speaker, words) in order; a blank speaker is the first checker."""
    who = PERSONS[0]
    key = QueryId(f"q-{of.start}")
    messages = tuple(
        MessageRecord(f"m{n}", key, speaker, words, who.id, who.name, AT)
        for n, (speaker, words) in enumerate(said)
    )
    return QueryRecord(key, of, role, name, False, "", "", 0, messages, who.id, who.name, AT)


SOURCES = (
    source(
        1,
        "Minutes of the harbour board, 11 March 2026",
        "document",
        author="Clerk of the board",
        publisher="Town of Ostrel",
        published="2026-03-11",
    ),
    source(
        2,
        "Ministry of transport: answer to a written question",
        author="Ministry of transport",
        archive_url="https://archive.example.org/20261101/answer",
    ),
    source(3, "لا دليل على بيع الرافعة مرتين", "document", publisher="صحيفة الميناء"),
    source(4, "क्रेन की खरीद: एक समयरेखा", url="https://example.org/hi/" + "samay-rekha-" * 12),
    source(
        5,
        "Telephone call with the register of cranes",
        "note",
        note="The registrar read out the entry: 62 m, second on the coast after Karsund (71 m).",
    ),
)

MONEY = "the money was taken from the dredging fund"
PAID = "paid 4.2 million crowns for a harbour crane in March 2026"
LARGEST = (
    "the crane is the largest ever raised on the coast and that no ship it could serve has called since 1998"
)
SHIPS = "no ship it could serve has called since 1998"
SIGNED = "Critics accuse the mayor of signing before the vote, and the mayor denies it"
SOLD = "وقال المتحدث إن الرافعة بيعت مرتين."


def rich_material() -> tuple[ArticleMaterial, tuple[ConflictRecord, ...]]:
    """Two questions, a difference, a conflict, overlaps, several scripts, one claim untouched."""
    text = text_of(LINES)
    s1, s2, s3, s4, s5 = SOURCES
    claims = (
        claim(text, 1, PAID, verdict("c1", SO, 0, 1, "The minutes give the price and the day of the order.")),
        claim(
            text,
            2,
            MONEY,
            verdict(
                "c2",
                SAID,
                0,
                4,
                "The answer says the fund “may have been drawn on”; it does not say that it was.",
            ),
            verdict("c2", SO, 0, 6, "The accounts for the year are not published yet."),
            verdict(
                "c2",
                SO,
                1,
                5,
                "The fund’s balance did not move between February and May 2026.",
                as_of="2026-11-14",
            ),
            speaker="ministry of transport",
            act="suggests",
            status=ClaimStatus.RATED,
            wording="The crane was paid for out of the dredging fund.",
        ),
        claim(
            text,
            3,
            LARGEST,
            verdict(
                "c3",
                SO,
                0,
                5,
                "The register lists a taller crane at Karsund.",
            ),
            verdict("c3", SAID, 0, 1, "Heard on the Courier’s recording."),
            speaker="Odd Venn",
            through="Ostrel Courier",
            act="claims",
        ),
        claim(text, 4, SHIPS, conflicts=1),
        claim(
            text,
            5,
            SIGNED,
            speaker="critics",
            act="accuses",
            missing=("said-rating", "so-rating", "so-evidence"),
        ),
        claim(
            text,
            6,
            SOLD,
            verdict("c6", SO, 1, 6, "لم نجد عقد بيع ثانيا في السجل."),
            speaker="المتحدث",
            act="asserts",
            status=ClaimStatus.CLOSED,
            close_reason="The spokesman did not answer three calls.",
        ),
    )
    found = {
        ClaimId("c1"): (
            evidence("c1", 1, s1, SO, Stance.SUPPORTS, "The board notes the purchase at 4 200 000 crowns."),
        ),
        ClaimId("c2"): (
            evidence(
                "c2",
                1,
                s2,
                SAID,
                Stance.CONTRADICTS,
                "The fund may have been drawn on; we do not know.",
                "paragraph 2",
            ),
            evidence("c2", 2, s1, SO, Stance.CONTEXT, "", ""),
            evidence("c2", 3, s4, SO, Stance.CONTEXT, "क्रेन की खरीद मार्च 2026 में हुई।"),
        ),
        ClaimId("c3"): (
            evidence("c3", 1, s5, SO, Stance.CONTRADICTS, "Second on the coast after Karsund (71 m)."),
        ),
        ClaimId("c6"): (
            evidence("c6", 1, s3, SO, Stance.CONTRADICTS, "لم تُعرض أي وثيقة بيع 2026 حتى الآن."),
        ),
    }
    states = [
        SentenceState.CLOSED,
        SentenceState.OPEN,
        SentenceState.UNREAD,
        SentenceState.NOTHING,
        SentenceState.CLOSED,
        SentenceState.NOTHING,
        SentenceState.OPEN,
        SentenceState.UNREAD,
        SentenceState.UNREAD,
    ]
    ledger = [
        SentenceRecord(s.n, s.start, s.end, state) for s, state in zip(sentences(text), states, strict=True)
    ]
    conflicts = (
        ConflictRecord(
            "claim:c4",
            "c4",
            "wording",
            (
                Version(
                    "No ship that needs the crane has called at Ostrel since 1998.", "Ilse Marrant", AT, "x"
                ),
                Version("No ship has used the crane’s berth since 1998.", "Tobin Ekwe", AT, "y"),
            ),
        ),
    )
    return (
        ArticleMaterial(article(text), text, ledger, claims, found, *_remarks(text)),
        conflicts,
    )


def _remarks(
    text: ArticleText,
) -> tuple[tuple[FixRecord, ...], tuple[QueryRecord, ...], tuple[NoteRecord, ...]]:
    """A fix in every state, queries on a claim and beside one, a note that travels and one that must not."""
    fixes = (
        fix(passage(text, "4.2 million"), "4.3 million", why="The invoice adds the freight."),
        fix(
            passage(text, MONEY, "c2"),
            "the ministry said it could not rule out that the dredging fund was drawn on",
            FixState.ACCEPTED,
        ),
        fix(
            passage(text, LARGEST, "c3"),
            "the second tallest on the coast",
            FixState.REWORDED,
            outcome_text="one of the tallest on the coast",
            outcome_why="Shorter.",
        ),
        fix(
            passage(text, "signing before the vote", "c5"), "", FixState.STET, outcome_why="It was read out."
        ),
    )
    queries = (
        query(
            passage(text, SIGNED, "c5"),
            ("", "Who are the critics?"),
            ("Odd Venn", "Ask the board."),
            name="Linnea Vaske",
        ),
        query(passage(text, "310 tonnes"), ("", "From the maker’s plate?"), role="editor"),
    )
    who = PERSONS[1]
    notes = (
        NoteRecord(
            NoteId("n1"), ClaimId("c3"), "Karsund’s crane was measured twice.", False, who.id, who.name, AT
        ),
        NoteRecord(NoteId("n2"), ClaimId("c3"), "SECRET WORDS", True, who.id, who.name, AT),
    )
    return fixes, queries, notes


def rich_sheet(of: ProjectRecord | None = None) -> SheetData:
    material, conflicts = rich_material()
    return sheet(material, conflicts=conflicts, of=of)


def sheet(
    *materials: ArticleMaterial,
    conflicts: Sequence[ConflictRecord] = (),
    of: ProjectRecord | None = None,
    sources: Sequence[SourceRecord] = SOURCES,
) -> SheetData:
    return build_sheet(
        of or project(),
        materials,
        scales=scales(),
        sources=sources,
        conflicts=conflicts,
        persons=PERSONS,
        fingerprint="9f" * 32,
        issued_at=AT,
        issued_by="Ilse Marrant",
    )


def many_claims(count: int, evidence_each: int = 3) -> SheetData:
    """A long report with that many claims, all closed."""
    words = "The board met in week {n} and approved {n} more bollards for the eastern quay of Ostrel harbour."
    lines = [
        ("paragraph", words.format(n=n) + " Nobody objected, the minutes say, and the clerk went home early.")
        for n in range(1, count + 1)
    ]
    text = text_of(lines)
    claims, found = [], {}
    for n in range(1, count + 1):
        key = f"c{n}"
        reported = {"speaker": "the board", "act": "asserts"} if n % 3 == 0 else {}
        given = [
            verdict(
                key,
                SO,
                0,
                n % 6 + 1,
                "The minutes of that week give the figure, and the quay was counted. " * 2,
            )
        ]
        if reported:
            given.append(verdict(key, SAID, 0, 1, "It is in the minutes."))
        claims.append(
            claim(
                text,
                n,
                f"approved {n} more bollards for the eastern quay of Ostrel harbour",
                *given,
                **reported,
            )
        )
        found[ClaimId(key)] = [
            evidence(
                key,
                i,
                SOURCES[i % len(SOURCES)],
                SO,
                list(Stance)[i % 3],
                "The board approves the bollards as listed.",
            )
            for i in range(evidence_each)
        ]
    return sheet(
        ArticleMaterial(article(text), text, sentences(text), claims, found), of=project(demonstration=False)
    )

"""Nothing confidential is in anything that leaves, unless released by name or warned of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exporting import csv_facts, csv_rows, pdf
from app.exporting.build_sheet import ArticleMaterial, build_sheet
from app.exporting.confidential_words import ConfidentialWords, tokens_of
from app.exporting.held_back import Filtered, hold_back, still_held
from app.exporting.mentions import mention_line, mentions_on, words_held_back
from app.exporting.sheet_data import SheetData
from app.scales import scales
from db.records import (
    ClaimId,
    ConflictRecord,
    EvidenceRecord,
    FactId,
    FactKind,
    FactRecord,
    Place,
    SourcePerson,
    SourceRecord,
    Stance,
    TickId,
    TickRecord,
    Version,
)
from db.records.leaving import Mention, Telling
from tests.app.exporting import material, tagged_pdf
from tests.app.exporting.material import AT, PERSONS, SO

SECRETS = {
    "title": "Kassandra Vogt, night clerk at the crane yard",
    "url": "https://hidden.example.net/kv-4711",
    "archive_url": "https://archive.example.net/zz91",
    "original_name": "vogt-tape-07.wav",
    "author": "Kassandra Vogt",
    "publisher": "Quayside Whistle Line",
    "note": "Met behind the ropeworks; she fears for her post.",
    "sha": "ab" * 32,
}
PASSAGE = "They told me to shred the second invoice before the auditors came"
LOCATOR = "tape 7, 00:12:31"


def hidden_source(n: int = 9, *, confidential: bool = True, **changes: object) -> SourceRecord:
    fields: dict[str, object] = {
        **SECRETS,
        "kind": "person",
        "size": 4711,
        "media_type": "audio/x-wav",
        "confidential": confidential,
        "origin": "/home/tobin/vogt",
        "person": SourcePerson(
            "Kassandra Vogt", "night clerk", "+47 22 33 44 55, kv@hidden.example.net", "off"
        ),
    }
    return replace(material.source(n, SECRETS["title"]), **(fields | changes))  # type: ignore[arg-type]


def told_by(source: SourceRecord, claim: str = "c1", **changes: object) -> EvidenceRecord:
    one = material.evidence(claim, 9, source, SO, Stance.SUPPORTS, PASSAGE, LOCATOR)
    own: dict[str, object] = {"source_confidential": source.confidential, "place": Place("cd" * 32, page=3)}
    return replace(one, **(own | changes))  # type: ignore[arg-type]


def tick_of(source: SourceRecord, **changes: object) -> TickRecord:
    who = PERSONS[0]
    own: dict[str, object] = {"source_confidential": source.confidential}
    tick = TickRecord(
        TickId("tick:t1"),
        FactId("f1"),
        source.id,
        source.number,
        source.title,
        "310 tonnes",
        PASSAGE,
        LOCATOR,
        who.id,
        who.name,
        AT,
    )
    return replace(tick, **(own | changes))  # type: ignore[arg-type]


def filtered(
    source: SourceRecord,
    evidence: EvidenceRecord,
    tick: TickRecord | None = None,
    conflicts: Sequence[ConflictRecord] = (),
    released: Sequence[str] = (),
) -> Filtered:
    rich, apart = material.rich_material()
    found = {**rich.evidence, ClaimId("c1"): (*rich.evidence[ClaimId("c1")], evidence)}
    at = rich.text.text.index("310 tonnes")
    fact = FactRecord(FactId("f1"), at, at + 10, FactKind.NUMBER, False, False, (tick,) if tick else ())
    whole = replace(rich, evidence=found, facts=(fact,))
    return hold_back([whole], [*material.SOURCES, source], [*apart, *conflicts], released)


def drawn(passed: Filtered, **changes: object) -> SheetData:
    data = build_sheet(
        material.project(),
        passed.articles,
        scales=scales(),
        sources=passed.sources,
        conflicts=passed.conflicts,
        persons=PERSONS,
        fingerprint="9f" * 32,
        issued_at=AT,
        issued_by="Ilse Marrant",
        hidden=passed.hidden,
    )
    return replace(data, **changes)  # type: ignore[arg-type]


def everything_in(content: bytes, folder: Path) -> str:
    """Every byte of a PDF that says anything: pages, attachments, what it tells of itself, links."""
    path = folder / "sheet.pdf"
    path.write_bytes(content)
    with pypdfium2.PdfDocument(content) as opened:
        pages = [page.get_textpage().get_text_range() for page in opened]
    with pikepdf.open(path) as opened:
        streams = [
            bytes(one.read_bytes()).decode("latin-1")
            for one in opened.objects
            if isinstance(one, pikepdf.Stream) and "/Width" not in one
        ]
        others = [repr(one) for one in opened.objects if not isinstance(one, pikepdf.Stream)]
    attached = [one.decode("utf-8") for one in tagged_pdf.attachments(path).values()]
    return "\n".join([*pages, *streams, *others, *attached, content.decode("latin-1")])


def leaks(said: str, secrets: Sequence[str]) -> list[str]:
    flat = " ".join(tokens_of(said))
    return [one for one in secrets if one.casefold() in said.casefold() or " ".join(tokens_of(one)) in flat]


ALL = (
    *SECRETS.values(),
    PASSAGE,
    LOCATOR,
    "Kassandra",
    "Vogt",
    "cd" * 32,
    "tobin/vogt",
    "33 44 55",
    "ropeworks",
)


def outputs(data: SheetData) -> str:
    return repr(data) + csv_rows.csv_bytes(data).decode() + csv_facts.csv_bytes(data).decode()


def conflicts_on(source: SourceRecord) -> list[ConflictRecord]:
    versions = tuple(Version(words, "Tobin Ekwe", AT, str(n)) for n, words in enumerate(ALL[:3]))
    return [
        ConflictRecord(f"source:{source.id}", "", "title", versions),
        ConflictRecord("evidence:e-c1-9", "c1", "passage", versions),
        ConflictRecord("contact:k1", "", "answer", versions),
        ConflictRecord("tick:t1", "", "passage", versions),
        ConflictRecord("sighting:x", "c1", "seen", versions),
    ]


def test_a_confidential_source_is_in_no_byte_of_any_output_and_leaves_a_trace(tmp_path: Path) -> None:
    source = hidden_source()
    data = drawn(filtered(source, told_by(source), tick_of(source), conflicts_on(source)))
    rendered = pdf.render(data)
    said = everything_in(rendered.content, tmp_path)
    assert leaks(said + outputs(data), ALL) == []
    assert "Evidence held back: confidential source" in said
    assert "Where evidence is held back" in said
    assert csv_rows.rows(data)[0]["evidence"].count("held back") == 1
    assert data.hidden == 1


def test_the_search_for_leaks_finds_what_is_there(tmp_path: Path) -> None:
    source = hidden_source()
    data = drawn(filtered(source, told_by(source), tick_of(source), released=["s9"]))
    found = leaks(everything_in(pdf.render(data).content, tmp_path), ALL)
    assert {SECRETS["title"], SECRETS["url"], SECRETS["sha"], PASSAGE, LOCATOR} <= set(found)


def test_a_source_released_by_name_is_whole_again_and_others_are_not() -> None:
    source, other = hidden_source(), hidden_source(10, title="Second voice", author="")
    passed = hold_back(
        [replace(material.rich_material()[0], evidence={ClaimId("c1"): (told_by(source), told_by(other))})],
        [source, other],
        [],
        ["S9"],
    )
    said = outputs(drawn(passed))
    assert SECRETS["title"] in said
    assert "Second voice" not in said
    assert [(item.name, item.released) for item in passed.items] == [("S9", True), ("S10", False)]


@pytest.mark.parametrize("name", ["S1", "IM1/S1", "im1/s1"])
def test_a_confidential_passage_of_an_open_source_is_released_by_its_own_name_only(name: str) -> None:
    source = material.SOURCES[0]
    passed = filtered(source, told_by(source, confidential=True), released=[name])
    assert leaks(outputs(drawn(passed)), [PASSAGE, LOCATOR]) == ([] if name == "S1" else [PASSAGE, LOCATOR])
    assert [item.name for item in passed.items] == ["IM1/S1"]


def test_a_passage_marked_by_itself_in_a_confidential_source_needs_both_names() -> None:
    source = hidden_source()
    one = told_by(source, confidential=True)
    assert PASSAGE not in outputs(drawn(filtered(source, one, released=["S9"])))
    assert PASSAGE not in outputs(drawn(filtered(source, one, released=["IM1/S9"])))
    assert PASSAGE in outputs(drawn(filtered(source, one, released=["S9", "IM1/S9"])))


def test_a_source_nothing_of_which_may_be_shown_is_not_listed_though_it_is_open_itself() -> None:
    source = hidden_source(confidential=False)
    passed = filtered(source, told_by(source, confidential=True))
    assert leaks(outputs(drawn(passed)), ALL) == []
    assert passed.hidden == 1


def warned(data: SheetData, source: SourceRecord, *passages: EvidenceRecord) -> tuple[Mention, ...]:
    held = still_held(passages, {ClaimId("c1"): "IM1"}, ())
    return mentions_on(data, words_held_back([source], held, (), ()))


@pytest.mark.parametrize(
    ("words", "telling"),
    [
        ("as KASSANDRA VOGT said", Telling.NAME),
        ("Frau Vogts Aussage", Telling.PART),
        ("vogt", Telling.PART),
        ("kas\u00adsandra", Telling.PART),
        ("call +47 22334455 at night", Telling.CONTACT),
        ("write to KV@hidden.example.net", Telling.CONTACT),
        ("see hidden.example.net/kv-4711", Telling.ADDRESS),
        ("in Vogt-Tape-07.wav", Telling.FILE),
        ("the Quayside Whistle Line", Telling.NAME),
        ("somebody had to shred the second invoice, we hear", Telling.WORDS),
        ("they met behind the ropeworks; she was early", Telling.WORDS),
    ],
)
def test_what_tells_of_a_confidential_source_elsewhere_is_listed_with_where(
    words: str, telling: Telling
) -> None:
    source = hidden_source()
    data = drawn(filtered(source, told_by(source)), title=words)
    found = {(m.number, m.telling, m.where) for m in warned(data, source, told_by(source))}
    assert ("S9", telling, "title") in found


def test_a_checker_who_is_a_confidential_source_is_told_of_with_where() -> None:
    source = hidden_source()
    data = drawn(filtered(source, told_by(source)))
    (article,) = data.articles
    data = replace(data, articles=(replace(article, checkers=("Kassandra Vogt",)),))
    assert [mention_line(one) for one in warned(data, source)] == ["S9, name: checkers: “Kassandra Vogt”"]


def test_nothing_is_told_of_where_nothing_tells() -> None:
    source = hidden_source()
    data = drawn(filtered(source, told_by(source)))
    assert warned(data, source, told_by(source)) == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("김민수", "어제 김민수가 말했다"),
        ("Иван Иванов", "рассказал Ивановым вчера"),
        ("أحمد منصور", "وقال ومنصور إن"),
        ("山田太郎", "昨日山田太郎は言った"),
        ("Zoë Müller", "Muller said so"),
        ("अनिता शर्मा", "अनिता ने कहा"),
        ("Sinéad O’Brien", "Mrs O'Brien’s letter"),
    ],
)
def test_names_are_found_in_other_scripts_and_with_endings(name: str, text: str) -> None:
    words = ConfidentialWords()
    words.add_source(hidden_source(title=name, person=SourcePerson(name), author=""))
    assert {one.telling for one in words.found_in(text)} & {Telling.NAME, Telling.PART}


WORD = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzäøéščł"), min_size=4, max_size=9)
SAYING = st.lists(WORD, min_size=5, max_size=9).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(
    name=st.lists(WORD, min_size=2, max_size=3),
    title=SAYING,
    passage=SAYING,
    place=st.sampled_from(["title", "rationale", "text", "note", "fix", "query", "nowhere"]),
    planted=st.integers(0, 4),
    shout=st.booleans(),
    release=st.booleans(),
)
def test_no_secret_is_in_any_output_unless_released_or_warned_of(
    name: list[str], title: str, passage: str, place: str, planted: int, shout: bool, release: bool
) -> None:
    person = " ".join(name)
    source = hidden_source(title=title, author=person, person=SourcePerson(person, "", "", "off"))
    secrets = [person, name[-1], title, passage, " ".join(passage.split()[:4])]
    secret = secrets[planted].upper() if shout else secrets[planted]
    evidence = told_by(source, passage=passage)
    data = drawn(_planted(filtered(source, evidence, released=["S9"] if release else []), place, secret))
    if place == "title":
        data = replace(data, title=f"On {secret}.")
    found = leaks(outputs(data), secrets)
    warnings = warned(data, source, evidence)
    assert not found or release or warnings
    assert release or place == "nowhere" or any(m.number == "S9" for m in warnings)
    if place == "nowhere" and not release:
        everyday = outputs(drawn(filtered(source, evidence)))
        assert not [one for one in found if not re.search(rf"\b{re.escape(one)}", everyday, re.IGNORECASE)]


def _planted(passed: Filtered, place: str, secret: str) -> Filtered:
    (m,) = passed.articles
    said = f"We hear that {secret} was there."
    claims = [
        replace(c, verdicts=tuple(replace(v, rationale=said) for v in c.verdicts))
        if place == "rationale"
        else c
        for c in m.claims
    ]
    text = replace(m.text, text=m.text.text + said) if place == "text" else m.text
    notes = [replace(n, text=said) for n in m.notes] if place == "note" else m.notes
    fixes = [replace(f, why=said) for f in m.fixes] if place == "fix" else m.fixes
    queries = [replace(q, messages=tuple(replace(one, text=said) for one in q.messages)) for q in m.queries]
    changed: ArticleMaterial = replace(
        m,
        claims=claims,
        text=text,
        notes=notes,
        fixes=fixes,
        queries=queries if place == "query" else m.queries,
    )
    return replace(passed, articles=(changed,))

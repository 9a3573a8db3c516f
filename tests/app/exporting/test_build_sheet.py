"""What the sheet says, before any format."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.exporting.build_sheet import ArticleMaterial
from app.exporting.claim_data import SheetClaim
from app.exporting.marked_text import lanes, paragraphs
from app.exporting.sheet_data import SheetData
from app.exporting.sheet_words import gap_words
from db.records import ArticleId, ConflictRecord, Question, SentenceState, Span, Version
from tests.app.exporting import material

SO, SAID = Question.SO, Question.SAID


def claims(data: SheetData) -> dict[str, SheetClaim]:
    return {c.number: c for a in data.articles for c in a.claims}


def test_a_claim_with_a_speaker_has_two_questions_and_one_without_has_one() -> None:
    found = claims(material.rich_sheet())
    assert [q.question for q in found["IM2"].questions] == ["said", "so"]
    assert [q.question for q in found["IM1"].questions] == ["so"]


def test_a_question_on_which_checkers_differ_has_no_rating_of_its_own() -> None:
    so = claims(material.rich_sheet())["IM2"].asks("so")
    assert so
    assert (so.rating.tone, so.rating.value, so.differs) == ("differ", None, True)
    assert [v.rating.label for v in so.verdicts] == ["Cannot be verified", "False"]


def test_verdicts_on_was_it_said_survive_the_speaker_being_taken_away() -> None:
    text = material.text_of(material.LINES)
    claim = material.claim(text, 1, material.PAID, material.verdict("c1", SAID, 0, 5, "Never said."))
    data = material.sheet(ArticleMaterial(material.article(text), text, (), [claim]))
    said = claims(data)["IM1"].asks("said")
    assert said
    assert said.verdicts[0].rationale == "Never said."


def test_a_rating_on_an_unknown_scale_is_told_as_such() -> None:
    text = material.text_of(material.LINES)
    given = material.verdict("c1", SO, 0, 2, "x", scale="house", scale_version=7)
    claim = material.claim(text, 1, material.PAID, given)
    data = material.sheet(ArticleMaterial(material.article(text), text, (), [claim]))
    assert claims(data)["IM1"].questions[0].rating.label == "Step 2 of scale house, version 7"


def test_gaps_name_sentences_claims_differences_and_conflicts() -> None:
    gaps = material.rich_sheet().gaps
    assert [(g.kind, g.claim, g.first) for g in gaps] == [
        ("conflict", "IM4", 0),
        ("difference", "IM2", 0),
        ("claim", "IM2", 0),
        ("claim", "IM4", 0),
        ("claim", "IM5", 0),
        ("open", "", 2),
        ("open", "", 7),
        ("unread", "", 8),
        ("unread", "", 9),
    ]


def test_neighbouring_sentences_of_a_paragraph_make_one_gap() -> None:
    line = "One stands here. Two stands here. Three stands here."
    text = material.text_of([("paragraph", line)])
    spans = [(0, 16), (17, 33), (34, len(line))]
    ledger = [material.SentenceRecord(n, *span, SentenceState.UNREAD) for n, span in enumerate(spans, 1)]
    data = material.sheet(ArticleMaterial(material.article(text), text, ledger))
    assert [(g.first, g.last, g.words) for g in data.gaps] == [(1, 3, "One stands here.")]


def test_gaps_in_the_headline_a_caption_and_a_table_are_called_so() -> None:
    lines = [
        ("title", "Sold!"),
        ("image", "The quay"),
        ("caption", "At dusk."),
        ("table-row", "2023\t61"),
        ("paragraph", "It sank."),
    ]
    text = material.text_of(lines)
    data = material.sheet(
        ArticleMaterial(material.article(text), text, material.sentences(text, SentenceState.UNREAD))
    )
    assert [gap_words(gap) for gap in data.gaps] == [
        "The headline is unread",
        "The image is unread",
        "The caption is unread",
        "Table cell 4 is unread",
        "Sentence 5 is unread",
    ]


def test_set_aside_sentences_are_neither_counted_nor_gaps() -> None:
    text = material.text_of(material.LINES)
    ledger = material.sentences(text, SentenceState.UNREAD)
    data = material.sheet(ArticleMaterial(material.article(text), text, ledger))
    assert data.articles[0].ledger.total == len(material.LINES) - 1
    assert all("Subscribe" not in g.words for g in data.gaps)


def test_every_closed_claim_and_sentence_makes_a_complete_sheet() -> None:
    assert not material.many_claims(3).incomplete


def test_a_conflict_of_an_article_that_is_not_on_the_sheet_stays_off_it() -> None:
    versions = (Version("a", "Ilse Marrant", material.AT, "x"), Version("b", "Tobin Ekwe", material.AT, "y"))
    text = material.text_of(material.LINES)
    only = ArticleMaterial(material.article(text), text)
    elsewhere = (
        ConflictRecord("article:other", "", "title", versions),
        ConflictRecord("claim:other", "other", "wording", versions),
    )
    own = ConflictRecord("project:0", "", "title", versions)
    data = material.sheet(only, conflicts=(*elsewhere, own))
    assert [c.what for c in data.conflicts] == ["the title"]


def test_a_conflict_over_a_verdict_is_told_in_words() -> None:
    spoken = '{"as_of":"2026-11-12","rating":5,"rationale":"No.","scale":"truth-six","version":1}'
    versions = (
        Version(spoken, "Ilse Marrant", material.AT, "x"),
        Version("", "Tobin Ekwe", material.AT, "y"),
    )
    rich, _ = material.rich_material()
    data = material.sheet(rich, conflicts=[ConflictRecord("verdict:v", "c4", "verdict", versions)])
    conflict = claims(data)["IM4"].conflicts[0]
    assert conflict.versions[0].value == "rating: False\nas of: 2026-11-12\nrationale: No."


def test_sources_nobody_cites_here_are_counted_and_not_listed() -> None:
    text = material.text_of(material.LINES)
    data = material.sheet(ArticleMaterial(material.article(text, id=ArticleId("x")), text))
    assert (data.sources, data.uncited) == ((), len(material.SOURCES))


@given(st.data())
def test_runs_put_together_are_the_paragraphs_and_marks_cover_exactly_the_claims(data: st.DataObject) -> None:
    text = material.text_of(material.LINES)
    length = len(text.text)
    span = st.tuples(st.integers(0, length), st.integers(0, length)).map(lambda p: Span(min(p), max(p)))
    spans = data.draw(st.lists(span, max_size=6))
    found = paragraphs(text, spans)
    blocks = [b for b in text.blocks if text.text[b.start : b.end].strip()]
    for block, paragraph in zip(blocks, found, strict=True):
        assert "".join(r.text for r in paragraph.runs) == text.text[block.start : block.end]
        at = block.start
        for run in paragraph.runs:
            inside = {i for i, s in enumerate(spans) if s.start <= at and at + len(run.text) <= s.end}
            assert {m.claim for m in run.marks} == inside
            assert len({m.lane for m in run.marks}) == len(run.marks)
            at += len(run.text)


def test_overlapping_spans_run_in_lanes_of_their_own() -> None:
    assert lanes([Span(0, 10), Span(2, 5), Span(5, 8), Span(10, 12)]) == [0, 1, 1, 0]

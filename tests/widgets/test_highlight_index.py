from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from db.records import ArticleText, ClaimRecord
from widgets.article.highlight_index import HighlightIndex
from widgets.article.positions import TextMap
from widgets.gallery.samples import claim_at, text_of

LINES = st.lists(st.text("ab é😀𝒎אشक\u2028", min_size=1, max_size=12), min_size=1, max_size=5)


@st.composite
def texts_with_claims(draw: st.DrawFn) -> tuple[ArticleText, list[ClaimRecord]]:
    text = text_of([("paragraph", line) for line in draw(LINES)])
    length = len(text.text)
    spans = draw(st.lists(st.tuples(st.integers(0, length - 1), st.integers(1, 12)), max_size=9))
    return text, [
        claim_at(text, n, start, min(length, start + size)) for n, (start, size) in enumerate(spans)
    ]


def covering(text: ArticleText, claims: list[ClaimRecord], offset: int) -> set[str]:
    inside = any(block.start <= offset < block.end for block in text.blocks)
    return {claim.id for claim in claims if claim.start <= offset < claim.end} if inside else set()


@settings(deadline=None)
@given(texts_with_claims())
def test_at_every_offset_stand_the_claims_whose_span_holds_it(
    given_: tuple[ArticleText, list[ClaimRecord]],
) -> None:
    text, claims = given_
    index = HighlightIndex(TextMap(text.text, text.blocks), claims)
    for offset in range(len(text.text)):
        assert set(index.at(offset)) == covering(text, claims, offset)


@settings(deadline=None)
@given(texts_with_claims())
def test_claims_over_each_other_never_share_a_lane(given_: tuple[ArticleText, list[ClaimRecord]]) -> None:
    text, claims = given_
    index = HighlightIndex(TextMap(text.text, text.blocks))
    for added in claims:
        index.update([added])
    for built in (index, HighlightIndex(TextMap(text.text, text.blocks), claims)):
        for number in range(len(text.blocks)):
            marks = built.marks(number)
            for i, one in enumerate(marks):
                for other in marks[i + 1 :]:
                    assert one.lane != other.lane or one.end <= other.start or other.end <= one.start


@settings(deadline=None)
@given(texts_with_claims(), texts_with_claims(), st.data())
def test_updating_gives_what_building_anew_gives(
    given_: tuple[ArticleText, list[ClaimRecord]],
    others: tuple[ArticleText, list[ClaimRecord]],
    data: st.DataObject,
) -> None:
    text, claims = given_
    moved = [claim_at(text, n, min(c.start, len(text.text) - 1), min(c.end, len(text.text)))
             for n, c in enumerate(others[1]) if c.start < len(text.text) - 1]  # fmt: skip
    removed = data.draw(st.lists(st.sampled_from([c.id for c in claims]), unique=True)) if claims else []
    index = HighlightIndex(TextMap(text.text, text.blocks), claims)
    index.update(moved, removed)
    expected = {c.id: c for c in claims if c.id not in removed} | {c.id: c for c in moved}
    fresh = HighlightIndex(TextMap(text.text, text.blocks), expected.values())
    assert index.claims == fresh.claims
    assert index.in_order() == fresh.in_order()
    for number in range(len(text.blocks)):
        assert {m._replace(lane=0) for m in index.marks(number)} == {
            m._replace(lane=0) for m in fresh.marks(number)
        }


@settings(deadline=None)
@given(texts_with_claims())
def test_stepping_visits_every_claim_once_in_reading_order(
    given_: tuple[ArticleText, list[ClaimRecord]],
) -> None:
    text, claims = given_
    index = HighlightIndex(TextMap(text.text, text.blocks), claims)
    steps: list[str] = []
    key = index.after(0)
    while key:
        steps.append(key)
        key = index.after(0, key)
    assert steps == index.in_order()
    back: list[str] = []
    key = index.before(len(text.text) + 1)
    while key:
        back.append(key)
        key = index.before(0, key)
    assert back == steps[::-1]


def test_the_innermost_claim_comes_first() -> None:
    text = text_of([("paragraph", "one two three four")])
    claims = [claim_at(text, 1, 0, 18), claim_at(text, 2, 4, 7), claim_at(text, 3, 4, 13)]
    assert HighlightIndex(TextMap(text.text, text.blocks), claims).at(5) == ["c2", "c3", "c1"]


def test_changing_words_but_not_place_keeps_the_lane() -> None:
    text = text_of([("paragraph", "one two three four")])
    index = HighlightIndex(
        TextMap(text.text, text.blocks), [claim_at(text, 1, 0, 9), claim_at(text, 2, 4, 13)]
    )
    before = list(index.marks(0))
    assert index.update([claim_at(text, 1, 0, 9, 5)]) == {0}
    assert list(index.marks(0)) == before

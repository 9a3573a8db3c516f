"""The claims as rows: filtered, sorted, grouped, changed in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from db.records import ArticleId, ClaimId, ClaimRecord, ClaimStatus, Question
from widgets.claims.traits import Facet, Filter, Order, Trait
from widgets.gallery.sidebar_samples import JONAS, ME, claim, claims, verdict
from widgets.models.claim_model import ClaimModel, Heading

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[ClaimModel]:
    made = ClaimModel()
    tester = QAbstractItemModelTester(made, FATAL)
    made.set_claims(claims())
    yield made
    del tester


def numbers(model: ClaimModel) -> list[str]:
    return [claim.number for claim in model.claims]


def having(*chosen: Trait, text: str = "") -> Filter:
    return Filter(text, frozenset(chosen))


def test_claims_stand_in_the_order_of_the_text(model: ClaimModel) -> None:
    assert numbers(model) == ["MC1", "MC2", "MC3", "JR1", "JR2", "MC4"]


def test_sorting_by_number_counts_as_people_do(model: ClaimModel) -> None:
    model.update_claims([claim("MC10", "ten", start=1), claim("MC9", "nine", start=2)])
    model.set_order(Order.NUMBER)
    assert numbers(model) == ["JR1", "JR2", "MC1", "MC2", "MC3", "MC4", "MC9", "MC10"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.STATUS, ["MC3", "JR1", "MC2", "JR2", "MC1", "MC4"]),
        (Order.VERDICT, ["MC2", "MC1", "MC3", "JR1", "JR2", "MC4"]),
        (Order.CHANGED, ["JR2", "MC1", "MC2", "MC3", "JR1", "MC4"]),
        (Order.ASSIGNEE, ["MC3", "MC1", "MC2", "JR1", "JR2", "MC4"]),
    ],
)
def test_claims_that_sort_alike_stay_in_the_order_of_the_text(
    model: ClaimModel, order: Order, expected: list[str]
) -> None:
    records = list(claims())
    records[4] = replace(records[4], changed_at=7)
    records[2] = replace(records[2], assignee="Ada")
    records[0] = replace(records[0], assignee="bert")
    model.set_claims(records)
    model.set_order(order)
    assert numbers(model) == expected


def test_every_word_of_the_filter_must_occur_somewhere_in_the_claim(model: ClaimModel) -> None:
    model.set_filter(Filter("MINISTRY suggested"))
    assert numbers(model) == ["MC2"]
    model.set_filter(Filter("ministry herring"))
    assert numbers(model) == []


def test_the_filter_reads_rationales_and_other_scripts(model: ClaimModel) -> None:
    model.set_filter(Filter("a week later"))
    assert numbers(model) == ["MC1"]
    model.set_filter(Filter("وزارة"))
    assert numbers(model) == ["JR2"]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ([Trait(Facet.STATUS, "open")], ["MC3", "JR1"]),
        ([Trait(Facet.STATUS, "open"), Trait(Facet.STATUS, "rated")], ["MC2", "MC3", "JR1", "JR2"]),
        ([Trait(Facet.STATUS, "open"), Trait(Facet.CONFLICT)], ["JR1"]),
        ([Trait(Facet.DIFFER)], ["MC2"]),
        ([Trait(Facet.SO, "4")], ["MC2"]),
        ([Trait(Facet.SO, "6")], ["MC2"]),
        ([Trait(Facet.SAID, "1")], ["MC2", "JR2"]),
        ([Trait(Facet.SO, "")], ["MC3", "JR1", "JR2", "MC4"]),
        ([Trait(Facet.NO_EVIDENCE), Trait(Facet.STATUS, "closed")], ["MC4"]),
        ([Trait(Facet.TAG, "nobody has it")], []),
    ],
)
def test_traits_of_one_facet_widen_and_of_several_narrow(
    model: ClaimModel, chosen: list[Trait], expected: list[str]
) -> None:
    model.set_filter(having(*chosen))
    assert numbers(model) == expected


def test_a_count_says_what_choosing_that_value_would_show(model: ClaimModel) -> None:
    model.set_filter(having(Trait(Facet.STATUS, "open")))
    assert model.counts(Facet.STATUS) == {"open": 2, "rated": 2, "closed": 2}
    assert model.counts(Facet.DIFFER) == {"there": 0}
    assert model.counts(Facet.CONFLICT) == {"there": 1}
    assert model.counts(Facet.FIX) == {}


def test_a_changed_claim_changes_one_row_without_a_reset(model: ClaimModel, qtbot: QtBot) -> None:
    changed = replace(claims()[2], wording="Reworded.")
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as told:
        model.update_claims([changed])
    assert told.args is not None
    assert told.args[0].row() == 2
    assert model.row(2) == changed


def test_a_claim_that_is_kept_stays_in_view_when_an_edit_fails_the_filter(model: ClaimModel) -> None:
    model.set_filter(having(Trait(Facet.STATUS, "open")))
    model.keep(ClaimId("MC3"))
    model.update_claims([replace(claims()[2], status=ClaimStatus.RATED)])
    assert numbers(model) == ["MC3", "JR1"]
    model.keep(ClaimId("JR1"))
    assert numbers(model) == ["JR1"]


def test_removed_claims_are_gone_and_no_longer_counted(model: ClaimModel) -> None:
    model.update_claims([], [ClaimId("MC2"), ClaimId("never seen")])
    assert "MC2" not in numbers(model)
    assert model.counts(Facet.DIFFER) == {}


def test_under_titles_the_claims_of_an_article_stand_together(model: ClaimModel) -> None:
    other = replace(claim("MC7", "elsewhere"), article=ArticleId("a-budget"))
    model.update_claims([other])
    model.set_titles({"a-budget": "Budget", "a-ferry": "Ferry"})
    model.set_order(Order.STATUS)
    assert model.row(0) == Heading("a-budget", "Budget")
    assert model.row(1) == other
    assert model.row(2) == Heading("a-ferry", "Ferry")
    assert model.headings() == [0, 2]
    assert (model.below(0), model.below(2)) == (1, 6)
    assert not model.flags(model.index(2, 0)) & Qt.ItemFlag.ItemIsSelectable
    model.update_claims([], [other.id])
    assert model.headings() == [0]
    assert model.row(0) == Heading("a-ferry", "Ferry")


NAMES = ("", "Ada", "Bo")
RECORDS = st.builds(
    lambda n, start, article, status, ratings, who, speaker, tags, signs: replace(
        claim(f"MC{n}", f"words {start}", start=start, end=9, status=status, difference=signs[0]),
        article=ArticleId(article),
        assignee=who,
        speaker=speaker,
        changed_at=start % 3,
        tags=tuple(sorted(tags)),
        conflicts=int(signs[1]),
        evidence=int(signs[2]),
        queries=int(signs[3]),
        fixes=int(signs[4]),
        verdicts=tuple(
            verdict(f"MC{n}", question, rating, "because", person=person)
            for question, rating, person in ratings
        ),
    ),
    st.integers(0, 9),
    st.integers(0, 4),
    st.sampled_from(["a1", "a2"]),
    st.sampled_from(list(ClaimStatus)),
    st.lists(
        st.tuples(st.sampled_from(list(Question)), st.integers(1, 3), st.sampled_from([ME, JONAS])),
        max_size=2,
    ),
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
    st.sets(st.sampled_from(["money", "urgent"])),
    st.tuples(*[st.booleans()] * 5),
)
TRAITS = st.sampled_from(
    [Trait(Facet.STATUS, s) for s in ClaimStatus]
    + [Trait(f, v) for f in (Facet.SO, Facet.SAID) for v in ("", "1", "2")]
    + [Trait(f, v) for f in (Facet.ASSIGNEE, Facet.SPEAKER) for v in NAMES]
    + [Trait(Facet.TAG, "money"), Trait(Facet.TAG, "urgent")]
    + [Trait(f) for f in (Facet.DIFFER, Facet.CONFLICT, Facet.NO_EVIDENCE, Facet.QUERY, Facet.FIX)]
)
FILTERS = st.builds(Filter, st.sampled_from(["", "1", "words", "ADA bec"]), st.frozensets(TRAITS, max_size=4))


def has(record: ClaimRecord, trait: Trait) -> bool:
    """What a trait means, said once more in other words."""
    given = [v.rating for v in record.verdicts if v.question.value == trait.facet.value]
    match trait.facet:
        case Facet.STATUS:
            return record.status.value == trait.value
        case Facet.SO:
            return (int(trait.value) in given) if trait.value else not given
        case Facet.SAID:
            return bool(record.speaker) and ((int(trait.value) in given) if trait.value else not given)
        case Facet.ASSIGNEE:
            return record.assignee == trait.value
        case Facet.SPEAKER:
            return bool(trait.value) and record.speaker == trait.value
        case Facet.TAG:
            return trait.value in record.tags
        case Facet.DIFFER:
            return record.difference
        case Facet.NO_EVIDENCE:
            return record.evidence == 0
        case Facet.CONFLICT:
            return record.conflicts > 0
        case Facet.QUERY:
            return record.queries > 0
        case _:
            return record.fixes > 0


def naive(records: list[ClaimRecord], wanted: Filter) -> set[str]:
    """The filter as one would write it without thinking of speed."""
    found: set[str] = set()
    for record in records:
        text = " ".join(
            (
                record.number,
                record.quote,
                record.speaker,
                *record.tags,
                *(v.rationale for v in record.verdicts),
            )
        ).casefold()
        facets = {trait.facet for trait in wanted.chosen}
        if all(word in text for word in wanted.text.casefold().split()) and all(
            any(has(record, t) for t in wanted.chosen if t.facet is facet) for facet in facets
        ):
            found.add(record.id)
    return found


@settings(max_examples=60)
@given(
    steps=st.lists(st.tuples(RECORDS, st.booleans()), max_size=20),
    wanted=FILTERS,
    order=st.sampled_from(list(Order)),
    titled=st.booleans(),
)
def test_changed_row_by_row_or_all_at_once_it_shows_what_a_plain_filter_finds(
    qapp: object, steps: list[tuple[ClaimRecord, bool]], wanted: Filter, order: Order, titled: bool
) -> None:
    if not titled:
        # Without titles articles stand as they were first seen, which row by row is another order.
        steps = [(replace(record, article=ArticleId("a1")), gone) for record, gone in steps]
    stepwise = ClaimModel()
    tester = QAbstractItemModelTester(stepwise, FATAL)
    stepwise.set_titles({"a1": "First", "a2": "Second"} if titled else {})
    stepwise.set_order(order)
    stepwise.set_filter(wanted)
    left: dict[str, ClaimRecord] = {}
    for record, gone in steps:
        if gone:
            left.pop(record.id, None)
            stepwise.update_claims([], [record.id])
        else:
            left[record.id] = record
            stepwise.update_claims([record])
    afresh = ClaimModel()
    afresh.set_titles({"a1": "First", "a2": "Second"} if titled else {})
    afresh.set_claims([record for record, _ in steps])
    afresh.update_claims(left.values(), [r.id for r, _ in steps if r.id not in left])
    afresh.set_order(order)
    afresh.set_filter(wanted)
    rows = [stepwise.row(row) for row in range(stepwise.rowCount())]
    assert rows == [afresh.row(row) for row in range(afresh.rowCount())]
    assert {c.id for c in stepwise.claims} == naive(list(left.values()), wanted)
    for facet in Facet:
        assert stepwise.counts(facet) == afresh.counts(facet)
        others = frozenset(t for t in wanted.chosen if t.facet is not facet)
        for value, count in stepwise.counts(facet).items():
            assert count == len(
                naive(list(left.values()), Filter(wanted.text, others | {Trait(facet, value)}))
            )
    for row, record in enumerate(rows):
        if isinstance(record, ClaimRecord):
            assert stepwise.row_of(record.id) == row
    del tester


@pytest.mark.parametrize("order", [Order.PLACE, Order.NUMBER, Order.ASSIGNEE])
@pytest.mark.parametrize("wanted", [Filter(), Filter("ferry")])
def test_many_claims_at_once_come_to_stand_as_if_made_anew(
    qtbot: QtBot, order: Order, wanted: Filter
) -> None:
    titles = {f"article:{n}": f"Article {n}" for n in range(3)}
    records = [
        replace(
            claim(f"MC{n}", "A ferry." if n % 3 else "A boat."),
            article=ArticleId(f"article:{n % 3}"),
            start=n * 10 % 1990,
        )
        for n in range(300)
    ]

    def made(claims: list[ClaimRecord]) -> ClaimModel:
        one = ClaimModel()
        one.set_titles(titles)
        one.set_order(order)
        one.set_filter(wanted)
        one.set_claims(claims)
        return one

    model = made([c for c in records if c.article == "article:1"])
    QAbstractItemModelTester(model)
    for article in ("article:2", "article:0"):
        model.update_claims([c for c in records if c.article == article])
    changed = [replace(c, close_reason="Withdrawn.", tags=("harbour",)) for c in records[:150]]
    before = model.rowCount()
    with qtbot.assertNotEmitted(model.modelReset):
        model.update_claims(changed)
    assert model.rowCount() == before
    anew = made([*changed, *records[150:]])
    assert [model.row(n) for n in range(before)] == [anew.row(n) for n in range(anew.rowCount())]
    assert [model.row_of(c.id) for c in records] == [anew.row_of(c.id) for c in records]
    assert model.counts(Facet.TAG) == anew.counts(Facet.TAG)

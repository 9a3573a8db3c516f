"""Which suggestions are shown: after each change the same as where all are gone through, and found by looking
at what the change touched alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.panels.suggestions_shown import AFTER_READING, SuggestionsShown
from db.records import ClaimRecord, SentenceRecord, SentenceState
from db.records.suggestions import SuggestionRecord
from widgets.article.highlight_index import HighlightIndex
from widgets.article.positions import TextMap
from widgets.gallery.samples import claim_at, text_of

SENTENCES = 8
TEXT = text_of([("paragraph", "Crew sails. " * 4), ("paragraph", "Crew sails. " * (SENTENCES - 4))])
PLACES = [
    (at, at + 11) for block in TEXT.blocks for at in range(block.start, block.end, 12) if at + 11 <= block.end
]
ALL = [
    SuggestionRecord(start, end, 700, 600 + 40 * n, "opinion" if n % 4 == 3 else "", "")
    for n, (start, end) in enumerate(PLACES)
]
LEDGER = [SentenceRecord(n, start, end, SentenceState.UNREAD) for n, (start, end) in enumerate(PLACES, 1)]

one_of = st.integers(0, len(PLACES) - 1)
stretches = st.tuples(st.integers(0, len(TEXT.text) - 1), st.integers(1, 30)).map(
    lambda place: (place[0], min(len(TEXT.text), sum(place)))
)
answers = st.builds(
    lambda state, suggestion, aside: None if aside else (state, suggestion),
    st.sampled_from(SentenceState),
    st.sampled_from(["", "", "dismissed"]),
    st.booleans(),
)
changes = st.lists(
    st.one_of(
        st.tuples(st.just("claim"), st.integers(0, 3), st.none() | stretches),
        st.tuples(st.just("sentence"), one_of, answers),
        st.tuples(st.just("read"), one_of, st.none()),
    ),
    max_size=12,
)


class Work:
    """A ledger and claims that change, told one by one to one, and all at once to another."""

    def __init__(self, when: str, share: int) -> None:
        self.ledger, self.index = list(LEDGER), HighlightIndex(TextMap(TEXT.text, TEXT.blocks))
        self.when, self.share = when, share
        self.read: set[int] = set()
        self.told = self.anew()

    def anew(self) -> SuggestionsShown:
        shown = SuggestionsShown()
        shown.share, shown.when, shown.read = self.share, self.when, set(self.read)
        shown.set_sentences(self.ledger)
        shown.set_claims(self.index.places())
        shown.add(ALL)
        return shown

    def put_claim(self, number: int, place: tuple[int, int] | None) -> None:
        id = claim_at(TEXT, number, 0, 1).id
        claims: list[ClaimRecord] = [claim_at(TEXT, number, *place)] if place else []
        self.index.update(claims, [] if claims else [id])
        self.told.change_claims([id], self.index.claims, self.index.covers)

    def put_sentence(self, at: int, answer: tuple[SentenceState, str] | None) -> None:
        before = next((one for one in self.ledger if one.n == at + 1), None)
        now = replace(LEDGER[at], state=answer[0], suggestion=answer[1]) if answer else None
        ledger = [one for one in self.ledger if one.n != at + 1]
        if now:
            ledger.append(now)
        self.ledger = sorted(ledger, key=lambda one: one.n)
        self.told.change_sentences([one for one in (now or before,) if one], self.ledger)

    def see(self, at: int) -> None:
        self.read.add(PLACES[at][0])
        self.told.see(PLACES[at][0])


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["at-once", AFTER_READING]), st.sampled_from([0, 33, 60, 100]), changes)
def test_told_change_by_change_they_are_those_of_going_through_all(
    when: str, share: int, done: list[tuple[str, int, object]]
) -> None:
    work = Work(when, share)
    for what, at, value in done:
        {"claim": work.put_claim, "sentence": work.put_sentence, "read": lambda at, _: work.see(at)}[what](
            at, value
        )
        assert work.told.now() == work.anew().now()


class Counted(list[SuggestionRecord]):
    """A list that knows how often it was gone through from its beginning."""

    walked = 0

    def __iter__(self) -> Iterator[SuggestionRecord]:
        self.walked += 1
        return super().__iter__()


def test_a_change_of_one_claim_or_sentence_does_not_go_through_all_suggestions() -> None:
    work = Work("at-once", 100)
    work.told.all = counted = Counted(work.told.all)
    assert len(work.told.now()) == len(ALL)
    counted.walked = 0
    work.put_claim(1, (PLACES[2][0] + 2, PLACES[3][1] - 2))
    assert [one.start for one in ALL if one not in work.told.now()] == [PLACES[2][0], PLACES[3][0]]
    work.put_claim(1, None)
    work.put_sentence(0, (SentenceState.NOTHING, ""))
    assert [one.start for one in ALL if one not in work.told.now()] == [PLACES[0][0]]
    assert not counted.walked

"""What a new draft asks of a person."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from db.records import ClaimStatus, Outcome
from widgets.claim_inspector import ClaimInspector
from widgets.gallery import exhibit
from widgets.gallery import sidebar_samples as samples
from widgets.review.items import NEW, NOT_MADE, SEEN, About, Choice, Review, ReviewItem
from widgets.review.page import ReviewPage

_BESIDE = (380, 800)


def _item(
    key: str,
    about: About,
    outcome: str,
    name: str,
    before: str,
    after: str,
    choices: tuple[Choice, ...] = (),
    wanted: str = "",
) -> ReviewItem:
    entity = "" if about is About.SENTENCE else key
    end = len(after)
    return ReviewItem(key, about, entity, outcome, name, 4, before, after, 0, end, choices, wanted, 2)


def review() -> Review:
    """One item of every outcome, invented."""
    places = (
        Choice(
            310,
            335,
            "",
            "The committee met in camera.",
            "",
            4,
            "… on a boat that nobody had ordered. ¶ ",
            " It voted on two of them, and the …",
        ),
        Choice(
            820,
            845,
            "",
            "The committee met in camera.",
            "",
            17,
            "… again in the autumn of that year. ",
            " ¶ Members say that …",
        ),
    )
    paid = "The council paid {0} million for a second boat."
    return Review(
        2,
        (
            _item("c1", About.CLAIM, Outcome.CHANGED, "MC4", paid.format("2.3"), paid.format("2.9")),
            _item("c2", About.CLAIM, Outcome.AMBIGUOUS, "MC7", "The committee met in camera.", "", places),
            _item("c3", About.CLAIM, Outcome.LOST, "MC9", "The old boat was sold to a museum.", ""),
            _item(
                "c4", About.CLAIM, Outcome.SPLIT, "MC11", "It met and it voted.", "It met. It voted.", places
            ),
            replace(
                _item("c7", About.CLAIM, Outcome.MERGED, "MC14", "It sails daily.", "It sails daily."),
                around=("It sails daily. Few know it.", "It sails daily, which few know."),
            ),
            replace(
                _item("c8", About.CLAIM, Outcome.LOST, "MC15", "It has two decks.", ""),
                elsewhere="draft:3",
                draft=3,
            ),
            _item("c5", About.CLAIM, Outcome.MOVED, "MC12", "Nobody counted.", "Nobody counted."),
            _item("q1", About.QUERY, Outcome.CHANGED, "Who counted?", "in the spring", "in early spring"),
            _item("c6", About.CLAIM, Outcome.CHANGED, "MC13", "لم تُعرض صور", "لم تُعرض وثائق"),
            _item(
                "s1", About.SENTENCE, Outcome.CHANGED, "", "It sails daily.", "It sails every day but one."
            ),
            _item("f1", About.FIX, SEEN, "", "148,620", "143,620", wanted="143,620"),
            _item("f2", About.FIX, NOT_MADE, "", "22 September", "29 September", wanted="29 September"),
            _item("s2", About.SENTENCE, NEW, "", "", "Every passenger now pays two crowns more."),
        ),
    )


def shown_at(key: str) -> ReviewPage:
    """The page with that item in hand."""
    page = ReviewPage()
    page.show_review(review())
    while page.current is None or page.current.item.key != key:
        page.walk(1)
    return page


@exhibit("review of a draft", (380, 1100), (520, 1100))
def review_of_a_draft() -> QWidget:
    """Every outcome, the ambiguous one in hand."""
    return shown_at("c2")


@exhibit("inspector, words changed by a draft", _BESIDE)
def inspector_of_changed_words() -> QWidget:
    """A claim that has to be looked at again."""
    shown = ClaimInspector()
    claim = samples.claims()[0]
    was = claim.quote.replace("22", "19")
    changed = replace(claim, status=ClaimStatus.RATED, carried="changed", was=was, missing=("recheck",))
    shown.show_claim(changed, samples.evidence_of(claim), samples.sources(), samples.scale(), samples.ME)
    return shown


@exhibit("review of a draft, empty", _BESIDE)
def empty_review() -> QWidget:
    """Nothing left to look at."""
    page = ReviewPage()
    page.show_review(Review(2))
    return page

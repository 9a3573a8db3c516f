"""Suggestions: what is dotted in the article, and the page with the reasons of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.records import ArticleText, FactKind, SentenceState
from db.records.suggestions import OtherPlace, ReasonRecord, SuggestionDetails, SuggestionRecord
from widgets.article_view import ArticleView
from widgets.gallery import exhibit
from widgets.gallery.parts import over
from widgets.gallery.reading import reading
from widgets.gallery.samples import SCRIPTS, SHORT, sentences_of, text_of
from widgets.suggestions.card import Suggested, SuggestionCard
from widgets.suggestions.facts import FactShown
from widgets.suggestions.page import AFTER_READING, AT_ONCE, SuggestionsPage

_WORDS = (
    "The ministry suggests that the ferry, which it says was seized last year by a “friendly” port, "
    "cost 4.2 million."
)
_OTHER = "The harbour board claims the ferry was seized by pirates."


def _suggested(*, nothing: bool = False, words: str = _WORDS) -> Suggested:
    details = SuggestionDetails(
        kind="number",
        reasons=(
            ReasonRecord("money", "4.2 million", 300),
            ReasonRecord("past", "seized", 210),
            ReasonRecord("past", "cost", 90),
            ReasonRecord("wording", "ferry", -60),
        ),
        speaker="The ministry",
        through=("the Saltmouth Gazette",),
        act="suggests",
        hedges=("reportedly",),
        no_check_words="should be",
        contradicts=(OtherPlace(900, "a “friendly” port / pirates"),),
        repeats=(OtherPlace(1200),),
    )
    if nothing:
        details = replace(details, reasons=(), speaker="", hedges=(), contradicts=(), repeats=())
    one = SuggestionRecord(0, len(words), 0 if nothing else 912, 912, "opinion" if nothing else "", "")
    facts = (
        FactShown(FactKind.NAME, "The ministry"),
        FactShown(FactKind.DATE, "last year", ((date(2025, 1, 1), date(2025, 12, 31)),)),
        FactShown(
            FactKind.DATE, "Tuesday", tuple((day, day) for day in (date(2026, 3, 3), date(2026, 3, 10)))
        ),
        FactShown(FactKind.NUMBER, "4.2 million"),
    )
    return Suggested(one, details, words, {900: _OTHER, 1200: _OTHER}, () if nothing else facts)


def _page(
    shown: Suggested | None, share: int = 33, when: str = AT_ONCE, missing: str = ""
) -> SuggestionsPage:
    page = SuggestionsPage()
    page.show_count(6, 2, 143)
    page.show_choices(share, when)
    page.show_language("English", missing)
    if shown is not None:
        page.show_one(shown)
    else:
        page.show_none("Nothing is suggested on this sentence; Z goes to the next suggestion.")
    return page


@exhibit("suggestions", (380, 900), (380, 1500))
def suggestions() -> QWidget:
    """A claim with all there is to say of it; and nothing to check."""
    return over(_page(_suggested()), _page(_suggested(nothing=True, words="The port should be ashamed."), 60))


@exhibit("suggestions none", (380, 900))
def suggestions_none() -> QWidget:
    """None here; and Arabic, of which less is told."""
    arabic = _suggested(words="قال الوزير إن السفينة وصلت متأخرة وإن ثمنها بلغ 4.2 مليون.")
    missing = "For Arabic there is not: how worth checking a sentence is. Sentences and dates are found."
    return over(_page(None, when=AFTER_READING), _page(arabic, missing=missing))


@exhibit("suggestion card", (340, 620))
def suggestion_card() -> QWidget:
    card = SuggestionCard()
    card.show_suggestion(_suggested())
    return card


def _article(text: ArticleText) -> ArticleView:
    view = reading(text, [])
    sentences = [replace(s, state=SentenceState.UNREAD, reason="") for s in sentences_of(text)]
    view.set_sentences(sentences)
    view.set_suggestions(
        [
            SuggestionRecord(s.start, s.end, 900, 900, "" if i % 4 else "opinion", "")
            for i, s in enumerate(sentences)
            if i % 2 == 0
        ]
    )
    view.go_to(sentences[2].start)
    return view


@exhibit("article suggestions", (1280, 800), (800, 600))
def article_suggestions() -> QWidget:
    return _article(text_of(SHORT))


@exhibit("article suggestions mirrored", (1280, 800))
def article_suggestions_mirrored() -> QWidget:
    view = _article(text_of(SCRIPTS, "scripts"))
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return view

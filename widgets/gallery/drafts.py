"""Drafts of an article: an older one as it is read, and two compared."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from db.records import ArticleId, ArticleText, ClaimId, DraftId, DraftRecord, Outcome, TextId
from db.records.comparing import ComparedParagraph, Comparison, RunRecord, TouchedClaim, Turn
from widgets.comparing.page import ComparePage
from widgets.gallery import exhibit
from widgets.gallery.samples import SHORT, claim_at, scale, sentences_of, short_claims, text_of
from widgets.older_draft import DraftShown, OlderDraft

_DAY = 24 * 3600 * 1000
_FIRST = 1_795_000_000_000
_PEOPLE = ("Maren Colby", "Idris Vale", "Maren Colby")


def three_drafts() -> tuple[DraftRecord, ...]:
    """Three drafts, of which the last is the current one."""
    return tuple(
        DraftRecord(
            id=DraftId(f"d{n}"),
            article=ArticleId("a1"),
            n=n,
            current=n == 3,
            text=TextId(f"t{n}"),
            based_on=DraftId(f"d{n - 1}" if n > 1 else ""),
            original_name="ferry.docx",
            person_name=_PEOPLE[n - 1],
            at=_FIRST + n * _DAY,
        )
        for n in (1, 2, 3)
    )


def _older(shown: DraftShown) -> QWidget:
    page = OlderDraft()
    page.view.set_scale(scale())
    page.show_draft(shown)
    return page


def _first(text: ArticleText, *, rival: bool = False) -> DraftShown:
    drafts = three_drafts()
    return DraftShown(
        draft=drafts[1 if rival else 0],
        drafts=drafts,
        text=text,
        sentences=tuple(sentences_of(text)),
        claims=tuple(short_claims(text)),
        rivals=("d2",) if rival else (),
    )


@exhibit("draft older", (720, 800), (1280, 800))
def draft_older() -> QWidget:
    return _older(_first(text_of(SHORT)))


@exhibit("draft beside", (720, 800), (1280, 800))
def draft_beside() -> QWidget:
    return _older(_first(text_of(SHORT), rival=True))


_ARABIC = (
    ("title", "العبّارة الجديدة"),
    ("paragraph", "ستكلف العبّارة الجديدة 4.2 مليون كرونة، كما قال رئيس البلدية يوم الخميس."),
    ("paragraph", "ولم يسأل أحد عن العبّارة القديمة التي غرقت مرتين في عام 1998."),
)


@exhibit("draft older arabic", (720, 500), (1280, 500))
def draft_older_arabic() -> QWidget:
    text = text_of(_ARABIC)
    start = text.text.index("4.2")
    drafts = three_drafts()
    claims = (claim_at(text, 1, start, start + 9, 3),)
    return _older(DraftShown(drafts[0], drafts, text, tuple(sentences_of(text)), claims))


def comparison() -> Comparison:
    """Two drafts of a short article, with changes of every kind and the claims they touch."""
    same, out, come, away, here = Turn.SAME, Turn.OUT, Turn.IN, Turn.AWAY, Turn.HERE
    told: list[tuple[str, int, int, list[tuple[Turn, str, int]]]] = [
        ("title", 1, 1, [(same, "The ferry that cost twice", 0)]),
        (
            "paragraph",
            2,
            2,
            [
                (same, "Saltmouth will pay ", 0),
                (out, "4.2 million", 0),
                (come, "4.6 million", 0),
                (same, " for its new ferry, the harbour board said on Tuesday. ", 0),
                (away, "In 2019 the board had promised “not a penny over two million”.", 5),
            ],
        ),
        ("heading", 3, 3, [(same, "Who signed", 0)]),
        ("paragraph", 0, 4, [(come, "The treasurer was not in the room when the contract was signed.", 0)]),
        (
            "paragraph",
            4,
            5,
            [
                (same, "Mayor Ines Calloway claims the contract was signed before she took office", 0),
                (come, " in May 2021", 0),
                (same, ". ", 0),
                (here, "In 2019 the board had promised “not a penny over two million”.", 2),
            ],
        ),
        ("paragraph", 5, 0, [(out, "By next summer nobody will remember the price.", 0)]),
        ("list-item", 6, 6, [(same, "The old ferry carried 310 passengers a day in 2018.", 0)]),
        ("list-item", 7, 7, [(same, "The new one will carry about 900.", 0)]),
    ]
    paragraphs = tuple(
        ComparedParagraph(kind, 1, before, now, tuple(RunRecord(*run) for run in runs))
        for kind, before, now, runs in told
    )
    claims = (
        TouchedClaim(ClaimId("c1"), "MC1", "It costs 4.2 million", Outcome.CHANGED, 1, 0),
        TouchedClaim(ClaimId("c4"), "MC4", "The ferry is new", Outcome.CHANGED, 1, 8),
        TouchedClaim(ClaimId("c2"), "MC2", "Not a penny over two million", Outcome.MOVED, 4, 87),
        TouchedClaim(ClaimId("c3"), "MC3", "Nobody will remember", Outcome.LOST, 5, 0),
    )
    return Comparison(paragraphs, claims)


def _compared(shown: Comparison) -> ComparePage:
    page = ComparePage()
    page.show_drafts(three_drafts(), "d1", "d3")
    page.show_comparison(shown)
    return page


@exhibit("draft compare", (640, 700), (1280, 800))
def draft_compare() -> QWidget:
    page = _compared(comparison())
    page.view.next_sentence()
    return page


@exhibit("draft compare all", (720, 800), (1280, 800), (1920, 1080))
def draft_compare_all() -> QWidget:
    page = _compared(comparison())
    page.all_box.setChecked(True)
    return page


@exhibit("draft compare arabic", (640, 500), (1280, 500))
def draft_compare_arabic() -> QWidget:
    runs = (
        RunRecord(Turn.SAME, "ستكلف العبّارة الجديدة "),
        RunRecord(Turn.OUT, "4.2 مليون"),
        RunRecord(Turn.IN, "4.6 مليون"),
        RunRecord(Turn.SAME, " كرونة، كما قال رئيس البلدية. "),
        RunRecord(Turn.AWAY, "ولم يسأل أحد عن العبّارة القديمة.", 3),
    )
    gone = (RunRecord(Turn.HERE, "ولم يسأل أحد عن العبّارة القديمة.", 1),)
    paragraphs = (
        ComparedParagraph("paragraph", 0, 1, 1, runs),
        ComparedParagraph("paragraph", 0, 0, 3, gone),
    )
    claim = TouchedClaim(ClaimId("c1"), "MC1", "4.2 مليون", Outcome.CHANGED, 0, 23)
    return _compared(Comparison(paragraphs, (claim,)))

"""Drafts of an article: an older one, as it is read."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from db.records import ArticleId, ArticleText, DraftId, DraftRecord, TextId
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

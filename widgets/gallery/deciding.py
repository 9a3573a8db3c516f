"""What two people did apart, to be decided."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from db.records import Rating
from widgets.deciding.items import About, Side, Undecided
from widgets.deciding.page import DecidingPage
from widgets.gallery import exhibit
from widgets.gallery import sidebar_samples as samples
from widgets.searching.found_list import FoundRow

_MAREN, _JONAS, _SALMA = "Maren Colby", "Jonas Reyk", "سلمى الأحمد"
_NOW, _DAY = samples.NOW, samples.DAY
_HEAD = "What two people did apart. Nothing of it is lost: it stays in the history."
_CLAIM = "MC4 The crane cost twice the estimate"


def _apart() -> Undecided:
    """A wording whose changes meet at the sum."""
    began = "The crane cost 1.1 million, twice the estimate."
    one = "The crane cost 1.3 million, more than twice the estimate of 2019."
    other = "The crane cost 1.2 million crowns, twice the estimate."
    return Undecided(
        "apart/c4/wording",
        About.APART,
        _CLAIM,
        "⚠ Edited apart: wording. All versions are kept until somebody decides.",
        (Side("t1", _MAREN, _NOW, one, one), Side("t2", _JONAS, _NOW + 60_000, other, other)),
        Side("t0", "", _NOW - _DAY, began, began),
        "c4",
        both=True,
        write=True,
    )


def _gone() -> Undecided:
    """A source deleted by one while the other was at it."""
    kept = (
        "S2 محضر اجتماع هيئة الميناء, title: محضر الجلسة الثانية لهيئة الميناء",
        "S2 محضر اجتماع هيئة الميناء, note: asked the board for the annex, no answer so far",
    )
    return Undecided(
        "apart/source:2/exists",
        About.GONE,
        "S2 محضر اجتماع هيئة الميناء",
        "⚠ Deleted by one, and edited by another who had not seen that. Nothing is gone.",
        (
            Side("t1", _MAREN, _NOW, "Deleted"),
            Side("t2", _SALMA, _NOW + 60_000, "Kept", edits=kept, keeps=True),
        ),
    )


def _differ() -> Undecided:
    """Two ratings of one claim."""
    first, *_, last = samples.scale().ratings
    return Undecided(
        "differ/c2/so",
        About.DIFFER,
        "MC2 The line had been kept alive by counting crew as passengers",
        "≠ Checkers differ: Is it so? Every verdict stays; say what holds, and why.",
        (
            _rated(first, _MAREN, "The count leaves the crew out, see page 12 of the letter."),
            _rated(last, _JONAS, "No count by crew exists.\nAs of: 2026-11-14"),
        ),
        claim="c2",
        write=True,
        ratings=True,
    )


def _rated(rating: Rating, person: str, why: str) -> Side:
    sign = f"{rating.sign} {rating.label}"
    return Side(str(rating.value), person, _NOW, why, sign=sign, tone=rating.tone)


_ROWS = (
    FoundRow("apart/", "Edited apart: 1", heading=True),
    FoundRow(
        "apart/c4/wording",
        _CLAIM,
        "wording",
        f"{_MAREN}: The crane cost 1.3 million, more… · {_JONAS}: The crane cost 1.2 million crowns…",
    ),
    FoundRow("gone/", "Deleted by one, edited by another: 1", heading=True),
    FoundRow(
        "apart/source:2/exists", "S2 محضر اجتماع هيئة الميناء", "", f"{_MAREN}: Deleted · {_SALMA}: Kept"
    ),
    FoundRow("differ/", "Checkers differ: 1", heading=True),
    FoundRow(
        "differ/c2/so",
        "MC2 The line had been kept alive by counting crew as passengers",
        "Is it so?",
        f"{_MAREN}: ✓ True · {_JONAS}: ? Cannot be verified",
    ),
)


def _page(item: Undecided, rows: Sequence[FoundRow] = _ROWS) -> DecidingPage:
    page = DecidingPage()
    page.show_rows("To decide: 3", _HEAD, rows)
    page.list.stand_at(item.key)
    page.show_item(item, samples.scale())
    return page


@exhibit("to decide, edited apart", (560, 900), (1280, 800), (1920, 1080))
def edited_apart() -> QWidget:
    """Two wordings and what both began from, word by word."""
    return _page(_apart())


@exhibit("to decide, deleted and edited", (1280, 800))
def deleted_and_edited() -> QWidget:
    """What the deletion had not seen; the source is Arabic."""
    return _page(_gone())


@exhibit("to decide, checkers differ", (1280, 800))
def checkers_differ() -> QWidget:
    """Two ratings, and the field open for a third with its reason."""
    page = _page(_differ())
    page.detail.write()
    return page


@exhibit("to decide, nothing left", (900, 420))
def nothing_left() -> QWidget:
    page = DecidingPage()
    page.show_rows("Nothing waits for a decision any more", "", ())
    return page

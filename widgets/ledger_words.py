"""How an article's ledger stands, in words: what is done, and where something is left."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication

from db.records import LedgerCount, SentenceState

_MOST_PLACES = 8
tr = partial(QCoreApplication.translate, "Ledger")


def figure(ledger: LedgerCount) -> str:
    """How many of how many: ``18/43``."""
    return f"{ledger.done}/{ledger.total}"


def standing(ledger: LedgerCount) -> str:
    """How it stands in a sentence; done only where nothing is left, else what is left and where."""
    if not ledger.total:
        return tr("There is nothing in it to account for.")
    if ledger.finished:
        words = tr("Done: {0} closed, {1} with nothing to check.")
        return words.format(ledger.closed, ledger.nothing)
    left = [
        part
        for part in (
            _left(ledger, SentenceState.UNREAD, tr("{0} unread"), ledger.unread),
            _left(ledger, SentenceState.OPEN, tr("{0} open"), ledger.open),
            tr("claims not closed: {0}").format(ledger.claims_open) if ledger.claims_open else "",
        )
        if part
    ]
    words = tr("{0} of {1} accounted for. Left: {2}.")
    return words.format(ledger.done, ledger.total, ", ".join(left))


def place_of(part: str, paragraph: int) -> str:
    """What a part of the article is called: its paragraph's number, named where it is no paragraph."""
    names = {
        "title": tr("headline"),
        "image": tr("image ¶{0}"),
        "caption": tr("caption ¶{0}"),
        "table-row": tr("table ¶{0}"),
    }
    return names.get(part, tr("¶{0}")).format(paragraph)


def _left(ledger: LedgerCount, state: SentenceState, words: str, count: int) -> str:
    if not count:
        return ""
    gaps = [gap for gap in ledger.gaps if gap.state is state]
    places = ", ".join(place_of(gap.part, gap.paragraph) for gap in gaps[:_MOST_PLACES])
    more = " …" if len(gaps) > _MOST_PLACES else ""
    said = words.format(count)
    return tr("{0} ({1})").format(said, places + more) if places else said

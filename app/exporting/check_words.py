"""What a quote check came to, in words: for the sheet, the tables and the headless lists."""

from __future__ import annotations

from collections.abc import Mapping

from app.exporting.claim_data import SheetCheck
from db.records import SourceId
from db.records.checks import CheckOutcome, CheckRecord, NoCheck
from db.records.comparing import RunRecord, Turn
from db.records.quotes import Folding

_WHY = {
    NoCheck.SCAN: "the page is an image",
    NoCheck.IMAGE: "the source is an image",
    NoCheck.RECORDING: "the source is a recording",
    NoCheck.PERSON: "the source is a person",
    NoCheck.LINK: "the source is a link without a kept copy",
    NoCheck.NO_COPY: "there is no copy of the source in the project",
    NoCheck.WITHHELD: "the source is withheld from this copy of the project",
    NoCheck.UNREADABLE: "the source has no words a machine can read",
}
_SIGNS = {
    CheckOutcome.EXACT: "✓",
    CheckOutcome.NEAR: "≈",
    CheckOutcome.ABSENT: "✗",
    CheckOutcome.ELSEWHERE: "→",
    CheckOutcome.BY_EYE: "○",
    CheckOutcome.WAITING: "○",
}
_LEAVING_OUT = frozenset((Folding.ELLIPSIS, Folding.BRACKETS))
_ABOUT = 60

Numbers = Mapping[SourceId, str]
"""The sources that may be named, by id."""


def check_of(
    passage: str, check: CheckRecord | None, seen_by: tuple[str, ...], numbers: Numbers
) -> SheetCheck | None:
    """The check as a sheet shows it; None where nothing is quoted."""
    if not passage:
        return None
    check = check or CheckRecord(CheckOutcome.WAITING)
    parts: tuple[tuple[str, str], ...] = ()
    if check.outcome is CheckOutcome.NEAR and check.quote is not None:
        parts = tuple((part.turn.value, part.text) for part in check.quote.parts)
    return SheetCheck(check.outcome.value, _SIGNS[check.outcome], check_words(check, numbers), parts, seen_by)


def check_words(check: CheckRecord, numbers: Numbers) -> str:
    """One sentence without its full stop: what the machine found."""
    match check.outcome:
        case CheckOutcome.EXACT:
            return "found word for word" + _page(check) + _left_out(check)
        case CheckOutcome.NEAR:
            return "found nearly" + _page(check) + _also(check, numbers)
        case CheckOutcome.ABSENT:
            return "not found in the source"
        case CheckOutcome.ELSEWHERE:
            return f"not found in the source, but word for word in {_in(check, numbers)}"
        case CheckOutcome.BY_EYE:
            return "cannot be checked by machine" + (f": {_WHY[check.why]}" if check.why else "")
        case CheckOutcome.WAITING:
            return "not checked yet"


def check_line(check: SheetCheck | None) -> str:
    """The check in one line of plain text; blank for none."""
    if check is None:
        return ""
    differs = difference(check.parts)
    line = f"{check.words}: {differs}" if differs else check.words
    return f"{line}; {seen_words(check.seen_by)}" if check.seen_by else line


def seen_words(seen_by: tuple[str, ...]) -> str:
    """Who saw the passage in the source themselves; blank for nobody."""
    return f"seen by eye by {', '.join(seen_by)}" if seen_by else ""


def independence_words(sources: int, independent: int) -> str:
    """How many of the sources that support an answer stand on their own; blank where all do."""
    if independent >= sources:
        return ""
    if independent == 1:
        return f"{sources} sources support this and rest on one another: one independent source"
    return f"{sources} sources support this and some rest on others: {independent} independent sources"


def difference(parts: tuple[tuple[str, str], ...]) -> str:
    """What the passage has and what the source has in its place, for each place where they differ."""
    runs = [RunRecord(Turn(turn), text) for turn, text in parts]
    found: list[str] = []
    at = 0
    while at < len(runs):
        if runs[at].turn is Turn.SAME:
            at += 1
            continue
        ours = theirs = ""
        while at < len(runs) and runs[at].turn is not Turn.SAME:
            if runs[at].turn is Turn.OUT:
                ours += runs[at].text
            else:
                theirs += runs[at].text
            at += 1
        found.append(_replaced(ours.strip(), theirs.strip()))
    return "; ".join(found)


def _replaced(ours: str, theirs: str) -> str:
    if ours and theirs:
        return f"quoted “{_short(ours)}”, the source has “{_short(theirs)}”"
    if ours:
        return f"quoted “{_short(ours)}”, which the source does not have"
    return f"the source also has “{_short(theirs)}”"


def _short(words: str) -> str:
    return words if len(words) <= _ABOUT else words[: _ABOUT - 1].rstrip() + "…"


def _page(check: CheckRecord) -> str:
    page = check.place.page if check.place is not None else None
    return "" if page is None else f" on page {page + 1}"


def _left_out(check: CheckRecord) -> str:
    leaving = check.quote is not None and not _LEAVING_OUT.isdisjoint(check.quote.foldings)
    return ", with words of the source left out" if leaving else ""


def _also(check: CheckRecord, numbers: Numbers) -> str:
    return f", and word for word in {_in(check, numbers)}" if check.elsewhere else ""


def _in(check: CheckRecord, numbers: Numbers) -> str:
    named = [numbers[source] for source in check.elsewhere if source in numbers]
    return ", ".join(named) or "another source of the project"

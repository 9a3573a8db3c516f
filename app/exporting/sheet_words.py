"""The fixed words of the sheet, and figures and days in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from app.exporting.claim_data import SheetDecision
from app.exporting.sheet_data import SheetArticle, SheetData, SheetFacts, SheetGap

NOT_STATED = "not stated"

QUESTIONS: Mapping[str, str] = {"said": "Was it said?", "so": "Is it so?"}
STANCES: Mapping[str, str] = {"supports": "Supports", "contradicts": "Contradicts", "context": "Context"}
SOURCE_KINDS: Mapping[str, str] = {
    "document": "Document",
    "page": "Web page",
    "image": "Image",
    "recording": "Recording",
    "person": "Person",
    "dataset": "Dataset",
    "note": "Note",
}
STATUS: Mapping[str, str] = {"open": "Open", "rated": "Rated, not closed", "closed": "Closed"}

LABELS: Mapping[str, str] = {
    "sheet": "Verdict sheet",
    "demonstration": "DEMONSTRATION",
    "invented": "invented material",
    "incomplete": "INCOMPLETE",
    "where": "Where",
    "what": "What is open",
    "words": "Words",
    "still-open": "Still open",
    "overview": "Overview",
    "claims": "Claims",
    "claim": "Claim",
    "number": "No.",
    "page": "Page",
    "of": "of",
    "not-asked": "not asked",
    "no-claims": "No claim has been marked in this article.",
    "finding": "Overall finding",
    "worded": "As worded by the checkers",
    "joined": "Claims on the same words, joined into this one",
    "fix": "Should read",
    "was-proposed": "Was proposed",
    "struck": "These words should go.",
    "instead": "Reworded as",
    "open-query": "Open query to",
    "notes": "Notes",
    "elsewhere": "Fixes and queries on other words",
    "as-of": "as of",
    "no-verdict": "Nobody has given a verdict on this question.",
    "no-rationale": "No rationale was given.",
    "no-evidence": "No evidence is attached on this question.",
    "evidence": "Evidence",
    "check-key": "Struck out: in the quotation only. Underlined: in the source only.",
    "conflict": "Edited apart, unresolved",
    "version": "Version",
    "differ-note": "The verdicts differ and nothing has settled them; all are printed.",
    "facts": "Facts and ticks",
    "fact": "Fact",
    "place": "Place",
    "ticked-against": "Ticked against",
    "not-ticked": "Not ticked",
    "no-facts": "No facts are known in this article.",
    "article": "The article, with claims marked",
    "not-here": "Not in the current draft",
    "not-marked": "Its words are of an earlier draft and not marked in the article below.",
    "was-judged": "The words that were judged",
    "sources": "Sources",
    "no-sources": "Nothing on this sheet cites a source.",
    "kept": "Kept copy",
    "link-only": "Link only, no copy is kept",
    "archived": "Archived at",
    "method": "Method and record",
    "record": "Record of this sheet",
    "scale": "Scale",
}

METHOD: Sequence[str] = (
    (
        "Every claim is quoted word for word and tied to its place in the stored text. A claim that somebody "
        "is reported to have made has two questions: was it said, and is it so? Each has verdicts and "
        "evidence of its own, and a verdict answers only the question it stands under. It speaks of the "
        "words as they are printed here, on the evidence listed, as of the day given."
    ),
    (
        "Where checkers differ, or something was edited apart in two copies, every version is printed and "
        "marked as unresolved. A SHA-256 shows that the bytes are unchanged since they were added; it does "
        "not show that they are genuine."
    ),
)

METHOD_FACTS = (
    "A tick says that the person named found these words of the article, as they are printed here, borne out "
    "by the source named. Facts are found by rules and marked by hand. The rules do not find every fact: "
    "what is not in the list was not ticked, and what was dismissed as needing no tick is left out of it."
)

METHOD_HELD_BACK = (
    "Where evidence is held back, its source or its words are confidential. The verdict rests on it all the "
    "same; name, title, words and place are in no part of this file, and no kept copy is named."
)
HELD_BACK: Mapping[str, str] = {
    "source": "Evidence held back: confidential source",
    "passage": "Evidence held back: confidential passage",
}

_PARTS = {"title": "The headline", "image": "The image", "caption": "The caption"}
_MISSING = {
    "rating": "a rating",
    "rationale": "a rationale",
    "evidence": "evidence",
    "recheck": "a look at what the new draft did to it",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def day_words(day: str) -> str:
    """``2026-11-03`` as ``3 November 2026``; anything else as it is."""
    match = _ISO_DAY.fullmatch(day)
    if not match or not 1 <= int(match[2]) <= 12:
        return day
    return f"{int(match[3])} {_MONTHS[int(match[2]) - 1]} {match[1]}"


def time_words(at: int) -> str:
    """Milliseconds since 1970 as ``3 November 2026, 14:05 UTC``."""
    when = datetime.fromtimestamp(at / 1000, UTC)
    return f"{day_words(when.date().isoformat())}, {when:%H:%M} UTC"


def counted(n: int, one: str, many: str = "") -> str:
    """``1 claim``, ``2 claims``."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def missing_words(missing: Sequence[str]) -> str:
    """What closing still needs, by question: ``a rating and evidence on “Is it so?”``."""
    out: list[str] = []
    for question, asked in QUESTIONS.items():
        parts = [_MISSING.get(m.partition("-")[2], m) for m in missing if m.partition("-")[0] == question]
        if parts:
            out.append(f"{_and(parts)} on “{asked}”")
    out += [_MISSING.get(m, m) for m in missing if m.partition("-")[0] not in QUESTIONS]
    return "; ".join(out)


def decision_words(decision: SheetDecision) -> str:
    """Who decided what where checkers differed, when, by which rule, and whom that overruled; without why."""
    by = f"{decision.person}, {day_words(decision.day)}" if decision.person else day_words(decision.day)
    rule = _RULES.get(decision.rule, "")
    over = "; ".join(f"{person} ({label})" for person, label in decision.overruled)
    lead = f"Decided by {by}{rule}: {decision.rating.label}."
    return f"{lead} Overruled: {over}." if over else lead


_RULES = {
    "other": ", who is none of those who differed",
    "person": ", to whom the project’s rule gives it",
}


def gap_words(gap: SheetGap) -> str:
    """What is open, without where."""
    if gap.kind in ("unread", "open"):
        if gap.part in _PARTS:
            return f"{_PARTS[gap.part]} is {gap.kind}"
        what = "Table cell" if gap.part == "table-row" else "Sentence"
        if gap.first == gap.last:
            return f"{what} {gap.first} is {gap.kind}"
        return f"{what}s {gap.first}–{gap.last} are {gap.kind}"
    if gap.kind == "claim":
        needs = missing_words(gap.missing)
        return f"Not closed; needs {needs}" if needs else "Not closed"
    return "Checkers differ" if gap.kind == "difference" else "Edited apart in two copies"


def gap_summary(data: SheetData) -> str:
    """One sentence that counts what is open."""
    ledger = [a.ledger for a in data.articles]
    total = sum(count.total for count in ledger)
    claims = [c for a in data.articles for c in a.claims]
    unread, opened = sum(count.unread for count in ledger), sum(count.open for count in ledger)
    unclosed = sum(c.status != "closed" for c in claims)
    differ = sum(c.difference for c in claims)
    apart = sum(g.kind == "conflict" for g in data.gaps)
    parts = [
        f"{unread:,} of {counted(total, 'sentence')} unread" if unread else "",
        f"{opened:,} of {counted(total, 'sentence')} open" if opened else "",
        f"{unclosed:,} of {counted(len(claims), 'claim')} not closed" if unclosed else "",
        f"{counted(differ, 'claim')} on which checkers differ" if differ else "",
        f"{counted(apart, 'conflict')} undecided" if apart else "",
    ]
    return "This sheet was issued before the check was finished: " + _and([p for p in parts if p]) + "."


def pending_words(data: SheetData) -> str:
    """How many fixes are undecided and how many queries are open; nothing where none is."""
    fixes = sum(a.undecided for a in data.articles)
    queries = sum(a.unanswered for a in data.articles)
    parts = [
        f"{counted(fixes, 'proposed fix', 'proposed fixes')} undecided" if fixes else "",
        f"{counted(queries, 'query', 'queries')} open" if queries else "",
    ]
    return f"Still with author, editor or colleagues: {_and([p for p in parts if p])}." if any(parts) else ""


def article_note(article: SheetArticle) -> str:
    """How to read the marked text, and what is set aside in it."""
    note = (
        "Underlined and tinted words are claims; the colour is that of “Is it so?”, the margin gives the "
        "sign for each question, and the number leads to the claim. "
    )
    if article.asides:
        reasons = ", ".join(f"{reason.replace('-', ' ')} ×{n}" for reason, n in article.asides)
        note += f"Struck-through words were set aside and are not part of the check ({reasons}). "
    return note + "The small figures number the paragraphs."


def which_draft(article: SheetArticle) -> str:
    """Which draft of how many was checked, and whether others are as new as it."""
    which = f"draft {article.draft}"
    if article.drafts > 1:
        which += f" of {article.drafts}"
    if article.undecided_drafts:
        others = counted(article.undecided_drafts, "other newest draft")
        which += f" (beside {others}: nobody decided which is the article’s)"
    return which


def hidden_words(hidden: int) -> str:
    """How many sources the list leaves out as confidential; nothing for none."""
    return f"{counted(hidden, 'source')} held back as confidential." if hidden else ""


def sources_words(data: SheetData) -> str:
    """How many sources there are, cited here and not."""
    held = f", {data.hidden} held back" if data.hidden else ""
    return f"{len(data.sources)} cited here{held}, {data.uncited} not cited here"


def ledger_words(article: SheetArticle) -> str:
    """The ledger in one line."""
    count = article.ledger
    return (
        f"{counted(count.total, 'sentence')}: {count.closed:,} closed, {count.nothing:,} with nothing to "
        f"check, {count.open:,} open, {count.unread:,} unread"
    )


def facts_words(facts: SheetFacts) -> str:
    """How many facts there are, ticked and not; those dismissed are counted apart."""
    parts = [
        f"{facts.ticked:,} ticked",
        f"{facts.covered:,} not ticked but within a closed claim" if facts.covered else "",
        f"{facts.left:,} not ticked" if facts.left else "",
    ]
    listed = f"{counted(len(facts.live), 'fact')}: {_and([p for p in parts if p])}."
    apart = f" Dismissed as needing no tick, and not listed: {facts.dismissed:,}." if facts.dismissed else ""
    return listed + apart


def _and(parts: Sequence[str]) -> str:
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)

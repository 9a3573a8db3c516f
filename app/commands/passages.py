"""The words of an article that a fix or a query is about: a claim's own, or any others."""

from __future__ import annotations

from app.commands.checks import article_of, claim_of, draft_text, span_in
from app.text.anchors import context
from db.errors import KnownError
from db.project_file import Project
from db.records import record
from db.step import Edit
from db.words import pack


@record
class Passage:
    """Words ``start`` to ``end`` (code points) of an article's draft; the claim they are about, if any."""

    article: str
    draft: str
    start: int
    end: int
    claim: str = ""


def passage_of(project: Project, claim: str) -> Passage:
    """The words of a claim; raises KnownError where it is not there (any more)."""
    known = claim_of(project, claim)
    return Passage(known.article, known.draft, known.start, known.end, known.id)


def anchoring(project: Project, entity: str, passage: Passage) -> tuple[Edit, ...]:
    """The edits that tie a new entity to its words.

    Raises KnownError where they are blank or outside the draft, or the claim is not there (any more).
    """
    article_of(project, passage.article)
    text = draft_text(project, passage.draft)
    start, end = span_in(text, passage.start, passage.end)
    if passage.claim and claim_of(project, passage.claim).article != passage.article:
        raise KnownError("That claim is in another article than these words.")
    prefix, suffix = context(text, start, end)
    words = pack(prefix, text[start:end], suffix)
    return (
        Edit(entity, "exists", True),
        Edit(entity, "article", passage.article),
        Edit(entity, "anchor", {"draft": passage.draft, "start": start, "end": end, "words": words}),
        Edit(entity, "claim", passage.claim or None),
    )

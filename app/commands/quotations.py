"""Quotations of an article that were looked up in a source: cited there, by the person who looked."""

from __future__ import annotations

from app.commands import claims
from app.commands.checks import claim_of, place_value, read_at, source_of
from app.commands.citing import evidence_edits
from db.project_file import Project
from db.records import Place, Question, Stance
from db.step import Edit, Step


def cite_quotation(
    project: Project,
    *,
    claim: str,
    article: str,
    draft: str,
    start: int,
    end: int,
    source: str,
    stance: Stance,
    passage: str,
    locator: str = "",
    place: Place | None = None,
    revision: int | None = None,
) -> Step:
    """What the source says for a quotation, as evidence on that claim, which is the step's focus.

    With no claim the quoted words (code points into the draft's text) become one. On a claim with a speaker
    it says whether it was said. Raises KnownError for a place in another file.
    """
    cited = source_of(project, source)
    marked: list[Edit] = []
    question = Question.SO
    if claim:
        question = Question.SAID if Question.SAID in claim_of(project, claim).questions else question
    else:
        step = claims.mark(
            project, article=article, draft=draft, start=start, end=end, revision=read_at(project, revision)
        )
        claim, marked = step.focus, list(step.edits)
    edits = evidence_edits(claim, source, question, stance, passage, locator)
    if place is not None:
        edits.append(Edit(edits[0].entity, "place", place_value(cited, place)))
    return Step("evidence.cite", (*marked, *edits), read_at(project, revision), focus=claim)

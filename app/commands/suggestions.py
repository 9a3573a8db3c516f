"""What a person does with what the program suggests: accept it, one by one, dismiss it, or take that back.

A suggestion itself is never in the project; what is answered to it is, by the sentence it stands on, so that
no later run overrules a person.
"""

from __future__ import annotations

from app.commands import articles, claims
from app.commands.checks import read_at
from db import queries
from db.errors import KnownError
from db.kinds import PROJECT, SUGGESTED, span_id
from db.project_file import Project
from db.step import Edit, Step


def accept(
    project: Project,
    *,
    article: str,
    draft: str,
    start: int,
    end: int,
    wording: str = "",
    speaker: str = "",
    through: str = "",
    act: str = "",
    kind: str = "",
    revision: int | None = None,
) -> Step:
    """A claim on that sentence, with what was found of it; the claim is the step's focus.

    Raises KnownError where there is no such sentence, or a claim on its words already.
    """
    answered = _answered(project, draft, start, end, "accepted")
    touching = project.conn.execute(
        'SELECT number FROM claim WHERE draft = ? AND start < ? AND "end" > ? ORDER BY start LIMIT 1',
        (draft, end, start),
    ).fetchone()
    if touching is not None:
        raise KnownError(f"{touching[0]} is on these words already.")
    marked = claims.mark(
        project,
        article=article,
        draft=draft,
        start=start,
        end=end,
        wording=wording,
        speaker=speaker,
        through=through,
        act=act,
        kind=kind,
        revision=revision,
    )
    return Step("claim.accept", (*marked.edits, *answered), marked.read_at, focus=marked.focus)


def accept_nothing(
    project: Project, *, draft: str, start: int, end: int, reason: str, revision: int | None = None
) -> Step:
    """Nothing to check in that sentence, for the reason proposed, as a person says by hand."""
    return articles.set_nothing(project, draft=draft, start=start, end=end, reason=reason, revision=revision)


def dismiss(project: Project, *, draft: str, start: int, end: int, revision: int | None = None) -> Step:
    """The suggestion on that sentence is shown no more, here and in later drafts that have the sentence."""
    edits = _answered(project, draft, start, end, "dismissed")
    return Step("suggestion.dismiss", edits, read_at(project, revision))


def restore(project: Project, *, draft: str, start: int, end: int, revision: int | None = None) -> Step:
    """Take a dismissal back: the suggestion is shown again."""
    edits = _answered(project, draft, start, end, "dismissed", answer=False)
    return Step("suggestion.restore", edits, read_at(project, revision))


def set_shown(project: Project, *, when: str, revision: int | None = None) -> Step:
    """When suggestions are shown in this project, one of ``SUGGESTED``; raises KnownError for another."""
    if when not in SUGGESTED:
        raise KnownError(f"Suggestions cannot be shown “{when}”; use one of {', '.join(SUGGESTED)}.")
    same = queries.project(project.conn).suggestions == when
    edits = () if same else (Edit(PROJECT, "suggestions", when),)
    return Step("project.suggestions", edits, read_at(project, revision))


def _answered(
    project: Project, draft: str, start: int, end: int, field: str, *, answer: bool = True
) -> tuple[Edit, ...]:
    row = project.conn.execute(
        "SELECT d.text FROM sentence s JOIN draft d ON d.id = s.draft "
        'WHERE s.draft = ? AND s.start = ? AND s."end" = ? AND s.aside = 0',
        (draft, start, end),
    ).fetchone()
    if row is None:
        raise KnownError("There is no such sentence in the article.")
    span = span_id(row[0], start, end, "sentence")
    edit = Edit(span, field, answer)
    if project.knows(span):
        return (edit,)
    return Edit(span, "of", {"text": row[0], "start": start, "end": end, "kind": "sentence"}), edit

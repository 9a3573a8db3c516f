"""What is made of the author's footnotes, endnotes and comments: a source, a query, or nothing.

Each is one step with the noting of it, so that one undo takes both back.
"""

from __future__ import annotations

import re

from app.commands import adding, query_threads
from app.commands.checks import read_at
from app.commands.drafts import take
from app.commands.passages import Passage
from db.errors import KnownError
from db.project_file import Project
from db.records import AnnotationRecord, Span
from db.step import Edit, Step, new_id
from db.words import Words

_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)
# What ends a sentence or a bracket and no address.
_BEHIND = ".,;:!?…)]}’'”»"
_TITLE = 80


def make_source(project: Project, *, annotation: AnnotationRecord, revision: int | None = None) -> Step:
    """A source out of an author's note: a link where it holds an address, else a note with its words.

    The source's title are its first words. Raises KnownError for one without words.
    """
    text = annotation.text.strip()
    url = address_in(text)
    title = first_words(text.replace(url, " ") if url else text)
    if url:
        made = adding.add_link(project, url=url, title=title)
        if text != url:
            made = _with(made, Edit(made.focus, "note", Words(text)))
    else:
        made = adding.add_note(project, title=title, text=text)
    return _taken(project, annotation, "source", made, revision)


def make_query(project: Project, *, annotation: AnnotationRecord, revision: int | None = None) -> Step:
    """A query to the author on the sentence the note belongs to, with the note's words as its first message.

    Raises KnownError where there is no sentence, or the note has no words.
    """
    row = project.conn.execute("SELECT article FROM draft WHERE id = ?", (annotation.draft,)).fetchone()
    span = sentence_of(project, annotation)
    if row is None or span is None:
        raise KnownError("There is no sentence at this note to ask about.")
    made = query_threads.ask(
        project,
        query=new_id("query"),
        message=new_id("message"),
        passage=Passage(row[0], annotation.draft, span.start, span.end),
        role="author",
        name=annotation.author,
        text=annotation.text,
    )
    return _taken(project, annotation, "query", made, revision)


def ignore(project: Project, *, annotation: AnnotationRecord, revision: int | None = None) -> Step:
    """Nothing is made of it."""
    return take(project, annotation=annotation, taken="ignored", revision=revision)


def bring_back(project: Project, *, annotation: AnnotationRecord, revision: int | None = None) -> Step:
    """It is left to decide on again; what was made of it stays."""
    return take(project, annotation=annotation, taken="", revision=revision)


def address_in(text: str) -> str:
    """The first web address in a text, blank where there is none."""
    found = _ADDRESS.search(text)
    if found is None:
        return ""
    address = found[0].rstrip(_BEHIND)
    # A bracket that the address opened is its own.
    if found[0][len(address) : len(address) + 1] == ")" and "(" in address:
        address += ")"
    return address


def first_words(text: str) -> str:
    """What a source of that text is called; blank for a text without words."""
    words = re.sub(r"\s+(?=[,.;:)])", "", " ".join(text.split())).strip(" .,;:–—-")
    return words if len(words) <= _TITLE else words[:_TITLE].rpartition(" ")[0] + "…"


def sentence_of(project: Project, annotation: AnnotationRecord) -> Span | None:
    """The sentence an annotation belongs to: the one its words begin in, or that ends at its place."""
    at = annotation.start if annotation.start < annotation.end else max(0, annotation.start - 1)
    row = project.conn.execute(
        'SELECT start, "end" FROM sentence WHERE draft = ? ORDER BY start > ?, abs(start - ?) LIMIT 1',
        (annotation.draft, at, at),
    ).fetchone()
    return Span(*row) if row else None


def _with(step: Step, *edits: Edit) -> Step:
    return Step(step.label, (*step.edits, *edits), step.read_at, step.blobs, step.focus)


def _taken(
    project: Project, annotation: AnnotationRecord, taken: str, made: Step, revision: int | None
) -> Step:
    noted = take(project, annotation=annotation, taken=taken)
    edits = (*made.edits, *noted.edits)
    return Step(f"annotation.{taken}", edits, read_at(project, revision), made.blobs, focus=made.focus)

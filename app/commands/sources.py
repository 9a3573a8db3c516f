"""Sources and evidence: what is kept, and what it says on a claim."""

from __future__ import annotations

from pathlib import Path

from app.commands.checks import claim_of, number, read_at, source_of
from app.importing.media_types import HEAD, TAIL, media_type_of, source_kind
from db import blobs, queries
from db.errors import KnownError
from db.log import wall
from db.project_file import Project
from db.records import Question, Stance
from db.step import Edit, Step, new_id
from db.words import Words

FIELDS = (
    "title",
    "url",
    "archive_url",
    "author",
    "publisher",
    "published",
    "accessed",
    "licence",
    "reliability",
    "note",
)
"""What a person can write about a source."""

LIMIT = 64 * 1024 * 1024
"""Bytes kept of one source file at the most; larger ones are refused with a sentence."""


def add_file(project: Project, *, path: Path, title: str = "", revision: int | None = None) -> Step:
    """A source kept whole inside the project; its id is the step's focus.

    Raises KnownError for what cannot be read, is empty, or is larger than ``LIMIT``.
    """
    try:
        if path.is_dir():
            raise KnownError(f"{path} is a folder; add the files in it.")
        if path.stat().st_size > LIMIT:
            raise KnownError(f"{path} is larger than {LIMIT // 2**20} MB; it was not added.")
        data = path.read_bytes()
    except OSError as error:
        raise KnownError(
            f"{path} cannot be read ({error.strerror or error}), so it was not added."
        ) from error
    if not data:
        raise KnownError(f"{path} is empty; it was not added.")
    source = new_id("source")
    media_type = media_type_of(path.suffix.lower(), data[:HEAD], data[-TAIL:])
    file = {
        "file": {"b": blobs.sha_of(data)},
        "name": Words(_sound(path.name)),
        "size": len(data),
        "media_type": media_type,
        "at": wall(),
        "origin": Words(_sound(str(path))),
        "modified": None,
    }
    edits = (
        *_new(project, source, source_kind(media_type), title.strip() or _sound(path.name)),
        Edit(source, "file", file),
    )
    return Step("source.add", edits, read_at(project, revision), (data,), focus=source)


def add_link(project: Project, *, url: str, title: str = "", revision: int | None = None) -> Step:
    """A web address without a kept copy; nothing is fetched. Raises KnownError for what is no address."""
    url = url.strip()
    if not url.lower().startswith(("http://", "https://")) or any(ch.isspace() for ch in url):
        raise KnownError(f"“{url}” is not a web address; it should start with https:// or http://.")
    source = new_id("source")
    edits = (*_new(project, source, "page", title.strip() or url), Edit(source, "url", Words(url)))
    return Step("source.add", edits, read_at(project, revision), focus=source)


def add_note(project: Project, *, title: str, text: str = "", revision: int | None = None) -> Step:
    """A source in the checker's own words; raises KnownError where it has none."""
    if not title.strip() and not text.strip():
        raise KnownError("A note needs a title or a text.")
    source = new_id("source")
    edits = (
        *_new(project, source, "note", title.strip() or text.strip().splitlines()[0][:80]),
        Edit(source, "note", Words(text.strip())),
    )
    return Step("source.add", edits, read_at(project, revision), focus=source)


def _new(project: Project, source: str, kind: str, title: str) -> tuple[Edit, ...]:
    return (
        Edit(source, "exists", True),
        Edit(source, "number", number(project, "source", "S")),
        Edit(source, "kind", kind),
        Edit(source, "title", Words(title)),
    )


def _sound(name: str) -> str:
    """A file name as text: bytes that are none become a visible sign."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def set_field(project: Project, *, source: str, field: str, value: str, revision: int | None = None) -> Step:
    """Write one of ``FIELDS`` of a source."""
    known = source_of(project, source)
    if field not in FIELDS:
        raise KnownError(f"A source has no “{field}”.")
    same = getattr(known, field) == value.strip()
    edits = () if same else (Edit(source, field, Words(value.strip())),)
    return Step("source.edit", edits, read_at(project, revision), focus=source)


def delete(project: Project, *, source: str, revision: int | None = None) -> Step:
    """Delete a source that nothing cites; raises KnownError naming how often it is cited."""
    known = source_of(project, source)
    if known.cited:
        raise KnownError(f"{known.number} is cited {known.cited} times; remove that evidence first.")
    gone = {"gone": queries.seen_of(project.conn, source)}
    return Step("source.delete", (Edit(source, "exists", gone),), read_at(project, revision), focus=source)


def cite(
    project: Project,
    *,
    claim: str,
    source: str,
    question: Question | None = None,
    stance: Stance = Stance.CONTEXT,
    passage: str = "",
    locator: str = "",
    revision: int | None = None,
) -> Step:
    """What a source says on a claim; ``question`` None means *is it so?*.

    Raises KnownError for *was it said?* on a claim without a speaker.
    """
    known = claim_of(project, claim)
    source_of(project, source)
    question = question or Question.SO
    if question not in known.questions:
        raise KnownError(f"{known.number} has no speaker, so there is no “Was it said?” to give evidence on.")
    evidence = new_id("evidence")
    edits = (
        Edit(evidence, "exists", True),
        Edit(evidence, "of", {"claim": claim, "source": source}),
        Edit(evidence, "question", question.value),
        Edit(evidence, "stance", stance.value),
        Edit(evidence, "passage", Words(passage.strip())),
        Edit(evidence, "locator", Words(locator.strip())),
    )
    return Step("evidence.cite", edits, read_at(project, revision), focus=claim)


def edit_evidence(
    project: Project,
    *,
    evidence: str,
    question: Question,
    stance: Stance,
    passage: str,
    locator: str,
    revision: int | None = None,
) -> Step:
    """Change a piece of evidence; only what differs becomes a change."""
    known = next((e for e in queries.evidence(project.conn) if e.id == evidence), None)
    if known is None:
        raise KnownError("That evidence is not in the project (any more).")
    edits: list[Edit] = []
    if known.question is not question:
        edits.append(Edit(evidence, "question", question.value))
    if known.stance is not stance:
        edits.append(Edit(evidence, "stance", stance.value))
    for field, old, new in (("passage", known.passage, passage), ("locator", known.locator, locator)):
        if old != new.strip():
            edits.append(Edit(evidence, field, Words(new.strip())))
    return Step("evidence.edit", tuple(edits), read_at(project, revision), focus=known.claim)


def remove_evidence(project: Project, *, evidence: str, revision: int | None = None) -> Step:
    """Take a piece of evidence off its claim; the source stays."""
    known = next((e for e in queries.evidence(project.conn) if e.id == evidence), None)
    if known is None:
        raise KnownError("That evidence is not in the project (any more).")
    gone = {"gone": queries.seen_of(project.conn, evidence)}
    return Step(
        "evidence.remove", (Edit(evidence, "exists", gone),), read_at(project, revision), focus=known.claim
    )

"""What commands check before they return a Step, each failure one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from db import queries
from db.canon import Json
from db.errors import KnownError
from db.project_file import Project
from db.records import ArticleRecord, ClaimRecord, EvidenceRecord, PersonId, Place, SourceRecord
from db.words import Words

_NEEDS = {"rating": "a rating", "rationale": "a rationale", "evidence": "evidence"}
_QUESTIONS = {"said": "Was it said?", "so": "Is it so?"}
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")


def read_at(project: Project, revision: int | None) -> int:
    """The revision the person was looking at; the newest for a headless command."""
    return project.revision if revision is None else revision


def myself(project: Project) -> PersonId:
    """Whoever is at the keyboard, as records name them: one for all their persons."""
    return queries.one_of(project.conn, project.me.person)


def claim_of(project: Project, claim: str) -> ClaimRecord:
    """The claim; raises KnownError where it is not there (any more)."""
    found = queries.claims(project.conn, ids=[claim])
    if not found:
        raise KnownError("That claim is not in the project (any more).")
    return found[0]


def source_of(project: Project, source: str) -> SourceRecord:
    """The source; raises KnownError where it is not there (any more)."""
    found = queries.sources(project.conn, ids=[source])
    if not found:
        raise KnownError("That source is not in the project (any more).")
    return found[0]


def evidence_of(project: Project, evidence: str) -> EvidenceRecord:
    """The piece of evidence; raises KnownError where it is not there (any more)."""
    row = project.conn.execute("SELECT claim FROM evidence WHERE id = ?", (evidence,)).fetchone()
    known = queries.evidence(project.conn, [row[0]]) if row else []
    found = next((one for one in known if one.id == evidence), None)
    if found is None:
        raise KnownError("That evidence is not in the project (any more).")
    return found


def place_value(source: SourceRecord, place: Place) -> Json:
    """A place as the log has it; raises KnownError where it is in another file than the source's."""
    if place.file != source.sha:
        raise KnownError(f"That place is not in the kept copy of {source.number}; select the passage again.")
    return {
        "file": place.file,
        "page": place.page,
        "start": place.start,
        "end": place.end,
        "boxes": [list(box) for box in place.boxes],
        "cells": Words(place.cells) if place.cells else None,
        "from_ms": place.from_ms,
        "to_ms": place.to_ms,
    }


def article_of(project: Project, article: str) -> ArticleRecord:
    """The article; raises KnownError where it is not there (any more)."""
    found = queries.articles(project.conn, ids=[article])
    if not found:
        raise KnownError("That article is not in the project (any more).")
    return found[0]


def draft_text(project: Project, draft: str) -> str:
    """The stored text of a draft; raises KnownError for a draft that is not there."""
    row = project.conn.execute(
        "SELECT t.body FROM draft d JOIN text t ON t.id = d.text WHERE d.id = ?", (draft,)
    ).fetchone()
    if row is None:
        raise KnownError("That draft is not in the project.")
    return row[0]


def span_in(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without blanks at its ends; raises KnownError where nothing is left of it."""
    if not 0 <= start <= end <= len(text):
        raise KnownError("That stretch is outside the text.")
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        raise KnownError("There are no words in that stretch; nothing was marked.")
    return start, end


def number(project: Project, kind: str, prefix: str) -> Json:
    """The next number of that kind and prefix, for life."""
    return {"prefix": prefix, "n": queries.next_serial(project.conn, kind, prefix)}


def remaining(missing: Sequence[str]) -> str:
    """What closing still needs, in words: *a rationale for “Is it so?” and evidence for …*."""
    parts: list[str] = []
    for code in missing:
        if code == "recheck":
            parts.append("a look at what the new draft says")
            continue
        question, _, what = code.partition("-")
        parts.append(f"{_NEEDS[what]} for “{_QUESTIONS[question]}”")
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def today() -> str:
    """The date on the checker's own calendar, which is what *as of* means to them."""
    return datetime.now().astimezone().date().isoformat()


def day(text: str) -> str:
    """An ISO date, or the year or month of one, or blank; raises KnownError for anything else."""
    text = text.strip()
    if not text:
        return ""
    try:
        if _DATE.match(text):
            date.fromisoformat((text + "-01-01")[:10])
            return text
    except ValueError:
        pass
    raise KnownError(f"“{text}” is not a date; write it like 2026-11-23.")

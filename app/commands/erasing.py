"""Erasing words and files for good, and answering to an erasure that somebody else decided on."""

from __future__ import annotations

from collections.abc import Collection

from db import erasing
from db.errors import KnownError
from db.kinds import MOST_ERASED
from db.project_file import Project
from db.records.erasing import ErasureRecord
from db.step import Edit, Step, new_id
from db.words import Words


def erase(project: Project, *, words: Collection[str], files: Collection[str], reason: str) -> Step:
    """Take these words and bytes (hashes) out of this file for good, and propose the same to all copies.

    Raises KnownError without a reason, for nothing, and for more than one erasure can name.
    """
    if not reason.strip():
        raise KnownError("Say why it is erased: the reason stays in the history. Nothing was erased.")
    if not (words or files):
        raise KnownError("There is nothing in that to erase.")
    if max(len(words), len(files)) > MOST_ERASED:
        raise KnownError(f"That is more than {MOST_ERASED:,} pieces at once; erase it in parts.")
    erasure = new_id("erasure")
    edits = (
        Edit(erasure, "exists", True),
        Edit(erasure, "of", {"words": sorted(words), "files": sorted(files)}),
        Edit(erasure, "reason", Words(reason.strip())),
    )
    return Step("erase", edits, project.revision, focus=erasure, gone=(*sorted(words), *sorted(files)))


def accept(project: Project, *, erasure: str) -> Step:
    """Carry out here what somebody erased in their copy."""
    known = proposed(project, erasure)
    words, files = erasing.named_by(project.conn, known.id)
    edits = _answer(known, accepted=True)
    return Step("erasure.accept", edits, project.revision, focus=known.id, gone=(*words, *files))


def decline(project: Project, *, erasure: str) -> Step:
    """Keep here what somebody erased in their copy."""
    known = proposed(project, erasure)
    if known.state == "declined":
        raise KnownError("That erasure is declined already; nothing was changed.")
    return Step("erasure.decline", _answer(known, accepted=False), project.revision, focus=known.id)


def proposed(project: Project, erasure: str) -> ErasureRecord:
    """The erasure of that id, or the only one whose id begins so, if anything of it is here to decide on.

    Raises KnownError for none, several, and one that is done.
    """
    wanted = erasure if erasure.startswith("erasure:") else f"erasure:{erasure}"
    found = [one for one in erasing.erasures(project.conn) if one.id.startswith(wanted)]
    if len(found) != 1 or not erasure:
        many = "no erasure" if not found else f"{len(found)} erasures"
        raise KnownError(f"There is {many} “{erasure}” in this project; nothing was changed.")
    if found[0].state == "done":
        raise KnownError("Nothing of that erasure is in this file any more; nothing was changed.")
    return found[0]


def _answer(known: ErasureRecord, *, accepted: bool) -> tuple[Edit, ...]:
    answer = new_id("answer")
    return (
        Edit(answer, "exists", True),
        Edit(answer, "of", {"erasure": known.id, "accepted": accepted}),
    )

"""What was sent to whom, kept in the user's state folder: never in the project, which others get."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from app.sharing import sent_kept
from db import sharing
from db.errors import KnownError
from db.project_file import Project
from db.records import record


@record
class Receiver:
    """Somebody who was sent something of the project, when last (ms since 1970 UTC), and at which state."""

    name: str
    at: int
    fingerprint: str


@record
class Known:
    """What somebody has: ids of transactions, and what was withheld of them (hashes, hex)."""

    ids: frozenset[bytes]
    words: frozenset[str]
    files: frozenset[str]


def receivers(project: Project) -> list[Receiver]:
    """Everybody this user sent something of the project, the last first."""
    found = sent_kept.read(sharing.beginning(project.conn), project.password)
    told = [
        Receiver(str(one.get("name", "")), int(one.get("at", 0)), str(one.get("fingerprint", "")))
        for one in found
    ]
    return sorted((one for one in told if one.name), key=lambda one: (-one.at, one.name))


def to(project: Project, name: str) -> Known:
    """What was sent to that person so far; raises KnownError where nothing was."""
    state = _known(project, name)
    if not name or not state.get("ids"):
        raise KnownError(f"Nothing was sent to “{name}” yet; send a whole copy first.")
    return Known(
        frozenset(bytes.fromhex(id) for id in _strings(state, "ids")),
        frozenset(_strings(state, "words")),
        frozenset(_strings(state, "files")),
    )


def note(project: Project, name: str, plan: sharing.Plan) -> None:
    """Note that this went to that person; raises KnownError where that cannot be kept."""
    before = _known(project, name) if plan.needs is not None else {}
    going = {p for p in plan.words if p not in plan.withheld}
    gone = {sha for sha, _ in plan.blobs}
    state = {
        "name": name,
        "at": time.time_ns() // 1_000_000,
        "fingerprint": project.fingerprint,
        "ids": _union(before, "ids", (id.hex() for id in sharing.ids(project.conn, plan.tnos)), set()),
        "words": _union(before, "words", plan.withheld, going),
        "files": _union(before, "files", plan.withheld_blobs, gone),
    }
    try:
        sent_kept.write(sharing.beginning(project.conn), project.password, name, state)
    except OSError as error:
        raise KnownError(
            f"The copy is written, but that {name} has it could not be noted ({error.strerror or error})."
        ) from error


def _known(project: Project, name: str) -> dict[str, Any]:
    asked = name.strip().casefold()
    known = sent_kept.read(sharing.beginning(project.conn), project.password)
    nothing: dict[str, Any] = {}
    return next((one for one in known if str(one.get("name", "")).strip().casefold() == asked), nothing)


def _strings(state: dict[str, Any], key: str) -> list[str]:
    return [str(item) for item in state.get(key, ())]


def _union(before: dict[str, Any], key: str, more: Iterable[str], less: set[str]) -> list[str]:
    return sorted({*_strings(before, key), *more} - less)

"""Colleagues' copies read and checked in a child process, while the project's own thread does other things.

A file somebody sent may be meant to hang a program or to fill its memory: then the child ends, and one
sentence is told. What it read comes back in pieces, each soon taken in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.jobs.conversation import Conversation
from app.jobs.limits import MIB, Limits
from app.jobs.worker import Work
from db import merge
from db.errors import KnownError, LacksChanges
from db.keeping import Parts
from db.merge import Arrivals, Here, Read
from db.merging import password_of_copy, read_copy
from db.project_file import Project
from db.sealing import Password

THOUSAND = 1_000
CHECKING = 300
"""How far a copy is, of a thousand, when it is read and the checking of its changes begins."""
_PIECE = 200
_WAIT_S = 0.03
_SECONDS = 600
_MEMORY = 2 * 1024 * MIB


def reading(paths: Sequence[Path], project: Project) -> Parts[Read]:
    """Read what these copies hold that the project has not, one after the other, in parts.

    Yields how far it is, a thousand for each copy, of which it is read before ``CHECKING`` and then checked.
    Each part waits for the child a moment only. Closing it ends the child. Raises a KnownError where a copy
    is unsound, and where the child was ended or took too much.
    """
    here = merge.here(project.conn)
    found: dict[Path, Arrivals] = {}
    waiting = [path.absolute() for path in paths]
    again = False
    while waiting:
        later: list[Path] = []
        for name in waiting:
            with suppress(OSError):
                if name.samefile(project.path):
                    raise KnownError("This is the project itself; there is nothing to merge.")
            password = password_of_copy(name, project.passwords, project.password)
            # A package may build on what another of these files brings.
            known = _with(here, found.values()) if again else here
            talk = Conversation(
                f"{__name__}:opened", (name, known, project.me.person, password), _limits(name)
            )
            try:
                found[name] = yield from _read_whole(talk, len(found), len(paths))
            except LacksChanges:
                later.append(name)
                if len(later) == len(waiting) and (again or not found):
                    raise
            finally:
                talk.close()
        waiting, again = later, True
    return found


def _read_whole(talk: Conversation, done: int, total: int) -> Parts[Arrivals]:
    whole = yield from _heard(talk, 0, done, total)
    if isinstance(whole, str):
        raise LacksChanges(whole)
    txns: list[Any] = []
    for piece in range(1, whole[1] + 1):
        txns += yield from _heard(talk, piece, done, total)
    return replace(whole[0], txns=tuple(txns))


def opened(payload: tuple[Path, Here, str, Password | None], work: Work) -> Callable[[int], Any]:
    """In the child: for 0 all but the transactions, and in how many pieces these come; then each piece.

    For a package that builds on what is not known, what that is in a sentence.
    """

    def checked(done: int, total: int) -> None:
        work.phase(str(CHECKING + (THOUSAND - CHECKING) * done // (total + 1)))

    try:
        arrivals = read_copy(*payload, checked)
    except LacksChanges as error:
        lacking = str(error)
        return lambda _asked: lacking

    def answer(asked: int) -> Any:
        if not asked:
            return replace(arrivals, txns=()), -(-len(arrivals.txns) // _PIECE)
        return arrivals.txns[_PIECE * (asked - 1) : _PIECE * asked]

    return answer


def _with(here: Here, found: Iterable[Arrivals]) -> Here:
    coming = [bytes.fromhex(txn) for arrivals in found for txn, _, _ in arrivals.txns]
    return here._replace(known=list(dict.fromkeys([*here.known, *coming])))


def _heard(talk: Conversation, question: int, done: int, total: int) -> Parts[Any]:
    asked = talk.wish(question)
    while not asked.done:
        yield done * THOUSAND + int(talk.phase or 0), total * THOUSAND
        with suppress(TimeoutError):
            asked.wait(_WAIT_S)
    return asked.wait(0)


def _limits(path: Path) -> Limits:
    return Limits(f"Reading {path.name}", cpu_seconds=_SECONDS, wall_seconds=_SECONDS, memory_bytes=_MEMORY)

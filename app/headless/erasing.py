"""Erasing for good, and answering to what others erased."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from app.exporting.sheet_words import counted
from app.headless.printing import open_project, show, tell
from db.errors import KnownError
from db.project_file import Project
from db.records.erasing import ErasureLook, ErasureRecord

_SHOWN = 60


def erase(asked: Namespace) -> int:
    """``erase PROJECT WHAT… --reason WORDS``: status 1 where something holds it still, told on stderr.

    With ``--preview`` what would go, and nothing is changed.
    """
    from app.commands import erasing as command
    from app.sharing import erasing

    with open_project(asked) as project:
        seen = erasing.look(project, asked.what, earlier=asked.earlier, saying=asked.saying)
        if asked.preview:
            show(asked, _told(seen), _lines(seen))
            return 0
        step = command.erase(project, words=seen.words, files=seen.files, reason=asked.reason)
        project.run(step)
        return _cleaned(asked, project, seen)


def proposals(project: Project) -> list[ErasureRecord]:
    """What others erased, and waits for an answer here."""
    from db import erasing

    return [one for one in erasing.erasures(project.conn) if one.state == "proposed"]


def answer(asked: Namespace, project: Project, known: ErasureRecord) -> int:
    """Carry an erasure out here, or decline it, as was asked."""
    from app.commands import erasing as command
    from app.sharing import erasing

    if asked.accept:
        seen = erasing.look_at(project, known)
        project.run(command.accept(project, erasure=known.id))
        return _cleaned(asked, project, seen)
    if not asked.decline:
        raise KnownError("That is an erasure: say --accept, and it is gone here for good, or --decline.")
    project.run(command.decline(project, erasure=known.id))
    show(asked, {"declined": known.id}, ["Declined: it stays in this file."])
    return 0


def _cleaned(asked: Namespace, project: Project, seen: ErasureLook) -> int:
    from app.sharing import erasing

    erasing.forget(project, seen)
    dropped = erasing.drop_backups(seen) if asked.drop_backups else []
    left = erasing.told_after(seen, dropped)
    value = _told(seen) | {"backups": [p for p in seen.backups if p not in set(map(str, dropped))]}
    show(asked, value, [*_lines(seen), "Erased for good; nothing brings it back."])
    for line in left:
        tell(line)
    return 1 if left else 0


def _told(seen: ErasureLook) -> dict[str, object]:
    return {**asdict(seen), "words": len(seen.words), "files": len(seen.files)}


def _lines(seen: ErasureLook) -> list[str]:
    lines: list[str] = []
    for item in seen.items:
        lines += [f"{item.where}: “{_short(words)}”" for words in item.words]
        if item.files:
            lines.append(f"{item.where}: {counted(item.files, 'file')}, {counted(item.size, 'byte')}")
    for one in seen.also:
        gist = f": “{one.gist}”" if one.gist else ""
        lines.append(f"{'Goes too' if one.goes else 'Stays'}, {one.where}{gist}")
    lines += [f"Holds it still: {path}" for path in (*seen.backups, seen.folder) if path]
    return lines + [f"Was sent to {one.name}" for one in seen.holders]


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"

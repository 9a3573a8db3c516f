"""A copy for somebody else."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from app.exporting.sheet_words import counted
from app.headless import passwords
from app.headless.printing import open_project, show, tell
from db.errors import KnownError
from db.records.fingerprints import spoken_fingerprint


def share(asked: Namespace) -> int:
    """``share PROJECT OUT``: status 1 where something in the copy tells of what is confidential.

    Where OUT is a folder, the copy takes a name of one's own there, over the one put there before.
    """
    from app.exporting.mentions import mention_line
    from app.sharing import folder
    from app.sharing.share import prepare, writing
    from db.keeping import finished

    with open_project(asked) as project:
        into = None
        if asked.out.is_dir():
            _check_whole(asked)
            into = folder.own_place(project, folder.choose(project, asked.out))
            asked.out = into.own_path
        prepared = prepare(
            project,
            released=asked.release,
            without=asked.without,
            to=asked.since or asked.to,
            changes=bool(asked.since),
            reading=asked.reading,
        )
        own = passwords.ask_new("A password for the copy") if asked.copy_password_prompt else None
        parts = writing(
            project, prepared, asked.out, replace=into is not None, password=own, plain=asked.plain
        )
        size = finished(parts)
        if into is not None:
            folder.put(project, into)
        protected = not asked.plain and (own or project.password) is not None
        fingerprint = project.fingerprint
    value = {
        "file": str(asked.out),
        "size": size,
        "changes": prepared.transactions,
        "withheld_words": prepared.withheld_words,
        "withheld_files": prepared.withheld_files,
        "withheld": [asdict(item) for item in prepared.items if not item.released],
        "mentions": [asdict(mention) for mention in prepared.mentions],
        "fingerprint": fingerprint,
        "protected": protected,
    }
    pieces = counted(prepared.withheld_words, "piece of words", "pieces of words")
    counts = f"withheld: {pieces}, {counted(prepared.withheld_files, 'file')}"
    show(
        asked,
        value,
        [
            str(asked.out),
            f"{counted(prepared.transactions, 'change')}, {counted(size, 'byte')}; {counts}",
            f"Fingerprint {spoken_fingerprint(fingerprint)}",
        ],
    )
    for item in prepared.items:
        if not item.released:
            tell(f"Withheld as confidential: {item.name} ({counted(item.uses, 'use')}).")
    for mention in prepared.mentions:
        tell(f"Tells of what is withheld: {mention_line(mention)}")
    return 1 if prepared.mentions else 0


def _check_whole(asked: Namespace) -> None:
    if asked.since or asked.reading:
        raise KnownError("Into a shared folder goes a whole copy: name a file for --since or --reading.")

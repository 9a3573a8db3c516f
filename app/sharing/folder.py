"""A folder that colleagues share: each writes a file of their own there, and reads those of the others.

Nothing here ever raises for what the world did to the folder: files half copied, gone, locked or not ours
are told of or passed over.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from db import log, merge, notices, opening, queries, sharing
from db.errors import KnownError, PasswordNeeded, ProjectLocked
from db.kinds import references
from db.merging import password_of_copy
from db.place import folder_file, read_state, write_state
from db.project_file import Project
from db.records import record
from db.records.sharing import FolderTrouble
from db.sealing import Password

SUFFIX = ".tickmark"
_NOT_IN_NAMES = '\\/:*?"<>|'
_LOT = 500
_NAMES = "SELECT data FROM value WHERE hash = ?"


@record
class Stamp:
    """What tells whether a file changed, without opening it."""

    inode: int
    size: int
    modified: int


@record
class Found:
    """A file of the folder: ``new`` changes in it that are not here, the ``last`` of them (ms, 0 for none),
    by whom (``names``); ``trouble`` says why nothing can be told of it, ``other`` that it is another project.
    """

    path: Path
    stamp: Stamp
    new: int = 0
    last: int = 0
    names: tuple[str, ...] = ()
    trouble: FolderTrouble = FolderTrouble.NONE
    other: bool = False


@record
class Known:
    """What is known here of a project: the ``ids`` of all changes that came to its file, also those set
    aside, the first of them, names of ``people`` by id, and the project's own password."""

    ids: frozenset[bytes]
    beginning: str
    people: Mapping[str, str]
    password: Password | None


@record
class Shared:
    """The folder a project is shared through, and what this user put there: which file, when, which state,
    and what the file was like then (``size``, ``modified``)."""

    folder: Path
    own: str = ""
    put_at: int = 0
    fingerprint: str = ""
    size: int = 0
    modified: int = 0

    @property
    def own_path(self) -> Path:
        """One's own file there."""
        return self.folder / self.own


def shared(project: Path) -> Shared | None:
    """The folder chosen for this project on this machine, or None."""
    state = read_state(folder_file(project))
    folder = state.get("folder")
    if not isinstance(folder, str) or not folder:
        return None
    at, size, modified = (state.get(name) for name in ("put_at", "size", "modified"))
    return Shared(
        Path(folder),
        str(state.get("own", "")),
        at if isinstance(at, int) else 0,
        str(state.get("fingerprint", "")),
        size if isinstance(size, int) else 0,
        modified if isinstance(modified, int) else 0,
    )


def remember(project: Path, chosen: Shared | None) -> None:
    """Keep that folder for this project on this machine, or none; raises KnownError where that cannot be."""
    value: dict[str, Any] = {}
    if chosen is not None:
        value = {
            "folder": str(chosen.folder),
            "own": chosen.own,
            "put_at": chosen.put_at,
            "fingerprint": chosen.fingerprint,
            "size": chosen.size,
            "modified": chosen.modified,
        }
    try:
        write_state(folder_file(project), value)
    except OSError as error:
        raise KnownError(f"The folder could not be remembered ({error.strerror or error}).") from error


def choose(project: Project, folder: Path) -> Shared:
    """Share the project through that folder from now on; raises KnownError where it is none.

    One's own file is named by the person and the project; where somebody else's has that name already, a
    few letters are added.
    """
    folder = folder.absolute()
    if not folder.is_dir():
        raise KnownError(f"There is no folder {folder}.")
    before = shared(project.path)
    if before is not None and before.folder == folder and before.own:
        return before
    title = queries.project(project.conn).title or project.path.stem
    remember(project.path, Shared(folder, _file_name(f"{project.me.name} – {title}")))
    return own_place(project, Shared(folder, _file_name(f"{project.me.name} – {title}")))


def files(chosen: Shared, project: Path) -> dict[Path, Stamp] | None:
    """Colleagues' files there, by what tells whether they changed; None where the folder is not there now.

    One's own file and the open project itself, whatever they are called there, are not among them.
    """
    try:
        own = [_inode(chosen.own_path) if chosen.own else 0, _inode(project)]
        found: dict[Path, Stamp] = {}
        with os.scandir(chosen.folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") or not entry.name.lower().endswith(SUFFIX):
                    continue
                with suppress(OSError):
                    if not entry.is_file():
                        continue
                    stat = os.stat(entry.path)  # noqa: PTH116 - on Windows the entry itself has no inode
                    if stat.st_ino not in own and stat.st_size:
                        stamp = Stamp(stat.st_ino, stat.st_size, stat.st_mtime_ns)
                        found[Path(entry.path)] = stamp
    except OSError:
        return None
    return found


def looked_into(path: Path, stamp: Stamp, here: Known, given: Password | None = None) -> Found:
    """What a colleague's file has that is not known ``here``; a sealed one is opened with the password given,
    or else the project's own.

    The file is read behind the fence for what others sent. It must not be one this process has open.
    """
    try:
        password = password_of_copy(path, {path: given} if given else {}, here.password)
        with opening.lock(path), closing(merge.open_foreign(path, password)) as foreign:
            ids = {bytes(id): tno for tno, id in foreign.execute("SELECT tno, id FROM txn ORDER BY tno")}
            needed = {bytes.fromhex(id) for id in notices.needs(foreign) or ()}
            apart = not needed and sharing.beginning(foreign) != here.beginning
            if here.ids.isdisjoint({*ids, *needed}) or apart:
                return Found(path, stamp, other=True)
            new = [tno for id, tno in ids.items() if id not in here.ids]
            bodies = [body for _, _, body in log.checked(_rows(foreign, new))]
            told = {**_joined(foreign, bodies), **here.people}
    except ProjectLocked:
        return Found(path, stamp, trouble=FolderTrouble.OPEN)
    except PasswordNeeded:
        return Found(path, stamp, trouble=FolderTrouble.WRONG if given else FolderTrouble.SEALED)
    except (KnownError, sqlite3.Error, OSError, UnicodeDecodeError, ValueError, TypeError):
        return Found(path, stamp, trouble=FolderTrouble.UNREADABLE)
    names = dict.fromkeys(told.get(body.person, "") for body in bodies)
    return Found(
        path,
        stamp,
        new=len(bodies),
        last=max((body.clock[0] for body in bodies), default=0),
        names=tuple(filter(None, names)),
    )


def put(project: Project, chosen: Shared) -> Shared:
    """Note that one's own file there is as the project stands now."""
    from time import time_ns

    size = modified = 0
    with suppress(OSError):
        stat = chosen.own_path.stat()
        size, modified = stat.st_size, stat.st_mtime_ns
    now = time_ns() // 1_000_000
    noted = Shared(chosen.folder, chosen.own, now, project.fingerprint, size, modified)
    remember(project.path, noted)
    return noted


def own_place(project: Project, chosen: Shared) -> Shared:
    """The folder with a name of one's own that can be written there: no file with anything in it that is not
    here is ever replaced."""
    if not os.path.lexists(chosen.own_path):
        return chosen
    with suppress(OSError):
        stat = chosen.own_path.stat()
        # As it was left there: it may be sealed, and need not be read.
        if chosen.put_at and (stat.st_size, stat.st_mtime_ns) == (chosen.size, chosen.modified):
            return chosen
    # The open project itself may lie there under that name: it is not opened a second time.
    if _inode(chosen.own_path) != _inode(project.path):
        there = looked_into(chosen.own_path, Stamp(0, 0, 0), known_here(project))
        if not (there.new or there.other or there.trouble):
            return chosen
    mark = sha256(f"{project.me.person} {project.path}".encode()).hexdigest()[:4]
    stem = chosen.own.removesuffix(SUFFIX).removesuffix(f" ({mark})")
    renamed = Shared(chosen.folder, f"{stem} ({mark}){SUFFIX}")
    remember(project.path, renamed)
    return renamed


def known_here(project: Project) -> Known:
    """What is known of the project in this file."""
    conn = project.conn
    aside = conn.execute("SELECT id FROM set_aside").fetchall()
    ids = frozenset({*merge.known_ids(conn), *(bytes(id) for (id,) in aside)})
    people = queries.names(conn)
    return Known(ids, sharing.beginning(conn), people, project.password)


def changes_since(project: Project, chosen: Shared) -> bool:
    """Whether the project holds what one's own file there does not, or the file is gone."""
    return project.fingerprint != chosen.fingerprint or not os.path.lexists(chosen.own_path)


def colleagues(project: Project, folder: Path) -> list[Path]:
    """All files in a folder that may be copies of the project, by name: for merging them in one go."""
    chosen = shared(project.path)
    if chosen is None or chosen.folder != folder.absolute():
        chosen = Shared(folder.absolute())
    found = files(chosen, project.path)
    if found is None:
        raise KnownError(f"The folder {folder} cannot be read.")
    here = known_here(project)
    looked = (looked_into(path, stamp, here) for path, stamp in sorted(found.items()))
    return [one.path for one in looked if not one.other and not one.trouble]


def _joined(foreign: sqlite3.Connection, bodies: Collection[Any]) -> dict[str, str]:
    """The names people gave themselves in these changes, by person."""
    names: dict[str, str] = {}
    for body in bodies:
        for op in body.ops:
            if op.field == "name" and op.entity.startswith("person:"):
                for key in references(op.value, "w"):
                    row = foreign.execute(_NAMES, (bytes.fromhex(key),)).fetchone()
                    if row is not None and isinstance(row[0], str):
                        names[op.entity] = row[0]
    return names


def _rows(foreign: sqlite3.Connection, tnos: list[int]) -> Iterator[tuple[bytes, bytes]]:
    for start in range(0, len(tnos), _LOT):
        lot = tnos[start : start + _LOT]
        asked = f"SELECT id, body FROM txn WHERE tno IN ({','.join('?' * len(lot))}) ORDER BY tno"
        yield from foreign.execute(asked, lot).fetchall()


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def _file_name(words: str) -> str:
    safe = "".join(" " if c in _NOT_IN_NAMES or not c.isprintable() else c for c in words)
    return " ".join(safe.split())[:120].strip(". ") + SUFFIX

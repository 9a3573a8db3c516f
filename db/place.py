"""This user's own place, outside every project: who they are, locks, and receipts for their files."""

from __future__ import annotations

import getpass
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.records import PersonId
from db.records.frozen import record

if TYPE_CHECKING:
    import logging

STATE_VARIABLE = "TICKMARK_STATE_DIR"
CACHE_VARIABLE = "TICKMARK_CACHE_DIR"
TEXTS_VARIABLE = "TICKMARK_TEXTS_DIR"
"""Set while a protected project is open, for children too: the words of its files lie elsewhere then."""


@record
class Identity:
    """Who is at the keyboard: a replica (this user's state folder) and a person with a name."""

    replica: str
    person: PersonId
    name: str
    initials: str


def state_folder() -> Path:
    """The folder for this user's state, made if need be; in the temporary folder where there is no home."""
    named = os.environ.get(STATE_VARIABLE)
    try:
        if named:
            folder = Path(named)
        else:
            from platformdirs import user_state_path

            folder = user_state_path("tickmark", appauthor=False)
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError(folder)
    except (OSError, RuntimeError):
        folder = Path(tempfile.gettempdir()) / f"tickmark-{getattr(os, 'getuid', lambda: 0)()}"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def cache_folder() -> Path:
    """The folder for what can be made anew, open to this user alone; in the state folder if one is named."""
    named = os.environ.get(CACHE_VARIABLE)
    try:
        from platformdirs import user_cache_path

        if named:
            folder = Path(named)
        elif os.environ.get(STATE_VARIABLE):
            folder = state_folder() / "cache"
        else:
            folder = user_cache_path("tickmark", appauthor=False)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError(folder)
    except (OSError, RuntimeError):
        folder = state_folder() / "cache"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def search_file(project: Path, *, sealed: bool = False) -> Path:
    """Where the index of a project's words lives: it holds those of its sources, and can be thrown away."""
    folder = cache_folder() / "search"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{_key(project)}.{'sealed' if sealed else 'sqlite'}"


def texts_folder() -> Path:
    """Where the words drawn from kept files lie, by the bytes' hash; it can be thrown away."""
    named = os.environ.get(TEXTS_VARIABLE)
    folder = Path(named) if named else cache_folder() / "texts"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def suggestions_folder() -> Path:
    """Where what was found in articles lies, by their texts' hash; it can be thrown away."""
    folder = cache_folder() / "suggestions"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def read_file(project: Path) -> Path:
    """Where is kept which sentences of a project this user stood in."""
    return _for_project("read", project, ".json")


def log_file() -> Path:
    """Where mistakes of the program are written down; there only after the first."""
    return state_folder() / "tickmark.log"


def log_to_file() -> logging.Handler:
    """From now on write what goes wrong into the log; returns what writes it."""
    import logging

    handler = logging.FileHandler(log_file(), encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    return handler


def identity(name: str | None = None) -> Identity:
    """The person of that name on this machine, the one last used without; made at first sight.

    The same name on another machine is another person: two people who share a default name stay two.
    """
    file = state_folder() / "identity.json"
    known = read_state(file)
    wanted = (name or known.get("last") or default_name()).strip() or "Checker"
    wanted = wanted.encode("utf-8", "replace").decode("utf-8")
    people: dict[str, str] = known.get("people", {})
    changed = "replica" not in known or wanted not in people
    known.setdefault("replica", os.urandom(16).hex())
    person = people.setdefault(wanted, f"person:{os.urandom(16).hex()}")
    known["people"] = people
    if changed or (name is None and known.get("last") != wanted):
        known.setdefault("last", wanted)
        write_state(file, known)
    return Identity(known["replica"], PersonId(person), wanted, initials_of(wanted))


def work_as(name: str) -> Identity:
    """The person of that name, who is also the one from now on where no name is given."""
    who = identity(name)
    file = state_folder() / "identity.json"
    write_state(file, read_state(file) | {"last": who.name})
    return who


def default_name() -> str:
    """The system's name for the user, or *Checker* where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "Checker"


def initials_of(name: str) -> str:
    """Up to three initials, for numbering claims; X for a name without letters."""
    letters = [word[0].upper() for word in name.split() if word[0].isalpha()]
    # Some letters become several in capitals, a mark on the letter among them.
    return "".join(ch for ch in "".join(letters[:3]) if ch.isalpha())[:6] or "X"


def lock_file(project: Path) -> Path:
    """Where the lock that keeps a second window out of a project lives."""
    return _for_project("locks", project, ".lock")


def receipt_file(project: Path) -> Path:
    """Where the receipt for a project this user closed in good order lives."""
    return _for_project("receipts", project, ".json")


def places_file(project: Path) -> Path:
    """Where this user's places in the articles of a project are kept."""
    return _for_project("places", project, ".json")


def folder_file(project: Path) -> Path:
    """Where is kept through which folder this user shares a project."""
    return _for_project("folders", project, ".json")


def sent_file(beginning: str, name: str) -> Path:
    """Where is kept what this user sent to somebody of the project that began so."""
    from hashlib import sha256

    place = state_folder() / "sent" / beginning[:32]
    place.mkdir(parents=True, exist_ok=True)
    return place / f"{sha256(name.strip().casefold().encode()).hexdigest()[:32]}.json"


def sent_files(beginning: str) -> list[Path]:
    """All of these of one project."""
    return sorted((state_folder() / "sent" / beginning[:32]).glob("*.json"))


def sent_sealed_file(beginning: str) -> Path:
    """Where all of it is kept of one that is protected."""
    place = state_folder() / "sent" / beginning[:32]
    place.mkdir(parents=True, exist_ok=True)
    return place / "sealed"


def unfinished_folder() -> Path:
    """Where is noted what is being written and has no name of its own yet."""
    place = state_folder() / "unfinished"
    place.mkdir(exist_ok=True)
    return place


def window_file() -> Path:
    """Where the window's size and columns are kept."""
    return state_folder() / "window.json"


def _for_project(folder: str, project: Path, suffix: str) -> Path:
    place = state_folder() / folder
    place.mkdir(exist_ok=True)
    return place / (_key(project) + suffix)


def _key(project: Path) -> str:
    from hashlib import sha256

    return sha256(os.fsencode(project.resolve())).hexdigest()[:32]


def read_state(file: Path) -> dict[str, Any]:
    """A small JSON file of state; empty where it is absent or unreadable."""
    try:
        value: Any = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}  # pyright: ignore[reportUnknownVariableType]


def write_state(file: Path, value: object) -> None:
    """Replace a small JSON file of state as a whole."""
    part = file.with_suffix(f".{os.urandom(4).hex()}.part")
    try:
        part.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)

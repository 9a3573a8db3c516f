"""How a headless command opens its project, and how it answers."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from typing import Any

from db.errors import PasswordNeeded, WrongPassword
from db.place import Identity, identity
from db.project_file import Project


def version() -> str:
    """The program's version."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("tickmark")
    except PackageNotFoundError:
        return "0.1.0.dev0"


@contextmanager
def open_project(asked: Namespace) -> Generator[Project]:
    """The project asked for, opened as the person named with ``--as``; raises KnownError.

    Its password is asked for with ``--password-prompt``. Of a protected one nothing is left beside it.
    """
    from app.headless import passwords
    from app.sources import texts_apart

    try:
        with _opened(asked, identity(asked.name)) as project:
            if project.password is not None:
                texts_apart.begin()
            yield project
    except WrongPassword:
        raise
    except PasswordNeeded as error:
        raise passwords.told(error) from error
    finally:
        texts_apart.end()


def _opened(asked: Namespace, me: Identity) -> Project:
    """With the password that was asked for, or that is remembered on this computer."""
    from app.headless import passwords

    try:
        return Project.open(asked.project, me, password=passwords.of_project(asked))
    except WrongPassword:
        raise
    except PasswordNeeded as error:
        from app.secrets import opened

        return opened(error, me)


def print_words(text: str) -> None:
    """Writes to stdout as UTF-8, unchanged."""
    # Bytes, so that nothing is changed on the way out on any system.
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.flush()


def show(asked: Namespace, value: Any, lines: Iterable[str]) -> None:
    """Prints the value as JSON where that was asked, else the lines."""
    if asked.json:
        print_words(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
    else:
        print_words("".join(f"{line}\n" for line in lines))


def show_rows(
    asked: Namespace, rows: Iterable[dict[str, Any]], line: Callable[[dict[str, Any]], str]
) -> None:
    """Prints rows as they come, the first at once: as a JSON list, a row to a line, or by ``line``."""
    out, n = sys.stdout.buffer, -1
    for n, row in enumerate(rows):
        told = json.dumps(row, ensure_ascii=False) if asked.json else line(row)
        before = (",\n" if n else "[\n") if asked.json else ""
        out.write(f"{before}{told}{'' if asked.json else chr(10)}".encode("utf-8", "replace"))
        if not n:
            out.flush()
    if asked.json:
        out.write(b"\n]\n" if n >= 0 else b"[]\n")
    out.flush()


def tabbed(row: dict[str, Any]) -> str:
    """A row for people: its words and numbers with tabs between."""
    # A blank keeps its place, so that a column means the same in every line.
    cells = ("" if v is None else str(v) for v in row.values() if v is None or isinstance(v, str | int))
    return "\t".join(" ".join(cell.split()) for cell in cells)


def tell(line: str) -> None:
    """One line to stderr."""
    sys.stderr.buffer.write(f"{' '.join(line.split())}\n".encode("utf-8", "replace"))

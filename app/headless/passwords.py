"""Passwords for headless commands: typed at the terminal unseen, or a line each on standard input.

Never an argument and never in the environment, where every program of this user could read them.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from db import sealing
from db.errors import KnownError, PasswordNeeded
from db.sealing import Password

if TYPE_CHECKING:
    from db.project_file import Project


def ask(prompt: str) -> Password:
    """The password, from the terminal, or the next line of standard input where that is none."""
    if sys.stdin is None or not sys.stdin.isatty():
        line = sys.stdin.readline() if sys.stdin is not None else ""
        if not line:
            raise KnownError(f"{prompt}: none came in on standard input, where a line for each is read.")
        return Password(line.rstrip("\r\n"))
    import getpass

    try:
        return Password(getpass.getpass(f"{prompt}: "))
    except (EOFError, KeyboardInterrupt):
        raise KnownError("No password was given; nothing was done.") from None


def ask_new(prompt: str) -> Password:
    """A password chosen now: asked twice at a terminal, where nobody sees what they typed."""
    chosen = ask(prompt)
    if sys.stdin is not None and sys.stdin.isatty() and ask(f"{prompt}, once more") != chosen:
        raise KnownError("The two are not the same; nothing was done.")
    return chosen


def of_project(asked: Namespace) -> Password | None:
    """The password of the project asked for, where it may have one and the person wants to be asked."""
    if not asked.password_prompt:
        return None
    return ask(f"Password of {asked.project.name}") if sealing.is_sealed(asked.project) else None


def told(error: PasswordNeeded) -> KnownError:
    """The error, with how to give a password."""
    return KnownError(f"{error} {error.note} With --password-prompt the password is asked for.")


def give(asked: Namespace, project: Project, files: Iterable[Path]) -> None:
    """Ask for the passwords of other files, of those that may have one."""
    if asked.password_prompt:
        sealed = [file for file in files if sealing.is_sealed(file)]
        project.passwords = {file.absolute(): ask(f"Password of {file.name}") for file in sealed}

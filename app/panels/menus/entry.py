"""What one command of the window is, and how commands are grouped into menus."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication

from db.records import record


class Needs(IntEnum):
    """What must be there for a command to do anything; each includes those before it."""

    NOTHING = 0
    PROJECT = 1
    ARTICLE = 2
    CLAIM = 3


@record
class Entry:
    """One command.

    Attributes: ``id`` is for good: changed keys are kept under it; its first part is the menu's. ``words``
    are translated; an ``&`` proposes the letter that chooses it in its menu. ``keys`` as Qt spells them in
    English ("Ctrl+Return"); those without Ctrl act outside text fields only. ``needs`` greys it where
    that is missing; ``off`` says in a sentence why it cannot be done now, else nothing. ``field``: it opens
    a field, to which keys pressed meanwhile belong. ``checked`` gives it a tick; with ``choice`` it is one of
    several with that name, of which one is ticked. ``within_article``: its keys act only in the article.
    ``once``: a key held down does it once, however long.
    """

    id: str
    words: str
    slot: Callable[[], object]
    keys: tuple[str, ...] = ()
    needs: Needs = Needs.PROJECT
    off: Callable[[], str] | None = None
    field: bool = False
    checked: Callable[[], bool] | None = None
    choice: str = ""
    within_article: bool = False
    once: bool = False


@record
class Line:
    """A rule between commands."""


@record
class Menu:
    """Commands under one name; ``fill`` gives what is known only when it is opened.

    ``together``: its keys are one row of the list of keys, with these words.
    """

    id: str
    words: str
    parts: Sequence[Part] = ()
    fill: Callable[[], Sequence[Entry]] | None = None
    together: str = ""


Part: TypeAlias = "Entry | Line | Menu"
LINE = Line()

tr = partial(QCoreApplication.translate, "Menus")


def entries(parts: Sequence[Part]) -> Iterator[Entry]:
    """Every command in these and in the menus among them, in order."""
    for part in parts:
        if isinstance(part, Entry):
            yield part
        elif isinstance(part, Menu):
            yield from entries(part.parts)

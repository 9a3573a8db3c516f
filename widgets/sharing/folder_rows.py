"""What lies in a shared folder, as rows to be read through, and what is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from db.records.sharing import FolderTrouble
from widgets.field_sheet import moment
from widgets.searching.found_list import FoundRow

tr = partial(QCoreApplication.translate, "SharedFolder")


class FolderFile(Protocol):
    """A colleague's file: how many changes in it are ``new`` here, the ``last`` when (ms) and by whom."""

    @property
    def path(self) -> Path: ...
    @property
    def new(self) -> int: ...
    @property
    def last(self) -> int: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def trouble(self) -> FolderTrouble: ...
    @property
    def other(self) -> bool: ...


def news_words(news: Sequence[FolderFile]) -> tuple[str, str]:
    """What to say of files that hold something new, and more of it."""
    if len(news) == 1:
        one = news[0]
        words = tr("In {0} are changes that are not here: {1}.").format(_whose(one), one.new)
        return words, tr("It lies in the shared folder; the last of them are from {0}.").format(
            moment(one.last)
        )
    words = tr("In the shared folder are changes that are not here: {0}.")
    return words.format(", ".join(f"{_whose(one)} {one.new}" for one in news)), ""


def folder_rows(own: str, put_at: int, behind: bool, files: Sequence[FolderFile]) -> list[FoundRow]:
    """One's own file there, colleagues' files, and what can be done with the folder."""
    rows = [FoundRow("own/", tr("Yours"), heading=True)]
    when = tr("put there {0}").format(moment(put_at)) if put_at else tr("not put there yet")
    stands = tr("You have changes here that it does not hold.") if behind else tr("It holds all you have.")
    rows.append(FoundRow("own", own, when, stands))
    copies = [one for one in files if not one.other]
    if copies:
        rows.append(FoundRow("files/", tr("Colleagues’ copies: {0}").format(len(copies)), heading=True))
    rows += [
        _row(one)
        for one in sorted(copies, key=lambda one: (-one.new, bool(one.trouble), one.path.name.casefold()))
    ]
    if sum(bool(one.new) for one in copies) > 1:
        rows.append(FoundRow("all", tr("See what all of them bring"), more=True))
    rows.append(FoundRow("folder/", tr("The folder"), heading=True))
    rows.append(FoundRow("other", tr("Choose another folder…")))
    rows.append(FoundRow("stop", tr("Stop looking there"), "", tr("What lies there stays.")))
    return rows


def _row(one: FolderFile) -> FoundRow:
    if one.trouble:
        what = {
            FolderTrouble.OPEN: tr("It is open in another window; close it there first."),
            FolderTrouble.SEALED: tr("Protected with a password of its own, or damaged: enter its password."),
            FolderTrouble.WRONG: tr("That password does not open it, or it is damaged: try again."),
        }.get(one.trouble, tr("Not whole yet, or no project: left until it changes."))
        return FoundRow(str(one.path), one.path.name, "", what)
    if not one.new:
        return FoundRow(str(one.path), one.path.name, tr("nothing new"))
    words = tr("By {0}; the last of them from {1}.").format(", ".join(one.names), moment(one.last))
    return FoundRow(str(one.path), one.path.name, tr("changes: {0}").format(one.new), words)


def _whose(one: FolderFile) -> str:
    """Who made what is new, or else the file's name."""
    return tr("{0}’s copy").format(one.names[0]) if len(one.names) == 1 else one.path.stem

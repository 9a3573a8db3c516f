"""Menus by name and the buttons over the article, which are seen before what is in the menus is made."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from app.panels.menus.entry import tr
from app.panels.menus.mnemonics import with_letters


def titles() -> dict[str, str]:
    """What each menu is called, by its id, in the order of the bar."""
    return {
        "project": tr("&Project"),
        "edit": tr("&Edit"),
        "article": tr("&Article"),
        "source": tr("&Sources"),
        "claim": tr("&Claim"),
        "fact": tr("Fac&ts"),
        "view": tr("&View"),
        "help": tr("&Help"),
    }


def title(id: str) -> str:
    """What that menu is called."""
    return titles()[id]


def of_the_bar(id: str) -> str:
    """What that command is called, which has a button over the article."""
    return {
        "edit.search": tr("Search &everything…"),
        "fact.mode": tr("Tick facts"),
        "edit.undo": tr("&Undo"),
        "edit.redo": tr("&Redo"),
        "project.share": tr("&Share a copy…"),
        "project.pdf": tr("Export sheet as P&DF…"),
    }[id]


def bar_actions(parent: QObject) -> Mapping[str, QAction]:
    """What the buttons over the article stand for, by id, as they are where a project was just opened."""
    ids = ("edit.search", "fact.mode", "edit.undo", "edit.redo", "project.share", "project.pdf")
    found = {id: QAction(of_the_bar(id), parent) for id in ids}
    for id in ("edit.undo", "edit.redo"):
        # Nothing was done yet.
        found[id].setEnabled(False)
    return found


def titled(bar: QMenuBar) -> Mapping[str, QMenu]:
    """Empty menus in that bar, by their ids."""
    named = titles()
    return {id: bar.addMenu(words) for id, words in zip(named, with_letters([*named.values()]), strict=True)}

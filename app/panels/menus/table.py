"""The table of commands: every menu in its order. A new menu gets its line here."""

from __future__ import annotations

from app.panels.menus.article_menu import article_menu
from app.panels.menus.claim_menu import claim_menu
from app.panels.menus.edit_menu import edit_menu
from app.panels.menus.entry import Menu
from app.panels.menus.fact_menu import fact_menu
from app.panels.menus.help_menu import help_menu
from app.panels.menus.project_menu import project_menu
from app.panels.menus.reach import Reach
from app.panels.menus.source_menu import source_menu
from app.panels.menus.view_menu import view_menu


def table(at: Reach) -> tuple[Menu, ...]:
    """The menus of the bar, from the first."""
    return tuple(
        menu(at)
        for menu in (
            project_menu,
            edit_menu,
            article_menu,
            source_menu,
            claim_menu,
            fact_menu,
            view_menu,
            help_menu,
        )
    )

"""Commands that grow and shrink the selection."""

from __future__ import annotations

from functools import partial

from app.panels.menus.entry import LINE, Entry, Menu, Needs, tr
from app.panels.menus.reach import Reach
from app.text.growing import Unit


def select_menu(at: Reach) -> Menu:
    """By word, clause and sentence; the arrows mean the directions one sees."""
    steps, need = at.reading.selecting, Needs.ARTICLE
    return Menu(
        "article.select",
        tr("Select"),
        (
            Entry("article.select.right", tr("Word to the right"), steps.press_right, ("Alt+Right",), need),
            Entry("article.select.left", tr("Word to the left"), steps.press_left, ("Alt+Left",), need),
            Entry(
                "article.select.front_right",
                tr("Beginning a word to the right"),
                partial(steps.press_right, front=True),
                ("Alt+Shift+Right",),
                need,
            ),
            Entry(
                "article.select.front_left",
                tr("Beginning a word to the left"),
                partial(steps.press_left, front=True),
                ("Alt+Shift+Left",),
                need,
            ),
            LINE,
            Entry(
                "article.select.clause_more",
                tr("One clause more"),
                partial(steps.grow, Unit.CLAUSE),
                ("Alt+Down",),
                need,
            ),
            Entry(
                "article.select.clause_less",
                tr("One clause less"),
                partial(steps.shrink, Unit.CLAUSE),
                ("Alt+Up",),
                need,
            ),
            Entry(
                "article.select.sentence_more",
                tr("One sentence more"),
                partial(steps.grow, Unit.SENTENCE),
                ("Alt+Shift+Down",),
                need,
            ),
            Entry(
                "article.select.sentence_less",
                tr("One sentence less"),
                partial(steps.shrink, Unit.SENTENCE),
                ("Alt+Shift+Up",),
                need,
            ),
        ),
    )

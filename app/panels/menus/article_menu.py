"""Commands of reading."""

from __future__ import annotations

from app.panels.menus.entry import LINE, Entry, Menu, Needs, tr
from app.panels.menus.reach import Reach


def article_menu(at: Reach) -> Menu:
    """Going through the article and marking what stands in it."""
    reading, view, article = at.reading, at.reading.view, Needs.ARTICLE
    return Menu(
        "article",
        tr("&Article"),
        (
            Entry("article.next_sentence", tr("Next sentence"), view.next_sentence, ("J",), article),
            Entry(
                "article.previous_sentence", tr("Previous sentence"), view.previous_sentence, ("K",), article
            ),
            Entry("article.next_claim", tr("Next claim"), view.next_claim, ("Shift+J",), article),
            Entry("article.previous_claim", tr("Previous claim"), view.previous_claim, ("Shift+K",), article),
            LINE,
            Entry(
                "article.mark", tr("Mark a claim on the selection or sentence"), reading.mark, ("H",), article
            ),
            Entry(
                "article.nothing",
                tr("Nothing to check in the sentence…"),
                reading.nothing_to_check,
                ("N",),
                article,
            ),
            LINE,
            Entry(
                "article.details",
                tr("Article details and finding"),
                at.library.show_article_details,
                ("I",),
                article,
            ),
        ),
    )

"""Commands of reading."""

from __future__ import annotations

from app.panels.menus.draft_entries import draft_entries
from app.panels.menus.entry import LINE, Entry, Menu, Needs, tr
from app.panels.menus.reach import Reach
from app.panels.menus.select_menu import select_menu
from app.panels.menus.titles import title


def article_menu(at: Reach) -> Menu:
    """Going through the article and marking what stands in it."""
    reading, view, article = at.reading, at.reading.view, Needs.ARTICLE
    return Menu(
        "article",
        title("article"),
        (
            Entry("article.next_sentence", tr("Next sentence"), view.next_sentence, ("J",), article),
            Entry(
                "article.previous_sentence", tr("Previous sentence"), view.previous_sentence, ("K",), article
            ),
            Entry("article.next_claim", tr("Next claim"), view.next_claim, ("Shift+J",), article),
            Entry("article.previous_claim", tr("Previous claim"), view.previous_claim, ("Shift+K",), article),
            Entry("article.next_here", tr("Next claim on the same words"), view.next_here, (".",), article),
            LINE,
            select_menu(at),
            Entry("article.next_unread", tr("Next unread sentence"), at.ledger.next_unread, ("U",), article),
            Entry("article.next_open", tr("Next open sentence"), at.ledger.next_open, ("O",), article),
            Entry("article.left", tr("What is left to check…"), at.ledger.show_left, ("L",), article),
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
            *draft_entries(at),
            LINE,
            Entry(
                "article.author_notes",
                tr("Author’s notes: footnotes and comments"),
                at.author_notes.show,
                ("Shift+A",),
                article,
            ),
            Entry(
                "article.as_source",
                tr("Keep its file as a source too"),
                at.library.keep_article_as_source,
                needs=article,
            ),
            Entry(
                "article.details",
                tr("Article details and finding"),
                at.library.show_article_details,
                ("I",),
                article,
            ),
        ),
    )

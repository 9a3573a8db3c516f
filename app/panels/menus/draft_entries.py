"""Commands of the article's drafts."""

from __future__ import annotations

from app.panels.menus.entry import Entry, Menu, Needs, Part, tr
from app.panels.menus.reach import Reach


def draft_entries(at: Reach) -> list[Part]:
    """Taking in the next draft, and looking at what it changed."""
    article = Needs.ARTICLE
    review = tr("Review of what the draft changed")
    more = (
        Entry("article.paste_draft", tr("New draft from the clipboard"), at.new_drafts.paste, (), article),
        Entry("article.review", review, at.review.show, ("Shift+R",), article),
        Entry("article.compare", tr("Compare drafts…"), at.middle.compare, ("Ctrl+Shift+D",), article),
        Entry(
            "article.correct", tr("Correct the text…"), at.corrections.show, ("Shift+T",), article, field=True
        ),
    )
    return [
        Entry("article.new_draft", tr("New draft…"), at.new_drafts.choose, (), article),
        Menu("article.drafts", tr("Drafts and corrections"), more),
    ]

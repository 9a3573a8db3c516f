"""Commands of the article's drafts."""

from __future__ import annotations

from app.panels.menus.entry import Entry, Needs, tr
from app.panels.menus.reach import Reach


def draft_entries(at: Reach) -> list[Entry]:
    """Taking in the next draft, and looking at what it changed."""
    article = Needs.ARTICLE
    return [
        Entry("article.new_draft", tr("New draft…"), at.new_drafts.choose, (), article),
        Entry("article.paste_draft", tr("New draft from the clipboard"), at.new_drafts.paste, (), article),
        Entry("article.compare", tr("Compare drafts…"), at.middle.compare, ("Ctrl+Shift+D",), article),
        Entry(
            "article.review", tr("Review of what the draft changed"), at.review.show, ("Shift+R",), article
        ),
        Entry(
            "article.correct", tr("Correct the text…"), at.corrections.show, ("Shift+T",), article, field=True
        ),
    ]

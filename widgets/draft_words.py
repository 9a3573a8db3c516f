"""Drafts in words: which one, of when, by whom."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from db.records import ArticleRecord, DraftRecord
from widgets.field_sheet import day

_CONTEXT = "DraftWords"


def draft_written(draft: DraftRecord) -> str:
    """When a draft came and who brought it, such as “of 2026-11-20 by Maren Colby”."""
    words = _tr("of {0} by {1}") if draft.person_name else _tr("of {0}")
    return words.format(day(draft.at), draft.person_name)


def draft_named(draft: DraftRecord) -> str:
    """A draft in a list of them: its number, when it came, and by whom; the current one says so."""
    words = _tr("Draft {0} (current), {1}") if draft.current else _tr("Draft {0}, {1}")
    return words.format(draft.n, draft_written(draft))


def draft_in_short(draft: DraftRecord) -> str:
    """A draft where there is little room: its number and day."""
    words = _tr("Draft {0} (current), {1}") if draft.current else _tr("Draft {0}, {1}")
    return words.format(draft.n, day(draft.at))


def drafts_told(article: ArticleRecord) -> list[str]:
    """Which draft of how many an article is read in, from which file, and whether that is undecided."""
    if article.drafts < 2:
        return []
    words = _tr("Draft {0} of {1}, from {2}") if article.original_name else _tr("Draft {0} of {1}")
    told = [words.format(article.number, article.drafts, article.original_name)]
    if article.rivals:
        told.append(_tr("⚠ Two people brought different drafts; nobody has decided which is the article’s."))
    return told


def _tr(words: str) -> str:
    return QCoreApplication.translate(_CONTEXT, words)

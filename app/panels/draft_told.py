"""What became of an article's claims and sentences in the draft it was just given, told in a notice."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.panels.notices import Action, Notices
from app.session import Session
from db import queries
from db.records import record
from widgets.key_names import key_name
from widgets.notice import NoticeKind

if TYPE_CHECKING:
    from db.project_file import Project

_TOPIC = "draft"
_COUNTED = ("unchanged", "moved", "changed", "split", "merged", "lost", "ambiguous")


@record
class _Tally:
    """What became of an article's claims in its current draft, by outcome, and of its sentences.

    ``headlines`` are that draft's and that of the one before.
    """

    title: str
    headlines: tuple[str, str]
    draft: int
    claims: Counter[str]
    open: int
    unread: int


class DraftTold(QObject):
    """Tells it until the review it leads to is shown.

    Signals: ``review_wanted`` where what changed should be looked at.
    """

    review_wanted = Signal()

    def __init__(self, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices = notices
        self._awaited = 0

    def tell(self, session: Session, article: str) -> None:
        """Tell what became of that article in its current draft."""
        self._awaited += 1
        session.read(partial(_read_tally, article=article), partial(self._on_read, self._awaited))

    def withdraw(self, *_page: object) -> None:
        """The review is shown: the notice that leads there has done what it was for, or comes too late."""
        self._awaited += 1
        self._notices.withdraw(_TOPIC)

    def _on_read(self, awaited: int, tally: _Tally, _revision: int) -> None:
        if awaited == self._awaited:
            self._tell(tally)

    def _tell(self, tally: _Tally) -> None:
        more = [
            self._claims(tally),
            self.tr("Sentences to look at again: {0}, new and unread: {1}.").format(tally.open, tally.unread),
        ]
        now, before = tally.headlines
        if now == tally.title != before:
            more.append(self.tr("Its title is the new headline."))
        elif now not in (before, tally.title):
            more.append(self.tr("Its title is kept; the headline of this draft is “{0}”.").format(now))
        what = self.tr("“{0}” is now in draft {1}.").format(tally.title, tally.draft)
        key = key_name("article.review", "Shift+R")
        review: Action = (self.tr("Review ({0})").format(key), self.review_wanted.emit)
        self._notices.say(NoticeKind.NEWS, what, " ".join(more), [review], topic=_TOPIC)

    def _claims(self, tally: _Tally) -> str:
        words = {
            "unchanged": self.tr("{0} unchanged"),
            "moved": self.tr("{0} moved"),
            "changed": self.tr("{0} changed"),
            "split": self.tr("{0} split"),
            "merged": self.tr("{0} merged"),
            "lost": self.tr("{0} lost"),
            "ambiguous": self.tr("{0} ambiguous"),
        }
        told = [words[code].format(tally.claims[code]) for code in _COUNTED if tally.claims[code]]
        return (
            self.tr("Claims: {0}.").format(", ".join(told)) if told else self.tr("No claims to carry over.")
        )


def _read_tally(project: Project, *, article: str) -> _Tally:
    from app.commands.headlines import headlines_of
    from app.panels.review_read import read_review

    known = next(iter(queries.articles(project.conn, [article])), None)
    headlines = headlines_of(project, known) if known else ("", "")
    review = read_review(project, article=article)
    carried = Counter(claim.carried for claim in queries.claims(project.conn, article))
    sentences = [item for item in review.items if not item.entity]
    waiting = sum(item.asks for item in sentences)
    title = known.title if known else ""
    return _Tally(title, headlines, review.draft, carried, waiting, len(sentences) - waiting)

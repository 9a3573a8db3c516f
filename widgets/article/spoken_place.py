"""Where the reader stands, for a screen reader: the sentence, how it stands in the ledger, its claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible

from db.records import ClaimRecord, Question, SentenceRecord, SentenceState
from widgets.spoken_claim import spoken_claim, spoken_verdict
from widgets.spoken_parts import announce

if TYPE_CHECKING:
    from widgets.article_view import ArticleView

# Claims told by number and verdict at one sentence; the rest are counted.
_TOLD = 5


class SpokenPlace(QObject):
    """Keeps the article's accessible description at what its text cursor stands in.

    A new sentence is announced with its words; a state or verdict that changes there without them. The text
    itself and the text cursor Qt tells. Nothing is done while no screen reader listens.
    """

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._sentence: tuple[int, int] | None = None
        view.position_changed.connect(self.renew)
        view.claim_activated.connect(self._on_claim_activated)

    def renew(self) -> None:
        """Tell what is so now, if it is not told already."""
        if not QAccessible.isActive():
            return
        sentence = self._view.current_sentence()
        standing = self._standing(sentence) if sentence is not None else ""
        place = (sentence.start, sentence.end) if sentence is not None else None
        moved, self._sentence = place != self._sentence, place
        if standing == self._view.accessibleDescription() and not moved:
            return
        self._view.setAccessibleDescription(standing)
        words = self._view.article_text.text[sentence.start : sentence.end] if sentence and moved else ""
        announce(self._view, f"{standing} {words}".strip())

    def _standing(self, sentence: SentenceRecord) -> str:
        states = {
            SentenceState.UNREAD: self.tr("unread"),
            SentenceState.NOTHING: self.tr("nothing to check"),
            SentenceState.OPEN: self.tr("open"),
            SentenceState.CLOSED: self.tr("closed"),
        }
        count = len(self._view.sentences.all)
        words = self.tr("Sentence {0} of {1}, {2}.")
        parts = [words.format(sentence.n, count, states[sentence.state])]
        if sentence.facts:
            parts.append(self.tr("{0} of {1} facts settled.").format(sentence.settled, sentence.facts))
        parts += self._suggested(sentence)
        index = self._view.index
        claims = [index.claims[key] for key in index.between(sentence.start, sentence.end)]
        claims = [claim for claim in claims if claim.start < sentence.end and claim.end > sentence.start]
        parts += [self._claim(claim) for claim in claims[:_TOLD]]
        if len(claims) > _TOLD:
            parts.append(self.tr("{0} more claims.").format(len(claims) - _TOLD))
        return " ".join(parts)

    def _suggested(self, sentence: SentenceRecord) -> list[str]:
        one = self._view.suggestions.at(sentence.start)
        if one is None:
            return []
        return [self.tr("Suggested: nothing to check.") if one.no_check else self.tr("Suggested as a claim.")]

    def _claim(self, claim: ClaimRecord) -> str:
        return f"{claim.number} {spoken_verdict(claim, Question.SO, self._view.scale)}."

    def _on_claim_activated(self, key: str) -> None:
        claim = self._view.index.claims.get(key)
        if claim is not None:
            announce(self._view, spoken_claim(claim, self._view.scale))

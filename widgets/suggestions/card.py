"""Why one sentence is suggested: the words that drove it, who says it, what doubts it, and where else it
stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStyle, QVBoxLayout, QWidget

from db.records import record
from db.records.suggestions import OtherPlace, SuggestionDetails, SuggestionRecord
from widgets.buttons import button
from widgets.key_names import show_key
from widgets.labels import BOLD, CapsLabel, Label
from widgets.layouts import FlowLayout, clear, set_sides
from widgets.spoken_parts import speak_as
from widgets.suggestions.facts import FactShown, fact_lines
from widgets.suggestions.words import no_check_words, reason_words, said_words
from widgets.theme import theme_of

_STRIP = 4
_QUOTED = 220
_QUOTED_ELSEWHERE = 90


@record
class Suggested:
    """One suggestion as it is shown: the words of its sentence, those of others told of with it, its facts,
    and the day its dates are counted from."""

    suggestion: SuggestionRecord
    details: SuggestionDetails
    words: str
    elsewhere: dict[int, str]
    facts: tuple[FactShown, ...] = ()
    published: date | None = None


class SuggestionCard(QWidget):
    """The suggestion in focus, and what is done with it; nothing of it can be changed before it is a claim.

    Signals: ``accepted``; ``dismissed``; ``place_wanted(start)`` of another sentence of the article.
    """

    accepted = Signal()
    dismissed = Signal()
    place_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._kind = Label(weight=BOLD, size=1.1)
        self._sentence = Label(serif=True, size=1.05)
        self._said = Label()
        self._hedges = Label(ink="warning")
        self._why = CapsLabel(self.tr("Why"))
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(3)
        self._must_be_right = CapsLabel(self.tr("What must be right in it"))
        self._facts = QVBoxLayout()
        self._facts.setSpacing(3)
        self._elsewhere = QVBoxLayout()
        self._elsewhere.setSpacing(4)
        self.accept_button = self._act(
            self.tr("Make it a claim ({0})"), "claim.accept", "Enter", look="primary"
        )
        self.nothing_button = self._act(
            self.tr("Nothing to check ({0})"), "claim.accept", "Enter", look="primary"
        )
        self.dismiss_button = self._act(self.tr("Dismiss ({0})"), "fact.dismiss", "X")
        self._lay_out()
        self.accept_button.clicked.connect(self.accepted)
        self.nothing_button.clicked.connect(self.accepted)
        self.dismiss_button.clicked.connect(self.dismissed)
        speak_as(self, QAccessible.Role.Grouping)

    def show_suggestion(self, shown: Suggested) -> None:
        """Show that one."""
        one, details = shown.suggestion, shown.details
        nothing = bool(one.no_check)
        kind = (
            self.tr("Nothing to check? It looks like {0}").format(no_check_words(one.no_check))
            if nothing
            else self._worth(one.score)
        )
        self._kind.setText(kind)
        self._sentence.setText(f"“{_short(shown.words, _QUOTED)}”")
        said, hedges = said_words(details), ", ".join(f"“{words}”" for words in details.hedges)
        self._tell(self._said, said)
        self._tell(self._hedges, self.tr("Hedged: {0}").format(hedges) if hedges else "")
        reasons = self._reasons_of(one, details)
        self._why.setVisible(bool(reasons))
        clear(self._reasons)
        for words in reasons:
            self._reasons.addWidget(Label(words, ink="soft", size=0.95))
        facts = fact_lines(shown.facts, shown.published)
        self._must_be_right.setVisible(bool(facts))
        clear(self._facts)
        for words in facts:
            self._facts.addWidget(Label(words, ink="soft", size=0.95))
        self._show_elsewhere(shown)
        self.accept_button.setVisible(not nothing)
        self.nothing_button.setVisible(nothing)
        self.setAccessibleName(". ".join(filter(None, (kind, said, hedges, *reasons, *facts))))
        self.setAccessibleDescription(shown.words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter, rect = theme_of(self), QPainter(self), self.rect()
        painter.fillRect(rect, theme.colour("card"))
        strip = QRect(rect.left(), rect.top(), _STRIP, rect.height())
        painter.fillRect(QStyle.visualRect(self.layoutDirection(), rect, strip), theme.colour("focus"))

    def _worth(self, score: int) -> str:
        if not score:
            return self.tr("Worth checking: somebody says so")
        return self.tr("Worth checking: {0} of 1000").format(score)

    def _reasons_of(self, one: SuggestionRecord, details: SuggestionDetails) -> list[str]:
        if one.no_check:
            words = details.no_check_words
            return [self.tr("“{0}” says so").format(words)] if words else []
        return reason_words(details.reasons)

    def _show_elsewhere(self, shown: Suggested) -> None:
        clear(self._elsewhere)
        for heading, places in (
            (self.tr("Says it differently"), shown.details.contradicts),
            (self.tr("Says the same"), shown.details.repeats),
        ):
            if places:
                self._elsewhere.addWidget(CapsLabel(heading))
            for place in places:
                self._add_place(heading, place, shown.elsewhere.get(place.start, ""))

    def _add_place(self, heading: str, place: OtherPlace, words: str) -> None:
        if place.words:
            self._elsewhere.addWidget(Label(place.words, ink="warning", size=0.95))
        go = button(
            self.tr("Go there"),
            look="quiet",
            tip=words,
            name=self.tr("{0}: go to “{1}”").format(heading, _short(words, _QUOTED)),
        )
        go.setProperty("start", place.start)
        go.clicked.connect(partial(self.place_wanted.emit, place.start))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Label(f"“{_short(words, _QUOTED_ELSEWHERE)}”", ink="soft", size=0.95, serif=True), 1)
        line.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        self._elsewhere.addWidget(row)

    @property
    def places(self) -> Sequence[QPushButton]:
        """What leads to other sentences, from the top."""
        return [each for each in self.findChildren(QPushButton) if each.property("start") is not None]

    @staticmethod
    def _act(words: str, command: str, key: str, *, look: str = "") -> QPushButton:
        made = button("", look=look)
        show_key(made, made.setText, words, command, key)
        return made

    def _tell(self, label: Label, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))

    def _lay_out(self) -> None:
        acts = FlowLayout(gap=6)
        for each in (self.accept_button, self.nothing_button, self.dismiss_button):
            acts.addWidget(each)
        column = QVBoxLayout(self)
        set_sides(self, column, 14, 10, 12, 12)
        column.setSpacing(7)
        for part in (self._kind, self._sentence, self._said, self._hedges):
            column.addWidget(part)
        column.addLayout(acts)
        column.addWidget(self._why)
        column.addLayout(self._reasons)
        column.addWidget(self._must_be_right)
        column.addLayout(self._facts)
        column.addLayout(self._elsewhere)


def _short(words: str, most: int) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= most else plain[:most].rpartition(" ")[0] + "…"

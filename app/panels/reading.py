"""The reading column: shows the article on the desk, marks claims and sentences in it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from app.commands import articles, claims
from app.panels.desk import Desk
from app.panels.letter_menu import LetterMenu
from app.panels.lettering import LetteringChoice
from app.panels.readings import NO_TEXT, Stood
from app.panels.selecting import SelectingByKeys, word_under
from app.places import ReadingPlace, ReadingPlaces
from db.records import ArticleText, Changes, ClaimId, ClaimRecord, SentenceRecord, SentenceState, Span
from widgets.article.positions import TextMap
from widgets.article_view import ArticleView
from widgets.key_names import key_name
from widgets.styling import follow_theme

_OF_A_SENTENCE = ("sentence.nothing", "article.aside", "suggestion.dismiss", "suggestion.restore")
_ON_SCREEN = 3000
"""What lies fewer characters below the first line in view may be in view too."""


class NothingMenu(LetterMenu):
    """Why a sentence has nothing to check, one key each; N again takes the first.

    Signals: ``reason_chosen(code)``, empty for taking it back.
    """

    reason_chosen = Signal(str)

    def __init__(self, view: ArticleView, reason: str) -> None:
        super().__init__(view)
        self.set_heading(self.tr("Nothing to check here, because it is"))
        words = {
            "opinion": self.tr("Opinion"),
            "prediction": self.tr("Prediction"),
            "rhetoric": self.tr("Rhetoric"),
            "not-checkable": self.tr("Not checkable"),
        }
        for key, code in zip(("O N", "P", "R", "C"), articles.NOTHING, strict=True):
            self.add(words[code], key, partial(self.reason_chosen.emit, code), now=code == reason)
        if reason:
            self.addSeparator()
            self.add(self.tr("There is something to check"), "U", partial(self.reason_chosen.emit, ""))


class ReadingPanel(QObject):
    """Feeds the article view from the desk and turns its wishes into changes.

    Signals: ``told(sentence)`` for something worth a word in the status line; ``keys_held(bool)`` while a
    claim is being marked and single keys should wait.

    Attributes: ``holding`` is what was told last with ``keys_held``.
    """

    told = Signal(str)
    keys_held = Signal(bool)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.view = ArticleView()
        self.view.word_at = word_under
        follow_theme(self.view.verticalScrollBar())
        self.lettering = LetteringChoice(self.view)
        self.selecting = SelectingByKeys(self.view, desk)
        self.selecting.told.connect(self.told)
        self._places: dict[str, int] = {}
        self._left: ReadingPlaces | None = None
        self._draft = self._claim = ""
        self.holding = False
        self._changed_sentence: SentenceRecord | None = None
        # What takes longest of showing a long text is made in the turn before.
        self._mapped: tuple[ArticleText, TextMap | None] = (NO_TEXT, None)
        desk.text_read.connect(self._on_text_read)
        desk.standing = self._standing_at
        # On the way to where a person was in a long text nothing else takes the processor from its words.
        desk.hold_turns_while(lambda: self.view.held and self.view.isVisible())
        desk.article_shown.connect(self._on_article_shown)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self.keep_place)
        desk.project_changed.connect(self._on_project_changed)
        desk.text_changed.connect(self._on_text_changed)
        desk.ledger_changed.connect(self._on_ledger_changed)
        desk.claims_read.connect(self._on_claims_read)
        desk.claims_changed.connect(self._on_claims_changed)
        desk.claim_shown.connect(self._on_claim_shown)
        desk.refreshed.connect(self._on_refreshed)
        self.view.claim_activated.connect(desk.choose_claim)
        self.view.position_changed.connect(self._take_claim_here)
        self.view.aside_toggled.connect(self._on_aside_toggled)

    # What keys and menus do

    def _take_claim_here(self) -> None:
        # What a number key rates must be what the person is standing on, however they came there.
        here = self._claims_of(self.view.current_sentence())
        if self._desk.claim not in [claim.id for claim in here]:
            self._desk.choose_claim(here[0].id if here else None)

    def _claims_of(self, sentence: SentenceRecord | None) -> list[ClaimRecord]:
        return self._claims_between(sentence.start, sentence.end) if sentence is not None else []

    def _claims_between(self, start: int, end: int) -> list[ClaimRecord]:
        """The claims on any of these words, in reading order."""
        there = map(self.view.index.claims.__getitem__, self.view.index.between(start, end))
        return [claim for claim in there if claim.start < end and claim.end > start]

    def _standing(self, claims: Iterable[ClaimRecord]) -> list[ClaimRecord]:
        """Those on words of the draft being read: the places of others are of another text."""
        return [claim for claim in claims if claim.draft == self._desk.draft]

    def mark(self) -> None:
        """A claim on the selected words, else on the sentence stood in; words that have one lead to it."""
        sentence = self.view.current_sentence()
        span = self.view.selected_span() or (Span(sentence.start, sentence.end) if sentence else None)
        article = self._desk.article
        if span is None or article is None or self._desk.session is None:
            words = self.tr("Stand in a sentence or select some words, then press {0}.")
            self.told.emit(words.format(key_name("article.mark", "H")))
            return
        claims_here = self._claims_between(span.start, span.end)
        there = next((c for c in claims_here if (c.start, c.end) == (span.start, span.end)), None)
        if there is not None:
            self._desk.choose_claim(there.id)
            self.told.emit(self.tr("{0} is on these words already.").format(there.number))
            return
        command = partial(
            claims.mark,
            article=article.id,
            draft=article.draft,
            start=span.start,
            end=span.end,
            revision=self._desk.revision,
        )
        self._desk.session.run(command)
        # A key pressed now would act on the claim that was in hand before.
        self._hold(True)
        self._desk.when_told(partial(self._hold, False))

    def _hold(self, hold: bool) -> None:
        self.holding = hold
        self.keys_held.emit(hold)

    def nothing_to_check(self) -> None:
        """Ask in one key why the sentence stood in has nothing to check."""
        sentence = self.view.current_sentence()
        if sentence is None or self._desk.session is None:
            words = self.tr("Stand in a sentence first, then press {0}.")
            self.told.emit(words.format(key_name("article.nothing", "N")))
            return
        touching = self._claims_of(sentence)
        if touching:
            words = self.tr("{0} is on this sentence, so there is something to check in it.")
            self.told.emit(words.format(touching[0].number))
            return
        reason = sentence.reason if sentence.state is SentenceState.NOTHING else ""
        menu = NothingMenu(self.view, reason)
        menu.reason_chosen.connect(partial(self._on_reason_chosen, sentence))
        below = self.view.cursorRect().bottomLeft()
        below.setY(below.y() + 6)
        menu.popup(self.view.viewport().mapToGlobal(below))

    def go_to_claim(self, claim: str) -> None:
        """Show where a claim is, or was, and take it in hand, or what else is there."""
        gone = claim in self._places and claim not in self._desk.claims
        if not gone:
            self._desk.choose_claim(claim)
        if claim in self._places:
            self.view.go_to(self._places[claim])
        if gone:
            self._take_claim_here()

    def focus(self) -> None:
        """Give the keyboard to the article, or to what stands in its place."""
        place = self.view.parentWidget() if self.view.isHidden() else self.view
        (place or self.view).setFocus(Qt.FocusReason.ShortcutFocusReason)

    # What the desk tells

    def _on_text_read(self, text: ArticleText) -> None:
        self._mapped = (text, TextMap(text.text, text.blocks))

    def _on_article_shown(self) -> None:
        desk, was = self._desk, self._standing_at()
        self.keep_place()
        if desk.session is None:
            self._left = None
        elif self._left is None:
            self._left = ReadingPlaces(desk.session.path)
        self._draft = desk.draft
        read, places = self._mapped
        self.view.show_text(desk.text, places if read is desk.text else None)
        self._mapped = (NO_TEXT, None)
        self.view.set_scale(desk.scale)
        self.view.set_sentences(desk.sentences)
        # Never another article's claims, not for one turn: two articles may have the same words.
        self._places.clear()
        self.view.set_claims([])
        self._on_claims_read(list(desk.claims.values()))
        if desk.claims_awaited:
            # A key pressed now would act on claims that are not there yet.
            self._hold(True)
            desk.when_fresh(partial(self._hold, False))
        self._return_to_place(was)

    def _on_claims_read(self, claims: list[ClaimRecord]) -> None:
        self.view.add_claims(self._standing(claims))
        self._places.update({c.id: _place_of(c) for c in claims})

    def keep_place(self) -> None:
        """Remember where the person stands in the article being read."""
        if self._left is not None and self._draft:
            top, cursor = self.view.left_at()
            self._left.keep(self._draft, ReadingPlace(top, cursor, self._claim))

    def _standing_at(self) -> Stood:
        return Stood(self._draft, *self.view.left_at())

    def _same_place(self, now: Stood, was: Stood) -> ReadingPlace:
        """The place in a draft that came instead of the one being read: at the same words."""
        top, above = now.top, was.cursor - was.top
        if 0 <= above < _ON_SCREEN:
            # The words stood in stay at their height, whatever became of those above.
            top = max(0, now.cursor - above)
        return ReadingPlace(top, now.cursor, self._claim)

    def _return_to_place(self, was: Stood) -> None:
        place = self._left.of(self._draft) if self._left else None
        if place is None and self._desk.stood is not None:
            place = self._same_place(self._desk.stood, was)
        if place is None or max(place.top, place.cursor) > len(self._desk.text.text):
            return
        self.view.stand_at(place.top, place.cursor)
        self._desk.in_turn_after_the_claims(partial(self._choose_again, place.claim))

    def _choose_again(self, claim: str) -> None:
        if claim in self._desk.claims:
            self._desk.choose_claim(claim)

    def _on_project_changed(self) -> None:
        self.view.set_scale(self._desk.scale)

    def _on_text_changed(self) -> None:
        self.view.show_text(self._desk.text)

    def _on_ledger_changed(self, changed: list[SentenceRecord]) -> None:
        self._changed_sentence = changed[0]
        self.view.set_sentences(self._desk.sentences)

    def _on_claims_changed(self, changed: list[ClaimRecord], removed: list[ClaimId]) -> None:
        standing = self._standing(changed)
        elsewhere = {claim.id for claim in changed} - {claim.id for claim in standing}
        self.view.update_claims(standing, [*removed, *elsewhere])
        self._places.update({c.id: _place_of(c) for c in changed})

    def _on_claim_shown(self) -> None:
        self._claim = self._desk.claim or ""
        self.view.set_focus(self._desk.claim or "")

    def _on_refreshed(self, changes: Changes) -> None:
        if changes.kind == "edit" and changes.label in ("claim.mark", "claim.accept"):
            self.go_to_claim(changes.focus)
        elif changes.kind in ("undo", "redo"):
            if changes.leads_to in self._places:
                self.go_to_claim(changes.leads_to)
            elif changes.label in _OF_A_SENTENCE and self._changed_sentence:
                self.view.go_to(self._changed_sentence.start)

    # What the view wishes

    def _on_aside_toggled(self, span: str, aside: bool) -> None:
        if self._desk.session is not None:
            command = partial(articles.set_aside, span=span, aside=aside, revision=self._desk.revision)
            self._desk.session.run(command)

    def _on_reason_chosen(self, sentence: SentenceRecord, reason: str) -> None:
        if self._desk.session is not None:
            command = partial(
                articles.set_nothing,
                draft=self._desk.draft,
                start=sentence.start,
                end=sentence.end,
                reason=reason or None,
                revision=self._desk.revision,
            )
            self._desk.session.run(command)


def _place_of(claim: ClaimRecord) -> int:
    """Where to look for a claim; of one that is lost the place where it stood."""
    return claim.candidates[0].start if claim.recheck and claim.candidates else claim.start

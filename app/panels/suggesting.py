"""Suggestions in the window: looked for in a child, shown as they come, accepted or dismissed one by one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.commands import suggestions
from app.panels.desk import Desk
from app.panels.looking import Looking
from app.panels.suggestions_shown import AFTER_READING, ReadSentences, SuggestionsShown
from app.session import Command, Session
from app.settings import change_settings, read_settings
from db.records import ClaimId, ClaimRecord, SentenceRecord
from db.records.suggestions import SuggestionDetails, SuggestionRecord
from widgets.article_view import ArticleView
from widgets.key_names import key_name
from widgets.status_line import StatusLine

if TYPE_CHECKING:
    from app.spotting.reading import Read
    from widgets.suggestions.card import Suggested
    from widgets.suggestions.page import SuggestionsPage

_KEEP_MS = 4000
_REASONS = {"opinion": "opinion", "prediction": "prediction", "rhetoric": "rhetoric"}
"""Why there is nothing to check, as the ledger says it; a question cannot be checked."""


class SuggestionsPanel(QObject):
    """Feeds the article with what is suggested in it and makes changes of what a person does with it.

    The one in focus is that on the sentence stood in. Signals: ``in_hand(QWidget)`` with the page that
    should be seen; ``offered(QWidget)`` where it may be, if nothing is; ``left`` when the keyboard should go
    back to the article; ``told(sentence)`` for a word in the status line; ``keys_held(bool)`` while a claim
    is being made.
    """

    in_hand = Signal(object)
    offered = Signal(object)
    left = Signal()
    told = Signal(str)
    keys_held = Signal(bool)

    def __init__(
        self, desk: Desk, view: ArticleView, status: StatusLine, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._view = desk, view
        self._shown = SuggestionsShown()
        self._page: SuggestionsPage | None = None
        self._session: Session | None = None
        self._kept: ReadSentences | None = None
        self._stood = -1
        self._text = ""
        self._asked = False
        self.looking = Looking(desk, status, self)
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._keeping.timeout.connect(self._keep_read)
        self._connect()

    def _connect(self) -> None:
        desk, looking = self._desk, self.looking
        looking.began.connect(self._on_began)
        looking.came.connect(self._on_came)
        looking.ended.connect(self._on_ended)
        desk.project_changed.connect(self._on_project_changed)
        desk.article_shown.connect(self._on_article_shown)
        desk.articles_changed.connect(looking.follow)
        desk.all_claims_read.connect(self._on_claims_read)
        desk.claims_changed.connect(self._on_claims_changed)
        desk.ledger_changed.connect(self._on_ledger_changed)
        self._view.position_changed.connect(self._on_position_changed)

    @property
    def page(self) -> SuggestionsPage:
        """The page of the one in focus; made when first asked for."""
        page = self._page
        if page is None:
            from app.panels.pipelines import PipelineChoice
            from widgets.suggestions.page import SuggestionsPage

            page = self._page = SuggestionsPage()
            page.card.accepted.connect(self.accept)
            page.card.dismissed.connect(self.dismiss)
            page.card.place_wanted.connect(self._on_place_wanted)
            page.share_chosen.connect(self._on_share_chosen)
            page.when_chosen.connect(self.choose_when)
            page.stepped.connect(self._step)
            page.wanted.connect(self.look)
            page.left.connect(self.left)
            self._pipelines = PipelineChoice(page, self)
            self._pipelines.chosen.connect(self.looking.follow)
            self._pipelines.told.connect(self.told)
            page.seen.connect(self._fill)
            self._fill()
        return page

    @property
    def holds_keyboard(self) -> bool:
        """Whether somebody works on the page."""
        return self._page is not None and self._page.holds_keyboard

    @property
    def answers(self) -> bool:
        """Whether a key for suggestions is one for the article or the page, and not for a list beside it."""
        return not self._view.suggestions.hidden and (self._view.hasFocus() or self.holds_keyboard)

    @property
    def focused(self) -> SuggestionRecord | None:
        """The suggestion on the sentence stood in, if one is shown there."""
        sentence = self._view.current_sentence()
        return self._view.suggestions.at(sentence.start) if sentence is not None else None

    def slots(self) -> dict[str, Callable[[], object]]:
        """What keys of facts do with the suggestion in focus, by command."""
        return {"fact.dismiss": self.dismiss}

    # What keys and menus do

    def look(self) -> None:
        """Look for suggestions in the article, again where that was done."""
        if self.looking.at_work:
            self.told.emit(self.tr("The article is being read for claims already."))
            return
        self._asked = True
        self.looking.begin()

    def look_by_itself(self) -> None:
        """Read articles for suggestions when they are opened, or only when asked; the other way round."""
        settings = change_settings(lambda s: s.with_look_for_claims(on=not s.look_for_claims))
        self.looking.follow()
        if settings.look_for_claims:
            self.told.emit(self.tr("Articles are read for claims when they are opened."))
        else:
            self.told.emit(self.tr("Articles are read for claims only when you ask."))

    def next(self) -> None:
        """Go to the next suggestion."""
        self._step(1)

    def previous(self) -> None:
        """Go to the suggestion before."""
        self._step(-1)

    def show(self) -> None:
        """Show why the sentence is suggested and how many are, with the keyboard there."""
        self._fill()
        self.in_hand.emit(self.page)
        self.page.begin()

    def choose_pipeline(self) -> None:
        """Show which installed pipelines articles can be read with, with the keyboard at the choice."""
        self._fill()
        self.in_hand.emit(self.page)
        self.page.pipeline.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._pipelines.find()

    def why_none(self) -> str:
        """Why there is none to accept here, in a sentence; empty where there is."""
        if self._view.suggestions.hidden:
            return self.tr("Suggestions wait while facts are ticked.")
        return "" if self.focused is not None else self._why_not()

    def accept(self) -> None:
        """Make a claim of the suggestion in focus, or say that there is nothing to check, for its reason."""
        one, article, session = self.focused, self._desk.article, self._desk.session
        if one is None or article is None or session is None:
            self.told.emit(self.why_none())
            return
        revision = self._desk.revision
        place = {"draft": article.draft, "start": one.start, "end": one.end}
        if one.no_check:
            reason = _REASONS.get(one.no_check, "not-checkable")
            session.run(partial(suggestions.accept_nothing, **place, reason=reason, revision=revision))
            return
        details = _details(one)
        command: Command = partial(
            suggestions.accept,
            article=article.id,
            **place,
            wording=details.wording,
            speaker=details.speaker,
            through=", ".join(details.through),
            act=details.act,
            kind=details.kind,
            revision=revision,
        )
        session.run(command)
        # A key pressed now would act on the claim that was in hand before.
        self.keys_held.emit(True)
        self._desk.when_told(partial(self.keys_held.emit, False))

    def dismiss(self) -> None:
        """Show the suggestion in focus no more; on a sentence whose suggestion was dismissed, bring it
        back."""
        sentence, session, article = self._view.current_sentence(), self._desk.session, self._desk.article
        if sentence is None or session is None or article is None:
            return
        back = sentence.suggestion == "dismissed"
        if not back and self.focused is None:
            self.told.emit(self.why_none())
            return
        command = suggestions.restore if back else suggestions.dismiss
        revision, place = self._desk.revision, (sentence.start, sentence.end)
        session.run(partial(command, draft=article.draft, start=place[0], end=place[1], revision=revision))
        if not back:
            words = self.tr("Dismissed, for later runs and drafts too; {0} on it again brings it back.")
            self.told.emit(words.format(key_name("fact.dismiss", "X")))

    def choose_when(self, when: str) -> None:
        """Show suggestions at once or once a sentence was read, in this project."""
        if self._desk.session is not None:
            revision = self._desk.revision
            self._desk.session.run(partial(suggestions.set_shown, when=when, revision=revision))

    def is_when(self, when: str) -> bool:
        """Whether they are shown then in this project."""
        return self._desk.project is not None and self._desk.project.suggestions == when

    def hide(self, hidden: bool) -> None:
        """Keep them out of sight, as long as facts are ticked."""
        self._view.suggestions.hidden = hidden
        self._view.show_suggestions_anew()
        self._fill()

    def cancel(self) -> None:
        """Stop looking, and remember what was read."""
        self.looking.cancel()
        self._keep_read()

    # What the desk and the view tell

    def follow(self) -> None:
        """Turn to the project and article that were there before this panel was."""
        self._on_project_changed()
        if self._desk.article is not None:
            self._on_article_shown()

    def _on_project_changed(self) -> None:
        session, project = self._desk.session, self._desk.project
        if session is not self._session:
            self._keep_read()
            self._session = session
            self._kept = ReadSentences(session.path) if session is not None else None
        when = project.suggestions if project is not None else ""
        if when != self._shown.when:
            self._shown.when = when
            self._shown.look_anew()
            self._show()

    def _on_article_shown(self) -> None:
        self.looking.follow()
        sentence = self._view.current_sentence()
        self._stood = sentence.start if sentence is not None else -1
        self._shown.set_sentences(self._desk.sentences)
        self._on_claims_read()

    def _on_claims_read(self) -> None:
        if not self._desk.claims_awaited:
            self._shown.set_claims(self._view.index.places())
            self._show()

    def _on_claims_changed(self, changed: list[ClaimRecord], removed: list[ClaimId]) -> None:
        if not self._desk.claims_awaited:
            index = self._view.index
            ids = [*(claim.id for claim in changed), *removed]
            self._shown.change_claims(ids, index.claims, index.covers)
            self._show()

    def _on_ledger_changed(self, changed: list[SentenceRecord]) -> None:
        self._shown.change_sentences(changed, self._desk.sentences)
        self._show()

    def _on_position_changed(self) -> None:
        sentence = self._view.current_sentence()
        now = sentence.start if sentence is not None else -1
        if now == self._stood:
            return
        left, self._stood = self._stood, now
        if left >= 0 and left not in self._shown.read:
            self._shown.see(left)
            if self._shown.when == AFTER_READING:
                self._keeping.start()
                self._show()
                return
        self._follow()

    def _keep_read(self) -> None:
        self._keeping.stop()
        if self._kept is not None and self._text and self._shown.when == AFTER_READING:
            self._kept.keep(self._text, self._shown.read)

    # What looking tells

    def _on_began(self, other: bool) -> None:
        if other:
            self._keep_read()
            text = self._text = self.looking.text
            self._shown.forget()
            self._shown.read = self._kept.of(text) if self._kept is not None and text else set()
            self._shown.share = read_settings().suggestions_share
        else:
            self._shown.clear()
        self._shown.set_sentences(self._desk.sentences)
        self._show()

    def _on_came(self, read: Read) -> None:
        self._shown.add(read.suggestions)
        self._show()

    def _on_ended(self, sentence: str) -> None:
        self._fill()
        if sentence:
            self.told.emit(sentence)
        elif self._asked:
            shown = len(self._view.suggestions.shown)
            words = self.tr("Read for claims: {0} suggestions are shown; {1} goes to the next.")
            self.told.emit(words.format(shown, key_name("claim.next_suggestion", "Z")))
        self._asked = False

    # What the page wishes

    def _on_share_chosen(self, share: int) -> None:
        self._shown.share = share
        self._shown.look_anew()
        change_settings(lambda settings: settings.with_suggestions_share(share))
        self._show()

    def _on_place_wanted(self, start: int) -> None:
        self._view.go_to(start)
        self.left.emit()

    def _step(self, way: int) -> None:
        sentence = self._view.current_sentence()
        here = sentence.start if sentence is not None else self._view.position()
        marks = self._view.suggestions
        one = marks.next(here) if way > 0 else marks.previous(here)
        if one is None:
            self.told.emit(self._why_not())
            return
        self._view.go_to(one.start)

    # Showing

    def _show(self) -> None:
        if self._desk.claims_awaited:
            return
        now = self._shown.now()
        if now != self._view.suggestions.shown:
            self._view.set_suggestions(now)
        self._follow()

    def _follow(self) -> None:
        """Have the page tell of the suggestion in focus, and be seen where there is one."""
        one = self.focused
        if one is not None and self._desk.claim is None:
            self._desk.in_own_turn(self._offer)
        elif self._page is not None and self._page.isVisible():
            self._fill()

    def _offer(self) -> None:
        if self.focused is not None and self._desk.claim is None:
            self.offered.emit(self.page)
            self._fill()

    def _fill(self) -> None:
        page = self._page
        if page is None:
            return
        one, shown = self.focused, self._view.suggestions.shown
        nothing = sum(bool(each.no_check) for each in shown)
        page.show_count(len(shown) - nothing, nothing, len(self._desk.sentences))
        page.show_choices(self._shown.share, self._shown.when)
        from widgets.language_words import language_name

        told = self.looking.told
        page.show_language(
            language_name(told.language) if told is not None else "",
            self._not_there(),
        )
        if one is None:
            page.show_none(self._why_not())
        else:
            page.show_one(self._suggested(one))

    def _not_there(self) -> str:
        """What there is not for the article, and why the pipeline chosen did not read it."""
        from widgets.suggestions.words import missing_words

        told = self.looking.told
        missing = missing_words(told.language, told.missing) if told is not None else ""
        return "\n".join(filter(None, (missing, self.looking.note)))

    def _suggested(self, one: SuggestionRecord) -> Suggested:
        from app.panels.facts_told import day_of, facts_told
        from widgets.suggestions.card import Suggested

        details, text = _details(one), self._desk.text.text
        ends = {s.start: s.end for s in (*details.repeats, *details.contradicts) for s in self._ends(s.start)}
        elsewhere = {start: text[start:end] for start, end in ends.items()}
        published = day_of(self._desk.article)
        facts = facts_told(text, details.facts, published)
        return Suggested(one, details, text[one.start : one.end], elsewhere, facts, published)

    def _ends(self, start: int) -> list[SuggestionRecord]:
        found = self._shown.at(start)
        return [found] if found is not None else []

    def _why_not(self) -> str:
        sentence = self._view.current_sentence()
        if self.looking.at_work:
            return self.tr("The article is being read for claims; what is found is shown as it comes.")
        if not self.looking.done:
            return self.tr("The article was not read for claims yet: Claim ▸ Spot claims does that.")
        if sentence is not None and sentence.suggestion == "dismissed":
            words = self.tr("The suggestion here was dismissed; {0} brings it back.")
            return words.format(key_name("fact.dismiss", "X"))
        if self._view.suggestions.shown:
            words = self.tr("Nothing is suggested on this sentence; {0} goes to the next suggestion.")
            return words.format(key_name("claim.next_suggestion", "Z"))
        if self._shown.when == AFTER_READING:
            return self.tr("Suggestions show once you have read a sentence and gone on to another.")
        return self.tr("Nothing is suggested in this article, or everything was answered.")


def _details(one: SuggestionRecord) -> SuggestionDetails:
    from app.spotting.packed import unpacked

    return unpacked(one)

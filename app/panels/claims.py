"""The claims beside the article: the list, and the inspector of the claim in hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from app.panels.claim_lots import ClaimLots
from app.panels.claim_wishes import VERDICT, ClaimWishes
from app.panels.desk import Desk
from app.panels.every_article import EveryArticle
from app.panels.notices import Action, Notices
from app.settings import change_settings, read_settings
from db.records import ClaimId, ClaimRecord, Selected
from widgets.claim_inspector import ClaimInspector
from widgets.claim_list import ClaimList
from widgets.claims.sidebar import Sidebar
from widgets.key_names import key_name
from widgets.notice import NoticeKind


class ClaimsPanel(QObject):
    """Feeds list and inspector from the desk, and acts on the claim in hand for keys and menus.

    Signals: ``told(sentence)`` for a word in the status line; ``place_requested(claim)`` to see its words;
    ``source_requested(source)`` to see a source; ``version_requested(entity, field, txn)`` to keep that
    version of what was edited apart; ``left`` when the keyboard should go back to the article;
    ``hinted(sentence)`` for what is so until the next key; ``inspector_wanted`` before a key acts on the
    claim in hand.
    """

    told = Signal(str)
    hinted = Signal(str)
    place_requested = Signal(str)
    source_requested = Signal(str)
    version_requested = Signal(str, str, str)
    left = Signal()
    inspector_wanted = Signal()

    def __init__(self, desk: Desk, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._notices = desk, notices
        self.list = ClaimList()
        self.sidebar = Sidebar(self.list)
        self.inspector = ClaimInspector()
        self._behind = False
        self.selected: Callable[[], Selected | None] = lambda: None
        """What is selected in the source beside the article."""
        self.lots = ClaimLots(desk, self.list, notices, self)
        self._listed = EveryArticle(desk, self.list, self)
        self._connect()

    def _connect(self) -> None:
        desk, inspector = self._desk, self.inspector
        desk.article_shown.connect(self._on_article_shown)
        desk.project_changed.connect(self._on_project_changed)
        desk.claim_shown.connect(self._on_claim_shown)
        self._listed.filled.connect(self._on_filled)
        self.lots.told.connect(self.told)
        self.list.claim_activated.connect(self._on_claim_activated)
        self.sidebar.ask_whether_held(self._holds)
        self.sidebar.level_switched.connect(self._on_level_switched)
        self.sidebar.level.claim_activated.connect(self.place_requested)
        self.sidebar.level.claim_entered.connect(self._on_claim_entered)
        self.sidebar.set_level(on=read_settings().level_claims)
        inspector.source_requested.connect(self.source_requested)
        inspector.version_requested.connect(self.version_requested)
        inspector.place_requested.connect(self.place_requested)
        inspector.left.connect(self.left)
        self._wishes = ClaimWishes(desk, inspector, self)
        self._wishes.left.connect(self.left)
        self._wishes.told.connect(self.told)

    # What keys and menus do

    def rate(self, value: int) -> None:
        """Rate the question in focus of the claim in hand; the same number again takes it back."""
        self._with_claim(partial(self.inspector.rate, value), unseen=False)

    def switch_question(self) -> None:
        """Turn the number keys to the other question."""
        self._with_claim(self._switch)

    def begin_wording(self) -> None:
        self._with_claim(self.inspector.begin_wording)

    def begin_speaker(self) -> None:
        self._with_claim(self.inspector.begin_speaker)

    def begin_evidence(self) -> None:
        """Cite what is selected in the source beside the article, or go to the line that finds one."""
        self._with_claim(partial(self.inspector.begin_evidence, self.selected()))

    def see_by_eye(self) -> None:
        """Say that a passage of the claim in hand was seen in its source, or take that back."""
        self._with_claim(self._see_by_eye)

    def _see_by_eye(self) -> None:
        if not self.inspector.see_by_eye():
            self.told.emit(self.tr("No quoted passage of this claim is left to be seen by eye."))

    def begin_rationale(self) -> None:
        self._with_claim(self.inspector.begin_rationale)

    def close_claim(self) -> None:
        """Close the claim in hand, or go to the reason where something is missing; chosen claims together."""
        if self.list.lot and self.list.has_keyboard:
            self.list.begin_close()
            return
        claim = self._desk.claim
        self.inspector.flush()
        if not self._desk.catch_up() and claim is not None:
            # On a slow disk the next key is meant for the article too, not for the field just left.
            self.left.emit()
        self._desk.when_fresh(partial(self._close, claim))

    def _close(self, claim: ClaimId | None) -> None:
        if claim is None or claim == self._desk.claim:
            self._with_claim(self.inspector.close_claim)
        else:
            # The person has gone on meanwhile; where something is missing the command tells.
            self._wishes.close(claim)

    def begin_assign(self) -> None:
        """Ask who is to check the claims chosen in the list, or the one in hand."""
        if not self.list.begin_assign():
            self._tell_none()

    def begin_tag(self) -> None:
        """Ask for a tag for the claims chosen in the list, or for the one in hand."""
        if not self.list.begin_tag():
            self._tell_none()

    def go_to_claims(self) -> None:
        """Put the keyboard on the claims beside the article."""
        beside = self.sidebar.level if self.sidebar.levelled else self.list.cards
        beside.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_filter(self) -> None:
        """Put the keyboard into the search of the list."""
        self._have_list()
        self.list.focus_filter()

    def go_to_chips(self) -> None:
        """Put the keyboard on what the list can be filtered by."""
        self._have_list()
        self.list.focus_chips()

    def choose_all(self) -> None:
        """Choose every claim the list shows."""
        self._have_list()
        self.list.choose_all()

    def list_every_article(self) -> None:
        """List the claims of the whole project, or of the article being read again."""
        self._have_list()
        self.list.bar.switch_scope()

    def clear_filter(self) -> None:
        """List every claim again."""
        self._have_list()
        self.list.clear_filter()

    def _have_list(self) -> None:
        if self.sidebar.levelled:
            self.sidebar.switch()

    def delete_claim(self) -> None:
        """Delete the claim in hand; undo brings it back."""
        self._with_claim(self.inspector.delete_button.click)

    def prepare(self) -> None:
        """Make ready what a claim is shown in, in turns of the window's own and before one is chosen."""
        if not self.inspector.there:
            # Each in a turn: together they take as long as a person notices.
            self._desk.in_own_turn(*self.inspector.making())
            self._desk.in_turn_after_the_claims(self._rehearse)

    def _rehearse(self) -> None:
        desk = self._desk
        claim = next(iter(desk.claims.values()), None)
        if claim is not None and desk.claim is None:
            evidence = desk.evidence.get(claim.id, ())
            desk.in_next_turns(self.inspector.rehearse(claim, evidence, desk.scale, desk.me))

    def flush(self) -> None:
        """Make changes of everything typed."""
        self.inspector.flush()

    def prepare_undo(self) -> None:
        """Make changes of what is typed, and let the fields take earlier text again."""
        self.inspector.flush()
        self.inspector.forget_sent()

    def _with_claim(self, action: Callable[[], None], *, unseen: bool = True) -> None:
        """Do that to the claim in hand, whose inspector is shown first; ``unseen`` False: only if it was."""
        record = self._desk.record
        if record is None:
            self._tell_none()
            return
        self.show_in_hand()
        # Level with the text the card of the claim in hand stands open beside its words.
        seen = self.inspector.isVisible() or self.sidebar.levelled
        before = QApplication.focusWidget()
        self.inspector_wanted.emit()
        if seen or unseen:
            action()
        else:
            if before is not None and not before.isVisible():
                # The page the keyboard was on gave way: keys go to the article, not to what is next in line.
                self.left.emit()
            self.hinted.emit(self.tr("{0} is in hand; press again to rate it.").format(record.number))

    def _tell_none(self) -> None:
        words = self.tr("No claim is in hand: choose one, or press {0} on a sentence.")
        self.hinted.emit(words.format(key_name("article.mark", "H")))

    def _switch(self) -> None:
        record = self._desk.record
        if record is not None and not record.reported:
            self.told.emit(self.tr("{0} has no speaker, so it asks one question only.").format(record.number))
        self.inspector.switch_question()

    # What the desk tells

    def _on_article_shown(self) -> None:
        self._on_project_changed()

    def _on_level_switched(self, on: bool) -> None:
        change_settings(lambda settings: settings.with_level_claims(on=on))

    def _on_claim_entered(self, claim: str) -> None:
        self.place_requested.emit(claim)
        self.inspector_wanted.emit()

    def _on_claim_activated(self, claim: str) -> None:
        article = self._listed.article_of(claim)
        if claim in self._desk.claims or not article:
            self.place_requested.emit(claim)
        else:
            go = partial(self.place_requested.emit, claim)
            self._desk.open_article(article, partial(self._desk.after_the_claims, go))

    def _on_filled(self) -> None:
        if not self._desk.leftovers:
            return
        left_on = next((c for c in self._desk.claims.values() if self._leftovers(c)), None)
        if left_on is not None:
            words = self.tr("Tickmark ended while you were typing on {0}; your words were kept.")
            show: Action = (self.tr("Show them"), partial(self.place_requested.emit, left_on.id))
            self._notices.say(
                NoticeKind.WARNING, words.format(left_on.number), actions=[show], topic="typing"
            )

    def _holds(self) -> bool:
        return self._desk.record is not None or self.sidebar.hand.currentWidget() is not self.inspector

    def _on_project_changed(self) -> None:
        self.list.set_scale(self._desk.scale)
        self.sidebar.level.set_scale(self._desk.scale)

    def _on_claim_shown(self) -> None:
        record = self._desk.record
        self.list.set_current(record.id if record else None)
        self.sidebar.renew()
        at_once = record is None or record.id == self.inspector.claim or not self.inspector.isVisible()
        # Typing left by a crash is back in its field at once: a turn later it would be offered too.
        if at_once or (record is not None and self._leftovers(record)):
            self._behind = False
            self._show_in_inspector()
        elif not self._behind:
            # Another claim's words first: filling and painting both at once is as long as a person notices.
            self._behind = True
            self._desk.show_soon(self.show_in_hand)

    def show_in_hand(self) -> None:
        """Have the inspector show the claim in hand now, before anything is done to it there.

        Else it does so a turn after the article; until then it shows the one before, and means that one.
        """
        if self._behind:
            self._behind = False
            self._show_in_inspector()

    def _show_in_inspector(self) -> None:
        desk, record = self._desk, self._desk.record
        evidence = desk.evidence.get(record.id, ()) if record else ()
        apart = [c for c in desk.conflicts if record is not None and c.claim == record.id]
        other = record is not None and record.id != self.inspector.claim
        self.inspector.show_claim(record, evidence, list(desk.sources.values()), desk.scale, desk.me, apart)
        self._show_checks()
        if other and record is not None:
            self._bring_back(record)

    def _show_checks(self) -> None:
        desk = self._desk
        if desk.record is not None and desk.session is not None:
            from widgets.inspector.quote_check import Known

            numbers = {source.id: source.number for source in desk.sources.values()}
            self.inspector.show_checks(Known(desk.checks, numbers, desk.my_name))

    def show_checked(self, ids: Sequence[str]) -> None:
        """Repaint what quotes of these pieces of evidence are shown."""
        shown = self._desk.evidence.get(self._desk.claim, ()) if self._desk.claim else ()
        if not {one.id for one in shown}.isdisjoint(ids):
            self._show_checks()

    def _leftovers(self, claim: ClaimRecord) -> dict[str, str]:
        """Typing left behind on that claim that differs from what is stored, by field."""
        start, stored = f"{claim.id}/", self._stored(claim)
        found = {k.removeprefix(start): t for k, t in self._desk.leftovers.items() if k.startswith(start)}
        return {field: text for field, text in found.items() if text.strip() != stored.get(field, "").strip()}

    def _stored(self, claim: ClaimRecord) -> dict[str, str]:
        fields = {"wording": claim.wording, "speaker": claim.speaker, "through": claim.through}
        for verdict in claim.verdicts:
            if verdict.person == self._desk.me:
                for name in VERDICT:
                    fields[f"{verdict.question.value}.{name}"] = getattr(verdict, name)
        return fields

    def _bring_back(self, claim: ClaimRecord) -> None:
        found = self._leftovers(claim)
        for key in [k for k in self._desk.leftovers if k.startswith(f"{claim.id}/")]:
            del self._desk.leftovers[key]
        for field, text in found.items():
            self.inspector.restore(field, text)
            if field.startswith("evidence."):
                self.inspector.evidence.form.show()
        if found:
            words = self.tr("What you were typing on {0} when Tickmark ended is back in its field.")
            self.told.emit(words.format(claim.number))

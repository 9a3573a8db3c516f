"""How the panels of a window are wired to each other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.panels.window_panels import WindowPanels

if TYPE_CHECKING:
    from app.panels.answering import Answering
    from app.panels.drops import Drops
    from app.panels.heading import Heading
    from app.panels.in_hand import InHand
    from app.panels.menus.bar import Menus
    from app.panels.middle import MiddlePages
    from app.panels.window_layout import WindowLayout
    from app.panels.window_pages import WindowPages


class WindowWiring(WindowPanels):
    """Panels that hear of each other, once all are made and placed."""

    menus: Menus
    middle: MiddlePages
    heading: Heading
    answering: Answering
    drops: Drops
    _pages: WindowPages
    _layout: WindowLayout
    _in_hand: InHand

    def _wire(self) -> None:
        self.desk.project_changed.connect(self._pages.come_to_work)
        self._wire_projects()
        self._wire_article()
        self._wire_library()
        self._wire_drafts()
        self._wire_claims()
        self._wire_viewer()
        self._wire_search()
        self._wire_what_is_in_hand()
        self._wire_what_is_told()
        self.heading.show_project()

    def _wire_projects(self) -> None:
        for panel in (self.history, self.imports):
            self.projects.begun.connect(panel.attend)
            if self.projects.session is not None:
                panel.attend(self.projects.session)
        for signal in (self.projects.shown, self.projects.ended):
            signal.connect(self.heading.show_project)
        for seen in (self._in_hand.turn_to_inspector, self.reading.focus, self.claims.prepare):
            self._pages.first_seen.connect(seen)
        for typed_in in (self.claims, self.remarks, self.corrections, self.library):
            self.projects.closing.ending.connect(typed_in.flush)
            self.sheets.export_begun.connect(typed_in.flush)
        self.projects.files_brought.connect(
            partial(self.projects.begin_with_articles, import_files=self.library.import_files)
        )
        self.projects.closing.waits = lambda: self.previews.waiting
        self.projects.closing.adding = lambda: self.library.attaching.words
        self.projects.closing.waiting_wanted.connect(self.previews.return_to_place)
        self.previews.left.connect(partial(self.notices.withdraw, "waiting"))
        self.projects.closing.ending.connect(self.sheets.leaving.leave)

    def _wire_article(self) -> None:
        view = self.reading.view
        view.claim_activated.connect(self._in_hand.turn_to_inspector)
        from app.panels.drops import Drops

        self.drops = Drops(self, self.desk, self.claims, self.library.attaching)
        view.files_dropped.connect(self.drops.let_go_on_files)
        view.links_dropped.connect(self.drops.let_go_on_links)
        view.import_requested.connect(self.library.choose_articles)
        view.paste_requested.connect(self.library.paste_article)
        self.claims.list.claim_hovered.connect(self.middle.show_hovered)
        view.claim_hovered.connect(self.claims.list.show_hovered)
        self.claims.sidebar.level.claim_hovered.connect(self.middle.show_hovered)
        self.middle.claim_hovered.connect(self.claims.list.show_hovered)
        self.middle.covered.connect(self.ticking.leave)
        self.middle.going_to_claim.connect(self._in_hand.turn_to_inspector)
        self.notices.banner.keyboard_left.connect(self.reading.focus)

    def _wire_library(self) -> None:
        self.middle.older.drafts_known.connect(self.library.show_drafts)
        for panel in (self.library, self.review):
            panel.draft_requested.connect(self.middle.older.show)
        self.library.sheet.claim_wanted.connect(self.middle.go_to_claim)
        self.library.sheet.words_wanted.connect(self.reading.view.go_to)
        self.library.sources.activated.connect(self.ticking.take_shown)
        self.library.words_selected.connect(self.ticking.show_passage)
        self.quotes.kin_changed.connect(self.library.sheet.show_kin)
        self.quotes.kin_changed.connect(self.kin.tell)
        self.library.articles.activated.connect(self.previews.remind)

    def _wire_drafts(self) -> None:
        self.corrections.draft_wanted.connect(self.new_drafts.correct)
        self.imports.resembles.connect(self.new_drafts.offer)
        self.new_drafts.outcome.review_wanted.connect(self.review.show)
        self.review.in_hand.connect(self.new_drafts.outcome.withdraw)

    def _wire_claims(self) -> None:
        self.claims.place_requested.connect(self.middle.go_to_claim)
        self.claims.source_requested.connect(self.library.show_source)
        for panel in (self.claims, self.remarks):
            panel.inspector_wanted.connect(self._in_hand.show_inspector)
        self.remarks.inspector_wanted.connect(self.claims.show_in_hand)
        for typed_in in (self.claims, self.remarks, self.library):
            self.history.undo_begun.connect(typed_in.prepare_undo)
        self.history.place_requested.connect(self.middle.go_to_claim)
        self.quotes.changed.connect(self.claims.show_checked)

    def _wire_viewer(self) -> None:
        viewer, hand = self.viewer, self.ticking.hand
        viewer.beside.connect(self._layout.put_beside)
        viewer.selection_changed.connect(self.ticking.take_selected)
        viewer.cite_wanted.connect(self.claims.begin_evidence)
        viewer.details_wanted.connect(self.library.show_source)
        viewer.open_wanted.connect(self.library.sheet.open)
        viewer.left.connect(self.reading.focus)
        self.claims.selected = hand.opened = viewer.selected
        self.claims.inspector.passage_requested.connect(viewer.open_evidence)
        self.library.sources.opened.connect(viewer.open)
        self.projects.ended.connect(viewer.forget)
        self.answering.add(lambda: viewer.has_keyboard, viewer.slots())

    def _wire_search(self) -> None:
        search = self.search
        search.claim_wanted.connect(self.middle.go_to_claim)
        search.words_wanted.connect(self.reading.view.go_to)
        search.words_wanted.connect(self.reading.focus)
        search.evidence_wanted.connect(self.viewer.open_evidence)
        search.source_wanted.connect(self.library.show_source)
        search.passage_wanted.connect(self.viewer.open_at)
        self.verifying.source_wanted.connect(self.library.show_source)
        self.ticking.passage_wanted.connect(self.viewer.open_at)
        self.quotes.changed.connect(self.ticking.show_checked)
        # While facts are ticked, the passage asked for is the tick's.
        self.answering.add(
            lambda: self.ticking.quoting and not self.quotations.holds_keyboard, self.ticking.slots()
        )
        self.quotations.shown = lambda: self.library.source_shown

    def _wire_what_is_in_hand(self) -> None:
        # Delete is one key for what one stands in.
        self.answering.add(self.library.lists_sources, {"claim.delete": self.library.delete_source})
        self.answering.add(lambda: self.ticking.on, {"claim.delete": self.ticking.untick})
        by_keys = (self.review, self.author_notes, self.corrections, self.quotations)
        self._in_hand.let_answer(self.answering, by_keys)
        others = (self.library, self.ticking, self.remarks, self.verifying)
        self._in_hand.hear(panel.in_hand for panel in (*others, *by_keys))
        left = (self.claims, self.remarks, self.previews, self.verifying)
        for panel in (*left, *by_keys):
            panel.left.connect(self.reading.focus)

    def _wire_what_is_told(self) -> None:
        on_words = (self.claims, self.remarks, self.review, self.author_notes, self.corrections)
        brought_in = (self.library, self.imports, self.previews, self.new_drafts)
        looked_up = (self.ticking, self.search, self.quotations, self.verifying, self.history)
        for panel in (*on_words, *brought_in, *looked_up, self.middle):
            panel.told.connect(self.status.say)
        for panel in (self.reading, self.ledger, self.viewer):
            panel.told.connect(self.status.hint)
        for hint in (self.history.refused, self.claims.hinted):
            hint.connect(self.status.hint)

    def _wire_menus(self) -> None:
        """Let the menus hear of all else, and catch up with what they did not hear."""
        menus = self.menus
        for signal, there in ((self.projects.shown, True), (self.projects.ended, False)):
            signal.connect(partial(menus.set_open, there))
        self.ticking.turned.connect(menus.tick_facts.setChecked)
        self.reading.keys_held.connect(menus.hold_single_keys)
        ticked_in = ("fact.tick", "fact.tick_other", "fact.untick")
        self.viewer.body_shown.connect(partial(menus.act_in, ids=ticked_in))
        self.quotations.page_made.connect(partial(menus.act_in, ids=("fact.tick",)))
        menus.told.connect(self.status.hint)
        menus.set_open(self._pages.at_work)
        menus.hold_single_keys(self.reading.holding)

"""The window: places the panels and wires them to each other; decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.panels.answering import Answering
from app.panels.drops import Drops
from app.panels.heading import Heading
from app.panels.in_hand import InHand
from app.panels.menus.bar import Menus
from app.panels.menus.keys_panel import KeysPanel
from app.panels.menus.palette_panel import PalettePanel
from app.panels.menus.reach import Reach, WindowCommands
from app.panels.middle import MiddlePages
from app.panels.regions import Region, Regions
from app.panels.tour import Stops, TourPanel
from app.panels.window_keys import WindowKeys
from app.panels.window_layout import WindowLayout, fill, one_above_the_other
from app.panels.window_pages import WindowPages
from app.panels.window_panels import WindowPanels
from widgets.labels import Hairline
from widgets.layouts import LaidOutFirst
from widgets.styling import follow_theme
from widgets.theme import ThemeFollower

if TYPE_CHECKING:
    from app.panels.chronicle import ChroniclePanel
    from app.panels.conflicts import ConflictsPanel
    from app.panels.handing import Handing
    from app.panels.merging import MergingPanel
    from app.panels.page import ArticlePlace
    from app.panels.passwords import Passwords
    from app.panels.suggesting import SuggestionsPanel

_WITH_A_PROJECT = (
    "page",
    "conflicts",
    "people",
    "merging",
    "sharing",
    "shared_folder",
    "erasing",
    "underneath",
    "handing",
    "suggesting",
)


class MainWindow(WindowPanels):
    """Articles and sources at the left, the article in the middle, its claims at the right.

    Attributes: ``desk`` and the panels, for the one who opens the window.
    """

    def __init__(self, theme: ThemeFollower) -> None:
        super().__init__(theme)
        self._ending: list[Callable[[], object]] = []
        self._pages = WindowPages(self.desk, self.projects.start, self.projects.opening)
        self.heading = Heading(self.desk, self.top, self)
        self._hand = self.claims.sidebar.hand
        self.answering = Answering()
        self._lay_out()
        self._in_hand = InHand(self.desk, self.claims.sidebar, self.claims.inspector, self)
        self.middle = MiddlePages(
            self.desk, self.reading, self._layout, self.claims.sidebar, self.answering, self
        )
        self.regions = self._made_regions()
        self.menus = Menus(self.menuBar(), self._reach())
        self.search.keys = partial(self.menus.keys_of, "edit.search")
        menus = self.menus
        self.top.add_actions(
            menus.search, menus.tick_facts, menus.undo, menus.redo, menus.share, menus.export_pdf
        )
        follow_theme(self.menuBar())
        self.keys = KeysPanel(self.menus, self.notices, self)
        self.palette_panel = PalettePanel(self.menus, self)
        self.tour = self._made_tour()
        self._keys = self._made_keys()
        self._wire()
        self.menus.set_open(False)
        self._pages.show_project(there=False)
        self.heading.show_project()

    def _make_with_project(self) -> None:
        """Make what the first window has no part of, reading it piece by piece: in one it takes 60 ms."""
        read = [partial(import_module, f"app.panels.{name}") for name in _WITH_A_PROJECT]
        self.desk.in_own_turn(*read, lambda: self.handing, lambda: self.suggestions)

    @cached_property
    def handing(self) -> Handing:
        """Sharing, merging, and the file underneath; made with the first project."""
        from app.panels.handing import Around, Handing

        around = Around(
            self.desk,
            self.notices,
            self.status,
            self._place,
            self.projects.open,
            self.working,
            (self.claims.flush, self.remarks.flush, self.corrections.flush, self.library.flush),
            self._ask_passwords,
            self.projects.open_under,
            lambda: self.library.source_shown,
        )
        handing = Handing(around, self)
        for dropped in (self.drops.projects_dropped, self.library.projects_dropped):
            dropped.connect(handing.merging.look_at_dropped)
        self.claims.version_requested.connect(handing.conflicts.settle)
        handing.conflicts.claim_requested.connect(self.middle.go_to_claim)
        handing.conflicts.draft_requested.connect(self.middle.read_draft_of)
        handing.conflicts.compare_requested.connect(self.middle.compare_drafts_of)
        self._in_hand.hear((handing.conflicts.in_hand,))
        return handing

    @property
    def merging(self) -> MergingPanel:
        """Taking in colleagues' copies."""
        return self.handing.merging

    @property
    def conflicts(self) -> ConflictsPanel:
        """What two people did apart, until it is decided."""
        return self.handing.conflicts

    @cached_property
    def _place(self) -> ArticlePlace:
        """Where pages stand in the article's place; made with the first of them."""
        from app.panels.page import ArticlePlace

        return ArticlePlace(self._layout.put_in_middle, self.status.say, self.reading.focus, self.answering)

    @cached_property
    def suggestions(self) -> SuggestionsPanel:
        """What is suggested in the article; made with the first project."""
        from app.panels.suggesting import SuggestionsPanel

        panel = SuggestionsPanel(self.desk, self.reading.view, self.status, self)
        self.ticking.turned.connect(panel.hide)
        self.answering.add(lambda: panel.answers, panel.slots())
        panel.offered.connect(self._in_hand.offer)
        panel.keys_held.connect(self.menus.hold_single_keys)
        self._in_hand.hear((panel.in_hand,))
        panel.left.connect(self.reading.focus)
        panel.told.connect(self.status.hint)
        self._ending.append(panel.cancel)
        panel.follow()
        return panel

    @cached_property
    def passwords(self) -> Passwords:
        """Asking for passwords; made when first needed."""
        from app.panels.passwords import Passwords

        return Passwords(self.desk, self.notices, self.projects, self)

    def _ask_password(self, *asked: Any) -> None:
        self.passwords.ask(*asked)

    def _ask_passwords(self, *asked: Any) -> None:
        self.passwords.ask_for_files(*asked)

    @cached_property
    def chronicle(self) -> ChroniclePanel:
        """The history of the project; made when first asked for."""
        from app.panels.chronicle import ChroniclePanel

        panel = ChroniclePanel(self.desk, self)
        panel.claim_requested.connect(self.middle.go_to_claim)
        panel.source_requested.connect(self.library.show_source)
        panel.merge_undo_wanted.connect(self.merging.undo)
        self._place.take(panel)
        return panel

    def _reach(self) -> Reach:
        return Reach(
            desk=self.desk,
            projects=self.projects,
            library=self.library,
            ledger=self.ledger,
            reading=self.reading,
            claims=self.claims,
            remarks=self.remarks,
            review=self.review,
            new_drafts=self.new_drafts,
            author_notes=self.author_notes,
            corrections=self.corrections,
            suggestions=lambda: self.suggestions,
            ticking=self.ticking,
            history=self.history,
            search=self.search,
            quotations=self.quotations,
            verifying=self.verifying,
            merging=lambda: self.merging,
            handing=lambda: self.handing,
            passwords=lambda: self.passwords,
            chronicle=lambda: self.chronicle,
            sheets=self.sheets,
            viewer=self.viewer,
            conflicts=lambda: self.conflicts,
            columns=self._layout.columns,
            regions=self.regions,
            answering=self.answering,
            middle=self.middle,
            window=WindowCommands(
                close_project=self.projects.close,
                quit=self.close,
                show_keys=lambda: self.keys.show(),
                show_palette=lambda: self.palette_panel.show(),
                show_tour=lambda: self.tour.show(),
                choose_theme=self.appearance.choose_theme,
                choose_direction=self.appearance.choose_direction,
            ),
        )

    def _made_regions(self) -> Regions:
        sidebar, library = self.claims.sidebar, self.library
        parts = (
            Region(self.tr("Article text"), self._layout.middle),
            Region(self.tr("Source"), self._layout.beside),
            Region(self.tr("Claims"), sidebar.claims, (sidebar.list.cards, sidebar.level)),
            Region(self.tr("In hand"), self._hand),
            Region(self.tr("Sources"), library.sources, (library.sources.view,)),
            Region(self.tr("Articles"), library.articles, (library.articles.view,)),
            Region(self.tr("Project"), self.top),
            Region(self.tr("Facts"), self.ticking.place),
            Region(self.tr("Notice"), self.notices.banner),
            Region(self.tr("Status"), self.status),
        )
        return Regions(parts, self)

    def _made_tour(self) -> TourPanel:
        stops = Stops(
            article=self.reading.view,
            claim=self._hand,
            sources=self.library.sources,
            ledger=self.top.ledger,
        )
        tour = TourPanel(self.desk, self.projects, stops, self)
        tour.claim_spoken_of.connect(self.claims.sidebar.show_hand)
        tour.left.connect(self.reading.focus)
        return tour

    def _made_keys(self) -> WindowKeys:
        ticking = self.ticking
        ways_out = (
            lambda: self.reading.view.hasFocus() and ticking.leave(),
            self.tour.leave,
            self.middle.leave,
            self.viewer.leave,
        )
        home = (self.claims.sidebar.put_hand_away, self.reading.focus)
        return WindowKeys(lambda: self._pages.at_work, ways_out, home)

    def _lay_out(self) -> None:
        left = one_above_the_other(self.library.articles, self.library.sources)
        right = self.claims.sidebar
        right.level.set_view(self.reading.view)
        self._layout = WindowLayout(self, self.reading.view, left, right)
        columns = self._layout.columns
        fill(
            self._pages.work,
            (self.top, Hairline(), self.ticking.place, columns, Hairline(), self.status),
            columns,
        )
        whole = QWidget()
        fill(whole, (self.notices.banner, self._pages), self._pages)
        self.setCentralWidget(whole)
        # A laptop's screen of 1920 pixels at 200 % is 960 wide.
        self.setMinimumSize(900, 520)
        LaidOutFirst(self)
        self._layout.restore(QSize(1280, 800))
        self.previews.middle_wanted.connect(self._layout.put_in_middle)
        self._layout.article_back.connect(self.previews.return_to_place)
        self.answering.add(lambda: self.previews.active, self.previews.slots(), self.previews.why)
        leaving = self.remarks.leaving = self.sheets.leaving
        leaving.middle_wanted.connect(self._layout.put_in_middle)
        self.answering.add(lambda: leaving.active, {}, leaving.why)

    def _wire(self) -> None:
        self._wire_projects()
        self._wire_article()
        self._wire_library()
        self._wire_drafts()
        self._wire_claims()
        self._wire_viewer()
        self._wire_search()
        self._wire_what_is_in_hand()
        self._wire_what_is_told()

    def _wire_projects(self) -> None:
        for panel in (self.history, self.imports):
            self.projects.begun.connect(panel.attend)
        self.projects.waiting.connect(self._pages.wait)
        self.projects.password_wanted.connect(self._ask_password)
        for signal, there in ((self.projects.shown, True), (self.projects.ended, False)):
            signal.connect(partial(self.menus.set_open, there))
            signal.connect(partial(self._pages.show_project, there=there))
            signal.connect(self.heading.show_project)
        self.projects.shown.connect(self._make_with_project)
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
        self.ticking.turned.connect(self.menus.tick_facts.setChecked)
        self.notices.banner.keyboard_left.connect(self.reading.focus)
        self.reading.keys_held.connect(self.menus.hold_single_keys)

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
        viewer.body_shown.connect(
            partial(self.menus.act_in, ids=("fact.tick", "fact.tick_other", "fact.untick"))
        )
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
        self.quotations.page_made.connect(partial(self.menus.act_in, ids=("fact.tick",)))

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
        for panel in (self.reading, self.ledger, self.menus, self.viewer):
            panel.told.connect(self.status.hint)
        for hint in (self.history.refused, self.claims.hinted):
            hint.connect(self.status.hint)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return self.regions.tab(forward=forward) or super().focusNextPrevChild(forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._pages.dress_soon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.take(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.projects.close(self.close):
            self._layout.keep()
            looking_up = (self.quotes, self.searching, self.quotations)
            for panel in (self.sheets, self.imports, self.new_drafts, self.middle, *looking_up):
                panel.cancel()
            for cancel in self._ending:
                cancel()
            super().closeEvent(event)
        else:
            event.ignore()

"""The window: places the panels and wires them to each other; decides nothing itself."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.panels.answering import Answering
from app.panels.author_notes import AuthorNotesPanel
from app.panels.claims import ClaimsPanel
from app.panels.conflicts import ConflictsPanel
from app.panels.corrections import CorrectionsPanel
from app.panels.desk import Desk
from app.panels.drops import Drops
from app.panels.history import HistoryPanel
from app.panels.imports import Imports
from app.panels.in_hand import InHand
from app.panels.kin_told import KinTold
from app.panels.ledger import LedgerPanel
from app.panels.library import LibraryPanel
from app.panels.menus.bar import Menus
from app.panels.menus.keys_panel import KeysPanel
from app.panels.menus.palette_panel import PalettePanel
from app.panels.menus.reach import Reach, WindowCommands
from app.panels.merging import MergingPanel
from app.panels.middle import MiddlePages
from app.panels.new_drafts import NewDrafts
from app.panels.notices import Action, Notices
from app.panels.previews import PreviewsPanel
from app.panels.projects import ProjectsPanel
from app.panels.quotations import QuotationsPanel
from app.panels.quote_checks import QuoteChecks
from app.panels.reading import ReadingPanel
from app.panels.regions import Region, Regions
from app.panels.remarks import RemarksPanel
from app.panels.review import ReviewPanel
from app.panels.search_panel import SearchPanel
from app.panels.searching import Searching
from app.panels.sheets import SheetsPanel
from app.panels.source_in_hand import SourceInHand
from app.panels.source_viewer import SourceViewerPanel
from app.panels.ticking import TickingPanel
from app.panels.tour import Stops, TourPanel
from app.panels.verifying import VerifyingPanel
from app.panels.window_layout import WindowLayout
from app.panels.working import Working
from app.session import Session
from app.settings import change_settings, read_settings
from db.records import SourceRecord
from widgets.direction import lay_out
from widgets.labels import Hairline
from widgets.layouts import LaidOutFirst
from widgets.notice import NoticeKind
from widgets.status_line import StatusLine
from widgets.styling import follow_theme
from widgets.theme import ThemeChoice, ThemeFollower
from widgets.top_bar import TopBar


class MainWindow(QMainWindow):
    """Articles and sources at the left, the article in the middle, its claims at the right.

    Attributes: ``desk`` and the panels, for the one who opens the window.
    """

    def __init__(self, theme: ThemeFollower) -> None:
        super().__init__()
        self._theme = theme
        lay_out(read_settings().direction)
        self.desk = Desk(self)
        self.notices = Notices(self)
        self.status = StatusLine()
        self.top = TopBar()
        self.projects = ProjectsPanel(self.desk, self.notices, self.status, self)
        self.previews = PreviewsPanel(self)
        self.imports = Imports(self.desk, self.notices, self.status, self.previews, self)
        self.library = LibraryPanel(self.desk, self.notices, self.imports, self)
        self.reading = ReadingPanel(self.desk, self)
        self.ledger = LedgerPanel(self.desk, self.reading.view, self.top, self)
        self.claims = ClaimsPanel(self.desk, self.notices, self)
        self.remarks = RemarksPanel(self.desk, self.reading.view, self.claims.inspector, self)
        self.review = ReviewPanel(self.desk, self.reading.view, self)
        self.author_notes = AuthorNotesPanel(self.desk, self.reading.view, self)
        self.corrections = CorrectionsPanel(self.desk, self.reading.view, self)
        self.new_drafts = NewDrafts(self.desk, self.notices, self.status, self.previews, self)
        hand = SourceInHand(self.desk, self.status, self.library.selected_words, self)
        self.ticking = TickingPanel(self.desk, self.reading.view, hand, self)
        self.viewer = SourceViewerPanel(self.desk, self)
        self.history = HistoryPanel(self.desk, self.notices, self)
        self.conflicts = ConflictsPanel(self.desk, self.notices, self)
        self.quotes = QuoteChecks(self.desk, self.status, self)
        self.kin = KinTold(self.desk, self.notices, self)
        self.quotations = QuotationsPanel(self.desk, self.reading.view, self.viewer, self.quotes, self)
        self.searching = Searching(self.desk, self.quotes, self.status, self)
        self.search = SearchPanel(self.desk, self.searching, self.library.sources, self)
        self.sheets = SheetsPanel(self.desk, self.notices, self.status, self)
        self.sheets.when_checked = self.quotes.when_settled
        self.quotes.awaited.connect(self.sheets.show_checking)
        self.verifying = VerifyingPanel(self.desk, self)
        self.merging = MergingPanel(self.desk, self.notices, self)
        self.working = Working(self.desk, self.status, self._words_of_work, self)
        self._pages = QStackedWidget()
        self._work = QWidget()
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
        self.top.add_actions(
            self.menus.search, self.menus.tick_facts, self.menus.undo, self.menus.redo, self.menus.export_pdf
        )
        follow_theme(self.menuBar())
        self.keys = KeysPanel(self.menus, self.notices, self)
        self.palette_panel = PalettePanel(self.menus, self)
        self.tour = self._made_tour()
        self._wire()
        self._show_project(there=False)

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
            ticking=self.ticking,
            history=self.history,
            search=self.search,
            quotations=self.quotations,
            verifying=self.verifying,
            merging=self.merging,
            sheets=self.sheets,
            viewer=self.viewer,
            conflicts=self.conflicts,
            columns=self._layout.columns,
            regions=self.regions,
            answering=self.answering,
            middle=self.middle,
            window=WindowCommands(
                close_project=self.projects.close,
                quit=self.close,
                delete=self._delete,
                show_keys=lambda: self.keys.show(),
                show_palette=lambda: self.palette_panel.show(),
                show_tour=lambda: self.tour.show(),
                choose_theme=self._choose_theme,
                choose_direction=self._choose_direction,
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

    def _lay_out(self) -> None:
        left = QSplitter(Qt.Orientation.Vertical)
        left.setHandleWidth(1)
        left.setChildrenCollapsible(False)
        left.addWidget(self.library.articles)
        left.addWidget(self.library.sources)
        left.setSizes([200, 500])
        right = self.claims.sidebar
        right.level.set_view(self.reading.view)
        self._layout = WindowLayout(self, self.reading.view, left, right)
        column = _column(self._work)
        for part in (self.top, Hairline(), self.ticking.place, self._layout.columns, Hairline(), self.status):
            column.addWidget(part)
        column.setStretch(3, 1)
        self._pages.addWidget(self.projects.start)
        self._pages.addWidget(self.projects.opening)
        whole = QWidget()
        column = _column(whole)
        column.addWidget(self.notices.banner)
        column.addWidget(self._pages, 1)
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
        self.merging.middle_wanted.connect(self._layout.put_in_middle)
        self.answering.add(lambda: self.merging.active, {}, self.merging.why)
        self.conflicts.middle_wanted.connect(self._layout.put_in_middle)
        self.answering.add(lambda: self.conflicts.active, self.conflicts.slots(), self.conflicts.why)

    def _wire(self) -> None:
        desk, view = self.desk, self.reading.view
        self.projects.begun.connect(self._on_begun)
        self.projects.waiting.connect(partial(self._pages.setCurrentWidget, self.projects.opening))
        self.projects.shown.connect(partial(self._show_project, there=True))
        self.projects.ended.connect(partial(self._show_project, there=False))
        self.projects.ending.connect(self._flush)
        self.projects.files_brought.connect(self._on_files_brought)
        self.projects.waits = lambda: self.previews.waiting
        self.projects.adding = lambda: self.library.attaching.words
        self.projects.waiting_wanted.connect(self.previews.return_to_place)
        desk.project_changed.connect(self._on_project_changed)
        desk.articles_changed.connect(self._on_ledger_changed)
        desk.article_shown.connect(self._on_ledger_changed)
        view.claim_activated.connect(self._in_hand.turn_to_inspector)
        self.drops = Drops(self, desk, self.claims, self.library.attaching)
        view.files_dropped.connect(self.drops.let_go_on_files)
        view.links_dropped.connect(self.drops.let_go_on_links)
        view.import_requested.connect(self.library.choose_articles)
        view.paste_requested.connect(self.library.paste_article)
        self.claims.list.claim_hovered.connect(self.middle.show_hovered)
        view.claim_hovered.connect(self.claims.list.show_hovered)
        self.claims.sidebar.level.claim_hovered.connect(self.middle.show_hovered)
        self.middle.claim_hovered.connect(self.claims.list.show_hovered)
        self.middle.covered.connect(self.ticking.leave)
        self.middle.older.drafts_known.connect(self.library.show_drafts)
        self.library.draft_requested.connect(self.middle.older.show)
        self.library.sheet.claim_wanted.connect(self._go_to_claim)
        self.library.sheet.words_wanted.connect(view.go_to)
        self.claims.place_requested.connect(self._go_to_claim)
        self.claims.source_requested.connect(self.library.show_source)
        self.claims.inspector_wanted.connect(self._in_hand.show_inspector)
        self.claims.typing_found.connect(self._on_typing_found)
        self.library.sources.activated.connect(self.ticking.take_shown)
        self.library.words_selected.connect(self.ticking.show_passage)
        self.ticking.turned.connect(self.menus.tick_facts.setChecked)
        self.remarks.inspector_wanted.connect(self._in_hand.show_inspector)
        self.previews.left.connect(partial(self.notices.withdraw, "waiting"))
        self.library.articles.activated.connect(self.previews.remind)
        self.corrections.draft_wanted.connect(self.new_drafts.correct)
        self.imports.resembles.connect(self.new_drafts.offer)
        self.new_drafts.review_wanted.connect(self.review.show)
        self.review.in_hand.connect(self._on_review_shown)
        self.conflicts.claim_requested.connect(self._go_to_claim)
        self.conflicts.draft_requested.connect(self.middle.read_draft_of)
        self.conflicts.compare_requested.connect(self.middle.compare_drafts_of)
        self.merging.conflicts_wanted.connect(self.conflicts.show)
        for dropped in (self.drops.projects_dropped, self.library.projects_dropped):
            dropped.connect(self.merging.look_at_dropped)
        self.claims.version_requested.connect(self.conflicts.settle)
        for typed_in in (self.claims, self.remarks, self.library):
            self.history.undo_begun.connect(typed_in.prepare_undo)
        self.history.place_requested.connect(self._go_to_claim)
        self.sheets.export_begun.connect(self._flush)
        self.projects.ending.connect(self.sheets.leaving.leave)
        self.quotes.changed.connect(self.claims.show_checked)
        self.quotes.kin_changed.connect(self.library.sheet.show_kin)
        self.quotes.kin_changed.connect(self.kin.tell)
        self._wire_viewer()
        self._wire_search()
        self._wire_what_is_in_hand()
        self.notices.banner.keyboard_left.connect(self.reading.focus)
        self.reading.keys_held.connect(self.menus.hold_single_keys)
        self._wire_what_is_told()

    def _wire_viewer(self) -> None:
        viewer, hand = self.viewer, self.ticking.hand
        viewer.beside.connect(self._layout.put_beside)
        viewer.body_shown.connect(self._on_source_shown)
        viewer.selection_changed.connect(self._on_source_selected)
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
        search.claim_wanted.connect(self._go_to_claim)
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
        self.quotations.hand = self._source_looked_at
        self.quotations.page_made.connect(partial(self.menus.act_in, ids=("fact.tick",)))

    def _wire_what_is_in_hand(self) -> None:
        by_keys = (self.review, self.author_notes, self.corrections, self.quotations)
        self._in_hand.let_answer(self.answering, by_keys)
        others = (self.library, self.ticking, self.remarks, self.conflicts, self.verifying)
        self._in_hand.hear(panel.in_hand for panel in (*others, *by_keys))
        for panel in (
            self.claims,
            self.remarks,
            self.previews,
            self.verifying,
            self.merging,
            self.conflicts,
            *by_keys,
        ):
            panel.left.connect(self.reading.focus)

    def _words_of_work(self) -> str:
        return self.merging.words or self.library.attaching.words or self.verifying.words

    def _source_looked_at(self) -> SourceRecord | None:
        """The source opened, else the one facts are ticked against, else the one chosen in the list."""
        known, hand = self.desk.sources, self.ticking.hand.source
        opened = known.get(self.viewer.source)
        return opened or hand or known.get(self.library.source_shown)

    def _on_review_shown(self, _page: object) -> None:
        # The notice that leads there has done what it was for.
        self.notices.withdraw("draft")

    def _wire_what_is_told(self) -> None:
        told = (
            self.claims,
            self.remarks,
            self.review,
            self.author_notes,
            self.corrections,
            self.new_drafts,
            self.imports,
            self.previews,
            self.library,
            self.ticking,
            self.search,
            self.quotations,
            self.verifying,
            self.merging,
            self.history,
            self.conflicts,
            self.middle,
        )
        for panel in told:
            panel.told.connect(self.status.say)
        for panel in (self.reading, self.ledger, self.menus, self.viewer):
            panel.told.connect(self.status.hint)
        for hint in (self.history.refused, self.claims.hinted):
            hint.connect(self.status.hint)

    @property
    def _at_work(self) -> bool:
        return self._pages.currentWidget() is self._work

    def _have_work(self) -> None:
        """Dress what a project is shown in: the first window is seen before."""
        if self._pages.indexOf(self._work) < 0:
            self._pages.addWidget(self._work)

    # What the panels tell

    def _on_begun(self, session: Session) -> None:
        self.history.attend(session)
        self.imports.attend(session)

    def _show_project(self, *, there: bool) -> None:
        first = there and not self._pages.updatesEnabled()
        self._pages.setCurrentWidget(self._work if there else self.projects.start)
        self.menus.set_open(there)
        self._on_project_changed()
        if first:
            self._in_hand.turn_to_inspector()
            self.reading.focus()
            # The first paint takes as long as filling what is painted.
            self.desk.in_own_turn(partial(self._pages.setUpdatesEnabled, True))
            self.claims.prepare()
        else:
            self._pages.setUpdatesEnabled(True)

    def _on_project_changed(self) -> None:
        project = self.desk.project
        if project is not None and not self._at_work:
            # Laid out now, painted with the article, for which a long one has another turn: nobody sees it
            # half filled.
            self._pages.setUpdatesEnabled(False)
            self._have_work()
            self._pages.setCurrentWidget(self._work)
        self.top.show_project(project)
        self.setWindowTitle(f"{project.title} – Tickmark" if project and project.title else "Tickmark")

    def _on_source_shown(self, body: QWidget) -> None:
        self.menus.act_in(body, ("fact.tick", "fact.tick_other", "fact.untick"))

    def _on_source_selected(self) -> None:
        selected = self.viewer.selected()
        if selected is not None:
            # A tick is against what one is looking at.
            self.ticking.hand.take(selected.source)
        self.ticking.show_passage()

    def _on_ledger_changed(self) -> None:
        article = self.desk.article
        self.top.show_ledger(article.ledger if article else None)

    def _go_to_claim(self, claim: str) -> None:
        self._in_hand.turn_to_inspector()
        self.middle.go_to_claim(claim)

    def _on_typing_found(self, claim: str, number: str) -> None:
        words = self.tr("Tickmark ended while you were typing on {0}; your words were kept.").format(number)
        show: Action = (self.tr("Show them"), partial(self._go_to_claim, claim))
        self.notices.say(NoticeKind.WARNING, words, actions=[show], topic="typing")

    def _on_files_brought(self, paths: list[str]) -> None:
        self.projects.begin_with_articles(paths, self.library.import_files)

    # What the window's own commands do

    def _flush(self) -> None:
        for panel in (self.claims, self.remarks, self.corrections, self.library):
            panel.flush()

    def _delete(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.library.sources.isAncestorOf(focus):
            self.library.delete_source()
        elif self.ticking.on:
            self.ticking.untick()
        else:
            self.claims.delete_claim()

    def _choose_theme(self, name: str) -> None:
        self._theme.choose(ThemeChoice(name))
        change_settings(lambda settings: settings.with_theme(name))

    def _choose_direction(self, name: str) -> None:
        lay_out(name)
        change_settings(lambda settings: settings.with_direction(name))

    def focusNextPrevChild(self, forward: bool) -> bool:
        return self.regions.tab(forward=forward) or super().focusNextPrevChild(forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._pages.indexOf(self._work) < 0:
            QTimer.singleShot(0, self._have_work)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._at_work:
            if self.reading.view.hasFocus() and self.ticking.leave():
                return
            if self.tour.leave() or self.middle.leave() or self.viewer.leave():
                return
            self.claims.sidebar.put_hand_away()
            self.reading.focus()
            return
        button = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QAbstractButton):
            # Qt leaves Enter to a dialog's buttons; this window's have no dialog around them.
            if not event.isAutoRepeat():
                button.click()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.projects.close(self.close):
            self._layout.keep()
            for panel in (
                self.sheets,
                self.imports,
                self.new_drafts,
                self.middle,
                self.quotes,
                self.searching,
                self.quotations,
            ):
                panel.cancel()
            super().closeEvent(event)
        else:
            event.ignore()


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column

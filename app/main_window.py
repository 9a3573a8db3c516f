"""The window: places the panels and wires them to each other; decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.panels.making import Making
from app.panels.menus.titles import bar_actions, titled
from app.panels.window_pages import WindowPages
from app.panels.window_size import size_as_left
from app.panels.window_wiring import WindowWiring
from widgets.layouts import LaidOutFirst, fill
from widgets.styling import follow_theme
from widgets.theme import ThemeFollower

if TYPE_CHECKING:
    from app.panels.chronicle import ChroniclePanel
    from app.panels.conflicts import ConflictsPanel
    from app.panels.handing import Handing
    from app.panels.menus.keys_panel import KeysPanel
    from app.panels.menus.palette_panel import PalettePanel
    from app.panels.menus.reach import Reach
    from app.panels.merging import MergingPanel
    from app.panels.page import ArticlePlace
    from app.panels.passwords import Passwords
    from app.panels.regions import Regions
    from app.panels.suggesting import SuggestionsPanel
    from app.panels.tour import TourPanel
    from app.panels.window_keys import WindowKeys

_AFTER_THE_FIRST_WINDOW = (
    "widgets.article.lanes",
    "widgets.article_view",
    "app.panels.reading",
    "widgets.claim_list",
    "widgets.claim_inspector",
    "app.panels.claims",
    "app.panels.library",
    "app.panels.ticking",
    "app.panels.new_drafts",
    "app.panels.quotations",
    "app.panels.sheets",
)
_ONCE_WORDS_ARE_READ = ("app.panels.menus.table", "app.panels.menus.bar")
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


_SEEN_BY_MS = 300
"""A window that nothing is painted of, because others lie over it, is not waited for longer."""


class MainWindow(WindowWiring):
    """Articles and sources at the left, the article in the middle, its claims at the right.

    What the first window is seen with, the start screen and the names of the menus, is there at once; all
    else is made after it, in turns of the window's own. A part asked for before it is there is made then,
    with all others.

    Attributes: ``desk`` and the panels, for the one who opens the window.
    """

    keys: KeysPanel
    palette_panel: PalettePanel
    regions: Regions
    tour: TourPanel
    _keys: WindowKeys

    def __init__(self, theme: ThemeFollower) -> None:
        super().__init__(theme)
        self._ending: list[Callable[[], object]] = []
        self._seen = False
        self._pages = WindowPages(self.desk, self.projects.start, self.projects.opening)
        self._titled = titled(self.menuBar())
        follow_theme(self.menuBar())
        self._frame()
        self.projects.waiting.connect(self._pages.wait)
        self.projects.password_wanted.connect(self._ask_password)
        for signal, there in ((self.projects.shown, True), (self.projects.ended, False)):
            signal.connect(partial(self._pages.show_project, there=there))
        self._pages.show_project(there=False)
        self._making = Making(self.desk, self._first_pieces(), self._later_pieces(), self)
        # The window is seen before anything else is made.
        self.desk.hold_turns_while(lambda: self.isVisible() and not self._seen)
        self._unseen = QTimer(self, singleShot=True, interval=_SEEN_BY_MS)
        self._unseen.timeout.connect(self._on_seen)
        self._unseen.start()

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name in _parts() and self._making.finish():
                return object.__getattribute__(self, name)
            raise AttributeError(f"{type(self).__name__} has no {name}")

    def when_made(self, act: Callable[[], object]) -> None:
        """Do that in a turn after all is made."""
        if self._making.done:
            QTimer.singleShot(0, act)
        else:
            self._making.made.connect(partial(QTimer.singleShot, 0, act))

    def _on_seen(self) -> None:
        self._seen = True
        self._unseen.stop()

    def _frame(self) -> None:
        whole = QWidget()
        fill(whole, (self.notices.banner, self._pages), self._pages)
        self.setCentralWidget(whole)
        self.setWindowTitle("Tickmark")
        # A laptop's screen of 1920 pixels at 200 % is 960 wide.
        self.setMinimumSize(900, 520)
        LaidOutFirst(self)
        size_as_left(self, QSize(1280, 800))

    def _first_pieces(self) -> Sequence[Callable[[], object]]:
        """What is made after the first window, in its order, for an article to be read in."""
        return (
            *(partial(import_module, name) for name in _AFTER_THE_FIRST_WINDOW),
            self._make_library,
            self._make_reading,
            self._make_claims,
            self._make_on_words,
            self._make_on_sources,
            self._make_on_all,
            self._lay_out,
            self._make_around,
            self._wire,
            lambda: self._pages.work.ensurePolished(),
            self._end_first,
        )

    def _later_pieces(self) -> Sequence[Callable[[], object]]:
        """What nobody sees until they do something; made once an article is read, or none is to be."""
        return (
            *(partial(import_module, name) for name in _ONCE_WORDS_ARE_READ),
            self._make_menus,
            self._make_over_all,
        )

    def _end_first(self) -> None:
        if self.projects.session is None:
            self._making.go_on()
        else:
            for known in (self.projects.shown, self.projects.ended):
                known.connect(self._making.go_on)
        self.projects.shown.connect(self._make_with_project)

    def _make_around(self) -> None:
        from app.panels.in_hand import InHand
        from app.panels.middle import MiddlePages

        self._in_hand = InHand(self.desk, self.claims.sidebar, self.claims.inspector, self)
        self.middle = MiddlePages(
            self.desk, self.reading, self._layout, self.claims.sidebar, self.answering, self
        )
        self._in_bar = bar_actions(self)
        self.top.add_actions(*self._in_bar.values())
        self.tour = self._made_tour()
        self._keys = self._made_keys()

    def _make_menus(self) -> None:
        from app.panels.menus.bar import Menus

        self.regions = self._made_regions()
        self.menus = Menus(self._titled, self._in_bar, self._reach(), self.menuBar())
        self.search.keys = partial(self.menus.keys_of, "edit.search")
        self._wire_menus()

    def _make_over_all(self) -> None:
        from app.panels.menus.keys_panel import KeysPanel
        from app.panels.menus.palette_panel import PalettePanel

        self.keys = KeysPanel(self.menus, self.notices, self)
        self.palette_panel = PalettePanel(self.menus, self)

    def _make_with_project(self) -> None:
        """Make what only a project needs, reading it piece by piece: in one it takes 60 ms."""
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
        from app.panels.menus.reach import Reach, WindowCommands

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
        from app.panels.regions import Region, Regions

        sidebar, library = self.claims.sidebar, self.library
        parts = (
            Region(self.tr("Article text"), self._layout.middle),
            Region(self.tr("Source"), self._layout.beside),
            Region(self.tr("Claims"), sidebar.claims, (sidebar.list.cards, sidebar.level)),
            Region(self.tr("In hand"), self.claims.sidebar.hand),
            Region(self.tr("Sources"), library.sources, (library.sources.view,)),
            Region(self.tr("Articles"), library.articles, (library.articles.view,)),
            Region(self.tr("Project"), self.top),
            Region(self.tr("Facts"), self.ticking.place),
            Region(self.tr("Notice"), self.notices.banner),
            Region(self.tr("Status"), self.status),
        )
        return Regions(parts, self)

    def _made_tour(self) -> TourPanel:
        from app.panels.tour import Stops, TourPanel

        stops = Stops(
            article=self.reading.view,
            claim=self.claims.sidebar.hand,
            sources=self.library.sources,
            ledger=self.top.ledger,
        )
        tour = TourPanel(self.desk, self.projects, stops, self)
        tour.claim_spoken_of.connect(self.claims.sidebar.show_hand)
        tour.left.connect(self.reading.focus)
        return tour

    def _made_keys(self) -> WindowKeys:
        from app.panels.window_keys import WindowKeys

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
        from app.panels.answering import Answering
        from app.panels.heading import Heading
        from app.panels.window_layout import WindowLayout, one_above_the_other
        from widgets.labels import Hairline

        self.heading = Heading(self.desk, self.top, self)
        self.answering = Answering()
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
        self._layout.restore()
        self.previews.middle_wanted.connect(self._layout.put_in_middle)
        self._layout.article_back.connect(self.previews.return_to_place)
        self.answering.add(lambda: self.previews.active, self.previews.slots(), self.previews.why)
        leaving = self.remarks.leaving = self.sheets.leaving
        leaving.middle_wanted.connect(self._layout.put_in_middle)
        self.answering.add(lambda: leaving.active, {}, leaving.why)

    def focusNextPrevChild(self, forward: bool) -> bool:
        tabbed = self._making.done and self.regions.tab(forward=forward)
        return tabbed or super().focusNextPrevChild(forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._on_seen()
        self._making.finish_for_deeds(self.windowHandle())

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


@cache
def _parts() -> frozenset[str]:
    """What a window has once all is made."""
    return frozenset(name for kind in MainWindow.__mro__ for name in vars(kind).get("__annotations__", {}))

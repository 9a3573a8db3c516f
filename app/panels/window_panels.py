"""What the window is made of: its panels, each with those it works with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow

from app.panels.appearance import Appearance
from app.panels.desk import Desk
from app.panels.notices import Notices
from app.panels.projects import ProjectsPanel
from widgets.status_line import StatusLine
from widgets.theme import ThemeFollower

if TYPE_CHECKING:
    from app.panels.author_notes import AuthorNotesPanel
    from app.panels.claims import ClaimsPanel
    from app.panels.corrections import CorrectionsPanel
    from app.panels.history import HistoryPanel
    from app.panels.imports import Imports
    from app.panels.kin_told import KinTold
    from app.panels.ledger import LedgerPanel
    from app.panels.library import LibraryPanel
    from app.panels.new_drafts import NewDrafts
    from app.panels.previews import PreviewsPanel
    from app.panels.quotations import QuotationsPanel
    from app.panels.quote_checks import QuoteChecks
    from app.panels.reading import ReadingPanel
    from app.panels.remarks import RemarksPanel
    from app.panels.review import ReviewPanel
    from app.panels.search_panel import SearchPanel
    from app.panels.searching import Searching
    from app.panels.sheets import SheetsPanel
    from app.panels.source_viewer import SourceViewerPanel
    from app.panels.ticking import TickingPanel
    from app.panels.verifying import VerifyingPanel
    from app.panels.working import Working
    from widgets.top_bar import TopBar


class WindowPanels(QMainWindow):
    """The panels of a window, neither placed nor wired to each other.

    Those that the first window is seen with are there at once, the others once their part is made; a part
    needs those before it.

    Attributes: ``desk`` and the panels, for the one who opens the window.
    """

    top: TopBar
    previews: PreviewsPanel
    imports: Imports
    library: LibraryPanel
    reading: ReadingPanel
    ledger: LedgerPanel
    claims: ClaimsPanel
    remarks: RemarksPanel
    review: ReviewPanel
    author_notes: AuthorNotesPanel
    corrections: CorrectionsPanel
    new_drafts: NewDrafts
    ticking: TickingPanel
    viewer: SourceViewerPanel
    history: HistoryPanel
    quotes: QuoteChecks
    kin: KinTold
    quotations: QuotationsPanel
    searching: Searching
    search: SearchPanel
    sheets: SheetsPanel
    verifying: VerifyingPanel
    working: Working

    def __init__(self, theme: ThemeFollower) -> None:
        super().__init__()
        self.appearance = Appearance(theme)
        self.desk = Desk(self)
        self.notices = Notices(self)
        self.status = StatusLine()
        self.projects = ProjectsPanel(self.desk, self.notices, self.status, self)

    def _make_library(self) -> None:
        from app.panels.imports import Imports
        from app.panels.library import LibraryPanel
        from app.panels.previews import PreviewsPanel
        from widgets.top_bar import TopBar

        self.top = TopBar()
        self.previews = PreviewsPanel(self)
        self.imports = Imports(self.desk, self.notices, self.status, self.previews, self)
        self.library = LibraryPanel(self.desk, self.notices, self.imports, self)

    def _make_reading(self) -> None:
        from app.panels.ledger import LedgerPanel
        from app.panels.reading import ReadingPanel

        self.reading = ReadingPanel(self.desk, self)
        self.ledger = LedgerPanel(self.desk, self.reading.view, self.top, self)

    def _make_claims(self) -> None:
        from app.panels.claims import ClaimsPanel

        self.claims = ClaimsPanel(self.desk, self.notices, self)

    def _make_on_words(self) -> None:
        from app.panels.author_notes import AuthorNotesPanel
        from app.panels.corrections import CorrectionsPanel
        from app.panels.new_drafts import NewDrafts
        from app.panels.remarks import RemarksPanel
        from app.panels.review import ReviewPanel

        self.remarks = RemarksPanel(self.desk, self.reading.view, self.claims.inspector, self)
        self.review = ReviewPanel(self.desk, self.reading.view, self)
        self.author_notes = AuthorNotesPanel(self.desk, self.reading.view, self)
        self.corrections = CorrectionsPanel(self.desk, self.reading.view, self)
        self.new_drafts = NewDrafts(self.desk, self.notices, self.status, self.previews, self)

    def _make_on_sources(self) -> None:
        from app.panels.history import HistoryPanel
        from app.panels.kin_told import KinTold
        from app.panels.quotations import QuotationsPanel
        from app.panels.quote_checks import QuoteChecks
        from app.panels.source_in_hand import SourceInHand
        from app.panels.source_viewer import SourceViewerPanel
        from app.panels.ticking import TickingPanel

        hand = SourceInHand(self.desk, self.status, self.library.selected_words, self)
        self.ticking = TickingPanel(self.desk, self.reading.view, hand, self)
        self.viewer = SourceViewerPanel(self.desk, self)
        self.history = HistoryPanel(self.desk, self.notices, self)
        self.quotes = QuoteChecks(self.desk, self.status, self)
        self.kin = KinTold(self.desk, self.notices, self)
        self.quotations = QuotationsPanel(self.desk, self.reading.view, self.viewer, hand, self.quotes, self)

    def _make_on_all(self) -> None:
        from app.panels.search_panel import SearchPanel
        from app.panels.searching import Searching
        from app.panels.sheets import SheetsPanel
        from app.panels.verifying import VerifyingPanel
        from app.panels.working import Working

        self.searching = Searching(self.desk, self.quotes, self.status, self)
        self.search = SearchPanel(self.desk, self.searching, self.library.sources, self)
        self.sheets = SheetsPanel(self.desk, self.notices, self.status, self)
        self.sheets.when_checked = self.quotes.when_settled
        self.quotes.awaited.connect(self.sheets.show_checking)
        self.verifying = VerifyingPanel(self.desk, self)
        at_work = (self.library.attaching, self.verifying)
        self.working = Working(self.desk, self.status, at_work, self)

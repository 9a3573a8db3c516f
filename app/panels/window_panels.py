"""What the window is made of: its panels, each with those it works with."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow

from app.panels.appearance import Appearance
from app.panels.author_notes import AuthorNotesPanel
from app.panels.claims import ClaimsPanel
from app.panels.corrections import CorrectionsPanel
from app.panels.desk import Desk
from app.panels.history import HistoryPanel
from app.panels.imports import Imports
from app.panels.kin_told import KinTold
from app.panels.ledger import LedgerPanel
from app.panels.library import LibraryPanel
from app.panels.new_drafts import NewDrafts
from app.panels.notices import Notices
from app.panels.previews import PreviewsPanel
from app.panels.projects import ProjectsPanel
from app.panels.quotations import QuotationsPanel
from app.panels.quote_checks import QuoteChecks
from app.panels.reading import ReadingPanel
from app.panels.remarks import RemarksPanel
from app.panels.review import ReviewPanel
from app.panels.search_panel import SearchPanel
from app.panels.searching import Searching
from app.panels.sheets import SheetsPanel
from app.panels.source_in_hand import SourceInHand
from app.panels.source_viewer import SourceViewerPanel
from app.panels.ticking import TickingPanel
from app.panels.verifying import VerifyingPanel
from app.panels.working import Working
from widgets.status_line import StatusLine
from widgets.theme import ThemeFollower
from widgets.top_bar import TopBar


class WindowPanels(QMainWindow):
    """The panels of a window, neither placed nor wired to each other.

    Attributes: ``desk`` and the panels, for the one who opens the window.
    """

    def __init__(self, theme: ThemeFollower) -> None:
        super().__init__()
        self.appearance = Appearance(theme)
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
        self.quotes = QuoteChecks(self.desk, self.status, self)
        self.kin = KinTold(self.desk, self.notices, self)
        self.quotations = QuotationsPanel(self.desk, self.reading.view, self.viewer, hand, self.quotes, self)
        self.searching = Searching(self.desk, self.quotes, self.status, self)
        self.search = SearchPanel(self.desk, self.searching, self.library.sources, self)
        self.sheets = SheetsPanel(self.desk, self.notices, self.status, self)
        self.sheets.when_checked = self.quotes.when_settled
        self.quotes.awaited.connect(self.sheets.show_checking)
        self.verifying = VerifyingPanel(self.desk, self)
        at_work = (self.library.attaching, self.verifying)
        self.working = Working(self.desk, self.status, at_work, self)

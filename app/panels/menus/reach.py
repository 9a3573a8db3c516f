"""What the commands reach: the panels and the window itself. A new panel gets its line here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.panels.answering import Answering
from app.panels.author_notes import AuthorNotesPanel
from app.panels.claims import ClaimsPanel
from app.panels.corrections import CorrectionsPanel
from app.panels.desk import Desk
from app.panels.history import HistoryPanel
from app.panels.ledger import LedgerPanel
from app.panels.library import LibraryPanel
from app.panels.middle import MiddlePages
from app.panels.new_drafts import NewDrafts
from app.panels.projects import ProjectsPanel
from app.panels.quotations import QuotationsPanel
from app.panels.reading import ReadingPanel
from app.panels.regions import Regions
from app.panels.remarks import RemarksPanel
from app.panels.review import ReviewPanel
from app.panels.search_panel import SearchPanel
from app.panels.sheets import SheetsPanel
from app.panels.source_viewer import SourceViewerPanel
from app.panels.ticking import TickingPanel
from app.panels.verifying import VerifyingPanel
from db.records import record
from widgets.desk_columns import DeskColumns

if TYPE_CHECKING:
    from app.panels.chronicle import ChroniclePanel
    from app.panels.conflicts import ConflictsPanel
    from app.panels.handing import Handing
    from app.panels.merging import MergingPanel
    from app.panels.passwords import Passwords
    from app.panels.suggesting import SuggestionsPanel


@record
class WindowCommands:
    """What the window itself does."""

    close_project: Callable[[], object]
    quit: Callable[[], object]
    show_keys: Callable[[], None]
    show_palette: Callable[[], None]
    show_tour: Callable[[], None]
    choose_theme: Callable[[str], None]
    choose_direction: Callable[[str], None]


@record
class Reach:
    """What the commands of every menu call."""

    desk: Desk
    projects: ProjectsPanel
    library: LibraryPanel
    ledger: LedgerPanel
    reading: ReadingPanel
    claims: ClaimsPanel
    remarks: RemarksPanel
    review: ReviewPanel
    new_drafts: NewDrafts
    author_notes: AuthorNotesPanel
    corrections: CorrectionsPanel
    suggestions: Callable[[], SuggestionsPanel]
    ticking: TickingPanel
    history: HistoryPanel
    search: SearchPanel
    quotations: QuotationsPanel
    verifying: VerifyingPanel
    merging: Callable[[], MergingPanel]
    handing: Callable[[], Handing]
    passwords: Callable[[], Passwords]
    chronicle: Callable[[], ChroniclePanel]
    sheets: SheetsPanel
    viewer: SourceViewerPanel
    conflicts: Callable[[], ConflictsPanel]
    columns: DeskColumns
    regions: Regions
    answering: Answering
    middle: MiddlePages
    window: WindowCommands

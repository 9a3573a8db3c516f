"""The tour of the sample: what is said at which part of the window, and when it is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.panels.desk import Desk
from app.panels.projects import ProjectsPanel
from app.settings import change_settings, read_settings
from db.records import record
from widgets.key_names import key_name

if TYPE_CHECKING:
    from widgets.tour import Tour, TourStep


@record
class Stops:
    """The parts of the window the tour goes to."""

    article: QWidget
    claim: QWidget
    sources: QWidget
    ledger: QWidget


class TourPanel(QObject):
    """Begins the tour with the sample until it was left once, and whenever it is asked for.

    Signals: ``claim_spoken_of`` before a stop that needs the claim in hand to be seen; ``left`` once it is
    over, for the keyboard to go back to the article.
    """

    claim_spoken_of = Signal()
    left = Signal()

    def __init__(
        self,
        desk: Desk,
        projects: ProjectsPanel,
        stops: Stops,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._projects = projects
        self._stops = stops
        self._window = window
        self._tour: Tour | None = None
        self._asked = False
        projects.sample_shown.connect(self._on_sample_shown)
        projects.ended.connect(self._on_ended)

    def show(self) -> None:
        """Show the tour, in the sample: it is opened where another project is, or none."""
        if self._desk.project is not None and self._desk.project.demonstration:
            self._begin()
        else:
            self._asked = True
            self._projects.open_sample()

    @property
    def running(self) -> bool:
        """Whether it is shown."""
        return self._tour is not None and self._tour.running

    def leave(self) -> bool:
        """End the tour; false where none is shown."""
        running = self.running
        if self._tour is not None:
            self._tour.leave()
        return running

    def _on_sample_shown(self) -> None:
        if self._asked or not read_settings().tour_seen:
            # The window shows its pages first.
            QTimer.singleShot(0, self._begin)

    def _on_ended(self) -> None:
        self.leave()

    def _begin(self) -> None:
        from widgets.tour import Tour

        self._asked = False
        if self._desk.article is None:
            return
        if self._tour is None:
            self._tour = Tour(self._window)
            self._tour.stepped.connect(self._on_stepped)
            self._tour.left.connect(self._on_left)
        self._tour.begin(self._steps())

    def _on_stepped(self, at: int) -> None:
        if at == 1:
            self.claim_spoken_of.emit()
        # What is said of a claim is said of one that can be seen.
        if at and self._desk.claim is None and self._desk.claims:
            differing = (claim for claim in self._desk.claims.values() if claim.difference)
            first = next(iter(self._desk.claims.values()))
            self._desk.choose_claim(next(differing, first).id)

    def _on_left(self) -> None:
        if not read_settings().tour_seen:
            change_settings(lambda settings: settings.with_tour_seen())
        self.left.emit()

    def _steps(self) -> list[TourStep]:
        from widgets.tour import TourStep

        stops = self._stops
        return [
            TourStep(
                self.tr("Read and mark"),
                self.tr(
                    "This check is half done: an invented article, two checkers. Go through it sentence "
                    "by sentence. What must be shown becomes a claim; where there is nothing to check, say "
                    "so. Only what a person does counts; scrolling changes nothing."
                ),
                stops.article,
                (
                    (key_name("article.next_sentence", "J"), self.tr("next sentence")),
                    (key_name("article.mark", "H"), self.tr("mark a claim on it, or on the selected words")),
                    (key_name("article.nothing", "N"), self.tr("nothing to check in it")),
                ),
            ),
            TourStep(
                self.tr("Rate"),
                self.tr(
                    "The claim in hand is edited here. One that somebody is reported to have made asks two "
                    "questions: was it said, and is it so? Each has its own verdicts. Where two checkers "
                    "differ, both stay and are shown."
                ),
                stops.claim,
                (
                    ("1 … 9", self.tr("rate it on the project’s scale")),
                    (key_name("claim.rationale", "R"), self.tr("write why")),
                ),
            ),
            TourStep(
                self.tr("Cite"),
                self.tr(
                    "Sources stand here, each with a number for life and kept whole in the project. Drop "
                    "files on the list to add some; cite one on the claim in hand by a few letters of its "
                    "title."
                ),
                stops.sources,
                ((key_name("claim.evidence", "E"), self.tr("cite a source on the claim in hand")),),
            ),
            TourStep(
                self.tr("Close and export"),
                self.tr(
                    "A rated claim closes once it has a rationale and evidence. The ring fills as sentences "
                    "are accounted for; press it to see what is left. A sheet can be exported at any time: "
                    "with gaps, its first page says INCOMPLETE and lists them."
                ),
                stops.ledger,
                (
                    (key_name("claim.close", "Ctrl+Return"), self.tr("close the claim in hand")),
                    (key_name("article.next_unread", "U"), self.tr("next unread sentence")),
                    (key_name("project.pdf", "Ctrl+E"), self.tr("export the verdict sheet")),
                ),
            ),
        ]

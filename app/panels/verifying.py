"""Verifying in the window: every kept byte hashed anew, the log checked, and what is not as it was."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QObject, Signal

from app.panels.desk import Desk
from app.session import Session
from db.records import SourceRecord, record
from widgets.field_sheet import day, moment

if TYPE_CHECKING:
    from db.project_file import Project
    from db.verify import Finding
    from widgets.searching.found_list import FoundRow
    from widgets.verifying.page import VerifiedPage


@record
class Verified:
    """What was found, and how much was looked at: kept files, their bytes, and changes of the log."""

    findings: tuple[Finding, ...]
    files: int
    size: int
    changes: int
    fingerprint: str


class VerifyingPanel(QObject):
    """Attributes: ``words`` say what is under way, blank for nothing.

    Signals: ``told(sentence)``; ``in_hand(QWidget)`` for the page; ``source_wanted(source)`` of a finding;
    ``left`` when the keyboard should go back to the article.
    """

    told = Signal(str)
    in_hand = Signal(object)
    source_wanted = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page: VerifiedPage | None = None
        self._session: Session | None = None
        self.words = ""
        desk.project_changed.connect(self._follow)

    @property
    def page(self) -> VerifiedPage:
        """The page; made when first asked for."""
        page = self._page
        if page is None:
            from widgets.verifying.page import VerifiedPage

            page = self._page = VerifiedPage()
            page.chosen.connect(self._on_chosen)
            page.left.connect(self.left)
        return page

    def verify(self) -> None:
        """Hash everything kept anew and check the log, while work goes on."""
        session = self._desk.session
        if session is None or self.words:
            return
        self._session, self.words = session, self.tr("Verifying everything kept")
        title = self.tr("Verifying…")
        more = self.tr("Every kept byte is hashed anew, and the log is checked. You can go on working.")
        self.page.show_result(title, "", more, (), "")
        self.in_hand.emit(self.page)
        self.page.take_keyboard()
        session.read_long(_verifying, partial(self._on_verified, session), partial(self._on_refused, session))

    def _follow(self) -> None:
        if self._desk.session is not self._session:
            self._session, self.words = None, ""
            if self._page is not None:
                self._page.show_result("", "", self.tr("Nothing was verified in this project yet."), (), "")

    def _on_verified(self, session: Session, found: Verified) -> None:
        if session is not self._session:
            return
        self.words = ""
        now = moment(QDateTime.currentMSecsSinceEpoch())
        counts = self.tr("{0}: {1} kept files ({2}) and {3} changes looked at.").format(
            now, found.files, QLocale().formattedDataSize(found.size), found.changes
        )
        rows = self._rows(found.findings)
        if rows:
            title, ink = self.tr("✗ Not as it was written: {0}").format(len(rows)), "danger"
            means = self.tr(
                "The project was left as it is. What is damaged is whole in a backup or a colleague’s copy. "
                "Enter goes to the source."
            )
        else:
            title, ink = self.tr("✓ All sound"), "good"
            means = self.tr(
                "The bytes are those that were added and nothing in the log was altered. "
                "It does not show that a source is genuine."
            )
        self.page.show_result(title, ink, counts, rows, means, found.fingerprint)
        self.told.emit(title)
        if rows and self.page.hasFocus():
            self.page.take_keyboard()

    def _on_refused(self, session: Session, _sentence: str) -> None:
        if session is not self._session:
            return
        self.words = ""
        words = self.tr("Verifying was stopped; nothing is known of the rest.")
        self.page.show_result(self.tr("Not verified"), "", words, (), "")
        self.told.emit(words)

    # What was found

    def _rows(self, findings: Sequence[Finding]) -> list[FoundRow]:
        from widgets.searching.found_list import FoundRow

        rows: list[FoundRow] = []
        for n, finding in enumerate(findings):
            sources = [one for one in self._desk.sources.values() if one.sha == finding.about]
            title = (
                " ".join(filter(None, (sources[0].number, sources[0].title))) if sources else finding.where
            )
            said = self._said(finding)
            if sources:
                said = f"{said} {self._since(sources[0])}"
            key = f"{n}/{sources[0].id if sources else ''}"
            rows.append(FoundRow(key, title or self._name(finding), snippet=said))
        return rows

    def _since(self, source: SourceRecord) -> str:
        added = day(source.added_at)
        return self.tr("They were added on {0} by {1}.").format(added, source.added_by or "?")

    def _name(self, finding: Finding) -> str:
        names = {
            "pages": self.tr("The file itself"),
            "log": self.tr("The log"),
            "words": self.tr("Words of the log"),
            "words-missing": self.tr("Words of the log"),
            "step": self.tr("A change"),
            "table": self.tr("A table"),
        }
        return names.get(finding.code, self.tr("A kept file"))

    def _said(self, finding: Finding) -> str:
        about = finding.about
        match finding.code:
            case "bytes":
                return self.tr("These bytes are not those that were added.")
            case "bytes-missing":
                return self.tr("The bytes are not in this file: withheld, or lost.")
            case "words" | "words-missing":
                return self.tr("Words are altered or not there ({0}).").format(about[:12])
            case "step":
                return self.tr("Part of a change is missing ({0}).").format(about[:12])
            case "table":
                words = self.tr(
                    "The table “{0}” differs from the log; opening the project anew draws it anew."
                )
                return words.format(about)
            case _:
                return about

    def _on_chosen(self, key: str) -> None:
        source = key.partition("/")[2]
        if source:
            self.source_wanted.emit(source)


def _verifying(project: Project) -> Generator[tuple[int, int], None, Verified]:
    findings = yield from project.verifying()
    files, size = project.conn.execute("SELECT count(*), coalesce(sum(size), 0) FROM blob").fetchone()
    (changes,) = project.conn.execute("SELECT count(*) FROM txn").fetchone()
    return Verified(tuple(findings), files, size, changes, project.fingerprint)

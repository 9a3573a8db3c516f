"""One article: how far it is checked, its provenance, blanks included, and the overall finding."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from db.records import ArticleRecord, DraftRecord, Scale
from widgets.choice_box import ChoiceBox
from widgets.draft_words import draft_in_short, draft_named
from widgets.field_sheet import FieldSheet, file_size, moment
from widgets.labels import CapsLabel, Hairline, Label
from widgets.language_words import language_choices, language_name
from widgets.layouts import FlowLayout, clear, scrolled
from widgets.ledger_words import standing
from widgets.media_words import media_words
from widgets.ring import Ring
from widgets.styling import follow_theme
from widgets.verdict_picker import VerdictPicker

_PROVENANCE = ("title", "outlet", "byline", "published", "url", "archive_url")
_FINDING = ("finding_title", "finding_standfirst")


class ArticleDetails(QWidget):
    """Shows how an article's ledger stands; shows and edits its provenance and finding.

    Signals: ``article_edited(id, field, text)``; ``finding_requested(id, title, standfirst, rating)``, one
    value with an int or None for the rating; ``typing(id, field, text)``; ``draft_requested(draft)`` to read
    one of several drafts.
    """

    article_edited = Signal(str, str, str)
    finding_requested = Signal(str, str, str, object)
    typing = Signal(str, str, str)
    draft_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._article: ArticleRecord | None = None
        self.finding = FieldSheet()
        self.picker = VerdictPicker(self.tr("Overall finding"), keys=False)
        self.provenance = FieldSheet()
        self.language = ChoiceBox()
        self._fill_sheets()
        self.drafts = FlowLayout(gap=6)
        self._ring = Ring(20)
        self._standing = Label()
        layout = scrolled(self)
        layout.addWidget(CapsLabel(self.tr("Ledger")))
        ledger = QHBoxLayout()
        ledger.setSpacing(9)
        ledger.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignTop)
        ledger.addWidget(self._standing, 1)
        layout.addLayout(ledger)
        layout.addWidget(Hairline())
        layout.addWidget(CapsLabel(self.tr("Finding")))
        layout.addWidget(self.finding)
        layout.addWidget(self.picker)
        layout.addWidget(Hairline())
        layout.addWidget(CapsLabel(self.tr("Provenance")))
        layout.addWidget(self.provenance)
        layout.addLayout(self.drafts)
        layout.addStretch(1)
        for sheet in (self.finding, self.provenance):
            sheet.typing.connect(self._on_typing)
        self.provenance.edited.connect(self._on_edited)
        self.language.activated.connect(self._on_language)
        self.finding.edited.connect(self._on_finding)
        self.picker.picked.connect(self._on_finding)
        follow_theme(self)

    def show_article(self, article: ArticleRecord | None, scale: Scale) -> None:
        """Show that article; first tells what was typed for the one before."""
        other = article is None or self._article is None or article.id != self._article.id
        if other:
            self.flush()
        self._article = article
        self.setEnabled(article is not None)
        self.picker.set_scale(scale)
        if article is None:
            return
        self._ring.show_ledger(article.ledger)
        self._standing.setText(standing(article.ledger))
        for sheet, names in ((self.provenance, _PROVENANCE), (self.finding, _FINDING)):
            for name in names:
                sheet.show_field(name, getattr(article, name), other=other)
        self.picker.set_rating(article.finding_rating)
        self._show_language(article.language)
        self._show_facts(article)

    def show_drafts(self, drafts: Sequence[DraftRecord]) -> None:
        """Offer these drafts of the article to be read; none where it has one."""
        clear(self.drafts)
        for draft in drafts:
            offered = QPushButton(draft_in_short(draft))
            offered.setToolTip(draft_named(draft))
            offered.setAccessibleName(draft_named(draft))
            offered.setProperty("look", "quiet")
            offered.clicked.connect(partial(self.draft_requested.emit, draft.id))
            self.drafts.addWidget(offered)

    def flush(self) -> None:
        """Tell what has been typed and not told."""
        self.finding.flush()
        self.provenance.flush()

    def _show_language(self, code: str) -> None:
        if self.language.currentData() != code or not self.language.count():
            self.language.clear()
            for each in language_choices(code):
                self.language.addItem(language_name(each), each)
            self.language.setCurrentIndex(self.language.findData(code))

    def _show_facts(self, article: ArticleRecord) -> None:
        captured, by = moment(article.came_at or article.captured_at), article.came_by or article.captured_by
        if captured and by:
            captured = self.tr("{0} by {1}").format(captured, by)
        kept = (file_size(article.original_size), media_words(article.media_type), article.encoding)
        self.provenance.show_fact("captured", captured or by)
        self.provenance.show_fact("original", article.original_name)
        self.provenance.show_fact("kept", " · ".join(filter(None, kept)))
        self.provenance.show_fact("sha", article.original_sha)
        which = self.tr("draft {0} of {1}").format(article.number, article.drafts)
        self.provenance.show_fact("drafts", which if article.drafts > 1 else str(article.drafts))

    def _fill_sheets(self) -> None:
        self.finding.add_text(
            "finding_title", self.tr("Headline"), self.tr("What this check found, in a line")
        )
        self.finding.add_text(
            "finding_standfirst", self.tr("Standfirst"), self.tr("In two or three sentences"), rows=2
        )
        sheet = self.provenance
        sheet.add_text("title", self.tr("Title"))
        sheet.add_line("outlet", self.tr("Outlet"))
        sheet.add_line("byline", self.tr("Byline"))
        sheet.add_line("published", self.tr("Published"), self.tr("blank (yyyy-mm-dd)"))
        sheet.add_line("url", self.tr("URL"))
        sheet.add_line("archive_url", self.tr("Archive URL"))
        self.language.setAccessibleName(self.tr("Language of the article"))
        sheet.add_part("language", self.tr("Language"), self.language)
        sheet.add_fact("captured", self.tr("Captured"))
        sheet.add_fact("original", self.tr("Original"))
        sheet.add_fact("kept", self.tr("Kept as"))
        sheet.add_fact("sha", self.tr("SHA-256"), copies=True)
        sheet.add_fact("drafts", self.tr("Drafts"))

    def _on_edited(self, field: str, text: str) -> None:
        if self._article is not None:
            self.article_edited.emit(self._article.id, field, text)

    def _on_language(self) -> None:
        code = self.language.currentData()
        if self._article is not None and code != self._article.language:
            self.article_edited.emit(self._article.id, "language", code)

    def _on_typing(self, field: str, text: str) -> None:
        if self._article is not None:
            self.typing.emit(self._article.id, field, text)

    def _on_finding(self) -> None:
        if self._article is not None:
            for field in self.finding.fields.values():
                field.draft.note_sent()
            title, standfirst = (self.finding.fields[name].plain().strip() for name in _FINDING)
            self.finding_requested.emit(self._article.id, title, standfirst, self.picker.rating)

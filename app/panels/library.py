"""Articles and sources: the lists at the left, the details of what is in hand, and what adds to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from app.commands import adding, articles
from app.panels.attaching import Attaching
from app.panels.capturing import Capturing
from app.panels.desk import Desk
from app.panels.imports import Imports
from app.panels.notices import Notices
from app.panels.source_sheet import SourceSheet
from app.session import Command
from db.records import ArticleId, Changes, DraftRecord
from widgets.article_list import ArticleList
from widgets.dropping import without_projects
from widgets.source_list import SourceList, takes_copy

if TYPE_CHECKING:
    from widgets.article_details import ArticleDetails
    from widgets.source_details import SourceDetails

_NEW_NOTE = "new note/"
_FINDING = ("finding_title", "finding_standfirst", "finding_rating")


class LibraryPanel(QObject):
    """Feeds lists and details from the desk, and turns files, links, notes and typing into changes.

    Signals: ``in_hand(QWidget)`` with the details that should be seen; ``told(sentence)`` for a word in the
    status line; ``words_selected`` where others are selected in a source's note; ``draft_requested(draft)``
    to read one of several of the article; ``projects_dropped(paths)`` on either list, to be merged.
    """

    in_hand = Signal(object)
    words_selected = Signal()
    draft_requested = Signal(str)
    projects_dropped = Signal(list)
    told = Signal(str)

    def __init__(self, desk: Desk, notices: Notices, imports: Imports, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._notices = notices
        self._imports = imports
        self._drafts: Sequence[DraftRecord] = ()
        self.articles = ArticleList()
        self.sources = SourceList()
        self.attaching = Attaching(desk, notices, self.import_files, self)
        self.sheet = SourceSheet(desk, notices, self.sources, self)
        self.capturing = Capturing(desk, notices, self.sheet, self)
        self._article_details: ArticleDetails | None = None
        self._connect()

    def _connect(self) -> None:
        desk = self._desk
        desk.articles_changed.connect(self._on_articles_changed)
        desk.article_shown.connect(self._on_articles_changed)
        desk.project_changed.connect(self._on_articles_changed)
        desk.sources_changed.connect(self._on_sources_changed)
        self.sheet.in_hand.connect(self.in_hand)
        self.sheet.shown.connect(self.sources.go_to)
        self.sheet.words_selected.connect(self.words_selected)
        desk.refreshed.connect(self._on_refreshed)
        self.articles.activated.connect(self._on_article_activated)
        self.articles.files_requested.connect(self.choose_articles)
        self.articles.paste_requested.connect(self.paste_article)
        self.articles.files_dropped.connect(partial(self._on_dropped, self.import_files))
        self.sources.activated.connect(self.show_source)
        self.sources.files_requested.connect(self.choose_sources)
        self.sources.files_dropped.connect(partial(self._on_dropped, self.add_source_files))
        self.sources.copy_dropped.connect(self.attaching.keep_copy)
        self.attaching.told.connect(self.told)
        self.sources.link_requested.connect(self._on_link)
        self.sources.note_requested.connect(self._on_note)
        self.sources.typing.connect(self._on_note_typing)
        self.sources.person_requested.connect(self._on_person)

    @property
    def article_details(self) -> ArticleDetails:
        """The details of the article being read; made when first asked for."""
        details = self._article_details
        if details is None:
            from widgets.article_details import ArticleDetails

            details = self._article_details = ArticleDetails()
            details.article_edited.connect(self._on_article_edited)
            details.typing.connect(self._on_typing)
            details.draft_requested.connect(self.draft_requested)
            details.show_drafts(self._drafts)
            details.show_article(self._desk.article, self._desk.scale)
        return details

    @property
    def source_details(self) -> SourceDetails:
        """The details of the source in hand; made when first asked for."""
        return self.sheet.details

    def show_drafts(self, drafts: Sequence[DraftRecord]) -> None:
        """Offer these drafts of the article being read with its details."""
        self._drafts = tuple(drafts)
        if self._article_details is not None:
            self._article_details.show_drafts(self._drafts)

    # What menus and keys do

    def choose_articles(self) -> None:
        """Ask for files and import them as articles."""
        from app.importing.formats import readable_suffixes

        kinds = " ".join(f"*{suffix}" for suffix in readable_suffixes())
        names = self.tr("Articles ({0});;All files (*)").format(kinds)
        paths, _ = QFileDialog.getOpenFileNames(self.articles.window(), self.tr("Import articles"), "", names)
        if paths:
            self.import_files(paths)

    def choose_sources(self) -> None:
        """Ask for files and keep them as sources."""
        paths, _ = QFileDialog.getOpenFileNames(self.sources.window(), self.tr("Add sources"), "")
        if paths:
            self.add_source_files(paths)

    def import_files(self, paths: Sequence[str]) -> None:
        """Import each of those files as an article; the first is shown."""
        self._imports.import_files(paths)

    def _on_dropped(self, take: Callable[[Sequence[str]], None], paths: Sequence[str]) -> None:
        projects, others = without_projects(paths)
        if projects:
            self.projects_dropped.emit(projects)
        if others:
            take(others)

    def paste_article(self) -> None:
        """Import what is in the clipboard as an article, with its structure where it has one."""
        clip = QGuiApplication.clipboard().mimeData()
        if not clip.text().strip() and not clip.html().strip():
            self.told.emit(self.tr("There is no text in the clipboard to import."))
            return
        self._imports.import_pasted(clip.text(), clip.html() if clip.hasHtml() else "")

    def add_source_files(self, paths: Sequence[str]) -> None:
        """Keep each of those files whole as a source, numbered in that order; refused ones are told of."""
        self.attaching.add(paths)

    def choose_copy(self) -> None:
        """Ask for the file that is the kept copy of the source in hand."""
        known = self._desk.sources.get(self.sheet.source)
        if known is not None:
            asked = self.tr("Keep a copy of {0}").format(known.number)
            path, _ = QFileDialog.getOpenFileName(self.sources.window(), asked, "")
            if path:
                self.attaching.keep_copy(known.id, path)

    def keep_article_as_source(self) -> None:
        """The file of the article being read becomes a source too."""
        article, session = self._desk.article, self._desk.session
        if article is not None and session is not None:
            command = partial(adding.add_original, article=article.id, revision=self._desk.revision)
            session.run(command, then=self._on_article_kept)

    def _on_article_kept(self, changes: Changes) -> None:
        self._desk.when_fresh(partial(self.show_source, changes.focus))

    def import_source(self) -> None:
        """The kept file of the source in hand is imported as an article; it stays a source."""
        known, session = self._desk.sources.get(self.sheet.source), self._desk.session
        if known is None or session is None or not known.sha:
            return
        # What is read may be looked at first, and so wait for as long as the window is open.
        from app.jobs.private_place import private_folder

        folder = private_folder(sealed=session.password is not None)
        path = folder / adding.file_name(known.original_name)
        session.copy_out(known.sha, path, partial(self.import_files, [str(path)]))

    def why_no_import(self) -> str:
        """Why the source in hand cannot be imported as an article; nothing where it can."""
        known = self._desk.sources.get(self.sheet.source)
        if known is None:
            return self.tr("Choose a source first.")
        return "" if known.sha else self.tr("No copy of {0} is kept.").format(known.number)

    def _on_note_typing(self, field: str, text: str) -> None:
        if self._desk.session is not None:
            self._desk.session.keep_typing(f"{_NEW_NOTE}{field}", text, waits=True)

    def _bring_back_note(self) -> None:
        """A note half written when the program ended is back in its form."""
        left = self._desk.leftovers
        typed = {
            key.removeprefix(_NEW_NOTE): left.pop(key) for key in list(left) if key.startswith(_NEW_NOTE)
        }
        if typed:
            self.sources.restore_note(typed)
            self.told.emit(self.tr("What you were typing when Tickmark ended is back in its field."))

    def why_no_copy(self) -> str:
        """Why no file can be made the kept copy of the source in hand; nothing where it can."""
        known = self._desk.sources.get(self.sheet.source)
        if known is None:
            return self.tr("Choose the source first.")
        if not takes_copy(known):
            return self.tr("Only a link, or a source still wanted, is given a copy.")
        return ""

    def search_sources(self) -> None:
        """Put the keyboard into the line that searches the sources."""
        self.sources.search()

    def filter_sources(self) -> None:
        """Open what narrows and sorts the list of sources."""
        self.sources.filter.open_chips()

    def begin_link(self) -> None:
        """Go to the form for a link."""
        self.sources.link_button.click()

    def begin_note(self) -> None:
        """Go to the form for a note."""
        self.sources.note_button.click()

    def begin_person(self) -> None:
        """Go to the form for a person."""
        self.sources.person_button.click()

    def show_source(self, source: str) -> None:
        """Show that source's details."""
        self.sheet.show(source)

    def selected_words(self, source: str) -> str:
        """The words selected in the note of that source, where its details are the last shown."""
        return self.sheet.selected_words(source)

    @property
    def source_shown(self) -> str:
        """The source chosen in the list, or an empty string."""
        return self.sheet.source

    def lists_sources(self) -> bool:
        """Whether the keyboard is in the list of sources."""
        focus = QApplication.focusWidget()
        return focus is not None and self.sources.isAncestorOf(focus)

    def show_article_details(self) -> None:
        """Show the details of the article being read."""
        self.in_hand.emit(self.article_details)

    def delete_source(self) -> None:
        """Remove the source in hand; undo brings it back."""
        self.sheet.delete()

    def flush(self) -> None:
        """Make changes of everything typed in the details."""
        if self._article_details is not None:
            self._article_details.flush()
        self.sheet.flush()
        self.sources.flush()

    def prepare_undo(self) -> None:
        """Make changes of what is typed, and let the fields take earlier text again."""
        self.flush()
        if self._article_details is not None:
            self._article_details.finding.forget_sent()
            self._article_details.provenance.forget_sent()
        self.sheet.forget_sent()

    # What the desk tells

    def _on_articles_changed(self) -> None:
        article = self._desk.article
        self.articles.set_articles(list(self._desk.articles.values()))
        self.articles.set_current_article(article.id if article else None)
        if self._article_details is not None:
            self._article_details.show_article(article, self._desk.scale)

    def _on_sources_changed(self) -> None:
        self.sources.set_sources(list(self._desk.sources.values()))
        if self._desk.session is None:
            self.sources.forget_forms()
        self._bring_back_note()

    def _on_refreshed(self, changes: Changes) -> None:
        if changes.kind in ("undo", "redo"):
            if changes.focus in self._desk.sources:
                self.show_source(changes.focus)
            elif changes.focus in self._desk.articles:
                self._desk.open_article(changes.focus, self.show_article_details)

    # What the widgets wish

    def _run(
        self, command: Command, words: tuple[str, ...] = (), then: Callable[[Changes], None] | None = None
    ) -> None:
        if self._desk.session is not None:
            self._desk.session.run(command, words=words, then=then)

    def _on_article_activated(self, article: str) -> None:
        self._desk.open_article(article)
        self.show_article_details()

    def _on_link(self, url: str, title: str) -> None:
        self._run(partial(adding.add_link, url=url, title=title, revision=self._desk.revision))

    def _on_note(self, title: str, text: str) -> None:
        self._run(partial(adding.add_note, title=title, text=text, revision=self._desk.revision))

    def _on_person(self, name: str, role: str, contact: str) -> None:
        revision = self._desk.revision
        command = partial(adding.add_person, name=name, role=role, contact=contact, revision=revision)
        self._run(command, then=self._on_added)

    def _on_added(self, changes: Changes) -> None:
        self._desk.when_fresh(partial(self.show_source, changes.focus))

    def _on_typing(self, entity: str, field: str, text: str) -> None:
        if self._desk.session is not None:
            self._desk.session.keep_typing(f"{entity}/{field}", text)

    def _on_article_edited(self, article: str, field: str, value: object) -> None:
        record = self._desk.articles.get(ArticleId(article))
        words = (f"{article}/{field}",)
        if record is None:
            return
        if field not in _FINDING:
            command = partial(
                articles.set_field,
                article=article,
                field=field,
                value=str(value),
                revision=self._desk.revision,
            )
            self._run(command, words)
            return
        # The finding is one value: what stands in its other field goes with it.
        fields = self.article_details.finding.fields
        for part in fields.values():
            part.draft.note_sent()
        command = partial(
            articles.set_finding,
            article=article,
            title=fields["finding_title"].plain(),
            standfirst=fields["finding_standfirst"].plain(),
            rating=self.article_details.picker.rating,
            revision=self._desk.revision,
        )
        self._run(command, tuple(f"{article}/{name}" for name in _FINDING))

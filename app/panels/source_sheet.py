"""The source in hand: its details, and what a person does to them made into changes."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.commands import adding, independence, people, sources
from app.panels.desk import Desk
from app.panels.notices import Notices
from app.session import Command, Session
from db import queries
from db.records import ContactRecord, SourcePerson, SourceRecord, UseRecord
from widgets.notice import NoticeKind

if TYPE_CHECKING:
    from db.project_file import Project
    from widgets.source_details import SourceDetails

# What a system's viewer shows without loading anything from elsewhere.
_HARMLESS = frozenset(
    {"text/plain", "text/csv", "text/markdown", "image/png", "image/jpeg", "application/pdf"}
)
_PERSON = ("name", "role", "contact", "date")


class SourceSheet(QObject):
    """Shows one source with everything known of it, and changes that.

    Signals: ``in_hand(QWidget)`` with the details that should be seen; ``shown(source)`` with its id;
    ``words_selected`` where others are selected in its note;
    ``claim_wanted(claim)`` and ``words_wanted(start)``, in the article read, to go to what it is used for.
    """

    in_hand = Signal(object)
    shown = Signal(str)
    words_selected = Signal()
    claim_wanted = Signal(str)
    words_wanted = Signal(int)

    def __init__(self, desk: Desk, notices: Notices, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._notices, self._window = desk, notices, window
        self._source = ""
        self._details: SourceDetails | None = None
        self._told_of: Session | None = None
        desk.sources_changed.connect(self._on_sources_changed)

    @property
    def source(self) -> str:
        """The source chosen, or an empty string."""
        return self._source

    @property
    def details(self) -> SourceDetails:
        """The details of the source in hand; made when first asked for."""
        details = self._details
        if details is None:
            from widgets.source_details import SourceDetails

            details = self._details = SourceDetails()
            details.source_edited.connect(self._on_edited)
            details.status_wanted.connect(self._on_status)
            details.kind_wanted.connect(self._on_kind)
            details.confidential_wanted.connect(self._on_confidential)
            details.person_edited.connect(self._on_person)
            details.contact_added.connect(self._on_contact_added)
            details.contact_edited.connect(self._on_contact_edited)
            details.contact_removed.connect(self._on_contact_removed)
            details.typing.connect(self._on_typing)
            details.open_requested.connect(self.open)
            details.delete_requested.connect(self._on_delete)
            details.words_selected.connect(self.words_selected)
            details.uses.claim_wanted.connect(self._on_claim_wanted)
            details.uses.words_wanted.connect(self._on_use_wanted)
            details.kin.origin_wanted.connect(self._on_origin)
        return details

    def show(self, source: str) -> None:
        """Show that source's details."""
        if source in self._desk.sources:
            self._source = source
            self.details.show_source(self._desk.sources[source])
            self.show_kin()
            self._read()
            self.shown.emit(source)
            self.in_hand.emit(self.details)
            self._bring_back(source)

    def _bring_back(self, source: str) -> None:
        """Put typing that an earlier end of the program left on that source back into its fields."""
        start, left = f"{source}/", self._desk.leftovers
        typed = {key.removeprefix(start): left.pop(key) for key in list(left) if key.startswith(start)}
        if typed:
            self.details.restore(typed)

    def _tell_left(self) -> None:
        """Say once of a project that typing was left behind on one of its sources."""
        left_on = next((s for s in self._desk.sources.values() if self._left_on(s.id)), None)
        if left_on is not None and self._told_of is not self._desk.session:
            self._told_of = self._desk.session
            words = self.tr("Tickmark ended while you were typing on {0}; your words were kept.")
            show = (self.tr("Show them"), partial(self.show, left_on.id))
            said = words.format(left_on.number)
            self._notices.say(NoticeKind.WARNING, said, actions=[show], topic="typing on a source")

    def _left_on(self, source: str) -> bool:
        return any(key.startswith(f"{source}/") for key in self._desk.leftovers)

    def show_kin(self) -> None:
        """Show what the source in hand rests on and has in common with others."""
        known = self._desk.sources.get(self._source)
        if known is not None and self._details is not None:
            sources = {source.id: source for source in self._desk.sources.values()}
            self._details.kin.show_kin(known, sources, self._desk.kin.of(known.id))

    def _on_origin(self, source: str, origin: str, wanted: bool) -> None:
        command = independence.depends_on if wanted else independence.independent_of
        if self._desk.session is not None:
            self._desk.session.run(
                partial(command, source=source, origin=origin, revision=self._desk.revision)
            )

    def selected_words(self, source: str) -> str:
        """The words selected in the note of that source, where its details are the last shown."""
        shown = self._details is not None and source == self._source
        return self._details.selected_words() if self._details is not None and shown else ""

    def begin_contact(self) -> None:
        """Write down an attempt to reach the source in hand."""
        if self._source:
            self.in_hand.emit(self.details)
            self.details.begin_contact()

    def why_no_contact(self) -> str:
        """Why no attempt can be written down now; nothing where it can."""
        return "" if self._source else self.tr("Choose the source that was asked first.")

    def delete(self) -> None:
        """Remove the source in hand; undo brings it back."""
        if self._source:
            self._on_delete(self._source)

    def flush(self) -> None:
        """Make changes of everything typed in the details."""
        if self._details is not None:
            self._details.flush()

    def forget_sent(self) -> None:
        """Let the fields take earlier text again."""
        if self._details is not None:
            self._details.forget_sent()

    # What the desk tells

    def _on_sources_changed(self) -> None:
        known = self._desk.sources.get(self._source)
        self._source = known.id if known else ""
        self._tell_left()
        if self._details is not None:
            self._details.show_source(known)
            self.show_kin()
            self._read()

    def _read(self) -> None:
        session, source = self._desk.session, self._source
        if session is not None and source and self._details is not None:

            def ask(project: Project) -> tuple[list[ContactRecord], list[UseRecord]]:
                return queries.contacts(project.conn, [source]), queries.used_for(project.conn, source)

            session.read(ask, partial(self._on_read, source))

    def _on_read(
        self, source: str, read: tuple[list[ContactRecord], list[UseRecord]], _revision: int
    ) -> None:
        if self._details is not None and source == self._source:
            contacts, uses = read
            self._details.show_contacts(source, contacts)
            self._details.uses.show_uses(uses)

    def _on_claim_wanted(self, claim: str, article: str) -> None:
        self._desk.open_article(article, partial(self.claim_wanted.emit, claim))

    def _on_use_wanted(self, article: str, start: int) -> None:
        self._desk.open_article(article, partial(self.words_wanted.emit, start))

    # What the details wish

    def _run(self, command: Command, words: tuple[str, ...] = ()) -> None:
        if self._desk.session is not None:
            self._desk.session.run(command, words=words)

    def _on_typing(self, entity: str, field: str, text: str) -> None:
        if self._desk.session is not None:
            waits = field.startswith("contact.")
            self._desk.session.keep_typing(f"{entity}/{field}", text, waits=waits)

    def _on_edited(self, source: str, field: str, value: str) -> None:
        command = partial(
            sources.set_field, source=source, field=field, value=value, revision=self._desk.revision
        )
        self._run(command, (f"{source}/{field}",))

    def _on_status(self, source: str, status: str) -> None:
        self._run(partial(sources.set_status, source=source, status=status, revision=self._desk.revision))

    def _on_kind(self, source: str, kind: str) -> None:
        self._run(partial(sources.set_kind, source=source, kind=kind, revision=self._desk.revision))

    def _on_confidential(self, source: str, confidential: bool) -> None:
        command = partial(
            sources.set_confidential, source=source, confidential=confidential, revision=self._desk.revision
        )
        self._run(command)

    def _on_person(self, source: str, person: SourcePerson) -> None:
        command = partial(
            people.set_person,
            source=source,
            name=person.name,
            role=person.role,
            contact=person.contact,
            record=person.record,
            date=person.date,
            revision=self._desk.revision,
        )
        self._run(command, tuple(f"{source}/person.{name}" for name in _PERSON))

    def _on_contact_added(self, source: str, said: dict[str, str]) -> None:
        at = said["at"] or None
        command = partial(
            people.add_contact, **{**said, "at": at}, source=source, revision=self._desk.revision
        )
        self._run(command, tuple(f"{source}/contact.{name}" for name in said))

    def _on_contact_edited(self, contact: str, said: dict[str, str]) -> None:
        self._run(partial(people.edit_contact, contact=contact, said=said, revision=self._desk.revision))

    def _on_contact_removed(self, contact: str) -> None:
        self._run(partial(people.remove_contact, contact=contact, revision=self._desk.revision))

    def _on_delete(self, source: str) -> None:
        self._run(partial(sources.delete, source=source, revision=self._desk.revision))

    # Opening what is kept

    def open(self, source: str) -> None:
        """Offer what can be done with what is kept of that source, or with its address."""
        record = self._desk.sources.get(source)
        if record is None or self._desk.session is None:
            return
        if record.sha:
            self._show_kept(record)
        elif record.url:
            self._notices.say(
                NoticeKind.QUESTION,
                self.tr("{0} is a link: opening it makes a connection.").format(record.number),
                record.url,
                [(self.tr("Open in the browser"), partial(_browse, record.url))],
                topic="open",
            )

    def _show_kept(self, record: SourceRecord) -> None:
        name = adding.file_name(record.original_name) if record.original_name else record.number
        actions = [(self.tr("Save a copy…"), partial(self._save_copy, name, record.sha))]
        if record.media_type in _HARMLESS:
            actions.insert(0, (self.tr("Open a copy"), partial(self._open_copy, record)))
        what = self.tr("{0} is kept whole in the project: {1}.").format(record.number, name)
        warning = self.tr("Opening such a file could load things from outside.")
        more = "" if record.media_type in _HARMLESS else warning
        self._notices.say(NoticeKind.QUESTION, what, more, actions, topic="open")

    def _open_copy(self, record: SourceRecord) -> None:
        session = self._desk.session
        from app.jobs.private_place import private_folder

        folder = private_folder(sealed=session is not None and session.password is not None)
        # A name of our own: the one the file came with is only for showing.
        copy = folder / f"source{mimetypes.guess_extension(record.media_type) or ''}"
        address = QUrl.fromLocalFile(str(copy))
        self._copy_out(record.sha, copy, partial(QDesktopServices.openUrl, address))

    def _save_copy(self, name: str, sha: str) -> None:
        path, _ = QFileDialog.getSaveFileName(self._window, self.tr("Save a copy"), name)
        if path:
            told = self.tr("Saved a copy: {0}").format(path)
            self._copy_out(sha, Path(path), partial(self._notices.say, NoticeKind.NEWS, told))

    def _copy_out(self, sha: str, path: Path, then: Callable[[], object]) -> None:
        if self._desk.session is not None:
            self._desk.session.copy_out(sha, path, then)


def _browse(address: str) -> None:
    QDesktopServices.openUrl(QUrl(address))

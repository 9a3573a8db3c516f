"""The source opened beside the article: opening its bytes, going to a passage, what is selected in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app.panels.desk import Desk
from app.panels.passage_place import Quoted, quoted
from app.panels.source_files import SourceFiles
from db.records import EvidenceRecord, Place, Selected, SourceKind, SourceRecord

if TYPE_CHECKING:
    from app.panels.opened_source import OpenedSource
    from db.records.viewing import ImageFacts
    from widgets.sources.viewer import SourceViewer


class SourceViewerPanel(QObject):
    """One source at a time, beside the article.

    Signals: ``beside(QWidget or None)`` what stands beside the article; ``body_shown(QWidget)`` what its
    words are shown in; ``open_wanted(source)`` by another program; ``selection_changed`` where other
    words are selected; ``cite_wanted`` with them; ``details_wanted(source)``; ``left`` when the keyboard
    goes back to the article; ``told(sentence)``.
    """

    beside = Signal(object)
    body_shown = Signal(object)
    selection_changed = Signal()
    cite_wanted = Signal()
    details_wanted = Signal(str)
    open_wanted = Signal(str)
    left = Signal()
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._files = SourceFiles(desk)
        self._viewer: SourceViewer | None = None
        self._source = ""
        self._sha = self._note = ""
        self._path: Path | None = None
        self._opened: OpenedSource | None = None
        self._then: Callable[[], None] | None = None
        self._cited = ""
        self._places: dict[str, tuple[tuple[int, int], float | None]] = {}
        desk.sources_changed.connect(self._on_sources_changed)

    @property
    def viewer(self) -> SourceViewer:
        """The viewer; made when first asked for."""
        viewer = self._viewer
        if viewer is None:
            from widgets.sources.viewer import SourceViewer

            viewer = self._viewer = SourceViewer()
            viewer.closed.connect(self.close)
            viewer.cite_wanted.connect(self.cite_wanted)
            viewer.details_wanted.connect(lambda: self.details_wanted.emit(self._source))
            viewer.instead.open_wanted.connect(lambda: self.open_wanted.emit(self._source))
            viewer.instead.save_wanted.connect(lambda: self.open_wanted.emit(self._source))
        return viewer

    @property
    def source(self) -> str:
        """The source that is open, or blank."""
        return self._source

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard is in the viewer."""
        focus = QApplication.focusWidget()
        viewer = self._viewer
        return bool(self._source) and viewer is not None and focus is not None and viewer.isAncestorOf(focus)

    def selected(self) -> Selected | None:
        """What is selected in the source that is open."""
        record = self._desk.sources.get(self._source)
        passage = self._viewer.passage() if self._viewer is not None and record is not None else None
        if passage is None or record is None:
            return None
        place = None
        if self._sha:
            place = Place(self._sha, passage.page, passage.start, passage.end, passage.boxes, passage.cells)
        locator = passage.cells
        if passage.page is not None:
            first, last = passage.page + 1, (passage.last_page or passage.page) + 1
            locator = (self.tr("p. {0}") if first == last else self.tr("pp. {0}–{1}")).format(first, last)
        elif passage.paragraph:
            locator = self.tr("¶ {0}").format(passage.paragraph)
        elif passage.boxes:
            locator = self.tr("part of the image")
        return Selected(record.id, passage.words, locator, place)

    def slots(self) -> Mapping[str, Callable[[], object]]:
        """What the viewer does itself while the keyboard is in it, by the command's id."""
        return {
            "edit.find": partial(self.do, "open_find_bar"),
            "view.larger": partial(self.do, "zoom_in"),
            "view.smaller": partial(self.do, "zoom_out"),
            "view.normal": self._normal_size,
        }

    def do(self, name: str) -> None:
        """Have the viewer do that with the source that is open, by the name of the body's method."""
        if self._viewer is not None and self._source:
            if self._viewer.can(name):
                self._viewer.do(name)
            else:
                self.told.emit(self.tr("That cannot be done with what is shown of this source."))

    def _normal_size(self) -> None:
        viewer = self._viewer
        self.do("fit_width" if viewer is not None and viewer.can("fit_width") else "zoom_reset")

    def why_none(self) -> str:
        """Why there is nothing to do in the viewer; blank where a source is open."""
        return "" if self._source else self.tr("No source is open beside the article.")

    # Opening and closing

    def open(
        self, source: str, then: Callable[[], None] | None = None, *, take_keyboard: bool = True
    ) -> None:
        """Open that source beside the article, have the keyboard in it if it is to be taken; then do that."""
        record = self._desk.sources.get(source)
        if record is None:
            return
        viewer = self.viewer
        if source == self._source and record.sha == self._sha and (self._opened or viewer.body) is not None:
            if take_keyboard:
                viewer.focus()
            if viewer.body is None:
                self._then = then
            elif then is not None:
                then()
            return
        self._let_go()
        self._source, self._sha, self._then = record.id, record.sha, then
        viewer.show_source(record)
        viewer.show_waiting()
        self.beside.emit(viewer)
        if record.sha:
            self._path = self._files.copy_out(
                record.sha, partial(self._on_copied, record), partial(self._on_refused, record.id)
            )
        elif record.kind == SourceKind.NOTE and record.note:
            self._show_note(record)
        else:
            from app.panels.not_shown import without_file

            self._say_instead(record, without_file(self, record))
        if take_keyboard:
            viewer.focus()

    def open_evidence(self, evidence: str) -> None:
        """Open the source of that evidence of the claim in hand at its passage."""
        record = next((e for e in self._evidence() if e.id == evidence), None)
        if record is not None:
            self._cited = evidence
            self.open_at(quoted(record, self._desk.checks.get(evidence)))

    def open_at(self, quote: Quoted, *, take_keyboard: bool = True) -> None:
        """Open that source at that passage, and mark it; at no passage nothing is marked."""
        then = partial(self._show_passage, quote) if quote.passage or quote.place else self._unmark
        self.open(quote.source, then, take_keyboard=take_keyboard)

    def open_next_evidence(self) -> None:
        """Open the source of the claim's evidence at its passage; of the next one, when asked again."""
        there = list(self._evidence())
        if not there:
            self.told.emit(self.tr("No evidence is cited on this claim yet."))
            return
        ids: list[str] = [one.id for one in there]
        at = ids.index(self._cited) + 1 if self._cited in ids and self._source else 0
        self.open_evidence(ids[at % len(ids)])

    def close(self) -> None:
        """Put the source away; the article has its room again."""
        had = self.has_keyboard
        self._let_go()
        self.beside.emit(None)
        if had:
            self.left.emit()

    def leave(self) -> bool:
        """Close it if it is open; false where it is not."""
        there = bool(self._source)
        if there:
            self.close()
            self.left.emit()
        return there

    def forget(self) -> None:
        """The project is closed."""
        self.close()
        self._places.clear()

    def _let_go(self) -> None:
        viewer = self._viewer
        if viewer is not None:
            if viewer.body is not None:
                body = viewer.body
                self._places[self._source] = (body.left_at(), None if body.fits else body.zoom)
            viewer.put_body(None)
        if self._opened is not None:
            self._opened.close()
            self._opened.deleteLater()
            self._opened = None
        if self._path is not None:
            self._files.drop(self._path)
            self._path = None
        self._source = self._sha = self._note = ""
        self._then = None
        self.selection_changed.emit()

    def _on_copied(self, record: SourceRecord, path: Path) -> None:
        from app.panels.opened_source import OpenedSource
        from app.panels.source_bodies import FIRST
        from app.sources.media import media_of

        if path != self._path:
            # Another source was opened meanwhile.
            self._files.drop(path)
            return
        try:
            media = media_of(path, record.original_name)
        except OSError as error:
            self._on_refused(record.id, self.tr("It could not be read: {0}.").format(error.strerror or error))
            return
        if media.kind not in FIRST:
            from app.panels.not_shown import why_not_shown

            self._say_instead(record, why_not_shown(self, media))
            return
        opened = self._opened = OpenedSource(path, record.original_name, media.kind, self)
        opened.failed.connect(partial(self._on_refused, record.id))
        opened.ask(FIRST[media.kind], self._on_read)

    def _show_note(self, record: SourceRecord) -> None:
        """Show the words of a note: they are all there is of that source."""
        from app.panels.source_bodies import note_text

        self._note = record.note
        self._on_read(note_text(record.note))

    def _on_read(self, answer: object) -> None:
        from app.panels.source_bodies import body_for
        from db.records.viewing import ImageFacts, Pages

        body = body_for(answer)
        body.told.connect(self.told)
        body.selection_changed.connect(self.selection_changed)
        had = self.has_keyboard
        self.viewer.put_body(body)
        if isinstance(answer, ImageFacts):
            self._show_about(answer)
        self.body_shown.emit(body)
        (page, along), zoom = self._places.get(self._source, ((0, 0), None))
        if zoom is not None:
            body.set_zoom(zoom)
        if page or along:
            body.stand_at(page, along)
        if self._opened is not None:
            self._opened.serve(body)
        if had:
            self.viewer.focus()
        if isinstance(answer, Pages) and answer.left_out:
            self.told.emit(self.tr("{0} more pages are not shown.").format(answer.left_out))
        then, self._then = self._then, None
        if then is not None:
            then()

    def _show_about(self, image: ImageFacts) -> None:
        from app.panels.not_shown import about_image

        record = self._desk.sources.get(self._source)
        self.viewer.show_about(about_image(self, image, record.note if record is not None else ""))

    def _on_refused(self, source: str, sentence: str) -> None:
        record = self._desk.sources.get(source)
        if record is not None and source == self._source:
            self._say_instead(record, sentence)

    def _say_instead(self, record: SourceRecord, sentence: str) -> None:
        from app.panels.not_shown import facts_of

        had = self.has_keyboard
        self.viewer.show_instead(sentence, facts_of(self, record), copies=bool(record.sha))
        if had:
            self.viewer.focus()

    # Going to a passage

    def _evidence(self) -> tuple[EvidenceRecord, ...]:
        claim = self._desk.claim
        return tuple(self._desk.evidence.get(claim, ())) if claim is not None else ()

    def _show_passage(self, quote: Quoted) -> None:
        from app.panels.passage_shown import PassageShown

        if self.viewer.body is not None:
            shown = PassageShown(self.viewer, self._opened, self._sha)
            shown.told.connect(self.told)
            shown.show(quote)

    def _unmark(self) -> None:
        if self._viewer is not None and self._viewer.body is not None:
            self._viewer.body.unmark()

    def _on_sources_changed(self) -> None:
        if not self._source:
            return
        record = self._desk.sources.get(self._source)
        if record is None:
            self.close()
        elif record.sha != self._sha or (self._note and record.note != self._note):
            source, self._sha = self._source, ""
            self._let_go()
            self.open(source)
        else:
            self.viewer.show_source(record)

"""One kept file being read by a child for a body of the viewer: what the body lacks is asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.jobs.qt_conversation import QtConversation
from app.sources.images import AskView
from app.sources.media import Kind
from app.sources.opened import SourceFile, open_source
from app.sources.pages import AskHits, AskPicture, AskText
from app.sources.tables import AskCellHits, AskRows
from widgets.sources.wants import Want, WantsCellHits, WantsHits, WantsPicture, WantsRows, WantsText

if TYPE_CHECKING:
    from widgets.sources.body import Body


class OpenedSource(QObject):
    """Asks one thing at a time, and what is wanted most by then: a page scrolled past is never drawn.

    Signals: ``failed(sentence)`` where the file cannot be opened.
    """

    failed = Signal(str)

    def __init__(self, path: Path, name: str, kind: Kind, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._talk = QtConversation(open_source(SourceFile(str(path), name, kind)), self)
        self._talk.answered.connect(self._on_answered)
        self._talk.failed.connect(self._on_failed)
        self._talk.broke.connect(self._on_broke)
        self._then: dict[int, tuple[Callable[[Any], None], Callable[[str], None]]] = {}
        self._body: Body | None = None
        self._asking = False

    def ask(
        self, question: object, then: Callable[[Any], None], refused: Callable[[str], None] | None = None
    ) -> None:
        """Ask and pass the answer on; where there is none, its sentence, or the signal ``failed``."""
        self._then[self._talk.ask(question)] = (then, refused or self.failed.emit)

    def serve(self, body: Body) -> None:
        """Ask whatever that body wants from now on."""
        self._body = body
        body.wanting.connect(self._serve)
        self._serve()

    def close(self) -> None:
        """End the child; nothing is told any more."""
        self._body = None
        self._then.clear()
        self._talk.close()

    def _serve(self) -> None:
        body = self._body
        want = body.next_want() if body is not None and not self._asking else None
        if body is None or want is None:
            return
        self._asking = True

        def take(answer: Any) -> None:
            self._asking = False
            body.take(want, answer)

        def refuse(sentence: str) -> None:
            self._asking = False
            body.take_failure(want, sentence)

        self.ask(_question(want, self.kind), take, refuse)

    def _on_answered(self, number: int, answer: object) -> None:
        then, _refused = self._then.pop(number, (None, None))
        if then is not None:
            then(answer)

    def _on_failed(self, number: int, sentence: str) -> None:
        _then, refused = self._then.pop(number, (None, None))
        if refused is not None:
            refused(sentence)

    def _on_broke(self, number: int, _traceback: str) -> None:
        self._on_failed(number, self.tr("This could not be read: a mistake of Tickmark’s own."))


def _question(want: Want, kind: Kind) -> object:
    match want:
        case WantsPicture() if kind is Kind.IMAGE:
            return AskView(want.width, want.region, want.turned)
        case WantsPicture():
            return AskPicture(want.page, want.width, want.region)
        case WantsText():
            return AskText(want.page)
        case WantsHits():
            return AskHits(want.words, want.first)
        case WantsCellHits():
            return AskCellHits(want.words)
        case WantsRows():
            return AskRows(want.sheet, want.first, want.count)

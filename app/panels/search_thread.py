"""The thread that owns the search index: it is asked there, so that nothing of it holds the window up."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

from db.records import Place, record
from db.records.search import SearchHit, SearchItem

if TYPE_CHECKING:
    from app.sources.searched import TextItem
    from db.sealing import Password
    from db.search import SearchIndex

Deliver = Callable[[Callable[[], object]], None]
_Task = Callable[["SearchIndex"], None]

_log = logging.getLogger(__name__)
_STOP_S = 2.0


@record
class CaughtUp:
    """What is indexed: ``texts`` are there in all, of which ``ready`` can be indexed and ``unread`` were not
    read yet."""

    texts: int
    ready: tuple[TextItem, ...]
    unread: tuple[TextItem, ...]


class SearchThread:
    """Answers in the order of asking, with ``deliver`` into the window's thread; begins at once."""

    def __init__(self, path: Path, deliver: Deliver, password: Password | None = None) -> None:
        self._path, self._deliver, self._password = path, deliver, password
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._latest: dict[str, int] = {}
        self._stopped = Event()
        self._thread = Thread(target=self._work, name="search", daemon=True)
        self._thread.start()

    @property
    def path(self) -> Path:
        """Where the index lies."""
        return self._path

    @property
    def password(self) -> Password | None:
        """What the index is kept under, with the project."""
        return self._password

    @property
    def stopped(self) -> bool:
        """Whether nothing more is wanted of it."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """End; nothing more is delivered that matters to anybody."""
        self._stopped.set()
        self._tasks.put(None)
        self._thread.join(_STOP_S)

    def find(
        self,
        asker: str,
        words: str,
        limit: int,
        kinds: Sequence[str],
        then: Callable[[list[SearchHit]], object],
    ) -> None:
        """Find; where the same asker asks again before, this one is passed over."""
        number = self._latest[asker] = self._latest.get(asker, 0) + 1

        def task(index: SearchIndex) -> None:
            if self._latest[asker] == number:
                hits = index.find(words, limit, kinds)
                self._deliver(lambda: then(hits) if self._latest[asker] == number else None)

        self._tasks.put(task)

    def catch_up(self, items: Sequence[SearchItem], then: Callable[[CaughtUp], object]) -> None:
        """Index all of these but texts, which are told of: they are others' work."""

        def task(index: SearchIndex) -> None:
            told = CaughtUp(0, (), ())
            try:
                told = caught_up(index)
            finally:
                self._deliver(lambda: then(told))

        def caught_up(index: SearchIndex) -> CaughtUp:
            from app.sources.kept_texts import has_text
            from app.sources.searched import TextItem
            from db.records.search import TEXT

            new = [item for item in index.lacking(items) if item.kind == TEXT]
            ids = {item.id for item in new}
            rest = [item for item in items if item.kind != TEXT or item.id not in ids]
            index.catch_up(rest, self._stopped.is_set)
            texts = [TextItem.of(item) for item in new]
            ready = tuple(text for text in texts if has_text(text.sha))
            known = set(ready)
            unread = tuple(text for text in texts if text not in known)
            return CaughtUp(sum(item.kind == TEXT for item in items), ready, unread)

        self._tasks.put(task)

    def place(self, sha: str, hit: SearchHit, then: Callable[[str, Place], object]) -> None:
        """Where in those kept bytes a hit stands, and the words there."""

        def task(_index: SearchIndex) -> None:
            from app.sources.kept_texts import known_text

            text = known_text(sha)
            if text is None:
                return
            words = text.text[hit.start : hit.end]
            page, start = text.page_at(hit.start)
            place = Place(sha, start=hit.start, end=hit.end)
            if text.pages:
                place = Place(sha, page=page, start=start, end=start + hit.end - hit.start)
            self._deliver(lambda: then(words, place))

        self._tasks.put(task)

    def _work(self) -> None:
        from db.search import SearchIndex

        index = SearchIndex(self._path, self._password)
        try:
            while (task := self._tasks.get()) is not None and not self.stopped:
                try:
                    task(index)
                except Exception as error:  # noqa: BLE001 - a search that fails costs that search
                    _log.error("in the search thread", exc_info=error)
        finally:
            index.close()

"""Searching a project's words: an index outside the project, in the user's cache, made anew at need.

SQLite's FTS5 finds passages of some hundred words, so that a hit is a place and not a book. Words are found
by their beginnings, without case and accents, also where a hyphen at a line's end parts them; characters of
scripts written without spaces are words each, so that a word of theirs is a phrase. What is found is marked
in the words as they stand.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import time
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from db import sealing
from db.records.articles import Span
from db.records.search import TEXT, Indexed, SearchHit, SearchItem
from db.sealing import Password
from db.search_words import Marking, Term, folded, passages, spelled, storable, terms_of

_VERSION = 2
_SCHEMA = f"""
CREATE TABLE item(n INTEGER PRIMARY KEY, kind TEXT, id TEXT, mark TEXT, title TEXT, UNIQUE(kind, id));
CREATE TABLE passage(n INTEGER PRIMARY KEY, item INTEGER, start INTEGER, words TEXT, parts TEXT);
CREATE INDEX passage_item ON passage(item);
CREATE VIRTUAL TABLE word USING fts5(title, words, content='', prefix='2 3',
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'");
PRAGMA user_version = {_VERSION};
"""
_COMMIT_S = 0.1
_QUERY_S = 1.0
_STEP = 20_000
_MOST_OF_ONE = 5
"""The most hits of one item, so that a book does not crowd out the rest."""
_SNIPPET = 160


_MOST_RANKED = 500
_MOST_TITLES = 100
"""So many passages that match are ranked, those taken in last: of a word in more, rank tells little."""
_ENOUGH = 10
"""With so many passages that have all words, none are looked for that have only some."""
_RANKED = """
SELECT p.n, i.kind, i.id, i.title, p.start FROM
    (SELECT rowid, bm25(word, 4.0, 1.0) AS rank FROM word WHERE word MATCH ? ORDER BY rowid DESC LIMIT ?) w
    JOIN passage p ON p.n = w.rowid JOIN item i ON i.n = p.item ORDER BY w.rank, p.n
"""

T = TypeVar("T")
Row = tuple[str, str, str, int, str, str]
Rows = dict[int, Row]
"""Kind, id and title of an item, where the passage begins in it, its words, and the parts it stands in; by
the passage's number."""


class SearchIndex:
    """The index at a path, made if need be; one that is damaged is thrown away. Use it in one thread.

    Several windows may have the same one open. Where no file can be made it is kept in memory. That of a
    protected project is sealed under its password.
    """

    def __init__(self, path: Path, password: Password | None = None) -> None:
        self._path = path
        self._password = password
        self._wanted = 0
        self._conn = self._opened()

    def close(self) -> None:
        """Let go of the file."""
        self._conn.close()

    @property
    def indexed(self) -> Indexed:
        """How many items can be searched, of those last asked for."""
        done = self._whole(lambda: self._conn.execute("SELECT count(*) FROM item").fetchone()[0], 0)
        return Indexed(done, max(done, self._wanted))

    def catch_up(
        self,
        items: Sequence[SearchItem],
        cancelled: Callable[[], bool] = lambda: False,
        progress: Callable[[Indexed], None] = lambda _: None,
    ) -> Indexed:
        """Index what is new or changed and forget what is not among the items; in many small commits.

        What was done stays when it is cancelled, or when another window keeps the file busy.
        """
        for _ in range(2):
            if self._whole(lambda: self._caught_up(items, cancelled, progress, whole=True), False):
                break
        return self.indexed

    def add(
        self,
        items: Sequence[SearchItem],
        cancelled: Callable[[], bool] = lambda: False,
        progress: Callable[[Indexed], None] = lambda _: None,
    ) -> None:
        """Index what of these is new or changed, and leave all others as they are."""
        for _ in range(2):
            if self._whole(lambda: self._caught_up(items, cancelled, progress, whole=False), False):
                break

    def lacking(self, items: Sequence[SearchItem]) -> list[SearchItem]:
        """Those of the items that are new or changed, so that their words are yet to be indexed."""
        return self._whole(lambda: self._new(items), list(items))

    def find(self, words: str, limit: int = 50, kinds: Sequence[str] = ()) -> list[SearchHit]:
        """Passages with all of the words, best first, then those with some of them; nothing for no words.

        Words in quotation marks must stand together. Nothing a person may type is an error. With ``kinds``
        only items of these.
        """
        terms = terms_of(words)
        return self._whole(lambda: self._found(terms, limit, kinds), []) if terms else []

    # The file

    def _opened(self) -> sqlite3.Connection:
        for _ in range(2):
            try:
                return self._connected()
            except (sqlite3.Error, OSError):
                with suppress(OSError):
                    self._path.unlink(missing_ok=True)
        conn = sqlite3.connect(":memory:", isolation_level=None)
        conn.executescript(_SCHEMA)
        return conn

    def _connected(self) -> sqlite3.Connection:
        # Made before SQLite would make it, for nobody else to read.
        os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        conn = self._plain() if self._password is None else self._sealed(self._password)
        try:
            conn.execute("PRAGMA journal_mode = TRUNCATE")
            conn.execute("PRAGMA synchronous = OFF")
            # Others find words until the moment of a commit, however much is in it.
            conn.execute("PRAGMA cache_spill = OFF")
            conn.execute("PRAGMA secure_delete = ON")
            conn.execute("PRAGMA temp_store = MEMORY")
            conn.execute("PRAGMA trusted_schema = OFF")
            conn.execute("BEGIN IMMEDIATE")
            if conn.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
                for name in ("item", "passage", "word"):
                    conn.execute(f"DROP TABLE IF EXISTS {name}")
                for statement in _SCHEMA.split(";\n"):
                    conn.execute(statement)
            conn.execute("COMMIT")
        except sqlite3.Error:
            conn.close()
            raise
        return conn

    def _plain(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, isolation_level=None, timeout=2, check_same_thread=False)

    def _sealed(self, password: Password) -> sqlite3.Connection:
        """Under another password it is as good as damaged, and made anew."""
        sealed = sealing.is_sealed(self._path)
        salt = sealing.salt_of(self._path) if sealed else None
        return sealing.connect_new(self._path, password, salt)

    def _whole(self, act: Callable[[], T], otherwise: T) -> T:
        """What the act gives; ``otherwise`` where the file is busy, or was found damaged and made anew."""
        try:
            return act()
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self._conn.rollback()
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
            if code not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_INTERRUPT):
                with suppress(sqlite3.Error):
                    self._conn.close()
                with suppress(OSError):
                    self._path.unlink(missing_ok=True)
                self._conn = self._opened()
            return otherwise

    # Filling it

    def _caught_up(
        self,
        items: Sequence[SearchItem],
        cancelled: Callable[[], bool],
        progress: Callable[[Indexed], None],
        *,
        whole: bool,
    ) -> bool:
        wanted = {(item.kind, item.id): item for item in items}
        gone: list[int] = []
        if whole:
            rows = self._conn.execute("SELECT kind, id, n FROM item").fetchall()
            gone = [n for kind, id, n in rows if (kind, id) not in wanted]
            self._wanted = len(wanted)
        new = self._new(list(wanted.values()))
        done = len(wanted) - len(new)
        work: list[tuple[int | None, SearchItem | None]] = [(n, None) for n in gone]
        work += [(None, item) for item in new]
        while work:
            until = time.monotonic() + _COMMIT_S
            # The words are read before the others are kept waiting.
            ready: list[tuple[int | None, SearchItem | None, str, Sequence[int]]] = []
            while work and (not ready or time.monotonic() < until):
                if cancelled():
                    return True
                n, item = work.pop()
                words = item.words() if item else ""
                ready.append((n, item, words, item.parts() if item else ()))
            self._conn.execute("BEGIN IMMEDIATE")
            for n, item, words, parts in ready:
                if item is None:
                    self._forget(n)
                else:
                    self._put(item, words, parts)
                    done += 1
            self._conn.execute("COMMIT")
            progress(Indexed(done, len(wanted)))
        return True

    def _new(self, items: Sequence[SearchItem]) -> list[SearchItem]:
        rows = self._conn.execute("SELECT kind, id, mark FROM item").fetchall()
        known = {(kind, id): mark for kind, id, mark in rows}
        return [item for item in items if known.get((item.kind, item.id), "") != _mark(item)]

    def _put(self, item: SearchItem, words: str, parts: Sequence[int]) -> None:
        known = self._conn.execute(
            "SELECT n FROM item WHERE kind = ? AND id = ?", (item.kind, item.id)
        ).fetchone()
        if known:
            self._forget(known[0])
        title, words = storable(item.title), storable(words)
        n = self._conn.execute(
            "INSERT INTO item(kind, id, mark, title) VALUES (?, ?, ?, ?)",
            (item.kind, item.id, _mark(item), title),
        ).lastrowid
        # A file without words is found by its source, which has its title too.
        for start, end in passages(words) if words.strip() or item.kind != TEXT else ():
            passage = words[start:end]
            at = self._conn.execute(
                "INSERT INTO passage(item, start, words, parts) VALUES (?, ?, ?, ?)",
                (n, start, passage, _parts_of(parts, start, end)),
            ).lastrowid
            self._conn.execute(
                "INSERT INTO word(rowid, title, words) VALUES (?, ?, ?)",
                (at, folded(title) if start == 0 else "", folded(passage)),
            )

    def _forget(self, n: int | None) -> None:
        rows = self._conn.execute(
            "SELECT p.n, i.title, p.words, p.start = 0 "
            "FROM passage p JOIN item i ON i.n = p.item WHERE i.n = ?",
            (n,),
        ).fetchall()
        for at, title, words, begins in rows:
            self._conn.execute(
                "INSERT INTO word(word, rowid, title, words) VALUES ('delete', ?, ?, ?)",
                (at, folded(title) if begins else "", folded(words)),
            )
        self._conn.execute("DELETE FROM passage WHERE item = ?", (n,))
        self._conn.execute("DELETE FROM item WHERE n = ?", (n,))

    # Finding in it

    def _found(self, terms: Sequence[Term], limit: int, kinds: Sequence[str]) -> list[SearchHit]:
        until = time.monotonic() + _QUERY_S
        self._conn.set_progress_handler(lambda: time.monotonic() > until, _STEP)
        try:
            rows = self._rows(" AND ".join(map(spelled, terms)), limit, kinds)
            if len(terms) > 1 and len(rows) < min(_ENOUGH, limit):
                telling = [term for term in terms if not self._is_common(spelled(term))]
                some = " OR ".join(map(spelled, telling))
                rows = self._rows(some, limit, kinds, rows) if telling else rows
        finally:
            self._conn.set_progress_handler(None, 0)
        marking = Marking(terms)
        return [_hit(row, marking) for row in rows.values()]

    def _rows(self, query: str, limit: int, kinds: Sequence[str], before: Rows | None = None) -> Rows:
        """Passages by their numbers, best first, behind those found before; only so many of one item."""
        found = dict(before or {})
        of_one = Counter(row[:2] for row in found.values())
        for asked, most in ((f"title : ({query})", _MOST_TITLES), (query, _MOST_RANKED)):
            for n, kind, id, title, start in self._conn.execute(_RANKED, (asked, most)).fetchall():
                if kinds and kind not in kinds:
                    continue
                if n not in found and of_one[kind, id] < _MOST_OF_ONE and len(found) < limit:
                    passage = self._conn.execute("SELECT words, parts FROM passage WHERE n = ?", (n,))
                    found[n] = (kind, id, title, start, *passage.fetchone())
                    of_one[kind, id] += 1
        return found

    def _is_common(self, query: str) -> bool:
        counted = "SELECT count(*) FROM (SELECT 1 FROM word WHERE word MATCH ? LIMIT ?)"
        return self._conn.execute(counted, (query, _MOST_RANKED)).fetchone()[0] == _MOST_RANKED


def _mark(item: SearchItem) -> str:
    return sha256(f"{item.mark}\0{item.title}".encode("utf-8", "replace")).hexdigest()


def _parts_of(parts: Sequence[int], start: int, end: int) -> str:
    """The part in which a passage begins, and where in the passage others begin; blank for no parts."""
    if not parts:
        return ""
    first = bisect_right(parts, start)
    return json.dumps([max(0, first - 1), *(at - start for at in parts[first : bisect_left(parts, end)])])


def _part(parts: str, place: int) -> int | None:
    if not parts:
        return None
    first, *others = json.loads(parts)
    return first + bisect_right(others, place)


def _hit(row: Row, marking: Marking) -> SearchHit:
    kind, id, title, start, words, parts = row
    marks = marking.marks(words)
    first, last = (marks[0].start, marks[0].end) if marks else (0, 0)
    low, high = max(0, first - _SNIPPET // 3), min(len(words), max(last, first + _SNIPPET))
    if low:
        low = words.find(" ", low, first) + 1 or low
    if high < len(words):
        high = max(last, words.rfind(" ", last, high))
    inside = tuple(Span(m.start - low, m.end - low) for m in marks if m.start >= low and m.end <= high)
    where = (start + first, start + last) if marks else (0, 0)
    part = _part(parts, first)
    return SearchHit(kind, id, title, re.sub(r"\s", " ", words[low:high]), inside, *where, part)

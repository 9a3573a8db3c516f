"""Searching a project's words: an index outside the project, in the user's cache, made anew at need.

SQLite's FTS5 finds passages of some hundred words, so that a hit is a place and not a book. Words are found
by their beginnings, without case and accents, also where a hyphen at a line's end parts them; characters of
scripts written without spaces are words each, so that a word of theirs is a phrase. What is found is marked
in the words as they stand.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeVar

from db.records.articles import Span
from db.records.search import Indexed, SearchHit, SearchItem
from db.scripts import UNSPACED

_VERSION = 1
_SCHEMA = f"""
CREATE TABLE item(n INTEGER PRIMARY KEY, kind TEXT, id TEXT, mark TEXT, title TEXT, UNIQUE(kind, id));
CREATE TABLE passage(n INTEGER PRIMARY KEY, item INTEGER, start INTEGER, words TEXT);
CREATE INDEX passage_item ON passage(item);
CREATE VIRTUAL TABLE word USING fts5(title, words, content='', prefix='2 3',
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'");
PRAGMA user_version = {_VERSION};
"""
_PASSAGE = 1_200
"""Characters of a passage, more or less."""
_COMMIT_S = 0.1
_QUERY_S = 1.0
_STEP = 20_000
_LONGEST_QUERY = 400
_MOST_TERMS = 16
_MOST_OF_ONE = 5
"""The most hits of one item, so that a book does not crowd out the rest."""
_SNIPPET = 160
_ASKED = re.compile(r'["“„«]([^"“”„«»]*)["”“»]|([^\s"“”„«»]+)')
_UNSEEN = re.compile("[\u00ad\u0640\u064b-\u0652\u0670\u200b-\u200f\u2060\ufeff]")
"""Soft hyphens, joiners, marks of direction, and the strokes and vowels Arabic may be written without."""
_LINE_END = re.compile(r"(?<=[^\W\d_])[-‐\u00ad]\n(?=[^\W\d_])")

_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u0652\u0670]")

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
Row = tuple[str, str, str, int, str]
Rows = dict[int, Row]
"""Kind, id and title of an item, where the passage begins in it, and its words; by the passage's number."""


class Term(NamedTuple):
    """Words of a query that must stand together, folded; one word may be a word's beginning."""

    words: tuple[str, ...]
    begins: bool


class SearchIndex:
    """The index at a path, made if need be; one that is damaged is thrown away. Use it in one thread.

    Several windows may have the same one open. Where no file can be made it is kept in memory.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
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
        self._wanted = len(items)
        for _ in range(2):
            if self._whole(lambda: self._caught_up(items, cancelled, progress), False):
                break
        return self.indexed

    def find(self, words: str, limit: int = 50) -> list[SearchHit]:
        """Passages with all of the words, best first, then those with some of them; nothing for no words.

        Words in quotation marks must stand together. Nothing a person may type is an error.
        """
        terms = _terms(words)
        return self._whole(lambda: self._found(terms, limit), []) if terms else []

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
        conn = sqlite3.connect(self._path, isolation_level=None, timeout=2, check_same_thread=False)
        try:
            conn.execute("PRAGMA journal_mode = TRUNCATE")
            conn.execute("PRAGMA synchronous = OFF")
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
    ) -> bool:
        rows = self._conn.execute("SELECT kind, id, n, mark FROM item").fetchall()
        known = {(kind, id): (n, mark) for kind, id, n, mark in rows}
        wanted = {(item.kind, item.id): item for item in items}
        self._wanted = len(wanted)
        gone = [n for key, (n, _) in known.items() if key not in wanted]
        new = [item for key, item in wanted.items() if known.get(key, (0, ""))[1] != _mark(item)]
        done = len(wanted) - len(new)
        work: list[tuple[int | None, SearchItem | None]] = [(n, None) for n in gone]
        work += [(None, item) for item in new]
        while work:
            until = time.monotonic() + _COMMIT_S
            # The words are read before the others are kept waiting.
            ready: list[tuple[int | None, SearchItem | None, str]] = []
            while work and (not ready or time.monotonic() < until):
                if cancelled():
                    return True
                n, item = work.pop()
                ready.append((n, item, item.words() if item else ""))
            self._conn.execute("BEGIN IMMEDIATE")
            for n, item, words in ready:
                if item is None:
                    self._forget(n)
                else:
                    self._put(item, words)
                    done += 1
            self._conn.execute("COMMIT")
            progress(Indexed(done, len(wanted)))
        return True

    def _put(self, item: SearchItem, words: str) -> None:
        known = self._conn.execute(
            "SELECT n FROM item WHERE kind = ? AND id = ?", (item.kind, item.id)
        ).fetchone()
        if known:
            self._forget(known[0])
        title, words = _storable(item.title), _storable(words)
        n = self._conn.execute(
            "INSERT INTO item(kind, id, mark, title) VALUES (?, ?, ?, ?)",
            (item.kind, item.id, _mark(item), title),
        ).lastrowid
        for start, end in _passages(words):
            passage = words[start:end]
            at = self._conn.execute(
                "INSERT INTO passage(item, start, words) VALUES (?, ?, ?)", (n, start, passage)
            ).lastrowid
            self._conn.execute(
                "INSERT INTO word(rowid, title, words) VALUES (?, ?, ?)",
                (at, _folded(title) if start == 0 else "", _folded(passage)),
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
                (at, _folded(title) if begins else "", _folded(words)),
            )
        self._conn.execute("DELETE FROM passage WHERE item = ?", (n,))
        self._conn.execute("DELETE FROM item WHERE n = ?", (n,))

    # Finding in it

    def _found(self, terms: Sequence[Term], limit: int) -> list[SearchHit]:
        until = time.monotonic() + _QUERY_S
        self._conn.set_progress_handler(lambda: time.monotonic() > until, _STEP)
        try:
            rows = self._rows(" AND ".join(map(_spelled, terms)), limit)
            if len(terms) > 1 and len(rows) < min(_ENOUGH, limit):
                telling = [term for term in terms if not self._is_common(_spelled(term))]
                rows = self._rows(" OR ".join(map(_spelled, telling)), limit, rows) if telling else rows
        finally:
            self._conn.set_progress_handler(None, 0)
        marking = _Marking(terms)
        return [_hit(row, marking) for row in rows.values()]

    def _rows(self, query: str, limit: int, before: Rows | None = None) -> Rows:
        """Passages by their numbers, best first, behind those found before; only so many of one item."""
        found = dict(before or {})
        of_one = Counter(row[:2] for row in found.values())
        for asked, most in ((f"title : ({query})", _MOST_TITLES), (query, _MOST_RANKED)):
            for n, kind, id, title, start in self._conn.execute(_RANKED, (asked, most)).fetchall():
                if n not in found and of_one[kind, id] < _MOST_OF_ONE and len(found) < limit:
                    words = self._conn.execute("SELECT words FROM passage WHERE n = ?", (n,)).fetchone()[0]
                    found[n] = (kind, id, title, start, words)
                    of_one[kind, id] += 1
        return found

    def _is_common(self, query: str) -> bool:
        counted = "SELECT count(*) FROM (SELECT 1 FROM word WHERE word MATCH ? LIMIT ?)"
        return self._conn.execute(counted, (query, _MOST_RANKED)).fetchone()[0] == _MOST_RANKED


# Words as they are indexed, asked for and marked


def _mark(item: SearchItem) -> str:
    return sha256(f"{item.mark}\0{item.title}".encode("utf-8", "replace")).hexdigest()


def _storable(words: str) -> str:
    return words.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def _folded(words: str) -> str:
    """The words as the index has them: none parted at a line's end, unspaced characters each by itself."""
    words = _UNSEEN.sub("", _LINE_END.sub("", words))
    return UNSPACED.sub(r" \g<0> ", words) if UNSPACED.search(words) else words


def _passages(words: str) -> list[tuple[int, int]]:
    """The text in passages that end with a paragraph, a line or at least a word; one for a short text."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        end = len(words)
        if end - at > _PASSAGE * 1.5:
            line = words.rfind("\n", at + _PASSAGE // 2, at + _PASSAGE) + 1
            space = words.rfind(" ", at + _PASSAGE // 2, at + _PASSAGE) + 1
            end = line or space or at + _PASSAGE
        if words[at:end].strip() or not at:
            found.append((at, end))
        at = end
    return found or [(0, 0)]


def _terms(query: str) -> list[Term]:
    terms: list[Term] = []
    for phrase, single in _ASKED.findall(_storable(query[:_LONGEST_QUERY])):
        words = tuple(_words(_UNSEEN.sub("", phrase or single)))
        if words:
            # A letter alone begins too many words.
            begins = not phrase and len(words[-1]) > 1 and not UNSPACED.match(words[-1])
            terms.append(Term(words, begins))
    return list(dict.fromkeys(terms))[:_MOST_TERMS]


def _words(asked: str) -> list[str]:
    """Words as FTS5 parts them, unspaced characters each by itself; of what was typed no sign is left."""
    spaced = UNSPACED.sub(r" \g<0> ", asked)
    return "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in spaced).split()


def _spelled(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + ("*" if term.begins else "")


class _Marking:
    """Finds the terms of a query in words as they stand."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = sorted(terms, key=lambda term: -len(term.words))

    def marks(self, words: str) -> list[Span]:
        """Where they stand, in order and apart."""
        plain = words.isascii() and "-\n" not in words
        return [Span(*match.span()) for match in (self._plain if plain else self._full).finditer(words)]

    @cached_property
    def _plain(self) -> re.Pattern[str]:
        return re.compile("|".join(_one(term, _bare) for term in self._terms), re.IGNORECASE)

    @cached_property
    def _full(self) -> re.Pattern[str]:
        return re.compile("|".join(_one(term, _letters) for term in self._terms), re.IGNORECASE)


def _one(term: Term, spelled: Callable[[str], str]) -> str:
    words = r"[\W_]*".join(map(spelled, term.words))
    begun = r"(?<![^\W_])" if not UNSPACED.match(term.words[0]) else ""
    return begun + words + ("" if term.begins or UNSPACED.match(term.words[-1]) else r"(?![^\W_])")


def _bare(word: str) -> str:
    return re.escape(_ACCENTS.sub("", unicodedata.normalize("NFD", word.lower())) or word)


def _letters(word: str) -> str:
    """A word with any accents, also where a line's end parts it."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", word.lower()))
    accents = f"(?:{_ACCENTS.pattern}|{_UNSEEN.pattern})*(?:[-‐]\\n)?"
    return accents.join(
        f"[{c}{_accented().get(c, '')}]" if c.isalnum() else re.escape(c) for c in bare or word
    )


@cache
def _accented() -> dict[str, str]:
    """Letters and those made of them with an accent."""
    found: dict[str, str] = {}
    for c in map(chr, range(0xC0, 0x1FFF)):
        parts = unicodedata.normalize("NFD", c.lower())
        if len(parts) > 1:
            found[parts[0]] = found.get(parts[0], "") + c.lower()
    return found


def _hit(row: Row, marking: _Marking) -> SearchHit:
    kind, id, title, start, words = row
    marks = marking.marks(words)
    first, last = (marks[0].start, marks[0].end) if marks else (0, 0)
    low, high = max(0, first - _SNIPPET // 3), min(len(words), max(last, first + _SNIPPET))
    if low:
        low = words.find(" ", low, first) + 1 or low
    if high < len(words):
        high = max(last, words.rfind(" ", last, high))
    inside = tuple(Span(m.start - low, m.end - low) for m in marks if m.start >= low and m.end <= high)
    where = (start + first, start + last) if marks else (0, 0)
    return SearchHit(kind, id, title, re.sub(r"\s", " ", words[low:high]), inside, *where)

"""What a search over a project finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from db.records.articles import Span
from db.records.frozen import record

TEXT = "text"
"""The kind of what is searched in a source's file."""


@record
class SearchItem:
    """Something to be searched: ``mark`` changes with its words, which are asked for only when it did.

    ``kind`` is article, claim, evidence, source (what is known of it) or text (the words of its file, by the
    source's id); ``title`` and the words may be blank. ``parts`` tells, after the words were asked for, where
    in them each of their parts (pages, sheets, paragraphs) begins. ``within`` is what it belongs to: a
    claim's article, the claim of evidence.
    """

    kind: str
    id: str
    title: str
    mark: str
    words: Callable[[], str]
    parts: Callable[[], Sequence[int]] = tuple
    within: str = ""


@record
class SearchHit:
    """A passage that has the words: a piece of it with the marked ranges, and where the first stands.

    ``marks`` are code points into ``snippet``; ``start`` and ``end`` into the item's words, both 0 where only
    its title has what was searched for. ``part`` is the part of the item it stands in, counted from 0, None
    where it has none.
    """

    kind: str
    id: str
    title: str
    snippet: str
    marks: tuple[Span, ...]
    start: int
    end: int
    part: int | None = None


@record
class Indexed:
    """How many of the items can be searched by now."""

    done: int
    of: int

"""What is said when a source cannot be shown or searched; the source itself is kept as it is."""

from __future__ import annotations

from db.errors import KnownError


class NotAsked(Exception):
    """Our mistake: a question that this kind of source does not know."""


class SourceNotRead(KnownError):
    """A source, or the part asked for, that cannot be read; nothing of it was changed."""


def damaged(name: str, how: str = "") -> SourceNotRead:
    """What is raised for a file that is not whole or not what it says it is; ``how`` is an error's name."""
    why = f" ({how})" if how else ""
    return SourceNotRead(
        f"“{name}” is damaged or not what its name says{why}, so it cannot be shown; it is kept as it is."
    )


def locked(name: str) -> SourceNotRead:
    """What is raised for a file that asks for a password."""
    return SourceNotRead(
        f"“{name}” is protected with a password, so it cannot be shown; add a copy without one beside it."
    )


def no_page(name: str, page: int, pages: int) -> SourceNotRead:
    """What is raised where somebody asks for a page that is not there; ``page`` counts from 0."""
    return SourceNotRead(f"“{name}” has no page {page + 1}: it has {pages:,}.")


def as_source(error: KnownError) -> SourceNotRead:
    """What a reader of articles says, as it is said of a source."""
    words = str(error)
    for said, meant in _SAID:
        words = words.replace(said, meant)
    return SourceNotRead(words)


_SAID = (
    ("so nothing was imported", "so it cannot be shown"),
    ("was not imported", "cannot be shown"),
    ("Nothing was imported.", "It is kept as it is."),
    ("nothing was imported", "it is kept as it is"),
    ("and import that", "and add that beside it"),
)

"""Adding sources: files kept whole, pages, people, notes, and what is still wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from app.commands.checks import article_of, day, number, read_at, source_of
from app.importing.media_types import media_type_of, source_kind
from db import blobs, queries
from db.canon import Json
from db.errors import KnownError, Stopped, WriteFailed
from db.keeping import LIMIT, LOOKED_AT, Kept, Parts, finished, shown
from db.kinds import ON_RECORD, SOURCE_KINDS, STATUSES
from db.log import wall
from db.project_file import Project
from db.records import SourceKind
from db.step import Edit, Step, new_id
from db.words import Words

_LONGEST_NAME = 200
_LONGEST_TITLE = 80
_FEW = 3
# What turns the direction of writing round, so that "exe.txt" could be read as "txt.exe".
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def add_files(
    project: Project,
    *,
    paths: Sequence[Path],
    limit: int = LIMIT,
    revision: int | None = None,
    refuse: Callable[[str], object] | None = None,
    reach: Callable[[int], object] | None = None,
) -> Parts[Step]:
    """Sources of these files in one step, numbered in the order given; the first one's id is its focus.

    Done part by part; ``reach`` is told how many files are done. A file that cannot be taken is told to
    ``refuse`` in a sentence and the others come. Raises KnownError, with none of them added, where nobody is
    to be told or none can be taken, and where it is not for one file's sake: the disk is full.
    """
    taken = yield from _take(project, paths, limit, refuse, reach or (lambda _: None))
    edits: list[Edit] = []
    for n, (path, one) in enumerate(taken):
        edits += _file_edits(project, path, one, n)
    focus = edits[0].entity if edits else ""
    kept = tuple(one for _, one in taken)
    return Step("source.add", tuple(edits), read_at(project, revision), focus=focus, kept=kept)


def _take(
    project: Project,
    paths: Sequence[Path],
    limit: int,
    refuse: Callable[[str], object] | None,
    reach: Callable[[int], object],
) -> Parts[list[tuple[Path, Kept]]]:
    taken: list[tuple[Path, Kept]] = []
    refused: list[KnownError] = []
    done, total = 0, max(1, sum(_size(path) for path in paths))
    try:
        for n, path in enumerate(paths):
            reach(n)
            try:
                one = yield from _kept(project, path, limit, done, total)
            except (Stopped, WriteFailed):
                raise
            except KnownError as error:
                if refuse is None:
                    raise
                refused.append(error)
            else:
                taken.append((path, one))
            done += _size(path)
        if refused and not taken:
            raise KnownError(" ".join(str(error) for error in refused[:_FEW]))
    except BaseException:
        project.drop([one for _, one in taken])
        raise
    if refuse is not None:
        for error in refused:
            refuse(str(error))
    return taken


def _kept(project: Project, path: Path, limit: int, before: int, total: int) -> Parts[Kept]:
    parts = project.keeping(path, limit)
    try:
        while True:
            yield min(before + next(parts)[0], total), total
    except StopIteration as end:
        return end.value
    finally:
        parts.close()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _file_edits(project: Project, path: Path, kept: Kept, n: int) -> tuple[Edit, ...]:
    source = new_id("source")
    media_type = media_type_of(path.suffix.lower(), kept.head, kept.tail)
    file = _file(path, kept, media_type)
    edits = _new(project, source, source_kind(media_type), file_name(path.name), n)
    return (*edits, Edit(source, "file", file))


def _where(path: Path) -> str:
    """Where a file was; of what lies in the user's home without that folder's name, often the user's own."""
    with suppress(ValueError, RuntimeError):
        return f"~/{shown(path.relative_to(Path.home()))}"
    return shown(path)


def _file(path: Path, kept: Kept, media_type: str) -> Json:
    return {
        "file": {"b": kept.sha},
        "name": Words(file_name(path.name)),
        "size": kept.size,
        "media_type": media_type,
        "at": wall(),
        "origin": Words(_where(path.absolute())),
        "modified": kept.modified,
    }


def add_file(
    project: Project, *, path: Path, title: str = "", limit: int = LIMIT, revision: int | None = None
) -> Step:
    """A source kept whole inside the project; its id is the step's focus. Raises KnownError as add_files."""
    step = finished(add_files(project, paths=[path], limit=limit, revision=revision))
    if not title.strip():
        return step
    edits = tuple(
        Edit(edit.entity, "title", Words(title.strip())) if edit.field == "title" else edit
        for edit in step.edits
    )
    return Step(step.label, edits, step.read_at, focus=step.focus, kept=step.kept)


def attach_copy(
    project: Project, *, source: str, path: Path, limit: int = LIMIT, revision: int | None = None
) -> Parts[Step]:
    """The file becomes the kept copy of a source that is there, in place of one it may have; in parts."""
    known = source_of(project, source)
    kept = yield from project.keeping(path, limit)
    media_type = media_type_of(path.suffix.lower(), kept.head, kept.tail)
    edits = (Edit(source, "file", _file(path, kept, media_type)),) if known.sha != kept.sha else ()
    return Step("source.copy", edits, read_at(project, revision), focus=source, kept=(kept,))


def attach_capture(
    project: Project,
    *,
    source: str,
    data: bytes,
    url: str,
    headers: str,
    status: int,
    revision: int | None = None,
) -> Step:
    """What the web answered when somebody asked for a page, as the kept copy of its source."""
    source_of(project, source)
    name = file_name(url.partition("?")[0].rstrip("/"))
    media_type = media_type_of(Path(name).suffix.lower(), data[:LOOKED_AT], data[-LOOKED_AT:])
    at = wall()
    file = {
        "file": {"b": blobs.sha_of(data)},
        "name": Words(name),
        "size": len(data),
        "media_type": media_type,
        "at": at,
        "origin": Words(url),
        "modified": None,
    }
    capture = {"url": Words(url), "headers": Words(headers), "status": status, "at": at}
    edits = (Edit(source, "file", file), Edit(source, "capture", capture))
    return Step("source.capture", edits, read_at(project, revision), (data,), focus=source)


def add_link(project: Project, *, url: str, title: str = "", revision: int | None = None) -> Step:
    """A page of the web without a kept copy; nothing is fetched. Raises KnownError for what is no address."""
    edits = link_edits(project, url, title)
    return Step("source.add", edits, read_at(project, revision), focus=edits[0].entity)


def link_edits(project: Project, url: str, title: str = "", after: int = 0) -> tuple[Edit, ...]:
    """What makes a page of the web a source, numbered behind ``after`` others of the same step."""
    url = url.strip()
    if not url.lower().startswith(("http://", "https://")) or any(ch.isspace() for ch in url):
        raise KnownError(f"“{url}” is not a web address; it should start with https:// or http://.")
    source = new_id("source")
    new = _new(project, source, SourceKind.PAGE, title.strip() or url, after)
    return (*new, Edit(source, "url", Words(url)))


def add_person(
    project: Project,
    *,
    name: str,
    role: str = "",
    contact: str = "",
    record: str = "",
    date: str = "",
    note: str = "",
    revision: int | None = None,
) -> Step:
    """Somebody who is, or is to be, asked; off the record they are confidential.

    ``record`` is on, background, off, or blank while that is not agreed. Raises KnownError without a name
    and for a date that is none.
    """
    source = new_id("source")
    person = person_value(name, role, contact, record, date)
    edits = (*_new(project, source, SourceKind.PERSON, name.strip()), Edit(source, "person", person))
    if note.strip():
        edits = (*edits, Edit(source, "note", Words(note.strip())))
    return Step("source.add", edits, read_at(project, revision), focus=source)


def person_value(name: str, role: str, contact: str, record: str, date: str) -> Json:
    """A person as one value; raises KnownError where there is no name, or terms or date are none."""
    if not name.strip():
        raise KnownError("A person needs a name, or what they are called here.")
    if record not in (*ON_RECORD, ""):
        raise KnownError(f"“{record}” are no terms to speak on; use on, background or off.")
    return {
        "name": Words(name.strip()),
        "role": Words(role.strip()),
        "contact": Words(contact.strip()),
        "record": record,
        "date": Words(day(date)),
    }


def add_note(project: Project, *, title: str, text: str = "", revision: int | None = None) -> Step:
    """A source in the checker's own words; raises KnownError where it has none."""
    if not title.strip() and not text.strip():
        raise KnownError("A note needs a title or a text.")
    source = new_id("source")
    called = title.strip() or text.strip().splitlines()[0][:_LONGEST_TITLE]
    edits = (
        *_new(project, source, SourceKind.NOTE, called),
        Edit(source, "note", Words(text.strip())),
    )
    return Step("source.add", edits, read_at(project, revision), focus=source)


def add_wanted(
    project: Project,
    *,
    title: str,
    kind: str = SourceKind.DOCUMENT,
    status: str = "wanted",
    revision: int | None = None,
) -> Step:
    """A source the desk does not have yet: a file can be given to it later with ``attach_copy``."""
    if not title.strip():
        raise KnownError("A source needs a title.")
    if kind not in SOURCE_KINDS or status not in STATUSES:
        raise KnownError(f"A source cannot be “{kind}” and “{status}”.")
    source = new_id("source")
    edits = (*_new(project, source, kind, title.strip()), Edit(source, "status", status))
    return Step("source.add", edits, read_at(project, revision), focus=source)


def add_original(project: Project, *, article: str, revision: int | None = None) -> Step:
    """The file an article came as becomes a source too, with what is noted of the article.

    The bytes are those kept already. Raises KnownError where they are not in this copy of the project, or are
    a source's already.
    """
    known = article_of(project, article)
    if blobs.size(project.conn, known.original_sha) is None:
        raise KnownError(f"The file of “{known.title}” is not in this copy of the project.")
    there = next((one for one in queries.sources(project.conn) if one.sha == known.original_sha), None)
    if there is not None:
        raise KnownError(f"The file of “{known.title}” is {there.number} already.")
    source = new_id("source")
    file = {
        "file": {"b": known.original_sha},
        "name": Words(file_name(known.original_name)),
        "size": known.original_size,
        "media_type": known.media_type,
        "at": known.captured_at or wall(),
        "origin": Words(known.url or known.original_name),
        "modified": None,
    }
    said = {
        "url": known.url,
        "archive_url": known.archive_url,
        "author": known.byline,
        "publisher": known.outlet,
        "published": known.published,
    }
    edits = (
        *_new(project, source, source_kind(known.media_type), known.title or file_name(known.original_name)),
        Edit(source, "file", file),
        *(Edit(source, field, Words(words)) for field, words in said.items() if words),
    )
    return Step("source.add", edits, read_at(project, revision), focus=source)


def _new(project: Project, source: str, kind: str, title: str, after: int = 0) -> tuple[Edit, ...]:
    given: dict[str, Json] = number(project, "source", "S")
    return (
        Edit(source, "exists", True),
        Edit(source, "number", {**given, "n": given["n"] + after}),
        Edit(source, "kind", str(kind)),
        Edit(source, "title", Words(title)),
    )


def file_name(name: str) -> str:
    """A file's name as text to show, or to suggest for a copy: no folders, no signs that act on a screen."""
    words = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    words = words.replace("\\", "/").rpartition("/")[2]
    words = "".join(ch if ch.isprintable() and ch not in _TURNING else "\ufffd" for ch in words)
    if len(words) > _LONGEST_NAME:
        stem, dot, ending = words.rpartition(".")
        words = f"{stem[: _LONGEST_NAME - len(ending) - 2]}…{dot}{ending}" if len(ending) < 10 else words
        words = words[:_LONGEST_NAME]
    return words if words.strip(". ") else "unnamed"

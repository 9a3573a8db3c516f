"""The words of kept files, read once: in the user's own cache, by the hash of the bytes they were read from.

Never in a project. Folder and files are open to this user alone; a text is removed with the source it was
read from, and all of it can be thrown away.
"""

from __future__ import annotations

import json
import os
import shutil
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.jobs.job import Job, run_job
from app.jobs.output_file import write_durably
from app.jobs.private_place import private_folder
from app.sources.extracted import Extracted, extracted, limits_of_reading
from app.sources.media import Kind, media_of
from app.sources.opened import SourceFile, named
from db.errors import KnownError
from db.place import texts_folder

if TYPE_CHECKING:
    from app.jobs.worker import Work
    from db.project_file import Project
    from db.records import SourceRecord

READER = "2"
"""Changes when files are read otherwise, so that they are read anew."""
_READ_S = 960.0
_MOST_BYTES = 512 * 1024 * 1024


def text_file(sha: str) -> Path:
    """Where the words of those bytes lie, or would."""
    return texts_folder() / f"{sha}.{READER}"


def has_text(sha: str) -> bool:
    """Whether the words of those bytes were read already."""
    return text_file(sha).is_file()


def known_text(sha: str) -> Extracted | None:
    """The words of those bytes; None where they were not read yet. What is damaged is removed."""
    path = text_file(sha)
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(path.read_bytes(), _MOST_BYTES)
        return _extracted(json.loads(content))
    except FileNotFoundError:
        return None
    except (OSError, zlib.error, ValueError, TypeError, KeyError):
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return None


def forget_texts(shas: Iterable[str]) -> None:
    """Remove what was read of those bytes, by whatever version."""
    folder = texts_folder()
    for sha in set(shas):
        for path in folder.glob(f"{sha}.*"):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def start_reading(file: SourceFile, sha: str) -> Job:
    """Begin to read the words of a file into the cache, in a child; the job's result is None.

    What cannot be read is no error: its sentence is the text's ``note``.
    """
    return run_job(
        "app.sources.kept_texts:kept", named(file), [text_file(sha)], limits_of_reading(named(file))
    )


def kept(file: SourceFile, work: Work) -> None:
    """The child's side."""
    try:
        found = extracted(file, work)
    except KnownError as error:
        found = Extracted(Kind.OTHER, "", note=str(error))
    content = zlib.compress(json.dumps(asdict(found)).encode("ascii"), 1)
    os.close(os.open(work.outputs[0], os.O_CREAT | os.O_WRONLY, 0o600))
    write_durably(work.outputs[0], content)


def text_of(project: Project, source: SourceRecord) -> Extracted:
    """The words of a source's kept file, from the cache or read now, which may take long.

    Raises KnownError where the bytes are withheld or reading them had to be stopped.
    """
    known = known_text(source.sha)
    if known is not None:
        return known
    folder = private_folder(sealed=project.password is not None)
    try:
        path = folder / "source"
        project.copy_out(source.sha, path)
        start_reading(file_of(source, path), source.sha).wait(_READ_S)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return known_text(source.sha) or Extracted(Kind.OTHER, "")


def file_of(source: SourceRecord, path: Path) -> SourceFile:
    """The source's file, of which a copy lies at that path."""
    name = source.original_name or source.title
    return SourceFile(str(path), name, media_of(path, name).kind)


def _extracted(value: dict[str, Any]) -> Extracted:
    return Extracted(
        Kind(value["kind"]),
        value["text"],
        tuple((int(start), int(end)) for start, end in value["pages"]),
        tuple(map(int, value["scanned"])),
        value["note"],
        value["title"],
        tuple((name, said) for name, said in value["said"]),
        value["likeness"],
        tuple(map(int, value["paragraphs"])),
    )

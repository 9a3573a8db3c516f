"""What was found in an article, kept in the user's own cache so that a reopened project shows it at once.

Never in a project. By the text's hash, the language and what found it; open to this user alone, and all of
it can be thrown away. It holds words of the article: of a project behind a password nothing is kept
(``may_keep``).
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import resources
from app.jobs.output_file import discard, move_into_place
from app.spotting.check_worthiness import MODEL
from db.errors import KnownError
from db.place import suggestions_folder
from db.records import record
from db.records.suggestions import SuggestionRecord

if TYPE_CHECKING:
    from db.project_file import Project

ENGINE = 3
"""Raise it whenever something else is found than before, or is packed otherwise."""
_MOST_BYTES = 256 * 1024 * 1024
_MOST_FILES = 400


@record
class Found:
    """All that was found in a text; ``missing`` are the codes of ``spot.missing``."""

    language: str
    missing: tuple[str, ...]
    suggestions: tuple[SuggestionRecord, ...]


def may_keep(project: Project) -> bool:
    """Whether words of this project may lie in the cache: not of one behind a password."""
    return project.password is None


def kept_file(text: str, language: str, pipeline: str = "") -> Path:
    """Where what was found in that text (its id), with that pipeline, lies or would."""
    key = f"{text} {language} {ENGINE} {pipeline}".rstrip()
    with suppress(OSError):
        key = f"{key} {resources.path(MODEL).stat().st_size}"
    return suggestions_folder() / f"{sha256(key.encode()).hexdigest()[:40]}.z"


def forget(path: Path) -> None:
    """Remove what was kept there, if anything was."""
    discard(path)


def keep(path: Path, found: Found) -> None:
    """Keep it; a disk that takes nothing loses only time."""
    rows = [[s.start, s.end, s.score, s.rank, s.no_check, s.details] for s in found.suggestions]
    value = {"language": found.language, "missing": list(found.missing), "rows": rows}
    content = zlib.compress(json.dumps(value, ensure_ascii=False).encode(), 1)
    part = path.with_suffix(f".{os.urandom(4).hex()}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_WRONLY, 0o600))
        part.write_bytes(content)
        move_into_place(part, path)
        _throw_away_oldest(path.parent)
    except (OSError, KnownError):
        discard(part)


def kept(path: Path) -> Found | None:
    """What was kept there; None where nothing was, or it cannot be read, which removes it."""
    try:
        unpacking = zlib.decompressobj()
        value: Any = json.loads(unpacking.decompress(path.read_bytes(), _MOST_BYTES))
        return Found(str(value["language"]), tuple(map(str, value["missing"])), tuple(_rows(value["rows"])))
    except FileNotFoundError:
        return None
    except (OSError, zlib.error, ValueError, TypeError, KeyError):
        discard(path)
        return None


def _rows(rows: Sequence[Any]) -> list[SuggestionRecord]:
    found: list[SuggestionRecord] = []
    for start, end, score, rank, no_check, details in rows:
        if not (type(start) is type(end) is type(score) is type(rank) is int and 0 <= start < end):
            raise ValueError("a suggestion that is nowhere")
        found.append(SuggestionRecord(start, end, score, rank, str(no_check), str(details)))
    return found


def _throw_away_oldest(folder: Path) -> None:
    """No cache grows for ever."""
    files = sorted(folder.glob("*.z"), key=lambda file: file.stat().st_mtime)
    for file in files[: max(0, len(files) - _MOST_FILES)]:
        discard(file)

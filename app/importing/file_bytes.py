"""The bytes of a file that a person chose as an article, or why there are none."""

from __future__ import annotations

import stat
from pathlib import Path

from app.importing.article import ArticleNotRead
from app.text.normalise import normalise

LIMIT_BYTES = 20 * 1024 * 1024


def bytes_of_file(path: Path, limit: int) -> bytes:
    """All bytes of a file; never reads more than the limit and one byte.

    Raises ArticleNotRead, naming the file, for what is missing, unreadable, no file, empty or over the limit.
    """
    name = shown_name(path.name or str(path))
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise ArticleNotRead(f"“{name}” is a folder; choose the article's file inside it.")
        if not stat.S_ISREG(found.st_mode):
            raise ArticleNotRead(f"“{name}” is not a file with text in it, so nothing was imported.")
        if found.st_size > limit:
            raise ArticleNotRead(
                f"“{name}” is {size_words(found.st_size)}, over the limit of {size_words(limit)} for "
                "an article, so nothing was imported."
            )
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise ArticleNotRead(
            f"“{name}” is not there; it may have been moved or deleted. Nothing was imported."
        ) from None
    except PermissionError:
        raise ArticleNotRead(
            f"“{name}” may not be read by you; ask for access, then import it again."
        ) from None
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or "its name is not possible"
        raise ArticleNotRead(f"“{name}” could not be read ({reason}), so nothing was imported.") from error
    if len(data) > limit:
        raise ArticleNotRead(
            f"“{name}” grew past the limit of {size_words(limit)} while it was being read; "
            "nothing was imported."
        )
    if not data:
        raise ArticleNotRead(f"“{name}” is empty, so nothing was imported.")
    return data


def size_words(count: int) -> str:
    """A number of bytes as a person reads it."""
    return f"{count / 1024 / 1024:.1f} MiB" if count >= 1024 * 100 else f"{count:,} bytes"


def shown_name(name: str) -> str:
    """A file's name as text that can be stored and shown, whatever bytes it is made of."""
    return "".join(char if char.isprintable() else " " for char in normalise(name).text)

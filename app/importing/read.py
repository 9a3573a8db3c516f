"""A file or a pasted text to an ImportedArticle: the door every article comes in by."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path

from app.importing.article import PROVENANCE, ArticleNotRead, ImportedArticle
from app.importing.debris import find_asides
from app.importing.encoding import Decoded, decode
from app.importing.entries import ledger_entries
from app.importing.front_matter import split_front_matter
from app.importing.markdown import Rendered, TooDeep, headed, render
from app.importing.plain import plain_blocks, with_headline
from app.text.normalise import REPLACEMENT, Note, normalise

LIMIT_BYTES = 20 * 1024 * 1024
PLAIN_SUFFIXES = frozenset({".txt", ".text"})
MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})

_READABLE = "plain text (.txt) and Markdown (.md)"
_NOT_YET = {
    ".docx": "Word documents",
    ".doc": "Word documents",
    ".odt": "OpenDocument texts",
    ".rtf": "Rich Text documents",
    ".pdf": "PDF documents",
    ".html": "web pages",
    ".htm": "web pages",
    ".xhtml": "web pages",
    ".mhtml": "web archives",
    ".mht": "web archives",
    ".warc": "web archives",
    ".wacz": "web archives",
    ".webarchive": "web archives",
    ".epub": "EPUB books",
    ".eml": "e-mails",
    ".msg": "e-mails",
    ".pages": "Pages documents",
}


def read_article(
    path: Path, *, encoding: str | None = None, limit_bytes: int = LIMIT_BYTES
) -> ImportedArticle:
    """The article in a file; ``encoding`` is one a person chose, else it is found and a guess is noted.

    A name without a known suffix is read as plain text, with the note ``read-as-plain-text``. Raises
    ArticleNotRead, naming the file, for what is missing, unreadable, no file, over the limit, empty, not
    text, or in a format that cannot be read yet. Never reads more than the limit and one byte.
    """
    name = _shown(path.name or str(path))
    data = _read_bytes(path, name, limit_bytes)
    decoded = decode(data, name, encoding)
    suffix = path.suffix.lower()
    notes = () if suffix in PLAIN_SUFFIXES | MARKDOWN_SUFFIXES else (Note("read-as-plain-text"),)
    stem = " ".join(_shown(path.stem).replace("-", " ").replace("_", " ").split()) or name
    fallback = (stem, Note("title-from-filename"))
    if suffix in MARKDOWN_SUFFIXES:
        return _markdown(decoded, data, name, fallback)
    return _plain(decoded, data, name, fallback, notes)


def read_pasted(text: str, title: str = "", *, limit_bytes: int = LIMIT_BYTES) -> ImportedArticle:
    """The article in a pasted text, as plain text; without a title its headline or first words are one."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > limit_bytes:
        raise ArticleNotRead(
            f"The pasted text is {_size(len(data))}, over the limit of {_size(limit_bytes)}; "
            "nothing was imported."
        )
    given = " ".join(_shown(title).split())
    words = " ".join(normalise(text[:2_000]).text.split())
    first = words if len(words) <= 60 else words[:60].rpartition(" ")[0] + "…"
    fallback = (given or first, Note("title-as-given" if given else "title-from-text"))
    return _plain(Decoded(text, "utf-8", ()), data, "", fallback, (), headline=not given)


def _plain(
    decoded: Decoded,
    data: bytes,
    name: str,
    fallback: tuple[str, Note],
    notes: Sequence[Note],
    *,
    headline: bool = True,
) -> ImportedArticle:
    normal = normalise(decoded.text)
    _refuse_empty(normal.text, name)
    blocks = plain_blocks(normal.text)
    asides = find_asides(normal.text, blocks)
    title, title_note = fallback
    if headline:
        found, blocks = with_headline(normal.text, blocks, asides)
        title, title_note = (found, Note("title-from-first-line")) if found else fallback
    return ImportedArticle(
        title=title,
        text=normal.text,
        blocks=tuple(blocks),
        sentences=ledger_entries(normal.text, blocks, asides),
        emphasis=(),
        asides=asides,
        language="",
        original=data,
        original_name=name,
        media_type="text/plain",
        encoding=decoded.encoding,
        notes=(*decoded.notes, *normal.notes, *notes, title_note),
        provenance=dict.fromkeys(PROVENANCE, ""),
    )


def _markdown(decoded: Decoded, data: bytes, name: str, fallback: tuple[str, Note]) -> ImportedArticle:
    normal = normalise(decoded.text)
    said, source = split_front_matter(normal.text)
    _refuse_empty(source, name)
    try:
        rendered = render(source)
    except TooDeep:
        return _plain(decoded, data, name, fallback, (Note("markdown-too-deep"),))
    _refuse_empty(rendered.text, name)
    title, title_notes = _markdown_title(rendered, said, fallback)
    if not rendered.title and "title" in said:
        rendered = headed(rendered, title)
    asides = find_asides(rendered.text, rendered.blocks)
    return ImportedArticle(
        title=title,
        text=rendered.text,
        blocks=tuple(rendered.blocks),
        sentences=ledger_entries(rendered.text, rendered.blocks, asides),
        emphasis=tuple(rendered.emphasis),
        asides=asides,
        language="",
        original=data,
        original_name=name,
        media_type="text/markdown",
        encoding=decoded.encoding,
        notes=(
            *decoded.notes,
            *normal.notes,
            *rendered.notes,
            *([Note("front-matter-left-out")] if source != normal.text else ()),
            *title_notes,
        ),
        provenance={field: said.get(field, "") for field in PROVENANCE},
    )


def _markdown_title(
    rendered: Rendered, said: dict[str, str], fallback: tuple[str, Note]
) -> tuple[str, tuple[Note, ...]]:
    if rendered.title:
        return rendered.title, ()
    if "title" in said:
        return said["title"], (Note("title-from-front-matter"),)
    return fallback[0], (fallback[1],)


def _read_bytes(path: Path, name: str, limit: int) -> bytes:
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise ArticleNotRead(f"“{name}” is a folder; choose the article's file inside it.")
        if not stat.S_ISREG(found.st_mode):
            raise ArticleNotRead(f"“{name}” is not a file with text in it, so nothing was imported.")
        _refuse_format(path, name)
        if found.st_size > limit:
            raise ArticleNotRead(
                f"“{name}” is {_size(found.st_size)}, over the limit of {_size(limit)} for an article, "
                "so nothing was imported."
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
            f"“{name}” grew past the limit of {_size(limit)} while it was being read; nothing was imported."
        )
    if not data:
        raise ArticleNotRead(f"“{name}” is empty, so nothing was imported.")
    return data


def _refuse_format(path: Path, name: str) -> None:
    what = _NOT_YET.get(path.suffix.lower())
    if what:
        raise ArticleNotRead(
            f"“{name}” was not imported: {what} cannot be read yet, only {_READABLE} or pasted text."
        )


def _refuse_empty(text: str, name: str) -> None:
    if not text.replace(REPLACEMENT, " ").strip():
        what = f"“{name}”" if name else "The pasted text"
        raise ArticleNotRead(f"{what} has no words in it, so nothing was imported.")


def _size(count: int) -> str:
    return f"{count / 1024 / 1024:.1f} MiB" if count >= 1024 * 100 else f"{count:,} bytes"


def _shown(name: str) -> str:
    """A file's name as text that can be stored and shown, whatever bytes it is made of."""
    return "".join(char if char.isprintable() else " " for char in normalise(name).text)

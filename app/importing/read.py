"""A file or a pasted text to an ImportedArticle: the door every article comes in by."""

from __future__ import annotations

from pathlib import Path

from app.importing.apart import SMALL, Request, pasted_request, read_apart
from app.importing.article import ImportedArticle
from app.importing.file_bytes import LIMIT_BYTES, bytes_of_file, shown_name
from app.importing.formats import TEXT_FORMATS, format_of
from app.importing.from_bytes import article_from, article_pasted


def read_article(
    path: Path, *, encoding: str | None = None, limit_bytes: int = LIMIT_BYTES
) -> ImportedArticle:
    """The article in a file; ``encoding`` is one a person chose, else it is found and a guess is noted.

    A name without a known suffix is read as what it looks like, or as plain text with the note
    ``read-as-plain-text``. Anything but small text is parsed in a child process with limits. Raises
    ArticleNotRead, naming the file, for what is missing, unreadable, no file, over the limit, empty, not
    text, in a format that cannot be read, damaged, or too much for the limits.
    """
    name = path.name or str(path)
    data = bytes_of_file(path, limit_bytes)
    if len(data) <= SMALL and format_of(path.suffix.lower(), data, shown_name(name))[0] in TEXT_FORMATS:
        return article_from(data, name, encoding)
    return read_apart(Request(name, data=data, encoding=encoding))


def read_pasted(text: str, title: str = "", *, limit_bytes: int = LIMIT_BYTES) -> ImportedArticle:
    """The article in a pasted text, as plain text; without a title its headline or first words are one."""
    return read_request_here(pasted_request(text, title=title, limit_bytes=limit_bytes))


def read_pasted_html(
    markup: str, text: str = "", title: str = "", *, limit_bytes: int = LIMIT_BYTES
) -> ImportedArticle:
    """The article in a piece of a page, with its structure; ``text`` is the same as plain text.

    As plain text where the markup holds fewer words than that.
    """
    return read_apart(pasted_request(text, markup, title, limit_bytes=limit_bytes))


def read_request_here(request: Request) -> ImportedArticle:
    """What is asked for, in a child process unless it is small text; raises ArticleNotRead."""
    if request.data is None:
        return read_article(Path(request.path), encoding=request.encoding, limit_bytes=request.limit_bytes)
    if request.is_small_text:
        return article_pasted(request.data.decode("utf-8", "surrogatepass"), request.title)
    return read_apart(request)

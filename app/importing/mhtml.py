"""A web archive (RFC 2557), as browsers save a page in one file: the page in it, pictures left out."""

from __future__ import annotations

from email.message import Message

from app.importing import html
from app.importing.article import ArticleNotRead
from app.importing.document import Document
from app.importing.mime import charset, content, header, message_of, parts_of


def read(data: bytes, name: str) -> Document:
    """The article of the archive's page; raises ArticleNotRead for an archive without one."""
    page, said, address = page_of(data, name)
    return html.read(page, name, said=said, saved_from=address)


def page_of(data: bytes, name: str) -> tuple[bytes, str, str]:
    """The page in the archive, the encoding its header names, and its address, either may be blank.

    Raises ArticleNotRead for an archive without one.
    """
    message = message_of(data, name)
    pages = [part for part in parts_of(message) if part.get_content_type() in _PAGES]
    if not pages:
        raise ArticleNotRead(f"“{name}” is a web archive without a page in it, so nothing was imported.")
    start = header(message, "Content-Type").partition("start=")[2].strip("\"' ;").partition('"')[0]
    page = next((part for part in pages if start and header(part, "Content-ID") == start), pages[0])
    return content(page), charset(page), _address(message, page)


_PAGES = ("text/html", "application/xhtml+xml")


def _address(message: Message, page: Message) -> str:
    for said in (header(message, "Snapshot-Content-Location"), header(page, "Content-Location")):
        if said.startswith(("http://", "https://")):
            return said
    return ""

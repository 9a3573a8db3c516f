"""EPUB books: the chapters in the order of the spine; the list of contents is left out.

Chapters are XML and read by lxml's XML parser, entities unresolved, into the elements that web pages come as,
so that one module makes pieces of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.entities import html5
from importlib import import_module
from posixpath import join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from app.importing.article import ArticleNotRead
from app.importing.document import Document, Piece
from app.importing.epub_notes import Notes
from app.importing.markup import body_of, decoded_markup, tree_of
from app.importing.package import Package
from app.importing.page_pieces import page_pieces
from app.importing.properties import byline, language_code, title
from app.importing.words import put
from app.importing.xml_tree import damaged

_SPACES = {
    "urn:oasis:names:tc:opendocument:xmlns:container": "",
    "http://www.idpf.org/2007/opf": "opf",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/2001/04/xmlenc#": "enc",
}
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/html+xml"})
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
_OWN = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


@dataclass(frozen=True, slots=True)
class _Chapter:
    path: str
    body: Any


def read(data: bytes, name: str) -> Document:
    """The pieces of a book; raises ArticleNotRead, naming the file, for what is none or is locked."""
    package = Package(data, name)
    path = _book(package)
    book = package.tree(path, _SPACES)
    if book is None:
        raise damaged(name)
    locked = _locked(package)
    chapters: list[_Chapter] = []
    for page in _spine(book, path):
        if page in locked:
            raise ArticleNotRead(
                f"“{name}” is locked by its seller (DRM), so nothing was imported; "
                "ask the publisher for an open copy or save the article from its page."
            )
        source = package.part(page)
        if source is not None and source.strip():
            chapters.append(_Chapter(page, _body(source, name)))
    if not chapters:
        raise damaged(name)
    said = {found.tag: found.text or "" for found in reversed(book.findall("opf|metadata/*"))}
    author = ", ".join(found.text or "" for found in book.findall("opf|metadata/dc|creator"))
    who = byline(author)
    publisher = byline(said.get("dc|publisher", ""))
    return Document(
        _pieces(chapters),
        title=title(said.get("dc|title", "")),
        provenance={"byline": who, "outlet": publisher},
        language=language_code(said.get("dc|language", "")),
    )


def _pieces(chapters: list[_Chapter]) -> list[Piece]:
    notes = Notes((chapter.path, chapter.body) for chapter in chapters)
    pieces: list[Piece] = []
    for chapter in chapters:
        for found in page_pieces(chapter.body):
            piece = notes.pinned(found.piece)
            # In a book nothing is a menu, and only one heading is its title.
            put(pieces, replace(piece, kind="heading") if piece.kind == "title" else piece)
    return pieces


def _book(package: Package) -> str:
    """The path of the package document."""
    container = package.tree("META-INF/container.xml", _SPACES)
    found = [] if container is None else [one for one in container.iter() if one.tag.endswith("rootfile")]
    paths = [one.get("full-path", "") for one in found]
    return next(iter(paths), "") or next((n for n in package.names if n.endswith(".opf")), "")


def _spine(book: Element, path: str) -> Iterator[str]:
    """The paths of the pages in reading order, lists of contents left out."""
    folder = path.rpartition("/")[0]
    contents = {
        _at(folder, one.get("href", ""))
        for one in book.findall("opf|guide/opf|reference")
        if one.get("type") == "toc"
    }
    items = {item.get("id", ""): item for item in book.findall("opf|manifest/opf|item")}
    for reference in book.findall("opf|spine/opf|itemref"):
        item = items.get(reference.get("idref", ""))
        if (
            item is None
            or item.get("media-type") not in _PAGES
            or "nav" in item.get("properties", "").split()
        ):
            continue
        page = _at(folder, item.get("href", ""))
        if page not in contents:
            yield page


def _at(folder: str, address: str) -> str:
    return normpath(join("/", folder, unquote(urlsplit(address).path))).lstrip("/")


def _locked(package: Package) -> frozenset[str]:
    """What is encrypted; fonts may be, with nothing lost."""
    encryption = package.tree("META-INF/encryption.xml", _SPACES)
    found = () if encryption is None else encryption.iter("enc|CipherReference")
    return frozenset(unquote(one.get("URI", "")) for one in found)


def _body(source: bytes, name: str) -> Any:
    """The body of a page as lxml has it, which comes without types."""
    etree, html = import_module("lxml.etree"), import_module("lxml.html")
    if b"<!ENTITY" in source:
        raise ArticleNotRead(
            f"“{name}” declares abbreviations (XML entities) of its own, which articles do not need, "
            "so nothing was imported."
        )
    parser: Any = html.XHTMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: Any = etree.fromstring(_NAMED.sub(_as_number, source), parser)
        html.xhtml_to_html(root)
    except (etree.LxmlError, ValueError):
        # As browsers do: what is no XML is read as the HTML it was meant to be, with no words lost.
        root = tree_of(decoded_markup(source, name).text, name)
    body = body_of(root)
    for menu in [*body.iter("nav")]:
        menu.drop_tree()
    return body


def _as_number(entity: re.Match[bytes]) -> bytes:
    """A named character in the form that needs no declaration."""
    known = html5.get(entity[1].decode("ascii") + ";")
    if entity[1] in _OWN or known is None:
        return entity[0]
    return "".join(f"&#{ord(char)};" for char in known).encode("ascii")

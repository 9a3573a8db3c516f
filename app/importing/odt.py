"""OpenDocument texts (.odt, .ott): the words as they stand with every tracked change accepted.

OpenDocument keeps what was deleted apart from the text, so only counting is left to do.
"""

from __future__ import annotations

from app.importing.article import ArticleNotRead
from app.importing.document import Document
from app.importing.linked_notes import pin_linked
from app.importing.odt_body import Body
from app.importing.odt_styles import SPACES, Styles
from app.importing.package import Package
from app.importing.properties import byline, language_code, title
from app.importing.words import with_headline
from app.importing.xml_tree import damaged


def read(data: bytes, name: str) -> Document:
    """The pieces of an OpenDocument text; raises ArticleNotRead, naming the file, for what is none."""
    package = Package(data, name)
    if b"encryption-data" in (package.part("META-INF/manifest.xml") or b""):
        raise ArticleNotRead(
            f"“{name}” is protected with a password; save a copy without one and import that."
        )
    root = package.tree("content.xml", SPACES)
    body = None if root is None else root.find("office|body/office|text")
    if root is None or body is None:
        raise damaged(name)
    outer = package.tree("styles.xml", SPACES)
    styles = Styles([root] if outer is None else [outer, root])
    reading = Body(styles)
    reading.add(body)
    meta = package.tree("meta.xml", SPACES)
    said = {} if meta is None else {one.tag: one.text or "" for about in meta for one in about}
    pieces, notes = with_headline(pin_linked(reading.pieces), title(said.get("dc|title", "")))
    author = byline(said.get("meta|initial-creator", "")) or byline(said.get("dc|creator", ""))
    return Document(
        pieces,
        provenance={"byline": author} if author else {},
        language=language_code(said.get("dc|language", "") or styles.language),
        notes=(*reading.notes(), *notes),
    )

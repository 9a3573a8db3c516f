"""Word documents (.docx, .docm, .dotx): the words as they stand with every tracked change accepted.

WordprocessingML is read directly: mammoth, otherwise faithful, gives neither the words a comment is about,
nor the numbers before list items, nor what was inserted and deleted. Page headers and footers are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import join, normpath
from xml.etree.ElementTree import Element

from app.importing.document import Document
from app.importing.docx_body import Body
from app.importing.docx_styles import Numbering, Styles
from app.importing.docx_words import SPACES, Linked, Told, Whole
from app.importing.linked_notes import pin_linked
from app.importing.package import Package
from app.importing.properties import byline, language_code, title
from app.importing.words import noted, with_headline
from app.importing.xml_tree import damaged

_MAIN = "word/document.xml"


def read(data: bytes, name: str) -> Document:
    """The pieces of a Word document; raises ArticleNotRead, naming the file, for what is none."""
    package = Package(data, name)
    main = _main(package)
    root = package.tree(main, SPACES)
    body = None if root is None else root.find("w|body")
    if body is None:
        raise damaged(name)
    linked = _relations(package, main)
    styles = Styles(_part(package, linked, "styles"))
    told = _told(package, linked, styles)
    reading = Body(Whole(styles, linked, told), Numbering(_part(package, linked, "numbering")))
    reading.add(body)
    said = _said(package)
    pieces, notes = with_headline(pin_linked(reading.pieces), title(said.get("dc|title", "")))
    author = byline(said.get("dc|creator", ""))
    return Document(
        pieces,
        provenance={"byline": author} if author else {},
        language=language_code(reading.language()),
        notes=(*reading.notes(), *notes),
    )


def _main(package: Package) -> str:
    """The path of the main part: what the package says, else the usual one."""
    for kind, target in _relations(package, "").targets():
        if kind == "officeDocument":
            return target
    return _MAIN


def _relations(package: Package, path: str) -> Linked:
    folder, _, file = path.rpartition("/")
    root = package.tree(join(folder, "_rels", f"{file}.rels"), SPACES)
    links: dict[str, tuple[str, str]] = {}
    for relation in () if root is None else root.findall("rel|Relationship"):
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            target = normpath(join("/", folder, target)).lstrip("/")
        links[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
    return Linked(links)


def _part(package: Package, linked: Linked, kind: str) -> Element | None:
    path = _path_of(linked, kind)
    return package.tree(path, SPACES) if path else None


def _path_of(linked: Linked, kind: str) -> str:
    return next((target for found, target in linked.targets() if found == kind), "")


def _told(package: Package, linked: Linked, styles: Styles) -> Mapping[tuple[str, str], Told]:
    """The footnotes, endnotes and comments by kind and id."""
    told: dict[tuple[str, str], Told] = {}
    for kind in ("footnote", "endnote", "comment"):
        root = _part(package, linked, f"{kind}s")
        own = Linked({}) if root is None else _relations(package, _path_of(linked, f"{kind}s"))
        for one in () if root is None else root.findall(f"w|{kind}"):
            if one.get("w|type", "normal") != "normal":
                continue
            inside = Body(Whole(styles, own, {}), Numbering(None))
            inside.add(one)
            words = "\n".join(map(noted, inside.pieces))
            told[kind, one.get("w|id", "")] = Told(" ".join(one.get("w|author", "").split()), words)
    return told


def _said(package: Package) -> dict[str, str]:
    """The core properties: who made it and when."""
    path = next((t for kind, t in _relations(package, "").targets() if kind == "core-properties"), "")
    root = package.tree(path, SPACES) if path else None
    return {} if root is None else {child.tag: child.text or "" for child in root}

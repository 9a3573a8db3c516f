"""Looks into a PDF for what a screen reader and an archive need; knows nothing of who wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

_DRAWS = frozenset(["Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do"])


def faults(path: Path) -> list[str]:
    """What is wrong with the file's structure; empty where nothing was found."""
    with pikepdf.open(path) as pdf:
        return [*_document(pdf), *_content(pdf), *_links(pdf), *_tables_and_headings(pdf), *_fonts(pdf)]


def attachments(path: Path) -> dict[str, bytes]:
    with pikepdf.open(path) as pdf:
        return {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}


def standards(path: Path) -> tuple[str, str, str]:
    """PDF/A part, PDF/A conformance and PDF/UA part the file says it follows."""
    with pikepdf.open(path) as pdf, pdf.open_metadata() as meta:
        keys = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
        return tuple(str(meta.get(key, "")) for key in keys)  # type: ignore[return-value]


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "the document is not marked as tagged"
    if "/StructTreeRoot" not in root:
        yield "there is no structure tree"
    if not str(root.get("/Lang", "")):
        yield "the document has no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the window would show the file's name instead of its title"
    if "/Outlines" not in root:
        yield "there is no outline"
    with pdf.open_metadata() as meta:
        if not meta.get("dc:title"):
            yield "the document has no title"


def _elements(node: Any, parent: str = "") -> Iterator[tuple[Any, str]]:
    if isinstance(node, Array):
        for child in node:  # type: ignore[attr-defined]
            yield from _elements(child, parent)
    elif isinstance(node, Dictionary) and "/S" in node:
        yield node, parent
        if "/K" in node:
            yield from _elements(node["/K"], str(node["/S"]))


def _structure(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, str]]:
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is not None and "/K" in tree:
        yield from _elements(tree["/K"])


def _claimed(pdf: pikepdf.Pdf) -> set[tuple[tuple[int, int], int]]:
    """Every (page, marked content id) that the structure tree holds."""
    held: set[tuple[tuple[int, int], int]] = set()
    for element, _ in _structure(pdf):
        page = element.get("/Pg")
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:  # type: ignore[attr-defined]
            if isinstance(kid, int):
                held.add((page.objgen, int(kid)))
            elif isinstance(kid, Dictionary) and "/MCID" in kid:
                held.add((kid.get("/Pg", page).objgen, int(kid["/MCID"])))
    return held


def _content(pdf: pikepdf.Pdf) -> Iterator[str]:
    held = _claimed(pdf)
    for number, page in enumerate(pdf.pages, 1):
        open_marks: list[tuple[bool, int | None]] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BMC", "BDC"):
                properties = operands[1] if name == "BDC" else None
                found = properties.get("/MCID") if isinstance(properties, Dictionary) else None
                mark = None if found is None else int(found)
                if mark is not None and (page.obj.objgen, mark) not in held:
                    yield f"page {number}: marked content {mark} is not in the structure"
                open_marks.append((operands[0] == Name.Artifact, mark))
            elif name == "EMC":
                open_marks.pop()
            elif name in _DRAWS and not any(artifact or mark is not None for artifact, mark in open_marks):
                yield f"page {number}: something is drawn that is neither content nor furniture"


def _links(pdf: pikepdf.Pdf) -> Iterator[str]:
    in_tree = {
        kid["/Obj"].objgen
        for element, _ in _structure(pdf)
        for kid in (element["/K"] if isinstance(element.get("/K"), Array) else [element.get("/K")])
        if isinstance(kid, Dictionary) and "/Obj" in kid
    }
    for number, page in enumerate(pdf.pages, 1):
        for note in page.obj.get("/Annots", Array()):  # type: ignore[attr-defined]
            if note.objgen not in in_tree:
                yield f"page {number}: a link is not in the structure"
            if not str(note.get("/Contents", "")):
                yield f"page {number}: a link does not say where it leads"
            address = str(note.get("/A", {}).get("/URI", "https://"))
            if not address.startswith(("http://", "https://")):
                yield f"page {number}: a link leads to {address}"


def _tables_and_headings(pdf: pikepdf.Pdf) -> Iterator[str]:
    allowed = {
        "/TR": ("/Table", "/THead", "/TBody", "/TFoot"),
        "/TH": ("/TR",),
        "/TD": ("/TR",),
        "/LI": ("/L",),
        "/LBody": ("/LI",),
    }
    level = 0
    for element, parent in _structure(pdf):
        kind = str(element["/S"])
        if kind in allowed and parent not in allowed[kind]:
            yield f"a {kind} stands in a {parent}"
        if kind == "/TH":
            about = element.get("/A", Array())
            entries = about if isinstance(about, Array) else [about]
            if not any("/Scope" in entry for entry in entries):  # type: ignore[attr-defined]
                yield "a table heading does not say what it heads"
        if len(kind) == 3 and kind[1] == "H" and kind[2].isdigit():
            if int(kind[2]) > level + 1:
                yield f"a heading of level {kind[2]} follows one of level {level}"
            level = int(kind[2])


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        if not isinstance(thing, Dictionary) or thing.get("/Type") != Name.Font:
            continue
        inner = thing["/DescendantFonts"][0] if "/DescendantFonts" in thing else thing
        if "/DescendantFonts" in thing and "/ToUnicode" not in thing:
            yield f"{thing.get('/BaseFont')} cannot be read back as text"
        description = inner.get("/FontDescriptor", {})
        if thing.get("/Subtype") != Name.Type3 and not any(
            key in description for key in ("/FontFile", "/FontFile2", "/FontFile3")
        ):
            yield f"{thing.get('/BaseFont')} is not embedded"

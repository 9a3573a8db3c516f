"""XML from strangers to a tree: nothing declared in the file is expanded and nothing outside it is read.

Expat and not lxml: it tells of every entity that is declared, so that such a file is refused before anything
grows, calls nobody for external ones, and is in the standard library with types. Depth and the number of
elements have limits, so a tree can be walked by functions that call themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from html.entities import html5
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from app.importing.article import ArticleNotRead

MAX_DEPTH = 200
MAX_ELEMENTS = 2_000_000


class _TooMuch(Exception):
    """More than is parsed: why, to be put behind the file's name."""


def xml_tree(data: bytes, name: str, spaces: Mapping[str, str]) -> Element:
    """The root of an XML file; names are ``prefix|local`` for the namespaces (URI: prefix) given.

    Names of other namespaces keep their URI (``URI local``), names of the one with the blank prefix and those
    of none are bare. HTML's named entities are known. Raises ArticleNotRead with the file's ``name`` for what
    is not well formed, declares entities, or is too deep or too large.
    """
    building = _Building(spaces)
    try:
        return building.built(data)
    except _TooMuch as error:
        raise ArticleNotRead(f"“{name}” {error}, so nothing was imported.") from None
    except (expat.ExpatError, LookupError, ValueError, AssertionError):
        raise damaged(name) from None


def damaged(name: str) -> ArticleNotRead:
    """What is raised for a file that is not whole or not what its format asks for."""
    return ArticleNotRead(
        f"“{name}” is damaged or not of the kind its name says, so nothing was imported; "
        "open it in the program it was made with, save it again and import that."
    )


class _Building:
    def __init__(self, spaces: Mapping[str, str]) -> None:
        self._spaces = spaces
        self._names: dict[str, str] = {}
        self._tree = TreeBuilder()
        self._depth = 0
        self._elements = 0

    def built(self, data: bytes) -> Element:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.UseForeignDTD(True)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._tree.data
        parser.EntityDeclHandler = self._declared
        parser.SkippedEntityHandler = self._skipped
        parser.Parse(data, True)
        return self._tree.close()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > MAX_DEPTH:
            raise _TooMuch(f"is nested more than {MAX_DEPTH} levels deep")
        if self._elements > MAX_ELEMENTS:
            raise _TooMuch(f"has more than {MAX_ELEMENTS:,} elements")
        self._tree.start(self._name(tag), {self._name(key): value for key, value in attributes.items()})

    def _end(self, tag: str) -> None:
        self._depth -= 1
        self._tree.end(self._name(tag))

    def _declared(self, *_: object) -> None:
        raise _TooMuch("declares abbreviations (XML entities) of its own, which articles do not need")

    def _skipped(self, entity: str, is_parameter: bool) -> None:
        if not is_parameter:
            self._tree.data(html5.get(f"{entity};", f"&{entity};"))

    def _name(self, raw: str) -> str:
        known = self._names.get(raw)
        if known is None:
            space, _, local = raw.rpartition(" ")
            prefix = self._spaces.get(space, "" if not space else None)
            known = raw if prefix is None else f"{prefix}|{local}" if prefix else local
            self._names[raw] = known
        return known

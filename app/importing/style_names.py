"""What a paragraph is by the name of its style: the same names in Word, LibreOffice, Pandoc and RTF."""

from __future__ import annotations

import re

_HEADING = re.compile(r"heading (\d)\Z")
_CONTENTS = re.compile(r"(?:toc|contents|index)(?: \d| heading)\Z")
_KINDS = {
    "title": ("title", 1),
    "subtitle": ("heading", 2),
    "quote": ("quote", 1),
    "intense quote": ("quote", 1),
    "block text": ("quote", 1),
    "block quotation": ("quote", 1),
    "quotations": ("quote", 1),
    "caption": ("caption", 0),
    "image caption": ("caption", 0),
    "table caption": ("caption", 0),
    "html preformatted": ("code", 0),
    "preformatted text": ("code", 0),
    "tablecaption": ("caption", 0),
    "figurecaption": ("caption", 0),
    "source code": ("code", 0),
}

BODY = ("paragraph", 0)
CONTENTS = ("contents", 0)
"""A line of a table of contents."""


def kind_of_style(name: str) -> tuple[str, int] | None:
    """The kind and level of a paragraph in a style of that name; None where the name says nothing."""
    plain = " ".join(name.split()).casefold()
    heading = _HEADING.match(plain)
    if heading:
        return "heading", max(1, int(heading[1]))
    return CONTENTS if _CONTENTS.match(plain) else _KINDS.get(plain)


def emphasis_of_style(name: str) -> str:
    """Which emphasis a style of that name gives to words, blank for none."""
    return {"strong": "strong", "strong emphasis": "strong", "emphasis": "em"}.get(name.casefold(), "")

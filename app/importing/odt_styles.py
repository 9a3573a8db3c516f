"""What an OpenDocument text's styles say: what a paragraph is, which words are set apart, how lists count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from app.importing.counting import counted, small_number
from app.importing.style_names import BODY, emphasis_of_style, kind_of_style

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = {
    f"{_ODF}office:1.0": "office",
    f"{_ODF}style:1.0": "style",
    f"{_ODF}text:1.0": "text",
    f"{_ODF}table:1.0": "table",
    f"{_ODF}drawing:1.0": "draw",
    f"{_ODF}xsl-fo-compatible:1.0": "fo",
    f"{_ODF}svg-compatible:1.0": "svg",
    f"{_ODF}meta:1.0": "meta",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_DEEPEST = 20
_BOLD = re.compile(r"bold\Z|[6-9]00\Z")
_PERCENT = re.compile(r"(-?)[1-9]\d*%")
_SPELT = re.compile(r"_([0-9a-f]{2})_")


class Styles:
    """The styles of content and document together, by family and name."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self.lists: dict[str, Element] = {}
        self.outline: Element | None = None
        self.language = ""
        self._styles: dict[tuple[str, str], Element] = {}
        for root in roots:
            for style in root.iter("style|style"):
                self._styles[style.get("style|family", ""), style.get("style|name", "")] = style
            for style in root.iter("text|list-style"):
                self.lists[style.get("style|name", "")] = style
            self.outline = next(root.iter("text|outline-style"), self.outline)
            for default in root.iter("style|default-style"):
                words = default.find("style|text-properties")
                if words is not None and default.get("style|family") == "paragraph":
                    self.language = words.get("fo|language", "")

    def kind(self, style_name: str) -> tuple[str, int]:
        """The kind and level of a paragraph in a style."""
        for style in self._chain("paragraph", style_name):
            named = kind_of_style(_spelt_out(style.get("style|name", "")))
            if named:
                return named
        return kind_of_style(_spelt_out(style_name)) or BODY

    def list_of(self, style_name: str) -> str:
        """The list style a paragraph style brings with it, blank for none."""
        chain = self._chain("paragraph", style_name)
        return next((name for style in chain if (name := style.get("style|list-style-name", ""))), "")

    def emphasis(self, style_name: str) -> list[str]:
        """Which emphasis words in a text style have."""
        found: set[str] = set()
        for style in self._chain("text", style_name):
            found.add(emphasis_of_style(_spelt_out(style.get("style|name", ""))))
            words = style.find("style|text-properties")
            if words is not None and _BOLD.match(words.get("fo|font-weight", "")):
                found.add("strong")
            if words is not None and words.get("fo|font-style") in ("italic", "oblique"):
                found.add("em")
        return sorted(found - {""})

    def shift(self, style_name: str) -> str:
        """``super`` or ``sub`` for words in a text style that stand above or below the line, else blank."""
        words = (style.find("style|text-properties") for style in self._chain("text", style_name))
        said = (found.get("style|text-position", "") for found in words if found is not None)
        where, _, _ = next(filter(None, said), "").partition(" ")
        if where in ("super", "sub"):
            return where
        percent = _PERCENT.match(where)
        return ("sub" if percent[1] else "super") if percent else ""

    def is_hidden(self, style_name: str) -> bool:
        """Whether words in a text style are not shown."""
        words = (style.find("style|text-properties") for style in self._chain("text", style_name))
        return any(found is not None and found.get("text|display") == "none" for found in words)

    def _chain(self, family: str, style_name: str) -> Iterator[Element]:
        """The style and those it is derived from."""
        style = self._styles.get((family, style_name))
        for _ in range(_DEEPEST):
            if style is None:
                return
            yield style
            style = self._styles.get((family, style.get("style|parent-style-name", "")))


@dataclass(slots=True)
class Counting:
    """The items of one list counted so far, by level from 0."""

    counts: dict[int, int] = field(default_factory=dict[int, int])

    def marker(self, style: Element | None, level: int, start: str) -> str:
        """The next number at a level with a blank behind it, blank for bullets; ``start`` begins anew."""
        form = _level_of(style, level)
        for deeper in [at for at in self.counts if at > level]:
            del self.counts[deeper]
        if form is None:
            return ""
        first = small_number(start or form.get("text|start-value", "1"))
        self.counts[level] = first if start or level not in self.counts else self.counts[level] + 1
        if not form.get("style|num-format"):
            return ""
        shown = max(1, small_number(form.get("text|display-levels", "1")))
        numbers: list[str] = []
        for at in range(max(0, level - shown + 1), level + 1):
            there = _level_of(style, at)
            if there is not None and there.get("style|num-format"):
                numbers.append(counted(self.counts.get(at, 1), there.get("style|num-format", "")))
        around = (form.get("style|num-prefix", ""), form.get("style|num-suffix", ""))
        words = f"{around[0]}{'.'.join(numbers)}{around[1]}".strip()
        return f"{words} " if words else ""


def _level_of(style: Element | None, level: int) -> Element | None:
    """How a list style numbers a level; None for bullets, images and levels it does not name."""
    wanted = str(level + 1)
    numbered = ("text|list-level-style-number", "text|outline-level-style")
    for form in () if style is None else style:
        if form.tag in numbered and form.get("text|level") == wanted:
            return form
    return None


def _spelt_out(name: str) -> str:
    """A style's name with the blanks it is written without: ``Heading_20_1``."""
    return _SPELT.sub(lambda found: chr(int(found[1], 16)), name)

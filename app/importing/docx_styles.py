"""What a Word document's styles and numbering say of a paragraph: what it is, and the number before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from app.importing.counting import counted, small_number
from app.importing.style_names import BODY, emphasis_of_style, kind_of_style

_OFF = frozenset({"0", "false", "off"})
_DEEPEST = 20
_FORMS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I", "decimalZero": "01"}


def is_on(properties: Element | None, tag: str) -> bool:
    """Whether a property that is on or off is there and not switched off."""
    found = None if properties is None else properties.find(tag)
    return found is not None and found.get("w|val", "1") not in _OFF


def value(properties: Element | None, path: str) -> str:
    """The ``w|val`` of the element at ``path``, blank where there is none."""
    found = None if properties is None else properties.find(path)
    return "" if found is None else found.get("w|val", "")


class Styles:
    """The styles by their id; their names are English whatever language Word speaks."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall("w|style")
        self._styles = {style.get("w|styleId", ""): style for style in found}
        language = None if root is None else root.find("w|docDefaults/w|rPrDefault/w|rPr/w|lang")
        self.language = "" if language is None else language.get("w|val", "")

    def kind(self, properties: Element | None) -> tuple[str, int]:
        """The kind and level of a paragraph with these ``w|pPr``; CONTENTS for a table of contents."""
        for style in self._chain(value(properties, "w|pStyle")):
            named = kind_of_style(value(style, "w|name"))
            if named:
                return named
            outline = _outline(value(style, "w|pPr/w|outlineLvl"))
            if outline:
                return "heading", outline
        outline = _outline(value(properties, "w|outlineLvl"))
        return ("heading", outline) if outline else BODY

    def emphasis(self, properties: Element | None) -> list[str]:
        """Which emphasis a run with these ``w|rPr`` has."""
        name = next((value(s, "w|name") for s in self._chain(value(properties, "w|rStyle"))), "")
        found = {emphasis_of_style(name)}
        if is_on(properties, "w|b"):
            found.add("strong")
        if is_on(properties, "w|i"):
            found.add("em")
        return sorted(found - {""})

    def shift(self, properties: Element | None) -> str:
        """``super`` or ``sub`` for a run above or below the line, else blank."""
        holders = [properties, *(s.find("w|rPr") for s in self._chain(value(properties, "w|rStyle")))]
        for holder in holders:
            aligned, position = value(holder, "w|vertAlign"), value(holder, "w|position")
            if aligned == "subscript" or (not aligned and position.startswith("-")):
                return "sub"
            if aligned == "superscript" or (not aligned and position not in ("", "0")):
                return "super"
        return ""

    def numbering(self, properties: Element | None) -> tuple[str, int] | None:
        """The list (``w|numId``) and level of a paragraph, None where it is in none."""
        holders = [properties, *(s.find("w|pPr") for s in self._chain(value(properties, "w|pStyle")))]
        for holder in holders:
            number = value(holder, "w|numPr/w|numId")
            if number:
                return None if number == "0" else (number, small_number(value(holder, "w|numPr/w|ilvl")))
        return None

    def _chain(self, style_id: str) -> list[Element]:
        """The style and those it is based on."""
        chain: list[Element] = []
        style = self._styles.get(style_id)
        while style is not None and len(chain) < _DEEPEST:
            chain.append(style)
            style = self._styles.get(value(style, "w|basedOn"))
        return chain


@dataclass(slots=True)
class _Level:
    start: int
    form: str
    words: str


class Numbering:
    """Counts a document's lists as Word does: one count for each list, begun again below a higher level."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is None:
            return
        for abstract in root.findall("w|abstractNum"):
            levels = {
                small_number(level.get("w|ilvl", "")): _level(level) for level in abstract.findall("w|lvl")
            }
            self._levels[abstract.get("w|abstractNumId", "")] = levels
        for one in root.findall("w|num"):
            again = {
                small_number(override.get("w|ilvl", "")): small_number(start)
                for override in one.findall("w|lvlOverride")
                if (start := value(override, "w|startOverride"))
            }
            self._lists[one.get("w|numId", "")] = (value(one, "w|abstractNumId"), again)

    def marker(self, number: str, level: int) -> str:
        """The next number of a list at a level (from 0), a blank behind it; blank for bullets."""
        abstract, again = self._lists.get(number, ("", {}))
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if number not in self._begun:
            self._begun.add(number)
            for at, start in again.items():
                counts[at] = start - 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        if levels[level].form in ("bullet", "none"):
            return ""

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            there = levels.get(at)
            if there is None:
                return ""
            return counted(counts.get(at, there.start), _FORMS.get(there.form, ""))

        words = re.sub(r"%([1-9])", shown, levels[level].words).strip()
        return f"{words} " if words else ""


def _level(element: Element) -> _Level:
    return _Level(
        small_number(value(element, "w|start") or "1"),
        value(element, "w|numFmt"),
        value(element, "w|lvlText")[:40],
    )


def _outline(level: str) -> int:
    """The heading's level (from 1) of an outline level (from 0); 0 for text."""
    return int(level) + 1 if level in set("012345678") else 0

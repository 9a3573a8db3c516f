"""What holds at a place of a Rich Text file: the properties of its group and of its paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field

# Groups whose words are no part of the text, or are read for themselves.
UNSEEN = frozenset({
    "colortbl", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "xmlnstbl",
    "themedata", "colorschememapping", "latentstyles", "datastore", "pgdsctbl", "header", "headerl",
    "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "ftnsep", "ftnsepc", "ftncn",
    "aftnsep", "aftnsepc", "aftncn", "nonshppict", "bkmkstart", "bkmkend", "atnid", "atndate", "atnicn",
    "atntime", "atnparent", "pn", "xe", "tc", "tcn", "userprops", "docvar", "wgrffmtfilter", "filetbl",
    "background", "objdata", "blipuid",
})  # fmt: skip
# Read for themselves, and what collects their words.
READ = frozenset(
    {
        "title",
        "author",
        "atnauthor",
        "atnref",
        "atrfstart",
        "atrfend",
        "fldinst",
        "listtext",
        "pntext",
        "sn",
        "sv",
    }
)
# Known although a star stands before them, which else says to pass over what is not known.
STARRED = READ | {"footnote", "annotation", "shppict", "shpinst", "picprop", "cs", "fldinst"}
_SHIFTS = {"super": "super", "up": "super", "sub": "sub", "dn": "sub", "nosupersub": ""}


@dataclass(slots=True)
class Group:
    """The character properties in force, and what the group is: blank for one that only holds properties.

    ``shift`` is ``super`` or ``sub`` where words stand above or below the line.
    """

    kind: str = ""
    seen: bool = True
    start: int = 0
    font: int = 0
    skips: int = 1
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    shift: str = ""
    deleted: bool = False
    revised: bool = False
    language: int = 0
    starred: bool = False
    collected: list[str] | None = None
    instruction: list[str] = field(default_factory=list[str])

    def take(self, word: str, *, on: bool) -> bool:
        """Take in how characters look, and whether they do; False for any other control word."""
        if word == "b":
            self.bold = on
        elif word == "i":
            self.italic = on
        elif word == "v":
            self.hidden = on
        elif word == "deleted":
            self.deleted = on
        elif word in _SHIFTS:
            self.shift = _SHIFTS[word] if on else ""
        elif word == "plain":
            self.plain()
        else:
            return False
        return True

    def plain(self) -> None:
        """Back to the properties of no emphasis, as ``\\plain`` says."""
        self.bold = self.italic = self.hidden = self.deleted = self.revised = False
        self.shift = ""


@dataclass(slots=True)
class Paragraph:
    """The properties of the paragraph under way, until ``\\pard`` takes them back."""

    style: int = 0
    outline: int | None = None
    level: int = 0
    listed: bool = False
    in_table: bool = False

    def take(self, word: str, number: int | None) -> bool:
        """Take in a property of paragraphs; False for any other control word."""
        if word == "s":
            self.style = number or 0
        elif word == "outlinelevel":
            self.outline = number
        elif word == "ls":
            self.listed = bool(number)
        elif word == "ilvl":
            self.level = min(max(number or 0, 0), 8)
        elif word == "intbl":
            self.in_table = True
        else:
            return False
        return True


@dataclass(slots=True)
class Style:
    """A paragraph style of the style sheet."""

    name: str = ""
    based_on: int | None = None


SIGNS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f", "~": "\u00a0", "_": "\u2011",
    "{": "{", "}": "}", "\\": "\\", "\t": "\t",
}  # fmt: skip
_LANGUAGES = {
    0x01: "ar", 0x04: "zh", 0x05: "cs", 0x06: "da", 0x07: "de", 0x08: "el", 0x09: "en", 0x0A: "es",
    0x0B: "fi", 0x0C: "fr", 0x0D: "he", 0x0E: "hu", 0x10: "it", 0x11: "ja", 0x12: "ko", 0x13: "nl",
    0x14: "no", 0x15: "pl", 0x16: "pt", 0x18: "ro", 0x19: "ru", 0x1D: "sv", 0x1F: "tr", 0x22: "uk",
    0x29: "fa", 0x39: "hi",
}  # fmt: skip


def language_of(number: int) -> str:
    """The code of a language by the number Windows gives it, blank for one not known here."""
    return "" if number == 0x0400 else _LANGUAGES.get(number & 0x3FF, "")

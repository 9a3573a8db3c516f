"""What files say of themselves, as far as it can be believed: the account's name is no byline."""

from __future__ import annotations

import re

_NOBODY = re.compile(
    r"(?:(?:microsoft )?(?:office|word)?[ -]?(?:user|utente|benutzer|utilisateur|usuario)|admin(?:istrator)?"
    r"|owner|author|unknown|anonymous|default|guest|(?:python-)?docx|libreoffice|openoffice|word|windows user"
    r"|un-named|untitled|user ?\d*|hp|dell|lenovo|acer|asus|pc|apache poi|aspose.*|calibre.*|pandoc)\Z",
    re.IGNORECASE,
)
_FILE_LIKE = re.compile(
    r"^(?:microsoft (?:office )?word\b|untitled\b|unbenannt\b|document\s?\d*\Z|dokument\s?\d*\Z|print\b)"
    r"|\.(?:docx?|odt|rtf|pdf|indd|qxp|qxd|pages|tex|dvi|html?|txt|md|typ)\Z|^[\w.:/\\-]*[_/\\][\w.:/\\-]*\Z",
    re.IGNORECASE,
)
_LONGEST = 300


def byline(said: str) -> str:
    """The author a file names, blank where that is only an account or a program."""
    name = " ".join(said.split())
    named = any(char.isalpha() for char in name) and len(name) <= _LONGEST
    return name if named and not _NOBODY.match(name) else ""


def title(said: str) -> str:
    """The title a file gives itself, blank where it is a file's name or a program's."""
    words = " ".join(said.split())
    lettered = sum(char.isalpha() for char in words) >= 3 and len(words) <= _LONGEST
    return words if lettered and not _FILE_LIKE.search(words) else ""


def language_code(tag: str) -> str:
    """The language of a tag such as ``en-GB``: ``en``; blank where it is none."""
    code = re.split("[-_]", tag.strip(), maxsplit=1)[0].lower()
    known = code.isascii() and code.isalpha() and 2 <= len(code) <= 3
    return code if known and code not in ("und", "zxx", "mul", "none") else ""

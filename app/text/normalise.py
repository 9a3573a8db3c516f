"""The one change ever made to a text: at import, before anything is stored."""

from __future__ import annotations

import re

from db.records import record

BYTE_ORDER_MARK = "\ufeff"
REPLACEMENT = "\ufffd"

_SURROGATE = re.compile("[\ud800-\udfff]")


@record
class Note:
    """Something a person should know about an import: a code, translated when shown.

    Attributes: ``count`` is how often it happened, ``detail`` what it is about (an encoding's name).
    """

    code: str
    count: int = 1
    detail: str = ""


@record
class Normalised:
    """A text as it is stored, and what had to be replaced to make it so."""

    text: str
    notes: tuple[Note, ...]


def normalise(raw: str) -> Normalised:
    """The text as it is stored from now on: no leading BOM, LF line ends, no NUL, no surrogates.

    NULs and surrogates become U+FFFD and are counted (notes ``nul-replaced``, ``surrogates-replaced``).
    Nothing else changes: no-break spaces, U+2028, combining marks and emoji stay as they came, and
    normalising twice is normalising once.
    """
    text = raw.lstrip(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
    notes: list[Note] = []
    nuls = text.count("\0")
    if nuls:
        text = text.replace("\0", REPLACEMENT)
        notes.append(Note("nul-replaced", nuls))
    text, surrogates = _SURROGATE.subn(REPLACEMENT, text)
    if surrogates:
        notes.append(Note("surrogates-replaced", surrogates))
    return Normalised(text, tuple(notes))

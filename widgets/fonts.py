"""The bundled fonts: registered with Qt once, those of other scripts only when a text needs them."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from resources import path

SANS = "Inter"
SERIF = "Source Serif 4"
# Not bundled: the system's own.
MONO = ("DejaVu Sans Mono", "Menlo", "Consolas", "monospace")
# Faces made for long reading that systems bring along.
_BOOK_FACES = (
    "Charter",
    "Georgia",
    "Cambria",
    "Iowan Old Style",
    "Palatino Linotype",
    "P052",
    "Literata",
    "Libertinus Serif",
    "Noto Serif",
    "Times New Roman",
    "Nimbus Roman",
    "C059",
    "DejaVu Serif",
)
_OTHERS = ("Amiri", "Noto Sans Devanagari", "Noto Emoji")
_SCRIPTS = (
    ("Amiri", re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")),
    ("NotoSansDevanagari", re.compile("[\u0900-\u097f\ua8e0-\ua8ff]")),
    ("NotoEmoji", re.compile("[\u203c-\u3299\U0001f000-\U0001faff]")),
)


@cache
def _register(stem: str) -> None:
    for file in sorted(path("fonts").glob(f"{stem}-*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


@cache
def load_fonts() -> None:
    """Register the fonts of the window and the reading column: about 3 ms of CPU once, then nothing."""
    # A list of families is tried script by script on purpose: no warning for each script one lacks.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    _register("Inter")
    _register("SourceSerif4")


def load_fonts_for(text: str) -> None:
    """Register the fonts of the scripts that occur in the text."""
    load_fonts()
    if text.isascii():
        return
    for stem, script in _SCRIPTS:
        if script.search(text):
            _register(stem)


def interface_font(pixels: float = 13.0, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The sans serif of the window."""
    return _font(SANS, pixels, weight)


def reading_font(
    pixels: float = 18.0, weight: QFont.Weight = QFont.Weight.Normal, family: str = SERIF
) -> QFont:
    """The typeface of the reading column: the bundled serif, unless a person chose another."""
    return _font(family, pixels, weight)


def reading_faces() -> list[str]:
    """The typefaces to read in: the bundled ones first, then the system's book faces that are installed."""
    there = set(QFontDatabase.families())
    return [SERIF, SANS, *(face for face in _BOOK_FACES if face in there)]


def _font(family: str, pixels: float, weight: QFont.Weight) -> QFont:
    load_fonts()
    font = QFont()
    font.setFamilies([family, *_OTHERS])
    font.setPixelSize(max(1, round(pixels)))
    font.setWeight(weight)
    return font


def apply_fonts(app: QApplication) -> None:
    """Give the application the interface font."""
    app.setFont(interface_font())

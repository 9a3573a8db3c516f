"""Lines that say of themselves that they are the caption of a picture, and the words an image stands by."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_LONGEST = 400
# Only what nobody writes at the start of an ordinary sentence: the word and a colon behind it.
_LABEL = re.compile(
    r"[\s(\[*_]{0,4}(?:"
    r"(?:file |stock |aerial )?(?:photo|photograph|picture|image|caption|illustration)s?"
    r"(?: (?:by|caption|credits?|courtesy))?"
    r"|fotos?|fotografie|fotografía|bild|bildunterschrift|légende|didascalia|pie de foto|imagen|imagem"
    r"|immagine|фото|사진|写真|图片|圖片|图|صورة|الصورة|תמונה|צילום|फोटो|तस्वीर"
    r")[ \u00a0\u202f]?[:：]",
    re.IGNORECASE,
)
_LONGEST_NAME = 80


def is_caption(line: str) -> bool:
    """Whether the line begins as captions do: “Photo: …”, “Bild: …”, “صورة: …”."""
    return len(line) <= _LONGEST and bool(_LABEL.match(line))


def image_words(alternative: str, address: str) -> str:
    """What an image is in a text: its alternative text, else its file's name in brackets, else nothing."""
    words = " ".join(alternative.split())
    if words:
        return words
    if address.startswith("data:"):
        name = address[5:].partition(",")[0].partition(";")[0]
    else:
        try:
            name = unquote(urlsplit(address).path).rstrip("/").rpartition("/")[2]
        except ValueError:
            name = ""
    shown = " ".join("".join(char if char.isprintable() else " " for char in name).split())[:_LONGEST_NAME]
    return f"[{shown}]" if shown else ""

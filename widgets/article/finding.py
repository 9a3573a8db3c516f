"""Finding words in a text as a reader types them."""

from __future__ import annotations

import re

from db.records import Span

# What a keyboard types stands for what a typesetter set.
_ALIKE = ("'’‘ʼ′", '"“”„‟«»″', "-‐‑‒–—−")


def hits(text: str, words: str) -> list[Span]:
    """Every place of the words, whatever their case, white space, quotation marks and dashes."""
    if not words.strip():
        return []
    return [Span(m.start(), m.end()) for m in _pattern(words).finditer(text)]


def _pattern(words: str) -> re.Pattern[str]:
    parts: list[str] = []
    for token in re.findall(r"\s+|\S", words):
        alike = next((group for group in _ALIKE if token in group), "")
        if token.isspace():
            parts.append(r"\s+")
        elif alike:
            parts.append(f"[{re.escape(alike)}]")
        else:
            parts.append(re.escape(token))
    return re.compile("".join(parts), re.IGNORECASE)

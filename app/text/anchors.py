"""Finding quoted words again: exactly for anchors, forgivingly for what a person typed."""

from __future__ import annotations

import re

from db.records import Span

CONTEXT = 32

_DOUBLE_QUOTES = '"“”„‟″«»'
_SINGLE_QUOTES = "'‘’‚‛′"


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """Prefix and suffix of a span: up to 32 code points on either side."""
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def occurrences(quote: str, text: str) -> list[Span]:
    """Every place where ``quote`` stands exactly, overlapping ones too, in order; none for an empty quote."""
    found: list[Span] = []
    at = text.find(quote) if quote else -1
    while at >= 0:
        found.append(Span(at, at + len(quote)))
        at = text.find(quote, at + 1)
    return found


def locate(quote: str, text: str, prefix: str = "", suffix: str = "", at: int | None = None) -> Span | None:
    """The one place ``quote`` means, exactly as written, or None where it is missing or not certain.

    With ``at`` the quote must stand at that offset. Otherwise a quote that occurs once is found, and one
    that occurs often is found only if the given prefix and suffix single out one occurrence.
    """
    if not quote:
        return None
    if at is not None:
        return Span(at, at + len(quote)) if at >= 0 and text.startswith(quote, at) else None
    places = occurrences(quote, text)
    if len(places) > 1:
        places = [
            place
            for place in places
            if text.endswith(prefix, 0, place.start) and text.startswith(suffix, place.end)
        ]
    return places[0] if len(places) == 1 else None


def find_quote(quote: str, text: str) -> list[Span]:
    """Every place where a typed quote stands, as exact offsets into ``text``, in order.

    Straight and curly quotation marks are the same here, and so are any runs of white space, line breaks
    and no-break spaces included; blanks around the quote are ignored. Letters must agree exactly. Where
    the quote stands somewhere as typed, only those places count.
    """
    words = quote.split()
    exact = occurrences(quote.strip(), text)
    if exact or not words:
        return exact
    # Possessive: without giving white space back, each start costs at most the length of its match.
    pattern = r"\s++".join("".join(map(_same_mark, word)) for word in words)
    return [Span(*match.span(1)) for match in re.finditer(f"(?=({pattern}))", text)]


def _same_mark(char: str) -> str:
    if char in _DOUBLE_QUOTES:
        return f"[{_DOUBLE_QUOTES}]"
    if char in _SINGLE_QUOTES:
        return f"[{_SINGLE_QUOTES}]"
    return re.escape(char)

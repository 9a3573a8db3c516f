"""The block of ``key: value`` lines that some editors put before a Markdown text."""

from __future__ import annotations

import re

_BLOCK = re.compile(
    r"---[ \t]*\n"
    r"((?:[A-Za-z_][\w-]{0,40}:[^\n]*\n|[ \t#-][^\n]*\n){1,100}?)"
    r"(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
)
_LINE = re.compile(r"^([A-Za-z_][\w-]*):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_FIELDS = {
    "title": "title",
    "url": "url",
    "link": "url",
    "canonical": "url",
    "archive": "archive_url",
    "archive_url": "archive_url",
    "outlet": "outlet",
    "site": "outlet",
    "publication": "outlet",
    "publisher": "outlet",
    "author": "byline",
    "byline": "byline",
    "date": "published",
    "published": "published",
}


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """What the front matter says of title and provenance, and the text behind it; all of it if there is none.

    The first line that names a field decides it; nested values and lists are passed over.
    """
    block = _BLOCK.match(text)
    if not block:
        return {}, text
    said: dict[str, str] = {}
    for key, value in _LINE.findall(block[1]):
        name = _FIELDS.get(key.lower(), "")
        plain = value.strip("\"'").strip()
        if name and plain and value[:1] not in "[{|>&*":
            said.setdefault(name, plain)
    return said, text[block.end() :]

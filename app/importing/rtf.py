"""Rich Text (.rtf): the words as they stand with every tracked change accepted.

Read directly: striprtf, the library at hand, keeps what was deleted and gives neither structure nor notes.
Lost are page headers, pictures without a description, and which rows of a table name its columns.
"""

from __future__ import annotations

from app.importing.document import Document
from app.importing.properties import byline, title
from app.importing.rtf_reading import Reading
from app.importing.rtf_tokens import tokens
from app.importing.words import with_headline
from app.importing.xml_tree import damaged

_DEEPEST = 2_000


def read(data: bytes, name: str) -> Document:
    """The pieces of a Rich Text file; raises ArticleNotRead, naming the file, for what is none."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        raise damaged(name)
    reading = Reading()
    for token in tokens(data):
        reading.take(token)
        if reading.depth > _DEEPEST:
            raise damaged(name)
        if reading.ended:
            break
    reading.end()
    pieces, notes = with_headline(reading.pieces, title(reading.said.get("title", "")))
    author = byline(reading.said.get("author", ""))
    return Document(
        pieces,
        provenance={"byline": author} if author else {},
        language=reading.language(),
        notes=(*reading.notes(), *notes),
    )

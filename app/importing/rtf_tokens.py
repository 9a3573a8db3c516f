"""The bytes of a Rich Text file to its tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPEN, CLOSE, CONTROL, TEXT = "open", "close", "control", "text"

_TOKEN = re.compile(
    rb"\\(?:(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,10})? ?|'(?P<hex>[0-9a-fA-F]{2})|(?P<sign>[^a-zA-Z]))"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
_CODE_PAGES = {
    128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 77: "mac-roman",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A brace, a control word with its number (None where it has none), or bytes of text."""

    kind: str
    word: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens in order; a control sign has itself as its word, pictures in binary are passed over."""
    at = 0
    while (found := _TOKEN.search(data, at)) is not None:
        at = found.end()
        if found["brace"]:
            yield Token(OPEN if found["brace"] == b"{" else CLOSE)
        elif found["text"] is not None:
            yield Token(TEXT, data=found["text"])
        elif found["hex"] is not None:
            yield Token(TEXT, data=bytes.fromhex(found["hex"].decode()))
        elif found["sign"] is not None:
            yield Token(CONTROL, found["sign"].decode("latin-1"))
        else:
            number = int(found["number"]) if found["number"] else None
            word = found["word"].decode()
            if word == "bin" and number and number > 0:
                at += number
            else:
                yield Token(CONTROL, word, number)


def code_page(charset: int | None, ansi: str) -> str:
    """The encoding of text in a font of a character set; ``ansi`` is the file's own."""
    return _CODE_PAGES.get(charset or 0, ansi)

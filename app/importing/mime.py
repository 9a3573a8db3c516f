"""Messages in parts, as e-mails and web archives are: parsed within bounds, whatever their headers say."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from itertools import islice
from typing import Any, cast

from app.importing.article import ArticleNotRead

_MOST_NESTED = 100
_NESTING = re.compile(rb"\bboundary\s*=|^content-type:\s*message/", re.IGNORECASE | re.MULTILINE)


def message_of(data: bytes, name: str) -> Message:
    """The message; raises ArticleNotRead for one of more nested parts than anybody sends."""
    if sum(1 for _ in islice(_NESTING.finditer(data), _MOST_NESTED + 1)) > _MOST_NESTED:
        raise ArticleNotRead(
            f"“{name}” has messages within messages, more than {_MOST_NESTED}, so nothing was imported."
        )
    return email.message_from_bytes(data)


def parts_of(message: Message) -> Iterator[Message]:
    """The parts that hold something themselves, in order; not those of a message that is attached."""
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in cast("list[Any]", message.get_payload()):
            yield from parts_of(part)
    else:
        yield message


def header(message: Message, name: str) -> str:
    """A header in words, blank where there is none; torn ones as they came."""
    raw = message.get(name)
    if raw is None:
        return ""
    try:
        said = str(make_header(decode_header(str(raw))))
    except (LookupError, ValueError, HeaderParseError):
        said = str(raw)
    return " ".join(said.encode("utf-8", "replace").decode("utf-8").split())


def content(part: Message) -> bytes:
    """A part's bytes, its transfer encoding undone."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def charset(part: Message) -> str:
    """The encoding a part says it is in, blank where it does not."""
    try:
        return part.get_content_charset() or ""
    except (LookupError, ValueError):
        return ""


def file_name(part: Message) -> str:
    """What a part is called as a file, blank for one that is none."""
    try:
        return " ".join((part.get_filename() or "").split())
    except (LookupError, ValueError):
        return ""

"""An e-mail: its words as the article, quoted mail and signature set aside, attachments named."""

from __future__ import annotations

import re
from dataclasses import replace
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from app.importing.article import ArticleNotRead
from app.importing.document import Document, Piece
from app.importing.encoding import decode
from app.importing.markup import Element, decoded_markup, tree_of
from app.importing.mime import charset, content, file_name, header, message_of, parts_of
from app.importing.page_pieces import page_pieces
from app.text.normalise import Note

QUOTED, SIGNATURE = "quoted-mail", "signature"
_ANSWERED = re.compile(r"(?:(?:re|fwd?|aw|wg|sv|vs|tr|rv|antw)\s*:\s*)+", re.IGNORECASE)
_WROTE = re.compile(
    r"(?:on|am|le|el|il|em|op)\s.{6,200}\s"
    r"(?:wrote|schrieb.{0,200}|a écrit|escribió|ha scritto|escreveu|schreef)\s?:\s*\Z"
    r"|-{3,}\s*(?:original message|forwarded message|ursprüngliche nachricht|message d’origine)\s*-{3,}\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
_CLASSES = {
    "gmail_quote": QUOTED,
    "gmail_attr": QUOTED,
    "moz-cite-prefix": QUOTED,
    "yahoo_quoted": QUOTED,
    "protonmail_quote": QUOTED,
    "gmail_signature": SIGNATURE,
    "moz-signature": SIGNATURE,
    "protonmail_signature_block": SIGNATURE,
}
_IDS = {"divrplyfwdmsg": QUOTED, "appendonsend": QUOTED, "signature": SIGNATURE}
_WRAPPED_AT = 45
_LONGEST_LINE = 100


def read(data: bytes, name: str) -> Document:
    """The mail's own words; the sender is the byline, the day it was sent the date, the subject the title.

    Raises ArticleNotRead for a mail without words.
    """
    message = message_of(data, name)
    parts = list(parts_of(message))
    bodies = [part for part in parts if part.get_content_maintype() == "text" and not _is_attached(part)]
    pages = [part for part in bodies if part.get_content_subtype() == "html"]
    plain = [part for part in bodies if part.get_content_subtype() != "html"]
    pieces: list[Piece] = []
    encoding, notes = "", ()
    for part in pages[:1] or plain:
        words, encoding, notes = _words(part, name)
        pieces += words
    if not any(piece.text.strip() for piece in pieces):
        raise ArticleNotRead(f"“{name}” is an e-mail without words in it, so nothing was imported.")
    return Document(
        pieces=pieces,
        title=_ANSWERED.sub("", header(message, "Subject"), count=1).strip(),
        provenance={"byline": _sender(message), "published": _day(message)},
        notes=(*notes, *_attachments(parts)),
        encoding=encoding,
    )


def _words(part: Message, name: str) -> tuple[list[Piece], str, tuple[Note, ...]]:
    data = content(part)
    if not data.strip():
        return [], "", ()
    if part.get_content_subtype() == "html":
        decoded = decoded_markup(data, name, said=charset(part))
        return _of_page(tree_of(decoded.text, name)), decoded.encoding, decoded.notes
    try:
        decoded = decode(data, name, charset(part) or None)
    except ArticleNotRead:
        # The header was wrong about it.
        decoded = decode(data, name)
    return plain_pieces(decoded.text), decoded.encoding, decoded.notes


def _of_page(tree: Element) -> list[Piece]:
    pieces: list[Piece] = []
    for found in page_pieces(tree):
        reason = _reason(found.element)
        if not reason and _WROTE.match(found.piece.text):
            reason = QUOTED
        pieces.append(replace(found.piece, aside=reason))
    return pieces


def _reason(element: Element) -> str:
    while element is not None:
        if element.tag == "blockquote" and element.get("type") == "cite":
            return QUOTED
        for mark in (element.get("class") or "").lower().split():
            if mark in _CLASSES:
                return _CLASSES[mark]
        if (element.get("id") or "").lower() in _IDS:
            return _IDS[element.get("id").lower()]
        element = element.getparent()
    return ""


def plain_pieces(text: str) -> list[Piece]:
    """The paragraphs of a plain mail, lines that were broken to its width made whole again."""
    pieces: list[Piece] = []
    signed = False
    for block in re.split(r"\n(?:[ \t]*\n)+", text.replace("\r\n", "\n").replace("\r", "\n")):
        for reason, lines in _stretches(block.split("\n"), signed=signed):
            signed = signed or reason == SIGNATURE
            words = "\n".join(lines) if reason == SIGNATURE else _unwrapped(lines)
            if words.strip():
                pieces.append(Piece("paragraph", words.strip("\n"), aside=reason))
    return pieces


def _stretches(lines: list[str], *, signed: bool) -> list[tuple[str, list[str]]]:
    """A block's lines by why they are set aside, blank for none."""
    found: list[tuple[str, list[str]]] = []
    if _WROTE.match(" ".join(lines).strip()):
        return [(QUOTED, lines)]
    for line in lines:
        if line in ("-- ", "--"):
            signed = True
        reason = SIGNATURE if signed else QUOTED if line.startswith(">") else ""
        if found and found[-1][0] == reason:
            found[-1][1].append(line)
        else:
            said = _attribution(found[-1]) if found and reason == QUOTED else 0
            moved = found[-1][1][-said:] if said else []
            if said:
                del found[-1][1][-said:]
            found.append((reason, [*moved, line]))
    return found


def _attribution(before: tuple[str, list[str]]) -> int:
    """How many lines before a quotation say whose it is."""
    reason, lines = before
    if reason:
        return 0
    return next((n for n in (1, 2, 3) if _WROTE.match(" ".join(lines[-n:]).strip())), 0)


def _unwrapped(lines: list[str]) -> str:
    """The lines as one where each but the last is as long as a mail's width makes it."""
    if len(lines) > 1 and all(_WRAPPED_AT <= len(line) <= _LONGEST_LINE for line in lines[:-1]):
        return " ".join(line.strip() for line in lines)
    return "\n".join(line.rstrip() for line in lines)


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(file_name(part))


def _attachments(parts: list[Message]) -> tuple[Note, ...]:
    names = [file_name(part) or part.get_content_type() for part in parts if _is_attached(part)]
    shown = ", ".join(names[:8]) + (" …" if len(names) > 8 else "")
    return (Note("attachments-left-out", len(names), shown[:400]),) if names else ()


def _sender(message: Message) -> str:
    name, address = parseaddr(header(message, "From"))
    return name or address


def _day(message: Message) -> str:
    try:
        return parsedate_to_datetime(header(message, "Date")).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""

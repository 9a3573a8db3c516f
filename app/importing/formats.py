"""Which format a file is in: by its name's ending, and by its content where that says otherwise."""

from __future__ import annotations

import io
import re

from app.importing.article import ArticleNotRead
from app.text.normalise import Note
from db.records import record


@record
class Format:
    """A format that can be read.

    Attributes: ``code`` names it in notes, and ``app.importing.<code>`` has its ``read``; ``words`` is what a
    person calls a file of it.
    """

    code: str
    suffixes: tuple[str, ...]
    media_type: str
    words: str


PLAIN = Format("plain", (".txt", ".text"), "text/plain", "plain text")
MARKDOWN = Format("markdown", (".md", ".markdown"), "text/markdown", "Markdown")
HTML = Format("html", (".html", ".htm", ".xhtml"), "text/html", "a web page")
MHTML = Format("mhtml", (".mhtml", ".mht"), "multipart/related", "a web archive")
EML = Format("eml", (".eml",), "message/rfc822", "an e-mail")
DOCX = Format(
    "docx",
    (".docx", ".docm", ".dotx"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "a Word document",
)
ODT = Format("odt", (".odt", ".ott"), "application/vnd.oasis.opendocument.text", "an OpenDocument text")
RTF = Format("rtf", (".rtf",), "application/rtf", "a Rich Text document")
EPUB = Format("epub", (".epub",), "application/epub+zip", "an EPUB book")
PDF = Format("pdf", (".pdf",), "application/pdf", "a PDF document")

FORMATS = (PLAIN, MARKDOWN, HTML, MHTML, EML, DOCX, ODT, RTF, EPUB, PDF)
TEXT_FORMATS = (PLAIN, MARKDOWN)
"""Those whose bytes are the words themselves: read in this process while they are small."""

_BY_SUFFIX = {suffix: format for format in FORMATS for suffix in format.suffixes}
# Word gives this name to HTML, RTF and web archives too; what it really is only the content tells.
_OLD_WORD = ".doc"
_NOT_YET = {
    _OLD_WORD: "Word documents of the old kind",
    ".warc": "web archives of this kind",
    ".wacz": "web archives of this kind",
    ".webarchive": "web archives of this kind",
    ".msg": "Outlook messages",
    ".pages": "Pages documents",
}
_READABLE = (
    "plain text, Markdown, web pages (.html, .mhtml), Word (.docx), OpenDocument (.odt), Rich Text (.rtf), "
    "EPUB, PDF and e-mails (.eml)"
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BEFORE_TAG = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s++|<!--.{0,2000}?-->|<\?xml[^>]{0,200}\?>)*+"
    rb"<(?:!doctype\s+html|html|head|body|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEADER = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,20}(?:From |(?:From|To|Subject|Date|MIME-Version|Return-Path|Received|Message-ID"
    rb"|Delivered-To|Content-Type|Reply-To|X-[\w-]{1,40}):[ \t])",
    re.IGNORECASE,
)
_RELATED = re.compile(rb"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_MIME = re.compile(rb"^(?:mime-version|content-type):", re.IGNORECASE | re.MULTILINE)
_HEAD = 8_192
_LONGEST_MIMETYPE = 200


def readable_suffixes() -> tuple[str, ...]:
    """The endings of names that are read, as a file dialog offers them."""
    return (*_BY_SUFFIX, _OLD_WORD)


def format_of(suffix: str, data: bytes, name: str) -> tuple[Format, tuple[Note, ...]]:
    """The format to read a file as, and what is to be told where that is not the one its name says.

    ``suffix`` is the name's ending in lower case, with its dot. A file named as text stays text unless it
    cannot be; one without a known ending is what it looks like, else plain text. Raises ArticleNotRead,
    naming the file, for what no reader takes.
    """
    named = _BY_SUFFIX.get(suffix)
    found = looks_like(data)
    if found is not None and (named not in TEXT_FORMATS or found not in (HTML, MHTML, EML)):
        return found, () if found is named else (Note("read-as", 1, found.code),)
    if suffix in (_OLD_WORD, *DOCX.suffixes) and data.startswith(OLD_OFFICE):
        # Its reader says what to do with it: this is how Word stores what is locked with a password, too.
        return DOCX, ()
    if suffix in _NOT_YET and not _could_be_text(suffix, data):
        raise ArticleNotRead(
            f"“{name}” was not imported: {_NOT_YET[suffix]} cannot be read, only {_READABLE}; "
            "save it as one of these."
        )
    if named is None:
        return PLAIN, (Note("read-as-plain-text"),)
    if named in (DOCX, ODT, EPUB, PDF):
        raise ArticleNotRead(
            f"“{name}” is not {named.words} inside, or it is damaged, so nothing was imported."
        )
    if named is RTF:
        return PLAIN, (Note("read-as", 1, PLAIN.code),)
    return named, ()


def _could_be_text(suffix: str, data: bytes) -> bool:
    return suffix == _OLD_WORD and b"\0" not in data[:_HEAD]


def looks_like(data: bytes) -> Format | None:
    """What the content says of itself without doubt, or None."""
    head = data[:_HEAD]
    # Real ones may have something before the mark, which an article about PDF may have as well.
    if head.lstrip().startswith(b"%PDF-") or (b"%PDF-" in head[:1024] and b"%%EOF" in data[-2048:]):
        return PDF
    if head.lstrip().startswith(b"{\\rtf"):
        return RTF
    if head.startswith(b"PK\x03\x04"):
        return _zipped(data)
    # Of UTF-16 the letters are enough.
    letters = head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if BEFORE_TAG.match(letters):
        return HTML
    if _HEADER.match(letters):
        headers = re.split(rb"\r?\n\r?\n", letters, maxsplit=1)[0]
        if _RELATED.search(headers):
            return MHTML
        if _MIME.search(headers):
            return EML
    return None


def _zipped(data: bytes) -> Format | None:
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return DOCX
            if "mimetype" not in names or archive.getinfo("mimetype").file_size > _LONGEST_MIMETYPE:
                return None
            said = archive.read("mimetype").decode("ascii", "replace").strip()
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return None
    if said == EPUB.media_type:
        return EPUB
    return ODT if said.startswith(ODT.media_type) else None

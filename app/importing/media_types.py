"""What kind of file something is, by its first and last bytes; its name decides only what they leave open."""

from __future__ import annotations

import mimetypes
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from app.importing.formats import BEFORE_TAG, DOCX, EML, EPUB, HTML, MHTML, ODT, OLD_OFFICE, PDF, RTF

HEAD, TAIL = 64 * 1024, 64 * 1024
"""So many bytes of a file's beginning and end are looked at."""

UNKNOWN = "application/octet-stream"
PLAIN = "text/plain"

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
XLSX = _OPEN_XML + "spreadsheetml.sheet"
PPTX = _OPEN_XML + "presentationml.presentation"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
CSV, TSV = "text/csv", "text/tab-separated-values"
XLS = "application/vnd.ms-excel"

_TABLES = frozenset({CSV, TSV, XLSX, XLS, ODS})
_PAGES = frozenset({HTML.media_type, MHTML.media_type, "application/xhtml+xml"})

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf1", "audio/aac"),
    (b"\xff\xf9", "audio/aac"),
    (b"fLaC", "audio/flac"),
    (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"\0\0\x01\xba", "video/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"{\\rtf", RTF.media_type),
)
_RIFF = {b"WAVE": "audio/x-wav", b"WEBP": "image/webp", b"AVI ": "video/x-msvideo"}
_BRANDS = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heif",
    b"avif": "image/avif",
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"qt  ": "video/quicktime",
}
_INSIDE = ((b"word/document", DOCX.media_type), (b"xl/workbook", XLSX), (b"ppt/presentation", PPTX))
# What text and old office files are only their names tell.
_BY_NAME = {
    ".csv": CSV,
    ".tsv": TSV,
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".json": "application/json",
    ".eml": EML.media_type,
    ".mht": MHTML.media_type,
    ".mhtml": MHTML.media_type,
    ".doc": "application/msword",
    ".xls": XLS,
    ".ppt": "application/vnd.ms-powerpoint",
    ".msg": "application/vnd.ms-outlook",
}
_OLD = frozenset({".doc", ".xls", ".ppt", ".msg"})
_TEXTS = frozenset({".csv", ".tsv", ".md", ".markdown", ".json", ".eml", ".mht", ".mhtml"})
_SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s++|<!--.{0,2000}?-->|<\?xml[^>]{0,200}\?>|<!doctype[^>]{0,400}>)*+<svg\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKS = (BOM_UTF8, BOM_UTF16_LE, BOM_UTF16_BE)


def media_type_of(suffix: str, head: bytes, tail: bytes) -> str:
    """The media type of a file: by its first and last bytes, and its name's ending in lower case with a dot.

    What is nothing known is ``application/octet-stream``, whatever it is called.
    """
    found = next((type for start, type in _STARTS if head.startswith(start)), "")
    if found:
        return "audio/webm" if found == "video/webm" and suffix == ".weba" else found
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], UNKNOWN)
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    # Real ones may have something before the mark.
    if b"%PDF-" in head[:1024]:
        return PDF.media_type
    if head.startswith(b"PK\x03\x04"):
        return _zipped(head, tail)
    if head.startswith(OLD_OFFICE):
        return _BY_NAME[suffix] if suffix in _OLD else UNKNOWN
    return _text(suffix, head)


def _zipped(head: bytes, tail: bytes) -> str:
    """A package by what it says of itself or the names of its members; nothing is unpacked."""
    if head[30:38] == b"mimetype":
        said = head[38:138]
        for known in (EPUB.media_type, ODS, ODT.media_type):
            if said.startswith(known.encode()):
                return known
    return next((type for name, type in _INSIDE if name in tail or name in head), "application/zip")


def _text(suffix: str, head: bytes) -> str:
    if head.startswith(_MARKS[1:]):
        letters = head.replace(b"\0", b"")[2:]
    elif b"\0" in head:
        return UNKNOWN
    else:
        letters = head
    if _SVG.match(letters):
        return "image/svg+xml"
    if suffix in _TEXTS:
        return _BY_NAME[suffix]
    if BEFORE_TAG.match(letters):
        return HTML.media_type
    named = mimetypes.guess_type(f"x{suffix}")[0] or ""
    return named if named.startswith("text/") else PLAIN


def source_kind(media_type: str) -> str:
    """What a source of such a file is: a dataset, a page, an image, a recording, otherwise a document."""
    if media_type in _TABLES:
        return "dataset"
    if media_type in _PAGES:
        return "page"
    family = media_type.partition("/")[0]
    return {"image": "image", "audio": "recording", "video": "recording"}.get(family, "document")

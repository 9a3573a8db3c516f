"""What kind of file a source is, by its first and last bytes; its name decides only between kinds of text.

Nothing is parsed here, so it is safe to ask about any file.
"""

from __future__ import annotations

import os
import re
from enum import StrEnum
from pathlib import Path

from app.importing.formats import DOCX, EML, EPUB, HTML, MARKDOWN, MHTML, ODT, PDF, PLAIN, RTF, Format
from db.records import record


class Kind(StrEnum):
    """How a source is read."""

    PDF = "pdf"
    IMAGE = "image"
    TABLE = "table"
    TEXT = "text"
    RECORDING = "recording"
    OTHER = "other"


@record
class Media:
    """Attributes: ``media_type`` as in IANA's list; ``kind`` is how it is read."""

    media_type: str
    kind: Kind


CSV = Media("text/csv", Kind.TABLE)
TSV = Media("text/tab-separated-values", Kind.TABLE)
XLSX = Media("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Kind.TABLE)
ODS = Media("application/vnd.oasis.opendocument.spreadsheet", Kind.TABLE)
UNKNOWN = Media("application/octet-stream", Kind.OTHER)
OLD_OFFICE = Media("application/x-ole-storage", Kind.OTHER)

_HEAD, _TAIL = 65_536, 262_144
_MAGIC: tuple[tuple[int, bytes, str, Kind], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png", Kind.IMAGE),
    (0, b"\xff\xd8\xff", "image/jpeg", Kind.IMAGE),
    (0, b"GIF87a", "image/gif", Kind.IMAGE),
    (0, b"GIF89a", "image/gif", Kind.IMAGE),
    (0, b"II*\0", "image/tiff", Kind.IMAGE),
    (0, b"MM\0*", "image/tiff", Kind.IMAGE),
    (8, b"WEBPVP8", "image/webp", Kind.IMAGE),
    (4, b"ftypavif", "image/avif", Kind.IMAGE),
    (4, b"ftypavis", "image/avif", Kind.IMAGE),
    (4, b"ftypheic", "image/heic", Kind.OTHER),
    (4, b"ftypmif1", "image/heif", Kind.OTHER),
    (0, b"\xff\x0a", "image/jxl", Kind.OTHER),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", "image/jp2", Kind.IMAGE),
    (4, b"ftypM4A", "audio/mp4", Kind.RECORDING),
    (4, b"ftypqt", "video/quicktime", Kind.RECORDING),
    (4, b"ftyp", "video/mp4", Kind.RECORDING),
    (0, b"ID3", "audio/mpeg", Kind.RECORDING),
    (0, b"\xff\xfb", "audio/mpeg", Kind.RECORDING),
    (0, b"\xff\xf3", "audio/mpeg", Kind.RECORDING),
    (0, b"\xff\xf1", "audio/aac", Kind.RECORDING),
    (0, b"OggS", "audio/ogg", Kind.RECORDING),
    (0, b"fLaC", "audio/flac", Kind.RECORDING),
    (8, b"WAVE", "audio/wav", Kind.RECORDING),
    (8, b"AVI ", "video/x-msvideo", Kind.RECORDING),
    (0, b"\x1aE\xdf\xa3", "video/x-matroska", Kind.RECORDING),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE.media_type, Kind.OTHER),
    (0, b"SQLite format 3\0", "application/vnd.sqlite3", Kind.OTHER),
    (0, b"\x1f\x8b", "application/gzip", Kind.OTHER),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", Kind.OTHER),
    (0, b"Rar!", "application/vnd.rar", Kind.OTHER),
)
_ZIP = b"PK\x03\x04"
_MEMBERS: tuple[tuple[bytes, Media], ...] = (
    (b"word/document.xml", Media(DOCX.media_type, Kind.TEXT)),
    (b"xl/workbook.xml", XLSX),
    (
        b"ppt/presentation.xml",
        Media("application/vnd.openxmlformats-officedocument.presentationml.presentation", Kind.OTHER),
    ),
)
_MIMETYPE = re.compile(rb"\Amimetype(application/[\w.+-]{1,100})")
_BMP = re.compile(rb"\ABM.{4}\0\0\0\0.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", re.DOTALL)
_SVG = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:\s++|<\?xml[^>]{0,200}>|<!--.{0,2000}?-->|<!DOCTYPE[^>]{0,300}>)*+<svg\b",
    re.DOTALL,
)
_TABLES = {".csv": CSV, ".tsv": TSV, ".tab": TSV}
_TEXTS = {suffix: format for format in (MARKDOWN, HTML, MHTML, EML) for suffix in format.suffixes}
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1b") + b"\x7f"


def media_of(path: Path, name: str = "") -> Media:
    """The kind of file at ``path``; ``name`` is what it is called where it was kept under another.

    Raises OSError.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TAIL))
        tail = file.read(_TAIL)
    return media_of_bytes(head, tail, Path(name or path.name).suffix.lower())


def media_of_bytes(head: bytes, tail: bytes, suffix: str = "") -> Media:
    """The same for the first and last bytes of a file whose name ends in ``suffix``."""
    if head.lstrip()[:5] == b"%PDF-" or (b"%PDF-" in head[:1024] and b"%%EOF" in tail[-2048:]):
        return _text(PDF, Kind.PDF)
    for offset, magic, media_type, kind in _MAGIC:
        if head.startswith(magic, offset):
            return Media(media_type, kind)
    if head.startswith(_ZIP):
        return _zipped(head, tail)
    if _BMP.match(head):
        return Media("image/bmp", Kind.IMAGE)
    if head.lstrip().startswith(b"{\\rtf"):
        return _text(RTF)
    return _worded(head, suffix)


def _zipped(head: bytes, tail: bytes) -> Media:
    said = _MIMETYPE.match(head[30:])
    if said:
        media_type = said[1].partition(b"PK")[0].decode("ascii")
        if media_type.startswith(ODS.media_type):
            return ODS
        for format in (EPUB, ODT):
            if media_type.startswith(format.media_type):
                return _text(format)
        return Media(media_type, Kind.OTHER)
    # The archive's own table of contents stands at its end.
    return next((media for member, media in _MEMBERS if member in tail or member in head), _ARCHIVE)


_ARCHIVE = Media("application/zip", Kind.OTHER)


def _worded(head: bytes, suffix: str) -> Media:
    """A kind of text, where there are words at all."""
    from app.importing.formats import looks_like

    letters = head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _SVG.match(letters):
        return Media("image/svg+xml", Kind.OTHER)
    found = looks_like(head)
    if suffix in _TABLES and found is not HTML:
        return _TABLES[suffix] if _is_text(head) else UNKNOWN
    if found is not None and suffix not in (*PLAIN.suffixes, *MARKDOWN.suffixes):
        return _text(found)
    return _text(_TEXTS.get(suffix, PLAIN)) if _is_text(head) else UNKNOWN


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or not head.strip(b"\0"):
        return bool(head.strip(b"\0"))
    sample = head[:8192]
    wide = 3 * sample.count(0) > len(sample)
    controls = len(sample) - len(sample.translate(None, _CONTROLS)) - (sample.count(0) if wide else 0)
    return 20 * controls <= len(sample)


def _text(format: Format, kind: Kind = Kind.TEXT) -> Media:
    return Media(format.media_type, kind)

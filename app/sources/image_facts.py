"""What an image's file says of itself: camera, time, place and words, from EXIF, IPTC and XMP.

Anybody can write anything there, and most platforms take it out: it is a hint, never a proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from math import isfinite
from typing import Any

Fact = tuple[str, str]
MAX_FACTS = 80
_LONGEST = 500
_MOST_XMP = 2_000_000
_BROKEN = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, ArithmeticError, EOFError)
_EXIF, _GPS = 0x8769, 0x8825

_IN_IMAGE = {
    0x010E: "Description", 0x0131: "Software", 0x013B: "Artist", 0x8298: "Copyright", 0x9C9B: "Title",
    0x9C9C: "Comment", 0x9C9D: "Author", 0x9C9E: "Keywords", 0x9C9F: "Subject",
}  # fmt: skip
_IN_EXIF = {
    0xA434: "Lens", 0xA431: "Camera serial number", 0x829A: "Exposure time, s", 0x829D: "F-number",
    0x8827: "ISO", 0x920A: "Focal length, mm", 0xA420: "Image id", 0x9286: "User comment", 0xA430: "Owner",
}  # fmt: skip
_TIMES = (
    (0x9003, 0x9011, 0x9291, "Taken at"),
    (0x9004, 0x9012, 0x9292, "Digitised at"),
    (0x0132, 0x9010, 0x9290, "Changed at"),
)
_IPTC = {
    (2, 5): "Title", (2, 80): "Author", (2, 85): "Author's position", (2, 105): "Headline",
    (2, 120): "Caption", (2, 122): "Caption by", (2, 110): "Credit", (2, 115): "Source",
    (2, 116): "Copyright", (2, 55): "Created on", (2, 60): "Created at", (2, 90): "City",
    (2, 92): "Place", (2, 95): "State", (2, 101): "Country", (2, 25): "Keywords", (2, 40): "Instructions",
    (2, 103): "Reference",
}  # fmt: skip
_XMP = {
    "CreatorTool": "Software", "creator": "Author", "description": "Caption", "rights": "Copyright",
    "title": "Title", "Headline": "Headline", "Credit": "Credit", "Source": "Source",
    "DateCreated": "Created on", "CreateDate": "Created at", "ModifyDate": "Changed at", "City": "City",
    "State": "State", "Country": "Country", "Instructions": "Instructions", "UsageTerms": "Terms",
    "WebStatement": "Terms", "DigitalSourceType": "Kind of source", "Make": "Camera", "Model": "Camera",
    "DocumentID": "Document", "OriginalDocumentID": "Original document",
}  # fmt: skip
_SPACES = {"http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf"}


def facts_of(image: Any) -> tuple[Fact, ...]:
    """The (name, value) pairs in a Pillow image's file, in the order people look for them, none twice."""
    found: dict[Fact, None] = {}
    for reading in (_exif, _iptc, _xmp, _words):
        # Each part by itself may be broken.
        with suppress(*_BROKEN):
            for name, value in reading(image):
                words = _shown(value)
                if words and len(found) < MAX_FACTS:
                    found[name, words] = None
    return tuple(found)


def _exif(image: Any) -> Iterator[Fact]:
    exif = image.getexif()
    if not exif:
        return
    detail = _part(exif, _EXIF)
    camera = " ".join(_shown(exif.get(tag, "")) for tag in (0x010F, 0x0110))
    yield "Camera", camera
    for tag, offset, fraction, name in _TIMES:
        said = _shown(detail.get(tag) or exif.get(tag) or "")
        if said:
            part = _shown(detail.get(fraction, ""))
            yield name, f"{_date(said)}{'.' + part if part else ''} {_shown(detail.get(offset, ''))}"
    with suppress(*_BROKEN):
        yield from _place(_part(exif, _GPS))
    for tags, names in ((exif, _IN_IMAGE), (detail, _IN_EXIF)):
        for tag, name in names.items():
            if tag in tags:
                yield name, _utf16(tags[tag]) if tag >= 0x9C9B and tags is exif else tags[tag]


def _part(exif: Any, tag: int) -> dict[int, Any]:
    with suppress(*_BROKEN):
        return dict(exif.get_ifd(tag))
    return {}


def _date(said: str) -> str:
    """EXIF writes dates with colons."""
    return said[:10].replace(":", "-") + said[10:]


def _utf16(value: Any) -> Any:
    """What Windows writes: UTF-16 in bytes."""
    if isinstance(value, tuple):
        value = bytes(value)  # pyright: ignore[reportUnknownArgumentType]
    return value.decode("utf-16-le", "replace") if isinstance(value, bytes) else value


def _place(gps: dict[int, Any]) -> Iterator[Fact]:
    if 2 in gps and 4 in gps:
        north, east = _degrees(gps[2], gps.get(1), "S"), _degrees(gps[4], gps.get(3), "W")
        if abs(north) <= 90 and abs(east) <= 180:
            yield "Taken where", f"{north:.6f}, {east:.6f}"
    if 6 in gps:
        below = gps.get(5) in (1, b"\x01")
        yield "Height above the sea, m", f"{'-' if below else ''}{float(gps[6]):.1f}"
    if 17 in gps:
        yield "Looking towards, °", f"{float(gps[17]):.1f}"
    if 29 in gps:
        hours = ":".join(f"{int(float(part)):02}" for part in gps.get(7, ()))
        yield "Time by satellite (UTC)", f"{_date(_shown(gps[29]))} {hours}"


def _degrees(parts: Any, side: Any, negative: str) -> float:
    degrees, minutes, seconds = (float(part) for part in (*parts, 0, 0)[:3])
    angle = degrees + minutes / 60 + seconds / 3600
    if not isfinite(angle):
        raise ValueError("no angle")
    return -angle if _shown(side).upper() == negative else angle


def _iptc(image: Any) -> Iterator[Fact]:
    from PIL import IptcImagePlugin

    said: dict[tuple[int, int], Any] = IptcImagePlugin.getiptcinfo(image) or {}
    for key, name in _IPTC.items():
        values = said.get(key, ())
        for value in values if isinstance(values, list) else [values]:  # pyright: ignore[reportUnknownVariableType]
            yield name, value


def _xmp(image: Any) -> Iterator[Fact]:
    from app.importing.article import ArticleNotRead
    from app.importing.xml_tree import xml_tree

    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    if isinstance(packet, str):
        packet = packet.encode("utf-8", "replace")
    if not 0 < len(packet) < _MOST_XMP:
        return
    try:
        tree = xml_tree(packet[packet.index(b"<") : packet.rindex(b">") + 1], "", _SPACES)
    except ArticleNotRead:
        return
    for element in tree.iter():
        for key, value in element.items():
            if name := _XMP.get(_local(key)):
                yield name, value
        if name := _XMP.get(_local(element.tag)):
            listed = [one.text or "" for one in element.iter("rdf|li")]
            yield name, "; ".join(words.strip() for words in listed or [element.text or ""] if words.strip())


def _local(name: str) -> str:
    return name.rpartition(" ")[2].rpartition("|")[2]


def _words(image: Any) -> Iterator[Fact]:
    """What PNG and GIF files carry as text, and the sign of a signed history."""
    for key, value in dict(image.info).items():
        if isinstance(key, str) and isinstance(value, str | bytes) and key.lower() not in _NO_WORDS:
            if isinstance(value, bytes) and key != "comment":
                continue
            yield key[:60], _shown(value)
    if any(isinstance(part, tuple) and b"c2pa" in part[1][:200] for part in getattr(image, "applist", ())):
        yield "Content credentials", "C2PA data are in the file; they are not verified here"


_NO_WORDS = frozenset(
    {"xmp", "xml:com.adobe.xmp", "icc_profile", "exif", "photoshop", "raw profile type iptc"}
)


def _shown(value: Any) -> str:
    """A value as one line of words."""
    if isinstance(value, bytes):
        # A user comment says in eight bytes how it is written.
        value = value.removeprefix(b"ASCII\0\0\0").removeprefix(b"UNICODE\0")
        try:
            value = value.decode("utf-8")
        except UnicodeDecodeError:
            value = value.decode("latin-1")
    if isinstance(value, tuple):
        value = ", ".join(_shown(part) for part in value[:20])  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if isinstance(value, float) or hasattr(value, "numerator"):
        number: Callable[[Any], float] = float
        value = f"{number(value):.6g}"
    words = "".join(char if char.isprintable() else " " for char in str(value)[: 2 * _LONGEST])
    return " ".join(words.split())[:_LONGEST]

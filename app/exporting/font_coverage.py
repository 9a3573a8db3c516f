"""Which characters the fonts at hand can draw, read from the fonts' own character maps.

Formats 4, 6, 10, 12 and 13 of the OpenType ``cmap`` table
(https://learn.microsoft.com/typography/opentype/spec/cmap); a font that cannot be read covers nothing.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path


def bundled_fonts(folder: Path) -> list[tuple[Path, int]]:
    """The fonts shipped with the program as (file, index in the file)."""
    return [(file, 0) for file in sorted(folder.glob("*.[to]tf"))]


def uncovered(characters: Iterable[str], fonts: Iterable[tuple[Path, int]]) -> set[str]:
    """Those of ``characters`` that none of ``fonts`` can draw; stops reading fonts once all are found."""
    missing = {ord(c) for c in characters}
    for file, index in fonts:
        if not missing:
            break
        missing -= covered(file, index, missing)
    return {chr(code) for code in missing}


def covered(file: Path, index: int, wanted: set[int]) -> set[int]:
    """The code points of ``wanted`` that the font maps to a glyph."""
    try:
        return _covered(file.read_bytes(), index, wanted)
    except (OSError, struct.error, IndexError, ValueError):
        return set()


def _covered(data: bytes, index: int, wanted: set[int]) -> set[int]:
    start = 0
    if data[:4] == b"ttcf":
        start = struct.unpack_from(">I", data, 12 + 4 * index)[0]
    tables: int = struct.unpack_from(">H", data, start + 4)[0]
    for n in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * n)
        if tag == b"cmap":
            return _in_cmap(data, offset, wanted)
    return set()


def _in_cmap(data: bytes, base: int, wanted: set[int]) -> set[int]:
    found: set[int] = set()
    count: int = struct.unpack_from(">H", data, base + 2)[0]
    for n in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", data, base + 4 + 8 * n)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            found |= _in_subtable(data, base + offset, wanted)
    return found


def _in_subtable(data: bytes, at: int, wanted: set[int]) -> set[int]:
    form: int = struct.unpack_from(">H", data, at)[0]
    if form == 4:
        return _format4(data, at, wanted)
    if form == 6:
        first, count = struct.unpack_from(">HH", data, at + 6)
        glyphs = struct.unpack_from(f">{count}H", data, at + 10)
        return {c for c in wanted if 0 <= c - first < count and glyphs[c - first]}
    if form == 10:
        first, count = struct.unpack_from(">II", data, at + 12)
        glyphs = struct.unpack_from(f">{count}H", data, at + 20)
        return {c for c in wanted if 0 <= c - first < count and glyphs[c - first]}
    if form in (12, 13):
        return _groups(data, at, wanted)
    return set()


def _format4(data: bytes, at: int, wanted: set[int]) -> set[int]:
    twice: int = struct.unpack_from(">H", data, at + 6)[0]
    n = twice // 2
    ends = struct.unpack_from(f">{n}H", data, at + 14)
    starts = struct.unpack_from(f">{n}H", data, at + 16 + twice)
    deltas = struct.unpack_from(f">{n}H", data, at + 16 + 2 * twice)
    ranges_at = at + 16 + 3 * twice
    offsets = struct.unpack_from(f">{n}H", data, ranges_at)
    found: set[int] = set()
    for code in wanted:
        i = bisect_left(ends, code)
        if i == n or code < starts[i]:
            continue
        glyph = code
        if offsets[i]:
            place = ranges_at + 2 * i + offsets[i] + 2 * (code - starts[i])
            glyph = struct.unpack_from(">H", data, place)[0]
        if glyph and (glyph + deltas[i]) & 0xFFFF:
            found.add(code)
    return found


def _groups(data: bytes, at: int, wanted: set[int]) -> set[int]:
    count: int = struct.unpack_from(">I", data, at + 12)[0]
    groups = [struct.unpack_from(">III", data, at + 16 + 12 * n) for n in range(count)]
    ends = [end for _, end, _ in groups]
    found: set[int] = set()
    for code in wanted:
        i = bisect_left(ends, code)
        if i < count and groups[i][0] <= code and (groups[i][2] or code > groups[i][0]):
            found.add(code)
    return found

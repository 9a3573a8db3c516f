"""A page of a PDF as pixels."""

from __future__ import annotations

from ctypes import c_ubyte
from math import isfinite, sqrt
from typing import Any

from db.records import Box
from db.records.page_text import WHOLE
from db.records.viewing import Picture

MAX_PIXELS = 24_000_000
"""Of one picture: four bytes for each go through a pipe."""
_MAX_SIDE = 16_000
_MAX_WHOLE = 120_000
_WHITE = 0xFFFFFFFF


def page_picture(document: Any, page: Any, width: int, region: Box) -> Picture | None:
    """The page (or the part of it in ``region``), ``width`` being that of the whole page in pixels.

    It is made smaller where it would pass the limits; None for a page without a size.
    """
    import pypdfium2.raw  # pyright: ignore[reportMissingTypeStubs]

    raw: Any = pypdfium2.raw
    wide, high = page.get_size()
    left, top = max(0, region[0]), max(0, region[1])
    right, bottom = min(WHOLE, region[2]), min(WHOLE, region[3])
    if not (isfinite(wide) and isfinite(high) and wide > 0 and high > 0) or left >= right or top >= bottom:
        return None
    share_x, share_y = (right - left) / WHOLE, (bottom - top) / WHOLE
    across = _within(max(1.0, float(width)), high / wide, share_x, share_y)
    # In whole pixels, so that parts side by side meet.
    all_columns, all_rows = max(1, round(across)), max(1, round(across * high / wide))
    x, y = round(all_columns * left / WHOLE), round(all_rows * top / WHOLE)
    columns = max(1, round(all_columns * right / WHOLE) - x)
    rows = max(1, round(all_rows * bottom / WHOLE) - y)
    data = bytearray(columns * rows * 4)
    buffer = (c_ubyte * len(data)).from_buffer(data)
    bitmap = raw.FPDFBitmap_CreateEx(columns, rows, raw.FPDFBitmap_BGRx, buffer, columns * 4)
    if not bitmap:
        return None
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, _WHITE)
        place = (-x, -y, all_columns, all_rows, 0)
        flags = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER
        raw.FPDF_RenderPageBitmap(bitmap, page.raw, *place, flags)
        if document.formenv:
            raw.FPDF_FFLDraw(document.formenv.raw, bitmap, page.raw, *place, flags)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    # PDFium leaves the fourth byte as it likes where it draws.
    data[3::4] = b"\xff" * (columns * rows)
    return Picture(columns, rows, bytes(data), (left, top, right, bottom))


def _within(across: float, tall: float, share_x: float, share_y: float) -> float:
    """The width of the whole page that keeps the picture within the limits."""
    pixels = across * share_x * across * tall * share_y
    if pixels > MAX_PIXELS:
        across *= sqrt(MAX_PIXELS / pixels)
    across = min(across, _MAX_SIDE / share_x, _MAX_SIDE / (share_y * tall))
    return min(across, _MAX_WHOLE, _MAX_WHOLE / tall)

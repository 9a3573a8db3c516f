"""What lies upon the words of a PDF page: links, and the comments of those who read it."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import byref, create_string_buffer
from dataclasses import dataclass
from typing import Any

_LINK = 2
_COMMENTS = frozenset({1, 3, 8, 9, 10, 11, 12, 13, 14})
_MOST = 2_000
_LONGEST = 100_000


Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""
Turn = Callable[[float, float, float, float], Box]


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """A ``link`` with its address in ``text``, or a ``comment``.

    Attributes: ``boxes`` are where it lies on the page as it is seen: left, bottom, right, top.
    """

    kind: str
    author: str
    text: str
    boxes: tuple[Box, ...]

    def covers(self, x: float, y: float) -> bool:
        """Whether a point is within one of the boxes."""
        return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in self.boxes)

    def meets(self, box: Box) -> bool:
        """Whether one of the boxes and this one have anything in common."""
        return any(
            one[0] <= box[2] and box[0] <= one[2] and one[1] <= box[3] and box[1] <= one[3]
            for one in self.boxes
        )


def laid_upon(document: Any, page: Any) -> list[Beside]:
    """The links to the web and the comments on a pypdfium2 page."""
    import pypdfium2.raw as pdfium  # pyright: ignore[reportMissingTypeStubs]

    raw: Any = pdfium
    found: list[Beside] = []
    turn = turned(page)
    for at in range(min(_MOST, raw.FPDFPage_GetAnnotCount(page.raw))):
        annotation = raw.FPDFPage_GetAnnot(page.raw, at)
        if not annotation:
            continue
        try:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            if kind == _LINK:
                words = _address(raw, document, annotation)
            elif kind in _COMMENTS:
                words = _said(raw, annotation, b"Contents")
            else:
                continue
            boxes = _boxes(raw, annotation)
            if words and boxes:
                author = "" if kind == _LINK else " ".join(_said(raw, annotation, b"T").split())
                named = "link" if kind == _LINK else "comment"
                found.append(Beside(named, author, words, tuple(turn(*box) for box in boxes)))
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return found


def turned(page: Any) -> Turn:
    """Left, bottom, right and top in the page as it is seen, of a box in the page as it is written."""
    rotation = page.get_rotation()

    def turn(left: float, bottom: float, right: float, top: float) -> Box:
        if rotation == 90:
            return bottom, -right, top, -left
        if rotation == 180:
            return -right, -top, -left, -bottom
        return (-top, left, -bottom, right) if rotation == 270 else (left, bottom, right, top)

    return turn


def _boxes(raw: Any, annotation: Any) -> tuple[Box, ...]:
    """The stretches a link or comment marks, or the one place it has."""
    boxes: list[Box] = []
    quad = raw.FS_QUADPOINTSF()
    for at in range(min(_MOST, raw.FPDFAnnot_CountAttachmentPoints(annotation))):
        if raw.FPDFAnnot_GetAttachmentPoints(annotation, at, byref(quad)):
            across = (quad.x1, quad.x2, quad.x3, quad.x4)
            up = (quad.y1, quad.y2, quad.y3, quad.y4)
            boxes.append((min(across), min(up), max(across), max(up)))
    rect = raw.FS_RECTF()
    if not boxes and raw.FPDFAnnot_GetRect(annotation, byref(rect)):
        boxes.append((rect.left, rect.bottom, rect.right, rect.top))
    return tuple(boxes)


def _said(raw: Any, annotation: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size <= _LONGEST:
        return ""
    buffer = create_string_buffer(size)
    units = raw.cast(buffer, raw.POINTER(raw.FPDF_WCHAR)) if hasattr(raw, "cast") else buffer
    raw.FPDFAnnot_GetStringValue(annotation, key, units, size)
    words = buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def _address(raw: Any, document: Any, annotation: Any) -> str:
    link = raw.FPDFAnnot_GetLink(annotation)
    action = raw.FPDFLink_GetAction(link) if link else None
    if not action:
        return ""
    size = raw.FPDFAction_GetURIPath(document.raw, action, None, 0)
    if not 1 < size <= _LONGEST:
        return ""
    buffer = create_string_buffer(size)
    raw.FPDFAction_GetURIPath(document.raw, action, buffer, size)
    address = buffer.value.decode("utf-8", "replace").strip()
    return address if address.lower().startswith(("http://", "https://", "mailto:")) else ""

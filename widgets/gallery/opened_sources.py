"""Sources opened beside the article."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from db.records import Box, Place
from db.records.page_text import WHOLE, PageText
from db.records.viewing import Pages, Picture
from widgets.fonts import reading_font
from widgets.gallery import exhibit
from widgets.gallery.sidebar_samples import sources
from widgets.sources.pdf_body import PdfBody
from widgets.sources.viewer import SourceViewer
from widgets.sources.wants import WantsPicture, WantsText

_LINES = (
    "Minutes of the harbour board, 4 April",
    "The board met twice in March. Nobody could say",
    "who had signed for the boat, which had cost",
    "580,000 crowns in the first year alone.",
)
_TOPS = (1200, 1900, 2300, 2700)
_HIGH = 300


def _picture(want: WantsPicture) -> Picture:
    """A page as a child of the window would draw it, without one."""
    left, top, right, bottom = want.region
    tall = want.width * 1.414
    image = QImage(want.width, round(tall * (bottom - top) / WHOLE), QImage.Format.Format_RGBX8888)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setFont(reading_font(tall * _HIGH / WHOLE * 0.8))
    for line, at in zip(_LINES, _TOPS, strict=True):
        painter.drawText(want.width // 10, round(tall * (at - top + _HIGH * 0.8) / WHOLE), line)
    painter.end()
    return Picture(image.width(), image.height(), bytes(image.constBits()), (left, top, right, bottom))


def _text(page: int) -> PageText:
    boxes: list[Box] = []
    for line, top in zip(_LINES, _TOPS, strict=True):
        step = 8000 // 48
        boxes += [(1000 + n * step, top, 1000 + (n + 1) * step, top + _HIGH) for n in range(len(line))]
        boxes.append((0, 0, 0, 0))
    return PageText(page, "\n".join(_LINES), tuple(boxes[:-1]))


def _serve(body: PdfBody) -> None:
    for _ in range(100):
        want = body.next_want()
        if isinstance(want, WantsPicture):
            body.take(want, _picture(want))
        elif isinstance(want, WantsText):
            body.take(want, _text(want.page))
        else:
            return


class _Shown(SourceViewer):
    """Answers what its body asks once it is seen."""

    def showEvent(self, event: object) -> None:
        if isinstance(self.body, PdfBody):
            _serve(self.body)


@exhibit("opened source, pages", (480, 700), (820, 900))
def pages() -> QWidget:
    """A PDF with a passage selected, one marked and the find bar open."""
    viewer = _Shown()
    viewer.show_source(sources()[0])
    body = PdfBody()
    viewer.put_body(body)
    body.wanting.connect(lambda: _serve(body))
    body.show_pages(Pages(((595.0, 842.0), (842.0, 595.0), (595.0, 842.0)), 0, ()))
    body.take(WantsText(0), _text(0))
    body.mark(Place("", 0, boxes=((1000, _TOPS[1], 7500, _TOPS[1] + _HIGH),)))
    body.selection.set(0, 85, 120)
    body.find_bar.show()
    return viewer


@exhibit("opened source, not shown", (480, 700))
def not_shown() -> QWidget:
    """A file that cannot be shown here."""
    viewer = SourceViewer()
    viewer.show_source(sources()[1])
    viewer.show_instead(
        "“Interview with the harbour master, recorded in the boat shed.m4a” is a recording; it is not played "
        "here.",
        [("File", "Interview.m4a"), ("Kind", "audio/mp4")],
        copies=True,
    )
    return viewer

"""Sources opened beside the article."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QShowEvent
from PySide6.QtWidgets import QWidget

from db.records import Box, Place
from db.records.page_text import WHOLE, PageText
from db.records.viewing import ImageFacts, Pages, Picture, Rows, Sheet, Sheets
from widgets.fonts import reading_font
from widgets.gallery import exhibit
from widgets.gallery.samples import SHORT, text_of
from widgets.gallery.sidebar_samples import sources
from widgets.sources.image_body import ImageBody
from widgets.sources.pdf_body import PdfBody
from widgets.sources.table_body import TableBody
from widgets.sources.text_body import TextBody
from widgets.sources.viewer import SourceViewer
from widgets.sources.wants import WantsPicture, WantsRows, WantsText

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


def _serve(body: PdfBody | ImageBody) -> None:
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

    def showEvent(self, _event: QShowEvent) -> None:
        if isinstance(self.body, PdfBody | ImageBody):
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


@exhibit("opened source, an image", (480, 700))
def image() -> QWidget:
    """An image with a part chosen and a part marked."""
    viewer = _Shown()
    viewer.show_source(sources()[0])
    body = ImageBody()
    body.show_image(ImageFacts("JPEG", 1200, 900, 1, (), None))
    viewer.put_body(body)
    body.wanting.connect(lambda: _serve(body))
    body.mark(Place("", boxes=((1000, 2000, 6000, 3500),)))
    return viewer


@exhibit("opened source, a text", (480, 700))
def text() -> QWidget:
    """A text with a passage marked."""
    viewer = SourceViewer()
    viewer.show_source(sources()[0])
    body = TextBody()
    body.show_text(text_of(SHORT))
    viewer.put_body(body)
    body.mark(Place("", start=40, end=120))
    return viewer


@exhibit("opened source, a table", (480, 700))
def table() -> QWidget:
    """A workbook of two sheets with a range of cells marked."""
    viewer = SourceViewer()
    viewer.show_source(sources()[0])
    body = TableBody()
    body.show_sheets(Sheets((Sheet("Ferries", 40, 4), Sheet("Year 2024", 3, 2, hidden=True))))
    viewer.put_body(body)
    rows = tuple((f"Harbour {n}", str(1900 + n), str(n * 48), "12.5%") for n in range(40))
    body.take(WantsRows(0, 0, 200), Rows(0, rows, ended=40))
    body.mark(Place("", cells="Ferries!A3:C5"))
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

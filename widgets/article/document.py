"""An article's text as a QTextDocument: structure and emphasis become formats, claims never do."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from db.records import ArticleText, AsideRecord, BlockRecord
from widgets.article.lettering import Lettering
from widgets.article.positions import Piece, TextMap
from widgets.article.tables import dress_tables
from widgets.fonts import MONO, SERIF, load_fonts_for, reading_font
from widgets.theme import Theme

# Room right and left of the words inside the viewport, in pixels: washes and brackets may stand out a little.
MARGIN = 10
COLUMN_CHARACTERS, LEAST_CHARACTERS = 68, 63
_SAMPLE = (
    "The harbour board met twice in March and again on 4 April; nobody could say who had signed for the boat."
)

_TITLE_SIZE, _TITLE_LEADING = 1.72, 112.0
_HEADING_SIZES = {1: 1.44, 2: 1.28, 3: 1.12}
_LINE_HEIGHT = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


def column_width(pixels: float, family: str = SERIF, characters: int = COLUMN_CHARACTERS) -> int:
    """The width in pixels of so many characters of English in that size.

    Lines break at words, so that they hold some three characters fewer on average.
    """
    metrics = QFontMetricsF(reading_font(pixels, family=family))
    return round(metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE) * characters)


def build_document(
    text: ArticleText, places: TextMap, theme: Theme, pixels: float, lettering: Lettering
) -> QTextDocument:
    """A document showing the text set like that at that size; it has no layout until it is shown."""
    load_fonts_for(places.characters)
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(reading_font(pixels, family=lettering.family))
    document.setDocumentMargin(MARGIN)
    document.setIndentWidth(round(pixels * 1.5))
    document.setPlainText(places.display())
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.setBlockFormat(_block_format("paragraph", 0, pixels, lettering.line_height))
    _dress_blocks(document, places, pixels, lettering.line_height, theme)
    dress_tables(document, places, pixels, lettering.family, column_width(pixels, lettering.family))
    _dress_emphasis(document, text, places, theme)
    dress_asides(document, places, text.asides, theme)
    frame = document.rootFrame().frameFormat()
    frame.setTopMargin(pixels * 1.6)
    frame.setBottomMargin(pixels * 4)
    document.rootFrame().setFrameFormat(frame)
    return document


def dress_asides(
    document: QTextDocument, places: TextMap, asides: Iterable[AsideRecord], theme: Theme
) -> None:
    """Strike out what is set aside, and show plainly what was brought back."""
    for aside in asides:
        form = QTextCharFormat()
        form.setFontStrikeOut(aside.aside)
        form.setForeground(theme.colour("faint" if aside.aside else "ink"))
        _select(document, places, aside.start, aside.end).mergeCharFormat(form)


def _select(document: QTextDocument, places: TextMap, start: int, end: int) -> QTextCursor:
    cursor = QTextCursor(document)
    cursor.setPosition(places.to_document(start))
    cursor.setPosition(places.to_document(end), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _kind(piece: Piece) -> tuple[str, int, bool]:
    block: BlockRecord | None = piece.block
    return (block.kind, block.level, piece.last) if block else ("paragraph", 0, True)


def _dress_blocks(
    document: QTextDocument, places: TextMap, pixels: float, leading: float, theme: Theme
) -> None:
    numbered = enumerate(places.pieces)
    for (kind, level, last), group in groupby(numbered, key=lambda item: _kind(item[1])):
        if (kind, last) == ("paragraph", True):
            continue
        numbers = [number for number, _ in group]
        cursor = QTextCursor(document.findBlockByNumber(numbers[0]))
        end = document.findBlockByNumber(numbers[-1])
        cursor.setPosition(end.position() + end.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        form = _block_format(kind, level, pixels, leading)
        if not last:
            form.setBottomMargin(0)
        cursor.setBlockFormat(form)
        letters = _char_format(kind, level, pixels, theme)
        if letters is not None:
            cursor.mergeCharFormat(letters)
            cursor.mergeBlockCharFormat(letters)


def _block_format(kind: str, level: int, pixels: float, leading: float) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setBottomMargin(pixels * 0.62)
    if kind == "title":
        leading = _TITLE_LEADING
        form.setBottomMargin(pixels)
    elif kind == "heading":
        leading = _TITLE_LEADING
        form.setTopMargin(pixels * 0.9)
        form.setBottomMargin(pixels * 0.45)
    elif kind == "list-item":
        form.setIndent(max(1, level))
        form.setBottomMargin(pixels * 0.25)
    elif kind == "quote":
        form.setIndent(max(1, level))
    elif kind in ("code", "table-row"):
        form.setBottomMargin(pixels * 0.15)
    elif kind == "image":
        form.setIndent(1)
        form.setBottomMargin(pixels * 0.2)
    elif kind == "caption":
        form.setIndent(1)
    form.setLineHeight(leading, _LINE_HEIGHT)
    return form


def _char_format(kind: str, level: int, pixels: float, theme: Theme) -> QTextCharFormat | None:
    form = QTextCharFormat()
    if kind in ("title", "heading"):
        size = _TITLE_SIZE if kind == "title" else _HEADING_SIZES.get(level, 1.0)
        form.setProperty(QTextFormat.Property.FontPixelSize, round(pixels * size))
        form.setFontWeight(QFont.Weight.DemiBold)
    elif kind == "code":
        form.setFontFamilies(list(MONO))
        form.setProperty(QTextFormat.Property.FontPixelSize, round(pixels * 0.82))
    elif kind in ("caption", "image"):
        form.setProperty(QTextFormat.Property.FontPixelSize, round(pixels * 0.86))
        form.setForeground(theme.colour("soft"))
    else:
        return None
    return form


def _dress_emphasis(document: QTextDocument, text: ArticleText, places: TextMap, theme: Theme) -> None:
    forms = {
        "strong": QTextCharFormat(),
        "em": QTextCharFormat(),
        "code": QTextCharFormat(),
        "link": QTextCharFormat(),
    }
    forms["strong"].setFontWeight(QFont.Weight.DemiBold)
    forms["em"].setFontItalic(True)
    forms["code"].setFontFamilies(list(MONO))
    # No underline: underlines are claims.
    forms["link"].setForeground(theme.palette.link())
    for span in text.emphasis:
        if span.kind in forms:
            _select(document, places, span.start, span.end).mergeCharFormat(forms[span.kind])

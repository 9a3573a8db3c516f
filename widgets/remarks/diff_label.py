"""Two wordings in one: what goes is struck out, what comes is underlined."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel

from widgets.fonts import SERIF
from widgets.labels import breakable, direction_of
from widgets.remarks.word_diff import Change, Piece, word_diff
from widgets.styling import scaled_font
from widgets.theme import theme_of

# A thin space, which breaks no line by itself.
_APART = "\u2060\u2009\u2060"


class DiffLabel(QLabel):
    """The words of the article as they would be changed.

    They begin where their own language does, or with ``beside`` at the window's side, as what names them.
    """

    def __init__(self, *, beside: bool = False) -> None:
        super().__init__()
        self._beside = beside
        self._pieces: list[Piece] = []
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self._dress()

    def show_change(self, before: str, after: str) -> None:
        """Show what becomes of the words ``before``."""
        self.show_pieces(word_diff(before, after))

    def show_pieces(self, pieces: list[Piece]) -> None:
        """Show a difference that is known."""
        self._pieces = pieces
        self.setAccessibleName(self._spoken())
        self._draw()

    @property
    def pieces(self) -> list[Piece]:
        """What is shown."""
        return self._pieces

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.LayoutDirectionChange):
            self._draw()
        elif event.type() == QEvent.Type.ApplicationFontChange:
            self._dress()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), 60), hint.height())

    def _dress(self) -> None:
        font = scaled_font(1.02)
        font.setFamily(SERIF)
        self.setFont(font)

    def _draw(self) -> None:
        theme = theme_of(self.parentWidget() or self)
        looks = {
            Change.OUT: f'<s style="color:{theme.colour("danger").name()}">{{0}}</s>',
            Change.IN: f'<u style="color:{theme.colour("good").name()}">{{0}}</u>',
            Change.SAME: "{0}",
        }
        words, before = "", None
        for piece in self._pieces:
            # What goes and what comes must not read as one word: "2229".
            words += _APART if before is Change.OUT and piece.change is Change.IN else ""
            words += looks[piece.change].format(_html(piece.text))
            before = piece.change
        plain = "".join(piece.text for piece in self._pieces)
        rtl = direction_of(plain) is Qt.LayoutDirection.RightToLeft
        side = f' align="{"right" if self.isRightToLeft() else "left"}"' if self._beside else ""
        self.setText(f'<p dir="{"rtl" if rtl else "ltr"}"{side} style="margin:0">{words}</p>')

    def _spoken(self) -> str:
        said = {Change.OUT: self.tr("[out: {0}]"), Change.IN: self.tr("[in: {0}]"), Change.SAME: "{0}"}
        return " ".join(said[piece.change].format(piece.text.strip()) for piece in self._pieces)


def _html(text: str) -> str:
    return escape(breakable(text)).replace("\n", "<br>")

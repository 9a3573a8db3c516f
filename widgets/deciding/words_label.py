"""Words with what was changed in them; where changes of several people meet they stand on a wash, bold."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel

from widgets.deciding.three_way import Stretch
from widgets.fonts import SERIF
from widgets.labels import breakable, direction_of
from widgets.remarks.word_diff import Change
from widgets.styling import scaled_font
from widgets.theme import theme_of

_APART = "\u2060\u2009\u2060"


class WordsLabel(QLabel):
    """Shows stretches; ``quiet`` shows what somebody changed in ink of its own and strikes nothing out."""

    def __init__(self, *, quiet: bool = False) -> None:
        super().__init__()
        self._quiet = quiet
        self._stretches: tuple[Stretch, ...] = ()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self._dress()

    def show_stretches(self, stretches: Sequence[Stretch]) -> None:
        """Show these, in order."""
        self._stretches = tuple(stretches)
        self.setAccessibleName(self._spoken())
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
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
        wash, soft = theme.colour("hit").name(), theme.colour("soft").name()
        out = f'<span style="color:{soft}"><i>{{0}}</i></span>'
        looks = {
            Change.OUT: out if self._quiet else f'<s style="color:{theme.colour("danger").name()}">{{0}}</s>',
            Change.IN: f'<u style="color:{theme.colour("good").name()}">{{0}}</u>',
            Change.SAME: "{0}",
        }
        words, before = "", None
        for one in self._stretches:
            # What goes and what comes must not read as one word: "2229".
            words += _APART if before is Change.OUT and one.change is Change.IN else ""
            said = looks[one.change].format(escape(breakable(one.text)).replace("\n", "<br>"))
            words += f'<b style="background-color:{wash}">{said}</b>' if one.meets else said
            before = one.change
        plain = "".join(one.text for one in self._stretches)
        rtl = direction_of(plain) is Qt.LayoutDirection.RightToLeft
        self.setText(f'<p dir="{"rtl" if rtl else "ltr"}" style="margin:0">{words}</p>')

    def _spoken(self) -> str:
        said = {Change.OUT: self.tr("[out: {0}]"), Change.IN: self.tr("[in: {0}]"), Change.SAME: "{0}"}
        plain = {Change.OUT: "{0}", Change.IN: "{0}", Change.SAME: "{0}"}
        how = plain if self._quiet else said
        return " ".join(how[one.change].format(one.text.strip()) for one in self._stretches)

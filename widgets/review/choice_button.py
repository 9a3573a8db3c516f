"""A place where something may stand, shown in its sentence."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout

from widgets.labels import Label, breakable, direction_of
from widgets.review.items import Choice


class ChoiceButton(QPushButton):
    """Its words are heavy within their sentence, with what stands beside that and the paragraph's number.

    Of a sentence said twice all places read the same; the words beside it tell them apart.

    Signals: ``shown(start, end)`` when the keyboard comes to it; ``chosen(start, end)`` when it is pressed.
    """

    shown = Signal(int, int)
    chosen = Signal(int, int)

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self._choice = choice
        self.setProperty("look", "choice")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        parts = (f"{choice.lead}{choice.before}", choice.words, f"{choice.after}{choice.tail}")
        whole = "".join(parts)
        place = self.tr("paragraph {0}").format(choice.paragraph) if choice.paragraph else ""
        self.setAccessibleName(": ".join(filter(None, (place, whole))))
        self._place = Label(place, ink="soft", size=0.88, wrap=False)
        if not place:
            self._place.hide()
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._label.setWordWrap(True)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        rtl = direction_of(whole) is Qt.LayoutDirection.RightToLeft
        before, words, after = (escape(breakable(w)) for w in parts)
        self._label.setText(
            f'<p dir="{"rtl" if rtl else "ltr"}" style="margin:0">{before}<b>{words}</b>{after}</p>'
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 5, 8, 5)
        layout.setSpacing(1)
        layout.addWidget(self._place)
        layout.addWidget(self._label)
        self.clicked.connect(lambda: self.chosen.emit(choice.start, choice.end))

    def sizeHint(self) -> QSize:
        place = 0 if self._place.isHidden() else self._place.sizeHint().height() + 1
        return QSize(80, self._label.heightForWidth(max(60, self.width() - 16)) + place + 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.shown.emit(self._choice.start, self._choice.end)

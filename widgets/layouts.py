"""Layouts and pages shared by the widgets beside the article."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QLayoutItem, QScrollArea, QVBoxLayout, QWidget


class FlowLayout(QLayout):
    """Lays its widgets side by side and starts a new line where the width ends."""

    def __init__(self, parent: QWidget | None = None, gap: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._heights: dict[int, int] = {}
        self._sizes: list[QSize] | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # Asked for several times in every round of laying out.
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        self._sizes = None
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(size.width() + self._gap for size in shown) - (self._gap if shown else 0)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        shown = self._shown()
        return QSize(
            max((size.width() for size in shown), default=0),
            max((size.height() for size in shown), default=0),
        )

    def _shown(self) -> list[QSize]:
        if self._sizes is None:
            self._sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        return self._sizes

    def _place(self, rect: QRect, *, move: bool) -> int:
        parent = self.parentWidget()
        mirrored = parent is not None and parent.isRightToLeft()
        x, y, high = 0, 0, 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if x and x + size.width() > rect.width():
                x, y, high = 0, y + high + self._gap, 0
            if move:
                left = rect.right() + 1 - x - size.width() if mirrored else rect.left() + x
                item.setGeometry(QRect(QPoint(left, rect.top() + y), size))
            x, high = x + size.width() + self._gap, max(high, size.height())
        return y + high


class _Sides(QObject):
    """Keeps a layout's margins at its start and end, whichever side of the window that is."""

    def __init__(self, widget: QWidget, layout: QLayout, margins: tuple[int, int, int, int]) -> None:
        super().__init__(widget)
        self._layout, self._margins = layout, margins
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.layoutDirectionChanged.connect(self._set)
        self._set()

    def _set(self) -> None:
        start, top, end, bottom = self._margins
        if QGuiApplication.isRightToLeft():
            start, end = end, start
        self._layout.setContentsMargins(start, top, end, bottom)


def set_sides(widget: QWidget, layout: QLayout, start: int, top: int, end: int, bottom: int) -> None:
    """Give a layout of that widget margins in pixels that follow the window's direction.

    Qt turns layouts round for right-to-left, but not their margins.
    """
    _Sides(widget, layout, (start, top, end, bottom))


class ScrolledPage(QWidget):
    """The inside of a scroll area, as high as what is in it needs from the moment that it needs more.

    Qt lays the inside out at its old height first and has the area hear of it in a later turn: painted in
    between, what grew would be pressed into too little.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("page", "true")
        self._asked = QSize()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._tell_area()
        elif event.type() == QEvent.Type.Resize:
            need = QSize(self.width(), self.heightForWidth(self.width()))
            # Once for what is needed, so that an area which has its reasons is not asked for ever.
            if self.height() < need.height() and need != self._asked:
                self._asked = need
                self._tell_area()
        return done

    def _tell_area(self) -> None:
        if (viewport := self.parentWidget()) is not None:
            QCoreApplication.sendEvent(viewport, QEvent(QEvent.Type.LayoutRequest))


class LaidOutFirst(QObject):
    """Has a window painted only when all in it is laid out.

    What lies in several layouts comes to its size in as many turns, and Qt paints between them: words and
    buttons over one another, for as long as the turn after takes.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        return super().eventFilter(watched, event)


def scrolled(widget: QWidget) -> QVBoxLayout:
    """Give the widget a page that scrolls up and down, and its layout."""
    page = ScrolledPage()
    scroll = QScrollArea()
    scroll.setWidget(page)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    outer = QVBoxLayout(widget)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(scroll)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(16, 12, 16, 16)
    layout.setSpacing(10)
    return layout


def fill(whole: QWidget, parts: Sequence[QWidget], grows: QWidget) -> None:
    """Lay the parts out from top to bottom, edge to edge; one of them takes the room that is left."""
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    column.setStretchFactor(grows, 1)


def form_row(*widgets: QWidget) -> QHBoxLayout:
    """Widgets side by side, the first taking the room."""
    row = QHBoxLayout()
    row.setSpacing(6)
    for at, widget in enumerate(widgets):
        row.addWidget(widget, 0 if at else 1, Qt.AlignmentFlag(0))
    return row


def clear(layout: QLayout) -> None:
    """Take every widget out of the layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()

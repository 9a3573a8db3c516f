"""Where the window begins: recent projects, a new one, or the sample."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from db.records import record
from widgets.buttons import button, keep_reading
from widgets.dropping import DropRegion
from widgets.field_sheet import moment
from widgets.fonts import SERIF
from widgets.labels import BOLD, CapsLabel, ElidedLabel, Hairline, Label
from widgets.layouts import clear, scrolled
from widgets.styling import follow_theme
from widgets.theme import theme_of

_WIDTH = 620


@record
class RecentProject:
    """A project opened before; ``opened_at`` in milliseconds since 1970-01-01 UTC."""

    path: str
    title: str
    opened_at: int
    missing: bool = False
    protected: bool = False


class _RowButton(QAbstractButton):
    """A button as large as what is laid out in it; a stylesheet's least height would flatten it."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = QHBoxLayout(self)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self.inner.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.inner.minimumSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = self.isEnabled() and self.underMouse()
        ground = theme.colour("card_hover" if hovered else "card")
        painter.setBrush(ground if self.isEnabled() else Qt.BrushStyle.NoBrush)
        edge = QPen(theme.colour("focus"), 2) if self.hasFocus() else QPen(theme.colour("rule"), 1)
        painter.setPen(edge)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 7, 7)


class _Name(Label):
    """The program's name in the article's letters, standing where the window begins."""

    def __init__(self) -> None:
        super().__init__(self.tr("Tickmark"), size=2.6, weight=BOLD, wrap=False)

    def _dress(self) -> None:
        super()._dress()
        font = self.font()
        font.setFamilies([SERIF, *font.families()])
        self.setFont(font)


class Lock(QWidget):
    """A small padlock: the project asks for a password."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(16, 16)
        self.setToolTip(self.tr("Protected with a password"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme_of(self).colour("soft")
        painter.setPen(QPen(ink, 1.6))
        painter.drawArc(QRectF(4.8, 2, 6.4, 9), 0, 180 * 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(2.8, 7, 10.4, 7.2), 1.6, 1.6)


class RecentRow(QWidget):
    """One recent project: open it, or take it off the list.

    Signals: ``opened(path)``, ``forgotten(path)``.
    """

    opened = Signal(str)
    forgotten = Signal(str)

    def __init__(self, project: RecentProject) -> None:
        super().__init__()
        self._path = project.path
        self.button = _RowButton()
        self.button.setEnabled(not project.missing)
        self.button.setAccessibleName(self.tr("Open {0}").format(project.title))
        self.button.setToolTip(project.path)
        if project.protected:
            self.button.setAccessibleName(self.tr("Open {0}, protected").format(project.title))
        title = ElidedLabel(project.title, weight=BOLD, ink="faint" if project.missing else "")
        place = self.tr("Not found: {0}").format(project.path) if project.missing else project.path
        path = ElidedLabel(place, ink="faint" if project.missing else "soft", size=0.9)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(title)
        words.addWidget(path)
        inner = self.button.inner
        inner.setContentsMargins(12, 8, 12, 8)
        inner.addLayout(words, 1)
        if project.protected:
            inner.addWidget(Lock())
        inner.addWidget(Label(moment(project.opened_at), ink="soft", size=0.9, wrap=False))
        for label in self.button.findChildren(Label):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.forget = button(
            "×",
            look="icon",
            tip=self.tr("Take it off this list; the file stays"),
            name=self.tr("Take {0} off the list").format(project.title),
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.button, 1)
        layout.addWidget(self.forget)
        self.button.clicked.connect(self._on_opened)
        self.forget.clicked.connect(self._on_forgotten)

    def _on_opened(self) -> None:
        self.opened.emit(self._path)

    def _on_forgotten(self) -> None:
        self.forgotten.emit(self._path)


class StartScreen(DropRegion):
    """New, Open, the sample, and what was open before.

    Signals: ``new_requested``; ``open_requested``; ``sample_requested``; ``recent_requested(path)``;
    ``forget_requested(path)``; ``files_dropped(paths)``.
    """

    new_requested = Signal()
    open_requested = Signal()
    sample_requested = Signal()
    recent_requested = Signal(str)
    forget_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.new_button = self._button(self.tr("New project"), "primary")
        self.open_button = self._button(self.tr("Open a project…"), "")
        keep_reading(self.open_button)
        self.sample_button = self._button(self.tr("Try the sample"), "")
        self._recent_title = CapsLabel(self.tr("Recent"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._shown: list[RecentRow] = []
        self._first = Label(ink="soft")
        self._lay_out()
        self.new_button.clicked.connect(self.new_requested)
        self.open_button.clicked.connect(self.open_requested)
        self.sample_button.clicked.connect(self.sample_requested)
        self.set_recent(())
        follow_theme(self)

    def set_recent(self, projects: Sequence[RecentProject]) -> None:
        """Offer these projects, the last opened first."""
        self._shown = []
        clear(self._rows)
        for project in projects:
            row = RecentRow(project)
            row.opened.connect(self.recent_requested)
            row.forgotten.connect(self.forget_requested)
            self._rows.addWidget(row)
            self._shown.append(row)
        self._recent_title.setVisible(bool(projects))
        self._first.setText(
            self.tr("Or drop an article or a project anywhere in this window.")
            if projects
            else self.tr(
                "New here? The sample is a small check, half done: an article about a ferry, its sources, "
                "and two checkers who do not agree. Or drop an article here to begin your own."
            )
        )

    def rows(self) -> list[RecentRow]:
        """The recent projects' rows, from the top."""
        return list(self._shown)

    def _button(self, words: str, look: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("look", look)
        button.setProperty("size", "large")
        return button

    def _lay_out(self) -> None:
        column = QWidget()
        column.setMaximumWidth(_WIDTH)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(_Name())
        inner.addWidget(
            Label(
                self.tr("Every sentence accounted for. Every verdict shown with its source."),
                ink="soft",
                size=1.15,
            )
        )
        inner.addSpacing(12)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for each in (self.new_button, self.open_button, self.sample_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        inner.addWidget(self._first)
        inner.addSpacing(4)
        inner.addWidget(self._recent_title)
        inner.addLayout(self._rows)
        inner.addSpacing(4)
        inner.addWidget(Hairline())
        inner.addWidget(
            Label(
                self.tr("A project is one file on this computer. Nothing is sent anywhere."),
                ink="soft",
                size=0.92,
            )
        )
        page = scrolled(self)
        page.addStretch(2)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(column, 20)
        centred.addStretch(1)
        page.addLayout(centred)
        page.addStretch(3)

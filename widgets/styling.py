"""The look of the controls beside the article: one stylesheet drawn from the theme's roles."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from resources import path
from widgets.theme import Theme, theme_of

_SHEET = """
QLabel[ink="soft"] {{ color: {soft}; }}
QLabel[ink="faint"] {{ color: {faint}; }}
QLabel[ink="good"] {{ color: {good}; }}
QLabel[ink="warning"] {{ color: {warning}; }}
QLabel[ink="danger"] {{ color: {danger}; }}
QLabel[ink="differ"] {{ color: {differ}; }}
QFrame[rule="true"] {{ background: {rule}; border: none; }}
QLineEdit, QPlainTextEdit, QComboBox {{
    background: {card}; color: {ink}; border: 1px solid {rule}; border-radius: 5px;
    selection-background-color: {selection}; selection-color: {ink};
}}
QLineEdit, QComboBox {{ padding: 3px 6px; min-height: 18px; }}
QPlainTextEdit {{ padding: 1px 4px; }}
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover {{ border-color: {faint}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {focus}; padding: 2px 5px; }}
QPlainTextEdit:focus {{ padding: 0px 3px; }}
QLineEdit:read-only, QPlainTextEdit[readOnly="true"] {{ background: transparent; }}
QLineEdit[blank="true"] {{ border-style: dashed; border-color: {faint}; }}
QComboBox::drop-down {{ border: none; width: 18px; }}
QComboBox QAbstractItemView {{
    background: {card}; color: {ink}; border: 1px solid {rule};
    selection-background-color: {selection}; selection-color: {ink};
}}
QPushButton, QToolButton {{
    background: {card}; color: {ink}; border: 1px solid {rule}; border-radius: 5px;
    padding: 3px 10px; min-height: 18px;
}}
QPushButton:hover, QToolButton:hover {{ background: {card_hover}; border-color: {faint}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {selection}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {focus}; padding: 2px 9px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {faint}; background: transparent; }}
QPushButton[look="primary"]:enabled {{
    background: {focus}; border-color: {focus}; color: {on_focus}; font-weight: 600;
}}
QPushButton[look="primary"]:focus:enabled {{ border: 2px solid {ink}; }}
QPushButton[look="quiet"], QToolButton[look="quiet"] {{
    background: transparent; border: 1px solid transparent; color: {soft}; padding: 2px 6px;
}}
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover {{ color: {ink}; background: {card_hover}; }}
QPushButton[look="quiet"]:checked, QToolButton[look="quiet"]:checked {{
    background: {chip}; border-color: {chip_line}; color: {chip_ink};
}}
QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus {{
    border: 2px solid {focus}; padding: 1px 5px;
}}
QToolButton[look="fold"] {{
    background: transparent; border: 1px solid transparent; color: {soft}; padding: 2px 2px; min-width: 10px;
}}
QToolButton[look="fold"]:hover {{ color: {ink}; background: {card_hover}; }}
QToolButton[look="fold"]:focus {{ border: 2px solid {focus}; padding: 1px 1px; }}
QPushButton[look="icon"] {{
    background: transparent; border: 1px solid transparent; color: {soft}; padding: 1px 5px; min-width: 10px;
}}
QPushButton[look="icon"]:hover {{ color: {ink}; background: {card_hover}; }}
QPushButton[look="icon"]:focus {{ border: 2px solid {focus}; padding: 0px 4px; }}
QPushButton[look="number"] {{
    background: transparent; border: 1px solid transparent; color: {link}; padding: 1px 2px; font-weight: 600;
    min-width: 10px;
}}
QPushButton[look="number"]:focus {{ border: 2px solid {focus}; padding: 0px 1px; }}
QPushButton[look="place"] {{
    background: transparent; border: 1px solid transparent; color: {soft}; padding: 1px 3px; text-align: left;
}}
QPushButton[look="place"]:hover {{ color: {ink}; background: {card_hover}; }}
QPushButton[look="place"]:focus {{ border: 2px solid {focus}; padding: 0px 2px; }}
QPushButton[size="large"] {{ min-height: 26px; padding: 4px 16px; }}
QPushButton[look="status"] {{
    background: transparent; border: 1px solid transparent; padding: 0px 4px; color: {soft}; min-height: 16px;
}}
QPushButton[look="status"]:hover {{ color: {ink}; }}
QPushButton[look="status"]:disabled {{ color: {disabled}; }}
QPushButton[look="status"]:focus {{ border: 2px solid {focus}; padding: 0px 3px; }}
QPushButton[look="status"][ink="good"] {{ color: {good}; }}
QPushButton[look="status"][ink="danger"] {{ color: {danger}; }}
QLabel[cap="true"] {{
    background: {card_hover}; border: 1px solid {rule}; border-bottom: 2px solid {rule}; border-radius: 4px;
    padding: 1px 6px;
}}
QProgressBar {{ background: {rule}; border: none; border-radius: 3px; }}
QProgressBar::chunk {{ background: {focus}; border-radius: 3px; }}
QToolButton[look="chip"] {{ background: transparent; border-radius: 10px; padding: 0px 6px; color: {soft}; }}
QToolButton[look="chip"][faint="true"] {{ color: {disabled}; }}
QToolButton[look="chip"]:hover {{ background: {card_hover}; color: {ink}; }}
QToolButton[look="chip"]:checked {{
    background: {chip}; border-color: {chip_line}; color: {chip_ink}; font-weight: 600;
}}
QToolButton[look="chip"]:focus {{ border: 2px solid {focus}; padding: 0px 5px; }}
QToolButton::menu-indicator {{ image: none; }}
QScrollArea, QScrollArea > QWidget > QWidget[page="true"] {{ background: transparent; border: none; }}
QAbstractItemView {{ background: {card}; border: none; outline: none; }}
QListWidget {{ border: 1px solid {rule}; border-radius: 5px; padding: 2px; color: {ink}; }}
QListWidget::item {{ padding: 3px 6px; border-radius: 4px; }}
QListWidget::item:hover {{ background: {card_hover}; }}
QListWidget::item:selected {{ background: {chip}; color: {chip_ink}; }}
QPushButton[look="quiet"]:disabled, QToolButton[look="quiet"]:disabled {{ color: {disabled}; }}
QCheckBox::indicator, QListWidget::indicator {{
    width: 13px; height: 13px; border: 1px solid {soft}; border-radius: 3px; background: {card};
}}
QCheckBox::indicator:checked, QListWidget::indicator:checked {{
    background: {focus}; border-color: {focus}; image: url("{tick}");
}}
QListWidget::indicator:indeterminate {{
    border-color: {focus};
    background: qlineargradient(x1: 0, y1: 0, x2: 0, y2: 1, stop: 0.38 {card}, stop: 0.4 {focus},
        stop: 0.6 {focus}, stop: 0.62 {card});
}}
QCheckBox::indicator:focus {{ border: 2px solid {focus}; width: 11px; height: 11px; }}
QCheckBox::indicator:checked:focus {{ border-color: {ink}; }}
QMenuBar {{ background: transparent; padding: 2px 8px; }}
QMenuBar::item {{ padding: 3px 8px; border-radius: 5px; color: {ink}; }}
QMenuBar::item:selected {{ background: {card_hover}; }}
QMenu {{ background: {card}; color: {ink}; border: 1px solid {rule}; padding: 5px; }}
QMenu::item {{ padding: 5px 22px 5px 26px; border-radius: 4px; }}
QMenu::item:selected {{ background: {selection}; color: {ink}; }}
QMenu::item:disabled {{ color: {disabled}; }}
QMenu::separator {{ height: 1px; background: {rule}; margin: 5px 8px; }}
QMenu::indicator {{ width: 14px; height: 14px; left: 6px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {rule}; border-radius: 3px; min-height: 28px; margin: 2px; }}
QScrollBar::handle:vertical:hover {{ background: {faint}; }}
QScrollBar::handle:vertical:disabled {{ background: transparent; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def stylesheet(theme: Theme) -> str:
    """The controls' stylesheet in that theme's colours."""
    colours = {role: colour.name() for role, colour in theme.roles.items()}
    tone = theme.tone("unrated")
    return _SHEET.format(
        **colours,
        link=theme.palette.color(QPalette.ColorRole.Link).name(),
        disabled=theme.palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name(),
        on_focus=theme.colour("card").name(),
        tick=path(f"icons/tick-{theme.name}.svg").as_posix(),
        differ=theme.tone("differ").ink.name(),
        chip=tone.wash.name(),
        chip_line=tone.line.name(),
        chip_ink=tone.ink.name(),
    )


_NEWS = (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange, QEvent.Type.ParentChange)


class _ThemeWatch(QObject):
    """Gives its widget the stylesheet of the theme it is shown in, again whenever that changes."""

    # Of the class too: Qt may send events to what the collector has taken apart already.
    _widget: QWidget | None = None
    _shown = ""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._shown = ""
        self._above: QWidget | None = None
        widget.installEventFilter(self)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            self._dress()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Not before it is first shown: dressing costs, and again whenever the widget gets another parent.
        kind = event.type()
        if kind == QEvent.Type.Polish or (self._shown and kind in _NEWS):
            self._dress()
        return False

    def _dress(self) -> None:
        if self._widget is None:
            return
        # Qt passes no palette on to a widget with a stylesheet: the parent is the one that hears of it.
        above = self._widget.parentWidget()
        if above is not self._above:
            if self._above is not None:
                self._above.removeEventFilter(self)
            if above is not None:
                above.installEventFilter(self)
            self._above = above
        # The sheet itself changes the widget's palette, so the parent's tells the theme.
        theme = theme_of(above or self._widget)
        if theme.name != self._shown:
            self._shown = theme.name
            self._widget.setStyleSheet(stylesheet(theme))


def follow_theme(widget: QWidget) -> None:
    """Dress the widget and everything in it in the theme's colours, now and after every change of theme."""
    _ThemeWatch(widget)


def scaled_font(factor: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface font at a multiple of the size the person reads at."""
    base = QApplication.font()
    # A copy would go on measuring a script whose font was registered later as empty boxes.
    font = QFont(base.families() or [base.family()])
    if base.pixelSize() > 0:
        font.setPixelSize(max(1, round(base.pixelSize() * factor)))
    else:
        font.setPointSizeF(base.pointSizeF() * factor)
    font.setWeight(weight)
    return font

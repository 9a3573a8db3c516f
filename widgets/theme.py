"""Light and dark: palettes and colour roles read from ``resources/themes``.

``QStyleHints.setColorScheme`` is ignored on the offscreen platform and on plain X11, so both palettes are
our own. A widget asks ``theme_of(self)`` while painting: the answer follows its palette, so nothing has to
be told when the theme changes beyond the palette change Qt sends anyway.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from db.records import record
from resources import path

TONES = ("true", "mostly", "mixed", "misleading", "false", "unknown", "unrated", "differ")


class ThemeChoice(StrEnum):
    """What a person can choose; ``SYSTEM`` follows the desktop's light or dark."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


@record
class Tone:
    """Colours of one rating tone: ``wash`` behind text, ``line`` for lines and signs, ``ink`` for words."""

    wash: QColor
    line: QColor
    ink: QColor


@record
class Theme:
    """One set of colour roles; ``tones`` has every name in ``TONES``."""

    name: str
    dark: bool
    palette: QPalette
    roles: Mapping[str, QColor]
    tones: Mapping[str, Tone]

    def tone(self, name: str) -> Tone:
        """The colours of that tone; a tone this theme does not know looks like an unrated claim."""
        return self.tones.get(name) or self.tones["unrated"]

    def colour(self, role: str) -> QColor:
        """The colour of a role; raises KeyError for a role the theme file does not name."""
        return self.roles[role]


def _palette(colours: Mapping[str, str]) -> QPalette:
    roles = {_role_key(role): role for role in QPalette.ColorRole}
    palette = QPalette()
    for key, value in colours.items():
        if key != "disabled_text":
            palette.setColor(roles[key], QColor(value))
    faded = QColor(colours["disabled_text"])
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faded)
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, QColor(colours["mid"]))
    return palette


def _role_key(role: QPalette.ColorRole) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in role.name).lstrip("_")


@cache
def load(name: str) -> Theme:
    """The theme ``light`` or ``dark``, read once."""
    data: dict[str, Any] = tomllib.loads(path(f"themes/{name}.toml").read_text(encoding="utf-8"))
    tones = {
        tone: Tone(QColor(c["wash"]), QColor(c["line"]), QColor(c["ink"])) for tone, c in data["tone"].items()
    }
    roles = {role: QColor(value) for role, value in data["role"].items()}
    return Theme(name, bool(data["dark"]), _palette(data["palette"]), roles, tones)


def theme_of(widget: QWidget) -> Theme:
    """The theme a widget is shown in, told from its palette."""
    ground = widget.palette().color(QPalette.ColorRole.Window)
    above = widget.parentWidget()
    while not ground.alpha() and above is not None:
        # A stylesheet made its ground transparent, which is as dark as black: what lies under it tells.
        ground, above = above.palette().color(QPalette.ColorRole.Window), above.parentWidget()
    return load("dark" if ground.lightness() < 128 else "light")


def system_theme() -> str:
    """``dark`` where the desktop says so, else ``light``."""
    hints = QApplication.styleHints()
    return "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"


class ThemeFollower(QObject):
    """Gives the application its style and palette, and follows the desktop while asked to."""

    def __init__(self, app: QApplication, choice: ThemeChoice = ThemeChoice.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self.choose(choice)

    @property
    def choice(self) -> ThemeChoice:
        """What was chosen, which is not always what is shown."""
        return self._choice

    @property
    def theme(self) -> Theme:
        """The theme now shown."""
        name = system_theme() if self._choice is ThemeChoice.SYSTEM else self._choice.value
        return load(name)

    def choose(self, choice: ThemeChoice) -> None:
        """Show the chosen theme; widgets hear it as a palette change."""
        self._choice = choice
        self._app.setPalette(self.theme.palette)

    def _on_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self._app.setPalette(self.theme.palette)


def apply_theme(app: QApplication, choice: ThemeChoice = ThemeChoice.SYSTEM) -> ThemeFollower:
    """Set Fusion and our palette on the application; keep the answer to change the choice later."""
    return ThemeFollower(app, choice)

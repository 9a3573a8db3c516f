"""How the window looks: its colours and its direction, as a person chose them on this machine."""

from __future__ import annotations

from app.settings import change_settings, read_settings
from widgets.direction import lay_out
from widgets.theme import ThemeChoice, ThemeFollower


class Appearance:
    """Attributes: ``theme`` is what the window's colours follow."""

    def __init__(self, theme: ThemeFollower) -> None:
        self.theme = theme
        lay_out(read_settings().direction)

    def choose_theme(self, name: str) -> None:
        """Light, dark or as the system is, from now on."""
        self.theme.choose(ThemeChoice(name))
        change_settings(lambda settings: settings.with_theme(name))

    def choose_direction(self, name: str) -> None:
        """Have the window read from left or from right, or as the language does, from now on."""
        lay_out(name)
        change_settings(lambda settings: settings.with_direction(name))

"""How the reading column is set: what a person chose in the View menu, kept in the settings."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from app.settings import change_settings, read_settings
from widgets.article.lettering import Lettering
from widgets.article_view import ArticleView
from widgets.fonts import SERIF, reading_faces


class LetteringChoice(QObject):
    """Sets the article view as the settings say, and the settings as a person chooses."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        known = read_settings()
        view.set_lettering(Lettering(known.typeface or SERIF, known.leading, known.paragraph_numbers))
        view.set_zoom(known.zoom / 100)
        view.lettering_changed.connect(self._on_lettering_changed)
        view.zoom_changed.connect(self._on_zoom_changed)

    @property
    def faces(self) -> list[str]:
        """The typefaces to choose from."""
        return reading_faces()

    @property
    def chosen(self) -> Lettering:
        """How the column is set now."""
        return self._view.lettering

    def choose_face(self, family: str) -> None:
        self._view.set_lettering(replace(self.chosen, family=family))

    def choose_leading(self, leading: str) -> None:
        self._view.set_lettering(replace(self.chosen, leading=leading))

    def switch_numbers(self) -> None:
        self._view.set_lettering(replace(self.chosen, numbers=not self.chosen.numbers))

    def _on_lettering_changed(self) -> None:
        chosen = self.chosen
        face = "" if chosen.family == SERIF else chosen.family
        change_settings(lambda known: known.with_lettering(face, chosen.leading, numbers=chosen.numbers))

    def _on_zoom_changed(self, factor: float) -> None:
        change_settings(lambda known: known.with_zoom(round(factor * 100)))

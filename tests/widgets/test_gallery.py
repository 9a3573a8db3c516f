"""The gallery shows every widget there is."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

import widgets
from widgets.fonts import apply_fonts
from widgets.gallery import exhibits
from widgets.theme import ThemeChoice, ThemeFollower

_NOT_SHOWN = {
    "Gallery": "the gallery itself",
}
"""Widgets that need no exhibit, and why."""


def test_every_public_widget_is_on_show_in_some_exhibit_also_mirrored(qapp: QApplication) -> None:
    apply_fonts(qapp)
    follower = ThemeFollower(qapp, ThemeChoice.DARK)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    seen: set[str] = set()
    kept: list[QWidget] = []
    try:
        for item in exhibits():
            shown = item.make()
            kept.append(shown)
            shown.resize(*item.sizes[0])
            shown.show()
            qapp.processEvents()
            for widget in (shown, *shown.findChildren(QWidget)):
                if widget.isVisible():
                    seen.update(kind.__name__ for kind in type(widget).__mro__)
    finally:
        for each in kept:
            each.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        follower.choose(ThemeChoice.LIGHT)

    missing = sorted(set(_public_widgets()) - seen - _NOT_SHOWN.keys())
    assert not missing, ", ".join(missing)
    assert not seen & _NOT_SHOWN.keys(), "shown after all: strike it from the list"


def _public_widgets() -> dict[str, str]:
    """The names of the widgets that other modules may use, with their modules."""
    found: dict[str, str] = {}
    for module in pkgutil.walk_packages(widgets.__path__, "widgets."):
        if ".gallery" in module.name or module.name.endswith("__main__"):
            continue
        for name, kind in vars(importlib.import_module(module.name)).items():
            own = inspect.isclass(kind) and kind.__module__ == module.name
            if own and issubclass(kind, QWidget) and not name.startswith("_"):
                found[name] = module.name
    return found

"""``python -m widgets``: a gallery of the widgets with sample records.

``--picture DIR`` saves every exhibit as a picture instead, light, dark and mirrored; ``--only WORD`` leaves
out those whose name does not hold the word.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from widgets.direction import lay_out
from widgets.fonts import apply_fonts
from widgets.gallery import Exhibit, exhibits
from widgets.theme import ThemeChoice, ThemeFollower, apply_theme

_LOOKS = (
    ("light", ThemeChoice.LIGHT, "left-to-right"),
    ("dark", ThemeChoice.DARK, "left-to-right"),
    ("mirrored", ThemeChoice.LIGHT, "right-to-left"),
)


class Gallery(QWidget):
    """A list of exhibits, the one chosen, and the theme to see it in."""

    def __init__(self, shown: list[Exhibit], follower: ThemeFollower) -> None:
        super().__init__()
        self._shown = shown
        self._follower = follower
        self._made: dict[int, QWidget] = {}
        self._stage = QStackedWidget()
        names = QListWidget()
        names.setAccessibleName(self.tr("Widgets"))
        names.addItems([item.name for item in shown])
        names.currentRowChanged.connect(self._on_chosen)
        themes = QComboBox()
        themes.setAccessibleName(self.tr("Theme"))
        themes.addItems([choice.value for choice in ThemeChoice])
        themes.setCurrentText(follower.choice.value)
        themes.currentTextChanged.connect(self._on_theme)
        mirrored = QCheckBox(self.tr("Mirrored"))
        mirrored.toggled.connect(self._on_mirrored)
        side = QVBoxLayout()
        side.addWidget(names)
        side.addWidget(themes)
        side.addWidget(mirrored)
        layout = QHBoxLayout(self)
        layout.addLayout(side)
        layout.addWidget(self._stage, 1)
        names.setFixedWidth(190)
        names.setCurrentRow(0)

    def _on_chosen(self, row: int) -> None:
        if row not in self._made:
            self._made[row] = self._shown[row].make()
            self._stage.addWidget(self._made[row])
        self._stage.setCurrentWidget(self._made[row])

    def _on_theme(self, name: str) -> None:
        self._follower.choose(ThemeChoice(name))

    def _on_mirrored(self, mirrored: bool) -> None:
        lay_out("right-to-left" if mirrored else "left-to-right")


def take_pictures(shown: list[Exhibit], follower: ThemeFollower, folder: Path) -> list[Path]:
    """Save each exhibit at each of its sizes, light, dark and mirrored; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    for name, choice, direction in _LOOKS:
        follower.choose(choice)
        lay_out(direction)
        for item in shown:
            widget = item.make()
            for width, height in item.sizes:
                widget.resize(width, height)
                widget.show()
                # Once for the layout, once for what the layout asked for.
                QApplication.processEvents()
                QApplication.processEvents()
                file = folder / f"{item.name.replace(' ', '-')}-{width}x{height}-{name}.png"
                widget.grab().save(str(file))
                files.append(file)
            widget.deleteLater()
    lay_out("language")
    return files


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m widgets", description="A gallery of Tickmark's widgets.")
    parser.add_argument(
        "--picture", type=Path, metavar="DIR", help="save pictures there, light, dark and mirrored"
    )
    parser.add_argument("--only", default="", metavar="WORD", help="only exhibits whose name holds the word")
    asked = parser.parse_args()
    app = QApplication(sys.argv[:1])
    apply_fonts(app)
    follower = apply_theme(app)
    shown = [item for item in exhibits() if asked.only in item.name]
    if asked.picture:
        for file in take_pictures(shown, follower, asked.picture):
            sys.stdout.write(f"{file}\n")
        return 0
    gallery = Gallery(shown, follower)
    gallery.resize(1480, 900)
    gallery.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())

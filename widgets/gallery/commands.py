"""The command palette, and changing keys."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from widgets.command_list import CommandRow
from widgets.gallery import exhibit
from widgets.keys_help import KeysHelp
from widgets.palette import Palette

_SIZES = ((1280, 800), (1920, 1080))
_NONE = "No claim is in hand: choose one, or press H on a sentence."
ROWS = (
    CommandRow("article.next_sentence", "Next sentence", "Article", ("J",)),
    CommandRow("article.mark", "Mark a claim on the selection or sentence", "Article", ("G",), changed=True),
    CommandRow("claim.close", "Close claim", "Claim", ("Ctrl+Return", "Ctrl+Enter"), off=_NONE),
    CommandRow("project.scale.x", "Sechsstufige Bewertungsskala", "Projekt ▸ Skala", checked=True),
    CommandRow("view.dark", "مظهر داكن", "عرض", ("Ctrl+Shift+D",)),
    CommandRow(
        "project.long",
        "Die Fahrgastbeförderungsverordnung und alle übrigen Quellen dieses Vorgangs als Datei ausgeben",
        "Projekt",
        ("Ctrl+Alt+Shift+E",),
        off="Die Fahrgastbeförderungsverordnung ist noch keine Quelle.",
    ),
    *(CommandRow(f"claim.rate.{n}", f"Rate {n}", "Claim ▸ Rate", (str(n),)) for n in range(1, 10)),
)


@exhibit("palette", *_SIZES)
def palette() -> QWidget:
    window = _window()
    Palette(window).open(ROWS)
    return window


@exhibit("palette, nothing found", (1280, 800))
def palette_nothing() -> QWidget:
    window = _window()
    over = Palette(window)
    over.open(ROWS)
    over.list.line.setText("no such thing")
    return window


@exhibit("keys, changing", *_SIZES)
def keys_changing() -> QWidget:
    window = _window()
    over = KeysHelp(window)
    over.show_change(ROWS, "Mark a claim on the selection or sentence: G.")
    return window


@exhibit("keys, one is another's", (1280, 800))
def keys_taken() -> QWidget:
    window = _window()
    over = KeysHelp(window)
    over.show_change(ROWS)
    over.change.begin("article.next_sentence", "Next sentence")
    over.change.ask(
        "G is the key of “Mark a claim” now. Press it again to take it from there; Esc leaves it.", "G"
    )
    return window


def _window() -> QWidget:
    window = QWidget()
    layout = QVBoxLayout(window)
    layout.addWidget(QLabel("What lies beneath. " * 40, wordWrap=True))
    return window

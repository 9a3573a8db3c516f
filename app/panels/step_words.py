"""What a change is called on screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.step_words import STEP_WORDS

_CONTEXT = "StepWords"


def step_words(label: str) -> str:
    """The words for a change's code; a code of a later program as it is."""
    words = STEP_WORDS.get(label)
    return QCoreApplication.translate(_CONTEXT, words) if words else label

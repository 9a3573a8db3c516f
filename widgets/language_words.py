"""What languages are called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

_TOLD = "ar cs da de el en es fa fi fr he hi it ja ko nb nl pl pt ru sv tr uk zh"
"""Those the program tells apart by itself (``app.spotting.languages``)."""


def language_name(code: str) -> str:
    """A language by its code, as Qt calls it, else the code."""
    if not code:
        return QCoreApplication.translate("LanguageWords", "not known")
    language = QLocale(code.replace("-", "_")).language()
    return code if language is QLocale.Language.C else QLocale.languageToString(language)


def language_choices(now: str) -> list[str]:
    """The codes to choose from, by name, the blank one first; ``now`` is among them whatever it is."""
    codes = {*_TOLD.split(), *([now] if now else [])}
    return ["", *sorted(codes, key=language_name)]

"""What is being done while copies are taken in: which phase of it, in words."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication

from app.sharing.copies import CHECKING, THOUSAND
from db.merging import ENTERED

tr = partial(QCoreApplication.translate, "Merging")


def phase_words(doing: str, named: str, done: int, total: int) -> str:
    """What is done now of that, which is ``reading``, ``looking`` (at what it would bring), ``merging``,
    ``aside`` or ``back``; ``named`` are the files, ``done`` of ``total`` what the project's thread told."""
    if doing == "reading":
        # A thousand for each file.
        checking = done % THOUSAND >= CHECKING
        return (tr("Checking {0}") if checking else tr("Reading {0}")).format(named)
    drawing = done * THOUSAND >= ENTERED * total
    return {
        "looking": tr("Looking: drawing what {0} would bring")
        if drawing
        else tr("Looking: putting {0} together with this project"),
        "merging": tr("Merging: drawing what {0} brings")
        if drawing
        else tr("Merging: putting {0} together with this project"),
        "aside": tr("Drawing the project without that merge") if drawing else tr("Setting a merge aside"),
        "back": tr("Drawing what comes back") if drawing else tr("Bringing a merge back"),
    }[doing].format(named)

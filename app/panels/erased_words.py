"""What stands in the place of words that were erased: by whom, when and why."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from widgets.field_sheet import moment

if TYPE_CHECKING:
    from db.project_file import Project
    from db.records.erasing import ErasureRecord

tr = partial(QCoreApplication.translate, "Erased")


class ErasedWords:
    """Tells of the erasures of a project, which are read once something was erased."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[str, ErasureRecord] | None = None

    def told(self, value: str, erasure: str) -> str:
        """A value with what is known of the erasure in the place of its words."""
        if not erasure:
            return value
        if self._known is None:
            from db import erasing

            self._known = {one.id: one for one in erasing.erasures(self._project.conn)}
        from db.words import ERASED

        known = self._known.get(erasure)
        return value.replace(ERASED, erased_by(known)) if known is not None else value


def erased_by(known: ErasureRecord) -> str:
    """The sentence for one erasure."""
    words = tr("erased by {0} on {1}: {2}")
    return words.format(f"\u2068{known.person_name}\u2069", moment(known.at), f"\u2068{known.reason}\u2069")

"""What is said of a source that cannot be shown beside the article, and of a picture that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.sources.media import OLD_OFFICE, Kind
from db.records import SourceKind, SourceRecord

if TYPE_CHECKING:
    from app.sources.media import Media
    from db.records.viewing import ImageFacts


def without_file(panel: QObject, record: SourceRecord) -> str:
    """Why there is nothing to show of a source without a kept file."""
    if record.link_only:
        return panel.tr("Link only: no copy of this page is kept. Nothing is fetched to show it.")
    if record.kind == SourceKind.PERSON:
        return panel.tr("A person has no pages: what they said stands in the details.")
    return panel.tr("There is no file in this source.")


def why_not_shown(panel: QObject, media: Media) -> str:
    """Why a kept file is not shown here, and what can be done about it."""
    if media.kind is Kind.RECORDING:
        return panel.tr("Recordings are not played here. Write the time of what you cite in its place.")
    if media == OLD_OFFICE:
        return panel.tr(
            "Old Office files (.doc, .xls, .ppt) are not read here. This one is kept as it is; save a "
            "copy as .docx, .xlsx or PDF and add that beside it."
        )
    if media.media_type in ("image/heic", "image/heif"):
        return panel.tr(
            "HEIC pictures are not read here. This one is kept as it is; save a copy as JPEG and add "
            "that beside it."
        )
    if media.media_type == "image/svg+xml":
        return panel.tr(
            "SVG drawings can load things and run scripts, so they are not drawn here. This one is kept "
            "as it is; save a copy as PNG or PDF and add that beside it."
        )
    return panel.tr("A file of this kind cannot be shown here. Its bytes are kept.")


def facts_of(panel: QObject, record: SourceRecord) -> list[tuple[str, str]]:
    """What is known of a source, each with its name."""
    facts = [
        (panel.tr("File"), record.original_name),
        (panel.tr("Kind"), record.media_type),
        (panel.tr("Address"), record.url),
        (panel.tr("Note"), record.note),
    ]
    return [(name, words) for name, words in facts if words]


def about_image(panel: QObject, image: ImageFacts, note: str) -> list[str]:
    """What the picture is, what it says of itself, and what was noted of it."""
    about = [panel.tr("{0} × {1} pixels, {2}").format(image.width, image.height, image.format)]
    if image.frames > 1:
        about.append(panel.tr("the first of {0} pictures").format(image.frames))
    about += [f"{name}: {said}" for name, said in image.facts]
    if note:
        about.append(panel.tr("Note: {0}").format(" ".join(note.split())))
    return about

"""What kind of file a media type stands for, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

_KINDS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "application/vnd.oasis.opendocument.text": "OpenDocument text",
    "application/rtf": "Rich Text document",
    "application/epub+zip": "EPUB book",
    "application/pdf": "PDF document",
    "text/html": "web page",
    "multipart/related": "web archive",
    "message/rfc822": "e-mail",
    "text/markdown": "Markdown",
    "text/plain": "plain text",
}


def media_words(media_type: str) -> str:
    """The words for a media type; one that has none as it is."""
    words = _KINDS.get(media_type)
    return QCoreApplication.translate("MediaWords", words) if words else media_type

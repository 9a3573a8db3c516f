"""What the fields of a project's things are called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

_CONTEXT = "FieldNames"
_NAMES = {
    "wording": "wording",
    "attribution": "speaker",
    "verdict": "verdict",
    "decision": "decision",
    "joined": "what it is joined into",
    "apart": "whether they are two",
    "sign_off": "who decides where checkers differ",
    "closing": "closing",
    "anchor": "place in the text",
    "exists": "kept or deleted",
    "kind": "kind",
    "assignee": "who checks it",
    "passage": "passage",
    "locator": "locator",
    "stance": "stance",
    "question": "question",
    "title": "title",
    "scale": "scale",
    "language": "language",
    "demonstration": "whether it is a demonstration",
    "url": "address",
    "archive_url": "archived copy",
    "outlet": "outlet",
    "byline": "byline",
    "published": "day of publication",
    "publisher": "publisher",
    "author": "author",
    "note": "note",
    "file": "kept file",
    "finding": "finding",
    "aside": "what is set aside",
    "nothing": "whether there is anything to check",
    "kept": "whether it is a fact",
    "text": "what the text should say",
    "why": "why",
    "outcome": "what became of the fix",
    "to": "to whom",
    "resolved": "whether the query is resolved",
    "shared": "note",
    "speaker": "whose answer",
    "words": "words",
    "current": "which draft is the article’s",
    "status": "whether it is there",
    "accessed": "day it was looked at",
    "licence": "licence",
    "reliability": "reliability",
    "confidential": "whether it is confidential",
    "person": "person",
    "same": "whether they are one and the same",
    "capture": "how it was fetched",
    "place": "place in the kept file",
    "seen": "what was seen by eye",
    "at": "when",
    "how": "how",
    "put": "what was put to them",
    "answer": "answer",
    "due": "no reply by",
}


def field_name(code: str) -> str:
    """The name of a field; a field of a later program by its code."""
    return QCoreApplication.translate(_CONTEXT, _NAMES[code]) if code in _NAMES else code

"""What a change is called on screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

_CONTEXT = "StepWords"
_WORDS = {
    "project.new": "new project",
    "project.title": "project title",
    "project.scale": "scale",
    "person.join": "joining",
    "article.add": "import of an article",
    "article.edit": "article details",
    "article.finding": "finding",
    "article.aside": "what is set aside",
    "sentence.nothing": "whether a sentence has anything to check",
    "claim.mark": "marking a claim",
    "claim.wording": "wording",
    "claim.attribution": "speaker",
    "claim.close": "closing a claim",
    "claim.reopen": "reopening a claim",
    "claim.delete": "deleting a claim",
    "claims.assign": "assigning claims",
    "claims.tag": "tagging claims",
    "claims.untag": "taking a tag from claims",
    "claims.close": "closing several claims",
    "source.add": "adding a source",
    "source.edit": "source details",
    "source.delete": "deleting a source",
    "evidence.cite": "citing a source",
    "evidence.edit": "evidence",
    "evidence.remove": "removing evidence",
    "verdict.set": "verdict",
    "conflict.settle": "settling a conflict",
    "merge": "merge",
}


def step_words(label: str) -> str:
    """The words for a change's code; a code of a later program as it is."""
    words = _WORDS.get(label)
    return QCoreApplication.translate(_CONTEXT, words) if words else label

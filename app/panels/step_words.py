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
    "fact.find": "looking for facts",
    "fact.tick": "ticking a fact",
    "fact.untick": "taking a tick back",
    "fact.dismiss": "dismissing a fact",
    "fact.restore": "making it a fact again",
    "fact.add": "marking a fact",
    "fact.kind": "the kind of a fact",
    "fact.stretch": "which words a fact is",
    "source.add": "adding a source",
    "source.edit": "source details",
    "source.delete": "deleting a source",
    "evidence.cite": "citing a source",
    "evidence.edit": "evidence",
    "evidence.remove": "removing evidence",
    "verdict.set": "verdict",
    "conflict.settle": "settling a conflict",
    "claim.kind": "kind of a claim",
    "fix.propose": "proposing a fix",
    "fix.edit": "wording of a fix",
    "fix.accepted": "accepting a fix",
    "fix.reworded": "rewording a fix",
    "fix.stet": "stet",
    "fix.reopen": "deciding again on a fix",
    "fix.remove": "removing a fix",
    "query.ask": "asking a query",
    "query.address": "whom a query goes to",
    "query.reply": "a message of a query",
    "query.edit": "a message of a query",
    "query.resolve": "resolving a query",
    "query.reopen": "opening a query again",
    "query.remove": "removing a query",
    "note.write": "a note",
    "note.edit": "a note",
    "note.share": "sharing a note",
    "note.remove": "removing a note",
    "field.restore": "restoring an earlier value",
    "merge": "merge",
}


def step_words(label: str) -> str:
    """The words for a change's code; a code of a later program as it is."""
    words = _WORDS.get(label)
    return QCoreApplication.translate(_CONTEXT, words) if words else label

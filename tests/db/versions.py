"""Drafts of the ferry's article, each of which can be made from any other."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

from db import blobs
from db.alignment import Alignment, Kind, Piece, write_alignment
from db.facts import write_found
from db.layout import Block, Layout, write_layout
from db.step import Edit
from tests.db.laptops import FACTS, LAYOUT, SENTENCES, TEXT


class Version(NamedTuple):
    """A draft's text with what is recorded of it."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    layout: bytes
    facts: bytes

    @property
    def raw(self) -> bytes:
        return self.text.encode()

    @property
    def id(self) -> str:
        return f"text:{blobs.sha_of(self.raw)}"


def version(*lines: tuple[str, ...], facts: tuple[tuple[str, str], ...]) -> Version:
    """A draft of these lines of sentences, with these words and kinds as its facts."""
    text, blocks, sentences = "", [], []
    for line in lines:
        text += "\n" if text else ""
        start = len(text)
        for sentence in line:
            text += " " if len(text) > start else ""
            sentences.append((len(text), len(text) + len(sentence)))
            text += sentence
        blocks.append(Block(start, len(text), "paragraph", 0))
    found = sorted((text.index(words), text.index(words) + len(words), kind) for words, kind in facts)
    return Version(
        text, tuple(sentences), write_layout(Layout(tuple(blocks), tuple(sentences), ())), write_found(found)
    )


_COST, _TWICE, _KNEW = "The ferry cost four million.", "It sank twice!", "Nobody \U0001f6f3 knew."
_MAYOR, _DEBRIS = "The mayor said so.", "[ad_1]"
_MILLION, _COUNT, _TITLE = ("four million", "number"), ("twice", "number"), ("mayor", "title")

VERSIONS = (
    Version(TEXT, SENTENCES, LAYOUT, FACTS),
    # A sentence comes, one goes, and words of one change.
    version(
        ("Ports are old.", _COST, "It sank once!"),
        (_MAYOR, _DEBRIS),
        facts=(_MILLION, ("once", "number"), _TITLE),
    ),
    # Lines change places.
    version((_MAYOR,), (_COST, _TWICE, _KNEW), facts=(_MILLION, _COUNT, _TITLE)),
)


def laid_beside(old: Version, new: Version) -> bytes:
    """A plain alignment: the stretches both have in the same order, of some length."""
    matcher = SequenceMatcher(None, old.text, new.text, autojunk=False)
    pieces = [
        Piece(block.a, block.a + block.size, block.b, block.b + block.size, Kind.SAME)
        for block in matcher.get_matching_blocks()
        if block.size > 5
    ]
    return write_alignment(Alignment(len(old.text), len(new.text), tuple(pieces)))


def draft_edits(
    draft: str, article: str, new: Version, base: tuple[str, Version], *, text_known: bool
) -> tuple[list[Edit], tuple[bytes, ...]]:
    """A draft made from another one, with the bytes it speaks of."""
    before, old = base
    alignment = laid_beside(old, new)
    recorded = [
        Edit(new.id, "layout", {"b": blobs.sha_of(new.layout)}),
        Edit(new.id, "facts", {"b": blobs.sha_of(new.facts)}),
    ]
    edits = [
        *([] if text_known else recorded),
        Edit(draft, "exists", True),
        Edit(draft, "of", {"article": article, "text": new.id, "based_on": before}),
        Edit(draft, "alignment", {"b": blobs.sha_of(alignment)}),
    ]
    return edits, (new.raw, new.layout, new.facts, alignment)

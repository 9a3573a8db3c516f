"""One article in the formats of word processors, saved by LibreOffice: the same pieces from each."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from app.importing.document import Document

FILES = Path(__file__).parents[2] / "files" / "articles"

SHUT = (
    "On 14 March 1962 the harbour of Veldhaven was shut for good. The sea had drawn back by nearly 90 "
    "metres, and no ship could reach the quay."
)
LEFT = (
    "The town’s archive of letters says that 312 families left within a year. “We took the bell with us,” "
    "wrote the priest.\nThe bell is still there."
)
PIECES = [
    ("title", 1, "The harbour that moved"),
    ("paragraph", 0, "By Ines Okafor"),
    ("paragraph", 0, SHUT),
    ("paragraph", 0, LEFT),
    ("heading", 2, "What the water left"),
    ("list-item", 1, "3. A quay of 400 metres"),
    ("list-item", 1, "4. Two cranes, both of them rusted"),
    ("list-item", 2, "one made in Leiden"),
    ("quote", 1, "Nobody believed that it would come back, and it did not."),
    ("table-row", 1, "Year\tShips"),
    ("table-row", 0, "1960\t1,204"),
    ("table-row", 0, "1962\t17"),
    ("caption", 0, "Table 1: Ships that called at Veldhaven"),
    ("image", 0, "The dry quay in 1963"),
    ("paragraph", 0, "قال الميناء القديم وداعا في عام 1962."),
    ("paragraph", 0, "By 1970 the town had 96 inhabitants and one shop, which sold salt."),
]
BESIDE = [
    ("footnote", "was shut for good.", "", "", "Port authority, yearbook 1962, page 41."),
    ("comment", "says that ", "312 families", "Tom Reyes", "Who counted them? Ask the registry."),
    ("endnote", "left within a year.", "", "", "Telephone interview with the registrar, 9 January 2026."),
]
EMPHASIS = [
    ("strong", "Veldhaven", ""),
    ("em", "no ship", ""),
    ("link", "archive of letters", "https://veldhaven.example/archive"),
]


def opened(kind: str) -> Document:
    path = FILES / f"harbour.{kind}"
    return import_module(f"app.importing.{kind}").read(path.read_bytes(), path.name)


def emphasised(document: Document) -> list[tuple[str, str, str]]:
    return [(e.kind, p.text[e.start : e.end], e.data) for p in document.pieces for e in p.emphasis]


def beside(document: Document) -> list[tuple[bool, str, str, str, str]]:
    """Each annotation: whether what stands before it is as it should be, and the rest of it."""
    found = [(p.text, a) for p in document.pieces for a in sorted(p.annotations)]
    return [
        (text[: a.start].endswith(before), a.kind, text[a.start : a.end], a.author, a.text)
        for (text, a), (_, before, *_) in zip(found, BESIDE, strict=True)
    ]


@pytest.mark.parametrize("kind", ["docx", "odt", "rtf"])
def test_nothing_the_article_says_is_lost(kind: str) -> None:
    document = opened(kind)
    if kind == "rtf":
        # LibreOffice writes the words before a deleted paragraph's end as deleted, and no head row.
        cut = [(k, i, t.replace(" could reach the quay.", "")) for k, i, t in PIECES]
        expected = [("table-row", 0, t) if k == "table-row" else (k, i, t) for k, i, t in cut]
    else:
        expected = PIECES
    assert [(piece.kind, piece.level, piece.text) for piece in document.pieces] == expected
    assert emphasised(document) == EMPHASIS
    assert beside(document) == [(True, note, *rest) for note, _, *rest in BESIDE]
    assert document.provenance == {"byline": "Ines Okafor"}
    assert document.language == "en"
    assert {note.code: note.count for note in document.notes} == {
        "images-as-words": 1,
        "tracked-deletions": 2,
        "tracked-insertions": 1,
    }


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_the_linked_notes_of_a_page_that_a_word_processor_saved_are_pinned(kind: str) -> None:
    document = import_module(f"app.importing.{kind}").read(*_cranes(kind))
    assert [(piece.kind, piece.text) for piece in document.pieces] == [
        ("heading", "The island that counts"),
        ("paragraph", "The harbour had twelve cranes. People came in 2024 and left."),
        ("paragraph", "Nobody counted the ships that came in winter. See below."),
        ("heading", "2 years later"),
        ("paragraph", "2 of them came back, 10³ days late."),
    ]
    told = [
        (p.text[: a.start].split()[-1], a.kind, a.text)
        for p in document.pieces
        for a in sorted(p.annotations)
    ]
    assert told == [
        ("cranes.", "footnote", "Port ledger, 1960."),
        ("2024", "footnote", "Census, table 4 (https://census.example/4)."),
        ("ships", "footnote", "The harbour master, by telephone."),
    ]


def _cranes(kind: str) -> tuple[bytes, str]:
    path = FILES / f"cranes.{kind}"
    return path.read_bytes(), path.name

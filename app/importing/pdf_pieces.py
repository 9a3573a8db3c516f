"""A PDF's paragraphs to pieces: headings by size, footnotes where their numbers stand, what is set aside."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.importing.article import Annotation
from app.importing.document import Piece
from app.importing.pdf_beside import Beside
from app.importing.pdf_lines import HYPHEN, Line
from app.importing.pdf_paragraphs import LIST_SIGN, Paragraph, composed, paragraphs, vocabulary
from app.importing.pdf_signs import Mark, raised
from app.importing.words import put
from db.layout import Emphasis

_LONGEST_HEADING = 200
_LONGEST_BOLD = 120
_NOTE_NUMBER = re.compile(r"[\[(]?(?:(\d{1,3})[\])]?[.:]?\s*|([ivxlc]{1,8})[\])]?[.:]?\s+)")
_SMALL = 0.93
_BULLET = re.compile(r"[•◦▪■●○‣·–—*-]\s*")

_Numbered = tuple[int, str]


def pieces_of(lines: Sequence[Line], aside: Mapping[int, str]) -> list[Piece]:
    """The pieces of all pages' lines; ``aside`` is why a line is no part of the article, by its identity.

    What is set aside stands behind the paragraph that it interrupts.
    """
    inside = [line for line in lines if id(line) not in aside]
    if not inside:
        return pieces_of(lines, {})
    known = vocabulary(inside)
    _begin_notes(inside)
    found = paragraphs(inside)
    body = _body_size(inside)
    notes = _notes(found, body, known)
    told = {id(note) for note, _ in notes.values()}
    levels = _levels(found, body)
    order = {id(line): at for at, line in enumerate(lines)}
    waiting = [line for line in lines if id(line) in aside]
    pieces: list[Piece] = []
    titled = _title(found, body)
    for paragraph in found:
        first = order[id(paragraph.lines[0])]
        while waiting and order[id(waiting[0])] < first:
            line = waiting.pop(0)
            put(pieces, Piece("paragraph", _plain(line), aside=aside[id(line)]))
        if id(paragraph) in told:
            continue
        piece = _piece(paragraph, body, levels, known, notes)
        put(pieces, replace(piece, kind="title", level=1) if paragraph is titled else piece)
    for line in waiting:
        put(pieces, Piece("paragraph", _plain(line), aside=aside[id(line)]))
    return pieces


def _plain(line: Line) -> str:
    return _with_powers(line).text.replace(HYPHEN, "-").strip()


def _with_powers(line: Line) -> Line:
    """The line with the raised figures that are no note's number."""
    text = line.text
    for mark in line.marks:
        text = raised(text, mark)
    return replace(line, text=text)


def _body_size(lines: Sequence[Line]) -> float:
    """The size most of the words have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0]


def _is_heading(paragraph: Paragraph, body: float) -> bool:
    words = " ".join(line.text for line in paragraph.lines)
    if len(words) > _LONGEST_HEADING or sum(char.isalpha() for char in words) < 2 or "\t" in words:
        return False
    if paragraph.size > 1.15 * body and len(paragraph.lines) <= 4:
        return True
    ended = words.rstrip()[-1:] in ".,;"
    return paragraph.bold and len(words) <= _LONGEST_BOLD and not ended and len(paragraph.lines) <= 2


def _levels(found: Sequence[Paragraph], body: float) -> dict[float, int]:
    """The heading level of each size, the largest 1."""
    sizes = {round(p.size) for p in found if _is_heading(p, body)}
    return {size: min(level, 6) for level, size in enumerate(sorted(sizes, reverse=True), 1)}


def _title(found: Sequence[Paragraph], body: float) -> Paragraph | None:
    """The headline: the largest heading of the first page, if it is large and no other is as large."""
    page = found[0].lines[0].page if found else 0
    large = [p for p in found if p.size > 1.25 * body and _is_heading(p, body)]
    first = [p for p in large if p.lines[0].page == page]
    if not first:
        return None
    largest = max(first, key=lambda p: p.size)
    return largest if all(p is largest or p.size < largest.size * 1.02 for p in large) else None


def _begin_notes(lines: Sequence[Line]) -> None:
    """Mark the lines that begin with the Roman number of a note, as other numbers that begin a line are."""
    numbers = {mark.number for line in lines for mark in line.marks if mark.start and mark.number.isalpha()}
    for line in lines:
        number = _NOTE_NUMBER.match(line.text) if numbers else None
        if number is not None and number[2] in numbers and not (line.marks and line.marks[0].start == 0):
            line.marks.insert(0, Mark(*number.span(2), number[2], raised=False))


def _notes(
    found: Sequence[Paragraph], body: float, known: Counter[str]
) -> dict[_Numbered, tuple[Paragraph, str]]:
    """The notes by the page and number that leads to them: small text with a number that is raised once.

    Once on the page the text stands on, or else once in all pages before it: notes at the end.
    """
    marks = [(line.page, mark.number) for p in found for line in p.lines for mark in line.marks if mark.start]
    on_page, pages = Counter(marks), defaultdict[str, list[int]](list)
    for page, number in marks:
        pages[number].append(page)
    notes: dict[_Numbered, tuple[Paragraph, str]] = {}
    for paragraph in found:
        first = paragraph.lines[0]
        number = _NOTE_NUMBER.match(first.text)
        if number is None or paragraph.size > _SMALL * body:
            continue
        said = number[1] or number[2]
        there = pages.get(said, [])
        key = (first.page, said) if on_page[first.page, said] == 1 or not there else (there[0], said)
        begins = replace(first, marks=[mark for mark in first.marks if mark.start])
        lines = [_with_powers(line) for line in (begins, *paragraph.lines[1:])]
        text, _ = composed(lines, known)
        once = on_page[key] == 1 and (key[0] == first.page or (len(there) == 1 and key[0] < first.page))
        if once and key not in notes and text[number.end() :].strip():
            notes[key] = (paragraph, text[number.end() :].strip())
    return notes


def _piece(
    paragraph: Paragraph,
    body: float,
    levels: Mapping[float, int],
    known: Counter[str],
    notes: Mapping[_Numbered, tuple[Paragraph, str]],
) -> Piece:
    text, beside = composed([_without_marks(line, notes) for line in paragraph.lines], known)
    kind, level = _kind(paragraph, text, body, levels)
    bullet = _BULLET.match(text) if kind == "list-item" else None
    cut = bullet.end() if bullet else len(text) - len(text.lstrip())
    words = text[cut:].rstrip()
    spans = [(max(0, s - cut), min(len(words), e - cut), one) for s, e, one in beside]
    return Piece(
        kind,
        words,
        level,
        tuple(
            sorted(
                (Emphasis(s, e, "link", one.text) for s, e, one in spans if one.kind == "link" and s < e),
                key=lambda e: (e.start, e.end),
            )
        ),
        _annotations(spans),
    )


def _annotations(spans: Sequence[tuple[int, int, Beside]]) -> tuple[Annotation, ...]:
    """What is told beside the words; a comment over several lines once."""
    told: dict[int, Annotation] = {}
    for start, end, one in spans:
        if one.kind == "link":
            continue
        before = told.get(id(one))
        begin = min(start, before.start) if before else start
        last = max(start, end, before.end) if before else max(start, end)
        told[id(one)] = Annotation(begin, last, one.kind, one.author, one.text)
    return tuple(told.values())


def _without_marks(line: Line, notes: Mapping[_Numbered, tuple[Paragraph, str]]) -> Line:
    """The line without the numbers of notes that were found; each note stands where its number stood.

    Raised figures that lead to none stay, as raised ones.
    """
    behind = len(line.text) + 1
    for mark in reversed(line.marks):
        note = notes.get((line.page, mark.number)) if mark.start else None
        if note is None:
            line = replace(line, text=raised(line.text, mark))
            continue
        # The comma between the numbers of two notes goes with them.
        end = (
            mark.end + 1 if line.text[mark.end : mark.end + 1] == "," and mark.end + 1 == behind else mark.end
        )
        behind = mark.start
        cut = end - mark.start

        def moved(at: int, mark_end: int = end, by: int = cut) -> int:
            return at - by if at >= mark_end else at

        place = Beside("footnote", "", note[1], ())
        line = replace(
            line,
            text=line.text[: mark.start] + line.text[end:],
            beside=[
                *((moved(s), moved(e), one) for s, e, one in line.beside),
                (mark.start, mark.start, place),
            ],
        )
    return line


def _kind(paragraph: Paragraph, text: str, body: float, levels: Mapping[float, int]) -> tuple[str, int]:
    if "\t" in text:
        return "table-row", 0
    if _is_heading(paragraph, body):
        return "heading", levels.get(round(paragraph.size), 6)
    if LIST_SIGN.match(text):
        return "list-item", 1
    lines = paragraph.lines
    room = 0.8 * paragraph.size
    inset = all(line.begins > paragraph.begin + room for line in lines)
    narrow = all(line.ends < paragraph.end - room for line in lines)
    straight = max(line.begins for line in lines) - min(line.begins for line in lines) < 0.4 * room
    return ("quote", 1) if len(lines) > 1 and inset and narrow and straight else ("paragraph", 0)

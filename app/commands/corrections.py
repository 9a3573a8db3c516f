"""Small corrections of a text, gathered into its next draft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from app.commands.checks import article_of, draft_text, read_at
from app.commands.drafts import revise
from app.importing.apart import with_facts
from app.importing.article import PROVENANCE, Annotation, Aside, ImportedArticle
from app.importing.entries import ledger_entries
from app.importing.next_draft import NextDraft, align_apart
from app.jobs.job import Job, run_job
from app.jobs.limits import MIB, Limits
from app.text.normalise import BYTE_ORDER_MARK, normalise
from db import queries
from db.drawing import layout_of
from db.errors import KnownError
from db.kinds import annotation_id
from db.layout import Block, Layout
from db.project_file import Project
from db.records import AnnotationRecord, record
from db.step import Edit, Step

if TYPE_CHECKING:
    from app.jobs.worker import Work

_BREAKS = re.compile("[\r\n\u2029]+")
_WORDS = re.compile(r"\w+|\W")


class Place(Protocol):
    """Where an offset stands after the corrections."""

    def __call__(self, offset: int, end: bool, grow: bool = False) -> int: ...


@record
class Correction:
    """What a paragraph, ``start`` to ``end`` of a draft's text, should say; blank to leave it out."""

    start: int
    end: int
    text: str


@record
class Uncorrected:
    """All of a draft that its corrected one takes over; ``sentences`` are its ledger's entries."""

    text: str
    layout: Layout
    asides: tuple[tuple[int, int, str], ...]
    notes: tuple[AnnotationRecord, ...]
    sentences: tuple[tuple[int, int], ...]


def make_draft(
    project: Project,
    *,
    article: str,
    draft: str,
    corrections: Sequence[Correction],
    made: NextDraft | None = None,
    revision: int | None = None,
) -> Step:
    """The next draft of an article: its current one with these corrections, everything else as it is.

    What was made of the author's notes stays. ``made`` is what ``start_correcting`` gave for just these, if
    it was asked. The new draft's id is the step's focus. Raises KnownError where that draft is not the
    current one any more, a correction is not of one of its paragraphs, or nothing would be changed.
    """
    known = article_of(project, article)
    if known.draft != draft:
        raise KnownError("The article is in another draft by now, so no draft was made of the corrections.")
    imported = made.imported if made is not None else corrected(project, draft, corrections)
    alignment = made.alignment if made is not None else None
    step = revise(project, article=article, imported=imported, based_on=draft, alignment=alignment)
    notes = queries.author_annotations(project.conn, draft)
    place = _placing(draft_text(project, draft), corrections)
    moved = sorted((_moved(note, place), note.taken) for note in notes)
    edits = list(step.edits)
    for n, (_, taken) in enumerate(moved):
        if taken:
            entity = annotation_id(step.focus, n)
            edits += [Edit(entity, "of", {"draft": step.focus, "n": n}), Edit(entity, "taken", taken)]
    return Step(step.label, tuple(edits), read_at(project, revision), step.blobs, step.focus)


def corrected(project: Project, draft: str, corrections: Sequence[Correction]) -> ImportedArticle:
    """The text of a draft with these corrections, its structure kept and its sentences cut anew.

    Raises KnownError for a correction that is not of one of its paragraphs.
    """
    return _corrected(uncorrected(project, draft), corrections)


def uncorrected(project: Project, draft: str) -> Uncorrected:
    """What there is to correct."""
    row = project.conn.execute("SELECT text FROM draft WHERE id = ?", (draft,)).fetchone()
    asides = ((a.start, a.end, a.reason) for a in queries.asides(project.conn, row[0]) if a.aside)
    entries = project.conn.execute(
        'SELECT start, "end" FROM sentence WHERE draft = ? ORDER BY n', (draft,)
    ).fetchall()
    notes = tuple(queries.author_annotations(project.conn, draft))
    layout = layout_of(project.conn, row[0])
    return Uncorrected(draft_text(project, draft), layout, tuple(asides), notes, tuple(entries))


def start_correcting(base: Uncorrected, corrections: Sequence[Correction]) -> Job:
    """Begin to make the corrected text, find its facts and align it, which takes seconds for a long one.

    The job's result is a NextDraft, its errors are those of ``corrected``.
    """
    seconds = 60 + len(base.text) // 50_000
    limits = Limits("Making the draft", seconds, 3 * seconds, 1536 * MIB + 40 * len(base.text))
    return run_job("app.commands.corrections:correct_apart", (base, tuple(corrections)), limits=limits)


def correct_apart(asked: tuple[Uncorrected, tuple[Correction, ...]], _work: Work) -> NextDraft:
    """The child's side."""
    base, corrections = asked
    imported = with_facts(_corrected(base, corrections))
    return NextDraft(imported, align_apart(base.text, base.sentences, imported))


def _corrected(base: Uncorrected, corrections: Sequence[Correction]) -> ImportedArticle:
    before, layout = base.text, base.layout
    corrections = sorted((replace(c, text=one_line(c.text)) for c in corrections), key=lambda c: c.start)
    there = {(block.start, block.end) for block in layout.blocks}
    if any((one.start, one.end) not in there for one in corrections):
        raise KnownError("One of the corrections is of no paragraph of this draft, so no draft was made.")
    place = _placing(before, corrections)
    gone = {(one.start, one.end) for one in corrections if not one.text.strip()}
    blocks = tuple(
        Block(place(b.start, False, True), place(b.end, True, True), b.kind, b.level)
        for b in layout.blocks
        if (b.start, b.end) not in gone
    )
    text = _text(before, corrections)
    if not text.strip():
        raise KnownError("The corrections leave no words in the article, so no draft was made.")
    asides = tuple(
        Aside(place(start, False, True), place(end, True, True), reason)
        for start, end, reason in base.asides
        if place(start, False, True) < place(end, True, True)
    )
    emphasis = (replace(e, start=place(e.start, False), end=place(e.end, True)) for e in layout.emphasis)
    return ImportedArticle(
        title="",
        text=text,
        blocks=blocks,
        sentences=ledger_entries(text, blocks, asides),
        emphasis=tuple(e for e in emphasis if e.start < e.end),
        asides=asides,
        annotations=tuple(_moved(a, place) for a in base.notes),
        language="",
        original=text.encode("utf-8"),
        original_name="",
        media_type="text/plain",
        encoding="utf-8",
        notes=(),
        provenance=dict.fromkeys(PROVENANCE, ""),
    )


def one_line(text: str) -> str:
    """Words as a paragraph is kept: without line breaks, normalised as every import is."""
    return normalise(_BREAKS.sub(" ", text).replace(BYTE_ORDER_MARK, " ")).text


def _text(before: str, corrections: Sequence[Correction]) -> str:
    parts, at = list[str](), 0
    for one in corrections:
        parts += [before[at : one.start], one.text]
        at = one.end
    return "".join([*parts, before[at:]])


def _placing(before: str, corrections: Sequence[Correction]) -> Place:
    """Where an offset of the text before stands in the corrected one.

    Within a paragraph it goes with the words around it, as they are found in both wordings. ``end`` for the
    end of a stretch; one that is to ``grow`` takes in what was put right before or behind it.
    """
    runs = _changed(before, corrections)

    def place(offset: int, end: bool, grow: bool = False) -> int:
        moved = offset
        for first, last, new_first, new_last in runs:
            if offset < first:
                break
            if first == last == offset:
                return new_last if end == grow else new_first
            if offset == first:
                return new_first
            if offset < last:
                return new_last if end else new_first
            moved = new_last + offset - last
        return moved

    return place


def _changed(before: str, corrections: Sequence[Correction]) -> list[tuple[int, int, int, int]]:
    """Stretches that differ: from and to in the text before, from and to in the corrected one."""
    runs: list[tuple[int, int, int, int]] = []
    shift = 0
    for one in sorted(corrections, key=lambda c: c.start):
        words, now = _WORDS.findall(before[one.start : one.end]), _WORDS.findall(one_line(one.text))
        old, new = ([0, *accumulate(map(len, found))] for found in (words, now))
        for tag, i, j, k, m in SequenceMatcher(None, words, now, autojunk=False).get_opcodes():
            if tag != "equal":
                at = one.start + shift
                runs.append((one.start + old[i], one.start + old[j], at + new[k], at + new[m]))
        shift += new[-1] - old[-1]
    return runs


def _moved(note: AnnotationRecord, place: Place) -> Annotation:
    start = place(note.start, False)
    return Annotation(start, max(start, place(note.end, True)), note.kind, note.author, note.text)

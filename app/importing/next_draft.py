"""Reading the next draft of an article apart, and laying it beside the one before there too.

Both take long for a long article, and neither needs the project: it is plain text on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.importing.apart import Request, limits_of, read_request, with_facts
from app.importing.article import ImportedArticle
from app.importing.doubts import is_doubtful_draft
from app.jobs.job import Job, run_job
from db.alignment import write_alignment

if TYPE_CHECKING:
    from app.jobs.worker import Work

ALIGNING = "aligning"


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """What the child is to read, and the draft it is laid beside: its text, its sentences in code points.

    ``known`` is the article where it was read already: it is only aligned then.
    """

    request: Request
    before: str
    sentences: tuple[tuple[int, int], ...]
    known: ImportedArticle | None = None


@dataclass(frozen=True, slots=True)
class NextDraft:
    """A draft as it was read, and how it lies beside the one before, in the stored form.

    The alignment is empty where somebody is to look at the draft first: what is set aside may change.
    """

    imported: ImportedArticle
    alignment: bytes


def start_reading_draft(asked: DraftRequest) -> Job:
    """Begin to read and align; the job's result is a NextDraft, its errors are sentences naming the file."""
    limits = limits_of(asked.request)
    # Aligning takes about as long as reading; of a long draft before it takes some memory too.
    wider = replace(limits, cpu_seconds=2 * limits.cpu_seconds, wall_seconds=2 * limits.wall_seconds)
    return run_job("app.importing.next_draft:read_draft", asked, limits=wider)


def read_draft(asked: DraftRequest, work: Work) -> NextDraft:
    """The child's side."""
    if asked.known is None:
        imported = read_request(asked.request, work)
        if is_doubtful_draft(imported):
            return NextDraft(imported, b"")
    else:
        imported = asked.known if asked.known.facts is not None else with_facts(asked.known)
    work.phase(ALIGNING)
    return NextDraft(imported, align_apart(asked.before, asked.sentences, imported))


def align_apart(before: str, sentences: Sequence[tuple[int, int]], draft: ImportedArticle) -> bytes:
    """How a draft lies beside the one before, given its text and its sentences, in the stored form."""
    from app.text.drafts import AlignedText, align

    now = AlignedText(draft.text, [(s.start, s.end) for s in draft.sentences])
    return write_alignment(align(AlignedText(before, sentences), now))

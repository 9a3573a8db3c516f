"""What the sources of a project have in common: largely the same words, or one picture twice."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from app.jobs.job import Job, run_job
from app.jobs.limits import MIB, Limits
from app.sources.alike import alike, shingles
from app.sources.kept_texts import known_text
from app.sources.likeness import ALIKE, distance
from app.sources.media import Kind
from db.records import SourceId, record
from db.records.alike import CopyRecord, KinRecord

if TYPE_CHECKING:
    from array import array

    from app.jobs.worker import Work


@record
class Kept:
    """A source and the bytes kept of it; those that are the same words by nature (notes) are left out."""

    source: SourceId
    sha: str


def start_comparing(kept: tuple[Kept, ...]) -> Job:
    """Begin to compare the sources in a child; the job's result is a KinRecord."""
    limits = Limits(
        subject="Comparing sources",
        cpu_seconds=600,
        wall_seconds=1800,
        memory_bytes=2048 * MIB,
        answer_bytes=64 * MIB,
    )
    return run_job("app.sources.kin:compared", kept, limits=limits)


def compared(kept: tuple[Kept, ...], work: Work) -> KinRecord:
    """The child's side."""
    work.phase("comparing")
    return compared_here(kept)


def compared_here(kept: tuple[Kept, ...]) -> KinRecord:
    """What the sources have in common, as far as their words and pictures were read."""
    texts: dict[SourceId, array[int]] = {}
    pictures: dict[SourceId, int] = {}
    said: list[tuple[SourceId, tuple[tuple[str, str], ...]]] = []
    for one in kept:
        read = known_text(one.sha)
        if read is None:
            continue
        if read.kind is Kind.IMAGE:
            said += [(one.source, read.said)] if read.said else []
            if read.likeness is not None:
                pictures[one.source] = read.likeness
        elif read.text.strip():
            texts[one.source] = shingles(read.text)
    pairs = (
        (one, other, distance(pictures[one], pictures[other])) for one, other in combinations(pictures, 2)
    )
    copies = tuple(CopyRecord(*pair) for pair in pairs if pair[2] <= ALIKE)
    return KinRecord(tuple(alike(texts)), copies, tuple(said))

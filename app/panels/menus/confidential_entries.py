"""What the claim in hand rests on, each to be marked confidential."""

from __future__ import annotations

from functools import partial

from app.commands import citing, sources
from app.panels.menus.entry import Entry, Needs, tr
from app.panels.menus.reach import Reach
from db.records import EvidenceRecord, SourceRecord

_WORDS = 40


def confidential_entries(at: Reach) -> list[Entry]:
    """Each passage cited on the claim in hand, then each source as a whole; checked where confidential."""
    claim = at.desk.record
    cited = list(at.desk.evidence.get(claim.id, ())) if claim is not None else []
    known = dict.fromkeys(one.source for one in cited)
    whole = [at.desk.sources[id] for id in known if id in at.desk.sources]
    return [*(_passage(at, one) for one in cited), *(_source(at, one) for one in whole)]


def _passage(at: Reach, one: EvidenceRecord) -> Entry:
    words = one.passage or one.locator or one.source_title
    short = words if len(words) <= _WORDS else words[: _WORDS - 1].rstrip() + "…"
    return Entry(
        f"source.confidential.{one.id}",
        tr("This passage: {0} “{1}”").format(one.source_number, short).replace("&", "&&"),
        partial(_mark_passage, at, one),
        needs=Needs.CLAIM,
        checked=lambda: one.confidential,
    )


def _source(at: Reach, one: SourceRecord) -> Entry:
    return Entry(
        f"source.confidential.{one.id}",
        tr("All of {0} {1}").format(one.number, one.title[:_WORDS]).replace("&", "&&"),
        partial(_mark_source, at, one),
        needs=Needs.CLAIM,
        checked=lambda: one.confidential,
    )


def _mark_passage(at: Reach, one: EvidenceRecord) -> None:
    if at.desk.session is not None:
        on, revision = not one.confidential, at.desk.revision
        at.desk.session.run(
            partial(citing.set_confidential, evidence=one.id, confidential=on, revision=revision)
        )


def _mark_source(at: Reach, one: SourceRecord) -> None:
    if at.desk.session is not None:
        on, revision = not one.confidential, at.desk.revision
        at.desk.session.run(
            partial(sources.set_confidential, source=one.id, confidential=on, revision=revision)
        )

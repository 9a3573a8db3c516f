"""What merging brings and what rests on it, as rows to be read through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QLocale

from db.records import (
    ComingJoin,
    ComingSource,
    Contribution,
    MergeRecord,
    MergeReport,
    NewConflict,
    RestingStep,
)
from widgets.field_sheet import moment
from widgets.inspector.field_names import field_name
from widgets.searching.found_list import FoundRow

_MOST = 100
tr = partial(QCoreApplication.translate, "Merging")


def report_rows(
    reports: Sequence[tuple[str, MergeReport]], differing: Sequence[str], differing_new: int = 0
) -> list[FoundRow]:
    """What files would bring, each with its name; ``differing`` names claims on which checkers will differ.

    So they will on ``differing_new`` claims that are not here yet. Only the first hundred of a
    kind are listed; how many more there are is said.
    """
    rows: list[FoundRow] = []
    told = [(name, report) for name, report in reports if report.transactions]
    for at, (name, report) in enumerate(told):
        here = f"{at}/"
        people = [_person(f"{here}person/{one.person}", one) for one in report.people]
        heading = tr("Who did what, in {0}").format(name) if len(reports) > 1 else tr("Who did what")
        rows += _under(f"{here}people", heading, people)
        if report.returning:
            words = tr("{0} of its changes had been set aside here; they come back.")
            rows.append(FoundRow(f"{here}returning", words.format(report.returning)))
        if report.mine:
            words = tr("{0} of its changes were made under your own name in another copy.")
            rows.append(FoundRow(f"{here}mine", words.format(report.mine)))
    conflicts = [one for _, report in told for one in report.conflicts]
    rows += _under("conflicts", tr("Edited apart: both versions are kept"), map(_conflict, conflicts))
    claims = [FoundRow(f"differing/{n}", title) for n, title in enumerate(differing)]
    rows += _under("differing", tr("Checkers will differ"), claims)
    if differing_new:
        words = tr("Checkers differ on claims that are new here: {0}")
        rows.append(FoundRow("differing/new", words.format(differing_new)))
    joins = [one for _, report in told for one in report.joins]
    rows += _under("joins", tr("Claims joined, or parted again"), map(_join, joins))
    rows += _under("articles", tr("Articles"), _articles(told))
    sources = [one for _, report in told for one in report.sources]
    rows += _under("sources", tr("Sources that come along"), map(_source, sources))
    return rows


def resting_rows(
    steps: Sequence[RestingStep], name: Mapping[str, str], about: Mapping[str, str]
) -> list[FoundRow]:
    """Steps that go with a merge: one's own, then those of others.

    ``name`` gives the words of a label, ``about`` by group which claims or sources a step was about.
    """
    own = [_step(step, name, about) for step in steps if step.own]
    others = [_step(step, name, about) for step in steps if not step.own]
    brought = _under("others", tr("Brought by other merges"), others)
    return _under("own", tr("Made in this file"), own) + brought


def merge_rows(merges: Iterable[MergeRecord]) -> list[FoundRow]:
    """The merges of a file, in that order."""
    return [
        FoundRow(
            one.id,
            " · ".join(one.names) or tr("Nobody named"),
            moment(one.at),
            tr("{0} changes, set aside here.").format(one.transactions)
            if one.set_aside
            else tr("{0} changes.").format(one.transactions),
        )
        for one in merges
    ]


def _under(key: str, title: str, rows: Iterable[FoundRow]) -> list[FoundRow]:
    listed = list(rows)
    if not listed:
        return []
    shown = listed[:_MOST]
    if len(listed) > _MOST:
        shown.append(FoundRow(f"{key}/rest", tr("and {0} more").format(len(listed) - _MOST)))
    return [FoundRow(f"{key}/", tr("{0}: {1}").format(title, len(listed)), heading=True), *shown]


def _person(key: str, one: Contribution) -> FoundRow:
    # That somebody joined is said beside the name, and a text comes with its draft.
    new = {kind: n for kind, n in one.new.items() if kind not in ("person", "alias", "text")}
    parts: list[str] = []
    if new:
        parts.append(tr("New: {0}.").format(_tally(new)))
    if one.changed:
        parts.append(tr("Changed: {0}.").format(_tally(one.changed)))
    title = one.name or tr("Nobody named")
    if one.mine:
        beside = tr("you, on another machine")
    else:
        beside = tr("not here before") if one.joined else ""
    return FoundRow(key, title, beside, " ".join(parts), badge=one.initials, badge_of=one.person)


def _conflict(one: NewConflict) -> FoundRow:
    return FoundRow(f"conflict/{one.entity}/{one.field}", one.title or one.entity, field_name(one.field))


def _join(one: ComingJoin) -> FoundRow:
    what = tr("joined into {0}").format(one.into) if one.into else tr("one of its own again")
    return FoundRow(f"join/{one.claim}", f"{one.number} {one.title}", what)


def _articles(told: Sequence[tuple[str, MergeReport]]) -> list[FoundRow]:
    how = {
        "new": tr("new"),
        "same-text": tr("new here, with the same text as one that is here"),
        "draft": tr("another draft: claims are placed by their words"),
    }
    return [
        FoundRow(f"article/{at}/{one.id}", one.title, "", how[one.how])
        for at, (_, report) in enumerate(told)
        for one in report.articles
    ]


def _source(one: ComingSource) -> FoundRow:
    size = QLocale().formattedDataSize(one.size) if one.size else tr("no bytes")
    held = tr("confidential") if one.confidential else ""
    title = " ".join(filter(None, (one.number, one.title)))
    return FoundRow(f"source/{one.id}", title, " · ".join(filter(None, (held, size))))


def _step(step: RestingStep, name: Mapping[str, str], about: Mapping[str, str]) -> FoundRow:
    more = " · ".join(filter(None, (about.get(step.group, ""), step.person_name)))
    return FoundRow(f"step/{step.group}", name[step.label], moment(step.at), more)


def _tally(counts: Mapping[str, int]) -> str:
    names = {
        "article": tr("articles {0}"),
        "draft": tr("drafts {0}"),
        "claim": tr("claims {0}"),
        "verdict": tr("verdicts {0}"),
        "evidence": tr("evidence {0}"),
        "note": tr("notes {0}"),
        "query": tr("queries {0}"),
        "fix": tr("fixes {0}"),
        "source": tr("sources {0}"),
        "person": tr("people {0}"),
        "contact": tr("contacts {0}"),
        "message": tr("replies {0}"),
        "tag": tr("tags {0}"),
        "span": tr("sentences {0}"),
        "decision": tr("decisions {0}"),
        "dependence": tr("where sources come from {0}"),
        "sighting": tr("seen by eye {0}"),
        "annotation": tr("author’s notes {0}"),
        "fact": tr("facts {0}"),
        "tick": tr("ticks {0}"),
        "erasure": tr("erasures {0}"),
        "answer": tr("answers to erasures {0}"),
        "project": tr("the project itself"),
    }
    order = list(names)
    other = tr("other things {0}")
    kinds = sorted(counts, key=lambda kind: order.index(kind) if kind in order else len(order))
    return ", ".join(names.get(kind, other).format(counts[kind]) for kind in kinds)

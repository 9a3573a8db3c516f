"""What waits for a decision, in words; runs in the database thread."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from app.commands import conflicts, deciding
from app.panels.conflict_words import in_words, name_thing, value_words
from app.scales import load_scale
from db import apart, erasing, queries
from db.errors import KnownError
from db.records import ClaimId, ClaimRecord, ConflictRecord, Question, VerdictRecord, Version, record
from db.records.erasing import Answer, ErasureRecord, GoingItem
from widgets.deciding.items import About, Side, Undecided
from widgets.inspector.field_names import field_name
from widgets.labels import isolated
from widgets.searching.found_list import FoundRow

if TYPE_CHECKING:
    from db.project_file import Project

_MOST = 500
_GIST = 34
_MOST_GOING = 12
_LONG = 300
tr = partial(QCoreApplication.translate, "Deciding")


@record
class ToDecide:
    """The rows of what waits, under headings; ``count`` of all, of which the first of a kind are listed."""

    count: int
    rows: tuple[FoundRow, ...]


def read_rows(project: Project) -> ToDecide:
    """Everything that waits for a decision in the project."""
    order = 'SELECT id FROM claim ORDER BY article, start, "end", id'
    place = {id: n for n, (id,) in enumerate(project.conn.execute(order))}
    edited = queries.conflicts(project.conn)
    # As one reads; what is no claim's comes last.
    edited.sort(key=lambda one: place.get(one.claim, len(place)))
    groups: dict[About, list[FoundRow]] = {about: [] for about in About}
    for one in edited:
        groups[_about(one)].append(_conflict_row(project, one))
    for claim in _differing(project):
        groups[About.DIFFER] += [
            FoundRow(f"differ/{claim.id}/{q.value}", _claim_words(claim), _asked(q), _given(claim, q))
            for q in claim.questions
            if claim.differs(q)
        ]
    groups[About.TWICE] += _twice_rows(project)
    groups[About.ERASED] += _erased_rows(project)
    rows: list[FoundRow] = []
    for about, words in _headings().items():
        found = groups[about]
        if found:
            rows.append(FoundRow(f"{about.value}/", tr("{0}: {1}").format(words, len(found)), heading=True))
            rows += found[:_MOST]
    return ToDecide(sum(map(len, groups.values())), tuple(rows))


def read_item(project: Project, *, key: str) -> Undecided | None:
    """One of them in full; None where it is decided."""
    kind, _, rest = key.partition("/")
    if kind == "differ":
        claim, _, question = rest.partition("/")
        return _difference(project, claim, Question(question))
    if kind == "twice":
        return _twice(project, *rest.split("/"))
    if kind == "erased":
        return _erased(project, rest.partition("/")[0])
    entity, _, field = rest.partition("/")
    known = (one for one in queries.conflicts(project.conn) if (one.entity, one.field) == (entity, field))
    conflict = next(known, None)
    return _conflict(project, key, conflict) if conflict is not None else None


def key_of(conflict: ConflictRecord) -> str:
    """What names that conflict among what waits."""
    return f"apart/{conflict.entity}/{conflict.field}"


def _headings() -> dict[About, str]:
    return {
        About.APART: tr("Edited apart"),
        About.GONE: tr("Deleted by one, edited by another"),
        About.DRAFTS: tr("New drafts made apart"),
        About.DIFFER: tr("Checkers differ"),
        About.TWICE: tr("The same words marked twice"),
        About.ERASED: tr("Erased for good in other copies"),
    }


def _about(conflict: ConflictRecord) -> About:
    if conflict.field == "exists":
        return About.GONE
    drafts = any(version.txn.startswith("draft:") for version in conflict.versions)
    return About.DRAFTS if drafts else About.APART


def _conflict_row(project: Project, conflict: ConflictRecord) -> FoundRow:
    said = (f"{v.person_name}: {_short(v.value)}" for v in in_words(conflict).versions)
    title = name_thing(project, conflict.entity)
    return FoundRow(key_of(conflict), title, field_name(conflict.field), " · ".join(said))


def _short(words: str, most: int = _GIST) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1] + "…"


def _conflict(project: Project, key: str, conflict: ConflictRecord) -> Undecided:
    about = _about(conflict)
    entity, field = conflict.entity, conflict.field
    written = apart.has_words(entity, field) and about is About.APART
    began = None if about is not About.APART else queries.base(project.conn, entity, field)
    raw = {version.txn: version for version in conflict.versions}
    sides = tuple(
        Side(
            version.txn,
            version.person_name,
            version.at,
            version.value,
            _text(field, raw[version.txn]) if written else "",
            keeps=raw[version.txn].value == "kept",
            edits=tuple(_edit(project, edit.entity, edit.field, edit.value) for edit in version.edits),
            person=version.person,
        )
        for version in in_words(conflict).versions
    )
    return Undecided(
        key,
        about,
        name_thing(project, entity),
        _what(about, field, len(sides)),
        _without_equal_texts(sides, written=written),
        _began(field, began, written=written),
        conflict.claim,
        both=written and bool(conflict.claim) and any(side.text for side in sides),
        write=written,
        refusal=conflicts.why_not(project, entity=entity, field=field),
    )


def _without_equal_texts(sides: tuple[Side, ...], *, written: bool) -> tuple[Side, ...]:
    """Where only the rest of a value differs, its words have nothing to compare."""
    texts = {side.text for side in sides}
    part = written and any(side.text != side.words for side in sides)
    return tuple(replace(side, text="") for side in sides) if part and len(texts) == 1 else sides


def _began(field: str, began: Version | None, *, written: bool) -> Side | None:
    if began is None:
        return None
    words = value_words(field, began.value, {})
    return Side(began.txn, "", began.at, words or "–", _text(field, began) if written else "")


def _text(field: str, version: Version) -> str:
    part = apart.words_part(field)
    if not part:
        return version.value
    return str(json.loads(version.value).get(part, "")) if version.value.startswith("{") else ""


def _what(about: About, field: str, sides: int) -> str:
    if about is About.GONE:
        return tr("⚠ Deleted by one, and edited by another who had not seen that. Nothing is gone.")
    if about is About.DRAFTS:
        return tr("⚠ {0} new drafts were made apart: which is the article’s? All can be read.").format(sides)
    return tr("⚠ Edited apart: {0}. All versions are kept until somebody decides.").format(field_name(field))


def _edit(project: Project, entity: str, field: str, value: str) -> str:
    words = " ".join(value_words(field, value, queries.names(project.conn)).split())
    return tr("{0}, {1}: {2}").format(name_thing(project, entity), field_name(field), words or "–")


# Where checkers differ


def _differing(project: Project) -> list[ClaimRecord]:
    ids = [id for (id,) in project.conn.execute("SELECT id FROM claim WHERE difference = 1")]
    return queries.claims(project.conn, ids=ids) if ids else []


def _difference(project: Project, claim: str, question: Question) -> Undecided | None:
    found = queries.claims(project.conn, ids=[claim])
    if not found or not found[0].differs(question):
        return None
    known = found[0]
    given = [v for v in known.verdicts if v.question is question and v.rating is not None]
    return Undecided(
        f"differ/{claim}/{question.value}",
        About.DIFFER,
        _claim_words(known),
        tr("≠ Checkers differ: {0} Every verdict stays; say what holds, and why.").format(_asked(question)),
        tuple(_verdict(v) for v in given),
        None,
        claim,
        write=True,
        refusal=deciding.why_not(project, known, question),
        ratings=True,
    )


def _verdict(verdict: VerdictRecord) -> Side:
    sign, label, tone = _rating(verdict)
    as_of = tr("As of: {0}").format(verdict.as_of) if verdict.as_of else ""
    return Side(
        str(verdict.rating),
        verdict.person_name,
        verdict.at,
        "\n".join(filter(None, (verdict.rationale, as_of))),
        sign=f"{sign} {label}",
        tone=tone,
    )


def _rating(verdict: VerdictRecord) -> tuple[str, str, str]:
    try:
        rating = load_scale(verdict.scale).rating(verdict.rating)
    except KnownError:
        rating = None
    return (rating.sign, rating.label, rating.tone) if rating else ("?", str(verdict.rating), "unknown")


def _given(claim: ClaimRecord, question: Question) -> str:
    given: Sequence[VerdictRecord] = [v for v in claim.verdicts if v.question is question and v.rating]
    return " · ".join(f"{v.person_name}: {' '.join(_rating(v)[:2])}" for v in given)


def _claim_words(claim: ClaimRecord) -> str:
    return f"{claim.number} {' '.join((claim.wording or claim.quote).split())}"


def _asked(question: Question) -> str:
    return tr("Was it said?") if question is Question.SAID else tr("Is it so?")


# The same words marked twice


def _twice_rows(project: Project) -> list[FoundRow]:
    pairs = queries.twice(project.conn)
    known = {c.id: c for c in queries.claims(project.conn, ids=[id for pair in pairs for id in pair])}
    return [
        FoundRow(
            f"twice/{one}/{other}",
            f"{known[one].number}, {known[other].number} “{_short(known[one].quote)}”",
            "",
            f"{known[one].created_by} · {known[other].created_by}",
        )
        for one, other in pairs
    ]


def _twice(project: Project, one: str, other: str) -> Undecided | None:
    if (one, other) not in queries.twice(project.conn):
        return None
    known = {claim.id: claim for claim in queries.claims(project.conn, ids=[one, other])}
    return Undecided(
        f"twice/{one}/{other}",
        About.TWICE,
        f"“{' '.join(known[ClaimId(one)].quote.split())}”",
        tr(
            "Two people marked these words. Joined they are one claim with everything of both; each number "
            "stays findable, and they can be parted again."
        ),
        tuple(_marked(known[ClaimId(id)]) for id in (one, other)),
        None,
        one,
    )


def _marked(claim: ClaimRecord) -> Side:
    told = tr("Verdicts: {0} · evidence: {1} · open fixes: {2} · open queries: {3}")
    words = _claim_words(claim) if claim.wording else f"{claim.number} “{claim.quote}”"
    counts = told.format(len(claim.verdicts), claim.evidence, claim.fixes, claim.queries)
    return Side(claim.id, claim.created_by, claim.created_at, words, edits=(counts,))


# What was erased elsewhere


def _proposed(project: Project) -> list[ErasureRecord]:
    return [one for one in erasing.erasures(project.conn) if one.state == "proposed"]


def _erased_rows(project: Project) -> list[FoundRow]:
    # The key has two parts behind its kind, as every other.
    return [
        FoundRow(
            f"erased/{one.id}/of",
            tr("Erased: {0}").format(_short(one.reason)),
            tr("{0} of {1} are here").format(len(one.words) + len(one.files), one.named),
            isolated(one.person_name),
        )
        for one in _proposed(project)
    ]


def _erased(project: Project, erasure: str) -> Undecided | None:
    from app.sharing.erasing import look_at

    known = next((one for one in _proposed(project) if one.id == erasure), None)
    if known is None:
        return None
    items = look_at(project, known).items
    goes = tuple(_going(item) for item in items[:_MOST_GOING])
    more = (tr("… and {0} more").format(len(items) - _MOST_GOING),) if len(items) > _MOST_GOING else ()
    answers = tuple(_answered(one) for one in known.answers)
    return Undecided(
        f"erased/{erasure}/of",
        About.ERASED,
        tr("Erased: {0}").format(known.reason),
        tr(
            "⚠ Erased for good in another copy. Here it is still; nothing goes before you say so, and then "
            "nothing brings it back."
        ),
        (
            Side("accept", known.person_name, known.at, known.reason, edits=(*goes, *more)),
            Side("decline", project.me.name, 0, tr("It stays in this copy."), edits=answers, keeps=True),
        ),
    )


def _going(item: GoingItem) -> str:
    said = " · ".join(f"“{_short(words, _LONG)}”" for words in item.words)
    size = QLocale().formattedDataSize(item.size) if item.files else ""
    return f"{item.where}: {' · '.join(filter(None, (said, size)))}"


def _answered(answer: Answer) -> str:
    words = tr("{0} accepted it in their copy.") if answer.accepted else tr("{0} declined it in their copy.")
    return words.format(isolated(answer.person_name))

"""What ``list`` prints of people: who they are, what they did, and where they do not agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from app.commands.checks import myself
from app.exporting.conflict_words import field_words, version_words
from app.scales import load_scale
from app.step_words import step_words
from db import people, queries
from db.chronicle import changes_of, chronicle
from db.errors import KnownError
from db.kinds import is_private
from db.project_file import Project
from db.records import ArticleRecord, ClaimRecord, ConflictRecord, HistoryRecord, Version
from db.words import ERASED

Rows = list[dict[str, Any]]

_PAGE = 500
_NUMBERED = (
    "SELECT id, number FROM claim",
    "SELECT id, number FROM source",
    "SELECT id, title FROM article",
    *(
        f"SELECT t.id, c.number FROM {table} t JOIN claim c ON c.id = t.claim"
        for table in ("verdict", "decision", "evidence", "fix", "query", "note", "tag")
    ),
)

_TOLD_OF = {
    "claim": "number, quote",
    "article": "title",
    "source": "number, title",
}
"""The columns that say to a person which of a kind something is."""


def conflicts(project: Project, _: ArticleRecord | None) -> Rows:
    """What was edited apart, with all versions, and the erasures that wait for an answer."""
    return [
        {
            "about": _about(project, conflict),
            "what": field_words(conflict.field),
            "said": " | ".join(
                f"{v.person_name}, {_day(v.at)}: {_version(conflict.field, v.value)}"
                for v in conflict.versions
            ),
            "base": asdict(base) if (base := _base(project, conflict)) else None,
            **asdict(conflict),
        }
        for conflict in queries.conflicts(project.conn)
    ] + [
        {
            "about": erasure["what"],
            "what": "an erasure",
            "said": f"{erasure['person_name']}, {_day(erasure['at'])}: {erasure['reason']}",
            "base": None,
            "entity": erasure["id"],
            "claim": "",
            "field": "of",
            "versions": (),
        }
        for erasure in erasures(project, None)
        if erasure["state"] == "proposed"
    ]


def erasures(project: Project, _: ArticleRecord | None) -> Rows:
    """What was erased, here or in other copies: ``what`` is what of it is in this file still."""
    from app.sharing.erasing import look_at
    from db import erasing

    rows: Rows = []
    for known in erasing.erasures(project.conn):
        going = look_at(project, known).items
        rows.append(
            {
                "id": known.id,
                "state": known.state,
                "person_name": known.person_name,
                "at": known.at,
                "reason": known.reason,
                "what": "; ".join(item.where for item in going),
                "named": known.named,
                "items": [asdict(item) for item in going],
                "answers": [asdict(answer) for answer in known.answers],
            }
        )
    return rows


def _base(project: Project, conflict: ConflictRecord) -> Version | None:
    """What all versions began from."""
    return queries.base(project.conn, conflict.entity, conflict.field)


def _about(project: Project, conflict: ConflictRecord) -> str:
    """Which claim, article or source it is; of other things what kind, and of which claim."""
    for table, id in ((conflict.entity.partition(":")[0], conflict.entity), ("claim", conflict.claim)):
        columns = _TOLD_OF.get(table) if id else None
        row = (
            project.conn.execute(f"SELECT {columns} FROM {table} WHERE id = ?", (id,)).fetchone()
            if columns
            else None
        )
        if row is not None:
            return f"{table} {' '.join(filter(None, row))}"
    return conflict.entity.partition(":")[0]


def _version(field: str, value: str) -> str:
    words = version_words(value, lambda scale, _version, step: _label(scale, step))
    # A draft is named by its number and nothing else.
    return words.replace(": ", " ") if field == "current" else ", ".join(words.split("\n"))


def _label(scale: str, step: int | None) -> str:
    try:
        found = load_scale(scale).rating(step)
    except KnownError:
        found = None
    return found.label if found else "not rated" if step is None else str(step)


def differences(project: Project, article: ArticleRecord | None) -> Rows:
    """Questions on which people's ratings differ, those decided with what was decided."""
    rows: Rows = []
    for claim in _claims_of(project, article):
        for question in claim.questions:
            decision = claim.decision(question)
            if decision is None and not claim.differs(question):
                continue
            given = [v for v in claim.verdicts if v.question is question and v.rating]
            overruled = {v.person for v in claim.overruled(question)}
            rows.append(
                {
                    "claim": claim.id,
                    "number": claim.number,
                    "question": question.value,
                    "said": " | ".join(
                        f"{v.person_name}: {_label(v.scale, v.rating)}"
                        + (" (overruled)" if v.person in overruled else "")
                        for v in given
                    ),
                    "verdicts": [
                        {"person": v.person_name, "verdict": _label(v.scale, v.rating), "why": v.rationale}
                        for v in given
                    ],
                    "decided": _label(decision.scale, decision.rating) if decision else "",
                    "decided_by": decision.person_name if decision else "",
                    "why": decision.why if decision else "",
                    "overruled": [v.person_name for v in claim.overruled(question)],
                }
            )
    return rows


def twice(project: Project, article: ArticleRecord | None) -> Rows:
    """Claims of two people on largely the same words."""
    known = {claim.id: claim for claim in _claims_of(project, article)}
    return [
        {
            "claim": one,
            "other": other,
            "numbers": [known[one].number, known[other].number],
            "said": " | ".join(f"{known[id].created_by}: {known[id].number}" for id in (one, other)),
            "quote": known[one].quote,
        }
        for one, other in queries.twice(project.conn)
        if one in known and other in known
    ]


def history(project: Project, _: ArticleRecord | None) -> Iterator[dict[str, Any]]:
    """Every step, newest first, each read when it is asked for: ``words`` say what it was, ``about`` of which
    claim, source or article."""
    named = _numbers(project)
    told = [field.name for field in fields(HistoryRecord)]
    for step in queries.history(project.conn):
        about = next((named[entity] for entity in step.entities if entity in named), "")
        # ``asdict`` copies deeply, which would be most of the time a step takes.
        row: dict[str, Any] = {name: getattr(step, name) for name in told}
        row["words"] = step_words(step.label)
        row["about"] = about
        yield row


def narrowed_history(
    project: Project, *, person: str = "", start: int = 0, end: int = 0, claim: str = ""
) -> Iterator[dict[str, Any]]:
    """The steps of one person, of a time (ms), or on one claim (ids), newest first, with what each changed.

    Where words are gone it says who erased them, when and why. Notes that are another's own are not told.
    """
    named, gone = _numbers(project), _gone(project)
    after = None
    while True:
        page = chronicle(
            project.conn, person=person, start=start, end=end, claim=claim, after=after, limit=_PAGE
        )
        for step in page.steps:
            changes = [
                asdict(change)
                | {
                    "before": _without_signs(change.before, gone.get(change.before_gone, "")),
                    "after": _without_signs(change.after, gone.get(change.after_gone, "")),
                }
                for change in changes_of(project.conn, step.group)
                if not is_private(change.entity, change.field) or step.person == myself(project)
            ]
            about = next((named[entity] for entity in step.entities if entity in named), "")
            yield asdict(step) | {"words": step_words(step.label), "about": about, "changes": changes}
        after = page.last
        if after is None:
            return


def history_line(row: dict[str, Any]) -> str:
    """A step for people: when, who, what, of what, and whether it is undone or came by a merge; under it what
    it changed, where that is told."""
    told = ["undone since"] if row["undone"] else []
    told += ["merged"] if row.get("arrived") or row.get("merge") else []
    cells = (_minute(row["at"] // 60_000), row["person_name"], row["words"], row["about"], ", ".join(told))
    changes = (
        f"\n\t{field_words(change['field'])}: {_flat(change, 'before')} → {_flat(change, 'after')}"
        for change in row.get("changes", ())
    )
    return "\t".join(cells).rstrip("\t") + "".join(changes)


@lru_cache(1)
def _minute(minutes: int) -> str:
    """By the clock of this machine; of many steps in a row it is the same."""
    return datetime.fromtimestamp(minutes * 60, UTC).astimezone().strftime("%Y-%m-%d %H:%M")


def _flat(change: dict[str, Any], side: str) -> str:
    return " ".join(_version(change["field"], change[side]).split()) or "–"


def _without_signs(value: str, told: str) -> str:
    return value.replace(ERASED, told) if told else value


def _gone(project: Project) -> dict[str, str]:
    """By erasure the sentence that stands in the place of the words it took."""
    from db import erasing

    return {
        one.id: f"erased by {one.person_name} on {_day(one.at)}: {one.reason}"
        for one in erasing.erasures(project.conn)
    }


def _numbers(project: Project) -> dict[str, str]:
    """Claims, sources and articles by id, and what hangs on them, each with the number or title it is told
    by."""
    return {id: named for sql in _NUMBERED for id, named in project.conn.execute(sql)}


def everybody(project: Project, _: ArticleRecord | None) -> Rows:
    """Everybody once, with how many changes they made on how many machines."""
    personas = people.personas(project.conn)
    return [
        {
            "id": one.id,
            "name": one.name,
            "initials": one.initials,
            "since": _day(one.since),
            "changes": sum(persona.changes for persona in personas[one.id]),
            "you": "you" if project.me.person in one.ids else "",
            "persons": [asdict(persona) for persona in personas[one.id]],
        }
        for one in queries.persons(project.conn)
    ]


def merges(project: Project, _: ArticleRecord | None) -> Rows:
    """The merges of this file, newest first: ``who`` made what came, and on which ``day``."""
    return [
        {
            "id": merge.id,
            "day": _day(merge.at),
            "who": ", ".join(merge.names) or "nobody named",
            "transactions": merge.transactions,
            "state": "set aside" if merge.set_aside else "",
            **asdict(merge),
        }
        for merge in project.merges
    ]


def _claims_of(project: Project, article: ArticleRecord | None) -> list[ClaimRecord]:
    return queries.claims(project.conn, article.id if article else None)


def _day(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d")

"""Steps of the history in sentences; runs in the database thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.commands.checks import myself
from app.panels.conflict_words import name_thing, value_words
from app.panels.erased_words import ErasedWords
from app.panels.step_words import step_words
from db import chronicle, people
from db.apart import has_words, words_part
from db.kinds import is_private
from db.past import restorable
from db.records import ChronicleStep, FieldChange, record
from widgets.chronicle.turned import Turned
from widgets.field_sheet import moment
from widgets.inspector.field_names import field_name
from widgets.searching.found_list import FoundRow

if TYPE_CHECKING:
    from db.project_file import Project

PAGE = 200
tr = partial(QCoreApplication.translate, "Chronicle")

Last = tuple[int, int, int]


@record
class Asked:
    """Which part of the history: a person's and a claim's id, a day from and to (ms); blanks for all."""

    person: str = ""
    start: int = 0
    end: int = 0
    claim: str = ""


@record
class Steps:
    """A page of rows with the steps behind them; ``last`` is where the next begins, None for the end."""

    rows: tuple[FoundRow, ...]
    steps: tuple[ChronicleStep, ...]
    last: Last | None
    people: tuple[tuple[str, str], ...]


@record
class Step:
    """What one step changed, in words, and which claim, source or article to go to; blanks for none."""

    group: str
    said: str
    when: str
    turned: tuple[Turned, ...]
    claim: str
    source: str
    merge: str


def read_steps(project: Project, *, asked: Asked, after: Last | None) -> Steps:
    """The steps behind ``after``, newest first, a page of them."""
    page = chronicle.chronicle(
        project.conn,
        person=asked.person,
        start=asked.start,
        end=asked.end,
        claim=asked.claim,
        after=after,
        limit=PAGE,
    )
    names = tuple((id, name or tr("Nobody named")) for id, name in chronicle.people(project.conn))
    return Steps(tuple(_row(project, step) for step in page.steps), page.steps, page.last, names)


def read_step(project: Project, *, step: ChronicleStep) -> Step:
    """One of them in full."""
    changes = [
        change
        for change in chronicle.changes_of(project.conn, step.group)
        if change.field not in _BEHIND
        if not is_private(change.entity, change.field) or step.person == myself(project)
    ]
    erased = ErasedWords(project)
    turned = tuple(_turned(project, change, step.person, erased) for change in changes)
    claim = _about(project, step, "claim:")
    source = _about(project, step, "source:")
    by = f"\u2068{step.person_name}\u2069 · {moment(step.at)}"
    came = tr("came by a merge") if step.merge else ""
    gone = tr("undone since") if step.undone else ""
    return Step(
        step.group,
        _sentence(project, step),
        " · ".join(filter(None, (by, came, gone))),
        turned,
        claim,
        source,
        step.merge,
    )


def _row(project: Project, step: ChronicleStep) -> FoundRow:
    told = tr("undone since") if step.undone else tr("merged") if step.merge else ""
    where = " · ".join(filter(None, (f"\u2068{step.person_name}\u2069", moment(step.at), told)))
    return FoundRow(step.group, _sentence(project, step), where)


def _sentence(project: Project, step: ChronicleStep) -> str:
    deed, _, label = step.label.rpartition(":")
    words = step_words(label)
    words = words[:1].upper() + words[1:]
    if deed:
        done = tr("Undone: {0}") if deed.startswith("undo") else tr("Done again: {0}")
        words = done.format(words[:1].lower() + words[1:])
    thing = next((e for e in step.entities if e.partition(":")[0] not in ("text", "person")), "")
    named = name_thing(project, thing) if thing else ""
    count = len({e for e in step.entities if e.startswith(("claim:", "source:", "article:"))})
    more = tr(" and {0} more").format(count - 1) if count > 1 else ""
    if named.casefold().startswith(words.casefold()):
        return f"{named}{more}"
    return f"{words} – {named}{more}" if named else words


def _about(project: Project, step: ChronicleStep, kind: str) -> str:
    """The claim or source a step was about: itself, or what it hangs on."""
    table = kind.rstrip(":")
    for entity in step.entities:
        if entity.startswith(kind):
            found = entity
        elif entity.partition(":")[0] in _HANGING:
            found = _owner(project, entity, table)
        else:
            continue
        if found and project.conn.execute(f"SELECT 1 FROM {table} WHERE id = ?", (found,)).fetchone():
            return found
    return ""


_BEHIND = frozenset(
    ("article", "claim", "layout", "facts", "alignment", "annotations", "original", "captured")
)
"""Fields that say what belongs to what, or hold bytes: nothing to be read."""

_HANGING = {
    "verdict": ("claim",),
    "decision": ("claim",),
    "evidence": ("claim", "source"),
    "fix": ("claim",),
    "query": ("claim",),
    "note": ("claim",),
    "tag": ("claim",),
    "contact": ("source",),
    "tick": ("source",),
}


def _owner(project: Project, entity: str, column: str) -> str:
    kind = entity.partition(":")[0]
    if column not in _HANGING[kind]:
        return ""
    row = project.conn.execute(f"SELECT {column} FROM {kind} WHERE id = ?", (entity,)).fetchone()
    return row[0] if row else ""


def _turned(project: Project, change: FieldChange, by: str, erased: ErasedWords) -> Turned:
    persons = people.names(project.conn)
    may = _may_restore(project, change)
    gone = change.before_gone or change.after_gone
    compared = has_words(change.entity, change.field) and not words_part(change.field) and not gone
    before = erased.told(value_words(change.field, change.before, persons), change.before_gone)
    after = erased.told(value_words(change.field, change.after, persons), change.after_gone)
    if change.field == "exists" and not before:
        after = tr("made")
    if change.field == "same" and by not in people.said_of(project.conn, change.entity):
        after = tr("{0}: said by neither of them, so it does not count").format(after)
    back = not change.before_gone and (change.field != "exists" or change.before == "kept")
    again = not change.after_gone and (change.field != "exists" or change.after == "kept")
    return Turned(
        change.entity,
        change.field,
        name_thing(project, change.entity),
        field_name(change.field),
        before,
        after,
        change.before_txn if may and back else "",
        change.txn if may and again else "",
        change.stands,
        compared,
    )


def _may_restore(project: Project, change: FieldChange) -> bool:
    """Whether that field can be given an earlier value by this person: a verdict is its person's alone."""
    if not restorable(change.entity, change.field):
        return False
    if not change.entity.startswith("verdict:"):
        return True
    from db.drawing import Entity

    return people.one_of(project.conn, Entity(project.conn, change.entity).of("person")) == myself(project)

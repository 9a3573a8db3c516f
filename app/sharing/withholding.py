"""What stays here when a copy is shared: what is confidential, and what a person asks to be left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from app.exporting.confidential_words import ConfidentialWords
from app.exporting.gather import confidential_words
from app.exporting.held_back import check_names, marked_items, name_of, still_held
from app.finding_things import find_claim, find_person, find_source, people_called
from db import queries, sharing
from db.errors import KnownError
from db.project_file import Project
from db.records import ClaimId, ClaimRecord, EvidenceRecord, PersonRecord, SourceRecord, TickRecord, record
from db.records.leaving import HeldItem

NOTES = "notes"
"""Names all notes; after a claim's number (``MC4/notes``) those of that claim."""

DELETED = "deleted"
"""Names the files of deleted sources."""

# What said so stands in the log also where the thing itself was deleted or taken back.
_ONCE_CONFIDENTIAL = (
    "SELECT DISTINCT entity FROM op WHERE json_type(said, '$.confidential') = 'true' "
    "OR (json_extract(said, '$.person.record') = 'off' AND entity GLOB 'source:*')"
)
_THERE = " UNION ALL ".join(
    f"SELECT 1 FROM {table} WHERE id = ?1" for table in ("source", "evidence", "tick")
)


@record
class Asked:
    """What is left out and told: ids, the things asked for by name, and what of it is confidential."""

    without: sharing.Without
    sources: tuple[SourceRecord, ...]
    items: tuple[HeldItem, ...]


def withholding(project: Project, released: Collection[str], names: Iterable[str]) -> Asked:
    """What stays here: all that is confidential and not ``released`` by name, and what ``names`` name.

    A name is a source's or claim's number or id, a person's name or id, ``notes`` or ``MC4/notes``, or
    ``deleted`` for the files of deleted sources. Raises KnownError for one that names nothing.
    """
    conn = project.conn
    sources = queries.sources(conn)
    check_names(released, sources)
    freed = {name.casefold() for name in released}
    passages = _passages(project)
    numbers: dict[ClaimId, str] = dict(conn.execute("SELECT id, number FROM claim"))
    held = still_held(passages, numbers, released)
    staying: set[str] = {s.id for s in sources if s.confidential and s.number.casefold() not in freed}
    staying.update(one.id for one in held)
    staying.update(_gone(project))
    asked: list[SourceRecord] = []
    persons: set[str] = set()
    files: set[str] = set()
    for name in names:
        if name.strip().casefold() == DELETED:
            files.update(sharing.deleted_files(conn))
            continue
        found = _named(project, name)
        if isinstance(found, PersonRecord):
            persons.update(found.ids)
        elif isinstance(found, SourceRecord):
            asked.append(found)
            staying.add(found.id)
        elif isinstance(found, ClaimRecord):
            staying.add(found.id)
        else:
            staying |= found
    without = sharing.Without(
        frozenset(sharing.hanging_on(conn, staying)), frozenset(persons), frozenset(files)
    )
    return Asked(without, tuple(asked), tuple(_items(sources, passages, held, numbers, freed)))


def telling_words(project: Project, asked: Asked, released: Collection[str]) -> ConfidentialWords:
    """The words that would tell of what is confidential, or of a source that was asked to stay."""
    words = confidential_words(project, released)
    numbers = {source.id: source.number for source in asked.sources}
    for source in asked.sources:
        words.add_source(source)
    for contact in queries.contacts(project.conn, list(numbers)) if numbers else ():
        words.add_contact(numbers[contact.source], contact)
    for one in _passages(project):
        if one.source in numbers:
            words.add_passage(one)
    return words


def _passages(project: Project) -> list[EvidenceRecord | TickRecord]:
    facts = [fact for (fact,) in project.conn.execute("SELECT DISTINCT fact FROM tick").fetchall()]
    ticks = {tick.id: tick for found in queries.ticks(project.conn, facts).values() for tick in found}
    return [*queries.evidence(project.conn), *ticks.values()]


def _gone(project: Project) -> Iterator[str]:
    """What was confidential when it was deleted or taken back: its words are still in the log."""
    for (entity,) in project.conn.execute(_ONCE_CONFIDENTIAL).fetchall():
        if project.conn.execute(_THERE, (entity,)).fetchone() is None:
            yield entity


def _named(project: Project, name: str) -> PersonRecord | SourceRecord | ClaimRecord | set[str]:
    wanted = name.strip()
    number, _, rest = wanted.rpartition("/")
    if rest.casefold() == NOTES:
        of = _with_joined(find_claim(project, number)) if number else None
        rows = project.conn.execute(
            "SELECT entity, json_extract(said, '$.of.claim') FROM op "
            "WHERE entity GLOB 'note:*' AND json_type(said, '$.of') = 'object'"
        ).fetchall()
        return {note for note, claim in rows if of is None or claim in of}
    if people_called(project, wanted):
        return find_person(project, wanted)
    if source := find_source(project, wanted):
        return source
    try:
        claim = find_claim(project, wanted)
    except KnownError as error:
        raise KnownError(
            f"There is no claim, source or person “{wanted}” to leave out; nothing was shared."
        ) from error
    return _with_joined(claim) if claim.joined else claim


def _with_joined(claim: ClaimRecord) -> set[str]:
    """The claim and those that are shown as part of it."""
    return {claim.id, *(one.id for one in claim.joined)}


def _items(
    sources: Iterable[SourceRecord],
    passages: Collection[EvidenceRecord | TickRecord],
    held: Collection[EvidenceRecord | TickRecord],
    numbers: dict[ClaimId, str],
    freed: Collection[str],
) -> Iterator[HeldItem]:
    """Confidential sources in the order of their numbers, then passages marked by themselves."""
    for s in sources:
        if s.confidential:
            uses = sum(one.source == s.id for one in passages)
            yield HeldItem(s.number, s.id, s.number, s.title, True, uses, s.number.casefold() in freed)
    kept = {one.id for one in held}
    yield from marked_items(
        passages, lambda one: name_of(one, numbers), lambda ones: not any(one.id in kept for one in ones)
    )

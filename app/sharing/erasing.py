"""What is to be erased: found by the names people know, looked over before, and cleaned up after."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import normalize

from app.exporting.conflict_words import field_words
from app.finding_things import find_article, find_claim, find_source
from app.sharing import folder, sent
from app.sharing.naming import Names
from app.sources.kept_texts import forget_texts
from db import backups, blobs, erasing, place, queries, registers, sharing
from db.errors import KnownError
from db.kinds import kind_of, references
from db.project_file import Project
from db.records import ClaimRecord
from db.records.erasing import AlsoItem, ErasureLook, ErasureRecord, GoingItem, HolderItem, Place
from db.words import unpack

_TELLING = 8
_NAMING = 2
"""Words of fewer characters stand in too many places to be looked for."""
_MOST = 200
_GIST = 60
_PARTS = {
    "rationale": "verdict",
    "verdicts": "verdict",
    "decisions": "decision",
    "evidence": "evidence",
    "fixes": "fix",
    "queries": "query",
    "messages": "message",
    "notes": "note",
    "tags": "tag",
    "ticks": "tick",
    "contacts": "contact",
}
"""What hangs on a claim or source, as a name's part behind the stroke says it."""
_FIELDS = {"quote": "anchor", "speaker": "attribution", "text": "anchor"}

_TEXTS = (
    "SELECT DISTINCT a.title, d.text, t.body FROM draft d JOIN article a ON a.id = d.article "
    "JOIN text t ON t.id = d.text ORDER BY a.title"
)

Fields = Collection[str] | None
Chosen = dict[str, Fields]
"""Entities with the fields of theirs that go; None for all."""


def look(
    project: Project, names: Iterable[str], *, earlier: bool = False, saying: Iterable[str] = ()
) -> ErasureLook:
    """What erasing that would take; nothing is changed.

    A name is a claim's, source's or person's, an article's title or place in the list, or an id, for all
    words ever written there and all that hangs on it; with a part behind a stroke only that: ``MC4/wording``,
    ``MC4/queries``, ``MC4/S3`` (a passage), ``S3/file``. With ``earlier`` only versions that no longer stand.
    ``saying`` is words: whatever has them in it goes too, texts of articles apart. Raises KnownError for what
    names nothing, and where there is nothing to erase.
    """
    conn = project.conn
    words: set[str] = set()
    files: set[str] = set()
    named: set[str] = set()
    for name in names:
        chosen = _named(project, name)
        named |= chosen.keys()
        standing = _standing(project, chosen) if earlier else set[str]()
        for entity, fields in chosen.items():
            said, kept = _spoken(project, entity, fields)
            words |= said - standing
            files |= kept - standing
    for said in saying:
        words |= _saying(project, said)
    words = {key for key in words if _text(project, key)}
    files = {sha for sha in files if blobs.has(conn, sha)}
    if not (words or files):
        left = "; ".join(f"text of “{title}”" for title in _texts_saying(project, saying))
        by_name = f" The words stand in the {left}, which goes by the article's name." if left else ""
        raise KnownError(f"There is nothing there to erase.{by_name}")
    return _looked(project, words, files, named, saying)


def look_at(project: Project, known: ErasureRecord) -> ErasureLook:
    """What accepting an erasure would take here."""
    return _looked(project, set(known.words), set(known.files))


def _looked(
    project: Project, words: set[str], files: set[str], named: Iterable[str] = (), saying: Iterable[str] = ()
) -> ErasureLook:
    where, named = Names(project), set(named)
    there = [_as_named(one, named) for one in erasing.written_places(project.conn, words | files)]
    return ErasureLook(
        words=tuple(sorted(words)),
        files=tuple(sorted(files)),
        items=tuple(_items(where, there)),
        also=tuple(dict.fromkeys(_also(project, where, there, words | files, saying)))[:_MOST],
        backups=tuple(str(path) for path in backups.of(project.path)),
        folder=_own_in_folder(project),
        holders=tuple(_holders(project, words | files)),
    )


# What a name names


def _named(project: Project, name: str) -> Chosen:
    wanted = name.strip()
    before, stroke, part = wanted.rpartition("/")
    if stroke and (found := _thing(project, before)):
        return _part(project, found, before, part)
    if found := _thing(project, wanted):
        return _whole(project, found)
    raise KnownError(f"There is no claim, source, person or article “{wanted}” to erase; nothing was erased.")


def _thing(project: Project, wanted: str) -> set[str]:
    """The entities of that name; a claim with those joined into it. None where nothing has it."""
    if not wanted:
        return set()
    people = {p.id for p in queries.persons(project.conn) if wanted in (p.id, p.name)}
    if len(people) > 1:
        raise KnownError(
            f"“{wanted}” names {len(people)} people of the project; use the id. Nothing was erased."
        )
    if people:
        return set(people)
    if source := find_source(project, wanted):
        return {source.id}
    with suppress(KnownError):
        return _with_joined(find_claim(project, wanted))
    with suppress(KnownError):
        return {find_article(project, wanted).id}
    # What was deleted or taken back has an id still.
    return {wanted} if project.knows(wanted) else set()


def _with_joined(claim: ClaimRecord) -> set[str]:
    return {claim.id, *(one.id for one in claim.joined)}


def _whole(project: Project, entities: set[str]) -> Chosen:
    # What a person wrote is not the person.
    of = {entity for entity in entities if kind_of(entity) != "person"}
    hanging: Chosen = dict.fromkeys(sharing.hanging_on(project.conn, of) | entities)
    for entity in entities:
        if kind_of(entity) == "article":
            hanging |= _texts(project, entity)
    return hanging


def _texts(project: Project, article: str) -> Chosen:
    """The texts of an article's drafts; what rules found in one tells no words and may be another's too."""
    said = registers.said(project.conn, "entity GLOB 'draft:*'")
    of = [one.value for one in said if one.field == "of" and one.value]
    return {one["text"]: ("layout",) for one in of if one["article"] == article}


def _part(project: Project, entities: set[str], name: str, part: str) -> Chosen:
    hanging = sharing.hanging_on(project.conn, entities)
    wanted = part.casefold()
    if wanted in _PARTS:
        kinds = {_PARTS[wanted], "message"} if wanted == "queries" else {_PARTS[wanted]}
        return dict.fromkeys(one for one in hanging if kind_of(one) in kinds)
    if source := find_source(project, part):
        on = sharing.hanging_on(project.conn, [source.id])
        return dict.fromkeys((hanging & on) - entities)
    field = _FIELDS.get(wanted, wanted)
    if any(_spoken(project, entity, (field,)) != (set(), set()) for entity in entities):
        return dict.fromkeys(entities, (field,))
    raise KnownError(f"There is no “{part}” of {name} to erase; nothing was erased.")


def _spoken(project: Project, entity: str, fields: Fields) -> tuple[set[str], set[str]]:
    """The hashes of all words and bytes ever written there."""
    words, files = set[str](), set[str]()
    for _, field, _, value in registers.said(project.conn, "entity = ?", (entity,)):
        if fields is None or field in fields:
            words.update(references(value, "w"))
            files.update(references(value, "b") if field != "alignment" else ())
    if entity.startswith("text:"):
        files.add(entity.partition(":")[2])
    return words, files


def _standing(project: Project, chosen: Chosen) -> set[str]:
    """The hashes of what stands there now."""
    found: set[str] = set()
    for entity in chosen:
        for leaves in registers.values(project.conn, entity).values():
            for leaf in leaves:
                found |= erasing.hashes_in(entity, leaf.value)
        if entity.startswith("text:"):
            found.add(entity.partition(":")[2])
    return found


def _saying(project: Project, said: str) -> set[str]:
    wanted = said.strip()
    if len(wanted) < 3:
        raise KnownError("Give at least three characters of the words that are to go.")
    wanted = _folded(wanted)
    rows = project.conn.execute("SELECT hash, data FROM value WHERE length(data) > 0")
    # What no change in force speaks of lies aside, or is the reason of another erasure.
    found = {bytes(key).hex() for key, data in rows if wanted in _folded(str(data))}
    places = erasing.places_of(project.conn, found)
    return {key for key, where in places.items() if not all(e.startswith("erasure:") for e, _ in where)}


def _folded(words: str) -> str:
    """Alike for capitals of any script, and for accents written as one character or as two."""
    return normalize("NFC", normalize("NFC", words).casefold())


def _texts_saying(project: Project, saying: Iterable[str]) -> list[str]:
    wanted = [_folded(words.strip()) for words in saying]
    rows = project.conn.execute(_TEXTS).fetchall()
    return sorted({title for title, _, body in rows if any(words in _folded(body) for words in wanted)})


def _text(project: Project, key: str) -> str:
    row = project.conn.execute("SELECT data FROM value WHERE hash = ?", (bytes.fromhex(key),)).fetchone()
    return row[0] or "" if row else ""


# What is looked over before


def _as_named(one: Place, named: Collection[str]) -> Place:
    """With what was named before the rest that has the same bytes, and a text before its file."""

    def order(place: tuple[str, str]) -> tuple[bool, bool]:
        return place[0] not in named, place[0] != f"text:{one.hash}"

    first, *rest = sorted(((one.entity, one.field), *one.others), key=order)
    # What was named is not besides.
    others = tuple(place for place in rest if place[0] not in named)
    return replace(one, entity=first[0], field=first[1], others=others)


def _items(where: Names, there: Iterable[Place]) -> Iterator[GoingItem]:
    found: dict[str, tuple[list[str], list[int]]] = {}
    for one in there:
        own = one.entity.partition(":")[2] == one.hash
        name = where.of(one.entity) if own else _where(where, one.entity, one.field)
        words, sizes = found.setdefault(name, ([], []))
        if one.size:
            sizes.append(one.size)
        else:
            words += [said for said in [_plain(one)] if said and said not in words]
    for name, (words, sizes) in found.items():
        if words or sizes:
            yield GoingItem(name, tuple(words), len(sizes), sum(sizes))


def _where(where: Names, entity: str, field: str) -> str:
    around = " and those around them" if field == "anchor" else ""
    return f"{where.of(entity)}, {field_words(field)}{around}"


def _plain(one: Place) -> str:
    """The words as people know them: of an anchor those it is about."""
    return unpack(one.words)[1] if one.field == "anchor" else one.words


def _also(
    project: Project, where: Names, there: Collection[Place], going: set[str], saying: Iterable[str]
) -> Iterator[AlsoItem]:
    """Where the same bytes and words stand besides: bytes are one wherever they stand, words are not."""
    texts = {f"text:{one.hash}" for one in there if one.entity == f"text:{one.hash}"}
    for one in there:
        for entity, field in one.others if one.size else ():
            if entity not in texts:
                yield AlsoItem(_where(where, entity, field), "", goes=True)
    said = {_plain(one) for one in there if not one.size}
    telling = [(words, stands_in) for words in sorted(said) if (stands_in := _telling(words.strip()))]
    rest = erasing.written_places(project.conn, _others(project, going)) if telling else []
    for one in rest:
        if any(stands_in(one.words) or stands_in(_plain(one)) for _, stands_in in telling):
            yield AlsoItem(_where(where, one.entity, one.field), _gist(_plain(one)), goes=False)
    wanted = [(words.strip(), _folded(words.strip())) for words in saying]
    for title, text, body in project.conn.execute(_TEXTS).fetchall():
        folded = _folded(body) if wanted else ""
        found = next((words for words, fold in wanted if fold in folded), "")
        found = found or next((words for words, stands_in in telling if stands_in(body)), "")
        if text in texts and where.of(text) != f"text of “{title}”":
            yield AlsoItem(f"text of “{title}”", "", goes=True)
        elif found and text.partition(":")[2] not in going:
            yield AlsoItem(f"text of “{title}”", _gist(found), goes=False)


def _telling(words: str) -> Callable[[str], object] | None:
    """Whether words stand in others; None for what is too short to tell of anything and is no name."""
    if words[:1].isupper() and _NAMING < len(words) < _TELLING:
        return re.compile(rf"\b{re.escape(words)}\b").search
    named = len(words) >= _NAMING and words.upper() == words.lower() and words[0].isalpha()
    return (lambda others: words in others) if named or len(words) >= _TELLING else None


def _others(project: Project, going: set[str]) -> set[str]:
    rows = project.conn.execute("SELECT hash FROM value WHERE length(data) >= ?", (_NAMING,))
    return {bytes(key).hex() for (key,) in rows} - going


def _gist(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _GIST else words[: _GIST - 1] + "…"


def _own_in_folder(project: Project) -> str:
    known = folder.shared(project.path)
    with suppress(OSError):
        if known is not None and known.own and known.own_path.is_file():
            return str(known.own_path)
    return ""


def _holders(project: Project, going: set[str]) -> Iterator[HolderItem]:
    """Who was sent a copy that has any of this in it."""
    spoken = _spoken_in(project, going)
    for one in sent.receivers(project):
        with suppress(KnownError):
            known = sent.to(project, one.name)
            held_back = known.words | known.files
            if any(txns & known.ids and key not in held_back for key, txns in spoken.items()):
                yield HolderItem(one.name, one.at)


def _spoken_in(project: Project, going: set[str]) -> dict[str, set[bytes]]:
    """Ids of the transactions that speak of each of these."""
    found: dict[str, set[bytes]] = {}
    ids = {tno: bytes(txn) for tno, txn in project.conn.execute("SELECT tno, id FROM txn")}
    for entity, _, tno, value in registers.said(project.conn, registers.SPEAKS):
        for key in erasing.hashes_in(entity, value):
            if key in going:
                found.setdefault(key, set()).add(ids[tno])
    return found


# Afterwards


def told_after(seen: ErasureLook, dropped: Collection[Path] = ()) -> list[str]:
    """What holds it still, a sentence each; ``dropped`` are backups that are gone."""
    left = [path for path in seen.backups if Path(path) not in set(dropped)]
    told = [f"This backup holds it still: {path}" for path in left]
    if seen.folder:
        told.append(f"Your file in the shared folder holds it until you put a new one there: {seen.folder}")
    told += [
        f"Sent to {one.name} on {_day(one.at)}, it is in that copy: ask them to merge, and to accept."
        for one in seen.holders
    ]
    stay = sum(not one.goes for one in seen.also)
    if stay:
        told.append(f"The same words stand in {stay} more places of the project, and stay there.")
    return told


def _day(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).date().isoformat()


def drop_backups(seen: ErasureLook) -> list[Path]:
    """Overwrite and remove the backups that hold it; returns those that are gone."""
    return [path for path in map(Path, seen.backups) if backups.wipe(path)]


def forget(project: Project, seen: ErasureLook) -> None:
    """Remove what this user's own place has of it: the index of searches, the words of files, suggestions."""
    for file in (place.search_file(project.path), place.search_file(project.path, sealed=True)):
        for name in (file, file.with_name(f"{file.name}-journal")):
            with suppress(OSError):
                name.unlink(missing_ok=True)
    forget_texts(seen.files)
    if seen.files:
        for file in place.suggestions_folder().glob("*.z"):
            with suppress(OSError):
                file.unlink(missing_ok=True)

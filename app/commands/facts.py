"""Facts: recording what the rules found, ticking against a source, dismissing and marking by hand."""

from __future__ import annotations

from app.commands.checks import draft_text, myself, place_value, read_at, source_of, span_in
from db import blobs, queries
from db.errors import KnownError
from db.facts import Found, found_in, write_found
from db.kinds import FACTS, fact_id
from db.project_file import Project
from db.records import FactKind, FactRecord, Place
from db.step import Edit, Step, new_id
from db.words import Words


def fact_of(project: Project, fact: str) -> FactRecord:
    """The fact; raises KnownError where the text has none such."""
    found = queries.facts(project.conn, ids=[fact])
    if not found:
        raise KnownError("That fact is not in the text (any more).")
    return found[0]


def record_found(
    project: Project, *, draft: str, found: tuple[Found, ...], revision: int | None = None
) -> Step:
    """What the rules found in a draft's text, replacing what they found before; ticks stay."""
    text = text_of(project, draft)
    data = write_found(found)
    edit = Edit(text, "facts", {"b": blobs.sha_of(data)})
    return Step("fact.find", (edit,), read_at(project, revision), (data,))


def find(project: Project, *, draft: str, revision: int | None = None) -> Step:
    """Look through a draft's text by the rules; no edits where that finds what is recorded already."""
    from app.spotting.facts import find_facts

    text = draft_text(project, draft)
    spans = project.conn.execute(
        'SELECT start, "end" FROM sentence WHERE draft = ? ORDER BY n', (draft,)
    ).fetchall()
    facts = find_facts(text, spans, _language(project, draft))
    found = tuple((fact.start, fact.end, fact.kind) for fact in facts)
    if found == found_in(project.conn, text_of(project, draft)):
        return Step("fact.find", (), read_at(project, revision))
    return record_found(project, draft=draft, found=found, revision=revision)


def _language(project: Project, draft: str) -> str:
    row = project.conn.execute(
        "SELECT a.language FROM article a JOIN draft d ON d.article = a.id WHERE d.id = ?", (draft,)
    ).fetchone()
    return row[0] or "" if row else ""


def tick(
    project: Project,
    *,
    fact: str,
    source: str,
    passage: str = "",
    locator: str = "",
    place: Place | None = None,
    confidential: bool = False,
    revision: int | None = None,
) -> Step:
    """The fact is as the source has it; a dismissed fact is one again."""
    known = fact_of(project, fact)
    text, body = _where(project, fact)
    words = body[known.start : known.end]
    edits = [
        *_of(project, fact, text, known),
        *_ticking(project, fact, words, source, passage, locator, place),
    ]
    if confidential:
        edits.append(Edit(edits[-1].entity, "confidential", True))
    if known.dismissed:
        edits.append(Edit(fact, "kept", True))
    return Step("fact.tick", tuple(edits), read_at(project, revision), focus=fact)


def tick_quotation(
    project: Project,
    *,
    draft: str,
    start: int,
    end: int,
    source: str,
    passage: str,
    locator: str = "",
    place: Place | None = None,
    revision: int | None = None,
) -> Step:
    """The quotation on those words (code points into the draft's text) is as the source has it.

    It is a fact from then on where it was none.
    """
    kind = FactKind.QUOTATION.value
    added = add(project, draft=draft, start=start, end=end, kind=kind, revision=revision)
    fact, text = added.focus, text_of(project, draft)
    known = added.edits or _entering(project, fact, text, start, end, kind)
    words = draft_text(project, draft)[start:end]
    ticked = _ticking(project, fact, words, source, passage, locator, place)
    return Step("fact.tick", (*known, *ticked), added.read_at, focus=fact)


def set_tick_confidential(
    project: Project, *, fact: str, tick: str, confidential: bool, revision: int | None = None
) -> Step:
    """Keep what the source says there out of all that leaves the project, or no longer."""
    known = next((one for one in fact_of(project, fact).ticks if one.id == tick), None)
    if known is None:
        raise KnownError("That tick is not in the project (any more).")
    edits = () if known.confidential == confidential else (Edit(tick, "confidential", confidential),)
    return Step("fact.confidential", edits, read_at(project, revision), focus=fact)


def untick(project: Project, *, fact: str, revision: int | None = None) -> Step:
    """Take one's own ticks of a fact back; raises KnownError where one has none."""
    me = myself(project)
    mine = [tick.id for tick in fact_of(project, fact).ticks if tick.person == me]
    if not mine:
        raise KnownError("You have no tick on this fact; only whoever ticked it can take that back.")
    edits = tuple(Edit(tick, "exists", {"gone": queries.seen_of(project.conn, tick)}) for tick in mine)
    return Step("fact.untick", edits, read_at(project, revision), focus=fact)


def dismiss(project: Project, *, fact: str, revision: int | None = None) -> Step:
    """These words need no tick; raises KnownError where somebody ticked them."""
    known = fact_of(project, fact)
    if known.ticks:
        raise KnownError("This fact is ticked; take the tick back before dismissing it.")
    edits = () if known.dismissed else _kept(project, fact, known, False)
    return Step("fact.dismiss", edits, read_at(project, revision), focus=fact)


def restore(project: Project, *, fact: str, revision: int | None = None) -> Step:
    """Take a dismissal back."""
    known = fact_of(project, fact)
    edits = _kept(project, fact, known, True) if known.dismissed else ()
    return Step("fact.restore", edits, read_at(project, revision), focus=fact)


def add(
    project: Project, *, draft: str, start: int, end: int, kind: str, revision: int | None = None
) -> Step:
    """A fact the rules did not find, on those words (code points into the draft's text).

    Raises KnownError for an empty stretch or a kind that is not one of ``FACTS``.
    """
    _known_kind(kind)
    start, end = span_in(draft_text(project, draft), start, end)
    text = text_of(project, draft)
    fact = fact_id(text, start, end, kind)
    there = queries.facts(project.conn, ids=[fact])
    edits: tuple[Edit, ...] = ()
    if not there or there[0].dismissed:
        edits = (*_entering(project, fact, text, start, end, kind), Edit(fact, "kept", True))
    return Step("fact.add", edits, read_at(project, revision), focus=fact)


def set_kind(project: Project, *, fact: str, kind: str, revision: int | None = None) -> Step:
    """The same words as another kind of fact; raises KnownError where they are ticked already."""
    _known_kind(kind)
    known = fact_of(project, fact)
    if known.kind == kind:
        return Step("fact.kind", (), read_at(project, revision), focus=fact)
    if known.ticks:
        raise KnownError("This fact is ticked; take the tick back before changing what it is.")
    other, edits = _in_place(project, fact, known, known.start, known.end, kind)
    return Step("fact.kind", edits, read_at(project, revision), focus=other)


def stretch(project: Project, *, fact: str, start: int, end: int, revision: int | None = None) -> Step:
    """The same kind of fact on other words (code points into its text), in place of that one.

    Raises KnownError for an empty stretch, and where the fact is ticked already.
    """
    known = fact_of(project, fact)
    start, end = span_in(_where(project, fact)[1], start, end)
    if (known.start, known.end) == (start, end):
        return Step("fact.stretch", (), read_at(project, revision), focus=fact)
    if known.ticks:
        raise KnownError("This fact is ticked; take the tick back before changing its words.")
    other, edits = _in_place(project, fact, known, start, end, known.kind.value)
    return Step("fact.stretch", edits, read_at(project, revision), focus=other)


def text_of(project: Project, draft: str) -> str:
    """The id of a draft's text; raises KnownError for a draft that is not there."""
    row = project.conn.execute("SELECT text FROM draft WHERE id = ?", (draft,)).fetchone()
    if row is None:
        raise KnownError("That draft is not in the project.")
    return row[0]


def _known_kind(kind: str) -> None:
    if kind not in FACTS:
        raise KnownError(f"“{kind}” is no kind of fact; use one of {', '.join(FACTS)}.")


def _where(project: Project, fact: str) -> tuple[str, str]:
    """The id and the words of the text a fact stands in."""
    return project.conn.execute(
        "SELECT t.id, t.body FROM fact f JOIN text t ON t.id = f.text WHERE f.id = ?", (fact,)
    ).fetchone()


def _kept(project: Project, fact: str, known: FactRecord, kept: bool) -> tuple[Edit, ...]:
    text, _ = _where(project, fact)
    return (*_of(project, fact, text, known), Edit(fact, "kept", kept))


def _of(project: Project, fact: str, text: str, known: FactRecord) -> tuple[Edit, ...]:
    return _entering(project, fact, text, known.start, known.end, known.kind.value)


def _in_place(
    project: Project, fact: str, known: FactRecord, start: int, end: int, kind: str
) -> tuple[str, tuple[Edit, ...]]:
    """Dismiss a fact and have another where it was; the other's id and the edits."""
    text, _ = _where(project, fact)
    other = fact_id(text, start, end, kind)
    return other, (
        *_kept(project, fact, known, False),
        *_entering(project, other, text, start, end, kind),
        Edit(other, "kept", True),
    )


def _ticking(
    project: Project,
    fact: str,
    words: str,
    source: str,
    passage: str,
    locator: str,
    place: Place | None,
) -> list[Edit]:
    """A tick of a fact that is, or will be, there; raises KnownError for a place in another file."""
    against, tick = source_of(project, source), new_id("tick")
    edits = [
        Edit(tick, "exists", True),
        Edit(tick, "of", {"fact": fact, "source": source}),
        Edit(tick, "words", Words(words)),
        Edit(tick, "passage", Words(passage.strip())),
        Edit(tick, "locator", Words(locator.strip())),
    ]
    return edits if place is None else [*edits, Edit(tick, "place", place_value(against, place))]


def _entering(project: Project, fact: str, text: str, start: int, end: int, kind: str) -> tuple[Edit, ...]:
    """Say which words a fact is, where nobody did so far."""
    if project.knows(fact):
        return ()
    return (Edit(fact, "of", {"text": text, "start": start, "end": end, "kind": kind}),)

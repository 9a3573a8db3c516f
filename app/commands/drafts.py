"""New drafts of an article, and what a person decides where one changed the words that things stand on."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from app.commands.checks import article_of, draft_text, read_at, span_in
from app.commands.fixes import fix_of, settle
from app.commands.headlines import title_from
from app.importing.article import ImportedArticle, layout_json
from app.text.anchors import context
from db import blobs, queries
from db.alignment import write_alignment
from db.annotations import Noted, write_annotations
from db.errors import KnownError
from db.kinds import annotation_id, kind_of, span_id
from db.project_file import Project
from db.records import AnnotationRecord, FixState
from db.step import Edit, Step, new_id
from db.words import Words, pack

TAKEN = ("source", "query", "ignored")
"""What can be made of what the author put beside the words."""

_ON_WORDS = ("claim", "fix", "query")


class Made(NamedTuple):
    """The edits that make a draft, the bytes they speak of, and its id."""

    draft: str
    edits: list[Edit]
    pieces: tuple[bytes, ...]


def first_draft(project: Project, imported: ImportedArticle, article: str) -> Made:
    """An article's first draft, with its text, its structure and the facts found in it.

    What looks like debris is set aside, not removed.
    """
    return _made(project, imported, article, None, None)


def revise(
    project: Project,
    *,
    article: str,
    imported: ImportedArticle,
    based_on: str = "",
    alignment: bytes | None = None,
    revision: int | None = None,
) -> Step:
    """The next draft of an article; all that stands on the one before is carried over by one alignment.

    ``based_on`` is the draft it is laid beside, the current one if not given; ``alignment`` is how, if that
    was found out already (``aligned``). The article's title follows the headline (``title_from``). The new
    draft's id is the step's focus. Raises KnownError where the text is that of the draft before, letter for
    letter.
    """
    known = article_of(project, article)
    base = based_on or known.draft
    before = draft_text(project, base)
    if imported.text == before:
        raise KnownError(
            f"This is the current draft of “{known.title}”, letter for letter; nothing was changed."
        )
    made = _made(project, imported, article, base, alignment or aligned(project, base, imported))
    title = title_from(project, known, base, imported)
    edits = (*made.edits, *((Edit(article, "title", Words(title)),) if title else ()))
    return Step("article.revise", edits, read_at(project, revision), made.pieces, focus=made.draft)


def aligned(project: Project, draft: str, imported: ImportedArticle) -> bytes:
    """How a new text lies beside that of a draft, in its stored form."""
    from app.text.drafts import AlignedText, align

    before = draft_text(project, draft)
    entries = project.conn.execute(
        'SELECT start, "end" FROM sentence WHERE draft = ? ORDER BY n', (draft,)
    ).fetchall()
    now = AlignedText(imported.text, [(s.start, s.end) for s in imported.sentences])
    return write_alignment(align(AlignedText(before, entries), now))


def _made(
    project: Project, imported: ImportedArticle, article: str, based_on: str | None, alignment: bytes | None
) -> Made:
    draft = new_id("draft")
    raw = imported.text.encode("utf-8")
    text = f"text:{blobs.sha_of(raw)}"
    layout, facts = layout_json(imported), facts_in(imported)
    edits: list[Edit] = []
    pieces = [raw, imported.original]
    if not project.knows(text):
        edits += [
            Edit(text, "layout", {"b": blobs.sha_of(layout)}),
            Edit(text, "facts", {"b": blobs.sha_of(facts)}),
        ]
        pieces += [layout, facts]
    edits += [
        Edit(draft, "exists", True),
        Edit(draft, "of", {"article": article, "text": text, "based_on": based_on}),
        Edit(draft, "original", original(imported)),
    ]
    for field, data in (("alignment", alignment), ("annotations", _annotations(imported))):
        if data is not None:
            edits.append(Edit(draft, field, {"b": blobs.sha_of(data)}))
            pieces.append(data)
    brought_back = _brought_back(project, based_on)
    for aside in imported.asides:
        span = span_id(text, aside.start, aside.end, "aside")
        if not project.knows(span) and imported.text[aside.start : aside.end] not in brought_back:
            of = {"text": text, "start": aside.start, "end": aside.end, "kind": "aside"}
            edits.append(Edit(span, "of", of))
            edits.append(Edit(span, "aside", {"aside": True, "reason": aside.reason}))
    return Made(draft, edits, tuple(pieces))


def original(imported: ImportedArticle) -> dict[str, object]:
    """The file an article or a draft came as."""
    return {
        "file": {"b": blobs.sha_of(imported.original)},
        "name": Words(imported.original_name),
        "size": len(imported.original),
        "media_type": imported.media_type,
        "encoding": imported.encoding,
    }


def _annotations(imported: ImportedArticle) -> bytes | None:
    found = sorted(Noted(a.start, a.end, a.kind, a.author, a.text) for a in imported.annotations)
    return write_annotations(found) if found else None


def _brought_back(project: Project, draft: str | None) -> set[str]:
    """Words that were set aside in that draft and that a person brought back into the article."""
    row = project.conn.execute("SELECT text FROM draft WHERE id = ?", (draft,)).fetchone()
    if row is None:
        return set()
    body = queries.article_text(project.conn, row[0]).text
    return {body[a.start : a.end] for a in queries.asides(project.conn, row[0]) if not a.aside}


def facts_in(imported: ImportedArticle) -> bytes:
    """What the rules find in an article, what is set aside in it included, in its stored form."""
    if imported.facts is not None:
        return imported.facts
    from app.importing.apart import with_facts

    return with_facts(imported).facts or b""


def place(
    project: Project, *, entity: str, start: int, end: int, seen: str = "", revision: int | None = None
) -> Step:
    """A claim, a fix or a query stands on these words of the current draft: somebody has looked.

    Confirms where it was carried to, chooses one of its candidates, or puts it somewhere else. ``seen`` is
    the draft the person was looking at, the current one if not given. Raises KnownError for an empty stretch,
    one outside the text, or where another draft has become the current one since.
    """
    draft = _current(project, _article_of(project, entity), seen)
    text = draft_text(project, draft)
    start, end = span_in(text, start, end)
    prefix, suffix = context(text, start, end)
    words = pack(prefix, text[start:end], suffix)
    anchor = {"draft": draft, "start": start, "end": end, "words": words}
    return Step(
        f"{kind_of(entity)}.place",
        (Edit(entity, "anchor", anchor),),
        read_at(project, revision),
        focus=entity,
    )


def _current(project: Project, article: str, seen: str) -> str:
    """The current draft, if it is the one that was looked at: offsets mean other words in another one."""
    draft = article_of(project, article).draft
    if seen and seen != draft:
        raise KnownError("Another draft became the current one meanwhile; nothing was changed, look again.")
    return draft


def confirm(project: Project, *, entity: str, seen: str = "", revision: int | None = None) -> Step:
    """Somebody has looked at where it was carried to and leaves it there, or sees that it is gone.

    What is lost is noted as not being in the current draft and keeps its verdicts. Raises KnownError for what
    is ambiguous: a place has to be chosen; and as ``place`` where another draft than ``seen`` is the current.
    """
    table = kind_of(entity)
    row = project.conn.execute(
        f'SELECT draft, start, "end", carried, article FROM {table} WHERE id = ?', (entity,)
    ).fetchone()
    if row is None:
        raise KnownError("That is not in the project (any more).")
    draft, start, end, carried, article = row
    current = _current(project, article, seen)
    if draft == current:
        return (
            place(project, entity=entity, start=start, end=end, revision=revision)
            if carried
            else Step(f"{table}.place", (), read_at(project, revision), focus=entity)
        )
    if carried == "ambiguous":
        raise KnownError("It could stand at more than one place in this draft; choose which.")
    return not_here(project, entity=entity, seen=seen, revision=revision)


def not_here(project: Project, *, entity: str, seen: str = "", revision: int | None = None) -> Step:
    """Somebody has seen that what is lost or ambiguous is not in the current draft.

    Raises KnownError for what has a place there, and as ``place`` where another draft than ``seen`` is the
    current one.
    """
    table = kind_of(entity)
    current = _current(project, _article_of(project, entity), seen)
    row = project.conn.execute(f"SELECT draft, carried FROM {table} WHERE id = ?", (entity,)).fetchone()
    if row[0] == current:
        raise KnownError("It has a place in this draft; put it on other words, or leave it there.")
    edits = () if row[1] == "gone" else (Edit(entity, "gone", current),)
    return Step(f"{table}.gone", edits, read_at(project, revision), focus=entity)


def fix_made(project: Project, *, fix: str, seen: str = "", revision: int | None = None) -> Step:
    """The author made a fix, and somebody has seen it: it is accepted if it was open, and stands there.

    Raises KnownError where there is no such fix (any more), and as ``confirm``.
    """
    known = fix_of(project, fix)
    stands = confirm(project, entity=fix, seen=seen, revision=revision)
    if not known.open:
        return stands
    made = settle(project, fix=fix, state=FixState.ACCEPTED, revision=revision)
    return replace(made, edits=(*made.edits, *stands.edits))


def _article_of(project: Project, entity: str) -> str:
    table = kind_of(entity)
    if table not in _ON_WORDS:
        raise KnownError("That does not stand on words of an article.")
    row = project.conn.execute(f"SELECT article FROM {table} WHERE id = ?", (entity,)).fetchone()
    if row is None:
        raise KnownError("That is not in the project (any more).")
    return row[0]


def recheck(
    project: Project, *, draft: str, start: int, end: int, done: bool = True, revision: int | None = None
) -> Step:
    """Somebody has looked at a sentence whose words a draft changed, and what was done for it holds.

    Raises KnownError where there is no such sentence.
    """
    row = project.conn.execute(
        "SELECT d.text FROM sentence s JOIN draft d ON d.id = s.draft WHERE s.draft = ? AND s.start = ? "
        'AND s."end" = ? AND s.aside = 0',
        (draft, start, end),
    ).fetchone()
    if row is None:
        raise KnownError("There is no such sentence in the article.")
    span = span_id(row[0], start, end, "sentence")
    edits = [Edit(span, "rechecked", done)]
    if not project.knows(span):
        edits.insert(0, Edit(span, "of", {"text": row[0], "start": start, "end": end, "kind": "sentence"}))
    return Step("sentence.recheck", tuple(edits), read_at(project, revision))


def choose(project: Project, *, article: str, draft: str, revision: int | None = None) -> Step:
    """Which of several newest drafts is the article's; the others stay readable, and what was done on them.

    Raises KnownError where the draft is none of the newest ones.
    """
    known = article_of(project, article)
    newest = {known.draft, *known.rivals}
    if draft not in newest:
        raise KnownError("That is not one of the newest drafts of this article.")
    if not known.rivals:
        return Step("article.draft", (), read_at(project, revision), focus=article)
    over = _decided_against(project, article) | (newest - {draft})
    value = {"draft": draft, "over": sorted(over - {draft})}
    return Step(
        "article.draft", (Edit(article, "current", value),), read_at(project, revision), focus=article
    )


def _decided_against(project: Project, article: str) -> set[str]:
    from db.drawing import Entity

    value = Entity(project.conn, article).value("current")
    return set(value["over"]) if value else set()


def take(project: Project, *, annotation: AnnotationRecord, taken: str, revision: int | None = None) -> Step:
    """Note what was made of what the author put beside the words; blank brings it back into the list."""
    if taken and taken not in TAKEN:
        raise KnownError(f"“{taken}” is nothing an author's note can become; use one of {', '.join(TAKEN)}.")
    entity = annotation_id(annotation.draft, annotation.n)
    edits = [Edit(entity, "taken", taken or None)]
    if not project.knows(entity):
        edits.insert(0, Edit(entity, "of", {"draft": annotation.draft, "n": annotation.n}))
    return Step("annotation.take", tuple(edits), read_at(project, revision))

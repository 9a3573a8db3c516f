"""Queries: a question to author, editor or colleague, with what was answered, open until resolved."""

from __future__ import annotations

from app.commands.checks import myself, read_at
from app.commands.passages import Passage, anchoring
from db import queries
from db.errors import KnownError
from db.project_file import Project
from db.records import QueryRecord
from db.step import Edit, Step
from db.words import Words

ROLES = ("author", "editor", "colleague")
"""Whom a query can be put to."""


def query_of(project: Project, query: str) -> QueryRecord:
    """The query with its messages; raises KnownError where it is not there (any more)."""
    found = queries.threads(project.conn, ids=[query])
    if not found:
        raise KnownError("That query is not in the project (any more).")
    return found[0]


def ask(
    project: Project,
    *,
    query: str,
    message: str,
    passage: Passage,
    role: str,
    text: str,
    name: str = "",
    revision: int | None = None,
) -> Step:
    """Open a query under that id with its first message, in one step.

    Raises KnownError for a question without words and a role that is not one of ``ROLES``.
    """
    _known_role(role)
    if not text.strip():
        raise KnownError("Say what you want to know; nothing was asked.")
    edits = [
        *anchoring(project, query, passage),
        Edit(query, "to", {"role": role, "name": Words(name.strip())}),
        Edit(query, "resolved", {"resolved": False, "why": Words("")}),
        *_message(query, message, text, ""),
    ]
    return Step("query.ask", tuple(edits), read_at(project, revision), focus=query)


def address(project: Project, *, query: str, role: str, name: str, revision: int | None = None) -> Step:
    """Put the query to somebody else."""
    _known_role(role)
    known = query_of(project, query)
    same = (known.role, known.name) == (role, name.strip())
    edits = () if same else (Edit(query, "to", {"role": role, "name": Words(name.strip())}),)
    return Step("query.address", edits, read_at(project, revision), focus=query)


def write_message(
    project: Project,
    *,
    query: str,
    message: str,
    text: str,
    speaker: str = "",
    revision: int | None = None,
) -> Step:
    """Add a message under that id, or change one's own that is there.

    ``speaker`` is whose words they are, where they are an answer that the person only writes down. Raises
    KnownError for a message without words and for one that somebody else wrote.
    """
    known = query_of(project, query)
    text, speaker = text.strip(), speaker.strip()
    if not text:
        raise KnownError("There are no words in that message; it was left as it was.")
    there = next((one for one in known.messages if one.id == message), None)
    if there is None:
        edits = _message(query, message, text, speaker)
        return Step("query.reply", edits, read_at(project, revision), focus=query)
    if there.person != myself(project):
        raise KnownError(f"That message is {there.person_name}’s; only they can change it.")
    changed = [Edit(message, "text", Words(text))] if there.text != text else []
    changed += [Edit(message, "speaker", Words(speaker))] if there.speaker != speaker else []
    return Step("query.edit", tuple(changed), read_at(project, revision), focus=query)


def resolve(project: Project, *, query: str, why: str = "", revision: int | None = None) -> Step:
    """The question is answered, or needs no answer any more: ``why``.

    Raises KnownError where nothing says why: neither that nor any message beside the question itself.
    """
    known = query_of(project, query)
    why = why.strip()
    if not why and len(known.messages) < 2:
        raise KnownError("Nobody answered this query; say why it is resolved all the same.")
    edits = () if known.resolved and known.resolved_why == why else (_resolved(query, True, why),)
    return Step("query.resolve", edits, read_at(project, revision), focus=query)


def reopen(project: Project, *, query: str, revision: int | None = None) -> Step:
    """The question is open again."""
    known = query_of(project, query)
    edits = (_resolved(query, False, ""),) if known.resolved else ()
    return Step("query.reopen", edits, read_at(project, revision), focus=query)


def remove(project: Project, *, query: str, revision: int | None = None) -> Step:
    """Take a query out with its messages; what a colleague answered unseen keeps it visible."""
    query_of(project, query)
    gone = {"gone": queries.seen_of(project.conn, query)}
    return Step("query.remove", (Edit(query, "exists", gone),), read_at(project, revision), focus=query)


def _message(query: str, message: str, text: str, speaker: str) -> tuple[Edit, ...]:
    return (
        Edit(message, "exists", True),
        Edit(message, "of", {"query": query}),
        Edit(message, "speaker", Words(speaker.strip())),
        Edit(message, "text", Words(text.strip())),
    )


def _resolved(query: str, resolved: bool, why: str) -> Edit:
    return Edit(query, "resolved", {"resolved": resolved, "why": Words(why)})


def _known_role(role: str) -> None:
    if role not in ROLES:
        raise KnownError(f"A query goes to one of {', '.join(ROLES)}, not to “{role}”.")

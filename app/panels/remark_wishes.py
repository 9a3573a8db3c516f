"""Which command answers a wish about fixes, queries, notes and the rest of a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.commands import bulk, claims, fixes, joining, notes, query_threads, restoring
from app.commands.passages import Passage
from db.records import FixState, PassageRecord
from widgets.remarks import wishes
from widgets.remarks.wishes import typing_key

if TYPE_CHECKING:
    from db.project_file import Project
    from db.step import Step


def step_for(wish: object, revision: int, project: Project) -> Step:
    """The step that does it; runs in the database thread. Raises KnownError where it cannot be done."""
    made = _of_fixes(wish, revision, project) or _of_queries(wish, revision, project)
    made = made or _of_notes(wish, revision, project) or _of_claims(wish, revision, project)
    if made is None:
        raise TypeError(f"no command for {wish!r}")
    return made


def keys_of(wish: object) -> tuple[str, ...]:
    """Under which keys the typing was kept that the wish makes a change of."""
    match wish:
        case wishes.WriteFix(fix, passage):
            return (typing_key(passage, fix, "text"), typing_key(passage, fix, "why"))
        case wishes.SettleFix(fix, passage):
            return (typing_key(passage, fix, "other_words"), typing_key(passage, fix, "decided_why"))
        case wishes.Ask(query, passage) | wishes.Reply(query, passage):
            return (typing_key(passage, query, "text"), typing_key(passage, query, "speaker"))
        case wishes.Resolve(query, passage):
            return (typing_key(passage, query, "why"),)
        case wishes.WriteNote(note, claim):
            return tuple(f"{claim}/{note}.{name}" for name in ("text", "private", "shared"))
        case _:
            return ()


def _of_fixes(wish: object, revision: int, project: Project) -> Step | None:
    match wish:
        case wishes.WriteFix(fix, at, text, why):
            return fixes.write(project, fix=fix, passage=_at(at), text=text, why=why, revision=revision)
        case wishes.SettleFix(fix, _, FixState.PROPOSED):
            return fixes.reopen(project, fix=fix, revision=revision)
        case wishes.SettleFix(fix, _, state, text, why):
            return fixes.settle(project, fix=fix, state=state, text=text, why=why, revision=revision)
        case wishes.RemoveFix(fix):
            return fixes.remove(project, fix=fix, revision=revision)
        case _:
            return None


def _of_queries(wish: object, revision: int, project: Project) -> Step | None:
    match wish:
        case wishes.Ask(query, at, role, name, message, text):
            return query_threads.ask(
                project,
                query=query,
                message=message,
                passage=_at(at),
                role=role,
                name=name,
                text=text,
                revision=revision,
            )
        case wishes.Reply(query, _, message, text, speaker):
            return query_threads.write_message(
                project, query=query, message=message, text=text, speaker=speaker, revision=revision
            )
        case wishes.Address(query, role, name):
            return query_threads.address(project, query=query, role=role, name=name, revision=revision)
        case wishes.Resolve(query, _, why, True):
            return query_threads.resolve(project, query=query, why=why, revision=revision)
        case wishes.Resolve(query):
            return query_threads.reopen(project, query=query, revision=revision)
        case wishes.RemoveQuery(query):
            return query_threads.remove(project, query=query, revision=revision)
        case _:
            return None


def _of_notes(wish: object, revision: int, project: Project) -> Step | None:
    match wish:
        case wishes.WriteNote(note, claim, text, private):
            return notes.write(project, note=note, claim=claim, text=text, private=private, revision=revision)
        case wishes.ShareNote(note):
            return notes.share(project, note=note, revision=revision)
        case wishes.RemoveNote(note):
            return notes.remove(project, note=note, revision=revision)
        case _:
            return None


def _of_claims(wish: object, revision: int, project: Project) -> Step | None:
    match wish:
        case wishes.SetKind(claim, kind):
            return claims.set_kind(project, claim=claim, kind=kind, revision=revision)
        case wishes.Assign(claim, person):
            return bulk.assign(project, claims=[claim], person=person or None, revision=revision).step
        case wishes.Tag(claim, name, True):
            return bulk.tag(project, claims=[claim], name=name, revision=revision).step
        case wishes.Tag(claim, name):
            return bulk.untag(project, claims=[claim], name=name, revision=revision).step
        case wishes.Part(claim):
            return joining.part(project, claim=claim, revision=revision)
        case wishes.Restore(entity, field, txn):
            return restoring.restore(project, entity=entity, field=field, txn=txn, revision=revision)
        case _:
            return None


def _at(passage: PassageRecord) -> Passage:
    return Passage(passage.article, passage.draft, passage.start, passage.end, passage.claim or "")

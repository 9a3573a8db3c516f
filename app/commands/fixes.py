"""Fixes: what the text should say instead, proposed by one person and decided by another or the same."""

from __future__ import annotations

from app.commands.checks import myself, read_at
from app.commands.passages import Passage, anchoring, passage_of
from db import queries
from db.errors import KnownError
from db.project_file import Project
from db.records import FixRecord, FixState
from db.step import Edit, Step, new_id
from db.words import Words


def fix_of(project: Project, fix: str) -> FixRecord:
    """The fix; raises KnownError where it is not there (any more)."""
    found = queries.fixes(project.conn, ids=[fix])
    if not found:
        raise KnownError("That fix is not in the project (any more).")
    return found[0]


def write(
    project: Project,
    *,
    fix: str,
    passage: Passage,
    text: str,
    why: str = "",
    revision: int | None = None,
) -> Step:
    """Propose a fix under that id, or change one that is there: typing goes on while it is being saved.

    A blank ``text`` strikes the words. Changing what was decided on proposes it anew.
    """
    found = queries.fixes(project.conn, ids=[fix])
    if found:
        return edit(project, fix=fix, text=text, why=why, revision=revision)
    edits = [
        *anchoring(project, fix, passage),
        Edit(fix, "text", Words(text.strip())),
        Edit(fix, "why", Words(why.strip())),
        Edit(fix, "outcome", _outcome(FixState.PROPOSED, "", "")),
    ]
    return Step("fix.propose", tuple(edits), read_at(project, revision), focus=fix)


def propose_on_claim(project: Project, *, claim: str, text: str, why: str = "") -> Step:
    """What a claim's own words should say; one's own proposal on them that is still open is changed."""
    passage, me = passage_of(project, claim), myself(project)
    mine = [
        fix
        for fix in queries.fixes(project.conn, passage.article)
        if fix.passage.claim == claim
        and fix.open
        and fix.person == me
        and (fix.passage.start, fix.passage.end) == (passage.start, passage.end)
    ]
    fix = mine[-1].id if mine else new_id("fix")
    return write(project, fix=fix, passage=passage, text=text, why=why or (mine[-1].why if mine else ""))


def edit(project: Project, *, fix: str, text: str, why: str, revision: int | None = None) -> Step:
    """Other words, or another reason; what was decided on is then proposed anew."""
    known = fix_of(project, fix)
    edits: list[Edit] = []
    if known.text != text.strip():
        edits.append(Edit(fix, "text", Words(text.strip())))
        if not known.open:
            edits.append(Edit(fix, "outcome", _outcome(FixState.PROPOSED, "", "")))
    if known.why != why.strip():
        edits.append(Edit(fix, "why", Words(why.strip())))
    return Step("fix.edit", tuple(edits), read_at(project, revision), focus=fix)


def settle(
    project: Project,
    *,
    fix: str,
    state: FixState,
    text: str = "",
    why: str = "",
    revision: int | None = None,
) -> Step:
    """Decide on a fix: accepted as it is, reworded (``text``), or stet (``why``).

    Who decides is who runs this. Raises KnownError for a rewording without words of its own, for a stet
    without a reason, and for ``PROPOSED``, which ``reopen`` is for.
    """
    known = fix_of(project, fix)
    text, why = text.strip(), why.strip()
    if state is FixState.PROPOSED:
        raise KnownError("A fix is decided as accepted, reworded or stet.")
    if state is FixState.REWORDED and text in ("", known.text):
        raise KnownError("Say in which other words the fix was taken; where none changed, it was accepted.")
    if state is FixState.STET and not why:
        raise KnownError("Say why the text stays as it is; whoever reads the sheet will ask.")
    if state is not FixState.REWORDED:
        text = ""
    same = (known.state, known.outcome_text, known.outcome_why) == (state, text, why)
    edits = () if same else (Edit(fix, "outcome", _outcome(state, text, why)),)
    return Step(f"fix.{state.value}", edits, read_at(project, revision), focus=fix)


def reopen(project: Project, *, fix: str, revision: int | None = None) -> Step:
    """Put a fix that was decided back to proposed; the decision stays in the history."""
    known = fix_of(project, fix)
    edits = () if known.open else (Edit(fix, "outcome", _outcome(FixState.PROPOSED, "", "")),)
    return Step("fix.reopen", edits, read_at(project, revision), focus=fix)


def remove(project: Project, *, fix: str, revision: int | None = None) -> Step:
    """Take a fix out; what a colleague changed in it unseen keeps it visible."""
    fix_of(project, fix)
    gone = {"gone": queries.seen_of(project.conn, fix)}
    return Step("fix.remove", (Edit(fix, "exists", gone),), read_at(project, revision), focus=fix)


def _outcome(state: FixState, text: str, why: str) -> dict[str, object]:
    return {"state": state.value, "text": Words(text), "why": Words(why)}

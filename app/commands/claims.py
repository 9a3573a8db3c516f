"""Claims: marking, wording, attribution, closing, deleting. Each returns the Step to run."""

from __future__ import annotations

from app.commands.checks import claim_of, draft_text, number, read_at, remaining, span_in
from app.text.anchors import context
from db import queries
from db.errors import KnownError
from db.project_file import Project
from db.step import Edit, Step, new_id
from db.words import Words, pack

ACTS = ("asserts", "claims", "suggests", "accuses", "denies", "predicts", "promises")
"""Speech acts of an attribution, as in product.md; blank where nobody chose one."""


def mark(
    project: Project,
    *,
    article: str,
    draft: str,
    start: int,
    end: int,
    wording: str = "",
    speaker: str = "",
    through: str = "",
    act: str = "",
    kind: str = "",
    revision: int | None = None,
) -> Step:
    """A claim on those words (code points into the draft's text); its id is the step's focus.

    Raises KnownError where the stretch is empty or outside the text, or the act is not one of ``ACTS``.
    """
    text = draft_text(project, draft)
    start, end = span_in(text, start, end)
    claim = new_id("claim")
    edits = [
        Edit(claim, "exists", True),
        Edit(claim, "article", article),
        Edit(
            claim, "anchor", {"draft": draft, "start": start, "end": end, "words": _words(text, start, end)}
        ),
        Edit(claim, "number", number(project, "claim", project.me.initials)),
    ]
    if wording.strip():
        edits.append(Edit(claim, "wording", Words(wording.strip())))
    if speaker.strip() or through.strip() or act:
        edits.append(_attribution(claim, speaker, through, act))
    if kind:
        edits.append(Edit(claim, "kind", kind))
    return Step("claim.mark", tuple(edits), read_at(project, revision), focus=claim)


def _words(text: str, start: int, end: int) -> Words:
    prefix, suffix = context(text, start, end)
    return pack(prefix, text[start:end], suffix)


def set_wording(project: Project, *, claim: str, wording: str, revision: int | None = None) -> Step:
    """What the claim says in the checker's words; blank leaves the quoted words to speak."""
    known = claim_of(project, claim)
    edits = () if known.wording == wording.strip() else (Edit(claim, "wording", Words(wording.strip())),)
    return Step("claim.wording", edits, read_at(project, revision), focus=claim)


def set_attribution(
    project: Project, *, claim: str, speaker: str, through: str, act: str, revision: int | None = None
) -> Step:
    """Who says it, through whom, with which act; a speaker makes it a claim with two questions."""
    known = claim_of(project, claim)
    same = (known.speaker, known.through, known.act) == (speaker.strip(), through.strip(), act)
    edits = () if same else (_attribution(claim, speaker, through, act),)
    return Step("claim.attribution", edits, read_at(project, revision), focus=claim)


def _attribution(claim: str, speaker: str, through: str, act: str) -> Edit:
    if act and act not in ACTS:
        raise KnownError(f"“{act}” is not a speech act; use one of {', '.join(ACTS)}.")
    value = {"speaker": Words(speaker.strip()), "through": Words(through.strip()), "act": act}
    return Edit(claim, "attribution", value)


def set_kind(project: Project, *, claim: str, kind: str, revision: int | None = None) -> Step:
    """What kind of claim it is, a code such as ``number``; blank where nobody said."""
    known = claim_of(project, claim)
    edits = () if known.kind == kind else (Edit(claim, "kind", kind),)
    return Step("claim.kind", edits, read_at(project, revision), focus=claim)


def close(project: Project, *, claim: str, reason: str = "", revision: int | None = None) -> Step:
    """Close a claim; raises KnownError naming what is missing where no reason is given for it."""
    known = claim_of(project, claim)
    if known.difference:
        raise KnownError(f"Checkers differ on {known.number}; settle that before closing it.")
    if known.conflicts:
        raise KnownError(f"{known.number} was edited apart in two copies; decide that before closing it.")
    if known.recheck:
        raise KnownError(f"A new draft changed the words of {known.number}; look at them before closing it.")
    if known.missing and not reason.strip():
        raise KnownError(
            f"{known.number} still needs {remaining(known.missing)}; add it, or close with a reason."
        )
    value = {"closed": True, "reason": Words(reason.strip())}
    return Step("claim.close", (Edit(claim, "closing", value),), read_at(project, revision), focus=claim)


def reopen(project: Project, *, claim: str, revision: int | None = None) -> Step:
    """Open a closed claim again; its reason stays in the history."""
    claim_of(project, claim)
    return Step("claim.reopen", (reopening(claim),), read_at(project, revision), focus=claim)


def reopening(claim: str) -> Edit:
    """The edit that opens a closed claim."""
    return Edit(claim, "closing", {"closed": False, "reason": Words("")})


def delete(project: Project, *, claim: str, revision: int | None = None) -> Step:
    """Delete a claim with its verdicts and evidence, and what is joined into it; what a colleague adds unseen
    keeps it visible."""
    known = claim_of(project, claim)
    edits = tuple(
        Edit(one, "exists", {"gone": queries.seen_of(project.conn, one)})
        for one in (claim, *(joined.id for joined in known.joined))
    )
    return Step("claim.delete", edits, read_at(project, revision), focus=claim)

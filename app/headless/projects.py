"""A project as a whole: made, taken back and brought again, united with copies, verified."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from app.exporting.sheet_words import counted
from app.headless import erasing, passwords
from app.headless.printing import open_project, show, tell
from app.listing import Rows
from app.scales import load_scale
from app.step_words import step_words
from db import queries
from db.errors import BadBody, KnownError, NotACopy
from db.place import identity
from db.project_file import Project
from db.records import MergeReport
from db.records.fingerprints import spoken_fingerprint
from db.records.sharing import FolderTrouble


def new(asked: Namespace) -> int:
    """``new PROJECT``"""
    load_scale(asked.scale)
    project = Project.create(
        asked.project,
        identity(asked.name),
        title=asked.title,
        scale=asked.scale,
        language=asked.language,
        password=passwords.ask_new("A password for the project") if asked.password_prompt else None,
    )
    with project:
        value = {"project": str(asked.project), "fingerprint": project.fingerprint}
    show(asked, value, [f"Made {asked.project}"])
    return 0


def protect(asked: Namespace) -> int:
    """``protect PROJECT``: keep it under a password, another one, or none; status 1 where a backup is not."""
    from app.sharing.protecting import protect as put_under

    with open_project(asked) as project:
        if asked.remove:
            left = put_under(project, None)
        else:
            left = put_under(project, passwords.ask_new("The new password"))
        value = {
            "protected": project.password is not None,
            "left": [str(path) for path in left],
            "fingerprint": project.fingerprint,
        }
    lines = [f"{asked.project} is protected now.", "A password that is forgotten nobody can bring back."]
    if asked.remove:
        lines = [f"{asked.project} has no password any more."]
    show(asked, value, lines)
    for path in left:
        tell(f"This backup is as it was before, it could not be changed: {path}")
    return 1 if left else 0


def undo(asked: Namespace) -> int:
    """``undo PROJECT``"""
    with open_project(asked) as project:
        changes = project.undo(force=asked.force)
    past = "An erasure cannot be undone; what was before it is: " if changes.past_erasure else "Undone: "
    show(asked, {"undone": changes.label, "focus": changes.focus}, [f"{past}{step_words(changes.label)}"])
    return 0


def redo(asked: Namespace) -> int:
    """``redo PROJECT``"""
    with open_project(asked) as project:
        changes = project.redo(force=asked.force)
    show(asked, {"redone": changes.label, "focus": changes.focus}, [f"Redone: {step_words(changes.label)}"])
    return 0


def merge(asked: Namespace) -> int:
    """``merge PROJECT FILE...``: status 1 where something now stands in conflict or checkers differ.

    A folder stands for all copies of the project in it: what cannot be read is left out and named, and the
    status is 1. With ``--preview`` what it would bring, and nothing is changed.
    """
    with open_project(asked) as project:
        asked.files, left = _copies(asked, project)
        for line in left:
            tell(f"Left out: {line}")
        try:
            if asked.preview:
                return max(bool(left), _preview(asked, project.preview(asked.files)))
            reports = project.merge_all(asked.files)
        except NotACopy as error:
            raise KnownError(f"{error} Nothing was taken in.") from error
        proposals = erasing.proposals(project)
        conflicts = len(queries.conflicts(project.conn)) + len(proposals)
        differences = sum(claim.difference for claim in queries.claims(project.conn))
        new, changed = (
            _total(report.new for report in reports),
            _total(report.changed for report in reports),
        )
        value = {
            "new": new,
            "changed": changed,
            "conflicts": conflicts,
            "differences": differences,
            "merges": [report.merge for report in reports if report.merge],
            "returning": sum(report.returning for report in reports),
            "fingerprint": (fingerprint := project.fingerprint),
        }
    lines = [f"New: {_tally(new)}", f"Changed: {_tally(changed)}"]
    lines += [f"An erasure waits for an answer: {one.reason}" for one in proposals]
    lines += [f"Conflicts: {conflicts}", f"Checkers differ: {differences}"]
    lines.append(f"Fingerprint {spoken_fingerprint(fingerprint)}")
    show(asked, value, lines)
    return 1 if conflicts or differences or left else 0


def _copies(asked: Namespace, project: Project) -> tuple[list[Path], list[str]]:
    """Each file, and in place of a folder the copies of the project that lie there; and what of it is left
    out, with why. The passwords of sealed ones are asked for where the person wants to be asked."""
    from app.sharing import folder

    passwords.give(asked, project, [file for file in asked.files if not file.is_dir()])
    taken: list[Path] = []
    left: list[str] = []
    for file in asked.files:
        if not file.is_dir():
            taken.append(file)
            continue
        for found in folder.colleagues(project, file):
            one = found
            if one.trouble is FolderTrouble.SEALED and asked.password_prompt:
                given = passwords.ask(f"Password of {one.path.name}")
                one = folder.looked_into(one.path, one.stamp, folder.known_here(project), given)
                project.passwords = {**project.passwords, one.path.absolute(): given}
            if one.trouble:
                left.append(f"{one.path} {_LEFT_OUT[one.trouble]}")
            elif not one.other:
                taken.append(one.path)
    return taken, left


_LEFT_OUT = {
    FolderTrouble.OPEN: "is open in another window; close it there first.",
    FolderTrouble.SEALED: "is protected with a password of its own, or damaged: with --password-prompt the "
    "password is asked for.",
    FolderTrouble.WRONG: "is not opened by this password, or is damaged.",
    FolderTrouble.UNREADABLE: "is not whole yet, or no project.",
}


def _preview(asked: Namespace, reports: Sequence[MergeReport]) -> int:
    """Status 1 where it would bring a conflict, or claims on which checkers differ."""
    lines: list[str] = []
    for path, report in zip(asked.files, reports, strict=True):
        lines.append(f"{path}: {counted(report.transactions, 'change')} not here yet")
        if report.returning:
            lines.append(f"  that had been set aside and come back: {report.returning}")
        if report.mine:
            lines.append(f"  made by this user, in another copy: {report.mine}")
        for one in report.people:
            joined = ", not here before" if one.joined else ""
            lines.append(
                f"  {one.name or one.person} ({one.initials}{joined}): new {_tally(one.new)}; "
                f"changed {_tally(one.changed)}"
            )
        lines += [f"  article, {_HOW[one.how]}: {one.title}" for one in report.articles]
        lines += [f"  source {one.number} {one.title}, {counted(one.size, 'byte')}" for one in report.sources]
        lines += [
            f"  claim {one.number} joined into {one.into}"
            if one.into
            else f"  claim {one.number} parted again"
            for one in report.joins
        ]
        lines += [f"  conflict, {one.field}: {one.title}" for one in report.conflicts]
        lines += [f"  Checkers will differ on {len(report.differing)} more"] if report.differing else []
    show(asked, [asdict(report) for report in reports], lines)
    return 1 if any(report.conflicts or report.differing for report in reports) else 0


_HOW = {"new": "new", "same-text": "new, with a text that is here", "draft": "another draft"}


def _total(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for part in counts:
        for kind, n in part.items():
            total[kind] = total.get(kind, 0) + n
    return total


def unmerge(asked: Namespace) -> int:
    """``unmerge PROJECT MERGE``: set aside what it brought; with ``--preview`` what would go with it.

    With ``--back`` it comes back.
    """
    with open_project(asked) as project:
        resting = [] if asked.back else project.rests_on(asked.merge)
        if asked.back:
            project.bring_back(asked.merge)
        elif not asked.preview:
            project.set_aside(asked.merge)
        value = {"fingerprint": project.fingerprint, "with_it": [asdict(step) for step in resting]}
    verb = "would go" if asked.preview else "went"
    lines = [f"{verb} with it: {step_words(s.label)} by {'you' if s.own else s.person_name}" for s in resting]
    if asked.back:
        lines = ["Brought back."]
    elif not asked.preview:
        lines.append("Set aside; bring it back with --back, or by merging the file again.")
    show(asked, value, lines or ["Nothing rests on it."])
    return 0


def _tally(counts: dict[str, int]) -> str:
    told = (counted(n, kind, _MANY.get(kind, "")) for kind, n in sorted(counts.items()))
    return ", ".join(told) or "nothing"


_MANY = {"person": "people", "evidence": "evidence", "query": "queries", "alias": "aliases"}


def verify(asked: Namespace) -> int:
    """``verify PROJECT``: status 1 where something is not as it was written.

    With ``--quotes`` also where quoted words do not stand in their source and nobody saw them there by eye.
    """
    fingerprint = ""
    try:
        with open_project(asked) as project:
            findings = [asdict(finding) for finding in project.verify()]
            findings += _quotes_in_doubt(project) if asked.quotes else []
            fingerprint = project.fingerprint
    except BadBody as error:
        # So unsound that it does not open: that is what was asked.
        findings = [{"code": "log", "about": str(error), "where": ""}]
    value = {"ok": not findings, "fingerprint": fingerprint, "findings": findings}
    lines = [": ".join(filter(None, (f["code"], f["where"], f["about"]))) for f in findings]
    lines = lines or ["Everything is as it was written."]
    if fingerprint:
        lines.append(f"Fingerprint {spoken_fingerprint(fingerprint)} (in full {fingerprint})")
    else:
        lines.append("Fingerprint cannot be told")
    show(asked, value, lines)
    return 1 if findings else 0


def _quotes_in_doubt(project: Project) -> Rows:
    from app.exporting.check_words import check_line, check_of
    from app.sources.checking import all_checks

    checks = all_checks(project)
    numbers = {source.id: source.number for source in queries.sources(project.conn)}
    claims = {claim.id: claim.number for claim in queries.claims(project.conn)}
    return [
        {
            "code": "quote",
            "about": f"“{one.passage}”: {check_line(check_of(one.passage, checks[one.id], (), numbers))}",
            "where": f"{claims.get(one.claim, '')} {one.source_number}".strip(),
        }
        for one in queries.evidence(project.conn)
        if one.id in checks and checks[one.id].doubtful and not one.seen_by
    ]

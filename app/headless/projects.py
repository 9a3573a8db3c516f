"""A project as a whole: made, taken back and brought again, united with copies, verified."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from app.headless.printing import open_project, show
from app.listing import Rows
from app.scales import load_scale
from db import queries
from db.errors import BadBody
from db.place import identity
from db.project_file import Project


def new(asked: Namespace) -> int:
    """``new PROJECT``"""
    load_scale(asked.scale)
    project = Project.create(
        asked.project, identity(asked.name), title=asked.title, scale=asked.scale, language=asked.language
    )
    with project:
        value = {"project": str(asked.project), "fingerprint": project.fingerprint}
    show(asked, value, [f"Made {asked.project}"])
    return 0


def undo(asked: Namespace) -> int:
    """``undo PROJECT``"""
    with open_project(asked) as project:
        changes = project.undo(force=asked.force)
    show(asked, {"undone": changes.label, "focus": changes.focus}, [f"Undone: {changes.label}"])
    return 0


def redo(asked: Namespace) -> int:
    """``redo PROJECT``"""
    with open_project(asked) as project:
        changes = project.redo(force=asked.force)
    show(asked, {"redone": changes.label, "focus": changes.focus}, [f"Redone: {changes.label}"])
    return 0


def merge(asked: Namespace) -> int:
    """``merge PROJECT FILE...``: status 1 where something now stands in conflict or checkers differ."""
    new: dict[str, int] = {}
    changed: dict[str, int] = {}
    with open_project(asked) as project:
        with project.together():
            for path in asked.files:
                _, report = project.merge(path)
                for total, part in ((new, report.new), (changed, report.changed)):
                    for kind, n in part.items():
                        total[kind] = total.get(kind, 0) + n
        conflicts = len(queries.conflicts(project.conn))
        differences = sum(claim.difference for claim in queries.claims(project.conn))
        value = {
            "new": new,
            "changed": changed,
            "conflicts": conflicts,
            "differences": differences,
            "fingerprint": project.fingerprint,
        }
    lines = [f"New: {_tally(new)}", f"Changed: {_tally(changed)}"]
    lines += [f"Conflicts: {conflicts}", f"Checkers differ: {differences}"]
    show(asked, value, lines)
    return 1 if conflicts or differences else 0


def _tally(counts: dict[str, int]) -> str:
    return ", ".join(f"{n} {kind}" for kind, n in sorted(counts.items())) or "nothing"


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
    show(asked, value, [*lines, f"Fingerprint {fingerprint or 'cannot be told'}"])
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

"""What a person can choose of before a copy is shared, and what the copy then holds."""

from __future__ import annotations

import json
from collections.abc import Iterator

from app.sharing import sent
from app.sharing.share import Prepared
from app.sharing.withholding import NOTES
from db import queries, sharing
from db.project_file import Project
from db.records.sharing import CopyCounts, Nameable, ShareOffer

_PRIVATE = "SELECT count(*) FROM note WHERE private <> ''"
_NOTED = (
    "SELECT c.number, min(n.shared) FROM note n JOIN claim c ON c.id = n.claim WHERE n.shared <> '' "
    "GROUP BY c.id ORDER BY c.rowid"
)
_BODIES = "SELECT sum(length(body)) FROM txn WHERE tno IN (SELECT value FROM json_each(?))"
# Ids, hashes and the index on them come to about that beside each body or piece of words.
_BESIDE = 90
# A file that holds nothing yet: its tables take a page each.
_EMPTY = 48 * 1024
_LOT = 500


def offer(project: Project) -> ShareOffer:
    """What can be left out or chosen of this project."""
    conn = project.conn
    deleted = sharing.deleted_files(conn)
    return ShareOffer(
        title=queries.project(conn).title,
        fingerprint=project.fingerprint,
        receivers=tuple((one.name, one.at) for one in sent.receivers(project)),
        nameable=tuple(_nameable(project)),
        notes=conn.execute(_PRIVATE).fetchone()[0],
        deleted=len(deleted),
        deleted_bytes=sum(deleted.values()),
    )


def counts(project: Project, prepared: Prepared) -> CopyCounts:
    """What the copy holds; its size is worked out from what goes in and is about right."""
    conn, plan = project.conn, prepared.plan
    going = [key for key in plan.words if key not in plan.withheld]
    bodies = conn.execute(_BODIES, (json.dumps(plan.tnos),)).fetchone()[0] or 0
    hashes = [bytes.fromhex(key) for key in going]
    words = sum(size for (size,) in _in_lots(project, hashes))
    return CopyCounts(
        transactions=prepared.transactions,
        files=prepared.files,
        file_bytes=prepared.bytes,
        size=_EMPTY + prepared.bytes + bodies + words + _BESIDE * (len(plan.tnos) + len(going)),
        withheld_words=prepared.withheld_words,
        withheld_files=prepared.withheld_files,
    )


def _in_lots(project: Project, hashes: list[bytes]) -> Iterator[tuple[int]]:
    for start in range(0, len(hashes), _LOT):
        lot = hashes[start : start + _LOT]
        marks = ",".join("?" * len(lot))
        asked = f"SELECT coalesce(sum(length(data)), 0) FROM value WHERE hash IN ({marks})"
        yield project.conn.execute(asked, lot).fetchone()


def _nameable(project: Project) -> list[Nameable]:
    conn = project.conn
    named = [Nameable(s.number, s.title, "source") for s in queries.sources(conn) if not s.confidential]
    named += [
        Nameable(number, wording or quote, "claim")
        for number, wording, quote in conn.execute(
            "SELECT number, wording, quote FROM claim UNION ALL "
            "SELECT number, wording, quote FROM joined WHERE root <> id"
        ).fetchall()
    ]
    named += [
        Nameable(one.name, one.name if one.name != one.called else f"{one.name} ({one.initials})", "person")
        for one in queries.persons(conn)
        if project.me.person not in one.ids
    ]
    noted = conn.execute(_NOTED).fetchall()
    if noted:
        named.append(Nameable(NOTES, "", "notes"))
    return named + [Nameable(f"{number}/{NOTES}", words, "notes") for number, words in noted]

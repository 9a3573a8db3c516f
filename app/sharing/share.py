"""Sharing a project: looked over first, then written; and what was sent to whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from app.exporting.conflict_words import field_words
from app.exporting.mentions import mentions_in
from app.finding_things import people_called
from app.sharing import sent
from app.sharing.naming import Names
from app.sharing.withholding import Asked, telling_words, withholding
from db import blobs, registers, sharing
from db.errors import KnownError
from db.keeping import Parts
from db.kinds import references
from db.project_file import Project
from db.records import record
from db.records.leaving import HeldItem, Mention
from db.sealing import Password


@record
class Prepared:
    """A copy ready to be written, to be looked over before.

    Attributes: ``items`` is what is confidential, with what was released; ``mentions`` where what goes still
    tells of something that stays; ``transactions``, ``words`` and ``files`` count what goes, ``bytes`` the
    size of its files, ``withheld_words`` and ``withheld_files`` what stays; ``to`` is who gets it, or blank.
    """

    plan: sharing.Plan
    items: tuple[HeldItem, ...]
    mentions: tuple[Mention, ...]
    to: str
    reading: bool

    @property
    def transactions(self) -> int:
        return len(self.plan.tnos)

    @property
    def words(self) -> int:
        return len(self.plan.words) - len(self.plan.withheld)

    @property
    def files(self) -> int:
        return len(self.plan.blobs)

    @property
    def bytes(self) -> int:
        return sum(size for _, size in self.plan.blobs)

    @property
    def withheld_words(self) -> int:
        return len(self.plan.withheld)

    @property
    def withheld_files(self) -> int:
        return len(self.plan.withheld_blobs)


def prepare(
    project: Project,
    *,
    released: Collection[str] = (),
    without: Collection[str] = (),
    to: str = "",
    changes: bool = False,
    reading: bool = False,
) -> Prepared:
    """Look over what would go; nothing is written.

    ``changes`` leaves out what was sent to ``to`` before: a package; ``reading`` makes a copy that cannot be
    changed. Raises KnownError for a name that names nothing, and where there is nothing new to send.
    """
    known = sent.to(project, to) if changes else None
    if known is not None and reading:
        raise KnownError("Changes alone cannot be read; share a whole copy for reading.")
    asked = withholding(project, released, without)
    if known is None:
        plan = sharing.plan(project.conn, asked.without)
    else:
        has = known.ids | _own_changes(project, to)
        plan = sharing.plan(project.conn, asked.without, has, known.words, known.files)
        if not (plan.tnos or plan.words or plan.blobs):
            raise KnownError(f"{to} has everything already: nothing changed since it was sent.")
    return Prepared(plan, asked.items, _mentions(project, plan, asked, released), to, reading)


def writing(
    project: Project,
    prepared: Prepared,
    out: Path,
    *,
    replace: bool = False,
    password: Password | None = None,
    plain: bool = False,
) -> Parts[int]:
    """Write the copy, part by part (see db.sharing.writing), and note who got it; its size in bytes.

    It is sealed under the password, else under the project's own, unless it shall be ``plain``.
    """
    with suppress(OSError):
        if out.samefile(project.path):
            raise KnownError("This is the project itself; share it under another name.")
    size = yield from sharing.writing(
        project.conn,
        prepared.plan,
        out.absolute(),
        replace=replace,
        reading=prepared.reading,
        password=password,
        plain=plain,
    )
    if prepared.to:
        sent.note(project, prepared.to, prepared.plan)
    return size


def _own_changes(project: Project, name: str) -> set[bytes]:
    """The changes that the person of that name made, who has them therefore: ids.

    None where nobody or several here are called so, or where one works on several machines: which of these
    the package is for is not known.
    """
    called = people_called(project, name)
    if len(called) != 1 or len(called[0].ids) != 1:
        return set()
    return sharing.ids_by(project.conn, called[0].ids[0])


def _mentions(
    project: Project, plan: sharing.Plan, asked: Asked, released: Collection[str]
) -> tuple[Mention, ...]:
    """Where what goes still tells of what stays; the files of other sources are not looked through."""
    words = telling_words(project, asked, released)
    return mentions_in(_said(project, plan), words) if words else ()


def _said(project: Project, plan: sharing.Plan) -> Iterator[tuple[str, str]]:
    conn = project.conn
    going = set(plan.tnos)
    named = Names(project)
    for entity, field, tno, value in registers.said(conn, registers.SPEAKS):
        if tno in going:
            for key in references(value, "w"):
                if key not in plan.withheld:
                    text = conn.execute(
                        "SELECT data FROM value WHERE hash = ?", (bytes.fromhex(key),)
                    ).fetchone()
                    yield f"{named.of(entity)}, {field_words(field)}", text[0] if text else ""
    goes = {sha for sha, _ in plan.blobs}
    for label, sql in _TEXTS.items():
        for (sha,) in conn.execute(sql).fetchall():
            if sha in goes:
                yield label, (blobs.get(conn, sha) or b"").decode("utf-8", "replace")


_TEXTS = {
    "article’s text": "SELECT DISTINCT substr(json_extract(said, '$.of.text'), 6) FROM op "
    "WHERE entity GLOB 'draft:*' AND json_type(said, '$.of') = 'object'",
    "what the author put beside a draft": "SELECT DISTINCT json_extract(said, '$.annotations.b') FROM op "
    "WHERE entity GLOB 'draft:*' AND json_type(said, '$.annotations') = 'object'",
}

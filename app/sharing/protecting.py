"""A project's password, set, changed or removed, and what lay in this user's own place without one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from app.settings import RecentProject, change_settings, read_settings
from app.sharing import sent_kept
from app.sources.kept_texts import forget_texts
from db import place, sharing
from db.project_file import Project
from db.sealing import Password


def protect(project: Project, password: Password | None) -> list[Path]:
    """Keep the project under that password from now on, or under none; raises KnownError if it stays as is.

    Returned are backups beside it that could not be changed with it. What this user's own place held of its
    words (search, texts of its sources, its title) is removed; who was sent a copy is kept as the project is.
    """
    before = project.password
    left = project.protect(password)
    sent_kept.move(sharing.beginning(project.conn), before, password)
    forget(project)
    return left


def forget(project: Project) -> None:
    """Remove what lies outside the project and tells of its words."""
    for file in (place.search_file(project.path), place.search_file(project.path, sealed=True)):
        for name in (file, file.with_name(f"{file.name}-journal")):
            with suppress(OSError):
                name.unlink(missing_ok=True)
    rows = project.conn.execute("SELECT DISTINCT sha FROM source WHERE sha <> ''")
    forget_texts(sha for (sha,) in rows)
    path = str(project.path)
    known = next((one for one in read_settings().recent if one.path == path), None)
    if known is not None:
        protected = project.password is not None
        title = "" if protected else known.title
        told = RecentProject(path, title, known.opened_at, known.article, protected)
        change_settings(lambda settings: settings.with_recent(told))

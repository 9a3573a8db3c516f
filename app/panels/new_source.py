"""What is typed where a source is asked for, and is none yet, becomes one: an address, a file, a note."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.commands import adding
from app.session import Session
from app.settings import read_settings
from db.records import Changes
from widgets.source_finder import names_file


def add_named(session: Session, text: str, revision: int, then: Callable[[Changes], None]) -> None:
    """Add the source that these words name; ``then`` gets the change, whose focus it is."""
    if text.lower().startswith(("http://", "https://")):
        session.run(partial(adding.add_link, url=text, revision=revision), then=then)
    elif (path := names_file(text)) is not None:
        limit = read_settings().source_limit
        paths = [Path(path)]
        session.run_parts(partial(adding.add_files, paths=paths, limit=limit, revision=revision), then=then)
    else:
        session.run(partial(adding.add_note, title=text, revision=revision), then=then)

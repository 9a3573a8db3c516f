"""What is typed where a source is asked for, and is none yet, becomes one: address, file, note, person."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.commands import adding
from app.session import Session
from app.settings import read_settings
from db.records import Changes, NewSource
from widgets.source_finder import names_file


def add_named(session: Session, text: str, kind: str, revision: int, then: Callable[[Changes], None]) -> None:
    """Add what these words name, or what ``kind`` (``NewSource``) says; it is the focus of the change."""
    if kind == NewSource.PERSON:
        session.run(partial(adding.add_person, name=text, revision=revision), then=then)
    elif kind == NewSource.WANTED:
        session.run(partial(adding.add_wanted, title=text, revision=revision), then=then)
    elif text.lower().startswith(("http://", "https://")):
        session.run(partial(adding.add_link, url=text, revision=revision), then=then)
    elif (path := names_file(text)) is not None:
        limit = read_settings().source_limit
        paths = [Path(path)]
        session.run_parts(partial(adding.add_files, paths=paths, limit=limit, revision=revision), then=then)
    else:
        session.run(partial(adding.add_note, title=text, revision=revision), then=then)

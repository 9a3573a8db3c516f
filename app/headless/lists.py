"""What is in a project: listed by kind, or found by its words."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from typing import Any

from app.finding_things import find_article, find_claim
from app.headless.printing import open_project, show, show_rows, tabbed
from app.listing import LISTS
from app.listing_apart import history_line, narrowed_history
from db.errors import KnownError
from db.project_file import Project


def list_(asked: Namespace) -> int:
    """``list PROJECT WHAT``"""
    with open_project(asked) as project:
        article = find_article(project, asked.article) if asked.article else None
        narrowed = asked.person or asked.day or asked.claim
        if narrowed and asked.what != "history":
            raise KnownError("--person, --day and --claim are for history.")
        rows = _narrowed(project, asked) if narrowed else LISTS[asked.what](project, article)
        show_rows(asked, rows, history_line if asked.what == "history" else tabbed)
    return 0


def _narrowed(project: Project, asked: Namespace) -> Iterator[dict[str, Any]]:
    """What one person did, on one day, or to one claim, newest first, with what each field had and has."""
    from app.chronicle import day_of, person_of

    start, end = day_of(asked.day) if asked.day else (0, 0)
    person = person_of(project, asked.person) if asked.person else ""
    claim = find_claim(project, asked.claim).id if asked.claim else ""
    return narrowed_history(project, person=person, start=start, end=end, claim=claim)


def find(asked: Namespace) -> int:
    """``find PROJECT WORDS``: what has them, best first."""
    from app.sources.searched import article_words, search_items, words_of_kept
    from db.place import search_file
    from db.search import SearchIndex

    with open_project(asked) as project:
        password = project.password
        index = SearchIndex(search_file(asked.project, sealed=password is not None), password)
        try:
            words_of, words_in = partial(words_of_kept, project), partial(article_words, project)
            index.catch_up(search_items(project, words_of, words_in))
            wanted = " ".join(map(_together, asked.words))
            hits = index.find(wanted, asked.limit)
        finally:
            index.close()
    show(asked, [asdict(hit) for hit in hits], (f"{h.kind}\t{h.title}\t{h.snippet}" for h in hits))
    return 0


def _together(words: str) -> str:
    """Words the shell took for one stand together, but where somebody quoted in them what does."""
    return words if len(words.split()) < 2 or any(mark in words for mark in '"“”„«»') else f'"{words}"'

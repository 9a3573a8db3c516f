"""What leaves a project as a document: the verdict sheet and its tables."""

from __future__ import annotations

from argparse import Namespace

from app.finding_things import find_article
from app.headless.printing import open_project, show, tell


def export(asked: Namespace) -> int:
    """``export PROJECT OUT``: status 1 where something in it tells of what is confidential."""
    from app.exporting.export import export_project
    from app.exporting.gather import gather
    from app.exporting.mentions import mention_line
    from app.sources.checking import all_checks

    with open_project(asked) as project:
        article = find_article(project, asked.article).id if asked.article else None
        leaving = gather(
            project,
            article=article,
            facts=asked.what == "facts",
            checks=all_checks(project),
            released=asked.release,
        )
    written = export_project(leaving.sheet, asked.out)
    show(asked, [written.file], [written.file, *written.notes])
    for item in leaving.items:
        if not item.released:
            tell(f"Held back as confidential: {item.name} ({item.uses} on this sheet).")
    for mention in leaving.mentions:
        tell(f"Tells of what is confidential: {mention_line(mention)}")
    return 1 if leaving.mentions else 0

"""Claims on the same words: joined, parted again, or said to be two."""

from __future__ import annotations

from argparse import Namespace

from app.commands import joining
from app.finding_things import find_claim
from app.headless.printing import open_project, show
from db import queries


def join(asked: Namespace) -> int:
    """``join PROJECT CLAIM INTO``; with ``--apart`` they are said to be two.

    With ``--part`` the joined CLAIM is one of its own again.
    """
    with open_project(asked) as project:
        claim = find_claim(project, asked.claim)
        folded = asked.claim.casefold()
        if asked.part:
            inside = (one.id for one in claim.joined if folded in (one.number.casefold(), one.id))
            step = joining.part(project, claim=next(inside, claim.id))
        elif asked.apart:
            step = joining.keep_apart(project, claim=claim.id, other=find_claim(project, asked.into).id)
        else:
            step = joining.join(project, claim=claim.id, into=find_claim(project, asked.into).id)
        project.run(step)
        left = len(queries.twice(project.conn))
    show(asked, {"left": left}, [f"Done; {left} more on the same words."])
    return 0

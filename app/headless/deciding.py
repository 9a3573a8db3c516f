"""What is left to decide: things edited apart, and questions on which checkers differ."""

from __future__ import annotations

from argparse import Namespace

from app.commands import conflicts, deciding
from app.exporting.sheet_words import counted
from app.finding_things import find_claim, find_person
from app.headless import erasing
from app.headless.claims import rating_of
from app.headless.printing import open_project, show
from app.listing import LISTS
from app.scales import load_scale
from db import queries
from db.errors import KnownError
from db.records import ConflictRecord, Question


def settle(asked: Namespace) -> int:
    """``settle PROJECT N --keep V``: the Nth of ``list PROJECT conflicts``, version V of it, from 1.

    With ``--both`` the other versions become notes on the claim; ``--write`` puts other words in their place.
    An erasure somebody else decided on is carried out here with ``--accept``, or not, with ``--decline``.
    """
    with open_project(asked) as project:
        known = queries.conflicts(project.conn)
        proposals = erasing.proposals(project)
        number: int = asked.number
        if not 1 <= number <= len(known) + len(proposals):
            waiting = len(known) + len(proposals)
            there = f"There {'is' if waiting == 1 else 'are'} {counted(waiting, 'conflict')}"
            raise KnownError(f"{there}; {number} is none of them.")
        if number > len(known):
            return erasing.answer(asked, project, proposals[number - len(known) - 1])
        if asked.accept or asked.decline:
            raise KnownError("That is no erasure: say which version to keep with --keep.")
        one = known[number - 1]
        kept = _version(one, asked.keep)
        if asked.write is not None:
            text: str = asked.write
            step = conflicts.write(project, entity=one.entity, field=one.field, txn=kept, text=text)
        elif asked.both:
            step = conflicts.keep_both(project, entity=one.entity, field=one.field, txn=kept)
        else:
            step = conflicts.settle(project, entity=one.entity, field=one.field, txn=kept)
        project.run(step)
        left = len(queries.conflicts(project.conn)) + len(erasing.proposals(project))
    show(asked, {"left": left}, [f"Settled; {left} left."])
    return 1 if left else 0


def _version(conflict: ConflictRecord, number: int) -> str:
    if not 1 <= number <= len(conflict.versions):
        raise KnownError(f"It has {len(conflict.versions)} versions; say which to keep with --keep.")
    return conflict.versions[number - 1].txn


def decide(asked: Namespace) -> int:
    """``decide PROJECT CLAIM --verdict RATING --why WORDS``, or ``--back`` to take a decision back."""
    with open_project(asked) as project:
        claim = find_claim(project, asked.claim)
        question = Question(asked.question)
        if asked.back:
            step = deciding.take_back(project, claim=claim.id, question=question)
        elif asked.verdict is None:
            raise KnownError("Say what holds with --verdict, and why with --why.")
        else:
            scale = load_scale(queries.project(project.conn).scale)
            step = deciding.decide(
                project,
                claim=claim.id,
                question=question,
                rating=rating_of(scale, asked.verdict),
                why=asked.why,
            )
        project.run(step)
        rows = [row for row in LISTS["differences"](project, None) if row["claim"] == claim.id]
    show(asked, rows, [_line(row) for row in rows])
    return 0


def rule(asked: Namespace) -> int:
    """``rule PROJECT anyone|other|person|agree``: who decides where checkers differ."""
    with open_project(asked) as project:
        person = find_person(project, asked.person).id if asked.person else ""
        project.run(deciding.set_rule(project, rule=asked.rule, person=person))
        record = queries.project(project.conn)
    show(asked, {"rule": record.sign_off, "person": record.sign_off_person}, [f"Rule: {record.sign_off}"])
    return 0


def _line(row: dict[str, object]) -> str:
    return f"{row['number']}  {row['question']}  {row['decided'] or 'checkers differ'}"

"""Claims: marked, edited, judged, and given evidence."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from app.commands import adding, bulk, citing, claims, fixes, verdicts
from app.commands.checks import claim_of
from app.finding_things import find_article, find_claim, find_source
from app.headless.printing import open_project, show
from app.listing import claim_row
from app.scales import load_scale
from app.settings import read_settings
from db import queries
from db.errors import KnownError
from db.project_file import Project
from db.records import Question, Scale, Stance


def mark(asked: Namespace) -> int:
    """``mark PROJECT ARTICLE QUOTE`` or ``mark PROJECT --claim ID``: all of it, or nothing."""
    with open_project(asked) as project:
        with project.together():
            claim = _edited(project, asked) if asked.claim else _marked(project, asked)
            _judged(project, asked, claim)
            if asked.assignee is not None:
                named = asked.assignee.strip()
                project.run(bulk.assign(project, claims=[claim], person=None, name=named).step)
            if asked.close is not None:
                project.run(claims.close(project, claim=claim, reason=asked.close))
        record = claim_of(project, claim)
        rows = [claim_row(record, load_scale(queries.project(project.conn).scale))]
    show(asked, rows[0], [f"{record.number}  {record.quote}"])
    return 0


def _marked(project: Project, asked: Namespace) -> str:
    from app.text.anchors import find_quote, locate

    if not asked.article or not asked.quote:
        raise KnownError("Say which article and which words to mark, or which claim to edit with --claim.")
    article = find_article(project, asked.article)
    stored = queries.article_text(project.conn, article.text).text
    places = find_quote(asked.quote, stored)
    if asked.at is not None:
        exact = locate(asked.quote, stored, at=asked.at)
        places = [exact] if exact else [place for place in places if place.start == asked.at]
    if not places:
        where = "" if asked.at is None else f" at offset {asked.at}"
        raise KnownError(f"“{asked.quote}” is not in “{article.title}”{where}; nothing was marked.")
    if len(places) > 1:
        offsets = ", ".join(str(place.start) for place in places[:10])
        raise KnownError(
            f"“{asked.quote}” occurs {len(places)} times in “{article.title}” (at {offsets}); "
            "say which with --at OFFSET."
        )
    step = claims.mark(
        project,
        article=article.id,
        draft=article.draft,
        start=places[0].start,
        end=places[0].end,
        wording=asked.wording or "",
        speaker=asked.speaker or "",
        through=asked.through or "",
        act=asked.act or "",
    )
    return project.run(step).focus


def _edited(project: Project, asked: Namespace) -> str:
    known = find_claim(project, asked.claim)
    if asked.article or asked.quote:
        raise KnownError("Give either ARTICLE and QUOTE, or --claim: a claim's words are not moved.")
    if asked.wording is not None:
        project.run(claims.set_wording(project, claim=known.id, wording=asked.wording))
    if (asked.speaker, asked.through, asked.act) != (None, None, None):
        step = claims.set_attribution(
            project,
            claim=known.id,
            speaker=known.speaker if asked.speaker is None else asked.speaker,
            through=known.through if asked.through is None else asked.through,
            act=known.act if asked.act is None else asked.act,
        )
        project.run(step)
    return known.id


def _judged(project: Project, asked: Namespace, claim: str) -> None:
    if asked.fix and asked.fix.strip():
        project.run(fixes.propose_on_claim(project, claim=claim, text=asked.fix))
    given = (asked.verdict, asked.rationale, asked.as_of)
    if given == (None, None, None):
        return
    question = Question(asked.question or "so")
    old = verdicts.my_verdict(project, claim, question)
    scale = load_scale(queries.project(project.conn).scale)
    step = verdicts.set_verdict(
        project,
        claim=claim,
        question=question,
        rating=(old.rating if old else None) if asked.verdict is None else rating_of(scale, asked.verdict),
        rationale=(old.rationale if old else "") if asked.rationale is None else asked.rationale,
        as_of=asked.as_of if asked.as_of is not None or old is None else old.as_of or None,
    )
    project.run(step)


def rating_of(scale: Scale, wanted: str) -> int:
    """The step of a scale by its number or name; raises KnownError for what is not on it."""
    folded = wanted.strip().casefold()
    for rating in scale.ratings:
        if folded in (str(rating.value), rating.key.casefold(), rating.label.casefold()):
            return rating.value
    names = ", ".join(f"{r.value} {r.label}" for r in scale.ratings)
    raise KnownError(f"“{wanted}” is not on the scale “{scale.name}”; it has {names}.")


def cite(asked: Namespace) -> int:
    """``cite PROJECT CLAIM SOURCE``: a source that is not there yet is added, if it is a file or address."""
    with open_project(asked) as project:
        claim = find_claim(project, asked.claim)
        with project.together():
            source = _source(project, asked.source)
            step = citing.cite(
                project,
                claim=claim.id,
                source=source,
                question=Question(asked.question) if asked.question else None,
                stance=Stance(asked.stance),
                passage=asked.passage,
                locator=asked.locator,
                confidential=asked.confidential,
            )
            project.run(step)
        record = queries.evidence(project.conn, [claim.id])[-1]
    show(asked, asdict(record), [f"{claim.number}  {record.stance}  {record.source_number}"])
    return 0


def _source(project: Project, wanted: str) -> str:
    found = find_source(project, wanted)
    if found is not None:
        return found.id
    if wanted.lower().startswith(("http://", "https://")):
        return project.run(adding.add_link(project, url=wanted)).focus
    if Path(wanted).is_file():
        limit = read_settings().source_limit
        return project.run(adding.add_file(project, path=Path(wanted), limit=limit)).focus
    raise KnownError(f"“{wanted}” is no source of this project, no file and no web address.")

"""What ``list`` prints: plain rows, the same keys for people and for machines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any, Literal

from app.exporting.draft_words import carried_words, told_in
from app.listing_apart import Rows, conflicts, differences, erasures, everybody, history, merges, twice
from app.scales import load_scale
from db import queries
from db.on_draft import changed_in
from db.project_file import Project
from db.records import (
    ArticleRecord,
    ClaimId,
    ClaimRecord,
    PassageRecord,
    Question,
    Scale,
)
from db.records.checks import CheckRecord


def article_row(project: Project, article: ArticleRecord) -> dict[str, Any]:
    """An article with what is set aside in it; offsets are code points into what ``text`` prints."""
    asides = queries.asides(project.conn, article.text)
    body = queries.article_text(project.conn, article.text).text
    return {
        "id": article.id,
        "title": article.title,
        "language": article.language,
        "drafts": article.drafts,
        "draft": article.number,
        "undecided_drafts": [n for id, n in _numbers(project, article).items() if id in article.rivals],
        "sentences": article.ledger.total,
        "set_aside": [
            {"start": a.start, "end": a.end, "text": body[a.start : a.end], "reason": a.reason}
            for a in asides
            if a.aside
        ],
    }


def _numbers(project: Project, article: ArticleRecord) -> dict[str, int]:
    if not article.rivals:
        return {}
    return {draft.id: draft.n for draft in queries.drafts(project.conn, article.id)}


def claim_row(claim: ClaimRecord, scale: Scale) -> dict[str, Any]:
    """A claim with its verdict on each question it asks."""
    row = asdict(claim)
    # The window's own: a list would say of every claim that nothing is in doubt.
    del row["doubts"]
    row["verdict"] = {question.value: _verdict(claim, question, scale) for question in claim.questions}
    return row


def _verdict(claim: ClaimRecord, question: Question, scale: Scale) -> dict[str, Any]:
    rating = scale.rating(claim.rating(question))
    return {
        "rating": rating.value if rating else None,
        "label": rating.label if rating else "",
        "differs": claim.differs(question),
    }


def _chosen(project: Project, article: ArticleRecord | None) -> list[ArticleRecord]:
    return [article] if article else queries.articles(project.conn)


def _articles(project: Project, article: ArticleRecord | None) -> Rows:
    return [
        article_row(project, a) | {"ledger": asdict(a.ledger), "claims": a.claims}
        for a in _chosen(project, article)
    ]


def _drafts(project: Project, article: ArticleRecord | None) -> Rows:
    return [
        asdict(draft) for one in _chosen(project, article) for draft in queries.drafts(project.conn, one.id)
    ]


def _annotations(project: Project, article: ArticleRecord | None) -> Rows:
    return [
        {"article": one.id, **asdict(noted)}
        for one in _chosen(project, article)
        for noted in queries.author_annotations(project.conn, one.draft)
    ]


def _sentences(project: Project, article: ArticleRecord | None) -> Rows:
    rows: Rows = []
    for one in _chosen(project, article):
        body = queries.article_text(project.conn, one.text).text
        rows += [
            {
                "article": one.id,
                "n": s.n,
                "start": s.start,
                "end": s.end,
                "text": body[s.start : s.end],
                "state": s.state.value,
                "reason": s.reason,
                "part": s.part,
                "paragraph": s.paragraph,
                "facts": s.facts,
                "settled": s.settled,
            }
            for s in queries.sentences(project.conn, one.draft)
        ]
    return rows


def _facts(project: Project, article: ArticleRecord | None) -> Rows:
    rows: Rows = []
    checks = _checks(project)
    for one in _chosen(project, article):
        body = queries.article_text(project.conn, one.text).text
        ledger = queries.sentences(project.conn, one.draft)
        starts = [sentence.start for sentence in ledger]
        for fact in queries.facts(project.conn, one.text):
            at = bisect_right(starts, fact.start) - 1
            inside = at >= 0 and fact.start < ledger[at].end
            rows.append(
                {
                    "id": fact.id,
                    "article": one.id,
                    "start": fact.start,
                    "end": fact.end,
                    "kind": fact.kind.value,
                    "words": body[fact.start : fact.end],
                    "sentence": ledger[at].n if inside else None,
                    "state": "dismissed" if fact.dismissed else "ticked" if fact.ticks else "open",
                    "by_hand": fact.by_hand,
                    "ticks": [
                        asdict(tick) | _check(checks.get(tick.id), tick.passage) for tick in fact.ticks
                    ],
                }
            )
    return rows


def _checks(project: Project) -> dict[str, CheckRecord]:
    from app.sources.checking import all_checks

    return all_checks(project)


def _check(check: CheckRecord | None, passage: str) -> dict[str, Any]:
    """The quote check of what quotes a passage; blank where it quotes nothing."""
    if check is None or not passage:
        return {"check": "", "check_why": "", "check_parts": [], "found_in": [], "found_at": None}
    quote = check.quote
    return {
        "check": check.outcome.value,
        "check_why": check.why.value if check.why else "",
        "check_parts": [{"turn": part.turn.value, "text": part.text} for part in quote.parts]
        if quote
        else [],
        "found_in": list(check.elsewhere),
        "found_at": asdict(check.place) if check.place else None,
    }


def _claims_of(project: Project, article: ArticleRecord | None) -> list[ClaimRecord]:
    return queries.claims(project.conn, article.id if article else None)


def _claims(project: Project, article: ArticleRecord | None) -> Rows:
    scale = load_scale(queries.project(project.conn).scale)
    told = _told_of_drafts(project, "claim")
    return [
        claim_row(claim, scale) | {"new_draft": told(claim.id, claim.article, claim.carried)}
        for claim in _claims_of(project, article)
    ]


def _told_of_drafts(project: Project, kind: Literal["claim", "fix"]) -> Callable[[str, str, str], str]:
    """What says of a claim (or fix), by id, article and outcome, what new drafts did to its words."""
    known = queries.articles(project.conn)
    numbers: dict[str, int] = {one.id: one.number for one in known}
    changed: dict[str, tuple[int, ...]] = {}
    for one in known:
        if one.drafts > 1:
            changed |= changed_in(project.conn, one.id, kind)

    def words(id: str, article: str, carried: str) -> str:
        return carried_words(carried, told_in(carried, changed.get(id, ()), numbers.get(article, 0)))

    return words


def _sources(project: Project, _: ArticleRecord | None) -> Rows:
    numbers = {source.id: source.number for source in queries.sources(project.conn)}
    return [
        asdict(source)
        | {
            "link_only": source.link_only,
            "origins": [numbers[origin] for origin in source.origins],
            "dependents": [numbers[other] for other in source.dependents],
        }
        for source in queries.sources(project.conn)
    ]


def _contacts(project: Project, _: ArticleRecord | None) -> Rows:
    numbers = {source.id: source.number for source in queries.sources(project.conn)}
    return [asdict(one) | {"number": numbers[one.source]} for one in queries.contacts(project.conn)]


def _evidence(project: Project, article: ArticleRecord | None) -> Rows:
    wanted = [c.id for c in _claims_of(project, article)] if article else None
    checks = _checks(project)
    return [
        asdict(evidence)
        | {"held_back": evidence.held_back}
        | _check(checks.get(evidence.id), evidence.passage)
        for evidence in queries.evidence(project.conn, wanted)
    ]


def _verdicts(project: Project, article: ArticleRecord | None) -> Rows:
    return [asdict(verdict) for claim in _claims_of(project, article) for verdict in claim.verdicts]


def _fixes(project: Project, article: ArticleRecord | None) -> Rows:
    numbers = {claim.id: claim.number for claim in _claims_of(project, article)}
    told = _told_of_drafts(project, "fix")
    return [
        {
            "id": fix.id,
            **_passage(fix.passage, numbers),
            "fix": fix.text,
            "why": fix.why,
            "state": fix.state.value,
            "wanted": fix.wanted,
            "outcome_why": fix.outcome_why,
            "outcome_by": "" if fix.open else fix.outcome_by,
            "by": fix.person_name,
            "at": fix.at,
            "new_draft": f"Seen in draft {fix.seen}."
            if fix.seen
            else told(fix.id, fix.passage.article, fix.passage.carried),
        }
        for fix in queries.fixes(project.conn, article.id if article else None)
    ]


def _queries(project: Project, article: ArticleRecord | None) -> Rows:
    numbers = {claim.id: claim.number for claim in _claims_of(project, article)}
    return [
        {
            "id": query.id,
            **_passage(query.passage, numbers),
            "to": query.role,
            "name": query.name,
            "resolved": query.resolved,
            "resolved_why": query.resolved_why,
            "by": query.person_name,
            "at": query.at,
            "messages": [asdict(message) for message in query.messages],
        }
        for query in queries.threads(project.conn, article.id if article else None)
    ]


def _passage(passage: PassageRecord, numbers: dict[ClaimId, str]) -> dict[str, Any]:
    return {
        "article": passage.article,
        "draft": passage.draft,
        "start": passage.start,
        "end": passage.end,
        "quote": passage.quote,
        "claim": passage.claim,
        "number": numbers.get(passage.claim, "") if passage.claim else "",
    }


LISTS: dict[str, Callable[[Project, ArticleRecord | None], Iterable[dict[str, Any]]]] = {
    "articles": _articles,
    "drafts": _drafts,
    "annotations": _annotations,
    "sentences": _sentences,
    "facts": _facts,
    "claims": _claims,
    "sources": _sources,
    "contacts": _contacts,
    "evidence": _evidence,
    "verdicts": _verdicts,
    "fixes": _fixes,
    "queries": _queries,
    "conflicts": conflicts,
    "erasures": erasures,
    "differences": differences,
    "twice": twice,
    "history": history,
    "merges": merges,
    "people": everybody,
}

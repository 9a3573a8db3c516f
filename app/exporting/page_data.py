"""The sheet as the page template takes it: plain lists and strings, nothing left to decide but the look."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast
from urllib.parse import urlsplit

from app.exporting import sheet_words as words
from app.exporting.check_words import independence_words
from app.exporting.claim_data import SheetClaim, SheetConflict, SheetEvidence, SheetQuestion, SheetRating
from app.exporting.clean_text import Cleaning, break_long_runs
from app.exporting.draft_words import draft_words, old_words, short_draft_words
from app.exporting.gaps import first_words
from app.exporting.joined_words import joined_line, joined_numbers
from app.exporting.page_checks import check_page
from app.exporting.page_facts import ticking_page
from app.exporting.page_remarks import by, fix_page, query_page
from app.exporting.sheet_data import SheetArticle, SheetData, SheetGap, SheetParagraph, SheetSource
from db.records.fingerprints import spoken_fingerprint

Page = dict[str, Any]

GAPS_ON_FRONT = 14
_HEADLINE_RUN = 22
# Characters of a question that fill about a fifth of a page; a longer one may break across pages.
_KEPT_WHOLE = 640
_TONES = ("true", "mostly", "mixed", "misleading", "false", "unknown", "unrated", "differ")


def page_data(data: SheetData) -> Page:
    """What the template is given, words not yet cleaned; the notes are added after cleaning."""
    several = len(data.articles) > 1
    headline = data.title if several or not data.articles else data.articles[0].headline
    places = {s.number: n for n, s in reversed(list(enumerate(data.sources)))}
    gaps = [_gap(g, data) for g in data.gaps]
    return {
        "labels": dict(words.LABELS),
        "questions": dict(words.QUESTIONS),
        "title": break_long_runs(headline or "Untitled article", _HEADLINE_RUN),
        "short": first_words(headline or "Untitled article", 14, 34 if data.demonstration else 70),
        "author": data.issued_by,
        "project": " · ".join(filter(None, (first_words(data.title, 12, 70), f"revision {data.revision}"))),
        "issued": f"Issued {words.time_words(data.issued_at).partition(',')[0]}"
        + (f" by {first_words(data.issued_by, 4, 24)}" if data.issued_by else ""),
        "demonstration": data.demonstration,
        "incomplete": words.gap_summary(data) if data.incomplete else "",
        "pending": words.pending_words(data),
        "gaps": gaps,
        "gaps-on-front": GAPS_ON_FRONT if len(gaps) > GAPS_ON_FRONT + 2 else len(gaps),
        "conflicts": [_conflict(c) for c in data.conflicts],
        "articles": [_article(a, data, places) for a in data.articles],
        "sources": [_source(s) for s in data.sources],
        "method": [
            *words.METHOD,
            *([words.METHOD_FACTS] if data.facts_listed else []),
            *([words.METHOD_HELD_BACK] if data.holds_back else []),
        ],
        "hidden": words.hidden_words(data.hidden),
        "scales": [
            {"name": s.name, "steps": [_rating_of(r) | {"meaning": r.meaning} for r in s.ratings]}
            for s in data.scales
        ],
        "record": _record(data),
        "notes": [],
    }


def clean(value: Any, cleaning: Cleaning) -> Any:
    """The same structure with every string fit to print; link targets keep their bytes."""
    if isinstance(value, str):
        return cleaning.text(value)
    if isinstance(value, list):
        return [clean(v, cleaning) for v in value]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, dict):
        pairs = cast("Page", value)
        return {k: v if k == "link" else clean(v, cleaning) for k, v in pairs.items()}
    return value


def web_link(url: str) -> str:
    """The address if it is a plain http or https one, else nothing: other schemes are shown, never linked."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    printable = url.isprintable() and " " not in url
    return url if parts.scheme in ("http", "https") and parts.netloc and printable else ""


def _address(url: str) -> Page:
    return {"text": url, "link": web_link(url)}


def _rating_of(rating: Any) -> Page:
    tone = rating.tone if rating.tone in _TONES else "unknown"
    return {"label": rating.label, "sign": rating.sign, "tone": tone}


def _gap(gap: SheetGap, data: SheetData) -> Page:
    where = [f"Article {gap.article + 1}"] if len(data.articles) > 1 and gap.article >= 0 else []
    where += [f"claim {gap.claim}"] if gap.claim else []
    where += [f"paragraph {gap.paragraph}"] if gap.paragraph else []
    place = ", ".join(where) or ("the article" if gap.article >= 0 else "the project")
    return {
        "where": place[0].upper() + place[1:],
        "what": words.gap_words(gap),
        "words": break_long_runs(gap.words, 24),
    }


def _article(a: SheetArticle, data: SheetData, places: dict[str, int]) -> Page:
    return {
        "title": break_long_runs(a.headline or "Untitled article", _HEADLINE_RUN),
        "standfirst": a.standfirst,
        "finding": _rating_of(a.finding) if a.finding else None,
        "language": _language(a.language or data.language),
        "facts": _facts(a),
        "bars": _bars(a),
        "ledger": words.ledger_words(a),
        "reported": any(c.asks("said") for c in a.claims),
        "claims": _claims(a, places),
        "elsewhere": {
            "fixes": [fix_page(f, quoted=True) for f in a.fixes],
            "queries": [query_page(q, quoted=True) for q in a.queries],
        },
        "ticking": ticking_page(a.facts, places) if a.facts else None,
        "conflicts": [_conflict(c) for c in a.conflicts],
        "note": words.article_note(a),
        "paragraphs": [_paragraph(p, a.claims) for p in a.paragraphs],
    }


def _language(code: str) -> str:
    base = code.partition("-")[0].lower()
    return base if base.isascii() and base.isalpha() and 2 <= len(base) <= 3 else "en"


def _facts(a: SheetArticle) -> list[Page]:
    by = f"by {a.captured_by}" if a.captured_by else ""
    captured = ", ".join(filter(None, (words.day_words(a.captured), by)))
    nameless = f"draft {a.draft}, pasted or corrected here" if a.draft > 1 else "pasted text"
    original = f"{a.original_name or nameless}, {a.original_size:,} bytes" if a.original_sha else ""
    facts = (
        ("Article", first_words(a.title, 30, 140), ""),
        ("Outlet", a.outlet, ""),
        ("Byline", a.byline, ""),
        ("Published", words.day_words(a.published), ""),
        ("Found at", a.url, a.url),
        ("Archived at", a.archive_url, a.archive_url),
        ("Captured", captured, ""),
        ("Checked by", ", ".join(a.checkers), ""),
        *([("Text checked", words.which_draft(a), "")] if a.drafts > 1 else []),
        ("Original kept", original, ""),
    )
    return [
        {
            "name": name,
            "text": break_long_runs(text, 24) or words.NOT_STATED,
            "link": web_link(url),
            "blank": not text,
        }
        for name, text, url in facts
    ]


def _bars(a: SheetArticle) -> list[Page]:
    out: list[Page] = []
    for question, asked in words.QUESTIONS.items():
        ratings = [q.rating for c in a.claims if (q := c.asks(question))]
        counts: Counter[SheetRating] = Counter(ratings)
        order = sorted(counts, key=lambda r: (_TONES.index(r.tone) if r.tone in _TONES else 9, r.label))
        if ratings:
            steps = [_rating_of(r) | {"count": counts[r]} for r in order]
            out.append({"question": asked, "of": words.counted(len(ratings), "claim"), "steps": steps})
    return out


def _claims(a: SheetArticle, places: dict[str, int]) -> list[Page]:
    return [_claim(c, places) for c in a.claims]


def _claim(c: SheetClaim, places: dict[str, int]) -> Page:
    status = words.STATUS.get(c.status, c.status)
    needs = words.missing_words(c.missing) if c.status != "closed" else ""
    start = 1
    questions: list[Page] = []
    for q in c.questions:
        questions.append(_question(q, start, places))
        start += len(q.evidence)
    return {
        "number": c.number,
        "joined": joined_numbers(c.joined),
        "joined-lines": [joined_line(one, words.day_words(one.day)) for one in c.joined],
        "short": break_long_runs(first_words(c.wording or c.quote, 24, 170), 20),
        "quote": c.quote,
        "rtl": c.right_to_left,
        "wording": c.wording,
        "attribution": _attribution(c),
        "place": f"Paragraph {c.paragraph}" if c.marked else "Not in the current draft",
        "marked": c.marked,
        "redrafted": draft_words(c),
        "recheck": short_draft_words(c),
        "was": old_words(c),
        "status": status,
        "needs": f"Still needs {needs}." if needs else "",
        "reason": c.close_reason,
        "ratings": {q.question: _rating_of(q.rating) for q in c.questions},
        "questions": questions,
        "fixes": [fix_page(f, quoted=f.quote != c.quote) for f in c.fixes],
        "queries": [query_page(q, quoted=q.quote != c.quote) for q in c.queries],
        "notes": [{"text": n.text, "by": by(n.person, n.day)} for n in c.notes],
        "conflicts": [_conflict(k) for k in c.conflicts]
        or ([{"what": words.counted(c.conflict_count, "thing"), "versions": []}] if c.conflict_count else []),
    }


def _attribution(c: SheetClaim) -> Page:
    if not c.speaker:
        return {"lead": "In the article’s own voice.", "speaker": "", "rest": ""}
    act = f", who {c.act}" if c.act else ""
    through = f", through {c.through}" if c.through else ""
    return {"lead": "Attributed to ", "speaker": c.speaker, "rest": f"{act}{through}."}


def _question(q: SheetQuestion, start: int, places: dict[str, int]) -> Page:
    size = sum(len(v.rationale) + 90 for v in q.verdicts)
    size += sum(len(e.passage) + len(e.url) + 180 for e in q.evidence)
    return {
        "whole": size < _KEPT_WHOLE,
        "question": words.QUESTIONS[q.question],
        "rating": _rating_of(q.rating),
        "differs": q.differs,
        "decision": words.decision_words(q.decision) if q.decision else "",
        "decided-why": [p for p in q.decision.why.split("\n") if p.strip()] if q.decision else [],
        "verdicts": [
            {
                "person": v.person or words.NOT_STATED,
                "day": words.day_words(v.day),
                "as-of": words.day_words(v.as_of) or words.NOT_STATED,
                "rating": _rating_of(v.rating),
                "rationale": [p for p in v.rationale.split("\n") if p.strip()],
            }
            for v in q.verdicts
        ],
        "evidence": [_evidence(e, n, places) for n, e in enumerate(q.evidence, start)],
        "independence": independence_words(q.sources, q.independent),
    }


def _evidence(e: SheetEvidence, number: int, places: dict[str, int]) -> Page:
    kept = "link only" if e.link_only else "note"
    if e.kept:
        kept = f"kept copy, SHA-256 {e.kept[:12]}…"
    by = ", ".join(filter(None, (e.person, words.day_words(e.day))))
    return {
        "number": number,
        "whole": len(e.passage) < _KEPT_WHOLE,
        "stance": e.stance,
        "says": words.STANCES.get(e.stance, e.stance),
        "source": e.source,
        "place": places.get(e.source),
        "title": words.HELD_BACK.get(e.held) or e.title or words.NOT_STATED,
        "held": bool(e.held),
        "passage": e.passage,
        "check": check_page(e.check),
        "locator": e.locator or "place in the source not stated",
        "url": _address(e.url),
        "kept": kept,
        "by": f"attached by {by}" if by else "",
    }


def _conflict(c: SheetConflict) -> Page:
    versions = [
        {
            "text": v.value.splitlines() or ["(empty)"],
            "by": ", ".join(filter(None, (v.person, words.day_words(v.day)))),
        }
        for v in c.versions
    ]
    size = sum(len(v.value) for v in c.versions) + 40 * len(c.versions)
    return {"what": c.what, "versions": versions, "whole": size <= _KEPT_WHOLE}


def _paragraph(p: SheetParagraph, claims: tuple[SheetClaim, ...]) -> Page:
    begun = [m.claim for r in p.runs for m in r.marks if m.begins]
    carried = [m.claim for m in p.runs[0].marks if not m.begins] if p.runs else []
    crossing = {m.claim for r in p.runs if len(r.marks) > 1 for m in r.marks}
    here = list(dict.fromkeys(carried + begun))
    return {
        "kind": p.kind,
        "level": p.level,
        "number": p.number,
        "rtl": p.right_to_left,
        "length": sum(len(r.text) for r in p.runs),
        "notes": [_margin(i, claims[i]) for i in here],
        "runs": [
            {
                "text": r.text,
                "style": list(r.style),
                "marks": [
                    {
                        "claim": m.claim,
                        "number": claims[m.claim].number,
                        "tone": _tone_of(claims[m.claim]),
                        "lane": m.lane % 4,
                        "opens": m.begins and m.claim in crossing,
                        "ends": m.ends,
                        "crosses": m.claim in crossing,
                    }
                    for m in sorted(r.marks, key=lambda m: m.lane)
                ],
            }
            for r in p.runs
        ],
    }


def _tone_of(c: SheetClaim) -> str:
    so = c.asks("so")
    return _rating_of(so.rating)["tone"] if so else "unrated"


def _margin(place: int, c: SheetClaim) -> Page:
    ratings = [_rating_of(q.rating) | {"question": q.question} for q in c.questions]
    return {"claim": place, "number": c.number, "ratings": ratings}


def _source(s: SheetSource) -> Page:
    published = words.day_words(s.published)
    undated = "" if published else f"published: {words.NOT_STATED}"
    about = [words.SOURCE_KINDS.get(s.kind, s.kind), s.author, s.publisher, published, undated]
    kept = [words.counted(s.size, "byte"), s.media_type, s.original_name] if s.sha else []
    added = ", ".join(filter(None, (s.added_by, words.day_words(s.day))))
    use = [
        f"Cited {words.counted(s.cited, 'time')}",
        f"{words.counted(s.ticked, 'fact')} ticked against it" if s.ticked else "",
        f"added by {added}" if added else "",
    ]
    return {
        "number": s.number,
        "title": s.title or words.NOT_STATED,
        "about": " · ".join(filter(None, about)),
        "url": _address(s.url),
        "archive": _address(s.archive_url),
        "sha": s.sha,
        "kept": " · ".join(filter(None, kept)),
        "link-only": s.link_only,
        "note": s.note if s.kind == "note" else "",
        "use": " · ".join(filter(None, use)),
    }


def _record(data: SheetData) -> list[list[str]]:
    claims = [c for a in data.articles for c in a.claims]
    rows = [
        ["Project", f"{data.title or words.NOT_STATED}, revision {data.revision}"],
        ["Fingerprint", data.fingerprint or words.NOT_STATED],
        ["The same on the phone", spoken_fingerprint(data.fingerprint) or words.NOT_STATED],
        ["Issued", f"{words.time_words(data.issued_at)} by {data.issued_by or words.NOT_STATED}"],
        ["Claims", f"{len(claims)}, of which {sum(c.status == 'closed' for c in claims)} closed"],
        ["Sources", words.sources_words(data)],
    ]
    for n, a in enumerate(data.articles, 1):
        which = f" {n}" if len(data.articles) > 1 else ""
        about = ", ".join(filter(None, (a.media_type, a.encoding, words.counted(a.original_size, "byte"))))
        rows += [
            [f"Article{which}", f"{words.which_draft(a)}; {words.ledger_words(a)}"],
            [f"Original{which}", about if a.original_sha else words.NOT_STATED],
            [f"SHA-256 of original{which}", a.original_sha or words.NOT_STATED],
        ]
    return rows

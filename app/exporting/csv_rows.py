"""The sheet as rows, one per claim, in a CSV file that spreadsheets open without running anything in it.

UTF-8 with byte-order mark, comma, CRLF, every cell quoted. A cell that a spreadsheet could take for a formula
gets an apostrophe in front, which ``unguard`` takes away again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from app.exporting.check_words import check_line, independence_words
from app.exporting.claim_data import SheetClaim, SheetEvidence, SheetFix, SheetQuery, SheetQuestion
from app.exporting.draft_words import draft_words, old_words
from app.exporting.joined_words import joined_line
from app.exporting.remark_words import fix_line, note_line, query_line
from app.exporting.sheet_data import SheetArticle, SheetData
from app.exporting.sheet_words import HELD_BACK, decision_words
from db.errors import KnownError

_RISKY = tuple("=+-@\t\r\n'\uff1d\uff0b\uff0d\uff20")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)
_SURROGATES = re.compile("[\ud800-\udfff]")
_ONE_QUESTION = ("verdict", "rationale", "as of")

COLUMNS: tuple[str, ...] = (
    "project",
    "demonstration",
    "article",
    "article id",
    "draft number",
    "original file",
    "claim",
    "claim id",
    "joined claims",
    "draft",
    "paragraph",
    "start",
    "end",
    "quoted text",
    "old words",
    "new draft",
    "wording",
    "kind",
    "speaker",
    "through",
    "act",
    *(f"said: {name}" for name in _ONE_QUESTION),
    *(f"so: {name}" for name in _ONE_QUESTION),
    "fixes",
    "open queries",
    "notes",
    "status",
    "close reason",
    "still needed",
    "difference",
    "conflicts",
    "checkers",
    "assignee",
    "evidence",
    "quote checks",
    "independent sources",
    "issued",
    "issued by",
    "fingerprint",
)


class NotOurCsv(KnownError):
    """A file that is not a CSV of claims as written here."""


def guard(cell: str) -> str:
    """``cell`` such that no spreadsheet takes it for a formula; plain numbers stay as they are."""
    return "'" + cell if cell.startswith(_RISKY) and not _NUMBER.fullmatch(cell) else cell


def unguard(cell: str) -> str:
    """The cell that ``guard`` was given: ``unguard(guard(x)) == x``."""
    return cell[1:] if cell.startswith("'") else cell


def rows(data: SheetData) -> list[dict[str, str]]:
    """One row per claim, in the order of the sheet, with the keys of COLUMNS.

    After an article's claims come the words that are no claim's but have a fix or an open query: such a row
    has no claim number, and the status ``passage``.
    """
    out: list[dict[str, str]] = []
    for article in data.articles:
        out += [_row(data, article, claim) for claim in article.claims]
        out += [_passage_row(data, article, one) for one in (*article.fixes, *article.queries)]
    return out


def csv_text(table: Iterable[Mapping[str, str]], columns: Iterable[str] = COLUMNS) -> str:
    """The rows as CSV without the byte-order mark; a lone surrogate becomes U+FFFD."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    names = list(columns)
    writer.writerow(names)
    writer.writerows([guard(_SURROGATES.sub("\ufffd", row[name])) for name in names] for row in table)
    return out.getvalue()


def csv_bytes(data: SheetData) -> bytes:
    """The whole file, byte-order mark first."""
    return csv_text(rows(data)).encode("utf-8-sig")


def read_csv(content: bytes) -> list[dict[str, str]]:
    """The rows of a file written by ``csv_bytes``, cell for cell.

    Raises NotOurCsv where the bytes are not UTF-8 or a row has not as many cells as the first.
    """
    try:
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotOurCsv(f"This is not a CSV of claims: {error}.") from error
    if not lines or any(len(line) != len(lines[0]) for line in lines):
        raise NotOurCsv("This is not a CSV of claims: its rows are not equally long.")
    head, *body = lines
    return [dict(zip(head, map(unguard, line), strict=True)) for line in body]


def _row(data: SheetData, article: SheetArticle, c: SheetClaim) -> dict[str, str]:
    row = {
        **about(data, article),
        "claim": c.number,
        "claim id": c.id,
        "joined claims": "\n".join(joined_line(one, one.day) for one in c.joined),
        "draft": c.draft,
        "paragraph": str(c.paragraph),
        "start": str(c.start),
        "end": str(c.end),
        "quoted text": c.quote,
        "old words": old_words(c),
        "new draft": draft_words(c),
        "wording": c.wording,
        "kind": c.kind,
        "speaker": c.speaker,
        "through": c.through,
        "act": c.act,
        "status": c.status,
        "close reason": c.close_reason,
        "still needed": ", ".join(c.missing),
        "difference": _difference(c),
        "conflicts": _conflicts(c),
        "checkers": ", ".join(_checkers(c)),
        "assignee": c.assignee,
        "evidence": "\n".join(f"{n}. {_evidence(e)}" for n, e in enumerate(all_evidence(c), 1)),
        "independent sources": "\n".join(
            f"{q.question}: {words}"
            for q in c.questions
            if (words := independence_words(q.sources, q.independent))
        ),
        "quote checks": "\n".join(
            f"{n}. {check_line(e.check)}" for n, e in enumerate(all_evidence(c), 1) if e.check
        ),
        "fixes": "\n".join(map(fix_line, c.fixes)),
        "open queries": "\n".join(map(query_line, c.queries)),
        "notes": "\n".join(map(note_line, c.notes)),
    }
    for name in ("said", "so"):
        row |= {f"{name}: {key}": cell for key, cell in _question(c.asks(name)).items()}
    return row


def about(data: SheetData, article: SheetArticle) -> dict[str, str]:
    """The cells that every row of a sheet has: of which project and article it is, and who issued it when."""
    issued = datetime.fromtimestamp(data.issued_at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "project": data.title,
        "demonstration": "DEMONSTRATION" if data.demonstration else "",
        "article": article.title,
        "article id": article.id,
        "draft number": str(article.draft),
        "original file": article.original_name,
        "issued": issued,
        "issued by": data.issued_by,
        "fingerprint": data.fingerprint,
    }


def _passage_row(data: SheetData, article: SheetArticle, one: SheetFix | SheetQuery) -> dict[str, str]:
    is_fix = isinstance(one, SheetFix)
    return {
        **dict.fromkeys(COLUMNS, ""),
        **about(data, article),
        "paragraph": str(one.paragraph),
        "quoted text": one.quote,
        "fixes": fix_line(one) if is_fix else "",
        "open queries": "" if is_fix else query_line(one),
        "status": "passage",
    }


def all_evidence(c: SheetClaim) -> list[SheetEvidence]:
    """The claim's evidence on both questions, numbered from 1 in this order on sheet and row."""
    return [e for q in c.questions for e in q.evidence]


def _question(q: SheetQuestion | None) -> dict[str, str]:
    if q is None:
        return dict.fromkeys(_ONE_QUESTION, "") | {"verdict": "not asked"}
    if not q.verdicts:
        return dict.fromkeys(_ONE_QUESTION, "") | {"verdict": "not rated"}
    if len(q.verdicts) == 1 and q.decision is None:
        v = q.verdicts[0]
        cells = (v.rating.label, v.rationale, v.as_of)
        return dict(zip(_ONE_QUESTION, cells, strict=True))
    return {
        "verdict": (f"decided: {q.decision.rating.label}; " if q.decision else "")
        + "; ".join(f"{v.person}: {v.rating.label}" for v in q.verdicts),
        "rationale": "\n".join(f"{v.person}: {v.rationale}" for v in q.verdicts if v.rationale),
        "as of": "; ".join(f"{v.person}: {v.as_of}" for v in q.verdicts if v.as_of),
    }


def _difference(c: SheetClaim) -> str:
    """What is unresolved, then what was decided; nothing where all who rated agree."""
    which = [q.question for q in c.questions if q.differs]
    lines = ["checkers differ, unresolved: " + (", ".join(which) or "verdict")] if c.difference else []
    lines += [
        f"{q.question}: {decision_words(q.decision)} {q.decision.why}" for q in c.questions if q.decision
    ]
    return "\n".join(lines)


def _conflicts(c: SheetClaim) -> str:
    if not c.conflict_count:
        return ""
    lines = [
        f"{k.what}: " + " | ".join(f"{v.person}, {v.day}: {v.value}" for v in k.versions) for k in c.conflicts
    ]
    return "\n".join([f"{c.conflict_count} unresolved", *lines])


def _checkers(c: SheetClaim) -> list[str]:
    return sorted({v.person for q in c.questions for v in q.verdicts})


def _evidence(e: SheetEvidence) -> str:
    if e.held:
        by = ", ".join(filter(None, (e.person, e.day)))
        return " · ".join(filter(None, (f"[{e.question}] {e.stance}: {HELD_BACK[e.held]}", by)))
    parts = [
        f"[{e.question}] {e.stance}: {e.source} {e.title}".rstrip(),
        f"“{e.passage}”" if e.passage else "",
        e.locator,
        e.url,
        f"kept copy SHA-256 {e.kept}" if e.kept else "link only" if e.link_only else "",
        ", ".join(filter(None, (e.person, e.day))),
    ]
    return " · ".join(filter(None, parts))

"""The verdict sheet as PDF: PDF/A-3a and PDF/UA-1 where the words allow it, typeset by Typst.

Rendered in a child process only: Typst keeps the memory of what it set and can be stopped by killing alone.
Given the same sheet and the same fonts the bytes are the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import resources
from app.exporting import csv_facts, csv_rows
from app.exporting.clean_text import INVISIBLE, Cleaning, named
from app.exporting.font_coverage import bundled_fonts, uncovered
from app.exporting.page_data import Page, clean, page_data
from app.exporting.sheet_data import SheetData
from db.errors import KnownError

if TYPE_CHECKING:
    from typst import Fonts, PDFStandard

STRICT = ("a-3a", "ua-1")
_UNDRAWN = re.compile(r"the text `\"(.+?)\"` could not be displayed")
_SURROGATES = re.compile("[\ud800-\udfff]")


class SheetNotSet(KnownError):
    """The typesetter refused the sheet even as a plain PDF."""


@dataclass(frozen=True)
class Rendered:
    """A PDF; ``notes`` tell in whole sentences what is not as it should be."""

    content: bytes
    strict: bool
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Attempt:
    system_fonts: bool
    unprintable: frozenset[str]
    strict: bool


def render(data: SheetData) -> Rendered:
    """Typeset the sheet.

    Tries the archive and accessibility standards first, with the fonts shipped; with this computer's fonts
    where those lack a character; then with □ in its place; and at last as a plain PDF.
    Raises SheetNotSet.
    """
    raw = page_data(data)
    bundled, wanted = bundled_fonts(resources.path("fonts")), _characters(clean(raw, Cleaning()))
    lacking = frozenset(uncovered(wanted, bundled))
    refusal = ""
    for attempt in _attempts(lacking):
        undrawn: set[str] = set()
        for _ in range(2):
            unprintable = attempt.unprintable | undrawn
            page, notes = _cleaned(raw, data, unprintable, attempt)
            try:
                return Rendered(_compile(page, data.issued_at, attempt), attempt.strict, notes)
            except _Refused as error:
                refusal = str(error)
                undrawn |= {c for text in _UNDRAWN.findall(refusal) for c in text} - {" "}
            if not undrawn:
                break
    first = refusal.strip().splitlines()[0] if refusal.strip() else "no reason given"
    raise SheetNotSet(f"The PDF could not be made ({first}); the CSV holds the same claims.")


class _Refused(Exception):
    pass


def _attempts(lacking: frozenset[str]) -> Iterator[_Attempt]:
    if lacking:
        here = _fonts(system=True).fonts()
        fonts = [(Path(f.path), f.index) for f in here if f.path]
        yield _Attempt(True, frozenset(uncovered(lacking, fonts)), strict=True)
    yield _Attempt(False, lacking, strict=True)
    yield _Attempt(bool(lacking), frozenset(), strict=False)


def _fonts(*, system: bool) -> Fonts:
    from typst import Fonts

    folder = str(resources.path("fonts"))
    return Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=[folder])


def _compile(page: Page, issued_at: int, attempt: _Attempt) -> bytes:
    import typst

    template = resources.path("sheet/sheet.typ")
    # Nothing but the template can be read, and packages, which Typst would fetch, are looked for nowhere.
    nowhere = template.parent / "no-packages"
    compiler = typst.Compiler(
        template.read_bytes(),
        root=template.parent,
        package_path=nowhere,
        package_cache_path=nowhere,
        font_paths=_fonts(system=attempt.system_fonts),
        sys_inputs={"sheet": json.dumps(page, ensure_ascii=False)},
    )
    standards: list[PDFStandard] = list(STRICT) if attempt.strict else []
    try:
        content = compiler.compile(format="pdf", pdf_standards=standards, timestamp=issued_at // 1000)
    except typst.TypstError as error:
        raise _Refused(f"{error.message}\n{error.diagnostic}") from error
    assert isinstance(content, bytes)
    return content


def _cleaned(
    raw: Page, data: SheetData, unprintable: frozenset[str] | set[str], attempt: _Attempt
) -> tuple[Page, tuple[str, ...]]:
    cleaning = Cleaning(unprintable)
    page: Page = clean(raw, cleaning)
    notes: list[str] = []
    if cleaning.replaced:
        notes.append(
            f"Characters that no font at hand can draw are shown as □ ({named(cleaning.replaced)}); "
            "the attached text and CSV have them."
        )
    if cleaning.dropped:
        notes.append(f"Control characters and stacked accents were left out ({named(cleaning.dropped)}).")
    if not attempt.strict:
        notes.append("This is a plain PDF: some of its words could not be set to the archive standard PDF/A.")
    page["notes"] = list(notes)
    page["attached"] = _attachments(data)
    page["record"].append(["Attached to this PDF", ", ".join(a["name"] for a in page["attached"])])
    return page, tuple(notes)


def _attachments(data: SheetData) -> list[dict[str, str]]:
    out: list[dict[str, str]] = []
    for n, article in enumerate(data.articles, 1):
        out.append(
            {
                "name": f"article-{n}.txt" if len(data.articles) > 1 else "article.txt",
                "content": _SURROGATES.sub("\ufffd", article.text),
                "type": "text/plain",
                "relationship": "source",
                "about": f"Stored text of {article.title or 'the article'}"[:120],
            }
        )
    out.append(
        {
            "name": "claims.csv",
            "content": csv_rows.csv_bytes(data).decode(),
            "type": "text/csv",
            "relationship": "data",
            "about": "The claims of this sheet, one per row",
        }
    )
    if data.facts_listed:
        out.append(
            {
                "name": "facts.csv",
                "content": csv_facts.csv_bytes(data).decode(),
                "type": "text/csv",
                "relationship": "data",
                "about": "The facts of this sheet, one row per tick",
            }
        )
    return out


def _characters(value: Any) -> set[str]:
    if isinstance(value, str):
        return set(value) - INVISIBLE
    items: Iterable[Any] = ()
    if isinstance(value, dict):
        items = cast("Page", value).values()
    elif isinstance(value, list):
        items = cast("list[Any]", value)
    found: set[str] = set()
    for item in items:
        found |= _characters(item)
    return found

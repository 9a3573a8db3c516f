"""What a search found as rows to be shown: a group for each kind, with the place of each in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from db.records import SourceKind, SourceRecord
from db.records.search import SearchHit
from widgets.searching.found_list import FoundRow

KINDS = ("article", "claim", "evidence", "source", "text")
_FEW = 4
_MANY = 40


def rows_of(
    hits: Sequence[SearchHit], sources: Mapping[str, SourceRecord], whole: Collection[str] = ()
) -> list[FoundRow]:
    """The hits under a heading for each kind, the best of each first; of kinds in ``whole`` all of them."""
    rows: list[FoundRow] = []
    for kind in KINDS:
        found = [(n, hit) for n, hit in enumerate(hits) if hit.kind == kind]
        if not found:
            continue
        rows.append(FoundRow(f"{kind}/", _kinds()[kind], heading=True))
        few = _MANY if kind in whole else _FEW if kind != "text" else 2 * _FEW
        # One more is shown in the place of the row that would tell of it.
        shown = found if len(found) <= few + 1 else found[:few]
        rows += [row_of(hit, sources) for _, hit in shown]
        if len(shown) < len(found):
            words = _tr("Show {0} more").format(len(found) - len(shown))
            rows.append(FoundRow(f"{kind}/more", words, more=True))
    return rows


def row_of(hit: SearchHit, sources: Mapping[str, SourceRecord]) -> FoundRow:
    """One of them."""
    source = sources.get(hit.id) if hit.kind in ("source", "text") else None
    where = [part_words(hit.part, source) if source is not None and hit.kind == "text" else ""]
    if source is not None and source.confidential:
        where.append(_tr("confidential"))
    title = hit.title or _tr("Untitled")
    return FoundRow(key_of(hit), title, " · ".join(filter(None, where)), hit.snippet, hit.marks)


def key_of(hit: SearchHit) -> str:
    """What names a hit among those found for the same words."""
    return f"{hit.kind}/{hit.id}/{hit.start}"


def part_words(part: int | None, source: SourceRecord) -> str:
    """The page, sheet or paragraph of that number, from 0, of a source; blank for none."""
    if part is None:
        return ""
    number = part + 1
    if source.media_type == "application/pdf":
        return _tr("p. {0}").format(number)
    if source.kind == SourceKind.DATASET:
        # A file of values has one sheet.
        return "" if source.media_type.startswith("text/") else _tr("sheet {0}").format(number)
    return _tr("¶ {0}").format(number)


def _kinds() -> dict[str, str]:
    return {
        "article": _tr("Articles"),
        "claim": _tr("Claims"),
        "evidence": _tr("Evidence"),
        "source": _tr("Sources"),
        "text": _tr("In the words of sources"),
    }


def _tr(words: str) -> str:
    return QCoreApplication.translate("SearchRows", words)

"""What of an article read a person should look at before it is kept, and the article as they leave it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from app.importing.article import Aside, ImportedArticle
from db.layout import Block
from db.records import ArticleText, AsideRecord, BlockRecord, EmphasisRecord, TextId

BY_HAND = "by-hand"
"""Why something is set aside that a person set aside."""

ENCODINGS = (
    "utf-8",
    "utf-16",
    "cp1252",
    "iso8859-15",
    "mac-roman",
    "cp1250",
    "iso8859-2",
    "cp1251",
    "koi8-r",
    "koi8-u",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "cp874",
    "gb18030",
    "big5",
    "shift-jis",
    "euc-jp",
    "euc-kr",
)
"""Those offered for a text whose letters came out wrong."""

_ABOUT_TITLES = frozenset({"title-from-filename", "title-from-text"})
_DOUBTFUL = frozenset(
    {
        "encoding-guessed",
        "bytes-replaced",
        "nul-replaced",
        "surrogates-replaced",
        "pages-without-text",
        "right-to-left-from-pdf",
    }
    | _ABOUT_TITLES
)
_DECODED = frozenset({"text/plain", "text/markdown", "text/html"})
_TITLES = 5
_LONGEST_TITLE = 160


def is_doubtful(article: ImportedArticle) -> bool:
    """Whether something in it was guessed, was set aside, or is missing: a person is to look first."""
    return bool(article.asides) or any(note.code in _DOUBTFUL for note in article.notes)


def is_doubtful_draft(draft: ImportedArticle) -> bool:
    """The same of an article's next draft: its article has a title and provenance already, and keeps them."""
    return bool(draft.asides) or any(note.code in _DOUBTFUL - _ABOUT_TITLES for note in draft.notes)


def has_encoding(article: ImportedArticle) -> bool:
    """Whether its file could be read in another encoding."""
    return bool(article.encoding and article.original_name) and article.media_type in _DECODED


def titles(article: ImportedArticle) -> tuple[str, ...]:
    """What it may be called, the title it has first: its headline, its first lines, its file's name."""
    found = [article.title]
    aside = [(one.start, one.end) for one in article.asides]
    for block in article.blocks:
        words = _words(article.text, block)
        inside = any(start <= block.start and block.end <= end for start, end in aside)
        if not inside and len(words) <= _LONGEST_TITLE:
            found.append(words)
        if len(found) > _TITLES:
            break
    if article.original_name:
        found.append(PurePath(article.original_name).stem)
    return tuple(dict.fromkeys(filter(None, found)))


def shown(article: ImportedArticle, asides: Sequence[tuple[Aside, bool]]) -> ArticleText:
    """The text as it will be read; each aside with whether it is set aside or kept all the same."""
    return ArticleText(
        id=TextId(f"preview:{article.original_name}"),
        text=article.text,
        blocks=tuple(
            BlockRecord(b.start, b.end, b.kind, b.level, n) for n, b in enumerate(article.blocks, 1)
        ),
        emphasis=tuple(EmphasisRecord(e.start, e.end, e.kind, e.data) for e in article.emphasis),
        asides=tuple(
            AsideRecord(f"{one.start}-{one.end}", one.start, one.end, one.reason, aside)
            for one, aside in asides
        ),
    )


def toggled(
    article: ImportedArticle, asides: Sequence[tuple[Aside, bool]], offset: int
) -> list[tuple[Aside, bool]]:
    """The asides with the one at that offset turned over; where there is none, its paragraph set aside."""
    at = next((i for i, (one, _) in enumerate(asides) if one.start <= offset <= one.end), None)
    if at is not None:
        one, aside = asides[at]
        rest = [*asides[:at], *asides[at + 1 :]]
        # What only a person set aside is not worth a second look once they took it back.
        back = [] if aside and one.reason == BY_HAND else [(one, not aside)]
        return sorted([*rest, *back], key=lambda item: item[0].start)
    block = next((b for b in article.blocks if b.start <= offset <= b.end), None)
    if block is None:
        return list(asides)
    outside = [item for item in asides if item[0].end <= block.start or block.end <= item[0].start]
    outside.append((Aside(block.start, block.end, BY_HAND), True))
    return sorted(outside, key=lambda item: item[0].start)


def has_words(article: ImportedArticle, asides: Sequence[tuple[Aside, bool]]) -> bool:
    """Whether anything is left that is not set aside."""
    kept, at = "", 0
    for one, aside in asides:
        if aside:
            kept, at = kept + article.text[at : one.start], one.end
    return bool((kept + article.text[at:]).strip())


def as_left(
    article: ImportedArticle,
    *,
    title: str,
    asides: Sequence[Aside],
    provenance: Mapping[str, str],
    language: str,
) -> ImportedArticle:
    """The article as a person left it, its ledger's entries cut anew where that changed them.

    A title that is a line of the text makes that line the headline.
    """
    from app.importing.entries import ledger_entries

    title = " ".join(title.split()) or article.title
    language = language.strip().lower()
    blocks = _headed(article, title)
    same = tuple(asides) == article.asides and blocks == article.blocks
    return replace(
        article,
        title=title,
        asides=tuple(asides),
        blocks=blocks,
        sentences=article.sentences if same else ledger_entries(article.text, blocks, asides),
        facts=article.facts if same and language == article.language else None,
        provenance={key: provenance.get(key, value).strip() for key, value in article.provenance.items()},
        language=language,
    )


def _headed(article: ImportedArticle, title: str) -> tuple[Block, ...]:
    blocks = article.blocks
    if title == article.title:
        return blocks
    at = next((i for i, block in enumerate(blocks) if _words(article.text, block) == title), None)
    if at is None or blocks[at].kind == "title":
        return blocks
    plain = (replace(b, kind="paragraph", level=0) if b.kind == "title" else b for b in blocks)
    return tuple(replace(b, kind="title", level=1) if i == at else b for i, b in enumerate(plain))


def _words(text: str, block: Block) -> str:
    return " ".join(text[block.start : block.end].split())

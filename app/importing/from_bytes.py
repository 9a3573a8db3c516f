"""The bytes of a file, or a pasted text, to an article: in the process that calls it, whatever that takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath

from app.importing.article import PROVENANCE, ArticleNotRead, ImportedArticle
from app.importing.debris import find_asides
from app.importing.document import Document, assembled
from app.importing.encoding import Decoded, decode
from app.importing.entries import ledger_entries
from app.importing.file_bytes import shown_name
from app.importing.formats import HTML, MARKDOWN, PLAIN, Format, format_of
from app.importing.front_matter import split_front_matter
from app.importing.markdown import Rendered, TooDeep, headed, render
from app.importing.plain import plain_blocks, with_headline
from app.text.normalise import REPLACEMENT, Note, normalise


def article_from(data: bytes, file_name: str, encoding: str | None = None) -> ImportedArticle:
    """The article in the bytes of a file of that name; ``encoding`` is one a person chose.

    Raises ArticleNotRead, naming the file; whatever a format's library raises on a broken file goes through.
    """
    name = shown_name(file_name)
    path = PurePath(file_name)
    format, notes = format_of(path.suffix.lower(), data, name)
    stem = " ".join(shown_name(path.stem).replace("-", " ").replace("_", " ").split()) or name
    fallback = (stem, Note("title-from-filename"))
    if format is PLAIN:
        return plain(decode(data, name, encoding), data, name, fallback, notes)
    if format is MARKDOWN:
        return _markdown(decode(data, name, encoding), data, name, fallback)
    document = read_as(format, data, name, encoding)
    article = assembled(
        document,
        data=data,
        name=name,
        media_type=format.media_type,
        fallback=fallback,
        encoding=document.encoding,
    )
    return replace(article, notes=(*notes, *article.notes))


def read_as(format: Format, data: bytes, name: str, encoding: str | None = None) -> Document:
    """What the format's module makes of the bytes; loaded only now, since some take long to load."""
    module = import_module(f"app.importing.{format.code}")
    if format is HTML:
        return module.read(data, name, encoding)
    return module.read(data, name)


def article_pasted(text: str, title: str = "") -> ImportedArticle:
    """The article in a pasted text, as plain text; without a title its headline or first words are one."""
    data = text.encode("utf-8", "surrogatepass")
    given = " ".join(shown_name(title).split())
    fallback = (given or first_words(text), Note("title-as-given" if given else "title-from-text"))
    return plain(Decoded(text, "utf-8", ()), data, "", fallback, (), headline=not given)


def article_clipped(markup: str, title: str = "") -> ImportedArticle:
    """The article in a piece of a page that was selected and copied: all of it, with its structure."""
    from app.importing.html import clipping

    given = " ".join(shown_name(title).split())
    document = clipping(markup, "The clipboard")
    said = given or first_words("\n".join(piece.text for piece in document.pieces))
    article = assembled(
        replace(document, title=given),
        data=markup.encode("utf-8", "surrogatepass"),
        name="The clipboard",
        media_type=HTML.media_type,
        fallback=(said, Note("title-as-given" if given else "title-from-text")),
        encoding="utf-8",
    )
    return replace(article, original_name="")


def first_words(text: str) -> str:
    """What a text without a headline is called."""
    words = " ".join(normalise(text[:2_000]).text.split())
    return words if len(words) <= 60 else words[:60].rpartition(" ")[0] + "…"


def plain(
    decoded: Decoded,
    data: bytes,
    name: str,
    fallback: tuple[str, Note],
    notes: Sequence[Note],
    *,
    headline: bool = True,
) -> ImportedArticle:
    """The article in decoded plain text, of which ``headline`` says whether to look for one in it."""
    normal = normalise(decoded.text)
    _refuse_empty(normal.text, name)
    blocks = plain_blocks(normal.text)
    asides = find_asides(normal.text, blocks)
    title, title_note = fallback
    if headline:
        found, blocks = with_headline(normal.text, blocks, asides)
        title, title_note = (found, Note("title-from-first-line")) if found else fallback
    return ImportedArticle(
        title=title,
        text=normal.text,
        blocks=tuple(blocks),
        sentences=ledger_entries(normal.text, blocks, asides),
        emphasis=(),
        asides=asides,
        language="",
        original=data,
        original_name=name,
        media_type="text/plain",
        encoding=decoded.encoding,
        notes=(*decoded.notes, *normal.notes, *notes, title_note),
        provenance=dict.fromkeys(PROVENANCE, ""),
    )


def _markdown(decoded: Decoded, data: bytes, name: str, fallback: tuple[str, Note]) -> ImportedArticle:
    normal = normalise(decoded.text)
    said, source = split_front_matter(normal.text)
    _refuse_empty(source, name)
    try:
        rendered = render(source)
    except TooDeep:
        return plain(decoded, data, name, fallback, (Note("markdown-too-deep"),))
    _refuse_empty(rendered.text, name)
    title, title_notes = _markdown_title(rendered, said, fallback)
    if not rendered.title and "title" in said:
        rendered = headed(rendered, title)
    asides = find_asides(rendered.text, rendered.blocks)
    return ImportedArticle(
        title=title,
        text=rendered.text,
        blocks=tuple(rendered.blocks),
        sentences=ledger_entries(rendered.text, rendered.blocks, asides),
        emphasis=tuple(rendered.emphasis),
        asides=asides,
        language="",
        original=data,
        original_name=name,
        media_type="text/markdown",
        encoding=decoded.encoding,
        notes=(
            *decoded.notes,
            *normal.notes,
            *rendered.notes,
            *([Note("front-matter-left-out")] if source != normal.text else ()),
            *title_notes,
        ),
        provenance={field: said.get(field, "") for field in PROVENANCE},
    )


def _markdown_title(
    rendered: Rendered, said: dict[str, str], fallback: tuple[str, Note]
) -> tuple[str, tuple[Note, ...]]:
    if rendered.title:
        return rendered.title, ()
    if "title" in said:
        return said["title"], (Note("title-from-front-matter"),)
    return fallback[0], (fallback[1],)


def _refuse_empty(text: str, name: str) -> None:
    if not text.replace(REPLACEMENT, " ").strip():
        what = f"“{name}”" if name else "The pasted text"
        raise ArticleNotRead(f"{what} has no words in it, so nothing was imported.")

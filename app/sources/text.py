"""A text for a viewer, read by the readers of articles; of a web page all is kept, not only its article.

What is cited of a page may stand in its captions, boxes or comments, and shall be found there in years to
come, so nothing is left out by a guess.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.importing.article import ArticleNotRead, ImportedArticle
from app.importing.document import Document, assembled
from app.importing.file_bytes import LIMIT_BYTES, bytes_of_file
from app.importing.formats import HTML, MHTML, Format, format_of
from app.importing.from_bytes import article_from
from app.sources.finding import Folded, folded
from app.sources.not_read import NotAsked, SourceNotRead, as_source
from app.sources.texts import AskWordHits, AskWords, ReadText
from app.text.normalise import Note
from db.records import Span

MAX_HITS = 2_000
_MOST_TAGS = 600_000
_QUICK_TAGS = 60_000


class TextSource:
    """A text that was read; raises SourceNotRead, naming the file, for what is damaged or too much."""

    def __init__(self, path: str, name: str) -> None:
        self._read = read_text(Path(path), name)
        self._folded: Folded | None = None

    @property
    def read(self) -> ReadText:
        return self._read

    def answer(self, question: object) -> object:
        match question:
            case AskWords():
                return self._read
            case AskWordHits():
                return self._hits(question.words)
            case _:
                raise NotAsked(type(question).__name__)

    def _hits(self, words: str) -> tuple[Span, ...]:
        if self._folded is None:
            self._folded = folded(self._read.text)
        hits: list[Span] = []
        for start, end in self._folded.find(words):
            hits.append(Span(start, end))
            if len(hits) == MAX_HITS:
                break
        return tuple(hits)


def read_text(path: Path, name: str, *, thorough: bool = False) -> ReadText:
    """The words of the file at ``path``, which people call ``name``; raises SourceNotRead.

    ``thorough`` looks in a page's words for what its markup does not say of it (date, author): that takes
    seconds. The text is the same.
    """
    try:
        data = bytes_of_file(path, LIMIT_BYTES)
        format, notes = format_of(Path(name).suffix.lower(), data, name)
        if format in (HTML, MHTML):
            article = _page(format, data, name, thorough)
            return _as_read(replace(article, notes=(*notes, *article.notes)))
        return _as_read(article_from(data, name))
    except ArticleNotRead as error:
        # Its bytes are kept under another name.
        raise SourceNotRead(str(as_source(error)).replace(f"“{path.name}”", f"“{name}”")) from None


def _page(format: Format, data: bytes, name: str, thorough: bool) -> ImportedArticle:
    """All of a page in reading order; what it says itself is no content is set aside."""
    from app.importing.markup import decoded_markup, tree_of
    from app.importing.mhtml import page_of
    from app.importing.page_facts import page_facts
    from app.importing.page_pieces import page_pieces

    page, said, saved_from = page_of(data, name) if format is MHTML else (data, "", "")
    decoded = decoded_markup(page, name, said=said)
    tags = decoded.text.count("<")
    if tags > _MOST_TAGS:
        raise SourceNotRead(
            f"“{name}” is a web page of {tags:,} tags, more than is shown; it is kept as it is."
        )
    tree = tree_of(decoded.text, name)
    facts = page_facts(tree, decoded.text, saved_from, quick=not thorough or tags > _QUICK_TAGS)
    pieces = [
        replace(one.piece, aside="boilerplate") if one.outside else one.piece
        for one in page_pieces(tree, facts.url)
    ]
    document = Document(
        pieces,
        provenance=facts.provenance,
        language=facts.language,
        notes=decoded.notes,
        encoding=decoded.encoding,
    )
    title = facts.title or name
    article = assembled(
        document,
        data=b"",
        name=name,
        media_type=format.media_type,
        fallback=(title, Note("title-from-filename")),
        encoding=decoded.encoding,
    )
    return replace(article, title=title)


def _as_read(article: ImportedArticle) -> ReadText:
    return ReadText(
        title=article.title,
        text=article.text,
        blocks=article.blocks,
        emphasis=article.emphasis,
        asides=article.asides,
        annotations=article.annotations,
        said=tuple((field, value) for field, value in article.provenance.items() if value),
        media_type=article.media_type,
        encoding=article.encoding,
        language=article.language,
        notes=article.notes,
    )

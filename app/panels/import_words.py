"""What an import has to say, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.importing.article import ImportedArticle
from app.importing.formats import FORMATS
from app.text.normalise import Note
from widgets.importing.aside_words import aside_words

_CONTEXT = "ImportWords"
_WORDS = {
    "encoding-guessed": "The encoding was guessed: {detail}. Look whether its letters are right.",
    "bytes-replaced": "Bytes that are no text were replaced by \ufffd: {count}.",
    "nul-replaced": "NUL characters were replaced by \ufffd: {count}.",
    "surrogates-replaced": "Broken characters were replaced by \ufffd: {count}.",
    "page-left-out": "Menus and the like outside the article were left out of the text: {count} pieces.",
    "page-taken-whole": "No article stood out on the page, so all its words were taken: look them through.",
    "attachments-left-out": "Attachments were left out: {detail}.",
    "read-as": "By its content it is {detail}, and was read as that.",
    "read-as-plain-text": "Its name has no known ending, so it was read as plain text.",
    "markdown-too-deep": "Its Markdown is nested too deep, so it was read as plain text.",
    "front-matter-left-out": "Its front matter was left out of the text.",
    "tracked-insertions": "Tracked insertions are in the text as if accepted: {count}.",
    "tracked-deletions": "What is marked as deleted was left out: {count} places.",
    "hidden-text": "Hidden words were left out: {count} places.",
    "embedded-parts": "Files embedded in it were not read: {count}.",
    "signs-not-known": "Signs of a symbol font became \ufffd: {count}.",
    "read-from-pdf": "Paragraphs were put together from the lines of a PDF: look where they begin and end.",
    "pages-without-text": "Pages without text, only pictures, were not read: {detail}.",
    "right-to-left-from-pdf": "A PDF may have right-to-left words in a wrong order: compare them.",
    "images-as-words": "Images stand as their words: {count}.",
    "html-tags-dropped": "HTML tags were left out: {count}.",
    "title-from-front-matter": "The headline is the one its front matter names.",
    "title-from-filename": "The title is the file’s name.",
    "title-from-text": "The title is the first words of the text.",
}
# Where the title came from the text itself there is nothing to look at again.
_SILENT = {"title-from-first-line", "title-as-given"}
_OF_TITLE = {"title-from-front-matter", "title-from-filename", "title-from-text"}


def _translated(words: str) -> str:
    return QCoreApplication.translate(_CONTEXT, words)


def is_of_title(note: Note) -> bool:
    """Whether it says where the title was found: of no interest for a draft, whose article has one."""
    return note.code in _OF_TITLE


def note_words(note: Note) -> str:
    """One note as a sentence; a code of a later program as it is; nothing for what goes without saying."""
    if note.code in _SILENT:
        return ""
    words = _WORDS.get(note.code)
    detail = note.detail
    if note.code == "read-as":
        detail = next((_translated(format.words) for format in FORMATS if format.code == detail), detail)
    return _translated(words).format(count=note.count, detail=detail) if words else note.code


def import_words(imported: ImportedArticle) -> tuple[str, str]:
    """What was imported, and what a person should know about it."""
    count = len(imported.ledger_sentences)
    words = _translated("Imported “{0}”: 1 sentence." if count == 1 else "Imported “{0}”: {1} sentences.")
    what = words.format(_apart(imported.title), count)
    more = [note_words(note) for note in imported.notes]
    if imported.asides:
        words = _translated("Set aside, and struck out in the text: {0}.")
        more.append(words.format("; ".join(_set_aside(imported))))
    return what, " ".join(filter(None, more))


def _set_aside(imported: ImportedArticle) -> list[str]:
    """What is set aside, by why: each reason with the first words it is for."""
    by_reason: dict[str, list[str]] = {}
    for aside in imported.asides:
        by_reason.setdefault(aside.reason, []).append(imported.text[aside.start : aside.end])
    return [f"{aside_words(reason)} {_quoted(pieces, 2)}" for reason, pieces in by_reason.items()]


def _apart(words: str) -> str:
    """Words of the article as they run in their own script, without turning the sentence round them."""
    return f"\u2068{words}\u2069"


def _quoted(pieces: Sequence[str], most: int) -> str:
    """The first of them in quotation marks, each but once, and how many more there are."""
    once = list(dict.fromkeys(" ".join(piece.split()) for piece in pieces))[:most]
    shown = ", ".join(f"“{_apart(piece[:40] + ('…' if len(piece) > 40 else ''))}”" for piece in once)
    return shown + (f" (×{len(pieces)})" if len(pieces) > len(once) else "")

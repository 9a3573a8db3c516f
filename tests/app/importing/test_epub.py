"""EPUB books: one made by Pandoc, and changed copies of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from app.importing.article import ArticleNotRead
from app.importing.document import Document
from app.importing.epub import read

BOOK = Path(__file__).parents[2] / "files" / "articles" / "salt.epub"


def book(change: Callable[[str, bytes], bytes | None], **more: bytes) -> Document:
    """The book with its members changed, left out (None), or others put in (``__`` for a slash)."""
    out = io.BytesIO()
    with ZipFile(BOOK) as made, ZipFile(out, "w") as changed:
        for name in made.namelist():
            content = change(name, made.read(name))
            if content is not None:
                changed.writestr(name, content)
        for name, content in more.items():
            changed.writestr(name.replace("__", "/"), content)
    return read(out.getvalue(), "salt.epub")


def test_chapters_come_in_order_with_their_notes_pinned_and_without_the_list_of_contents() -> None:
    document = read(BOOK.read_bytes(), BOOK.name)
    assert [(piece.kind, piece.level, piece.text) for piece in document.pieces] == [
        ("heading", 1, "The road of salt"),
        ("paragraph", 0, "Ines Okafor"),
        ("heading", 1, "A frontier on paper"),
        ("paragraph", 0, "The marsh belonged to nobody. A map of 1953 shows nothing there & no path."),
        ("list-item", 1, "1. In 1954 seven carriers were lost."),
        ("list-item", 1, "2. In 1956 the house burned down."),
        ("quote", 1, "Nobody was responsible."),
        ("caption", 0, "Sacks carried in a year"),
        ("table-row", 1, "Year\tSacks"),
        ("table-row", 0, "1951\t1,204"),
        ("table-row", 0, "1959\t17"),
        ("image", 0, "The stumps at low water"),
        ("caption", 0, "The stumps at low water"),
        ("heading", 1, "What is left"),
        ("paragraph", 0, "Eighteen poles are left. Hanne Vries has the whistle."),
        ("paragraph", 0, "قال الميناء القديم وداعا في عام 1962."),
    ]
    assert [(p.text[: a.start], a.kind, a.text) for p in document.pieces for a in p.annotations] == [
        ("The marsh belonged to nobody.", "footnote", "Minutes of the council, 3 June 1953, page 7."),
        ("Eighteen poles are left.", "footnote", "Counted by the author on 4 May 2026."),
    ]
    emphasised = [(e.kind, p.text[e.start : e.end], e.data) for p in document.pieces for e in p.emphasis]
    assert emphasised == [
        ("link", "map", "https://veldhaven.example/map"),
        ("em", "1953", ""),
        ("strong", "nothing", ""),
    ]
    assert (document.title, document.language) == ("The road of salt", "en")
    assert document.provenance["byline"] == "Ines Okafor"


def test_a_page_that_is_not_well_formed_and_names_its_characters_is_read_as_far_as_it_goes() -> None:
    page = (
        b"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>A&nbsp;&eacute;t&eacute;<br>gone<!-- x --> on"
    )
    document = book(lambda name, content: page if name.endswith("ch001.xhtml") else content)
    assert "A\u00a0été\ngone on" in [piece.text for piece in document.pieces]


def test_a_book_locked_by_its_seller_is_refused_and_one_with_locked_fonts_is_not() -> None:
    def locked(path: str) -> Document:
        about = f'<e><c xmlns="http://www.w3.org/2001/04/xmlenc#"><CipherReference URI="{path}"/></c></e>'
        return book(lambda _, content: content, **{"META-INF__encryption.xml": about.encode()})

    assert len(locked("EPUB/fonts/some.otf").pieces) == 16
    with pytest.raises(ArticleNotRead, match=r"^“salt\.epub” is locked by its seller"):
        locked("EPUB/text/ch002.xhtml")


@pytest.mark.parametrize("missing", ["META-INF/container.xml", "EPUB/content.opf", "EPUB/text"])
def test_a_book_without_its_parts_is_refused_unless_they_can_be_found(missing: str) -> None:
    def change(name: str, content: bytes) -> bytes | None:
        return None if name.startswith(missing) else content

    if missing == "META-INF/container.xml":
        assert len(book(change).pieces) == 16
    else:
        with pytest.raises(ArticleNotRead, match=r"^“salt\.epub” is damaged"):
            book(change)

"""Texts for a viewer: their words with their structure, and nothing in them that acts."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.sources.media import Kind
from app.sources.not_read import SourceNotRead
from app.sources.opened import SourceFile, open_source
from app.sources.text import TextSource
from app.sources.texts import AskWordHits, AskWords, ReadText
from db.errors import KnownError
from db.records import Span

ARTICLES = Path(__file__).parents[2] / "files" / "articles"


def read(path: Path, name: str = "") -> ReadText:
    answer = TextSource(str(path), name or path.name).answer(AskWords())
    assert isinstance(answer, ReadText)
    return answer


def page(tmp_path: Path, body: str, name: str = "x.html") -> ReadText:
    (tmp_path / name).write_text(
        f"<!DOCTYPE html><html><title>Salt</title><body>{body}</body></html>", "utf-8"
    )
    return read(tmp_path / name)


@pytest.mark.parametrize("ending", ["docx", "odt", "rtf", "html", "fodt"])
def test_documents_of_other_programs_come_with_headings_lists_tables_and_links(ending: str) -> None:
    path = ARTICLES / f"harbour.{ending}"
    if ending == "fodt":
        with pytest.raises(SourceNotRead):
            read(path, "harbour.odt")
        return
    found = read(path)
    kinds = {block.kind for block in found.blocks}
    assert {"heading", "list-item", "table-row", "paragraph"} <= kinds
    assert any(one.kind == "link" for one in found.emphasis)
    row = next(block for block in found.blocks if block.kind == "table-row")
    assert "\t" in found.text[row.start : row.end]


def test_a_book_and_a_markdown_file_are_read() -> None:
    for name in ("salt.epub", "salt.md"):
        assert any(block.kind == "heading" for block in read(ARTICLES / name).blocks)


def test_a_kept_file_is_read_by_the_name_people_call_it(tmp_path: Path) -> None:
    kept = tmp_path / "3fa2b1"
    kept.write_text("# Salt\n\nWords *set apart*.\n")
    assert read(kept, "salt.md").emphasis
    assert not read(kept, "salt.txt").emphasis
    kept.write_bytes(b"\0\1\2\3" * 50)
    with pytest.raises(SourceNotRead, match=r"“salt\.txt”"):
        read(kept, "salt.txt")


def test_nothing_of_a_page_acts_and_nothing_that_is_read_is_left_out(tmp_path: Path) -> None:
    found = page(
        tmp_path,
        "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav>"
        "<script>alert('x')</script><style>p{}</style>"
        "<h1>Salt prices</h1>"
        "<p onclick='go()'>The price <b>doubled</b> in <a href='javascript:x()'>May</a>.</p>"
        "<img src='http://tracker.example/p.gif' alt='A sack of salt'><form><input value='secret'>"
        "<button>Buy</button></form><iframe src='http://x'></iframe><p hidden>Hidden</p>"
        "<div class='comments'><p>First comment: I was there in 1953.</p></div>"
        "<footer>All rights reserved</footer>",
    )
    for gone in ("alert", "p{}", "secret", "Buy", "tracker", "javascript"):
        assert gone not in found.text
        assert not any(gone in one.data for one in found.emphasis)
    for kept in ("Salt prices", "The price doubled in May.", "A sack of salt", "I was there in 1953"):
        assert kept in found.text
    aside = {found.text[a.start : a.end] for a in found.asides}
    assert any("All rights reserved" in words for words in aside)
    assert any("News" in words for words in aside)
    assert found.title == "Salt"


def test_a_word_document_that_is_a_page_is_read_as_a_page(tmp_path: Path) -> None:
    found = page(tmp_path, "<h1>Salt</h1><p>Not Word at all.</p>", "x.docx")
    assert "Not Word at all." in found.text
    assert found.media_type == "text/html"


def test_words_are_found_in_a_text(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("“Ålesund’s salt”,\nshe said. Alesund again.", "utf-8")
    source = TextSource(str(tmp_path / "x.txt"), "x.txt")
    assert source.answer(AskWordHits("alesund's SALT")) == (Span(1, 15),)
    assert len(source.answer(AskWordHits("alesund"))) == 2  # pyright: ignore[reportArgumentType]
    assert source.answer(AskWordHits("")) == ()


HOSTILE = {
    "nested.html": b"<html><body>" + b"<div>" * 200_000 + b"words" + b"</div>" * 200_000,
    "many.html": b"<html><body>" + b"<p>x" * 700_000,
    "torn.docx": (ARTICLES / "harbour.docx").read_bytes()[:4_000],
    "empty.txt": b"",
    "bytes.txt": bytes(range(32)) * 40,
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_broken_text_is_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "kept").write_bytes(HOSTILE[name])
    talk = open_source(SourceFile(str(tmp_path / "kept"), name, Kind.TEXT))
    try:
        with pytest.raises(KnownError, match=f"“{name}”") as told:
            talk.ask(AskWords(), 90)
        assert "import" not in str(told.value)
    finally:
        talk.close()

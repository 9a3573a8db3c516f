"""The words of any source: with its pages, what cannot be checked, and what the file says of itself."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from app.sources import extracted as extracting
from app.sources.extracted import Extracted, extract, extracted_here
from app.sources.media import Kind, Media, media_of, media_of_bytes
from app.sources.opened import SourceFile
from db.errors import KnownError

ROOT = Path(__file__).parents[2] / "files"
SALTWAY = ROOT / "articles" / "saltway.pdf"


def file_of(path: Path) -> SourceFile:
    return SourceFile(str(path), path.name, media_of(path).kind)


def read(path: Path) -> Extracted:
    return extracted_here(file_of(path))


def test_the_words_of_a_pdf_come_page_by_page() -> None:
    found = extract(file_of(SALTWAY), 120)
    assert found == read(SALTWAY)
    assert (found.kind, len(found.pages), found.note, found.title) == (Kind.PDF, 3, "", "The road of salt")
    place = found.text.index("Veldhaven Courier", found.pages[1][0])
    assert found.page_at(place) == (1, place - found.pages[1][0])
    assert found.page_at(0) == (0, 0)
    assert found.text[slice(*found.pages[0])].startswith("The Veldhaven Courier")


def test_pages_that_are_images_are_told(tmp_path: Path) -> None:
    scan, path = tmp_path / "scan.pdf", tmp_path / "x.pdf"
    Image.effect_noise((80, 80), 90).save(scan)
    with pikepdf.open(SALTWAY) as pdf, pikepdf.open(scan) as scanned:
        pdf.pages.insert(1, scanned.pages[0])
        pdf.save(path)
        assert read(path).note == "Page 2 is an image; it cannot be checked by machine."
        pdf.pages.insert(2, scanned.pages[0])
        pdf.save(path)
    found = read(path)
    assert found.note == "Pages 2–3 are images; they cannot be checked by machine."
    assert found.scanned == (1, 2)
    assert len(found.pages) == 5


def test_tables_texts_and_images_are_read(tmp_path: Path) -> None:
    book = read(ROOT / "sources" / "ferries.xlsx")
    assert "Veldhaven\t1200.5\t7%" in book.text
    assert [book.text[slice(*page)].split("\n")[0] for page in book.pages] == ["Year 2024", "Notes"]
    picture = read(ROOT / "sources" / "causeway.jpg")
    assert picture.likeness is not None
    assert ("Author", "Hanne Vries") in picture.said
    assert picture.note == "“causeway.jpg” is an image; it cannot be checked by machine."
    word = read(ROOT / "articles" / "harbour.docx")
    assert (word.kind, word.pages) == (Kind.TEXT, ())
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    assert read(tmp_path / "x.csv").text == "a\tb\n1\t2"
    (tmp_path / "x.mp3").write_bytes(b"ID3" + bytes(100))
    assert read(tmp_path / "x.mp3").note == "“x.mp3” is a recording; it cannot be checked by machine."


def test_a_text_over_the_limit_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracting, "MAX_CHARS", 2_000)
    found = read(SALTWAY)
    assert found.note == "Only the first 2,000 characters are read."
    assert len(found.text) <= 2_004
    assert len(found.pages) == 3


def test_what_cannot_be_read_is_one_sentence_with_a_name_that_can_be_shown(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"%PDF-1.4\nnothing")
    with pytest.raises(
        KnownError, match=r"^“a b\.pdf” is damaged or not what its name says, so it cannot be"
    ):
        extract(SourceFile(str(tmp_path / "x"), "a\nb.pdf", Kind.PDF), 60)
    with pytest.raises(KnownError, match=r"“gone\.pdf”"):
        extract(SourceFile(str(tmp_path / "gone"), "gone.pdf", Kind.PDF), 60)


KINDS = {
    b"%PDF-1.7\n": (".txt", "application/pdf", Kind.PDF),
    b"\xff\xd8\xff\xe0": (".png", "image/jpeg", Kind.IMAGE),
    b"RIFF....WEBPVP8 ": (".jpg", "image/webp", Kind.IMAGE),
    b"RIFF....WAVEfmt ": ("", "audio/wav", Kind.RECORDING),
    b"....ftypM4A ": ("", "audio/mp4", Kind.RECORDING),
    b"....ftypisom": ("", "video/mp4", Kind.RECORDING),
    b"a;b\n": (".csv", "text/csv", Kind.TABLE),
    b"<html><body>": (".csv", "text/html", Kind.TEXT),
    b"<!DOCTYPE html><p>": (".docx", "text/html", Kind.TEXT),
    b"{\\rtf1 x}": (".doc", "application/rtf", Kind.TEXT),
    b"From: a@b.c\nMIME-Version: 1.0\n\nx": ("", "message/rfc822", Kind.TEXT),
    b"# words": (".md", "text/markdown", Kind.TEXT),
    b"words": ("", "text/plain", Kind.TEXT),
    "words".encode("utf-16"): (".txt", "text/plain", Kind.TEXT),
    b"<svg xmlns='x'/>": (".svg", "image/svg+xml", Kind.OTHER),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": (".doc", "application/x-ole-storage", Kind.OTHER),
    b"": ("", "application/octet-stream", Kind.OTHER),
    bytes(range(20)) * 9: (".txt", "application/octet-stream", Kind.OTHER),
}


@pytest.mark.parametrize("data", KINDS)
def test_the_kind_of_a_file_is_told_by_its_content(data: bytes) -> None:
    suffix, media_type, kind = KINDS[data]
    assert media_of_bytes(data, data, suffix) == Media(media_type, kind)


@pytest.mark.parametrize(
    ("name", "ending"),
    [("harbour.docx", "document"), ("harbour.odt", "opendocument.text"), ("salt.epub", "epub+zip")],
)
def test_archives_are_told_apart_without_being_unpacked(name: str, ending: str) -> None:
    media = media_of(ROOT / "articles" / name, "unnamed")
    assert media.media_type.endswith(ending)
    assert media.kind is Kind.TEXT
    assert media_of(ROOT / "sources" / "ferries.xlsx", "x").kind is Kind.TABLE

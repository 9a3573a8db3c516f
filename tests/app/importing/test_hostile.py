"""Files that are meant to hang a program or fill its memory, each read in a child process with limits."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from app.importing.apart import Request, read_apart
from app.importing.article import ArticleNotRead
from app.importing.read import read_article, read_pasted_html

MIB = 1024 * 1024
ENTITIES = "".join(
    f'<!ENTITY b{i} "&{"a" if i == 0 else f"b{i - 1}"};&{"a" if i == 0 else f"b{i - 1}"};">'
    for i in range(40)
)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("divs.html", b"<body>" + b"<div>" * 200_000 + b"Ferry sold.", "nested deeper than any page"),
        ("bold.html", b"<body><p>" + b"<b>x " * 200_000, "nested deeper than any page"),
        ("many.html", b"<body>" + b"<p>" * 3_000_000, "3,000,001 tags, more than any article has"),
        ("large.html", b"<body>" + b"<p>" * (6 * MIB), "web page of 18 MiB"),
        ("empty.html", b"<html><body></body></html>", "has no words in it"),
        ("script.html", b"<html><body><div id=root></div><script>x</script></body></html>", "by scripts"),
        ("comment.html", b"<html><body>" + b"<!--" * 100_000, "has no words in it"),
        ("torn.html", b"<html>\0\0\0\0\0\0\0\0\0", "no words in it|control bytes"),
        ("nested.eml", b"MIME-Version: 1.0\nContent-Type: message/rfc822\n\n" * 1_000, "more than 100"),
        ("noise.mhtml", bytes(range(256)) * 1_000, "without a page in it"),
    ],
)
def test_a_hostile_file_is_refused_in_one_sentence_naming_it(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ArticleNotRead, match=says) as refused:
        read_article(path)
    assert f"“{name}”" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_entities_are_not_expanded_and_bytes_of_no_encoding_are_counted(tmp_path: Path) -> None:
    page = f'<!DOCTYPE html [<!ENTITY a "{"x" * 1_000}">{ENTITIES}]><body><p>&b39; Ferry sold.</p>'
    bomb = tmp_path / "bomb.html"
    bomb.write_text(page)
    assert len(read_article(bomb).text) < 100
    torn = tmp_path / "torn.html"
    torn.write_bytes(b"<meta charset=utf-8><body><p>The ferry " + bytes(range(128, 256)) * 20 + b" sold.</p>")
    article = read_article(torn)
    assert any(note.code in ("bytes-replaced", "encoding-guessed") for note in article.notes)


def test_what_a_library_chokes_on_is_told_as_a_damaged_file(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "draft.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<not-xml")
    with pytest.raises(ArticleNotRead, match=r"“draft\.docx”"):
        read_article(path)


def test_a_large_text_and_a_clipping_come_back_whole_from_the_child(tmp_path: Path) -> None:
    text = "The ferry came at noon. It left again.\n\n" * 6_000
    path = tmp_path / "long.txt"
    path.write_text(text)
    article = read_article(path)
    assert (article.text, len(article.sentences)) == (text, 12_000)
    assert article.facts is not None
    assert pickle.loads(pickle.dumps(article)) == article
    clipped = read_pasted_html("<p>The <b>ferry</b> came.</p>", "The ferry came.")
    assert [(e.kind, e.start, e.end) for e in clipped.emphasis] == [("strong", 4, 9)]
    assert [(b.kind, b.start, b.end) for b in clipped.blocks] == [("paragraph", 0, 15)]
    assert read_pasted_html("<img src='x'>", "The ferry came.").text == "The ferry came."


def test_a_child_that_finds_no_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(ArticleNotRead, match=r"“gone\.html” is not there"):
        read_apart(Request("gone.html", str(tmp_path / "gone.html")))

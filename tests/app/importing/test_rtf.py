"""Rich Text: constructs of Word's, in files of a few lines."""

from __future__ import annotations

import pytest

from app.importing.article import ArticleNotRead
from app.importing.document import Document
from app.importing.rtf import read


def rtf(body: str, head: str = "\\ansi\\ansicpg1252\\deff0\\deflang1031") -> Document:
    return read(
        f"{{\\rtf1{head}{{\\fonttbl{{\\f0 Times;}}{{\\f1\\fcharset204 Arial;}}}}{body}}}".encode("cp1252"),
        "a.rtf",
    )


def texts(document: Document) -> list[str]:
    return [piece.text for piece in document.pieces]


def test_characters_in_every_spelling_are_themselves() -> None:
    body = (
        "na\\'efve caf\\u233?s \\uc2\\u1046\\'c6\\'c6\\uc1  {\\f1 \\'c6\\'e8} \\u-10179?\\u-8704? "
        "\\{x\\}\\~1\\_2 soft\\-ly \\ldblquote so\\rdblquote\\emdash\\par"
    )
    assert texts(rtf(body)) == ["naïve cafés Ж Жи 😀 {x}\u00a01‑2 softly “so”—"]


def test_raised_and_lowered_numbers_do_not_run_into_the_one_before() -> None:
    body = (
        "10{\\super 6} grains of H{\\sub 2}O, 5\\up6 1\\up0 /\\dn6 2\\dn0  boats, 19{\\super th}, "
        "a\\super 3\\nosupersub 4\\par"
    )
    assert texts(rtf(body)) == ["10⁶ grains of H₂O, 5¹/₂ boats, 19th, a³4"]


def test_what_is_deleted_hidden_or_no_text_is_left_out_and_counted() -> None:
    body = (
        "{\\header Draft}{\\*\\unknown x}It{\\deleted  never} was{\\v  secret}{\\revised  so}."
        "{\\pict\\pngblip 89504e47}{\\*\\bkmkstart a}\\par {\\info{\\author Ines Okafor}{\\title T}}"
    )
    document = rtf(body)
    assert texts(document) == ["It was so."]
    assert {note.code: note.count for note in document.notes} == {
        "hidden-text": 1,
        "tracked-deletions": 1,
        "tracked-insertions": 1,
    }
    assert (document.provenance, document.language) == ({"byline": "Ines Okafor"}, "de")


def test_binary_data_and_text_behind_the_end_are_not_read() -> None:
    assert texts(rtf("One{\\pict\\bin9 }}}\\par{{} two.\\par} and three")) == ["One two."]


def test_a_table_ends_where_a_paragraph_stands_outside_it() -> None:
    row = "\\trowd\\cellx1\\cellx2\\intbl Year\\cell\\intbl Ships\\cell\\row "
    head = row.replace("\\trowd", "\\trowd\\trhdr")
    body = f"Before.\\par {head}{row}\\pard After.\\par"
    assert [(piece.kind, piece.level, piece.text) for piece in rtf(body).pieces] == [
        ("paragraph", 0, "Before."),
        ("table-row", 1, "Year\tShips"),
        ("table-row", 0, "Year\tShips"),
        ("paragraph", 0, "After."),
    ]


def test_a_text_box_stands_behind_its_paragraph() -> None:
    box = "{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt In a box.\\par And more.\\par}}}"
    assert texts(rtf(f"Around {box}it.\\par After.\\par")) == [
        "Around it.",
        "In a box.",
        "And more.",
        "After.",
    ]


def test_groups_that_never_close_lose_nothing_and_endless_ones_are_refused() -> None:
    assert texts(read(b"{\\rtf1 One {two {\\b three", "a.rtf")) == ["One two three"]
    for data in (b"{\\rtf1" + b"{" * 5_000, b"plain words"):
        with pytest.raises(ArticleNotRead, match=r"^“a\.rtf” is damaged"):
            read(data, "a.rtf")

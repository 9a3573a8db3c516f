"""Word documents: one made by LibreOffice, and constructs of Word's own in documents of a few lines."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from app.importing.article import ArticleNotRead
from app.importing.document import Document
from app.importing.docx import read

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def package(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return out.getvalue()


def word(body: str, links_of_notes: str = "", **parts: str) -> Document:
    """A document of these blocks; other parts (styles, numbering, comments …) by their names."""
    links = "".join(
        f'<Relationship Id="x{name}" Type="{_R}/{name}" Target="{name}.xml"/>' for name in parts
    ) + (
        f'<Relationship Id="r1" Type="{_R}/hyperlink" Target="https://example.org/a" TargetMode="External"/>'
        f'<Relationship Id="r2" Type="{_R}/image" Target="media/quay.jpg"/>'
    )
    spaces = (
        f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    )
    files = {
        "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELS}">{links}</Relationships>',
    }
    files |= {f"word/{name}.xml": f"<w:{name} {spaces}>{inner}</w:{name}>" for name, inner in parts.items()}
    files["word/_rels/footnotes.xml.rels"] = (
        f'<Relationships xmlns="{_RELS}">{links_of_notes}</Relationships>'
    )
    return read(package(files), "made.docx")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inside)}</w:p>"


def texts(document: Document) -> list[str]:
    return [piece.text for piece in document.pieces]


def codes(document: Document) -> dict[str, int]:
    return {note.code: note.count for note in document.notes}


def test_what_word_wraps_around_words_loses_none_of_them() -> None:
    inside = [
        f'<w:smartTag w:element="place">{run("Veldhaven")}</w:smartTag>',
        f"<w:sdt><w:sdtContent>{run(' had ')}</w:sdtContent></w:sdt>",
        f'<w:ins w:id="1" w:author="M">{run("ninety")}</w:ins>',
        f'<w:hyperlink r:id="r1">{run(" ships")}</w:hyperlink>',
        f'<w:fldSimple w:instr="PAGE">{run(" 4")}</w:fldSimple>',
        "<w:r><w:t>x</w:t><w:noBreakHyphen/><w:t>y</w:t><w:softHyphen/><w:t>z</w:t><w:tab/></w:r>",
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:br/><w:t>end</w:t></w:r>',
    ]
    document = word(paragraph(*inside))
    assert texts(document) == ["Veldhaven had ninety ships 4x‑yz\t✓\nend"]
    assert [(e.kind, e.data) for e in document.pieces[0].emphasis] == [("link", "https://example.org/a")]


def test_raised_and_lowered_numbers_do_not_run_into_the_one_before() -> None:
    raised, lowered = (f'<w:vertAlign w:val="{which}"/>' for which in ("superscript", "subscript"))
    inside = [run("10"), run("6", raised), run(" grains of H"), run("2", lowered), run("O, the 19")]
    inside += [run("th", raised), run(" of 2024"), run("1, 2", raised), run(" boats, 5")]
    inside += [run("1", '<w:position w:val="8"/>'), run("/"), run("2", '<w:position w:val="-2"/>')]
    assert texts(word(paragraph(*inside))) == ["10⁶ grains of H₂O, the 19th of 2024¹, ² boats, 5¹/₂"]


def test_deleted_and_hidden_words_are_left_out_and_counted() -> None:
    gone = '<w:del w:id="1" w:author="M"><w:r><w:delText>never </w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="2" w:author="M">{run("here ")}</w:moveFrom>'
    document = word(paragraph(run("It was "), gone, moved, run("secret ", "<w:vanish/>"), run("so.")))
    assert texts(document) == ["It was so."]
    assert codes(document) == {"tracked-deletions": 2, "hidden-text": 1}


def test_a_field_of_word_is_a_link_on_the_words_it_shows() -> None:
    def field(what: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{what}"/></w:r>'

    address = '<w:r><w:instrText>HYPERLINK "https://example.org/b" \\o "tip"</w:instrText></w:r>'
    document = word(
        paragraph(run("See "), field("begin"), address, field("separate"), run("it"), field("end"))
    )
    (piece,) = document.pieces
    assert piece.text == "See it"
    assert [(e.start, e.end, e.data) for e in piece.emphasis] == [(4, 6, "https://example.org/b")]


def test_lists_are_counted_as_word_counts_them() -> None:
    def level(at: int, form: str, words: str) -> str:
        shown = f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{words}"/>'
        return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/>{shown}</w:lvl>'

    levels = level(0, "decimal", "%1.") + level(1, "lowerLetter", "%1.%2)") + level(2, "bullet", "-")
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )

    def item(number: int, at: int) -> str:
        return paragraph(
            run("x"), properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
        )

    body = [item(1, 0), item(1, 1), item(1, 1), item(1, 2), item(1, 0), item(1, 1), item(2, 0), item(2, 0)]
    document = word("".join(body), numbering=numbering)
    assert texts(document) == ["1. x", "1.a) x", "1.b) x", "x", "2. x", "2.a) x", "5. x", "6. x"]
    assert [piece.level for piece in document.pieces] == [1, 2, 2, 3, 1, 2, 1, 1]


def test_a_comment_over_two_paragraphs_is_pinned_to_where_it_begins() -> None:
    comments = f'<w:comment w:id="4" w:author="T. Reyes">{paragraph(run("Really?"))}</w:comment>'
    first = paragraph(run("One "), '<w:commentRangeStart w:id="4"/>', run("two."))
    second = paragraph(
        run("Three"), '<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>', run(" four.")
    )
    document = word(first + second, comments=comments)
    assert [[(a.start, a.end, a.author, a.text) for a in p.annotations] for p in document.pieces] == [
        [(4, 8, "T. Reyes", "Really?")],
        [],
    ]


def test_a_text_box_stands_once_behind_its_paragraph_and_a_picture_by_its_words() -> None:
    def box(tag: str) -> str:
        inside = f"<w:txbxContent>{paragraph(run('In a box'))}</w:txbxContent>"
        return f"<mc:{tag}><w:drawing>{inside}</w:drawing></mc:{tag}>"

    def picture(said: str) -> str:
        return f'<w:r><w:drawing><wp:docPr {said}/><a:blip r:embed="r2"/></w:drawing></w:r>'

    both = f"<w:r><mc:AlternateContent>{box('Choice')}{box('Fallback')}</mc:AlternateContent></w:r>"
    document = word(
        paragraph(run("Around it."), both)
        + paragraph(picture('descr="The quay"'))
        + paragraph(run("Below the quay", "<w:i/>"))
        + paragraph(picture('name="Picture 1"'))
    )
    assert [(piece.kind, piece.text) for piece in document.pieces] == [
        ("paragraph", "Around it."),
        ("paragraph", "In a box"),
        ("image", "The quay"),
        ("caption", "Below the quay"),
        ("image", "[quay.jpg]"),
    ]


def test_styles_say_what_a_paragraph_is_whatever_language_word_speaks() -> None:
    styles = (
        '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="mine"><w:name w:val="House head"/><w:basedOn w:val="berschrift1"/></w:style>'
        '<w:style w:styleId="z"><w:name w:val="Intense Quote"/></w:style>'
        '<w:style w:styleId="v"><w:name w:val="toc 1"/></w:style>'
    )
    body = "".join(
        paragraph(run(f"The words of {style}."), properties=f'<w:pStyle w:val="{style}"/>')
        for style in ("v", "mine", "z", "unknown")
    )
    document = word(body, styles=styles)
    assert [(piece.kind, piece.level, piece.aside) for piece in document.pieces] == [
        ("paragraph", 0, "boilerplate"),
        ("heading", 1, ""),
        ("quote", 1, ""),
        ("paragraph", 0, ""),
    ]


def test_a_table_is_read_cell_by_cell_and_a_box_around_a_text_as_the_text() -> None:
    def cell(*blocks: str) -> str:
        return f"<w:tc>{''.join(blocks)}</w:tc>"

    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(cells)}</w:tr>"

    figures = row(cell(paragraph(run("Ships"))), cell(paragraph(run("1,204")), paragraph(run("in 1960"))))
    boxed = row(cell(paragraph(run("First.")), paragraph(run("Second."))))
    document = word(f"<w:tbl>{figures}</w:tbl><w:tbl>{boxed}</w:tbl>")
    assert [(piece.kind, piece.text) for piece in document.pieces] == [
        ("table-row", "Ships\t1,204 in 1960"),
        ("paragraph", "First."),
        ("paragraph", "Second."),
    ]


def test_the_strict_form_of_the_format_is_read_as_well() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f'<w:document xmlns:w="{strict}"><w:body>{paragraph(run("Strictly."))}</w:body></w:document>'
    assert texts(read(package({"word/document.xml": body}), "s.docx")) == ["Strictly."]


@pytest.mark.parametrize(
    "data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"PK\x03\x04", b"<html>"]
)
def test_what_is_no_word_document_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(ArticleNotRead, match=r"^“old\.docx” .*\.$"):
        read(data, "old.docx")


def test_a_link_in_a_footnote_keeps_its_address() -> None:
    # The footnotes have links of their own: r1 is another one there than in the text.
    minutes = (
        f'<Relationship Id="r1" Type="{_R}/hyperlink" Target="https://town.example/m" TargetMode="External"/>'
    )
    link = f'<w:hyperlink r:id="r1">{run("the minutes")}</w:hyperlink>'
    note = paragraph(run("See "), link, run(", page 3."))
    document = word(
        paragraph(run("Ninety ships"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run(".")),
        links_of_notes=minutes,
        footnotes=f'<w:footnote w:id="2">{note}</w:footnote>',
    )
    assert [a.text for a in document.pieces[0].annotations] == [
        "See the minutes (https://town.example/m), page 3."
    ]

"""PDF documents, set by Typst and taken apart by pikepdf."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
import typst

from app.importing.article import ArticleNotRead
from app.importing.document import Document
from app.importing.pdf import MAX_PAGES, read

ROOT = Path(__file__).parents[3]
FILES = ROOT / "tests" / "files" / "articles"
_FOOTNOTE = re.compile(r"#footnote\[(.*?)\]")


def typeset(body: str, page: str = "width: 120mm, height: 160mm, margin: 12mm") -> bytes:
    head = f'#set page({page})\n#set text(font: ("Source Serif 4", "Amiri"), size: 10pt)\n'
    fonts = typst.Fonts(font_paths=[str(ROOT / "resources" / "fonts")])
    return typst.compile((head + body).encode(), font_paths=fonts)


def opened(data: bytes) -> Document:
    return read(data, "a.pdf")


def texts(document: Document) -> list[str]:
    return [piece.text for piece in document.pieces if not piece.aside]


def codes(document: Document) -> dict[str, str]:
    return {note.code: note.detail for note in document.notes}


def saved(pdf: pikepdf.Pdf, *, locked: bool = False) -> bytes:
    out = io.BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u") if locked else False)
    return out.getvalue()


def test_columns_hyphens_pages_and_notes_give_the_article_as_it_was_written() -> None:
    source = (FILES / "saltway.typ").read_text("utf-8")
    document = opened((FILES / "saltway.pdf").read_bytes())
    written = source.partition("#columns(2, gutter: 7mm)[\n")[2].removesuffix("]\n")
    body: list[tuple[str, str]] = []
    notes: list[str] = []
    for part in re.split(r"\n\n|(?<=\n)(?=\+)|\n(?==)", written):
        notes += _FOOTNOTE.findall(part)
        for line in filter(None, _FOOTNOTE.sub("", part).strip().split("\n")):
            if line.startswith("= "):
                body.append(("heading", line[2:]))
            elif line.startswith("+ "):
                number = 1 + sum(kind == "list-item" for kind, _ in body)
                body.append(("list-item", f"{number}. {line[2:]}"))
            elif line.startswith("#block"):
                body.append(("quote", line.partition("_")[2].rstrip("_]")))
            else:
                body.append(("paragraph", line))
    shown = [(piece.kind, piece.text) for piece in document.pieces if not piece.aside]
    assert shown == [("title", "The road of salt"), ("paragraph", "By Ines Okafor"), *body]
    annotated = [(p.text[: a.start][-10:], a) for p in document.pieces for a in p.annotations]
    assert [(a.kind, a.text) for _, a in annotated] == [("footnote", note) for note in notes]
    assert [before for before, _ in annotated] == ["cks a day.", "icipality."]


def test_running_heads_and_page_numbers_are_set_aside_beside_the_paragraph_they_interrupt() -> None:
    document = opened((FILES / "saltway.pdf").read_bytes())
    aside = [(piece.aside, piece.text) for piece in document.pieces if piece.aside]
    head = ("running-head", "The Veldhaven Courier Reportage")
    assert aside == [head, ("page-number", "1"), head, ("page-number", "2"), head, ("page-number", "3")]
    assert document.provenance == {"byline": "Ines Okafor"}


def test_columns_that_are_drawn_row_by_row_are_read_one_after_the_other() -> None:
    left = [f"The left column has line {word}" for word in ("one", "two", "three", "four", "five", "six")]
    right = [line.replace("left", "right") for line in left]
    cells = "".join(f"[{a}], [{b}]," for a, b in zip(left, right, strict=True))
    wide = "width: 200mm, height: 160mm, margin: 12mm"
    document = opened(typeset(f"#grid(columns: 2, column-gutter: 12mm, row-gutter: 5pt, {cells})", wide))
    words = " ".join(texts(document))
    assert [words.index(line) for line in (*left, *right)] == sorted(words.index(x) for x in (*left, *right))


def test_a_table_keeps_its_cells() -> None:
    rows = "[Year], [Ships], [1960], [1,204], [1962], [17]"
    document = opened(typeset(f"Ships that called.\n#table(columns: (4cm, 4cm), stroke: none, {rows})"))
    assert texts(document)[1:] == ["Year\tShips", "1960\t1,204", "1962\t17"]


def test_the_bullets_of_symbol_fonts_make_a_list() -> None:
    made = pikepdf.open(
        io.BytesIO(typeset("The plan is this.\n\n• First, twelve cranes.\n\n• Second, a quay.\n"))
    )
    for held in made.objects:
        if isinstance(held, pikepdf.Stream) and b"beginbfchar" in (data := held.read_bytes()):
            held.write(data.replace(b"<2022>", b"<F0B7>"))
    document = opened(saved(made))
    assert [(piece.kind, piece.text) for piece in document.pieces][-2:] == [
        ("list-item", "First, twelve cranes."),
        ("list-item", "Second, a quay."),
    ]


def test_raised_figures_stay_raised_and_what_is_beyond_sixteen_bits_is_kept() -> None:
    said = texts(
        opened(
            typeset(
                "It holds 10#super[6] litres in 120 m#super(typographic: false)[2], that is "
                "10#super[−6] of it, with 🚢 on the 21#super(typographic: false)[st].\n\n"
                "CO#sub(typographic: false)[2] rose in 2024#super(typographic: false)[7]. "
                "Rows #super(typographic: false)[12] apart are numbered so."
            )
        )
    )
    assert said == [
        "It holds 10⁶ litres in 120 m², that is 10⁻⁶ of it, with 🚢 on the 21st.",
        "CO₂ rose in 2024⁷. Rows 12 apart are numbered so.",
    ]


def test_raised_figures_of_a_turned_page_are_the_same() -> None:
    body = "It holds 10#super[6] and 11 m#super(typographic: false)[2]."
    with pikepdf.open(io.BytesIO(typeset(f"#rotate(-90deg, reflow: true)[{body}]"))) as pdf:
        pdf.pages[0].rotate(90, relative=True)
        assert texts(opened(saved(pdf))) == ["It holds 10⁶ and 11 m²."]


def test_notes_at_the_end_with_roman_numbers_are_pinned_where_those_stood() -> None:
    first, second = (f"#super(typographic: false)[{number}]" for number in ("i", "ii"))
    document = opened(
        typeset(
            f"44,580 people lived there in 2024{first}. Twelve cranes were sold{second}. Then it fell.\n"
            "#pagebreak()\n#set text(size: 8pt)\n"
            "i Census of the island, 10#super[3] leaves.\n\nii Deed of sale.\n"
        )
    )
    assert texts(document) == ["44,580 people lived there in 2024. Twelve cranes were sold. Then it fell."]
    (piece,) = document.pieces
    assert sorted((piece.text[: a.start][-4:], a.text) for a in piece.annotations) == [
        ("2024", "Census of the island, 10³ leaves."),
        ("sold", "Deed of sale."),
    ]


def test_links_and_the_comments_of_readers_lie_on_their_words() -> None:
    with pikepdf.open(io.BytesIO(typeset('The #link("https://example.org/a")[letters] say so.'))) as pdf:
        page = pdf.pages[0]
        box = page.mediabox
        page.Annots.append(
            pdf.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Highlight, Rect=box,
                    T=pikepdf.String("Tom Reyes"), Contents=pikepdf.String("Which letters? ✓"),
                )
            )
        )  # fmt: skip
        document = opened(saved(pdf))
    (piece,) = document.pieces
    assert [(piece.text[e.start : e.end], e.data) for e in piece.emphasis] == [
        ("letters", "https://example.org/a")
    ]
    assert [(piece.text[a.start : a.end], a.kind, a.author, a.text) for a in piece.annotations] == [
        ("The letters say so.", "comment", "Tom Reyes", "Which letters? ✓")
    ]


def test_pages_that_are_pictures_are_told_and_blank_ones_are_not() -> None:
    with pikepdf.open(io.BytesIO(typeset("There are words here."))) as pdf:
        for content in (b"0 0 90 90 re f", b"0 0 90 90 re f", b"", b"0 0 90 90 re f"):
            pdf.add_blank_page()
            pdf.pages[-1].Contents = pdf.make_stream(content)
        assert codes(opened(saved(pdf)))["pages-without-text"] == "2–3, 5"
        del pdf.pages[0]
        with pytest.raises(ArticleNotRead, match="has no text in it, only pictures of its 4 pages"):
            opened(saved(pdf))


def test_right_to_left_text_is_read_with_a_warning() -> None:
    document = opened(typeset('#set text(lang: "ar")\nقال الميناء القديم وداعا للبحر والسفن.'))
    assert "right-to-left-from-pdf" in codes(document)
    assert "الميناء" in " ".join(texts(document))


def test_a_locked_a_torn_and_an_endless_file_are_refused_with_one_sentence_each() -> None:
    with pikepdf.open(io.BytesIO(typeset("Words."))) as pdf:
        with pytest.raises(ArticleNotRead, match=r"^“a\.pdf” is protected with a password"):
            opened(saved(pdf, locked=True))
        for _ in range(MAX_PAGES):
            pdf.add_blank_page()
        with pytest.raises(ArticleNotRead, match=r"has 2,001 pages, over the limit of 2,000"):
            opened(saved(pdf))
    with pytest.raises(ArticleNotRead, match=r"^“a\.pdf” is damaged"):
        opened(b"%PDF-1.7\nnothing more")

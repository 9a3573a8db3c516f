"""PDFs for a viewer: what a page looks like, its words, where each stands, and what cannot be shown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from app.jobs.conversation import Conversation
from app.sources.media import Kind
from app.sources.not_read import SourceNotRead
from app.sources.opened import SourceFile, limits_of, open_source
from app.sources.pages import AskHits, AskPages, AskPicture, AskText
from app.sources.pdf import PdfSource
from app.sources.pdf_picture import MAX_PIXELS
from db.errors import KnownError
from db.records.page_text import PageText, at_point, line_boxes, selected, word_at
from db.records.viewing import Hits, Pages, Picture

SALTWAY = Path(__file__).parents[2] / "files" / "articles" / "saltway.pdf"


def opened(path: Path) -> PdfSource:
    return PdfSource(str(path), path.name)


def words_of(path: Path, page: int = 0) -> PageText:
    return opened(path).text(page)


def picture_of(path: Path, page: int = 0, width: int = 600) -> Picture:
    picture = opened(path).answer(AskPicture(page, width))
    assert isinstance(picture, Picture)
    return picture


def changed(path: Path, change: Callable[[pikepdf.Pdf], None], **saving: object) -> Path:
    with pikepdf.open(SALTWAY) as pdf:
        change(pdf)
        pdf.save(path, **saving)  # pyright: ignore[reportArgumentType]
    return path


def as_image(picture: Picture) -> Image.Image:
    return Image.frombytes("RGBA", (picture.width, picture.height), picture.data)


def in_boxes(picture: Picture, boxes: list[tuple[int, int, int, int]]) -> float:
    """The share of what is dark on the page that stands within the boxes."""
    dark = as_image(picture).convert("L").point([255] * 128 + [0] * 128)
    mask = Image.new("L", dark.size)
    draw = ImageDraw.Draw(mask)
    for left, top, right, bottom in boxes:
        edges = (left * picture.width, top * picture.height, right * picture.width, bottom * picture.height)
        draw.rectangle([round(edge / 10_000) for edge in edges], fill=255)
    inside = ImageChops.multiply(dark, mask)
    return inside.histogram()[255] / dark.histogram()[255]


def test_a_pdf_tells_its_pages_and_what_it_says_of_itself() -> None:
    pages = opened(SALTWAY).answer(AskPages())
    assert isinstance(pages, Pages)
    assert len(pages.sizes) == 3
    assert pages.sizes[0] == pytest.approx((419.53, 425.2), abs=0.1)
    assert ("Author", "Ines Okafor") in pages.facts
    assert pages.left_out == 0


def test_the_words_of_a_page_come_line_by_line_with_divided_words_and_ligatures_as_letters() -> None:
    page = words_of(SALTWAY)
    assert len(page.boxes) == len(page.text)
    assert "across the marshes on foot, be-\ncause the administration refused" in page.text
    assert "the salt office" in page.text
    assert not page.scanned


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, [30, 60, 300, 380]], ids=["whole", "cropped"])
def test_the_places_of_words_are_where_they_are_drawn(
    tmp_path: Path, turn: int, crop: list[int] | None
) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Rotate = turn
        if crop:
            pdf.pages[0].CropBox = pikepdf.Array(crop)

    path = changed(tmp_path / "x.pdf", change)
    page = words_of(path)
    assert in_boxes(picture_of(path), list(page.boxes)) > 0.97
    assert ("Veldhaven Courier" in page.text) is (crop is None), "nobody sees what is cropped away"
    assert "administration refused" in page.text


def test_a_stretch_of_words_has_one_box_for_each_line() -> None:
    page = words_of(SALTWAY)
    start = page.text.index("across the marshes")
    boxes = line_boxes(page, start, page.text.index("to pay for"))
    assert len(boxes) == 2
    assert all(abs(a - b) < 60 for a, b in zip(boxes[0][::2], boxes[1][::2], strict=True)), "one column"
    assert boxes[0][3] <= boxes[1][1] + 40
    assert line_boxes(page, 5, 5) == ()


def test_two_points_select_what_stands_between_them_and_back_again() -> None:
    page = words_of(SALTWAY)
    start = page.text.index("carried their salt")
    end = page.text.index("administration") + len("administration")
    for one, other in ((start, end), (start + 3, start + 9)):
        left, top, _, bottom = page.boxes[one]
        _, top2, right, bottom2 = page.boxes[other - 1]
        from_, to = (left + 5, (top + bottom) // 2), (right - 5, (top2 + bottom2) // 2)
        assert selected(page, from_, to) == selected(page, to, from_) == (one, other)
    left, top, right, bottom = page.boxes[start]
    # Beside a line, in the margin: the line's own beginning.
    assert page.text[at_point(page, 0, (top + bottom) // 2) :].startswith("of Veldhaven carried")
    found = word_at(page, (left + right) // 2, (top + bottom) // 2)
    assert page.text[slice(*found)] == "carried"
    assert word_at(page, 0, 0) == (0, 0)


def test_words_are_found_whatever_their_case_line_ends_and_quotation_marks() -> None:
    pdf = opened(SALTWAY)

    def found(words: str) -> list[str]:
        hits = pdf.answer(AskHits(words))
        assert isinstance(hits, Hits)
        assert hits.next_page is None
        return [pdf.text(hit.page).text[hit.start : hit.end] for hit in hits.hits]

    assert found("BECAUSE the Administration") == ["be-\ncause the administration"]
    assert found('tide had turned. "You did') == ["tide \nhad turned. “You did"]
    assert found("well-known place") == ["well-\nknown place"]
    assert len(found("the")) > 20
    assert found("no such words") == found("  ") == []


def test_a_search_goes_on_where_it_stopped() -> None:
    pdf = opened(SALTWAY)
    second = pdf.answer(AskHits("The Veldhaven Courier", first=1))
    assert isinstance(second, Hits)
    assert {hit.page for hit in second.hits} == {1, 2}


def test_a_picture_has_the_wished_width_and_a_part_is_the_same_pixels() -> None:
    whole = picture_of(SALTWAY, width=800)
    assert (whole.width, whole.height) == (800, 811)
    assert len(whole.data) == 4 * whole.width * whole.height
    part = opened(SALTWAY).answer(AskPicture(0, 800, (2500, 5000, 7500, 7500)))
    assert isinstance(part, Picture)
    cut = as_image(whole).crop((200, 406, 600, 608))
    assert cut.size == (part.width, part.height)
    # Edges are smoothed anew; shifted by one pixel the mean is 20 or more.
    assert ImageStat.Stat(ImageChops.difference(cut, as_image(part)).convert("L")).mean[0] < 2


@pytest.mark.parametrize(("size", "width"), [((600, 800), 10**6), ((3, 14_000), 900), ((14_000, 3), 900)])
def test_a_picture_never_passes_its_limit_of_pixels(
    tmp_path: Path, size: tuple[int, int], width: int
) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=size)
    pdf.save(tmp_path / "x.pdf")
    picture = picture_of(tmp_path / "x.pdf", width=width)
    assert picture.width * picture.height <= MAX_PIXELS * 1.001
    assert min(picture.width, picture.height) >= 1


def test_a_page_that_is_a_picture_says_it_cannot_be_checked_and_a_blank_one_does_not(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    Image.effect_noise((200, 280), 90).save(scan)
    with pikepdf.open(scan, allow_overwriting_input=True) as pdf:
        pdf.add_blank_page()
        pdf.save(scan)
    assert (words_of(scan).text, words_of(scan).scanned) == ("", True)
    assert not words_of(scan, 1).scanned
    hits = opened(scan).answer(AskHits("x"))
    assert isinstance(hits, Hits)
    assert hits.scanned == (0,)


def test_what_was_filled_into_a_form_is_drawn(tmp_path: Path) -> None:
    def fill(pdf: pikepdf.Pdf, value: str) -> None:
        field = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="name", V=value,
                Rect=pikepdf.Array([100, 20, 300, 40]), F=4, DA="/Helv 12 Tf 0 g",
            )
        )  # fmt: skip
        pdf.pages[0].Annots = pikepdf.Array([field])
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        pdf.Root.AcroForm = pdf.make_indirect(
            pikepdf.Dictionary(
                Fields=pikepdf.Array([field]),
                NeedAppearances=True,
                DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=font)),
            )
        )

    filled = picture_of(changed(tmp_path / "a.pdf", lambda pdf: fill(pdf, "Hanne Vries")))
    empty = picture_of(changed(tmp_path / "b.pdf", lambda pdf: fill(pdf, "")))
    assert filled.data != empty.data


@pytest.fixture
def talk() -> Iterator[Callable[[Path], Conversation]]:
    talks: list[Conversation] = []

    def open_it(path: Path) -> Conversation:
        talks.append(open_source(SourceFile(str(path), path.name, Kind.PDF)))
        return talks[-1]

    yield open_it
    for one in talks:
        one.close()


def test_a_child_answers_about_a_pdf(talk: Callable[[Path], Conversation]) -> None:
    pdf = talk(SALTWAY)
    assert len(pdf.ask(AskPages(), 60).sizes) == 3
    assert pdf.ask(AskPicture(1, 300), 60).width == 300
    assert pdf.ask(AskText(1), 60) == words_of(SALTWAY, 1)
    with pytest.raises(KnownError, match=r"“saltway\.pdf” has no page 10: it has 3\."):
        pdf.ask(AskText(9), 60)
    assert pdf.ask(AskHits("salt"), 60).hits


def broken(tmp_path: Path) -> dict[str, Path]:
    whole = SALTWAY.read_bytes()
    pages = (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids%s>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF"
    )
    files = {
        "empty": b"",
        "no pdf": b"<html>not a PDF</html>",
        "cut": whole[: len(whole) // 3],
        "no pages": pages % b"[]/Count 0",
        "itself": pages % b"[2 0 R]/Count 9",
    }
    paths: dict[str, Path] = {}
    for name, data in files.items():
        paths[name] = tmp_path / f"{name}.pdf"
        paths[name].write_bytes(data)
    return paths


def test_what_is_damaged_or_locked_is_one_sentence(tmp_path: Path) -> None:
    for name, path in broken(tmp_path).items():
        with pytest.raises(SourceNotRead, match=f"“{name}.pdf” is damaged or not what its name says"):
            opened(path).answer(AskText(0))
    locked = changed(
        tmp_path / "locked.pdf", lambda pdf: None, encryption=pikepdf.Encryption(user="secret", owner="x")
    )
    with pytest.raises(SourceNotRead, match=r"“locked\.pdf” is protected with a password"):
        opened(locked)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on a process's CPU time there")
def test_a_page_that_unpacks_to_very_much_costs_one_sentence(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(b"0 0 m 9 9 l S " * 2_000_000)

    path = changed(tmp_path / "bomb.pdf", change, compress_streams=True)
    assert path.stat().st_size < 500_000
    file = SourceFile(str(path), path.name, Kind.PDF)
    pdf = Conversation("app.sources.opened:opened", file, replace(limits_of(file), cpu_seconds=1))
    try:
        assert len(pdf.ask(AskPages(), 60).sizes) == 3
        with pytest.raises(KnownError, match="took longer than is allowed, so it was given up"):
            pdf.ask(AskPicture(0, 300), 120)
        assert pdf.ask(AskText(1), 60).text
    finally:
        pdf.close()

"""Images for a viewer: by content, upright, within a limit, with what their files say; and likeness."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance
from PIL.PngImagePlugin import PngInfo

from app.sources import image as images
from app.sources.image import ImageSource
from app.sources.images import AskImage, AskView
from app.sources.likeness import ALIKE, distance, likeness
from app.sources.media import Kind
from app.sources.not_read import SourceNotRead
from app.sources.opened import SourceFile, open_source
from benchmarks.copied_pictures import cropped, resized, scene, stored
from db.records.viewing import ImageFacts, Picture

FILES = Path(__file__).parents[2] / "files" / "sources"
RED, BLUE = (255, 0, 0, 255), (0, 0, 255, 255)


def opened(path: Path) -> ImageSource:
    return ImageSource(str(path), path.name)


def facts_of(path: Path) -> ImageFacts:
    facts = opened(path).answer(AskImage())
    assert isinstance(facts, ImageFacts)
    return facts


def view(source: ImageSource, *asked: object) -> Image.Image:
    picture = source.answer(AskView(*asked))  # pyright: ignore[reportArgumentType]
    assert isinstance(picture, Picture)
    return Image.frombytes("RGBA", (picture.width, picture.height), picture.data)


def two_coloured(size: tuple[int, int] = (80, 40)) -> Image.Image:
    """Red to the left, blue to the right."""
    picture = Image.new("RGB", size, RED[:3])
    picture.paste(BLUE[:3], (size[0] // 2, 0, *size))
    return picture


@pytest.mark.parametrize("format", ["PNG", "JPEG", "GIF", "TIFF", "WEBP", "BMP", "AVIF", "JPEG2000"])
def test_an_image_is_read_by_its_content_whatever_its_name(tmp_path: Path, format: str) -> None:
    two_coloured().save(tmp_path / "report.pdf", format)
    facts = facts_of(tmp_path / "report.pdf")
    assert (facts.format, facts.width, facts.height, facts.frames) == (format, 80, 40, 1)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "CMYK", "I;16", "F", "RGBA"])
def test_every_kind_of_pixels_is_shown(tmp_path: Path, mode: str) -> None:
    picture = Image.linear_gradient("L").convert("I") if mode == "I;16" else Image.linear_gradient("L")
    picture.convert(mode).save(tmp_path / "x.tif")
    shown = view(opened(tmp_path / "x.tif"), 256)
    assert shown.size == (256, 256)
    top, bottom = (shown.convert("L").getpixel((5, y)) for y in (0, 255))
    assert isinstance(top, int)
    assert isinstance(bottom, int)
    assert abs(bottom - top) > 200


def test_a_photograph_held_upright_is_shown_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    two_coloured().save(tmp_path / "x.jpg", exif=exif, quality=95)
    source = opened(tmp_path / "x.jpg")
    facts = source.facts()
    assert (facts.width, facts.height) == (40, 80)
    shown = view(source, 40)
    red, _, blue, _ = shown.getpixel((20, 5))  # pyright: ignore[reportGeneralTypeIssues]
    assert red > 200 > 50 > blue, "what was left is above"


def test_a_view_has_the_wished_width_part_and_turn(tmp_path: Path) -> None:
    two_coloured((800, 400)).save(tmp_path / "x.png")
    source = opened(tmp_path / "x.png")
    assert view(source, 200).size == (200, 100)
    assert view(source, 10_000).size == (800, 400), "never larger than it is"
    right = view(source, 800, (5000, 0, 10_000, 5000))
    assert (right.size, right.getpixel((0, 0))) == ((400, 200), BLUE)
    turned = view(source, 200, (0, 0, 10_000, 10_000), 90)
    assert turned.size == (100, 200)
    assert (turned.getpixel((50, 5)), turned.getpixel((50, 195))) == (RED, BLUE)
    assert view(source, 200, (0, 0, 10_000, 10_000), 270).getpixel((50, 5)) == BLUE


def test_what_other_programs_wrote_into_the_file_is_told() -> None:
    facts = dict(facts_of(FILES / "causeway.jpg").facts)
    assert facts["Author"] == "Hanne Vries"
    assert facts["Caption"] == "The causeway at low tide, 3 June 1953"
    assert facts["Credit"] == "Veldhaven Archive"


def test_camera_time_place_and_words_are_told_as_people_write_them(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0131] = "Harbour Works", "Mark II", "Darkroom 7"
    exif.get_ifd(0x8769).update({0x9003: "2026:11:03 14:05:09", 0x9011: "+01:00", 0x829A: 0.004})
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 30.0, 36.0), 3: "W", 4: (4.0, 15.0, 0.0), 5: 0, 6: 7.0})
    xmp = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:p="http://ns.adobe.com/photoshop/1.0/" p:Credit="Wire"'
        b' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>A. Lens</rdf:li>'
        b"</rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    two_coloured().save(tmp_path / "x.jpg", exif=exif, xmp=xmp)
    facts = facts_of(tmp_path / "x.jpg").facts
    for fact in (
        ("Camera", "Harbour Works Mark II"),
        ("Taken at", "2026-11-03 14:05:09 +01:00"),
        ("Taken where", "52.510000, -4.250000"),
        ("Height above the sea, m", "7.0"),
        ("Software", "Darkroom 7"),
        ("Exposure time, s", "0.004"),
        ("Credit", "Wire"),
        ("Author", "A. Lens"),
    ):
        assert fact in facts


def test_hostile_words_in_a_file_are_short_and_on_one_line(tmp_path: Path) -> None:
    info = PngInfo()
    info.add_text("Comment", "one\ntwo\x07\u202e" + "x" * 5000)
    for n in range(200):
        info.add_text(f"k{n}", "v")
    xmp = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x Credit="no">&b;</x>'
    info.add_itxt("XML:com.adobe.xmp", xmp)
    two_coloured().save(tmp_path / "x.png", pnginfo=info)
    facts = facts_of(tmp_path / "x.png").facts
    assert len(facts) == 80
    comment = dict(facts)["Comment"]
    assert comment.startswith("one two x")
    assert len(comment) == 500
    assert "Credit" not in dict(facts)


def test_of_several_pictures_the_first_is_shown_and_all_are_counted(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue", "green")]
    for name in ("x.gif", "x.tif", "x.webp"):
        frames[0].save(tmp_path / name, save_all=True, append_images=frames[1:], lossless=True)
        source = opened(tmp_path / name)
        assert source.facts().frames == 3
        assert view(source, 8).getpixel((4, 4)) in (RED, (254, 0, 0, 255))


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is that large."""
    out = io.BytesIO()
    Image.new("1", (8, 8)).save(out, "PNG")
    data = bytearray(out.getvalue())
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    return bytes(data)


@pytest.mark.parametrize("size", [(60_000, 60_000), (2_000_000, 3)])
def test_an_image_of_too_many_pixels_is_refused_before_it_is_decoded(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    (tmp_path / "bomb.png").write_bytes(png_of(*size))
    with pytest.raises(SourceNotRead, match=r"“bomb\.png” has .* pixels, more than the 100 million"):
        opened(tmp_path / "bomb.png")


def test_a_file_cut_off_is_shown_as_far_as_it_goes_and_says_so(tmp_path: Path) -> None:
    scene(random.Random(1), random.Random(1)).save(tmp_path / "x.jpg", quality=90)
    data = (tmp_path / "x.jpg").read_bytes()
    (tmp_path / "x.jpg").write_bytes(data[: len(data) // 2])
    facts = facts_of(tmp_path / "x.jpg")
    assert facts.facts[0][0] == "Damaged"
    assert facts.width == 640


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a" + bytes(40), b"not an image", b"%!PS\n"]
)
def test_what_is_no_image_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.png").write_bytes(data)
    with pytest.raises(SourceNotRead, match=r"“x\.png” is damaged or not what its name says"):
        opened(tmp_path / "x.png")


def test_a_child_answers_about_an_image() -> None:
    path = FILES / "causeway.jpg"
    talk = open_source(SourceFile(str(path), path.name, Kind.IMAGE))
    try:
        assert talk.ask(AskImage(), 60) == facts_of(path)
        assert talk.ask(AskView(48), 60).width == 48
    finally:
        talk.close()


COPIES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "compressed": lambda p: stored(p, "JPEG", 30),
    "resized": lambda p: resized(p, 0.3),
    "cropped": lambda p: cropped(p, 0.01),
    "brighter": lambda p: ImageEnhance.Brightness(p).enhance(1.2),
    "grey with transparency": lambda p: p.convert("LA"),
}


def test_copies_of_one_picture_are_alike_and_other_pictures_are_not() -> None:
    pictures = [scene(random.Random(f"a{n}"), random.Random(n)) for n in range(6)]
    known = [likeness(picture) for picture in pictures]
    for picture, value in zip(pictures, known, strict=True):
        assert value is not None
        for name, change in COPIES.items():
            copied = likeness(change(picture))
            assert copied is not None
            assert distance(value, copied) <= ALIKE, name
    pairs = [(a, b) for n, a in enumerate(known) for b in known[:n] if a is not None and b is not None]
    assert min(distance(a, b) for a, b in pairs) > ALIKE


def test_a_plain_image_is_like_no_other() -> None:
    assert likeness(Image.new("RGB", (300, 200), "white")) is None


def test_no_format_is_read_that_starts_another_program() -> None:
    assert not {"EPS", "WMF", "PDF", "MPEG"} & set(images._FORMATS)

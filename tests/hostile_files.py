"""Files no reader is glad of: damaged, locked, swollen, or with a name that tries something."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import pikepdf
from PIL import Image

ARTICLES = Path(__file__).parent / "files" / "articles"
DIVS = 200_000
LIMIT_MB = 3
"""The limit that one of them is over."""


def refused_files(folder: Path) -> list[Path]:
    """Those that cannot be kept at all: too large, empty, or nothing that can be read."""
    (folder / "empty.txt").touch()
    (folder / "over the limit.bin").write_bytes(bytes(LIMIT_MB * 2**20 + 1))
    (folder / "round.pdf").symlink_to("round.pdf")
    (folder / "folder").mkdir()
    return [folder / name for name in ("empty.txt", "over the limit.bin", "round.pdf", "folder", "gone.pdf")]


def kept_files(folder: Path) -> list[Path]:
    """Those that are kept as they are, whatever can be shown of them."""
    saltway = (ARTICLES / "saltway.pdf").read_bytes()
    data = {
        "torn.pdf": saltway[:3000],
        "locked.pdf": _locked(),
        "torn.png": _png()[:900],
        "vast.png": _vast_png(),
        "nested.html": b"<html><body>" + b"<div>" * DIVS + b"deep" + b"</div>" * DIVS,
        "bomb.docx": _swollen("word/document.xml"),
        "bomb.xlsx": _swollen("xl/workbook.xml"),
        "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://example.org/x.png"/></svg>',
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "phone.heic": b"\0\0\0\x18ftypheic" + bytes(600),
        "torn.docx": (ARTICLES / "harbour.docx").read_bytes()[:4000],
        "..\\..\\up.txt": b"The bridge is 240 metres long.",
        "red\x1b[31m\nline\u202etxt.exe": b"The bridge is 240 metres long.",
        "n" * 240 + ".txt": b"A long name.",
        "-rf.txt": b"A name that is an option.",
        "%2e%2e%2f$(true).html": b"<p>The bridge <script>x</script> is long.</p>",
    }
    for name, content in data.items():
        (folder / name).write_bytes(content)
    (folder / "not utf-8 \udcff.txt").write_bytes(b"A name of other bytes.")
    return [*(folder / name for name in data), folder / "not utf-8 \udcff.txt"]


def _locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(ARTICLES / "saltway.pdf") as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="secret", owner="other"))
    return out.getvalue()


def _png() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 64), 40).save(out, "PNG")
    return out.getvalue()


def _vast_png() -> bytes:
    """A picture that says it is 60,000 pixels wide and high, with a checksum that holds."""
    png = bytearray(_png())
    png[16:24] = (60_000).to_bytes(4, "big") * 2
    png[29:33] = zlib.crc32(bytes(png[12:29])).to_bytes(4, "big")
    return bytes(png)


def _swollen(member: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(member, b"<x>" + b" " * 60_000_000)
    return out.getvalue()

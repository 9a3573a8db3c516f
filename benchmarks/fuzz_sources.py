"""Damages PDFs, images, Word files, tables and pages in every way, and has them read as sources are.

    python -m benchmarks.fuzz_sources [--n N] [--seed S] [--only ENDING] [--keep FOLDER]

Each file is read by the child that reads sources for the window: every page drawn, its words taken, words
searched. It has to be read or refused in one sentence; a child that crashes, hangs or takes too much memory
has to be one sentence too, and is counted by itself. A mistake of ours, a sentence that is none or a parent
that waits without an end makes the program fail. --keep stores what made the child end or the program fail.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.jobs.child import JobBroke, JobStopped
from app.jobs.conversation import Conversation
from app.jobs.limits import MIB, Limits
from app.jobs.worker import Work
from app.sources.extracted import extracted_here
from app.sources.image import ImageSource
from app.sources.images import AskImage, AskView
from app.sources.media import media_of
from app.sources.opened import SourceFile, pass_over_warnings, source_of, told
from app.sources.pages import AskHits, AskPages, AskPicture, AskText
from app.sources.pdf import PdfSource
from app.sources.table import TableSource
from app.sources.tables import AskCellHits, AskRows, AskSheets
from app.sources.texts import AskWordHits, AskWords
from db.errors import KnownError

FILES = Path(__file__).resolve().parents[1] / "tests" / "files"
LIMITS = Limits("Reading the file", cpu_seconds=20, wall_seconds=90, memory_bytes=1024 * MIB)
_LONGEST_SENTENCE = 500
_WAIT = 200
_HUGE = (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"\xff\xff", b"\x80\0\0\0")
_NUMBERS = (b"99999999999", b"-1", b"0", b"4294967296", b"1e999")


# The files to begin with


def seeds() -> dict[str, bytes]:
    """Whole files by name; from the tests, and made here in the formats that have none there."""
    found = {path.name: path.read_bytes() for path in sorted((FILES / "articles").iterdir())}
    found |= {path.name: path.read_bytes() for path in sorted((FILES / "sources").iterdir())}
    whole = {name: data for name, data in found.items() if name.rpartition(".")[2] in _ENDINGS}
    whole["open.pdf"] = _unpacked(whole["saltway.pdf"])
    whole |= {f"causeway.{ending}": _stored(format) for ending, format in _IMAGES.items()}
    page = whole["harbour.html"]
    whole["mail.eml"] = (
        b"From: a@example.org\nTo: b@example.org\nSubject: Salt\nMIME-Version: 1.0\n"
        b"Content-Type: text/html; charset=utf-8\n\n" + page
    )
    whole["page.mhtml"] = (
        b'From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\n'
        b"Content-Type: text/html\nContent-Location: http://example.org/\n\n" + page + b"\n--x--\n"
    )
    whole["ferries.csv"] = 'Ferry;Passengers\n"Ålesund; north";48230\nVeldhaven;1200,5\n'.encode() * 40
    return whole


_ENDINGS = frozenset({"pdf", "docx", "odt", "rtf", "html", "epub", "xlsx", "jpg"})
_IMAGES = {
    "png": "PNG",
    "gif": "GIF",
    "tif": "TIFF",
    "webp": "WEBP",
    "bmp": "BMP",
    "avif": "AVIF",
    "jp2": "JPEG2000",
}


def _unpacked(data: bytes) -> bytes:
    """The PDF with its streams as they are, so that damage falls into what they say."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    return out.getvalue()


def _stored(format: str) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    with Image.open(FILES / "sources" / "causeway.jpg") as picture:
        picture.save(out, format)
    return out.getvalue()


# Damage


def damaged(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """The file with one to four kinds of damage; an archive mostly within one of its parts."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        inside = _within_archive(data, others, chance)
        if inside is not None:
            return inside
    for _ in range(chance.randrange(1, 5)):
        data = chance.choice(_DAMAGES)(data, others, chance)
    return data


def _within_archive(data: bytes, others: list[bytes], chance: random.Random) -> bytes | None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as torn,
    ):
        parts = [name for name in archive.namelist() if not name.endswith("/")]
        hit = chance.choice(parts)
        for name in parts:
            part = archive.read(name)
            for _ in range(chance.randrange(1, 4) if name == hit else 0):
                part = chance.choice(_DAMAGES)(part, others, chance)
            torn.writestr(zipfile.ZipInfo(name), part)
    return out.getvalue()


def _flipped(data: bytes, _others: list[bytes], chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20, 200)) if data else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, _others: list[bytes], chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _hole(data: bytes, _others: list[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.choice((1, 16, 500, 5_000)) :]


def _spliced(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    other = chance.choice(others)
    at, start = chance.randrange(len(data) + 1), chance.randrange(len(other) + 1)
    return data[:at] + other[start : start + chance.choice((4, 200, 5_000))] + data[at:]


def _repeated(data: bytes, _others: list[bytes], chance: random.Random) -> bytes:
    at, length = chance.randrange(len(data) + 1), chance.choice((1, 8, 300))
    return data[:at] + data[at : at + length] * chance.choice((2, 50, 3_000)) + data[at:]


def _grown(data: bytes, _others: list[bytes], chance: random.Random) -> bytes:
    """A length or number made absurd, in binary or in digits."""
    places = [at for at in range(len(data)) if data[at : at + 1].isdigit()] if chance.random() < 0.5 else []
    if places:
        at = chance.choice(places)
        return data[:at] + chance.choice(_NUMBERS) + data[at + 1 :]
    at, value = chance.randrange(len(data) + 1), chance.choice(_HUGE)
    return data[:at] + value + data[at + len(value) :]


_DAMAGES: tuple[Callable[[bytes, list[bytes], random.Random], bytes], ...] = (
    _flipped, _cut, _hole, _spliced, _repeated, _grown, _grown,
)  # fmt: skip


# Reading


def reading(_payload: Any, _work: Work) -> Callable[[SourceFile], str]:
    """In the child: reads one file after the other as the viewers do."""
    pass_over_warnings()
    return lambda file: told(file.name, lambda: _looked_at(file))


def _looked_at(file: SourceFile) -> str:
    source = source_of(file)
    questions: list[object] = []
    if isinstance(source, PdfSource):
        questions = [AskPages(), AskHits("salt")]
        questions += [
            ask for page in range(min(source.shown, 3)) for ask in (AskPicture(page, 200), AskText(page))
        ]
    elif isinstance(source, ImageSource):
        questions = [AskImage(), AskView(300), AskView(50, (2_000, 2_000, 9_000, 9_000), 90)]
    elif isinstance(source, TableSource):
        questions = [AskSheets(), AskRows(0, 0, 200), AskCellHits("salt")]
    else:
        questions = [AskWords(), AskWordHits("salt")]
    for question in questions:
        source.answer(question)
    return str(len(extracted_here(file).text))


def run(
    n: int, seed: int, keep: Path | None = None, only: str = ""
) -> tuple[Counter[tuple[str, str]], list[str]]:
    """How many files of each ending were read, refused, or ended the child; and what must not be."""
    whole = seeds()
    names, others = [name for name in whole if name.endswith(only)], list(whole.values())
    outcomes: Counter[tuple[str, str]] = Counter()
    wrong: list[str] = []
    talk = Conversation("benchmarks.fuzz_sources:reading", None, LIMITS)
    with tempfile.TemporaryDirectory() as folder:
        try:
            for number in range(n):
                chance = random.Random(f"{seed} {number}")
                name = names[number % len(names)]
                data = damaged(whole[name], others, chance)
                path = Path(folder, name)
                path.write_bytes(data)
                outcome, words = _outcome(talk, SourceFile(str(path), name, media_of(path).kind))
                outcomes[name.rpartition(".")[2], outcome] += 1
                if outcome == "wrong":
                    wrong.append(f"--seed {seed}, file {number} ({name}): {words}")
                if keep is not None and outcome in ("wrong", "ended"):
                    (keep / f"{seed}-{number}-{outcome}-{name}").write_bytes(data)
        finally:
            talk.close()
    return outcomes, wrong


def _outcome(talk: Conversation, file: SourceFile) -> tuple[str, str]:
    try:
        talk.ask(file, _WAIT)
    except JobStopped as error:
        return ("ended" if _is_sentence(str(error)) else "wrong"), str(error)
    except KnownError as error:
        return ("refused" if _is_sentence(str(error)) else "wrong"), str(error)
    except (JobBroke, TimeoutError) as error:
        return "wrong", str(error)
    return "read", ""


def _is_sentence(words: str) -> bool:
    return 10 < len(words) < _LONGEST_SENTENCE and words.endswith(".") and words.isprintable()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--n", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    if given.keep is not None:
        given.keep.mkdir(parents=True, exist_ok=True)
    outcomes, wrong = run(given.n, given.seed, given.keep, given.only)
    print(f"{'':8} {'read':>7} {'refused':>8} {'child ended':>12} {'wrong':>6}")
    endings = sorted({ending for ending, _ in outcomes})
    for ending in [*endings, "all"]:
        counts = [
            sum(count for (e, o), count in outcomes.items() if o == outcome and ending in (e, "all"))
            for outcome in ("read", "refused", "ended", "wrong")
        ]
        print(f"{ending:8} {counts[0]:7} {counts[1]:8} {counts[2]:12} {counts[3]:6}")
    for one in wrong:
        print(one)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

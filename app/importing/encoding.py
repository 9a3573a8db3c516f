"""Bytes to text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from app.importing.article import ArticleNotRead
from app.importing.scripts import by_words
from app.text.normalise import REPLACEMENT, Note

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Offset, first bytes, and what a file that has them there seems to be.
_MAGIC = (
    (0, b"%PDF-", "a PDF document"),
    (0, b"{\\rtf", "a Rich Text document"),
    (0, b"SQLite format 3\0", "a database or a Tickmark project"),
    (0, b"\x89PNG\r\n", "a PNG picture"),
    (0, b"\xff\xd8\xff", "a JPEG picture"),
    (0, b"GIF8", "a GIF picture"),
    (0, b"II*\0", "a TIFF picture"),
    (0, b"MM\0*", "a TIFF picture"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Microsoft Office document"),
    (0, b"\x1f\x8b", "a compressed archive"),
    (0, b"BZh", "a compressed archive"),
    (0, b"\xfd7zXZ\0", "a compressed archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a compressed archive"),
    (0, b"Rar!", "a compressed archive"),
    (0, b"ID3", "a sound recording"),
    (0, b"OggS", "a sound recording"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90\0", "a program"),
    (4, b"ftyp", "a film or sound recording"),
    (8, b"WAVEfmt", "a sound recording"),
    (8, b"WEBPVP8", "a WebP picture"),
)
_ZIP = b"PK\x03\x04"
_ZIP_CONTENTS = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"opendocument.text", "an OpenDocument text"),
    (b"epub+zip", "an EPUB book"),
)

_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1b") + b"\x7f"
_CONTROL_SHARE = 20  # more than one byte in this many being a control is no text

# The accented letters of languages written in Windows-1252: a text that stays inside one row is taken for it.
_WESTERN = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        "àâæçéèêëîïôœùûüÿ",
        "äöüßéèêàçñ",
        "áéíñóúüçàèìòïºª",
        "ãõâêôáéíóúàçüºª",
        "àèéìíîòóùú",
        "åäöæøéèüáà",
        "éëïöüèêáóíúç",
        "ðþæöáéíóúý",
    )
)
# The same of code pages that are tried where the guess by the bytes alone is of none of their languages.
_CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž")
_OTHERS = {
    code: tuple(frozenset(letters + letters.upper()) for letters in languages)
    for code, languages in {
        "cp1250": _CENTRAL,
        "iso8859-2": _CENTRAL,
        "cp1254": ("çğıİöşüâîû",),
    }.items()
}
_SIGNS = frozenset("‚„…†‡‰‹‘’“”•–—˜™› ¡¢£¤¥¦§¨©«¬®¯°±²³´µ¶·¹»¼½¾¿×÷€\u00a0\u00ad")
# A sign or a capital where English, French or German put a small letter: the sign of another code page.
_MISPLACED = re.compile(
    "[a-zà-ÿ][¹³¿¾¼½º¢£¥¤¦§¶¬÷±À-ÖØ-Þ][a-zà-ÿ]|[¹³¾¿¤¦¶][a-zà-ÿ]{2}|[a-zà-ÿ][¹³¿¾¼º£¥¤¶][¹³¿¾¼º£¥¤¶±]"
)
_SAMPLE = 65_536
# Below this share of bytes beyond ASCII a text is taken for English with foreign names in it.
_RARE = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as decoded, not yet normalised; ``encoding`` is the name of what was used."""

    text: str
    encoding: str
    notes: tuple[Note, ...]


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The text in ``data``: by the encoding a person chose, else BOM, strict UTF-8, then a guess.

    A guess is never silent: it carries the note ``encoding-guessed`` with the encoding's name; bytes that
    fit no reading become U+FFFD and are counted in ``bytes-replaced``. ``name`` is the file's, for messages.
    Raises ArticleNotRead for what is not text and for bytes that are not in the chosen encoding.
    """
    if encoding:
        return _decode_as(data, name, encoding)
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data.removeprefix(mark) if marked == "utf-8" else data, marked)
    _refuse_known_binary(data, name)
    unmarked = _unmarked_utf16(data)
    if unmarked:
        return Decoded(data.decode(unmarked), unmarked, (Note("encoding-guessed", 1, unmarked),))
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > 3 and controls * _CONTROL_SHARE > len(data):
        raise ArticleNotRead(f"“{name}” is not text: it is full of control bytes, so nothing was imported.")
    return _decode_utf8(data) or _guess(data)


def _decode_as(data: bytes, name: str, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except LookupError:
        raise ArticleNotRead(f"“{encoding}” is not a text encoding that Tickmark knows.") from None
    except ValueError:
        raise ArticleNotRead(
            f"“{name}” is not in {encoding}; choose another encoding or let Tickmark find it."
        ) from None
    return Decoded(text, _code(encoding), ())


def _decode_marked(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding, "surrogatepass"), encoding, ())
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return Decoded(text, encoding, (Note("bytes-replaced", max(1, text.count(REPLACEMENT))),))


def _decode_utf8(data: bytes) -> Decoded | None:
    """UTF-8, strict; or with encoded surrogates; or torn in so few places that it can be nothing else."""
    try:
        return Decoded(data.decode("utf-8"), "utf-8", ())
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        replaced = text.count(REPLACEMENT) - data.count(REPLACEMENT.encode())
        beyond_ascii = len(text) - len(text.encode("ascii", "ignore")) - replaced
        if beyond_ascii < 4 * replaced:
            return None
        return Decoded(text, "utf-8", (Note("bytes-replaced", replaced),))
    # Halves of a pair that were encoded apart (CESU-8) make one character again; lone ones stay.
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return Decoded(whole, "utf-8", ())


def _guess(data: bytes) -> Decoded:
    sample = _telling_lines(data)
    rare = len(data) - len(data.decode("ascii", "ignore")) < len(data) * _RARE
    encoding = "cp1252" if _is_western(sample, any_letters=rare) else _guessed_encoding(sample)
    notes = [Note("encoding-guessed", 1, encoding)]
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        notes.append(Note("bytes-replaced", max(1, text.count(REPLACEMENT))))
    return Decoded(text, encoding, tuple(notes))


def _guessed_encoding(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    guessed = by_words(sample, _code(best.encoding) if best else "cp1252")
    fitting = [code for code in _OTHERS if _is_of_one_language(sample, code)]
    # Of a few words the bytes tell little: Polish in ISO 8859-2 was taken for Nordic, and for UTF-16.
    return fitting[0] if fitting and guessed not in fitting else guessed


def _is_of_one_language(sample: bytes, encoding: str) -> bool:
    """Whether all letters beyond ASCII are of one language of that code page, and no sign is out of place."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    letters = {char for char in text if char > "\x7f"} - _SIGNS
    plain = sum(char.isascii() for char in text if char.isalpha())
    known = any(letters <= alphabet for alphabet in _OTHERS[encoding])
    return known and 2 * plain > sum(map(str.isalpha, text)) and not _MISPLACED.search(text)


def _code(encoding: str) -> str:
    """Python's name for an encoding, spelled as a code: lower case, no underscores (Python knows both)."""
    return codecs.lookup(encoding).name.replace("_", "-")


def _telling_lines(data: bytes) -> bytes:
    """The lines that hold a byte beyond ASCII, up to 64 KiB: all that tells one code page from another."""
    kept: list[bytes] = []
    size = 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            kept.append(line[: _SAMPLE - size])
            size += len(kept[-1])
            if size >= _SAMPLE:
                break
    return b"".join(kept)


def _is_western(sample: bytes, *, any_letters: bool) -> bool:
    """True for what reads as one Western European language in Windows-1252: English £ and ’ included.

    With ``any_letters`` the accents may be of several languages: names in an English text.
    """
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    letters = {char for char in text if char > "\x7f"} - _SIGNS
    known = any_letters or any(letters <= alphabet for alphabet in _WESTERN)
    return known and not _MISPLACED.search(text)


def _unmarked_utf16(data: bytes) -> str:
    """utf-16-le or utf-16-be where every other byte is mostly NUL and the rest is text, else nothing."""
    if len(data) < 8 or len(data) % 2:
        return ""
    half = len(data) // 2
    for encoding, empty, full in (("utf-16-le", data[1::2], data[::2]), ("utf-16-be", data[::2], data[1::2])):
        if empty.count(0) * 10 > half * 6 and full.count(0) * 20 < half:
            try:
                data.decode(encoding)
            except UnicodeDecodeError:
                continue
            return encoding
    return ""


def _refuse_known_binary(data: bytes, name: str) -> None:
    seems = ""
    if data.startswith(_ZIP):
        head = data[:65_536]
        seems = next((what for inside, what in _ZIP_CONTENTS if inside in head), "a ZIP archive")
    for offset, magic, what in _MAGIC:
        if data.startswith(magic, offset):
            seems = what
    if seems:
        raise ArticleNotRead(f"“{name}” is not text: it seems to be {seems}, so nothing was imported.")

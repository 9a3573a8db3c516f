"""The bytes of a page to a tree of elements: which encoding it says it has, and whether there is anything."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from app.importing.article import ArticleNotRead
from app.importing.encoding import Decoded, decode
from app.text.normalise import REPLACEMENT, Note

Element = Any
"""An element as lxml has it, which comes without types."""

_DECLARED = re.compile(
    rb"""<(?:meta\b[^<>]{0,300}?\bcharset|\?xml\b[^<>]{0,80}?\bencoding)\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.I,
)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>", re.IGNORECASE)
# What libxml2 cannot have in a text: controls, and halves of pairs.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_HEAD = 16_384
# Browsers read these as their larger relatives.
_LARGER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
}


def decoded_markup(data: bytes, name: str, encoding: str | None = None, said: str = "") -> Decoded:
    """The page's source: by the encoding a person chose, a BOM, UTF-8 where its bytes are that and not plain
    ASCII, what a mail's header ``said``, the page's own declaration if its bytes are in it, else as any text.

    Raises ArticleNotRead for what is no text.
    """
    if encoding:
        return decode(data, name, encoding)
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not marked and not _is_utf8(data):
        found = _DECLARED.search(data[:_HEAD])
        for declared in (said, found[1].decode("ascii", "replace") if found else ""):
            known = _known(declared)
            if known and known not in ("utf-16", "utf-16-le", "utf-16-be", "utf-32"):
                strict = _strictly(data, known)
                if strict is not None:
                    return strict
    return decode(data, name)


def tree_of(markup: str, name: str) -> Element:
    """The page as lxml reads it; raises ArticleNotRead for one without elements or nested without end."""
    etree, html = _lxml("etree"), _lxml("html")
    source = _FORBIDDEN.sub(REPLACEMENT, _DECLARATION.sub("", markup, count=1))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(source.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError):
        raise ArticleNotRead(f"“{name}” has no words in it, so nothing was imported.") from None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        # What lies behind it would be missing without a word.
        raise ArticleNotRead(f"“{name}” is nested deeper than any page is, so nothing was imported.")
    return tree


def body_of(tree: Element) -> Element:
    """The part of a well-formed page that is shown; all of one that does not say which that is."""
    body = tree.find("body")
    return tree if body is None else body


def walked(element: Element) -> Iterator[tuple[str, Element]]:
    """Every element from this one on, with ``start`` and with ``end``, however deep."""
    return _lxml("etree").iterwalk(element, events=("start", "end"))


def _lxml(part: str) -> Any:
    # By name, because the library comes without types.
    return import_module(f"lxml.{part}")


def _is_utf8(data: bytes) -> bool:
    """True for UTF-8 with more than ASCII in it, whatever the page declares: no other encoding looks so."""
    try:
        return not data.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


def _known(declared: str) -> str:
    try:
        known = codecs.lookup(declared.strip()).name if declared else ""
    except (LookupError, ValueError):
        return ""
    return _LARGER.get(known, known)


def _strictly(data: bytes, encoding: str) -> Decoded | None:
    """Decoded so where the bytes are in it, a torn place in ten thousand excepted."""
    try:
        return Decoded(data.decode(encoding), encoding.replace("_", "-"), ())
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    except (LookupError, ValueError):
        return None
    torn = text.count(REPLACEMENT) - data.count(REPLACEMENT.encode())
    if torn * 10_000 > len(text):
        return None
    return Decoded(text, encoding.replace("_", "-"), (Note("bytes-replaced", max(torn, 1)),))

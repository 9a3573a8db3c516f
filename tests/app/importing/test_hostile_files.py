"""Files made to do harm, and files torn or worn at random: a document or one sentence, and nothing else."""

from __future__ import annotations

import io
import random
import re
import tracemalloc
from importlib import import_module
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.importing.article import ArticleNotRead
from app.importing.document import Document, assembled
from app.importing.package import MAX_MEMBERS
from app.text.normalise import Note
from db.layout import write_layout

FILES = Path(__file__).parents[2] / "files" / "articles"
MADE = {kind: next(FILES.glob(f"*.{kind}")).read_bytes() for kind in ("docx", "odt", "rtf", "epub", "pdf")}
MAIN = {"docx": "word/document.xml", "odt": "content.xml", "epub": "EPUB/text/ch001.xhtml"}
# What a pattern of nothing but a file's name, an ending and no second sentence allows.
ONE_SENTENCE = re.compile(r"“a\.\w+” [^\n]+?[^.]\.\Z")


def opened(kind: str, data: bytes) -> Document:
    return import_module(f"app.importing.{kind}").read(data, f"a.{kind}")


def with_main(kind: str, content: bytes) -> bytes:
    """The made file, its text replaced."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(MADE[kind])) as made, ZipFile(out, "w", ZIP_DEFLATED) as changed:
        for name in made.namelist():
            changed.writestr(name, content if name == MAIN[kind] else made.read(name))
    return out.getvalue()


def refused(kind: str, data: bytes) -> str:
    with pytest.raises(ArticleNotRead) as refusal:
        opened(kind, data)
    assert ONE_SENTENCE.match(str(refusal.value))
    return str(refusal.value)


@pytest.mark.parametrize("kind", MAIN)
def test_a_bomb_is_refused_before_it_is_unpacked(kind: str) -> None:
    bomb = with_main(kind, b" " * (24 * 1024 * 1024))
    tracemalloc.start()
    try:
        assert "unpacks to far more than an article is" in refused(kind, bomb)
        assert tracemalloc.get_traced_memory()[1] < 4 * 1024 * 1024
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", MAIN)
def test_entities_are_never_expanded_and_files_never_read(kind: str) -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    for doctype in (f'<!ENTITY l0 "ha">{laughs}', '<!ENTITY l9 SYSTEM "file:///etc/passwd">'):
        assert "entities" in refused(kind, with_main(kind, f"<!DOCTYPE x [{doctype}]><x>&l9;</x>".encode()))


@pytest.mark.parametrize("kind", MAIN)
def test_elements_nested_without_end_are_refused_or_read_as_text(kind: str) -> None:
    nested = with_main(kind, b"<p>" * 4_000 + b"deep" + b"</p>" * 4_000)
    if kind == "epub":
        assert any("deep" in piece.text for piece in opened(kind, nested).pieces)
    else:
        assert "nested more than 200 levels deep" in refused(kind, nested)


def test_an_archive_of_too_many_files_and_one_within_another_are_refused() -> None:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for number in range(MAX_MEMBERS + 1):
            archive.writestr(str(number), b"")
    assert "over the limit of 5,000" in refused("docx", out.getvalue())
    refused("docx", with_main("docx", MADE["docx"]))


@pytest.mark.parametrize("kind", MADE)
def test_a_torn_file_is_refused_or_read_as_far_as_it_goes(kind: str) -> None:
    data = MADE[kind]
    for part in range(8):
        kept(kind, data[: len(data) * part // 8])


@settings(max_examples=25, deadline=None)
@pytest.mark.parametrize("kind", MADE)
@given(seed=st.integers(0, 2**32), flips=st.integers(1, 60))
def test_a_worn_file_gives_an_article_that_can_be_kept_or_one_sentence(
    kind: str, seed: int, flips: int
) -> None:
    worn = bytearray(MADE[kind])
    chance = random.Random(seed)
    for _ in range(flips):
        worn[chance.randrange(len(worn))] = chance.randrange(256)
    kept(kind, bytes(worn))


@settings(max_examples=25, deadline=None)
@pytest.mark.parametrize("kind", MAIN)
@given(seed=st.integers(0, 2**32), cuts=st.integers(1, 12))
def test_a_file_whose_text_is_shuffled_gives_an_article_that_can_be_kept_or_one_sentence(
    kind: str, seed: int, cuts: int
) -> None:
    with ZipFile(io.BytesIO(MADE[kind])) as made:
        source = made.read(MAIN[kind]).decode()
    tags = re.split(r"(?=<)", source)
    chance = random.Random(seed)
    for _ in range(cuts):
        one, other = chance.randrange(len(tags)), chance.randrange(len(tags))
        tags[one], tags[other] = tags[other], tags[one]
    kept(kind, with_main(kind, "".join(tags).encode()))


def kept(kind: str, data: bytes) -> None:
    """See that there is an article that can be stored, its notes within it, or else one sentence."""
    article, said = None, ""
    fallback = ("a", Note("title-from-filename"))
    try:
        document = opened(kind, data)
        article = assembled(document, data=data, name=f"a.{kind}", media_type="", fallback=fallback)
    except ArticleNotRead as refusal:
        said = str(refusal)
    if article is None:
        assert ONE_SENTENCE.match(said)
        return
    write_layout(article.layout)
    assert all(e.end <= len(article.text) for e in article.emphasis)
    assert all(0 <= a.start <= a.end <= len(article.text) for a in article.annotations)

"""Files and pasted text to articles, and what is refused."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.importing.article import PROVENANCE, ArticleNotRead, ImportedArticle, layout_json
from app.importing.read import read_article, read_pasted
from app.text.normalise import Note
from db.layout import read_layout

ROCKETS = Path(__file__).parents[4] / "shared" / "articles" / "north-korean-rockets.txt"


def shown(article: ImportedArticle, spans: object) -> list[str]:
    return [article.text[s.start : s.end] for s in spans]  # type: ignore[attr-defined]


def written(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def codes(article: ImportedArticle) -> list[str]:
    return [note.code for note in article.notes]


@pytest.mark.skipif(not ROCKETS.exists(), reason="no real article in ../shared/articles")
def test_a_real_scraped_article_comes_in_with_its_debris_set_aside() -> None:
    article = read_article(ROCKETS)
    assert article.title == "north korean rockets"
    assert codes(article) == ["title-from-filename"]
    assert [(shown(article, [a])[0], a.reason) for a in article.asides] == [
        ("[ad_1]", "ad-placeholder"),
        ("[ad_2]", "ad-placeholder"),
        ("Source link", "source-link"),
    ]
    assert len(article.ledger_sentences) == 13
    assert len(article.sentences) == len(article.blocks) == 16
    assert article.text.encode() == article.original == ROCKETS.read_bytes()
    assert (article.encoding, article.media_type) == ("utf-8", "text/plain")
    assert article.provenance == dict.fromkeys(PROVENANCE, "")


def test_a_file_keeps_its_bytes_and_its_name_and_gives_normal_text(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfOne\r\nTwo\0\r\n"
    article = read_article(written(tmp_path, "harbour_budget-2.TXT", data))
    assert article.text == "One\nTwo\ufffd\n"
    assert (article.original, article.original_name) == (data, "harbour_budget-2.TXT")
    assert article.title == "harbour budget 2"
    assert Note("nul-replaced", 1) in article.notes


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Ferry sold\n\nThe council sold it. It was old.", "Ferry sold"),
        ("[ad_1]\nFerry  sold?\n\nThe council sold it.", "Ferry sold?"),
        ("Ferry sold\nThe council sold the ferry to a company on Monday.", "Ferry sold"),
        ("The council sold it.\n\nIt was old.", ""),
        ("Dear editor,\n\nThe ferry is sold.", ""),
        ("By Anna Writer\n\nThe ferry is sold.", ""),
        ("The council of the town sold the ferry that\nhad carried its people for years.", ""),
        ("https://example.org/ferry\n\nThe ferry is sold.", ""),
        ("Only one line", ""),
        ("word " * 40 + "\n\nThe ferry is sold.", ""),
    ],
)
def test_a_first_line_is_the_title_only_if_it_reads_like_one(tmp_path: Path, text: str, title: str) -> None:
    article = read_article(written(tmp_path, "a-file.txt", text))
    assert article.title == (title or "a file")
    assert codes(article) == ["title-from-first-line" if title else "title-from-filename"]
    assert [shown(article, [b])[0].split() for b in article.blocks if b.kind == "title"] == (
        [title.split()] if title else []
    )


def test_pasted_text_is_titled_as_given_or_by_its_first_words() -> None:
    assert read_pasted("It sailed.", " My\ttitle ").title == "My title"
    assert codes(read_pasted("It sailed.", "Mine")) == ["title-as-given"]
    long = read_pasted("The council of the harbour town sold its only ferry on Monday for a pound. Yes.")
    assert long.title == "The council of the harbour town sold its only ferry on…"
    assert codes(long) == ["title-from-text"]
    assert read_pasted("a\ud800b").original == b"a\xed\xa0\x80b"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\xc2\xa0\r\n", "no words"),
        ("only-nul.txt", b"\0\0\0", "no words"),
        ("blank.md", b"---\ntitle: x\n---\n\n<!-- nothing -->\n", "no words"),
        ("rule.md", b"***\n", "no words"),
        ("letter.md", b"PK\x03\x04......word/document.xml", "Word document"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n....", "PNG"),
        ("photo2.txt", b"\xff\xd8\xff\xe0....", "JPEG"),
        ("case.txt", b"SQLite format 3\0....", "Tickmark project"),
        ("noise.txt", bytes(range(32)) * 20, "control bytes"),
        ("draft.docx", b"anything", "is not a Word document inside"),
        ("book.EPUB", b"PK\x03\x04 torn", "is not an EPUB book inside"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "is an old Word file"),
        ("mail.msg", b"anything", "Outlook messages cannot be read, only plain text"),
    ],
)
def test_what_is_no_article_is_refused_in_one_sentence_naming_it(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    with pytest.raises(ArticleNotRead, match=says) as refused:
        read_article(written(tmp_path, name, data))
    assert f"“{name}”" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_folder_a_missing_file_and_a_pipe_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ArticleNotRead, match="is a folder"):
        read_article(tmp_path)
    with pytest.raises(ArticleNotRead, match=r"“gone\.txt” is not there"):
        read_article(tmp_path / "gone.txt")
    with pytest.raises(ArticleNotRead, match="could not be read"):
        read_article(tmp_path / ("x" * 5_000 + ".txt"))
    with pytest.raises(ArticleNotRead, match="could not be read"):
        read_article(tmp_path / "nul\0.txt")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.txt")
        with pytest.raises(ArticleNotRead, match="not a file"):
            read_article(tmp_path / "pipe.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "locked.txt", "x")
    path.chmod(0)
    with pytest.raises(ArticleNotRead, match="may not be read"):
        read_article(path)


def test_the_limit_is_checked_before_reading_and_can_be_set(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    with pytest.raises(ArticleNotRead, match=r"over the limit of 20\.0 MiB"):
        read_article(big)
    small = written(tmp_path, "small.txt", "ten bytes!")
    assert read_article(small, limit_bytes=10).text == "ten bytes!"
    with pytest.raises(ArticleNotRead, match="over the limit of 9 bytes"):
        read_article(small, limit_bytes=9)
    with pytest.raises(ArticleNotRead, match="over the limit of 9 bytes; nothing was imported"):
        read_pasted("ten bytes!", limit_bytes=9)


def test_a_name_without_a_known_suffix_is_read_as_plain_text_and_says_so(tmp_path: Path) -> None:
    article = read_article(written(tmp_path, "article.2026", "# Not a heading\n\nText."))
    assert article.text.startswith("# Not")
    assert "read-as-plain-text" in codes(article)


@pytest.mark.skipif(os.name != "posix", reason="names of any bytes exist on POSIX only")
def test_a_name_that_is_no_text_is_stored_as_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\n1.txt"))
    path.write_bytes(b"It sailed.")
    article = read_article(path)
    assert article.title == "caf\ufffd 1"
    article.original_name.encode()


def test_markdown_nested_beyond_reason_is_kept_as_plain_text(tmp_path: Path) -> None:
    article = read_article(written(tmp_path, "deep.md", ">" * 300 + " hidden\n\nmore"))
    assert "hidden" in article.text
    assert "markdown-too-deep" in codes(article)


LINES = st.text('aB .!?[ad_1]\n\r\0\ufeff\u2028\u2029\xa0😀#*_`>-|<&;(:/)\\\t"', max_size=120)


@given(st.lists(LINES | st.sampled_from(["[ad_1]", "Source link", "- x", "| a | b |\n|---|---|\n| c | d |"])))
def test_every_article_is_sound_and_its_layout_reads_back(lines: list[str]) -> None:
    raw = "\n".join(lines)
    for suffix in (".txt", ".md"):
        article = _read(raw, suffix)
        if article is None:
            continue
        _assert_sound(article)
        assert read_layout(layout_json(article)) == article.layout


def _read(raw: str, suffix: str) -> ImportedArticle | None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        try:
            return read_article(written(Path(folder), f"x{suffix}", raw))
        except ArticleNotRead:
            return None


def _assert_sound(article: ImportedArticle) -> None:
    text = article.text
    in_block, in_sentence = [False] * len(text), [False] * len(text)
    last = 0
    for block in article.blocks:
        assert last <= block.start < block.end <= len(text)
        assert "\n" not in text[block.start : block.end]
        in_block[block.start : block.end] = [True] * (block.end - block.start)
        last = block.end
    last = 0
    for sentence in article.sentences:
        assert last <= sentence.start < sentence.end <= len(text)
        in_sentence[sentence.start : sentence.end] = [True] * (sentence.end - sentence.start)
        last = sentence.end
    for i, char in enumerate(text):
        assert char.isspace() or char in "\ufdd0\ufdd1" or (in_block[i] and in_sentence[i])
        assert in_block[i] or not in_sentence[i]
    for aside in article.asides:
        within = [s for s in article.sentences if s.start < aside.end and aside.start < s.end]
        assert [(s.start, s.end) for s in within] == [(aside.start, aside.end)]
    for span in article.emphasis:
        assert 0 <= span.start < span.end <= len(text)
    assert not set(text) & set("\r\0")
    assert not text.startswith("\ufeff")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Photo: A. Writer", "caption"),
        ("(Photograph by: A. Writer)", "caption"),
        ("Foto : A. Schreiber", "caption"),
        ("صورة: الميناء", "caption"),
        ("Photographs of the quay show nothing: it is gone.", "paragraph"),
        ("The picture: a mess.", "paragraph"),
        ("Imagine: a ferry.", "paragraph"),
    ],
)
def test_a_line_is_a_caption_only_where_it_says_so(line: str, kind: str) -> None:
    article = read_pasted(f"The ferry sailed at noon, said the mayor.\n\n{line}\n\nIt came back.")
    assert [b.kind for b in article.blocks] == ["paragraph", kind, "paragraph"]

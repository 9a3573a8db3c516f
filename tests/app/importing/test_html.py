"""Web pages: what the article is, its structure, what is set aside, and what the page says of itself."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from app.importing.article import ImportedArticle
from app.importing.from_bytes import article_clipped, article_from
from app.text.normalise import Note

PAGES = Path(__file__).parents[4] / "shared" / "data" / "article_extraction"

PAGE = """<!DOCTYPE html>
<!-- saved from url=(0042)https://harbour.example/2026/03/01/ferry.html -->
<html lang="en-GB"><head><meta charset="utf-8"><title>Ferry sold for a pound | The Harbour</title>
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle",
 "headline": "Ferry sold for a pound", "author": [{"@type": "Person", "name": "Anna B. Writer"},
 {"@type": "Person", "name": "Tom Reyes"}], "datePublished": "2026-03-02T01:10:00Z",
 "publisher": {"@type": "Organization", "name": "Harbour Media"}}]}</script>
<meta property="og:site_name" content="The Harbour"></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport and results</a></li></ul></nav>
</header>
<main><article><h1>Ferry sold for a pound</h1>
<p class="standfirst">A boat that never missed a winter goes to the other shore.</p>
<p>The council of the harbour town sold its only ferry on Monday to <a href="/firm">a company</a> from the
 other shore, after<!-- --> a vote of <b>twelve</b> to nine.<br>The mayor did not vote on it.</p>
<figure><img src="ferry.jpg" alt="The ferry at its quay">
<figcaption>Photo: The ferry in 1986</figcaption></figure>
<p>It had carried the people of the town for forty years, the mayor said, and missed no winter.</p>
<div class="related">
<p>Read more: <a href="/strike">The strike that stopped the ferry for a week</a></p></div>
<h2>What the company plans</h2>
<blockquote>
<p>We will sail twice a day from the spring on, whatever the wind does, said the director.</p></blockquote>
<ol start="3"><li>Four pounds for a crossing from April on
<ul><li>children cross free of any charge</li></ul></li>
<li>No bicycles on board in the first week of it</li></ol>
<table><tr><th>Year</th><th>Passengers</th></tr><tr><td>1986</td><td>41,200</td></tr>
<tr><td>2025</td><td>9,870</td></tr></table>
<p>[ad_1]</p>
<p>The town keeps the bell of the ferry, which is to hang in the hall of the old school.</p>
<p>Sign up for <a href="/news">our newsletter</a> and get every story first in your inbox.</p>
</article></main><footer><p>Copyright The Harbour, all rights reserved, printed by nobody at all.</p></footer>
<script>document.write("x")</script></body></html>"""


SHORE = "from the other shore, after a vote of twelve to nine"
MAYOR = "the mayor said, and missed no winter"
DIRECTOR = "whatever the wind does, said the director"


def lines(article: ImportedArticle) -> list[tuple[str, int, str]]:
    aside = {(a.start, a.end) for a in article.asides}
    return [
        (b.kind, b.level, article.text[b.start : b.end])
        for b in article.blocks
        if (b.start, b.end) not in aside
    ]


def set_aside(article: ImportedArticle) -> list[tuple[str, str]]:
    return [(a.reason, article.text[a.start : a.end]) for a in article.asides]


def test_a_page_gives_its_article_with_structure_and_sets_aside_what_lies_between() -> None:
    article = article_from(PAGE.encode(), "ferry.html")
    assert [f"{kind} {level} {line}" for kind, level, line in lines(article)] == [
        "title 1 Ferry sold for a pound",
        "paragraph 0 A boat that never missed a winter goes to the other shore.",
        f"paragraph 0 The council of the harbour town sold its only ferry on Monday to a company {SHORE}.",
        "paragraph 0 The mayor did not vote on it.",
        "image 0 The ferry at its quay",
        "caption 0 Photo: The ferry in 1986",
        f"paragraph 0 It had carried the people of the town for forty years, {MAYOR}.",
        "heading 2 What the company plans",
        f"quote 1 We will sail twice a day from the spring on, {DIRECTOR}.",
        "list-item 1 3. Four pounds for a crossing from April on",
        "list-item 2 children cross free of any charge",
        "list-item 1 4. No bicycles on board in the first week of it",
        "table-row 1 Year\tPassengers",
        "table-row 0 1986\t41,200",
        "table-row 0 2025\t9,870",
        "paragraph 0 The town keeps the bell of the ferry, which is to hang in the hall of the old school.",
    ]
    assert set_aside(article) == [
        ("boilerplate", "Read more: The strike that stopped the ferry for a week"),
        ("ad-placeholder", "[ad_1]"),
        ("boilerplate", "Sign up for our newsletter and get every story first in your inbox."),
    ]
    assert "Home" not in article.text
    assert "Copyright" not in article.text
    assert [(article.text[e.start : e.end], e.kind, e.data) for e in article.emphasis][:2] == [
        ("a company", "link", "https://harbour.example/firm"),
        ("twelve", "strong", ""),
    ]


def test_a_page_tells_who_wrote_it_where_and_when() -> None:
    article = article_from(PAGE.encode(), "ferry.html")
    assert (article.title, article.language, article.encoding, article.media_type) == (
        "Ferry sold for a pound",
        "en",
        "utf-8",
        "text/html",
    )
    # The day in the address is the one in the town; the machine's is London's.
    assert article.provenance == {
        "url": "https://harbour.example/2026/03/01/ferry.html",
        "archive_url": "",
        "outlet": "The Harbour",
        "byline": "Anna B. Writer, Tom Reyes",
        "published": "2026-03-01",
    }


@pytest.mark.parametrize(
    ("encoding", "meta", "found"),
    [
        ("cp1252", '<meta charset="iso-8859-1">', "cp1252"),
        ("cp1251", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "cp1251"),
        ("shift_jis", "<meta charset=Shift_JIS>", "cp932"),
        ("utf-16", "", "utf-16"),
        ("utf-8", '<meta charset="windows-1251">', "utf-8"),
        ("utf-8", '<meta charset="nonsense">', "utf-8"),
    ],
)
def test_a_page_is_read_in_the_encoding_it_declares(encoding: str, meta: str, found: str) -> None:
    words = {"cp1251": "Паром продан", "cp932": "船が売れた", "cp1252": "Café “sold”"}.get(
        found, "Café “sold” – ж"
    )
    source = (
        f"<html><head>{meta}<title>t</title></head><body><p>{words} on Monday, they say.</p></body></html>"
    )
    article = article_from(source.encode(encoding), "page.html")
    assert words in article.text
    assert article.encoding == found


def test_a_page_in_which_no_article_stands_out_is_taken_whole_and_says_so() -> None:
    links = "".join(f'<li><a href="/{i}">Ferry number {i}</a></li>' for i in range(30))
    article = article_from(f"<body><nav>Home page</nav><ul>{links}</ul></body>".encode(), "x.html")
    assert len(lines(article)) == 30
    assert set_aside(article) == [("boilerplate", "Home page")]
    assert Note("page-taken-whole") in article.notes


def test_a_word_file_that_is_really_a_page_is_read_as_one(tmp_path: Path) -> None:
    article = article_from(PAGE.encode(), "ferry.doc")
    assert article.notes[0] == Note("read-as", 1, "html")
    assert article.title == "Ferry sold for a pound"
    plain = article_from(PAGE.encode(), "ferry.txt")
    assert plain.text.startswith("<!DOCTYPE html>")


def test_raised_and_lowered_numbers_do_not_run_into_the_one_before() -> None:
    markup = (
        "<p>It cost 12<sup>1</sup> million for 10<sup>6</sup> grains of H<sub>2</sub>O, the 19<sup>th</sup>, "
        'in 1990<sup><a href="#n1">2</a></sup> and 1991<sup>[3]</sup>: '
        "5<sup>1</sup>/<sub>2</sub>, 10<sup>-3</sup>."
    )
    article = article_clipped(markup, "")
    assert article.text.strip() == (
        "It cost 12¹ million for 10⁶ grains of H₂O, the 19th, in 1990² and 1991[3]: 5¹/₂, 10⁻³."
    )


def test_what_is_copied_from_a_page_comes_in_whole_with_its_structure() -> None:
    article = article_clipped(
        "<meta charset='utf-8'><div><h3>Plans</h3><p>Twice <del>or thrice </del><em>a</em> day.</p>"
        "<ul><li>One<li>Two</ul><pre>a\n  b</pre></div>"
    )
    assert lines(article) == [
        ("title", 1, "Plans"),
        ("paragraph", 0, "Twice a day."),
        ("list-item", 1, "One"),
        ("list-item", 1, "Two"),
        ("code", 0, "a"),
        ("code", 0, "  b"),
    ]
    assert (article.original_name, article.media_type) == ("", "text/html")


@pytest.mark.skipif(not PAGES.exists(), reason="no real pages in ../shared/data/article_extraction")
def test_the_article_of_a_real_page_is_found_and_its_menus_are_not() -> None:
    truth = json.loads((PAGES / "ground-truth.json").read_text("utf-8"))
    for name in sorted(truth)[::22]:
        article = article_from(
            gzip.decompress((PAGES / "html" / f"{name}.html.gz").read_bytes()), "page.html"
        )
        body = " ".join(" ".join(line for _, _, line in lines(article)).split())
        wanted = [
            " ".join(line.split()) for line in truth[name]["articleBody"].split("\n") if len(line) > 120
        ]
        assert sum(line[:100] in body for line in wanted) >= 0.8 * len(wanted)
        assert len(body) < 1.6 * len(truth[name]["articleBody"])


def test_a_page_without_head_and_body_is_one_too() -> None:
    said = "<p>The board said that 310 people a day took the ferry across the bay in the winter.</p>"
    article = article_from(f"<!DOCTYPE html><title>Ferry</title><article>{said}</article>".encode(), "x.html")
    assert (article.title, len(article.sentences)) == ("Ferry", 2)


def test_a_page_that_a_word_processor_wrote_keeps_its_structure() -> None:
    data = (Path(__file__).parents[2] / "files" / "articles" / "harbour.html").read_bytes()
    article = article_from(data, "harbour.html")
    assert (article.title, article.provenance["byline"]) == ("The harbour that moved", "Ines Okafor")
    shown = {line: (kind, level) for kind, level, line in lines(article)}
    assert shown["What the water left"] == ("heading", 2)
    assert shown["3. A quay of 400 metres"] == ("list-item", 1)
    assert shown["one made in Leiden"] == ("list-item", 2)
    assert shown["1960\t1,204"] == ("table-row", 0)
    assert shown["قال الميناء القديم وداعا في عام 1962."] == ("paragraph", 0)

"""Markdown: the rendered text and its structure."""

from pathlib import Path

from app.importing.article import ImportedArticle
from app.importing.markdown import Rendered, render
from app.importing.read import read_article


def lines(source: str) -> list[tuple[str, int, str]]:
    rendered = render(source)
    return [(b.kind, b.level, rendered.text[b.start : b.end]) for b in rendered.blocks]


def emphasised(rendered: Rendered) -> list[tuple[str, str, str]]:
    return [(e.kind, e.data, rendered.text[e.start : e.end]) for e in rendered.emphasis]


def read(folder: Path, source: str) -> ImportedArticle:
    path = folder / "the-file.md"
    path.write_text(source, encoding="utf-8")
    return read_article(path)


def test_headings_paragraphs_and_the_title() -> None:
    assert lines("intro\n\n# The *ferry*\n\none\ntwo  \nthree\n\n## Part\n\n# Other") == [
        ("paragraph", 0, "intro"),
        ("title", 1, "The ferry"),
        ("paragraph", 0, "one two"),
        ("paragraph", 0, "three"),
        ("heading", 2, "Part"),
        ("heading", 1, "Other"),
    ]


def test_a_lower_heading_is_the_title_only_at_the_top() -> None:
    assert render("## Top\n\ntext").title == "Top"
    assert render("text\n\n## Below").title == ""


def test_lists_and_quotations() -> None:
    source = "- one\n\n  more\n- two\n\n  3. three\n  4. four\n\n> said\n> > deeper\n>\n> - item"
    assert lines(source) == [
        ("list-item", 1, "one"),
        ("paragraph", 1, "more"),
        ("list-item", 1, "two"),
        ("list-item", 2, "3. three"),
        ("list-item", 2, "4. four"),
        ("quote", 1, "said"),
        ("quote", 2, "deeper"),
        ("list-item", 1, "item"),
    ]


def test_tables_are_rows_and_code_is_lines() -> None:
    assert lines("| a | b |\n|---|---|\n| **c** | d e |\n\n```\nx = 1\n\n  y\n```") == [
        ("table-row", 1, "a\tb"),
        ("table-row", 0, "c\td e"),
        ("code", 0, "x = 1"),
        ("code", 0, "  y"),
    ]


def test_the_headline_each_cell_and_each_image_are_one_entry_of_the_ledger(tmp_path: Path) -> None:
    source = (
        "# Sold! To whom?\n\n| Name | Sum |\n|---|---|\n| Mr. X sold. He left. |  |\n\n"
        '![The ferry. At dusk.](f.png "Photo by A. B. All rights reserved.")\n\nIt sailed. It sank.'
    )
    article = read(tmp_path, source)
    assert [article.text[s.start : s.end] for s in article.sentences] == [
        "Sold! To whom?",
        "Name",
        "Sum",
        "Mr. X sold. He left.",
        "The ferry. At dusk.",
        "Photo by A. B.",
        "All rights reserved.",
        "It sailed.",
        "It sank.",
    ]


def test_images_that_stand_alone_are_lines_with_their_captions() -> None:
    source = (
        '[![A ferry](a.png "At dusk")](https://x.org)\n*The old boat.*\n\n'
        "![](https://x.org/p/the%20quay.jpg?w=2) ![](data:image/png;base64,AAAA)\nAfter it *words*.\n\n"
        "Photo: A. Writer\n\n![]()\n\n"
        "<figure><img alt='The &amp; quay' src=q.png><figcaption>As <b>it</b>\nwas.</figcaption></figure>"
    )
    assert lines(source) == [
        ("image", 0, "A ferry"),
        ("caption", 0, "At dusk"),
        ("caption", 0, "The old boat."),
        ("image", 0, "[the quay.jpg]"),
        ("image", 0, "[image/png]"),
        ("paragraph", 0, "After it words."),
        ("caption", 0, "Photo: A. Writer"),
        ("image", 0, "The & quay"),
        ("caption", 0, "As it was."),
    ]
    assert ("link", "https://x.org", "A ferry") in emphasised(render(source))


def test_emphasis_and_links_keep_their_place_behind_emoji_and_entities() -> None:
    rendered = render("# T\n\n😀 &amp; **bold *both*** [a `b`](https://x.org/ü) <https://y.org>")
    assert emphasised(rendered) == [
        ("strong", "", "bold both"),
        ("em", "", "both"),
        ("link", "https://x.org/%C3%BC", "a b"),
        ("code", "", "b"),
        ("link", "https://y.org", "https://y.org"),
    ]


def test_a_numbered_item_keeps_its_emphasis_behind_the_number() -> None:
    rendered = render("9. **bold**")
    assert emphasised(rendered) == [("strong", "", "bold")]
    assert rendered.text == "9. bold"


def test_a_script_in_a_link_is_no_link() -> None:
    assert render("[x](javascript:alert(1))").emphasis == []


def test_images_are_their_words_and_html_loses_its_tags_but_no_word() -> None:
    rendered = render(
        "![a *chart*](c.png) <b>bold</b><br>new\n\n"
        "<div><p>One.</p><p>Two &lt; 3 <!-- hidden --></p>\n</div>\n\n"
        "<script>\nx()\n</script>\n\nend <!-- not -->"
    )
    assert rendered.text == "a chart bold\nnew\nOne.\nTwo < 3\nend "
    assert {note.code for note in rendered.notes} == {"images-as-words", "html-tags-dropped"}


def test_no_carriage_return_or_mark_slips_in_by_an_entity() -> None:
    assert render("&#xFEFF;a&#13;b").text == "a\nb"


def test_front_matter_gives_provenance_and_the_headline_and_is_left_out_of_the_text(tmp_path: Path) -> None:
    article = read(
        tmp_path,
        "---\ntitle: 'Sold'\nauthor: A. Writer\ndate: 2026-11-01\ntags:\n- x\nurl: https://x.org\n---\n*Text.*",
    )
    assert (article.title, article.text) == ("Sold", "Sold\nText.")
    assert [(b.kind, article.text[b.start : b.end]) for b in article.blocks] == [
        ("title", "Sold"),
        ("paragraph", "Text."),
    ]
    assert [article.text[e.start : e.end] for e in article.emphasis] == ["Text."]
    assert [article.text[s.start : s.end] for s in article.sentences] == ["Sold", "Text."]
    assert article.provenance == {
        "url": "https://x.org",
        "archive_url": "",
        "outlet": "",
        "byline": "A. Writer",
        "published": "2026-11-01",
    }
    assert [note.code for note in article.notes] == ["front-matter-left-out", "title-from-front-matter"]


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    assert read(tmp_path, "---\n\nSaid: yes.\n\n---\n").text == "Said: yes."


def test_without_a_heading_the_file_names_the_article(tmp_path: Path) -> None:
    article = read(tmp_path, "[ad_1]\nSome text.\n\nMore. [ad_2]\nSource link")
    assert article.title == "the file"
    assert [article.text[a.start : a.end] for a in article.asides] == ["[ad_1]", "[ad_2]", "Source link"]
    assert [article.text[s.start : s.end] for s in article.ledger_sentences] == ["Some text.", "More."]
